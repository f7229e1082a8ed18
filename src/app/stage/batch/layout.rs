//! Where everything stands in each drawing of the batch lab.
//!
//! The drawings share their parts and differ in these numbers; none is another one shrunk. A text's class is chosen
//! with its drawing so that it stays above 11 px on screen at the smallest width at which the drawing is used.

use crate::app::plot::draw::Area;
use crate::app::stage::frame::Frame;
use crate::app::stage::over::Over;
use crate::labs::batch::SENSORS;

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) frame: Frame,
    /// The size of the sign before the headline.
    pub(super) sign: f64,
    /// The right end of the batch's number.
    pub(super) number: (f64, f64),
    pub(super) small: Small,
    pub(super) cards: Cards,
    /// The tray's slots: the first one's place and size; they stand as the cards do.
    pub(super) slot: Area,
    pub(super) step: f64,
    /// Class of a slot's value.
    pub(super) kept: &'static str,
    pub(super) grid: Grid,
    pub(super) twin: Twin,
    /// The line between what keeps what works and the twin: from, to.
    pub(super) divider: [(f64, f64); 2],
}

/// Classes of small text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    pub(super) plain: &'static str,
    pub(super) quiet: &'static str,
    pub(super) plain_end: &'static str,
    pub(super) quiet_end: &'static str,
    pub(super) bold: &'static str,
    pub(super) tone: &'static str,
    /// A state's words, in the weight that leaves room for the longest.
    pub(super) state: &'static str,
    /// A value that falls.
    pub(super) falling: &'static str,
    pub(super) tone_end: &'static str,
    /// A painted latency.
    pub(super) late: &'static str,
}

/// The sensors.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cards {
    /// Side by side, each above its slot.
    Across {
        /// The first one; the others follow at the layout's step.
        first: Area,
        /// Baselines of the name and of the value.
        name: f64,
        value: f64,
        /// The sparkline's top and height.
        spark: (f64, f64),
        /// The height of the foot.
        foot: f64,
        /// Where the wire to the slot runs, from the card's left.
        wire: f64,
        /// The buttons beside the wire: how far below the card, and how wide.
        buttons: (f64, f64),
        /// Classes of name and value.
        names: &'static str,
        values: [&'static str; 2],
    },
    /// One below the other.
    Rows {
        /// The first one.
        first: Area,
        /// From one to the next.
        step: f64,
        /// The buttons at the right end: how far below the row's top, and how wide.
        buttons: (f64, f64),
    },
}

/// The last batches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    /// The baseline of its title.
    pub(super) title: (f64, f64),
    pub(super) heading: &'static str,
    /// The middle of the first column, and from one to the next.
    pub(super) first: f64,
    pub(super) step: f64,
    /// The middle of the verdicts' row.
    pub(super) verdict: f64,
    /// From row to row; without it there are only verdicts.
    pub(super) rows: Option<f64>,
    /// Sizes of a verdict and of a reading.
    pub(super) sizes: (f64, f64),
    /// Where the legend ends.
    pub(super) legend: Option<f64>,
}

/// The all-or-nothing twin and the comparison.
#[derive(Clone, Copy, Debug)]
pub(super) struct Twin {
    pub(super) x: f64,
    pub(super) right: f64,
    pub(super) title: f64,
    pub(super) heading: &'static str,
    /// Where its button stands, if it is shown at all.
    pub(super) restart: Option<Over>,
    pub(super) story: f64,
    /// The top of its rows, from row to row, and a row's height.
    pub(super) rows: Option<(f64, f64, f64)>,
    /// The middle of the row of its last batches.
    pub(super) fates: f64,
    /// The comparison: left, right, baseline of its title.
    pub(super) kept: (f64, f64, f64),
    /// From bar to bar, and class and size of its numbers.
    pub(super) bars: f64,
    pub(super) share: &'static str,
    pub(super) share_size: f64,
    /// The baseline of the degraded count with its class, and the one of what theory expects.
    pub(super) degraded: (f64, f64, &'static str),
    pub(super) theory: (f64, f64),
    /// The baseline of theory's second line, where one is too short.
    pub(super) theory_rest: Option<f64>,
}

impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        self.frame.class == other.frame.class
    }
}

impl Layout {
    /// Where the buttons stand: those of each sensor, then the twin's if it has one.
    pub(super) fn over(&self) -> Vec<Over> {
        let sensor = |index: usize| match self.cards {
            Cards::Across { first, buttons: (down, width), .. } => {
                let left = self.slot(index).x;
                Over::between(left, left + width, first.bottom() + down)
            }
            Cards::Rows { first, step, buttons: (down, width) } => {
                let right = first.right() - 6.0;
                Over::between(right - width, right, first.y + step * index as f64 + down)
            }
        };
        (0..SENSORS).map(sensor).chain(self.twin.restart).collect()
    }

    /// The slot of a sensor.
    pub(super) fn slot(&self, sensor: usize) -> Area {
        Area { x: self.slot.x + self.step * sensor as f64, ..self.slot }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::stage::Drawing;
    use crate::app::stage::batch::measures::{COMPACT, EMBED, LOW, PHONE, PRESENT, WIDE, of};

    const ALL: [&Layout; 6] = [&WIDE, &EMBED, &PRESENT, &COMPACT, &PHONE, &LOW];

    #[test]
    fn parts_lie_in_their_drawing_and_in_order() {
        for layout in ALL {
            let last = layout.slot(SENSORS - 1);
            assert!(
                layout.step > layout.slot.width && last.right() <= layout.frame.width - 12.0,
                "{}",
                layout.frame.class
            );
            let cards = match layout.cards {
                Cards::Across { first, value, spark, foot, wire, buttons, .. } => {
                    assert!(buttons.1 < wire, "{}", layout.frame.class);
                    assert_eq!((first.x, first.width), (layout.slot.x, layout.slot.width), "{}", layout.frame.class);
                    assert!(value < spark.0 && spark.0 + spark.1 < first.height - foot, "{}", layout.frame.class);
                    first.bottom() + 24.0
                }
                Cards::Rows { first, step, .. } => first.bottom() + step * (SENSORS - 1) as f64,
            };
            assert!(cards < layout.slot.y && layout.slot.bottom() < layout.grid.title.1, "{}", layout.frame.class);
            assert!(layout.grid.verdict + layout.grid.rows.unwrap_or_default() * 5.0 <= layout.frame.height - 12.0);
            assert!(layout.twin.theory.1 <= layout.frame.height - 10.0, "{}", layout.frame.class);
            // Twenty-four columns end where the slots do.
            assert!(layout.grid.first + 23.0 * layout.grid.step <= last.right(), "{}", layout.frame.class);
        }
    }

    #[test]
    fn small_text_stays_readable_where_a_drawing_is_used() {
        for (drawing, width) in
            [(Drawing::Wide, 860.0), (Drawing::Embed, 720.0), (Drawing::Compact, 560.0), (Drawing::Phone, 344.0)]
        {
            let layout = of(drawing);
            assert!(layout.frame.small * width / layout.frame.width > 11.0, "{}", layout.frame.class);
        }
    }
}
