//! Where everything stands, for each of the drawings, in the units of its view box.

use crate::app::stage::Drawing;

/// The places and type sizes of one drawing.
#[derive(Debug, PartialEq)]
pub(super) struct Layout {
    pub(super) class: &'static str,
    pub(super) view_box: &'static str,
    /// The headline's baseline, its sign's size, the clause's own place if it needs one, and the batch's number.
    pub(super) headline: (f64, f64),
    pub(super) sign: f64,
    pub(super) clause: Option<(f64, f64)>,
    pub(super) number: (f64, f64),
    /// Type: headline, clause, notes, names, values, states, rates.
    pub(super) title: &'static str,
    pub(super) sub: &'static str,
    pub(super) small: &'static str,
    pub(super) label: &'static str,
    pub(super) figure: &'static str,
    pub(super) state: &'static str,
    pub(super) tiny: &'static str,
    /// The first card's corner, a card's size, and the step from card to card.
    pub(super) cards: (f64, f64),
    pub(super) card: (f64, f64),
    pub(super) pitch: f64,
    /// Within a card: baselines of name and value, the sparkline's top, the foot's height, the size of its mark.
    pub(super) name: f64,
    pub(super) value: f64,
    pub(super) spark: Option<f64>,
    pub(super) foot: f64,
    pub(super) mark: f64,
    /// The tray's top and height.
    pub(super) tray: (f64, f64),
    /// The grid's title baseline; its first column, the step from column to column, the first row and the step.
    pub(super) grid_title: (f64, f64),
    pub(super) columns: (f64, f64),
    pub(super) rows: (f64, f64),
    /// Whether each sensor has a row; the verdict always has.
    pub(super) sensors: bool,
    /// The sizes of the verdict's sign and of a cell's.
    pub(super) cell: (f64, f64),
    /// The twin: left, right, top.
    pub(super) twin: (f64, f64, f64),
}

impl Layout {
    pub(super) fn of(drawing: Drawing) -> &'static Self {
        match drawing {
            Drawing::Wide => &WIDE,
            Drawing::Embed | Drawing::Present => &EMBED,
            Drawing::Phone => &PHONE,
        }
    }

    pub(super) fn card_x(&self, index: usize) -> f64 {
        self.cards.0 + index as f64 * self.pitch
    }
}

static WIDE: Layout = Layout {
    class: "bat bat-wide",
    view_box: "0 0 936 440",
    headline: (28.0, 44.0),
    sign: 28.0,
    clause: None,
    number: (600.0, 44.0),
    title: "t7",
    sub: "t5",
    small: "t2",
    label: "t4",
    figure: "t6",
    state: "t3",
    tiny: "t1",
    cards: (28.0, 62.0),
    card: (108.0, 132.0),
    pitch: 116.0,
    name: 20.0,
    value: 48.0,
    spark: Some(60.0),
    foot: 28.0,
    mark: 15.0,
    tray: (218.0, 54.0),
    grid_title: (28.0, 334.0),
    columns: (83.0, 22.2),
    rows: (350.0, 15.6),
    sensors: true,
    cell: (14.0, 10.0),
    twin: (650.0, 908.0, 44.0),
};

static EMBED: Layout = Layout {
    class: "bat bat-embed",
    view_box: "0 0 960 402",
    headline: (28.0, 48.0),
    sign: 34.0,
    clause: None,
    number: (632.0, 362.0),
    title: "t8",
    sub: "t6",
    small: "t4",
    label: "t5",
    figure: "t7",
    state: "t4",
    tiny: "t4",
    cards: (28.0, 72.0),
    card: (116.0, 112.0),
    pitch: 122.0,
    name: 25.0,
    value: 64.0,
    spark: None,
    foot: 34.0,
    mark: 18.0,
    tray: (208.0, 62.0),
    grid_title: (28.0, 362.0),
    columns: (40.0, 25.4),
    rows: (384.0, 0.0),
    sensors: false,
    cell: (19.0, 0.0),
    twin: (682.0, 932.0, 48.0),
};

static PHONE: Layout = Layout {
    class: "bat bat-phone",
    view_box: "0 0 358 596",
    headline: (14.0, 38.0),
    sign: 26.0,
    clause: Some((14.0, 62.0)),
    number: (344.0, 38.0),
    title: "t7",
    sub: "t4",
    small: "t2",
    label: "t4",
    figure: "t5",
    state: "t2",
    tiny: "t2",
    cards: (10.0, 78.0),
    card: (338.0, 50.0),
    pitch: 0.0,
    name: 0.0,
    value: 0.0,
    spark: None,
    foot: 0.0,
    mark: 13.0,
    tray: (0.0, 0.0),
    grid_title: (14.0, 376.0),
    columns: (20.0, 13.9),
    rows: (394.0, 0.0),
    sensors: false,
    cell: (13.0, 0.0),
    twin: (14.0, 344.0, 436.0),
};
