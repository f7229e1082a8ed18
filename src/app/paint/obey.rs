//! What each stroke of the painter changes.

use super::freehand::MOST;
use super::{ALL, Brush, Freehand, Press, SPAN, Stroked, grid};
use crate::app::App;
use crate::app::plot::pen::Point;
use crate::app::plot::reel;
use crate::decimal;
use crate::link::Tool;
use crate::play::paint;
use crate::policy::ConfigError;
use crate::sim::paint::{LAST, Painting, Stroke, Track, What};
use crate::time::Instant;

/// The share of a track's height above its greatest value and below its least, so that a hand can reach both.
pub(super) const EDGE: f64 = 0.1;

impl App {
    /// Takes in what the painter did.
    pub(crate) fn paint(&mut self, stroked: &Stroked) {
        let window = self.window();
        let brush = &mut self.model.brush;
        match *stroked {
            Stroked::Pressed(track, place) => {
                focus(brush, track);
                brush.drawn = Some(Freehand::new(track, grid(window), spot(track, window, place)));
                follow_hand(brush);
            }
            Stroked::Moved(place) => {
                if let Some(drawn) = &mut brush.drawn {
                    drawn.go(spot(drawn.track, window, place));
                    follow_hand(brush);
                }
            }
            Stroked::Lifted => {
                if let Some(drawn) = brush.drawn.take() {
                    let most = if brush.all { MOST / 2 } else { MOST };
                    self.spread(&drawn.strokes(most));
                }
            }
            Stroked::Cancelled => self.forget_line(),
            Stroked::Focused(track) => focus(brush, track),
            Stroked::Keyed(press) => self.keyed(press, window),
            Stroked::Typed(key, ref text) => brush.typed(key, text, window),
            Stroked::ServiceChosen(ref number) => {
                brush.all = number == ALL;
                if let Some(service) = decimal::read(number) {
                    let track = Track { service: service as u32, ..brush.track };
                    focus(brush, track);
                }
            }
            Stroked::WhatChosen(ref name) => {
                let what = What::ALL.into_iter().find(|what| view_key(*what) == *name).unwrap_or(What::Failure);
                let track = Track { what, ..brush.track };
                focus(brush, track);
            }
            Stroked::SetPressed => self.set_span(window),
            Stroked::ErasePressed => self.erase_span(window),
            Stroked::ShapePressed(shape) => {
                let span = brush.span(window);
                brush.choose(span.0.millis(), span.1.millis());
                let run = self.host.run();
                let set = |service, what| paint::unpainted(run.lab(), run.settings(), Track { service, what });
                // A shape that begins or ends as set does so at each service's own setting.
                let strokes = brush.services(run.lab()).into_iter().flat_map(|service| {
                    shape.strokes(service, span, (set(service, What::Failure), set(service, What::Latency)))
                });
                let can_be = |stroke: &Stroke| paint::tracks(run.lab()).any(|track| track == stroke.track());
                let strokes: Vec<Stroke> = strokes.filter(can_be).collect();
                self.put_on(&strokes);
            }
            Stroked::TrackCleared => {
                self.erase(Instant::ZERO, LAST);
            }
            Stroked::AllCleared => self.repaint(|painting| {
                *painting = Painting::default();
                Ok(())
            }),
        }
    }

    fn keyed(&mut self, press: Press, window: f64) {
        let brush = &mut self.model.brush;
        match press {
            Press::Shift(steps) => brush.shift(window, steps),
            Press::Stretch(steps) => brush.stretch(window, steps),
            Press::Raise(steps) => brush.raise(steps),
            Press::Set => self.set_span(window),
            Press::Erase => self.erase_span(window),
            Press::Escape if brush.drawn.is_some() => self.forget_line(),
            Press::Escape => brush.span = None,
        }
    }

    /// Paints the values of the form over its span.
    fn set_span(&mut self, window: f64) {
        let brush = &mut self.model.brush;
        let (from, to) = brush.span(window);
        brush.choose(from.millis(), to.millis());
        if let Ok(stroke) = Stroke::new(brush.track, (from, to), brush.values()) {
            self.spread(&[stroke]);
        }
    }

    fn erase_span(&mut self, window: f64) {
        let (from, to) = self.model.brush.span(window);
        self.erase(from, to);
    }

    /// Takes the paint of the track away between two moments: of all services, if it is theirs.
    fn erase(&mut self, from: Instant, to: Instant) {
        let (brush, lab) = (&self.model.brush, self.host.run().lab());
        let what = brush.track.what;
        let tracks: Vec<Track> = brush.services(lab).into_iter().map(|service| Track { service, what }).collect();
        self.repaint(|painting| painting.erase(&tracks, from, to));
    }

    /// Paints strokes of the track: on all services, if it is theirs.
    fn spread(&mut self, strokes: &[Stroke]) {
        let services = self.model.brush.services(self.host.run().lab());
        let on = |service| strokes.iter().map(move |stroke| stroke.on(service));
        let strokes: Vec<Stroke> = services.into_iter().flat_map(on).collect();
        self.put_on(&strokes);
    }

    fn forget_line(&mut self) {
        self.model.brush.drawn = None;
        self.model.brush.span = None;
    }

    fn put_on(&mut self, strokes: &[Stroke]) {
        self.repaint(|painting| painting.paint(strokes));
    }

    /// Changes the painting, which is one step to undo. The run is played again to where it was.
    fn repaint(&mut self, change: impl FnOnce(&mut Painting) -> Result<(), ConfigError>) {
        let before = &self.host.run().tape().scenario.paint;
        let mut painting = before.clone();
        let mut changed = change(&mut painting);
        if changed.is_ok() {
            if painting == *before {
                return;
            }
            changed = self.host.repaint(painting);
            self.jumped = true;
        }
        self.settle(changed);
    }

    /// The window of the timeline in seconds, as it is drawn.
    fn window(&self) -> f64 {
        let history = self.host.history();
        reel::window(history.known(), history.other().map(|other| other.0), self.sight(), (0.0, 1.0)).to
    }

    /// Up to where the timeline must reach, in seconds: over all that is painted, and with the tool open some way on.
    pub(crate) fn reach(&self) -> f64 {
        let known = self.host.history().known();
        let painted = known.tape().scenario.paint.end().seconds();
        if self.model.tool != Some(Tool::Paint) {
            return painted;
        }
        let window = reel::window(known, None, (self.span().unwrap_or(0.0), painted), (0.0, 1.0)).to;
        let (_, chosen) = self.model.brush.span.unwrap_or_default();
        painted.max(chosen.seconds()).max(known.now().seconds() + window * SPAN).min(LAST.seconds())
    }
}

/// Works on another track.
fn focus(brush: &mut Brush, track: Track) {
    if brush.track != track {
        brush.track = track;
        brush.wrong = None;
    }
}

/// The form says what the hand draws.
fn follow_hand(brush: &mut Brush) {
    if let Some(drawn) = &brush.drawn {
        let ((from, to), ends) = (drawn.span(), drawn.ends());
        brush.choose(from, to);
        brush.set_values(ends);
    }
}

/// The moment in milliseconds and the value at a place on a track.
fn spot(track: Track, window: f64, (x, y): Point) -> (u64, f64) {
    let part = 1.0 - ((y - EDGE) / (1.0 - 2.0 * EDGE)).clamp(0.0, 1.0);
    // The right edge belongs to the last cell.
    let last = (window.min(LAST.seconds()) * 1e3 - 1.0).max(0.0);
    ((x * window * 1e3).min(last) as u64, part * track.what.most())
}

/// The name of a quality in the form.
pub(super) const fn view_key(what: What) -> &'static str {
    match what {
        What::Failure => "failure",
        What::Latency => "latency",
    }
}
