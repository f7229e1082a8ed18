//! A document's plan in the place of the lab's own settings.

use super::text::plan as text;
use crate::play::spec::{Settings, Value};
use crate::policy::ConfigError;
use crate::policy::backoff::schedule::{Growth, Jitter};
use crate::policy::retry::plan::Plan;
use crate::policy::retry::presets;

/// The link's words and the page's. After the first they follow [`PLANS`].
pub(super) static OPTIONS: [(&str, &str); 9] = [
    ("own", text::OWN),
    ("lecture", text::LECTURE),
    ("skill", text::SKILL),
    ("guide", text::GUIDE),
    ("sysmanage", text::SYSMANAGE),
    ("sysmanage-network", text::NETWORK),
    ("sysmanage-database", text::DATABASE),
    ("sysmanage-api", text::API),
    ("sysmanage-linear", text::LINEAR),
];

/// How a plan is built.
type Build = fn() -> Result<Plan, ConfigError>;

/// The plans, with a sentence on what is particular to each.
static PLANS: [(Build, &str); 8] = [
    (presets::lecture, text::LECTURE_NOTE),
    (presets::skill, text::SKILL_NOTE),
    (presets::guide, text::GUIDE_NOTE),
    (presets::sysmanage, text::SYSMANAGE_NOTE),
    (presets::sysmanage_network, text::NETWORK_NOTE),
    (presets::sysmanage_database, text::DATABASE_NOTE),
    (presets::sysmanage_api, text::API_NOTE),
    (presets::sysmanage_linear, text::LINEAR_NOTE),
];

/// The settings that a plan replaces.
pub(super) const OWN: &[&str] = &["own"];

fn at(choice: usize) -> Option<(Plan, &'static str)> {
    let (plan, note) = PLANS.get(choice.checked_sub(1)?)?;
    Some((plan().ok()?, note))
}

/// What is particular to a choice, in a sentence; nothing about the first.
pub(super) fn note(choice: usize) -> &'static str {
    choice.checked_sub(1).and_then(|plan| PLANS.get(plan)).map_or("", |(_, note)| note)
}

/// The plan chosen, if it is not the lab's own settings, with its sentence.
pub(super) fn chosen(settings: &Settings) -> Option<(Plan, &'static str)> {
    match settings.get("plan") {
        Some(Value::Choice(choice)) => at(choice),
        _ => None,
    }
}

/// The settings in force, said by the lab's own parameters: those of the plan where one is chosen. A test holds that each
/// plan waits to the nanosecond as these settings do.
pub fn shown(settings: &Settings) -> Settings {
    let mut shown = settings.clone();
    for (key, value) in chosen(settings).and_then(|(plan, _)| said(&plan)).into_iter().flatten() {
        shown.set(key, value);
    }
    shown
}

/// A plan by the lab's parameters. Their jitter as a share ends at the cap, where a plan's plus or minus may pass it, and no
/// wait of these plans comes near theirs.
pub(super) fn said(plan: &Plan) -> Option<[(&'static str, Value); 11]> {
    let (plan, schedule) = (plan.settings(), plan.settings().schedule.settings());
    let (kind, base, factor) = match schedule.growth {
        Growth::Constant { delay } => (0, delay, 1.0),
        Growth::Linear { step } => (1, step, 1.0),
        Growth::Exponential { initial, factor } => (2, initial, factor),
        Growth::Decorrelated { .. } | Growth::DecorrelatedV2 { .. } | Growth::Listed { .. } => return None,
    };
    let (jitter, spread) = match schedule.jitter {
        Jitter::None => (0, 0.0),
        Jitter::Added { spread } => (1, spread.as_secs_f64()),
        Jitter::Full => (2, 0.0),
        Jitter::Equal => (3, 0.0),
        Jitter::PlusMinus { part } | Jitter::PlusMinusThenCap { part } => (5, part),
        // From one half to one and a half is one half less or more.
        Jitter::Scaled { least, greatest } => (5, (greatest - least) / 2.0),
    };
    let seconds = |span: core::time::Duration| Value::Number(span.as_secs_f64());
    Some([
        ("plan", Value::Choice(0)),
        ("attempts", Value::Number(f64::from(plan.attempts))),
        ("kind", Value::Choice(kind)),
        ("base", seconds(base)),
        ("factor", Value::Number(factor)),
        ("cap", seconds(schedule.cap)),
        ("floor", seconds(schedule.min)),
        ("jitter", Value::Choice(jitter)),
        ("spread", Value::Number(spread)),
        ("retried", Value::Kinds(plan.kinds)),
        // No document's plan looks at a Retry-After.
        ("after", Value::Number(0.0)),
    ])
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::super::{LAB, backoff};
    use super::*;
    use crate::policy::FailureKind;
    use crate::policy::retry::plan::{Failure, Next, RetryAfter};
    use crate::policy::retry::{self, Retried, Retry};
    use crate::time::Instant;
    use core::time::Duration;

    fn of(choice: usize) -> Settings {
        let mut settings = Settings::new(LAB.specs);
        settings.set("plan", Value::Choice(choice));
        settings
    }

    /// All waits of a call that fails each time, at one random number.
    fn waits(plan: &Plan, random: f64) -> Vec<Duration> {
        let mut course = plan.begin(Instant::ZERO);
        let failure = Failure { kind: FailureKind::Connection, retry_after: None };
        let again = || match plan.on_failure(&mut course, Instant::ZERO, failure, random) {
            Next::Again { delay, .. } => Some(delay.total),
            Next::GiveUp(_) => None,
        };
        core::iter::from_fn(again).collect()
    }

    #[test]
    fn each_plan_waits_to_the_nanosecond_as_the_settings_that_are_shown_for_it() {
        for (choice, (key, _)) in OPTIONS.iter().enumerate().skip(1) {
            let settings = shown(&of(choice));
            let (plan, _) = at(choice).unwrap();
            assert_eq!(plan.settings().retry_after, RetryAfter::Ignored, "{key}");
            let retried = Retried::Only(settings.kinds("retried"));
            let retry = Retry::new(settings.count("attempts"), backoff(&settings).unwrap(), retried).unwrap();
            for kind in FailureKind::ALL {
                assert_eq!(retried.includes(kind), plan.settings().kinds.includes(kind), "{key} {kind:?}");
            }
            for step in 0..=1_000 {
                let random = f64::from(step) / 1_000.0;
                let mut course = retry.begin();
                let again = || match retry.on_failure(&mut course, FailureKind::Connection, random) {
                    retry::Next::Again { delay, .. } => Some(delay.total),
                    retry::Next::GiveUp(_) => None,
                };
                assert_eq!(core::iter::from_fn(again).collect::<Vec<_>>(), waits(&plan, random), "{key} {random}");
            }
        }
    }

    #[test]
    fn every_choice_has_its_plan_and_its_sentence_and_the_first_is_the_settings_themselves() {
        assert_eq!(OPTIONS.len(), PLANS.len() + 1);
        for (choice, (key, _)) in OPTIONS.iter().enumerate().skip(1) {
            assert!(note(choice).len() > 40, "{key}");
            assert_eq!(shown(&shown(&of(choice))), shown(&of(choice)), "{key}");
        }
        assert_eq!((note(0), shown(&of(0))), ("", of(0)));
        let guide = shown(&of(3));
        assert_eq!((guide.count("attempts"), guide.choice("jitter"), guide.number("spread")), (3, "share", 0.5));
    }
}
