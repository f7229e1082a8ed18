//! Where everything stands in each drawing of the batch lab.
//!
//! The drawings share their parts and differ in these numbers; none is another one shrunk. A text's class is chosen
//! with its drawing so that it stays above 11 px on screen at the smallest width at which the drawing is used.

use crate::app::stage::over::Over;
use crate::app::stage::sensors::Rack;
use crate::app::stage::sensors::beside::Beside;

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    /// The sensors, their tray and the last batches.
    pub(super) rack: Rack,
    pub(super) twin: Twin,
}

/// The all-or-nothing twin, the comparison, and theory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Twin {
    pub(super) beside: Beside,
    /// The baseline of the degraded count with its class, and the one of what theory expects.
    pub(super) degraded: (f64, f64, &'static str),
    pub(super) theory: (f64, f64),
    /// The baseline of theory's second line, where one is too short.
    pub(super) theory_rest: Option<f64>,
}

impl Layout {
    /// Where the buttons stand: those of each sensor, then the twin's if it has one.
    pub(super) fn over(&self) -> Vec<Over> {
        self.rack.over().chain(self.twin.beside.restart).collect()
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
            layout.rack.check(None);
            assert!(layout.twin.theory.1 <= layout.rack.frame.height - 10.0, "{}", layout.rack.frame.class);
        }
    }

    #[test]
    fn small_text_stays_readable_where_a_drawing_is_used() {
        for (drawing, width) in
            [(Drawing::Wide, 860.0), (Drawing::Embed, 720.0), (Drawing::Compact, 560.0), (Drawing::Phone, 344.0)]
        {
            let layout = of(drawing);
            assert!(layout.rack.frame.small * width / layout.rack.frame.width > 11.0, "{}", layout.rack.frame.class);
        }
    }
}
