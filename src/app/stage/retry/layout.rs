//! Where everything stands, for each of the drawings, in the units of its view box.

use crate::app::stage::Drawing;

/// The places and type sizes of one drawing.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) class: &'static str,
    pub(super) view_box: &'static str,
    pub(super) headline: (f64, f64),
    pub(super) second_line: Option<f64>,
    /// Type: headline, clause, labels, notes.
    pub(super) title: &'static str,
    pub(super) sub: &'static str,
    pub(super) label: &'static str,
    pub(super) note: &'static str,
    /// The lanes: left and right of time, the first lane's middle, the step, the bars' height, the focus lane's extra.
    pub(super) time: (f64, f64),
    pub(super) lanes: (f64, f64),
    pub(super) bar: f64,
    pub(super) focus: f64,
    /// The number's place before a lane.
    pub(super) numbers: f64,
    /// The legend's baseline, if there is room for one.
    pub(super) legend: Option<f64>,
    /// What fails for good: left, right, top.
    pub(super) tally: (f64, f64, f64),
    /// The storm: left, right, top, height.
    pub(super) storm: (f64, f64, f64, f64),
}

impl Layout {
    pub(super) fn of(drawing: Drawing) -> &'static Self {
        match drawing {
            Drawing::Wide => &WIDE,
            Drawing::Embed | Drawing::Present => &EMBED,
            Drawing::Phone => &PHONE,
        }
    }
}

static WIDE: Layout = Layout {
    class: "ret-wide",
    view_box: "0 0 936 436",
    headline: (28.0, 44.0),
    second_line: None,
    title: "t7",
    sub: "t5",
    label: "t3",
    note: "t2",
    time: (60.0, 600.0),
    lanes: (100.0, 27.0),
    bar: 16.0,
    focus: 34.0,
    numbers: 42.0,
    legend: Some(424.0),
    tally: (648.0, 908.0, 214.0),
    storm: (648.0, 908.0, 334.0, 92.0),
};

static EMBED: Layout = Layout {
    class: "ret-embed",
    view_box: "0 0 960 402",
    headline: (28.0, 48.0),
    second_line: None,
    title: "t8",
    sub: "t5",
    label: "t4",
    note: "t4",
    time: (66.0, 610.0),
    lanes: (104.0, 30.0),
    bar: 19.0,
    focus: 0.0,
    numbers: 48.0,
    legend: None,
    tally: (668.0, 932.0, 74.0),
    storm: (668.0, 932.0, 232.0, 158.0),
};

static PHONE: Layout = Layout {
    class: "ret-phone",
    view_box: "0 0 358 596",
    headline: (14.0, 38.0),
    second_line: Some(62.0),
    title: "t7",
    sub: "t3",
    label: "t2",
    note: "t2",
    time: (34.0, 280.0),
    lanes: (104.0, 23.0),
    bar: 13.0,
    focus: 0.0,
    numbers: 24.0,
    legend: None,
    tally: (14.0, 344.0, 352.0),
    storm: (14.0, 344.0, 476.0, 112.0),
};
