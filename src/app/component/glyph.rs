//! The shape language: every state is a shape first, a word second and a colour third.
//!
//! All shapes are drawn in a box from -12 to 12 and scaled. A class `k-*` on the outer group chooses the tone; inside,
//! `fillf`, `fillt`, `sf`, `on` and `son` take its fill, tint, stroke and the colour of marks upon it.

use yew::Html;

use super::tag::{Tag, tag};
use crate::app::plot::draw::{Point, fill};

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
    /// A value that is always at hand: a hexagon with two lines.
    Fixed,
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
            Self::Stale | Self::Fixed => "k-stale",
            Self::InFlight => "k-ink",
        }
    }
}

/// The shape with its centre at (`x`, `y`), about `size` wide, in the units of the drawing around it.
pub(crate) fn glyph(kind: Glyph, x: f64, y: f64, size: f64) -> Html {
    glyphs(kind, &[(x, y)], size)
}

/// The same shape in several places, with a path for each of its parts. Its numbers are those of the drawing: a group that
/// is moved or scaled would be painted apart from its neighbours.
pub(crate) fn glyphs(kind: Glyph, places: &[Point], size: f64) -> Html {
    drawn(tag("g", kind.tone()), kind, places, size / 21.0).html()
}

/// The shape as an inline picture beside text. It is decoration: the text beside it says the same.
pub(crate) fn icon(kind: Glyph) -> Html {
    let class = format!("ic {}", kind.tone());
    let svg = tag("svg", "").attr("class", class).attr("viewBox", "-12 -12 24 24").attr("aria-hidden", "true");
    drawn(svg, kind, &[(0.0, 0.0)], 1.0).html()
}

/// Discs of a radius, as one path.
pub(crate) fn discs(class: &'static str, places: &[Point], r: f64) -> Tag {
    part(class, 0.0, DISC, &[-r, 0.0, r, r, 2.0 * r, r, r, -2.0 * r], places, 1.0)
}

const DISC: &str = "M# #a# # 0 1 0 # 0a# # 0 1 0 # 0z";
const SQUARE: &str = "M# #h#a# # 0 0 1 # #v#a# # 0 0 1 # #h#a# # 0 0 1 # #v#a# # 0 0 1 # #z";
const CROSS: &str = "M# #l# #m# #l# #";
const HALF: &str = "M# #a# # 0 0 0 0 #z";
const LINE: &str = "M# #l# #";
const ANGLE: &str = "M# #l# # # #";

/// A part of a shape in all its places: the template's first two numbers are where it begins in the shape's own box, all
/// others are lengths from there on. Without a `width` it has no stroke.
#[inline(never)]
fn part(class: &'static str, width: f64, template: &str, numbers: &[f64], places: &[Point], scale: f64) -> Tag {
    let mut d = String::new();
    for &(x, y) in places {
        let moved = |(index, number): (usize, &f64)| number * scale + [x, y].get(index).copied().unwrap_or_default();
        d.push_str(&fill(template, &numbers.iter().enumerate().map(moved).collect::<Vec<f64>>()));
    }
    let path = tag("path", class).attr("d", d);
    if width > 0.0 { path.attr_num("stroke-width", width * scale) } else { path }
}

/// Puts the shape's parts into `onto`.
fn drawn(onto: Tag, kind: Glyph, places: &[Point], scale: f64) -> Tag {
    let path = |class, width, template, numbers: &[f64]| part(class, width, template, numbers, places, scale);
    let disc = |class, width, r: f64| path(class, width, DISC, &[-r, 0.0, r, r, 2.0 * r, r, r, -2.0 * r]);
    let square = |class, width, half: f64| {
        let (r, side) = (3.0, 2.0 * half - 6.0);
        path(
            class,
            width,
            SQUARE,
            &[3.0 - half, -half, side, r, r, r, r, side, r, r, -r, r, -side, r, r, -r, -r, -side, r, r, r, -r],
        )
    };
    let cross =
        |class, width, r: f64| path(class, width, CROSS, &[-r, -r, 2.0 * r, 2.0 * r, 0.0, -2.0 * r, -2.0 * r, 2.0 * r]);
    let half = || path("fillf", 0.0, HALF, &[0.0, -8.8, 8.8, 8.8, 17.6]);
    let contact = |class, x: f64, y| path(class, 0.0, DISC, &[x - 2.0, y, 2.0, 2.0, 4.0, 2.0, 2.0, -4.0]);
    match kind {
        Glyph::Success => {
            onto.child(disc("fillf", 0.0, 10.0)).child(path("son", 2.6, ANGLE, &[-4.6, 0.4, 3.2, 3.4, 6.2, -7.4]))
        }
        Glyph::Failure => onto.child(square("fillf", 0.0, 9.2)).child(cross("son", 2.8, 4.0)),
        Glyph::Unavailable => onto.child(square("hollow", 2.4, 8.6)).child(cross("sf", 2.4, 3.8)),
        Glyph::Half => onto.child(disc("hollow", 2.6, 8.8)).child(half()),
        Glyph::SwitchClosed => onto
            .child(disc("fillf", 0.0, 10.0))
            .child(path("son", 2.4, LINE, &[-5.0, 1.0, 10.0, 0.0]))
            .child(contact("on", -5.0, 1.0))
            .child(contact("on", 5.0, 1.0)),
        Glyph::SwitchOpen => onto
            .child(square("fillf", 0.0, 9.2))
            .child(path("son", 2.4, LINE, &[-5.0, 3.0, 8.6, -7.6]))
            .child(contact("on", -5.0, 3.0))
            .child(contact("on", 5.0, 3.0)),
        Glyph::SwitchHalf => onto
            .child(disc("hollow", 2.4, 8.8))
            .child(half())
            .child(path("sf", 2.2, LINE, &[0.0, 0.2, 4.4, -2.4]))
            .child(path("son", 2.2, LINE, &[-4.8, 2.8, 4.8, -2.6]))
            .child(contact("on", -4.8, 2.8))
            .child(contact("fillf", 4.6, 3.0)),
        Glyph::FastFail => onto
            .child(path("hollow", 2.4, "M# #l# # # # # #z", &[0.0, -9.4, 9.4, 9.4, -9.4, 9.4, -9.4, -9.4]))
            .child(path("sf", 2.2, ANGLE, &[2.6, -3.6, -4.4, 3.6, 4.4, 3.6])),
        Glyph::Waiting => onto
            .child(path("sf", 2.8, "M# #a# # 0 1 0 # #", &[7.6, -5.2, 9.0, 9.0, 1.6, 6.6]))
            .child(path("fillf", 0.0, "M# #l# # # #z", &[9.6, -9.6, 0.0, 6.6, -6.6, 0.0])),
        Glyph::Degraded => onto
            .child(path("hollow", 2.4, "M# #l# # # #z", &[0.0, -9.2, 10.0, 17.4, -20.0, 0.0]))
            .child(path("fillf", 0.0, "M# #l# # # # # #z", &[-6.0, 1.2, 12.0, 0.0, 4.0, 7.0, -20.0, 0.0])),
        Glyph::Stale => onto
            .child(disc("hollow", 2.4, 8.8).attr("stroke-dasharray", fill("# #", &[5.6 * scale, 3.6 * scale])))
            .child(path("sf", 2.2, ANGLE, &[0.0, -4.6, 0.0, 5.0, 3.4, 2.2])),
        Glyph::Fixed => onto
            .child(path(
                "hollow",
                2.4,
                "M# #l# # # # # # # # # #z",
                &[0.0, -9.6, 8.4, 4.8, 0.0, 9.6, -8.4, 4.8, -8.4, -4.8, 0.0, -9.6],
            ))
            .child(path("sf", 2.2, "M# #h#m# #h#", &[-3.8, -2.2, 7.6, -7.6, 4.4, 7.6])),
        Glyph::InFlight => onto.child(disc("filli", 0.0, 9.0)).child(path(
            "son2",
            2.0,
            "M# #l# #m# #l# # # #",
            &[-3.4, 0.0, 6.4, 0.0, -2.8, -3.0, 3.2, 3.0, -3.2, 3.0],
        )),
    }
}

/// The patterns that all drawings share; they stand once on the page. Use them as `fill="url(#h-bad)"`.
///
/// `h-bad`, `h-wait`: diagonal hatches (open; the certain part of a wait). `h-jit`: dots (its random part). `h-half`:
/// finer hatch. `dots`: the stage's ground.
pub(crate) fn defs() -> Html {
    let pattern = |id, tone, side: &'static str, turn: &'static str| {
        let pattern = tag("pattern", tone).attr("id", id).attr("width", side).attr("height", side);
        pattern.attr("patternUnits", "userSpaceOnUse").attr("patternTransform", turn)
    };
    let rect = |class, width, height| tag("rect", class).attr("width", width).attr("height", height);
    let hatch = |id, tone, side, turn, line| {
        pattern(id, tone, side, turn).child(rect("fillt", side, side)).child(rect("fillf", line, side))
    };
    let dot = |class, at, r| tag("circle", class).attr("cx", at).attr("cy", at).attr("r", r);
    let defs = tag("defs", "")
        .child(hatch("h-bad", "k-bad", "7", "rotate(45)", "2.2"))
        .child(hatch("h-half", "k-half", "4", "rotate(45)", "2"))
        .child(hatch("h-wait", "k-wait", "6", "rotate(-45)", "2"))
        .child(pattern("h-jit", "k-wait", "6", "").child(rect("fillt", "6", "6")).child(dot("fillf", "3", "1.5")))
        .child(pattern("dots", "", "24", "").child(dot("grid", "12", "1.1")));
    tag("svg", "defs").attr("width", "0").attr("height", "0").attr("aria-hidden", "true").child(defs).html()
}
