//! The clinic: each case is cured by its own change, and by no other.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test fails by panicking")]

use half_open::labs::clinic::Picture;
use half_open::labs::clinic::cases::{COUNT, Case, KNOBS};
use half_open::link;
use half_open::play::Run;
use half_open::time::Instant;

fn run(link: &str) -> Run {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    let Ok(mut run) = Run::replay(parsed.tape) else { panic!("{link}") };
    assert!(run.advance(Instant::from_millis(60_000), 10_000_000));
    run
}

fn picture(run: &Run) -> &Picture {
    let Some(picture) = run.picture().of::<Picture>() else { panic!("a run of the clinic") };
    picture
}

/// Calls answered, load avoided, and whether that is a cure.
fn score(case: usize, first: &str, second: &str) -> (u64, u64, bool) {
    let run = run(&format!("#clinic?case={case}&first={first}&second={second}"));
    let picture = picture(&run);
    (picture.answered(), picture.avoided(), picture.cured())
}

/// All selections of at most two changes of a case.
fn selections(case: &Case) -> Vec<[&'static str; 2]> {
    let keys: Vec<&str> = case.remedies.iter().map(|remedy| remedy.key).collect();
    let mut all = vec![["none", "none"]];
    for (index, first) in keys.iter().enumerate() {
        all.push([first, "none"]);
        all.extend(keys.iter().skip(index + 1).map(|second| [*first, *second]));
    }
    all
}

#[test]
fn each_case_is_cured_by_its_own_change_and_by_no_other() {
    let mut wrong = Vec::new();
    for number in 1..=COUNT {
        let Some((case, words)) = Case::of(number) else { panic!("{number}") };
        for [first, second] in selections(case) {
            let (answered, avoided, cured) = score(number, first, second);
            let has_cure = case.cure.iter().all(|key| [first, second].contains(key));
            let is_cure = has_cure && (case.cure.len() == 2 || second == "none");
            if cured != is_cure && (is_cure || !has_cure) {
                wrong.push(format!(
                    "{number} {}: {first},{second} {answered} {avoided} goal {:?}",
                    words.title, case.goal
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn metric(run: &Run, name: &str) -> u64 {
    run.metrics().iter().find(|metric| metric.name == name).map_or_else(|| panic!("{name}"), |metric| metric.value)
}

/// The numbers of a link at the end.
fn numbers<const N: usize>(link: &str, names: [&str; N]) -> [u64; N] {
    let run = run(link);
    names.map(|name| metric(&run, name))
}

#[test]
fn three_probes_cannot_bring_five_successes() {
    // 160 calls, one each quarter of a second. The outage is from second 6 to 14: calls 25 to 56. The fifth failure comes
    // at 7.1 s, call 30 at 7.25 s is refused, and so are all up to the probe at 11.25 s, which fails; it opens again until
    // 15.35 s. Of three probes from 15.5 s on, all succeed, and that is all that is ever answered: 24 and 3 calls.
    let names = ["calls", "answered", "vain", "reference", "cured", "changes"];
    assert_eq!(numbers("#clinic?case=16", names), [160, 27, 6, 32, 0, 0]);
    let broken = run("#clinic?case=16");
    assert_eq!(broken.state(), "not-cured");
    assert_eq!((picture(&broken).answered(), picture(&broken).avoided()), (168, 812));
    // With three successes it closes, and the last 95 calls are answered as well.
    assert_eq!(numbers("#clinic?case=16&first=successes-fewer", names), [160, 122, 6, 32, 1, 1]);
    let cured = run("#clinic?case=16&first=successes-fewer");
    assert_eq!(cured.state(), "cured");
    assert_eq!(metric(&cured, "broken-answered-permille"), 168);
}

#[test]
fn two_callers_of_a_moment_both_become_the_probe_without_a_lock() {
    let probes = |link: &str| picture(&run(link)).most_probes;
    assert_eq!(probes("#clinic?case=1"), 2);
    assert_eq!(probes("#clinic?case=1&first=lock"), 1);
    // Of two failures at the same moment one is counted: ten reach the service before it opens, and not five or six.
    let opened = |link: &str| {
        let run = run(link);
        let bands = picture(&run).course.bands(0);
        bands.iter().find(|band| band.state == 1).map(|band| band.from.millis())
    };
    assert_eq!(opened("#clinic?case=1"), Some(10_100));
    assert_eq!(opened("#clinic?case=1&first=lock"), Some(8_100));
}

#[test]
fn attempts_of_three_layers_multiply() {
    assert_eq!(picture(&run("#clinic?case=14")).most_attempts, 64);
    assert_eq!(picture(&run("#clinic?case=14&first=one-layer")).most_attempts, 4);
}

#[test]
fn without_a_breaker_more_is_answered_and_nothing_is_avoided() {
    let link = |change: &str| format!("#clinic?case=3&first={change}");
    let names = ["answered-permille", "spared-permille", "cured"];
    assert_eq!(numbers(&link("no-breaker"), names), [750, 0, 0]);
    assert_eq!(numbers(&link("wait-shortest"), names)[2], 0, "a wait that is too short avoids too little");
    assert_eq!(numbers(&link("wait-shorter"), names)[2], 1);
}

#[test]
fn a_change_of_another_case_changes_nothing() {
    let names = ["answered", "vain", "changes", "cured"];
    assert_eq!(numbers("#clinic?case=16&first=one-layer", names), numbers("#clinic?case=16", names));
    // The same change twice is one change, and the order does not matter.
    assert_eq!(numbers("#clinic?case=16&first=successes-fewer&second=successes-fewer", ["changes"]), [1]);
    let both = |first: &str, second: &str| numbers(&format!("#clinic?case=12&first={first}&second={second}"), names);
    assert_eq!(both("flag", "outside"), both("outside", "flag"));
    assert_eq!(both("flag", "outside")[2..], [2, 1]);
}

#[test]
fn who_changes_the_service_cures_nothing() {
    assert_eq!(numbers("#clinic?case=25&first=share-higher", ["cured"]), [1]);
    assert_eq!(numbers("#clinic?case=25&first=share-higher&failure=0.01", ["cured"]), [0]);
    assert_eq!(numbers("#clinic?case=25&first=wait-longer&failure=0.01", ["cured"]), [0]);
}

#[test]
fn each_case_offers_six_changes_that_are_named_once_and_has_a_cure_among_them() {
    for number in 1..=COUNT {
        let Some((case, words)) = Case::of(number) else { panic!("{number}") };
        assert_eq!(case.remedies.len(), words.changes.len(), "{number}");
        for (index, remedy) in case.remedies.iter().enumerate() {
            assert_eq!(case.place(remedy.key), Some(index), "{number} {}", remedy.key);
            assert!(KNOBS.iter().any(|(key, _)| *key == remedy.key), "{number} {}", remedy.key);
        }
        assert!(
            (1..=2).contains(&case.cure.len()) && case.cure.iter().all(|key| case.place(key).is_some()),
            "{number}"
        );
        // At least three others are plausible, too.
        assert!(case.remedies.len() - case.cure.len() >= 3, "{number}");
    }
    assert!(Case::of(0).is_none() && Case::of(COUNT + 1).is_none());
}

#[test]
fn the_cures_of_cases_without_luck_hold_with_any_random_numbers() {
    // In these nothing fails at random.
    for number in (1..=COUNT).filter(|number| ![14, 17, 19, 21, 23, 25].contains(number)) {
        let Some((case, _)) = Case::of(number) else { panic!("{number}") };
        let second = case.cure.get(1).copied().unwrap_or("none");
        for seed in [1, 7, 1_000] {
            let link = format!("#clinic?case={number}&first={}&second={second}&seed={seed}", case.cure[0]);
            assert!(picture(&run(&link)).cured(), "{link}");
        }
    }
}
