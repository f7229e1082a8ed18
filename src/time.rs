//! Virtual time: integer nanoseconds since the run's start.
//!
//! Spans are [`core::time::Duration`]; a point in time is an [`Instant`]. Neither knows a clock: the driver of a
//! run says what time it is. All arithmetic saturates, so an extreme setting gives an extreme time, never a panic.

use core::fmt;
use core::time::Duration;

/// A point in virtual time, in nanoseconds since the run's start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(u64);

impl Instant {
    /// The run's start.
    pub const ZERO: Self = Self(0);
    /// Later than anything that can happen (about 584 years).
    pub const MAX: Self = Self(u64::MAX);

    /// The point `nanos` nanoseconds after the run's start.
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// The point `millis` milliseconds after the run's start, saturating.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis.saturating_mul(1_000_000))
    }

    /// Nanoseconds since the run's start.
    pub const fn nanos(self) -> u64 {
        self.0
    }

    /// Whole milliseconds since the run's start, rounded down.
    pub const fn millis(self) -> u64 {
        self.0 / 1_000_000
    }

    /// Seconds since the run's start, for drawing and text only: decisions compare nanoseconds.
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1e9
    }

    /// The span from `earlier` to `self`; zero if `earlier` is later.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }

    /// This point moved `span` later, saturating at [`Instant::MAX`].
    pub fn after(self, span: Duration) -> Self {
        Self(self.0.saturating_add(nanos(span)))
    }

    /// This point moved `span` earlier, saturating at the run's start.
    pub fn before(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(nanos(span)))
    }
}

/// Seconds with as many of the nine decimals as are needed, for example `12.4 s`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", seconds_text(Duration::from_nanos(self.0)))
    }
}

/// A span in whole nanoseconds, saturating at about 584 years.
pub fn nanos(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}

/// The span of `seconds`, rounded to the nearest nanosecond; nothing for NaN, negative or unrepresentable values.
pub fn span_from_seconds(seconds: f64) -> Option<Duration> {
    // Multiplying and rounding are exact IEEE operations, so every platform gives the same span.
    let nanos = (seconds * 1e9).round();
    (nanos >= 0.0 && nanos < u64::MAX as f64).then(|| Duration::from_nanos(nanos as u64))
}

/// A span as decimal seconds without trailing zeros: `0.05`, `5`, `12.4`.
pub fn seconds_text(span: Duration) -> String {
    let whole = span.as_secs();
    if span.subsec_nanos() == 0 {
        return whole.to_string();
    }
    let fraction = format!("{:09}", span.subsec_nanos());
    format!("{whole}.{}", fraction.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_saturates_at_both_ends() {
        assert_eq!(Instant::MAX.after(Duration::from_secs(1)), Instant::MAX);
        assert_eq!(Instant::ZERO.before(Duration::from_secs(1)), Instant::ZERO);
        assert_eq!(Instant::ZERO.since(Instant::MAX), Duration::ZERO);
        assert_eq!(Instant::ZERO.after(Duration::MAX), Instant::MAX);
    }

    #[test]
    fn seconds_become_nanoseconds_and_text() {
        assert_eq!(span_from_seconds(0.1), Some(Duration::from_millis(100)));
        assert_eq!(span_from_seconds(-0.1), None);
        assert_eq!(span_from_seconds(f64::NAN), None);
        assert_eq!(span_from_seconds(1e308), None);
        assert_eq!(seconds_text(Duration::from_millis(12_400)), "12.4");
        assert_eq!(seconds_text(Duration::from_secs(5)), "5");
        assert_eq!(Instant::from_millis(50).to_string(), "0.05 s");
    }
}
