//! Lit lines of the batch and of its all-or-nothing twin.

use half_open::labs::batch;
use half_open::play::code::Rule;

use crate::check;

#[test]
fn each_decision_of_the_batch_and_its_twin_lights_its_line() {
    let (degrade, partial, restart, sensors) = ("degrade.rs", "partial.rs", "restart.rs", "sensors.rs");
    let all_fail = "#batch?failures=1,1,1,1,1&seed=3";
    let mixed = "#batch?failures=0,1,0,1,0&seed=3";
    let none_fails = "#batch?failures=0,0,0,0,0&seed=3";
    check(
        &batch::code::LISTING,
        &[
            (none_fails, batch::code::VALUE, "S4: 69.1", degrade, "Ok(value) => Reading::Value(value),"),
            (mixed, batch::code::FALLBACK, "S3: Connection", degrade, "Err(kind) => Reading::Fallback { kind },"),
            (
                "#batch?failures=0,1,0,1,0&seed=3&attempts=2",
                Rule::EXHAUSTED,
                "2 >= 2",
                "retry/mod.rs",
                "if course.attempt >= self.attempts {",
            ),
            (
                "#batch?failures=0,1,0,1,0&seed=3&attempts=2",
                Rule::AT_ONCE,
                "no wait",
                "layer/retry.rs",
                "Next::Again { .. } => effects.push(Effect::Forward),",
            ),
            (mixed, batch::code::VERDICT, "missing: S1, S3", degrade, "degraded: !unavailable.is_empty(),"),
            (none_fails, batch::code::VERDICT, "all 5 are there", degrade, "degraded: !unavailable.is_empty(),"),
            (
                mixed,
                batch::code::AVAILABLE,
                "3 of 5",
                degrade,
                "Some(Reading::Value(value)) => readings.push((index, value)),",
            ),
            (
                mixed,
                batch::code::UNAVAILABLE,
                "S1, S3",
                degrade,
                "Some(Reading::Fallback { .. }) | None => unavailable.push(index),",
            ),
            (all_fail, batch::code::NOTHING_TO_SHOW, "S4", sensors, "_ => Status::Unavailable,"),
            (
                "#batch?failures=0,0,0,0,0&seed=3&in=3~kill~S4",
                batch::code::STALE,
                "S4",
                sensors,
                "Some((good, value)) if batch - good <= limit => Status::Stale { value, age: batch - good },",
            ),
            (
                "#batch?failures=0,1,0,1,0&seed=3&share=0.7",
                batch::code::TOO_FEW,
                "3 < 4",
                partial,
                "Verdict::Failed { needed } => Some(Lack::Share { needed }),",
            ),
            (
                "#batch?failures=0,1,0,1,0&seed=3&critical=S3",
                batch::code::CRITICAL_MISSING,
                "S3",
                partial,
                "return Some(Lack::Critical { part });",
            ),
            (none_fails, batch::code::TWIN_KEPT, "5 values", restart, "Fate::Kept"),
            (
                mixed,
                batch::code::TWIN_CRASHED,
                "S1",
                restart,
                "return Fate::Crashed { back_at: self.back_at(self.seen) };",
            ),
            (mixed, batch::code::TWIN_DOWN, "", restart, "return Fate::Down { since, back_at: self.back_at(since) };"),
            (
                "#batch?failures=0,1,0,1,0&seed=3&restart=2&restart-after=3",
                batch::code::TWIN_BACK,
                "3 s",
                restart,
                "self.come_back(since, since.after(span));",
            ),
            (
                "#batch?failures=0,1,0,1,0&seed=3&in=3~twin~restart",
                batch::code::TWIN_RESTARTED,
                "",
                restart,
                "self.come_back(since, back);",
            ),
        ],
    );
}
