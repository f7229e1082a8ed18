//! Code in step: every rule has its one place in the source, and each decision lights the line that took it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "common/links.rs"]
mod links;

use half_open::lab::code::rule::rules;
use half_open::lab::code::{Line, Listing, Rule, Step, lines, steps};
use half_open::lab::{LabId, Run, Settings};
use half_open::link;
use half_open::policy::FailureKind;
use half_open::policy::breaker::{Cause, Outcome, Progress, RejectReason, Rejection, State, Transition};
use half_open::policy::retry::Reason;
use half_open::sim::event::{CallId, CallOutcome, Event};
use half_open::sim::input::{Action, Value};
use half_open::time::Instant;

const PLENTY: usize = 1_000_000;

fn at(link: &str, millis: u64) -> Run {
    let mut run = Run::replay(link::parse(link).tape).expect("a valid link");
    assert!(run.advance(Instant::from_millis(millis), PLENTY));
    run
}

/// The place of a rule: its file and what stands there.
fn place(listing: Listing, rule: Rule) -> (&'static str, &'static str) {
    let found: Vec<Line> = lines(listing).into_iter().filter(|line| line.decides(rule)).collect();
    assert_eq!(found.len(), 1, "{} in {listing:?}", rule.key());
    (listing.files()[found[0].file].name, found[0].text.trim())
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

fn check(listing: Listing, rows: &[Row]) {
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

const LATE: &str = "#breaker?callers=2&latency=2&pause=0.2&reset=0&late=apply&threshold=1&failure=0.3&seed=1&in=2~latency~0.5;4~latency~3";

#[test]
fn each_decision_of_the_breaker_lights_its_line() {
    let (breaker, trip, probing) = ("breaker/mod.rs", "breaker/trip.rs", "breaker/probing.rs");
    check(
        Listing::Breaker,
        &[
            (
                "#breaker?failure=1&seed=1",
                Rule::Admitted,
                "call 1",
                breaker,
                "return Admission { transitions, decision: Decision::Admitted(permit) };",
            ),
            (
                "#breaker?failure=1&seed=1",
                Rule::RowCount,
                "1 of 3",
                trip,
                "self.failures = if failed { self.failures.saturating_add(1) } else { 0 };",
            ),
            (
                "#breaker?failure=1&seed=1",
                Rule::RowThreshold,
                "3 >= 3",
                trip,
                "Progress::Row { failures, threshold } if failures >= u64::from(threshold) => {",
            ),
            (
                "#breaker?failure=1&seed=1",
                Rule::Open,
                "2.4 < 6.9",
                breaker,
                "Err(Rejection { reason: RejectReason::Open, retry_at: Some(since.after(*wait)) })",
            ),
            (
                "#breaker?failure=1&seed=1",
                Rule::WaitOver,
                "6.9 - 1.9 >= 5",
                breaker,
                "Phase::Open { since, wait } if now.since(*since) >= *wait => {",
            ),
            (
                "#breaker?failure=1&seed=1",
                Rule::ProbeFailed,
                "open until 12.2",
                breaker,
                "Phase::HalfOpen(_) if failed => Some(self.open(now, Cause::ProbeFailed)),",
            ),
            (
                "#breaker?failure=1&seed=1&probes=2&callers=2&reset=1",
                Rule::Probe,
                "2 under way, until 32.1",
                probing,
                "let probe = Probe { number: self.next, lease_until: now.after(lease) };",
            ),
            (
                "#breaker?trip=count&failure=1&seed=1&min=2",
                Rule::CallsCount,
                "1 of 1 failed",
                trip,
                "Trip::Count { .. } => self.push(Bucket { at: now, failures, calls: 1 }, false),",
            ),
            (
                "#breaker?trip=time&failure=1&seed=1&min=2",
                Rule::SpanCount,
                "1 of 1 failed",
                trip,
                "self.push(Bucket { at: Instant::from_millis(now.millis()), failures, calls: 1 }, true);",
            ),
            (
                "#breaker?trip=count&failure=1&seed=1&min=2",
                Rule::RateThreshold,
                "2 of 2 failed, limit 0.5",
                trip,
                "Progress::Rate { failures, calls, rate, over, .. } if rate.reached_by(failures, calls) => {",
            ),
            (
                "#breaker?seed=7&in=4~failure~1;6~failure~0",
                Rule::ProbesSucceeded,
                "1 succeeded",
                probing,
                "self.successes >= needed",
            ),
            (
                "#breaker?successes=2&seed=7&in=4~failure~1;6~failure~0",
                Rule::ProbeCounted,
                "1 of 2",
                probing,
                "self.successes = self.successes.saturating_add(1);",
            ),
            (
                "#breaker?callers=3&failure=1&latency=2&reset=1&seed=1",
                Rule::ProbesBusy,
                "no place free",
                probing,
                "Probes::AtOnce(_) => (self.under_way.len() as u64, RejectReason::ProbesBusy),",
            ),
            (
                "#breaker?latency=5&lease=0.1&reset=1&failure=0.9&seed=8",
                Rule::LeaseEnded,
                "17 + 0.1 <= 17.1",
                breaker,
                "let Some(lease) = probing.first_to_end().filter(|lease| lease.until <= self.seen) else { return Vec::new() };",
            ),
            (
                "#breaker?callers=5&latency=2&seed=6&failure=1",
                Rule::LateDropped,
                "call 1",
                breaker,
                "self.late = self.late.saturating_add(1);",
            ),
            (
                LATE,
                Rule::LateApplied,
                "call 9",
                breaker,
                "let counted = (!late || self.settings.late == Late::Apply) && self.count(now, failed);",
            ),
            (
                LATE,
                Rule::LateFailure,
                "open until 14.1",
                breaker,
                "Phase::HalfOpen(_) if failed && late => Some(self.open(now, Cause::LateFailure)),",
            ),
            (LATE, Rule::LateSuccess, "1 succeeded", breaker, "true => Cause::LateSuccess { successes },"),
        ],
    );
}

#[test]
fn each_decision_of_the_retry_and_each_part_of_a_wait_light_their_lines() {
    let (retry, backoff, layer) = ("retry/mod.rs", "backoff/mod.rs", "layer/retry.rs");
    check(
        Listing::Retry,
        &[
            ("#retry?seed=7", Rule::Again, "attempt 2 of 4", retry, "Next::Again { attempt: course.attempt, delay }"),
            ("#retry?failure=1&seed=7", Rule::Exhausted, "4 >= 4", retry, "if course.attempt >= self.attempts {"),
            ("#retry?failure=0&seed=7", Rule::Success, "attempt 1", layer, "return vec![Effect::Reply(outcome)];"),
            (
                "#retry?jitter=none&base=0&failure=1",
                Rule::AtOnce,
                "no wait",
                layer,
                "Next::Again { .. } => vec![Effect::Forward],",
            ),
            (
                "#retry?kind=constant&jitter=none&failure=1",
                Rule::GrowthConstant,
                "0.2",
                backoff,
                "Growth::Constant => base,",
            ),
            (
                "#retry?kind=linear&jitter=none&failure=1",
                Rule::GrowthLinear,
                "0.2",
                backoff,
                "Growth::Linear => base.saturating_mul(retry),",
            ),
            (
                "#retry?jitter=none&failure=1",
                Rule::GrowthExponential,
                "0.2",
                backoff,
                "Growth::Exponential { factor } => span(nanos(base) as f64 * power(factor, retry - 1)),",
            ),
            (
                "#retry?base=0&failure=1",
                Rule::GrowthOfNothing,
                "0",
                backoff,
                "Growth::Exponential { .. } if base.is_zero() => Duration::ZERO,",
            ),
            (
                "#retry?jitter=none&failure=1",
                Rule::JitterNone,
                "0.2",
                backoff,
                "Jitter::None => self.longer(grown, Duration::ZERO),",
            ),
            (
                "#retry?failure=1&seed=7",
                Rule::JitterAdditive,
                "0.2 + 0.135 = 0.335",
                backoff,
                "Jitter::Additive { spread } => self.longer(grown, part_of(spread, draw)),",
            ),
            (
                "#retry?jitter=full&failure=1&seed=7",
                Rule::JitterFull,
                "0.2 - 0.146 = 0.054",
                backoff,
                "Jitter::Full => self.shorter(grown, planned - part_of(planned, draw)),",
            ),
            (
                "#retry?jitter=equal&failure=1&seed=7",
                Rule::JitterEqual,
                "0.2 - 0.073 = 0.127",
                backoff,
                "self.shorter(grown, planned - half - part_of(planned - half, draw))",
            ),
            (
                "#retry?jitter=decorrelated&failure=1&seed=7",
                Rule::JitterDecorrelated,
                "0.2 + 0.108 = 0.308",
                backoff,
                "self.longer(self.base, part_of(greatest.saturating_sub(self.base), draw))",
            ),
            (
                "#retry?jitter=share&failure=1&seed=7",
                Rule::JitterShare,
                "0.2 - 0.046 = 0.154",
                backoff,
                "let turn = 2.0 * draw - 1.0;",
            ),
            ("#retry?jitter=none&failure=1&base=1&cap=0.5", Rule::Cap, "0.5 at most", backoff, "wanted.min(self.cap)"),
        ],
    );
}

#[test]
fn each_decision_of_the_batch_and_its_twin_lights_its_line() {
    let (degrade, caller, picture) = ("degrade.rs", "sim/caller.rs", "batch/picture.rs");
    let all_fail = "#batch?failures=1,1,1,1,1&seed=3";
    let mixed = "#batch?failures=0,1,0,1,0&seed=3";
    let none_fails = "#batch?failures=0,0,0,0,0&seed=3";
    check(
        Listing::Batch,
        &[
            (none_fails, Rule::Value, "S4: 69.1", degrade, "Ok(value) => Reading::Value(value),"),
            (mixed, Rule::Fallback, "S3: Connection", degrade, "Err(kind) => Reading::Fallback { kind },"),
            (
                "#batch?failures=0,1,0,1,0&seed=3&attempts=2",
                Rule::Exhausted,
                "2 >= 2",
                "retry/mod.rs",
                "if course.attempt >= self.attempts {",
            ),
            (
                "#batch?failures=0,1,0,1,0&seed=3&attempts=2",
                Rule::AtOnce,
                "no wait",
                "layer/retry.rs",
                "Next::Again { .. } => vec![Effect::Forward],",
            ),
            (mixed, Rule::Verdict, "missing: S1, S3", degrade, "degraded: !unavailable.is_empty(),"),
            (none_fails, Rule::Verdict, "all 5 are there", degrade, "degraded: !unavailable.is_empty(),"),
            (
                mixed,
                Rule::Available,
                "3 of 5",
                degrade,
                "Some(Reading::Value(value)) => readings.push((index, value)),",
            ),
            (
                mixed,
                Rule::Unavailable,
                "S1, S3",
                degrade,
                "Some(Reading::Fallback { .. }) | None => unavailable.push(index),",
            ),
            (all_fail, Rule::NothingToShow, "S4", picture, "_ => Status::Unavailable,"),
            (
                "#batch?failures=0,0,0,0,0&seed=3&in=3~kill~S4",
                Rule::Stale,
                "S4",
                picture,
                "Some((good, value)) if batch - good <= limit => Status::Stale { value, age: batch - good },",
            ),
            (none_fails, Rule::TwinKept, "5 values", caller, "TwinFate::Kept { values: count(result.available) }"),
            (mixed, Rule::TwinCrashed, "S1", caller, "TwinFate::Crashed { sensor }"),
            (mixed, Rule::TwinDown, "", caller, "TwinFate::Down"),
            (
                "#batch?failures=0,1,0,1,0&seed=3&in=3~twin~restart",
                Rule::TwinRestarted,
                "",
                caller,
                "self.twin_down = false;",
            ),
        ],
    );
}

const CALL: CallId = CallId { caller: 0, number: 1 };

/// What the labs' own settings never bring about is decided all the same, by events that are built here.
#[test]
fn decisions_that_no_lab_brings_about_light_their_lines() {
    let settings = Settings::new(LabId::Breaker.specs());
    let of = |listing, event: Event| rules(listing, &event, None, &settings);
    let refused = |reason| {
        let rejection = Rejection { reason, retry_at: None };
        Event::Refused { call: CALL, attempt: 1, rejection, saved: core::time::Duration::ZERO }
    };
    let changed = |cause| {
        let (from, to) = (State::Closed, State::ForcedOpen);
        Event::Transition(Transition { at: Instant::ZERO, from, to, cause, probe_at: None })
    };
    let ended = |reason| {
        let outcome = CallOutcome::Failed { kind: FailureKind::Bug, reason };
        Event::CallEnded { call: CALL, attempts: 1, outcome }
    };
    let ignored = Event::Counted { call: CALL, outcome: Outcome::Ignored, progress: Progress::Forced };
    let (own, retry) = (Listing::Breaker, Listing::Retry);
    let not_retried = Reason::NotRetried { kind: FailureKind::Bug };
    let rows = [
        (
            own,
            refused(RejectReason::ProbesUsed),
            "Probes::InAll(_) | Probes::InAllEvenIfStuck(_) => (self.used, RejectReason::ProbesUsed),",
        ),
        (
            own,
            refused(RejectReason::ForcedOpen),
            "Phase::ForcedOpen => Err(Rejection { reason: RejectReason::ForcedOpen, retry_at: None }),",
        ),
        (own, changed(Cause::Forced), "transitions.push(self.enter(self.seen, Phase::ForcedOpen, Cause::Forced));"),
        (
            own,
            changed(Cause::Reset),
            "transitions.push(self.enter(self.seen, Phase::Closed(Window::default()), Cause::Reset));",
        ),
        (own, ignored, "Outcome::Ignored if self.settings.ignored == IgnoredCounts::Neutral => None,"),
        (retry, ended(Some(not_retried)), "return Next::GiveUp(Reason::NotRetried { kind });"),
    ];
    for (listing, event, text) in rows {
        let named = of(listing, event);
        assert_eq!(named.len(), 1, "{text}");
        assert_eq!(place(listing, named[0]).1, text);
    }
    assert_eq!(of(retry, ended(None)), []);
}

#[test]
fn decisions_of_the_general_breaker_light_its_own_lines() {
    let (change, trip, whole) = ("breaker/general/change.rs", "breaker/general/trip.rs", "breaker/general/mod.rs");
    check(
        Listing::General,
        &[
            (
                "#breaker?like=polly&failure=0&seed=1",
                Rule::WindowCount,
                "0 of 1 failed",
                trip,
                "self.full = self.window.record(at, one);",
            ),
            (
                "#breaker?like=hystrix&failure=1&seed=1&pause=0",
                Rule::RateThreshold,
                "20 of 20 failed, limit 0.5",
                trip,
                "if self.compare.met(self.rate, found.err, calls) {",
            ),
            (
                "#breaker?like=gobreaker&failure=1&seed=1",
                Rule::RowThreshold,
                "6 >= 6",
                trip,
                "(self.run >= u64::from(failures)).then_some(Cause::Row { failures: self.run, threshold: failures })",
            ),
            (
                "#breaker?like=failsafe-go&failure=1&seed=1",
                Rule::SeveralOfTheLast,
                "1 >= 1",
                trip,
                "Trip::LastResults { failures, of } => (found.err >= u64::from(failures)).then_some(Cause::Among {",
            ),
            (
                "#breaker?like=semian&failure=1&seed=1",
                Rule::SeveralWithin,
                "3 >= 3",
                trip,
                "(failed && errors >= u64::from(most)).then_some(Cause::Within { errors, window })",
            ),
            (
                "#breaker?like=gobreaker&failure=1&seed=1",
                Rule::WaitOver,
                "64.8 - 4.3 >= 60",
                change,
                "Phase::Open { since, wait, .. } => Cause::WaitOver { since: *since, wait: *wait },",
            ),
            (
                "#breaker?like=lecture&failure=1&seed=1",
                Rule::Open,
                "2.4 < 6.9",
                whole,
                "Phase::Open { .. } => Err(Rejection { state, reason: RejectReason::Open, retry_at: self.probe_at() }),",
            ),
        ],
    );
}

#[test]
fn every_rule_has_exactly_one_mark_in_each_listing_that_it_belongs_to_and_every_mark_names_a_rule() {
    for listing in Listing::ALL {
        let marked: Vec<&str> = lines(listing).iter().flat_map(|line| line.rules.clone()).collect();
        for key in &marked {
            let rule = Rule::from_key(key).expect(key);
            assert!(rule.listings().contains(&listing), "{key} is marked in {listing:?}");
        }
        for rule in Rule::ALL.iter().filter(|rule| rule.listings().contains(&listing)) {
            let times = marked.iter().filter(|key| **key == rule.key()).count();
            assert_eq!(times, 1, "{} in {listing:?}", rule.key());
        }
    }
    for (index, rule) in Rule::ALL.iter().enumerate() {
        assert!(!rule.listings().is_empty());
        assert!(Rule::ALL[..index].iter().all(|other| other.key() != rule.key()), "{} stands twice", rule.key());
    }
}

#[test]
fn the_shown_lines_are_those_of_the_files_without_marks_and_tests() {
    for listing in Listing::ALL {
        let shown = lines(listing);
        for line in &shown {
            let file = &listing.files()[line.file];
            let real = file.text.lines().nth(line.number as usize - 1).expect("a line");
            assert!(real.starts_with(line.text), "{}:{}", file.name, line.number);
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
        assert!(brief * 5 < shown.len() * 3, "{brief} of {} lines of {listing:?} are the short form", shown.len());
    }
}

/// What the policies' code does not read: it is the services' and the callers', or chooses which code runs.
const NOT_READ: [&str; 11] =
    ["failure", "like", "latency", "pause", "callers", "calls", "reads", "start", "every", "batches", "failures.S0"];

#[test]
fn each_setting_of_a_policy_has_one_marked_line_that_reads_it() {
    for lab in LabId::ALL {
        let settings = Settings::new(lab.specs());
        let shown = lines(Listing::of(lab, &settings));
        for (spec, _) in settings.iter() {
            let read = shown.iter().filter(|line| line.reads.contains(&spec.key)).count();
            let wanted = usize::from(!NOT_READ.contains(&spec.key) && !spec.key.starts_with("failures."));
            assert_eq!(read, wanted, "{} of {lab:?}", spec.key);
        }
        let unknown = shown.iter().flat_map(|line| line.reads.clone()).find(|key| settings.get(key).is_none());
        assert_eq!(unknown, None, "{lab:?}");
    }
}

#[test]
fn a_wait_lights_the_rule_that_made_it_also_after_the_rule_was_changed() {
    let mut run = at("#retry?failure=1&jitter=full&seed=7", 300);
    let before = steps(&run, 3);
    assert_eq!(before[0].rule(), Some(Rule::JitterFull));
    run.act(Action::Set { key: "jitter", value: Value::Choice(3) }).expect("a valid setting");
    assert_eq!(steps(&run, 3), before, "what was decided stays as it was");
    run.advance(Instant::from_millis(1_000), PLENTY);
    assert_eq!(steps(&run, 1)[0].rule(), Some(Rule::JitterEqual));
}

#[test]
fn the_turn_of_an_instant_comes_before_the_counts_that_led_to_it() {
    let of = |millis| {
        let steps = steps(&at("#breaker?failure=1&seed=1", millis), 4);
        steps.iter().filter_map(Step::rule).collect::<Vec<_>>()
    };
    assert_eq!(of(0), [Rule::Admitted]);
    assert_eq!(of(1_900), [Rule::RowThreshold, Rule::RowCount, Rule::Admitted, Rule::RowCount]);
    assert_eq!(of(6_900), [Rule::WaitOver, Rule::Probe, Rule::Open, Rule::Open]);
    let batch = steps(&at("#batch?failures=0,1,0,1,0&seed=3", 2_500), 3);
    let batch: Vec<_> = batch.iter().filter_map(Step::rule).collect();
    assert_eq!(batch, [Rule::Verdict, Rule::TwinDown, Rule::Value], "a twin that is down has nothing to tell");
}

/// Whatever happens in a run, what it decides has a line, and what is shown of it depends on the moment alone.
#[test]
fn every_decision_of_any_run_has_its_line() {
    for (link, until) in links::LINKS {
        let tape = link::parse(link).tape;
        let mut run = Run::replay(tape.clone()).expect("a valid link");
        let listing = Listing::of(run.lab(), run.settings());
        let shown = lines(listing);
        for second in 0..=*until {
            run.advance(Instant::from_millis(second * 1_000), PLENTY);
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
