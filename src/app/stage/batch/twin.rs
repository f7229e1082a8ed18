//! The all-or-nothing twin: the same reads without fallbacks, so that the first failed one loses the whole batch.

use yew::{Html, classes, html};

use super::layout::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::stage::{Drawing, Scene};
use crate::lab::batch::{NAMES, Picture, facts};
use crate::lab::percent;
use crate::sim::event::TwinFate;
use crate::sim::input::Action;

/// The twin beside the tray.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let (left, right, top) = layout.twin;
    let wide = scene.drawing == Drawing::Wide;
    let (title, note) = if wide { ("t5", "t2") } else { ("t5", "t4") };
    let phone = scene.drawing == Drawing::Phone;
    let note = if phone { "t2" } else { note };
    let bars = if wide { top + 196.0 } else { top + 52.0 };
    html! {
        <g>
            if !phone {
                <path d={format!("M{} 24V{}", left - 22.0, if wide { 424.0 } else { 388.0 })} class="hair"/>
            }
            <text x={left.to_string()} y={(top - 2.0).to_string()} class={classes!(title, "b")}>{ "All-or-nothing twin" }</text>
            <text x={left.to_string()} y={(top + 20.0).to_string()} class={classes!(note, "i2")}>{ story(picture) }</text>
            if wide {
                { rows(picture, left, right, top + 36.0) }
            }
            { kept(picture, left, right, bars, note) }
            if wide {
                { verdicts(scene, picture, left, right, bars + 124.0) }
            } else if !phone {
                { degraded(picture, left, bars + 168.0, "t6", "t4") }
            }
        </g>
    }
}

/// What has become of it.
fn story(picture: &Picture) -> String {
    match (picture.twin.last, picture.twin.crash) {
        (None, _) => "Same luck, no fallbacks.".to_owned(),
        (_, Some((batch, sensor))) if picture.twin.down => format!("Crashed at S{sensor} in batch {batch}, still down."),
        (Some(TwinFate::Kept { .. }), _) => "Kept the last batch whole.".to_owned(),
        (Some(_), Some((batch, sensor))) => format!("Crashed at S{sensor} in batch {batch}; starts again."),
        (Some(_), None) => "Starts again.".to_owned(),
    }
}

/// What it made of each read of its last batch.
fn rows(picture: &Picture, left: f64, right: f64, top: f64) -> Html {
    let fate = |index: usize| match (picture.twin.last, picture.twin.crash) {
        (None, _) => (None, "not read yet"),
        (Some(TwinFate::Kept { .. }), _) => (Some(Glyph::Success), "kept"),
        (_, Some((_, sensor))) => match (sensor as usize).cmp(&index) {
            core::cmp::Ordering::Equal => (Some(Glyph::Failure), "crashed here"),
            core::cmp::Ordering::Greater => (Some(Glyph::Success), "lost with the batch"),
            core::cmp::Ordering::Less => (None, "never used"),
        },
        (Some(_), None) => (None, "not read yet"),
    };
    html! {
        <g>
            { for NAMES.iter().enumerate().map(|(index, name)| {
                let (kind, word) = fate(index);
                let y = top + index as f64 * 25.0;
                let crashed = kind == Some(Glyph::Failure);
                html! {
                    <g class={if crashed { "k-bad" } else { "k-ink" }}>
                        <rect x={left.to_string()} y={y.to_string()} width={(right - left).to_string()} height="21" rx="5"
                            class={if crashed { "crash" } else if kind.is_some() { "box" } else { "slot" }}/>
                        if let Some(kind) = kind {
                            { glyph(kind, left + 15.0, y + 10.5, 12.0) }
                        }
                        <text x={(left + 28.0).to_string()} y={(y + 15.0).to_string()} class="t2 b">{ *name }</text>
                        <text x={(right - 8.0).to_string()} y={(y + 15.0).to_string()}
                            class={classes!("t2", "end", if crashed { "b ct" } else { "i2" })}>{ word }</text>
                    </g>
                }
            }) }
        </g>
    }
}

/// The share of values that each keeps, as two bars.
fn kept(picture: &Picture, left: f64, right: f64, top: f64, note: &'static str) -> Html {
    let bar = |y: f64, count: u64, word: &'static str, tone: &'static str| {
        let share = count as f64 / picture.values.max(1) as f64;
        html! {
            <g class={tone}>
                <rect x={left.to_string()} y={y.to_string()} width={(right - left).to_string()} height="9" rx="4" class="trk"/>
                <rect x={left.to_string()} y={y.to_string()} width={format!("{:.1}", (right - left) * share)} height="9" rx="4" class="fillf"/>
                <text x={left.to_string()} y={(y + 31.0).to_string()} class="t5 b">{ percent((share * 100.0).round() / 100.0) }</text>
                <text x={(left + 62.0).to_string()} y={(y + 31.0).to_string()} class={classes!(note, "i2")}>{ word }</text>
                <text x={right.to_string()} y={(y + 31.0).to_string()} class={classes!(note, "i2", "end")}>{ count.to_string() }</text>
            </g>
        }
    };
    html! {
        <g>
            <text x={left.to_string()} y={top.to_string()} class={classes!(note, "m")}>{ "Data kept" }</text>
            <text x={right.to_string()} y={top.to_string()} class={classes!(note, "i2", "end")}>
                { format!("of {} values", picture.values) }
            </text>
            { bar(top + 10.0, picture.values_kept, "keep what works", "k-ok") }
            { bar(top + 54.0, picture.twin_kept, "all or nothing", "k-bad") }
        </g>
    }
}

fn degraded(picture: &Picture, left: f64, y: f64, figure: &'static str, note: &'static str) -> Html {
    let whole = picture.batches - picture.degraded;
    html! {
        <g>
            { glyph(Glyph::Degraded, left + 12.0, y - 7.0, 22.0) }
            <text x={(left + 32.0).to_string()} y={y.to_string()} class={classes!(figure, "b")}>
                { format!("{}/{}", picture.degraded, picture.batches) }
                <tspan class={classes!(note, "i2", "reg")} dx="8">{ "degraded" }</tspan>
            </text>
            { glyph(Glyph::Success, left + 12.0, y + 23.0, 18.0) }
            <text x={(left + 32.0).to_string()} y={(y + 28.0).to_string()} class={classes!(note, "i2")}>{ format!("{whole} with all five") }</text>
        </g>
    }
}

/// How many batches were degraded, and how many theory expects to be whole.
fn verdicts(scene: &Scene<'_>, picture: &Picture, left: f64, right: f64, y: f64) -> Html {
    let whole = picture.batches - picture.degraded;
    let expected = facts(picture, scene.settings).into_iter().next().map(|fact| fact.expected).unwrap_or_default();
    html! {
        <g>
            <path d={format!("M{left} {}H{right}", y - 22.0)} class="hair"/>
            { glyph(Glyph::Degraded, left + 10.0, y - 5.0, 20.0) }
            <text x={(left + 28.0).to_string()} y={y.to_string()} class="t5 b">
                { format!("{}/{}", picture.degraded, picture.batches) }
                <tspan class="t2 i2 reg" dx="8">{ "batches degraded" }</tspan>
            </text>
            { glyph(Glyph::Success, left + 10.0, y + 19.0, 15.0) }
            <text x={(left + 28.0).to_string()} y={(y + 23.5).to_string()} class="t2 i2">
                { format!("all five: {whole} of {}, {expected} expected", picture.batches) }
            </text>
        </g>
    }
}

/// The twin's button, laid over the drawing.
pub(super) fn button(scene: &Scene<'_>, picture: &Picture) -> Html {
    html! {
        <div class="over bat-twin">
            <button type="button" class="btn sm" aria-label="Restart twin" disabled={!picture.twin.down}
                onclick={scene.act.reform(|_| Action::RestartTwin)}>{ "Restart" }</button>
        </div>
    }
}
