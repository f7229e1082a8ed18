//! Where buttons lie over a drawing. They are HTML, because the parts of a picture say nothing to a screen reader, and
//! stand in the drawing's units, so that a drawing and its buttons cannot drift apart.

use super::frame::Frame;
use crate::decimal;

/// The place of some buttons, in the units of their drawing. Their height is the style sheet's, which knows what a finger
/// needs, unless it is given, and so is their width where only one side is given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Over {
    top: f64,
    left: Option<f64>,
    right: Option<f64>,
    bottom: Option<f64>,
}

impl Over {
    /// From one side to the other.
    pub(super) const fn between(left: f64, right: f64, top: f64) -> Self {
        Self { top, left: Some(left), right: Some(right), bottom: None }
    }

    /// Beginning here.
    pub(super) const fn from(left: f64, top: f64) -> Self {
        Self { top, left: Some(left), right: None, bottom: None }
    }

    /// Ending here.
    pub(super) const fn to(right: f64, top: f64) -> Self {
        Self { top, left: None, right: Some(right), bottom: None }
    }

    /// As high as from its top to here.
    pub(super) const fn down_to(self, bottom: f64) -> Self {
        Self { bottom: Some(bottom), ..self }
    }

    /// The place as a value of `inset`: in per cent of the drawing, so that it is the same at any size.
    pub(super) fn inset(self, frame: &Frame) -> String {
        let share = |from: Option<f64>, whole: f64| {
            from.map_or_else(|| "auto".to_owned(), |from| decimal::short(100.0 * from / whole, 3) + "%")
        };
        let sides = [
            share(Some(self.top), frame.height),
            share(self.right.map(|right| frame.width - right), frame.width),
            share(self.bottom.map(|bottom| frame.height - bottom), frame.height),
            share(self.left, frame.width),
        ];
        sides.join(" ")
    }

    /// Whether all that is known of it lies in the drawing.
    #[cfg(test)]
    pub(super) fn is_in(self, frame: &Frame) -> bool {
        let (left, right) = (self.left.or(self.right), self.right.or(self.left));
        let lies = self.bottom.is_none_or(|bottom| bottom > self.top && bottom < frame.height);
        lies && left > Some(0.0)
            && left <= right
            && right < Some(frame.width)
            && self.top > 0.0
            && self.top < frame.height
    }
}
