//! Code in step: every rule has its one place in the source, and each decision lights the line that took it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod code {
    mod batch;
    mod breaker;
    mod bulkhead;
    mod cascade;
    mod clinic;
    mod events;
    mod fallback;
    mod general_breaker;
    mod retry;
    pub(crate) mod rules;
    mod stack;
    mod storm;
}
#[path = "common/links.rs"]
mod links;

use half_open::labs::{batch, breaker, bulkhead, cascade, clinic, dashboard, fallback, pipeline, steps, storm};
use half_open::link;
use half_open::play::code::source::{self, File};
use half_open::play::code::{Line, Listing, Rule, Step};
use half_open::play::{LabId, Run, Settings};
use half_open::time::Instant;

const PLENTY: usize = 1_000_000;

/// What a file of a listing says here, which is what was compiled.
fn text(file: &File) -> String {
    let path = format!("{}/src/{}", env!("CARGO_MANIFEST_DIR"), file.path);
    let text = std::fs::read_to_string(&path).expect(&path);
    assert!(file.is(&text), "{path}");
    assert!(!file.is(&text[1..]));
    text
}

fn lines(listing: &'static Listing) -> Vec<Line> {
    source::lines(&listing.files.iter().map(text).collect::<Vec<_>>())
}

fn at(link: &str, millis: u64) -> Run {
    let mut run = Run::replay(link::parse(link).tape).expect("a valid link");
    assert!(run.advance(Instant::from_millis(millis), PLENTY));
    run
}

/// The place of a rule: its file and what stands there.
fn place(listing: &'static Listing, rule: Rule) -> (&'static str, String) {
    let found: Vec<Line> = lines(listing).into_iter().filter(|line| line.decides(rule)).collect();
    assert_eq!(found.len(), 1, "{} in {}", rule.key(), listing.key);
    (listing.files[found[0].file].name, found[0].text.trim().to_owned())
}

/// Plays a link until a decision of the newest instant names a rule, and returns the decision.
fn first(link: &str, rule: Rule) -> Step {
    let mut run = at(link, 0);
    let decision = (0..20_000).find_map(|_| {
        let newest = steps(&run, 40);
        let instant = newest.first().map(|step| step.at);
        let names = |step: &Step| Some(step.at) == instant && step.rules.iter().any(|(named, _)| *named == rule);
        let found = newest.into_iter().find(names);
        let next = run.next_at().unwrap_or_else(|| run.now());
        run.advance(next, PLENTY);
        found
    });
    assert!(decision.is_some(), "{link} never decides by {}", rule.key());
    decision.expect("it was found")
}

/// One row: a run, the rule that decides in it, its numbers, and the line that must light.
type Row = (&'static str, Rule, &'static str, &'static str, &'static str);

fn check(listing: &'static Listing, rows: &[Row]) {
    let lit: Vec<String> = rows
        .iter()
        .map(|&(link, rule, ..)| {
            let step = first(link, rule);
            let numbers = step.rules.iter().find(|(named, _)| *named == rule).map_or("", |(_, note)| note.as_str());
            let (file, text) = place(listing, rule);
            format!("{link} {}: {file}: {text} // {numbers}", rule.key())
        })
        .collect();
    let wanted: Vec<String> = rows
        .iter()
        .map(|(link, rule, note, file, text)| format!("{link} {}: {file}: {text} // {note}", rule.key()))
        .collect();
    assert_eq!(lit.join("\n"), wanted.join("\n"));
}
#[test]
fn every_rule_has_exactly_one_mark_in_each_listing_that_it_belongs_to_and_every_mark_names_a_rule() {
    for listing in Listing::all() {
        let marked: Vec<String> = lines(listing).into_iter().flat_map(|line| line.rules).collect();
        let rules = code::rules::of(listing);
        for key in &marked {
            assert!(rules.iter().any(|rule| rule.key() == key), "{key} is marked in {}", listing.key);
        }
        for (index, rule) in rules.iter().enumerate() {
            let times = marked.iter().filter(|key| *key == rule.key()).count();
            assert_eq!(times, 1, "{} in {}", rule.key(), listing.key);
            assert!(!rules[..index].contains(rule), "{} stands twice", rule.key());
        }
    }
}

#[test]
fn the_shown_lines_are_those_of_the_files_without_marks_and_tests() {
    for listing in Listing::all() {
        let texts: Vec<String> = listing.files.iter().map(text).collect();
        let shown = source::lines(&texts);
        for line in &shown {
            let file = &listing.files[line.file];
            let real = texts[line.file].lines().nth(line.number as usize - 1).expect("a line");
            assert!(real.starts_with(&line.text), "{}:{}", file.name, line.number);
            assert!(
                !line.text.contains("// rule: ") && !line.text.contains("// reads: "),
                "{}:{}",
                file.name,
                line.number
            );
            assert!(!line.text.contains("#[test]") && !line.text.contains("cfg(test)"), "{}", file.name);
            assert!(line.rules.is_empty() || line.brief, "{}:{} is a place and hidden", file.name, line.number);
        }
        let brief = shown.iter().filter(|line| line.brief).count();
        assert!(brief * 5 < shown.len() * 3, "{brief} of {} lines of {} are the short form", shown.len(), listing.key);
    }
}

/// What the policies' code does not read: it is the services' and the callers', or chooses which code runs.
const NOT_READ: [&str; 18] = [
    "failure",
    "mix",
    "like",
    "plan",
    "latency",
    "pause",
    "callers",
    "calls",
    "reads",
    "start",
    "every",
    "batches",
    "failures.S0",
    "hang",
    "order",
    "outage",
    "outage-for",
    "pace",
];

/// The same for each lab, with what stands for something else in another one: there a rate is a share of failures, here one
/// of calls.
fn not_read(lab: LabId) -> Vec<&'static str> {
    let own: &[&str] = match lab {
        _ if lab == storm::ID => {
            &["world", "clients", "capacity", "rate", "blip", "patience", "budget", "budget-share"]
        }
        _ if lab == pipeline::ID => &["retry", "breaker", "own", "enrich"],
        _ if lab == fallback::ID => &[
            "letters",
            "silent",
            "replay",
            "min-share",
            "cache-first",
            "replica-writes",
            "writes",
            "replica",
            "replica-outage",
            "replica-outage-for",
        ],
        _ if lab == dashboard::ID => &["shared", "weather", "dialect"],
        _ if lab == cascade::ID => &["rate", "front", "workers", "queue", "breaker", "budgeted"],
        _ if lab == bulkhead::ID => {
            &["own", "reports-take", "workers", "queue", "queueing", "limiter", "orders", "orders-take", "reports"]
        }
        _ if lab == clinic::ID => &["case", "first", "second"],
        _ => &[],
    };
    [NOT_READ.as_slice(), own].concat()
}

/// What the plain breaker has no rule for.
const BEYOND: [&str; 4] = ["above", "slow", "slow-share", "measured"];

#[test]
fn each_setting_of_a_policy_has_one_marked_line_that_reads_it() {
    let read = |listed: &[Line], key: &str| listed.iter().filter(|line| line.reads(key)).count();
    for lab in LabId::all() {
        let settings = Settings::new(lab.specs);
        let Some(listing) = Listing::of(lab, &settings) else { continue };
        let shown = lines(listing);
        for (spec, _) in settings.iter() {
            let (plain, general) = (read(&shown, spec.key), read(&lines(&breaker::code::GENERAL), spec.key));
            let is_read = !not_read(lab).contains(&spec.key) && !spec.key.starts_with("failures.");
            let wanted = usize::from(is_read && !BEYOND.contains(&spec.key));
            assert_eq!(plain, wanted, "{} of {lab:?}", spec.key);
            // The general breaker has each rule of the plain one, and more; two of its trip rules have a threshold.
            assert!(lab != breaker::ID || is_read == (general > 0), "{}: {general} lines", spec.key);
        }
        // Labs share policies, without a setting of their own for each of their numbers.
        let known = |key: &str| LabId::all().any(|lab| Settings::new(lab.specs).get(key).is_some());
        let unknown = shown.iter().flat_map(|line| &line.reads).find(|key| !known(key));
        assert_eq!(unknown, None, "{lab:?}");
    }
}

#[test]
fn the_turn_of_an_instant_comes_before_the_counts_that_led_to_it() {
    let of = |millis| {
        let steps = steps(&at("#breaker?failure=1&seed=1", millis), 4);
        steps.iter().filter_map(Step::rule).collect::<Vec<_>>()
    };
    assert_eq!(of(0), [Rule::ADMITTED]);
    assert_eq!(of(1_900), [Rule::ROW_THRESHOLD, Rule::ROW_COUNT, Rule::ADMITTED, Rule::ROW_COUNT]);
    assert_eq!(of(6_900), [Rule::WAIT_OVER, Rule::PROBE, Rule::OPEN, Rule::OPEN]);
    let batch = steps(&at("#batch?failures=0,1,0,1,0&seed=3", 2_500), 3);
    let batch: Vec<_> = batch.iter().filter_map(Step::rule).collect();
    assert_eq!(
        batch,
        [batch::code::VERDICT, batch::code::TWIN_DOWN, batch::code::VALUE],
        "a twin that is down has nothing to tell"
    );
}

/// Whatever happens in a run, what it decides has a line, and what is shown of it depends on the moment alone.
#[test]
fn every_decision_of_any_run_has_its_line() {
    for (link, until) in links::LINKS {
        let tape = link::parse(link).tape;
        let mut run = Run::replay(tape.clone()).expect("a valid link");
        let mut shown: Vec<(&str, Vec<Line>)> = Vec::new();
        for second in 0..=*until {
            run.advance(Instant::from_millis(second * 1_000), PLENTY);
            // Another setting may be another listing.
            let Some(listing) = Listing::of(run.lab(), run.settings()) else {
                assert_eq!(steps(&run, 6), [], "{link}");
                continue;
            };
            if shown.iter().all(|(key, _)| *key != listing.key) {
                shown.push((listing.key, lines(listing)));
            }
            let shown = shown.iter().find(|(key, _)| *key == listing.key).map_or(&[][..], |(_, lines)| lines);
            for (rule, note) in steps(&run, 6).into_iter().flat_map(|step| step.rules) {
                assert!(shown.iter().any(|line| line.decides(rule)), "{link} at {second}: {}", rule.key());
                assert!(note.len() < 40, "{note} is too long for the end of a line");
            }
        }
        let mut again = Run::replay(tape).expect("a valid link");
        again.advance(run.now(), PLENTY);
        assert_eq!(steps(&again, 6), steps(&run, 6), "{link}");
    }
}
