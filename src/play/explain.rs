//! Why: events as sentences, with the rule and the numbers that led to them.
//!
//! The words depend on the lab (a call is a "read" in one and a sensor's reading in another), so they live here and not
//! in the engine.

pub mod batch;
mod breaker;
pub mod decided;
mod input;

use core::time::Duration;

use super::code::rule::is_asked;
use super::{LabId, Run, Settings, kinds, paint, spec};
use crate::decimal::fixed;
use crate::policy::backoff::Delay;
use crate::policy::breaker::Outcome;
use crate::sim::event::breaker::Progress;
use crate::sim::event::{CallId, CallOutcome, Decided, Event, LayerStep, Limit, Luck, Record, ServiceId, Trouble};
use crate::sim::input::Value;
use crate::text::play::why;
use crate::text::policy::breaker as text;
use crate::text::policy::retry;
use crate::text::trouble;
use crate::time::Instant;
use crate::words::{decimal, grouped, moment, percent, span};

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
            // What became of a batch behind its sensors belongs to its line, too.
            Event::Delivered { enriched: false, .. } => {
                if let Some(draft) = drafts.last_mut().filter(|last| last.newest.at == record.at) {
                    draft.flagged = matches!(draft.newest.event, Event::BatchEnded { .. });
                }
            }
            Event::AttemptEnded { call, luck, .. } => {
                if let Some(draft) = drafts.iter_mut().rev().take(12).find(|draft| draft.wants_luck(*call)) {
                    draft.luck = Some(*luck);
                }
            }
            _ => {}
        }
        if let Event::AtLayer { call, place, step: LayerStep::Decides } = record.event
            && let Some(last) = drafts.last_mut().filter(|last| last.wants_place(call, record.at))
        {
            last.place = Some(place);
        }
        if !visible(run.lab(), run.settings(), &record.event) {
            continue;
        }
        if let Some(last) = drafts.last_mut().filter(|last| last.folds(run.lab(), &record.event)) {
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
        drafts.push(Draft {
            newest: record,
            oldest: record,
            count: 1,
            progress: made,
            luck,
            place: None,
            flagged: false,
            id,
        });
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
        (Some(a), Some(b)) if (a.at, a.id) < (b.at, b.id) => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    };
    let mut last = u64::MAX;
    let apart = core::iter::from_fn(next).map(|line| {
        // Both may have a line of the same event; the numbers still tell them apart.
        last = line.id.min(last.saturating_sub(1));
        Line { id: last, ..line }
    });
    apart.take(most).collect()
}

/// What Why says of a lab's own.
#[derive(Debug)]
pub struct Telling {
    /// What a call is called at the beginning of a sentence.
    pub call: &'static str,
    /// Whether each attempt has a line, as where a call has but one.
    pub attempts: bool,
    /// What such a line is about, at its beginning: the call, or which of its attempts.
    pub subject: fn(u64, u32) -> String,
    /// Which layer it was that decided, by its place, as it reads behind what it did; nothing where there is one of a kind.
    pub layer: fn(&Settings, u32) -> String,
    /// The line of a layer's answer to what is outside it; nothing if it has none.
    pub answered: fn(&Settings, CallId, u32, CallOutcome) -> Option<Told>,
    /// The line of a call that has ended; nothing if it has none, whatever the settings.
    pub ended: fn(&Ended<'_>) -> Option<Told>,
    /// What there is to say where a service has recovered, in a sentence.
    pub recovered: fn(&Settings) -> Option<String>,
    /// What a breaker made of a caller's own mistake, in a sentence with a space before it.
    pub ignored: fn(&Settings, Progress) -> &'static str,
    /// Lines about many calls together, and about the breakers, newest first, as the run's picture knows them. Then no single
    /// call and no change of state has another line.
    pub together: Option<fn(&Run) -> Vec<Line>>,
    /// Whether what a breaker does has lines of its own; otherwise those about many calls tell it.
    pub breakers: bool,
    /// The line of what became of a batch, of a twin or of a pipeline, and whether the batch was flagged; nothing if it has
    /// none. [`batch::told`] is that of labs with batches.
    pub batches: fn(LabId, &Event, bool) -> Option<Told>,
    /// The line of a decision that describes itself, with the words for its call; nothing if it has none, whatever the
    /// words. [`decided::decided`] has all of them, [`decided::noteworthy`] those that stand out.
    pub decided: fn(&Decided, &str) -> Option<Told>,
}

impl Telling {
    /// A lab whose calls have no lines.
    pub const NONE: Self = Self {
        call: why::CALL,
        attempts: false,
        subject: |call, _| why::call(&grouped(call)),
        layer: |_, _| String::new(),
        answered: |_, _, _, _| None,
        ended: |_| None,
        recovered: |_| None,
        ignored: |_, _| "",
        together: None,
        breakers: true,
        batches: |_, _, _| None,
        decided: |_, _| None,
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
    /// The place of the layer that decided, where layers tell of it.
    place: Option<u32>,
    /// Whether it is a batch that was not enriched.
    flagged: bool,
    id: u64,
}

/// Whether an event has a line of its own in a lab.
fn visible(lab: LabId, settings: &Settings, event: &Event) -> bool {
    match event {
        Event::Refused { .. }
        | Event::TimedOut { .. }
        | Event::Waiting { .. }
        | Event::AttemptEnded { .. }
        | Event::CallEnded { .. }
        | Event::Transition(_)
            if lab.telling.together.is_some() =>
        {
            false
        }
        Event::Transition(_) | Event::Late { .. } | Event::LateForTripRule { .. } | Event::Held { .. }
            if !lab.telling.breakers =>
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
        | Event::Applied(_)
        | Event::LimitReached(_)
        | Event::Finished
        | Event::Painted { .. } => true,
        Event::AttemptEnded { .. } => lab.telling.attempts,
        Event::CallEnded { call, attempts, outcome } => {
            let ended = Ended { call: *call, attempts: *attempts, outcome: *outcome, settings, luck: None };
            (lab.telling.ended)(&ended).is_some()
        }
        Event::Decided(decided) => (lab.telling.decided)(decided, "").is_some(),
        Event::AtLayer { call, place, step: LayerStep::Back { outcome } } => {
            (lab.telling.answered)(settings, *call, *place, *outcome).is_some()
        }
        Event::BatchEnded { .. } | Event::Twin { .. } | Event::Crashed { .. } | Event::Restarted { .. } => {
            (lab.telling.batches)(lab, event, false).is_some()
        }
        _ => false,
    }
}

fn call_of(event: &Event) -> Option<CallId> {
    match event {
        Event::AttemptEnded { call, .. }
        | Event::CallEnded { call, .. }
        | Event::Waiting { call, .. }
        | Event::Refused { call, .. } => Some(*call),
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

    /// Whether a layer that decided about this call at this moment is the one whose doing it tells.
    fn wants_place(&self, call: CallId, at: Instant) -> bool {
        let is_of = |one: &CallId| *one == call && self.newest.at == at && self.place.is_none();
        matches!(&self.newest.event, Event::TimedOut { call, .. } | Event::Waiting { call, .. } if is_of(call))
    }

    /// Fast fails in a row are one line, and so are successes in a row.
    fn folds(&self, lab: LabId, older: &Event) -> bool {
        match (&self.newest.event, older) {
            (Event::Refused { rejection: a, call: of_a, .. }, Event::Refused { rejection: b, call: of_b, .. }) => {
                // Of several services each has a line of its own.
                a.reason == b.reason && (lab.breaker.is_none() || of_a.caller == of_b.caller)
            }
            (Event::AttemptEnded { value: a, .. }, Event::AttemptEnded { value: b, .. }) => a.is_some() && b.is_some(),
            _ => false,
        }
    }

    fn line(&self, lab: LabId, settings: &Settings) -> Line {
        let at = self.newest.at;
        let (tone, head, body, spoken) = match &self.newest.event {
            Event::Refused { rejection, saved, .. } => {
                let (head, body) = self.refused(lab, at, *rejection, *saved);
                (Tone::Fast, head, body, false)
            }
            Event::AttemptEnded { service, call, attempt, value, .. } => {
                self.attempt(lab, *service, (*call, *attempt), value.is_some(), settings)
            }
            Event::Transition(transition) => self.transition(lab, settings, transition),
            Event::Late { call, outcome, applied } => {
                breaker::late(*call, *outcome, if *applied { text::APPLIED } else { text::DROPPED })
            }
            Event::LateForTripRule { call, outcome } => breaker::late(*call, *outcome, text::FOR_TRIP_RULE),
            Event::Held { call, waiting } => {
                let others = if *waiting == 1 { String::new() } else { text::waiting(*waiting) };
                let body = text::held(&others);
                (Tone::Wait, text::waits(&grouped(call.number), &of_caller(*call, settings)), body, false)
            }
            Event::TimedOut { call, attempt, limit } => {
                let body = why::no_answer(&span(*limit));
                (Tone::Bad, why::timed_out(&grouped(call.number), *attempt, &self.layer(lab, settings)), body, false)
            }
            Event::Waiting { call, attempt, delay, .. } => {
                let (number, wait_for) = (grouped(call.number), span(delay.total));
                let head = lab.service_of(*call).map_or_else(
                    || retry::waits(lab.telling.call, &number, &wait_for, &self.layer(lab, settings)),
                    |service| retry::service_waits(service.name, &number, &wait_for),
                );
                let body = retry::before_attempt(&self.because(lab, *call), &wait(delay, settings), *attempt);
                (Tone::Wait, head, body, false)
            }
            Event::AtLayer { call, place, step: LayerStep::Back { outcome } } => {
                let told = (lab.telling.answered)(settings, *call, *place, *outcome);
                told.unwrap_or((Tone::Ink, String::new(), String::new(), false))
            }
            Event::CallEnded { call, attempts, outcome } => {
                let (call, attempts, outcome, luck) = (*call, *attempts, *outcome, self.luck);
                let told = (lab.telling.ended)(&Ended { call, attempts, outcome, settings, luck });
                told.unwrap_or((Tone::Ink, String::new(), String::new(), false))
            }
            Event::Decided(decided) => {
                let number = grouped(decided.call.number);
                let call = why::named(lab.telling.call, &number, &of_caller(decided.call, settings));
                (lab.telling.decided)(decided, &call).unwrap_or((Tone::Ink, String::new(), String::new(), false))
            }
            event @ (Event::BatchEnded { .. }
            | Event::Twin { .. }
            | Event::Crashed { .. }
            | Event::Restarted { .. }) => {
                let told = (lab.telling.batches)(lab, event, self.flagged);
                told.unwrap_or((Tone::Ink, String::new(), String::new(), false))
            }
            Event::Applied(input) => {
                let (head, body) = input::applied(lab, settings, *input);
                (Tone::Ink, head, body, true)
            }
            Event::Painted { track, stroke } => {
                (Tone::Ink, why::PAINTED.to_owned(), paint::sentence(lab, *track, stroke.as_ref()), true)
            }
            Event::LimitReached(Limit::CallerPace) => {
                let body = why::CALLER_PACE.to_owned();
                (Tone::Ink, why::LIMIT.to_owned(), body, false)
            }
            Event::Finished => (Tone::Ink, why::FINISHED.to_owned(), why::AT_ITS_END.to_owned(), true),
            _ => (Tone::Ink, String::new(), String::new(), false),
        };
        Line { at, tone, head, body, count: self.count, spoken, id: self.id }
    }

    /// The layer that decided, behind what it did.
    fn layer(&self, lab: LabId, settings: &Settings) -> String {
        self.place.map_or_else(String::new, |place| (lab.telling.layer)(settings, place))
    }

    fn attempt(
        &self,
        lab: LabId,
        service: ServiceId,
        (call, attempt): (CallId, u32),
        succeeded: bool,
        settings: &Settings,
    ) -> Told {
        let caller = of_caller(call, settings);
        if self.count > 1 {
            let body = text::answers_since(&moment(self.oldest.at), service);
            return (Tone::Ok, text::in_a_row(&grouped(self.count)), body, false);
        }
        let luck = self.luck.map_or_else(String::new, |luck| reason(luck, service));
        let made = match self.progress {
            Some((Outcome::Ignored, made)) => (lab.telling.ignored)(settings, made).to_owned(),
            Some((_, made)) if succeeded || !matches!(made, Progress::Probing { .. }) => breaker::progress(made),
            _ => String::new(),
        };
        let (tone, word) = if succeeded { (Tone::Ok, why::SUCCEEDED) } else { (Tone::Bad, why::FAILED) };
        let subject = (lab.telling.subject)(call.number, attempt);
        (tone, why::call_ended(&subject, &caller, word), why::as_made(&luck, &made), false)
    }

    /// That its service is killed, if a wait has come of that.
    fn because(&self, lab: LabId, call: CallId) -> String {
        let service =
            lab.service_of(call).or_else(|| lab.services.first()).filter(|_| self.luck.is_some_and(Luck::killed));
        service.map_or_else(String::new, |service| why::is_killed(service.name))
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
            Trouble::Killed => trouble::killed(service),
            Trouble::Outage => trouble::in_outage(service),
            Trouble::Full => trouble::full(service),
            Trouble::Behind => trouble::behind(service),
        }
    } else if luck.fails() {
        let what = kinds::words(luck.kind);
        why::failed_by_chance(what, &random(luck), &fixed(luck.rate, 2))
    } else {
        why::succeeded_by_chance(&random(luck), &fixed(luck.rate, 2))
    }
}

/// An attempt's random number, with as many decimals as tell it apart from the rate.
fn random(luck: Luck) -> String {
    // It is always below 1, and reads so.
    let near = [fixed(luck.rate, 2), fixed(1.0, 2)].contains(&fixed(luck.draw, 2));
    fixed(luck.draw, if near { 4 } else { 2 })
}

/// Whose call it is, where there are several callers.
fn of_caller(call: CallId, settings: &Settings) -> String {
    // A lab of several callers has a setting for how many there are.
    if settings.spec("callers").is_none_or(|_| settings.count("callers") < 2) {
        String::new()
    } else {
        why::of_caller(call.caller + 1)
    }
}

/// How a wait came about.
fn wait(delay: &Delay, settings: &Settings) -> String {
    let mut text = retry::backoff(&span(delay.planned));
    if delay.jitter > Duration::ZERO {
        text += &retry::plus_jitter(&span(delay.jitter));
    }
    if delay.shortened > Duration::ZERO {
        text += &retry::less_jitter(&span(delay.shortened));
    }
    if delay.capped {
        text += retry::CAPPED;
    }
    if delay.raised > Duration::ZERO {
        let what = if is_asked(*delay, settings) { retry::RETRY_AFTER } else { retry::SHORTEST };
        text += &retry::raised_to(what);
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
