//! Tables and numbers as text.

use comfy_table::{CellAlignment, Table, presets};

/// A table that is valid Markdown as well, with the given columns aligned to the right.
pub(crate) fn table(header: &[&str], right: &[usize], rows: Vec<Vec<String>>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN).set_header(header);
    table.add_rows(rows);
    for index in right {
        if let Some(column) = table.column_mut(*index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// A measured number: whole ones as they are, others with about five figures.
pub(crate) fn number(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e15 {
        return format!("{value}");
    }
    let places = match value.abs() {
        large if large >= 1_000.0 => 1,
        middle if middle >= 10.0 => 2,
        small if small >= 1.0 => 4,
        _ => 5,
    };
    format!("{value:.places$}")
}
