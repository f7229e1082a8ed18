//! The steps of `test` and `check`: each is run, timed and counted, whatever became of the one before.

use crate::beside::Beside;
use crate::count::Count;
use crate::machine::{could_not_start, say, spoken, Done, Machine};
use crate::{build, python, size, toolchain, tools};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

const WASM: &str = "wasm32-unknown-unknown";
/// Warnings are errors here and only here.
const STRICT: [&str; 3] = ["--", "-D", "warnings"];

/// A step: what it is called, what it says it does, and what it needs before.
struct Step {
    name: &'static str,
    says: &'static str,
    run: fn(&mut Machine, &[String]) -> Done<Count>,
}

/// What all native tests are built with: every feature, so that library and dependencies are compiled once for them and
/// once for Clippy.
pub const NATIVE: [&str; 2] = ["--features", "headless,fixture"];

const STEPS: [Step; 12] = [
    Step { name: "fmt", says: "Formatting", run: fmt },
    Step { name: "clippy", says: "Clippy, natively: all features, without the page, and without any", run: clippy },
    Step { name: "clippy-wasm", says: "Clippy, for WebAssembly: the page", run: clippy_wasm },
    Step { name: "clippy-xtask", says: "Clippy, of xtask itself", run: clippy_xtask },
    Step { name: "native", says: "Native tests: everything, and what the page decides without a browser", run: native },
    Step { name: "xtask", says: "Tests of xtask itself", run: xtask },
    Step {
        name: "doc",
        says: "The documentation, its links and examples, and whether the benchmarks compile",
        run: doc,
    },
    Step {
        name: "copy-as",
        says: "Generated configurations, run with the real libraries in Node and Python, or parsed",
        run: copy_as,
    },
    Step { name: "wasm", says: "WebAssembly tests in headless Chromium", run: wasm },
    Step { name: "build", says: "The release build", run: release },
    Step { name: "size", says: "The size budget", run: budget },
    Step { name: "e2e", says: "End-to-end tests on the built site under a sub-path", run: end_to_end },
];

/// What runs from the start beside the steps before it. Most of its time one core works on the whole program, and
/// what it makes is in folders that no step before it uses.
const BESIDE: &str = "build";

/// The fast loop: no browser, no release build.
const FAST: [&str; 4] = ["fmt", "clippy", "clippy-wasm", "native"];

/// Runs every step, or those named; closes with the line `N passed, N failed`.
pub fn test(machine: &mut Machine, arguments: &[String]) -> Done<ExitCode> {
    let mut halves = arguments.splitn(2, |word| word == "--");
    let named = halves.next().unwrap_or_default();
    let handed_on = halves.next().unwrap_or_default();
    if let Some(unknown) = named.iter().find(|name| !STEPS.iter().any(|step| step.name == name.as_str())) {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(format!("there is no step `{unknown}`; there are {}", names.join(", ")));
    }
    run(machine, |step| named.is_empty() || named.iter().any(|name| name == step.name), handed_on)
}

/// Runs the steps of the fast loop.
pub fn check(machine: &mut Machine) -> Done<ExitCode> {
    run(machine, |step| FAST.contains(&step.name), &[])
}

fn run(machine: &mut Machine, wanted: impl Fn(&Step) -> bool, arguments: &[String]) -> Done<ExitCode> {
    let start = Instant::now();
    let mut sum = Count::default();
    let mut table = Vec::new();
    if let Err(message) = toolchain::prepare(machine) {
        // Native steps can do without the target; those that need it will fail and say so.
        say(&format!("Compiler: {message}"));
    }
    let steps: Vec<&Step> = STEPS.iter().filter(|step| wanted(step)).collect();
    let mut beside = steps.iter().skip(1).any(|step| step.name == BESIDE).then(|| start_beside(machine)).flatten();
    for step in steps {
        println!();
        say(step.says);
        let began = Instant::now();
        let earlier = if step.name == BESIDE { beside.take() } else { None };
        let (done, note) = match earlier {
            Some(earlier) => (earlier.end(), "  the rest of it; it began with the first step"),
            None => ((step.run)(machine, arguments), ""),
        };
        let (count, remark) = match done {
            Ok(count) => (count, note.to_owned()),
            Err(message) => {
                say(&format!("{}: {message}", step.name));
                (Count::one(false), format!("  {}", message.lines().next().unwrap_or_default()))
            }
        };
        sum.add(count);
        let verdict = if count.failed == 0 { "ok" } else { "FAILED" };
        let took = spoken(began.elapsed());
        table.push(format!(
            "    {:13} {verdict:7} {:>5} passed {:>4} failed {took:>12}{remark}",
            step.name, count.passed, count.failed
        ));
        // A reader of a pipe sees each step when it ends.
        let _ = std::io::stdout().flush();
    }
    println!();
    say(&format!("All steps, in {}", spoken(start.elapsed())));
    println!("{}\n\n{} passed, {} failed", table.join("\n"), sum.passed, sum.failed);
    Ok(if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Starts the step that runs beside others, once its tools are there. Without them it is left to its turn, when it says
/// what is missing.
fn start_beside(machine: &mut Machine) -> Option<Beside> {
    build::tools(machine).ok()?;
    Beside::start(machine, BESIDE).ok()
}

fn fmt(machine: &mut Machine, _: &[String]) -> Done<Count> {
    let mut main = machine.command("cargo");
    main.args(["fmt", "--check"]);
    let mut own = machine.command("cargo");
    own.args(["fmt", "--check", "--manifest-path", "xtask/Cargo.toml"]);
    let both = [as_one(&mut main)?, as_one(&mut own)?];
    Ok(Count::one(both.iter().all(|count| count.failed == 0)))
}

fn clippy(machine: &mut Machine, _: &[String]) -> Done<Count> {
    // Hardly a test knows of features, so the smaller sets are for the library and its programs.
    let sets: [&[&str]; 3] = [
        &["--all-targets", "--features", "headless,fixture"],
        &["--lib", "--bins", "--no-default-features", "--features", "headless"],
        &["--lib", "--bins", "--no-default-features"],
    ];
    let mut count = Count::default();
    for set in sets {
        let mut command = machine.command("cargo");
        count.add(as_one(command.args(["clippy", "--quiet"]).args(set).args(STRICT))?);
    }
    Ok(count)
}

fn clippy_wasm(machine: &mut Machine, _: &[String]) -> Done<Count> {
    let mut command = machine.command("cargo");
    command.args(["clippy", "--quiet", "--target", WASM, "--lib", "--bin", "half-open"]);
    if machine.root.join("tests/web.rs").exists() {
        command.args(["--test", "web"]);
    }
    let mut count = as_one(command.args(STRICT))?;
    let mut pieces = machine.command("cargo");
    pieces.args(["clippy", "--quiet", "--target", WASM, "--lib", "--features", "split"]);
    count.add(as_one(pieces.args(STRICT))?);
    Ok(count)
}

fn clippy_xtask(machine: &mut Machine, _: &[String]) -> Done<Count> {
    let manifest = ["--manifest-path", "xtask/Cargo.toml"];
    as_one(machine.command("cargo").args(["clippy", "--quiet", "--all-targets"]).args(manifest).args(STRICT))
}

fn native(machine: &mut Machine, _: &[String]) -> Done<Count> {
    counted(machine.command("cargo").args(["test", "--no-fail-fast", "--tests"]).args(NATIVE))
}

fn doc(machine: &mut Machine, _: &[String]) -> Done<Count> {
    let mut doc = machine.command("cargo");
    doc.args(["doc", "--quiet", "--no-deps", "--lib"]).args(NATIVE).env("RUSTDOCFLAGS", "-D warnings");
    let mut benches = machine.command("cargo");
    benches.args(["check", "--quiet", "--benches", "--manifest-path", "benches/Cargo.toml"]);
    let mut count = as_one(&mut doc)?;
    count.add(as_one(&mut benches)?);
    count.add(counted(machine.command("cargo").args(["test", "--doc"]).args(NATIVE))?);
    Ok(count)
}

fn xtask(machine: &mut Machine, _: &[String]) -> Done<Count> {
    counted(machine.command("cargo").args(["test", "--quiet", "--manifest-path", "xtask/Cargo.toml"]))
}

/// What "Copy as" writes, run with the real libraries; Go and C#, whose compilers are large, are parsed in Node. What
/// one language lacks does not keep the other from its tests.
fn copy_as(machine: &mut Machine, _: &[String]) -> Done<Count> {
    let folder = machine.root.join("tests/copy_as");
    let headless = headless(machine)?;
    let scripts = tools::packages(machine, "tests/copy_as").and_then(|()| {
        let mut node = machine.command("node");
        node.args(["--test", "--test-concurrency=2", "--test-reporter=spec", "cockatiel.test.mjs", "grammar.test.mjs"]);
        node.args(["like.test.mjs", "opossum.test.mjs"]);
        node.current_dir(&folder);
        counted(node.env("HEADLESS", &headless).env("OUT", machine.root.join("target/copy-as")))
    });
    let python = python::python(machine).and_then(|mut python| {
        counted(
            python.arg("python.py").current_dir(&folder).env("HEADLESS", &headless).env("PYTHONDONTWRITEBYTECODE", "1"),
        )
    });
    let (mut count, mut missing) = (Count::default(), Vec::new());
    for part in [scripts, python] {
        match part {
            Ok(part) => count.add(part),
            Err(message) => missing.push(message),
        }
    }
    if missing.is_empty() {
        return Ok(count);
    }
    say(&missing.join("\n"));
    count.failed += missing.len() as u64;
    Ok(count)
}

fn wasm(machine: &mut Machine, _: &[String]) -> Done<Count> {
    tools::wasm_bindgen(machine)?;
    tools::browser(machine)?;
    let driver = tools::driver(machine)?;
    let mut command = machine.command("cargo");
    let web = ["--target", WASM, "--test", "web", "--features", "fixture"];
    command.arg("test").args(web);
    command.env("CHROMEDRIVER", driver).env("WASM_BINDGEN_USE_BROWSER", "1");
    // What does not compile is no fault of the browser.
    crate::machine::finish(machine.command("cargo").args(["test", "--no-run"]).args(web))?;
    // On a busy machine a browser's first start can take longer than its driver waits.
    counted(&mut command).or_else(|message| {
        say(&format!("{message}; trying once more"));
        counted(&mut command)
    })
}

fn release(machine: &mut Machine, _: &[String]) -> Done<Count> {
    build::site(machine)?;
    Ok(Count::one(true))
}

fn budget(machine: &mut Machine, _: &[String]) -> Done<Count> {
    size::budget(&machine.dist())?;
    Ok(Count::one(true))
}

fn end_to_end(machine: &mut Machine, arguments: &[String]) -> Done<Count> {
    let folder = "tests/e2e";
    let mut files = Vec::new();
    for entry in std::fs::read_dir(machine.root.join(folder)).map_err(|error| format!("{folder}: {error}"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            files.push(name);
        }
    }
    files.sort();
    let headless = headless(machine)?;
    let mut node = node(machine, folder)?;
    node.env("HEADLESS", headless);
    counted(node.args(["--test", "--test-concurrency=2", "--test-reporter=spec"]).args(arguments).args(files))
}

/// The frame in real decks, with the tools that make them: some minutes, so it stands beside the gate. `arguments` go to
/// node's test runner.
pub fn decks(machine: &mut Machine, arguments: &[String]) -> Done<ExitCode> {
    let folder = "tests/decks";
    if size::check(&machine.dist()).is_err() {
        build::site(machine)?;
    }
    tools::packages(machine, "tests/e2e")?;
    let files = ["firefox", "marp", "reveal", "slidev"].map(|name| format!("{name}.test.mjs"));
    let mut node = node(machine, folder)?;
    let options = ["--test", "--test-concurrency=2", "--test-reporter=spec"];
    let count = counted(node.args(options).args(arguments).args(files))?;
    println!("\n{} passed, {} failed", count.passed, count.failed);
    Ok(if count.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The headless program, which says natively what a page must show. It is built into the checkout whatever folder the
/// environment or cargo's configuration names, so that it is where it is looked for.
fn headless(machine: &mut Machine) -> Done<PathBuf> {
    // As the native tests do, whose dependencies may have further features, so that it is the one that they have built.
    let built = ["test", "--no-run", "--quiet", "--test", "headless"];
    let target = machine.root.join("target");
    crate::machine::finish(machine.command("cargo").args(built).args(NATIVE).arg("--target-dir").arg(&target))?;
    Ok(target.join("debug").join(format!("headless{}", std::env::consts::EXE_SUFFIX)))
}

/// Runs one of Node's scripts on the built site, which is built first when it is missing.
pub fn script(machine: &mut Machine, folder: &str, file: &str, arguments: &[String]) -> Done<()> {
    if size::check(&machine.dist()).is_err() {
        build::site(machine)?;
    }
    // Scripts elsewhere use what the end-to-end tests use.
    tools::packages(machine, "tests/e2e")?;
    let mut node = node(machine, folder)?;
    crate::machine::finish(node.arg(file).args(arguments))
}

/// Node in a folder of the checkout, with its packages in place, the site built, and the browser named.
fn node(machine: &mut Machine, folder: &str) -> Done<Command> {
    size::check(&machine.dist())?;
    tools::packages(machine, folder)?;
    let browser = tools::browser(machine)?;
    let mut node = machine.command("node");
    node.current_dir(machine.root.join(folder)).env("CHROMIUM", &browser).env("CHROME_PATH", &browser);
    node.env("DIST", machine.dist()).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Ok(node)
}

/// Runs a command that is one test by itself.
fn as_one(command: &mut Command) -> Done<Count> {
    let status = command.stdin(Stdio::null()).status().map_err(|error| could_not_start(command, &error))?;
    Ok(Count::one(status.success()))
}

/// Runs a test runner, shows what it prints, and counts the tests that it reports.
fn counted(command: &mut Command) -> Done<Count> {
    let start = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = start.map_err(|error| could_not_start(command, &error))?;
    let mut count = Count::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            count.read(&line);
        }
    }
    let status = child.wait().map_err(|error| could_not_start(command, &error))?;
    if count == Count::default() {
        return Err(format!("no test ran ({status})"));
    }
    if !status.success() && count.failed == 0 {
        // It broke off after some tests.
        count.failed = 1;
    }
    Ok(count)
}
