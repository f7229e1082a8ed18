//! `cargo xtask`: everything that setting up, serving, building and testing the playground takes, for a machine that
//! has nothing but a Rust toolchain and a C linker.
//!
//! | file | what it knows |
//! |---|---|
//! | `machine` | this machine: the checkout, the cache of tools, how a command is run, apt |
//! | `toolchain` | the compiler's WebAssembly target, and Debian's toolchain where rustup cannot fetch it |
//! | `tools` | Trunk, wasm-bindgen, wasm-opt, Node and the browser: found or installed |
//! | `python` | Python with the libraries of generated configurations: found or installed |
//! | `build` | Trunk called with all of these |
//! | `steps` | the steps of `test` and `check`, run one after the other but for the release build |
//! | `beside` | a step beside the others |
//! | `count` | how many tests a step's output reports |
//! | `fuzz` | the properties with fresh cases |
//! | `order` | functions that are alike beside each other |
//! | `shorten` | shorter names between the program and its glue |
//! | `size` | what a first visit downloads |
//!
//! Nothing is installed into the checkout. Tools go to a cache (`$HALF_OPEN_CACHE`, else `$XDG_CACHE_HOME/half-open`,
//! else `~/.cache/half-open`) in folders that carry their version, so a fresh clone finds them again.

mod beside;
mod build;
mod count;
mod fuzz;
mod machine;
mod order;
mod python;
mod shorten;
mod size;
mod split;
mod steps;
mod toolchain;
mod tools;

use machine::{Done, Machine};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  serve [ARGS]   build and serve the playground on this machine, print its address; ARGS go to `trunk serve`
  test [STEPS]   every test and check, or only the steps named: fmt clippy clippy-wasm clippy-xtask native xtask doc
                 copy-as wasm build size e2e; `test e2e -- ARGS` hands ARGS to node's test runner
  check          the fast loop: formatting, clippy and native tests, no browser
  fuzz [--minutes N]
                 the properties with fresh cases; what fails goes to tests/regressions/, which `test` replays
  build          the site to deploy, in dist/
  decks          the frame in real slide decks: reveal.js 4, 5 and 6, Marp, Slidev (FIREFOX=PATH adds Firefox's basics)
  shots          screenshots of every lab, in tests/e2e/out/
  audit          Lighthouse, axe, transfer, frame work and memory of the built site, and tests in Firefox, as tables
  setup          install everything that is missing, now
  doctor         tell what is there and what is missing; installs nothing

Tools are kept in $HALF_OPEN_CACHE, else $XDG_CACHE_HOME/half-open, else ~/.cache/half-open.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let command = arguments.first().map_or("help", String::as_str);
    match run(command, arguments.get(1..).unwrap_or_default()) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("\ncargo xtask {command} stopped: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, arguments: &[String]) -> Done<ExitCode> {
    let mut machine = Machine::find()?;
    match command {
        "serve" => build::serve(&mut machine, arguments)?,
        "build" => {
            build::site(&mut machine)?;
            // The build is good for use, also where it is too large to be published.
            size::budget(&machine.dist()).unwrap_or_else(|message| machine::say(&message));
        }
        "test" => return steps::test(&mut machine, arguments),
        "fuzz" => return fuzz::fuzz(&mut machine, arguments),
        "check" => return steps::check(&mut machine),
        "decks" => return steps::decks(&mut machine, arguments),
        "shots" => steps::script(&mut machine, "tests/e2e", "shots.mjs", arguments)?,
        "audit" => steps::script(&mut machine, "xtask/audit", "audit.mjs", arguments)?,
        "setup" => tools::set_up(&mut machine)?,
        "doctor" => tools::doctor(&machine),
        "help" | "--help" | "-h" => println!("{HELP}"),
        other => return Err(format!("there is no such command as `{other}`\n\n{HELP}")),
    }
    Ok(ExitCode::SUCCESS)
}
