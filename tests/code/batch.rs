//! Lit lines of the batch and of its all-or-nothing twin.

use half_open::lab::code::{Listing, Rule};

use crate::check;

#[test]
fn each_decision_of_the_batch_and_its_twin_lights_its_line() {
    let (degrade, partial, restart, picture) = ("degrade.rs", "partial.rs", "restart.rs", "batch/picture.rs");
    let all_fail = "#batch?failures=1,1,1,1,1&seed=3";
    let mixed = "#batch?failures=0,1,0,1,0&seed=3";
    let none_fails = "#batch?failures=0,0,0,0,0&seed=3";
    check(
        Listing::Batch,
        &[
            (none_fails, Rule::Value, "S4: 69.1", degrade, "Ok(value) => Reading::Value(value),"),
            (mixed, Rule::Fallback, "S3: Connection", degrade, "Err(kind) => Reading::Fallback { kind },"),
            (
                "#batch?failures=0,1,0,1,0&seed=3&attempts=2",
                Rule::Exhausted,
                "2 >= 2",
                "retry/mod.rs",
                "if course.attempt >= self.attempts {",
            ),
            (
                "#batch?failures=0,1,0,1,0&seed=3&attempts=2",
                Rule::AtOnce,
                "no wait",
                "layer/retry.rs",
                "Next::Again { .. } => vec![Effect::Forward],",
            ),
            (mixed, Rule::Verdict, "missing: S1, S3", degrade, "degraded: !unavailable.is_empty(),"),
            (none_fails, Rule::Verdict, "all 5 are there", degrade, "degraded: !unavailable.is_empty(),"),
            (
                mixed,
                Rule::Available,
                "3 of 5",
                degrade,
                "Some(Reading::Value(value)) => readings.push((index, value)),",
            ),
            (
                mixed,
                Rule::Unavailable,
                "S1, S3",
                degrade,
                "Some(Reading::Fallback { .. }) | None => unavailable.push(index),",
            ),
            (all_fail, Rule::NothingToShow, "S4", picture, "_ => Status::Unavailable,"),
            (
                "#batch?failures=0,0,0,0,0&seed=3&in=3~kill~S4",
                Rule::Stale,
                "S4",
                picture,
                "Some((good, value)) if batch - good <= limit => Status::Stale { value, age: batch - good },",
            ),
            (
                "#batch?failures=0,1,0,1,0&seed=3&share=0.7",
                Rule::TooFew,
                "3 < 4",
                partial,
                "Verdict::Failed { needed } => Some(Lack::Share { needed }),",
            ),
            (
                "#batch?failures=0,1,0,1,0&seed=3&critical=S3",
                Rule::CriticalMissing,
                "S3",
                partial,
                "return Some(Lack::Critical { part });",
            ),
            (none_fails, Rule::TwinKept, "5 values", restart, "Fate::Kept"),
            (mixed, Rule::TwinCrashed, "S1", restart, "return Fate::Crashed { back_at: self.back_at(self.seen) };"),
            (mixed, Rule::TwinDown, "", restart, "return Fate::Down { since, back_at: self.back_at(since) };"),
            (
                "#batch?failures=0,1,0,1,0&seed=3&restart=2&restart-after=3",
                Rule::TwinBack,
                "3 s",
                restart,
                "self.come_back(since, since.after(span));",
            ),
            (
                "#batch?failures=0,1,0,1,0&seed=3&in=3~twin~restart",
                Rule::TwinRestarted,
                "",
                restart,
                "self.come_back(since, back);",
            ),
        ],
    );
}
