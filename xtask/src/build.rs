//! The site: built and served by Trunk, with the tools that were found or installed.

use crate::machine::{could_not_start, empty_folder, finish, say, Done, Machine};
use crate::{split, toolchain, tools};
use std::hash::{Hash, Hasher};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where cargo looks for flags for the compiler, for WebAssembly alone.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Builds the site to deploy, in `dist/`.
pub fn site(machine: &mut Machine) -> Done<()> {
    // Whatever fails below, no older site shall be taken for this one.
    empty_folder(&machine.dist())?;
    tools(machine)?;
    say("Building the site, in dist/ (release: about 1 min)");
    // The folders of libraries are known once there are libraries.
    finish(machine.command("cargo").args(["fetch", "--quiet", "--target", "wasm32-unknown-unknown"]))?;
    // Trunk makes the page. It knows no pieces, so its program goes, and the parts of it that cargo has built take its place.
    let mut build = trunk(machine);
    let flags = std::env::var(FLAGS).unwrap_or_default();
    build.env(FLAGS, format!("{flags} {} -Clink-args=--emit-relocs", without_folders()));
    let target = machine.root.join("target");
    build.env("CARGO_TARGET_DIR", &target);
    build.args(["build", "--cargo-profile", "release", "--minify", "--features", "split", "--dist"]);
    finish(build.arg(machine.dist()))?;
    let built = target.join("wasm32-unknown-unknown/release/half-open.wasm");
    let parts = split::cut(machine, &built, &target.join("pieces"))?;
    for module in parts.modules.iter().chain(Some(&parts.program)) {
        optimise(machine, module)?;
        order(machine, module)?;
    }
    shorten(&parts.program, &parts.glue)?;
    let sheets = join_sheets(&machine.dist())?;
    let loader = std::fs::read_to_string(machine.root.join("static/pieces.js")).map_err(in_site)?;
    let (program, glue) = parts.place(&machine.dist(), &loader, &sheets)?;
    replace_program(&machine.dist(), &program, &glue)?;
    minify(machine, &machine.dist())
}

/// Everything that the site is built with, found or installed.
pub fn tools(machine: &mut Machine) -> Done<()> {
    toolchain::prepare(machine)?;
    tools::trunk(machine)?;
    tools::wasm_bindgen(machine)?;
    tools::wasm_opt(machine)?;
    tools::wasm_split(machine)
}

/// What went wrong with a file of the built site.
fn in_site(error: std::io::Error) -> String {
    format!("the built site: {error}")
}

/// The site's program and its glue give way to others.
fn replace_program(site: &Path, program: &str, glue: &str) -> Done<()> {
    let index = site.join("index.html");
    let mut page = std::fs::read_to_string(&index).map_err(in_site)?;
    for (attribute, new) in [("data-js=", glue), ("data-wasm=", program)] {
        let start = page.find(attribute).ok_or("the page names no program")? + attribute.len();
        let length = page[start..].find([' ', '>']).ok_or("the page names no program")?;
        let old = page[start..start + length].to_owned();
        std::fs::remove_file(site.join(&old)).map_err(in_site)?;
        page = page.replace(&old, new);
    }
    std::fs::write(&index, page).map_err(in_site)
}

/// The style sheets that come with a piece, by its name.
pub type Sheets = std::collections::BTreeMap<String, String>;

/// Makes one sheet of the style sheets, in their order, and one link of their links: a sheet that compression has seen
/// makes the next one smaller, and one file comes sooner than three. Those of the tools and of the labs come with their
/// pieces; their names are the answer.
fn join_sheets(site: &Path) -> Done<Sheets> {
    let index = site.join("index.html");
    let mut page = std::fs::read_to_string(&index).map_err(in_site)?;
    let (mut all, mut first, mut later) = (String::new(), None, Sheets::new());
    while let Some((from, to, name)) = sheet_link(&page) {
        let file = site.join(&name);
        let piece = ["tools", "labs"].into_iter().find(|piece| name.starts_with(&format!("{piece}-")));
        if let Some(piece) = piece {
            later.insert(piece.to_owned(), name);
        } else {
            all.push_str(&std::fs::read_to_string(&file).map_err(in_site)?);
            std::fs::remove_file(&file).map_err(in_site)?;
            first.get_or_insert(from);
        }
        page.replace_range(from..to, "");
    }
    let at = first.ok_or("the page links no style sheet")?;
    // The name follows from the contents, so that no browser keeps the sheet of another build.
    let mut hasher = std::collections::hash_map::DefaultHasher::new();
    all.hash(&mut hasher);
    let name = format!("style-{:016x}.css", hasher.finish());
    page.insert_str(at, &format!("<link href=./{name} rel=stylesheet>"));
    std::fs::write(site.join(name), all).map_err(in_site)?;
    std::fs::write(&index, page).map_err(in_site)?;
    if later.len() == 2 {
        Ok(later)
    } else {
        Err("the page links no style sheet of the tools or of the labs".to_owned())
    }
}

/// The next link of the page to a sheet: from where to where, and the sheet's name.
fn sheet_link(page: &str) -> Option<(usize, usize, String)> {
    const BEFORE: &str = "<link href=./";
    const AFTER: &str = " rel=stylesheet>";
    page.match_indices(BEFORE).find_map(|(from, _)| {
        let start = from + BEFORE.len();
        let length = page[start..].find([' ', '>'])?;
        let name = &page[start..start + length];
        let ends = name.ends_with(".css") && page[start + length..].starts_with(AFTER);
        ends.then(|| (from, start + length + AFTER.len(), name.to_owned()))
    })
}

/// What wasm-opt is told. It stands in `index.html`, because Trunk reads it there for a build of one piece.
fn optimisations(machine: &Machine) -> Done<Vec<String>> {
    let page = std::fs::read_to_string(machine.root.join("index.html")).map_err(in_site)?;
    let told = page.split_once("data-wasm-opt-params=\"").and_then(|(_, rest)| rest.split('"').next());
    let told = told.ok_or("index.html does not say what wasm-opt is told")?;
    Ok(told.split(' ').map(str::to_owned).collect())
}

/// Makes a module smaller, in place.
fn optimise(machine: &Machine, module: &Path) -> Done<()> {
    let mut command = machine.command("wasm-opt");
    finish(command.arg("-Oz").args(optimisations(machine)?).arg(module).arg("-o").arg(module))
}

/// Puts functions of a module that are alike beside each other, in place.
fn order(machine: &Machine, module: &Path) -> Done<()> {
    let bytes = std::fs::read(module).map_err(in_site)?;
    std::fs::write(module, crate::order::name_by_place(&bytes)?).map_err(in_site)?;
    let mut command = machine.command("wasm-opt");
    command.args(optimisations(machine)?.iter().filter(|told| told.starts_with("--enable-")));
    finish(command.arg("--reorder-functions-by-name").arg(module).arg("-o").arg(module))
}

/// Gives the program and its glue shorter names for each other, in place.
fn shorten(program: &Path, glue: &Path) -> Done<()> {
    let module = std::fs::read(program).map_err(in_site)?;
    let text = std::fs::read_to_string(glue).map_err(in_site)?;
    let (module, text) = crate::shorten::shorten(&module, &text)?;
    std::fs::write(program, module).map_err(in_site)?;
    std::fs::write(glue, text).map_err(in_site)
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
    let entries = std::fs::read_dir(site).map_err(|error| format!("the built site: {error}"))?;
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

/// Flags with which the compiler names the files of libraries, which messages of a panic have, without the folder that
/// cargo keeps them in: so the site says nothing of the machine that it was built on, and is the same from every machine.
fn without_folders() -> String {
    let home = || std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    let cargo = std::env::var_os("CARGO_HOME").or_else(|| Some(PathBuf::from(home()?).join(".cargo").into()));
    let sources = cargo.map(|cargo| PathBuf::from(cargo).join("registry").join("src"));
    let folders = sources.and_then(|sources| std::fs::read_dir(sources).ok()).into_iter().flatten().flatten();
    let named = folders.filter_map(|folder| folder.path().to_str().map(str::to_owned));
    // The variable separates flags by spaces and knows no way to quote one.
    let flags = named.filter(|name| !name.contains(' ')).map(|name| format!("--remap-path-prefix={name}/="));
    flags.collect::<Vec<_>>().join(" ")
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

/// Replaces this program by the command, so that ending this program ends the server.
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
