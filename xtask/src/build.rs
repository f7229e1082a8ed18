//! The site: built and served by Trunk, with the tools that were found or installed.

use crate::machine::{could_not_start, empty_folder, finish, say, Done, Machine};
use crate::{toolchain, tools};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the site to deploy, in `dist/`.
pub fn site(machine: &mut Machine) -> Done<()> {
    // Whatever fails below, no older site shall be taken for this one.
    empty_folder(&machine.dist())?;
    toolchain::prepare(machine)?;
    tools::trunk(machine)?;
    tools::wasm_bindgen(machine)?;
    tools::wasm_opt(machine)?;
    let complete = machine.root.join("target/complete");
    empty_folder(&complete)?;
    say("Building the site with Trunk, in dist/ (release, twice: about 2 min, 20 s when little changed)");
    finish(trunk(machine).args(["build", "--release", "--dist"]).arg(&complete))?;
    polish(machine, &complete)?;
    let light = ["build", "--release", "--no-default-features", "true", "--features", "light", "--dist"];
    finish(trunk(machine).args(light).arg(machine.dist()))?;
    polish(machine, &machine.dist())?;
    put_beside(&complete, &machine.dist())
}

/// Makes a built site smaller.
fn polish(machine: &mut Machine, site: &Path) -> Done<()> {
    minify(machine, site)?;
    shorten(site)
}

/// The program and the glue of a site.
fn program(site: &Path) -> Done<[PathBuf; 2]> {
    let mut paths = std::fs::read_dir(site).map_err(in_site)?.flatten().map(|entry| entry.path());
    let program = paths.find(|path| path.extension().map_or(false, |extension| extension == "wasm"));
    let program = program.ok_or("the site has no program")?;
    let glue = PathBuf::from(program.to_string_lossy().replace("_bg.wasm", ".js"));
    Ok([program, glue])
}

/// Puts the complete program into the folder `later/` of the site and tells the loader where it is.
fn put_beside(complete: &Path, site: &Path) -> Done<()> {
    std::fs::create_dir_all(site.join("later")).map_err(in_site)?;
    let mut told = String::from("src=./boot.js");
    for (path, what) in program(complete)?.iter().zip(["wasm", "js"]) {
        let name = path.file_name().ok_or("a program without a name")?.to_string_lossy();
        std::fs::copy(path, site.join("later").join(&*name)).map_err(in_site)?;
        told.push_str(&format!(" data-complete-{what}=later/{name}"));
    }
    let page = site.join("index.html");
    let text = std::fs::read_to_string(&page).map_err(in_site)?;
    let new = text.replacen("src=./boot.js", &told, 1);
    if new == text {
        return Err("index.html does not name boot.js as expected".to_owned());
    }
    std::fs::write(page, new).map_err(in_site)
}

fn in_site(error: std::io::Error) -> String {
    format!("the built site: {error}")
}

/// Gives the program and its glue shorter names for each other, in place.
fn shorten(site: &Path) -> Done<()> {
    let [program, glue] = program(site)?;
    let module = std::fs::read(&program).map_err(in_site)?;
    let text = std::fs::read_to_string(&glue).map_err(in_site)?;
    let (module, text) = crate::shorten::shorten(&module, &text)?;
    std::fs::write(&program, module).map_err(in_site)?;
    std::fs::write(&glue, text).map_err(in_site)
}

/// Makes the scripts of the built site smaller. A site with scripts as they were works just as well, so where there is
/// no minifier it is only said.
fn minify(machine: &mut Machine, site: &Path) -> Done<()> {
    let terser = match tools::minifier(machine) {
        Ok(terser) => terser,
        Err(message) => {
            say(&format!("The scripts stay as they are: {message}"));
            return Ok(());
        }
    };
    let entries = std::fs::read_dir(site).map_err(in_site)?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().map_or(false, |extension| extension == "js") {
            let mut command = machine.command(&terser);
            finish(command.arg(&path).args(["--module", "--compress", "--mangle", "--output"]).arg(&path))?;
        }
    }
    Ok(())
}

/// Builds and serves the playground on loopback until it is interrupted.
pub fn serve(machine: &mut Machine, arguments: &[String]) -> Done<()> {
    toolchain::prepare(machine)?;
    tools::trunk(machine)?;
    tools::wasm_bindgen(machine)?;
    if arguments.iter().any(|word| word == "--release") {
        tools::wasm_opt(machine)?;
    }
    let mut command = trunk(machine);
    command.args(["serve", "--dist"]).arg(machine.root.join("target/serve"));
    if !arguments.iter().any(|word| word.starts_with("--port") || word.starts_with("-p")) {
        let port = free_port().ok_or("none of the ports 8080 to 8179 is free; name one with --port")?;
        say("Building the playground (about 1 min the first time), then serving it; Ctrl-C ends it");
        say(&format!("Address: http://127.0.0.1:{port}/"));
        command.args(["--port", &port.to_string()]);
    }
    if !arguments.iter().any(|word| word.starts_with("--address") || word.starts_with("-a")) {
        command.args(["--address", "127.0.0.1"]);
    }
    command.args(arguments);
    std::fs::create_dir_all(machine.root.join("target")).map_err(|error| format!("target/: {error}"))?;
    become_it(&mut command)
}

/// Trunk, which is to use the tools that are there and to ask no server for others.
fn trunk(machine: &Machine) -> Command {
    let mut command = machine.command("trunk");
    // Trunk takes `NO_COLOR=1` for a wrong value of its own option and stops.
    command.env_remove("NO_COLOR");
    command.env("TRUNK_SKIP_VERSION_CHECK", "true").env("TRUNK_OFFLINE", "true");
    command
}

fn free_port() -> Option<u16> {
    (8080..8180).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
}

/// Replaces this program by the command, so that whoever ends this program ends the server.
#[cfg(unix)]
fn become_it(command: &mut Command) -> Done<()> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(could_not_start(command, &error))
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Done<()> {
    let status = command.status().map_err(|error| could_not_start(command, &error))?;
    status.success().then_some(()).ok_or_else(|| format!("trunk ended with {status}"))
}
