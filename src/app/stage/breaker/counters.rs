//! The four numbers of a run: in the drawing, or as a strip of text below it.

use yew::{Html, Properties, classes, component, html};

use super::layout::{Counters, Layout};
use crate::app::component::glyph::{Glyph, glyph, icon};
use crate::lab::breaker::Picture;

/// What the counters show; they are drawn again only when one of these changes.
#[derive(Properties, Clone, PartialEq)]
pub(super) struct Props {
    pub(super) layout: &'static Layout,
    pub(super) successes: u64,
    pub(super) failures: u64,
    pub(super) fast_fails: u64,
    /// Milliseconds that fast fails saved.
    pub(super) saved: u64,
}

impl Props {
    pub(super) fn new(layout: &'static Layout, picture: &Picture) -> Self {
        Self {
            layout,
            successes: picture.successes,
            failures: picture.failures,
            fast_fails: picture.fast_fails,
            saved: u64::try_from(picture.time_saved.as_millis()).unwrap_or(u64::MAX),
        }
    }

    fn saved_text(&self) -> String {
        let seconds = self.saved as f64 / 1e3;
        match self.saved {
            100_000.. => format!("{seconds:.0}"),
            _ if self.saved.is_multiple_of(100) => format!("{seconds:.1}"),
            _ => format!("{seconds:.2}"),
        }
    }

    fn rows(&self) -> [Row; 4] {
        [
            Row { glyph: Some(Glyph::Success), label: "successes", short: "ok", value: self.successes.to_string() },
            Row {
                glyph: Some(Glyph::Failure),
                label: "real failures",
                short: "failed",
                value: self.failures.to_string(),
            },
            Row {
                glyph: Some(Glyph::FastFail),
                label: "fast fails",
                short: "fast fails",
                value: self.fast_fails.to_string(),
            },
            Row { glyph: None, label: "time saved", short: "saved", value: self.saved_text() },
        ]
    }
}

/// One number. The one without a glyph is a time and has a clock.
struct Row {
    glyph: Option<Glyph>,
    label: &'static str,
    short: &'static str,
    value: String,
}

impl Row {
    fn tone(&self) -> &'static str {
        self.glyph.map_or("k-ink", Glyph::tone)
    }

    fn sign(&self, x: f64, y: f64, size: f64) -> Html {
        match self.glyph {
            Some(kind) => glyph(kind, x, y, size),
            None => html! {
                <g transform={format!("translate({x:.1} {y:.1}) scale({:.3})", size / 21.0)}>
                    <circle r="9" class="rule2"/><path d="M0-5v5h4.5" class="rule2"/>
                </g>
            },
        }
    }
}

/// The counters in the drawing.
#[component]
pub(super) fn CountersView(props: &Props) -> Html {
    let layout = props.layout;
    let rows = props.rows();
    match layout.counters {
        Counters::Below => Html::default(),
        Counters::Square { x, y, across, down } => {
            let place = |index: usize| (x + across * (index % 2) as f64, y + down * (index / 2) as f64);
            rows.iter().enumerate().map(|(index, row)| square(layout, row, place(index))).collect()
        }
        Counters::Row { x, y, across } => {
            rows.iter().enumerate().map(|(index, row)| in_row(row, x + across * index as f64, y)).collect()
        }
    }
}

fn square(layout: &Layout, row: &Row, (x, y): (f64, f64)) -> Html {
    html! {
        <g class={row.tone()}>
            <path class="sf" stroke-width="3" d={format!("M{x} {y}v50")}/>
            <text x={(x + 12.0).to_string()} y={(y + 24.0).to_string()} class="t7 b">
                { row.value.clone() }
                if row.glyph.is_none() {
                    <tspan class="t4 i3" dx="3">{ "s" }</tspan>
                }
            </text>
            { row.sign(x + 20.0, y + 41.0, layout.small_size * 1.2) }
            <text x={(x + 20.0 + layout.small_size).to_string()} y={(y + 45.5).to_string()} class={classes!(layout.small, "i2")}>
                { row.label }
            </text>
        </g>
    }
}

fn in_row(row: &Row, x: f64, y: f64) -> Html {
    let size = match row.value.len() {
        0..=4 => "t8 b",
        5..=6 => "t7 b",
        _ => "t6 b",
    };
    html! {
        <g class={row.tone()}>
            { row.sign(x + 10.0, y, 21.0) }
            <text x={(x + 28.0).to_string()} y={(y + 11.0).to_string()} class={size}>
                { row.value.clone() }
                if row.glyph.is_none() {
                    <tspan class="t5 i3" dx="4">{ "s" }</tspan>
                }
            </text>
            <text x={x.to_string()} y={(y + 42.0).to_string()} class="t4 i2">{ row.label }</text>
        </g>
    }
}

/// The counters as a strip below a phone's drawing.
#[component]
pub(super) fn Strip(props: &Props) -> Html {
    html! {
        <div class="brk-strip">
            { for props.rows().into_iter().map(|row| html! {
                <div>
                    if let Some(kind) = row.glyph {
                        { icon(kind) }
                    } else {
                        <svg class="ic" viewBox="-12 -12 24 24" aria-hidden="true">
                            <circle r="9" class="rule2"/><path d="M0-5v5h4.5" class="rule2"/>
                        </svg>
                    }
                    <b>{ row.value.clone() }{ if row.glyph.is_none() { " s" } else { "" } }</b>
                    <span>{ row.short }</span>
                </div>
            }) }
        </div>
    }
}
