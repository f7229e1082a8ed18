//! The dashboard lab: eight services with the documents' settings, alerts with limits, and what page and reports tell alike.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, clippy::expect_used, reason = "a test fails by panicking")]

use half_open::labs::dashboard::{ID, MEMBERS, Picture, SENSORS, SHARED, alert_key, breaker_of, limits, row_of};
use half_open::link;
use half_open::play::tally::Tally;
use half_open::play::{Run, Settings};
use half_open::policy::alert::Rule;
use half_open::policy::breaker::State;
use half_open::policy::health::Circuit;
use half_open::sim::event::{CallOutcome, Event, Record};
use half_open::time::Instant;

const fn at(seconds: u64) -> Instant {
    Instant::from_millis(seconds * 1_000)
}

fn with_events(link: &str, seconds: u64) -> (Run, Vec<Record>) {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    let Ok(mut run) = Run::replay(parsed.tape) else { panic!("{link}") };
    let mut records = Vec::new();
    assert!(run.advance_with(at(seconds), usize::MAX, &mut |record| records.push(*record)));
    (run, records)
}

fn run(link: &str, seconds: u64) -> Run {
    with_events(link, seconds).0
}

fn picture(run: &Run) -> &Picture {
    run.picture().of().expect("the dashboard lab")
}

fn metric(run: &Run, name: &str) -> u64 {
    run.metrics().iter().find(|metric| metric.name == name).map_or_else(|| panic!("{name}"), |metric| metric.value)
}

/// The openings of a row, by the events.
fn openings(records: &[Record], row: usize) -> Vec<f64> {
    let opens = |record: &&Record| matches!(record.event, Event::Transition(turn) if turn.to == State::Open && turn.call.is_some_and(|call| row_of(call.caller) == row));
    records.iter().filter(opens).map(|record| record.at.seconds()).collect()
}

#[test]
fn the_eight_have_the_settings_of_their_documents() {
    let told: Vec<(&str, u32, u64, u32, Option<u32>)> = MEMBERS
        .iter()
        .map(|one| (one.name, one.failures, one.wait, one.successes, one.retry.as_ref().map(|retry| retry.attempts)))
        .collect();
    assert_eq!(
        told,
        [
            ("payment", 3, 30, 1, Some(3)),
            ("user", 5, 60, 1, Some(3)),
            ("email", 10, 120, 1, Some(3)),
            ("agents", 3, 30, 2, Some(5)),
            ("health-check", 3, 30, 1, None),
            ("external-api", 5, 60, 3, Some(4)),
            ("database", 3, 60, 1, Some(3)),
            ("sensors", 5, 60, 1, Some(3)),
        ]
    );
    let names: Vec<&str> = ID.services.iter().map(|service| service.name).collect();
    assert_eq!(names, MEMBERS.each_ref().map(|one| one.name));
}

#[test]
fn each_is_called_once_a_second_and_a_batch_is_read_every_ten() {
    let (_, records) = with_events("#dashboard?weather=calm", 60);
    let calls = |row: usize| {
        let of = |event: &Event| matches!(event, Event::CallStarted { call } if row_of(call.caller) == row);
        records.iter().filter(|record| of(&record.event)).map(|record| record.at.millis()).collect::<Vec<_>>()
    };
    for (row, member) in MEMBERS.iter().enumerate().take(SENSORS) {
        assert_eq!(calls(row), (0..=60).map(|second| second * 1_000).collect::<Vec<u64>>(), "{}", member.name);
    }
    let mut batches = calls(SENSORS);
    assert_eq!(batches.len(), 7 * 5);
    batches.dedup();
    assert_eq!(batches, [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
}

#[test]
fn payment_opens_at_its_third_failed_call_for_thirty_seconds() {
    // A call of three attempts with waits of about 1 s and 2 s; the breaker knows only when it has ended.
    let (run, records) = with_events("#dashboard?weather=calm&failure=0&reads=0&in=10~kill~payment", 100);
    let opened = openings(&records, 0);
    let third = records
        .iter()
        .filter(|record| matches!(record.event, Event::CallEnded { call, outcome: CallOutcome::Failed { .. }, .. } if call.caller == 0))
        .nth(2)
        .expect("three calls fail")
        .at
        .seconds();
    assert_eq!(opened[0], third);
    assert!((12.0..17.0).contains(&opened[0]), "{opened:?}");
    assert!(opened[1] - opened[0] > 30.0, "{opened:?}");
    assert_eq!(metric(&run, "openings"), opened.len() as u64);
    assert_eq!(metric(&run, "open-now"), 1);
    // All others are well, and so is their score.
    let picture = picture(&run);
    assert!(picture.rows[1..].iter().all(|row| row.score().points == 100 && row.refused == 0));
    let payment = picture.rows[0].score();
    assert_eq!(metric(&run, "health"), (700 + u64::from(payment.points) + 4) / 8);
    assert_eq!(payment.circuit, 50);
}

#[test]
fn by_default_a_breaker_is_open_for_too_long_and_another_flaps() {
    let run = run("#dashboard", 390);
    let picture = picture(&run);
    let keys: Vec<(&str, &str)> = picture
        .tally
        .alarms
        .sent()
        .iter()
        .map(|told| (alert_key(told.raised.alert.rule), &*told.raised.alert.subject))
        .collect();
    assert!(keys.contains(&("open-long", "external-api")), "{keys:?}");
    assert!(keys.contains(&("flaps", "agents")), "{keys:?}");
    // Within twenty seconds of real time, which are 320 s at the speed of the lab, breakers have opened and an alert was sent.
    assert_eq!(ID.speed, 16.0);
    let early = self::run("#dashboard", 320);
    assert!(metric(&early, "openings") > 3 && metric(&early, "alerts") > 0 && metric(&early, "held-back") > 0);
    // Email fails while its breaker is closed.
    let later = self::run("#dashboard", 2_100);
    let sent = self::picture(&later).tally.alarms.sent();
    let fails = |told: &half_open::play::tally::Told| {
        matches!(told.raised.alert.rule, Rule::HighButClosed { .. }) && told.raised.alert.subject == "email"
    };
    assert!(sent.iter().any(fails));
}

#[test]
fn the_same_alert_is_held_back_and_each_one_comes_without_that() {
    let sum = |link: &str| {
        let run = run(link, 900);
        (metric(&run, "alerts"), metric(&run, "held-back"))
    };
    let (sent, held) = sum("#dashboard");
    let (all, none) = sum("#dashboard?suppress=0");
    assert_eq!((none, all), (0, sent + held));
    assert!(sent * 8 < all, "{sent} of {all}");
    // What is held back is counted at the alert that was sent.
    let run = run("#dashboard", 900);
    let told: u64 = picture(&run).tally.alarms.sent().iter().map(|told| told.held).sum();
    assert_eq!(told, held);
    let (long, _) = sum("#dashboard?suppress=86400");
    assert!(long < sent);
}

#[test]
fn limits_are_those_of_the_settings_and_apply_from_their_change_on() {
    let settings = |link: &str| link::parse(link).tape.scenario.settings;
    let of = |settings: &Settings| limits(settings);
    assert_eq!(of(&settings("#dashboard")).open.as_secs(), 300);
    assert_eq!(of(&settings("#dashboard?open-long=60&flaps=2&failing=0.3&suppress=0")).open.as_secs(), 60);
    let long = |link: &str| {
        let run = run(link, 180);
        picture(&run).tally.alarms.sent().iter().filter(|told| alert_key(told.raised.alert.rule) == "open-long").count()
    };
    assert_eq!(long("#dashboard"), 0);
    assert!(long("#dashboard?open-long=60") > 0);
    assert!(long("#dashboard?in=100~open-long~60") > 0);
}

#[test]
fn one_breaker_for_all_refuses_seven_that_are_well_because_the_sensors_are_down() {
    let link = "#dashboard?weather=calm&shared=1&in=60~kill~sensors";
    let shared = run(link, 660);
    let payment = &picture(&shared).rows[0];
    assert!(payment.refused > 450, "{} of {}", payment.refused, payment.calls);
    assert!(metric(&shared, "good-refused") > 3_000);
    let own = run(&link.replace("&shared=1", ""), 660);
    assert_eq!(picture(&own).rows[0].refused, 0);
    assert_eq!(picture(&own).rows[SENSORS].watch.circuit(), Circuit::Open);
    // All rows are open together.
    let open = run(link, 100);
    assert_eq!((metric(&open, "open-now"), open.state()), (8, "unhealthy"));
}

#[test]
fn one_breaker_for_all_does_not_see_that_one_of_them_is_down() {
    for service in ["payment", "user", "database", "external-api"] {
        let shared = run(&format!("#dashboard?weather=calm&shared=1&in=60~kill~{service}"), 660);
        assert_eq!(metric(&shared, "openings"), 0, "{service}");
        let own = run(&format!("#dashboard?weather=calm&in=60~kill~{service}"), 660);
        assert!(metric(&own, "openings") > 0, "{service}");
    }
}

#[test]
fn calm_weather_opens_nothing_and_meets_what_theory_says() {
    for seed in [1, 2, 42, 77] {
        let run = run(&format!("#dashboard?weather=calm&seed={seed}"), 3_600);
        assert_eq!(metric(&run, "openings"), 0, "{seed}");
        assert_eq!(metric(&run, "health"), 100);
        assert_eq!(metric(&run, "batches"), 360);
        // (1 - 0.2^3)^5 = 96.1 % of 360 batches: 346, give or take four standard deviations.
        let degraded = metric(&run, "degraded");
        assert!((1..=29).contains(&degraded), "{degraded}");
        let facts = run.facts();
        assert_eq!(facts[0].expected, "96.1 %");
        assert_eq!(facts[1].expected, "96 %");
    }
    assert_eq!(run("#dashboard", 60).facts()[0].expected, "–");
}

#[test]
fn in_a_storm_the_guide_answers_503() {
    let run = run("#dashboard?weather=storm", 200);
    assert_eq!(run.state(), "unhealthy");
    let report = half_open::export::report::report(&run);
    assert_eq!((report.availability.status, report.availability.status_code), ("unhealthy", 503));
    assert!(report.availability.retry_after.is_some());
    assert!(report.to_string().contains("Retry-After"));
}

#[test]
fn the_picture_tells_what_a_tally_of_its_events_tells() {
    for link in [
        "#dashboard",
        "#dashboard?weather=storm&suppress=60",
        "#dashboard?shared=1&weather=storm",
        "#dashboard?weather=calm&in=30~kill~sensors;200~recover~sensors;250~failing~0.1",
    ] {
        let (run, records) = with_events(link, 600);
        let picture = picture(&run);
        let tally = Tally::of(&run);
        assert_eq!(tally.metrics, run.metrics());
        let refused = records.iter().filter(|record| matches!(record.event, Event::Refused { .. })).count() as u64;
        assert_eq!(refused, metric(&run, "refused"));
        assert_eq!(refused, tally.breakers.iter().map(|breaker| breaker.fast_fails).sum::<u64>());
        let opened: usize = (0..8).map(|row| openings(&records, row).len()).sum();
        assert_eq!(opened as u64, metric(&run, "openings"));
        let shared = link.contains("shared=1");
        let names: Vec<&str> = tally.breakers.iter().map(|breaker| breaker.name).collect();
        let wanted: Vec<&str> = if shared {
            vec![SHARED]
        } else {
            vec![
                "payment",
                "user",
                "email",
                "agents",
                "health-check",
                "external-api",
                "database",
                "S0",
                "S1",
                "S2",
                "S3",
                "S4",
            ]
        };
        assert_eq!(names, wanted);
        // A row of one breaker has its score.
        for (row, breaker) in picture.rows.iter().zip(&tally.breakers).take(if shared { 0 } else { SENSORS }) {
            assert_eq!(row.watch, breaker.watch, "{link}: {}", breaker.name);
        }
    }
}

#[test]
fn the_sensors_are_one_row_as_bad_as_the_worst_of_them() {
    let (run, records) = with_events("#dashboard?seed=42", 480);
    let mut states = [Circuit::Closed; 5];
    for record in &records {
        if let Event::Transition(turn) = record.event
            && let Some(sensor) = turn.call.and_then(|call| call.caller.checked_sub(8))
        {
            states[sensor as usize] = half_open::play::tally::circuit(turn.to);
        }
    }
    let worst = [Circuit::Open, Circuit::HalfOpen].into_iter().find(|state| states.contains(state));
    assert_eq!(picture(&run).rows[SENSORS].watch.circuit(), worst.unwrap_or(Circuit::Closed));
    let settings = run.settings();
    assert_eq!(breaker_of(settings, 8), Some("S0"));
    assert_eq!(breaker_of(settings, 12), Some("S4"));
    assert_eq!(breaker_of(settings, 6), Some("database"));
}

#[test]
fn metrics_have_the_names_of_the_chosen_dialect() {
    use half_open::export::metrics::{Dialect, text};
    for (key, dialect) in
        [("half-open", Dialect::HalfOpen), ("sysmanage", Dialect::SysManage), ("guide", Dialect::Guide)]
    {
        let run = run(&format!("#dashboard?dialect={key}"), 120);
        assert_eq!(Dialect::of(&run), dialect);
        let words = text(&run, dialect);
        // The same as what the page makes of its picture.
        let tally = picture(&run).tally.at(run.now(), run.metrics());
        assert_eq!(words, half_open::export::metrics::text_of(&tally, dialect));
        assert!(words.contains(match dialect {
            Dialect::HalfOpen => "# TYPE half_open_health gauge\nhalf_open_health ",
            Dialect::SysManage => "circuit_breaker_state{name=\"S3\",state=\"closed\"}",
            Dialect::Guide => "circuit_breaker_state{service_name=\"agents\"}",
        }));
    }
    assert_eq!(Dialect::of(&Run::replay(link::parse("#batch").tape).expect("the batch lab")), Dialect::HalfOpen);
}

#[test]
fn paint_stands_in_the_place_of_the_weather() {
    let down = |paint: &str| openings(&with_events(&format!("#dashboard?failure=0{paint}"), 300).1, 5).len();
    assert!(down("") > 0);
    assert_eq!(down("&paint=0~300~failure.external-api~0"), 0);
}
