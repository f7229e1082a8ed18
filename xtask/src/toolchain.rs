//! A compiler that is new enough and has the target `wasm32-unknown-unknown`.
//!
//! The normal way is `rustup target add`. Where rustup's server cannot be reached, Debian's own toolchain serves: its
//! packages have no WebAssembly standard library, but they have the sources, and it builds from them in half a minute.

use crate::machine::{empty_folder, finish, finish_within, read, say, write, Done, Machine};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

const TARGET: &str = "wasm32-unknown-unknown";
const BY_HAND: &str = "By hand: `rustup target add wasm32-unknown-unknown` (https://rustup.rs)";

/// Debian's compiler, which keeps up with browsers' needs also in a stable release.
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web"];
const DEBIANS: &str = "/usr/bin/rustc";
/// The name under which rustup knows Debian's toolchain.
const LINKED: &str = "distro";

/// A compiler as it describes itself.
struct Compiler {
    version: (u32, u32),
    about: String,
}

impl Compiler {
    fn ask(machine: &Machine, program: &str) -> Option<Self> {
        let about = machine.output_of(program, &["-vV"])?;
        let version = two_numbers(field(&about, "release: ")?)?;
        Some(Self { version, about })
    }

    fn llvm(&self) -> &str {
        field(&self.about, "LLVM version: ").and_then(|version| version.split('.').next()).unwrap_or("22")
    }
}

/// Makes sure that `cargo` and `rustc` can compile the page, and installs what that takes.
pub fn prepare(machine: &mut Machine) -> Done<()> {
    let needed = needed_version(machine)?;
    let active = Compiler::ask(machine, "rustc").ok_or("there is no rustc; install Rust from https://rustup.rs")?;
    let new_enough = active.version >= needed;
    if new_enough && has_target(machine, "rustc") {
        return Ok(());
    }
    if debians_is_ready(machine, needed) {
        return use_debians(machine);
    }
    if new_enough && machine.which("rustup").is_some() {
        say(&format!("Adding the compiler's target {TARGET} with rustup (about 10 s)"));
        let added = finish_within(machine.command("rustup").args(["target", "add", TARGET]), Duration::from_secs(300));
        match added {
            Ok(()) if has_target(machine, "rustc") => return Ok(()),
            Ok(()) => say("rustup added it, but the compiler in use does not find it"),
            Err(message) => say(&message),
        }
        say("Trying Debian's toolchain instead");
    } else if !new_enough {
        let ((major, minor), (own_major, own_minor)) = (needed, active.version);
        say(&format!("Rust {major}.{minor} is needed and this is {own_major}.{own_minor}; trying Debian's toolchain"));
        say("(the normal way would be `rustup update stable`)");
    }
    install_debians(machine, needed)?;
    use_debians(machine)
}

/// What `doctor` says about the toolchain.
pub fn report(machine: &Machine) -> Done<String> {
    let needed = needed_version(machine)?;
    let active = Compiler::ask(machine, "rustc").ok_or("no rustc; install Rust from https://rustup.rs")?;
    let (major, minor) = active.version;
    if active.version >= needed && has_target(machine, "rustc") {
        Ok(format!("Rust {major}.{minor} with {TARGET}"))
    } else if debians_is_ready(machine, needed) {
        Ok(format!("Debian's toolchain with {TARGET} (the active one, {major}.{minor}, lacks it or is too old)"))
    } else {
        Err(format!("Rust {major}.{minor} (needed: {}.{}) lacks {TARGET}. {BY_HAND}", needed.0, needed.1))
    }
}

/// Whether the compiler at `program` has a standard library for the target.
fn has_target(machine: &Machine, program: &str) -> bool {
    library_folder(machine, program).map_or(false, |folder| has_std(&folder))
}

fn library_folder(machine: &Machine, program: &str) -> Option<PathBuf> {
    machine.output_of(program, &["--print", "target-libdir", "--target", TARGET]).map(PathBuf::from)
}

fn has_std(folder: &Path) -> bool {
    let is_std = |name: &str| name.starts_with("libstd-") && name.ends_with(".rlib");
    fs::read_dir(folder)
        .map_or(false, |entries| entries.flatten().any(|entry| entry.file_name().to_str().map_or(false, is_std)))
}

/// Debian's compiler is there, new enough, and has a WebAssembly standard library that it built itself.
fn debians_is_ready(machine: &Machine, needed: (u32, u32)) -> bool {
    let packages = ["cargo", "cargo-clippy", "rustfmt"].iter().all(|name| Path::new("/usr/bin").join(name).exists());
    packages && debians(machine).map_or(false, |own| own.version >= needed && std_is_of(machine, &own))
}

/// Debian's compiler, unless /usr/bin/rustc is Debian's rustup in disguise.
fn debians(machine: &Machine) -> Option<Compiler> {
    let real = fs::canonicalize(DEBIANS).ok()?;
    if real.file_name()?.to_str()? == "rustup" {
        return None;
    }
    Compiler::ask(machine, DEBIANS)
}

/// The library in place was built by this very version. One without our mark came with a package and is trusted.
fn std_is_of(machine: &Machine, compiler: &Compiler) -> bool {
    library_folder(machine, DEBIANS)
        .map_or(false, |folder| has_std(&folder) && read(&mark(&folder)).map_or(true, |about| about == compiler.about))
}

fn mark(folder: &Path) -> PathBuf {
    folder.join("half-open-built-this-with.txt")
}

fn install_debians(machine: &mut Machine, needed: (u32, u32)) -> Done<()> {
    machine
        .install_packages(&PACKAGES, "compiling to WebAssembly", "about 1 min")
        .map_err(|message| format!("{message}\n{BY_HAND}"))?;
    let compiler = debians(machine).ok_or(format!("{DEBIANS} is not Debian's compiler. {BY_HAND}"))?;
    if compiler.version < needed {
        let (major, minor) = compiler.version;
        return Err(format!("Debian's compiler is {major}.{minor}, older than {}.{}. {BY_HAND}", needed.0, needed.1));
    }
    if std_is_of(machine, &compiler) {
        return Ok(());
    }
    build_std(machine, &compiler)
}

/// Builds the WebAssembly standard library from Debian's sources and puts it beside the native one.
fn build_std(machine: &Machine, compiler: &Compiler) -> Done<()> {
    say("Building the WebAssembly standard library for Debian's compiler (about 40 s)");
    let folder = machine.cache.join("tmp-wasm-std");
    empty_folder(&folder.join("src"))?;
    write(&folder.join("src/lib.rs"), "#![no_std]\n")?;
    write(&folder.join("Cargo.toml"), "[package]\nname = \"nothing\"\nversion = \"0.0.0\"\n\n[workspace]\n")?;
    let mut build = machine.command("/usr/bin/cargo");
    build.args(["build", "--quiet", "-Zbuild-std=std,panic_abort,test", "--release", "--target", TARGET]);
    build.current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    // Without the bitcode, link-time optimisation of the page could not look into the library.
    build.env("RUSTC", DEBIANS).env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Cembed-bitcode=yes");
    build.env_remove("RUSTUP_TOOLCHAIN").env_remove("LD_LIBRARY_PATH").env_remove("RUSTC_WRAPPER");
    finish(&mut build)?;

    let place = library_folder(machine, DEBIANS).ok_or("Debian's compiler does not know the target")?;
    let denied = |error: std::io::Error| format!("{}: {error}. As root: cargo xtask setup", place.display());
    if place.exists() {
        fs::remove_dir_all(&place).map_err(denied)?;
    }
    fs::create_dir_all(&place).map_err(denied)?;
    let built = folder.join("target").join(TARGET).join("release/deps");
    for entry in fs::read_dir(&built).map_err(|error| format!("{}: {error}", built.display()))?.flatten() {
        let name = entry.file_name();
        let is_library = name.to_str().map_or(false, |name| name.ends_with(".rlib") && !name.starts_with("libnothing"));
        if is_library {
            fs::copy(entry.path(), place.join(name)).map_err(denied)?;
        }
    }
    write(&mark(&place), &compiler.about)?;
    // A left-over in the cache does no harm.
    let _ = fs::remove_dir_all(&folder);
    if has_std(&place) {
        Ok(())
    } else {
        Err(format!("the build left no standard library in {}. {BY_HAND}", place.display()))
    }
}

/// Every command from here on uses Debian's toolchain.
fn use_debians(machine: &mut Machine) -> Done<()> {
    let linker = machine.cache.join("distro-bin");
    find_linker(machine, &linker)?;
    machine.search_first(&linker);
    if machine.which("rustup").is_some() {
        let known = machine.output_of("rustup", &["toolchain", "list", "-v"]).unwrap_or_default();
        let is_linked = known.lines().any(|line| {
            let mut words = line.split_whitespace();
            words.next() == Some(LINKED) && words.last().map_or(false, |path| path == "/usr" || path == "/usr/")
        });
        if !is_linked {
            finish(machine.command("rustup").args(["toolchain", "link", LINKED, "/usr"]))?;
        }
        machine.set("RUSTUP_TOOLCHAIN", LINKED);
    } else if machine.which("rustc").as_deref() != Some(Path::new(DEBIANS)) {
        machine.search_first(Path::new("/usr/bin"));
    }
    // Cargo points it at the libraries of the toolchain that it was started with.
    machine.unset("LD_LIBRARY_PATH");
    println!("    (using Debian's toolchain in /usr)");
    Ok(())
}

/// Debian's compiler has no WebAssembly linker of its own: rustup's does, and so does Debian's `lld`.
fn find_linker(machine: &mut Machine, folder: &Path) -> Done<()> {
    let link = folder.join("rust-lld");
    if link.exists() || machine.which("rust-lld").is_some() {
        return Ok(());
    }
    let compiler = debians(machine).ok_or("Debian's compiler is gone")?;
    let found = match rustups_linker(machine) {
        Some(file) => file,
        None => {
            let package = format!("lld-{}", compiler.llvm());
            let program = Path::new("/usr/bin").join(&package);
            if !program.exists() {
                machine.install_packages(&[&package], "linking WebAssembly", "about 20 s")?;
            }
            program
        }
    };
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    // A dangling link of an earlier day would be in the way.
    let _ = fs::remove_file(&link);
    symlink(&found, &link).map_err(|error| format!("{}: {error}", link.display()))
}

fn rustups_linker(machine: &Machine) -> Option<PathBuf> {
    let sysroot = machine.output_of("rustc", &["--print", "sysroot"])?;
    let about = machine.output_of("rustc", &["-vV"])?;
    let file = Path::new(&sysroot).join("lib/rustlib").join(field(&about, "host: ")?).join("bin/rust-lld");
    file.exists().then_some(file)
}

#[cfg(unix)]
fn symlink(from: &Path, to: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(not(unix))]
fn symlink(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::copy(from, to).map(|_| ())
}

/// The oldest compiler that the playground promises to build with, from its manifest.
fn needed_version(machine: &Machine) -> Done<(u32, u32)> {
    let manifest = read(&machine.root.join("Cargo.toml"))?;
    let line = field(&manifest, "rust-version = ").ok_or("Cargo.toml names no rust-version")?;
    two_numbers(line.trim_matches('"')).ok_or(format!("Cargo.toml: rust-version = {line} is no version"))
}

/// The rest of the first line that starts so.
fn field<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(start)).map(str::trim)
}

fn two_numbers(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_versions() {
        assert_eq!(two_numbers("1.95"), Some((1, 95)));
        assert_eq!(two_numbers("1.97.0-nightly"), Some((1, 97)));
        assert_eq!(two_numbers("none"), None);
        assert_eq!(field("a: 1\nLLVM version: 22.1.8\n", "LLVM version: "), Some("22.1.8"));
    }
}
