//! The clinic: each case is cured by its own change, and by no other.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test fails by panicking")]

use half_open::labs::clinic::Picture;
use half_open::labs::clinic::cases::{COUNT, Case};
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

/// Calls answered, load spared, and whether that is a cure.
fn score(case: usize, first: &str, second: &str) -> (u64, u64, bool) {
    let run = run(&format!("#clinic?case={case}&first={first}&second={second}"));
    let picture = picture(&run);
    (picture.answered(), picture.spared(), picture.cured())
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
            let (answered, spared, cured) = score(number, first, second);
            let has_cure = case.cure.iter().all(|key| [first, second].contains(key));
            let is_cure = has_cure && (case.cure.len() == 2 || second == "none");
            if cured != is_cure && (is_cure || !has_cure) {
                wrong.push(format!(
                    "{number} {}: {first},{second} {answered} {spared} goal {:?}",
                    words.title, case.goal
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
