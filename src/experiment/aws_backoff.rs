//! Many clients that want to write the same row: what backoff and jitter do to their work and their time.
//!
//! The model is that of the published simulator (aws-samples/aws-arch-backoff-simulator, `backoff_simulator.py`): every
//! client reads the row's version, then writes; the write succeeds if the version is still the one it read, else the
//! client backs off and reads again, until one write has succeeded. Each leg through the network takes a normally
//! distributed time. It has no failing service and no layers, so it is a small machine of its own, with random numbers
//! in the order in which they are asked for; the delays are those of [`Backoff`].

use core::cmp::Reverse;
use core::time::Duration;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::measure::{ERRORS, EXACT, Sample, mean_tolerance, on_all_cores};
use super::{Experiment, Knob, Progress, Provenance, Row, Setup};
use crate::labs::published;
use crate::policy::ConfigError;
use crate::policy::backoff::{Backoff, Growth, Jitter};
use crate::policy::optimistic;
use crate::text::experiment::aws_backoff as text;

/// The registry's row.
pub(super) const EXPERIMENT: Experiment = Experiment {
    name: "aws-backoff",
    about: text::ABOUT,
    source: text::SOURCE,
    clients: Some(Knob { default: 100, most: MOST_CLIENTS, of: text::CLIENTS }),
    runs: Some(Knob { default: 200, most: 10_000, of: text::RUNS }),
    measure,
};

/// A leg through the network: its mean and deviation in nanoseconds. Its sign is dropped, as in the simulator.
const LEG: (f64, f64) = (10e6, 2e6);
/// Legs of a client that nobody gets in the way of: to the row and back, to read and to write.
const LEGS: f64 = 4.0;

/// The most clients that can contend; it says how many bits of a message are the client's.
const MOST_CLIENTS: u32 = 2_000;

/// The article's claims are compared from this many runs on; with fewer, luck may decide.
const ENOUGH_RUNS: u32 = 100;

fn measure(setup: Setup, progress: &mut Progress<'_>) -> Result<Vec<Row>, ConfigError> {
    let backoffs = backoffs()?;
    let of_kind = |index: u32| &backoffs[(index / setup.runs) as usize];
    let contended = on_all_cores(
        setup.runs * 5,
        |index| contend(of_kind(index), setup.clients, setup.seed_of(index % setup.runs)),
        |done| progress(done, setup.runs * 5),
    );
    let mut samples = [(Sample::default(), Sample::default()); 5];
    for (of_one_kind, (calls, millis)) in contended.chunks(setup.runs as usize).zip(&mut samples) {
        for (writes, ended) in of_one_kind {
            calls.push(*writes as f64);
            millis.push(ended.as_secs_f64() * 1e3);
        }
    }
    let reference = published::of(setup.clients);
    let mut rows = Vec::new();
    for (index, (kind, (calls, millis))) in published::KINDS.iter().zip(&samples).enumerate() {
        let calls_known = reference.map(|row| (row.calls[index], row.runs));
        let millis_known = reference.map(|row| (row.millis[index], row.runs));
        rows.push(known(text::calls(kind), setup, calls, calls_known));
        rows.push(known(text::time(kind), setup, millis, millis_known));
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

/// A message arrives at the row to read or to write. What a client decides on its way back meets nobody else, so it has
/// no message of its own.
#[derive(Clone, Copy, Debug)]
enum Step {
    Read,
    Write,
}

#[derive(Clone, Copy, Debug)]
struct Client {
    step: Step,
    /// The version that it has read.
    version: u64,
    failed: u32,
    previous: Option<Duration>,
}

/// The random numbers of one run.
struct Luck(Xoshiro256PlusPlus);

impl Luck {
    /// How long a leg through the network takes, in nanoseconds: the sum of twelve uniform numbers of 16 bits, which has
    /// variance 2^32 and is close enough to a normal distribution.
    fn leg(&mut self) -> u64 {
        const HALVES: u64 = 0x0000_FFFF_0000_FFFF;
        let pairs = |word: u64| (word & HALVES) + (word >> 16 & HALVES);
        let sums: u64 = (0..3).map(|_| pairs(self.0.next_u64())).sum();
        let sum = (sums >> 32) + (sums & 0xFFFF_FFFF);
        let deviations = (sum as f64 - 6.0 * 65_535.0) / 65_536.0;
        ((LEG.0 + LEG.1 * deviations).abs() + 0.5) as u64
    }

    /// Uniform in [0, 1).
    fn unit(&mut self) -> f64 {
        self.0.random()
    }
}

/// When a message arrives, in nanoseconds, and whose it is, in one word that sorts by both. A client has one message
/// under way, so its number is enough to order those of one instant; there is room for a hundred days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Message(u64);

impl Message {
    const BITS: u32 = MOST_CLIENTS.ilog2() + 1;

    const fn new(at: u64, client: u32) -> Self {
        Self(at << Self::BITS | client as u64)
    }

    const fn at(self) -> u64 {
        self.0 >> Self::BITS
    }

    const fn client(self) -> usize {
        (self.0 & ((1 << Self::BITS) - 1)) as usize
    }
}

/// Lets clients contend until each has written: how many write calls there were, and how long it took until the last
/// client knew.
fn contend(backoff: &Backoff, clients: u32, seed: u64) -> (u64, Duration) {
    let mut luck = Luck(Xoshiro256PlusPlus::seed_from_u64(seed));
    let fresh = Client { step: Step::Read, version: 0, failed: 0, previous: None };
    let mut states = vec![fresh; clients as usize];
    let mut queue: BinaryHeap<Reverse<Message>> =
        (0..clients).map(|client| Reverse(Message::new(luck.leg(), client))).collect();
    let mut row = optimistic::Row::default();
    let (mut writes, mut end) = (0, 0);
    while let Some(mut first) = queue.peek_mut() {
        let Reverse(message) = *first;
        let Some(client) = states.get_mut(message.client()) else { break };
        let answered = message.at() + luck.leg();
        let next = match client.step {
            Step::Read => {
                client.version = row.read();
                client.step = Step::Write;
                answered + luck.leg()
            }
            Step::Write => {
                writes += 1;
                if row.write(client.version).is_ok() {
                    end = end.max(answered);
                    PeekMut::pop(first);
                    continue;
                }
                client.failed += 1;
                let delay = backoff.delay(client.failed, client.previous, luck.unit()).total;
                client.previous = Some(delay);
                client.step = Step::Read;
                answered + delay.as_nanos() as u64 + luck.leg()
            }
        };
        *first = Reverse(Message::new(next, message.client() as u32));
    }
    (writes, Duration::from_nanos(end))
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
        Row::near(text::ALONE_CALLS, Provenance::Derived, 1.0, EXACT, calls.mean()),
        Row::near(text::ALONE_TIME, Provenance::Derived, LEGS * LEG.0 / 1e6, tolerance, millis.mean()),
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
        (text::CLEAR_LOSER, article, exponential.1 / millis, 1.0),
        (text::MORE_WORK, article, exponential.0 / calls, 1.0),
        // With few clients both come to the same.
        (text::NONE_COSTS, model, none.0 / exponential.0, 0.95),
        (text::NONE_QUICKEST, model, full.1.min(decorrelated.1) / none.1, 1.0),
    ];
    if setup.clients == 100 {
        let less = text::LESS_WORK;
        claims.extend([
            (text::BY_HALF, article, exponential.0 / full.0, 2.0),
            (text::SLIGHTLY_MORE, article, equal.0 / full.0, 1.0),
            (text::MUCH_LONGER, article, equal.1 / full.1, 1.2),
            (less, article, decorrelated.0 / full.0, 1.0),
            (text::MORE_TIME, article, full.1 / decorrelated.1, 1.0),
        ]);
    }
    let enough = setup.runs >= ENOUGH_RUNS;
    let row = |(what, from, measured, least): (&str, Provenance, f64, f64)| {
        if enough { Row::at_least(what, from, least, measured) } else { Row::shown(what, measured) }
    };
    claims.into_iter().map(row).collect()
}
