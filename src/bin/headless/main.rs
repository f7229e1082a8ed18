//! The playground's engine without a page: runs of links, reports, metrics, and published experiments to reproduce.
//!
//! Exit status: 0; 1 when a check or an experiment fails; 2 for wrong arguments or a bad link. Unlike the page it does
//! not fall back to defaults: whoever scripts it wants to know.

mod arguments;
mod labs;
mod reproduce;
mod run;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser;

/// What stops the program, with its exit status.
#[derive(Debug)]
enum Failure {
    /// An argument or a link that makes no sense: 2.
    Wrong(String),
    /// A check or an experiment failed, and was told: 1.
    Check,
    /// Something that could not be written: 1.
    Output(String),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error.to_string())
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        Self::Output(error.to_string())
    }
}

fn main() -> ExitCode {
    // Wrong arguments end here, with status 2.
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Run(asked) => run::run(&asked),
        Command::Report(asked) => run::report(&asked),
        Command::Metrics(asked) => run::metrics(&asked),
        Command::Labs(asked) => labs::labs(&asked),
        Command::Reproduce(asked) => reproduce::reproduce(&asked),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Check) => ExitCode::from(1),
        Err(Failure::Output(message)) => {
            // A reader that has seen enough, such as `head`, is no failure worth a word.
            if !message.contains("Broken pipe") {
                eprintln!("error: the output could not be written: {message}");
            }
            ExitCode::from(1)
        }
        Err(Failure::Wrong(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}
