//! What holds for the general breaker, whatever its settings, its calls and their times.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "common/strategies.rs"]
mod strategies;

use core::time::Duration;

use half_open::policy::backoff::{Backoff, Growth, Jitter};
use half_open::policy::breaker::general::{
    Boundary, Close, Compare, GeneralBreaker, HalfOpen, Ignored, JudgedOn, Lease, MeasuredFrom, Now, Rate, Reach,
    Reopen, Settings, Slow, State, Tally, Transition, Trip, Turn, Wait, Window,
};
use half_open::policy::breaker::presets::Preset;
use half_open::policy::breaker::{self as plain, Deadline, Effect, Late, Outcome, Permit, Probes};
use half_open::policy::share::Share;
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use strategies::{number, span};

/// More cases than elsewhere: there is more to combine.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 512, ..strategies::config() }
}

fn share() -> impl Strategy<Value = Share> {
    (0..=20_u32).prop_map(|twentieths| Share::percent(twentieths * 5))
}

fn slow() -> impl Strategy<Value = Option<Slow>> {
    proptest::option::of((span(), share()).prop_map(|(longer_than, rate)| Slow { longer_than, rate }))
}

fn compare() -> impl Strategy<Value = Compare> {
    select(vec![Compare::AtLeast, Compare::Above])
}

fn rate() -> impl Strategy<Value = Rate> {
    let judged_on = select(vec![JudgedOn::Any, JudgedOn::Failure]);
    (share(), compare(), number(), judged_on, slow()).prop_map(|(rate, compare, min_calls, judged_on, slow)| Rate {
        rate,
        compare,
        min_calls,
        judged_on,
        slow,
    })
}

fn trip() -> impl Strategy<Value = Trip> {
    prop_oneof![
        number().prop_map(|failures| Trip::Consecutive { failures }),
        (number(), any::<bool>(), rate()).prop_map(|(size, only_when_full, rate)| Trip::CountWindow {
            size,
            only_when_full,
            rate
        }),
        (span(), span(), any::<bool>(), rate()).prop_map(|(window, bucket, aligned, rate)| Trip::TimeWindow {
            window,
            bucket,
            aligned,
            rate
        }),
        (span(), rate()).prop_map(|(interval, rate)| Trip::Tumbling { interval, rate }),
        (number(), number()).prop_map(|(failures, of)| Trip::LastResults { failures, of }),
        (number(), span(), span()).prop_map(|(errors, window, lumping)| Trip::ErrorsWithin { errors, window, lumping }),
        (number(), span()).prop_map(|(errors, gap)| Trip::ErrorGap { errors, gap }),
        (span(), share(), number()).prop_map(|(window, required, min_calls)| Trip::SuccessRate {
            window,
            required,
            min_calls
        }),
    ]
    .prop_filter("an accepted rule", |trip| trip.check().is_ok())
}

fn wait() -> impl Strategy<Value = Wait> {
    let jitter =
        select(vec![Jitter::None, Jitter::Full, Jitter::Equal, Jitter::Decorrelated, Jitter::Share { part: 0.5 }]);
    let growth = select(vec![Growth::Constant, Growth::Linear, Growth::Exponential { factor: 2.0 }]);
    prop_oneof![
        span().prop_map(Wait::Constant),
        vec(span(), 1..4).prop_map(Wait::List),
        (growth, span(), span(), jitter).prop_filter_map("an accepted backoff", |(growth, base, cap, jitter)| {
            Backoff::new(growth, base, cap, jitter).ok().map(Wait::Backoff)
        }),
    ]
}

fn half_open() -> impl Strategy<Value = HalfOpen> {
    let probes = prop_oneof![
        number().prop_map(Probes::AtOnce),
        number().prop_map(Probes::InAll),
        number().prop_map(Probes::InAllEvenIfStuck)
    ];
    let of = || proptest::option::of(number());
    let close =
        prop_oneof![
            number().prop_map(Close::ConsecutiveSuccesses),
            (number(), of()).prop_map(|(needed, of)| Close::Successes { needed, of }),
            (number(), of(), share(), compare(), slow())
                .prop_map(|(size, window, rate, compare, slow)| Close::Sample { size, window, rate, compare, slow }),
            (number(), number()).prop_map(|(size, most)| Close::FewFailures { size, most }),
        ];
    let reopen = prop_oneof![number().prop_map(Reopen::Failures), Just(Reopen::SampleFailed)];
    let lease = prop_oneof![3 => span().prop_map(Lease::For), 1 => Just(Lease::EndlessEvenIfStuck)];
    (probes, close, reopen, lease, any::<bool>())
        .prop_map(|(probes, close, reopen, lease, carry)| HalfOpen { probes, close, reopen, lease, carry })
        .prop_filter("accepted rules", |rules| rules.check().is_ok())
}

/// Settings of any kind that the constructor accepts.
fn settings() -> impl Strategy<Value = Settings> {
    let open = (
        wait(),
        select(vec![Boundary::AtWait, Boundary::AfterWait]),
        select(vec![Turn::WithCall, Turn::ByTimer]),
        select(vec![MeasuredFrom::Opened, MeasuredFrom::LastFailure, MeasuredFrom::CallStart]),
    );
    let ignored =
        select(vec![Ignored::Neutral, Ignored::ReleasePermit, Ignored::Success, Ignored::KeepPermitEvenIfStuck]);
    let late = select(vec![Late::Drop, Late::Apply]);
    (vec(trip(), 1..4), any::<bool>(), open, half_open(), ignored, late, any::<bool>())
        .prop_map(|(trips, keep_window, open, half_open, ignored, late, success_closes_open)| {
            let (wait, boundary, turn, measured_from) = open;
            Settings {
                trips,
                keep_window,
                wait,
                boundary,
                turn,
                measured_from,
                half_open,
                ignored,
                late,
                success_closes_open,
            }
        })
        .prop_filter("an accepted configuration", |settings| settings.check().is_ok())
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![2 => Just(Outcome::Success), 4 => Just(Outcome::Failure), 1 => Just(Outcome::Ignored)]
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
    held: Vec<Permit>,
    /// Probes admitted, by generation, whose place was neither given back nor is free as they ended.
    under_way: Vec<(u64, Instant)>,
    state: State,
    since: Instant,
    seen: Instant,
    late: u64,
}

impl Watched {
    fn new(settings: Settings) -> Self {
        Self {
            breaker: GeneralBreaker::new(settings).unwrap(),
            held: Vec::new(),
            under_way: Vec::new(),
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
            Step::Report(index, outcome) => match self.pick(index) {
                Some(permit) => return self.report(now, permit, outcome),
                None => self.breaker.poll(now),
            },
            Step::Cancel(index) => match self.pick(index) {
                Some(permit) => {
                    self.forget(&permit);
                    self.breaker.cancel(now, permit)
                }
                None => self.breaker.poll(now),
            },
            Step::Lose(index) => {
                let _lost = self.pick(index);
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
                if let Some(until) = permit.lease_until() {
                    self.under_way.push((permit.generation(), until));
                    let most = before.settings().half_open.probes.limit();
                    let generation = self.breaker.generation();
                    let probes = self.under_way.iter().filter(|(other, _)| *other == generation).count();
                    assert!(probes <= most as usize, "{probes} probes of {most}");
                }
                self.held.push(permit);
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
        self.forget(&permit);
        let before = self.breaker.clone();
        let recorded = self.breaker.report(now, permit, outcome);
        let drops = self.breaker.settings().late == Late::Drop;
        if let Effect::Late { applied } = recorded.effect {
            self.late += 1;
            assert!(!(applied && drops));
            if drops {
                let mut polled = before;
                let changed: Vec<_> = recorded.transitions.iter().filter(|made| made.to != State::Open).collect();
                assert_eq!(changed.len(), 0, "a dropped result closes nothing");
                polled.poll(now);
                assert!(polled.state() == self.breaker.state() || polled.settings().turn == Turn::ByTimer);
            }
        }
        assert!(recorded.would_open.is_none() || self.breaker.state() == State::MetricsOnly);
        assert_eq!(self.breaker.late(), self.late);
        self.take(recorded.transitions);
        self.never_stuck();
    }

    fn pick(&mut self, index: usize) -> Option<Permit> {
        (!self.held.is_empty()).then(|| self.held.remove(index % self.held.len()))
    }

    fn forget(&mut self, permit: &Permit) {
        let probe = permit.lease_until().map(|until| (permit.generation(), until));
        if let Some(place) = self.under_way.iter().position(|known| Some(*known) == probe) {
            self.under_way.remove(place);
        }
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

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_is_set_and_done_a_general_breaker_keeps_its_promises(settings in settings(), moves in moves()) {
        let mut watched = Watched::new(settings);
        let mut now: i64 = 0;
        for (later, luck, step) in moves {
            now = now.saturating_add(later).max(0);
            watched.step(Now { at: Instant::from_nanos(now as u64), luck }, step);
        }
    }

    #[test]
    fn so_does_each_preset(preset in select(Preset::ALL.to_vec()), moves in moves()) {
        let mut watched = Watched::new(preset.settings());
        let mut now: i64 = 0;
        for (later, luck, step) in moves {
            now = now.saturating_add(later).max(0);
            watched.step(Now { at: Instant::from_nanos(now as u64), luck }, step);
        }
    }

    #[test]
    fn a_window_holds_what_a_plain_list_of_all_results_holds(
        kind in 0..4_u8,
        size in 1..6_u32,
        width in 1..2_000_u64,
        start in 0..5_000_u64,
        results in vec((0..1_500_u64, 0..3_u8, any::<bool>()), 0..60),
    ) {
        let width = Duration::from_millis(width);
        let reach = match kind {
            0 => Reach::All,
            1 => Reach::Last(size),
            2 => Reach::Tumbling(width),
            _ => Reach::Buckets { width, count: u64::from(size), aligned: true },
        };
        let (mut window, mut now) = (Window::new(reach, Instant::from_millis(start)), start);
        let (mut all, mut from): (Vec<(u64, Tally)>, u64) = (Vec::new(), start);
        for (later, outcome, slow) in results {
            now += later;
            let slow = u64::from(slow && outcome < 2);
            let is = |other| u64::from(outcome == other);
            let one = Tally { ok: is(0), err: is(1), ignored: is(2), slow };
            window.advance(Instant::from_millis(now));
            window.record(Instant::from_millis(now), one);
            if u128::from(now - from) > width.as_millis() {
                from = now;
            }
            all.push((now, one));
            let mut kept: Vec<_> = match reach {
                Reach::All => all.clone(),
                Reach::Tumbling(_) => all.iter().copied().filter(|(at, _)| *at >= from).collect(),
                Reach::Buckets { .. } => {
                    let width = width.as_millis() as u64;
                    let number = |at: u64| at / width;
                    all.iter().copied().filter(|(at, _)| number(*at) + u64::from(size) > number(now)).collect()
                }
                Reach::Last(_) => {
                    let judged = all.iter().rev().filter(|(_, one)| one.ignored == 0).take(size as usize);
                    judged.chain(all.iter().filter(|(_, one)| one.ignored > 0)).copied().collect()
                }
            };
            // A tumbling window that starts anew just now holds only what came since; others of the same time, too.
            if matches!(reach, Reach::Tumbling(_)) && from == now {
                let first = all.len() - all.iter().rev().take_while(|(at, _)| *at == now).count();
                kept = all[first..].to_vec();
            }
            let sum = kept.iter().fold(Tally::default(), |sum, (_, one)| Tally {
                ok: sum.ok + one.ok,
                err: sum.err + one.err,
                ignored: sum.ignored + one.ignored,
                slow: sum.slow + one.slow,
            });
            prop_assert_eq!(window.sum(), sum);
        }
    }

    #[test]
    fn set_like_the_plain_breaker_the_general_one_does_the_same(
        trip in 0..3_u8,
        (threshold, size, min, percent) in (1..5_u32, 1..6_u32, 1..6_u32, 1..=100_u32),
        (reset, lease) in (0..3_000_u64, 1..3_000_u64),
        (most, in_all, successes) in (1..4_u32, any::<bool>(), 1..4_u32),
        (drops, success) in (any::<bool>(), any::<bool>()),
        moves in vec((0..900_u64, 0..8_u8, any::<usize>(), outcome()), 0..80),
    ) {
        let ms = Duration::from_millis;
        let share = Share::percent(percent);
        let probes = if in_all { Probes::InAllEvenIfStuck(most) } else { Probes::AtOnce(most) };
        let late = if drops { Late::Drop } else { Late::Apply };
        let span = ms(u64::from(size) * 500);
        let trip = match trip {
            0 => plain::Trip::Row { threshold },
            1 => plain::Trip::Count { window: size, rate: share, min },
            _ => plain::Trip::Time { span, rate: share, min },
        };
        let ignored = if success { plain::IgnoredCounts::Success } else { plain::IgnoredCounts::Neutral };
        let settings = plain::Settings {
            trip,
            reset: ms(reset),
            probes,
            successes,
            lease: ms(lease),
            late,
            ignored,
        };
        let mut other = GeneralBreaker::new(Settings::from(&settings)).unwrap();
        let mut one = plain::Breaker::new(settings).unwrap();
        let (mut now, mut held): (u64, Vec<(Permit, Permit)>) = (0, Vec::new());
        for (later, what, index, outcome) in moves {
            now += later;
            let at = Instant::from_millis(now);
            match what {
                0 => {
                    one.poll(at);
                    other.poll(at);
                }
                1 if index % 8 == 0 => {
                    one.reset(at);
                    other.reset(at);
                }
                2 if index % 8 == 0 => {
                    one.force_open(at);
                    other.force_open(at);
                }
                3..=5 if !held.is_empty() => {
                    let (first, second) = held.remove(index % held.len());
                    let (first, second) = (one.report(at, first, outcome), other.report(at, second, outcome));
                    prop_assert_eq!(first.effect, second.effect);
                    let first: Vec<_> = first.transitions.iter().map(|made| (made.at, made.probe_at)).collect();
                    let second: Vec<_> =
                        second.transitions.iter().map(|made| (made.at, made.opening.and_then(|it| it.probe_at))).collect();
                    prop_assert_eq!(first, second);
                }
                _ => match (one.admit(at).decision, other.admit(at).decision) {
                    (plain::Decision::Admitted(first), Ok(second)) => {
                        prop_assert_eq!(first.lease_until(), second.lease_until());
                        held.push((first, second));
                    }
                    (plain::Decision::Rejected(first), Err(second)) => prop_assert_eq!(first.retry_at, second.retry_at),
                    (first, second) => panic!("{first:?} but {second:?}"),
                },
            }
            let state = match one.state() {
                plain::State::Closed => State::Closed,
                plain::State::Open => State::Open,
                plain::State::HalfOpen => State::HalfOpen,
                plain::State::ForcedOpen => State::ForcedOpen,
            };
            prop_assert_eq!((state, one.late(), one.generation()), (other.state(), other.late(), other.generation()));
            prop_assert_eq!(one.next_deadline(), other.next_deadline());
        }
    }
}
