//! Where everything stands in each drawing of the retry lab.
//!
//! The drawings share their parts and differ in these numbers; none is another one shrunk. A text's class is chosen
//! with its drawing so that it stays above 11 px on screen at the smallest width at which the drawing is used.

use crate::app::plot::draw::Area;
use crate::app::stage::Drawing;
use crate::app::stage::frame::Frame;

/// Where the peaks of the storm are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Peaks {
    /// Right of the plot.
    Beside,
    /// In the plot's right corners.
    Inside,
}

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) frame: Frame,
    /// Classes of small text: plain, bold, quiet, and quiet at its right end.
    pub(super) small: Small,
    /// The lanes: from the axis' start to its end; labels reach `ends` further.
    pub(super) lanes: Area,
    pub(super) ends: f64,
    /// The baseline of the axis' numbers.
    pub(super) ticks: f64,
    /// The greatest distance of two lanes, and the height of an attempt.
    pub(super) pitch: f64,
    pub(super) bar: f64,
    /// What the focus lane needs beyond the others; 0 if its waits are told in a line below the lanes.
    pub(super) focus: f64,
    /// The line below the lanes.
    pub(super) told: Option<f64>,
    /// The storm: its plot and the baseline of its title.
    pub(super) storm: Area,
    pub(super) storm_title: f64,
    pub(super) peaks: Peaks,
    /// The backoff curve's plot and the place of its title.
    pub(super) curve: Option<(Area, f64)>,
    /// Whether there is room to say what the curve's axis counts.
    pub(super) curve_axis: bool,
    pub(super) tally: Tally,
    /// Where the marks of all reads stand.
    pub(super) marks: Area,
    /// A line down between lanes and the rest: where, from, to.
    pub(super) divider: Option<(f64, f64, f64)>,
}

/// The classes of small text in a drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    pub(super) plain: &'static str,
    pub(super) quiet: &'static str,
    pub(super) quiet_mid: &'static str,
    pub(super) quiet_end: &'static str,
    pub(super) plain_mid: &'static str,
    pub(super) plain_end: &'static str,
    pub(super) bold: &'static str,
    pub(super) bold_mid: &'static str,
    pub(super) bold_end: &'static str,
    pub(super) peak: &'static str,
    pub(super) tone: &'static str,
    pub(super) tone_bold: &'static str,
    pub(super) remark: &'static str,
    pub(super) knob: &'static str,
}

/// How theory and observation stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tally {
    /// A block with its title, two numbers, a bar and an interval.
    Block { x: f64, right: f64, y: f64, number: &'static str, step: f64 },
    /// One line.
    Line { x: f64, y: f64 },
}

impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        self.frame.class == other.frame.class
    }
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
}

macro_rules! small {
    ($t:literal) => {
        Small {
            plain: concat!($t, " i2"),
            quiet: concat!($t, " i3"),
            quiet_mid: concat!($t, " i3 mid"),
            quiet_end: concat!($t, " i3 end"),
            plain_mid: concat!($t, " i2 mid halo"),
            plain_end: concat!($t, " i2 end"),
            bold: concat!($t, " b halo"),
            bold_mid: concat!($t, " b mid halo"),
            bold_end: concat!($t, " b end"),
            peak: concat!($t, " b end halo"),
            tone: concat!($t, " ct halo"),
            tone_bold: concat!($t, " b ct halo"),
            remark: concat!($t, " i2 halo"),
            knob: concat!($t, " b mid oninv"),
        }
    };
}

static WIDE: Layout = Layout {
    frame: Frame {
        class: "ret-wide",
        width: 936.0,
        height: 424.0,
        small: 12.0,
        headline: (28.0, 44.0),
        second_line: None,
        title: "t7 b",
        clause: "t5 i2",
        below: 0.0,
    },
    small: small!("t2"),
    lanes: Area::new(62.0, 80.0, 444.0, 256.0),
    ends: 116.0,
    ticks: 70.0,
    pitch: 26.0,
    bar: 16.0,
    focus: 38.0,
    told: None,
    storm: Area::new(62.0, 362.0, 444.0, 50.0),
    storm_title: 354.0,
    peaks: Peaks::Beside,
    curve: Some((Area::new(694.0, 62.0, 212.0, 156.0), 44.0)),
    curve_axis: true,
    tally: Tally::Block { x: 652.0, right: 908.0, y: 292.0, number: "t6 b", step: 27.0 },
    marks: Area::new(652.0, 384.0, 256.0, 32.0),
    divider: Some((634.0, 24.0, 412.0)),
};

static EMBED: Layout = Layout {
    frame: Frame {
        class: "ret-embed",
        width: 960.0,
        height: 396.0,
        small: 15.0,
        headline: (30.0, 49.0),
        second_line: None,
        title: "t8 b",
        clause: "t6 i2",
        below: 0.0,
    },
    small: small!("t4"),
    lanes: Area::new(70.0, 90.0, 392.0, 296.0),
    ends: 138.0,
    ticks: 80.0,
    pitch: 30.0,
    bar: 18.0,
    focus: 44.0,
    told: None,
    storm: Area::new(640.0, 114.0, 290.0, 118.0),
    storm_title: 100.0,
    peaks: Peaks::Inside,
    curve: None,
    curve_axis: false,
    tally: Tally::Block { x: 640.0, right: 930.0, y: 274.0, number: "t6 b", step: 27.0 },
    marks: Area::new(640.0, 362.0, 290.0, 28.0),
    divider: Some((618.0, 84.0, 386.0)),
};

static PRESENT: Layout = Layout {
    frame: Frame {
        class: "ret-present",
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
    lanes: Area::new(72.0, 92.0, 462.0, 250.0),
    ends: 146.0,
    ticks: 82.0,
    pitch: 28.0,
    bar: 16.0,
    focus: 42.0,
    told: None,
    storm: Area::new(72.0, 374.0, 462.0, 54.0),
    storm_title: 364.0,
    peaks: Peaks::Beside,
    curve: Some((Area::new(762.0, 104.0, 316.0, 118.0), 88.0)),
    curve_axis: false,
    tally: Tally::Block { x: 720.0, right: 1080.0, y: 276.0, number: "t6 b", step: 30.0 },
    marks: Area::new(720.0, 374.0, 360.0, 54.0),
    divider: Some((698.0, 76.0, 426.0)),
};

static COMPACT: Layout = Layout {
    frame: Frame {
        class: "ret-compact",
        width: 720.0,
        height: 480.0,
        small: 15.0,
        headline: (24.0, 44.0),
        second_line: None,
        title: "t7 b",
        clause: "t5 i2",
        below: 0.0,
    },
    small: small!("t4"),
    lanes: Area::new(66.0, 86.0, 480.0, 256.0),
    ends: 140.0,
    ticks: 75.0,
    pitch: 28.0,
    bar: 16.0,
    focus: 42.0,
    told: None,
    storm: Area::new(66.0, 370.0, 480.0, 54.0),
    storm_title: 361.0,
    peaks: Peaks::Beside,
    curve: None,
    curve_axis: false,
    tally: Tally::Line { x: 24.0, y: 446.0 },
    marks: Area::new(24.0, 454.0, 672.0, 20.0),
    divider: None,
};

static PHONE: Layout = Layout {
    frame: Frame {
        class: "ret-phone",
        width: 374.0,
        height: 466.0,
        small: 12.0,
        headline: (16.0, 36.0),
        second_line: Some(58.0),
        title: "t7 b",
        clause: "t3 i2",
        below: 0.0,
    },
    small: small!("t2"),
    lanes: Area::new(43.0, 88.0, 247.0, 210.0),
    ends: 76.0,
    ticks: 80.0,
    pitch: 21.0,
    bar: 13.0,
    focus: 0.0,
    told: Some(316.0),
    storm: Area::new(43.0, 346.0, 247.0, 56.0),
    storm_title: 338.0,
    peaks: Peaks::Inside,
    curve: None,
    curve_axis: false,
    tally: Tally::Line { x: 16.0, y: 424.0 },
    marks: Area::new(16.0, 432.0, 342.0, 26.0),
    divider: None,
};

const LOW: Layout = Layout {
    frame: Frame {
        class: "ret-low",
        width: 480.0,
        height: 336.0,
        small: 12.0,
        headline: (14.0, 32.0),
        second_line: None,
        title: "t6 b",
        clause: "t3 i2",
        below: 0.0,
    },
    small: small!("t2"),
    lanes: Area::new(36.0, 62.0, 326.0, 152.0),
    ends: 104.0,
    ticks: 54.0,
    pitch: 16.0,
    bar: 12.0,
    focus: 0.0,
    told: Some(228.0),
    storm: Area::new(36.0, 251.0, 326.0, 38.0),
    storm_title: 245.0,
    peaks: Peaks::Beside,
    curve: None,
    curve_axis: false,
    tally: Tally::Line { x: 14.0, y: 312.0 },
    marks: Area::new(14.0, 317.0, 452.0, 14.0),
    divider: None,
};

/// The lanes of the low drawing alone: what is below its view box is not shown.
static SMALL: Layout = Layout {
    frame: Frame { class: "ret-small", height: 232.0, headline: (14.0, 28.0), ..LOW.frame },
    lanes: Area::new(36.0, 56.0, 326.0, 152.0),
    ticks: 48.0,
    told: Some(225.0),
    ..LOW
};

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&Layout; 6] = [&WIDE, &EMBED, &PRESENT, &COMPACT, &PHONE, &LOW];

    #[test]
    fn parts_lie_in_their_drawing_and_apart() {
        for layout in ALL {
            for area in [layout.lanes, layout.storm, layout.marks] {
                assert!(
                    area.right() <= layout.frame.width - 8.0 && area.bottom() <= layout.frame.height - 4.0,
                    "{}",
                    layout.frame.class
                );
            }
            assert!(layout.lanes.right() + layout.ends <= layout.frame.width - 8.0, "{}", layout.frame.class);
            if let Some((x, ..)) = layout.divider {
                assert!(layout.lanes.right() + layout.ends <= x, "{}", layout.frame.class);
                assert!(layout.marks.x > x, "{}", layout.frame.class);
            }
            // Ten lanes and the focus have room for their bars.
            assert!((layout.lanes.height - layout.focus) / 10.0 > layout.bar + 3.0, "{}", layout.frame.class);
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
