//! Why: the newest events as sentences, each with its rule and its numbers.

use yew::Html;

use crate::app::component::glyph::{Glyph, icon};
use crate::app::component::tag::tag;
use crate::lab::explain::{Line, Tone};
use crate::time::Instant;

/// The Why panel with the newest `most` of the lines.
pub(crate) fn view(lines: &[Line], most: usize) -> Html {
    let list = if lines.is_empty() {
        tag("p", "none").say("Nothing has happened yet.")
    } else {
        let list = tag("ol", "").is("tabindex", "0").is("aria-labelledby", "why-title");
        list.put_all(lines.iter().take(most).map(line).collect())
    };
    let head = tag("div", "head").has(tag("h2", "").is("id", "why-title").say("Why"));
    let head = head.has(tag("span", "tag").say("newest first"));
    tag("section", "card why").is("aria-labelledby", "why-title").has(head).has(list).done()
}

fn line(line: &Line) -> Html {
    let words = tag("span", "").has(tag("b", "").write(line.head.clone())).say(" ").write(line.body.clone());
    let time = tag("time", "").write(seconds(line.at));
    tag("li", "").key(&line.id.to_string()).put(icon(glyph_of(line.tone))).has(time).has(words).done()
}

/// The shape of a tone.
fn glyph_of(tone: Tone) -> Glyph {
    match tone {
        Tone::Ok => Glyph::Success,
        Tone::Bad => Glyph::Failure,
        Tone::Half => Glyph::Half,
        Tone::Fast => Glyph::FastFail,
        Tone::Wait => Glyph::Waiting,
        Tone::Stale => Glyph::Stale,
        Tone::Unavailable => Glyph::Unavailable,
        Tone::Degraded => Glyph::Degraded,
        Tone::Ink => Glyph::InFlight,
    }
}

/// A moment with two decimals, as the clock shows it.
pub(crate) fn seconds(at: Instant) -> String {
    format!("{} s", clock(at))
}

/// A moment in hundredths of a second, rounded down: a clock does not run ahead.
pub(crate) fn clock(at: Instant) -> String {
    let hundredths = at.millis() / 10;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
