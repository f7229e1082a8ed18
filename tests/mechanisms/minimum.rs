//! What a batch must have to be an answer, and a twin whose restart takes time, as the batch lab plays them.

use std::fmt::Write as _;

use half_open::labs::batch::{Picture as Batches, odds};
use half_open::link;
use half_open::play::Run;
use half_open::sim::event::{Event, TwinFate};
use half_open::time::Instant;

use crate::golden;

/// Sensors that fail at different rates, and batches that end within their time.
const WORLD: &str = "#batch?failures=0.1,0.3,0.1,0.5,0.2&latency=0.5&every=2&seed=12";

fn run(settings: &str, batches: u32) -> Run {
    let parsed = link::parse(&format!("{WORLD}&batches={batches}{settings}"));
    assert!(parsed.complaints.is_empty(), "{settings}: {:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).expect("a valid link");
    assert!(run.advance(Instant::from_millis(100_000_000), usize::MAX));
    run
}

fn picture(run: &Run) -> &Batches {
    run.picture().of().expect("the batch lab")
}

const MINIMA: [&str; 9] = [
    "",
    "&share=0.2",
    "&share=0.5",
    "&share=0.6",
    "&share=0.61",
    "&share=1",
    "&critical=S3",
    "&critical=S3&share=0.8",
    "&critical=S3&share=0.8&attempts=3",
];
const COMEBACKS: [&str; 6] = [
    "&restart=0",
    "&restart=1",
    "&restart=2&restart-after=0",
    "&restart=2&restart-after=1.5",
    "&restart=2&restart-after=1.6",
    "&restart=2",
];

#[test]
fn what_each_minimum_answers_and_each_restart_keeps() {
    let mut text = String::from(
        "400 batches of five sensors that fail 10, 30, 10, 50 and 20 % of the time, one every 2 s, read in 0.5 s.\n\n\
         setting                              degraded  no answer  values kept  kept by the twin\n",
    );
    for setting in MINIMA.into_iter().chain(COMEBACKS) {
        let run = run(setting, 400);
        let Batches { degraded, unanswered, values, values_kept, twin_kept, .. } = picture(&run);
        let name = if setting.is_empty() { "none" } else { &setting[1..] };
        let _ =
            writeln!(text, "{name:<36} {degraded:>8}  {unanswered:>9}  {values_kept:>4} of {values}  {twin_kept:>16}");
    }
    golden("batch_minimum", &text);
}

#[test]
fn a_minimum_changes_no_luck_and_a_whole_batch_is_always_an_answer() {
    let free = run("", 400);
    for setting in MINIMA.into_iter().filter(|setting| !setting.contains("attempts")) {
        let run = run(setting, 400);
        let (free, bound) = (picture(&free), picture(&run));
        assert_eq!((free.degraded, free.arrived, free.twin_kept), (bound.degraded, bound.arrived, bound.twin_kept));
        assert!(bound.unanswered <= bound.degraded && bound.values_kept <= free.values_kept, "{setting}");
        for (free, bound) in free.finished_batches.iter().zip(&bound.finished_batches) {
            assert!(bound.lack.is_none() || bound.degraded(), "{setting}");
            assert_eq!((free.available, &free.unavailable), (bound.available, &bound.unavailable));
        }
    }
    // All or nothing without a crash: what a twin keeps that starts again with every batch.
    let (all, twin) = (run("&share=1", 400), run("&restart=1", 400));
    assert_eq!(picture(&all).values_kept, picture(&twin).twin_kept);
}

/// The fates of a twin that comes back after a time, worked out from the batches alone.
#[test]
fn a_twin_whose_restart_takes_time_reads_from_the_next_batch_on() {
    for (after, more) in [(0_u32, ""), (1_500, ""), (1_501, ""), (10_000, "&attempts=3&latency=0.9"), (3_600_000, "")] {
        let setting = format!("&restart=2&restart-after={}{more}", f64::from(after) / 1_000.0);
        let mut records = Vec::new();
        let parsed = link::parse(&format!("{WORLD}&batches=300{setting}"));
        let mut run = Run::replay(parsed.tape).expect("a valid link");
        run.advance_with(Instant::from_millis(10_000_000), usize::MAX, &mut |record| records.push(*record));
        let (mut down, mut expected, mut fates) = (None, Vec::new(), Vec::new());
        for record in &records {
            match &record.event {
                Event::BatchStarted { .. }
                    if down.is_some_and(|since: u64| since + u64::from(after) <= record.at.millis()) =>
                {
                    down = None;
                    expected.push("back");
                }
                Event::BatchEnded { available, total, .. } => expected.push(match (down, available < total) {
                    (Some(_), _) => "down",
                    (None, true) => {
                        down = Some(record.at.millis());
                        "crashed"
                    }
                    (None, false) => "kept",
                }),
                Event::Twin { fate, .. } => fates.push(match fate {
                    TwinFate::Kept { .. } => "kept",
                    TwinFate::Crashed { .. } => "crashed",
                    TwinFate::Down => "down",
                    TwinFate::Restarted => "restarted",
                    TwinFate::Back { .. } => "back",
                }),
                _ => {}
            }
        }
        assert_eq!(fates, expected, "{setting}");
        assert!(fates.contains(&"back") == (after < 3_600_000), "{setting}");
    }
}

/// Within four standard errors, or what theory says beside what was seen would be wrong.
#[test]
fn theory_of_a_minimum_and_of_a_restart_is_what_is_seen() {
    for setting in ["", "&share=0.6", "&critical=S1", "&share=0.8&critical=S3&attempts=2"] {
        let run = run(setting, 10_000);
        let (seen, told) = (picture(&run), odds(picture(&run), run.settings()));
        let near = |part: u64, chance: f64| {
            let (share, error) = (part as f64 / 1e4, (chance * (1.0 - chance).max(0.0) / 1e4).sqrt());
            assert!((share - chance).abs() <= 4.0 * error + 1e-9, "{setting}: {share} for {chance}");
        };
        near(seen.batches - seen.degraded, told.whole);
        near(seen.batches - seen.unanswered, told.answered);
        let kept = seen.values_kept as f64 / seen.values as f64;
        assert!((kept - told.kept).abs() < 0.02, "{setting}: {kept} for {}", told.kept);
    }
    for setting in ["&restart=1", "&restart=2", "&restart=2&restart-after=1.5", "&restart=2&restart-after=1.6"] {
        let run = run(setting, 10_000);
        let facts = run.facts();
        let fact = facts.iter().find(|fact| fact.label == "Kept by a twin that restarts").expect("the fact");
        let number = |text: &str| text.split(" %").next().and_then(|part| part.parse::<f64>().ok()).expect("a share");
        assert!((number(&fact.expected) - number(&fact.seen)).abs() < 1.5, "{setting}: {fact:?}");
    }
    let long = run("&restart=2&attempts=5", 10);
    assert!(long.facts().iter().any(|fact| fact.label.starts_with("Kept by") && fact.expected == "–"));
}
