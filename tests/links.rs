//! Links: what they hold, and that no text at all breaks them.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "common/links.rs"]
mod common_links;

use half_open::labs::{batch, breaker, retry};
use half_open::link::{self, Complaint, MAX_SEED, Theme, Tool, View};
use half_open::play::spec::Kind;
use half_open::play::{History, LabId, Run, Scenario, Settings, Tape, Value};
use half_open::policy::Kinds;
use half_open::policy::breaker::State;
use half_open::sim::event::Event;
use half_open::sim::input::{Action, Input, Lanes};
use half_open::sim::mix::Mix;
use half_open::sim::order::Order;
use half_open::sim::paint::STROKES;
use half_open::time::Instant;

/// The one complaint of a link, as the page shows it.
#[track_caller]
fn complaint(text: &str) -> String {
    let complaints = link::parse(text).complaints;
    assert_eq!(complaints.len(), 1, "{complaints:?}");
    complaints[0].to_string()
}

/// The breaker lab's opening run, as the contract writes it.
const OPENING: &str = "#breaker?failure=0.05&in=4~kill~S1;12~recover~S1";

#[test]
fn an_empty_link_is_the_breaker_lab_in_its_opening_run() {
    for text in ["", "#", "#breaker", "breaker?", "#breaker?v=1"] {
        let parsed = link::parse(text);
        assert_eq!(parsed.tape, link::parse(OPENING).tape, "{text}");
        assert_eq!(parsed.view, View::default(), "{text}");
        assert!(parsed.complaints.is_empty(), "{text}");
    }
    assert_eq!(link::opening(breaker::ID), link::parse(OPENING).tape);
    for lab in [retry::ID, batch::ID] {
        assert_eq!(link::opening(lab), Tape::new(Scenario::new(lab)));
    }
}

#[test]
fn a_link_that_only_says_how_to_show_the_run_opens_the_opening_run() {
    let opening = link::parse(OPENING).tape;
    for keys in
        ["t=3", "play=0", "speed=4", "theme=dark", "embed=1", "open=code", "q=2", "answers=0", "v=1&embed=1&play=1"]
    {
        let parsed = link::parse(&format!("#breaker?{keys}"));
        assert!(parsed.complaints.is_empty(), "{keys}: {:?}", parsed.complaints);
        assert_eq!(parsed.tape, opening, "{keys}");
    }
    assert_eq!(link::parse("#breaker?lanes=2").tape, opening.clone().split());
    // A value that is not allowed says nothing of the run either; it is named, as everywhere.
    let parsed = link::parse("#breaker?theme=pink");
    assert_eq!((parsed.tape, parsed.complaints.len()), (opening.clone(), 1));
    assert_eq!(link::parse(&format!("#breaker?failure={}", "1".repeat(4_000))).tape, opening, "ignored whole");
}

#[test]
fn a_link_with_a_setting_a_seed_inputs_or_paint_is_what_it_says() {
    for (keys, failure, inputs) in [
        ("seed=289", 0.7, 0),
        ("threshold=3", 0.7, 0),
        ("failure=0.05", 0.05, 0),
        ("b.threshold=5", 0.7, 0),
        ("like=hystrix&embed=1", 0.7, 0),
        ("in=3~kill~S1", 0.7, 1),
        ("in=", 0.7, 0),
        ("paint=2~3~failure~1", 0.7, 0),
        ("failure=7", 0.7, 0),
        ("%73eed=1", 0.7, 0),
        // Somebody meant a setting.
        ("treshold=5", 0.7, 0),
    ] {
        let tape = link::parse(&format!("#breaker?{keys}")).tape;
        assert_eq!(tape.scenario.settings.number("failure"), failure, "{keys}");
        assert_eq!(tape.inputs.len(), inputs, "{keys}");
    }
}

#[test]
fn a_written_link_is_never_the_opening_run_by_accident() {
    for lab in LabId::all() {
        let tape = Tape::new(Scenario::new(lab));
        let link = link::write(&tape, &View::default());
        assert_eq!(link, format!("#{}?seed={}", lab.key, lab.default_seed));
        assert_eq!(link::parse(&link).tape, tape);
        let opening = link::opening(lab);
        assert_eq!(link::parse(&link::write(&opening, &View::default())).tape, opening);
        // A question of the opening run says no more than which it is; of another run, that run.
        let asked = View { question: Some(2), ..View::default() };
        assert_eq!(link::write(&opening, &asked), format!("#{}?q=2", lab.key));
        assert_eq!(link::parse(&link::write(&tape, &asked)).tape, tape);
    }
}

#[test]
fn a_preset_brings_the_opening_run_back() {
    let lab = breaker::ID;
    let preset = lab.presets.iter().find(|preset| preset.name == "Opening run").expect("there is one");
    assert_eq!(link::of_preset(lab, preset), link::opening(lab));
}

#[test]
fn the_opening_run_opens_probes_too_early_probes_again_and_closes_within_twenty_seconds() {
    let mut run = Run::replay(link::opening(breaker::ID)).expect("a valid link");
    use State::{Closed, HalfOpen, Open};
    let mut states = vec![Closed];
    run.advance_with(Instant::from_millis(20_000), 100_000, &mut |record| {
        if let Event::Transition(transition) = &record.event {
            states.push(transition.to);
        }
    });
    assert_eq!(states, [Closed, Open, HalfOpen, Open, HalfOpen, Closed]);
}

#[test]
fn what_the_reader_does_first_takes_the_place_of_the_opening_runs_inputs() {
    let mut history = History::new(link::opening(breaker::ID)).expect("a valid link");
    let to = |history: &mut History, millis| {
        history.seek(Instant::from_millis(millis));
        history.work(&mut 100_000);
    };
    to(&mut history, 2_500);
    history.act(Action::Kill { service: 1 }).expect("a kill");
    to(&mut history, 8_000);
    assert_eq!(history.run().state(), "open");
    history.act(Action::Recover { service: 1 }).expect("a recover");
    to(&mut history, 16_000);
    assert_eq!(history.run().state(), "closed");
    let link = link::write(history.run().tape(), &View::default());
    assert_eq!(link, "#breaker?failure=0.05&seed=289&in=2.5~kill~S1;8~recover~S1");
    // Restart keeps the settings and drops what was done.
    let again = link::write(&Tape::new(history.run().restarted()), &View::default());
    assert_eq!(again, "#breaker?failure=0.05&seed=289");
}

#[test]
fn a_second_kill_in_a_link_stays_in_it_and_does_nothing() {
    let twice = "#breaker?failure=0&seed=1&in=1~recover~S1;2~kill~S1;3~kill~S1;9~recover~S1;9~recover~S1";
    let once = "#breaker?failure=0&seed=1&in=2~kill~S1;9~recover~S1";
    let events = |text: &str| {
        let mut events = Vec::new();
        let mut run = Run::replay(link::parse(text).tape).expect("a valid link");
        run.advance_with(Instant::from_millis(30_000), 100_000, &mut |record| events.push(*record));
        events
    };
    assert_eq!(events(twice), events(once));
    let parsed = link::parse(twice);
    assert!(parsed.complaints.is_empty());
    assert_eq!(link::write(&parsed.tape, &View::default()), twice);
}

#[test]
fn a_file_holds_a_link_of_any_length() {
    let inputs: Vec<String> = (0..200).map(|at| format!("{at}.5~failures.S1~0.{:02}", at % 100)).collect();
    let link = format!("#batch?t=300&in={}", inputs.join(";"));
    assert!(link.len() > link::MAX_CHARACTERS);
    assert!(matches!(link::parse(&link).complaints[..], [Complaint::TooLong { .. }]));
    let parsed = link::open_file(&link::to_file(&link)).expect("a file of ours");
    assert!(parsed.complaints.is_empty());
    assert_eq!(parsed.tape.inputs.len(), 200);
    // Set out in another way, and with a member more, it is the same file.
    let other = format!("\n{{\n  \"by\": \"me\",\n  \"half-open\" : 1,\n  \"link\" : \"{link}\"\n}}\n");
    assert_eq!(link::open_file(&other), Ok(parsed));
}

#[test]
fn a_file_that_is_none_of_ours_is_named() {
    for (text, says) in [
        ("", "saved here"),
        ("PK\u{3}\u{4}", "saved here"),
        ("{}", "half-open"),
        ("{\"link\": \"#breaker\"}", "half-open"),
        ("{\"half-open\": 2, \"link\": \"#breaker\"}", "another version"),
        ("{\"half-open\": 1}", "link"),
        ("{\"half-open\": 1, \"link\": 7}", "saved here (line 1, column 26)"),
        ("{\"half-open\": 1, \"link\": \"https://example.org\"}", "link"),
        ("{\"half-open\": 1, \"link\": \"#breaker", "saved here"),
        ("[\"half-open\", 1]", "saved here"),
    ] {
        let complaint = link::open_file(text).expect_err(text).to_string();
        assert!(complaint.contains(says), "{complaint}");
    }
    let huge = format!("{{\"half-open\": 1, \"link\": \"#breaker?x={}\"}}", "y".repeat(200_000));
    let complaint = link::open_file(&huge).expect_err("too large").to_string();
    assert_eq!(complaint, "The file was not opened: it has 200,039 bytes, and at most 100,000 are read.");
    assert_eq!(link::check_file(link::MAX_FILE as f64), Ok(()));
    assert!(link::check_file(link::MAX_FILE as f64 + 1.0).is_err());
}

#[test]
fn no_complaint_quotes_more_than_sixty_characters() {
    let long = "y".repeat(3_500);
    for link in [
        "#YYY",
        "#breaker?YYY=1",
        "#breaker?failure=YYY",
        "#breaker?trip=YYY",
        "#breaker?v=YYY",
        "#breaker?seed=YYY",
        "#breaker?t=YYY",
        "#breaker?in=YYY",
        "#breaker?in=1~YYY~2",
        "#breaker?in=1~failure~YYY",
        "#breaker?in=1~kill~YYY",
        "#breaker?in=YYY~kill~S1",
        "#breaker?in=1~b.YYY~2",
        "#breaker?paint=YYY",
        "#breaker?paint=1~2~YYY~1",
        "#breaker?paint=1~2~failure~YYY",
        "#breaker?b.failure=YYY",
        "#breaker?x=%YYY",
        "#batch?failures=YYY",
        "#batch?failures=1,1,YYY,1,1",
        "#breaker?theme=YYY",
        "#breaker?open=YYY",
        "#breaker?q=YYY",
        "#breaker?lanes=YYY",
        "#breaker?like=YYY",
        "#breaker?YYY=1&YYY=1",
    ] {
        let parsed = link::parse(&link.replacen("YYY", &long, 1).replace("YYY", "y"));
        assert!(!parsed.complaints.is_empty(), "{link}");
        for complaint in parsed.complaints {
            assert!(!complaint.to_string().contains(&"y".repeat(61)), "{complaint}");
        }
    }
}

#[test]
fn defaults_are_those_of_the_contract() {
    let expected = [
        (
            breaker::ID,
            "failure=0.7 threshold=3 rate=0.5 reset=5 like=own trip=row window=10 span=10 min=5 above=0 slow=0 slow-share=0.5 \
             probes=1 total=0 successes=1 stuck=0 lease=30 measured=opening late=drop counts=all ignored=neutral mix=connection:1 latency=0.3 pause=0.5 callers=1 calls=0",
        ),
        (
            retry::ID,
            "failure=0.6 attempts=4 spread=0.5 plan=own jitter=additive kind=exponential base=0.2 factor=2 cap=30 floor=0 mix=connection:1 \
             retried=connection,timeout,unavailable,rate-limited after=0 latency=0.3 reads=10 start=together",
        ),
        (
            batch::ID,
            "failures.S0=0.1 failures.S1=0.9 failures.S2=0.1 failures.S3=0.8 failures.S4=0.1 attempts=1 latency=0.5 \
             every=2 stale=3 share=0 critical=none restart=0 restart-after=10 batches=0",
        ),
    ];
    for (lab, text) in expected {
        let settings = Settings::new(lab.specs);
        let ours: Vec<String> =
            settings.iter().map(|(spec, value)| format!("{}={}", spec.key, spec.write(value))).collect();
        assert_eq!(ours.join(" "), text);
    }
}

#[test]
fn values_are_read_and_percent_escapes_accepted() {
    let parsed = link::parse("#batch?failures=0,0.5%2C1,0.25,%30.1&every=0.05&seed=9007199254740991&t=12.4");
    assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
    let settings = &parsed.tape.scenario.settings;
    assert_eq!((settings.number("failures.S1"), settings.number("failures.S4")), (0.5, 0.1));
    assert_eq!(parsed.tape.scenario.seed, MAX_SEED);
    assert_eq!(parsed.view.t, Some(Instant::from_millis(12_400)));
    assert!(!parsed.view.play, "a link to a moment opens paused");
    assert!(link::parse("#batch?t=1&play=1").view.play);
    assert!(!link::parse("#batch?embed=1").view.play);
    assert_eq!(link::parse("#retry?theme=projector&speed=0.25").view.theme, Theme::Projector);
}

/// The moment of a run's last event, in nanoseconds.
fn last_event(link: &str, seconds: u64) -> u64 {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).expect("a valid run");
    let mut last = Instant::ZERO;
    run.advance_with(Instant::from_millis(seconds * 1_000), usize::MAX, &mut |record| last = record.at);
    last.nanos()
}

#[test]
fn a_link_with_more_decimals_than_are_written_is_the_run_that_is_shared() {
    let link = "#retry?attempts=12&base=10&cap=300&jitter=none&failure=1&latency=0&reads=1";
    for factor in ["1.23456789", "1.23456789049", "1.23456%3789049", "1.2345678900", "1.234567889500000000000000000001"]
    {
        assert_eq!(last_event(&format!("{link}&factor={factor}"), 400), 390_276_993_251, "{factor}");
    }
    assert_ne!(last_event(&format!("{link}&factor=1.2345678905"), 400), 390_276_993_251, "rounded up");
}

#[test]
fn a_value_is_rounded_to_nine_decimals_whatever_way_it_comes_in() {
    let read =
        link::parse("#breaker?latency=0.12345678949&b.latency=0.1234567895&in=1~latency~1.99999999951&t=1.00049999999");
    assert!(read.complaints.is_empty(), "{:?}", read.complaints);
    assert_eq!(read.tape.scenario.settings.number("latency"), 0.123_456_789);
    assert_eq!(read.tape.scenario.lane_b.as_ref().map(|b| b.number("latency")), Some(0.123_456_79));
    assert_eq!(read.tape.inputs[0].action, Action::Set { key: "latency", value: Value::Number(2.0) });
    let written = link::write(&read.tape, &read.view);
    assert_eq!(written, "#breaker?latency=0.123456789&b.latency=0.12345679&seed=289&t=1&in=1~latency~2");
    assert_eq!(link::parse(&written), read);
    // An end of the range is reached by rounding, too, and a multiple of the step is one to nine decimals.
    assert_eq!(link::parse("#breaker?pause=10.0000000004").tape.scenario.settings.number("pause"), 10.0);
    assert!(complaint("#breaker?pause=10.0000000005").contains("0 to 10 s"));
    assert_eq!(link::parse("#breaker?threshold=2.9999999999").tape.scenario.settings.count("threshold"), 3);
    assert!(complaint("#breaker?threshold=2.99999999").contains("whole number"));
    // What a program sets is no longer either.
    let mut run = Run::new(Scenario::new(breaker::ID)).expect("a valid run");
    run.act(Action::Set { key: "pause", value: Value::Number(0.1 * 6.0) }).expect("a valid setting");
    assert_eq!(
        (run.settings().number("pause"), run.tape().inputs[0].action),
        (0.6, Action::Set { key: "pause", value: Value::Number(0.6) })
    );
}

#[test]
fn inputs_are_read_in_order() {
    let parsed = link::parse("#breaker?in=12.4~failure~0;13~kill~S1;13~recover~S1;13.5~trip~time");
    assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
    let at = Instant::from_millis;
    assert_eq!(
        parsed.tape.inputs,
        [
            Input {
                lanes: Lanes::Both,
                at: at(12_400),
                action: Action::Set { key: "failure", value: Value::Number(0.0) }
            },
            Input { lanes: Lanes::Both, at: at(13_000), action: Action::Kill { service: 1 } },
            Input { lanes: Lanes::Both, at: at(13_000), action: Action::Recover { service: 1 } },
            Input { lanes: Lanes::Both, at: at(13_500), action: Action::Set { key: "trip", value: Value::Choice(2) } },
        ]
    );
}

/// Each complaint names the field, the value and what is allowed; the default is used and the rest is kept.
#[test]
fn what_is_wrong_is_named_and_the_rest_is_kept() {
    for (text, words) in [
        ("#breaker?failure=1.5&reset=2", ["failure", "1.5", "0 to 1"]),
        ("#breaker?failure=NaN&reset=2", ["failure", "NaN", "0 to 1"]),
        ("#breaker?failure=1e308&reset=2", ["failure", "1e308", "0 to 1"]),
        ("#breaker?failure=0.705&reset=2", ["failure", "0.705", "steps of 0.01"]),
        ("#breaker?failure=-0.1&reset=2", ["failure", "-0.1", "0 to 1"]),
        ("#breaker?threshold=2.5&reset=2", ["threshold", "2.5", "whole number from 1 to 20"]),
        ("#breaker?latency=-1&reset=2", ["latency", "-1", "0 to 60 s"]),
        ("#breaker?latency=&reset=2", ["latency", "“”", "0 to 60 s"]),
        ("#breaker?trip=never&reset=2", ["trip", "never", "one of row, count, time, within, total"]),
        ("#breaker?mix=client:0.5&reset=2", ["mix", "client:0.5", "add up to 1"]),
        ("#breaker?mix=clients:1&reset=2", ["mix", "clients:1", "connection, timeout"]),
        ("#breaker?reset=2&in=5~mix~client:2", ["5~mix~client:2", "left out", "add up to 1"]),
        ("#breaker?colour=red&reset=2", ["colour", "not a key", "threshold"]),
        ("#breaker?failure=0.1&failure=0.2&reset=2", ["failure", "twice", "first"]),
        ("#breaker?seed=-1&reset=2", ["seed", "-1", "0 to 9007199254740991"]),
        ("#breaker?seed=9007199254740992&reset=2", ["seed", "9007199254740992", "9007199254740991"]),
        ("#breaker?t=86401&reset=2", ["t ", "86401", "0 to 86400"]),
        ("#breaker?speed=2&reset=2", ["speed", "2", "0.25, 1, 4, 16"]),
        ("#breaker?q=0&reset=2", ["q ", "“0”", "whole number from 1 to 6"]),
        ("#breaker?q=7&reset=2", ["q ", "“7”", "whole number from 1 to 6"]),
        ("#breaker?q=two&reset=2", ["q ", "“two”", "questions of this lab"]),
        ("#breaker?q=1&answers=no&reset=2", ["answers", "“no”", "one of 0, 1"]),
        ("#breaker?v=2&reset=2", ["version 2", "version 1", "keys"]),
        ("#breaker?reset=2&in=5~kill~S9", ["5~kill~S9", "left out", "S1"]),
        ("#breaker?reset=2&in=5~callers~2", ["5~callers~2", "left out", "restarts the run"]),
        ("#breaker?reset=2&in=5~failure~2", ["5~failure~2", "left out", "0 to 1"]),
        ("#breaker?reset=2&in=5", ["“5”", "left out", "time~key~value"]),
        ("#breaker?reset=2&in=5~kill~S1;4~recover~S1", ["4~recover~S1", "left out", "order of time"]),
        ("#breaker?reset=2&paint=2~1~failure~1", ["2~1~failure~1", "left out", "end after it begins"]),
        ("#breaker?reset=2&paint=2~2~failure~1", ["2~2~failure~1", "left out", "end after it begins"]),
        ("#breaker?reset=2&paint=x~2~failure~1", ["x~2~failure~1", "left out", "0 to 86400 s"]),
        ("#breaker?reset=2&paint=1~86401~failure~1", ["86401", "left out", "0 to 86400 s"]),
        ("#breaker?reset=2&paint=1~2~failure.S1~1", ["failure.S1", "left out", "failure, latency"]),
        ("#breaker?reset=2&paint=1~2~failure~1.5", ["1.5", "left out", "failure must be 0 to 1"]),
        ("#breaker?reset=2&paint=1~2~latency~0~5.01", ["5.01", "left out", "latency must be 0 to 5 s"]),
        ("#breaker?reset=2&paint=1~2~latency~NaN", ["NaN", "left out", "latency must be 0 to 5 s"]),
        ("#breaker?reset=2&paint=1~2~failure", ["1~2~failure", "left out", "from~to~track~value"]),
        ("#breaker?reset=2&paint=1~3~failure~1;2~4~failure~0", ["2~4~failure~0", "left out", "from 1 s to 3 s"]),
        ("#breaker?reset=2&theme=%ZZ", ["%ZZ", "broken percent escape", "as it stands"]),
    ] {
        let parsed = link::parse(text);
        let told: String = parsed.complaints.iter().map(|complaint| format!("{complaint} ")).collect();
        assert!(words.iter().all(|word| told.contains(word)), "{text}: {told}");
        assert_eq!(parsed.tape.scenario.settings.number("reset"), 2.0, "{text}: the rest is kept");
        assert!(Run::replay(parsed.tape).is_ok());
    }
    assert!(complaint("#batch?failures=0.1,0.2").contains("five rates"));
    assert!(complaint("#ward?seed=1").contains("no lab “ward”"));
    assert_eq!(link::parse("#ward").tape.scenario.lab, breaker::ID);
    assert_eq!(link::parse("#breaker?failure=2").tape.scenario.settings.number("failure"), 0.7);
}

#[test]
fn lane_b_has_the_settings_of_lane_a_but_for_its_own() {
    let parsed = link::parse("#breaker?b.threshold=5&threshold=4&reset=2");
    assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
    let lane_b = parsed.tape.scenario.lane_b.clone().expect("a key of lane B makes two lanes");
    assert_eq!((lane_b.number("threshold"), lane_b.number("reset")), (5.0, 2.0));
    assert_eq!(parsed.tape.scenario.settings.number("threshold"), 4.0);
    assert_eq!(link::write(&parsed.tape, &View::default()), "#breaker?threshold=4&reset=2&b.threshold=5&seed=289");

    let same = link::parse("#retry?lanes=2");
    assert_eq!(same.tape.scenario.lane_b, Some(same.tape.scenario.settings.clone()));
    assert_eq!(link::write(&same.tape, &View::default()), "#retry?lanes=2&seed=1390");
    assert_eq!(link::parse("#retry?lanes=1").tape.scenario.lane_b, None);

    let rates = link::parse("#batch?b.failures=0,0.9,0.1,0.8,0.1&in=3~a.kill~S0;4~b.attempts~2;5~twin~restart");
    assert!(rates.complaints.is_empty(), "{:?}", rates.complaints);
    let text = "#batch?b.failures=0,0.9,0.1,0.8,0.1&seed=3422&in=3~a.kill~S0;4~b.attempts~2;5~twin~restart";
    assert_eq!(link::write(&rates.tape, &View::default()), text);
}

#[test]
fn what_is_wrong_with_lane_b_is_named_as_lane_b() {
    let says = complaint("#breaker?threshold=4&b.threshold=99");
    assert!(
        says.starts_with("b.threshold is “99”") && says.contains("1 to 20") && says.contains("4 was used"),
        "{says}"
    );
    let says = complaint("#batch?b.failures=0.1,2,0,0,0");
    assert!(says.starts_with("b.failures.S1 is “2”"), "{says}");
    assert!(complaint("#batch?b.failures=0.1").starts_with("b.failures is “0.1”"));
    assert!(complaint("#breaker?b.attempts=2").contains("“b.attempts” is not a key"));
    assert!(complaint("#breaker?b.seed=2").contains("“b.” before a setting for lane B"));
    assert!(complaint("#breaker?b.reset=2&b.reset=3").contains("“b.reset” stands twice"));
    let says = complaint("#breaker?lanes=3");
    assert!(says.starts_with("lanes is “3”") && says.contains("1, 2"), "{says}");
    let says = complaint("#breaker?in=1~b.threshold~5");
    assert!(says.contains("1~b.threshold~5") && says.contains("lanes=2"), "{says}");
    let says = complaint("#breaker?lanes=2&in=1~b.threshold~50");
    assert!(says.contains("threshold must be a whole number from 1 to 20"), "{says}");
    assert!(complaint("#breaker?lanes=2&in=1~c.threshold~5").contains("no such key"));
}

#[test]
fn strokes_are_read_and_written_track_by_track() {
    let text = "12~20~failure~1;20~30~failure~1~0.1;5~8~latency~2";
    let parsed = link::parse(&format!("#breaker?paint={text}"));
    assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
    assert_eq!(parsed.tape.scenario.paint.strokes().len(), 3);
    assert_eq!(link::write(&parsed.tape, &View::default()), format!("#breaker?seed=289&paint={text}"));
    let other = link::parse("#breaker?paint=5~8~latency~2.0~2;20~30~failure~1~0.10;;12~20.0004~failure~1;");
    assert!(other.complaints.is_empty(), "{:?}", other.complaints);
    assert_eq!(other.tape, parsed.tape, "in any order, and to the millisecond");
    let batch = link::parse("#batch?paint=0~60~failure.S4~1;10~20~latency.S0~1");
    assert_eq!(
        link::write(&batch.tape, &View::default()),
        "#batch?seed=3422&paint=10~20~latency.S0~1;0~60~failure.S4~1"
    );
    assert!(complaint("#batch?paint=0~60~failure~1").contains("failure.S0, latency.S0, failure.S1"));
}

#[test]
fn too_many_strokes_are_named_one_by_one() {
    let strokes: Vec<String> = (0..STROKES + 2).map(|n| format!("{n}~{n}.5~failure~1")).collect();
    let parsed = link::parse(&format!("#breaker?paint={}", strokes.join(";")));
    assert_eq!(parsed.tape.scenario.paint.strokes().len(), STROKES);
    assert_eq!(parsed.complaints.len(), 2);
    let told = parsed.complaints[1].to_string();
    assert!(told.contains("65~65.5~failure~1") && told.contains("at most 64 strokes"), "{told}");
}

#[test]
fn a_long_link_is_ignored_whole() {
    let text = format!("#retry?seed=7&in={}", "1~failure~0;".repeat(10_000));
    let parsed = link::parse(&text);
    assert_eq!(parsed.complaints, [Complaint::TooLong { characters: text.len() }]);
    assert_eq!(parsed.tape, link::opening(breaker::ID));
}

#[test]
fn defaults_but_for_the_seed_are_left_out_when_shared() {
    let tape = Tape::new(Scenario::new(batch::ID));
    assert_eq!(link::write(&tape, &View::default()), "#batch?seed=3422");
    let at = View { t: Some(Instant::from_millis(50)), play: false, ..View::default() };
    assert_eq!(link::write(&tape, &at), "#batch?seed=3422&t=0.05");
    for (text, _) in common_links::LINKS {
        let parsed = link::parse(text);
        assert_eq!(link::parse(&link::write(&parsed.tape, &parsed.view)), parsed, "{text}");
    }
}

#[test]
fn a_question_opens_its_tool_and_is_kept() {
    let parsed = link::parse("#retry?q=2&answers=0");
    assert!(parsed.complaints.is_empty());
    assert_eq!((parsed.view.question, parsed.view.open, parsed.view.answers), (Some(2), Some(Tool::Predict), false));
    assert_eq!(link::write(&parsed.tape, &parsed.view), "#retry?q=2&answers=0");
    assert_eq!(link::parse("#retry?open=code&q=2").view.open, Some(Tool::Predict));
    // A bad number asks the first question, so that a lecturer's slide is not empty.
    assert_eq!(link::parse("#retry?q=99").view.question, Some(1));
    assert!(link::parse("#retry?open=predict").view.answers);
}

#[test]
fn presets_are_valid_and_differ_from_the_defaults() {
    for lab in LabId::all() {
        for preset in lab.presets {
            let parsed = link::parse(&format!("{}?{}", lab.key, preset.text));
            assert!(parsed.complaints.is_empty(), "{}: {:?}", preset.name, parsed.complaints);
            assert_ne!(parsed.tape.scenario.settings, Settings::new(lab.specs), "{}", preset.name);
        }
    }
}

#[test]
fn every_setting_at_both_ends_makes_a_world() {
    for lab in LabId::all() {
        for spec in lab.specs {
            let values: Vec<Value> = match &spec.kind {
                Kind::Number { min, max, .. } => {
                    assert!(*max < 1e6, "{}: nine decimals of it fit into a float", spec.key);
                    vec![Value::Number(*min), Value::Number(*max)]
                }
                Kind::Choice { options, .. } => (0..options.len()).map(Value::Choice).collect(),
                Kind::Mix => Mix::KINDS.map(|kind| Value::Mix(Mix::only(kind))).into(),
                Kind::Kinds => vec![Value::Kinds(Kinds::of(&[])), Value::Kinds(Kinds::of(&Mix::KINDS))],
                Kind::Order { things, .. } => {
                    (0..things.len()).filter_map(|thing| Order::new(&[thing])).map(Value::Order).collect()
                }
            };
            for value in values {
                assert_eq!(spec.parse(&spec.write(value)), Ok(value), "{}", spec.key);
                let mut scenario = Scenario::new(lab);
                scenario.settings.set(spec.key, value);
                let mut run = Run::new(scenario).expect("a valid setting");
                run.advance(Instant::from_millis(20_000), 200_000);
            }
        }
    }
}
