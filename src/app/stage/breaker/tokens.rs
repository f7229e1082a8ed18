//! What is under way at this instant: tokens on the wire, results on their way to the caller, refusals that bounce.
//!
//! Everything is a function of the picture and the time. A token never passes a switch that has moved: until its end an
//! attempt runs from the caller to the service and back to the breaker, which takes note of the result at that very
//! instant; only the rest of the way, from the breaker to the caller, is shown after it.

use yew::Html;

use super::layout::Layout;
use super::words::probe_label;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Point, group, path, text};
use crate::app::plot::scale::{along, on_curve};
use crate::app::stage::Scene;
use crate::labs::breaker::{Flight, MarkKind, Picture};
use crate::policy::breaker::State;
use crate::text::breaker::stage as says;
use crate::words::grouped;

/// A result is shown on its way to the caller for this many seconds on screen; in slow motion longer.
const RETURN: f64 = 0.28;
const SLOW_RETURN: f64 = 0.6;
/// Calls closer than this on screen, in seconds, are drawn as a stream.
const CLOSE: f64 = 0.25;
/// Nothing but switch, counters and timeline moves at a higher speed than this.
const FASTEST: f64 = 4.0;
/// The most tokens drawn; more callers than this are at the same place and share one with a number.
const MOST: usize = 16;

/// The moving part of the machine.
pub(super) fn moving(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let stream = streams(scene, picture);
    row(vec![
        labels(scene, picture, layout),
        if stream { flow(scene, picture, layout) } else { returns(scene, picture, layout) },
        flights(scene, picture, layout, stream),
    ])
}

/// The pace of the drawing: virtual seconds a second on screen. While time stands still nothing is hurried by it.
fn pace(scene: &Scene<'_>) -> f64 {
    if scene.playing { scene.speed } else { scene.speed.min(1.0) }
}

/// The time between two calls on screen, in seconds.
fn gap(scene: &Scene<'_>, picture: &Picture) -> f64 {
    let settings = scene.settings;
    let answered = if picture.state == State::Closed { settings.number("latency") } else { 0.0 };
    let callers = f64::from(settings.count("callers").max(1));
    (settings.number("pause") + answered) / callers / scene.speed.max(0.01)
}

/// Whether calls follow each other too closely to be drawn one by one.
fn streams(scene: &Scene<'_>, picture: &Picture) -> bool {
    scene.playing && (scene.speed > FASTEST || gap(scene, picture) < CLOSE)
}

/// Words beside the wire.
fn labels(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let (wire, gap) = (layout.wire, layout.gap());
    let started = picture.calls + picture.flights.len() as u64;
    let call = text([layout.small, "i3 mid"].join(" "), layout.call).text(says::call(&grouped(started)));
    let open = matches!(picture.state, State::Open | State::ForcedOpen);
    let beyond = if open && picture.flights.is_empty() && layout.has_gap() {
        text([layout.small, "i3 mid"].join(" "), (gap, wire - 14.0)).text(says::NO_TRAFFIC).html()
    } else if picture.state == State::HalfOpen && layout.has_gap() {
        let (name, of) = probe_label(scene.settings, picture);
        let name = text([layout.stress, "b ct mid"].join(" "), (gap, wire - layout.token - 8.0)).text(name.to_owned());
        let of =
            text([layout.small, "i2 mid"].join(" "), (gap, wire + layout.token + layout.frame.small * 0.9)).text(of);
        group("k-half").children(vec![name.html(), of.html()]).html()
    } else {
        Html::default()
    };
    let back = if refuses(picture) { way_back(picture, layout) } else { Html::default() };
    row(vec![call.html(), beyond, back])
}

/// Whether the breaker refuses calls now: all of them while it is open, those without a place while it is half-open.
fn refuses(picture: &Picture) -> bool {
    match picture.state {
        State::Closed => false,
        State::Open | State::ForcedOpen => true,
        State::HalfOpen => {
            picture.marks.last().is_some_and(|mark| mark.kind == MarkKind::FastFail && mark.at >= picture.since)
        }
    }
}

/// The dashed way that refused calls take.
fn way_back(picture: &Picture, layout: &Layout) -> Html {
    let [a, b, c, d] = layout.way_back();
    let words = if layout.is_phone() { says::FAST_FAIL } else { says::FAST_FAIL_AT_ONCE };
    let words = text([layout.stress, "b ct mid"].join(" "), layout.bounce).text(words.to_owned());
    tag("g", "k-fast")
        .child(path("bounce", "M# #C# # # # # #", &[a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1]))
        .child(path("fillf", "M# #l14 2-9 10Z", &[d.0 - 9.0, d.1 - 7.0]))
        .child_opt((picture.fast_fails > 0).then_some(words))
        .html()
}

/// Several tokens at one place are one token with a number.
fn token(kind: Glyph, (x, y): Point, count: usize, layout: &Layout) -> Html {
    let number = if count > 1 {
        let above = (x, y - layout.token * 0.75);
        text([layout.small, "b mid halo"].join(" "), above).text(format!("×{count}")).html()
    } else {
        Html::default()
    };
    row(vec![glyph(kind, x, y, layout.token), number])
}

/// Attempts on their way. In a stream only probes are drawn one by one.
fn flights(scene: &Scene<'_>, picture: &Picture, layout: &Layout, stream: bool) -> Html {
    let mut groups: Vec<(bool, Point, usize)> = Vec::new();
    for flight in picture.flights.iter().filter(|flight| flight.probe || !stream) {
        let at = place(scene, picture, layout, flight);
        let near = |group: &&mut (bool, Point, usize)| {
            group.0 == flight.probe && (group.1.0 - at.0).abs() < 12.0 && (group.1.1 - at.1).abs() < 12.0
        };
        if let Some(group) = groups.iter_mut().find(near) {
            group.2 += 1;
        } else if groups.len() < MOST {
            groups.push((flight.probe, at, 1));
        }
    }
    let one = |(probe, at, count)| token(if probe { Glyph::Half } else { Glyph::InFlight }, at, count, layout);
    row(groups.into_iter().map(one).collect())
}

/// Where an attempt is: on its way out, at the service, or coming back to the breaker.
fn place(scene: &Scene<'_>, picture: &Picture, layout: &Layout, flight: &Flight) -> Point {
    let (wire, door) = (layout.wire, layout.service.x - layout.token * 0.6);
    let live = picture.state == State::Closed || flight.probe;
    if scene.still || scene.speed > FASTEST && scene.playing {
        return if flight.probe { (layout.gap(), wire) } else { (door, wire) };
    }
    let whole = flight.ends.since(flight.started).as_secs_f64().max(1e-9);
    let passed = scene.now.since(flight.started).as_secs_f64();
    let leg = (whole * 0.42).min(0.7 * pace(scene));
    let back = 1.0 - (whole - passed).max(0.0) / leg;
    let way = way_out(layout, flight.probe && picture.state == State::HalfOpen, door);
    if passed < leg {
        let at = along(&way, passed / leg);
        // The switch has opened behind it: it is past the jaw already.
        if live { at } else { (at.0.max(layout.jaw() + 20.0), wire) }
    } else if back > 0.0 && live {
        along(&way[1..], 1.0 - back)
    } else {
        (door, wire)
    }
}

/// The way from the caller to the service's door. A probe climbs the half-open blade and comes down its thin lead.
fn way_out(layout: &Layout, probe: bool, door: f64) -> Vec<Point> {
    let (wire, blade) = (layout.wire, layout.reach * layout.scale);
    let mut way = vec![(layout.caller.right() + layout.token * 0.6, wire), (layout.hinge, wire)];
    if probe {
        way.push((layout.hinge + blade * 0.9, wire - blade * 0.275));
        way.push((layout.jaw(), wire));
    }
    way.push((door, wire));
    way
}

/// Results that have just come: on their way from the breaker to the caller.
fn returns(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let slow = scene.speed < 1.0 && scene.playing;
    let on_screen = if slow { (gap(scene, picture) * 0.8).clamp(RETURN, SLOW_RETURN) } else { RETURN };
    let span = on_screen * pace(scene);
    let newest = picture.marks.iter().rev();
    let recent = newest.take_while(|mark| scene.now.since(mark.at).as_secs_f64() < span).take(40);
    let mut groups: Vec<(MarkKind, f64, usize)> = Vec::new();
    for mark in recent {
        let part = scene.now.since(mark.at).as_secs_f64() / span;
        if let Some(group) = groups.iter_mut().find(|group| group.0 == mark.kind && (group.1 - part).abs() < 0.1) {
            group.2 += 1;
        } else if groups.len() < MOST {
            groups.push((mark.kind, part, 1));
        }
    }
    let rests = scene.still || !scene.playing;
    let one = |(kind, part, count)| returning(kind, if rests { 0.5 } else { part }, count, layout);
    row(groups.into_iter().map(one).collect())
}

fn returning(kind: MarkKind, part: f64, count: usize, layout: &Layout) -> Html {
    let (near, far) = (layout.caller.right() + layout.token * 0.6, layout.hinge - 16.0 * layout.scale);
    let on_wire = (far + (near - far) * part, layout.wire);
    match kind {
        MarkKind::Success => token(Glyph::Success, on_wire, count, layout),
        MarkKind::Failure => token(Glyph::Failure, on_wire, count, layout),
        MarkKind::FastFail => {
            row(vec![trail(layout), token(Glyph::FastFail, on_curve(layout.way_back(), part), count, layout)])
        }
    }
}

/// Where a refused call came from: it got as far as the hinge, and no time has passed since.
fn trail(layout: &Layout) -> Html {
    let (from, to) = (layout.caller.right(), layout.plate.x);
    let steps: &[(f64, &'static str)] =
        if to - from > 100.0 { &[(0.28, "o3"), (0.58, "o5"), (0.88, "o7")] } else { &[(0.5, "o5")] };
    let ghost = |part: f64| glyph(Glyph::InFlight, from + (to - from) * part, layout.wire, layout.token * 0.92);
    row(steps.iter().map(|&(part, shade)| group(shade).children(vec![ghost(part)]).html()).collect())
}

/// A stream: dashes run along the live wire, and a refusal bounces every quarter of a second.
fn flow(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let moves = !scene.still && scene.speed <= FASTEST;
    let on_screen = scene.now.seconds() / scene.speed.max(0.01);
    let run = if moves { -18.0 * (on_screen * 110.0 / 18.0).fract() } else { 0.0 };
    let end = if picture.state == State::Closed { layout.service.x } else { layout.hinge - 14.0 * layout.scale };
    let refused = picture.marks.last().is_some_and(|mark| mark.kind == MarkKind::FastFail);
    let part = if moves { (on_screen / CLOSE).fract() } else { 0.5 };
    let line =
        path("flow", "M# #H#", &[layout.caller.right() + 4.0, layout.wire, end]).attr_num("stroke-dashoffset", run);
    let bounce = if refused && picture.state != State::Closed {
        token(Glyph::FastFail, on_curve(layout.way_back(), part), 1, layout)
    } else {
        Html::default()
    };
    row(vec![line.html(), bounce])
}
