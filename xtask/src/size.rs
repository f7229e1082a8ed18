//! What a first visit downloads, and what comes after it.

use crate::machine::{could_not_start, say, Done};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The most that page, styles, glue and program may weigh together, compressed.
const FIRST: u64 = 230_000;
/// The most that a file of a piece may.
const PIECE: u64 = 130_000;

/// A file that the browser loads, in bytes.
struct File {
    name: String,
    raw: u64,
    /// Bytes after `gzip -9`.
    gzip: u64,
}

/// Whether there is a built site.
pub fn check(dist: &Path) -> Done<()> {
    let built = dist.join("index.html").exists();
    built.then_some(()).ok_or_else(|| "there is no built site in dist/: see the build".to_owned())
}

/// Prints what is loaded, and checks that it is not more than is allowed.
pub fn budget(dist: &Path) -> Done<()> {
    check(dist)?;
    let page = fs::read_to_string(dist.join("index.html")).map_err(|error| format!("index.html: {error}"))?;
    // A first visit loads what the page names; the program names the rest.
    let loaded = files(dist)?.into_iter().partition(|file| file.name == "index.html" || page.contains(&file.name));
    let (first, later): (Vec<File>, Vec<File>) = loaded;
    let total = print("What a first visit loads, in bytes", &first);
    println!("    {:>9} {total:>9}  in total; {FIRST} allowed", "");
    print("What comes once the page rests, or when something needs it", &later);
    println!("    {:>9} {PIECE:>9}  allowed each", "");
    if let Some(file) = later.iter().find(|file| file.gzip > PIECE) {
        return Err(format!("{} has {} bytes, {} more than allowed", file.name, file.gzip, file.gzip - PIECE));
    }
    if total > FIRST {
        return Err(format!("a first visit loads {total} bytes, {} more than allowed", total - FIRST));
    }
    Ok(())
}

/// Prints files as a table and returns their sum after compression.
fn print(title: &str, files: &[File]) -> u64 {
    say(title);
    println!("    {:>9} {:>9}", "raw", "gzip");
    for file in files {
        println!("    {:>9} {:>9}  {}", file.raw, file.gzip, file.name);
    }
    files.iter().map(|file| file.gzip).sum()
}

/// The site's own files, without the sources that the Code panel shows and the icon.
fn files(dist: &Path) -> Done<Vec<File>> {
    let entries = fs::read_dir(dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let kind = |path: &PathBuf| path.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_owned();
    paths.retain(|path| ["html", "css", "js", "wasm"].contains(&kind(path).as_str()));
    paths.iter().map(|path| file(path)).collect()
}

fn file(path: &Path) -> Done<File> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let raw = fs::metadata(path).map_err(|error| format!("{name}: {error}"))?.len();
    let mut command = Command::new("gzip");
    command.args(["-9", "-n", "-c"]).arg(path).stdin(Stdio::null());
    let output = command.output().map_err(|error| could_not_start(&command, &error))?;
    Ok(File { name, raw, gzip: output.stdout.len() as u64 })
}
