//! `fuzz`: every property with fresh cases, round after round. What fails is kept in `tests/regressions/`, from where
//! `test` takes it before all other cases.

use crate::count::Count;
use crate::machine::{could_not_start, finish, read, say, spoken, Done, Machine};
use crate::toolchain;
use std::collections::BTreeSet;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// What a source of properties names.
const MARK: &str = "common/cases.rs";
/// Tells the tests the seed of their fresh cases.
const SEED: &str = "HALF_OPEN_FUZZ";
const REGRESSIONS: &str = "tests/regressions";
const MINUTES: u64 = 5;

/// Searches until the time is over; a round that has begun is ended. Fails if any property does.
pub fn fuzz(machine: &mut Machine, arguments: &[String]) -> Done<ExitCode> {
    let time = Duration::from_secs(60 * minutes(arguments)?);
    if let Err(message) = toolchain::prepare(machine) {
        say(&format!("Compiler: {message}"));
    }
    let targets = targets(machine)?;
    say(&format!("Building the properties: {}", targets.join(" ")));
    finish(tests(machine, &targets).arg("--no-run"))?;
    let known = regressions(machine)?;
    let (start, mut failed) = (Instant::now(), false);
    for round in 1.. {
        let seed = fresh();
        let (count, output) = run(tests(machine, &targets).env(SEED, seed.to_string()))?;
        say(&format!(
            "Round {round}, seed {seed}: {} passed, {} failed, after {}",
            count.passed,
            count.failed,
            spoken(start.elapsed())
        ));
        if count.failed > 0 {
            failed = true;
            println!("{output}");
        }
        if start.elapsed() >= time {
            break;
        }
    }
    let found: Vec<_> = regressions(machine)?.difference(&known).cloned().collect();
    for (file, line) in &found {
        println!("{}: {line}", file.display());
    }
    say(&format!("{} new regressions in {REGRESSIONS}", found.len()));
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// How long to search: `--minutes N`.
fn minutes(arguments: &[String]) -> Done<u64> {
    let wrong = || format!("fuzz takes `--minutes N` with a whole number, not `{}`", arguments.join(" "));
    match arguments {
        [] => Ok(MINUTES),
        [name, number] if name == "--minutes" => number.parse().map_err(|_| wrong()),
        _ => Err(wrong()),
    }
}

/// What cargo calls the test programs that have properties.
fn targets(machine: &Machine) -> Done<Vec<String>> {
    let mut targets = Vec::new();
    for file in files(&machine.root.join("tests"))? {
        if file.extension().map_or(false, |extension| extension == "rs") && read(&file)?.contains(MARK) {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            targets.extend(["--test".to_owned(), name]);
        }
    }
    // What is said between the page and its host is of no use to others, so its properties are tests of the library.
    for file in files(&machine.root.join("src/app"))? {
        if read(&file)?.contains(MARK) {
            targets.push("--lib".to_owned());
        }
    }
    Ok(targets)
}

fn tests(machine: &Machine, targets: &[String]) -> Command {
    let mut command = machine.command("cargo");
    command.args(["test", "--quiet", "--no-fail-fast"]).args(crate::steps::NATIVE).args(targets);
    command
}

/// Runs a test runner without showing what it prints.
fn run(command: &mut Command) -> Done<(Count, String)> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| could_not_start(command, &error))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut count = Count::default();
    text.lines().for_each(|line| count.read(line));
    if count == Count::default() {
        return Err(format!("no test ran:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok((count, text))
}

/// The lines of all regressions.
fn regressions(machine: &Machine) -> Done<BTreeSet<(PathBuf, String)>> {
    let mut lines = BTreeSet::new();
    for file in files(&machine.root.join(REGRESSIONS))? {
        let short = file.strip_prefix(&machine.root).unwrap_or(&file).to_path_buf();
        lines.extend(read(&file)?.lines().map(|line| (short.clone(), line.to_owned())));
    }
    Ok(lines)
}

/// The files that stand in a folder itself, in order.
fn files(folder: &Path) -> Done<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}

/// A number that nobody can tell beforehand: the standard library's own keys come from the system.
fn fresh() -> u64 {
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_a_whole_number_of_minutes() {
        let minutes = |words: &[&str]| minutes(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(minutes(&[]), Ok(5));
        assert_eq!(minutes(&["--minutes", "30"]), Ok(30));
        assert!(minutes(&["--minutes", "a few"]).is_err() && minutes(&["--minutes"]).is_err());
    }

    #[test]
    fn two_seeds_differ() {
        assert_ne!(fresh(), fresh());
    }
}
