//! Every row of every experiment comes out, and would not against another value.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use half_open::experiment::{ALL, Experiment, Options, Row, Target, Verdict};

/// Fewer runs than by default where many are slow, so that the whole stays a matter of seconds.
fn runs(name: &str) -> Option<u32> {
    match name {
        "aws-backoff" => Some(100),
        "lecture-retry" => Some(20),
        "retry-arithmetic" | "five-sensors" => Some(5),
        "retry-strategies" => Some(1),
        _ => None,
    }
}

fn rows(name: &str, options: Options) -> Vec<Row> {
    let experiment = Experiment::of(name).expect("an experiment of this name");
    experiment.run(options, &mut |_, _| {}).expect("options that are allowed")
}

fn missed(rows: &[Row]) -> Vec<&Row> {
    rows.iter().filter(|row| row.verdict() == Verdict::Missed).collect()
}

#[test]
fn every_row_of_every_experiment_is_met_and_would_not_be_by_another_value() {
    for experiment in ALL {
        let rows = rows(experiment.name, Options { runs: runs(experiment.name), ..Options::default() });
        assert!(missed(&rows).is_empty(), "{}: {:#?}", experiment.name, missed(&rows));
        assert!(rows.iter().any(|row| row.verdict() == Verdict::Met), "{} has nothing to meet", experiment.name);
        for mut row in rows {
            let Some((target, from)) = row.target else { continue };
            let wrong = match target {
                Target::Near { value, tolerance } => Target::Near { value: value + 2.0 * tolerance + 0.01, tolerance },
                Target::AtLeast(_) => Target::AtLeast(row.measured + 0.01),
                Target::AtMost(_) => Target::AtMost(row.measured - 0.01),
            };
            row.target = Some((wrong, from));
            assert_eq!(row.verdict(), Verdict::Missed, "{}: {row:?}", experiment.name);
        }
    }
}

#[test]
fn another_seed_gives_another_measurement_and_the_same_verdicts() {
    let of = |seed| rows("lecture-retry", Options { runs: Some(10), seed: Some(seed), clients: None });
    let (first, again, other) = (of(1), of(1), of(1_000));
    assert_eq!(first, again);
    assert_ne!(first[0].measured, other[0].measured);
    assert!(missed(&other).is_empty(), "{other:#?}");
}

#[test]
fn contention_is_met_for_other_numbers_of_clients() {
    for (clients, met) in [(1, 2), (2, 0), (10, 14), (50, 4), (190, 14)] {
        let rows = rows("aws-backoff", Options { clients: Some(clients), runs: Some(100), seed: None });
        assert!(missed(&rows).is_empty(), "{clients} clients: {:#?}", missed(&rows));
        assert_eq!(rows.iter().filter(|row| row.verdict() == Verdict::Met).count(), met, "{clients} clients");
    }
}

#[test]
fn retry_strategies_keep_their_bounds_for_other_numbers_of_clients() {
    for clients in [1, 30] {
        let rows = rows("retry-strategies", Options { clients: Some(clients), runs: Some(3), seed: None });
        assert!(missed(&rows).is_empty(), "{clients} clients: {:#?}", missed(&rows));
    }
}

#[test]
fn options_that_an_experiment_does_not_have_or_allow_are_refused_by_name() {
    let refused = |name, clients, runs| {
        let experiment = Experiment::of(name).expect("an experiment of this name");
        experiment.run(Options { clients, runs, seed: None }, &mut |_, _| {}).expect_err("an error").field
    };
    assert_eq!(refused("aws-backoff", Some(0), None), "clients");
    assert_eq!(refused("aws-backoff", Some(2_001), None), "clients");
    assert_eq!(refused("aws-backoff", None, Some(0)), "runs");
    assert_eq!(refused("lecture-retry", Some(5), None), "clients");
    assert_eq!(refused("misconfigured", None, Some(5)), "runs");
    assert!(Experiment::of("nothing").is_none());
}

#[test]
fn progress_comes_to_its_end() {
    for name in ["amplification", "misconfigured", "own-vs-shared"] {
        let mut last = (0, 1);
        let experiment = Experiment::of(name).expect("an experiment of this name");
        experiment.run(Options::default(), &mut |done, of| last = (done, of)).expect("default options");
        assert_eq!(last.0, last.1, "{name}");
    }
}
