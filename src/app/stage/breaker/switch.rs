//! The machine: caller, service, wires, and the breaker as a knife switch on its plate.

use yew::{AttrValue, Html, Properties, classes, component, html};

use super::layout::{Area, Layout};
use super::words::tone;
use crate::app::component::glyph::{Glyph, glyph};
use crate::policy::breaker::State;

/// What the machine looks like; it is drawn again only when one of these changes.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) layout: &'static Layout,
    pub(super) state: State,
    pub(super) killed: bool,
    pub(super) callers: u32,
    /// The service's failure rate in per cent, and whether there is room to say of what.
    pub(super) failure: AttrValue,
    /// The pause between calls, where there is room for it.
    pub(super) pause: AttrValue,
}

/// The switch's position by its class: style sheets know the angles.
fn position(state: State) -> &'static str {
    match state {
        State::Closed => "sw-closed",
        State::Open | State::ForcedOpen => "sw-open",
        State::HalfOpen => "sw-half",
    }
}

/// Everything that stands still while calls run through it, and the blade.
#[component]
pub(super) fn Machine(props: &Props) -> Html {
    let layout = props.layout;
    let plate = layout.plate;
    html! { <>
        <rect width={layout.width.to_string()} height={layout.height.to_string()} fill="url(#dots)"/>
        { wires(layout, props.state) }
        { caller(props) }
        { service(props) }
        { rect(plate, 14.0, "plate") }
        { screws(layout) }
        { lead_in(layout, props.state) }
        { switch(layout, props.state) }
    </> }
}

fn rect(area: Area, radius: f64, class: &'static str) -> Html {
    html! {
        <rect x={area.x.to_string()} y={area.y.to_string()} width={area.width.to_string()}
            height={area.height.to_string()} rx={radius.to_string()} {class}/>
    }
}

/// The plate's four screws; a phone's small plate has two, because its gauge needs the room.
fn screws(layout: &Layout) -> Html {
    let (plate, inset) = (layout.plate, 13.0);
    let (left, right) = (plate.x + inset, plate.right() - inset);
    let (top, bottom) = (plate.y + inset, plate.bottom() - inset);
    let all = [(left, top), (right, top), (left, bottom), (right, bottom)];
    let count = if layout.width < 500.0 { 2 } else { 4 };
    let one = |(x, y): (f64, f64)| html! { <circle class="screw" r="3.5" cx={x.to_string()} cy={y.to_string()}/> };
    all.into_iter().take(count).map(one).collect()
}

/// The wire's look on the service's side.
fn far_wire(state: State) -> &'static str {
    match state {
        State::Closed => "wire",
        State::Open | State::ForcedOpen => "wire dead",
        State::HalfOpen => "wire thinprobe",
    }
}

fn wires(layout: &Layout, state: State) -> Html {
    let (y, plate) = (layout.wire, layout.plate);
    html! { <>
        <path class="wire" d={format!("M{} {y}H{}", layout.caller.right(), plate.x)}/>
        <path class={far_wire(state)} d={format!("M{} {y}H{}", layout.service.x - 4.0, plate.right())}/>
    </> }
}

/// The wires on the plate, from its edges to hinge and jaw.
fn lead_in(layout: &Layout, state: State) -> Html {
    let (y, plate, s) = (layout.wire, layout.plate, layout.scale);
    html! { <>
        <path class="wire" d={format!("M{} {y}H{}", plate.x, layout.hinge - 14.0 * s)}/>
        <path class={far_wire(state)} d={format!("M{} {y}H{}", plate.right(), layout.jaw() + 14.0 * s)}/>
    </> }
}

fn caller(props: &Props) -> Html {
    let (layout, area) = (props.layout, props.layout.caller);
    let (x, shift) = (area.middle(), if layout.width < 500.0 { 4.0 } else { 6.0 });
    let behind = |step: f64| {
        let moved = Area { x: area.x - step * shift, y: area.y - step * shift, ..area };
        rect(moved, 12.0, "box")
    };
    let name = match props.callers {
        1 => "Caller".to_owned(),
        many => format!("{many} callers"),
    };
    html! { <>
        if props.callers > 2 {
            { behind(2.0) }
        }
        if props.callers > 1 {
            { behind(1.0) }
        }
        { rect(area, 12.0, "box") }
        <g transform={icon_place(layout, area)}>
            <rect x="-21" y="-15" width="42" height="29" rx="4" class="dev"/>
            <path d="M-12-6-6-1-12 4M-2 5H8" class="devl"/>
            <path d="M-27 19H27" class="devl w3"/>
        </g>
        <text x={x.to_string()} y={name_line(layout, area).to_string()} class={classes!(layout.name, "b", "mid")}>{ name }</text>
        if !props.pause.is_empty() {
            <text x={x.to_string()} y={small_line(layout, area).to_string()} class={classes!(layout.small, "i3", "mid")}>
                { props.pause.clone() }
            </text>
        }
    </> }
}

fn service(props: &Props) -> Html {
    let (layout, area) = (props.layout, props.layout.service);
    let (x, phone) = (area.middle(), layout.width < 500.0);
    let small = if phone { area.y - 10.0 } else { small_line(layout, area) };
    let name = if phone { "t2" } else { layout.name };
    html! {
        <g class={if props.killed { "k-bad killed" } else { "k-ink" }}>
            { rect(area, 12.0, "box svc") }
            <g transform={icon_place(layout, area)}>
                <circle r="16" class="dev"/>
                if props.killed {
                    { glyph(Glyph::Unavailable, 0.0, 0.0, 26.0) }
                } else {
                    <path d="M-8 4-3-5 2 4 8-4" class="devl"/>
                    <path d="M-23-12A26 26 0 0 0-23 12M23-12A26 26 0 0 1 23 12" class="devl thin"/>
                }
            </g>
            <text x={x.to_string()} y={name_line(layout, area).to_string()} class={classes!(name, "b", "mid")}>{ "Sensor S1" }</text>
            if props.killed {
                <text x={x.to_string()} y={small.to_string()} class={classes!(layout.small, "b", "ct", "mid")}>{ "killed" }</text>
            } else {
                <text x={x.to_string()} y={small.to_string()} class={classes!(layout.small, "i3", "mid")}>{ props.failure.clone() }</text>
            }
        </g>
    }
}

fn icon_place(layout: &Layout, area: Area) -> String {
    let scale = if layout.width < 500.0 { 0.9 } else { 1.0 };
    format!("translate({} {}) scale({scale})", area.middle(), area.y + area.height * 0.36)
}

fn name_line(layout: &Layout, area: Area) -> f64 {
    (area.y + area.height * 0.36) + if layout.width < 500.0 { 38.0 } else { 41.0 }
}

fn small_line(layout: &Layout, area: Area) -> f64 {
    name_line(layout, area) + layout.small_size + 4.5
}

fn switch(layout: &Layout, state: State) -> Html {
    let reach = layout.reach;
    // The end of the arc that the blade's tip travels, at 40 degrees.
    let (up_x, up_y) = (reach * 0.766, -reach * 0.643);
    // The half-open blade's end at 17 degrees, and the lead from there to the jaw.
    let (end_x, end_y) = (reach * 0.906, -reach * 0.277 + 4.0);
    let jaw = reach - 6.0;
    html! {
        <g class={classes!(tone(state), position(state))}
            transform={format!("translate({} {}) scale({})", layout.hinge, layout.wire, layout.scale)}>
            <path class="sweep" d={format!("M{reach} 0A{reach} {reach} 0 0 0 {up_x:.1} {up_y:.1}")}/>
            <rect x={(jaw - 15.0).to_string()} y="9" width="30" height="11" rx="3" class="metal"/>
            <rect x={(jaw - 13.0).to_string()} y="-13" width="7" height="24" rx="2" class="metal"/>
            <rect x={(jaw + 6.0).to_string()} y="-13" width="7" height="24" rx="2" class="metal"/>
            <rect x="-16" y="9" width="32" height="11" rx="3" class="metal"/>
            <path d="M-13 11V0A13 13 0 0 1 13 0V11Z" class="metal"/>
            if state == State::HalfOpen {
                <path class="sf" stroke-width="3"
                    d={format!("M{end_x:.1} {end_y:.1}C{:.1} {:.1} {:.1} {:.1} {jaw:.1} 0", end_x + 2.0, end_y + 22.0, jaw - 8.0, -24.0)}/>
                <circle class="fillf" r="5" cx={jaw.to_string()}/>
            }
            <g class="arm">
                <rect x="-6" y="-4.5" width={(reach + 12.0).to_string()} height="9" rx="4.5" class="blade"/>
                <rect x={(reach + 7.0).to_string()} y="-10" width="42" height="20" rx="10" class="grip"/>
            </g>
            <circle r="6" class="box"/>
            <circle r="1.8" class="filli"/>
        </g>
    }
}
