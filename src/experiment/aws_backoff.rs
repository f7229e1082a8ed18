//! Many clients that want to write the same row: what backoff and jitter do to their work and their time.
//!
//! The model is that of the published simulator (aws-samples/aws-arch-backoff-simulator, `backoff_simulator.py`): every
//! client reads the row's version, then writes; the write succeeds if the version is still the one it read, else the
//! client backs off and reads again, until one write has succeeded. Each leg through the network takes a normally
//! distributed time. It has no failing service and no layers, so it is a small machine of its own; the delays are those
//! of [`Backoff`].

use core::cmp::Reverse;
use core::time::Duration;
use std::collections::BinaryHeap;

use super::measure::{ERRORS, EXACT, Sample, mean_tolerance};
use super::{Experiment, Knob, Progress, Provenance, Row, Setup};
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::random::{Address, Purpose, bell, draw};
use crate::time::Instant;

/// The registry's row.
pub(super) const EXPERIMENT: Experiment = Experiment {
    name: "aws-backoff",
    about: "Clients that contend for one row: write calls and completion time by kind of backoff.",
    source: "Marc Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015, and its simulator",
    clients: Some(Knob { default: 100, most: 2_000, of: "clients that contend" }),
    runs: Some(Knob { default: 200, most: 10_000, of: "runs of each kind of backoff" }),
    measure,
};

/// A leg through the network: its mean and deviation in nanoseconds. Its sign is dropped, as in the simulator.
const LEG: (f64, f64) = (10e6, 2e6);
/// Legs of a client that nobody gets in the way of: to the row and back, to read and to write.
const LEGS: f64 = 4.0;

const KINDS: [&str; 5] = ["none", "exponential", "equal", "full", "decorrelated"];

/// Write calls and time in milliseconds by kind of backoff, each with the deviation of one run: the published
/// simulator, ported to Python 3, seed 42.
struct Published {
    clients: u32,
    runs: f64,
    calls: [(f64, f64); 5],
    millis: [(f64, f64); 5],
}

const TABLE: [Published; 3] = [
    Published {
        clients: 10,
        runs: 100.0,
        calls: [(50.6, 4.3), (50.9, 4.0), (42.6, 2.7), (38.7, 2.4), (37.6, 2.2)],
        millis: [(380.0, 35.0), (3_460.0, 1_312.0), (744.0, 262.0), (471.0, 144.0), (434.0, 82.0)],
    },
    Published {
        clients: 100,
        runs: 100.0,
        calls: [(2_421.0, 27.0), (1_861.0, 53.0), (812.0, 7.0), (796.0, 6.0), (1_003.0, 27.0)],
        millis: [(2_025.0, 44.0), (63_513.0, 3_517.0), (6_672.0, 702.0), (4_962.0, 558.0), (4_677.0, 696.0)],
    },
    Published {
        clients: 190,
        runs: 30.0,
        calls: [(8_003.0, 70.0), (5_159.0, 129.0), (1_762.0, 13.0), (1_770.0, 13.0), (2_438.0, 59.0)],
        millis: [(3_535.0, 45.0), (102_277.0, 4_462.0), (9_630.0, 674.0), (7_183.0, 614.0), (7_953.0, 831.0)],
    },
];

/// The article's claims are compared from this many runs on; with fewer, luck may decide.
const ENOUGH_RUNS: u32 = 100;

fn measure(setup: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let mut samples = [(Sample::default(), Sample::default()); 5];
    for ((index, backoff), (calls, millis)) in (0_u32..).zip(backoffs()?).zip(&mut samples) {
        for run in 0..setup.runs {
            let (writes, ended) = contend(&backoff, setup.clients, setup.seed_of(run));
            calls.push(writes as f64);
            millis.push(ended.seconds() * 1e3);
            progress(index * setup.runs + run + 1, setup.runs * 5);
        }
    }
    let published = TABLE.iter().find(|published| published.clients == setup.clients);
    let mut rows = Vec::new();
    for (index, (kind, (calls, millis))) in KINDS.iter().zip(&samples).enumerate() {
        let calls_known = published.map(|published| (published.calls[index], published.runs));
        let millis_known = published.map(|published| (published.millis[index], published.runs));
        rows.push(known(format!("{kind}: write calls"), setup, calls, calls_known));
        rows.push(known(format!("{kind}: completion time, ms"), setup, millis, millis_known));
    }
    if setup.clients == 1 {
        rows.extend(alone(setup, &samples));
    } else if setup.clients >= 10 {
        rows.extend(claims(setup, &samples));
    }
    Ok(rows)
}

/// The delays of each kind, from a base of 5 ms up to 2 s. The simulator counts a client's first failure as attempt 1
/// and waits base x 2^1, so that the first window is twice the base.
fn backoffs() -> Result<[Backoff; 5], ConfigError> {
    let (base, cap) = (Duration::from_millis(5), Duration::from_secs(2));
    let doubling = |jitter| Backoff::new(Growth::Exponential { factor: 2.0 }, base * 2, cap, jitter);
    Ok([
        Backoff::new(Growth::Constant, Duration::ZERO, cap, Jitter::None)?,
        doubling(Jitter::None)?,
        doubling(Jitter::Equal)?,
        doubling(Jitter::Full)?,
        Backoff::new(Growth::Constant, base, cap, Jitter::Decorrelated)?,
    ])
}

/// What a client is about to do when its message arrives.
#[derive(Clone, Copy, Debug)]
enum Step {
    Read,
    Write,
    Decide,
    Done,
}

#[derive(Clone, Copy, Debug)]
struct Client {
    step: Step,
    /// The version that it has read.
    version: u64,
    written: bool,
    failed: u32,
    previous: Option<Duration>,
}

/// Lets clients contend until each has written: how many write calls there were, and when the last was done.
fn contend(backoff: &Backoff, clients: u32, seed: u64) -> (u64, Instant) {
    let address = |client: u32, leg: u32, failed: u32| Address {
        service: leg,
        caller: client,
        call: u64::from(failed),
        attempt: 0,
    };
    let leg = |client, leg, failed| {
        let leg = bell(seed, Purpose::Latency, address(client, leg, failed), LEG.0, LEG.1);
        Duration::from_nanos(leg.abs().round() as u64)
    };
    let fresh = Client { step: Step::Read, version: 0, written: false, failed: 0, previous: None };
    let mut states = vec![fresh; clients as usize];
    // A client has one message under way, so its number is enough to order messages of the same instant.
    let mut queue: BinaryHeap<Reverse<(Instant, u32)>> =
        (0..clients).map(|client| Reverse((Instant::ZERO.after(leg(client, 0, 0)), client))).collect();
    let (mut version, mut writes, mut now) = (0, 0, Instant::ZERO);
    while let Some(Reverse((at, number))) = queue.pop() {
        now = at;
        let Some(client) = states.get_mut(number as usize) else { continue };
        // To the row and back are two legs; the answer to a read goes on as a write.
        let (next, wait) = match client.step {
            Step::Read => {
                client.version = version;
                (Step::Write, leg(number, 1, client.failed) + leg(number, 2, client.failed))
            }
            Step::Write => {
                writes += 1;
                client.written = client.version == version;
                version += u64::from(client.written);
                (Step::Decide, leg(number, 3, client.failed))
            }
            Step::Decide if client.written => (Step::Done, Duration::ZERO),
            Step::Decide => {
                client.failed += 1;
                let luck = draw(seed, Purpose::Jitter, address(number, 0, client.failed));
                let delay = backoff.delay(client.failed, client.previous, luck).total;
                client.previous = Some(delay);
                (Step::Read, leg(number, 0, client.failed) + delay)
            }
            Step::Done => continue,
        };
        client.step = next;
        if !matches!(next, Step::Done) {
            queue.push(Reverse((now.after(wait), number)));
        }
    }
    (writes, now)
}

/// A measured mean beside the known one, if there is one for this many clients.
fn known(what: String, setup: Setup, sample: &Sample, known: Option<((f64, f64), f64)>) -> Row {
    let measured = sample.mean();
    match known {
        Some(((value, deviation), runs)) => {
            let tolerance = mean_tolerance(deviation, f64::from(setup.runs), runs);
            Row::near(what, Provenance::ReRun, value, tolerance, measured)
        }
        None => Row::shown(what, measured),
    }
}

/// Nobody gets in the way of a single client, and so no backoff matters.
fn alone(setup: Setup, samples: &[(Sample, Sample); 5]) -> Vec<Row> {
    let (calls, millis) = &samples[0];
    let deviation = LEG.1 / 1e6 * libm::sqrt(LEGS);
    let tolerance = ERRORS * deviation / libm::sqrt(f64::from(setup.runs)) + EXACT;
    vec![
        Row::near("a client alone: write calls", Provenance::Derived, 1.0, EXACT, calls.mean()),
        Row::near(
            "a client alone: four legs of 10 ms, ms",
            Provenance::Derived,
            LEGS * LEG.0 / 1e6,
            tolerance,
            millis.mean(),
        ),
    ]
}

/// What the article says of the kinds, as a quotient and what it is at least. Where it gives no number, "longer" is
/// more than 1 and "much longer" more than 1.2. That no backoff at all is the quickest, and costs most, it does not
/// say; its simulator does.
fn claims(setup: Setup, samples: &[(Sample, Sample); 5]) -> Vec<Row> {
    let [none, exponential, equal, full, decorrelated] = samples.map(|(calls, millis)| (calls.mean(), millis.mean()));
    let jittered = [equal, full, decorrelated];
    let most = |of: fn(&(f64, f64)) -> f64| jittered.iter().map(of).fold(0.0, f64::max);
    let (calls, millis) = (most(|(calls, _)| *calls), most(|(_, millis)| *millis));
    let (article, model) = (Provenance::Published, Provenance::ReRun);
    let mut claims = vec![
        ("\"clear loser\": time without jitter over the slowest jittered", article, exponential.1 / millis, 1.0),
        ("\"more work\": calls without jitter over the most jittered", article, exponential.0 / calls, 1.0),
        // With few clients both come to the same.
        ("no backoff costs as many calls as exponential, or more", model, none.0 / exponential.0, 0.95),
        ("no backoff is quickest: the next quickest over it", model, full.1.min(decorrelated.1) / none.1, 1.0),
    ];
    if setup.clients == 100 {
        let less = "full does \"less work\" than decorrelated: calls, decorrelated over full";
        claims.extend([
            ("\"call count by more than half\": without jitter over full", article, exponential.0 / full.0, 2.0),
            ("equal does \"slightly more work than full\": calls", article, equal.0 / full.0, 1.0),
            ("equal \"takes much longer\" than full: time", article, equal.1 / full.1, 1.2),
            (less, article, decorrelated.0 / full.0, 1.0),
            ("full takes \"slightly more time\" than decorrelated: time", article, full.1 / decorrelated.1, 1.0),
        ]);
    }
    let enough = setup.runs >= ENOUGH_RUNS;
    let row = |(what, from, measured, least): (&str, Provenance, f64, f64)| {
        if enough { Row::at_least(what, from, least, measured) } else { Row::shown(what, measured) }
    };
    claims.into_iter().map(row).collect()
}
