//! What is drawn how large: the stage, two lanes, the timeline. The numbers follow from the stage's measured place, the
//! window and the mode; the style sheet has some of them, too.

use super::Page;
use super::model::Mode;
use crate::app::browser::window;
use crate::app::stage::{self, Drawing};
use crate::link::Tool;

/// The height of a frame up to which its transport has no timeline, as in the style sheet, and about how high the transport
/// is without one and with it, in CSS pixels.
const LOW: f64 = 430.0;
const TRANSPORT: (f64, f64) = (46.0, 145.0);
/// The width of a stage below which there is one section at a time, as in the style sheet, the height of a window from
/// which on the stage stays in sight there, and the width of the strip that it is drawn in, in CSS pixels.
const PHONE: f64 = 704.0;
const TALL: f64 = 560.0;
const STRIP: f64 = 400.0;
/// The least width of the stage, in CSS pixels, at which the lanes stand side by side.
const SIDE_BY_SIDE: f64 = 640.0;
/// What stands between the two lanes and what names each, in CSS pixels.
const GAP: f64 = 1.0;
const HEAD: f64 = 30.0;
/// What of a page's window is not the lanes' drawings but bar, heads and transport, and what is left to them at least,
/// in CSS pixels. The style sheet has the same numbers.
const AROUND: f64 = 300.0;
const LEAST: f64 = 300.0;
/// From this width of the stage on, the settings stand beside the transport, which is so much narrower.
const WITH_SETTINGS: (f64, f64) = (1_040.0, 300.0);
/// The widest stage of one run on a page, and of two lanes.
const WIDEST: f64 = 960.0;
const WIDEST_OF_TWO: f64 = 1_240.0;

impl Page {
    /// Whether the stage is drawn in a strip at the top of the window, so that on a phone what is changed and what it does
    /// are seen together. A low window has no room for it, nor have two lanes; a question and the painter are looked at by
    /// themselves. The style of the strip comes with the tools.
    pub(crate) fn is_pinned(&self) -> bool {
        let model = &self.model;
        let is_phone = model.stage.is_some_and(|(width, _)| width < PHONE) && model.window >= TALL;
        let alone = self.lane_b().is_none() && !matches!(model.tool, Some(Tool::Predict | Tool::Paint));
        model.passed && model.equipped && model.mode == Mode::Page && is_phone && alone
    }

    /// The drawing that suits the stage.
    pub(crate) fn drawing(&self) -> Drawing {
        if self.is_pinned() {
            return Drawing::Small;
        }
        let (place, present) = (self.stage_size(WIDEST), self.model.mode == Mode::Present);
        if let Some(drawing) = self.lane_drawing() {
            drawing
        } else if self.is_fitted() {
            Drawing::fitting(self.host.run().lab(), place, present)
        } else {
            Drawing::of_width(place.0, false, present)
        }
    }

    /// How wide the drawing is shown, in CSS pixels.
    pub(crate) fn drawn_width(&self) -> f64 {
        let (place, side) = match self.lane_size() {
            Some((width, height, side)) => ((width, height), side),
            None if self.is_pinned() => ((self.stage_size(WIDEST).0.min(STRIP), 0.0), false),
            None => (self.stage_size(WIDEST), false),
        };
        if side || self.is_fitted() { self.drawing().drawn_width(self.host.run().lab(), place) } else { place.0 }
    }

    /// Whether the stage's place has a height of its own, which the drawing must not exceed.
    fn is_fitted(&self) -> bool {
        match self.model.mode {
            Mode::Page => false,
            Mode::Present => self.stage_size(WIDEST).0 >= 560.0,
            Mode::Embed => true,
        }
    }

    /// The stage's size in CSS pixels. Until it has been measured it is taken to be as wide as the window, but at most
    /// `most`, and in a frame as high as the transport leaves room for: so a phone's first picture is not made after that
    /// of a laptop, which nobody sees.
    fn stage_size(&self, most: f64) -> (f64, f64) {
        self.model.stage.unwrap_or_else(|| {
            let width = window::width().max(320.0);
            if self.embedded() {
                let transport = if self.model.window > LOW { TRANSPORT.1 } else { TRANSPORT.0 };
                return (width, self.model.window - transport);
            }
            (width.min(most), 540.0)
        })
    }

    /// The width and height of a lane's place on the stage, and whether the lanes stand side by side;
    /// nothing if there is one.
    pub(crate) fn lane_size(&self) -> Option<(f64, f64, bool)> {
        self.lane_b()?;
        let (width, height) = self.stage_size(WIDEST_OF_TWO);
        // A low frame has no room for one above the other, however narrow it is.
        let side = width >= SIDE_BY_SIDE || (self.embedded() && width > height);
        let height = match self.model.mode {
            Mode::Page => (self.model.window - AROUND).max(LEAST),
            Mode::Present | Mode::Embed => (if side { height } else { height / 2.0 } - HEAD).max(1.0),
        };
        Some((if side { (width - GAP) / 2.0 } else { width }, height, side))
    }

    /// Takes note of the window's height, which limits two lanes.
    pub(crate) fn measure_window(&mut self) {
        self.model.window = window::height();
    }

    /// The drawing of a lane; nothing if there is one lane.
    fn lane_drawing(&self) -> Option<Drawing> {
        let (width, height, side) = self.lane_size()?;
        let present = self.model.mode == Mode::Present;
        Some(if side || self.is_fitted() {
            Drawing::fitting(self.host.run().lab(), (width, height), present)
        } else {
            Drawing::of_width(width, true, present)
        })
    }

    /// The drawing of the timeline and its width. With two lanes these are not those of the stages.
    pub(crate) fn timeline_size(&self) -> (Drawing, f64) {
        let two = self.lane_b().is_some();
        let stage = self.stage_size(if two { WIDEST_OF_TWO } else { WIDEST }).0;
        let (embed, present) = (self.embedded(), self.model.mode == Mode::Present);
        let beside = two && stage >= WITH_SETTINGS.0 && !embed && !present;
        let width = if beside { stage - WITH_SETTINGS.1 } else { stage };
        (Drawing::of_width(width, embed, present), width)
    }

    /// The height that an embedded page wants for its stage.
    pub(crate) fn wanted_height(&self) -> f64 {
        let of = |width| stage::wanted_height(self.host.run().lab(), width);
        match self.lane_size() {
            Some((width, _, side)) => (of(width) + HEAD) * if side { 1.0 } else { 2.0 },
            None => of(self.stage_size(WIDEST).0),
        }
    }
}
