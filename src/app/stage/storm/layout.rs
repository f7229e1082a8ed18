//! Where everything stands in each drawing of the storm lab.
//!
//! The drawings share their parts and differ in these numbers; none is another one shrunk.

use crate::app::plot::draw::{Area, Point};
use crate::app::stage::Drawing;
use crate::app::stage::frame::Frame;
use crate::app::stage::over::Over;

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) frame: Frame,
    pub(super) small: Small,
    /// The class of a chart's title.
    pub(super) heading: &'static str,
    /// The two charts' plots.
    pub(super) charts: [Area; 2],
    /// How far above its plot a chart's title stands, and what is said of it; on the title's line at its right end if it is
    /// no higher.
    pub(super) title: f64,
    pub(super) says: f64,
    /// What the charts cost side by side: left, right, the baseline of its title, and from row to row.
    pub(super) ledger: Option<(f64, f64, f64, f64)>,
    /// The baseline of the legend, if there is room for one.
    pub(super) legend: Option<Point>,
    /// The baseline of the sentence below.
    pub(super) told: Option<Point>,
    /// A line down between charts and ledger: where, from, to.
    pub(super) divider: Option<(f64, f64, f64)>,
    /// Where Kill and Recover stand.
    pub(super) over: Over,
}

/// The classes of small text in a drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    pub(super) plain: &'static str,
    pub(super) plain_end: &'static str,
    pub(super) quiet: &'static str,
    pub(super) quiet_mid: &'static str,
    pub(super) quiet_end: &'static str,
    pub(super) bold: &'static str,
    pub(super) bold_end: &'static str,
    pub(super) mark: &'static str,
    pub(super) mark_end: &'static str,
    pub(super) note_end: &'static str,
}

macro_rules! small {
    ($t:literal) => {
        Small {
            plain: concat!($t, " i2"),
            plain_end: concat!($t, " i2 end"),
            quiet: concat!($t, " i3"),
            quiet_mid: concat!($t, " i3 mid"),
            quiet_end: concat!($t, " i3 end"),
            bold: concat!($t, " b"),
            bold_end: concat!($t, " b end"),
            mark: concat!($t, " b halo"),
            mark_end: concat!($t, " b end halo"),
            note_end: concat!($t, " i2 end halo"),
        }
    };
}

impl Layout {
    /// The layout of a drawing.
    pub(super) fn of(drawing: Drawing) -> &'static Self {
        match drawing {
            Drawing::Wide => &WIDE,
            Drawing::Embed => &EMBED,
            Drawing::Present => &PRESENT,
            Drawing::Compact => &COMPACT,
            Drawing::Phone => &PHONE,
            Drawing::Low => &LOW,
            Drawing::Small => &SMALL,
        }
    }

    /// Whether there is room for whole sentences.
    pub(super) fn is_wordy(&self) -> bool {
        self.frame.width >= 900.0
    }
}

static WIDE: Layout = Layout {
    frame: Frame {
        class: "sto-wide",
        width: 936.0,
        height: 420.0,
        small: 12.0,
        headline: (28.0, 44.0),
        second_line: None,
        title: "t7 b",
        clause: "t4 i2",
        below: 0.0,
    },
    small: small!("t2"),
    heading: "t5 b",
    charts: [Area::new(28.0, 124.0, 270.0, 208.0), Area::new(348.0, 124.0, 270.0, 208.0)],
    title: 38.0,
    says: 18.0,
    ledger: Some((690.0, 908.0, 86.0, 50.0)),
    legend: Some((28.0, 386.0)),
    told: None,
    divider: Some((664.0, 70.0, 396.0)),
    over: Over::to(642.0, 366.0),
};

static EMBED: Layout = Layout {
    frame: Frame {
        class: "sto-embed",
        width: 960.0,
        height: 396.0,
        small: 15.0,
        headline: (30.0, 49.0),
        second_line: None,
        title: "t8 b",
        clause: "t5 i2",
        below: 0.0,
    },
    small: small!("t4"),
    heading: "t5 b",
    charts: [Area::new(30.0, 134.0, 270.0, 182.0), Area::new(346.0, 134.0, 270.0, 182.0)],
    title: 42.0,
    says: 18.0,
    ledger: Some((676.0, 930.0, 92.0, 50.0)),
    legend: Some((30.0, 372.0)),
    told: None,
    divider: Some((652.0, 76.0, 382.0)),
    over: Over::to(640.0, 350.0),
};

static PRESENT: Layout = Layout {
    frame: Frame {
        class: "sto-present",
        width: 1110.0,
        height: 438.0,
        small: 15.0,
        headline: (30.0, 52.0),
        second_line: None,
        title: "t8 b",
        clause: "t6 i2",
        below: 0.0,
    },
    small: small!("t4"),
    heading: "t6 b",
    charts: [Area::new(30.0, 144.0, 316.0, 212.0), Area::new(396.0, 144.0, 316.0, 212.0)],
    title: 46.0,
    says: 20.0,
    ledger: Some((776.0, 1_080.0, 98.0, 54.0)),
    legend: Some((30.0, 414.0)),
    told: None,
    divider: Some((750.0, 80.0, 424.0)),
    over: Over::to(738.0, 392.0),
};

static COMPACT: Layout = Layout {
    frame: Frame {
        class: "sto-compact",
        width: 720.0,
        height: 420.0,
        small: 15.0,
        headline: (24.0, 44.0),
        second_line: None,
        title: "t7 b",
        clause: "t4 i2",
        below: 0.0,
    },
    small: small!("t4"),
    heading: "t5 b",
    charts: [Area::new(24.0, 122.0, 290.0, 190.0), Area::new(372.0, 122.0, 290.0, 190.0)],
    title: 38.0,
    says: 17.0,
    ledger: None,
    legend: Some((24.0, 366.0)),
    told: Some((24.0, 400.0)),
    divider: None,
    over: Over::to(696.0, 378.0),
};

static PHONE: Layout = Layout {
    frame: Frame {
        class: "sto-phone",
        width: 374.0,
        height: 490.0,
        small: 12.0,
        headline: (16.0, 36.0),
        second_line: Some(58.0),
        title: "t7 b",
        clause: "t3 i2",
        below: 0.0,
    },
    small: small!("t2"),
    heading: "t4 b",
    charts: [Area::new(16.0, 96.0, 318.0, 116.0), Area::new(16.0, 266.0, 318.0, 116.0)],
    title: 12.0,
    says: 12.0,
    ledger: None,
    legend: Some((16.0, 422.0)),
    told: Some((16.0, 464.0)),
    divider: None,
    over: Over::to(358.0, 440.0),
};

const LOW: Layout = Layout {
    frame: Frame {
        class: "sto-low",
        width: 480.0,
        height: 336.0,
        small: 12.0,
        headline: (14.0, 32.0),
        second_line: Some(51.0),
        title: "t6 b",
        clause: "t3 i2",
        below: 0.0,
    },
    small: small!("t2"),
    heading: "t4 b",
    charts: [Area::new(14.0, 104.0, 190.0, 146.0), Area::new(250.0, 104.0, 190.0, 146.0)],
    title: 27.0,
    says: 12.0,
    ledger: None,
    legend: Some((14.0, 290.0)),
    told: Some((14.0, 320.0)),
    divider: None,
    over: Over::to(466.0, 302.0),
};

/// The charts of the low drawing alone: what is below its view box is not shown.
static SMALL: Layout = Layout {
    frame: Frame { class: "sto-small", height: 232.0, headline: (14.0, 26.0), second_line: None, ..LOW.frame },
    charts: [Area::new(14.0, 76.0, 190.0, 112.0), Area::new(250.0, 76.0, 190.0, 112.0)],
    legend: None,
    told: None,
    over: Over::to(472.0, 4.0),
    ..LOW
};

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&Layout; 7] = [&WIDE, &EMBED, &PRESENT, &COMPACT, &PHONE, &LOW, &SMALL];

    #[test]
    fn parts_lie_in_their_drawing_and_apart() {
        for layout in ALL {
            let class = layout.frame.class;
            let [first, second] = layout.charts;
            assert!(second.x >= first.right() + 30.0 || second.y >= first.bottom() + 40.0, "{class}");
            for area in layout.charts {
                assert!(
                    area.right() + 26.0 <= layout.frame.width && area.bottom() + 24.0 <= layout.frame.height,
                    "{class}"
                );
                assert!(layout.legend.is_none_or(|(_, y)| y > area.bottom() + 30.0), "{class}");
            }
            if let (Some((x, ..)), Some((left, right, top, step))) = (layout.divider, layout.ledger) {
                assert!(second.right() + 26.0 <= x && x < left && right < layout.frame.width, "{class}");
                assert!(top + 40.0 + 5.0 * step < layout.frame.height, "{class}");
            }
        }
    }

    #[test]
    fn small_text_stays_readable_where_a_drawing_is_used() {
        for (drawing, width) in
            [(Drawing::Wide, 860.0), (Drawing::Embed, 720.0), (Drawing::Compact, 560.0), (Drawing::Phone, 344.0)]
        {
            let layout = Layout::of(drawing);
            assert!(layout.frame.small * width / layout.frame.width > 11.0, "{}", layout.frame.class);
        }
    }
}
