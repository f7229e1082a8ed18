//! Asked of any run, a question can be read and its range holds what comes out.

use half_open::lab::spec::Kind as SpecKind;
use half_open::lab::{LabId, Run, Scenario, Tape, Value};
use half_open::link;
use half_open::question::{self, Asked, Question};
use half_open::sim::input::{Action, Input, Lanes};
use half_open::sim::paint::{Stroke, Track, What};
use half_open::time::Instant;
use proptest::prelude::*;

/// A run that makes more steps up to the moment of decision is left out.
const STEPS: usize = 200_000;

/// Runs whose outcome lies at the end of what can be: first calls and batches at once, luck that changes on the way.
const LINKS: [&str; 12] = [
    "#breaker?failure=0&latency=0&callers=5",
    "#breaker?failure=0&latency=0&callers=10&pause=10",
    "#breaker?failure=0&callers=20&pause=2&latency=1",
    "#breaker?failure=0&pause=2&in=1~pause~0",
    "#breaker?failure=0&latency=1&paint=0~16~latency~0",
    "#breaker?failure=0.3&in=2~kill~S1;5~recover~S1;6~failure~1",
    "#batch?failures=1,1,1,1,1&latency=0",
    "#batch?failures=0,0,0,0,0&latency=0&in=1~every~0.05",
    "#batch?failures=0,0,0,0,0&latency=0&restart=1",
    "#retry?reads=1&failure=1&attempts=12&base=0.1&cap=0.3&latency=0.05&jitter=full&seed=3",
    "#retry?reads=20&failure=1&attempts=3&latency=0&base=0&jitter=none&in=0.5~attempts~12",
    "#retry?reads=20&failure=1&attempts=6&latency=0.5&base=0&jitter=none&paint=0~8~latency~0",
];

fn holds(lab: LabId, number: usize, question: &Question, tape: &Tape) {
    let told = || format!("{lab:?} {number}: {}", link::write(tape, &link::View::default()));
    let asked @ Asked { prompt, .. } = &question.asked_of(tape);
    assert!(prompt.len() <= 330 && prompt.ends_with(['?', '.', ')']), "{}: {prompt}", told());
    assert!(!["inf", "NaN", " 1 calls", " 1 clients", "  ", ". ."].iter().any(|odd| prompt.contains(odd)), "{prompt}");
    let Ok(mut run) = Run::replay(tape.clone()) else { return };
    if run.advance(question.decided_at(), STEPS)
        && let Some(decided) = question.decide(&run)
    {
        assert!(asked.allows(&decided.outcome), "{}: {:?} of {:?}", told(), decided.outcome, asked.kind);
        assert!(!decided.explanation.contains("NaN"), "{}: {}", told(), decided.explanation);
    }
}

#[test]
fn a_range_holds_its_outcome_at_the_ends() {
    for text in LINKS {
        let parsed = link::parse(text);
        assert!(parsed.complaints.is_empty(), "{text}: {:?}", parsed.complaints);
        let lab = parsed.tape.scenario.lab;
        for (number, question) in (1..).zip(question::of(lab)) {
            holds(lab, number, question, &parsed.tape);
        }
    }
}

/// A value of a setting, by a part of its range; small ones are more frequent.
fn value(kind: &SpecKind, part: f64) -> Value {
    match *kind {
        SpecKind::Number { min, max, step, .. } => {
            Value::Number((((min + (max - min) * part * part) / step).round() * step).max(min).min(max))
        }
        SpecKind::Choice { options, .. } => {
            Value::Choice(((part * options.len() as f64) as usize).min(options.len() - 1))
        }
    }
}

prop_compose! {
    /// A run of a lab: some settings, some changes on the way, some paint.
    fn runs(lab: LabId)(
        seed in 0..1_000_u64,
        set in prop::collection::vec((0..40_usize, 0.0..=1.0), 0..6),
        acts in prop::collection::vec((0..16_000_u64, 0..4_u8, 0..40_usize, 0.0..=1.0), 0..4),
        paint in prop::collection::vec((0..15_000_u64, 100..9_000_u64, any::<bool>(), 0.0..=1.0, 0..5_usize), 0..3),
    ) -> Tape {
        let specs = lab.specs();
        let mut scenario = Scenario::new(lab);
        scenario.seed = seed;
        for (index, part) in set {
            let spec = &specs[index % specs.len()];
            scenario.settings.set(spec.key, value(&spec.kind, part));
        }
        let services = lab.lab().services;
        for (from, length, failure, part, service) in paint {
            let what = if failure { What::Failure } else { What::Latency };
            let track = Track { service: services[service % services.len()].0, what };
            let times = (Instant::from_millis(from), Instant::from_millis(from + length));
            if let Ok(stroke) = Stroke::new(track, times, (part, if length % 2 == 0 { part } else { 0.0 })) {
                scenario.paint.paint(&[stroke]).expect("few strokes");
            }
        }
        let mut tape = Tape::new(scenario);
        let mut acts = acts;
        acts.sort_by_key(|act| act.0);
        for (at, kind, index, part) in acts {
            let service = services[index % services.len()].0;
            let spec = &specs[index % specs.len()];
            let action = match kind {
                0 => Action::Kill { service },
                1 => Action::Recover { service },
                _ if spec.restarts => continue,
                _ => Action::Set { key: spec.key, value: value(&spec.kind, part) },
            };
            tape.inputs.push(Input { at: Instant::from_millis(at), lanes: Lanes::Both, action });
        }
        tape
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_range_holds_its_outcome_in_any_run(
        breaker in runs(LabId::Breaker), retry in runs(LabId::Retry), batch in runs(LabId::Batch),
    ) {
        for tape in [breaker, retry, batch] {
            let lab = tape.scenario.lab;
            for (number, question) in (1..).zip(question::of(lab)) {
                holds(lab, number, question, &tape);
            }
        }
    }
}

/// What is said of a run up to the moment of decision.
fn explained(link: &str, number: usize) -> String {
    let tape = link::parse(link).tape;
    let question = &question::of(tape.scenario.lab)[number - 1];
    let mut run = Run::replay(tape).expect("a valid run");
    run.advance(question.decided_at(), usize::MAX);
    question.decide(&run).expect("an outcome").explanation
}

#[test]
fn an_explanation_says_nothing_that_the_run_does_not_bear_out() {
    let told = [
        (2, "#breaker?like=polly", "All of 38 calls reached the service, because the breaker never opened."),
        (1, "#breaker?trip=count&failure=0", "Its rule was not met, so the breaker let the fourth call through."),
        (5, "#breaker?trip=count&failure=1", "it opened at 3.5 s. It opens when 50 % of its last 10 calls fail"),
        (6, "#breaker?failure=0&in=2~kill~S1", "5 failures led to 3 openings, and it refused 18 calls. The fewer"),
        (6, "#breaker?failure=0", "The breaker met 0 failures and never opened, so it refused nothing."),
        (2, "#retry?failure=0&reads=1", "Attempt 1 succeeded at 0.3 s, without a wait."),
        (2, "#retry?failure=1&attempts=1&reads=1", "It made a single attempt and ended at 0.3 s"),
        (
            2,
            "#retry?failure=1&reads=1&base=1&cap=2&jitter=none&latency=0.1",
            "gave up at 5.4 s. After the last attempt there is no wait: 2 s more",
        ),
        (3, "#retry?failure=0.9&reads=40&base=5", "0 of 40 reads failed permanently so far, and 37 still tried."),
        (4, "#retry?failure=0.8&jitter=full", "unless jitter spreads their waits."),
        (5, "#retry?jitter=equal&failure=0.9", "Equal jitter keeps half of the planned 0.8 s"),
        (6, "#retry?jitter=none&failure=0.9", "Without jitter nothing spreads what begins together"),
        (1, "#batch?failures=0,1,0,1,0", "S1 and S3 are missing."),
        (5, "#batch?failures=0,0,1,0,0&attempts=1", "With one attempt a read is missing as often as its sensor fails"),
        (6, "#batch?failures=0,0,0,1,0", "S3 never gave a value, so there is none to show."),
    ];
    for (number, link, words) in told {
        let told = explained(link, number);
        assert!(told.contains(words), "{link}: {told}");
    }
}
