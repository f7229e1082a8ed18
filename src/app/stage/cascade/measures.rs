//! Where everything stands in each drawing of the cascade lab.

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
    /// The places of the sides: of both, or of the run alone.
    pub(super) sides: &'static [Area],
    /// How the four services stand in a side.
    pub(super) shape: Shape,
    /// The plots of how it climbs.
    pub(super) climbs: &'static [Area],
    /// Where the answers to status are counted, for both sides.
    pub(super) status: &'static [Point],
    /// The buttons: where the first begins, how wide each is, and how far it is to the next.
    pub(super) buttons: Option<(Point, f64, f64)>,
    pub(super) small: Small,
}

/// How the four services stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A at the left, B and D in the middle, C at the right.
    Across,
    /// A above, B and D side by side, C below.
    Down,
    /// A row each.
    Rows,
}

/// Classes of small text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    pub(super) plain: &'static str,
    pub(super) quiet: &'static str,
    pub(super) name: &'static str,
    pub(super) head: &'static str,
    pub(super) bold_end: &'static str,
}

const SMALL: Small = Small { plain: "t3", quiet: "t2 i2", name: "t4 b", head: "t4 b", bold_end: "t3 b ct end" };

/// The same for a projector and for a slide.
const LARGE: Small = Small { plain: "t5", quiet: "t4 i2", name: "t5 b", head: "t5 b", bold_end: "t4 b ct end" };

impl Layout {
    /// Where the buttons stand.
    pub(super) fn over(&self) -> Vec<Over> {
        let Some(((x, y), width, step)) = self.buttons else { return Vec::new() };
        (0..4).map(|index| x + step * f64::from(index)).map(|x| Over::between(x, x + width, y)).collect()
    }
}

static WIDE: Layout = Layout {
    frame: Frame {
        class: "cas-wide",
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
    sides: &[Area::new(28.0, 66.0, 610.0, 162.0), Area::new(28.0, 242.0, 610.0, 162.0)],
    shape: Shape::Across,
    climbs: &[Area::new(690.0, 66.0, 218.0, 162.0), Area::new(690.0, 242.0, 218.0, 162.0)],
    status: &[],
    buttons: Some(((28.0, 412.0), 92.0, 100.0)),
    small: SMALL,
};

static EMBED: Layout = Layout {
    frame: Frame {
        class: "cas-embed",
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
    sides: &[Area::new(30.0, 66.0, 610.0, 228.0)],
    shape: Shape::Across,
    climbs: &[Area::new(700.0, 66.0, 230.0, 228.0)],
    status: &[(30.0, 328.0), (480.0, 328.0)],
    buttons: Some(((30.0, 350.0), 110.0, 120.0)),
    small: LARGE,
};

static PRESENT: Layout = Layout {
    frame: Frame {
        class: "cas-present",
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
    sides: &[Area::new(30.0, 70.0, 740.0, 182.0), Area::new(30.0, 264.0, 740.0, 182.0)],
    shape: Shape::Across,
    climbs: &[Area::new(836.0, 70.0, 244.0, 182.0), Area::new(836.0, 264.0, 244.0, 182.0)],
    status: &[],
    buttons: Some(((30.0, 456.0), 110.0, 120.0)),
    small: LARGE,
};

static COMPACT: Layout = Layout {
    frame: Frame {
        class: "cas-compact",
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
    sides: &[Area::new(24.0, 62.0, 672.0, 208.0), Area::new(24.0, 282.0, 672.0, 208.0)],
    shape: Shape::Across,
    climbs: &[],
    status: &[],
    buttons: Some(((24.0, 502.0), 110.0, 120.0)),
    small: LARGE,
};

static PHONE: Layout = Layout {
    frame: Frame {
        class: "cas-phone",
        width: 374.0,
        height: 530.0,
        small: 12.0,
        headline: (16.0, 34.0),
        second_line: Some(54.0),
        title: "t6 b ct",
        clause: "t4 i2",
        below: 0.0,
    },
    sign: 22.0,
    brief: true,
    sides: &[Area::new(16.0, 66.0, 342.0, 358.0)],
    shape: Shape::Down,
    climbs: &[],
    status: &[(16.0, 448.0), (16.0, 468.0)],
    buttons: Some(((16.0, 484.0), 80.0, 87.0)),
    small: SMALL,
};

static LOW: Layout = Layout {
    frame: Frame {
        class: "cas-low",
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
    sides: &[Area::new(14.0, 44.0, 452.0, 190.0)],
    shape: Shape::Rows,
    climbs: &[],
    status: &[(14.0, 256.0), (14.0, 274.0)],
    buttons: Some(((14.0, 286.0), 80.0, 88.0)),
    small: SMALL,
};

static TINY: Layout = Layout {
    frame: Frame { class: "cas-small", height: 220.0, ..LOW.frame },
    sides: &[Area::new(14.0, 40.0, 452.0, 148.0)],
    status: &[(14.0, 208.0)],
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
