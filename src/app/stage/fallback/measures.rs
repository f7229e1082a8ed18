//! Where everything stands in each drawing of the fallback lab.

use crate::app::plot::draw::{Area, Point};
use crate::app::stage::Drawing;
use crate::app::stage::frame::Frame;
use crate::app::stage::over::Over;

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) frame: Frame,
    /// The size of the sign before the headline.
    pub(super) sign: f64,
    /// Whether the clause behind the headline has to be short.
    pub(super) brief: bool,
    /// From the highest step to the ground of all.
    pub(super) steps: Area,
    pub(super) shape: Shape,
    /// Where the monitoring is told of.
    pub(super) monitoring: Option<Point>,
    /// The chart of where calls landed.
    pub(super) chart: Option<Area>,
    /// The letters: where their count stands, and how wide their place is.
    pub(super) letters: (Point, f64),
    /// How many of them have a row of their own.
    pub(super) rows: usize,
    /// The buttons: where each begins and how wide it is.
    pub(super) buttons: Option<[(Point, f64); 3]>,
    pub(super) small: Small,
}

/// How the steps stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// Side by side, each lower than the one before by so much.
    Stairs(f64),
    /// Below each other, each further in by so much.
    Rows(f64),
}

/// Classes of small text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    pub(super) plain: &'static str,
    pub(super) quiet: &'static str,
    pub(super) quiet_end: &'static str,
    pub(super) name: &'static str,
    pub(super) head: &'static str,
    /// The share of a step.
    pub(super) share: &'static str,
    /// What failed.
    pub(super) tone: &'static str,
    /// How many letters there are.
    pub(super) count: &'static str,
    /// Whether the number of calls stands below the share.
    pub(super) below: bool,
}

const SMALL: Small = Small {
    plain: "t3 i2",
    quiet: "t2 i2",
    quiet_end: "t2 i2 end",
    name: "t4 b",
    head: "t4 b",
    share: "t7 b ct",
    tone: "t2 b ct",
    count: "t6 b",
    below: true,
};

/// The same for a projector and for a slide.
const LARGE: Small = Small {
    plain: "t4 i2",
    quiet: "t4 i2",
    quiet_end: "t4 i2 end",
    name: "t5 b",
    head: "t5 b",
    share: "t8 b ct",
    tone: "t4 b ct",
    count: "t6 b",
    below: false,
};

impl Layout {
    /// Where the buttons stand.
    pub(super) fn over(&self) -> Vec<Over> {
        let places = self.buttons.iter().flatten();
        places.map(|((x, y), width)| Over::between(*x, x + width, *y)).collect()
    }
}

static WIDE: Layout = Layout {
    frame: Frame {
        class: "fal-wide",
        width: 936.0,
        height: 448.0,
        small: 12.0,
        headline: (28.0, 44.0),
        second_line: None,
        title: "t7 b ct",
        clause: "t5 i2",
        below: 0.0,
    },
    sign: 26.0,
    brief: false,
    steps: Area::new(28.0, 118.0, 600.0, 232.0),
    shape: Shape::Stairs(40.0),
    monitoring: Some((28.0, 428.0)),
    chart: Some(Area::new(668.0, 76.0, 240.0, 196.0)),
    letters: ((668.0, 312.0), 240.0),
    rows: 2,
    buttons: Some([((36.0, 314.0), 104.0), ((156.0, 314.0), 104.0), ((800.0, 412.0), 108.0)]),
    small: SMALL,
};

static EMBED: Layout = Layout {
    frame: Frame {
        class: "fal-embed",
        width: 960.0,
        height: 396.0,
        small: 15.0,
        headline: (30.0, 49.0),
        second_line: None,
        title: "t8 b ct",
        clause: "t6 i2",
        below: 0.0,
    },
    sign: 32.0,
    brief: true,
    steps: Area::new(30.0, 104.0, 900.0, 188.0),
    shape: Shape::Stairs(32.0),
    monitoring: Some((300.0, 371.0)),
    chart: None,
    letters: ((752.0, 176.0), 178.0),
    rows: 0,
    buttons: Some([((30.0, 352.0), 122.0), ((162.0, 352.0), 122.0), ((810.0, 352.0), 120.0)]),
    small: LARGE,
};

static PRESENT: Layout = Layout {
    frame: Frame {
        class: "fal-present",
        width: 1110.0,
        height: 494.0,
        small: 15.0,
        headline: (30.0, 50.0),
        second_line: None,
        title: "t8 b ct",
        clause: "t6 i2",
        below: 0.0,
    },
    sign: 32.0,
    brief: false,
    steps: Area::new(30.0, 124.0, 1050.0, 252.0),
    shape: Shape::Stairs(42.0),
    monitoring: Some((320.0, 470.0)),
    chart: None,
    letters: ((872.0, 238.0), 208.0),
    rows: 0,
    buttons: Some([((30.0, 450.0), 130.0), ((170.0, 450.0), 130.0), ((950.0, 450.0), 130.0)]),
    small: LARGE,
};

static COMPACT: Layout = Layout {
    frame: Frame {
        class: "fal-compact",
        width: 720.0,
        height: 540.0,
        small: 15.0,
        headline: (24.0, 44.0),
        second_line: None,
        title: "t7 b ct",
        clause: "t5 i2",
        below: 0.0,
    },
    sign: 26.0,
    brief: true,
    steps: Area::new(24.0, 106.0, 672.0, 238.0),
    shape: Shape::Stairs(40.0),
    monitoring: Some((24.0, 428.0)),
    chart: None,
    letters: ((24.0, 466.0), 672.0),
    rows: 0,
    buttons: Some([((24.0, 500.0), 130.0), ((164.0, 500.0), 130.0), ((566.0, 500.0), 130.0)]),
    small: Small { share: "t7 b ct", ..LARGE },
};

static PHONE: Layout = Layout {
    frame: Frame {
        class: "fal-phone",
        width: 374.0,
        height: 460.0,
        small: 12.0,
        headline: (16.0, 34.0),
        second_line: Some(54.0),
        title: "t6 b ct",
        clause: "t4 i2",
        below: 0.0,
    },
    sign: 22.0,
    brief: true,
    steps: Area::new(16.0, 66.0, 342.0, 270.0),
    shape: Shape::Rows(18.0),
    monitoring: Some((16.0, 356.0)),
    chart: None,
    letters: ((16.0, 380.0), 342.0),
    rows: 0,
    buttons: Some([((16.0, 412.0), 108.0), ((132.0, 412.0), 108.0), ((248.0, 412.0), 110.0)]),
    small: Small { share: "t6 b ct end", count: "t5 b", ..SMALL },
};

static LOW: Layout = Layout {
    frame: Frame {
        class: "fal-low",
        width: 480.0,
        height: 322.0,
        small: 12.0,
        headline: (14.0, 32.0),
        second_line: None,
        title: "t6 b ct",
        clause: "t3 i2",
        below: 0.0,
    },
    sign: 22.0,
    brief: true,
    steps: Area::new(14.0, 44.0, 452.0, 184.0),
    shape: Shape::Rows(22.0),
    monitoring: Some((14.0, 244.0)),
    chart: None,
    letters: ((14.0, 267.0), 452.0),
    rows: 0,
    buttons: Some([((14.0, 290.0), 104.0), ((126.0, 290.0), 104.0), ((362.0, 290.0), 104.0)]),
    small: Small { share: "t5 b ct end", count: "t5 b", ..SMALL },
};

static TINY: Layout = Layout {
    frame: Frame { class: "fal-small", height: 220.0, ..LOW.frame },
    steps: Area::new(14.0, 40.0, 452.0, 152.0),
    monitoring: None,
    letters: ((14.0, 212.0), 452.0),
    buttons: None,
    ..LOW
};

/// The measures of a drawing.
pub(super) fn of(drawing: Drawing) -> &'static Layout {
    match drawing {
        Drawing::Wide => &WIDE,
        Drawing::Embed => &EMBED,
        Drawing::Present => &PRESENT,
        Drawing::Compact => &COMPACT,
        Drawing::Phone => &PHONE,
        Drawing::Low => &LOW,
        Drawing::Small => &TINY,
    }
}
