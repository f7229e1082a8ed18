//! The fallback lab's questions.

use super::ask::{self, STRETCHES};
use super::picture::Picture;
use super::{is_on, oldest};
use crate::play::question::{Answer, Question};
use crate::play::{Run, power};
use crate::sim::layer::steps::BATCH;
use crate::text::fallback::questions as text;
use crate::text::noun;
use crate::words::{grouped, percent, seconds, span};

pub(super) static QUESTIONS: [Question; 6] = [
    Question {
        link: "#fallback?silent=1&writes=0",
        until: 40_000,
        asks: ask::alarm,
        outcome: alarm,
        explain: why_alarm,
    },
    Question {
        link: "#fallback",
        until: 60_000,
        asks: ask::first_default,
        outcome: |run| Some(Answer::Moment(picture(run)?.first_fixed?.0)),
        explain: why_first_default,
    },
    Question {
        link: "#fallback",
        until: 60_000,
        asks: ask::letters,
        outcome: |run| Some(Answer::Number(picture(run)?.letters.len() as f64)),
        explain: why_letters,
    },
    Question { link: "#fallback", until: 60_000, asks: ask::cached, outcome: cached, explain: why_cached },
    Question {
        link: "#fallback?degraded=0&failure=0.3&outage-for=0&writes=0&min-share=0.5",
        until: 40_000,
        asks: ask::whole,
        outcome: |run| Some(Answer::Number(picture(run)?.counts[0] as f64)),
        explain: why_whole,
    },
    Question {
        link: "#fallback?in=40~letters~replay",
        until: 45_000,
        asks: ask::replay,
        outcome: replay,
        explain: why_replay,
    },
];

fn picture(run: &Run) -> Option<&Picture> {
    run.picture().of()
}

/// An explanation of a run, which is one of this lab.
fn told(run: &Run, tell: impl FnOnce(&Picture) -> String) -> String {
    picture(run).map_or_else(String::new, tell)
}

fn alarm(run: &Run) -> Option<Answer> {
    let picture = picture(run)?;
    if picture.calls() == picture.counts[0] {
        return None;
    }
    Some(Answer::Choice(match (picture.rang, picture.both_down) {
        (None, _) => 2,
        (Some(rang), Some(both)) if rang >= both => 1,
        (Some(_), _) => 0,
    }))
}

fn why_alarm(run: &Run) -> String {
    told(run, |picture| {
        let below = picture.calls() - picture.counts[0];
        let known = below - picture.unflagged;
        let rule = if is_on(run.settings(), "silent") { text::RULE_SILENT } else { text::RULE_FLAGGED };
        let rang = picture.rang.map_or_else(|| text::NEVER_RANG.to_owned(), |at| text::rang_at(&seconds(at.seconds())));
        text::known_of(&grouped(known), &grouped(below), &grouped(picture.counts[2]), &rang, rule)
    })
}

fn why_first_default(run: &Run) -> String {
    told(run, |picture| {
        let settings = run.settings();
        let Some((at, age)) = picture.first_fixed else { return text::NO_DEFAULT.to_owned() };
        let since = age.map_or_else(|| text::NOTHING_BEFORE.to_owned(), |age| text::after_the_last(&span(age)));
        let rule = if is_on(settings, "cached") {
            text::rule_bridge(&span(settings.span("ttl")), &span(settings.span("stale")))
        } else {
            text::RULE_NO_CACHE.to_owned()
        };
        text::first_default_at(&seconds(at.seconds()), &since, &rule)
    })
}

fn why_letters(run: &Run) -> String {
    told(run, |picture| {
        let waiting = text::A_LETTER.count(picture.letters.len() as u64);
        let rule = if picture.replayed > 0 { text::RULE_REPLAYED } else { text::RULE_LETTERS };
        text::letters_of(&waiting, &grouped(picture.writes), rule)
    })
}

/// The calls of each stretch that the cache answered.
fn cached(run: &Run) -> Option<Answer> {
    let picture = picture(run)?;
    // What is too old was not kept.
    if picture.slot as usize >= picture.slots.len() + STRETCHES {
        return None;
    }
    let of = |slot: usize| picture.slots.get(slot).map_or(0.0, |counts| f64::from(counts[2]));
    Some(Answer::Curve((0..STRETCHES).map(of).collect()))
}

fn why_cached(run: &Run) -> String {
    told(run, |picture| {
        let calls = noun::CALLS.count(picture.counts[2]);
        let Some(seen) = picture.oldest else { return text::NOTHING_CACHED.to_owned() };
        text::cached_in_all(&calls, &span(seen), &span(oldest(run.settings())))
    })
}

fn why_whole(run: &Run) -> String {
    told(run, |picture| {
        let settings = run.settings();
        let (full, calls) = (grouped(picture.counts[0]), grouped(picture.calls()));
        let each = 1.0 - settings.number("failure");
        let rule = if settings.number("min-share") > 0.0 {
            text::rule_whole(&percent(each), &percent(power(each, BATCH)))
        } else {
            text::rule_single(&percent(each))
        };
        text::whole_of(&full, &calls, &grouped(picture.partial), &rule)
    })
}

fn replay(run: &Run) -> Option<Answer> {
    let picture = picture(run)?;
    let choice = match (picture.replayed, picture.came_back) {
        (0, 0) => return None,
        (_, 0) => 0,
        _ if picture.lost > 0 && picture.letters.is_empty() => 1,
        _ => 2,
    };
    Some(Answer::Choice(choice))
}

fn why_replay(run: &Run) -> String {
    told(run, |picture| {
        let waiting = text::A_LETTER.count(picture.letters.len() as u64);
        let tries = grouped(picture.came_back + picture.replayed);
        let oldest = span(picture.oldest_letter(run.now()));
        text::tries_of(&tries, &grouped(picture.came_back), &waiting, &oldest)
    })
}
