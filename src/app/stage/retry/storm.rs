//! The storm: attempts a slot with the chosen jitter, mirrored against none, on the same luck.

use yew::{Html, classes, html};

use super::layout::Layout;
use crate::app::stage::Scene;
use crate::lab::retry::{Picture, SLOT};

/// The two histograms.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, twin: Option<&Picture>, layout: &Layout) -> Html {
    let (left, right, top, height) = layout.storm;
    let none = scene.settings.choice("jitter") == "none";
    let twin = twin.filter(|_| !none);
    let slots = picture.load.len().max(twin.map_or(0, |twin| twin.load.len())).max(34);
    // Slots are joined so that at most 60 bars are drawn.
    let join = slots.div_ceil(60);
    let bars = slots.div_ceil(join);
    let sum = |load: &[u32]| -> Vec<u32> { load.chunks(join).map(|part| part.iter().sum()).collect() };
    let (with, without) = (sum(&picture.load), twin.map(|twin| sum(&twin.load)).unwrap_or_default());
    let peak = |load: &[u32]| load.iter().copied().max().unwrap_or(0);
    // The first slot holds the first tries of all, with and without jitter alike; the storm is what comes after.
    let later = |load: &[u32]| load.get(1..).map_or(0, peak);
    let most = f64::from(peak(&with).max(peak(&without)).max(1));
    let middle = if twin.is_some() { top + 20.0 + (height - 40.0) / 2.0 } else { top + height - 18.0 };
    let half = if twin.is_some() { (height - 40.0) / 2.0 - 2.0 } else { height - 42.0 };
    let width = (right - left) / bars as f64;
    let draw = |load: &[u32], up: bool, class: &'static str| -> Html {
        let path: String = load
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(index, count)| {
                let (x, h) = (left + index as f64 * width, half * f64::from(*count) / most);
                let (w, h) = ((width - 0.8).max(0.8), if up { -h } else { h });
                format!("M{x:.1} {middle}v{h:.1}h{w:.1}V{middle}Z")
            })
            .collect();
        html! { <path d={path} {class}/> }
    };
    let seconds = (slots * usize::try_from(SLOT.as_millis()).unwrap_or(100)) as f64 / 1_000.0;
    html! {
        <g>
            <text x={left.to_string()} y={(top + 6.0).to_string()} class="t4 b">{ "The storm" }</text>
            <text x={right.to_string()} y={(top + 6.0).to_string()} class={classes!(layout.note, "i2", "end")}>
                { format!("busiest later slot: {}", later(&with)) }
            </text>
            { draw(&with, true, "filli") }
            if twin.is_some() {
                <g class="k-bad">{ draw(&without, false, "fillf") }</g>
            }
            <path d={format!("M{left} {middle}H{right}")} class="rule"/>
            if twin.is_some() {
                <text x={right.to_string()} y={(top + height).to_string()} class={classes!(layout.note, "i2", "end")}>
                    { format!("without jitter: {}", later(&without)) }
                </text>
            }
            <text x={left.to_string()} y={(top + height).to_string()} class={classes!(layout.note, "i3")}>
                { format!("attempts, {seconds:.0} s") }
            </text>
        </g>
    }
}
