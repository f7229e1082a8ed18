//! What the numbers of a [`Course`](super::Course) mean, and how they look on the timeline: a table a lab.

/// A lab's marks and states.
#[derive(Debug)]
pub struct Signs {
    /// The kinds of marks, by the numbers that the lab's picture gives them.
    pub marks: &'static [MarkSign],
    /// The states, likewise; none where the timeline shows the load instead.
    pub states: &'static [StateSign],
    /// The shortest stretch of time that is in sight, in seconds.
    pub least: f64,
    /// Whether marks come in bursts, of which each is a sign with a number as long as they are few.
    pub bursts: bool,
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkSign {
    /// Something succeeded.
    Success,
    /// Something failed.
    Failure,
    /// Something was refused before it was tried.
    FastFail,
    /// Something came out in part.
    Degraded,
    /// Something old stood in.
    Stale,
    /// A value that is always at hand stood in.
    Fixed,
}

/// A state.
#[derive(Debug)]
pub struct StateSign {
    /// How its stretches are drawn.
    pub look: Look,
    /// What stands on a stretch that has room for it.
    pub word: &'static str,
    /// The kind of marks that are counted beside the word, if any are.
    pub counted: Option<u8>,
}

/// How the stretches of a state are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Closed, healthy: all is well.
    Plain,
    /// Open: nothing gets through.
    Hatched,
    /// Half-open, on the way from one state to the other: often too short to be seen, so it has a badge.
    Fine,
    /// Degraded: something is missing.
    Broken,
}
