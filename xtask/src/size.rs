//! What a first visit downloads.

use crate::machine::{could_not_start, say, Done};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The most that page, styles, glue and WebAssembly may weigh together, compressed.
pub const BUDGET: u64 = 200_000;

/// What is loaded at first. Anything in a folder `later/` is not.
const KINDS: [&str; 4] = ["html", "css", "js", "wasm"];

/// A file of the site.
pub struct Part {
    name: String,
    raw: u64,
    /// Bytes after `gzip -9`.
    pub gzip: u64,
}

/// The files that a first visit loads, the largest first.
pub fn measure(dist: &Path) -> Done<Vec<Part>> {
    let mut files = Vec::new();
    if dist.exists() {
        collect(dist, &mut files)?;
    }
    let mut parts = Vec::new();
    for file in files {
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        let name = file.strip_prefix(dist).unwrap_or(&file).to_string_lossy().into_owned();
        if KINDS.contains(&kind) && !name.starts_with("later/") {
            let raw = fs::metadata(&file).map_err(|error| format!("{name}: {error}"))?.len();
            parts.push(Part { gzip: compressed(&file)?, name, raw });
        }
    }
    if parts.iter().any(|part| part.name.ends_with(".wasm")) {
        parts.sort_by_key(|part| std::cmp::Reverse(part.gzip));
        Ok(parts)
    } else {
        Err("there is no built site in dist/: see the build".to_owned())
    }
}

/// Prints the parts as a table and returns the sum after compression.
pub fn print(parts: &[Part]) -> u64 {
    let (raw, gzip) = parts.iter().fold((0, 0), |(raw, gzip), part| (raw + part.raw, gzip + part.gzip));
    say("What a first visit loads, in bytes");
    println!("    {:>9} {:>9}", "raw", "gzip");
    for part in parts {
        println!("    {:>9} {:>9}  {}", part.raw, part.gzip, part.name);
    }
    println!("    {raw:>9} {gzip:>9}  in all; {BUDGET} allowed");
    gzip
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Done<()> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn compressed(file: &Path) -> Done<u64> {
    let mut command = Command::new("gzip");
    command.args(["-9", "-n", "-c"]).arg(file).stdin(Stdio::null());
    let output = command.output().map_err(|error| could_not_start(&command, &error))?;
    Ok(output.stdout.len() as u64)
}
