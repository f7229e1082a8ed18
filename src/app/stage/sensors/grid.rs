//! The last batches: a verdict each, and where there is room what each sensor gave.

use yew::Html;

use super::layout::Rack;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Area, Path, Print, group, part, rect, text};
use crate::labs::sensors::{NAMES, SENSORS};
use crate::sim::event::Services;
use crate::text::batch::stage as says;

/// Columns of the grid.
pub(in crate::app::stage) const COLUMNS: usize = 24;

/// A batch as a column of the grid.
#[derive(Clone, Copy)]
pub(in crate::app::stage) struct Column {
    /// The batch, from 1.
    pub(in crate::app::stage) number: u64,
    /// How it came out.
    pub(in crate::app::stage) verdict: Glyph,
    pub(in crate::app::stage) available: u32,
    pub(in crate::app::stage) total: u32,
    pub(in crate::app::stage) unavailable: Services,
    pub(in crate::app::stage) degraded: bool,
    /// Whether a service behind the sensors did its part, where there is one.
    pub(in crate::app::stage) behind: Option<bool>,
    /// Whether it is an answer; what arrived is lost otherwise.
    pub(in crate::app::stage) answer: bool,
}

/// What the shapes mean: each with its word and the room that it takes.
pub(in crate::app::stage) type Legend = &'static [(Option<Glyph>, &'static str, f64)];

/// The grid with its title; `behind` is the service behind the sensors, which has a row of its own.
pub(in crate::app::stage) fn view(
    columns: Vec<Column>,
    legend: Legend,
    behind: Option<&'static str>,
    layout: &'static Rack,
) -> Html {
    group("").child(ground(layout, legend, behind)).child(all(columns, layout)).html()
}

/// Title, legend, names of the rows, and places not yet used.
fn ground(layout: &'static Rack, entries: Legend, behind: Option<&'static str>) -> Html {
    let print = entries.iter().fold(Print::new(30).text(layout.frame.class), |print, (_, word, _)| print.text(word));
    part(print, move || {
        let (grid, small) = (layout.grid, layout.small);
        let (x, y) = grid.title;
        let mut all = group("").child(text(grid.heading, (x, y)).text(says::LAST_BATCHES));
        if let Some(step) = grid.rows {
            let names = [says::BATCH].into_iter().chain(NAMES).chain(behind).enumerate();
            for (row, name) in names {
                let name = if layout.frame.width < 500.0 && row == 0 { "" } else { name };
                let y = grid.verdict + step * row as f64 + layout.frame.small * 0.35;
                all = all.child(text(small.plain, (x, y)).text(name));
            }
        }
        if let Some(right) = grid.legend {
            all = all.child(legend(layout, right, y, entries));
        }
        let mut places = Path::default();
        let rows = if grid.rows.is_some() { SENSORS + usize::from(behind.is_some()) } else { 0 };
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

fn legend(layout: &Rack, right: f64, y: f64, entries: Legend) -> Html {
    let (small, size) = (layout.small, layout.frame.small);
    let mut all = group("");
    let mut end = right;
    for &(kind, word, width) in entries {
        let (x, middle) = (end - width, y - size * 0.35);
        all = all.child(text(small.plain, (x + size * 0.8, y)).text(word));
        all = all.child(kind.map_or_else(|| lost(x, middle, size), |kind| glyph(kind, x, middle, size)));
        end -= width + 16.0;
    }
    all.html()
}

fn all(columns: Vec<Column>, layout: &'static Rack) -> Html {
    let print = columns.iter().fold(Print::new(31).text(layout.frame.class), |print, column| {
        print.add(column.number).add(column.unavailable.bits()).add(column.verdict as u64)
    });
    part(print, move || {
        let mut all = group("").child(now(layout, columns.len(), columns.iter().any(|column| column.behind.is_some())));
        for (index, batch) in columns.iter().enumerate() {
            all = all.child(column(layout, index, batch));
        }
        all.html()
    })
}

/// A box around the newest batch.
fn now(layout: &Rack, batches: usize, behind: bool) -> Html {
    let grid = layout.grid;
    let Some(last) = batches.checked_sub(1) else { return group("").html() };
    let width = grid.step - 1.0;
    let (top, rows) =
        (grid.verdict - grid.sizes.0 * 0.8, grid.rows.unwrap_or_default() * (SENSORS + usize::from(behind)) as f64);
    let height = rows + if rows > 0.0 { grid.sizes.0 * 0.8 + grid.sizes.1 * 0.95 } else { grid.sizes.0 * 1.6 };
    let x = grid.first + grid.step * last as f64 - width / 2.0;
    rect("plate", Area::new(x, top, width, height)).attr("rx", "5").html()
}

/// A batch: the verdict, and below it one path for all values that came and one for all that did not.
fn column(layout: &Rack, index: usize, batch: &Column) -> Tag {
    let grid = layout.grid;
    let x = grid.first + grid.step * index as f64;
    let mut column = tag("g", "")
        .key(&batch.number.to_string())
        .attr("data-batch", batch.number.to_string())
        .attr("data-degraded", if batch.degraded { "true" } else { "false" })
        .attr("data-available", batch.available.to_string())
        .attr("data-total", batch.total.to_string())
        .attr("data-answer", if batch.answer { "true" } else { "false" })
        .attr("data-unavailable", batch.unavailable.names(" "))
        .child(glyph(batch.verdict, x, grid.verdict, grid.sizes.0));
    if let Some(step) = grid.rows {
        let (mut discs, mut squares, mut crosses) = (Path::default(), Path::default(), Path::default());
        let half = grid.sizes.1 / 2.0;
        let sensors = (0..batch.total).map(|sensor| !batch.unavailable.contains(sensor));
        for (index, there) in sensors.chain(batch.behind).enumerate() {
            let y = grid.verdict + step * (index + 1) as f64;
            if !there {
                squares.round(x - half + 0.6, y - half + 0.6, 2.0 * half - 1.2, 2.0 * half - 1.2, 1.5);
                crosses.cross(x, y, half * 0.38);
            } else {
                discs.disc(x, y, half);
            }
        }
        // What arrived is lost where the batch is no answer.
        let kept = if batch.answer { "k-ok" } else { "k-stale" };
        column = column.child(group(kept).child(discs.tag("fillf"))).child(
            group("k-bad")
                .child(squares.tag("hollow").attr("stroke-width", "1.3"))
                .child(crosses.tag("sf").attr("stroke-width", "1.3")),
        );
    }
    column
}
