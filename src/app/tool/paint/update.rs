//! What each stroke of the painter changes.

use super::freehand::MOST;
use super::{ALL, Brush, Freehand, Message, Paint, Press, SPAN, grid};
use crate::app::page::Page;
use crate::app::plot::draw::Point;
use crate::app::plot::timeline;
use crate::decimal;
use crate::play::paint;
use crate::policy::ConfigError;
use crate::sim::paint::{LAST, Painting, Stroke, Track, What};
use crate::time::Instant;

/// The share of a track's height above its greatest value and below its least, so that a hand can reach both.
pub(super) const EDGE: f64 = 0.1;

impl Paint {
    /// Takes in what the painter did.
    pub(crate) fn update(&mut self, page: &mut Page, message: Message) {
        let window = page.window();
        let brush = &mut self.brush;
        match message {
            Message::Pressed(track, place) => {
                focus(brush, track);
                brush.drawn = Some(Freehand::new(track, grid(window), spot(track, window, place)));
                follow_hand(brush);
            }
            Message::Moved(place) => {
                if let Some(drawn) = &mut brush.drawn {
                    drawn.go(spot(drawn.track, window, place));
                    follow_hand(brush);
                }
            }
            Message::Lifted => {
                if let Some(drawn) = brush.drawn.take() {
                    let most = if brush.all { MOST / 2 } else { MOST };
                    self.spread(page, &drawn.strokes(most));
                }
            }
            Message::Cancelled => self.forget_line(),
            Message::Focused(track) => focus(brush, track),
            Message::Keyed(press) => self.keyed(page, press, window),
            Message::Typed(key, text) => brush.typed(key, &text, window),
            Message::ServiceChosen(number) => {
                brush.all = number == ALL;
                if let Some(service) = decimal::read(&number) {
                    let track = Track { service: service as u32, ..brush.track };
                    focus(brush, track);
                }
            }
            Message::WhatChosen(name) => {
                let what = What::ALL.into_iter().find(|what| view_key(*what) == name).unwrap_or(What::Failure);
                let track = Track { what, ..brush.track };
                focus(brush, track);
            }
            Message::SetPressed => self.set_span(page, window),
            Message::ErasePressed => self.erase_span(page, window),
            Message::ShapePressed(shape) => {
                let span = brush.span(window);
                brush.choose(span.0.millis(), span.1.millis());
                let run = page.host.run();
                let set = |service, what| paint::unpainted(run.lab(), run.settings(), Track { service, what });
                // A shape that begins or ends as set does so at each service's own setting.
                let strokes = brush.services(run.lab()).into_iter().flat_map(|service| {
                    shape.strokes(service, span, (set(service, What::Failure), set(service, What::Latency)))
                });
                let can_be = |stroke: &Stroke| paint::tracks(run.lab()).any(|track| track == stroke.track());
                let strokes: Vec<Stroke> = strokes.filter(can_be).collect();
                put_on(page, &strokes);
            }
            Message::TrackCleared => {
                self.erase(page, Instant::ZERO, LAST);
            }
            Message::AllCleared => repaint(page, |painting| {
                *painting = Painting::default();
                Ok(())
            }),
        }
    }

    fn keyed(&mut self, page: &mut Page, press: Press, window: f64) {
        let brush = &mut self.brush;
        match press {
            Press::Shift(steps) => brush.shift(window, steps),
            Press::Stretch(steps) => brush.stretch(window, steps),
            Press::Raise(steps) => brush.raise(steps),
            Press::Set => self.set_span(page, window),
            Press::Erase => self.erase_span(page, window),
            Press::Escape if brush.drawn.is_some() => self.forget_line(),
            Press::Escape => brush.span = None,
        }
    }

    /// Paints the values of the form over its span.
    fn set_span(&mut self, page: &mut Page, window: f64) {
        let brush = &mut self.brush;
        let (from, to) = brush.span(window);
        brush.choose(from.millis(), to.millis());
        if let Ok(stroke) = Stroke::new(brush.track, (from, to), brush.values()) {
            self.spread(page, &[stroke]);
        }
    }

    fn erase_span(&self, page: &mut Page, window: f64) {
        let (from, to) = self.brush.span(window);
        self.erase(page, from, to);
    }

    /// Takes the paint of the track away between two moments: of all services, if it is theirs.
    fn erase(&self, page: &mut Page, from: Instant, to: Instant) {
        let (brush, lab) = (&self.brush, page.host.run().lab());
        let what = brush.track.what;
        let tracks: Vec<Track> = brush.services(lab).into_iter().map(|service| Track { service, what }).collect();
        repaint(page, |painting| painting.erase(&tracks, from, to));
    }

    /// Paints strokes of the track: on all services, if it is theirs.
    fn spread(&self, page: &mut Page, strokes: &[Stroke]) {
        let services = self.brush.services(page.host.run().lab());
        let on = |service| strokes.iter().map(move |stroke| stroke.on(service));
        let strokes: Vec<Stroke> = services.into_iter().flat_map(on).collect();
        put_on(page, &strokes);
    }

    fn forget_line(&mut self) {
        self.brush.drawn = None;
        self.brush.span = None;
    }

    /// Up to where the timeline reaches, in seconds: with the tool open some way on from what is painted.
    pub(super) fn reach(&self, page: &Page, (span, painted): Point) -> f64 {
        let known = page.host.history().known();
        let window = timeline::window(known, None, (span, painted), (0.0, 1.0)).to;
        let (_, chosen) = self.brush.span.unwrap_or_default();
        painted.max(chosen.seconds()).max(known.now().seconds() + window * SPAN).min(LAST.seconds())
    }
}

fn put_on(page: &mut Page, strokes: &[Stroke]) {
    repaint(page, |painting| painting.paint(strokes));
}

/// Changes the painting, which is one step to undo. The run is played again to where it was.
fn repaint(page: &mut Page, change: impl FnOnce(&mut Painting) -> Result<(), ConfigError>) {
    let before = &page.host.run().tape().scenario.paint;
    let mut painting = before.clone();
    let mut changed = change(&mut painting);
    if changed.is_ok() {
        if painting == *before {
            return;
        }
        changed = page.host.repaint(painting);
        page.jumped = true;
    }
    page.settle(changed);
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
