//! Health: what to say of a service, of a breaker and of a whole system from what has been seen of them.
//!
//! [`Watch`] keeps what is worth knowing of one breaker; [`score()`] judges it and [`Recommendation`] says what to do;
//! [`ServiceHealth`] is what a regular check makes of a service; [`overall()`] and [`availability`] judge all breakers
//! together, in the words of SysManage's documentation and of the guide. Everything here only looks: no judgement
//! changes a breaker.

mod overall;
mod score;
mod watch;

pub use overall::{
    Availability, Breakers, DEFAULT_RETRY_AFTER, Overall, Rejections, Retries, Serving, Status, availability, overall,
};
pub use score::{CheckResult, Recommendation, Score, ServiceHealth, ServiceState, recommend, score};
pub use watch::{CHANGES_KEPT, Change, RESULTS_KEPT, Results, WINDOW, Watch};

/// A breaker's state, as far as health is concerned. One that was forced open is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Circuit {
    /// Calls pass.
    Closed,
    /// Calls are refused.
    Open,
    /// A few calls pass as probes.
    HalfOpen,
}
