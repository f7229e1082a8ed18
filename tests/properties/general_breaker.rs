//! What holds for the general breaker, whatever its settings, its calls and their times.

use core::time::Duration;

use half_open::policy::breaker::general::{
    Deadline, Effect, GeneralBreaker, Ignored, Lease, Now, Settings, State, Transition, Trip, Turn,
};
use half_open::policy::breaker::presets::Preset;
use half_open::policy::breaker::{Late, Outcome, Permit, Probes};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::breaker_calls::{Permits, outcome};
use super::general_settings::{settings, trip};
use super::strategies::walk;
use crate::cases::cases;

/// More cases than elsewhere: there is more to combine.
pub(super) fn config() -> ProptestConfig {
    cases(512)
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
    Evaluate,
    ForceOpen,
    ForceOpenTimed,
    ForceHalfOpen,
    Isolate,
    Release,
    Disable,
    Measure,
    Reset,
    Trips(Vec<Trip>),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        16 => Just(Step::Admit),
        16 => (any::<usize>(), outcome()).prop_map(|(index, outcome)| Step::Report(index, outcome)),
        2 => any::<usize>().prop_map(Step::Cancel),
        1 => any::<usize>().prop_map(Step::Lose),
        2 => select(vec![Step::Poll, Step::Evaluate, Step::ForceOpenTimed, Step::ForceHalfOpen, Step::Reset]),
        1 => select(vec![Step::ForceOpen, Step::Isolate, Step::Release, Step::Disable, Step::Measure]),
        1 => vec(trip(), 1..3).prop_map(Step::Trips),
    ]
}

/// A time, the luck of it and what is done then. Times jump back too.
fn moves() -> impl Strategy<Value = Vec<(i64, f64, Step)>> {
    let later = prop_oneof![
        6 => 0..400_000_000_i64,
        3 => 0..5_000_000_000_i64,
        1 => -3_000_000_000..0_i64,
        1 => Just(i64::MAX),
    ];
    vec((later, 0.0..1.0, step()), 0..80)
}

/// A breaker with what an onlooker knows of it.
struct Watched {
    breaker: GeneralBreaker,
    permits: Permits,
    state: State,
    since: Instant,
    seen: Instant,
    late: u64,
}

impl Watched {
    fn new(settings: Settings) -> Self {
        Self {
            breaker: GeneralBreaker::new(settings).unwrap(),
            permits: Permits::default(),
            state: State::Closed,
            since: Instant::ZERO,
            seen: Instant::ZERO,
            late: 0,
        }
    }

    fn take(&mut self, transitions: Vec<Transition>) {
        for made in transitions {
            assert_eq!(made.from, self.state, "transitions form a chain");
            assert_ne!(made.to, made.from);
            assert!(made.at >= self.since && made.at <= self.seen, "{made:?} goes back or ahead");
            assert_eq!(made.opening.is_some(), made.to == State::Open);
            (self.state, self.since) = (made.to, made.at);
        }
        assert_eq!(self.breaker.state(), self.state);
    }

    fn step(&mut self, now: Now, step: Step) {
        self.seen = self.seen.max(now.at);
        let transitions = match step {
            Step::Admit => return self.admit(now),
            Step::Report(index, outcome) => match self.permits.pick(index) {
                Some(permit) => return self.report(now, permit, outcome),
                None => self.breaker.poll(now),
            },
            Step::Cancel(index) => match self.permits.pick(index) {
                Some(permit) => {
                    self.permits.forget(&permit);
                    self.breaker.cancel(now, permit)
                }
                None => self.breaker.poll(now),
            },
            Step::Lose(index) => {
                let _lost = self.permits.pick(index);
                self.breaker.poll(now)
            }
            Step::Poll => self.breaker.poll(now),
            Step::Evaluate => self.breaker.evaluate(now),
            Step::ForceOpen => self.breaker.force_open(now),
            Step::ForceOpenTimed => self.breaker.force_open_timed(now),
            Step::ForceHalfOpen => self.breaker.force_half_open(now),
            Step::Isolate => self.breaker.isolate(now),
            Step::Release => self.breaker.release(now),
            Step::Disable => self.breaker.disable(now),
            Step::Measure => self.breaker.only_measure(now),
            Step::Reset => self.breaker.reset(now),
            Step::Trips(trips) => self.breaker.configure_trip(now, trips).unwrap(),
        };
        self.take(transitions);
        self.never_stuck();
    }

    fn admit(&mut self, now: Now) {
        let before = self.breaker.clone();
        let admission = self.breaker.admit(now);
        self.take(admission.transitions);
        match admission.decision {
            Ok(permit) => {
                let open = matches!(self.state, State::Open | State::ForcedOpen | State::Isolated);
                assert!(!open, "{:?} admits", self.state);
                assert_eq!(permit.is_probe(), self.state == State::HalfOpen);
                assert_eq!((permit.generation(), permit.issued()), (self.breaker.generation(), self.seen));
                if let Some(Deadline::ProbeDue(due)) = before.next_deadline() {
                    assert!(self.seen >= due, "a probe before {due}");
                }
                let probe = permit.is_probe();
                self.permits.keep(permit);
                if probe {
                    let most = before.settings().half_open.probes.limit();
                    let probes = self.permits.probes(self.breaker.generation());
                    assert!(probes <= most as usize, "{probes} probes of {most}");
                }
            }
            Err(rejection) => {
                assert_eq!(rejection.state, self.state);
                assert!(self.state == State::Open || rejection.retry_at.is_none());
                if let Some(retry_at) = rejection.retry_at {
                    assert!(retry_at > self.seen);
                    let mut later = self.breaker.clone();
                    assert!(later.clone().admit(retry_at.before(Duration::from_nanos(1))).decision.is_err());
                    assert!(later.admit(retry_at).decision.is_ok_and(|permit| permit.is_probe()));
                }
            }
        }
        self.never_stuck();
    }

    fn report(&mut self, now: Now, permit: Permit, outcome: Outcome) {
        self.permits.forget(&permit);
        let before = self.breaker.clone();
        let recorded = self.breaker.report(now, permit, outcome);
        let drops = self.breaker.settings().late == Late::Drop;
        if let Effect::Late { .. } | Effect::LateForTripRule = recorded.effect {
            self.late += 1;
            assert!(!(recorded.effect != Effect::Late { applied: false } && drops));
            if drops {
                let mut polled = before;
                let closed = recorded.transitions.iter().any(|made| made.to == State::Closed);
                assert!(!closed, "a dropped result closes nothing");
                polled.poll(now);
                assert!(polled.state() == self.breaker.state() || polled.settings().turn != Turn::WithCall);
            }
        }
        assert!(recorded.would_open.is_none() || self.breaker.state() == State::MetricsOnly);
        assert_eq!(self.breaker.late(), self.late);
        self.take(recorded.transitions);
        self.never_stuck();
    }

    /// A half-open breaker takes a probe now or knows when the lease of one ends, unless a known mistake was asked for
    /// by its name. And what it counts adds up.
    fn never_stuck(&self) {
        let counts = self.breaker.counts();
        assert!(counts.requests >= counts.ok + counts.err + counts.ignored);
        if self.state != State::HalfOpen {
            return;
        }
        let settings = self.breaker.settings();
        let named = matches!(settings.half_open.probes, Probes::InAllEvenIfStuck(_))
            || settings.half_open.lease == Lease::EndlessEvenIfStuck
            || settings.ignored == Ignored::KeepPermitEvenIfStuck;
        let leased = matches!(self.breaker.next_deadline(), Some(Deadline::LeaseEnds(_)));
        let admits = self.breaker.clone().admit(self.seen).decision.is_ok();
        assert!(named || leased || admits, "stuck half-open: {:?}", self.breaker);
    }
}

/// Watches a breaker through all moves.
fn watch(settings: Settings, moves: Vec<(i64, f64, Step)>) {
    let mut watched = Watched::new(settings);
    let times: Vec<i64> = moves.iter().map(|(later, ..)| *later).collect();
    for (at, (_, luck, step)) in walk(times).zip(moves) {
        watched.step(Now { at, luck }, step);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_is_set_and_done_a_general_breaker_keeps_its_promises(settings in settings(), moves in moves()) {
        watch(settings, moves);
    }

    #[test]
    fn so_does_each_preset(preset in select(Preset::ALL.to_vec()), moves in moves()) {
        watch(preset.settings(), moves);
    }
}
