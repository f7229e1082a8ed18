//! The part of the stage that changes seldom. It is drawn as one part, so that most frames compare one small value
//! and leave its elements alone.

use yew::Html;

use super::gauge::Gauge;
use super::layout::Layout;
use super::words::{self, Rules};
use crate::app::component::drawn::drawn;
use crate::app::component::tag::row;
use crate::app::stage::Scene;
use crate::labs::breaker::Picture;
use crate::policy::breaker::State;

/// Everything that the slow part shows.
#[derive(Clone, PartialEq)]
pub(super) struct Seen {
    pub(super) layout: &'static Layout,
    pub(super) state: State,
    /// The state before it.
    pub(super) before: Option<State>,
    pub(super) killed: bool,
    /// Callers, the service's failure rate and the pause between calls.
    pub(super) callers: u32,
    /// Calls that wait for a probe to answer.
    pub(super) waiting: usize,
    pub(super) failure: f64,
    pub(super) pause: f64,
    pub(super) gauge: Gauge,
    pub(super) rules: Rules,
    /// What is left of the wait, in words.
    pub(super) countdown: String,
    /// Successes, failures, fast fails, and the milliseconds of waiting that these avoided.
    pub(super) numbers: [u64; 4],
}

impl Seen {
    pub(super) fn new(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout, gauge: Gauge) -> Self {
        let settings = scene.settings;
        let countdown = match words::time_left(picture, scene.now) {
            Some(left) if left > 0.0 => words::countdown(left) + " left",
            Some(_) => "due".to_owned(),
            None => String::new(),
        };
        let avoided = u64::try_from(picture.time_saved.as_millis()).unwrap_or(u64::MAX);
        Self {
            layout,
            state: picture.state,
            before: picture.before,
            killed: picture.killed,
            callers: settings.count("callers"),
            waiting: picture.waiting.len(),
            failure: settings.number("failure"),
            pause: settings.number("pause"),
            gauge,
            rules: Rules::new(settings),
            countdown,
            numbers: [picture.successes, picture.failures, picture.fast_fails, avoided],
        }
    }
}

/// The slow part of the drawing.
pub(super) fn view(seen: Seen) -> Html {
    drawn(seen, |seen| {
        if seen.gauge == Gauge::None {
            return row(vec![super::switch::without(seen), super::counters::view(seen)]);
        }
        row(vec![
            super::switch::view(seen),
            super::diagram::view(seen),
            super::counters::view(seen),
            super::gauge::view(seen.layout, &seen.gauge),
        ])
    })
}
