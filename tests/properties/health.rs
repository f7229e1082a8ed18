//! Properties of health, alerts and restarts: whatever is seen in whatever order.

use std::time::Duration;

use half_open::policy::alert::{Alerts, Sameness, Settings, Signs};
use half_open::policy::health::{
    Breakers, CHANGES_KEPT, CheckResult, Circuit, Rejections, Retries, ServiceHealth, Serving, Status, Watch,
    availability, overall, recommend, score,
};
use half_open::policy::restart::{Comeback, Process};
use half_open::policy::share::Share;
use half_open::time::Instant;
use proptest::prelude::*;

use crate::cases::cases;

fn instant() -> impl Strategy<Value = Instant> {
    prop_oneof![
        9 => (0_u64..10_000_000).prop_map(Instant::from_millis),
        1 => any::<u64>().prop_map(Instant::from_nanos),
    ]
}

fn span() -> impl Strategy<Value = Duration> {
    prop_oneof![
        Just(Duration::ZERO),
        Just(Duration::from_nanos(1)),
        (0_u64..100_000_000).prop_map(Duration::from_millis),
        Just(Duration::MAX),
    ]
}

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0_u64..100, 1 => any::<u64>(), 1 => Just(u64::MAX)]
}

fn share() -> impl Strategy<Value = Share> {
    (0.0_f64..=1.0).prop_map(|fraction| Share::new(fraction).expect("a fraction"))
}

fn circuit() -> impl Strategy<Value = Circuit> {
    prop_oneof![Just(Circuit::Closed), Just(Circuit::Open), Just(Circuit::HalfOpen)]
}

#[derive(Clone, Copy, Debug)]
enum Seen {
    Result(bool),
    Change(Circuit),
}

fn seen() -> impl Strategy<Value = Vec<(Instant, Seen)>> {
    let one = prop_oneof![any::<bool>().prop_map(Seen::Result), circuit().prop_map(Seen::Change)];
    prop::collection::vec((instant(), one), 0..200)
}

fn signs() -> impl Strategy<Value = Signs> {
    (prop::option::of(span()), any::<bool>(), (count(), count()), (count(), count()), count(), count()).prop_map(
        |(open, closed, recent, all, changes, openings)| Signs { open, closed, recent, all, changes, openings },
    )
}

fn settings() -> impl Strategy<Value = Settings> {
    let sameness = prop_oneof![Just(Sameness::Rule), Just(Sameness::FirstTwentyCharacters)];
    (span(), share(), share(), count(), span(), count(), span(), sameness).prop_map(
        |(open, failure_rate, closed_rate, changes, flapping_span, openings, quiet, sameness)| Settings {
            open,
            failure_rate,
            closed_rate,
            changes,
            flapping_span,
            openings,
            quiet,
            sameness,
        },
    )
}

proptest! {
    #![proptest_config(cases(300))]

    /// A watch counts every result once, keeps no more than it says, and its times never go back.
    #[test]
    fn a_watch_is_consistent_whatever_it_sees(window in span(), seen in seen(), now in instant()) {
        let Ok(mut watch) = Watch::new(window) else {
            prop_assert!(window.is_zero());
            return Ok(());
        };
        let (mut results, mut latest) = (0, Instant::ZERO);
        for (at, what) in seen {
            latest = latest.max(at);
            match what {
                Seen::Result(failed) => {
                    results += 1;
                    watch.report(at, failed);
                    prop_assert!(!failed || watch.last_failure() == Some(latest));
                }
                Seen::Change(to) => {
                    watch.on_change(at, to);
                    prop_assert_eq!(watch.circuit(), to);
                }
            }
            prop_assert_eq!(watch.results().all, results);
            prop_assert!(watch.results().failures <= results);
            let recent = watch.recent(now);
            prop_assert!(recent.all <= results && recent.failures <= recent.all);
            prop_assert!(recent.failures <= watch.results().failures);
            prop_assert!(watch.last_changes().len() <= CHANGES_KEPT);
            prop_assert!(watch.openings_in_row() <= watch.openings() && watch.openings() <= watch.changes());
            prop_assert!(watch.openings_among_last() <= watch.openings());
            prop_assert!(watch.changes_within(now, Duration::MAX) <= CHANGES_KEPT as u64);
            prop_assert_eq!(watch.open_for(now).is_some(), watch.circuit() == Circuit::Open);
            prop_assert!(watch.since() <= latest);
            let score = score(&watch);
            let less = score.circuit + score.failures + score.openings;
            prop_assert_eq!(score.points, 100_u32.saturating_sub(less));
            let _ = recommend(&watch).to_string();
        }
    }

    /// A failure in the place of a success never makes a score better.
    #[test]
    fn more_failures_are_never_healthier(seen in prop::collection::vec(any::<bool>(), 1..60), worse in any::<prop::sample::Index>()) {
        let points = |results: &[bool]| {
            let mut watch = Watch::default();
            for failed in results {
                watch.report(Instant::ZERO, *failed);
            }
            score(&watch).points
        };
        let mut failing = seen.clone();
        failing[worse.index(seen.len())] = true;
        prop_assert!(points(&failing) <= points(&seen));
    }

    /// Shares stay shares for any counts, the words follow the numbers, and one more open breaker is never better.
    #[test]
    fn both_judgements_hold_for_any_counts(
        (closed, open, half_open) in (count(), count(), count()),
        bulkheads in prop::collection::vec((count(), count()), 0..5),
        (succeeded, operations) in (count(), count()),
        until in prop::option::of(span()),
    ) {
        let bulkheads: Vec<_> = bulkheads.into_iter().map(|(rejected, calls)| Rejections { rejected, calls }).collect();
        let retries = Retries { succeeded, operations };
        let breakers = Breakers { closed, open, half_open };
        let all = overall(breakers, &bulkheads, retries);
        let score = all.score.fraction();
        let status = if score > 0.8 { Status::Healthy } else if score > 0.6 { Status::Degraded } else { Status::Critical };
        prop_assert_eq!(all.status, status);
        let mean = (all.breakers.fraction() + all.bulkheads.fraction() + all.retries.fraction()) / 3.0;
        prop_assert!((score - mean).abs() < 2e-6, "{} {}", score, mean);
        let answer = availability(breakers, until);
        prop_assert_eq!(answer.serving == Serving::Healthy, open == 0);
        prop_assert_eq!(answer.code == 503, answer.retry_after.is_some());
        prop_assert!(answer.retry_after.is_none_or(|after| after.as_secs() >= 1 && after.subsec_nanos() == 0));
        if closed > 0 && open < u64::MAX {
            let worse = Breakers { closed: closed - 1, open: open + 1, half_open };
            prop_assert!(overall(worse, &bulkheads, retries).score <= all.score);
        }
    }

    /// A service's state is that of its last check, and only an answer ends a row of failures.
    #[test]
    fn a_check_is_what_it_found(checks in prop::collection::vec((instant(), 0_u8..3), 1..60)) {
        let mut health = ServiceHealth::new();
        let mut row = 0;
        let mut last = Instant::ZERO;
        for (at, what) in checks {
            let result = [CheckResult::Answered, CheckResult::Failed, CheckResult::Refused][usize::from(what)];
            let state = health.report(at, result);
            row = match result {
                CheckResult::Answered => 0,
                CheckResult::Failed => row + 1,
                CheckResult::Refused => row,
            };
            last = last.max(at);
            prop_assert_eq!((health.state(), health.failures_in_row()), (Some(state), row));
            prop_assert_eq!(health.last_check(), Some(last));
        }
    }

    /// Between two alerts that are sent and are the same, the quiet time has passed; every alert has its words.
    #[test]
    fn the_same_alert_is_never_sent_twice_within_the_quiet_time(
        settings in settings(),
        looks in prop::collection::vec((instant(), signs(), any::<bool>()), 1..40),
    ) {
        let Ok(mut alerts) = Alerts::new(settings) else {
            prop_assert_eq!(settings.openings, 0);
            return Ok(());
        };
        let (mut sent, mut suppressed, mut now) = (Vec::new(), 0, Instant::ZERO);
        for (at, signs, first) in looks {
            now = now.max(at);
            let raised = alerts.check(at, if first { "S1" } else { "S2" }, &signs);
            prop_assert!(raised.windows(2).all(|pair| pair[0].alert.rule.severity() >= pair[1].alert.rule.severity()));
            for one in raised {
                let message = one.alert.to_string();
                prop_assert!(!message.is_empty() && !one.alert.rule.action().is_empty());
                let key = (one.alert.subject, one.alert.rule.name());
                let before = sent.iter().rev().find(|(other, _)| *other == key).map(|(_, at): &(_, Instant)| *at);
                match one.suppressed_since {
                    Some(at) => {
                        suppressed += 1;
                        prop_assert!(at <= now);
                        prop_assert!(settings.sameness != Sameness::Rule || before == Some(at));
                    }
                    None if settings.sameness == Sameness::Rule => {
                        prop_assert!(before.is_none_or(|before| now.since(before) >= settings.quiet));
                        sent.push((key, now));
                    }
                    None => {}
                }
            }
        }
        prop_assert_eq!(alerts.suppressed(), suppressed);
    }

    /// Every value is kept or lost, and a process is never down longer than the run.
    #[test]
    fn a_process_keeps_or_loses_every_value(
        comeback in prop_oneof![span().prop_map(Comeback::After), Just(Comeback::ByHand), Just(Comeback::NextItem)],
        items in prop::collection::vec((instant(), 0_u64..10, any::<bool>(), any::<bool>()), 0..60),
    ) {
        let mut process = Process::new(comeback);
        let (mut values, mut failures, mut now) = (0, 0, Instant::ZERO);
        for (at, size, failed, by_hand) in items {
            now = now.max(at);
            if by_hand {
                process.start(at);
                prop_assert!(!process.is_down(at));
            }
            process.begin(at);
            process.report(at, size, failed);
            values += size;
            failures += u64::from(failed);
            let totals = process.totals();
            prop_assert_eq!(totals.kept + totals.lost, values);
            prop_assert!(totals.crashes <= failures);
            prop_assert!(totals.down <= now.since(Instant::ZERO));
        }
    }
}
