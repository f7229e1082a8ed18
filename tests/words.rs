//! What readers see is plain English: no phrase that a reader of English as a second language stumbles over, no wrong
//! plural, no time of minutes in seconds, no false digit.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "common/files.rs"]
mod files;

use std::fs;
use std::path::Path;

use files::files;

use half_open::copy_as::Target;
use half_open::link;
use half_open::play::practice;
use half_open::play::spec::Kind;
use half_open::play::{LabId, Run, Value, explain};
use half_open::time::Instant;

/// What is not to be read anywhere, in small letters, with what to say instead.
const HARD: [(&str, &str); 23] = [
    ("window outlasts", "still counts after"),
    ("judges nothing", "decides nothing"),
    (" for good", "permanently"),
    ("so many ", "this many"),
    ("whoever", "who, or the one that"),
    ("come about", "what do you get"),
    ("comes about", "is made of"),
    ("becomes of", "happens to"),
    ("become of", "happened to"),
    ("what stands at", "what is shown for"),
    ("spared", "avoided"),
    ("the same luck", "the same random numbers"),
    ("as luck has it", "at random"),
    ("by luck", "by chance, or by jitter"),
    ("but for ", "except for"),
    (" in all:", "in total, or number of"),
    (" in all;", "in total"),
    (" in all.", "in total"),
    ("0 for no end", "0 = endless"),
    ("starts now fails", "from now on"),
    ("well again", "works again"),
    ("not below", ">="),
    ("time saved", "waiting avoided"),
];

/// The phrase of a text that is hard to read, with what to say instead.
fn hard(text: &str) -> Option<String> {
    // Names in the page contract stay.
    let text = text.to_lowercase().replace("waiting-spared-ms", "").replace("spared-permille", "");
    let found = HARD.iter().find(|(phrase, _)| text.contains(phrase));
    found.map(|(phrase, instead)| format!("“{phrase}”: say {instead}"))
}

/// A single thing in the plural, `1 probes`, or `1st`.
fn wrong_number(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', '\u{a0}']).collect();
    let plurals = [
        "attempts",
        "batches",
        "callers",
        "calls",
        "changes",
        "clients",
        "crashes",
        "failures",
        "fails",
        "openings",
        "probes",
        "reads",
        "results",
        "seconds",
        "sensors",
        "successes",
        "times",
        "values",
    ];
    let is_one = |word: &str| word.trim_start_matches(['(', '“']) == "1";
    let found = words.iter().enumerate().find(|(index, word)| {
        let noun = word.trim_end_matches(|last: char| !last.is_alphanumeric());
        // `0 to 1 calls` is a range, and `2, 0, 1 calls` are several.
        let before = |back: usize| index.checked_sub(back).and_then(|at| words.get(at)).copied().unwrap_or_default();
        noun == "1st"
            || (plurals.contains(&noun) && is_one(before(1)) && before(2) != "to" && !before(2).ends_with(','))
    });
    found.map(|(index, word)| format!("“{} {word}”", words.get(index.wrapping_sub(1)).copied().unwrap_or_default()))
}

/// A time of two minutes or more in seconds, or a number of thousands without a comma.
fn wrong_size(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', '\u{a0}']).collect();
    let found = words.iter().enumerate().find(|(index, word)| {
        let number = word.trim_start_matches('(').trim_end_matches([',', '.', ')', ';', ':']);
        let Ok(value) = number.parse::<f64>() else { return false };
        let unit = words.get(index + 1).map(|next| next.trim_end_matches([',', '.', ')', ';', ':']));
        (unit == Some("s") && value >= 120.0) || (number.len() > 3 && !number.contains('.') && value >= 1_000.0)
    });
    found.map(|(_, word)| format!("“{word}”"))
}

/// The strings of the sources stand in lines that are no comments, above the tests.
#[test]
fn no_source_has_a_phrase_that_is_hard_to_read() {
    for (path, text) in files("src", &["rs"]) {
        let shown = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).enumerate();
        for (number, line) in shown.filter(|(_, line)| !line.trim_start().starts_with("//")) {
            assert_eq!(hard(line), None, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

#[test]
fn neither_has_a_document_nor_what_is_printed() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let mut all = vec![(readme.clone(), fs::read_to_string(&readme).expect("a readme"))];
    all.extend(files("tests/goldens", &["txt"]));
    all.extend(files("static", &["js"]));
    for (path, text) in all {
        for (number, line) in text.lines().enumerate() {
            assert_eq!(hard(line), None, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

/// Runs that say nearly everything that can be said.
const RUNS: [(&str, u64); 16] = [
    ("#breaker", 3_600),
    ("#breaker?threshold=1&successes=2&in=5~kill~S1;300~recover~S1", 700),
    ("#breaker?threshold=1&callers=1&calls=1&failure=1", 20),
    ("#breaker?trip=count&window=2&min=1&failure=0.5", 400),
    ("#breaker?trip=time&span=120&min=1&failure=0.9", 400),
    ("#breaker?callers=20&latency=3&late=apply&reset=1", 300),
    ("#breaker?callers=20&latency=5&late=drop&lease=0.1&probes=3", 300),
    ("#breaker?like=semian&failure=0.6", 300),
    ("#breaker?like=resilience4j&failure=0.6", 600),
    ("#breaker?like=gobreaker&failure=0.9&b.threshold=2", 600),
    ("#breaker?failure=0.05", 3_600),
    ("#retry", 60),
    ("#retry?reads=1&attempts=1&failure=1", 60),
    ("#retry?reads=200&attempts=12&failure=0.95&base=10&cap=300&jitter=full&start=in-turn", 7_300),
    ("#batch", 3_600),
    ("#batch?failures=0,0,0,0,0.5&batches=1&attempts=2&stale=1&in=0.2~kill~S1", 30),
];

/// Everything that is told of a run at its end.
fn told(run: &Run) -> Vec<String> {
    let mut all: Vec<String> =
        explain::lines(run, 2_000).into_iter().map(|line| format!("{} {}", line.head, line.body)).collect();
    all.extend(run.facts().into_iter().flat_map(|fact| [fact.label, fact.expected, fact.seen]));
    all.extend(run.metrics().into_iter().map(|metric| metric.label.to_owned()));
    let settings = run.settings();
    for section in practice::sections(settings, &(run.lab().tooling().practice)(settings)) {
        all.extend([section.title.to_owned(), section.tally().counts()]);
        all.extend(section.rows.into_iter().flat_map(|row| [row.title.to_owned(), row.reason, row.decides.to_owned()]));
    }
    for question in run.lab().tooling().questions {
        let asked = question.asked_of(run.tape());
        all.extend(asked.kind.shown().into_iter().map(|(_, option)| option.to_owned()));
        all.push(asked.prompt.clone());
        if let Some(decided) = question.decide(run) {
            all.push(asked.words(&decided.outcome));
            all.push(decided.explanation);
        }
    }
    all
}

#[test]
fn what_is_told_of_a_run_has_right_plurals_minutes_and_commas() {
    let mut sentences = 0;
    for (link, seconds) in RUNS {
        let parsed = link::parse(link);
        assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
        let mut run = Run::replay(parsed.tape).expect("a valid run");
        run.advance(Instant::from_millis(seconds * 1_000), usize::MAX);
        for text in told(&run) {
            sentences += 1;
            assert_eq!(hard(&text), None, "{link}: {text}");
            assert_eq!(wrong_number(&text), None, "{link}: {text}");
            assert_eq!(wrong_size(&text), None, "{link}: {text}");
        }
    }
    assert!(sentences > 2_000, "{sentences}");
}

#[test]
fn a_setting_reads_right_at_its_ends() {
    for lab in LabId::all() {
        for spec in lab.specs {
            for text in [spec.label, spec.hint] {
                assert_eq!(hard(text), None, "{}: {text}", spec.key);
            }
            let Kind::Number { min, max, .. } = spec.kind else { continue };
            for number in [min, 1.0, max] {
                let text = explain::spell(spec, Value::Number(number));
                assert_eq!(wrong_number(&text), None, "{}: {text}", spec.key);
                assert_eq!(wrong_size(&text), None, "{}: {text}", spec.key);
            }
        }
        for preset in lab.presets {
            assert_eq!(hard(preset.note), None, "{}", preset.name);
        }
    }
}

#[test]
fn texts_for_libraries_have_no_hard_phrase() {
    for (link, _) in RUNS {
        let tape = link::parse(link).tape;
        for target in Target::ALL {
            let text = link::config(target, tape.scenario.lab, &tape.scenario.settings);
            for line in text.lines() {
                assert_eq!(hard(line), None, "{link}: {line}");
            }
        }
    }
}

#[test]
fn the_rules_find_what_they_are_to_find() {
    assert!(hard("Calls in all: 0 for no end").is_some() && hard("It failed for good.").is_some());
    assert!(
        ["1 probes succeeded", "needs 1 calls.", "(1 openings)", "1st failure"]
            .iter()
            .all(|text| wrong_number(text).is_some())
    );
    assert!(
        ["1 probe", "0 to 1 calls", "21 calls", "11th", "2.1 calls"].iter().all(|text| wrong_number(text).is_none())
    );
    assert!(["3600 s", "at 120.5 s.", "8420 calls"].iter().all(|text| wrong_size(text).is_some()));
    assert!(["119.99 s", "8,420 calls", "2:05 min", "0.5"].iter().all(|text| wrong_size(text).is_none()));
}
