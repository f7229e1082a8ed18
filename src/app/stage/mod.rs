//! The stages: one drawing a lab, made from the run's picture and nothing else.
//!
//! A stage is a pure function of a [`Scene`]. It is called once an animation frame, so it does no work that its picture
//! could have done before. `view` gives the whole content of the stage card: one `<svg>` with its own view box and,
//! laid over it, the HTML buttons that act on the scene (class `over`). A button stands where the layout has it: the page
//! tells the style sheet the places of all of them when it fits the stage.

pub(crate) mod batch;
pub(crate) mod breaker;
pub(crate) mod bulkhead;
pub(crate) mod cascade;
pub(crate) mod clinic;
pub(crate) mod dashboard;
pub(crate) mod fallback;
#[cfg(feature = "fixture")]
mod fixture;
mod frame;
mod over;
pub(crate) mod pipeline;
pub(crate) mod retry;
mod sensors;
pub(crate) mod stack;
pub(crate) mod storm;
pub(crate) mod thumb;

use yew::{Callback, Html};

use self::frame::Frame;
use self::over::Over;
use self::thumb::Thumb;
use crate::app::plot::draw::Point;
use crate::late::Late;
use crate::play::history::History;
use crate::play::spec::Settings;
use crate::play::{LabId, Picture};
use crate::sim::input::Action;
use crate::sim::paint::Painting;
use crate::time::Instant;

/// The page's half of a lab: how its picture is drawn.
pub(crate) struct Stage {
    /// The lab's name in a link.
    lab: &'static str,
    /// The whole content of the stage card.
    view: fn(&Scene<'_>) -> Html,
    /// The frame of a drawing.
    frame: fn(Drawing) -> &'static Frame,
    /// Where the buttons over a drawing stand, in the order in which the style sheet knows them.
    over: fn(Drawing) -> Vec<Over>,
}

/// The stage of the first lab, which is there from the start.
static FIRST: Stage = breaker::STAGE;

/// The stages of the lecture's labs: a part of the registry, as the labs have it.
const LECTURE: &[Stage] = &[breaker::STAGE, retry::STAGE, batch::STAGE, stack::STAGE, pipeline::STAGE];

/// The stages of the first labs beyond it.
const BEYOND: &[Stage] = &[storm::STAGE, cascade::STAGE, bulkhead::STAGE, fallback::STAGE];

/// The stages of the labs that follow.
const FURTHER: &[Stage] = &[
    dashboard::STAGE,
    clinic::STAGE,
    #[cfg(feature = "fixture")]
    fixture::STAGE,
];

/// The small pictures of the labs, by the labs' names in a link: the registry that only the overview looks into. A lab
/// without a line has the plain one.
const THUMBS: &[(&str, Thumb)] = &[
    ("retry", retry::thumb::thumb),
    ("breaker", breaker::thumb::thumb),
    ("batch", batch::thumb::thumb),
    ("stack", stack::thumb::thumb),
    ("pipeline", pipeline::thumb::thumb),
    ("storm", storm::thumb::thumb),
    ("cascade", cascade::thumb::thumb),
    ("bulkhead", bulkhead::thumb::thumb),
    ("fallback", fallback::thumb::thumb),
    ("dashboard", dashboard::thumb::thumb),
    ("clinic", clinic::thumb::thumb),
];

/// The stages that are here: a program in pieces begins with that of the first lab.
static STAGES: [Late<&[Stage]>; 3] =
    [Late::new(&[breaker::STAGE], LECTURE), Late::new(&[], BEYOND), Late::new(&[], FURTHER)];

/// The stages of the lecture's labs.
pub(crate) const fn lecture() -> &'static [Stage] {
    LECTURE
}

/// The stages of the first labs beyond it.
pub(crate) const fn beyond() -> &'static [Stage] {
    BEYOND
}

/// The stages of the labs that follow.
pub(crate) const fn further() -> &'static [Stage] {
    FURTHER
}

/// From now on all stages are here: those of the lecture, of the first labs beyond it, and of those that follow.
pub(crate) fn add(stages: [&'static [Stage]; 3]) {
    for (part, stages) in STAGES.iter().zip(stages) {
        part.add(stages);
    }
}

impl Stage {
    /// The stage of a lab that is here. A test holds that each lab has one.
    fn of(lab: LabId) -> &'static Self {
        let mut stages = STAGES.iter().flat_map(Late::get);
        stages.find(|stage| stage.lab == lab.key).unwrap_or(&FIRST)
    }
}

/// Everything that a drawing may depend on.
pub(crate) struct Scene<'a> {
    /// The lab.
    pub(crate) lab: LabId,
    /// The state to be drawn.
    pub(crate) picture: &'a dyn Picture,
    /// The lab's baseline, with the same random numbers; see [`crate::play::Lab::baseline`].
    pub(crate) baseline: Option<&'a dyn Picture>,
    /// The other of two lanes, with which this one shares its scales.
    pub(crate) beside: Option<(&'a dyn Picture, &'a Settings)>,
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
    /// All that has been done before, for a stage that has to know what was tried.
    pub(crate) history: &'a History,
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
    /// The same on a stage narrower than 720 px.
    Compact,
    /// Below 560 px: a drawing of its own.
    Phone,
    /// One of two lanes in a low window, or a low frame: everything in a few rows.
    Low,
    /// A frame that is smaller still: what is going on, and no more.
    Small,
}

/// Text smaller than this, in CSS pixels, cannot be read from a seat in a room.
const LEGIBLE: f64 = 11.0;

impl Drawing {
    /// The drawings for a place of a given width and height, from the richest on. The first is for a projector.
    const FITTED: [Self; 6] = [Self::Present, Self::Embed, Self::Compact, Self::Phone, Self::Low, Self::Small];

    /// The drawing that suits a stage of this width which is as high as it likes.
    pub(crate) fn of_width(width: f64, embed: bool, present: bool) -> Self {
        if width < 560.0 {
            Self::Phone
        } else if width < 720.0 {
            Self::Compact
        } else if present && width >= 1_000.0 {
            Self::Present
        } else if embed || present || width < 860.0 {
            Self::Embed
        } else {
            Self::Wide
        }
    }

    /// The drawing that suits a place of this width and height: the richest one whose words can be read there; where none
    /// can, the one with the largest words. It depends on nothing else, so a frame that was another size before shows the
    /// same as one that was not.
    pub(crate) fn fitting(lab: LabId, place: Point, present: bool) -> Self {
        let size = |drawing: &Self| text_size(lab, *drawing, place);
        let all = Self::FITTED.get(usize::from(!present)..).unwrap_or_default();
        let readable = all.iter().find(|drawing| size(drawing) >= LEGIBLE);
        let largest = all.iter().max_by(|one, other| size(one).total_cmp(&size(other)));
        readable.or(largest).copied().unwrap_or(Self::Embed)
    }

    /// Its width over its height.
    pub(crate) fn ratio(self, lab: LabId) -> f64 {
        let frame = self.frame(lab);
        frame.width / frame.height
    }

    /// How wide it is where the whole of it is shown in a place, in CSS pixels.
    pub(crate) fn drawn_width(self, lab: LabId, (width, height): Point) -> f64 {
        width.min((height - self.frame(lab).below).max(1.0) * self.ratio(lab))
    }

    /// Where the buttons over it stand, as values of `inset`.
    pub(crate) fn insets(self, lab: LabId) -> Vec<String> {
        let places = (Stage::of(lab).over)(self);
        places.into_iter().map(|place| place.inset(self.frame(lab))).collect()
    }

    /// Its frame.
    fn frame(self, lab: LabId) -> &'static Frame {
        (Stage::of(lab).frame)(self)
    }
}

/// How high a stage of this width wants to be, in CSS pixels.
pub(crate) fn wanted_height(lab: LabId, width: f64) -> f64 {
    let drawing = Drawing::fitting(lab, (width, f64::INFINITY), false);
    width / drawing.ratio(lab) + drawing.frame(lab).below
}

/// How large the small text of a lab's drawing is in CSS pixels where the whole of it is shown in a place.
fn text_size(lab: LabId, drawing: Drawing, place: Point) -> f64 {
    let frame = drawing.frame(lab);
    frame.small * drawing.drawn_width(lab, place) / frame.width
}

/// The stage of the scene's lab.
pub(crate) fn view(scene: &Scene<'_>) -> Html {
    (Stage::of(scene.lab).view)(scene)
}

/// The classes of a stage's outermost element: its lab, its drawing, whether nothing moves by itself, and a very narrow
/// screen.
fn stage_class(lab: &str, frame: &Frame, scene: &Scene<'_>) -> String {
    let still = if scene.still || scene.is_swift() { " still" } else { "" };
    let tiny = if scene.width < 345.0 { " tiny" } else { "" };
    format!("{lab} {}{still}{tiny}", frame.class)
}

#[cfg(test)]
mod tests {
    use super::{Drawing, LEGIBLE, LabId, text_size, wanted_height};
    use crate::labs::named;

    #[test]
    fn each_lab_has_a_stage_of_its_own() {
        for lab in LabId::all() {
            assert_eq!(super::Stage::of(lab).lab, lab.key);
        }
    }

    #[test]
    fn each_small_picture_is_one_of_a_lab() {
        for (key, _) in super::THUMBS {
            assert!(LabId::from_key(key).is_some(), "{key}");
        }
    }

    #[test]
    fn the_drawing_follows_the_width_then_the_mode() {
        assert_eq!(Drawing::of_width(390.0, true, true), Drawing::Phone);
        assert_eq!(Drawing::of_width(960.0, true, false), Drawing::Embed);
        assert_eq!(Drawing::of_width(700.0, false, false), Drawing::Compact);
        assert_eq!(Drawing::of_width(1280.0, false, true), Drawing::Present);
        assert_eq!(Drawing::of_width(940.0, false, false), Drawing::Wide);
    }

    #[test]
    fn a_place_is_drawn_so_that_its_words_can_be_read() {
        // Lanes in a slide of 960 by 540 and in one of 1280 by 640; in a page of 1280 by 800; in a tablet upright.
        let places = [(480.0, 331.0), (640.0, 389.0), (619.0, 500.0), (372.0, 724.0)];
        let of = |lab| places.map(|place| Drawing::fitting(lab, place, false));
        use Drawing::{Compact, Embed, Low, Phone, Small};
        assert_eq!(of(named("breaker")), [Low, Compact, Compact, Phone]);
        assert_eq!(of(named("retry")), [Low, Compact, Compact, Phone]);
        assert_eq!(of(named("batch")), [Low, Low, Compact, Phone]);
        // Slides: 480 by 270, 960 by 440, 1280 by 720.
        for lab in LabId::all() {
            let slides = [(480.0, 226.0), (960.0, 295.0), (1280.0, 575.0)];
            let drawn = slides.map(|place| Drawing::fitting(lab, place, false));
            assert!(
                ["breaker", "retry", "batch"].map(named).iter().all(|one| *one != lab)
                    || drawn == [Small, Embed, Embed],
                "{lab:?}: {drawn:?}"
            );
            for place in places.into_iter().chain(slides) {
                let size = text_size(lab, Drawing::fitting(lab, place, false), place);
                assert!(size >= LEGIBLE, "{lab:?} {place:?}: {size}");
            }
        }
    }

    #[test]
    fn buttons_stand_in_their_drawing() {
        for lab in LabId::all() {
            for drawing in [Drawing::Wide].into_iter().chain(Drawing::FITTED) {
                let places = (super::Stage::of(lab).over)(drawing);
                assert!(places.iter().all(|place| place.is_in(drawing.frame(lab))), "{lab:?} {drawing:?}: {places:?}");
            }
        }
        // Below the service of 136 by 116 units at 772, 134 in a drawing of 936 by 420.
        assert_eq!(Drawing::Wide.insets(named("breaker")), ["61.429% 2.991% auto 82.479%"]);
    }

    #[test]
    fn a_stage_that_gets_the_height_it_wants_is_as_wide_as_its_place() {
        for lab in LabId::all() {
            for width in [320.0, 400.0, 480.0, 559.0, 640.0, 800.0, 960.0, 1280.0] {
                let place = (width, wanted_height(lab, width));
                let drawing = Drawing::fitting(lab, place, false);
                assert!((drawing.drawn_width(lab, place) - width).abs() < 1e-6, "{lab:?} {width}");
            }
        }
    }
}
