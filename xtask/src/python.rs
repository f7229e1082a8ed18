//! Python with the libraries whose generated configurations are run: found, or installed into the cache, or named.

use crate::machine::{empty_folder, finish, put_in_place, read, say, Done, Machine};
use crate::tools::fingerprint;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The versions to install, each with its hash.
const REQUIREMENTS: &str = "tests/copy_as/requirements.txt";
const WHY: &str = "running generated configurations with tenacity and pybreaker";
const BY_HAND: &str =
    "By hand: install Python 3.10 or newer with venv (https://python.org; Debian: apt-get install python3 python3-venv)";
/// Fails in any Python that is too old.
const NEW_ENOUGH: &str = "import sys; sys.exit(sys.version_info < (3, 10))";

/// Python with the libraries.
pub fn python(machine: &mut Machine) -> Done<Command> {
    let requirements = machine.root.join(REQUIREMENTS);
    let place = machine.cache.join(format!("python-{:016x}", fingerprint(&read(&requirements)?)));
    if !has_libraries(machine, &place) {
        find_or_install(machine)?;
        say("Installing tenacity and pybreaker for Python (about 10 s)");
        let made = machine.cache.join("tmp-python");
        empty_folder(&made)?;
        install(machine, &made, &requirements)?;
        put_in_place(&made, &place)?;
    }
    if has_libraries(machine, &place) {
        Ok(command(machine, &place))
    } else {
        Err("tenacity and pybreaker were installed but cannot be imported".to_owned())
    }
}

/// A Python that is new enough, if there is one.
pub fn find(machine: &Machine) -> Option<PathBuf> {
    let python = machine.which("python3").or_else(|| machine.which("python"))?;
    machine.output_of(&python, &["-c", NEW_ENOUGH]).map(|_| python)
}

/// What is missing, for a person.
pub fn missing() -> &'static str {
    BY_HAND
}

fn find_or_install(machine: &mut Machine) -> Done<PathBuf> {
    if find(machine).is_none() {
        machine
            .install_packages(&["python3", "python3-venv"], WHY, "about 20 s")
            .map_err(|message| format!("{message}\n{BY_HAND}"))?;
    }
    find(machine).ok_or_else(|| format!("Python is missing or too old for {WHY}. {BY_HAND}"))
}

/// Installs the libraries into an environment of their own, or where none can be made, into a plain folder.
fn install(machine: &mut Machine, made: &Path, requirements: &Path) -> Done<()> {
    let python = find_or_install(machine)?;
    let can = |machine: &Machine, what: &str| machine.output_of(&python, &["-c", what]).is_some();
    // Debian's Python has no ensurepip until python3-venv is there.
    let own = |machine: &Machine| can(machine, "import ensurepip, venv");
    if !own(machine) {
        if let Err(message) = machine.install_packages(&["python3-venv"], WHY, "about 10 s") {
            if !can(machine, "import pip") {
                return Err(format!("{message}\n{BY_HAND}"));
            }
        }
    }
    let (mut pip, target) = if own(machine) {
        finish(machine.command(&python).args(["-m", "venv"]).arg(made))?;
        (machine.command(program(made)), None)
    } else {
        (machine.command(&python), Some(made.join("libraries")))
    };
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"]);
    pip.args(["--only-binary", ":all:", "--require-hashes", "--requirement"]).arg(requirements);
    if let Some(folder) = target {
        pip.arg("--target").arg(folder);
    }
    finish(&mut pip)
}

/// The program of an environment.
fn program(place: &Path) -> PathBuf {
    place.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

/// Python as it was installed.
fn command(machine: &Machine, place: &Path) -> Command {
    let own = program(place);
    if own.exists() {
        machine.command(own)
    } else {
        let mut python = machine.command(find(machine).unwrap_or_else(|| "python3".into()));
        python.env("PYTHONPATH", place.join("libraries"));
        python
    }
}

/// An environment outlives its Python, so it is tried and not only looked for.
fn has_libraries(machine: &Machine, place: &Path) -> bool {
    let import = command(machine, place).args(["-c", "import pybreaker, tenacity"]).output();
    place.exists() && import.map_or(false, |output| output.status.success())
}
