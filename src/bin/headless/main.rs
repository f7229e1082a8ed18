//! The same engine without a page: runs links, prints their numbers, events, health and Prometheus text, and reproduces
//! published experiments.

mod args;
mod bar;
mod check;
mod labs;
mod play;
mod print;
mod questions;
mod reproduce;
mod show;

use half_open::text::headless as text;
use std::io::{self, Write};
use std::process::ExitCode;

use args::{Arguments, Command};
use clap::Parser as _;

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Nothing to complain of.
    Good,
    /// A check or an experiment failed.
    Failed,
}

/// Why a command could not be carried out.
#[derive(Debug)]
enum Trouble {
    /// The arguments or the link are wrong: every complaint on a line of its own.
    Usage(Vec<String>),
    /// Nothing can be written.
    Output(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Trouble {
    /// A single complaint.
    fn usage(complaint: impl Into<String>) -> Self {
        Self::Usage(vec![complaint.into()])
    }
}

fn main() -> ExitCode {
    // Wrong arguments end here with status 2; `--help` and `--version` with 0.
    let arguments = Arguments::parse();
    let mut out = io::stdout().lock();
    let done = match &arguments.command {
        Command::Run(run) => play::run(run, &mut out),
        Command::Report(report) => play::report(report, &mut out),
        Command::Metrics(metrics) => play::metrics(metrics, &mut out),
        Command::Config(config) => play::config(config, &mut out),
        Command::Check(check) => check::check(check, &mut out),
        Command::Labs(labs) => labs::labs(labs, &mut out),
        Command::Questions(questions) => questions::questions(questions, &mut out),
        Command::Reproduce(reproduce) => reproduce::reproduce(reproduce, &mut out),
    };
    match done.and_then(|verdict| Ok(out.flush().map(|()| verdict)?)) {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        Ok(Verdict::Failed) => ExitCode::from(1),
        // A reader that stops early, such as `head`, has got what was wanted.
        Err(Trouble::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Trouble::Output(error)) => complain(&[text::cannot_write(&error.to_string())], 1),
        Err(Trouble::Usage(complaints)) => complain(&complaints, 2),
    }
}

fn complain(complaints: &[String], status: u8) -> ExitCode {
    let mut out = io::stderr().lock();
    for complaint in complaints {
        // Where not even this can be written, the status has to say it.
        drop(writeln!(out, "{}", text::error(complaint)));
    }
    ExitCode::from(status)
}
