//! The breaker lab's stage: callers, the breaker as a switch, one service; the three states; four numbers.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else. What changes seldom is in
//! [`slow`] and costs a frame one comparison; what moves is drawn anew each frame.

mod counters;
mod diagram;
mod gauge;
mod layout;
mod slow;
mod switch;
pub(super) mod thumb;
mod tokens;
mod words;

use yew::{Callback, Html};

use self::gauge::Gauge;
use self::layout::Layout;
use self::slow::Seen;
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::group;
use crate::app::stage::{Scene, Stage, stage_class};
use crate::labs::breaker::{Picture, SERVICE};
use crate::play::Settings;
use crate::policy::breaker::State;
use crate::sim::input::Action;
use crate::text::breaker::stage as says;

/// The registry's row.
pub(super) const STAGE: Stage = Stage {
    lab: "breaker",
    view,
    frame: |drawing| &Layout::of(drawing).frame,
    over: |drawing| vec![Layout::of(drawing).over()],
};

/// The whole content of the stage card.
fn view(scene: &Scene<'_>) -> Html {
    let Some(picture) = scene.picture.of::<Picture>() else { return Html::default() };
    let layout = Layout::of(scene.drawing);
    let gauge = Gauge::new(picture, scene.settings, scene.now);
    let label = words::spoken(scene, picture, &gauge);
    let headline = headline(scene, picture, layout, &gauge);
    let seen = Seen::new(scene, picture, layout, gauge);
    let strip = if layout.is_phone() { counters::strip(&seen) } else { Html::default() };
    let svg = layout
        .frame
        .svg(None, label)
        .child(slow::view(seen))
        .child(switch::blade(layout, picture.state))
        .child(headline)
        .child(ring(scene, picture, layout))
        .child(tokens::moving(scene, picture, layout));
    let swings = if swings(scene, picture) { " swings" } else { "" };
    tag("div", "")
        .attr("class", stage_class("brk", &layout.frame, scene) + swings)
        .attr("data-breaker-state", picture.state.key())
        .attr("data-transitions", picture.transitions.to_string())
        .child(tag("div", "art").child(svg).child(buttons(scene, picture, layout)))
        .child(strip)
        .html()
}

/// How long the blade takes from one position to the next, in real seconds, as the style sheet has it.
const SWING: f64 = 0.28;

/// Whether the blade swings into the present position. It jumps where the state may be over before it has arrived, or
/// where nothing passes: the picture is the state.
fn swings(scene: &Scene<'_>, picture: &Picture) -> bool {
    let lasts = match picture.state {
        State::Open => picture.probe_at.map_or(f64::INFINITY, |at| at.since(picture.since).as_secs_f64()),
        State::HalfOpen => {
            // The clock slows down for a phase that is shorter than the swing, unless it takes no time at all.
            let ends = picture.flights.iter().filter(|flight| flight.probe).map(|flight| flight.ends).max();
            if ends.is_none_or(|at| at > picture.since) { f64::INFINITY } else { 0.0 }
        }
        State::Closed => least_closed(scene.settings),
        State::ForcedOpen => f64::INFINITY,
    };
    scene.playing && !scene.still && !scene.is_swift() && lasts >= SWING * scene.speed
}

/// How long a breaker that has closed stays so at least, in seconds: until enough calls can have failed.
fn least_closed(settings: &Settings) -> f64 {
    let failures =
        settings.count(if matches!(settings.choice("trip"), "count" | "time") { "min" } else { "threshold" });
    let rounds = failures.div_ceil(settings.count("callers").max(1)).max(1);
    let latency = settings.number("latency");
    latency + f64::from(rounds - 1) * (latency + settings.number("pause"))
}

fn headline(scene: &Scene<'_>, picture: &Picture, layout: &Layout, gauge: &Gauge) -> Html {
    let clause = words::clause(scene, picture, gauge, layout.wordy);
    let name = if *gauge == Gauge::None { says::NO_BREAKER } else { words::state_name(picture.state) };
    let headline = layout.frame.headline(0.0, name.to_owned(), clause);
    group(words::tone(picture.state)).children(headline).html()
}

fn ring(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let Some(left) = words::time_left(picture, scene.now) else { return Html::default() };
    let whole = picture.probe_at.map_or(0.0, |at| at.since(picture.since).as_secs_f64());
    // With reduced motion the ring steps each half second.
    let shown = if scene.still { (left * 2.0).ceil() / 2.0 } else { left };
    diagram::ring(layout, if whole > 0.0 { (shown / whole).min(1.0) } else { 0.0 })
}

/// Kill and Recover, laid over the drawing below the service; the one that holds is pressed. A phone has room for the one
/// that would change something.
fn buttons(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let both = [
        (says::KILL, Action::Kill { service: SERVICE }, picture.killed),
        (says::RECOVER, Action::Recover { service: SERVICE }, !picture.killed),
    ];
    let one = layout.is_phone();
    let seen = both.into_iter().filter(|(.., holds)| !one || !holds);
    let button = |(name, action, holds)| {
        let button = button(name, one, scene.act, action);
        if one { button } else { button.attr("aria-pressed", if holds { "true" } else { "false" }) }.html()
    };
    tag("div", "over brk-act").children(seen.map(button).collect()).html()
}

/// A button that acts on the run.
fn button(name: &'static str, large: bool, act: &Callback<Action>, action: Action) -> Tag {
    let class = if large { "btn" } else { "btn sm" };
    tag("button", class).attr("type", "button").key(name).on_click(act, action).text(name)
}
