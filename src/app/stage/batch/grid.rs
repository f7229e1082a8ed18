//! The last 24 batches: a verdict each, and where there is room what each sensor gave.

use yew::Html;

use super::layout::Layout;
use crate::app::component::drawn::drawn;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::tag;
use crate::app::plot::pen::{dot, text};
use crate::lab::batch::{Batch, NAMES, Picture};
use crate::sim::event::ServiceId;

/// What the grid shows; it is drawn again only when a batch has been added.
#[derive(PartialEq)]
struct Seen {
    layout: &'static Layout,
    batches: Vec<Batch>,
}

/// The grid.
pub(super) fn view(picture: &Picture, layout: &'static Layout) -> Html {
    let first = picture.finished_batches.len().saturating_sub(24);
    let batches = picture.finished_batches.iter().skip(first).cloned().collect();
    drawn(Seen { layout, batches }, draw)
}

fn draw(seen: &Seen) -> Html {
    let layout = seen.layout;
    let (x, y) = layout.grid_title;
    let top = layout.rows.0;
    let title = if layout.sensors { "t2" } else { "t4" };
    let mut grid = tag("g", "").has(text((x, y), [title, "m"], "Last 24 batches".to_owned()));
    if layout.sensors {
        let kinds = [(Glyph::Degraded, "degraded", 396.0), (Glyph::Success, "kept", 480.0)];
        for (kind, word, at) in kinds.into_iter().chain([(Glyph::Unavailable, "unavailable", 536.0)]) {
            grid = grid.put(glyph(kind, at - 12.0, y - 4.5, 12.0)).has(text((at, y), ["t1", "i2"], word.to_owned()));
        }
        for (row, name) in ["batch"].into_iter().chain(NAMES).enumerate() {
            let place = (x, top + row as f64 * layout.rows.1 + 4.0);
            grid = grid.has(text(place, ["t1", "i2"], name.to_owned()));
        }
    }
    let columns = seen.batches.iter().enumerate().map(|(index, batch)| column(layout, index, batch));
    grid.put_all(columns.collect()).done()
}

/// A batch: the contract's attributes, and a sign for each row.
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
            dot("k-ok fillf", (x, y), layout.cell.1 / 2.0).done()
        }
    };
    let cells = if layout.sensors { (0..batch.total).map(cell).collect() } else { Vec::new() };
    tag("g", "")
        .set("data-batch", batch.number.to_string())
        .is("data-degraded", if batch.degraded() { "true" } else { "false" })
        .set("data-available", batch.available.to_string())
        .set("data-total", batch.total.to_string())
        .set("data-unavailable", missing.join(" "))
        .put(glyph(verdict, x, top, layout.cell.0))
        .put_all(cells)
        .done()
}
