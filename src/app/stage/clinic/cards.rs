//! The changes that the learner has made, a card each.

use yew::Html;

use super::measures::{Cards, Layout};
use crate::app::plot::draw::{Area, Print, group, part, path, rect, text};
use crate::app::plot::scale::text_width;
use crate::app::stage::Scene;
use crate::labs::clinic::cases::KNOBS;
use crate::labs::clinic::{case, changes};
use crate::text::clinic::stage as says;

/// What a card says.
#[derive(Clone, Copy)]
enum Card {
    /// Nothing is chosen.
    Free(&'static str),
    /// A change of the case.
    Made(&'static str, (&'static str, &'static str)),
    /// A change of another case.
    Other(&'static str),
}

fn of(scene: &Scene<'_>) -> [Card; 2] {
    let (case, words) = case(scene.settings);
    let [first, second] = changes(scene.settings);
    let knob = |key: &str| KNOBS.iter().find(|(own, _)| *own == key).map_or("", |(_, label)| label);
    let card = |key: &'static str, free: &'static str| match case.place(key) {
        Some(place) => Card::Made(knob(key), words.changes[place]),
        None if key == "none" => Card::Free(free),
        None => Card::Other(knob(key)),
    };
    let free = if first == "none" { says::ONE_ALLOWED } else { says::ONE_MORE };
    [card(first, if second == "none" { says::ONE_ALLOWED } else { says::ONE_MORE }), card(second, free)]
}

/// Whether each of the changes is chosen.
pub(super) fn chosen(scene: &Scene<'_>) -> [bool; 2] {
    changes(scene.settings).map(|key| key != "none")
}

/// The changes in words, each what it is about and what it becomes.
pub(super) fn told(scene: &Scene<'_>) -> Vec<String> {
    let made = of(scene).into_iter().filter_map(|card| match card {
        Card::Made(knob, (_, to)) => Some([knob, ": ", to].concat()),
        Card::Free(_) | Card::Other(_) => None,
    });
    made.collect()
}

/// Both cards.
pub(super) fn view(scene: &Scene<'_>, made: usize, cards: Cards, layout: &'static Layout) -> Html {
    let both = of(scene);
    let keys = changes(scene.settings);
    let number = crate::labs::clinic::number(scene.settings) as u64;
    let print = Print::new(60).text(layout.frame.class).text(keys[0]).text(keys[1]).add(number);
    part(print, move || {
        let size = layout.frame.small;
        let mut drawn = group("");
        if let Some((x, y)) = cards.head {
            drawn = drawn
                .child(text(layout.small.bold, (x, y)).text(says::YOUR_CHANGES))
                .child(text(layout.small.quiet, (x, y + size * 1.4)).text(says::used(made)));
        }
        for (card, place) in both.into_iter().zip(cards.places) {
            drawn = drawn.child(one(card, place, cards, layout));
        }
        drawn.html()
    })
}

fn one(card: Card, place: Area, cards: Cards, layout: &'static Layout) -> Html {
    let size = layout.frame.small;
    let middle = place.y + place.height / 2.0 + size * 0.36;
    let inset = place.x + 9.0;
    match card {
        Card::Free(words) => group("k-ink")
            .child(rect("cli-ghost", place).attr("rx", "8"))
            .child(text([layout.small.quiet, " mid"].concat(), (place.middle(), middle)).text(words))
            .html(),
        Card::Other(knob) => group("k-wait")
            .child(rect("cli-card", place).attr("rx", "8"))
            .child(text(layout.small.plain, (inset, place.y + place.height * 0.42)).text(knob))
            .child(text(layout.small.quiet, (inset, place.y + place.height * 0.42 + size * 1.3)).text(says::OTHER_CASE))
            .html(),
        Card::Made(knob, (from, to)) => {
            let room = place.width - cards.button - 24.0;
            let (was, is) = (text_width(from, size, false) * 1.12, text_width(to, size, true) * 1.14);
            let has_lines = place.height > size * 3.0;
            let (above, below) = (place.y + size * 1.4, place.y + place.height - size * 0.75);
            let mut drawn = group("k-ink").child(rect("cli-card", place).attr("rx", "8"));
            let mut x = inset;
            let y = if has_lines { below } else { middle };
            let named = text_width(knob, size, false) * 1.14 + 8.0;
            if has_lines {
                drawn = drawn.child(text(layout.small.quiet, (inset, above)).text(knob));
            } else if named + is <= room {
                drawn = drawn.child(text(layout.small.quiet, (inset, y)).text(knob));
                x += named;
            }
            // What does not fit beside its old value stands alone.
            if x - inset + was + is + size * 2.6 <= room {
                let line = path("cli-struck", "M# #h#", &[x - 1.0, y - size * 0.34, was + 2.0]);
                drawn = drawn.child(text(layout.small.quiet, (x, y)).text(from)).child(line);
                x += was + 6.0;
                drawn = drawn.child(path("cli-arrow", "M# #h#m-5 -4l5 4l-5 4", &[x, y - size * 0.34, size * 1.3]));
                x += size * 1.3 + 7.0;
            }
            drawn.child(text(layout.small.bold, (x, y)).text(to)).html()
        }
    }
}
