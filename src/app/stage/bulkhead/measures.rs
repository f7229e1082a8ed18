//! Where everything stands in each drawing of the bulkhead lab.

use crate::app::plot::draw::{Area, Point};
use crate::app::stage::Drawing;
use crate::app::stage::frame::Frame;
use crate::app::stage::over::Over;

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) frame: Frame,
    /// How long the words of the headline may be.
    pub(super) words: Words,
    pub(super) shape: Shape,
    /// The hull of the one pool; its title stands above it.
    pub(super) pool: Area,
    /// The hull with the wall, likewise.
    pub(super) wall: Area,
    /// Where the names of the kinds begin, before their hulls.
    pub(super) names: f64,
    /// The columns of what became of calls, behind their hulls.
    pub(super) results: Option<(f64, f64)>,
    /// The same as lines: orders of the pool, and of the wall; then the reports of both, where there is room.
    pub(super) lines: &'static [Point],
    /// The limiter and the connections.
    pub(super) limiter: Option<Area>,
    /// The same as lines; all in the first where there is only one.
    pub(super) notes: &'static [Point],
    /// The orders of each second, of both sides.
    pub(super) seconds: Option<Area>,
    /// The buttons: where the first begins, how wide each is, and how far it is to the next.
    pub(super) buttons: Option<(Point, f64, f64)>,
    /// How wide the counts in a hull are.
    pub(super) counts: f64,
    pub(super) small: Small,
}

/// How long words may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    Full,
    Brief,
    Short,
}

/// How the hulls are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A wall that lies between two rows.
    Across,
    /// A wall that stands between two halves.
    Upright,
    /// A row for the pool and for each kind, and no hull.
    Rows,
}

/// Classes of small text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    pub(super) plain: &'static str,
    pub(super) bold: &'static str,
    pub(super) quiet: &'static str,
    pub(super) quiet_end: &'static str,
    pub(super) more: &'static str,
    pub(super) name: &'static str,
    pub(super) head: &'static str,
    pub(super) bold_end: &'static str,
}

const SMALL: Small = Small {
    plain: "t3",
    bold: "t4 b",
    quiet: "t2 i2",
    quiet_end: "t2 i2 end",
    more: "t2 i2 reg",
    name: "t4 b",
    head: "t4 b",
    bold_end: "t3 b ct end",
};

/// The same for a projector and for a slide.
const LARGE: Small = Small {
    plain: "t4",
    bold: "t5 b",
    quiet: "t4 i2",
    quiet_end: "t4 i2 end",
    more: "t4 i2 reg",
    name: "t5 b",
    head: "t5 b",
    bold_end: "t4 b ct end",
};

impl Layout {
    /// Where the buttons stand.
    pub(super) fn over(&self) -> Vec<Over> {
        let Some(((x, y), width, step)) = self.buttons else { return Vec::new() };
        (0..2).map(|index| x + step * f64::from(index)).map(|x| Over::between(x, x + width, y)).collect()
    }
}

static WIDE: Layout = Layout {
    frame: Frame {
        class: "bul-wide",
        width: 936.0,
        height: 448.0,
        small: 12.0,
        headline: (28.0, 44.0),
        second_line: None,
        title: "t7 b ct",
        clause: "t5 i2",
        below: 0.0,
    },
    words: Words::Full,
    shape: Shape::Across,
    pool: Area::new(144.0, 90.0, 468.0, 96.0),
    wall: Area::new(144.0, 220.0, 468.0, 120.0),
    names: 28.0,
    results: Some((630.0, 706.0)),
    lines: &[],
    limiter: Some(Area::new(800.0, 66.0, 112.0, 336.0)),
    notes: &[],
    seconds: Some(Area::new(144.0, 358.0, 624.0, 42.0)),
    buttons: Some(((28.0, 412.0), 112.0, 120.0)),
    counts: 122.0,
    small: SMALL,
};

static EMBED: Layout = Layout {
    frame: Frame {
        class: "bul-embed",
        width: 960.0,
        height: 396.0,
        small: 15.0,
        headline: (30.0, 46.0),
        second_line: None,
        title: "t8 b ct",
        clause: "t6 i2",
        below: 0.0,
    },
    words: Words::Brief,
    shape: Shape::Across,
    pool: Area::new(184.0, 88.0, 540.0, 88.0),
    wall: Area::new(184.0, 206.0, 540.0, 108.0),
    names: 30.0,
    results: Some((746.0, 848.0)),
    lines: &[],
    limiter: None,
    notes: &[(30.0, 336.0)],
    seconds: None,
    buttons: Some(((30.0, 350.0), 140.0, 152.0)),
    counts: 156.0,
    small: LARGE,
};

static PRESENT: Layout = Layout {
    frame: Frame {
        class: "bul-present",
        width: 1110.0,
        height: 494.0,
        small: 15.0,
        headline: (30.0, 50.0),
        second_line: None,
        title: "t8 b ct",
        clause: "t6 i2",
        below: 0.0,
    },
    words: Words::Brief,
    shape: Shape::Across,
    pool: Area::new(190.0, 100.0, 530.0, 104.0),
    wall: Area::new(190.0, 242.0, 530.0, 132.0),
    names: 30.0,
    results: Some((738.0, 832.0)),
    lines: &[],
    limiter: Some(Area::new(938.0, 80.0, 146.0, 366.0)),
    notes: &[],
    seconds: Some(Area::new(190.0, 396.0, 716.0, 48.0)),
    buttons: Some(((30.0, 456.0), 140.0, 152.0)),
    counts: 172.0,
    small: LARGE,
};

static COMPACT: Layout = Layout {
    frame: Frame {
        class: "bul-compact",
        width: 720.0,
        height: 520.0,
        small: 15.0,
        headline: (24.0, 44.0),
        second_line: None,
        title: "t7 b ct",
        clause: "t5 i2",
        below: 0.0,
    },
    words: Words::Brief,
    shape: Shape::Across,
    pool: Area::new(164.0, 92.0, 376.0, 100.0),
    wall: Area::new(164.0, 232.0, 376.0, 128.0),
    names: 24.0,
    results: Some((560.0, 642.0)),
    lines: &[],
    limiter: None,
    notes: &[(24.0, 388.0), (24.0, 410.0)],
    seconds: Some(Area::new(164.0, 424.0, 532.0, 44.0)),
    buttons: Some(((24.0, 482.0), 140.0, 152.0)),
    counts: 156.0,
    small: LARGE,
};

static PHONE: Layout = Layout {
    frame: Frame {
        class: "bul-phone",
        width: 374.0,
        height: 514.0,
        small: 12.0,
        headline: (16.0, 34.0),
        second_line: None,
        title: "t6 b ct",
        clause: "t3 i2",
        below: 0.0,
    },
    words: Words::Short,
    shape: Shape::Upright,
    pool: Area::new(16.0, 68.0, 342.0, 92.0),
    wall: Area::new(16.0, 234.0, 342.0, 112.0),
    names: 16.0,
    results: None,
    lines: &[(16.0, 180.0), (16.0, 366.0), (16.0, 199.0), (16.0, 385.0)],
    limiter: None,
    notes: &[(16.0, 412.0), (16.0, 431.0)],
    seconds: None,
    buttons: Some(((16.0, 460.0), 120.0, 128.0)),
    counts: 0.0,
    small: SMALL,
};

static LOW: Layout = Layout {
    frame: Frame {
        class: "bul-low",
        width: 480.0,
        height: 322.0,
        small: 12.0,
        headline: (14.0, 32.0),
        second_line: None,
        title: "t6 b ct",
        clause: "t3 i2",
        below: 0.0,
    },
    words: Words::Brief,
    shape: Shape::Rows,
    pool: Area::new(14.0, 48.0, 452.0, 40.0),
    wall: Area::new(14.0, 92.0, 452.0, 84.0),
    names: 14.0,
    results: None,
    lines: &[(14.0, 200.0), (14.0, 220.0)],
    limiter: None,
    notes: &[(14.0, 246.0), (14.0, 266.0)],
    seconds: None,
    buttons: Some(((14.0, 284.0), 120.0, 128.0)),
    counts: 112.0,
    small: SMALL,
};

static TINY: Layout = Layout {
    frame: Frame { class: "bul-small", height: 220.0, ..LOW.frame },
    pool: Area::new(14.0, 44.0, 452.0, 38.0),
    wall: Area::new(14.0, 84.0, 452.0, 78.0),
    lines: &[(14.0, 186.0), (14.0, 206.0)],
    notes: &[],
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
