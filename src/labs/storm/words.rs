//! What Why says in the storm lab: of what many clients did together, never of one of them.

use super::{Burst, Mood, Picture, World, backoff};
use crate::play::Run;
use crate::play::explain::{Line, Telling, Tone};
use crate::text::storm as text;
use crate::words::{moment, span};

pub(super) const TELLING: Telling = Telling { call: text::CALL, together: Some(together), ..Telling::NONE };

fn together(run: &Run) -> Vec<Line> {
    let Some(picture) = run.picture().of::<Picture>() else { return Vec::new() };
    let bursts = picture.bursts.iter().enumerate().rev();
    bursts.map(|(index, burst)| line(run, picture, burst, index)).collect()
}

fn line(run: &Run, picture: &Picture, burst: &Burst, index: usize) -> Line {
    let is_last = index + 1 == picture.bursts.len() && picture.finished.is_some();
    let tone = match burst.mood() {
        Mood::Calm => Tone::Ok,
        Mood::Storm => Tone::Fast,
        Mood::Blip => Tone::Bad,
    };
    let (head, mut body) = match picture.world {
        World::Blip => of_blip(run, picture, burst, (index, is_last)),
        World::Load => of_load(run, picture, burst, index),
        World::Contention => of_contention(burst, is_last),
    };
    if burst.gave_up > 0 && picture.world != World::Load {
        body += &text::more_gave_up(burst.gave_up.into());
    }
    Line { at: burst.at, tone, head, body, count: 1, spoken: true, id: burst.event }
}

fn of_blip(run: &Run, picture: &Picture, burst: &Burst, (index, is_last): (usize, bool)) -> (String, String) {
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
            let again = index.checked_sub(1).and_then(|before| picture.bursts.get(before));
            let again = again.is_some_and(|before| before.mood() == Mood::Storm);
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

fn of_load(run: &Run, picture: &Picture, burst: &Burst, index: usize) -> (String, String) {
    let (sum, since) = (burst.sum, moment(burst.from));
    match burst.mood() {
        Mood::Blip if picture.killed && burst.from >= picture.blip.1 => {
            (text::FAILED_HEAD.to_owned(), text::failed_of(sum.failed.into(), sum.arrived.into()))
        }
        Mood::Blip => (text::SLOW_HEAD.to_owned(), text::slow(&since, sum.arrived.into(), sum.served.into())),
        Mood::Storm => {
            let newest = index + 1 == picture.bursts.len();
            let queue = newest.then(|| text::queue_of(u64::from(picture.queued))).unwrap_or_default();
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
