//! The wait before each retry: what is certain, what luck may add or take, and the waits that were seen.

use yew::{Html, html};

use super::layout::Layout;
use crate::app::plot::scale::{nice, tick_text};
use crate::app::stage::Scene;
use crate::lab::retry::{Picture, Span, backoff};

/// At most so many observed waits are drawn, the newest reads' first.
const DOTS: usize = 120;

/// The curve, in the wide drawing's right column.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let (left, right) = (layout.tally.0 + 34.0, layout.tally.1 - 6.0);
    let (top, bottom) = (66.0, 164.0);
    let Ok(backoff) = backoff(scene.settings) else { return Html::default() };
    let retries = scene.settings.count("attempts").saturating_sub(1);
    let bands: Vec<(f64, f64)> = (1..=retries)
        .map(|retry| {
            let (least, most) = backoff.band(retry);
            (least.as_secs_f64(), most.as_secs_f64())
        })
        .collect();
    let highest = nice(bands.iter().map(|band| band.1).fold(0.05, f64::max));
    let x = |retry: u32| {
        if retries <= 1 { (left + right) / 2.0 } else { left + f64::from(retry - 1) * (right - left) / f64::from(retries - 1) }
    };
    let y = |seconds: f64| bottom - (seconds / highest).min(1.0) * (bottom - top);
    let line = |pick: fn(&(f64, f64)) -> f64| -> Vec<String> {
        (1..=retries).zip(&bands).map(|(retry, band)| format!("{:.1} {:.1}", x(retry), y(pick(band)))).collect()
    };
    let (lower, upper) = (line(|band| band.0), line(|band| band.1));
    let back: Vec<String> = upper.iter().rev().cloned().collect();
    let area = format!("M{}L{}Z", lower.join("L"), back.join("L"));
    let dots = picture.reads.iter().rev().flat_map(|read| &read.spans).filter_map(|span| match span {
        Span::Wait { before, delay, .. } if *before >= 2 && *before <= retries + 1 => {
            Some((x(before - 1), y(delay.total.as_secs_f64())))
        }
        _ => None,
    });
    html! {
        <g>
            <text x={layout.tally.0.to_string()} y="46" class="t4 b">{ "Wait before each retry" }</text>
            { for [0.0, 0.5, 1.0].into_iter().map(|part| {
                let level = highest * part;
                html! { <>
                    <path d={format!("M{left} {:.1}H{right}", y(level))} class={if part == 0.0 { "rule" } else { "hair" }}/>
                    <text x={(left - 6.0).to_string()} y={format!("{:.1}", y(level) + 4.0)} class="t1 i3 end">{ format!("{} s", tick_text(level)) }</text>
                </> }
            }) }
            if retries == 0 {
                <text x={((left + right) / 2.0).to_string()} y="120" class="t2 i2 mid">{ "one attempt, so no retry and no wait" }</text>
            } else {
                <g class="k-wait">
                    <path d={area} class="fillt band"/>
                    <path d={format!("M{}", upper.join("L"))} class="sf" stroke-width="1.5" stroke-dasharray="4 4"/>
                    <path d={format!("M{}", lower.join("L"))} class="sf" stroke-width="2.5"/>
                </g>
                { for dots.take(DOTS).map(|(cx, cy)| html! { <circle cx={format!("{cx:.1}")} cy={format!("{cy:.1}")} r="3.2" class="dot"/> }) }
                { for (1..=retries).map(|retry| html! {
                    <text x={format!("{:.1}", x(retry))} y={(bottom + 15.0).to_string()} class="t1 i3 mid">{ retry }</text>
                }) }
                <text x={((left + right) / 2.0).to_string()} y={(bottom + 29.0).to_string()} class="t1 i3 mid">
                    { "retry number; dots are waits that were drawn" }
                </text>
            }
        </g>
    }
}
