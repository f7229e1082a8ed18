//! Painting the outage: tracks under the timeline on which failure rate and latency are drawn over time.
//!
//! What is painted is a part of the run's scenario and stands there alone. Here is what the painter holds: which track,
//! which span of time, which values, and the line under the hand until it is let go.

mod freehand;
mod pad;
mod shape;
mod track;
mod update;
mod view;

use yew::{Callback, Html};

use self::freehand::Freehand;
use self::shape::Shape;
use self::view::Panel;
use super::Instrument;
use crate::app::page::Page;
use crate::app::page::model::Mode;
use crate::app::plot::draw::Point;
use crate::app::plot::scale::nice;
use crate::app::plot::timeline::Timeline;
use crate::decimal;
use crate::link;
use crate::play::{LabId, Run};
use crate::sim::event::ServiceId;
use crate::sim::paint::{LAST, Painting, Stroke, Track, What};
use crate::text::page::paint as text;
use crate::time::{Instant, span_from_seconds};

/// The finest step of time on a window: a part of it, rounded up.
const CELLS: f64 = 80.0;
/// The span that is chosen at the playhead is such a part of the window, rounded up.
const SPAN: f64 = 0.2;

/// The tool: what the painter holds, and the panel.
pub(crate) struct Paint {
    brush: Brush,
    panel: Panel,
    dispatch: Callback<Message>,
}

impl Paint {
    /// The tool, with a fresh brush. It tells its messages to `dispatch`.
    pub(crate) fn new(dispatch: Callback<Message>) -> Self {
        Self { brush: Brush::new(LabId::first()), panel: Panel::default(), dispatch }
    }

    /// Draws the panel, if the tool is open and something has changed since the edition before of the timeline.
    pub(crate) fn draw(&mut self, page: &Page, edition: u64, timeline: &Timeline<'_>) {
        if page.model.has_open(link::Tool::Paint) {
            self.panel.renew(edition, timeline, &self.brush, &self.dispatch);
        } else {
            self.panel.close();
        }
    }

    /// The panel.
    pub(crate) fn view(&self) -> Html {
        self.panel.view()
    }

    /// Whether the panel shows the paint of a track, so that the timeline need not: of the service that is worked on, or
    /// of all where they are alike.
    pub(crate) fn shows(&self, run: &Run, track: Track) -> bool {
        let (lab, painting) = (run.lab(), &run.tape().scenario.paint);
        if self.brush.all { !differ(lab, painting, track.what) } else { self.brush.track.service == track.service }
    }
}

impl Instrument for Paint {
    /// Another run has a brush of its own.
    fn arrive(&mut self, page: &Page) {
        self.brush = Brush::new(page.host.run().lab());
    }

    /// Where time stands still, the form is about the present moment.
    fn look(&mut self, page: &mut Page) -> bool {
        if !page.model.playing {
            self.brush.at = page.now();
        }
        false
    }

    /// What has just been opened is scrolled into sight.
    fn rendered(&mut self, page: &Page) {
        if page.shown && page.model.mode == Mode::Page {
            self.panel.come_into_sight();
        }
    }

    /// Some way on, so that there is something to paint on.
    fn sight(&self, page: &Page, sight: Point) -> Point {
        if page.model.has_open(link::Tool::Paint) { (sight.0, self.reach(page, sight)) } else { sight }
    }
}

/// What the painter holds.
#[derive(Clone, Debug, PartialEq)]
struct Brush {
    /// The track that is worked on.
    track: Track,
    /// Whether it is that of all services at once, each of which gets what is painted.
    all: bool,
    /// The span that was chosen; where none was, it begins at the playhead.
    span: Option<(Instant, Instant)>,
    /// The playhead as it last stood still, so that the form does not run away from the hand that fills it in.
    at: Instant,
    /// The values at the start and end of what is painted next, for failure and latency.
    values: [Point; 2],
    /// A field with a text that is not allowed.
    wrong: Option<(&'static str, String)>,
    /// The line under the hand.
    drawn: Option<Freehand>,
}

/// Something that the painter did.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Message {
    /// The pointer went down on a track, at a part of its width and of its height from the top.
    Pressed(Track, Point),
    /// It moved.
    Moved(Point),
    /// It was lifted: the line is painted.
    Lifted,
    /// It was taken away: the line is forgotten.
    Cancelled,
    /// A track has the focus.
    Focused(Track),
    /// A key went down on the track.
    Keyed(Press),
    /// A field of the form was set to this text.
    Typed(&'static str, String),
    /// Another service's tracks were asked for, by its number, or those of all by [`ALL`].
    ServiceChosen(String),
    /// The form is to be about failure or about latency.
    WhatChosen(String),
    /// The values are to be painted over the span.
    SetPressed,
    /// The span is to be as set again.
    ErasePressed,
    /// A shape is to fill the span.
    ShapePressed(Shape),
    /// The track is to be as set again.
    TrackCleared,
    /// Everything is.
    AllCleared,
}

/// What a key on a track asks for, in steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Press {
    /// The span goes back or forth.
    Shift(i64),
    /// Its end does.
    Stretch(i64),
    /// The values rise or fall.
    Raise(f64),
    /// The values are painted.
    Set,
    /// The span is as set again.
    Erase,
    /// The line under the hand is forgotten; without one, the span goes back to the playhead.
    Escape,
}

impl Brush {
    /// A fresh brush for a lab.
    fn new(lab: LabId) -> Self {
        let service = lab.services.first().map_or(0, |service| service.id);
        Self {
            track: Track { service, what: What::Failure },
            all: false,
            span: None,
            at: Instant::ZERO,
            values: [(1.0, 1.0), (2.0, 2.0)],
            wrong: None,
            drawn: None,
        }
    }

    /// The span that is worked on, in a window of this many seconds.
    fn span(&self, window: f64) -> (Instant, Instant) {
        self.span.unwrap_or_else(|| {
            let grid = grid(window);
            let from = self.at.millis() / grid * grid;
            held(from, from + millis(nice(window * SPAN)))
        })
    }

    /// The services that get what is painted.
    fn services(&self, lab: LabId) -> Vec<ServiceId> {
        let services = lab.services.iter().map(|service| service.id);
        services.filter(|service| self.all || *service == self.track.service).collect()
    }

    /// The strokes of a quality that its track shows. Where all services have the same stroke, it is there once.
    fn strokes(&self, lab: LabId, painting: &Painting, what: What) -> Vec<Stroke> {
        let mut strokes: Vec<Stroke> = Vec::new();
        for service in self.services(lab) {
            let of = painting.on(Track { service, what }).map(|stroke| stroke.on(self.track.service));
            for stroke in of {
                if !strokes.contains(&stroke) {
                    strokes.push(stroke);
                }
            }
        }
        strokes
    }

    /// The values to paint next on the track.
    fn values(&self) -> Point {
        self.values[usize::from(self.track.what == What::Latency)]
    }

    fn set_values(&mut self, values: Point) {
        self.values[usize::from(self.track.what == What::Latency)] = values;
    }

    /// Chooses a span, in milliseconds.
    fn choose(&mut self, from: u64, to: u64) {
        self.span = Some(held(from, to));
        self.wrong = None;
    }

    /// Moves the span by this many steps, as far as the run's start.
    fn shift(&mut self, window: f64, steps: i64) {
        let (from, to) = self.span(window);
        let moved = |at: Instant| at.millis().saturating_add_signed(steps.saturating_mul(grid(window) as i64));
        let (start, length) = (moved(from), to.millis() - from.millis());
        self.choose(start, start + length);
    }

    /// Moves its end, which stays at least a step behind its start.
    fn stretch(&mut self, window: f64, steps: i64) {
        let (from, to) = self.span(window);
        let grid = grid(window);
        let end = to.millis().saturating_add_signed(steps.saturating_mul(grid as i64));
        self.choose(from.millis(), end.max(from.millis() + grid));
    }

    /// Raises or lowers the values by this many steps.
    fn raise(&mut self, steps: f64) {
        let what = self.track.what;
        let risen = |value: f64| (value + steps * step(what)).max(0.0).min(what.most());
        let (start, end) = self.values();
        self.set_values((tidy(risen(start)), tidy(risen(end))));
    }

    /// Takes in what was typed into a field of the form. What is not allowed stays there, with what is.
    fn typed(&mut self, key: &'static str, text: &str, window: f64) {
        let (from, to) = self.span(window);
        let (start, end) = self.values();
        let read = decimal::read(text.trim());
        let what = self.track.what;
        let moment = read.and_then(span_from_seconds).map(|span| Instant::ZERO.after(span)).filter(|at| *at <= LAST);
        let value = read.map(|value| value / per(what)).filter(|value| (0.0..=what.most()).contains(value));
        self.wrong = None;
        match (key, moment, value) {
            // A span that would be turned around is moved instead.
            (FROM, Some(at), _) if at < to => self.choose(at.millis(), to.millis()),
            (FROM, Some(at), _) => self.choose(at.millis(), at.after(to.since(from)).millis()),
            (TO, Some(at), _) if at > from => self.choose(from.millis(), at.millis()),
            (START, _, Some(value)) => self.set_values((value, if start == end { value } else { end })),
            (END, _, Some(value)) => self.set_values((start, value)),
            _ => self.wrong = Some((key, text.to_owned())),
        }
    }

    /// What is allowed in a field.
    fn allowed(&self, key: &str) -> &'static str {
        match (key, self.track.what) {
            (FROM, _) => text::FROM_ALLOWED,
            (TO, _) => text::UNTIL_ALLOWED,
            (_, What::Failure) => text::FAILURE_ALLOWED,
            (_, What::Latency) => text::LATENCY_ALLOWED,
        }
    }
}

/// The choice of all services.
const ALL: &str = "all";

/// Whether some services of a lab have other strokes of a quality than the others.
fn differ(lab: LabId, painting: &Painting, what: What) -> bool {
    let services = lab.services;
    let first = services.first().map_or(0, |service| service.id);
    let of = |service| painting.on(Track { service, what }).map(move |stroke| stroke.on(first));
    services.iter().any(|service| !of(service.id).eq(of(first)))
}

/// The fields of the form.
const FROM: &str = "paint-from";
const TO: &str = "paint-to";
const START: &str = "paint-start";
const END: &str = "paint-end";

/// How many of the units that the page shows make one of a link's.
const fn per(what: What) -> f64 {
    match what {
        What::Failure => 100.0,
        What::Latency => 1.0,
    }
}

/// The step of values that are drawn by hand.
const fn step(what: What) -> f64 {
    match what {
        What::Failure => 0.05,
        What::Latency => 0.1,
    }
}

/// The step of time in a window of this many seconds, in milliseconds.
fn grid(window: f64) -> u64 {
    millis(nice(window / CELLS)).max(1)
}

fn millis(seconds: f64) -> u64 {
    (seconds * 1e3).round() as u64
}

/// A span within a day that is not empty.
fn held(from: u64, to: u64) -> (Instant, Instant) {
    let from = from.min(LAST.millis() - 1);
    (Instant::from_millis(from), Instant::from_millis(to.max(from + 1).min(LAST.millis())))
}

/// Without what binary fractions add.
fn tidy(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;
    use crate::policy::ConfigError;

    fn spans(brush: &Brush) -> (u64, u64) {
        let (from, to) = brush.span(20.0);
        (from.millis(), to.millis())
    }

    #[test]
    fn the_span_begins_at_the_playhead_until_one_is_chosen() {
        let mut brush = Brush::new(named("breaker"));
        assert_eq!(spans(&brush), (0, 5_000));
        brush.at = Instant::from_millis(12_345);
        assert_eq!(spans(&brush), (12_000, 17_000));
        brush.choose(3_000, 4_000);
        brush.at = Instant::from_millis(1);
        assert_eq!(spans(&brush), (3_000, 4_000));
        brush.at = LAST;
        brush.span = None;
        assert_eq!(spans(&brush), (86_399_999, 86_400_000), "a day has an end");
    }

    #[test]
    fn keys_move_the_span_and_its_values_within_what_is_allowed() {
        let mut brush = Brush::new(named("batch"));
        brush.shift(20.0, -1);
        assert_eq!(spans(&brush), (0, 5_000), "at the start it stays as it is");
        brush.shift(20.0, 1);
        brush.stretch(20.0, 2);
        assert_eq!(spans(&brush), (500, 6_500));
        for _ in 0..40 {
            brush.stretch(20.0, -1);
        }
        assert_eq!(spans(&brush), (500, 1_000));
        brush.raise(-3.0);
        assert_eq!(brush.values(), (0.85, 0.85));
        brush.raise(99.0);
        assert_eq!(brush.values(), (1.0, 1.0));
        brush.track.what = What::Latency;
        brush.raise(1.0);
        assert_eq!(brush.values(), (2.1, 2.1));
    }

    #[test]
    fn the_track_of_all_shows_what_they_share_once_and_says_when_they_differ() -> Result<(), ConfigError> {
        let mut brush = Brush::new(named("batch"));
        let times = (Instant::from_millis(1_000), Instant::from_millis(2_000));
        let outage = Stroke::new(brush.track, times, (1.0, 1.0))?;
        assert_eq!(brush.services(named("batch")), [0]);
        brush.all = true;
        let services = brush.services(named("batch"));
        assert_eq!(services, [0, 1, 2, 3, 4]);
        let mut painting = Painting::default();
        for service in services {
            painting.paint(&[outage.on(service)])?;
        }
        assert_eq!(painting.strokes().len(), 5);
        assert_eq!(brush.strokes(named("batch"), &painting, What::Failure), [outage]);
        assert!(!differ(named("batch"), &painting, What::Failure));
        painting.erase(&[Track { service: 3, ..brush.track }], times.0, times.1)?;
        assert_eq!(brush.strokes(named("batch"), &painting, What::Failure), [outage]);
        assert!(differ(named("batch"), &painting, What::Failure));
        assert!(!differ(named("batch"), &painting, What::Latency));
        Ok(())
    }

    #[test]
    fn what_is_typed_is_taken_or_kept_with_what_is_allowed() {
        let mut brush = Brush::new(named("breaker"));
        let mut typed = |key, text: &str| {
            brush.typed(key, text, 20.0);
            (spans(&brush), brush.values(), brush.wrong.as_ref().map(|(key, _)| brush.allowed(key)))
        };
        assert_eq!(typed(FROM, "2"), ((2_000, 5_000), (1.0, 1.0), None));
        assert_eq!(typed(FROM, "7.5"), ((7_500, 10_500), (1.0, 1.0), None), "a span is not turned around");
        assert_eq!(typed(TO, "7"), ((7_500, 10_500), (1.0, 1.0), Some("after the start, at most 86400 s")));
        assert_eq!(typed(START, "80"), ((7_500, 10_500), (0.8, 0.8), None), "a level stays one");
        assert_eq!(typed(END, "10"), ((7_500, 10_500), (0.8, 0.1), None));
        assert_eq!(typed(END, "101"), ((7_500, 10_500), (0.8, 0.1), Some("0 to 100 %")));
        assert_eq!(typed(FROM, "soon"), ((7_500, 10_500), (0.8, 0.1), Some("0 to 86400 s")));
        assert_eq!(typed(FROM, "90000").2, Some("0 to 86400 s"));
    }
}
