//! What the light program leaves for the complete one: the link to open and the whole history, in this tab's storage.
//!
//! The next page of the tab that starts takes it, and uses it only if it was left for its address. So what was left is
//! used at most once; neither another tab, nor a reload by hand, nor a later visit is given it. An embedded page leaves it
//! alone.

use super::storage;

const NAME: &str = "handed";
/// The reader's own run while a question is asked, see `predict/kept.rs`.
pub(super) const OWN_RUN: &str = "own-run";

/// Leaves a text of [`crate::link::write_handed`]. Returns whether the browser keeps it.
pub(super) fn leave(text: &str) -> bool {
    storage::remember_here(NAME, text)
}

#[cfg(feature = "light")]
pub(super) use light::take;
#[cfg(not(feature = "light"))]
pub(super) use whole::take;

#[cfg(feature = "light")]
mod light {
    use super::{NAME, OWN_RUN, storage};
    use crate::app::App;

    /// Nothing is handed over to the light program.
    pub(in crate::app) enum Handed {}

    /// What was left for another document is of no use any more, nor is a run that waited for the end of a question. They
    /// are overwritten, which costs no further import.
    pub(in crate::app) fn take(_: &str) -> Option<Handed> {
        storage::remember_here(NAME, "");
        storage::remember_here(OWN_RUN, "");
        None
    }

    impl App {
        /// Nothing was handed over.
        pub(in crate::app) fn take_up(&self, handed: Handed) {
            match handed {}
        }
    }
}

#[cfg(not(feature = "light"))]
mod whole {
    use super::{NAME, storage};
    use crate::app::App;
    use crate::app::address;
    use crate::app::host::Host;
    use crate::link::{self, Handed, Theme, Tool};

    /// What was left for this address.
    pub(in crate::app) fn take(address: &str) -> Option<Handed> {
        let text = storage::recall_here(NAME)?;
        storage::forget_here(NAME);
        link::read_handed(&text, address)
    }

    impl App {
        /// Goes on with what the light program left, and does what was asked of it there.
        pub(in crate::app) fn take_up(&mut self, handed: Handed) {
            address::write(&handed.address);
            if handed.parsed.view.theme != Theme::Auto {
                self.model.theme = handed.parsed.view.theme;
            }
            let Some((history, now)) = handed.history else { return self.open(handed.parsed) };
            let (asked, view) = (handed.parsed.tape, handed.parsed.view);
            self.host = Host::of(history, now);
            self.show(&view);
            let pressed = ".tools [aria-pressed=true]";
            self.focus = match view.open {
                // It gives the focus to its question.
                Some(Tool::Predict) => {
                    self.write_address();
                    None
                }
                Some(_) => Some(pressed),
                None if asked.scenario.lane_b.get().is_some() => {
                    self.compare();
                    Some(pressed)
                }
                None => {
                    // A breaker that the light program does not have was chosen.
                    self.begin_anew(|host| host.begin(asked.scenario));
                    Some("[name=like]")
                }
            };
        }
    }
}
