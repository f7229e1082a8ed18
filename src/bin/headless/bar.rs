//! A progress bar for what takes longer than a second.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on standard error, and only on a terminal.
#[derive(Debug)]
pub(crate) struct Bar {
    started: Instant,
    name: String,
    shown: Option<ProgressBar>,
}

impl Bar {
    /// A bar that is not shown yet.
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { started: Instant::now(), name: name.into(), shown: None }
    }

    /// This many steps of all are done.
    pub(crate) fn show(&mut self, done: u64, of: u64) {
        if self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.shown.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{msg} {wide_bar} {percent} % {eta}");
            let bar = ProgressBar::new(of).with_message(self.name.clone());
            if let Ok(style) = style { bar.with_style(style) } else { bar }
        });
        bar.set_position(done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }
}
