//! "Behave like ...": breakers of documents and libraries, with their real defaults, for the
//! [general breaker](super::general).
//!
//! Read in the sources at the versions named; Hystrix's numbers are those of its wiki. What a library leaves to its
//! user (a trip rule, a wait) is filled with the value of its own examples, and the sentence says so.
//!
//! `tests/libraries.rs` plays each of them against a model of the library that was written from its source, and
//! `cargo xtask test copy-as` some against the library itself. What is not part of the breaker is left out, and the
//! sentence says it where it shows: Hystrix's time limit of 1 s and its pool of ten threads.

use core::time::Duration;

use super::general::{
    AfterClosing, Begin, Boundary, Close, Compare, HalfOpen, Ignored, JudgedOn, LateProbe, Lease, MeasuredFrom, Of,
    Others, Rate, Reopen, Settings, Slow, Trip, Turn, Wait,
};
use super::{Late, Probes};
use crate::policy::share::Share;

/// Any number of probes.
const ANY: Probes = Probes::AtOnce(u32::MAX);

/// A document or a library whose breaker is known by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Preset {
    /// The lecture's code, example 39.2.
    Lecture,
    /// The skill's pattern 2.
    Skill,
    /// SysManage's documentation.
    SysManage,
    /// The guide's configurable breaker.
    Guide,
    /// resilience4j, af9e7c979 (2026-05): CircuitBreakerConfig.
    Resilience4j,
    /// Polly v8, 173d6d1d (2026-08): CircuitBreakerStrategyOptions.
    Polly,
    /// failsafe-go, 5759a5e (2026-08): circuitbreaker.
    FailsafeGo,
    /// cockatiel 4.0.0: ConsecutiveBreaker.
    Cockatiel,
    /// opossum 10.0.0: lib/circuit.js.
    Opossum,
    /// sony/gobreaker, v2, fed8e9e (2026-02).
    Gobreaker,
    /// Shopify/semian, 8835b3d: CircuitBreaker.
    Semian,
    /// Netflix/Hystrix, in maintenance: its wiki's Configuration page.
    Hystrix,
}

impl Preset {
    /// All of them: the documents first, then the libraries.
    pub const ALL: [Self; 12] = [
        Self::Lecture,
        Self::Skill,
        Self::SysManage,
        Self::Guide,
        Self::Resilience4j,
        Self::Polly,
        Self::FailsafeGo,
        Self::Cockatiel,
        Self::Opossum,
        Self::Gobreaker,
        Self::Semian,
        Self::Hystrix,
    ];

    /// Its name, as its authors write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lecture => "the lecture's class",
            Self::Skill => "the skill",
            Self::SysManage => "SysManage",
            Self::Guide => "the guide",
            Self::Resilience4j => "resilience4j",
            Self::Polly => "Polly v8",
            Self::FailsafeGo => "failsafe-go",
            Self::Cockatiel => "cockatiel",
            Self::Opossum => "opossum",
            Self::Gobreaker => "gobreaker",
            Self::Semian => "Semian",
            Self::Hystrix => "Hystrix",
        }
    }

    /// What is different about it, in two or three short sentences.
    pub const fn difference(self) -> &'static str {
        match self {
            Self::Lecture => {
                "The class that the lecture prints; the preset “As in the lecture” plays its example with this lab's own \
                 breaker. Any number of probes may go at once. A failure that comes late makes the wait longer: it is measured \
                 from the last failure."
            }
            Self::Skill => {
                "A success closes the breaker in any state. A call from before the opening that succeeds late ends the \
                 wait at once."
            }
            Self::SysManage => {
                "It opens when more than half of the calls in 5 minutes fail, with no minimum: if the very first call \
                 fails, it opens. Its wait begins when the call that failed began, and failures from before an opening \
                 still count after it has closed."
            }
            Self::Guide => {
                "Three probes may go in total: if more than three successes are needed, it never closes. Excluded errors \
                 use probes up, too."
            }
            Self::Resilience4j => {
                "It decides nothing before 100 calls, and then after each result. Ten probes decide by their share of \
                 failures, and slow calls alone can open it, too."
            }
            Self::Polly => {
                "It opens when a tenth of the calls in 30 s fail, but not before 100 of them. An outcome that it does not \
                 handle, such as a cancelled call, counts as a success and closes it."
            }
            Self::FailsafeGo => "By default a single failure opens it and a single success closes it.",
            Self::Cockatiel => {
                "While its probe is under way the other calls wait for it, and a success that comes late does not close \
                 it. It has no trip rule of its own: here 5 failures in a row, as in its examples, for 10 s."
            }
            Self::Opossum => {
                "It opens when more than half of the calls asked for in 10 s fail, where refused ones count as asked for. \
                 There is no minimum: one call that fails is enough. A timer makes it half-open without a call, failures \
                 from before an opening still count after it has closed, and a call without an answer fails after 10 s."
            }
            Self::Gobreaker => {
                "It opens at the sixth failure in a row. Results of calls from before the last change of state are \
                 dropped, and a probe may go only after the wait, not at its very end."
            }
            Self::Semian => {
                "It counts failures only, however many calls succeed between them: here 3 in 10 s, as in its examples. \
                 Each late failure makes the wait longer."
            }
            Self::Hystrix => {
                "It looks every 0.5 s whether half of the calls of 10 s failed, and 19 failures of 19 calls do not open \
                 it: it asks for 20. Its limit of 1 s for a call and its pool of ten threads are left out."
            }
        }
    }

    /// After how much time a call is given up and has failed, where the library's breaker itself sees to that.
    pub const fn limit(self) -> Option<Duration> {
        match self {
            Self::Opossum => Some(span(10)),
            _ => None,
        }
    }

    /// Its settings.
    pub fn settings(self) -> Settings {
        match self {
            Self::Lecture => in_a_row(3, 5, MeasuredFrom::LastFailure),
            Self::Skill => Settings { success_closes_open: true, ..in_a_row(5, 30, MeasuredFrom::LastFailure) },
            Self::SysManage => sysmanage(5, 60, 3),
            Self::Guide => guide(5, 60, 3, 1),
            Self::Resilience4j => resilience4j(),
            Self::Polly => Settings {
                trips: vec![slices(30, 10, Begin::WithResult, rate(10, Compare::AtLeast, 100, JudgedOn::Failure))],
                wait: seconds(5),
                half_open: one_probe(),
                ignored: Ignored::Success,
                ..base()
            },
            Self::FailsafeGo => Settings {
                trips: vec![Trip::LastResults { failures: 1, of: 1 }],
                wait: seconds(60),
                half_open: one_probe(),
                ignored: Ignored::Success,
                ..base()
            },
            Self::Cockatiel => Settings {
                trips: vec![Trip::Consecutive { failures: 5 }],
                wait: seconds(10),
                half_open: HalfOpen { others: Others::Wait, late: LateProbe::ForTripRule, ..one_probe() },
                ignored: Ignored::Success,
                ..base()
            },
            Self::Opossum => Settings {
                trips: vec![slices(10, 10, Begin::WithClock, opossum_share())],
                wait: seconds(30),
                turn: Turn::ByTimer,
                after_closing: AfterClosing::Windows,
                half_open: one_probe(),
                ignored: Ignored::Success,
                ..base()
            },
            Self::Gobreaker => Settings {
                trips: vec![Trip::Consecutive { failures: 6 }],
                wait: seconds(60),
                boundary: Boundary::AfterWait,
                turn: Turn::WithCallOrResult,
                half_open: HalfOpen { probes: Probes::InAll(1), ..one_probe() },
                late: Late::Drop,
                ..base()
            },
            Self::Semian => Settings {
                trips: vec![Trip::ErrorsWithin { errors: 3, window: span(10), lumping: Duration::ZERO }],
                wait: seconds(10),
                boundary: Boundary::AfterWait,
                measured_from: MeasuredFrom::LastFailure,
                half_open: HalfOpen { close: Close::Successes { needed: 1, of: None }, ..any_probes() },
                ..base()
            },
            Self::Hystrix => Settings {
                trips: vec![slices(10, 20, Begin::WithWindow, rate(50, Compare::AtLeast, 20, JudgedOn::Snapshot))],
                wait: seconds(5),
                boundary: Boundary::AfterWait,
                half_open: one_probe(),
                after_closing: AfterClosing::LastResult,
                ..base()
            },
        }
    }
}

/// SysManage's settings: `failures` in a row or more than half of the calls in 300 s open it for `wait` seconds,
/// `successes` close it. Its documentation has 5, 60, 3 by default; 3, 30, 2 for commands to agents and 5, 60, 3 for
/// external services.
pub fn sysmanage(failures: u32, wait: u64, successes: u32) -> Settings {
    Settings {
        trips: vec![
            Trip::Consecutive { failures },
            // A result that is exactly 300 s old still counts, so the window is a bucket longer.
            Trip::TimeWindow {
                window: span(300) + Duration::from_millis(1),
                bucket: Duration::from_millis(1),
                begin: Begin::WithClock,
                rate: rate(50, Compare::Above, 1, JudgedOn::Failure),
            },
        ],
        after_closing: AfterClosing::Windows,
        wait: seconds(wait),
        measured_from: MeasuredFrom::CallStart,
        half_open: HalfOpen { close: Close::Successes { needed: successes, of: None }, ..any_probes() },
        ..base()
    }
}

/// The guide's settings: `failures` in a row open it for `wait` seconds, `probes` may go in all, `successes` close it.
/// Its default is 5, 60, 3, 1. With more successes than probes it stays half-open for ever once all probes have
/// succeeded: known as its mistake, and accepted here. One way out is left: a probe that fails before opens it again,
/// and as its count of successes goes on through that, the next probes may complete it.
pub fn guide(failures: u32, wait: u64, probes: u32, successes: u32) -> Settings {
    Settings {
        boundary: Boundary::AfterWait,
        half_open: HalfOpen {
            probes: Probes::InAllEvenIfStuck(probes),
            close: Close::Successes { needed: successes, of: None },
            carry: true,
            ..any_probes()
        },
        ignored: Ignored::KeepPermitEvenIfStuck,
        ..in_a_row(failures, wait, MeasuredFrom::LastFailure)
    }
}

fn resilience4j() -> Settings {
    let slow = Some(Slow { longer_than: span(60), rate: percent(100) });
    Settings {
        trips: vec![Trip::CountWindow {
            size: 100,
            only_when_full: false,
            rate: Rate { slow, ..rate(50, Compare::AtLeast, 100, JudgedOn::Any) },
        }],
        wait: seconds(60),
        boundary: Boundary::AfterWait,
        half_open: HalfOpen {
            probes: Probes::InAll(10),
            close: Close::Sample { size: 10, window: None, rate: percent(50), compare: Compare::AtLeast, slow },
            reopen: Reopen::SampleFailed,
            lease: Lease::EndlessEvenIfStuck,
            ..any_probes()
        },
        ignored: Ignored::ReleasePermit,
        ..base()
    }
}

/// This many failures in a row, any number of probes, and one success closes.
fn in_a_row(failures: u32, wait: u64, measured_from: MeasuredFrom) -> Settings {
    Settings { trips: vec![Trip::Consecutive { failures }], wait: seconds(wait), measured_from, ..base() }
}

/// What most have in common.
fn base() -> Settings {
    Settings {
        trips: Vec::new(),
        after_closing: AfterClosing::Nothing,
        wait: seconds(0),
        boundary: Boundary::AtWait,
        turn: Turn::WithCall,
        measured_from: MeasuredFrom::Opened,
        half_open: any_probes(),
        ignored: Ignored::Neutral,
        late: Late::Apply,
        success_closes_open: false,
    }
}

/// Any number of probes, of which the first decides. None of the documents and libraries has a lease by default.
const fn any_probes() -> HalfOpen {
    HalfOpen {
        probes: ANY,
        close: Close::ConsecutiveSuccesses(1),
        reopen: Reopen::Failures(1),
        lease: Lease::EndlessEvenIfStuck,
        carry: false,
        others: Others::AreRefused,
        late: LateProbe::AsProbe,
    }
}

/// One probe at a time, which decides.
const fn one_probe() -> HalfOpen {
    HalfOpen { probes: Probes::AtOnce(1), ..any_probes() }
}

fn slices(window: u64, buckets: u32, begin: Begin, rate: Rate) -> Trip {
    Trip::TimeWindow { window: span(window), bucket: span(window) / buckets, begin, rate }
}

fn rate(of_100: u32, compare: Compare, min_calls: u32, judged_on: JudgedOn) -> Rate {
    Rate { rate: percent(of_100), compare, of: Of::Results, min_calls, judged_on, slow: None }
}

/// Its minimum is 0: a failure opens it although no call was fired within the window, if it took that long to come.
fn opossum_share() -> Rate {
    Rate { of: Of::Fired, ..rate(50, Compare::Above, 0, JudgedOn::Failure) }
}

const fn percent(of_100: u32) -> Share {
    Share::percent(of_100)
}

const fn seconds(wait: u64) -> Wait {
    Wait::Constant(span(wait))
}

const fn span(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[cfg(test)]
mod tests;
