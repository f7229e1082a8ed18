//! The numbers of the explanations, counted once more: from events and settings, without the picture that they are
//! read off.

use core::time::Duration;
use std::collections::BTreeMap;

use half_open::play::{LabId, Run, Value};
use half_open::policy::FailureKind;
use half_open::policy::alert::{Alerts, Raised, Signs};
use half_open::policy::breaker::{Outcome, State};
use half_open::policy::health::{Circuit, Watch, score};
use half_open::sim::event::{CallId, CallOutcome, Event, LayerStep, Record, Services, TwinFate};
use half_open::sim::input::Action;
use half_open::time::Instant;

/// Every number that an explanation tells, in its order, counted from the run's events and settings alone: what the
/// explanation read off the picture must be the same.
pub(crate) fn retold(lab: LabId, question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    match lab.key {
        "breaker" => retold_breaker(question, run, records),
        "retry" => retold_retry(question, run, records),
        "stack" => retold_stack(question, run, records),
        "storm" => retold_storm(question, run, records),
        "pipeline" => retold_pipeline(question, run, records),
        "bulkhead" => retold_bulkhead(question, run, records),
        "cascade" => retold_cascade(question, run, records),
        "fallback" => retold_fallback(question, run, records),
        "dashboard" => retold_dashboard(question, run, records),
        "clinic" => retold_clinic(question, run, records),
        _ => retold_batch(question, run, records),
    }
}

/// Whether numbers are the same up to the rounding of a text.
pub(crate) fn same(told: &[f64], retold: &[f64]) -> bool {
    told.len() == retold.len()
        && told
            .iter()
            .zip(retold)
            .all(|(told, counted)| (told - counted).abs() < if *counted < 1.0 { 0.0051 } else { 0.051 })
}

/// The events of the run beside it, which the storm lab has with full jitter and under load with a budget.
fn beside(run: &Run) -> Vec<Record> {
    let mut tape = run.tape().clone();
    let settings = &mut tape.scenario.settings;
    settings.set("jitter", Value::Choice(2));
    if settings.choice("world") == "load" {
        settings.set("budget", Value::Choice(1));
    }
    let mut records = Vec::new();
    let mut other = Run::replay(tape).expect("a valid run");
    other.advance_with(run.now(), usize::MAX, &mut |record| records.push(*record));
    records
}

fn retold_storm(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let set = |key| run.settings().number(key);
    let started = |records: &[Record]| how_many(records, |event| matches!(event, Event::AttemptStarted { .. }));
    let served = |event: &Event| matches!(event, Event::CallEnded { outcome: CallOutcome::Success { .. }, .. });
    let conflicts =
        || how_many(records, |event| matches!(event, Event::Decided(decided) if decided.rule == "conflict"));
    let last =
        |records: &[Record]| records.iter().rev().find(|record| served(&record.event)).expect("one").at.seconds();
    match question {
        1 => {
            let second = |event: &Event| matches!(event, Event::AttemptEnded { attempt: 2, .. });
            let good = |event: &Event| matches!(event, Event::AttemptEnded { attempt: 2, value: Some(_), .. });
            vec![how_many(records, good), how_many(records, second), set("capacity"), 0.1, set("base")]
        }
        2 => {
            let good = |record: &&Record| matches!(record.event, Event::AttemptEnded { value: Some(_), .. });
            let mut slots: Vec<u64> = records.iter().filter(good).map(|record| record.at.millis() / 100).collect();
            slots.dedup();
            vec![set("clients"), last(records), slots.len() as f64]
        }
        3 => {
            let starts = starts(records, 1_000);
            (0..8).map(|second| starts.get(&second).copied().unwrap_or_default()).collect()
        }
        4 => {
            let after = starts(records, 100);
            vec![after.range(5..).map(|(_, attempts)| *attempts).fold(0.0, f64::max), set("capacity")]
        }
        5 => vec![run.now().seconds(), how_many(records, served), how_many(&beside(run), served)],
        6 => {
            let lately: Vec<Record> =
                records.iter().filter(|record| run.now().since(record.at).as_secs() == 0).copied().collect();
            let queued = |record: &Record| match record.event {
                Event::Queued { queued, .. } | Event::WorkStarted { queued, .. } => Some(queued),
                _ => None,
            };
            let queued = records.iter().rev().find_map(queued).expect("a queue");
            let wait = f64::from(queued) / (10.0 * set("capacity"));
            vec![set("rate"), how_many(&lately, served), wait, set("patience")]
        }
        7 => vec![started(records), set("clients"), conflicts()],
        8 => {
            let other = beside(run);
            vec![last(records), started(records), last(&other), started(&other)]
        }
        _ => panic!("Storm {question} tells numbers that no test counts"),
    }
}

/// How many events are of a kind.
fn how_many(records: &[Record], is: impl Fn(&Event) -> bool) -> f64 {
    records.iter().filter(|record| is(&record.event)).count() as f64
}

fn refusals(records: &[Record]) -> f64 {
    how_many(records, |event| matches!(event, Event::CallEnded { outcome: CallOutcome::Refused, .. }))
}

fn ended(records: &[Record]) -> f64 {
    how_many(records, |event| matches!(event, Event::AttemptEnded { .. }))
}

fn failed(records: &[Record]) -> f64 {
    how_many(records, |event| matches!(event, Event::AttemptEnded { value: None, .. }))
}

fn opening(records: &[Record]) -> Option<f64> {
    let open = |record: &&Record| matches!(&record.event, Event::Transition(change) if change.to == State::Open);
    records.iter().find(open).map(|record| record.at.seconds())
}

/// The first time of the run's inputs of which `is` holds.
fn input(run: &Run, is: impl Fn(Action) -> bool) -> f64 {
    run.tape().inputs.iter().find(|input| is(input.action)).expect("such an input").at.seconds()
}

fn retold_breaker(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let set = |key| run.settings().number(key);
    match question {
        1 => vec![set("threshold"), opening(records).expect("an opening"), set("latency"), set("reset")],
        2 => {
            let openings = how_many(records, |event| matches!(event, Event::Transition(to) if to.to == State::Open));
            vec![ended(records), set("calls"), refusals(records), openings, set("reset"), set("threshold")]
        }
        3 => {
            let well = input(run, |action| matches!(action, Action::Recover { .. }));
            let success = |record: &&Record| {
                record.at.seconds() > well && matches!(record.event, Event::AttemptEnded { value: Some(_), .. })
            };
            let back = records.iter().find(success).expect("a success").at;
            let between: Vec<Record> =
                records.iter().filter(|one| one.at.seconds() > well && one.at < back).copied().collect();
            vec![well, refusals(&between), back.seconds(), set("reset")]
        }
        4 => {
            let down = input(run, |action| matches!(action, Action::Kill { .. }));
            let well = input(run, |action| matches!(action, Action::Recover { .. }));
            let met = how_many(records, |event| matches!(event, Event::AttemptEnded { luck, .. } if luck.killed()));
            let between: Vec<Record> =
                records.iter().filter(|one| (down..=well).contains(&one.at.seconds())).copied().collect();
            vec![down, well, met, refusals(&between), set("reset")]
        }
        5 => {
            let mut rows = vec![0.0];
            for record in records {
                match record.event {
                    Event::AttemptEnded { value: Some(_), .. } => rows.push(0.0),
                    Event::AttemptEnded { .. } => *rows.last_mut().expect("a row") += 1.0,
                    _ => {}
                }
            }
            let longest = rows.into_iter().fold(0.0, f64::max);
            let (failure, threshold) = (set("failure"), set("threshold"));
            let chance = 100.0 * failure.powf(threshold);
            let opened = opening(records).unwrap_or(threshold);
            vec![failed(records), ended(records), longest, opened, 0.0, failure, threshold, chance, threshold]
        }
        6 => {
            let (failure, refused) = (set("failure"), refusals(records));
            let answered = how_many(records, |event| matches!(event, Event::Refused { luck, .. } if !luck.fails()));
            vec![failed(records), refused, answered, set("threshold"), 100.0 * failure.powi(3)]
        }
        _ => panic!("Breaker {question} tells numbers that no test counts"),
    }
}

/// The waits before attempts, with the planned ones, in seconds.
fn waits(records: &[Record], before: impl Fn(u32) -> bool) -> Vec<(f64, f64)> {
    let wait = |record: &Record| match record.event {
        Event::Waiting { attempt, delay, .. } if before(attempt) => {
            Some((delay.total.as_secs_f64(), delay.planned.as_secs_f64()))
        }
        _ => None,
    };
    records.iter().filter_map(wait).collect()
}

/// The attempts that started in each span of this many milliseconds, by its number.
fn starts(records: &[Record], millis: u64) -> BTreeMap<u64, f64> {
    let mut starts = BTreeMap::new();
    for record in records.iter().filter(|record| matches!(record.event, Event::AttemptStarted { .. })) {
        *starts.entry(record.at.millis() / millis).or_default() += 1.0;
    }
    starts
}

fn busiest(records: &[Record]) -> f64 {
    starts(records, 100).range(10..).map(|(_, load)| *load).fold(0.0, f64::max)
}

fn retold_stack(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let attempts = |records: &[Record]| how_many(records, |event| matches!(event, Event::AttemptStarted { .. }));
    let refused = how_many(records, |event| matches!(event, Event::Refused { .. }));
    let seen = how_many(records, |event| matches!(event, Event::Counted { outcome: Outcome::Failure, .. }));
    match question {
        1 => {
            let waited = waits(records, |_| true).into_iter().map(|(wait, _)| wait).sum();
            vec![opening(records).expect("an opening"), refused, waited]
        }
        2 => {
            let end = records.iter().find(|record| matches!(record.event, Event::CallEnded { .. })).expect("an end");
            let attempts_each = run.settings().number("attempts");
            vec![attempts(records), end.at.seconds(), attempts_each, 3.0, attempts_each.powi(3)]
        }
        3 => vec![attempts(records), attempts(&crate::recommended(run))],
        4 => {
            let cut = how_many(records, |event| matches!(event, Event::TimedOut { .. }));
            vec![opening(records).expect("an opening"), seen, failed(records) + cut]
        }
        5 => {
            let calls = how_many(records, |event| matches!(event, Event::CallStarted { .. }));
            vec![calls, attempts(records), refused]
        }
        6 => {
            let replaced = |event: &Event| {
                matches!(
                    event,
                    Event::AtLayer { place: 3, step: LayerStep::Back { outcome: CallOutcome::FellBack { .. } }, .. }
                )
            };
            vec![attempts(records), how_many(records, replaced), seen]
        }
        _ => panic!("Stack {question} tells numbers that no test counts"),
    }
}

fn retold_bulkhead(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let set = |key| run.settings().number(key);
    let ended = |caller: u32, records: &[Record], served: bool| {
        how_many(records, |event| match event {
            Event::CallEnded { call, outcome, .. } if call.caller == caller => {
                !served || matches!(outcome, CallOutcome::Success { .. })
            }
            _ => false,
        })
    };
    // By Little's law, of what the limiter lets in.
    let let_in = set("reports").min(set("tokens"));
    let orders = [set("orders"), set("orders-take"), set("orders") * set("orders-take")];
    let reports = [let_in, set("reports-take"), let_in * set("reports-take")];
    match question {
        1 => {
            let served = [ended(0, records, true), ended(0, records, false)];
            served.into_iter().chain(reports).chain([set("workers")]).collect()
        }
        2 => {
            let there = crate::without_a_wall(run);
            vec![ended(1, records, true), ended(1, &there, true), set("own"), set("workers")]
        }
        3 => {
            let full = |event: &Event| matches!(event, Event::WorkStarted { busy: 10, .. });
            let at = records.iter().find(|record| full(&record.event)).expect("it is full").at.seconds();
            vec![at, set("reports"), set("reports-take"), orders[2]]
        }
        4 => vec![f64::from(crate::held_by_reports(records)), set("reports"), set("reports-take")],
        5 => [f64::from(crate::held_by_orders(records))].into_iter().chain(orders).collect(),
        6 => {
            let (mut waiting, mut most) = (0_u32, 0_u32);
            for record in records {
                match &record.event {
                    Event::Decided(decided) if decided.call.caller == 1 && decided.policy == "bulkhead" => {
                        let waited = decided.numbers.iter().any(|(name, value)| *name == "waited_ms" && *value > 0.0);
                        waiting += u32::from(decided.rule == "queued");
                        waiting -= u32::from(decided.rule == "admitted" && waited);
                    }
                    _ => {}
                }
                most = most.max(waiting);
            }
            let full = how_many(records, |event| matches!(event, Event::Decided(decided) if decided.rule == "full"));
            vec![f64::from(most), full, set("own"), set("own")]
        }
        7 => {
            let asked = how_many(records, |event| matches!(event, Event::CallStarted { call } if call.caller == 0));
            [ended(0, records, true), asked].into_iter().chain(orders).chain([set("workers") - set("own")]).collect()
        }
        _ => panic!("Bulkhead {question} tells numbers that no test counts"),
    }
}

fn retold_fallback(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let set = |key| run.settings().number(key);
    let ladder =
        |rules: &[&str]| how_many(records, |event| rules.iter().any(|rule| crate::is_decided(event, "ladder", rule)));
    let letters = |rule: &str| how_many(records, |event| crate::is_decided(event, "dead_letters", rule));
    let at = |rule: &str| {
        let rule = |record: &&Record| crate::is_decided(&record.event, "ladder", rule);
        records.iter().find(rule).expect("it was served").at
    };
    let (full, calls) =
        (ladder(&["full"]), ladder(&["full", "degraded", "partial", "fresh", "stale", "default", "error"]));
    match question {
        1 => vec![calls - full, ladder(&["fresh", "stale"]), 0.0],
        2 => {
            let first = at("default");
            let good = |record: &&Record| {
                let is = |rule| crate::is_decided(&record.event, "ladder", rule);
                record.at < first && (is("full") || is("degraded"))
            };
            let last = records.iter().rev().find(good).expect("a good answer").at;
            vec![first.seconds(), first.since(last).as_secs_f64(), set("ttl"), set("stale")]
        }
        3 => {
            let write = |event: &Event| match event {
                Event::Decided(decided) if matches!(decided.rule, "full" | "degraded" | "error") => {
                    decided.numbers.iter().any(|(name, value)| *name == "write" && *value > 0.0)
                }
                _ => false,
            };
            vec![letters("kept"), how_many(records, write)]
        }
        4 => vec![ladder(&["fresh", "stale"]), crate::oldest(records) / 1e3, set("ttl") + set("stale")],
        5 => {
            let each = 1.0 - set("failure");
            vec![full, calls, ladder(&["partial"]), each * 100.0, each.powi(5) * 100.0]
        }
        _ => {
            let failed = letters("came_back");
            let kept = |record: &&Record| crate::is_decided(&record.event, "dead_letters", "kept");
            let oldest = records.iter().find(kept).expect("a letter").at;
            let waits = run.now().since(oldest).as_secs_f64();
            vec![failed + letters("replayed"), failed, letters("kept") - letters("replayed"), waits]
        }
    }
}

fn retold_cascade(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let set = |key| run.settings().number(key);
    let behind = set("rate") * 2.0 / 3.0;
    let busiest = f64::from(crate::busiest(records));
    match question {
        2 => {
            let full = |event: &Event| matches!(event, Event::WorkStarted { service: 0, busy, .. } if f64::from(*busy) == set("front"));
            let at = records.iter().find(|record| full(&record.event)).expect("it is full").at.seconds();
            vec![at, at - set("outage"), behind, set("front"), set("front") / behind]
        }
        3 => {
            let status = |call: CallId| call.number.is_multiple_of(3);
            let answered = |event: &Event| matches!(event, Event::CallEnded { call, outcome: CallOutcome::Success { .. }, .. } if status(*call));
            let asked = |event: &Event| matches!(event, Event::CallStarted { call } if status(*call));
            vec![how_many(records, answered), how_many(records, asked)]
        }
        1 => {
            let opened = how_many(records, |event| matches!(event, Event::Transition(_)));
            let full = |event: &Event| matches!(event, Event::WorkStarted { service: 0, busy: 30, .. });
            vec![opened, records.iter().find(|record| full(&record.event)).expect("it is full").at.seconds()]
        }
        4 => {
            let full = |event: &Event| matches!(event, Event::WorkStarted { service: 0, busy: 30, .. });
            let at = records.iter().find(|record| full(&record.event)).expect("it is full").at.seconds();
            vec![busiest, at, behind]
        }
        5 => vec![busiest, behind, set("timeout"), behind * set("timeout")],
        6 => {
            let wasted = records.iter().filter_map(|record| match record.event {
                Event::WorkEnded { wasted, .. } => wasted,
                _ => None,
            });
            vec![wasted.map(|wasted| wasted.as_secs_f64()).sum()]
        }
        _ => panic!("Cascade {question} tells numbers that no test counts"),
    }
}

/// A monitor of the dashboard lab, folded from the events by the policies alone: the breakers of seven services and five
/// sensors, the eight rows, and the alerts that were sent and held back.
pub(crate) struct Monitor {
    breakers: Vec<Watch>,
    pub(crate) rows: Vec<Watch>,
    alerts: Alerts,
    looked: u64,
    pub(crate) sent: f64,
    pub(crate) held: f64,
}

impl Monitor {
    /// What it knows at the end of a run with a breaker for each.
    pub(crate) fn of(run: &Run, records: &[Record]) -> Self {
        let settings = half_open::labs::dashboard::limits(run.settings());
        let alerts = Alerts::new(settings).expect("valid limits");
        let (breakers, rows) = (vec![Watch::default(); 12], vec![Watch::default(); 8]);
        let mut monitor = Self { breakers, rows, alerts, looked: 0, sent: 0.0, held: 0.0 };
        records.iter().for_each(|record| monitor.apply(record));
        monitor
    }

    fn apply(&mut self, record: &Record) {
        let gate = |call: CallId| if call.caller < 7 { call.caller as usize } else { call.caller as usize - 1 };
        while Instant::from_millis((self.looked + 1) * 30_000) < record.at {
            self.looked += 1;
            self.look(Instant::from_millis(self.looked * 30_000));
        }
        match record.event {
            Event::Counted { call, outcome, .. } | Event::Late { call, outcome, .. } => {
                self.breakers[gate(call)].report(record.at, outcome == Outcome::Failure);
                self.rows[gate(call).min(7)].report(record.at, outcome == Outcome::Failure);
            }
            Event::Transition(turn) => {
                let index = gate(turn.call.expect("a call"));
                let to = match turn.to {
                    State::Closed => Circuit::Closed,
                    State::HalfOpen => Circuit::HalfOpen,
                    State::Open | State::ForcedOpen => Circuit::Open,
                };
                self.breakers[index].on_change(record.at, to);
                let of_row = |state| self.breakers[7..].iter().any(|one| one.circuit() == state);
                let worst = [Circuit::Open, Circuit::HalfOpen].into_iter().find(|state| of_row(*state));
                let to = if index < 7 { to } else { worst.unwrap_or(Circuit::Closed) };
                self.rows[index.min(7)].on_change(record.at, to);
            }
            Event::BatchEnded { available, total, .. } => {
                let missing = u64::from(total - available);
                let raised = self.alerts.on_batch(record.at, "sensors", missing, total.into());
                self.count(raised.as_slice());
            }
            _ => {}
        }
    }

    fn look(&mut self, at: Instant) {
        for index in 0..self.breakers.len() {
            let watch = &self.breakers[index];
            let recent = watch.recent(at);
            let signs = Signs {
                open: watch.open_for(at),
                closed: watch.circuit() == Circuit::Closed,
                all: (recent.failures, recent.all),
                changes: watch.changes_within(at, Duration::from_secs(3_600)),
                ..Signs::default()
            };
            let raised = self.alerts.check(at, index.to_string(), &signs);
            self.count(&raised);
        }
    }

    fn count(&mut self, raised: &[Raised]) {
        let held = raised.iter().filter(|one| one.suppressed_since.is_some()).count() as f64;
        self.held += held;
        self.sent += raised.len() as f64 - held;
    }

    /// The mean of the scores, rounded.
    pub(crate) fn health(&self) -> f64 {
        (self.rows.iter().map(|row| f64::from(score(row).points)).sum::<f64>() / 8.0).round()
    }

    fn in_state(&self, state: Circuit) -> f64 {
        self.rows.iter().filter(|row| row.circuit() == state).count() as f64
    }
}

fn retold_dashboard(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let openings = how_many(records, |event| matches!(event, Event::Transition(turn) if turn.to == State::Open));
    let of_payment = |call: CallId| call.caller == 0;
    match question {
        2 => {
            let calls = how_many(records, |event| matches!(event, Event::CallStarted { call } if of_payment(*call)));
            let refused = how_many(records, |event| matches!(event, Event::Refused { call, .. } if of_payment(*call)));
            vec![100.0 * refused / calls, refused, calls, openings]
        }
        1 => {
            let again = |record: &Record| match record.event {
                Event::CallEnded { attempts, .. } => f64::from(attempts.saturating_sub(1)),
                _ => 0.0,
            };
            let again: f64 = records.iter().map(again).sum();
            vec![openings, (again / 1_000.0).floor(), again % 1_000.0]
        }
        3 => {
            let opens = |record: &&Record| matches!(record.event, Event::Transition(turn) if turn.to == State::Open && turn.call.is_some_and(|call| call.caller == 5));
            vec![records.iter().find(opens).expect("it opens").at.seconds(), 5.0]
        }
        4 => {
            let monitor = Monitor::of(run, records);
            vec![monitor.sent, monitor.held]
        }
        5 => {
            let monitor = Monitor::of(run, records);
            let (open, half_open) = (monitor.in_state(Circuit::Open), monitor.in_state(Circuit::HalfOpen));
            vec![monitor.health(), open, half_open, 50.0, 25.0, 5.0]
        }
        6 => {
            let retried = |wanted: fn(&CallOutcome) -> bool| {
                how_many(
                    records,
                    |event| matches!(event, Event::CallEnded { attempts: 2.., outcome, .. } if wanted(outcome)),
                )
            };
            let saved = retried(|outcome| matches!(outcome, CallOutcome::Success { .. })) / retried(|_| true);
            let open = Monitor::of(run, records).in_state(Circuit::Open);
            vec![open, 8.0, (1.0 - open / 8.0 + 1.0 + saved) / 3.0, 0.8]
        }
        _ => panic!("Dashboard {question} tells numbers that no test counts"),
    }
}

fn retold_clinic(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let all = || how_many(records, |event| matches!(event, Event::CallStarted { .. }));
    match question {
        1 => vec![crate::not_closed(records, run.now()), run.now().seconds()],
        2 => vec![crate::together(records) as f64],
        // Three layers of four attempts.
        3 => vec![f64::from(crate::most_attempts(records)), 3.0, 4.0],
        4 => {
            let crash = |record: &&Record| matches!(record.event, Event::Decided(decided) if decided.rule == "crashed");
            vec![records.iter().find(crash).expect("a crash").at.seconds(), 5.0]
        }
        5 => {
            let before = crate::as_it_was(run);
            let (now, was) = (crate::successes(records), crate::successes(&before));
            vec![now, was, crate::in_vain(records), crate::in_vain(&before)]
        }
        // Three probes for five successes.
        6 => vec![crate::successes(records), all(), 3.0, 5.0],
        7 => vec![crate::refused_elsewhere(records)],
        _ => panic!("Clinic {question} tells numbers that no test counts"),
    }
}

fn retold_retry(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let set = |key| run.settings().number(key);
    match question {
        1 => waits(records, |attempt| attempt == 2).into_iter().map(|(wait, _)| wait).collect(),
        2 => {
            let waits: Vec<f64> = waits(records, |_| true).into_iter().map(|(wait, _)| wait).collect();
            let end = records.iter().find(|record| matches!(record.event, Event::CallEnded { .. })).expect("an end");
            let more = [waits.iter().sum(), ended(records), end.at.seconds(), waits[waits.len() - 1] * set("factor")];
            waits.into_iter().chain(more).collect()
        }
        3 => {
            let lost = how_many(records, |event| {
                matches!(event, Event::CallEnded { outcome: CallOutcome::Failed { .. }, .. })
            });
            let (failure, attempts) = (set("failure"), set("attempts"));
            vec![lost, set("reads"), 100.0 * failure, failure, attempts, 100.0 * failure.powf(attempts)]
        }
        4 => {
            let waves = starts(records, 1_000);
            let quiet = 8.0 - waves.len() as f64;
            waves.into_values().chain([quiet]).collect()
        }
        5 => {
            let waits = waits(records, |attempt| attempt == 4);
            let least = waits.iter().map(|wait| wait.0).fold(f64::INFINITY, f64::min);
            vec![least, waits.iter().map(|wait| wait.0).fold(0.0, f64::max), 0.0, waits[0].1]
        }
        6 => {
            let mut tape = run.tape().clone();
            tape.scenario.settings.set("jitter", Value::Choice(0));
            let mut without = Vec::new();
            let mut twin = Run::replay(tape).expect("a valid run");
            twin.advance_with(run.now(), usize::MAX, &mut |record| without.push(*record));
            let last = records.iter().rev().find(|record| matches!(record.event, Event::AttemptEnded { .. }));
            vec![busiest(records), busiest(&without), last.expect("an attempt").at.seconds()]
        }
        _ => panic!("Retry {question} tells numbers that no test counts"),
    }
}

/// The batches that have ended: when, with how many values of how many, and without which sensors.
fn batches(records: &[Record]) -> Vec<(Instant, u32, u32, Services)> {
    let batch = |record: &Record| match &record.event {
        Event::BatchEnded { available, total, unavailable, .. } => Some((record.at, *available, *total, *unavailable)),
        _ => None,
    };
    records.iter().filter_map(batch).collect()
}

/// The calls of the enrichment that have ended: how long each took, and whether a breaker refused it.
fn enrichments(records: &[Record]) -> Vec<(f64, bool)> {
    let mut begun = BTreeMap::new();
    let mut ended = Vec::new();
    for record in records {
        match &record.event {
            Event::CallStarted { call } if call.caller == 5 => _ = begun.insert(call.number, record.at),
            Event::CallEnded { call, outcome, .. } if call.caller == 5 => {
                let began = begun[&call.number];
                let refused = matches!(outcome, CallOutcome::FellBack { kind: FailureKind::Refused });
                ended.push((record.at.seconds() - began.seconds(), refused));
            }
            _ => {}
        }
    }
    ended
}

fn retold_pipeline(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let ended = batches(records);
    let calls = enrichments(records);
    let longest = calls.iter().map(|(took, _)| *took).fold(0.0, f64::max);
    let reads_refused = how_many(records, |event| matches!(event, Event::Refused { call, .. } if call.caller < 5));
    let set = |key| run.settings().number(key);
    match question {
        1 => {
            let crash = records.iter().find_map(|record| match record.event {
                Event::Crashed { batch, .. } => Some(vec![record.at.seconds(), batch as f64]),
                _ => None,
            });
            crash.expect("a crash")
        }
        2 => vec![opening(records).expect("an opening"), set("threshold"), longest],
        3 => {
            let flagged = how_many(records, |event| matches!(event, Event::Delivered { enriched: false, .. }));
            let refused = calls.iter().filter(|(_, refused)| *refused).count() as f64;
            vec![flagged, ended.len() as f64, flagged - refused, refused]
        }
        4 => {
            let missing = ended.iter().filter(|batch| batch.3.contains(3)).count() as f64;
            vec![3.0, missing, ended.len() as f64]
        }
        5 => {
            let kept: f64 = ended.iter().map(|batch| f64::from(batch.1)).sum();
            let all: f64 = ended.iter().map(|batch| f64::from(batch.2)).sum();
            vec![kept, all, 100.0 * kept / all, reads_refused]
        }
        6 => {
            let late = records.iter().filter_map(|record| match record.event {
                Event::Delivered { batch: 1..=14, late, .. } => Some(late.as_secs_f64()),
                _ => None,
            });
            vec![late.fold(0.0, f64::max), longest, set("every")]
        }
        _ => panic!("Pipeline {question} tells numbers that no test counts"),
    }
}

fn retold_batch(question: usize, run: &Run, records: &[Record]) -> Vec<f64> {
    let batches = batches(records);
    let degraded = batches.iter().filter(|(_, available, total, _)| available < total).count() as f64;
    let kept: f64 = batches.iter().map(|batch| f64::from(batch.1)).sum();
    let all: f64 = batches.iter().map(|batch| f64::from(batch.2)).sum();
    let twin: f64 = records
        .iter()
        .map(|record| match record.event {
            Event::Twin { fate: TwinFate::Kept { values }, .. } => f64::from(values),
            _ => 0.0,
        })
        .sum();
    let share = |part: f64, whole: f64| 100.0 * part / whole;
    let fresh = 0.9_f64.powi(5);
    match question {
        1 => {
            let (at, available, total, missing) = &batches[0];
            let missing = missing.iter().map(f64::from);
            [at.seconds(), f64::from(*available), f64::from(*total)].into_iter().chain(missing).collect()
        }
        2 => {
            let of_all = share(kept, all);
            vec![degraded, batches.len() as f64, of_all, 0.9, 5.0, 100.0 * fresh, 100.0 * (1.0 - fresh)]
        }
        3 => {
            let crash = batches.iter().position(|batch| batch.1 < batch.2).expect("a crash");
            let missing = batches[crash].3.iter().map(f64::from);
            let before = [batches[crash].0.seconds(), (crash + 1) as f64];
            before.into_iter().chain(missing).chain([twin, kept, 1.0 / (1.0 - fresh)]).collect()
        }
        4 => vec![twin, all, share(twin, all), kept, share(kept, all), all - twin, all - kept],
        5 => {
            let gave = |sensor: u32| {
                let missing = batches.iter().filter(|batch| batch.3.contains(sensor)).count();
                share((batches.len() - missing) as f64, batches.len() as f64)
            };
            let attempts = run.settings().number("attempts");
            let fails = |key| 100.0 * run.settings().number(key);
            vec![fails("failures.S2"), gave(2), fails("failures.S4"), gave(4), attempts, attempts]
        }
        6 => {
            let last = batches.iter().take_while(|batch| !batch.3.contains(3)).count() as f64;
            let stale = last + run.settings().number("stale");
            vec![last, stale, stale + 1.0, 3.0, degraded, batches.len() as f64]
        }
        _ => panic!("Batch {question} tells numbers that no test counts"),
    }
}
