//! Why: the newest events as sentences, each with its rule and its numbers.

use yew::{Callback, Html};

use crate::app::component::glyph::{Glyph, icon};
use crate::app::component::tag::tag;
use crate::play::explain::{Line, Tone};
use crate::text::page::why as text;
use crate::time::Instant;
use crate::words::{IN_MINUTES, clock_text};

/// Lines that are worked out, and shown where there is room.
pub(crate) const LINES: usize = 40;

/// The Why panel with the newest `most` of the lines, and its title with the id that names it. It tells the moment of an
/// event that was chosen.
///
/// A press on a line goes to its moment. By keyboard, that is what stepping back and forward are for: a stop of the Tab
/// key for each line would be too many.
pub(crate) fn view(
    lines: &[Line],
    most: usize,
    (id, title): (&'static str, &'static str),
    dispatch: &Callback<Instant>,
) -> Html {
    let list = if lines.is_empty() {
        tag("p", "none").text(text::NOTHING)
    } else {
        // Times in minutes are longer, and all lines leave them the same room.
        let long = lines.first().is_some_and(|line| line.at.seconds() >= IN_MINUTES);
        let list = tag("ol", if long { "long" } else { "" }).attr("tabindex", "0").attr("aria-labelledby", id);
        list.children(lines.iter().take(most).map(|each| line(each, dispatch)).collect())
    };
    let head = tag("div", "head").child(tag("h2", "").attr("id", id).text(title));
    let head = head.child(tag("span", "tag").text(text::NEWEST_FIRST));
    tag("section", "card why").attr("aria-labelledby", id).child(head).child(list).html()
}

fn line(line: &Line, dispatch: &Callback<Instant>) -> Html {
    let words = tag("span", "").child(tag("b", "").text(line.head.clone())).text(" ").text(line.body.clone());
    let tone = line.tone;
    let time = tag("time", "").text(clock_text(line.at));
    let line = tag("li", "").key(&line.id.to_string()).on_click(dispatch, line.at);
    line.child(icon(glyph_of(tone))).child(time).child(words).html()
}

/// The shape of a tone.
pub(crate) fn glyph_of(tone: Tone) -> Glyph {
    match tone {
        Tone::Ok => Glyph::Success,
        Tone::Bad => Glyph::Failure,
        Tone::Closed => Glyph::SwitchClosed,
        Tone::Open => Glyph::SwitchOpen,
        Tone::HalfOpen => Glyph::SwitchHalf,
        Tone::Fast => Glyph::FastFail,
        Tone::Wait => Glyph::Waiting,
        Tone::Stale => Glyph::Stale,
        Tone::Unavailable => Glyph::Unavailable,
        Tone::Degraded => Glyph::Degraded,
        Tone::Ink => Glyph::InFlight,
    }
}
