//! Asked of any run, a question can be read and its range holds what comes out.

use half_open::link;
use half_open::play::Run;
use half_open::question::Asked;

use super::text::link;
use crate::texts::texts;

/// A run that makes more steps up to the moment of decision is left out.
const STEPS: usize = 200_000;

fn holds(text: &str) {
    let tape = link::parse(text).tape;
    for (number, question) in (1..).zip(tape.scenario.lab.tooling().questions) {
        let asked @ Asked { prompt, .. } = &question.asked_of(&tape);
        assert!(prompt.len() <= 330 && prompt.ends_with(['?', '.', ')']), "{number}: {prompt}");
        let odd = ["inf", "NaN", " 1 calls", " 1 clients", "  ", ". ."];
        assert!(!odd.iter().any(|odd| prompt.contains(odd)), "{number}: {prompt}");
        let mut run = Run::replay(tape.clone()).expect("the table allows only valid settings");
        if run.advance(question.decided_at(), STEPS)
            && let Some(decided) = question.decide(&run)
        {
            assert!(asked.allows(&decided.outcome), "{number}: {:?} of {:?}", decided.outcome, asked.kind);
            assert!(!decided.explanation.contains("NaN"), "{number}: {}", decided.explanation);
        }
    }
}

/// Runs whose outcome lies at the end of what can be: first calls and batches at once, luck that changes on the way.
const AT_THE_ENDS: [&str; 12] = [
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

#[test]
fn a_range_holds_its_outcome_at_the_ends() {
    for text in AT_THE_ENDS {
        assert_eq!(link::parse(text).complaints, [], "{text}");
        holds(text);
    }
}

#[test]
fn a_range_holds_its_outcome_in_any_run() {
    texts(file!(), 400, link(), holds);
}
