//! What holds for the plain breaker, whatever its settings, its calls and their times.

use core::time::Duration;

use half_open::policy::breaker::{
    Breaker, Changes, Deadline, Decision, Effect, IgnoredCounts, Late, Outcome, Permit, Probes, Progress, RejectReason,
    Settings, State, Trip,
};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;

use super::breaker_calls::{Permits, outcome, probes, share};
use super::strategies::{config, number, span, walk};

fn trip() -> impl Strategy<Value = Trip> {
    prop_oneof![
        number().prop_map(|threshold| Trip::Row { threshold }),
        (number(), share(), number()).prop_map(|(window, rate, min)| Trip::Count { window, rate, min }),
        (span(), share(), number()).prop_map(|(span, rate, min)| Trip::Time { span, rate, min }),
    ]
    .prop_filter("an accepted rule", |trip| trip.check().is_ok())
}

/// Settings of any kind that the constructor accepts.
fn settings() -> impl Strategy<Value = Settings> {
    let late = prop_oneof![Just(Late::Drop), Just(Late::Apply)];
    let ignored = prop_oneof![Just(IgnoredCounts::Neutral), Just(IgnoredCounts::Success)];
    (trip(), span(), probes(), number(), span(), late, ignored)
        .prop_map(|(trip, reset, probes, successes, lease, late, ignored)| Settings {
            trip,
            reset,
            probes,
            successes,
            lease,
            late,
            ignored,
        })
        .prop_filter("an accepted configuration", |settings| settings.check().is_ok())
}

#[derive(Clone, Debug)]
enum Step {
    Admit,
    /// The permit's place among those held, and how its call came out.
    Report(usize, Outcome),
    Cancel(usize),
    /// The permit is never seen again.
    Lose(usize),
    Poll,
    ForceOpen,
    Reset,
    Configure(Box<Settings>),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => Just(Step::Admit),
        12 => (any::<usize>(), outcome()).prop_map(|(index, outcome)| Step::Report(index, outcome)),
        2 => any::<usize>().prop_map(Step::Cancel),
        1 => any::<usize>().prop_map(Step::Lose),
        2 => Just(Step::Poll),
        1 => Just(Step::ForceOpen),
        2 => Just(Step::Reset),
        1 => settings().prop_map(|settings| Step::Configure(Box::new(settings))),
    ]
}

/// A time and what is done then. Times jump back too.
fn moves() -> impl Strategy<Value = Vec<(i64, Step)>> {
    let later = prop_oneof![
        6 => 0..400_000_000_i64,
        3 => 0..5_000_000_000_i64,
        1 => -3_000_000_000..0_i64,
        1 => Just(1_000_000_000_000_i64)
    ];
    vec((later, step()), 1..80)
}

/// A breaker with what an onlooker knows of it.
struct Watched {
    breaker: Breaker,
    permits: Permits,
    /// The present state, by the transitions alone.
    state: State,
    /// When it began, and from when on a probe may go.
    since: Instant,
    probe_at: Option<Instant>,
    seen: Instant,
    late: u64,
}

impl Watched {
    fn new(settings: Settings) -> Self {
        Self {
            breaker: Breaker::new(settings).unwrap(),
            permits: Permits::default(),
            state: State::Closed,
            since: Instant::ZERO,
            probe_at: None,
            seen: Instant::ZERO,
            late: 0,
        }
    }

    fn take(&mut self, transitions: Changes) {
        for made in transitions {
            assert_eq!(made.from, self.state, "transitions form a chain");
            assert_ne!(made.to, made.from);
            assert!(made.at >= self.since && made.at <= self.seen, "{made:?} goes back or ahead");
            if made.to == State::HalfOpen {
                assert!(self.probe_at.is_some_and(|probe_at| made.at >= probe_at), "{made:?} before the wait is over");
            }
            assert_eq!(made.probe_at.is_some(), made.to == State::Open);
            (self.state, self.since, self.probe_at) = (made.to, made.at, made.probe_at);
        }
        assert_eq!(self.breaker.state(), self.state);
    }

    fn step(&mut self, now: Instant, step: Step) {
        // Settings come without a time.
        if !matches!(step, Step::Configure(_)) {
            self.seen = self.seen.max(now);
        }
        match step {
            Step::Admit => self.admit(now),
            Step::Report(index, outcome) => match self.permits.pick(index) {
                Some(permit) => self.report(now, permit, outcome),
                None => self.poll(now),
            },
            Step::Cancel(index) => match self.permits.pick(index) {
                Some(permit) => {
                    self.permits.forget(&permit);
                    let transitions = self.breaker.cancel(now, permit);
                    self.take(transitions);
                }
                None => self.poll(now),
            },
            Step::Lose(index) => {
                let _lost = self.permits.pick(index);
                self.poll(now);
            }
            Step::Poll => self.poll(now),
            Step::ForceOpen => {
                let transitions = self.breaker.force_open(now);
                self.take(transitions);
                assert_eq!(self.state, State::ForcedOpen);
            }
            Step::Reset => {
                let transitions = self.breaker.reset(now);
                self.take(transitions);
                assert_eq!(self.state, State::Closed);
            }
            Step::Configure(settings) => self.breaker.configure(*settings).unwrap(),
        }
        self.never_stuck();
    }

    fn admit(&mut self, now: Instant) {
        let admission = self.breaker.admit(now);
        self.take(admission.transitions);
        match admission.decision {
            Decision::Admitted(permit) => {
                assert!(matches!(self.state, State::Closed | State::HalfOpen), "{:?} admits", self.state);
                assert_eq!(permit.is_probe(), self.state == State::HalfOpen);
                assert_eq!(permit.generation(), self.breaker.generation());
                let probe = permit.is_probe();
                self.permits.keep(permit);
                if probe {
                    let most = self.breaker.settings().probes.limit();
                    assert!(self.under_way() <= most as usize, "{} probes of {most}", self.under_way());
                }
            }
            Decision::Rejected(rejection) => {
                let state = match rejection.reason {
                    RejectReason::Open => State::Open,
                    RejectReason::ProbesBusy | RejectReason::ProbesUsed => State::HalfOpen,
                    RejectReason::ForcedOpen => State::ForcedOpen,
                };
                assert_eq!(self.state, state);
                assert_eq!(rejection.retry_at.is_some(), rejection.reason == RejectReason::Open);
                if let Some(retry_at) = rejection.retry_at {
                    assert!(retry_at >= self.seen);
                    admits_a_probe(self.breaker.clone(), retry_at);
                }
            }
        }
    }

    fn report(&mut self, now: Instant, permit: Permit, outcome: Outcome) {
        self.permits.forget(&permit);
        let stale = permit.generation() != self.breaker.generation()
            || permit.lease_until().is_some_and(|until| until <= self.seen);
        let before = self.breaker.clone();
        let recorded = self.breaker.report(now, permit, outcome);
        let drops = self.breaker.settings().late == Late::Drop;
        let neutral = self.breaker.settings().ignored == IgnoredCounts::Neutral && outcome == Outcome::Ignored;
        match recorded.effect {
            Effect::Late { applied } => {
                self.late += 1;
                assert!(!(applied && (drops || neutral)));
                if !applied {
                    let mut polled = before;
                    assert_eq!(recorded.transitions, polled.poll(now), "a dropped result changes nothing");
                }
            }
            Effect::Ignored => assert!(neutral),
            Effect::Counted => assert!(!neutral && !stale),
        }
        // Another probe's lease may have run out first, which makes this one late too.
        assert!(!stale || matches!(recorded.effect, Effect::Late { .. }));
        assert_eq!(self.breaker.late(), self.late);
        self.take(recorded.transitions);
    }

    fn poll(&mut self, now: Instant) {
        let transitions = self.breaker.poll(now);
        self.take(transitions);
    }

    fn under_way(&self) -> usize {
        self.permits.probes(self.breaker.generation())
    }

    /// A half-open breaker either takes a probe now or knows when the lease of one ends.
    fn never_stuck(&self) {
        let Progress::Probing { under_way, successes, needed } = self.breaker.progress(self.seen) else { return };
        assert_eq!(under_way as usize, self.under_way());
        let mut breaker = self.breaker.clone();
        match breaker.next_deadline() {
            Some(Deadline::LeaseEnds(until)) => {
                let expired = breaker.poll(until);
                assert_eq!((expired[0].at, expired[0].to), (until, State::Open));
                if let Some(probe_at) = expired[0].probe_at.filter(|probe_at| *probe_at < Instant::MAX) {
                    admits_a_probe(breaker, probe_at);
                }
            }
            Some(due @ Deadline::ProbeDue(_)) => panic!("half-open with {due:?}"),
            None => {
                let named = matches!(breaker.settings().probes, Probes::InAllEvenIfStuck(_)) && successes < needed;
                let admitted = matches!(breaker.admit(self.seen).decision, Decision::Admitted(_));
                assert!(admitted || named, "stuck half-open: {:?}", self.breaker);
            }
        }
    }
}

/// An open breaker takes a probe when its wait is over; one longer than time never is.
fn admits_a_probe(mut breaker: Breaker, at: Instant) {
    let admitted = matches!(breaker.admit(at).decision, Decision::Admitted(permit) if permit.is_probe());
    assert!(admitted || at == Instant::MAX);
}

/// A breaker after all moves, each of which was watched.
fn watched(settings: Settings, moves: Vec<(i64, Step)>) -> Watched {
    let mut watched = Watched::new(settings);
    let times: Vec<i64> = moves.iter().map(|(later, _)| *later).collect();
    for (now, (_, step)) in walk(times).zip(moves) {
        watched.step(now, step);
    }
    watched
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_breaker_keeps_its_promises(settings in settings(), moves in moves()) {
        watched(settings, moves);
    }

    #[test]
    fn the_same_calls_give_the_same_run(settings in settings(), moves in moves()) {
        let run = || watched(settings.clone(), moves.clone()).breaker;
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn a_window_counts_what_a_list_of_all_results_says(
        trip in trip(),
        results in vec((0..400_000_000_i64, any::<bool>()), 1..60),
    ) {
        let settings = Settings {
            trip,
            reset: Duration::ZERO,
            probes: Probes::AtOnce(1),
            successes: 1,
            lease: Duration::from_secs(1),
            late: Late::Drop,
            ignored: IgnoredCounts::Neutral,
        };
        let mut breaker = Breaker::new(settings).unwrap();
        let mut all: Vec<(Instant, bool)> = Vec::new();
        let times: Vec<i64> = results.iter().map(|(later, _)| *later).collect();
        for (now, (_, failed)) in walk(times).zip(results) {
            let Decision::Admitted(permit) = breaker.admit(now).decision else { panic!("closed") };
            let recorded = breaker.report(now, permit, if failed { Outcome::Failure } else { Outcome::Success });
            all.push((now, failed));
            let inside: Vec<bool> = match trip {
                Trip::Row { .. } => all.iter().rev().map_while(|(_, failed)| failed.then_some(true)).collect(),
                Trip::Count { window, .. } => all.iter().rev().take(window as usize).map(|(_, failed)| *failed).collect(),
                Trip::Time { span, .. } => all
                    .iter()
                    .filter(|(at, _)| now.since(Instant::from_millis(at.millis())) < span)
                    .map(|(_, failed)| *failed)
                    .collect(),
            };
            let calls = inside.len() as u64;
            let failures = inside.into_iter().filter(|failed| *failed).count() as u64;
            let opens = match (recorded.progress, &trip) {
                (Progress::Row { failures: counted, threshold }, Trip::Row { .. }) => {
                    prop_assert_eq!(counted, failures);
                    failures >= u64::from(threshold)
                }
                (Progress::Rate { failures: counted, calls: judged, min, rate, .. }, _) => {
                    prop_assert_eq!((counted, judged), (failures, calls));
                    calls >= u64::from(min) && rate.reached_by(failures, calls)
                }
                (other, _) => panic!("{other:?}"),
            };
            prop_assert_eq!(opens, breaker.state() == State::Open);
            if opens {
                break;
            }
        }
    }

    #[test]
    fn new_settings_of_the_same_kind_lose_no_result(first in settings(), most in 1..9_u32, longer in 1..3_000_u64) {
        let trip = match first.trip {
            Trip::Row { .. } => Trip::Row { threshold: most },
            Trip::Count { rate, min, .. } => Trip::Count { window: most, rate, min },
            Trip::Time { rate, min, .. } => Trip::Time { span: Duration::from_millis(longer), rate, min },
        };
        let second = Settings { trip, ..first.clone() };
        let mut breaker = Breaker::new(first.clone()).unwrap();
        for _ in 0..4 {
            if let Decision::Admitted(permit) = breaker.admit(Instant::ZERO).decision {
                let _ = breaker.report(Instant::ZERO, permit, Outcome::Failure);
            }
        }
        let before = breaker.clone();
        breaker.configure(second).unwrap();
        breaker.configure(first).unwrap();
        prop_assert_eq!(breaker, before);
    }
}
