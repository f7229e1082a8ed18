//! Why: events as sentences, with the rule and the numbers that led to them.
//!
//! The words depend on the lab (a call is a "read" in one and a sensor's reading in another), so they live here and not
//! in the engine.

mod batch;
mod input;

use core::time::Duration;

use super::code::rule::is_asked;
use super::{LabId, Run, Settings, kinds, paint, spec};
use crate::decimal::fixed;
use crate::policy::backoff::Delay;
use crate::policy::breaker::{Outcome, RejectReason, Rejection, State};
use crate::sim::event::breaker::{Cause, Over, Progress, Transition};
use crate::sim::event::{CallId, CallOutcome, Event, Limit, Luck, Record, ServiceId, Trouble, TwinFate};
use crate::sim::input::Value;
use crate::text::trouble as text;
use crate::time::Instant;
use crate::words::{count, decimal, grouped, moment, ordinal, percent, span};

/// What a sentence is about; it gives the glyph and the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A success, a full batch.
    Ok,
    /// A failure.
    Bad,
    /// A breaker that has closed.
    Closed,
    /// A breaker that has opened.
    Open,
    /// A breaker that has half-opened.
    HalfOpen,
    /// A fast fail.
    Fast,
    /// A wait.
    Wait,
    /// Something old or late.
    Stale,
    /// A missing value.
    Unavailable,
    /// A degraded batch.
    Degraded,
    /// Something that the user did, or a limit.
    Ink,
}

/// One line of the Why panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When the newest of its events happened.
    pub at: Instant,
    /// What it is about.
    pub tone: Tone,
    /// What happened, in a few words.
    pub head: String,
    /// Why, with the numbers.
    pub body: String,
    /// How many equal events it stands for.
    pub count: u64,
    /// Whether it is worth being read aloud: a change of state, a batch, the end of a read.
    pub spoken: bool,
    /// Tells lines apart while a run goes on: the number of its newest event among all events of the run.
    pub id: u64,
}

/// The newest `most` lines of a run, newest first. Runs of equal events are folded into one line.
pub fn lines(run: &Run, most: usize) -> Vec<Line> {
    let log = run.log();
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    let mut progress = None;
    for (back, record) in (1_u64..).zip(log.records().rev()) {
        match &record.event {
            // What the breaker made of a result belongs to the line of the result, which comes next.
            Event::Counted { call, outcome, progress: made } => {
                progress = Some((*call, *outcome, *made));
                // It may have turned the breaker, too.
                if let Some(turn) = drafts.last_mut().filter(|last| last.turns_at(record.at)) {
                    turn.progress = Some((*outcome, *made));
                }
            }
            Event::AttemptEnded { call, luck, .. } => {
                if let Some(draft) = drafts.iter_mut().rev().take(12).find(|draft| draft.wants_luck(*call)) {
                    draft.luck = Some(*luck);
                }
            }
            _ => {}
        }
        if !visible(run.lab(), &record.event) {
            continue;
        }
        if let Some(last) = drafts.last_mut().filter(|last| last.folds(&record.event)) {
            last.oldest = record;
            last.count += 1;
            continue;
        }
        if drafts.len() > most {
            break;
        }
        let made = progress.take_if(|(call, ..)| call_of(&record.event) == Some(*call));
        let made = made.map(|(_, outcome, made)| (outcome, made));
        let luck = if let Event::AttemptEnded { luck, .. } = record.event { Some(luck) } else { None };
        let id = log.total().saturating_sub(back);
        drafts.push(Draft { newest: record, oldest: record, count: 1, progress: made, luck, id });
    }
    drafts.truncate(most);
    let single = drafts.iter().map(|draft| draft.line(run.lab(), run.settings()));
    match run.lab().telling.together {
        Some(together) => merged(single, together(run).into_iter(), most),
        None => single.collect(),
    }
}

/// Two lists of lines as one, each with the newest first.
fn merged(one: impl Iterator<Item = Line>, other: impl Iterator<Item = Line>, most: usize) -> Vec<Line> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    let next = || match (one.peek(), other.peek()) {
        (Some(a), Some(b)) if a.id < b.id => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    };
    core::iter::from_fn(next).take(most).collect()
}

/// What Why says of a lab's own.
#[derive(Debug)]
pub struct Telling {
    /// What a call is called at the beginning of a sentence.
    pub call: &'static str,
    /// Whether each attempt has a line, as where a call has but one.
    pub attempts: bool,
    /// The line of a call that has ended; nothing if it has none, whatever the settings.
    pub ended: fn(&Ended<'_>) -> Option<Told>,
    /// What there is to say where a service has recovered, in a sentence.
    pub recovered: fn(&Settings) -> Option<String>,
    /// What a breaker made of a caller's own mistake, in a sentence with a space before it.
    pub ignored: fn(&Settings, Progress) -> &'static str,
    /// Lines about many calls together, newest first, as the run's picture knows them. Then no single call has a line.
    pub together: Option<fn(&Run) -> Vec<Line>>,
}

impl Telling {
    /// A lab whose calls have no lines.
    pub const NONE: Self = Self {
        call: "Call",
        attempts: false,
        ended: |_| None,
        recovered: |_| None,
        ignored: |_, _| "",
        together: None,
    };
}

/// What a line is about, what happened, why, and whether it is worth being read aloud.
pub type Told = (Tone, String, String, bool);

/// A call that has ended.
#[derive(Debug)]
pub struct Ended<'a> {
    /// The call.
    pub call: CallId,
    /// How many attempts were made.
    pub attempts: u32,
    /// How it ended.
    pub outcome: CallOutcome,
    /// The settings.
    pub settings: &'a Settings,
    /// The luck of its last attempt, if that is known.
    pub luck: Option<Luck>,
}

impl Ended<'_> {
    /// The luck of its last attempt in brackets, with a space before them.
    pub fn luck(&self, service: ServiceId) -> String {
        self.luck.map_or_else(String::new, |luck| format!(" ({})", reason(luck, service)))
    }
}

/// A line before it has words.
struct Draft<'a> {
    newest: &'a Record,
    oldest: &'a Record,
    count: u64,
    /// What a breaker made of the result, and as what it took it.
    progress: Option<(Outcome, Progress)>,
    luck: Option<Luck>,
    id: u64,
}

/// Whether an event has a line of its own in a lab.
fn visible(lab: LabId, event: &Event) -> bool {
    match event {
        Event::Refused { .. }
        | Event::TimedOut { .. }
        | Event::Waiting { .. }
        | Event::AttemptEnded { .. }
        | Event::CallEnded { .. }
            if lab.telling.together.is_some() =>
        {
            false
        }
        Event::Transition(_)
        | Event::Late { .. }
        | Event::LateForTripRule { .. }
        | Event::Held { .. }
        | Event::Refused { .. }
        | Event::TimedOut { .. }
        | Event::Waiting { .. }
        | Event::BatchEnded { .. }
        | Event::Applied(_)
        | Event::LimitReached(_)
        | Event::Finished
        | Event::Painted { .. } => true,
        Event::AttemptEnded { .. } => lab.telling.attempts,
        Event::CallEnded { call, attempts, outcome } => {
            let settings = Settings::new(lab.specs);
            let ended = Ended { call: *call, attempts: *attempts, outcome: *outcome, settings: &settings, luck: None };
            (lab.telling.ended)(&ended).is_some()
        }
        // A restart is told by what the user did; a twin that is down has nothing to tell.
        Event::Twin { fate, .. } => !matches!(fate, TwinFate::Down | TwinFate::Restarted),
        _ => false,
    }
}

fn call_of(event: &Event) -> Option<CallId> {
    match event {
        Event::AttemptEnded { call, .. } | Event::CallEnded { call, .. } | Event::Waiting { call, .. } => Some(*call),
        _ => None,
    }
}

impl Draft<'_> {
    /// Whether it is a change of state at this moment.
    fn turns_at(&self, at: Instant) -> bool {
        matches!(self.newest.event, Event::Transition(_)) && self.newest.at == at
    }

    fn wants_luck(&self, call: CallId) -> bool {
        self.luck.is_none() && call_of(&self.newest.event) == Some(call)
    }

    /// Fast fails in a row are one line, and so are successes in a row.
    fn folds(&self, older: &Event) -> bool {
        match (&self.newest.event, older) {
            (Event::Refused { rejection: a, .. }, Event::Refused { rejection: b, .. }) => a.reason == b.reason,
            (Event::AttemptEnded { value: a, .. }, Event::AttemptEnded { value: b, .. }) => a.is_some() && b.is_some(),
            _ => false,
        }
    }

    fn line(&self, lab: LabId, settings: &Settings) -> Line {
        let at = self.newest.at;
        let (tone, head, body, spoken) = match &self.newest.event {
            Event::Refused { rejection, saved, .. } => {
                let (head, body) = self.refused(at, *rejection, *saved);
                (Tone::Fast, head, body, false)
            }
            Event::AttemptEnded { service, call, value, .. } => {
                self.attempt(lab, *service, *call, value.is_some(), settings)
            }
            Event::Transition(transition) => self.transition(transition),
            Event::Late { call, outcome, applied } => {
                late(*call, *outcome, if *applied { "it counts in the present state" } else { "it is dropped" })
            }
            Event::LateForTripRule { call, outcome } => {
                late(*call, *outcome, "only the rule that opens the breaker is told of it, and a probe decides")
            }
            Event::Held { call, waiting } => {
                let others = if *waiting == 1 { String::new() } else { format!(" {waiting} calls wait.") };
                let body =
                    format!("for the probe that is under way, and is asked about again once it has answered.{others}");
                (Tone::Wait, format!("Call {}{} waits", grouped(call.number), of_caller(*call, settings)), body, false)
            }
            Event::TimedOut { call, attempt, limit } => {
                let body = format!("no answer within {}.", span(*limit));
                (Tone::Bad, format!("Call {}, attempt {attempt} timed out:", grouped(call.number)), body, false)
            }
            Event::Waiting { call, attempt, delay, .. } => {
                let head = format!("{} {} waits {}:", lab.telling.call, grouped(call.number), span(delay.total));
                let body = format!("{}{} before attempt {attempt}.", self.because(lab), wait(delay, settings));
                (Tone::Wait, head, body, false)
            }
            Event::CallEnded { call, attempts, outcome } => {
                let (call, attempts, outcome, luck) = (*call, *attempts, *outcome, self.luck);
                let told = (lab.telling.ended)(&Ended { call, attempts, outcome, settings, luck });
                told.unwrap_or((Tone::Ink, String::new(), String::new(), false))
            }
            Event::BatchEnded { batch, available, total, unavailable, lack } => {
                batch::ended(*batch, *available, *total, *unavailable, *lack)
            }
            Event::Twin { batch, fate } => batch::twin(*batch, *fate),
            Event::Applied(input) => {
                let (head, body) = input::applied(lab, settings, *input);
                (Tone::Ink, head, body, true)
            }
            Event::Painted { track, stroke } => {
                (Tone::Ink, "Painted:".to_owned(), paint::sentence(lab, *track, stroke.as_ref()), true)
            }
            Event::LimitReached(Limit::CallerPace) => {
                let body = "without a pause a caller still takes 1 ms from call to call.".to_owned();
                (Tone::Ink, "Limit:".to_owned(), body, false)
            }
            Event::Finished => (Tone::Ink, "Finished:".to_owned(), "the run has come to its end.".to_owned(), true),
            _ => (Tone::Ink, String::new(), String::new(), false),
        };
        Line { at, tone, head, body, count: self.count, spoken, id: self.id }
    }

    fn refused(&self, at: Instant, rejection: Rejection, saved: Duration) -> (String, String) {
        let why = match rejection.reason {
            RejectReason::Open => rejection.retry_at.map_or_else(
                || "the breaker is open".to_owned(),
                // A library that wants its wait exceeded refuses a call that comes when it ends.
                |until| match until.since(at) {
                    left if left < Duration::from_millis(1) => "the breaker is open until just after this".to_owned(),
                    left => format!("the breaker is open for another {}", span(left)),
                },
            ),
            RejectReason::ProbesBusy => "the breaker is half-open and its probe is still under way".to_owned(),
            RejectReason::ProbesUsed => "the breaker is half-open and its probes are used up".to_owned(),
            RejectReason::ForcedOpen => "the breaker was forced open".to_owned(),
        };
        if self.count == 1 {
            return ("Fast fail:".to_owned(), format!("{why}. No call made, {} of waiting avoided.", span(saved)));
        }
        let times = u32::try_from(self.count).unwrap_or(u32::MAX);
        let body = format!(
            "since {}: {why}. {} of waiting avoided.",
            moment(self.oldest.at),
            span(saved.saturating_mul(times)),
        );
        (count(self.count, "fast fail", "fast fails"), body)
    }

    fn attempt(&self, lab: LabId, service: ServiceId, call: CallId, succeeded: bool, settings: &Settings) -> Told {
        let caller = of_caller(call, settings);
        if self.count > 1 {
            let body = format!("since {}: S{service} answers.", moment(self.oldest.at));
            return (Tone::Ok, format!("{} successes in a row", grouped(self.count)), body, false);
        }
        let luck = self.luck.map_or_else(String::new, |luck| reason(luck, service));
        let made = match self.progress {
            Some((Outcome::Ignored, made)) => (lab.telling.ignored)(settings, made).to_owned(),
            Some((_, made)) if succeeded || !matches!(made, Progress::Probing { .. }) => progress(made),
            _ => String::new(),
        };
        let (tone, word) = if succeeded { (Tone::Ok, "succeeded") } else { (Tone::Bad, "failed") };
        (tone, format!("Call {}{caller} {word}:", grouped(call.number)), format!("{luck}.{made}"), false)
    }

    fn transition(&self, transition: &Transition) -> Told {
        let next = transition.probe_at.map_or_else(String::new, |at| format!(" Next probe at {}.", moment(at)));
        let again = if transition.from == State::HalfOpen { " again" } else { "" };
        let (tone, head) = match transition.to {
            State::Open | State::ForcedOpen => (Tone::Open, format!("Opened{again}:")),
            State::HalfOpen => (Tone::HalfOpen, "Half-open:".to_owned()),
            State::Closed => (Tone::Closed, "Closed:".to_owned()),
        };
        let body = match &transition.cause {
            Cause::Row { failures, threshold } => {
                // A single one is no row.
                let row = if *failures == 1 { "" } else { " in a row" };
                format!("{} failure{row} (threshold {threshold}).{next}", ordinal(*failures))
            }
            Cause::Rate { failures, calls, rate, over } => {
                let (share, limit) = (percent(*failures as f64 / (*calls).max(1) as f64), percent(rate.fraction()));
                let calls = count(*calls, "call", "calls");
                let found = match over {
                    Over::Calls(_) | Over::All => format!("{failures} of {calls} failed"),
                    Over::Span(window) => format!("{failures} of {calls} failed within {}", span(*window)),
                    Over::Fired(window) => {
                        let failures = count(*failures, "failure", "failures");
                        format!("{failures}, {calls} asked for, refused ones too, within {}", span(*window))
                    }
                    Over::Snapshot { span: window, every } => {
                        let (window, every) = (span(*window), span(*every));
                        format!("{failures} of {calls} failed within {window}, by a look every {every}")
                    }
                };
                format!("{found}, {share}; the limit is {limit}.{next}")
            }
            Cause::WaitOver { opened, wait } => {
                format!("the wait of {} since {} is over. This call is a probe.", span(*wait), moment(*opened))
            }
            Cause::Several { failures, threshold, over } => {
                let failures = count(*failures, "failure", "failures");
                format!("{failures} {} (threshold {threshold}).{next}", among(*over))
            }
            Cause::Slow { slow, calls, rate } => {
                format!(
                    "{slow} of {} took too long; the limit is {}.{next}",
                    count(*calls, "call", "calls"),
                    percent(rate.fraction())
                )
            }
            Cause::Faded { required } => {
                format!("the success rate fell below {}.{next}", percent(required.fraction()))
            }
            Cause::SuccessWhileOpen => "a call from before the opening succeeded late.".to_owned(),
            Cause::ProbesSucceeded { successes: 1 } => "the probe succeeded.".to_owned(),
            Cause::ProbesSucceeded { successes } => {
                format!("{successes} probes succeeded.")
            }
            Cause::ProbeIgnored => {
                format!("the probe's outcome says nothing about the service, so the breaker stays careful.{next}")
            }
            // A rule that looks at several probes may be met by one that succeeded.
            Cause::ProbeFailed if matches!(self.progress, Some((Outcome::Success, _))) => {
                format!("too many of the probes failed.{next}")
            }
            Cause::ProbeFailed => format!("the probe failed.{next}"),
            Cause::LeaseExpired { lease, .. } => {
                format!("the probe did not answer within {} and counts as failed.{next}", span(*lease))
            }
            Cause::LateSuccess { .. } => "a success from before the opening came late and was counted.".to_owned(),
            Cause::LateFailure => format!("a failure from before the opening came late and was counted.{next}"),
            Cause::Forced => "it was forced open.".to_owned(),
            Cause::Reset => "it was reset.".to_owned(),
        };
        (tone, head, body, true)
    }

    /// That its service is killed, if a wait has come of that.
    fn because(&self, lab: LabId) -> String {
        let service = lab.services.first().filter(|_| self.luck.is_some_and(Luck::killed));
        service.map_or_else(String::new, |service| format!("{} is killed; ", service.name))
    }
}

/// Why an attempt came out as it did.
pub fn reason(luck: Luck, service: ServiceId) -> String {
    reason_of(luck, &format!("S{service}"))
}

/// The same for a service with a name of its own.
pub fn reason_of(luck: Luck, service: &str) -> String {
    if let Some(trouble) = luck.trouble {
        match trouble {
            Trouble::Killed => text::killed(service),
            Trouble::Outage => text::in_outage(service),
            Trouble::Full => text::full(service),
            Trouble::Behind => text::behind(service),
        }
    } else if luck.fails() {
        let what = kinds::words(luck.kind);
        format!("{what}; random number {} < failure rate {}", random(luck), fixed(luck.rate, 2))
    } else {
        format!("random number {} ≥ failure rate {}", random(luck), fixed(luck.rate, 2))
    }
}

/// An attempt's random number, with as many decimals as tell it apart from the rate.
fn random(luck: Luck) -> String {
    // It is always below 1, and reads so.
    let near = [fixed(luck.rate, 2), fixed(1.0, 2)].contains(&fixed(luck.draw, 2));
    fixed(luck.draw, if near { 4 } else { 2 })
}

/// Among which calls failures are counted.
fn among(over: Over) -> String {
    match over {
        Over::Calls(1) => "in the last call".to_owned(),
        Over::Calls(of) => format!("among the last {of}"),
        Over::Span(window) | Over::Fired(window) | Over::Snapshot { span: window, .. } => {
            format!("within {}", span(window))
        }
        Over::All => "in total".to_owned(),
    }
}

/// Whose call it is, where there are several callers.
fn of_caller(call: CallId, settings: &Settings) -> String {
    // A lab of several callers has a setting for how many there are.
    if settings.spec("callers").is_none_or(|_| settings.count("callers") < 2) {
        String::new()
    } else {
        format!(" of caller {}", call.caller + 1)
    }
}

/// What a breaker made of a result.
fn progress(progress: Progress) -> String {
    match progress {
        // Where one probe is enough, the closing says so.
        Progress::Row { failures: 0, .. }
        | Progress::Several { failures: 0, .. }
        | Progress::Probing { needed: 1, .. }
        | Progress::Waiting { .. }
        | Progress::Forced => String::new(),
        Progress::Row { failures, threshold } => {
            let nth =
                if failures == 1 { "First failure".to_owned() } else { format!("{} in a row", ordinal(failures)) };
            format!(" {nth} (threshold {threshold}).")
        }
        Progress::Several { failures, threshold, over } => {
            format!(" {failures} of {threshold} failures {}.", among(over))
        }
        Progress::Rate { failures, calls, min, rate, .. } if calls < u64::from(min) => {
            format!(" {failures} of {calls} failed; {} is judged from {min} calls on.", percent(rate.fraction()))
        }
        Progress::Rate { failures, calls, rate, over: Over::Fired(_), .. } => {
            let limit = percent(rate.fraction());
            let (failures, calls) = (count(failures, "failure", "failures"), count(calls, "call", "calls"));
            format!(" {failures} and {calls} asked for, refused ones too; the limit is {limit}.")
        }
        Progress::Rate { failures, calls, rate, .. } => {
            format!(" {failures} of {calls} failed; the limit is {}.", percent(rate.fraction()))
        }
        Progress::Probing { successes, needed, .. } => format!(" {successes} of {needed} probes succeeded."),
    }
}

fn late(call: CallId, outcome: Outcome, fate: &str) -> Told {
    let result = match outcome {
        Outcome::Success => "success",
        Outcome::Failure => "failure",
        Outcome::Ignored => "result",
    };
    let body = format!("the {result} of call {} was asked for before the last change; {fate}.", grouped(call.number));
    (Tone::Stale, "Late:".to_owned(), body, false)
}

/// How a wait came about.
fn wait(delay: &Delay, settings: &Settings) -> String {
    let mut text = format!("{} backoff", span(delay.planned));
    if delay.jitter > Duration::ZERO {
        text += &format!(", plus {} jitter", span(delay.jitter));
    }
    if delay.shortened > Duration::ZERO {
        text += &format!(", less {} by jitter", span(delay.shortened));
    }
    if delay.capped {
        text += ", at the longest wait allowed";
    }
    if delay.raised > Duration::ZERO {
        let what = if is_asked(*delay, settings) { "the Retry-After of the 429" } else { "the shortest wait allowed" };
        text += &format!(", raised to {what}");
    }
    text
}

/// A setting's value with its unit.
pub fn spell(spec: &spec::Spec, value: Value) -> String {
    match (&spec.kind, value) {
        (spec::Kind::Number { unit, .. }, Value::Number(number)) => match unit {
            spec::Unit::Rate => percent(number),
            spec::Unit::Seconds => crate::words::seconds(number),
            spec::Unit::Count(noun) => noun.of(number),
            spec::Unit::Times | spec::Unit::Spread => decimal(number, 9),
        },
        (spec::Kind::Choice { options, .. }, Value::Choice(index)) => {
            options.get(index).map_or_else(String::new, |(_, label)| (*label).to_owned())
        }
        (_, Value::Mix(mix)) => kinds::spell_mix(&mix),
        (_, Value::Kinds(set)) => kinds::spell_kinds(set),
        (kind, Value::Order(order)) => spec::spell_order(kind, order),
        _ => String::new(),
    }
}
