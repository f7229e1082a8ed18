//! Where everything stands in each drawing of the pipeline lab. Sensors, tray and grid stand as in the batch lab; the numbers
//! are its own, because one more service needs room.

use crate::app::plot::draw::{Area, Point};
use crate::app::stage::over::Over;
use crate::app::stage::sensors::Rack;
use crate::app::stage::sensors::beside::Beside;

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    /// The sensors, their tray and the last batches.
    pub(super) rack: Rack,
    pub(super) station: Station,
    /// The naive pipeline, and what each side keeps.
    pub(super) beside: Beside,
    /// The baseline of how long each side was down, where there is room.
    pub(super) down: Option<f64>,
    pub(super) asked: Asked,
}

/// The queue, the breaker and the service behind the sensors.
#[derive(Clone, Copy, Debug)]
pub(super) struct Station {
    /// Where batches wait, and how large the box of one is.
    pub(super) queue: Area,
    pub(super) waiting: f64,
    /// The middle of the breaker's sign, its size, and the middle of its words; where these begin if they stand behind it.
    pub(super) gate: Point,
    pub(super) sign: f64,
    pub(super) words: Option<Point>,
    /// The service, with the baselines of its name and of its state, and the class of its name.
    pub(super) card: Area,
    pub(super) name: f64,
    pub(super) state: f64,
    pub(super) names: &'static str,
    pub(super) buttons: Over,
    /// Where batches leave: the baseline of the first count, and from line to line.
    pub(super) out: Option<(f64, f64, f64)>,
}

/// The three questions.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked {
    /// Each with its answer, side by side: the line above them, the baselines of questions and answers, and where each
    /// begins.
    Across {
        /// From where to where the line runs, and how far down.
        line: (f64, f64, f64),
        question: f64,
        answer: f64,
        starts: [f64; 3],
        answers: &'static str,
    },
    /// The answers alone, each on a line: the first baseline below what they are about, and from one to the next.
    Lines { x: f64, top: f64, step: f64 },
    /// The answers alone, on one line.
    Line(Point),
    /// Nothing.
    None,
}

impl Layout {
    /// Where the buttons stand: those of each sensor, of the enrichment, and Restart if it is shown.
    pub(super) fn over(&self) -> Vec<Over> {
        self.rack.over().chain([self.station.buttons]).chain(self.beside.restart).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::stage::Drawing;
    use crate::app::stage::pipeline::measures::{COMPACT, EMBED, LOW, PHONE, PRESENT, WIDE, of};

    const ALL: [&Layout; 6] = [&WIDE, &EMBED, &PRESENT, &COMPACT, &PHONE, &LOW];

    #[test]
    fn parts_lie_in_their_drawing_and_in_order() {
        for layout in ALL {
            let (station, class) = (layout.station, layout.rack.frame.class);
            let bottom = station.queue.bottom().max(station.card.bottom());
            let top = station.queue.y.min(station.card.y);
            layout.rack.check(Some(Area::new(0.0, top, 1.0, bottom - top)));
            assert!(station.queue.right() < station.gate.0 - station.sign / 2.0, "{class}");
            // The card stands behind the gate, or below it.
            let (behind, below) = (station.gate.0 + station.sign / 2.0, station.gate.1 + station.sign / 2.0);
            assert!(behind < station.card.x || below < station.card.y, "{class}");
        }
    }

    #[test]
    fn small_text_stays_readable_where_a_drawing_is_used() {
        for (drawing, width) in
            [(Drawing::Wide, 860.0), (Drawing::Embed, 720.0), (Drawing::Compact, 560.0), (Drawing::Phone, 344.0)]
        {
            let frame = &of(drawing).rack.frame;
            assert!(frame.small * width / frame.width > 11.0, "{}", frame.class);
        }
    }
}
