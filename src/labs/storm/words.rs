//! What Why says in the storm lab: of what many clients did together, never of one of them.

use super::{Burst, Mood, Picture, World, backoff};
use crate::play::Run;
use crate::play::explain::{Line, Telling, Tone};
use crate::text::storm as text;
use crate::words::{moment, span};

pub(super) const TELLING: Telling = Telling { call: text::CALL, together: Some(together), ..Telling::NONE };

fn together(run: &Run) -> Vec<Line> {
    let Some(picture) = run.picture().of::<Picture>() else { return Vec::new() };
    let bursts: Vec<Burst> = picture.told().into();
    let lines = (0..bursts.len()).rev().filter_map(|index| line(run, picture, bursts.get(..=index)?));
    lines.collect()
}

/// The line of the last of some bursts.
fn line(run: &Run, picture: &Picture, bursts: &[Burst]) -> Option<Line> {
    let (burst, before) = bursts.split_last()?;
    let is_newest = picture.bursts.back().is_some_and(|newest| newest.event == burst.event);
    let is_last = is_newest && picture.finished.is_some();
    let tone = match burst.mood() {
        Mood::Calm => Tone::Ok,
        Mood::Storm => Tone::Fast,
        Mood::Blip => Tone::Bad,
    };
    let (head, mut body) = match picture.world {
        World::Blip => of_blip(run, picture, burst, (before.last(), is_last)),
        World::Load => of_load(run, picture, burst, is_newest),
        World::Contention => of_contention(burst, is_last),
    };
    if burst.gave_up > 0 && picture.world != World::Load {
        body += &text::more_gave_up(burst.gave_up.into());
    }
    Some(Line { at: burst.at, tone, head, body, count: 1, spoken: true, id: burst.event })
}

fn of_blip(run: &Run, picture: &Picture, burst: &Burst, (before, is_last): (Option<&Burst>, bool)) -> (String, String) {
    let settings = run.settings();
    let (sum, capacity) = (burst.sum, u64::from(settings.count("capacity")));
    let plain = settings.choice("jitter") == "none";
    match burst.mood() {
        Mood::Blip if burst.from < picture.blip.1 => {
            let share = if plain { text::SHARE_A_CLOCK } else { text::WAIT_APART };
            (text::BLIP_HEAD.to_owned(), text::failed_together(sum.failed.into(), share))
        }
        Mood::Blip => (text::FAILED_HEAD.to_owned(), text::failed_of(sum.failed.into(), sum.arrived.into())),
        Mood::Storm => {
            let head = text::refused_of(sum.refused.into(), sum.arrived.into());
            let again = before.is_some_and(|before| before.mood() == Mood::Storm);
            let wait = backoff(settings).map_or_else(|_| String::new(), |rule| span(rule.delay(1, None, 0.0).planned));
            let body = match (plain, again) {
                (true, true) => text::SAME_SLOT_AGAIN.to_owned(),
                (true, false) => text::all_waited(&wait, capacity),
                (false, _) => text::more_than_fits(capacity),
            };
            (head, body)
        }
        Mood::Calm if is_last => (text::OVER_HEAD.to_owned(), text::the_last(burst.served.into(), capacity)),
        Mood::Calm => (text::served_head(sum.served.into()), text::fits(capacity)),
    }
}

fn of_load(run: &Run, picture: &Picture, burst: &Burst, newest: bool) -> (String, String) {
    let (sum, since) = (burst.sum, moment(burst.from));
    match burst.mood() {
        Mood::Blip if picture.killed && burst.from >= picture.blip.1 => {
            (text::FAILED_HEAD.to_owned(), text::failed_of(sum.failed.into(), sum.arrived.into()))
        }
        Mood::Blip => (text::SLOW_HEAD.to_owned(), text::slow(&since, sum.arrived.into(), sum.served.into())),
        Mood::Storm => {
            let queue = if newest { text::queue_of(u64::from(picture.queued)) } else { String::new() };
            let ends = u64::from(burst.served) + u64::from(burst.gave_up);
            let body = text::in_vain(&since, &span(run.settings().span("patience")), &queue);
            (text::answered_of(burst.served.into(), ends), body)
        }
        Mood::Calm => (text::ALL_ANSWERED.to_owned(), text::since(burst.served.into(), &since)),
    }
}

fn of_contention(burst: &Burst, is_last: bool) -> (String, String) {
    let (sum, since) = (burst.sum, moment(burst.from));
    if sum.refused > 0 {
        (text::too_late(sum.refused.into(), sum.arrived.into()), text::reads_again(&since))
    } else if is_last {
        (text::OVER_HEAD.to_owned(), text::ALL_WRITTEN.to_owned())
    } else {
        (text::written(sum.served.into()), text::without_conflict(&since))
    }
}
