//! This machine: where the checkout and the cache are, how a command is run, and what apt may install.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A result whose error is a message for the person in front of the screen: what is wrong and what to do.
pub type Done<T> = Result<T, String>;

/// The checkout, the cache and the environment in which every command runs.
pub struct Machine {
    /// The checkout.
    pub root: PathBuf,
    /// Where tools are kept, outside the checkout.
    pub cache: PathBuf,
    /// Folders searched before PATH.
    first: Vec<PathBuf>,
    /// Variables set, or removed, for every command.
    variables: Vec<(String, Option<String>)>,
    apt_is_fresh: bool,
}

impl Machine {
    /// Finds the checkout and the cache. Nothing is created yet.
    pub fn find() -> Done<Self> {
        let own = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&own).parent().ok_or("xtask/ has no parent folder")?.to_path_buf();
        let cache = named("HALF_OPEN_CACHE")
            .or_else(|| named("XDG_CACHE_HOME").map(|folder| folder.join("half-open")))
            .or_else(|| named("HOME").map(|home| home.join(".cache/half-open")))
            .ok_or("no place for tools: set HALF_OPEN_CACHE to a folder")?;
        let cache = if cache.is_absolute() { cache } else { root.join(cache) };
        Ok(Self { root, cache, first: Vec::new(), variables: Vec::new(), apt_is_fresh: false })
    }

    /// Where the built site is.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// From now on commands are searched in `folder` first.
    pub fn search_first(&mut self, folder: &Path) {
        if !self.first.iter().any(|known| known == folder) {
            self.first.insert(0, folder.to_path_buf());
        }
    }

    /// From now on every command runs with this variable.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), Some(value.to_owned())));
    }

    /// From now on every command runs without this variable.
    pub fn unset(&mut self, name: &str) {
        self.variables.push((name.to_owned(), None));
    }

    /// The program of this name: in the folders searched first, then on PATH.
    pub fn which(&self, program: &str) -> Option<PathBuf> {
        let path = env::var_os("PATH").unwrap_or_default();
        let found = self.first.iter().cloned().chain(env::split_paths(&path));
        found.map(|folder| folder.join(program)).find(|file| is_program(file))
    }

    /// A command that runs in the checkout, with the folders and variables set so far.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let program = program.as_ref();
        let found = program.to_str().and_then(|name| self.which(name));
        let mut command = Command::new(found.map_or_else(|| program.to_owned(), OsString::from));
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = self.first.iter().cloned().chain(env::split_paths(&path));
        if let Ok(joined) = env::join_paths(folders) {
            command.env("PATH", joined);
        }
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.current_dir(&self.root);
        command
    }

    /// What a command prints on its standard output, if it can be run and ends well.
    pub fn output_of(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
        let output = self.command(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    }

    /// Whether apt can install packages here: Debian or a kin, and root.
    pub fn may_install_packages(&self) -> bool {
        self.which("apt-get").is_some() && self.output_of("id", &["-u"]).as_deref() == Some("0")
    }

    /// Installs Debian packages, or says which to install by hand. `why` completes "... is needed for".
    pub fn install_packages(&mut self, packages: &[&str], why: &str, time: &str) -> Done<()> {
        let by_hand = format!("apt-get install {}", packages.join(" "));
        if self.which("apt-get").is_none() {
            return Err(format!("needed for {why}, and there is no apt-get here. On Debian: {by_hand}"));
        }
        if !self.may_install_packages() {
            return Err(format!("needed for {why}; as root: {by_hand}"));
        }
        say(&format!("Installing {} with apt, for {why} ({time})", packages.join(", ")));
        if !self.apt_is_fresh {
            let mut update = self.command("apt-get");
            update.args(["update", "-qq"]);
            if let Err(message) = finish(&mut update) {
                say(&format!("apt-get update: {message}; going on with the lists at hand"));
            }
            self.apt_is_fresh = true;
        }
        let mut install = self.command("apt-get");
        // Nothing that is there may be removed to make room.
        install
            .args(["install", "-y", "-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends", "--no-remove"])
            .args(packages);
        install.env("DEBIAN_FRONTEND", "noninteractive");
        // Hundreds of lines about unpacking help nobody; what goes wrong is on standard error.
        install.stdout(Stdio::null());
        finish(&mut install).map_err(|message| format!("{message}\nInstall it by hand: {by_hand}"))
    }

    /// The version in `Cargo.lock` of the package of this name.
    pub fn locked_version(&self, package: &str) -> Done<String> {
        let file = self.root.join("Cargo.lock");
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let wanted = format!("name = \"{package}\"");
        let mut lines = text.lines().skip_while(|line| *line != wanted).skip(1);
        let version = lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
        version.map(str::to_owned).ok_or_else(|| format!("Cargo.lock has no package {package}"))
    }
}

/// Prints what is being done. Everything that this program says goes to standard output, so it stays in order.
pub fn say(message: &str) {
    println!("==> {message}");
}

/// A span of time as a person says it.
pub fn spoken(span: Duration) -> String {
    let seconds = span.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", span.as_secs() / 60, span.as_secs() % 60)
    }
}

/// Runs a command to its end, with its output shown.
pub fn finish(command: &mut Command) -> Done<()> {
    let status = command.stdin(Stdio::null()).status().map_err(|error| could_not_start(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed ({status})", shown(command)))
    }
}

/// Runs a command with its output shown, and ends it when it takes longer than `limit`.
pub fn finish_within(command: &mut Command, limit: Duration) -> Done<()> {
    let mut child = command.stdin(Stdio::null()).spawn().map_err(|error| could_not_start(command, &error))?;
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("`{}` failed ({status})", shown(command))),
            Ok(None) if start.elapsed() < limit => std::thread::sleep(Duration::from_millis(100)),
            Ok(None) => {
                // The child may have ended in between; then there is nothing left to end.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("`{}` did not end within {}", shown(command), spoken(limit)));
            }
            Err(error) => return Err(format!("`{}`: {error}", shown(command))),
        }
    }
}

/// Why a command could not be started, for a person.
pub fn could_not_start(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` cannot be started: {error}", shown(command))
}

/// A command as one would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(program).chain(words).collect::<Vec<_>>().join(" ")
}

/// A folder and everything in it, made new and empty.
pub fn empty_folder(folder: &Path) -> Done<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Puts a finished folder in its final place at once, so that nobody ever sees half of it.
pub fn put_in_place(made: &Path, place: &Path) -> Done<()> {
    if place.exists() {
        fs::remove_dir_all(place).map_err(|error| format!("{}: {error}", place.display()))?;
    }
    fs::rename(made, place).map_err(|error| format!("{} to {}: {error}", made.display(), place.display()))
}

/// A file's text; the error names the file.
pub fn read(file: &Path) -> Done<String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes a file; the error names it.
pub fn write(file: &Path, text: &str) -> Done<()> {
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).map_or(false, |about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file() || file.with_extension("exe").is_file()
}
