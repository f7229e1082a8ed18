//! The breaker lab's stage: callers, the breaker as a switch, one service; the three states; four numbers.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else. What changes seldom is a
//! component of its own, so that a frame only compares its properties; what moves is drawn anew each frame.

mod counters;
mod diagram;
mod gauge;
mod layout;
mod switch;
mod tokens;
mod words;

use yew::{AttrValue, Callback, Html, Properties, classes, component, html};

use self::counters::{CountersView, Strip};
use self::diagram::Diagram;
use self::gauge::{Gauge, GaugeView};
use self::layout::{Counters, Layout};
use self::switch::Machine;
use self::words::{Rules, state_name, tone};
use crate::app::stage::Scene;
use crate::lab::Picture as AnyPicture;
use crate::lab::breaker::{Picture, SERVICE, state_key};
use crate::sim::input::Action;

/// The whole content of the stage card.
pub(crate) fn view(scene: &Scene<'_>) -> Html {
    let AnyPicture::Breaker(picture) = scene.picture else { return Html::default() };
    let layout = Layout::of(scene.drawing, scene.width);
    let gauge = Gauge::new(picture, scene.settings);
    let numbers = counters::Props::new(layout, picture);
    html! {
        <div class={classes!("brk", layout.class, scene.still.then_some("still"), (scene.width < 345.0).then_some("tiny"))}
            data-breaker-state={state_key(picture.state)} data-transitions={picture.transitions.to_string()}>
            <div class="art">
                <svg viewBox={layout.view_box} role="img" aria-label={words::spoken(scene, picture, &gauge)}>
                    { machine(scene, picture, layout) }
                    { headline(scene, picture, layout, &gauge) }
                    { ring(scene, picture, layout) }
                    { diagram(scene, picture, layout) }
                    <CountersView ..numbers.clone()/>
                    <GaugeView {layout} {gauge}/>
                    { tokens::moving(scene, picture, layout) }
                </svg>
                <Buttons one={layout.counters == Counters::Below} killed={picture.killed} act={scene.act.clone()}/>
            </div>
            if layout.counters == Counters::Below {
                <Strip ..numbers/>
            }
        </div>
    }
}

fn machine(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let settings = scene.settings;
    let of = if layout.wordy && layout.small == "t2" { "of reads fail" } else { "fail" };
    let failure = format!("{} {of}", words::percent(settings.number("failure")));
    let roomy = layout.wordy && layout.small == "t2";
    let pause = if roomy { format!("pause {} s", words::seconds(settings.number("pause"))) } else { String::new() };
    html! {
        <Machine {layout} state={picture.state} killed={picture.killed} callers={settings.count("callers")}
            failure={AttrValue::from(failure)} pause={AttrValue::from(pause)}/>
    }
}

fn headline(scene: &Scene<'_>, picture: &Picture, layout: &Layout, gauge: &Gauge) -> Html {
    let (x, y) = layout.headline;
    let clause = words::clause(scene, picture, gauge, layout);
    let title = html! { <tspan class={classes!(layout.title, "b", "ct")}>{ state_name(picture.state) }</tspan> };
    html! {
        <g class={tone(picture.state)}>
            if let Some(second) = layout.second_line {
                <text x={x.to_string()} y={y.to_string()}>{ title }</text>
                <text x={x.to_string()} y={second.to_string()} class={classes!(layout.clause, "i2")}>{ clause }</text>
            } else {
                <text x={x.to_string()} y={y.to_string()}>
                    { title }<tspan class={classes!(layout.clause, "i2")} dx="14">{ clause }</tspan>
                </text>
            }
        </g>
    }
}

fn ring(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let Some(left) = words::time_left(picture, scene.now) else { return Html::default() };
    let whole = picture.probe_at.map_or(0.0, |at| at.since(picture.since).as_secs_f64());
    // With reduced motion the ring steps each half second.
    let shown = if scene.still { (left * 2.0).ceil() / 2.0 } else { left };
    diagram::ring(layout, if whole > 0.0 { (shown / whole).min(1.0) } else { 0.0 })
}

fn diagram(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let countdown = match words::time_left(picture, scene.now) {
        Some(left) if left > 0.0 => format!("{} left", words::countdown(left)),
        Some(_) => "due".to_owned(),
        None => String::new(),
    };
    html! {
        <Diagram {layout} state={picture.state} rules={Rules::new(scene.settings)} countdown={AttrValue::from(countdown)}/>
    }
}

#[derive(Properties, PartialEq)]
struct ButtonsProps {
    /// Whether there is room for one button only: the one that would change something.
    one: bool,
    killed: bool,
    act: Callback<Action>,
}

/// Kill and Recover, laid over the drawing below the service.
#[component]
fn Buttons(props: &ButtonsProps) -> Html {
    let small = if props.one { "btn" } else { "btn sm" };
    let kill = props.act.reform(|_| Action::Kill { service: SERVICE });
    let recover = props.act.reform(|_| Action::Recover { service: SERVICE });
    html! {
        <div class="over brk-act">
            if !props.one || !props.killed {
                <button key="kill" type="button" class={small} onclick={kill}>{ "Kill" }</button>
            }
            if !props.one || props.killed {
                <button key="recover" type="button" class={small} onclick={recover}>{ "Recover" }</button>
            }
        </div>
    }
}
