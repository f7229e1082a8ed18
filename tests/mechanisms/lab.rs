//! Runs of the labs, each of one setting, as tables: what is painted fixes who fails, so a reader can work out each row.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use half_open::link;
use half_open::play::{Run, kinds};
use half_open::policy::breaker::{Outcome, RejectReason, State};
use half_open::policy::retry::Reason;
use half_open::sim::event::breaker::{Cause, Over, Progress};
use half_open::sim::event::{CallId, CallOutcome, Event, Record};
use half_open::sim::mix::Mix;
use half_open::time::{Instant, seconds_text};
use half_open::words::count;

use crate::golden;

/// All events of a link up to a second.
fn run(link: &str, until: u64) -> Vec<Record> {
    let parsed = link::parse(link);
    assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
    let (mut run, mut records) = (Run::replay(parsed.tape).expect("a valid link"), Vec::new());
    assert!(run.advance_with(Instant::from_millis(until * 1_000), 100_000, &mut |record| records.push(*record)));
    records
}

fn seconds(at: Instant) -> String {
    seconds_text(at.since(Instant::ZERO))
}

/// A breaker's table under construction.
struct Table {
    state: State,
    /// When the attempts under way were made.
    asked: BTreeMap<CallId, Instant>,
    /// What the result is that the breaker is just told of.
    result: String,
    text: String,
}

impl Table {
    /// What a breaker did in a run: a row for each result, refusal, probe and change of state. The state is that in
    /// which the event came.
    fn of(link: &str, until: u64) -> String {
        let text = format!("{link}\n{:>6}{:>7}  {:<6}{:<16}{:<11}why\n", "asked", "ends", "call", "result", "state");
        let mut table = Self { state: State::Closed, asked: BTreeMap::new(), result: String::new(), text };
        for record in run(link, until) {
            table.take(record.at, &record.event);
        }
        table.text
    }

    fn take(&mut self, at: Instant, event: &Event) {
        match event {
            Event::AttemptStarted { call, .. } => {
                self.asked.insert(*call, at);
            }
            Event::AttemptEnded { luck, value, .. } => {
                let result = if value.is_some() { "success" } else { kinds::key(luck.kind) };
                result.clone_into(&mut self.result);
            }
            Event::Counted { call, outcome, progress } => {
                let ignored = if *outcome == Outcome::Ignored { "does not count as a failure; " } else { "" };
                self.row(at, *call, &format!("{ignored}{}", so_far(*progress)));
            }
            Event::Late { call, applied, .. } => {
                self.row(at, *call, if *applied { "late, and counted" } else { "late, and dropped" });
            }
            Event::Refused { call, rejection, .. } => {
                "refused".clone_into(&mut self.result);
                let why = match rejection.reason {
                    RejectReason::ProbesBusy => "the probe is under way".to_owned(),
                    _ => rejection.retry_at.map_or_else(String::new, |at| format!("open until {} s", seconds(at))),
                };
                self.row(at, *call, &why);
            }
            Event::ProbeStarted { call, lease_until, .. } => {
                "is the probe".clone_into(&mut self.result);
                let lease = lease_until.since(at);
                // What never ends in a run has no limit.
                let long = lease > Duration::from_secs(1_000_000);
                let why = if long { "no limit of time".to_owned() } else { format!("has {} s", seconds_text(lease)) };
                self.row(at, *call, &why);
            }
            Event::Transition(change) => {
                let (state, probe) = (name(change.to), change.probe_at);
                let probe = probe.map_or_else(String::new, |at| format!("; a probe from {} s on", seconds(at)));
                let _ = writeln!(self.text, "{:>13}  -> {state}: {}{probe}", seconds(change.at), because(change.cause));
                self.state = change.to;
            }
            _ => {}
        }
    }

    fn row(&mut self, at: Instant, call: CallId, why: &str) {
        let asked = seconds(self.asked.get(&call).copied().unwrap_or(at));
        let (ends, caller) = (seconds(at), if call.caller == 0 { "" } else { "b" });
        let (call, state) = (format!("{}{caller}", call.number), name(self.state));
        let _ = writeln!(self.text, "{asked:>6}{ends:>7}  {call:<6}{:<16}{state:<11}{why}", self.result);
    }
}

const fn name(state: State) -> &'static str {
    match state {
        State::Closed => "closed",
        State::Open | State::ForcedOpen => "open",
        State::HalfOpen => "half-open",
    }
}

fn over(over: Over) -> String {
    match over {
        Over::Span(span) => format!("within {} s", seconds_text(span)),
        Over::All => "in total".to_owned(),
        other => format!("{other:?}"),
    }
}

fn so_far(progress: Progress) -> String {
    match progress {
        Progress::Row { failures, threshold } => format!("{failures} of {threshold} in a row"),
        Progress::Several { failures, threshold, over: among } => {
            format!("{failures} of {threshold} {}", over(among))
        }
        Progress::Rate { failures, calls, min, .. } => format!("{failures} of {calls} failed, judged from {min} on"),
        Progress::Probing { successes, needed, .. } => format!("{successes} of {needed} probes succeeded"),
        other => format!("{other:?}"),
    }
}

fn because(cause: Cause) -> String {
    match cause {
        Cause::Row { failures, .. } => format!("{} in a row", count(failures, "failure", "failures")),
        Cause::Several { failures, over: among, .. } => {
            format!("{} {}", count(failures, "failure", "failures"), over(among))
        }
        Cause::Rate { failures, calls, rate, .. } => {
            format!("{failures} of {calls} failed, the limit is {}", rate.fraction())
        }
        Cause::Slow { slow, calls, rate } => format!("{slow} of {calls} were slow, the limit is {}", rate.fraction()),
        Cause::WaitOver { opened, wait } => format!("{} s since {} s", seconds_text(wait), seconds(opened)),
        Cause::ProbesSucceeded { .. } => "the probe succeeded".to_owned(),
        Cause::ProbeFailed => "the probe failed".to_owned(),
        Cause::ProbeIgnored => "the probe's result does not count".to_owned(),
        Cause::LeaseExpired { issued, lease } => {
            format!("the probe of {} s had {} s", seconds(issued), seconds_text(lease))
        }
        other => format!("{other:?}"),
    }
}

/// Tables under their titles, for each a link and how far it is played.
fn tables(about: &str, rows: &[(&str, String, u64)]) -> String {
    let mut text = format!("{}\n", about.trim());
    for (title, link, until) in rows {
        let _ = write!(text, "\n# {title}\n{}", Table::of(link, *until));
    }
    text
}

#[test]
fn failures_within_a_time_and_in_total() {
    let link = |trip: &str| {
        format!(
            "#breaker?{trip}&threshold=3&reset=3&failure=0&latency=0&pause=1&\
             paint=1~2~failure~1;3~4~failure~1;7~9~failure~1;12~14~failure~1;16~17~failure~1"
        )
    };
    let text = tables(
        "A call a second, answered at once; those of second 1, 3, 7, 8, 12, 13 and 16 fail, if they are made.",
        &[
            ("Three in a row: never, as there are at most two.", link("trip=row"), 17),
            (
                "Three within 5 s: at 8 s, as the failure of 3 s is 5 s old and that still counts.",
                link("trip=within&span=5"),
                17,
            ),
            ("Three within 4 s: at 16 s only, when the failure of 12 s is 4 s old.", link("trip=within&span=4"), 17),
            ("Three in total: at 7 s; from the closing on it counts anew.", link("trip=total"), 17),
        ],
    );
    golden("breaker-within-total", &text);
}

#[test]
fn calls_that_are_slow() {
    let link = |more: &str| {
        format!(
            "#breaker?{more}&rate=1&slow=1&reset=3&failure=0&latency=0.5&pause=0.5&\
             paint=2~3~latency~1;3~5~latency~1.5;5~14~latency~2;5~6~failure~1"
        )
    };
    let count = "trip=count&window=4&min=2";
    let text = tables(
        "A call takes 0.5 s; from 2 s on 1 s, from 3 s on 1.5 s, and from 5 s to 14 s 2 s. The next one follows 0.5 s later.
The call of 5.5 s fails. Slow is what takes longer than 1 s. Failures alone open at 100 %.",
        &[
            (
                "Half of the last four are enough: a call of exactly 1 s is not slow. The probe is slow, but succeeds.",
                link(&format!("{count}&slow-share=0.5")),
                16,
            ),
            (
                "More than half of them: three.",
                link(&format!("{count}&slow-share=0.5&above=1")),
                16,
            ),
            (
                "All of the calls of the last 4 s, at least two: a failure is slow, too.",
                link("trip=time&span=4&min=2&slow-share=1"),
                16,
            ),
            ("Looked at by nobody: slow=0.", link(count).replace("slow=1&", "slow=0&"), 16),
        ],
    );
    golden("breaker-slow", &text);
}

#[test]
fn a_callers_own_mistakes() {
    let link = |more: &str| {
        format!(
            "#breaker?{more}&reset=3&failure=0&latency=0&pause=1&paint=1~10~failure~1&\
             in=1.5~mix~client:1;2.5~mix~connection:1;5.5~mix~client:1"
        )
    };
    let row = "threshold=3";
    let text = tables(
        "A call a second, answered at once. From 1 s to 9 s each fails, if it is made: at 2 s and from 6 s on by the caller's
own mistake (client, 400), else by the connection.",
        &[
            ("All failures count, so the caller's mistakes open it, too, and keep it open.", link(row), 13),
            (
                "Those of the service count. A mistake is nothing: the row goes on over it, and half-open stays as it is.",
                link(&format!("{row}&counts=service")),
                14,
            ),
            (
                "A mistake is a success: it ends the row, and as a probe it closes.",
                link(&format!("{row}&counts=service&ignored=success")),
                14,
            ),
            (
                "A mistake of a probe opens it again; closed, it is nothing.",
                link(&format!("{row}&counts=service&ignored=open")),
                14,
            ),
            (
                "In a window of calls a mistake is no call.",
                link("trip=count&window=10&min=4&rate=0.6&counts=service"),
                14,
            ),
        ],
    );
    golden("breaker-own-mistakes", &text);
}

#[test]
fn a_probe_without_a_limit_of_time() {
    let link = |lease: &str| {
        format!(
            "#breaker?lease={lease}&threshold=1&reset=2&callers=2&failure=0&latency=0.5&pause=0.5&\
             paint=1~2~failure~1;3~4~latency~5"
        )
    };
    let text = tables(
        "Two callers (the second one's calls have a b), a call a second each. Those of 1 s fail; one of 3 s takes 5 s, and
succeeds then.",
        &[
            ("A probe has 2 s. What it finds later is dropped.", link("2"), 9),
            ("It has as long as it takes, and the other caller is refused meanwhile.", link("0"), 9),
        ],
    );
    golden("breaker-no-lease", &text);
}

/// What became of each attempt in a run of the retry lab.
fn attempts(link: &str, until: u64) -> String {
    let mut text = format!("{link}\n  read  attempt   asked    ends  result          then\n");
    let mut asked = BTreeMap::new();
    for Record { at, event } in run(link, until) {
        match event {
            Event::AttemptStarted { call, .. } => {
                asked.insert(call, at);
            }
            Event::AttemptEnded { call, attempt, luck, value, .. } => {
                let result = if value.is_some() { "success" } else { kinds::key(luck.kind) };
                let asked = seconds(asked[&call]);
                let _ = write!(text, "{:>6}{attempt:>9}{asked:>8}{:>8}  {result:<16}", call.number, seconds(at));
            }
            Event::Waiting { delay, .. } => {
                let [total, planned] = [delay.total, delay.planned].map(seconds_text);
                let raised = match delay.raised {
                    Duration::ZERO => String::new(),
                    raised => format!(", {} s more", seconds_text(raised)),
                };
                let _ = writeln!(text, "waits {total} s: {planned} s planned{raised}");
            }
            Event::CallEnded { outcome, .. } => {
                let ended = match outcome {
                    CallOutcome::Success { .. } => "succeeds",
                    CallOutcome::Failed { reason: Some(Reason::NotRetried { .. }), .. } => {
                        "fails: this kind is not tried again"
                    }
                    _ => "fails: no attempts left",
                };
                let _ = writeln!(text, "{ended}");
            }
            _ => {}
        }
    }
    text
}

#[test]
fn which_failures_are_tried_again() {
    let sets = [
        ("default", ""),
        ("timeout", "&retried=timeout"),
        ("none", "&retried=none"),
        ("server,bug", "&retried=server,bug"),
    ];
    let mut text = "\
How many attempts a read makes of at most 3 when each fails in one way, by the kinds that are tried again. Those of the
default are connection, timeout, unavailable and rate-limited.

"
    .to_owned();
    let _ = writeln!(text, "{:<16}{}", "kind", sets.map(|(name, _)| format!("{name:>12}")).join(""));
    for kind in Mix::KINDS.map(kinds::key) {
        let made = sets.map(|(_, set)| {
            let link = format!("#retry?reads=1&failure=1&attempts=3&jitter=none&mix={kind}:1{set}");
            run(&link, 60).iter().filter(|record| matches!(record.event, Event::AttemptStarted { .. })).count()
        });
        let _ = writeln!(text, "{kind:<16}{}", made.map(|made| format!("{made:>12}")).join(""));
    }
    let link = "#retry?reads=6&attempts=3&start=in-turn&jitter=none&latency=0.1&seed=2";
    for (title, mix) in [
        (
            "Half of the failures are timeouts, half a wrong request of the caller (client, 400)",
            "&mix=timeout:0.5,client:0.5",
        ),
        ("Timeouts only: the same attempts fail, as far as they are made", "&mix=timeout:1"),
    ] {
        let _ = write!(text, "\n# {title}\n{}", attempts(&format!("{link}{mix}"), 60));
    }
    golden("retry-kinds", &text);
}

#[test]
fn the_shortest_and_the_longest_wait() {
    let mut text = "\
The seven waits of a read that always fails, in seconds. Planned is what the growth from 0.2 s asks for, cut at the
longest wait (cap); the jitter then changes it, the cap cuts it again, and last it is raised to the shortest wait
(floor). A wait is the sum of the three numbers before it.
"
    .to_owned();
    for (title, more) in [
        ("doubled, from 0.5 s to 3 s", "jitter=none&floor=0.5&cap=3"),
        ("by the same step, from 0.5 s to 1 s", "kind=linear&jitter=none&floor=0.5&cap=1"),
        ("a floor above the cap is the cap", "jitter=none&floor=9&cap=1"),
        ("a cap below the base cuts the first wait, too", "jitter=none&cap=0.1"),
        ("full jitter does not go below the floor", "jitter=full&floor=0.5&cap=3"),
        ("additive jitter does not go above the cap", "jitter=additive&spread=1&floor=0.5&cap=3"),
        ("decorrelated: at most three times the wait before, raised as it was", "jitter=decorrelated&floor=0.5&cap=3"),
    ] {
        let link = format!("#retry?{more}&reads=1&failure=1&attempts=8&latency=0");
        let _ = writeln!(text, "\n# {title}\n{link}\n{:>9}{:>14}{:>14}{:>14}", "planned", "jitter", "raised", "wait");
        for record in run(&link, 600) {
            if let Event::Waiting { delay, .. } = record.event {
                let less = if delay.shortened.is_zero() { "" } else { "-" };
                let luck = format!("{less}{}", seconds_text(delay.jitter + delay.shortened));
                let [planned, raised, total] = [delay.planned, delay.raised, delay.total].map(seconds_text);
                let _ = writeln!(text, "{planned:>9}{luck:>14}{raised:>14}{total:>14}");
            }
        }
    }
    golden("retry-waits", &text);
}

#[test]
fn a_wait_that_the_service_asks_for() {
    let mut text = "\
A read whose four attempts fail at once. The planned waits are 0.2, 0.4 and 0.8 s. A service that answers
rate-limited (429) asks for another one (Retry-After).
"
    .to_owned();
    for (title, more) in [
        ("It asks for 2 s, which is more than each planned wait.", "after=2&mix=rate-limited:1"),
        ("It asks for 0.5 s, and the third wait is longer than that anyway.", "after=0.5&mix=rate-limited:1"),
        ("It may ask for more than the longest wait.", "after=2&cap=0.3&mix=rate-limited:1"),
        ("It asks for more than the shortest wait.", "after=2&floor=0.5&mix=rate-limited:1"),
        ("Failures of another kind come without it.", "after=2&mix=unavailable:1"),
        ("Rate-limited at first, and unavailable from 1 s on.", "after=2&mix=rate-limited:1&in=1~mix~unavailable:1"),
        ("No wait planned, so the only one is what it asks for.", "after=2&base=0&mix=rate-limited:1"),
    ] {
        let link = format!("#retry?{more}&jitter=none&reads=1&failure=1&latency=0");
        let _ = write!(text, "\n# {title}\n{}", attempts(&link, 60));
    }
    golden("retry-after", &text);
}
