//! Runs the benchmarks, which are a crate of their own in `benches/`: `cargo bench --no-default-features` here is
//! `cargo bench` there, and hands on what stands after `--`.
#![expect(clippy::expect_used, reason = "without cargo there is no benchmark")]

use std::env;
use std::process::{Command, exit};

fn main() {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/Cargo.toml");
    // Cargo itself says `--bench`, which is meant for a harness.
    let handed_on = env::args_os().skip(1).filter(|argument| argument != "--bench");
    let mut command = Command::new(cargo);
    command.args(["bench", "--manifest-path", manifest, "--"]).args(handed_on);
    let status = command.status().expect("cargo starts");
    exit(status.code().unwrap_or(1));
}
