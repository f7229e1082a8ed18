//! The shape language: every state is a shape first, a word second and a colour third.
//!
//! All shapes are drawn in a box from -12 to 12 and scaled. A class `k-*` on the outer group chooses the tone; inside,
//! `fillf`, `fillt`, `sf`, `on` and `son` take its fill, tint, stroke and the colour of marks upon it.

use yew::Html;

use super::tag::{Tag, fixed, tag};

/// A state with a shape of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glyph {
    /// Success, kept: a solid disc with a tick.
    Success,
    /// Failure: a solid square with a cross.
    Failure,
    /// No value: a hollow square with a cross.
    Unavailable,
    /// Half-open, a probe: a disc, its left half filled.
    Half,
    /// A breaker that has closed: a disc with a closed switch.
    SwitchClosed,
    /// A breaker that has opened: a square with an open switch.
    SwitchOpen,
    /// A breaker that has half-opened: a disc, its left half filled, with a switch on its way.
    SwitchHalf,
    /// Refused before it left: a hollow diamond with a chevron that turns back.
    FastFail,
    /// Waiting, retrying: a ring with an arrowhead.
    Waiting,
    /// Some of it is there: a triangle, its lower part filled.
    Degraded,
    /// An old value: a dashed ring with clock hands.
    Stale,
    /// Under way, not yet judged: an ink disc with an arrow.
    InFlight,
}

impl Glyph {
    /// The class that sets the tone's four colours.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Success | Self::SwitchClosed => "k-ok",
            Self::Failure | Self::Unavailable | Self::SwitchOpen => "k-bad",
            Self::Half | Self::SwitchHalf => "k-half",
            Self::FastFail => "k-fast",
            Self::Waiting | Self::Degraded => "k-wait",
            Self::Stale => "k-stale",
            Self::InFlight => "k-ink",
        }
    }
}

/// The shape with its centre at (`x`, `y`), about `size` wide, in the units of the drawing around it.
pub(crate) fn glyph(kind: Glyph, x: f64, y: f64, size: f64) -> Html {
    let thousandths = (size / 21.0 * 1000.0 + 0.5) as u32;
    let place = format!("translate({} {}) scale({}.{:03})", fixed(x), fixed(y), thousandths / 1000, thousandths % 1000);
    drawn(tag("g", kind.tone()).set("transform", place), kind).done()
}

/// The shape as an inline picture beside text. It is decoration: the text beside it says the same.
pub(crate) fn icon(kind: Glyph) -> Html {
    let class = format!("ic {}", kind.tone());
    let svg = tag("svg", "").set("class", class).is("viewBox", "-12 -12 24 24").is("aria-hidden", "true");
    drawn(svg, kind).done()
}

/// Puts the shape's parts into `onto`.
fn drawn(onto: Tag, kind: Glyph) -> Tag {
    let disc = |class, r| tag("circle", class).is("r", r);
    let square = |class, from, side| {
        tag("rect", class).is("x", from).is("y", from).is("width", side).is("height", side).is("rx", "3")
    };
    let path = |class, d| tag("path", class).is("d", d);
    let bold = |part: Tag, width| part.is("stroke-width", width);
    let contact = |class, x, y| tag("circle", class).is("cx", x).is("cy", y).is("r", "2");
    match kind {
        Glyph::Success => onto.has(disc("fillf", "10")).has(bold(path("son", "M-4.6 .4-1.4 3.8 4.8-3.6"), "2.6")),
        Glyph::Failure => onto.has(square("fillf", "-9.2", "18.4")).has(bold(path("son", "M-4-4 4 4M4-4-4 4"), "2.8")),
        Glyph::Unavailable => onto
            .has(bold(square("hollow", "-8.6", "17.2"), "2.4"))
            .has(bold(path("sf", "M-3.8-3.8 3.8 3.8M3.8-3.8-3.8 3.8"), "2.4")),
        Glyph::Half => onto.has(bold(disc("hollow", "8.8"), "2.6")).has(path("fillf", "M0-8.8A8.8 8.8 0 0 0 0 8.8Z")),
        Glyph::SwitchClosed => onto
            .has(disc("fillf", "10"))
            .has(bold(path("son", "M-5 1H5"), "2.4"))
            .has(contact("on", "-5", "1"))
            .has(contact("on", "5", "1")),
        Glyph::SwitchOpen => onto
            .has(square("fillf", "-9.2", "18.4"))
            .has(bold(path("son", "M-5 3 3.6-4.6"), "2.4"))
            .has(contact("on", "-5", "3"))
            .has(contact("on", "5", "3")),
        Glyph::SwitchHalf => onto
            .has(bold(disc("hollow", "8.8"), "2.4"))
            .has(path("fillf", "M0-8.8A8.8 8.8 0 0 0 0 8.8Z"))
            .has(bold(path("sf", "M0 .2 4.4-2.2"), "2.2"))
            .has(bold(path("son", "M-4.8 2.8 0 .2"), "2.2"))
            .has(contact("on", "-4.8", "2.8"))
            .has(contact("fillf", "4.6", "3")),
        Glyph::FastFail => onto
            .has(bold(path("hollow", "M0-9.4 9.4 0 0 9.4-9.4 0Z"), "2.4"))
            .has(bold(path("sf", "M2.6-3.6-1.8 0 2.6 3.6"), "2.2")),
        Glyph::Waiting => {
            onto.has(bold(path("sf", "M7.6-5.2A9 9 0 1 0 9.2 1.4"), "2.8")).has(path("fillf", "M9.6-9.6V-3H3Z"))
        }
        Glyph::Degraded => {
            onto.has(bold(path("hollow", "M0-9.2 10 8.2H-10Z"), "2.4")).has(path("fillf", "M-6 1.2H6L10 8.2H-10Z"))
        }
        Glyph::Stale => onto
            .has(bold(disc("hollow", "8.8"), "2.4").is("stroke-dasharray", "5.6 3.6"))
            .has(bold(path("sf", "M0-4.6V.4L3.4 2.6"), "2.2")),
        Glyph::InFlight => onto.has(disc("filli", "9")).has(bold(path("son2", "M-3.4 0H3M.2-3 3.4 0 .2 3"), "2")),
    }
}

/// The patterns that all drawings share; they stand once on the page. Use them as `fill="url(#h-bad)"`.
///
/// `h-bad`, `h-wait`: diagonal hatches (open; the certain part of a wait). `h-jit`: dots (its random part). `h-half`:
/// finer hatch. `dots`: the stage's ground.
pub(crate) fn defs() -> Html {
    let pattern = |id, tone, side: &'static str, turn: &'static str| {
        let pattern = tag("pattern", tone).is("id", id).is("width", side).is("height", side);
        pattern.is("patternUnits", "userSpaceOnUse").is("patternTransform", turn)
    };
    let rect = |class, width, height| tag("rect", class).is("width", width).is("height", height);
    let hatch = |id, tone, side, turn, line| {
        pattern(id, tone, side, turn).has(rect("fillt", side, side)).has(rect("fillf", line, side))
    };
    let dot = |class, at, r| tag("circle", class).is("cx", at).is("cy", at).is("r", r);
    let defs = tag("defs", "")
        .has(hatch("h-bad", "k-bad", "7", "rotate(45)", "2.2"))
        .has(hatch("h-half", "k-half", "4", "rotate(45)", "2"))
        .has(hatch("h-wait", "k-wait", "6", "rotate(-45)", "2"))
        .has(pattern("h-jit", "k-wait", "6", "").has(rect("fillt", "6", "6")).has(dot("fillf", "3", "1.5")))
        .has(pattern("dots", "", "24", "").has(dot("grid", "12", "1.1")));
    tag("svg", "defs").is("width", "0").is("height", "0").is("aria-hidden", "true").has(defs).done()
}
