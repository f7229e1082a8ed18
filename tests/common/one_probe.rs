//! The general breaker at its plainest, for tests of one rule at a time.

use core::time::Duration;

use half_open::policy::breaker::general::{
    AfterClosing, Boundary, Close, HalfOpen, Ignored, LateProbe, Lease, MeasuredFrom, Others, Reopen, Settings, Trip,
    Turn, Wait,
};
use half_open::policy::breaker::{Late, Probes};

/// One trip rule and a constant wait; one probe at a time decides.
pub(crate) fn one_probe(trip: Trip, wait: Duration) -> Settings {
    Settings {
        trips: vec![trip],
        after_closing: AfterClosing::Nothing,
        wait: Wait::Constant(wait),
        boundary: Boundary::AtWait,
        turn: Turn::WithCall,
        measured_from: MeasuredFrom::Opened,
        half_open: HalfOpen {
            probes: Probes::AtOnce(1),
            close: Close::ConsecutiveSuccesses(1),
            reopen: Reopen::Failures(1),
            lease: Lease::For(Duration::from_secs(30)),
            carry: false,
            others: Others::AreRefused,
            late: LateProbe::AsProbe,
        },
        ignored: Ignored::Neutral,
        late: Late::Drop,
        success_closes_open: false,
    }
}
