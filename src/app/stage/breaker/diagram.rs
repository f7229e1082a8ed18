//! The three states and what leads from one to the next.

use core::f64::consts::TAU;

use yew::Html;

use super::layout::{Edges, Layout};
use super::slow::Seen;
use super::words::{state_name, tone};
use crate::app::component::tag::{Tag, row, tag};
use crate::app::plot::draw::{Area, Point, fill, path, rect, text};
use crate::app::plot::scale::text_width;
use crate::policy::breaker::State;
use crate::text::breaker::stage as says;

/// The radius of the ring around the open node, in the units of a node of size 24.
const RING: f64 = 34.0;

const STATES: [State; 3] = [State::Closed, State::Open, State::HalfOpen];

/// Nodes, arrows and words.
pub(super) fn view(seen: &Seen) -> Html {
    let layout = seen.layout;
    let active = if seen.state == State::ForcedOpen { State::Open } else { seen.state };
    let mut parts = vec![edges(seen, active)];
    for (state, x) in STATES.into_iter().zip(layout.nodes) {
        parts.push(node(seen, state, x, state == active));
    }
    if let Some(x) = layout.divider {
        let top = (layout.node_y - layout.node_label).max(layout.plate.bottom() + 8.0);
        parts.push(path("hair", "M# #V#", &[x, top, layout.frame.height - 12.0]).html());
    }
    row(parts)
}

fn node(seen: &Seen, state: State, x: f64, active: bool) -> Html {
    let layout = seen.layout;
    let y = layout.node_y;
    // The open node stands in a ring and so stays within it.
    let scale = layout.node_size.min(if state == State::Open { 24.0 } else { 26.0 }) / 24.0;
    let class = [if layout.is_phone() { "t3" } else { "t4" }, if active { "b ct mid" } else { "i3 mid" }];
    let left = (active && state == State::Open && layout.is_full() && !seen.countdown.is_empty())
        .then(|| tag("tspan", "t3 i2 reg").attr("dx", "6").text(seen.countdown.clone()));
    let shape = tag("g", "").attr("transform", fill("translate(# #) scale(#)", &[x, y, scale]));
    tag("g", tone(state))
        .child(face(shape, state, active))
        .child(text(class.join(" "), (x, y + layout.node_label)).text(state_name(state).to_owned()).child_opt(left))
        .html()
}

/// A node's shape with a small switch in it. The active one is filled.
fn face(onto: Tag, state: State, active: bool) -> Tag {
    let node = if active { "node lit" } else { "node dim" };
    let (lit, line) = if active { ("nd on", "nsw on") } else { ("nd", "nsw") };
    let disc = |class| tag("circle", class).attr("r", "24");
    let stroke = |class, d| tag("path", class).attr("d", d);
    let end = |class, x| tag("circle", class).attr("cx", x).attr("cy", "3").attr("r", "3.4");
    match state {
        State::Closed => {
            onto.child(disc(node)).child(end(lit, "-12")).child(end(lit, "12")).child(stroke(line, "M-12 3H12"))
        }
        State::Open | State::ForcedOpen => onto
            .child(rect(node, Area::at((-22.0, -22.0), (44.0, 44.0))).attr_num("rx", 7.0))
            .child(end(lit, "-12"))
            .child(end(lit, "12"))
            .child(stroke(line, "M-12 3 5.8-13.1")),
        State::HalfOpen => onto
            .child(disc("node dim"))
            .child(stroke(if active { "fillf" } else { "fillt" }, "M0-24A24 24 0 0 0 0 24Z"))
            .child(disc(if active { "rim" } else { "node-o" }))
            .child(end(lit, "-12"))
            .child(end("nd", "12"))
            .child(stroke("nsw", "M-12 3 10.2-7.7"))
            .child_opt(active.then(|| stroke("nsw on", "M-12 3 0-2.8"))),
    }
}

/// The four ways from state to state, in the order in which they are drawn.
const WAYS: [(State, State); 4] = [
    (State::Closed, State::Open),
    (State::Open, State::HalfOpen),
    (State::HalfOpen, State::Open),
    (State::HalfOpen, State::Closed),
];

/// All four arrows: the one that was just taken is lit in the tone of the state that it led to, and those that can come
/// next are in ink.
fn edges(seen: &Seen, active: State) -> Html {
    let one = |way: &(State, State)| {
        let (from, to) = *way;
        let (taken, due) = (seen.before == Some(from) && active == to, active == from);
        let look = if taken {
            "lit"
        } else if due {
            "due"
        } else {
            ""
        };
        tag("g", if taken { tone(to) } else { "" })
            .attr("data-from", from.key())
            .attr("data-to", to.key())
            .attr_bool("data-taken", taken)
            .child(arrow(seen.layout, *way, look))
            .child(words(seen, *way, taken || due))
            .html()
    };
    row(WAYS.iter().map(one).collect())
}

/// How far from a node's middle an arrow begins and ends: beyond its shape, and beyond the open node's ring.
fn reach(layout: &Layout, state: State) -> f64 {
    if state == State::Open { layout.node_size.min(24.0) * 1.42 + 5.0 } else { layout.node_size * 1.23 }
}

/// How far the two arrows between open and half-open are from the nodes' middle line.
fn aside(layout: &Layout) -> f64 {
    layout.node_size * 0.32
}

fn arrow(layout: &Layout, way: (State, State), look: &'static str) -> Html {
    let ([closed, open, half], y) = (layout.nodes, layout.node_y);
    let (line, head) = (format!("arrow {look}"), format!("ah {look}"));
    let drawn = |class: String, d: &'static str, at: &[f64]| path("", d, at).attr("class", class).html();
    let [of_closed, of_open, of_half] = STATES.map(|state| reach(layout, state));
    let along = |from: f64, to: f64, y: f64| {
        let ahead = if to > from { 1.0 } else { -1.0 };
        row(vec![
            drawn(line.clone(), "M# #H#", &[from, y, to - 6.0 * ahead]),
            drawn(head.clone(), "M# #l# -5v10Z", &[to, y, -9.0 * ahead]),
        ])
    };
    match way {
        (State::Closed, _) => along(closed + of_closed, open - of_open, y),
        (State::Open, _) => along(open + of_open, half - of_half, y - aside(layout)),
        (_, State::Open) => along(half - of_half, open + of_open, y + aside(layout)),
        _ => {
            let (top, turn) = (layout.way_home, 12.0);
            let way = [half, y - of_half, top + turn, half, top, half - turn, top, closed + turn, closed, top, closed];
            let way = [&way[..], &[top + turn, y - of_closed - 7.0]].concat();
            row(vec![
                drawn(line, "M# #V#Q# # # #H#Q# # # #V#", &way),
                drawn(head, "M# #l-5-9h10Z", &[closed, y - of_closed]),
            ])
        }
    }
}

/// The rule of an arrow, as far as there is room for it. `bold` says that it applies now, or just has.
fn words(seen: &Seen, way: (State, State), bold: bool) -> Html {
    let (layout, rules) = (seen.layout, &seen.rules);
    if layout.edges == Edges::Bare {
        return Html::default();
    }
    let (size, units) = if layout.is_full() { ("t2", 12.0) } else { ("t3", 13.0) };
    let rule = |at: Point, words: &str| {
        text([size, if bold { "b mid" } else { "i2 mid" }].join(" "), at).text(words.to_owned()).html()
    };
    let ([closed, open, half], y) = (layout.nodes, layout.node_y);
    let [of_closed, of_open, of_half] = STATES.map(|state| reach(layout, state));
    let first = f64::midpoint(closed + of_closed, open - of_open);
    let second = f64::midpoint(open + of_open, half - of_half);
    match way {
        (State::Closed, _) if layout.is_full() => {
            row(vec![rule((first, y - 8.0), &rules.opens.0), rule((first, y + 19.0), &rules.opens.1)])
        }
        (State::Closed, _) => rule((first, y - 9.0), &rules.opens_short),
        (State::Open, _) => rule((second, y - aside(layout) - 9.0), &says::after(&rules.wait)),
        (_, State::Open) => rule((second, y + aside(layout) + units + 6.0), says::PROBE_FAILS),
        _ => {
            let (middle, wide) = (f64::midpoint(closed, half), text_width(&rules.closes, units, true) * 1.17 + 14.0);
            let ground = rect("fills", Area::at((middle - wide / 2.0, layout.way_home - 8.0), (wide, 16.0)))
                .attr_num("rx", 0.0)
                .html();
            row(vec![ground, rule((middle, layout.way_home + units * 0.36), &rules.closes)])
        }
    }
}

/// The ring around the open node, of which `part` is left; nothing of it when the probe is due.
pub(super) fn ring(layout: &Layout, part: f64) -> Html {
    let (x, y, scale) = (layout.nodes[1], layout.node_y, layout.node_size.min(24.0) / 24.0);
    let ring = |class| tag("circle", class).attr_num("r", RING).attr("stroke-width", "6");
    tag("g", "k-bad")
        .attr("transform", fill("translate(# #) rotate(-90) scale(#)", &[x, y, scale]))
        .child(ring("ring0"))
        .child(ring("ring").attr("stroke-dasharray", fill("# #", &[TAU * RING * part, TAU * RING])))
        .html()
}
