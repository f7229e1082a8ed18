//! The last batches: a verdict each, and where there is room what each sensor gave.

use yew::Html;

use super::COLUMNS;
use super::layout::Layout;
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Area, Path, Print, group, part, rect, text};
use crate::app::stage::Scene;
use crate::labs::batch::{Batch, NAMES, Picture, SENSORS, has_minimum};
use crate::text::batch::stage as says;

/// The grid with its title.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    group("").child(ground(layout, has_minimum(scene.settings))).child(columns(picture, layout)).html()
}

/// Title, legend, names of the rows, and places not yet used.
fn ground(layout: &'static Layout, minimum: bool) -> Html {
    part(Print::new(30).text(layout.frame.class).add(minimum.into()), move || {
        let (grid, small) = (layout.grid, layout.small);
        let (x, y) = grid.title;
        let mut all = group("").child(text(grid.heading, (x, y)).text(says::LAST_BATCHES));
        if let Some(step) = grid.rows {
            let names = [says::BATCH].into_iter().chain(NAMES).enumerate();
            for (row, name) in names {
                let name = if layout.frame.width < 500.0 && row == 0 { "" } else { name };
                let y = grid.verdict + step * row as f64 + layout.frame.small * 0.35;
                all = all.child(text(small.plain, (x, y)).text(name));
            }
        }
        if let Some(right) = grid.legend {
            all = all.child(legend(layout, right, y, minimum));
        }
        let mut places = Path::default();
        let rows = if grid.rows.is_some() { SENSORS } else { 0 };
        for column in 0..COLUMNS {
            for row in 0..=rows {
                let y = grid.verdict + grid.rows.unwrap_or_default() * row as f64;
                places.disc(grid.first + grid.step * column as f64, y, 1.25);
            }
        }
        all.child(places.tag("trk")).html()
    })
}

/// A value that arrived in a batch which is no answer.
fn lost(x: f64, y: f64, size: f64) -> Html {
    let mut disc = Path::default();
    disc.disc(x, y, size * 0.4);
    group("k-stale").child(disc.tag("fillf")).html()
}

fn legend(layout: &Layout, right: f64, y: f64, minimum: bool) -> Html {
    let (small, size) = (layout.small, layout.frame.small);
    // There is room for three. Where batches can be no answer, what one kept is told by what one lost.
    let unavailable = (Some(Glyph::Unavailable), says::UNAVAILABLE, 82.0);
    let entries = if minimum {
        [unavailable, (None, says::ARRIVED_LOST, 80.0), (Some(Glyph::Failure), says::NO_ANSWER, 72.0)]
    } else {
        [unavailable, (Some(Glyph::Success), says::KEPT, 39.0), (Some(Glyph::Degraded), says::DEGRADED, 68.0)]
    };
    let mut all = group("");
    let mut end = right;
    for (kind, word, width) in entries {
        let (x, middle) = (end - width, y - size * 0.35);
        all = all.child(text(small.plain, (x + size * 0.8, y)).text(word));
        all = all.child(kind.map_or_else(|| lost(x, middle, size), |kind| glyph(kind, x, middle, size)));
        end -= width + 16.0;
    }
    all.html()
}

fn columns(picture: &Picture, layout: &'static Layout) -> Html {
    let batches: Vec<Batch> = words::newest(picture).cloned().collect();
    let print = batches.iter().fold(Print::new(31).text(layout.frame.class), |print, batch| {
        print.add(batch.number).add(batch.unavailable.bits()).add(batch.verdict().into())
    });
    part(print, move || {
        let mut all = group("").child(now(layout, batches.len()));
        for (index, batch) in batches.iter().enumerate() {
            all = all.child(column(layout, index, batch));
        }
        all.html()
    })
}

/// A box around the newest batch.
fn now(layout: &Layout, batches: usize) -> Html {
    let grid = layout.grid;
    let Some(last) = batches.checked_sub(1) else { return group("").html() };
    let width = grid.step - 1.0;
    let (top, rows) = (grid.verdict - grid.sizes.0 * 0.8, grid.rows.unwrap_or_default() * SENSORS as f64);
    let height = rows + if rows > 0.0 { grid.sizes.0 * 0.8 + grid.sizes.1 * 0.95 } else { grid.sizes.0 * 1.6 };
    let x = grid.first + grid.step * last as f64 - width / 2.0;
    rect("plate", Area::new(x, top, width, height)).attr("rx", "5").html()
}

/// A batch: the verdict, and below it one path for all values that came and one for all that did not.
fn column(layout: &Layout, index: usize, batch: &Batch) -> Tag {
    let grid = layout.grid;
    let x = grid.first + grid.step * index as f64;
    let (verdict, _) = words::judged(batch);
    let mut column = tag("g", "")
        .key(&batch.number.to_string())
        .attr("data-batch", batch.number.to_string())
        .attr("data-degraded", if batch.degraded() { "true" } else { "false" })
        .attr("data-available", batch.available.to_string())
        .attr("data-total", batch.total.to_string())
        .attr("data-answer", if batch.lack.is_some() { "false" } else { "true" })
        .attr("data-unavailable", batch.unavailable.names(" "))
        .child(glyph(verdict, x, grid.verdict, grid.sizes.0));
    if let Some(step) = grid.rows {
        let (mut discs, mut squares, mut crosses) = (Path::default(), Path::default(), Path::default());
        let half = grid.sizes.1 / 2.0;
        for sensor in 0..batch.total {
            let y = grid.verdict + step * f64::from(sensor + 1);
            if batch.unavailable.contains(sensor) {
                squares.round(x - half + 0.6, y - half + 0.6, 2.0 * half - 1.2, 2.0 * half - 1.2, 1.5);
                crosses.cross(x, y, half * 0.38);
            } else {
                discs.disc(x, y, half);
            }
        }
        // What arrived is lost where the batch is no answer.
        let kept = if batch.lack.is_some() { "k-stale" } else { "k-ok" };
        column = column.child(group(kept).child(discs.tag("fillf"))).child(
            group("k-bad")
                .child(squares.tag("hollow").attr("stroke-width", "1.3"))
                .child(crosses.tag("sf").attr("stroke-width", "1.3")),
        );
    }
    column
}
