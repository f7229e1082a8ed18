//! Models of libraries' breakers: each written from the source of its library, small, and of nothing in `src/policy`.
//!
//! A model is told what happens on a clock in milliseconds that the test owns, and says what happens to each call. It
//! is no part of a program: it is what a run of the playground is held against.

pub(crate) mod callers;
pub(crate) mod cockatiel;
pub(crate) mod documents;
pub(crate) mod gobreaker;
pub(crate) mod hystrix;
pub(crate) mod opossum;
pub(crate) mod others;
pub(crate) mod polly;
pub(crate) mod resilience4j;

/// The how manieth call of which caller.
pub(crate) type Call = (u32, u64);

/// What happens to a call that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It is made.
    Goes,
    /// It is refused.
    Refused,
    /// It waits; [`Library::released`] says when it asks again.
    Waits,
}

/// What a library is told to make of an error that is no failure of the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// Nothing is said, so it is a failure.
    #[default]
    Failure,
    /// Neither a failure nor a success.
    Nothing,
    /// What is not counted as a failure is a success.
    Success,
}

/// A library's breaker.
pub(crate) trait Library {
    /// `closed`, `open` or `half-open`.
    fn state(&self) -> &'static str;

    /// A call asks whether it may be made.
    fn ask(&mut self, now: u64, call: Call) -> Answer;

    /// A call that was made has succeeded or failed.
    fn end(&mut self, now: u64, call: Call, good: bool);

    /// A call that was made has failed by a mistake of its caller. Without a word about that it is a failure.
    fn mistaken(&mut self, now: u64, call: Call) {
        self.end(now, call, false);
    }

    /// When its next timer is due.
    fn timer(&self) -> Option<u64> {
        None
    }

    /// The timer is due.
    fn ring(&mut self, now: u64) {
        let _ = now;
    }

    /// Calls that waited and ask again now, in order.
    fn released(&mut self) -> Vec<Call> {
        Vec::new()
    }

    /// After how much time a call is given up and has failed; its result then counts for nothing.
    fn limit(&self) -> Option<u64> {
        None
    }
}
