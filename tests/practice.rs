//! The checklist: each point is met by some settings and not by others, and what mends a point mends it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use half_open::link;
use half_open::play::practice::{GROUPS, Row, Section, Tally, Verdict, sections, text};
use half_open::play::spec::Kind;
use half_open::play::{LabId, Settings};
use half_open::text::play::practice::{of_all, rest};

/// Links beyond the defaults, the presets, and the documents and libraries to behave like.
const MORE: [&str; 26] = [
    "#retry?attempts=1",
    "#retry?attempts=12&cap=600&retried=client,bug",
    "#retry?retried=none&base=0&factor=1&kind=linear",
    "#retry?spread=0&factor=1&cap=600",
    "#retry?attempts=2&jitter=decorrelated",
    "#breaker?reset=0&counts=service&mix=client:1&threshold=20",
    "#breaker?reset=3600&mix=client:0.5,connection:0.5&probes=20",
    "#breaker?total=2&successes=3&stuck=1&threshold=7",
    "#breaker?probes=4&counts=service",
    "#batch?share=1",
    "#batch?share=1&attempts=2",
    "#pipeline?retry=0",
    "#pipeline?breaker=0",
    "#pipeline?attempts=1&base=0&threshold=10&reset=30",
    "#stack?order=timeout&timeout=60",
    "#stack?order=timeout,retry&attempts=2",
    "#stack?order=deadline,timeout&expired=await",
    "#stack?order=retry,retry,degrade,deadline&attempts=12&base=0",
    "#stack?order=degrade,deadline,breaker,retry,timeout&jitter=full&attempts=5&threshold=5&probes=3&reset=30",
    "#stack?order=degrade,breaker,retry,timeout&attempts=1",
    "#stack?order=retry,breaker&refusals=final&reset=301",
    "#storm?attempts=1",
    "#storm?world=load&patience=60&attempts=2",
    "#cascade?bulkhead=1&rate=60&latency=0.5&timeout=60",
    "#cascade?bulkhead=8&timeout=1&budgeted=1&breaker=1",
    "#cascade?breaker=1&hang=30",
];

/// Points that no setting decides: always so where they apply, or a matter of people.
const UNDECIDED: [(&str, &[usize]); 10] = [
    ("ten", &[4, 9]),
    ("pairs", &[2, 4, 6]),
    ("breaker", &[2, 4, 5]),
    ("retry", &[5]),
    ("timeouts", &[2, 4]),
    ("pools", &[2, 3, 5]),
    ("guidelines", &[1, 6, 8, 11, 12]),
    ("monitoring", &[1, 2, 4, 5, 6, 7]),
    ("questions", &[1, 2, 3, 4, 5]),
    ("wont-close", &[2]),
];
/// The same in the lists of hints that have a decided point beside them.
const UNDECIDED_HINTS: [(&str, &[usize]); 3] = [("too-many", &[3]), ("exhaustion", &[3, 4]), ("cascades", &[3])];

/// What a lab has fixed, so that nothing in it mends the point: the lab, the group, the points.
const FIXED: &[(&str, &str, &[usize])] = &[
    // Its retries have no wait.
    ("batch", "ten", &[2]),
    ("batch", "retry", &[1, 2]),
    ("batch", "guidelines", &[2]),
    // Its retries have no jitter, and its breakers one probe.
    ("pipeline", "retry", &[2]),
    ("pipeline", "guidelines", &[2]),
    ("pipeline", "breaker", &[3]),
    // Who contends for a row tries until it has written.
    ("storm", "ten", &[3]),
    ("storm", "retry", &[3]),
    ("storm", "too-many", &[1]),
    // Its breakers are those of the guide's figure: 3 failures, 5 s, one probe.
    ("cascade", "pairs", &[7]),
    ("cascade", "breaker", &[1, 3]),
    // The guide's retry tries failures of any kind again but the client's.
    ("dashboard", "ten", &[1]),
    ("dashboard", "retry", &[4]),
    ("dashboard", "guidelines", &[5]),
    ("dashboard", "too-many", &[2]),
    // What is left of the workers when the others are the reports'.
    ("bulkhead", "exhaustion", &[1]),
    ("bulkhead", "pools", &[4]),
];

fn has(table: &[(&str, &[usize])], group: &str, point: usize) -> bool {
    table.iter().any(|(key, points)| *key == group && points.contains(&point))
}

fn is_undecided(group: &str, point: usize) -> bool {
    has(&UNDECIDED, group, point) || has(&UNDECIDED_HINTS, group, point)
}

/// The settings of a link, of both lanes.
fn settings(link: &str) -> (LabId, Vec<Settings>) {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    let scenario = parsed.tape.scenario;
    (scenario.lab, [Some(scenario.settings), scenario.lane_b].into_iter().flatten().collect())
}

/// All settings that the tests judge, each with its link.
fn all() -> Vec<(String, LabId, Settings)> {
    let mut links: Vec<String> = MORE.map(str::to_owned).into();
    for lab in LabId::all() {
        links.push(format!("#{}", lab.key));
        links.extend(lab.presets.iter().map(|preset| format!("#{}?{}", lab.key, preset.text)));
        for spec in lab.specs {
            if let Kind::Choice { options, .. } = spec.kind {
                links.extend(options.iter().map(|(value, _)| format!("#{}?{}={value}", lab.key, spec.key)));
            }
        }
    }
    let of = |link: String| {
        let (lab, all) = settings(&link);
        all.into_iter().map(move |settings| (link.clone(), lab, settings))
    };
    links.into_iter().flat_map(of).collect()
}

fn judged(lab: LabId, settings: &Settings) -> Vec<Section> {
    sections(settings, &(lab.tooling().practice)(settings))
}

fn row<'a>(sections: &'a [Section], group: &str, point: usize) -> &'a Row {
    let section = sections.iter().find(|section| section.key == group).expect("a group");
    section.rows.get(point - 1).expect("a point")
}

#[test]
fn each_point_is_met_by_some_settings_and_not_by_others() {
    let mut seen: BTreeMap<(&str, usize), BTreeSet<&str>> = BTreeMap::new();
    for (_, lab, settings) in all() {
        for section in judged(lab, &settings) {
            for (point, row) in (1..).zip(&section.rows) {
                seen.entry((section.key, point)).or_default().insert(row.verdict.key());
            }
        }
    }
    assert_eq!(seen.len(), GROUPS.iter().map(|group| group.points.len()).sum::<usize>());
    for ((group, point), verdicts) in seen {
        let both = verdicts.contains("met") && verdicts.contains("not-met");
        assert_eq!(both, !is_undecided(group, point), "{group} {point}: {verdicts:?}");
        // What no setting decides is never held against a reader.
        assert!(both || !verdicts.contains("not-met"), "{group} {point}: {verdicts:?}");
    }
}

#[test]
fn what_mends_a_point_mends_it_and_breaks_no_other() {
    let (mut mended, mut fixed) = (0, BTreeSet::new());
    for (link, lab, settings) in all() {
        let before = judged(lab, &settings);
        for section in &before {
            for (point, row) in (1..).zip(&section.rows) {
                let at = format!("{link}, {} {point} ({})", section.key, row.reason);
                if row.verdict != Verdict::NotMet {
                    assert_eq!(row.mend, None, "{at}");
                    continue;
                }
                let Some(mend) = &row.mend else {
                    fixed.insert((lab.key, section.key, point));
                    continue;
                };
                mended += 1;
                assert!(!mend.link.is_empty() && !mend.says.is_empty(), "{at} sets nothing");
                (lab.check)(&mend.settings).unwrap_or_else(|error| panic!("{at}: {error}"));
                (lab.world)(&mend.settings).unwrap_or_else(|error| panic!("{at}: {error}"));
                let after = judged(lab, &mend.settings);
                let now = self::row(&after, section.key, point);
                // Of retries inside each other one is left, and one layer alone has no order.
                let alone = mend.link.ends_with("order=retry");
                let wanted =
                    if alone && (section.key, point) == ("ten", 10) { Verdict::DoesNotApply } else { Verdict::Met };
                assert_eq!(now.verdict, wanted, "{at}: {} with {}", now.reason, mend.link);
                for (was, is) in before.iter().zip(&after).flat_map(|(was, is)| was.rows.iter().zip(&is.rows)) {
                    let broken = was.verdict == Verdict::Met && is.verdict == Verdict::NotMet;
                    assert!(!broken, "{at}: {} breaks {}: {}", mend.link, is.title, is.reason);
                }
            }
        }
    }
    assert!(mended > 500, "{mended}");
    let known: BTreeSet<_> =
        FIXED.iter().flat_map(|(lab, group, points)| points.iter().map(move |point| (*lab, *group, *point))).collect();
    assert_eq!(fixed, known);
}

#[test]
fn each_verdict_names_a_setting_of_the_lab_or_that_there_is_none() {
    for (link, lab, settings) in all() {
        for section in judged(lab, &settings) {
            for row in &section.rows {
                let at = format!("{link}: {}", row.title);
                assert!(row.reason.ends_with('.') && row.reason.len() > 8, "{at}: {}", row.reason);
                match row.key {
                    Some(key) => assert_eq!(settings.spec(key).map(|spec| spec.label), Some(row.decides), "{at}"),
                    None => assert!(["always so", "no setting"].contains(&row.decides), "{at}"),
                }
            }
        }
    }
}

/// The verdicts of the ten points: `+` met, `-` not met, `0` does not apply.
fn ten(link: &str) -> String {
    let (lab, all) = settings(link);
    let sections = judged(lab, all.first().expect("a lane"));
    let sign = |row: &Row| match row.verdict {
        Verdict::Met => '+',
        Verdict::NotMet => '-',
        Verdict::DoesNotApply => '0',
    };
    sections.first().expect("the ten points").rows.iter().map(sign).collect()
}

#[test]
fn the_ten_points_of_telling_settings() {
    // By default the retry stands outside the breaker and asks it again.
    assert_eq!(ten("#stack"), "-++++++".to_owned() + "+0-");
    assert_eq!(ten("#stack?order=degrade,breaker,retry,timeout"), "++++++++0+");
    assert_eq!(ten("#stack?order=none"), "0000---000");
    assert_eq!(ten("#stack?order=breaker,retry,degrade,timeout"), "+++++++-0-");
    assert_eq!(ten("#stack?order=retry,retry,retry"), "++++---00-");
    assert_eq!(ten("#stack?order=timeout&expired=await"), "0000--".to_owned() + "-000");
    assert_eq!(ten("#retry"), "++++000000");
    assert_eq!(ten("#retry?plan=lecture"), "-+++000000");
    assert_eq!(ten("#retry?kind=constant&attempts=2"), "+-++000000");
    assert_eq!(ten("#breaker"), "0000+00000");
    assert_eq!(ten("#breaker?like=none"), "0000-00000");
    assert_eq!(ten("#breaker?like=opossum"), "0000++000+");
    assert_eq!(ten("#batch"), "000000++00");
    assert_eq!(ten("#batch?share=1"), "000000-000");
    assert_eq!(ten("#pipeline"), "+++++0++0+");
    assert_eq!(ten("#pipeline?retry=0&breaker=0&degrade=0"), "0000-0-000");
    assert_eq!(ten("#storm?world=contention"), "++-+000000");
    assert_eq!(ten("#cascade"), "0000--0000");
    assert_eq!(ten("#cascade?timeout=1&breaker=1"), "0000++000+");
}

#[test]
fn a_documents_numbers_are_mended_as_the_labs_own() {
    let (lab, all) = settings("#retry?plan=lecture&attempts=12");
    let sections = judged(lab, &all[0]);
    let kinds = row(&sections, "ten", 1);
    assert_eq!(kinds.decides, "Behave like");
    // The lecture's four attempts stay, not the twelve of the settings that it has replaced.
    let mend = kinds.mend.as_ref().expect("a mend");
    assert_eq!((mend.settings.choice("plan"), mend.settings.count("attempts")), ("own", 4));
    let (lab, all) = settings("#breaker?like=sysmanage");
    let sections = judged(lab, &all[0]);
    let probes = row(&sections, "breaker", 3);
    assert_eq!((probes.decides, probes.reason.contains("any number of probes")), ("Behave like", true));
    let mend = probes.mend.as_ref().expect("a mend");
    assert_eq!((mend.settings.choice("like"), mend.settings.count("probes")), ("own", 3));
}

#[test]
fn each_plan_and_each_library_is_judged_by_its_own_numbers() {
    let decided = |link: &str, group, point| {
        let (lab, all) = settings(link);
        let sections = judged(lab, &all[0]);
        let row = row(&sections, group, point);
        (row.verdict, row.reason.clone())
    };
    assert_eq!(decided("#breaker?like=gobreaker", "breaker", 1), (Verdict::Met, "It opens at 6 failures.".to_owned()));
    assert_eq!(decided("#breaker?like=guide", "pairs", 7), (Verdict::Met, "Open for 60 s.".to_owned()));
    assert_eq!(decided("#breaker?like=guide", "breaker", 3), (Verdict::Met, "Half-open lets 3 probes go.".to_owned()));
    assert_eq!(decided("#retry?plan=guide", "retry", 3), (Verdict::Met, "3 attempts a call.".to_owned()));
    assert_eq!(decided("#retry?plan=skill", "retry", 2).0, Verdict::NotMet);
    assert_eq!(decided("#retry?plan=sysmanage-linear", "retry", 1).0, Verdict::NotMet);
}

#[test]
fn the_counts_read_right() {
    assert_eq!([rest(3, 1), rest(0, 2), rest(1, 0)], ["3 not met, 1 does not apply", "2 do not apply", "1 not met"]);
    assert_eq!((of_all(6, 10), rest(0, 0)), ("6 of 10 met".to_owned(), String::new()));
    let counts = |met, not, none| Tally { met, not, none }.counts();
    assert_eq!(
        [counts(2, 1, 0), counts(0, 0, 4), counts(4, 0, 0)],
        ["2 of 3 met, 1 not met", "does not apply", "4 of 4 met"]
    );
    let (lab, all) = settings("#stack");
    let sections = judged(lab, &all[0]);
    let written = text(lab.title, &sections);
    assert!(
        written.starts_with("Checklist: Stack\n\nThe skill's ten points: 7 of 10 met, 2 not met, 1 does not apply\n")
    );
    assert!(written.contains("     mend it: order=degrade,breaker,retry,timeout\n"), "{written}");
    assert_eq!(written.lines().filter(|line| line.contains("mend it")).count(), {
        sections.iter().flat_map(|section| &section.rows).filter(|row| row.mend.is_some()).count()
    });
}

/// A call that the table of the documents cites: `headless check 'LINK' group.point=verdict ...`.
#[test]
fn each_check_that_the_coverage_table_cites_comes_out_so() {
    let table = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/COVERAGE.md")).expect("the table");
    let mut cited = 0;
    for code in table.lines().filter(|line| line.starts_with('|')).flat_map(|line| line.split('`').skip(1).step_by(2)) {
        let Some(call) = code.strip_prefix("headless check '") else { continue };
        let (link, wanted) = call.split_once("' ").expect("a link in quotes, and what comes out");
        let (lab, all) = settings(link);
        let sections = judged(lab, &all[0]);
        for one in wanted.split(' ') {
            let (at, verdict) = one.split_once('=').expect("point=verdict");
            let (group, point) = at.split_once('.').expect("group.point");
            let found = row(&sections, group, point.parse().expect("a place"));
            assert_eq!(found.verdict.key(), verdict, "{code}: {}", found.reason);
            cited += 1;
        }
    }
    assert!(cited >= 20, "{cited}");
}
