//! The last 24 batches: a verdict each, and where there is room what each sensor gave.

use yew::{Html, Properties, component, html};

use super::layout::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::lab::batch::{Batch, NAMES};
use crate::sim::event::ServiceId;

/// What the grid shows; it is drawn again only when a batch has been added.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) layout: &'static Layout,
    pub(super) batches: Vec<Batch>,
}

#[component]
pub(super) fn Grid(props: &Props) -> Html {
    let layout = props.layout;
    let (x, y) = layout.grid_title;
    let top = layout.rows.0;
    html! {
        <g>
            <text x={x.to_string()} y={y.to_string()} class={if layout.sensors { "t2 m" } else { "t4 m" }}>{ "Last 24 batches" }</text>
            if layout.sensors {
                { for [(Glyph::Degraded, "degraded", 396.0), (Glyph::Success, "kept", 480.0), (Glyph::Unavailable, "unavailable", 536.0)]
                    .into_iter().map(|(kind, word, at)| html! { <>
                        { glyph(kind, at - 12.0, y - 4.5, 12.0) }
                        <text x={at.to_string()} y={y.to_string()} class="t1 i2">{ word }</text>
                    </> }) }
                <text x={x.to_string()} y={(top + 4.0).to_string()} class="t1 i2">{ "batch" }</text>
                { for (1_u8..).zip(NAMES).map(|(row, name)| html! {
                    <text x={x.to_string()} y={(top + f64::from(row) * layout.rows.1 + 4.0).to_string()} class="t1 i2">{ name }</text>
                }) }
            }
            { for props.batches.iter().enumerate().map(|(column, batch)| self::column(layout, column, batch)) }
        </g>
    }
}

fn column(layout: &Layout, index: usize, batch: &Batch) -> Html {
    let x = layout.columns.0 + index as f64 * layout.columns.1;
    let top = layout.rows.0;
    let missing: Vec<String> = batch.unavailable.iter().map(|sensor| format!("S{sensor}")).collect();
    let verdict = if batch.degraded() { Glyph::Degraded } else { Glyph::Success };
    let cell = |row: ServiceId| {
        let y = top + f64::from(row + 1) * layout.rows.1;
        if batch.unavailable.contains(&row) {
            glyph(Glyph::Unavailable, x, y, layout.cell.1)
        } else {
            html! { <circle cx={format!("{x:.1}")} cy={format!("{y:.1}")} r={(layout.cell.1 / 2.0).to_string()} class="k-ok fillf"/> }
        }
    };
    html! {
        <g key={batch.number} data-batch={batch.number.to_string()} data-degraded={batch.degraded().to_string()}
            data-available={batch.available.to_string()} data-total={batch.total.to_string()}
            data-unavailable={missing.join(" ")}>
            { glyph(verdict, x, top, layout.cell.0) }
            if layout.sensors {
                { for (0..batch.total).map(cell) }
            }
        </g>
    }
}
