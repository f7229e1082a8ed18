//! The machine: caller, service, wires, and the breaker as a knife switch on its plate.

use yew::Html;

use super::layout::Layout;
use super::slow::Seen;
use super::words::tone;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, row, tag};
use crate::app::plot::draw::{Area, dot, fill, group, path, rect, text};
use crate::policy::breaker::State;
use crate::text::breaker::stage as says;
use crate::words::{seconds_in_tenths, whole_percent};

/// Everything that stands still while calls run through it.
pub(super) fn view(seen: &Seen) -> Html {
    let layout = seen.layout;
    let (plate, y, s) = (layout.plate, layout.wire, layout.scale);
    let wire = |class, from: f64, to: f64| path(class, "M# #H#", &[from, y, to]).html();
    row(vec![
        layout.frame.ground().html(),
        wire("wire", layout.caller.right(), plate.x),
        caller(seen),
        service(seen),
        area("plate", plate, 14.0).html(),
        screws(layout),
        wire("wire", plate.x, layout.hinge - 14.0 * s),
    ])
}

/// The switch, and the wire behind it. They are drawn together with the state's name, so that none of them is ever a
/// moment older: a framework may yield between a drawing and its parts.
pub(super) fn blade(layout: &Layout, state: State) -> Html {
    let wire = |from: f64, to: f64| path(far_wire(state), "M# #H#", &[from, layout.wire, to]).html();
    row(vec![
        wire(layout.service.x - 4.0, layout.plate.right()),
        wire(layout.plate.right(), layout.jaw() + 14.0 * layout.scale),
        switch(layout, state),
    ])
}

/// The machine without a breaker: one wire from the callers to the service.
pub(super) fn without(seen: &Seen) -> Html {
    let (layout, y) = (seen.layout, seen.layout.wire);
    let words = (layout.plate.middle(), y + layout.token + layout.frame.small * 1.2);
    row(vec![
        layout.frame.ground().html(),
        path("wire", "M# #H#", &[layout.caller.right(), y, layout.service.x - 4.0]).html(),
        caller(seen),
        service(seen),
        text([layout.small, "i2 mid"].join(" "), words).text(says::NO_BREAKER_HERE).html(),
    ])
}

fn area(class: &'static str, area: Area, radius: f64) -> Tag {
    rect(class, area).attr_num("rx", radius)
}

/// The plate's four screws; a phone's small plate has two, because its gauge needs the room.
fn screws(layout: &Layout) -> Html {
    let (plate, inset) = (layout.plate, 13.0);
    let (left, right) = (plate.x + inset, plate.right() - inset);
    let (top, bottom) = (plate.y + inset, plate.bottom() - inset);
    let all = [(left, top), (right, top), (left, bottom), (right, bottom)];
    let count = if layout.is_phone() { 2 } else { 4 };
    row(all.into_iter().take(count).map(|at| dot("screw", at, 3.5).html()).collect())
}

/// The wire's look on the service's side.
fn far_wire(state: State) -> &'static str {
    match state {
        State::Closed => "wire",
        State::Open | State::ForcedOpen => "wire dead",
        State::HalfOpen => "wire thinprobe",
    }
}

fn caller(seen: &Seen) -> Html {
    let (layout, home) = (seen.layout, seen.layout.caller);
    let (x, shift) = (home.middle(), if layout.is_phone() { 4.0 } else { 6.0 });
    let behind = |step: u32| {
        let by = f64::from(step) * shift;
        let moved = Area { x: home.x - by, y: home.y - by, ..home };
        if seen.callers > step { area("box", moved, 12.0).html() } else { Html::default() }
    };
    let name = match (seen.callers > 1, seen.waiting > 0) {
        (true, true) => says::wait(seen.waiting, seen.callers),
        (true, false) => says::callers(seen.callers),
        (false, _) => says::CALLER.to_owned(),
    };
    let pause = layout.is_full().then(|| {
        text([layout.small, "i3 mid"].join(" "), (x, small_line(layout, home)))
            .text(says::pause(&seconds_in_tenths(seen.pause)))
    });
    row(vec![
        behind(2),
        behind(1),
        area("box", home, 12.0).html(),
        icon(layout, home)
            .child(rect("dev", Area::at((-21.0, -15.0), (42.0, 29.0))).attr_num("rx", 4.0))
            .child(tag("path", "devl").attr("d", "M-12-6-6-1-12 4M-2 5H8"))
            .child(tag("path", "devl w3").attr("d", "M-27 19H27"))
            .html(),
        text([layout.name, "b mid"].join(" "), (x, name_line(layout, home))).text(name).html(),
        pause.map_or_else(Html::default, Tag::html),
    ])
}

fn service(seen: &Seen) -> Html {
    let (layout, home, phone) = (seen.layout, seen.layout.service, seen.layout.is_phone());
    let x = home.middle();
    let line = (x, if phone { home.y - 10.0 } else { small_line(layout, home) });
    let fails = if layout.is_full() { says::READS_FAIL } else { says::FAIL };
    let (class, device, words) = if seen.killed {
        let cross = icon(layout, home).child(glyph(Glyph::Unavailable, 0.0, 0.0, 26.0));
        ("k-bad killed", cross, text([layout.small, "b ct mid"].join(" "), line).text(says::KILLED))
    } else {
        let sensor = icon(layout, home)
            .child(tag("circle", "dev").attr("r", "16"))
            .child(tag("path", "devl").attr("d", "M-8 4-3-5 2 4 8-4"))
            .child(tag("path", "devl thin").attr("d", "M-23-12A26 26 0 0 0-23 12M23-12A26 26 0 0 1 23 12"));
        ("k-ink", sensor, text([layout.small, "i3 mid"].join(" "), line).text(whole_percent(seen.failure) + fails))
    };
    let name = text([if phone { "t2" } else { layout.name }, "b mid"].join(" "), (x, name_line(layout, home)))
        .text(says::SENSOR);
    group(class).children(vec![area("box svc", home, 12.0).html(), device.html(), name.html(), words.html()]).html()
}

/// The group of a device's picture, in the upper part of its box.
fn icon(layout: &Layout, home: Area) -> Tag {
    let scale = if layout.is_phone() { 0.9 } else { 1.0 };
    tag("g", "").attr("transform", fill("translate(# #) scale(#)", &[home.middle(), middle_line(home), scale]))
}

fn middle_line(home: Area) -> f64 {
    home.y + home.height * 0.36
}

fn name_line(layout: &Layout, home: Area) -> f64 {
    middle_line(home) + if layout.is_phone() { 38.0 } else { 41.0 }
}

fn small_line(layout: &Layout, home: Area) -> f64 {
    name_line(layout, home) + layout.frame.small + 4.5
}

/// The switch. Its class says the position; style sheets know the angles.
fn switch(layout: &Layout, state: State) -> Html {
    let (reach, jaw) = (layout.reach, layout.reach - 6.0);
    let position = match state {
        State::Closed => " sw-closed",
        State::Open | State::ForcedOpen => " sw-open",
        State::HalfOpen => " sw-half",
    };
    let metal =
        |x: f64, y: f64, width: f64, height: f64| rect("metal", Area::at((x, y), (width, height))).attr_num("rx", 2.5);
    let arm = tag("g", "arm")
        .child(rect("blade", Area::at((-6.0, -4.5), (reach + 12.0, 9.0))).attr_num("rx", 4.5))
        .child(rect("grip", Area::at((reach + 7.0, -10.0), (42.0, 20.0))).attr_num("rx", 10.0));
    tag("g", "")
        .attr("class", format!("{}{position}", tone(state)))
        .attr("transform", fill("translate(# #) scale(#)", &[layout.hinge, layout.wire, layout.scale]))
        // The arc that the blade's tip travels, to 40 degrees.
        .child(path("sweep", "M# 0A# # 0 0 0 # #", &[reach, reach, reach, reach * 0.766, -reach * 0.643]))
        .child(metal(jaw - 15.0, 9.0, 30.0, 11.0))
        .child(metal(jaw - 13.0, -13.0, 7.0, 24.0))
        .child(metal(jaw + 6.0, -13.0, 7.0, 24.0))
        .child(metal(-16.0, 9.0, 32.0, 11.0))
        .child(tag("path", "metal").attr("d", "M-13 11V0A13 13 0 0 1 13 0V11Z"))
        .child(if state == State::HalfOpen { lead(reach, jaw) } else { Html::default() })
        .child(arm)
        .child(tag("circle", "box").attr("r", "6"))
        .child(tag("circle", "filli").attr("r", "1.8"))
        .html()
}

/// The thin lead from the half-open blade's end, at 17 degrees, to the jaw.
fn lead(reach: f64, jaw: f64) -> Html {
    let (x, y) = (reach * 0.906, -reach * 0.277 + 4.0);
    let line = path("sf", "M# #C# # # -24 # 0", &[x, y, x + 2.0, y + 22.0, jaw - 8.0, jaw]).attr("stroke-width", "3");
    row(vec![line.html(), dot("fillf", (jaw, 0.0), 5.0).html()])
}
