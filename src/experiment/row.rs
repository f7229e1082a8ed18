//! What an experiment says: a row for each value, and whether it was met.

use crate::text::experiment as text;

/// Where a value to meet comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// It stands in a publication.
    Published,
    /// It follows from a published formula.
    Derived,
    /// A published program gave it when it was run again.
    ReRun,
}

impl Provenance {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Derived => "derived",
            Self::ReRun => "re-run",
        }
    }
}

/// A value to meet, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// No further from `value` than `tolerance`.
    Near {
        /// The value.
        value: f64,
        /// The greatest distance that still meets it, 0 or more.
        tolerance: f64,
    },
    /// At least so much.
    AtLeast(f64),
    /// At most so much.
    AtMost(f64),
}

impl Target {
    /// The value itself.
    pub const fn value(self) -> f64 {
        match self {
            Self::Near { value, .. } | Self::AtLeast(value) | Self::AtMost(value) => value,
        }
    }

    /// Whether `measured` meets it. Nothing but a number does.
    pub fn met_by(self, measured: f64) -> bool {
        match self {
            Self::Near { value, tolerance } => (measured - value).abs() <= tolerance,
            Self::AtLeast(least) => measured >= least,
            Self::AtMost(most) => measured <= most,
        }
    }
}

/// What came of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The value was met.
    Met,
    /// It was not.
    Missed,
    /// There is none to meet: measured for its own sake.
    Shown,
}

impl Verdict {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => text::MISSED,
            Self::Shown => "shown",
        }
    }
}

/// One value of an experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// What it should have come to, and who says so. Nothing if nobody does.
    pub target: Option<(Target, Provenance)>,
    /// What it came to.
    pub measured: f64,
}

impl Row {
    /// A value that should come near another.
    pub fn near(what: impl Into<String>, from: Provenance, value: f64, tolerance: f64, measured: f64) -> Self {
        Self { what: what.into(), target: Some((Target::Near { value, tolerance }, from)), measured }
    }

    /// A value that should be at least so much.
    pub fn at_least(what: impl Into<String>, from: Provenance, least: f64, measured: f64) -> Self {
        Self { what: what.into(), target: Some((Target::AtLeast(least), from)), measured }
    }

    /// A value that should be at most so much.
    pub fn at_most(what: impl Into<String>, from: Provenance, most: f64, measured: f64) -> Self {
        Self { what: what.into(), target: Some((Target::AtMost(most), from)), measured }
    }

    /// A value for its own sake.
    pub fn shown(what: impl Into<String>, measured: f64) -> Self {
        Self { what: what.into(), target: None, measured }
    }

    /// What came of it.
    pub fn verdict(&self) -> Verdict {
        match self.target {
            None => Verdict::Shown,
            Some((target, _)) if target.met_by(self.measured) => Verdict::Met,
            Some(_) => Verdict::Missed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_met_up_to_its_tolerance_and_never_by_what_is_no_number() {
        let verdict = |measured| Row::near("it", Provenance::Published, 64.0, 0.5, measured).verdict();
        assert_eq!((verdict(64.5), verdict(63.5)), (Verdict::Met, Verdict::Met));
        for off in [64.51, 63.49, f64::NAN, f64::INFINITY] {
            assert_eq!(verdict(off), Verdict::Missed);
        }
        assert_eq!(Row::at_least("it", Provenance::Derived, 2.0, 1.9).verdict(), Verdict::Missed);
        assert_eq!(Row::at_most("it", Provenance::Derived, 2.0, 2.0).verdict(), Verdict::Met);
        assert_eq!(Row::at_most("it", Provenance::Derived, 2.0, f64::NAN).verdict(), Verdict::Missed);
        assert_eq!(Row::shown("it", f64::NAN).verdict(), Verdict::Shown);
    }
}
