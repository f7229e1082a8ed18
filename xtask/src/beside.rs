//! A step beside the others: in a process of its own, whose output is shown when its turn comes.

use crate::count::Count;
use crate::machine::{could_not_start, read, Done, Machine};
use std::fs::{create_dir_all, File};
use std::path::PathBuf;
use std::process::{Child, Stdio};

/// A step that has been started. It is ended with this one.
pub struct Beside {
    child: Child,
    output: PathBuf,
}

impl Beside {
    /// Starts `cargo xtask test NAME`.
    pub fn start(machine: &Machine, name: &str) -> Done<Self> {
        let failed = |error: std::io::Error| format!("{name}: {error}");
        let folder = machine.root.join("target");
        create_dir_all(&folder).map_err(failed)?;
        let output = folder.join(format!("xtask-{name}.txt"));
        let file = File::create(&output).map_err(failed)?;
        let mut command = machine.command(std::env::current_exe().map_err(failed)?);
        command.args(["test", name]).stdin(Stdio::null()).stdout(file.try_clone().map_err(failed)?).stderr(file);
        let child = command.spawn().map_err(|error| could_not_start(&command, &error))?;
        Ok(Self { child, output })
    }

    /// Waits for its end, shows what it has printed and returns what it has counted.
    pub fn end(mut self) -> Done<Count> {
        let status = self.child.wait().map_err(|error| format!("{}: {error}", self.output.display()))?;
        let text = read(&self.output)?;
        print!("{text}");
        text.lines().rev().find_map(Count::of_line).ok_or_else(|| format!("it broke off ({status})"))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
