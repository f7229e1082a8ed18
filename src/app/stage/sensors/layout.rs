//! Where the sensors, their tray and the last batches stand in a drawing.

use crate::app::plot::draw::Area;
use crate::app::stage::frame::Frame;
use crate::app::stage::over::Over;
use crate::labs::sensors::SENSORS;

/// The measures of a drawing of sensors: its frame, and what all labs draw that have them.
#[derive(Debug)]
pub(in crate::app::stage) struct Rack {
    pub(in crate::app::stage) frame: Frame,
    /// The size of the sign before the headline.
    pub(in crate::app::stage) sign: f64,
    /// The right end of the batch's number.
    pub(in crate::app::stage) number: (f64, f64),
    pub(in crate::app::stage) small: Small,
    pub(in crate::app::stage) cards: Cards,
    /// The tray's slots: the first one's place and size; they stand as the cards do.
    pub(in crate::app::stage) slot: Area,
    pub(in crate::app::stage) step: f64,
    /// Class of a slot's value.
    pub(in crate::app::stage) kept: &'static str,
    pub(in crate::app::stage) grid: Grid,
}

/// Classes of small text.
#[derive(Clone, Copy, Debug)]
pub(in crate::app::stage) struct Small {
    pub(in crate::app::stage) plain: &'static str,
    pub(in crate::app::stage) quiet: &'static str,
    pub(in crate::app::stage) plain_end: &'static str,
    pub(in crate::app::stage) quiet_end: &'static str,
    pub(in crate::app::stage) bold: &'static str,
    pub(in crate::app::stage) tone: &'static str,
    /// A state's words, in the weight that leaves room for the longest.
    pub(in crate::app::stage) state: &'static str,
    /// A value that falls.
    pub(in crate::app::stage) falling: &'static str,
    pub(in crate::app::stage) tone_end: &'static str,
    /// A painted latency.
    pub(in crate::app::stage) late: &'static str,
}

/// The sensors.
#[derive(Clone, Copy, Debug)]
pub(in crate::app::stage) enum Cards {
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
pub(in crate::app::stage) struct Grid {
    /// The baseline of its title.
    pub(in crate::app::stage) title: (f64, f64),
    pub(in crate::app::stage) heading: &'static str,
    /// The middle of the first column, and from one to the next.
    pub(in crate::app::stage) first: f64,
    pub(in crate::app::stage) step: f64,
    /// The middle of the verdicts' row.
    pub(in crate::app::stage) verdict: f64,
    /// From row to row; without it there are only verdicts.
    pub(in crate::app::stage) rows: Option<f64>,
    /// Sizes of a verdict and of a reading.
    pub(in crate::app::stage) sizes: (f64, f64),
    /// Where the legend ends.
    pub(in crate::app::stage) legend: Option<f64>,
}

impl Rack {
    /// Where the buttons of each sensor stand.
    pub(in crate::app::stage) fn over(&self) -> impl Iterator<Item = Over> {
        (0..SENSORS).map(|index| match self.cards {
            Cards::Across { first, buttons: (down, width), .. } => {
                let left = self.slot(index).x;
                Over::between(left, left + width, first.bottom() + down)
            }
            Cards::Rows { first, step, buttons: (down, width) } => {
                let right = first.right() - 6.0;
                Over::between(right - width, right, first.y + step * index as f64 + down)
            }
        })
    }

    /// The slot of a sensor.
    pub(in crate::app::stage) fn slot(&self, sensor: usize) -> Area {
        Area { x: self.slot.x + self.step * sensor as f64, ..self.slot }
    }

    /// Checks that parts lie in their drawing and in order. `between` is what lies between the tray and the last batches.
    #[cfg(test)]
    pub(in crate::app::stage) fn check(&self, between: Option<Area>) {
        let (class, last) = (self.frame.class, self.slot(SENSORS - 1));
        assert!(self.step > self.slot.width && last.right() <= self.frame.width - 12.0, "{class}");
        let cards = match self.cards {
            Cards::Across { first, value, spark, foot, wire, buttons, .. } => {
                assert!(buttons.1 < wire, "{class}");
                assert_eq!((first.x, first.width), (self.slot.x, self.slot.width), "{class}");
                assert!(value < spark.0 && spark.0 + spark.1 < first.height - foot, "{class}");
                first.bottom() + 24.0
            }
            Cards::Rows { first, step, .. } => first.bottom() + step * (SENSORS - 1) as f64,
        };
        let tray = self.slot.bottom();
        let behind = between.map_or(tray, |between| {
            assert!(between.y > tray, "{class}");
            between.bottom()
        });
        assert!(cards < self.slot.y && behind < self.grid.title.1, "{class}");
        assert!(self.grid.verdict + self.grid.rows.unwrap_or_default() * 5.0 <= self.frame.height - 12.0, "{class}");
        // Twenty-four columns end where the slots do.
        assert!(self.grid.first + 23.0 * self.grid.step <= last.right(), "{class}");
    }
}
