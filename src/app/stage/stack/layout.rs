//! Where everything stands in each drawing of the stack lab.
//!
//! The layers share a place: however many there are, each has its part of it. The drawings differ in these numbers, in the
//! buttons that a layer has, and in where the second side stands.

use crate::app::plot::draw::Area;
use crate::app::stage::Drawing;
use crate::app::stage::frame::Frame;
use crate::app::stage::over::Over;

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) frame: Frame,
    /// Classes of text: a layer's name, what stands below it, and numbers.
    pub(super) name: &'static str,
    pub(super) small: &'static str,
    pub(super) number: &'static str,
    /// The caller above the layers, where there is room for it.
    pub(super) caller: Option<Area>,
    /// The place of all layers.
    pub(super) stack: Area,
    pub(super) service: Area,
    /// Where a layer's sign stands, from the left; its name follows.
    pub(super) sign: f64,
    /// The first attempt's column, and the last one's at most.
    pub(super) columns: (f64, f64),
    /// Where the numbers of requests in and out end; nothing where there is no room.
    pub(super) passed: Option<(f64, f64)>,
    /// Which buttons a layer has.
    pub(super) hands: Hands,
    /// The top of the buttons that switch layers on.
    pub(super) off: Option<f64>,
    /// Kill and Recover in the service, from the left.
    pub(super) kill: Option<f64>,
    pub(super) side: Side,
}

/// The buttons of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hands {
    /// None: there is no room.
    None,
    /// The handle, which is dragged and takes keys.
    Handle,
    /// The handle, and buttons outward, inward and off.
    All,
}

/// Where the second side stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Side {
    /// Beside the layers.
    Beside {
        /// Its place.
        area: Area,
        /// How high the two orders in small are, if they are shown.
        orders: f64,
        /// How many sums are compared.
        rows: usize,
        /// Whether the same call on the other side is told.
        told: bool,
    },
    /// Below them, three sums side by side.
    Below(Area),
    /// Nowhere.
    None,
}

impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        self.frame.class == other.frame.class
    }
}

/// The height of a layer at most, and the least that has a second line.
const HIGHEST: f64 = 54.0;
const TWO_LINES: f64 = 38.0;

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

    /// The card of the layer at an index, of so many: in the middle of its part of the place.
    pub(super) fn card(&self, index: usize, count: usize) -> Area {
        let pitch = self.stack.height / count.max(1) as f64;
        let height = (pitch - (pitch * 0.14).min(8.0)).min(HIGHEST);
        let top = self.stack.y + pitch * index as f64 + (pitch - height) / 2.0;
        Area::new(self.stack.x, top, self.stack.width, height)
    }

    /// Where what happens at a place is drawn: 0 is the caller, one beyond the last layer the service.
    pub(super) fn row(&self, place: usize, count: usize) -> f64 {
        let middle = |area: Area| area.y + area.height / 2.0;
        if place > count {
            middle(self.service)
        } else if let Some(index) = place.checked_sub(1) {
            middle(self.card(index, count))
        } else {
            self.stack.y - 4.0
        }
    }

    /// Whether a card has room for two lines.
    pub(super) fn is_tall(card: Area) -> bool {
        card.height >= TWO_LINES
    }

    /// The places of the buttons: the layers' handles, those that switch layers on, Kill and Recover.
    pub(super) fn over(&self) -> Vec<Over> {
        let Area { x, y, height, .. } = self.stack;
        let handles = Over::between(x + 2.0, (self.sign - 16.0).max(x + 5.0), y).down_to(y + height);
        let off = Over::between(x, self.stack.right(), self.off.unwrap_or(y));
        let kill = Over::from(self.kill.unwrap_or(x), self.service.y + (self.service.height - 26.0) / 2.0);
        vec![handles, off, kill]
    }
}

static WIDE: Layout = Layout {
    frame: Frame {
        class: "stk-wide",
        width: 936.0,
        height: 424.0,
        small: 12.0,
        headline: (24.0, 40.0),
        second_line: Some(63.0),
        title: "t7 b",
        clause: "t4 i2",
        below: 0.0,
    },
    name: "t4 b",
    small: "t2",
    number: "t4 b",
    caller: Some(Area::new(22.0, 74.0, 606.0, 28.0)),
    stack: Area::new(22.0, 106.0, 606.0, 232.0),
    service: Area::new(22.0, 342.0, 606.0, 44.0),
    sign: 152.0,
    columns: (318.0, 492.0),
    passed: Some((548.0, 584.0)),
    hands: Hands::All,
    off: Some(392.0),
    kill: Some(196.0),
    side: Side::Beside { area: Area::new(662.0, 40.0, 252.0, 372.0), orders: 92.0, rows: 4, told: true },
};

static EMBED: Layout = Layout {
    frame: Frame {
        class: "stk-embed",
        width: 960.0,
        height: 396.0,
        small: 15.0,
        headline: (30.0, 44.0),
        second_line: Some(74.0),
        title: "t8 b",
        clause: "t5 i2",
        below: 0.0,
    },
    name: "t5 b",
    small: "t4",
    number: "t5 b",
    caller: None,
    stack: Area::new(30.0, 86.0, 576.0, 250.0),
    service: Area::new(30.0, 338.0, 576.0, 50.0),
    sign: 74.0,
    columns: (270.0, 440.0),
    passed: None,
    hands: Hands::Handle,
    off: None,
    kill: Some(208.0),
    side: Side::Beside { area: Area::new(652.0, 102.0, 278.0, 284.0), orders: 0.0, rows: 3, told: false },
};

static PRESENT: Layout = Layout {
    frame: Frame {
        class: "stk-present",
        width: 1110.0,
        height: 438.0,
        small: 15.0,
        headline: (30.0, 46.0),
        second_line: Some(76.0),
        title: "t8 b",
        clause: "t5 i2",
        below: 0.0,
    },
    name: "t5 b",
    small: "t4",
    number: "t5 b",
    caller: None,
    stack: Area::new(30.0, 88.0, 672.0, 250.0),
    service: Area::new(30.0, 340.0, 672.0, 50.0),
    sign: 74.0,
    columns: (290.0, 500.0),
    passed: None,
    hands: Hands::Handle,
    off: Some(400.0),
    kill: Some(212.0),
    side: Side::Beside { area: Area::new(752.0, 104.0, 328.0, 320.0), orders: 0.0, rows: 3, told: true },
};

static COMPACT: Layout = Layout {
    frame: Frame {
        class: "stk-compact",
        width: 720.0,
        height: 480.0,
        small: 15.0,
        headline: (24.0, 42.0),
        second_line: Some(68.0),
        title: "t7 b",
        clause: "t4 i2",
        below: 0.0,
    },
    name: "t4 b",
    small: "t4",
    number: "t5 b",
    caller: None,
    stack: Area::new(24.0, 80.0, 672.0, 224.0),
    service: Area::new(24.0, 306.0, 672.0, 46.0),
    sign: 68.0,
    columns: (270.0, 500.0),
    passed: None,
    hands: Hands::Handle,
    off: Some(358.0),
    kill: Some(206.0),
    side: Side::Below(Area::new(24.0, 400.0, 672.0, 72.0)),
};

static PHONE: Layout = Layout {
    frame: Frame {
        class: "stk-phone",
        width: 374.0,
        height: 470.0,
        small: 12.0,
        headline: (16.0, 34.0),
        second_line: Some(56.0),
        title: "t6 b",
        clause: "t3 i2",
        below: 0.0,
    },
    name: "t3 b",
    small: "t2",
    number: "t3 b",
    caller: None,
    stack: Area::new(12.0, 66.0, 350.0, 240.0),
    service: Area::new(12.0, 308.0, 350.0, 48.0),
    sign: 84.0,
    columns: (214.0, 344.0),
    passed: None,
    hands: Hands::All,
    off: Some(362.0),
    kill: Some(150.0),
    side: Side::Below(Area::new(12.0, 408.0, 350.0, 56.0)),
};

const LOW: Layout = Layout {
    frame: Frame {
        class: "stk-low",
        width: 480.0,
        height: 336.0,
        small: 12.0,
        headline: (14.0, 30.0),
        second_line: Some(50.0),
        title: "t6 b",
        clause: "t3 i2",
        below: 0.0,
    },
    name: "t3 b",
    small: "t2",
    number: "t3 b",
    caller: None,
    stack: Area::new(14.0, 58.0, 452.0, 168.0),
    service: Area::new(14.0, 228.0, 452.0, 38.0),
    sign: 30.0,
    columns: (174.0, 330.0),
    passed: None,
    hands: Hands::None,
    off: None,
    kill: Some(126.0),
    side: Side::Below(Area::new(14.0, 280.0, 452.0, 52.0)),
};

/// The layers of the low drawing alone.
static SMALL: Layout = Layout {
    frame: Frame { class: "stk-small", height: 232.0, headline: (14.0, 27.0), second_line: None, ..LOW.frame },
    stack: Area::new(14.0, 36.0, 452.0, 152.0),
    service: Area::new(14.0, 190.0, 452.0, 36.0),
    side: Side::None,
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
            for area in [layout.stack, layout.service] {
                assert!(area.right() <= layout.frame.width - 8.0, "{class}");
                assert!(area.bottom() <= layout.frame.height - 4.0, "{class}");
            }
            let top = layout.caller.map_or(layout.frame.headline.1, |caller| caller.bottom());
            assert!(top < layout.stack.y && layout.stack.bottom() <= layout.service.y, "{class}");
            assert!(layout.sign < layout.columns.0 && layout.columns.1 < layout.stack.right(), "{class}");
            for count in 0..=9 {
                for index in 0..count {
                    let card = layout.card(index, count);
                    assert!(card.y >= layout.stack.y && card.bottom() <= layout.stack.bottom(), "{class} {count}");
                    assert!(card.height >= 14.0, "{class} {count}: {}", card.height);
                }
            }
            match layout.side {
                Side::Beside { area, .. } => {
                    assert!(area.x > layout.stack.right() && area.right() < layout.frame.width);
                }
                Side::Below(area) => {
                    assert!(area.y > layout.service.bottom() && area.bottom() <= layout.frame.height, "{class}");
                }
                Side::None => {}
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
