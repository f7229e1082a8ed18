//! The fallback lab: where reads end, what becomes of writes, and what is flagged.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test fails by panicking")]

use half_open::link;
use half_open::play::Run;
use half_open::sim::event::{CallOutcome, Event, Record};
use half_open::time::Instant;

fn run(link: &str, seconds: f64) -> Run {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    let Ok(mut run) = Run::replay(parsed.tape) else { panic!("{link}") };
    assert!(run.advance(Instant::from_millis((seconds * 1_000.0) as u64), 10_000_000));
    run
}

fn events(link: &str, seconds: f64) -> Vec<Record> {
    let mut records = Vec::new();
    let Ok(mut run) = Run::replay(link::parse(link).tape) else { panic!("{link}") };
    run.advance_with(Instant::from_millis((seconds * 1_000.0) as u64), usize::MAX, &mut |record| records.push(*record));
    records
}

fn metric(run: &Run, name: &str) -> u64 {
    run.metrics().iter().find(|metric| metric.name == name).map_or_else(|| panic!("{name}"), |metric| metric.value)
}

/// The numbers of a link at a moment.
fn numbers<const N: usize>(link: &str, seconds: f64, names: [&str; N]) -> [u64; N] {
    let run = run(link, seconds);
    names.map(|name| metric(&run, name))
}

const STEPS: [&str; 5] = ["full", "degraded", "cached", "fixed", "errors"];

/// Nothing fails but by the outages, and all calls read.
const CALM: &str = "#fallback?failure=0&replica=0&writes=0";

#[test]
fn the_five_steps_add_up_to_the_calls() {
    for link in [
        "#fallback",
        "#fallback?silent=1",
        "#fallback?writes=0.5&replay=auto",
        "#fallback?min-share=0.6&failure=0.4&writes=0.3",
        "#fallback?degraded=0&cached=0&fixed=0&letters=0&every=0.05&latency=0",
        "#fallback?cache-first=1&every=0.3&latency=2",
    ] {
        for seconds in [0.0, 0.15, 10.0, 33.3, 59.0, 120.0] {
            let run = run(link, seconds);
            let sum: u64 = STEPS.map(|step| metric(&run, step)).iter().sum();
            assert_eq!(sum, metric(&run, "calls"), "{link} {seconds}");
        }
    }
}

/// By hand: a call each second, a tenth of a second at each service. Up to second 8 the service answers, up to 20 the
/// replica. Its last answer comes at 19.2 s, so the reads of 20 to 49 find it in the cache, at most 29.0 + 1 s old; those
/// of 50 to 59 get the default value; from 60 on the replica answers, from 68 on the service.
#[test]
fn reads_come_down_the_ladder_one_step_after_the_other() {
    let at = |seconds| numbers(CALM, seconds, STEPS);
    assert_eq!(at(7.5), [8, 0, 0, 0, 0]);
    assert_eq!(at(19.5), [8, 12, 0, 0, 0]);
    assert_eq!(at(49.5), [8, 12, 30, 0, 0]);
    assert_eq!(at(59.5), [8, 12, 30, 10, 0]);
    assert_eq!(at(67.5), [8, 20, 30, 10, 0]);
    assert_eq!(at(79.5), [20, 20, 30, 10, 0]);
    assert_eq!(run(CALM, 30.5).state(), "cached");
    // Without a default value those ten reads are errors.
    assert_eq!(numbers(&format!("{CALM}&fixed=0"), 79.5, STEPS), [20, 20, 30, 0, 10]);
    // Without a replica the cache is filled by the service alone: from 8 to 37 it answers.
    assert_eq!(numbers(&format!("{CALM}&degraded=0"), 67.5, STEPS), [8, 0, 30, 30, 0]);
    // Without a cache the default value comes at once.
    assert_eq!(numbers(&format!("{CALM}&degraded=0&cached=0"), 67.5, STEPS), [8, 0, 0, 60, 0]);
}

#[test]
fn an_answer_is_fresh_then_stale_then_too_old() {
    let ages = |rule: &str| -> Vec<f64> {
        let age = |record: &Record| match &record.event {
            Event::Decided(decided) if decided.rule == rule => {
                decided.numbers.iter().find(|(name, _)| *name == "age_ms").map(|(_, age)| *age)
            }
            _ => None,
        };
        events(CALM, 59.5).iter().filter_map(age).collect()
    };
    // The read of second 20 ends at 20.2 s, one second after the last answer of the replica at 19.2 s.
    assert_eq!(ages("fresh"), (1..=10).map(|second| f64::from(second) * 1e3).collect::<Vec<_>>());
    assert_eq!(ages("stale"), (11..=30).map(|second| f64::from(second) * 1e3).collect::<Vec<_>>());
    assert_eq!(ages("cache_too_old"), (31..=40).map(|second| f64::from(second) * 1e3).collect::<Vec<_>>());
}

#[test]
fn at_the_very_start_the_cache_is_empty() {
    let link = "#fallback?failure=1&replica=1&writes=0&outage-for=0&replica-outage-for=0";
    assert_eq!(numbers(link, 2.5, STEPS), [0, 0, 0, 3, 0]);
    let empty = |record: &&Record| matches!(&record.event, Event::Decided(decided) if decided.rule == "cache_empty");
    assert_eq!(events(link, 2.5).iter().filter(empty).count(), 3);
}

#[test]
fn writes_end_as_letters_and_are_never_made_up() {
    let link = "#fallback?failure=0&replica=0&writes=1";
    // The replica takes them up to second 20; while both are down, each of the 40 is a letter.
    assert_eq!(numbers(link, 59.5, STEPS), [8, 12, 0, 0, 40]);
    assert_eq!(numbers(link, 59.5, ["letters", "replayed", "lost", "oldest-ms"]), [40, 0, 0, 39_300]);
    // One that reads only takes none.
    assert_eq!(numbers(&format!("{link}&replica-writes=0"), 19.5, ["degraded", "errors", "letters"]), [0, 12, 12]);
    // With room for ten the others are lost; without letters nothing is kept, and nothing was promised.
    assert_eq!(numbers(&format!("{link}&room=10"), 59.5, ["errors", "letters", "lost"]), [40, 10, 30]);
    assert_eq!(numbers(&format!("{link}&room=0"), 59.5, ["errors", "letters", "lost"]), [40, 0, 40]);
    assert_eq!(numbers(&format!("{link}&letters=0"), 59.5, ["errors", "letters", "lost"]), [40, 0, 0]);
}

#[test]
fn letters_are_replayed_by_hand_by_themselves_or_never() {
    let link = "#fallback?failure=0&replica=0&writes=1";
    let names = ["letters", "replayed", "lost"];
    // By hand: nothing happens without one, and while both are down all come back.
    assert_eq!(numbers(link, 80.0, names), [40, 0, 0]);
    assert_eq!(numbers(&format!("{link}&in=40~letters~replay"), 60.0, names), [40, 0, 0]);
    assert_eq!(numbers(&format!("{link}&in=40~letters~replay;70~letters~replay"), 70.2, names), [0, 40, 0]);
    // By itself: the service answers again at 68.1 s, then the oldest goes first and the others follow.
    assert_eq!(numbers(&format!("{link}&replay=auto"), 68.15, names), [40, 0, 0]);
    assert_eq!(numbers(&format!("{link}&replay=auto"), 68.25, names), [39, 1, 0]);
    assert_eq!(numbers(&format!("{link}&replay=auto"), 68.35, names), [0, 40, 0]);
    assert_eq!(numbers(&format!("{link}&replay=never&in=70~letters~replay"), 80.0, names), [40, 0, 0]);
    // Those that are tried again keep their places.
    assert_eq!(numbers(&format!("{link}&room=10&in=40~letters~replay"), 60.0, names), [10, 0, 30]);
}

#[test]
fn a_silent_fallback_hides_the_outage() {
    let names = ["full", "unflagged", "seen-full", "alarm-ms"];
    let [full, unflagged, seen, alarm] = numbers(CALM, 59.5, names);
    assert_eq!((full, unflagged, seen, alarm), (8, 0, 8, 12_200), "the fifth call below full");
    assert_eq!(numbers(&format!("{CALM}&silent=1"), 59.5, names), [8, 52, 60, 0]);
    // What the caller is told is the answer of a healthy service.
    let healthy = |record: &Record| match record.event {
        Event::CallEnded { outcome, .. } => matches!(outcome, CallOutcome::Success { .. }),
        _ => true,
    };
    assert!(events(&format!("{CALM}&silent=1"), 59.5).iter().all(healthy));
}

#[test]
fn enough_of_a_batch_is_an_answer_that_says_that_it_is_a_part() {
    let link = "#fallback?degraded=0&failure=0.3&outage-for=0&writes=0&min-share=0.5";
    let [calls, full, degraded, partial, unflagged] =
        numbers(link, 999.5, ["calls", "full", "degraded", "partial", "unflagged"]);
    assert_eq!((calls, degraded, unflagged), (1_000, partial, 0));
    // 0.7^5 = 16.8 % are whole; three or four of five come in 0.3602 + 0.3087 = 66.9 %. Four deviations are 48 and 60.
    assert!(full.abs_diff(168) < 48 && degraded.abs_diff(669) < 60, "{full} {degraded}");
    // All or nothing: whoever wants all gets a part never.
    let [full_only, none] = numbers(&link.replace("0.5", "1"), 999.5, ["full", "degraded"]);
    assert_eq!((full_only, none), (full, 0));
    let attempts = |record: &&Record| matches!(record.event, Event::AttemptStarted { .. });
    assert_eq!(events(link, 9.5).iter().filter(attempts).count(), 50);
}

#[test]
fn a_cache_that_is_asked_first_spares_calls() {
    let link = format!("{CALM}&cache-first=1&degraded=0&outage-for=0");
    // The first answer comes at 0.1 s and is fresh up to 10.1 s: the calls of 1 to 10 are spared, and so on.
    assert_eq!(numbers(&link, 32.5, ["calls", "full", "cached"]), [33, 3, 30]);
    let attempts = |record: &&Record| matches!(record.event, Event::AttemptStarted { .. });
    assert_eq!(events(&link, 32.5).iter().filter(attempts).count(), 3);
}

#[test]
fn the_replica_can_be_killed_and_recovers() {
    let link = format!("{CALM}&in=10~kill~replica;14~recover~replica");
    assert_eq!(numbers(&link, 9.5, STEPS), [8, 2, 0, 0, 0]);
    assert_eq!(numbers(&link, 13.5, STEPS), [8, 2, 4, 0, 0]);
    assert_eq!(numbers(&link, 19.5, STEPS), [8, 8, 4, 0, 0]);
}

#[test]
fn a_critical_path_fails_loudly() {
    let link = format!("{CALM}&degraded=0&cached=0&fixed=0&letters=0");
    assert_eq!(numbers(&link, 67.5, STEPS), [8, 0, 0, 0, 60]);
}

#[test]
fn more_writes_change_nobodys_luck() {
    let full = |link: &str| numbers(link, 500.0, ["full"])[0];
    let link = "#fallback?outage-for=0&degraded=0&cached=0&fixed=0";
    assert_eq!(full(&format!("{link}&writes=0")), full(&format!("{link}&writes=1")));
}

#[test]
fn each_line_of_why_has_a_number_of_its_own() {
    for link in ["#fallback", "#fallback?seed=7", "#fallback?writes=0.5&replay=auto&min-share=0.6&in=30~letters~replay"]
    {
        for seconds in [13.0, 57.25, 90.0] {
            let lines = half_open::play::explain::lines(&run(link, seconds), 400);
            let mut ids: Vec<u64> = lines.iter().map(|line| line.id).collect();
            ids.sort_unstable();
            let all = ids.len();
            ids.dedup();
            assert_eq!(ids.len(), all, "{link} {seconds}");
            assert!(all > 4, "{link} {seconds}");
        }
    }
}

/// The presets, by the sentence that each of them is shown with.
#[test]
fn each_preset_shows_what_it_says() {
    let Some(lab) = half_open::play::LabId::from_key("fallback") else { panic!("no lab") };
    let preset = |name: &str| {
        let preset = lab.presets.iter().find(|preset| preset.name.starts_with(name));
        format!("#fallback?seed=42&{}", preset.map_or_else(|| panic!("{name}"), |preset| preset.text))
    };
    // Each read ends one step lower, until the cache is too old.
    let whole = preset("The whole ladder");
    let states = [7.5, 40.5, 57.5, 80.5].map(|seconds| run(&whole, seconds).state());
    assert_eq!(states, ["full", "cached", "fixed", "full"]);
    assert!(numbers(&whole, 19.9, ["degraded"])[0] > 5);
    // The monitoring sees a healthy service: nothing but failed writes.
    let [calls, seen, errors, alarm] = numbers(&preset("Silent"), 66.0, ["calls", "seen-full", "errors", "alarm-ms"]);
    assert_eq!((seen + errors, alarm), (calls, 0));
    // What failed is replayed as soon as the service answers again.
    assert!(numbers(&preset("Writes"), 68.0, ["letters"])[0] > 10);
    assert_eq!(numbers(&preset("Writes"), 70.0, ["letters", "lost"]), [0, 0]);
    // Half of five, and no part is silent.
    let [full, partial, unflagged] = numbers(&preset("Partial"), 300.0, ["full", "partial", "unflagged"]);
    assert!(partial > 2 * full && full > 30 && unflagged == 0);
    // For 10 s fresh, for 30 s more stale, then reads fail.
    assert_eq!(numbers(&preset("Cache only"), 47.5, ["full", "cached", "errors"]), [8, 40, 0]);
    assert_eq!(numbers(&preset("Cache only"), 67.5, ["full", "cached", "errors"]), [8, 40, 20]);
    // Once in ten seconds: of 33 calls of an hour without outages, three reach the service.
    assert_eq!(
        numbers(&format!("{}&outage-for=0&failure=0", preset("Cache first")), 32.5, ["full", "cached"]),
        [3, 30]
    );
    // Nothing stands in, and everybody is told.
    let [full, errors, unflagged] = numbers(&preset("A critical"), 67.5, ["full", "errors", "unflagged"]);
    assert_eq!((full, errors, unflagged), (8, 60, 0));
}

#[test]
fn calls_that_come_more_often_from_now_on_do_not_come_before_now() {
    for link in [
        "#fallback?every=60&in=90~every~0.05",
        "#cascade?rate=0.5&in=15.5~rate~138",
        "#stack?every=60&in=90~every~0.05",
    ] {
        let records = events(link, 100.0);
        assert!(records.windows(2).all(|pair| pair[0].at <= pair[1].at), "{link}");
    }
    // The next one comes at once, and the others one spacing after the other.
    assert_eq!(numbers("#fallback?every=60&latency=0&in=90~every~1", 95.5, ["calls"]), [2 + 6]);
}
