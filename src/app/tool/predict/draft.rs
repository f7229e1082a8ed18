//! A guess while it is being made: nothing, half a number, a curve under the pen.

use crate::decimal;
use crate::question::{Answer, Axes, Kind};
use crate::text::page::predict as text;
use crate::text::page::setting;
use crate::time::Instant;

/// A guess that is being made.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Draft {
    /// Nothing yet.
    #[default]
    Nothing,
    /// What the number field says.
    Text(String),
    /// The chosen option.
    Choice(usize),
    /// The moment that is pointed at.
    Moment(Instant),
    /// A value at each point, whether any has been moved, and where the pen is.
    Curve {
        /// The values.
        values: Vec<f64>,
        /// Whether the reader has drawn anything.
        drawn: bool,
        /// The point under the pen.
        pen: Option<usize>,
    },
}

impl Draft {
    /// Nothing, for this kind of guess.
    pub(super) fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Curve(axes) => Self::Curve { values: vec![0.0; axes.points.len()], drawn: false, pen: None },
            _ => Self::Nothing,
        }
    }

    /// The guess, or what is missing from it.
    pub(super) fn answer(&self, kind: &Kind) -> Result<Answer, String> {
        match (kind, self) {
            (Kind::Number { unit, min, max, step, .. }, draft) => {
                let text = if let Self::Text(text) = draft { text.trim() } else { "" };
                let number = decimal::read(text).filter(|number| number >= min && number <= max);
                number.map(|number| Answer::Number((number / step).round() * step)).ok_or_else(|| {
                    let [min, max] = [min, max].map(|number| decimal::short(*number, 2));
                    let allowed = text::allowed(&min, &max, unit.1);
                    if text.is_empty() { text::guess_first(&allowed) } else { setting::not_allowed(text, &allowed) }
                })
            }
            (Kind::Choice { .. }, Self::Choice(index)) => Ok(Answer::Choice(*index)),
            (Kind::Choice { .. }, _) => Err(text::CHOOSE_FIRST.to_owned()),
            (Kind::Moment { .. }, Self::Moment(at)) => Ok(Answer::Moment(*at)),
            (Kind::Moment { .. }, _) => Err(text::POINT_FIRST.to_owned()),
            (Kind::Curve(_), Self::Curve { values, drawn: true, .. }) => Ok(Answer::Curve(values.clone())),
            (Kind::Curve(_), _) => Err(text::DRAW_FIRST.to_owned()),
        }
    }

    /// The moment's slider says this, in seconds.
    pub(super) fn point_at(&mut self, text: &str) {
        if let Some(seconds) = decimal::read(text.get(..12).unwrap_or(text)) {
            *self = Self::Moment(Instant::from_millis((seconds * 10.0).round() as u64 * 100));
        }
    }

    /// A point of the curve was set, by its place.
    pub(super) fn set_point(&mut self, kind: &Kind, place: &str, text: &str) {
        let (Kind::Curve(axes), Self::Curve { values, drawn, pen }) = (kind, self) else { return };
        let index = place.parse::<usize>().ok();
        if let (Some(value), Some(number)) = (index.and_then(|index| values.get_mut(index)), decimal::read(text)) {
            *value = held(axes, number);
            (*drawn, *pen) = (true, None);
        }
    }

    /// The pen is somewhere: across and up as parts of one. What a fast hand left out in between is filled in.
    pub(super) fn draw(&mut self, kind: &Kind, across: f64, up: f64, begun: bool) {
        let (Kind::Curve(axes), Self::Curve { values, drawn, pen }) = (kind, self) else { return };
        let last = values.len().saturating_sub(1);
        let here = ((across * values.len() as f64).max(0.0) as usize).min(last);
        let height = held(axes, up * axes.max);
        let from = pen.filter(|_| !begun).unwrap_or(here);
        let before = values.get(from).copied().unwrap_or(height);
        let distance = from.abs_diff(here);
        for passed in 1..=distance {
            let part = passed as f64 / distance as f64;
            let index = if here > from { from + passed } else { from - passed };
            if let Some(value) = values.get_mut(index) {
                *value = held(axes, before + (height - before) * part);
            }
        }
        if let Some(value) = values.get_mut(here) {
            *value = height;
        }
        (*drawn, *pen) = (true, Some(here));
    }
}

/// A value within its axis, at one of its steps. What is no number is 0, which `clamp` would let through.
fn held(axes: &Axes, value: f64) -> f64 {
    ((value / axes.step).round() * axes.step).max(0.0).min(axes.max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;
    use crate::play::LabId;

    fn kind(lab: LabId, wanted: fn(&Kind) -> bool) -> Option<Kind> {
        lab.tooling().questions.iter().map(|question| question.own().kind).find(wanted)
    }

    #[test]
    fn an_unfinished_guess_is_no_answer_and_says_what_is_allowed() {
        let number = kind(named("breaker"), |kind| matches!(kind, Kind::Number { .. }));
        let said = |text: &str| number.as_ref().map(|kind| Draft::Text(text.to_owned()).answer(kind));
        assert_eq!(said("40"), Some(Ok(Answer::Number(40.0))));
        assert_eq!(said("40.4"), Some(Ok(Answer::Number(40.0))));
        for (text, words) in
            [("", "Make a guess first: 0 to 200 calls."), ("201", "“201” is not allowed: 0 to 200 calls.")]
        {
            assert_eq!(said(text), Some(Err(words.to_owned())));
        }
        assert!(said("-1").is_some_and(|answer| answer.is_err()) && said("ten").is_some_and(|answer| answer.is_err()));
        for lab in LabId::all() {
            for question in lab.tooling().questions {
                let kind = question.own().kind;
                assert!(Draft::of(&kind).answer(&kind).is_err());
            }
        }
    }

    #[test]
    fn a_fast_pen_leaves_no_gap() {
        let Some(kind) = &kind(named("retry"), |kind| matches!(kind, Kind::Curve(_))) else { return };
        let mut draft = Draft::of(kind);
        draft.draw(kind, 0.01, 1.0, true);
        draft.draw(kind, 0.55, 0.2, false);
        let Ok(Answer::Curve(values)) = draft.answer(kind) else { unreachable!("it was drawn") };
        assert_eq!(values, [100.0, 80.0, 60.0, 40.0, 20.0, 0.0, 0.0, 0.0]);
        // A new stroke starts where the pen is put down.
        draft.draw(kind, 5.0, 7.0, true);
        draft.draw(kind, -1.0, f64::NAN, true);
        let Ok(Answer::Curve(values)) = draft.answer(kind) else { unreachable!("it was drawn") };
        assert_eq!(values, [0.0, 80.0, 60.0, 40.0, 20.0, 0.0, 0.0, 100.0]);
    }
}
