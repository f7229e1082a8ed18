//! The stages: one drawing a lab, made from the run's picture and nothing else.
//!
//! A stage is a pure function of a [`Scene`]. It is called once an animation frame, so it does no work that its picture
//! could have done before. `view` gives the whole content of the stage card: one `<svg>` with its own view box and,
//! laid over it, the HTML buttons that act on the scene (class `over`, placed by class in per cent of the stage).

pub(crate) mod batch;
pub(crate) mod breaker;
pub(crate) mod retry;

use yew::{Callback, Html};

use crate::app::plot::pen::Point;
use crate::lab::LabId;
use crate::lab::Picture;
use crate::lab::spec::Settings;
use crate::sim::input::Action;
use crate::sim::paint::Painting;
use crate::time::Instant;

/// Everything that a drawing may depend on.
pub(crate) struct Scene<'a> {
    /// The state to be drawn.
    pub(crate) picture: &'a Picture,
    /// The retry lab's run without jitter, with the same random numbers.
    pub(crate) twin: Option<&'a Picture>,
    /// The other of two lanes, with which this one shares its scales.
    pub(crate) beside: Option<(&'a Picture, &'a Settings)>,
    /// The present settings.
    pub(crate) settings: &'a Settings,
    /// The virtual time that is shown.
    pub(crate) now: Instant,
    /// Which of the lab's drawings is wanted.
    pub(crate) drawing: Drawing,
    /// Whether virtual time is running.
    pub(crate) playing: bool,
    /// Virtual seconds a real second.
    pub(crate) speed: f64,
    /// Whether the reader asked for reduced motion: the same states as discrete steps.
    pub(crate) still: bool,
    /// Where a button on the stage reports what was pressed.
    pub(crate) act: &'a Callback<Action>,
    /// The width of the stage in CSS pixels; its text must not fall below 11 px on screen.
    pub(crate) width: f64,
    /// What is painted over the settings.
    pub(crate) paint: &'a Painting,
    /// Whether what theory expects may be told, which would answer an open question.
    pub(crate) guessed: bool,
}

impl Scene<'_> {
    /// Whether states follow each other so fast that a movement from one to the next would come too late: the picture
    /// is the state.
    pub(crate) fn is_swift(&self) -> bool {
        self.playing && self.speed > 1.0
    }
}

/// A lab's drawings. Each is drawn for its size; none is another one shrunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawing {
    /// Beside the settings of a laptop: 860 px and more.
    Wide,
    /// In a slide, or on a stage narrower than 860 px: fewer words, larger.
    Embed,
    /// Over the full width of a projector.
    Present,
    /// Below 560 px: a drawing of its own.
    Phone,
    /// One of two lanes in a low window: everything in a few rows.
    Low,
}

/// Text smaller than this, in CSS pixels, cannot be read from a seat in a room.
const LEGIBLE: f64 = 11.0;

impl Drawing {
    /// The drawing that suits a stage of `width` pixels.
    pub(crate) fn fitting(width: f64, embed: bool, present: bool) -> Self {
        if width < 560.0 {
            Self::Phone
        } else if present {
            Self::Present
        } else if embed || width < 860.0 {
            Self::Embed
        } else {
            Self::Wide
        }
    }

    /// The drawing that suits a lane beside another one, in a place of this width and height: the low one where the
    /// words of the usual one would become too small, and its own do not.
    pub(crate) fn of_lane(lab: LabId, place: Point, present: bool) -> Self {
        let usual = Self::fitting(place.0, true, present);
        let size = |drawing| text_size(lab, drawing, place);
        let low = place.0 >= LEAST && size(Self::Low) > size(usual);
        if size(usual) < LEGIBLE && low { Self::Low } else { usual }
    }
}

/// The least width of the low drawing, in CSS pixels. On a narrower place a phone's is cut off below, and the page that
/// embeds it is told the height that it wants.
const LEAST: f64 = 400.0;

/// How large the small text of a lab's drawing is in CSS pixels where the whole of it is shown in a place.
fn text_size(lab: LabId, drawing: Drawing, (width, height): Point) -> f64 {
    let (size, own, below) = match lab {
        LabId::Breaker => breaker::size(drawing, width),
        LabId::Retry => retry::size(drawing, width),
        LabId::Batch => batch::size(drawing, width),
    };
    size * (width / own.0).min((height - below) / own.1)
}

/// The stage of the scene's lab.
pub(crate) fn view(scene: &Scene<'_>) -> Html {
    match scene.picture {
        Picture::Breaker(_) => breaker::view(scene),
        Picture::Retry(_) => retry::view(scene),
        Picture::Batch(_) => batch::view(scene),
    }
}

/// The classes of a stage's outermost element: its lab, its drawing, whether nothing moves by itself, and a very narrow
/// screen.
fn stage_class(lab: &str, drawing: &str, scene: &Scene<'_>) -> String {
    let still = if scene.still || scene.is_swift() { " still" } else { "" };
    let tiny = if scene.width < 345.0 { " tiny" } else { "" };
    format!("{lab} {drawing}{still}{tiny}")
}

#[cfg(test)]
mod tests {
    use super::{Drawing, LEGIBLE, LabId, text_size};

    #[test]
    fn the_drawing_follows_the_width_then_the_mode() {
        assert_eq!(Drawing::fitting(390.0, true, true), Drawing::Phone);
        assert_eq!(Drawing::fitting(960.0, true, false), Drawing::Embed);
        assert_eq!(Drawing::fitting(700.0, false, false), Drawing::Embed);
        assert_eq!(Drawing::fitting(1280.0, false, true), Drawing::Present);
        assert_eq!(Drawing::fitting(940.0, false, false), Drawing::Wide);
    }

    #[test]
    fn a_lane_is_drawn_so_that_its_words_can_be_read() {
        // A slide of 960 by 540 and one of 1280 by 640; a page of 1280 by 800; a tablet upright.
        let places = [(480.0, 331.0), (640.0, 389.0), (619.0, 500.0), (372.0, 724.0)];
        let of = |lab| places.map(|place| Drawing::of_lane(lab, place, false));
        use Drawing::{Embed, Low, Phone};
        assert_eq!(of(LabId::Breaker), [Low, Embed, Embed, Phone]);
        assert_eq!(of(LabId::Retry), [Low, Embed, Embed, Phone]);
        assert_eq!(of(LabId::Batch), [Low, Low, Embed, Phone]);
        assert_eq!(Drawing::of_lane(LabId::Batch, (319.5, 250.0), false), Phone);
        for lab in LabId::ALL {
            for place in places {
                let size = text_size(lab, Drawing::of_lane(lab, place, false), place);
                assert!(size >= LEGIBLE, "{lab:?} {place:?}: {size}");
            }
        }
    }
}
