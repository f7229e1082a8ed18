//! Where everything stands in each drawing of the dashboard lab.

use crate::app::plot::draw::{Area, Point};
use crate::app::stage::Drawing;
use crate::app::stage::frame::Frame;
use crate::app::stage::over::Over;

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) frame: Frame,
    /// The size of the states' signs beside the headline, and where they begin.
    pub(super) sign: f64,
    pub(super) counts: [f64; 3],
    /// Whether they have words.
    pub(super) says_states: bool,
    pub(super) rows: Rows,
    /// The alerts: the place of all, how high a card is, and how many there is room for. Without cards, a line.
    pub(super) alerts: Alerts,
    pub(super) asked: Asked,
    /// The buttons: from one side to the other, and from where to where down.
    pub(super) buttons: Option<Area>,
    pub(super) small: Small,
}

/// The rows.
#[derive(Debug)]
pub(super) struct Rows {
    /// Where the first begins, and how wide they are.
    pub(super) from: Point,
    pub(super) width: f64,
    /// How high each is.
    pub(super) step: f64,
    /// How many; all others are one line below them.
    pub(super) shown: usize,
    /// The baseline of the columns' heads.
    pub(super) heads: Option<f64>,
    /// The sign of a row: where its middle is, and how large.
    pub(super) sign: (f64, f64),
    pub(super) name: f64,
    /// Where the state's word begins; under the name if that is where the name begins.
    pub(super) state: f64,
    /// The bar of the share that failed, and where its number ends.
    pub(super) bar: Option<(f64, f64)>,
    pub(super) share: f64,
    /// Whether that stands above its bar, with a word, and begins there.
    pub(super) says_failed: bool,
    pub(super) spark: Option<(f64, f64)>,
    /// Where the number of openings ends.
    pub(super) opened: Option<f64>,
    /// The bar of the score, and where its number ends.
    pub(super) score_bar: Option<(f64, f64)>,
    pub(super) score: f64,
    /// Whether it says what was taken off.
    pub(super) says_less: bool,
}

/// The alerts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Alerts {
    /// Cards below a heading.
    Cards { place: Area, high: f64, most: usize },
    /// A line each.
    Lines { from: Point, right: f64, step: f64, most: usize },
}

/// The three questions.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked {
    /// A question and its answer, beside each other.
    Across { starts: [f64; 3], question: f64, answer: f64, says_whom: bool },
    /// The numbers alone.
    Numbers { starts: [f64; 3], at: f64 },
    /// None.
    None,
}

/// Classes of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    pub(super) plain: &'static str,
    pub(super) quiet: &'static str,
    pub(super) quiet_end: &'static str,
    pub(super) name: &'static str,
    pub(super) state: &'static str,
    pub(super) share: &'static str,
    pub(super) score: &'static str,
    pub(super) head: &'static str,
    pub(super) bold: &'static str,
    pub(super) answer: &'static str,
    pub(super) count: &'static str,
    pub(super) word: &'static str,
}

const SMALL: Small = Small {
    plain: "t2",
    quiet: "t2 i2",
    quiet_end: "t2 i2 end",
    name: "t3 b",
    state: "t2 b ct",
    share: "t3 b end",
    score: "t4 b end",
    head: "t3 b",
    bold: "t2 b",
    answer: "t5 b",
    count: "t5 b",
    word: "t4 i2",
};

/// The same for a projector and for a slide.
const LARGE: Small = Small {
    plain: "t4",
    quiet: "t4 i2",
    quiet_end: "t4 i2 end",
    name: "t4 b",
    state: "t4 b ct",
    share: "t4 b end",
    score: "t6 b end",
    head: "t4 b",
    bold: "t4 b",
    answer: "t5 b",
    count: "t6 b",
    word: "t5 i2",
};

impl Layout {
    /// Where the buttons stand.
    pub(super) fn over(&self) -> Vec<Over> {
        self.buttons
            .map(|area| Over::between(area.x, area.right(), area.y).down_to(area.bottom()))
            .into_iter()
            .collect()
    }

    /// Whether what a monitor reads can be opened below.
    pub(super) fn has_drawers(&self) -> bool {
        self.frame.below > 0.0
    }
}

/// How high the line of drawers is, in CSS pixels.
const DRAWERS: f64 = 34.0;

static WIDE: Layout = Layout {
    frame: Frame {
        class: "das-wide",
        width: 936.0,
        height: 420.0,
        small: 12.0,
        headline: (28.0, 40.0),
        second_line: None,
        title: "t7 b",
        clause: "t5 i2",
        below: DRAWERS,
    },
    sign: 24.0,
    counts: [270.0, 370.0, 496.0],
    says_states: true,
    rows: Rows {
        from: (28.0, 70.0),
        width: 624.0,
        step: 33.0,
        shown: 8,
        heads: Some(64.0),
        sign: (132.0, 20.0),
        name: 28.0,
        state: 148.0,
        bar: Some((232.0, 80.0)),
        share: 356.0,
        says_failed: false,
        spark: Some((370.0, 62.0)),
        opened: Some(466.0),
        score_bar: Some((484.0, 126.0)),
        score: 652.0,
        says_less: true,
    },
    alerts: Alerts::Cards { place: Area::new(674.0, 52.0, 238.0, 282.0), high: 63.0, most: 4 },
    asked: Asked::Across { starts: [28.0, 350.0, 640.0], question: 352.0, answer: 374.0, says_whom: true },
    buttons: Some(Area::new(28.0, 387.0, 884.0, 26.0)),
    small: SMALL,
};

static EMBED: Layout = Layout {
    frame: Frame {
        class: "das-embed",
        width: 960.0,
        height: 396.0,
        small: 15.0,
        headline: (30.0, 49.0),
        second_line: None,
        title: "t8 b",
        clause: "t6 i2",
        below: 0.0,
    },
    sign: 32.0,
    counts: [330.0, 462.0, 630.0],
    says_states: true,
    rows: Rows {
        from: (30.0, 72.0),
        width: 600.0,
        step: 62.0,
        shown: 4,
        heads: None,
        sign: (50.0, 38.0),
        name: 84.0,
        state: 84.0,
        bar: Some((282.0, 150.0)),
        share: 282.0,
        says_failed: true,
        spark: Some((460.0, 90.0)),
        opened: None,
        score_bar: None,
        score: 624.0,
        says_less: false,
    },
    alerts: Alerts::Cards { place: Area::new(654.0, 66.0, 276.0, 268.0), high: 78.0, most: 3 },
    asked: Asked::None,
    buttons: Some(Area::new(30.0, 356.0, 900.0, 30.0)),
    small: LARGE,
};

static PRESENT: Layout = Layout {
    frame: Frame {
        class: "das-present",
        width: 1360.0,
        height: 494.0,
        small: 15.0,
        headline: (30.0, 50.0),
        second_line: None,
        title: "t8 b",
        clause: "t6 i2",
        below: 0.0,
    },
    sign: 32.0,
    counts: [380.0, 530.0, 720.0],
    says_states: true,
    rows: Rows {
        from: (30.0, 74.0),
        width: 900.0,
        step: 42.0,
        shown: 8,
        heads: None,
        sign: (48.0, 28.0),
        name: 76.0,
        state: 230.0,
        bar: Some((430.0, 200.0)),
        share: 430.0,
        says_failed: true,
        spark: Some((670.0, 150.0)),
        opened: None,
        score_bar: None,
        score: 924.0,
        says_less: false,
    },
    alerts: Alerts::Cards { place: Area::new(966.0, 58.0, 364.0, 345.0), high: 78.0, most: 4 },
    asked: Asked::Numbers { starts: [30.0, 330.0, 630.0], at: 430.0 },
    buttons: Some(Area::new(30.0, 454.0, 1300.0, 30.0)),
    small: LARGE,
};

static COMPACT: Layout = Layout {
    frame: Frame {
        class: "das-compact",
        width: 720.0,
        height: 580.0,
        small: 15.0,
        headline: (24.0, 44.0),
        second_line: None,
        title: "t7 b",
        clause: "t5 i2",
        below: DRAWERS,
    },
    sign: 26.0,
    counts: [300.0, 420.0, 570.0],
    says_states: true,
    rows: Rows {
        from: (24.0, 62.0),
        width: 672.0,
        step: 38.0,
        shown: 8,
        heads: None,
        sign: (40.0, 26.0),
        name: 64.0,
        state: 176.0,
        bar: Some((372.0, 130.0)),
        share: 372.0,
        says_failed: true,
        spark: Some((530.0, 90.0)),
        opened: None,
        score_bar: None,
        score: 692.0,
        says_less: false,
    },
    alerts: Alerts::Lines { from: (24.0, 394.0), right: 696.0, step: 22.0, most: 3 },
    asked: Asked::Numbers { starts: [24.0, 250.0, 460.0], at: 478.0 },
    buttons: Some(Area::new(24.0, 506.0, 672.0, 66.0)),
    small: LARGE,
};

static PHONE: Layout = Layout {
    frame: Frame {
        class: "das-phone",
        width: 374.0,
        height: 628.0,
        small: 12.0,
        headline: (16.0, 36.0),
        second_line: None,
        title: "t7 b",
        clause: "t4 i2",
        below: DRAWERS,
    },
    sign: 20.0,
    counts: [230.0, 280.0, 330.0],
    says_states: false,
    rows: Rows {
        from: (16.0, 58.0),
        width: 342.0,
        step: 41.0,
        shown: 8,
        heads: Some(52.0),
        sign: (30.0, 26.0),
        name: 50.0,
        state: 50.0,
        bar: None,
        share: 206.0,
        says_failed: false,
        spark: None,
        opened: None,
        score_bar: Some((222.0, 88.0)),
        score: 356.0,
        says_less: false,
    },
    alerts: Alerts::Lines { from: (16.0, 408.0), right: 358.0, step: 22.0, most: 4 },
    asked: Asked::Numbers { starts: [16.0, 138.0, 252.0], at: 520.0 },
    buttons: Some(Area::new(16.0, 544.0, 342.0, 78.0)),
    small: SMALL,
};

static LOW: Layout = Layout {
    frame: Frame {
        class: "das-low",
        width: 480.0,
        height: 322.0,
        small: 12.0,
        headline: (14.0, 30.0),
        second_line: None,
        title: "t6 b",
        clause: "t3 i2",
        below: 0.0,
    },
    sign: 20.0,
    counts: [230.0, 312.0, 400.0],
    says_states: false,
    rows: Rows {
        from: (14.0, 40.0),
        width: 452.0,
        step: 24.0,
        shown: 8,
        heads: None,
        sign: (24.0, 18.0),
        name: 40.0,
        state: 136.0,
        bar: Some((258.0, 74.0)),
        share: 374.0,
        says_failed: false,
        spark: Some((384.0, 50.0)),
        opened: None,
        score_bar: None,
        score: 464.0,
        says_less: false,
    },
    alerts: Alerts::Lines { from: (14.0, 250.0), right: 466.0, step: 20.0, most: 1 },
    asked: Asked::None,
    buttons: Some(Area::new(14.0, 260.0, 452.0, 56.0)),
    small: SMALL,
};

static TINY: Layout = Layout {
    frame: Frame { class: "das-small", height: 220.0, ..LOW.frame },
    rows: Rows { shown: 6, step: 25.0, ..LOW.rows },
    alerts: Alerts::Lines { from: (14.0, 211.0), right: 466.0, step: 20.0, most: 1 },
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
