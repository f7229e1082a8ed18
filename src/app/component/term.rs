//! A word that opens its meaning: by a press, a key, or a mouse that rests on it. Escape closes it.

use std::rc::Rc;

use yew::html::{onmouseenter, onmouseleave};
use yew::{Callback, Html};

use super::tag::{Tag, button, tag};
use crate::play::terms::Term;

/// Where a word stands, as the same one may stand in several places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the line above the stage.
    Line,
    /// At this setting.
    Setting(&'static str),
    /// At this number.
    Number(&'static str),
}

/// A word in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) place: Place,
    pub(crate) term: &'static Term,
}

/// What a word says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Message {
    /// The mouse came onto it, or left one.
    Hovered(Option<Spot>),
    /// It was pressed.
    Pressed(Spot),
}

/// The word whose meaning is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Open {
    #[default]
    Nothing,
    /// The mouse rests on it.
    Hovered(Spot),
    /// It was pressed.
    Pressed(Spot),
}

impl Open {
    fn spot(self) -> Option<Spot> {
        match self {
            Self::Nothing => None,
            Self::Hovered(spot) | Self::Pressed(spot) => Some(spot),
        }
    }

    /// A word said something.
    pub(crate) fn update(&mut self, said: Message) {
        match said {
            Message::Hovered(spot) => self.hover(spot),
            Message::Pressed(spot) => self.press(spot),
        }
    }

    /// A word was pressed.
    fn press(&mut self, spot: Spot) {
        *self = if *self == Self::Pressed(spot) { Self::Nothing } else { Self::Pressed(spot) };
    }

    /// The mouse came onto a word, or left it.
    fn hover(&mut self, spot: Option<Spot>) {
        if !matches!(self, Self::Pressed(_)) {
            *self = spot.map_or(Self::Nothing, Self::Hovered);
        }
    }

    /// Closes what is open. Returns whether anything was.
    pub(crate) fn close(&mut self) -> bool {
        core::mem::take(self) != Self::Nothing
    }
}

/// A word with its meaning, if that is open. `says` is what stands on the button.
pub(crate) fn view(spot: Spot, says: Html, open: Open, dispatch: &Callback<Message>) -> Tag {
    let meaning = spot.term.meaning();
    let is_open = open.spot() == Some(spot) && !meaning.is_empty();
    let id = match spot.place {
        Place::Line => format!("term-{}", spot.term.key),
        Place::Setting(key) => format!("term-{}-at-{key}", spot.term.key),
        Place::Number(name) => format!("term-{}-of-{name}", spot.term.key),
    };
    let hover = |to: Option<Spot>| dispatch.reform(move |_| Message::Hovered(to));
    let word = button("term-word", dispatch, Message::Pressed(spot))
        .attr("aria-expanded", if is_open { "true" } else { "false" })
        .attr("data-term", spot.term.key)
        .attr_opt("aria-controls", is_open.then(|| id.clone()))
        .child(says);
    let meaning = is_open.then(|| {
        let word = tag("b", "").text(spot.term.word);
        tag("span", "term-meaning").attr("id", id).attr("role", "note").child(word).text(" ").text(meaning)
    });
    tag("span", "term")
        .listener(Rc::new(onmouseenter::Wrapper::new(hover(Some(spot)))))
        .listener(Rc::new(onmouseleave::Wrapper::new(hover(None))))
        .child(word)
        .child_opt(meaning)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::terms::TERMS;

    #[test]
    fn a_press_holds_what_the_mouse_opened_and_a_second_one_closes_it() {
        let spot = |index: usize| Spot { place: Place::Line, term: &TERMS[index] };
        let mut open = Open::default();
        open.hover(Some(spot(0)));
        open.press(spot(0));
        open.hover(None);
        assert_eq!(open, Open::Pressed(spot(0)));
        open.press(spot(1));
        assert_eq!(open.spot(), Some(spot(1)));
        open.press(spot(1));
        assert_eq!(open, Open::Nothing);
        open.hover(Some(spot(2)));
        assert!(open.close() && !open.close());
    }
}
