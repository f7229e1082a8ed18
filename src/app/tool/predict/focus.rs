//! Where the focus goes: to the prompt of a new question, to the chip while its run plays, to the outcome once it is
//! decided, and back to the tool's button. It moves only as an answer to the reader, never when a page is opened.

use crate::app::component::focus;

/// A place in the card that can get the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The question.
    Prompt,
    /// The first control of the guess.
    Guess,
    /// The guess in a few words.
    Chip,
    /// What came out.
    Outcome,
    /// The list of questions.
    List,
    /// The tool's button in the bar.
    Tool,
}

impl Place {
    /// Where it is on the page.
    pub(super) const fn selector(self) -> &'static str {
        match self {
            Self::Prompt => ".predict .prompt,.predict [data-outcome]",
            Self::Guess => ".predict .guess input",
            Self::Chip => ".predict .said",
            Self::Outcome => ".predict [data-outcome]",
            Self::List => ".predict .which",
            Self::Tool => ".tools button:first-child",
        }
    }

    /// Gives the focus to this place, if it is on the page, which `scrolls` if need be.
    pub(super) fn take_focus(self, scrolls: bool) {
        focus::give(self.selector(), scrolls);
    }
}

/// Whether something in the card has the focus.
pub(super) fn is_within() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.query_selector(".predict:focus-within").ok().flatten().is_some())
}
