//! What fails for good: theory, the share that was seen with its interval, and one mark a read.

use yew::{Html, classes, html};

use super::lanes::{chosen, outcome_key};
use super::layout::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::stage::Scene;
use crate::lab::retry::{Picture, Read, ReadOutcome};
use crate::lab::{percent, power};

/// The 95 % interval of a share after Wilson (1927), which stays within 0 and 1 also for few cases.
fn interval(part: u64, whole: u64) -> (f64, f64) {
    const Z: f64 = 1.96;
    let (n, p) = (whole as f64, part as f64 / whole.max(1) as f64);
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// Theory above, what was seen below, on one scale.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let (left, right, top) = layout.tally;
    let failure = if picture.killed { 1.0 } else { scene.settings.number("failure") };
    let attempts = scene.settings.count("attempts");
    let expected = power(failure, attempts);
    let (ended, failed) = (picture.successes + picture.failures, picture.failures);
    let width = right - left;
    let bar = |y: f64, share: f64, class: &'static str| html! { <>
        <rect x={left.to_string()} y={y.to_string()} width={width.to_string()} height="8" rx="4" class="trk"/>
        <rect x={left.to_string()} y={y.to_string()} width={format!("{:.1}", width * share)} height="8" rx="4" {class}/>
    </> };
    html! {
        <g class="k-bad">
            <text x={left.to_string()} y={top.to_string()} class="t4 b">{ "Reads that fail for good" }</text>
            <text x={left.to_string()} y={(top + 24.0).to_string()} class="t5 b">
                { failure.to_string() }<tspan dy="-6" class="t1">{ attempts }</tspan><tspan dy="6">{ format!(" = {}", percent(expected)) }</tspan>
            </text>
            <text x={right.to_string()} y={(top + 24.0).to_string()} class={classes!(layout.note, "i2", "end")}>{ "expected" }</text>
            { bar(top + 31.0, expected, "fillf") }
            <text x={left.to_string()} y={(top + 60.0).to_string()} class="t5 b">{ format!("{failed} of {ended}") }</text>
            <text x={right.to_string()} y={(top + 60.0).to_string()} class={classes!(layout.note, "i2", "end")}>
                { if ended == 0 { "none has ended yet".to_owned() } else {
                    let (low, high) = interval(failed, ended);
                    format!("95 % sure: {:.0} to {:.0} %", low * 100.0, high * 100.0)
                } }
            </text>
            { bar(top + 67.0, failed as f64 / ended.max(1) as f64, "fillf") }
            if ended > 0 {
                { whisker(left, width, top + 71.0, interval(failed, ended)) }
            }
            { marks(scene, picture, left, width, top + 82.0) }
        </g>
    }
}

fn whisker(left: f64, width: f64, y: f64, (low, high): (f64, f64)) -> Html {
    let (from, to) = (left + width * low, left + width * high);
    html! { <path d={format!("M{from:.1} {y}H{to:.1}M{from:.1} {}v8M{to:.1} {}v8", y - 4.0, y - 4.0)} class="rule2"/> }
}

/// One mark a read. Reads without a lane carry the contract's attributes here.
fn marks(scene: &Scene<'_>, picture: &Picture, left: f64, width: f64, top: f64) -> Html {
    let reads = u64::from(scene.settings.count("reads"));
    let lanes = chosen(reads);
    let columns = if reads <= 10 { 10 } else { reads.div_ceil(5).max(20) };
    let pitch = (width / columns as f64).min(24.0);
    let size = (pitch * 0.82).min(16.0);
    let place = |index: u64| {
        let (column, row) = (index % columns, index / columns);
        (left + (column as f64 + 0.5) * pitch, top + (row as f64 + 0.5) * pitch.min(18.0))
    };
    let mark = |index: u64, read: Option<&Read>| {
        let (x, y) = place(index);
        match read.map(|read| read.outcome) {
            None => html! { <circle cx={format!("{x:.1}")} cy={format!("{y:.1}")} r={format!("{:.1}", size * 0.36)} class="pip0"/> },
            Some(ReadOutcome::Running) if size >= 10.0 => glyph(Glyph::InFlight, x, y, size),
            Some(ReadOutcome::Success) if size >= 10.0 => glyph(Glyph::Success, x, y, size),
            Some(ReadOutcome::Failed) if size >= 10.0 => glyph(Glyph::Failure, x, y, size),
            Some(ReadOutcome::Running) => html! { <circle cx={format!("{x:.1}")} cy={format!("{y:.1}")} r={format!("{:.1}", size / 2.0)} class="filli"/> },
            Some(ReadOutcome::Success) => html! { <circle cx={format!("{x:.1}")} cy={format!("{y:.1}")} r={format!("{:.1}", size / 2.0)} class="k-ok fillf"/> },
            Some(ReadOutcome::Failed) => html! {
                <rect x={format!("{:.1}", x - size / 2.0)} y={format!("{:.1}", y - size / 2.0)} width={format!("{size:.1}")} height={format!("{size:.1}")} class="k-bad fillf"/>
            },
        }
    };
    html! {
        <g>
            { for (0..reads).map(|index| {
                let read = picture.reads.get(usize::try_from(index).unwrap_or(usize::MAX));
                match read.filter(|read| !lanes.contains(&read.number)) {
                    None => html! { <g key={index}>{ mark(index, read) }</g> },
                    Some(shown) => html! {
                        <g key={index} data-read={shown.number.to_string()} data-outcome={outcome_key(shown.outcome)}
                            data-attempts={shown.attempts.to_string()}>{ mark(index, read) }</g>
                    },
                }
            }) }
        </g>
    }
}

#[cfg(test)]
mod tests {
    use super::interval;

    #[test]
    fn the_interval_holds_the_share_and_narrows_with_more_cases() {
        let (low, high) = interval(1, 10);
        assert!((low - 0.018).abs() < 0.001 && (high - 0.404).abs() < 0.001, "{low} {high}");
        let (low, high) = interval(130, 1_000);
        assert!(low < 0.13 && high > 0.13 && high - low < 0.05);
        assert!(interval(0, 10).0.abs() < 1e-9);
    }
}
