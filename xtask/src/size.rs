//! What a first visit downloads.

use crate::machine::{could_not_start, say, Done};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The most that page, styles, glue and WebAssembly may weigh together, compressed.
pub const BUDGET: u64 = 400_000;

/// What is loaded at first, by kind.
const KINDS: [&str; 4] = ["html", "css", "js", "wasm"];

/// All files of one kind, in bytes.
pub struct Part {
    kind: &'static str,
    files: usize,
    raw: u64,
    /// Bytes after `gzip -9`, each file by itself.
    pub gzip: u64,
}

/// What a first visit loads.
pub fn measure(dist: &Path) -> Done<Vec<Part>> {
    let mut files = Vec::new();
    if dist.exists() {
        collect(dist, &mut files)?;
    }
    let mut parts = KINDS.map(|kind| Part { kind, files: 0, raw: 0, gzip: 0 });
    for file in files {
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        if let Some(part) = parts.iter_mut().find(|part| part.kind == kind) {
            let name = file.display();
            part.files += 1;
            part.raw += fs::metadata(&file).map_err(|error| format!("{name}: {error}"))?.len();
            part.gzip += compressed(&file)?;
        }
    }
    if parts.iter().any(|part| part.kind == "wasm" && part.files > 0) {
        Ok(parts.into())
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
        let files = if part.files == 1 { "file" } else { "files" };
        println!("    {:>9} {:>9}  {:4}  {} {files}", part.raw, part.gzip, part.kind, part.files);
    }
    println!("    {raw:>9} {gzip:>9}  in total; {BUDGET} allowed");
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
