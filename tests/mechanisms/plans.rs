//! The plans of the documents, played through their links.

use half_open::copy_as::Target;
use half_open::labs;
use half_open::link;
use half_open::play::Run;
use half_open::random::{Address, Purpose, draw};
use half_open::sim::event::Event;
use half_open::sim::input::Lane;
use half_open::time::{Instant, nanos};

/// A run of a link up to its end.
fn played(link: &str) -> Run {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    let mut run = Run::replay(parsed.tape).expect("a valid link");
    assert!(run.advance(Instant::from_millis(120_000), 100_000), "{link}");
    run
}

/// The waits of the only read of a run, in seconds.
fn waits(run: &Run) -> Vec<f64> {
    let waited = |event: Event| match event {
        Event::Waiting { delay, .. } => Some(nanos(delay.total) as f64 / 1e9),
        _ => None,
    };
    run.log().records().filter_map(|record| waited(record.event)).collect()
}

fn number(run: &Run, name: &str) -> u64 {
    run.metrics().iter().find(|metric| metric.name == name).expect(name).value
}

/// A plan: its planned waits in seconds, and what a random number makes of a wait.
type Plan = (&'static str, &'static [f64], fn(f64, f64) -> f64);

fn tenth(wait: f64, random: f64) -> f64 {
    wait * (0.9 + 0.2 * random)
}

const PLANS: [Plan; 8] = [
    ("lecture", &[1.0, 2.0, 4.0], |wait, random| wait + random),
    ("skill", &[1.0, 2.0, 4.0], |wait, _| wait),
    ("guide", &[1.0, 2.0], |wait, random| wait * (0.5 + random)),
    ("sysmanage", &[1.0, 2.0], tenth),
    ("sysmanage-network", &[1.0, 2.0, 4.0, 8.0], tenth),
    ("sysmanage-database", &[0.5, 1.0], tenth),
    ("sysmanage-api", &[2.0, 3.0, 4.5], tenth),
    ("sysmanage-linear", &[1.0, 2.0], tenth),
];

#[test]
fn each_plan_waits_on_the_page_as_its_document_says() {
    for (plan, planned, luck) in PLANS {
        for seed in [1, 7, 1390] {
            // What the plan replaces changes nothing, nor does a Retry-After, of which no plan takes notice.
            for more in ["", "&attempts=12&base=9&kind=constant&jitter=full&floor=20&cap=1&after=30&retried=none"] {
                let run = played(&format!("#retry?plan={plan}&failure=1&reads=1&mix=timeout:1&seed={seed}{more}"));
                let waited = waits(&run);
                assert_eq!(waited.len(), planned.len(), "{plan}: no wait after the last attempt");
                for ((attempt, wait), planned) in (1..).zip(&waited).zip(planned) {
                    let random = draw(seed, Purpose::Jitter, Address { service: 1, caller: 0, call: 1, attempt });
                    let wanted = luck(*planned, random);
                    assert!((wait - wanted).abs() < 1e-8, "{plan}, attempt {attempt}: {wait} instead of {wanted}");
                }
                assert_eq!(number(&run, "attempts"), planned.len() as u64 + 1, "{plan}");
            }
        }
    }
}

#[test]
fn each_plan_tries_the_kinds_of_its_document_again() {
    for (plan, kind, attempts) in [
        ("lecture", "bug", 4),
        ("lecture", "client", 4),
        ("skill", "connection", 4),
        ("skill", "timeout", 4),
        ("skill", "unavailable", 1),
        ("skill", "bug", 1),
        ("guide", "unavailable", 3),
        ("guide", "client", 1),
        ("guide", "authentication", 1),
        ("guide", "rate-limited", 1),
        ("sysmanage", "rate-limited", 3),
        ("sysmanage-network", "unavailable", 5),
        ("sysmanage-database", "client", 1),
        ("sysmanage-api", "authentication", 1),
        ("sysmanage-linear", "bug", 1),
    ] {
        let run = played(&format!("#retry?plan={plan}&failure=1&reads=1&mix={kind}:1"));
        assert_eq!(number(&run, "attempts"), attempts, "{plan} {kind}");
    }
}

#[test]
fn theory_the_run_beside_it_code_and_configuration_are_the_plans() {
    let run = played("#retry?plan=guide&reads=20&seed=3");
    let expected: Vec<String> = run.facts().into_iter().map(|fact| fact.expected).collect();
    assert_eq!(expected, ["0.6^3 = 21.6 %", "1.96"]);
    // Beside it the same plan without jitter: each wait is what is planned.
    let beside = labs::retry::LAB.baseline.expect("a run beside it")(run.tape());
    let beside = Run::replay(beside).expect("a valid run");
    let settings = beside.settings();
    assert_eq!((settings.choice("plan"), settings.choice("jitter"), settings.count("attempts")), ("own", "none", 3));
    assert_eq!((settings.number("base"), settings.number("cap")), (1.0, 30.0));
    let steps = labs::steps(&run, 500);
    let notes: Vec<&str> = steps.iter().flat_map(|step| &step.rules).map(|(_, note)| note.as_str()).collect();
    assert!(notes.contains(&"3 >= 3"), "the lit line has the plan's attempts: {notes:?}");
    for (target, wanted) in [(Target::Tenacity, "stop_after_attempt(3)"), (Target::HalfOpen, "plan = guide")] {
        let text = link::config(target, run.lab(), run.settings());
        assert!(text.contains(wanted) && text.contains("plan = guide: the numbers here are the plan's."), "{text}");
    }
}

#[test]
fn without_retries_is_a_lane_without_the_plan() {
    let without = labs::retry::LAB.without.as_ref().expect("a way without");
    let parsed = link::parse("#retry?plan=skill&reads=5&failure=1");
    let own = &parsed.tape.scenario.settings;
    let read =
        |&(key, value): &(&'static str, &str)| own.spec(key).and_then(|spec| Some((key, spec.parse(value).ok()?)));
    let others: Vec<_> = without.settings.iter().filter_map(read).collect();
    let mut run = Run::replay(parsed.tape.beside(&others)).expect("two lanes");
    assert!(run.advance(Instant::from_millis(60_000), 100_000));
    let beside = run.lane(Lane::B).expect("lane B");
    assert_eq!((number(&run, "attempts"), number(beside, "attempts")), (20, 5));
    assert!(without.holds(beside.settings()) && !without.holds(run.settings()));
}
