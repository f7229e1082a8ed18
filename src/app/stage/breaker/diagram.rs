//! The three states and what leads from one to the next.

use core::f64::consts::TAU;

use yew::Html;

use super::layout::{Edges, Layout};
use super::slow::Seen;
use super::words::{state_name, tone};
use crate::app::component::tag::{Tag, row, tag};
use crate::app::plot::pen::{Point, boxed, fill, path, text};
use crate::policy::breaker::State;

/// The radius of the ring around the open node, in the units of a node of size 24.
const RING: f64 = 34.0;

const STATES: [State; 3] = [State::Closed, State::Open, State::HalfOpen];

/// Nodes, arrows and words.
pub(super) fn view(seen: &Seen) -> Html {
    let layout = seen.layout;
    let active = if seen.state == State::ForcedOpen { State::Open } else { seen.state };
    let edges = if layout.edges == Edges::Full { full_edges(seen, active) } else { plain_edges(seen, active) };
    let mut parts = vec![edges];
    for (state, x) in STATES.into_iter().zip(layout.nodes) {
        parts.push(node(seen, state, x, state == active));
    }
    if let Some(x) = layout.divider {
        let top = (layout.node_y - layout.node_label).max(layout.plate.bottom() + 8.0);
        parts.push(path("hair", "M# #V#", &[x, top, layout.height - 12.0]).done());
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
        .then(|| tag("tspan", "t3 i2 reg").is("dx", "6").write(seen.countdown.clone()));
    let shape = tag("g", "").set("transform", fill("translate(# #) scale(#)", &[x, y, scale]));
    tag("g", tone(state))
        .has(face(shape, state, active))
        .has(text((x, y + layout.node_label), class, state_name(state).to_owned()).put_if(left))
        .done()
}

/// A node's shape with a small switch in it. The active one is filled.
fn face(onto: Tag, state: State, active: bool) -> Tag {
    let node = if active { "node lit" } else { "node dim" };
    let (lit, line) = if active { ("nd on", "nsw on") } else { ("nd", "nsw") };
    let disc = |class| tag("circle", class).is("r", "24");
    let stroke = |class, d| tag("path", class).is("d", d);
    let end = |class, x| tag("circle", class).is("cx", x).is("cy", "3").is("r", "3.4");
    match state {
        State::Closed => onto.has(disc(node)).has(end(lit, "-12")).has(end(lit, "12")).has(stroke(line, "M-12 3H12")),
        State::Open | State::ForcedOpen => onto
            .has(boxed(node, (-22.0, -22.0), (44.0, 44.0), 7.0))
            .has(end(lit, "-12"))
            .has(end(lit, "12"))
            .has(stroke(line, "M-12 3 5.8-13.1")),
        State::HalfOpen => onto
            .has(disc("node dim"))
            .has(stroke(if active { "fillf" } else { "fillt" }, "M0-24A24 24 0 0 0 0 24Z"))
            .has(disc(if active { "rim" } else { "node-o" }))
            .has(end(lit, "-12"))
            .has(end("nd", "12"))
            .has(stroke("nsw", "M-12 3 10.2-7.7"))
            .put_if(active.then(|| stroke("nsw on", "M-12 3 0-2.8"))),
    }
}

/// An arrow's line and head; `lit` marks what can come next.
fn looks(lit: bool) -> (&'static str, &'static str) {
    if lit { ("arrow lit", "ah lit") } else { ("arrow", "ah") }
}

/// An arrow along x.
fn arrow(from: f64, to: f64, y: f64, lit: bool) -> Html {
    let ahead = if to > from { 1.0 } else { -1.0 };
    let (line, head) = looks(lit);
    row(vec![
        path(line, "M# #H#", &[from, y, to - 6.0 * ahead]).done(),
        path(head, "M# #l# -5v10Z", &[to, y, -9.0 * ahead]).done(),
    ])
}

fn rule(at: Point, size: &'static str, lit: bool, words: &str) -> Html {
    text(at, [size, if lit { "b mid" } else { "i2 mid" }], words.to_owned()).done()
}

fn full_edges(seen: &Seen, active: State) -> Html {
    let ([closed, open, half], y, rules) = (seen.layout.nodes, seen.layout.node_y, &seen.rules);
    let (trips, waits, probes) = (active == State::Closed, active == State::Open, active == State::HalfOpen);
    let first = f64::midpoint(closed + 30.0, open - 38.0);
    let second = f64::midpoint(open + 40.0, half - 28.0);
    let back = f64::midpoint(closed, half);
    let (line, head) = looks(probes);
    let arc = [half, y - 29.0, half, y - 73.0, closed, y - 73.0, closed, y - 35.0];
    row(vec![
        arrow(closed + 30.0, open - 38.0, y, trips),
        rule((first, y - 8.0), "t2", trips, &rules.opens.0),
        rule((first, y + 19.0), "t2", trips, &rules.opens.1),
        arrow(open + 40.0, half - 28.0, y - 8.0, waits),
        rule((second, y - 17.0), "t2", waits, &["after ", &rules.wait].concat()),
        arrow(half - 28.0, open + 40.0, y + 9.0, probes),
        rule((second, y + 27.0), "t2", probes, "probe fails"),
        path(line, "M# #C# # # # # #", &arc).done(),
        path(head, "M# #l-5-9h10Z", &[closed, y - 27.0]).done(),
        boxed("fills", (back - 68.0, y - 72.0), (136.0, 20.0), 0.0).done(),
        rule((back, y - 57.0), "t2", probes, &rules.closes),
    ])
}

fn plain_edges(seen: &Seen, active: State) -> Html {
    let (layout, rules) = (seen.layout, &seen.rules);
    let ([closed, open, half], y) = (layout.nodes, layout.node_y);
    let gap = layout.node_size * if layout.is_phone() { 1.5 } else { 1.62 };
    let words = |at: f64, lit: bool, words: &str| {
        if layout.edges == Edges::Short { rule((at, y - 12.0), "t3", lit, words) } else { Html::default() }
    };
    let (trips, waits) = (active == State::Closed, active == State::Open);
    row(vec![
        arrow(closed + gap, open - gap, y, trips),
        words(f64::midpoint(closed, open), trips, &rules.opens_short),
        arrow(open + gap, half - gap, y, waits),
        words(f64::midpoint(open, half), waits, &rules.wait),
    ])
}

/// The ring around the open node, of which `part` is left; nothing of it when the probe is due.
pub(super) fn ring(layout: &Layout, part: f64) -> Html {
    let (x, y, scale) = (layout.nodes[1], layout.node_y, layout.node_size.min(24.0) / 24.0);
    let ring = |class| tag("circle", class).at("r", RING).is("stroke-width", "6");
    tag("g", "k-bad")
        .set("transform", fill("translate(# #) rotate(-90) scale(#)", &[x, y, scale]))
        .has(ring("track"))
        .has(ring("ring").set("stroke-dasharray", fill("# #", &[TAU * RING * part, TAU * RING])))
        .done()
}
