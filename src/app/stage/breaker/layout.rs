//! Where everything stands in each drawing of the breaker lab.
//!
//! The drawings share their parts and differ in these numbers; none is another one shrunk. A text's class is chosen
//! with its drawing so that it stays above 11 px on screen at the smallest width at which the drawing is used.

use crate::app::plot::draw::Area;
use crate::app::stage::Drawing;
use crate::app::stage::frame::Frame;
use crate::app::stage::over::Over;

/// What is written at the four arrows between the state nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edges {
    /// Their rules.
    Full,
    /// Their rules in a word or two.
    Short,
    /// Nothing: there is no room.
    Bare,
}

/// How the four counters stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Counters {
    /// Two by two, each with a coloured bar at its left.
    Square { x: f64, y: f64, across: f64, down: f64 },
    /// In a row, each with its glyph beside the number.
    Row { x: f64, y: f64, across: f64 },
    /// Not in the drawing but below it, as text.
    Below,
    /// There is no room for them.
    Left,
}

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) frame: Frame,
    /// Whether there is room for whole sentences.
    pub(super) wordy: bool,
    /// The height of the wire.
    pub(super) wire: f64,
    pub(super) caller: Area,
    pub(super) service: Area,
    /// How far below the service its buttons stand.
    pub(super) buttons: f64,
    pub(super) plate: Area,
    /// The switch: where its hinge stands, its size, and the length of its blade before scaling.
    pub(super) hinge: f64,
    pub(super) scale: f64,
    pub(super) reach: f64,
    /// Classes of the boxes' names and of small text.
    pub(super) name: &'static str,
    pub(super) small: &'static str,
    /// Class of the few words on the wire that stand out.
    pub(super) stress: &'static str,
    /// Size of a token.
    pub(super) token: f64,
    /// Where the number of the call stands.
    pub(super) call: (f64, f64),
    /// Where the words "fast fail" stand.
    pub(super) bounce: (f64, f64),
    pub(super) nodes: [f64; 3],
    pub(super) node_y: f64,
    pub(super) node_size: f64,
    /// How far below a node its name stands.
    pub(super) node_label: f64,
    /// The height at which the way back from half-open to closed passes above the open node.
    pub(super) way_home: f64,
    pub(super) edges: Edges,
    pub(super) divider: Option<f64>,
    pub(super) counters: Counters,
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

    /// Where Kill and Recover stand: below the service, and as wide.
    pub(super) fn over(&self) -> Over {
        Over::between(self.service.x, self.service.right(), self.service.bottom() + self.buttons)
    }

    /// Whether this is the narrow drawing, which says less and has its numbers below.
    pub(super) fn is_phone(&self) -> bool {
        self.counters == Counters::Below
    }

    /// Whether words find room between plate and service.
    pub(super) fn has_gap(&self) -> bool {
        self.service.x - self.plate.right() > 60.0
    }

    /// Whether there is room for every word: the drawing beside a laptop's settings.
    pub(super) fn is_full(&self) -> bool {
        self.edges == Edges::Full
    }

    /// Where the jaw holds the closed blade.
    pub(super) fn jaw(&self) -> f64 {
        self.hinge + (self.reach - 6.0) * self.scale
    }

    /// The middle of the gap between plate and service, where a probe is labelled.
    pub(super) fn gap(&self) -> f64 {
        f64::midpoint(self.plate.right(), self.service.x)
    }

    /// The control points of the way that a refused call takes back to its caller.
    pub(super) fn way_back(&self) -> [(f64, f64); 4] {
        let s = self.scale;
        let (from, to) = (self.hinge - 36.0 * s, self.caller.right() + 10.0);
        let deep = self.wire + 58.0 * s;
        let pull = (from - to) * 0.3;
        [(from, self.wire + 12.0 * s), (from - pull * 0.7, deep), (to + pull * 1.2, deep), (to, self.wire + 22.0 * s)]
    }
}

static WIDE: Layout = Layout {
    frame: Frame {
        class: "brk-wide",
        width: 936.0,
        height: 420.0,
        small: 12.0,
        headline: (28.0, 44.0),
        second_line: None,
        title: "t7 b ct",
        clause: "t5 i2",
        below: 0.0,
    },
    wordy: true,
    wire: 192.0,
    caller: Area::new(28.0, 134.0, 122.0, 116.0),
    service: Area::new(772.0, 134.0, 136.0, 116.0),
    buttons: 8.0,
    plate: Area::new(310.0, 82.0, 310.0, 186.0),
    hinge: 386.0,
    scale: 1.0,
    reach: 164.0,
    name: "t4",
    small: "t2",
    stress: "t3",
    token: 21.0,
    call: (238.0, 170.0),
    bounce: (246.0, 268.0),
    nodes: [62.0, 259.8, 492.0],
    node_y: 352.0,
    node_size: 24.0,
    node_label: 53.0,
    way_home: 290.0,
    edges: Edges::Full,
    divider: Some(566.0),
    counters: Counters::Square { x: 594.0, y: 297.0, across: 162.0, down: 62.0 },
};

static EMBED: Layout = Layout {
    frame: Frame {
        class: "brk-embed",
        width: 960.0,
        height: 396.0,
        small: 15.0,
        headline: (30.0, 49.0),
        second_line: None,
        title: "t8 b ct",
        clause: "t6 i2",
        below: 0.0,
    },
    wordy: false,
    wire: 196.0,
    caller: Area::new(30.0, 132.0, 136.0, 128.0),
    service: Area::new(794.0, 132.0, 136.0, 128.0),
    buttons: 7.0,
    plate: Area::new(318.0, 72.0, 336.0, 212.0),
    hinge: 396.0,
    scale: 1.25,
    reach: 164.0,
    name: "t5",
    small: "t4",
    stress: "t4",
    token: 28.0,
    call: (98.0, 240.0),
    bounce: (242.0, 278.0),
    nodes: [62.0, 188.0, 314.0],
    node_y: 337.0,
    node_size: 26.0,
    node_label: 50.0,
    way_home: 290.0,
    edges: Edges::Bare,
    divider: Some(402.0),
    counters: Counters::Row { x: 432.0, y: 330.0, across: 132.0 },
};

static PRESENT: Layout = Layout {
    frame: Frame {
        class: "brk-present",
        width: 1110.0,
        height: 438.0,
        small: 15.0,
        headline: (30.0, 56.0),
        second_line: None,
        title: "t8 b ct",
        clause: "t6 i2",
        below: 0.0,
    },
    wordy: true,
    wire: 216.0,
    caller: Area::new(30.0, 150.0, 136.0, 132.0),
    service: Area::new(944.0, 150.0, 136.0, 132.0),
    buttons: 9.0,
    plate: Area::new(381.0, 88.0, 360.0, 216.0),
    hinge: 471.0,
    scale: 1.25,
    reach: 164.0,
    name: "t5",
    small: "t4",
    stress: "t4",
    token: 28.0,
    call: (98.0, 258.0),
    bounce: (274.0, 304.0),
    nodes: [70.0, 234.0, 398.0],
    node_y: 377.0,
    node_size: 26.0,
    node_label: 55.0,
    way_home: 325.0,
    edges: Edges::Short,
    divider: Some(470.0),
    counters: Counters::Row { x: 500.0, y: 370.0, across: 152.0 },
};

static COMPACT: Layout = Layout {
    frame: Frame {
        class: "brk-compact",
        width: 720.0,
        height: 408.0,
        small: 15.0,
        headline: (24.0, 44.0),
        second_line: None,
        title: "t7 b ct",
        clause: "t5 i2",
        below: 0.0,
    },
    wordy: false,
    wire: 184.0,
    caller: Area::new(24.0, 128.0, 112.0, 112.0),
    service: Area::new(584.0, 128.0, 112.0, 112.0),
    buttons: 8.0,
    plate: Area::new(214.0, 78.0, 286.0, 188.0),
    hinge: 284.0,
    scale: 1.0,
    reach: 148.0,
    name: "t4",
    small: "t4",
    stress: "t4",
    token: 24.0,
    call: (80.0, 228.5),
    bounce: (116.0, 264.0),
    nodes: [58.0, 154.0, 250.0],
    node_y: 338.0,
    node_size: 24.0,
    node_label: 54.0,
    way_home: 287.0,
    edges: Edges::Bare,
    divider: Some(316.0),
    counters: Counters::Square { x: 344.0, y: 287.0, across: 164.0, down: 62.0 },
};

static PHONE: Layout = Layout {
    frame: Frame {
        class: "brk-phone",
        width: 374.0,
        height: 342.0,
        small: 12.0,
        headline: (16.0, 36.0),
        second_line: Some(58.0),
        title: "t7 b ct",
        clause: "t4 i2",
        below: STRIP,
    },
    wordy: false,
    wire: 158.0,
    caller: Area::new(12.0, 116.0, 80.0, 84.0),
    service: Area::new(282.0, 116.0, 80.0, 84.0),
    buttons: 3.0,
    plate: Area::new(118.0, 76.0, 138.0, 164.0),
    hinge: 146.0,
    scale: 0.82,
    reach: 86.5,
    name: "t3",
    small: "t2",
    stress: "t2",
    token: 19.0,
    call: (52.0, 106.0),
    bounce: (56.0, 222.0),
    nodes: [62.0, 187.0, 312.0],
    node_y: 290.0,
    node_size: 20.0,
    node_label: 44.0,
    way_home: 250.0,
    edges: Edges::Bare,
    divider: None,
    counters: Counters::Below,
};

/// The height of the numbers below a phone's drawing, in CSS pixels.
const STRIP: f64 = 62.0;

static LOW: Layout = Layout {
    frame: Frame {
        class: "brk-low",
        width: 480.0,
        height: 336.0,
        small: 12.0,
        headline: (14.0, 32.0),
        second_line: None,
        title: "t6 b ct",
        clause: "t3 i2",
        below: 0.0,
    },
    wordy: false,
    wire: 138.0,
    caller: Area::new(12.0, 90.0, 90.0, 96.0),
    service: Area::new(378.0, 90.0, 90.0, 96.0),
    buttons: 5.5,
    plate: Area::new(136.0, 50.0, 208.0, 170.0),
    hinge: 182.0,
    scale: 0.8,
    reach: 122.0,
    name: "t3",
    small: "t2",
    stress: "t2",
    token: 20.0,
    call: (57.0, 181.0),
    bounce: (66.0, 210.0),
    nodes: [36.0, 108.0, 180.0],
    node_y: 270.0,
    node_size: 18.0,
    node_label: 43.0,
    way_home: 232.0,
    edges: Edges::Bare,
    divider: Some(226.0),
    counters: Counters::Square { x: 242.0, y: 227.0, across: 122.0, down: 53.0 },
};

static SMALL: Layout = Layout {
    frame: Frame {
        class: "brk-small",
        width: 480.0,
        height: 236.0,
        small: 12.0,
        headline: (12.0, 27.0),
        second_line: None,
        title: "t6 b ct",
        clause: "t3 i2",
        below: 0.0,
    },
    wordy: false,
    wire: 100.0,
    caller: Area::new(12.0, 52.0, 92.0, 94.0),
    service: Area::new(376.0, 52.0, 92.0, 94.0),
    buttons: 7.0,
    plate: Area::new(136.0, 36.0, 208.0, 122.0),
    hinge: 190.0,
    scale: 0.62,
    reach: 150.0,
    name: "t3",
    small: "t2",
    stress: "t2",
    token: 18.0,
    call: (58.0, 143.0),
    bounce: (62.0, 165.0),
    nodes: [60.0, 180.0, 300.0],
    node_y: 200.0,
    node_size: 14.0,
    node_label: 31.0,
    way_home: 174.0,
    edges: Edges::Bare,
    divider: None,
    counters: Counters::Left,
};

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&Layout; 7] = [&WIDE, &EMBED, &PRESENT, &COMPACT, &PHONE, &LOW, &SMALL];

    #[test]
    fn parts_lie_in_their_drawing_and_in_order() {
        for layout in ALL {
            assert!(layout.caller.right() < layout.plate.x && layout.plate.x < layout.hinge, "{}", layout.frame.class);
            assert!(
                layout.jaw() < layout.plate.right() && layout.plate.right() < layout.service.x,
                "{}",
                layout.frame.class
            );
            assert!(layout.service.right() <= layout.frame.width - 12.0, "{}", layout.frame.class);
            assert!(layout.node_y + layout.node_label + 4.0 <= layout.frame.height, "{}", layout.frame.class);
            // The way home passes between what stands above and the ring around the open node.
            let ring = layout.node_y - 37.0 * layout.node_size.min(24.0) / 24.0;
            assert!(layout.way_home + 2.0 < ring, "{}: {ring}", layout.frame.class);
            assert!(layout.bounce.1 + 6.0 < layout.way_home, "{}", layout.frame.class);
            assert!(layout.caller.bottom() < layout.way_home, "{}", layout.frame.class);
            let under_plate = layout.nodes[2] > layout.plate.x;
            assert!(!under_plate || layout.plate.bottom() + 3.0 < layout.way_home, "{}", layout.frame.class);
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
