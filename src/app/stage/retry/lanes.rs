//! Reads as lanes: attempts, the certain and the random part of each wait, and what became of them.

use core::time::Duration;

use yew::{Html, classes, html};

use super::layout::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::plot::scale::{nice, tick_text};
use crate::app::stage::Scene;
use crate::lab::explain;
use crate::lab::retry::{Picture, Read, ReadOutcome, Span, backoff};
use crate::policy::backoff::Delay;
use crate::time::Instant;

/// At most so many reads are drawn as lanes.
const LANES: u64 = 10;

/// The numbers of the reads that have a lane: all of them, or ten evenly chosen.
pub(super) fn chosen(reads: u64) -> Vec<u64> {
    if reads <= LANES {
        return (1..=reads).collect();
    }
    (0..LANES).map(|lane| 1 + lane * (reads - 1) / (LANES - 1)).collect()
}

/// The contract's word for what has become of a read.
pub(super) fn outcome_key(outcome: ReadOutcome) -> &'static str {
    match outcome {
        ReadOutcome::Running => "running",
        ReadOutcome::Success => "success",
        ReadOutcome::Failed => "failed",
    }
}

/// Seconds over the drawing; each lane begins at 0 where the reads follow each other.
struct Axis {
    left: f64,
    per_second: f64,
    seconds: f64,
    in_turn: bool,
}

impl Axis {
    fn x(&self, at: Instant, read: &Read) -> f64 {
        let since = if self.in_turn { at.since(read.started) } else { at.since(Instant::ZERO) };
        self.left + since.as_secs_f64().min(self.seconds) * self.per_second
    }
}

/// The lanes with their axis and playhead.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let drawn = chosen(u64::from(scene.settings.count("reads")));
    let reads: Vec<(u64, Option<&Read>)> = drawn
        .iter()
        .map(|&number| (number, picture.reads.get(usize::try_from(number - 1).unwrap_or(usize::MAX))))
        .collect();
    let axis = axis(scene, layout, &reads);
    let focus = if layout.focus > 0.0 { focus(&reads) } else { None };
    let (top, step) = layout.lanes;
    let mut y = top;
    let mut lanes = Vec::new();
    for (number, read) in &reads {
        let focused = focus == Some(*number);
        lanes.push(lane(scene, layout, &axis, *number, *read, y, focused));
        y += step + if focused { layout.focus } else { 0.0 };
    }
    let bottom = y - step / 2.0;
    html! {
        <g>
            { ticks(layout, &axis, bottom) }
            { for lanes }
            { playhead(scene, layout, &axis, bottom) }
            if let Some(legend) = layout.legend {
                { self::legend(layout, legend) }
            }
        </g>
    }
}

fn axis(scene: &Scene<'_>, layout: &Layout, reads: &[(u64, Option<&Read>)]) -> Axis {
    let in_turn = scene.settings.choice("start") == "in-turn";
    let reached = reads.iter().filter_map(|(_, read)| *read).filter_map(|read| {
        let until = read.spans.iter().map(|span| match span {
            Span::Attempt { until, .. } | Span::Wait { until, .. } => *until,
        });
        until.max().map(|until| if in_turn { until.since(read.started) } else { until.since(Instant::ZERO) })
    });
    let least = reached.max().unwrap_or_default().as_secs_f64().max(3.4);
    // Room for the words behind the longest lane; round steps of a quarter of the magnitude.
    let grain = nice(least / 6.0);
    let seconds = (least * 1.18 / grain).ceil() * grain;
    let (left, right) = layout.time;
    Axis { left, per_second: (right - left) / seconds, seconds, in_turn }
}

/// The read whose waits are spelled out: the first that is waiting or trying again, else the last that ended after a
/// wait. It stays the same until that read ends.
fn focus(reads: &[(u64, Option<&Read>)]) -> Option<u64> {
    let retried = || reads.iter().filter_map(|(_, read)| *read).filter(|read| read.spans.len() > 1);
    let running = retried().find(|read| read.outcome == ReadOutcome::Running);
    running.or_else(|| retried().max_by_key(|read| (read.ended, read.number))).map(|read| read.number)
}

fn ticks(layout: &Layout, axis: &Axis, bottom: f64) -> Html {
    let step = nice(70.0 / axis.per_second);
    let count = (axis.seconds / step).floor() as u32;
    let top = layout.lanes.0 - layout.lanes.1 / 2.0 - 2.0;
    html! {
        <g>
            { for (0..=count).map(|index| {
                let seconds = f64::from(index) * step;
                let x = axis.left + seconds * axis.per_second;
                html! { <>
                    <path d={format!("M{x:.1} {top}V{bottom}")} class="hair"/>
                    <text x={format!("{x:.1}")} y={(top - 6.0).to_string()} class={classes!(layout.note, "i3", "mid")}>
                        { format!("{} s", tick_text(seconds)) }
                    </text>
                </> }
            }) }
            if axis.in_turn {
                <text x={layout.time.1.to_string()} y={(bottom + 4.0).to_string()} class={classes!(layout.note, "i3", "end")}>
                    { "each from its own start" }
                </text>
            }
        </g>
    }
}

fn lane(
    scene: &Scene<'_>,
    layout: &Layout,
    axis: &Axis,
    number: u64,
    read: Option<&Read>,
    y: f64,
    focused: bool,
) -> Html {
    let (left, right) = layout.time;
    let number_text = html! {
        <text x={layout.numbers.to_string()} y={(y + 4.5).to_string()}
            class={classes!(layout.label, "end", if focused { "b" } else { "i2" })}>{ number }</text>
    };
    let Some(read) = read else { return html! { <g>{ number_text }</g> } };
    html! {
        <g key={number} data-read={number.to_string()} data-outcome={outcome_key(read.outcome)}
            data-attempts={read.attempts.to_string()}>
            if focused {
                <rect x={(left - 34.0).to_string()} y={(y - 14.0).to_string()} width={(right - left + 42.0).to_string()}
                    height={(26.0 + layout.focus).to_string()} rx="8" class="focus"/>
            }
            { number_text }
            { for read.spans.iter().map(|span| self::span(scene, layout, axis, read, span, y, focused)) }
            { ending(layout, axis, read, y) }
        </g>
    }
}

fn span(scene: &Scene<'_>, layout: &Layout, axis: &Axis, read: &Read, span: &Span, y: f64, focused: bool) -> Html {
    let (top, height) = (y - layout.bar / 2.0, layout.bar);
    let bar = |from: f64, to: f64, class: &'static str, fill: Option<&'static str>| html! {
        <rect x={format!("{from:.1}")} y={top.to_string()} width={format!("{:.1}", (to - from).max(0.0))}
            height={height.to_string()} rx="4" {class} {fill}/>
    };
    match span {
        Span::Attempt { from, until, failed, .. } => {
            let (start, end) = (axis.x(*from, read), axis.x(*until, read));
            match failed {
                None => {
                    let now = axis.x(scene.now.min(*until), read);
                    html! { <>{ bar(start, end, "pip0", None) }{ bar(start, now, "filli", None) }</> }
                }
                Some(failed) => {
                    let (tone, kind) = if *failed { ("k-bad try", Glyph::Failure) } else { ("k-ok try", Glyph::Success) };
                    html! { <>
                        { bar(start, end.max(start + 2.0), tone, None) }
                        { glyph(kind, end - 6.0_f64.min((end - start) / 2.0), y, layout.bar * 0.86) }
                    </> }
                }
            }
        }
        Span::Wait { from, until, delay, before } => {
            let (start, end) = (axis.x(*from, read), axis.x(scene.now.min(*until), read));
            let certain = certain(scene, delay, before.saturating_sub(1));
            let middle = axis.x(from.after(certain), read).min(end);
            html! { <>
                { bar(start, middle, "wait", Some("url(#h-wait)")) }
                { bar(middle, end, "wait", Some("url(#h-jit)")) }
                if focused {
                    { spelled(layout, delay, certain, (start, axis.x(*until, read)), y) }
                }
            </> }
        }
    }
}

/// The part of a wait that no luck could have taken away.
fn certain(scene: &Scene<'_>, delay: &Delay, retry: u32) -> Duration {
    if delay.shortened.is_zero() {
        return delay.planned.min(delay.total);
    }
    backoff(scene.settings).map_or(Duration::ZERO, |backoff| backoff.band(retry).0).min(delay.total)
}

fn spelled(layout: &Layout, delay: &Delay, certain: Duration, (start, end): (f64, f64), y: f64) -> Html {
    let random = delay.total.saturating_sub(certain);
    let (sum, words) = match (certain.is_zero(), random.is_zero()) {
        (false, false) => (format!("{} + {}", explain::span(certain), explain::span(random)), "backoff + jitter"),
        (true, false) => (explain::span(random), "all jitter"),
        _ => (explain::span(certain), "backoff"),
    };
    // A wait too narrow for its words goes without them.
    if end - start < 56.0 {
        return Html::default();
    }
    let middle = format!("{:.1}", (start + end) / 2.0);
    html! { <>
        <path d={format!("M{:.1} {}v4H{:.1}v-4", start + 1.0, y + 11.0, end - 1.0)} class="k-wait sf" stroke-width="1.5"/>
        if end - start > 92.0 || certain.is_zero() || random.is_zero() {
            <text x={middle.clone()} y={(y + 27.0).to_string()} class={classes!(layout.note, "b", "mid")}>{ sum }</text>
            <text x={middle} y={(y + 40.0).to_string()} class="t1 i2 mid">{ words }</text>
        } else {
            <text x={middle} y={(y + 27.0).to_string()} class={classes!(layout.note, "b", "mid")}>{ explain::span(delay.total) }</text>
        }
    </> }
}

fn ending(layout: &Layout, axis: &Axis, read: &Read, y: f64) -> Html {
    let Some(ended) = read.ended else { return Html::default() };
    let x = axis.x(ended, read) + 12.0;
    let (tone, words) = match read.outcome {
        ReadOutcome::Failed => ("k-bad", "failed for good".to_owned()),
        _ if read.attempts == 1 => ("k-ok", "1 attempt".to_owned()),
        _ => ("k-ok", format!("{} attempts", read.attempts)),
    };
    let weight = if read.outcome == ReadOutcome::Failed { "b" } else { "m" };
    html! {
        <g class={tone}>
            <text x={format!("{x:.1}")} y={(y + 4.5).to_string()} class={classes!(layout.label, "ct", weight, "halo")}>{ words }</text>
        </g>
    }
}

fn playhead(scene: &Scene<'_>, layout: &Layout, axis: &Axis, bottom: f64) -> Html {
    let now = scene.now.seconds();
    if axis.in_turn || now > axis.seconds {
        return Html::default();
    }
    let x = axis.left + now * axis.per_second;
    let top = layout.lanes.0 - layout.lanes.1 / 2.0 - 2.0;
    html! { <path d={format!("M{x:.1} {top}V{}", bottom + 4.0)} class="play-line"/> }
}

fn legend(layout: &Layout, y: f64) -> Html {
    let row = [("url(#h-wait)", "backoff", 28.0), ("url(#h-jit)", "jitter", 124.0)];
    let marks = [(Glyph::Failure, "attempt failed", 206.0), (Glyph::Success, "attempt succeeded", 330.0)];
    html! {
        <g>
            { for row.into_iter().map(|(fill, word, x)| html! { <>
                <rect x={x.to_string()} y={(y - 10.0).to_string()} width="24" height="11" rx="3" {fill} class="wait"/>
                <text x={(x + 31.0).to_string()} y={y.to_string()} class={classes!(layout.note, "i2")}>{ word }</text>
            </> }) }
            { for marks.into_iter().map(|(kind, word, x)| html! { <>
                { glyph(kind, x, y - 4.5, 13.0) }
                <text x={(x + 11.0).to_string()} y={y.to_string()} class={classes!(layout.note, "i2")}>{ word }</text>
            </> }) }
        </g>
    }
}
