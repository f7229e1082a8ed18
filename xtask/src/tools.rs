//! Trunk, wasm-bindgen, wasm-opt, Node and the browser: found, or installed into the cache, or named.

use crate::machine::{empty_folder, finish, put_in_place, read, say, Done, Machine};
use crate::{python, toolchain};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Trunk's newest release that the oldest supported compiler builds. Any later 0.21 on PATH will do as well.
const TRUNK: &str = "0.21.14";
/// What cuts the program into pieces. It knows wasm-bindgen's inner names, so a new wasm-bindgen may need a new one.
const WASM_SPLIT: &str = "0.2.4";
/// The npm package that minifies scripts.
const TERSER: &str = "5.51.2";
/// The npm package that carries wasm-opt.
const BINARYEN: &str = "132.0.0";
const NODE_BY_HAND: &str =
    "By hand: install Node.js 18 or newer (https://nodejs.org; Debian: apt-get install nodejs npm)";

/// Installs everything that is missing, and goes on to the next thing when one cannot be had.
pub fn set_up(machine: &mut Machine) -> Done<()> {
    toolchain::prepare(machine)?;
    let mut missing = Vec::new();
    missing.extend(trunk(machine).err());
    missing.extend(wasm_bindgen(machine).err());
    missing.extend(wasm_opt(machine).err());
    missing.extend(wasm_split(machine).err());
    missing.extend(browser(machine).err());
    missing.extend(driver(machine).err());
    missing.extend(packages(machine, "tests/e2e").err());
    missing.extend(packages(machine, "tests/copy_as").err());
    missing.extend(python::python(machine).err());
    if missing.is_empty() {
        say("Everything is there. Next: cargo xtask serve");
        Ok(())
    } else {
        Err(missing.join("\n\n"))
    }
}

/// Says what is there and what is missing.
pub fn doctor(machine: &Machine) {
    let bindgen = machine.locked_version("wasm-bindgen").unwrap_or_else(|_| "of Cargo.lock".to_owned());
    let place = |found: Option<PathBuf>, missing: &str| {
        found.map(|file| file.display().to_string()).ok_or_else(|| missing.to_owned())
    };
    println!("cache: {}", machine.cache.display());
    println!(
        "apt:   {}",
        if machine.may_install_packages() { "may install packages" } else { "not available or not root" }
    );
    let needs: [(&str, Done<String>); 10] = [
        ("compiler", toolchain::report(machine)),
        ("Trunk", place(find_trunk(machine), "built from source on first use, 5 to 8 min")),
        ("wasm-bindgen", place(find_wasm_bindgen(machine, &bindgen), "built from source on first use, 2 min")),
        ("wasm-opt", place(find_wasm_opt(machine), "comes with npm on first use; only release builds need it")),
        ("wasm-split-cli", place(find_wasm_split(machine), "built from source on first use, 2 to 5 min")),
        ("Node", place(find_node(machine), NODE_BY_HAND)),
        ("npm", place(machine.which("npm"), NODE_BY_HAND)),
        ("Python", place(python::find(machine), python::missing())),
        ("Chromium", place(find_browser(machine), "Debian: apt-get install chromium; or set CHROMIUM to a Chrome")),
        ("ChromeDriver", place(find_driver(machine), "Debian: apt-get install chromium-driver; or set CHROMEDRIVER")),
    ];
    for (name, state) in needs {
        match state {
            Ok(found) => println!("  ok       {name:13} {found}"),
            Err(missing) => println!("  missing  {name:13} {missing}"),
        }
    }
}

/// Trunk, on the search path of every later command.
pub fn trunk(machine: &mut Machine) -> Done<()> {
    if find_trunk(machine).is_none() {
        say(&format!("Installing Trunk {TRUNK}, once for all checkouts (5 to 8 min on two cores)"));
        cargo_install(machine, "trunk", TRUNK, &["--no-default-features"])?;
    }
    let found = find_trunk(machine).ok_or("Trunk was installed but does not run")?;
    search_folder_of(machine, &found);
    Ok(())
}

fn find_trunk(machine: &Machine) -> Option<PathBuf> {
    let cached = machine.cache.join(format!("trunk-{TRUNK}/bin/trunk"));
    let on_path = machine.which("trunk");
    on_path.into_iter().chain(Some(cached)).find(|program| {
        let version = machine.output_of(program, &["--version"]).unwrap_or_default();
        let patch = version.strip_prefix("trunk 0.21.").and_then(|rest| rest.split('-').next()?.parse().ok());
        patch.map_or(false, |patch: u32| patch >= 14)
    })
}

/// wasm-bindgen and its test runner, of exactly the version in `Cargo.lock`.
pub fn wasm_bindgen(machine: &mut Machine) -> Done<()> {
    let version = machine.locked_version("wasm-bindgen")?;
    if find_wasm_bindgen(machine, &version).is_none() {
        say(&format!("Installing wasm-bindgen {version}, once for all checkouts (about 2 min on two cores)"));
        cargo_install(machine, "wasm-bindgen-cli", &version, &[])?;
    }
    let found = find_wasm_bindgen(machine, &version).ok_or("wasm-bindgen was installed but does not run")?;
    search_folder_of(machine, &found);
    Ok(())
}

fn find_wasm_bindgen(machine: &Machine, version: &str) -> Option<PathBuf> {
    let cached = machine.cache.join(format!("wasm-bindgen-{version}/bin/wasm-bindgen"));
    let on_path = machine.which("wasm-bindgen");
    on_path.into_iter().chain(Some(cached)).find(|program| {
        let same = machine.output_of(program, &["--version"]).as_deref() == Some(&format!("wasm-bindgen {version}"));
        same && program.with_file_name("wasm-bindgen-test-runner").exists()
    })
}

/// wasm-opt, which makes the release build smaller.
pub fn wasm_opt(machine: &mut Machine) -> Done<()> {
    if find_wasm_opt(machine).is_none() {
        npm(machine, "wasm-opt, which release builds need")?;
        say(&format!("Installing wasm-opt (npm package binaryen {BINARYEN}), once for all checkouts (about 20 s)"));
        let made = machine.cache.join("tmp-binaryen");
        empty_folder(&made)?;
        let mut install = npm_command(machine, &made);
        install.arg("install").arg(format!("binaryen@{BINARYEN}"));
        finish(&mut install)?;
        put_in_place(&made, &binaryen(machine))?;
    }
    let found = find_wasm_opt(machine).ok_or("wasm-opt was installed but does not run")?;
    search_folder_of(machine, &found);
    Ok(())
}

/// wasm-split-cli, which cuts the program into pieces.
pub fn wasm_split(machine: &mut Machine) -> Done<()> {
    if find_wasm_split(machine).is_none() {
        say(&format!("Installing wasm-split-cli {WASM_SPLIT}, once for all checkouts (2 to 5 min on two cores)"));
        cargo_install(machine, "wasm_split_cli_support", WASM_SPLIT, &["--features", "build-binary"])?;
    }
    let found = find_wasm_split(machine).ok_or("wasm-split-cli was installed but is not there")?;
    search_folder_of(machine, &found);
    Ok(())
}

/// The one in the cache: it does not say of which version it is.
fn find_wasm_split(machine: &Machine) -> Option<PathBuf> {
    let cached = machine.cache.join(format!("wasm_split_cli_support-{WASM_SPLIT}/bin/wasm-split-cli"));
    cached.exists().then_some(cached)
}

fn binaryen(machine: &Machine) -> PathBuf {
    machine.cache.join(format!("binaryen-{BINARYEN}"))
}

/// Terser, which makes the loader and wasm-bindgen's glue smaller: Trunk's own minifier fails on the glue.
pub fn minifier(machine: &mut Machine) -> Done<PathBuf> {
    let place = machine.cache.join(format!("terser-{TERSER}"));
    let program = place.join("node_modules/.bin/terser");
    if !program.exists() {
        npm(machine, "a minifier, which release builds use")?;
        say(&format!("Installing the npm package terser {TERSER}, once for all checkouts (about 10 s)"));
        let made = machine.cache.join("tmp-terser");
        empty_folder(&made)?;
        let mut install = npm_command(machine, &made);
        install.arg("install").arg(format!("terser@{TERSER}"));
        finish(&mut install)?;
        put_in_place(&made, &place)?;
    }
    Ok(program)
}

/// One that is new enough for today's compilers: Debian's own is from 2022 and is not.
pub fn find_wasm_opt(machine: &Machine) -> Option<PathBuf> {
    let cached = binaryen(machine).join("node_modules/.bin/wasm-opt");
    let on_path = machine.which("wasm-opt");
    on_path.into_iter().chain(Some(cached)).find(|program| {
        let version = machine.output_of(program, &["--version"]).unwrap_or_default();
        let number =
            version.strip_prefix("wasm-opt version ").and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        number.map_or(false, |number: u32| number >= 120)
    })
}

/// Node's packages of a folder in the checkout, as its lock file names them. They are kept in the cache and linked.
pub fn packages(machine: &mut Machine, folder: &str) -> Done<()> {
    npm(machine, "tests that run scripts")?;
    let folder = machine.root.join(folder);
    let files = ["package.json", "package-lock.json"];
    let texts = [read(&folder.join(files[0]))?, read(&folder.join(files[1]))?];
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let place = machine.cache.join(format!("{name}-{:016x}", fingerprint(&texts.concat())));
    if !place.join("node_modules").exists() {
        say(&format!("Installing Node packages for {name} (about 10 s)"));
        let made = machine.cache.join(format!("tmp-{name}"));
        empty_folder(&made)?;
        for (file, text) in files.iter().zip(&texts) {
            crate::machine::write(&made.join(file), text)?;
        }
        let mut install = npm_command(machine, &made);
        // No package needs its script; that of a grammar would want a compiler for a binding that is not used.
        install.args(["ci", "--ignore-scripts"]);
        finish(&mut install)?;
        put_in_place(&made, &place)?;
    }
    link_packages(&place.join("node_modules"), &folder.join("node_modules"))
}

/// Node looks for packages beside the file that wants them, so a link stands there. A real folder is left alone.
fn link_packages(place: &Path, link: &Path) -> Done<()> {
    match fs::symlink_metadata(link) {
        Ok(about) if !about.file_type().is_symlink() => return Ok(()),
        Ok(_) if fs::read_link(link).map_or(false, |target| target == place) => return Ok(()),
        Ok(_) => fs::remove_file(link).map_err(|error| format!("{}: {error}", link.display()))?,
        Err(_) => {}
    }
    #[cfg(unix)]
    let linked = std::os::unix::fs::symlink(place, link);
    #[cfg(windows)]
    let linked = std::os::windows::fs::symlink_dir(place, link);
    linked.map_err(|error| format!("{}: {error}", link.display()))
}

fn npm_command(machine: &Machine, folder: &Path) -> std::process::Command {
    let mut command = machine.command("npm");
    command.current_dir(folder).env_remove("NODE_ENV");
    // The browser is the system's; nothing here may fetch one of its own.
    command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").env("PUPPETEER_SKIP_DOWNLOAD", "1");
    command.args(["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error", "--ignore-scripts"]);
    command
}

/// Node and npm.
fn npm(machine: &mut Machine, why: &str) -> Done<()> {
    if find_node(machine).is_none() || machine.which("npm").is_none() {
        machine
            .install_packages(&["nodejs", "npm"], why, "about 2 min")
            .map_err(|message| format!("{message}\n{NODE_BY_HAND}"))?;
    }
    find_node(machine).map(|_| ()).ok_or_else(|| format!("Node is missing or too old for {why}. {NODE_BY_HAND}"))
}

fn find_node(machine: &Machine) -> Option<PathBuf> {
    let node = machine.which("node")?;
    let version = machine.output_of(&node, &["--version"])?;
    let major: u32 = version.strip_prefix('v')?.split('.').next()?.parse().ok()?;
    (major >= 18).then_some(node)
}

/// A Chromium or Chrome.
pub fn browser(machine: &mut Machine) -> Done<PathBuf> {
    if find_browser(machine).is_none() {
        machine
            .install_packages(&["chromium", "chromium-driver"], "tests in a browser", "about 1 min")
            .map_err(|message| format!("{message}\nOr set CHROMIUM to the path of a Chromium or Chrome."))?;
    }
    find_browser(machine).ok_or_else(|| "no Chromium found; set CHROMIUM to its path".to_owned())
}

fn find_browser(machine: &Machine) -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    from_variable(&["CHROMIUM", "CHROME_PATH"])
        .or_else(|| names.iter().find_map(|name| machine.which(name)))
        .or_else(|| Some(PathBuf::from(mac)).filter(|file| file.exists()))
}

/// ChromeDriver, which drives the browser for tests in WebAssembly.
pub fn driver(machine: &mut Machine) -> Done<PathBuf> {
    if find_driver(machine).is_none() {
        machine
            .install_packages(&["chromium-driver"], "WebAssembly tests in a browser", "about 20 s")
            .map_err(|message| format!("{message}\nOr set CHROMEDRIVER to the ChromeDriver of your Chrome."))?;
    }
    find_driver(machine).ok_or_else(|| "no ChromeDriver found; set CHROMEDRIVER to its path".to_owned())
}

fn find_driver(machine: &Machine) -> Option<PathBuf> {
    let hosted = || env::var_os("CHROMEWEBDRIVER").map(|folder| Path::new(&folder).join("chromedriver"));
    from_variable(&["CHROMEDRIVER"])
        .or_else(|| machine.which("chromedriver"))
        .or_else(|| hosted().filter(|file| file.exists()))
        .or_else(|| Some(PathBuf::from("/usr/lib/chromium-browser/chromedriver")).filter(|file| file.exists()))
}

fn from_variable(names: &[&str]) -> Option<PathBuf> {
    names.iter().filter_map(env::var_os).map(PathBuf::from).find(|file| file.exists())
}

/// Builds a tool with Cargo into its own folder in the cache.
fn cargo_install(machine: &Machine, package: &str, version: &str, options: &[&str]) -> Done<()> {
    let folder = format!("{}-{version}", package.trim_end_matches("-cli"));
    let (made, build) =
        (machine.cache.join(format!("tmp-{folder}")), machine.cache.join(format!("tmp-{folder}-build")));
    empty_folder(&made)?;
    // As its authors tested it, and in no other way.
    let mut install = machine.command("cargo");
    install.args(["install", package, "--version", &format!("={version}"), "--locked"]).args(options);
    install.arg("--root").arg(&made).env("CARGO_TARGET_DIR", &build).current_dir(&machine.cache);
    finish(&mut install).map_err(|message| {
        let by_hand = format!("cargo install {package} --version ={version} --locked {}", options.join(" "));
        format!(
            "{message}\nIt is only built with the versions of its own lock file. See whether the registry can be reached \
             and has them, then try again; or put the program on PATH by hand: {}",
            by_hand.trim_end()
        )
    })?;
    put_in_place(&made, &machine.cache.join(folder))?;
    // Only space is at stake.
    let _ = fs::remove_dir_all(&build);
    Ok(())
}

/// A tool from the cache is searched before PATH; one that was found on PATH needs no help.
fn search_folder_of(machine: &mut Machine, program: &Path) {
    if let Some(folder) = program.parent().filter(|folder| folder.starts_with(&machine.cache)) {
        let folder = folder.to_path_buf();
        machine.search_first(&folder);
    }
}

/// FNV-1a: names a folder by what is in it.
pub fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
