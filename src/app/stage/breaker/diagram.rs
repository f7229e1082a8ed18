//! The three states and what leads from one to the next.

use yew::{AttrValue, Html, Properties, classes, component, html};

use super::layout::{Edges, Layout};
use super::words::{Rules, state_name, tone};
use crate::policy::breaker::State;

/// The radius of the ring around the open node, in the units of a node of size 24.
const RING: f64 = 34.0;

/// What the diagram shows; it is drawn again only when one of these changes.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) layout: &'static Layout,
    pub(super) state: State,
    pub(super) rules: Rules,
    /// What is left of the wait, in words.
    pub(super) countdown: AttrValue,
}

const STATES: [State; 3] = [State::Closed, State::Open, State::HalfOpen];

/// Nodes, arrows and words.
#[component]
pub(super) fn Diagram(props: &Props) -> Html {
    let layout = props.layout;
    let active = if props.state == State::ForcedOpen { State::Open } else { props.state };
    html! { <>
        { edges(props, active) }
        { for STATES.into_iter().zip(layout.nodes).map(|(state, x)| node(props, state, x, state == active)) }
        if let Some(x) = layout.divider {
            <path class="hair" d={format!("M{x} {}V{}", layout.node_y - layout.node_label, layout.height - 12.0)}/>
        }
    </> }
}

fn node(props: &Props, state: State, x: f64, active: bool) -> Html {
    let layout = props.layout;
    let y = layout.node_y;
    // The open node stands in a ring and so stays within it.
    let scale = layout.node_size.min(if state == State::Open { 24.0 } else { 26.0 }) / 24.0;
    let label = if layout.edges == Edges::Full || layout.small == "t4" { "t4" } else { "t3" };
    let weight = if active { "b ct" } else { "i3" };
    let left =
        if active && state == State::Open && layout.edges == Edges::Full { props.countdown.as_str() } else { "" };
    html! {
        <g class={tone(state)}>
            <g transform={format!("translate({x} {y}) scale({scale:.3})")}>{ face(state, active) }</g>
            <text x={x.to_string()} y={(y + layout.node_label).to_string()} class={classes!(label, weight, "mid")}>
                { state_name(state) }
                if !left.is_empty() {
                    <tspan class="t3 i2 reg" dx="6">{ left }</tspan>
                }
            </text>
        </g>
    }
}

/// A node's shape with a small switch in it. The active one is filled.
fn face(state: State, active: bool) -> Html {
    let (dots, line) = if active { ("nd on", "nsw on") } else { ("nd", "nsw") };
    let node = if active { "node lit" } else { "node dim" };
    let (shape, blade) = match state {
        State::Closed => (html! { <circle r="24" class={node}/> }, "M-12 3H12"),
        State::Open | State::ForcedOpen => {
            (html! { <rect x="-22" y="-22" width="44" height="44" rx="7" class={node}/> }, "M-12 3 5.8-13.1")
        }
        State::HalfOpen => return half_face(active),
    };
    html! { <>
        { shape }
        <circle cx="-12" cy="3" r="3.4" class={dots}/>
        <circle cx="12" cy="3" r="3.4" class={dots}/>
        <path d={blade} class={line}/>
    </> }
}

fn half_face(active: bool) -> Html {
    let (half, rim, first) = if active { ("fillf", "rim", "nd on") } else { ("fillt", "node-o", "nd") };
    html! { <>
        <circle r="24" class="node dim"/>
        <path d="M0-24A24 24 0 0 0 0 24Z" class={half}/>
        <circle r="24" class={rim}/>
        <circle cx="-12" cy="3" r="3.4" class={first}/>
        <circle cx="12" cy="3" r="3.4" class="nd"/>
        <path d="M-12 3 10.2-7.7" class="nsw"/>
        if active {
            <path d="M-12 3 0-2.8" class="nsw on"/>
        }
    </> }
}

fn edges(props: &Props, active: State) -> Html {
    match props.layout.edges {
        Edges::Full => full_edges(props, active),
        Edges::Short | Edges::Bare => plain_edges(props, active),
    }
}

/// An arrow and its head, pointing along x; `lit` marks what can come next.
fn arrow(from: f64, to: f64, y: f64, lit: bool) -> Html {
    let ahead = if to > from { 1.0 } else { -1.0 };
    let (line, head) = if lit { ("arrow lit", "ah lit") } else { ("arrow", "ah") };
    html! { <>
        <path class={line} d={format!("M{from:.1} {y:.1}H{:.1}", to - 6.0 * ahead)}/>
        <path class={head} d={format!("M{to:.1} {y:.1}l{:.0}-5v10Z", -9.0 * ahead)}/>
    </> }
}

fn rule(x: f64, y: f64, lit: bool, text: String) -> Html {
    let class = if lit { "t2 b mid" } else { "t2 i2 mid" };
    html! { <text x={format!("{x:.1}")} y={format!("{y:.1}")} {class}>{ text }</text> }
}

fn full_edges(props: &Props, active: State) -> Html {
    let ([closed, open, half], y) = (props.layout.nodes, props.layout.node_y);
    let (trips, waits, probes) = (active == State::Closed, active == State::Open, active == State::HalfOpen);
    let rules = &props.rules;
    let first = f64::midpoint(closed + 30.0, open - 38.0);
    let second = f64::midpoint(open + 40.0, half - 28.0);
    let (line, head) = if probes { ("arrow lit", "ah lit") } else { ("arrow", "ah") };
    html! { <>
        { arrow(closed + 30.0, open - 38.0, y, trips) }
        { rule(first, y - 8.0, trips, rules.opens.0.clone()) }
        { rule(first, y + 19.0, trips, rules.opens.1.clone()) }
        { arrow(open + 40.0, half - 28.0, y - 8.0, waits) }
        { rule(second, y - 17.0, waits, format!("after {}", rules.wait)) }
        { arrow(half - 28.0, open + 40.0, y + 9.0, probes) }
        { rule(second, y + 27.0, probes, "probe fails".to_owned()) }
        <path class={line} d={format!("M{half} {}C{half} {} {closed} {} {closed} {}", y - 29.0, y - 73.0, y - 73.0, y - 35.0)}/>
        <path class={head} d={format!("M{closed} {}l-5-9h10Z", y - 27.0)}/>
        <rect class="fills" x={format!("{:.1}", f64::midpoint(closed, half) - 68.0)} y={(y - 72.0).to_string()} width="136" height="20"/>
        { rule(f64::midpoint(closed, half), y - 57.0, probes, rules.closes.clone()) }
    </> }
}

fn plain_edges(props: &Props, active: State) -> Html {
    let (layout, rules) = (props.layout, &props.rules);
    let ([closed, open, half], y) = (layout.nodes, layout.node_y);
    let gap = layout.node_size * if layout.node_size < 22.0 { 1.5 } else { 1.62 };
    let words = layout.edges == Edges::Short;
    let edge = |from: f64, to: f64, lit: bool, text: &str| {
        html! { <>
            { arrow(from + gap, to - gap, y, lit) }
            if words {
                <text x={f64::midpoint(from, to).to_string()} y={(y - 12.0).to_string()}
                    class={if lit { "t3 b mid" } else { "t3 i2 mid" }}>{ text.to_owned() }</text>
            }
        </> }
    };
    html! { <>
        { edge(closed, open, active == State::Closed, &rules.opens_short) }
        { edge(open, half, active == State::Open, &rules.wait) }
    </> }
}

/// The ring around the open node, of which `part` is left; nothing of it when the probe is due.
pub(super) fn ring(layout: &Layout, part: f64) -> Html {
    let (x, y, scale) = (layout.nodes[1], layout.node_y, layout.node_size.min(24.0) / 24.0);
    let round = core::f64::consts::TAU * RING;
    html! {
        <g class="k-bad" transform={format!("translate({x} {y}) rotate(-90) scale({scale:.3})")}>
            <circle r="34" class="track" stroke-width="6"/>
            <circle r="34" class="ring" stroke-width="6" stroke-dasharray={format!("{:.1} {round:.1}", round * part)}/>
        </g>
    }
}
