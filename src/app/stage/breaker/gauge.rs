//! What the breaker counts while it is closed: pips for failures in a row, a box for each call of a window.

use yew::Html;

use super::layout::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Area, Point, fill, group, rect};
use crate::app::plot::scale::Grid;
use crate::labs::breaker::{Picture, is_strict, is_without, within};
use crate::play::spec::Settings;
use crate::policy::breaker::State;
use crate::sim::event::breaker::{Over, Progress};
use crate::text::breaker::stage as says;
use crate::text::noun;
use crate::time::Instant;
use crate::words::{grouped, seconds, span, whole_percent};

/// Boxes smaller than this are drawn without ticks and crosses.
const LEGIBLE: f64 = 12.5;

/// How far the breaker is from opening, or was when it opened.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Gauge {
    /// There is no breaker.
    None,
    /// Failures in a row.
    Row {
        failures: u64,
        threshold: u64,
        /// Among which calls, if not in a row.
        within: Option<Over>,
    },
    /// The share of failures in a window.
    Rate {
        failures: u64,
        calls: u64,
        min: u64,
        rate: f64,
        /// Whether the share must be passed and not only reached.
        strict: bool,
        /// The newest results of the window, oldest first; true is a failure.
        boxes: Vec<bool>,
        /// How many places are drawn, used or not.
        places: usize,
        /// The window in seconds, where at the present pace it never holds as many calls as a judgement takes.
        starved: Option<f64>,
    },
}

impl Gauge {
    /// Reads the gauge from the picture; in the open and half-open states it shows what led to the opening.
    pub(super) fn new(picture: &Picture, settings: &Settings, now: Instant) -> Self {
        let trip = settings.choice("trip");
        if is_without(settings) {
            return Self::None;
        }
        if !matches!(trip, "count" | "time") {
            let within = within(settings);
            let young = |span| picture.failed_at.iter().filter(|at| now.since(**at) <= span).count() as u64;
            let failures = match (picture.progress, within) {
                // A failure grows too old without any event.
                (_, Some(Over::Span(span))) if picture.state == State::Closed => young(span),
                (Some(Progress::Row { failures, .. } | Progress::Several { failures, .. }), _) => failures,
                _ => picture.boxes.iter().rev().take_while(|failed| **failed).count() as u64,
            };
            let threshold = u64::from(settings.count("threshold"));
            return Self::Row { failures, threshold, within };
        }
        let window = u64::from(settings.count("window"));
        let limit = if trip == "count" { window } else { u64::MAX };
        let known = picture.boxes.len() as u64;
        let (failures, calls) = match picture.progress {
            Some(Progress::Rate { failures, calls, .. }) => (failures, calls),
            _ => {
                let calls = known.min(limit);
                let newest = picture.boxes.iter().rev().take(calls as usize);
                (newest.filter(|failed| **failed).count() as u64, calls)
            }
        };
        let min = u64::from(settings.count("min")).min(limit);
        let shown = calls.min(known) as usize;
        let boxes: Vec<bool> = picture.boxes[picture.boxes.len() - shown..].to_vec();
        let places = if trip == "count" { window as usize } else { shown.max(min as usize).min(200) };
        let (rate, strict) = (settings.number("rate"), is_strict(settings));
        // The last of the callers' calls in the window may be about to leave it.
        let turn = (settings.number("latency") + settings.number("pause")).max(0.001);
        let span = settings.number("span");
        let most = f64::from(settings.count("callers")) * ((span / turn).floor() + 1.0);
        // A window that is left from a quicker pace may still hold enough.
        let starved = (trip == "time" && calls < min && most < min as f64).then_some(span);
        Self::Rate { failures, calls, min, rate, strict, boxes, places, starved }
    }

    /// The result in a place, true being a failure; nothing where none has come yet.
    fn result(&self, place: usize) -> Option<bool> {
        match self {
            Self::None => None,
            Self::Row { failures, .. } => (place < *failures as usize).then_some(true),
            Self::Rate { boxes, .. } => boxes.get(place).copied(),
        }
    }

    /// What would open a closed breaker next.
    pub(super) fn clause(&self, wordy: bool) -> String {
        match self {
            Self::None => says::EVERY_CALL.to_owned(),
            Self::Row { failures, threshold, within } => match threshold.saturating_sub(*failures) {
                0 | 1 => says::NEXT_FAILURE.to_owned(),
                left if *failures == 0 => says::failures_open(left, &among(*within)),
                left => says::more_failures(left),
            },
            Self::Rate { min, starved: Some(span), .. } => says::too_few(&grouped(*min), &seconds(*span)),
            Self::Rate { failures, calls, min, rate, strict, .. } => {
                let (rate, at) = (whole_percent(*rate), if *strict { says::ABOVE } else { says::AT });
                if *calls == 0 && wordy && !strict {
                    says::opens_when(&rate, &noun::CALLS.count(*min))
                } else if calls < min {
                    says::judged_after(at, &rate, min - calls)
                } else {
                    says::failed_of(*failures, &grouped(*calls), at, &rate)
                }
            }
        }
    }

    /// The words above the pips: the numbers, and what they count.
    fn caption(&self, narrow: bool) -> (String, String) {
        let (part, whole, what) = match self {
            Self::None => return (String::new(), String::new()),
            Self::Row { failures, threshold: 1, .. } => (*failures, 1, says::FAILURE.to_owned()),
            Self::Row { failures, threshold, within } => {
                (*failures, *threshold, format!(" {}{}", if narrow { "" } else { says::FAILURES }, among(*within)))
            }
            Self::Rate { calls: 0, .. } => return ("0".to_owned(), says::CALLS_SO_FAR.to_owned()),
            Self::Rate { failures, calls, .. } => {
                let share = says::failed_share(&whole_percent(*failures as f64 / *calls as f64));
                (*failures, *calls, if narrow { says::FAILED_OF_CALLS.to_owned() } else { share })
            }
        };
        (says::of(&grouped(part), &grouped(whole)), what)
    }
}

/// Which failures are counted, in a few words.
pub(super) fn among(within: Option<Over>) -> String {
    match within {
        None => says::IN_A_ROW.to_owned(),
        Some(Over::Calls(of)) => says::of_the_last(of),
        Some(Over::Span(within) | Over::Fired(within) | Over::Snapshot { span: within, .. }) => {
            says::within(&span(within))
        }
        Some(Over::All) => says::IN_TOTAL.to_owned(),
    }
}

/// The gauge on the breaker's plate.
pub(super) fn view(layout: &Layout, gauge: &Gauge) -> Html {
    let (plate, narrow) = (layout.plate, layout.is_phone());
    let baseline = layout.wire + 21.0 * layout.scale + layout.frame.small * 1.25;
    let (top, bottom) = (baseline + layout.frame.small * 0.45, plate.bottom() - 7.0);
    let (numbers, what) = gauge.caption(narrow);
    let places = match gauge {
        Gauge::None => return Html::default(),
        Gauge::Row { threshold, .. } => *threshold as usize,
        Gauge::Rate { places, .. } => *places,
    };
    let inset = if narrow { 8.0 } else { 26.0 };
    let grid = Grid::fitting(places, plate.width - 2.0 * inset, bottom - top, layout.token * 1.15);
    let caption = tag("text", "")
        .attr_num("x", plate.middle())
        .attr_num("y", baseline)
        .attr("class", format!("{} i2 mid", layout.small))
        .child(tag("tspan", "b ink").text(numbers))
        .text(what);
    let centre = (plate.middle(), f64::midpoint(top, bottom));
    let boxes =
        if grid.pitch < LEGIBLE { small(gauge, &grid, places, centre) } else { large(gauge, &grid, places, centre) };
    row(vec![caption.html(), boxes])
}

fn large(gauge: &Gauge, grid: &Grid, places: usize, centre: Point) -> Html {
    let size = grid.pitch - if grid.pitch > 20.0 { 6.0 } else { 3.0 };
    let one = |index: usize| {
        let (x, y) = grid.place(index, centre);
        match gauge.result(index) {
            Some(failed) => {
                let kind = if failed { Glyph::Failure } else { Glyph::Success };
                group("pop").children(vec![glyph(kind, x, y, size)]).html()
            }
            None => rect("pip0", Area::at((x - size * 0.42, y - size * 0.42), (size * 0.84, size * 0.84)))
                .attr_num("rx", 3.0)
                .html(),
        }
    };
    row((0..places).map(one).collect())
}

/// Many boxes: full squares are failures, round dots successes, faint dots places not yet used. Three paths in total.
fn small(gauge: &Gauge, grid: &Grid, places: usize, centre: Point) -> Html {
    let side = grid.pitch * 0.78;
    let mut paths = [const { String::new() }; 3];
    for index in 0..places {
        let (x, y) = grid.place(index, centre);
        let (path, half) = match gauge.result(index) {
            Some(true) => (0, side / 2.0),
            Some(false) => (1, 0.0),
            None => (2, 0.0),
        };
        paths[path].push_str(&fill(if path == 0 { "M# #h#" } else { "M# #h0" }, &[x - half, y, side]));
    }
    let [failures, successes, empty] = paths;
    let drawn = |class, d: String, width: f64| tag("path", class).attr("d", d).attr_num("stroke-width", width).html();
    row(vec![
        drawn("dots0", empty, side * 0.4),
        group("k-ok").children(vec![drawn("sf", successes, side * 0.72)]).html(),
        group("k-bad").children(vec![drawn("sf butt", failures, side)]).html(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;
    use crate::play::Value;

    fn picture(boxes: &[bool]) -> Picture {
        let mut picture = Picture::default();
        picture.boxes.extend(boxes);
        picture
    }

    #[test]
    fn failures_in_a_row_are_those_at_the_end() {
        let settings = Settings::new(named("breaker").specs);
        let gauge = Gauge::new(&picture(&[true, false, true, true]), &settings, Instant::ZERO);
        assert_eq!(gauge, Gauge::Row { failures: 2, threshold: 3, within: None });
        assert_eq!(gauge.clause(true), "The next failure opens it.");
    }

    #[test]
    fn a_failure_within_a_time_leaves_the_gauge_when_it_is_too_old() {
        let mut settings = Settings::new(named("breaker").specs);
        settings.set("trip", Value::Choice(3));
        settings.set("span", Value::Number(5.0));
        let mut picture = picture(&[true, true]);
        picture.failed_at.extend([1_000, 3_000].map(Instant::from_millis));
        let failures = |millis| match Gauge::new(&picture, &settings, Instant::from_millis(millis)) {
            Gauge::Row { failures, .. } => failures,
            _ => 0,
        };
        assert_eq!([3_000, 6_000, 6_001, 8_001].map(failures), [2, 2, 1, 0]);
    }

    #[test]
    fn a_window_shows_its_newest_calls_and_its_free_places() {
        let mut settings = Settings::new(named("breaker").specs);
        settings.set("trip", Value::Choice(1));
        let boxes: Vec<bool> = (0..13).map(|index| index % 2 == 0).collect();
        let Gauge::Rate { failures, calls, boxes, places, .. } = Gauge::new(&picture(&boxes), &settings, Instant::ZERO)
        else {
            unreachable!("the rule is a rate")
        };
        assert_eq!((failures, calls, boxes.len(), places), (5, 10, 10, 10));
        settings.set("trip", Value::Choice(2));
        settings.set("min", Value::Number(14.0));
        let clause = |settings: &Settings| Gauge::new(&picture(&[true, false]), settings, Instant::ZERO).clause(true);
        assert_eq!(clause(&settings), "Too few calls to judge: it takes 14 in 10 s.", "a call each 0.8 s");
        settings.set("callers", Value::Number(2.0));
        assert_eq!(clause(&settings), "Opens at 50 %; judged after 12 more.");
        settings.set("callers", Value::Number(1.0));
        let full = Gauge::new(&picture(&[true; 14]), &settings, Instant::ZERO).clause(true);
        assert_eq!(full, "14 of 14 failed; opens at 50 %.", "what a quicker pace has left is judged");
        settings.set("trip", Value::Choice(1));
        settings.set("min", Value::Number(5.0));
        let young = Gauge::new(&picture(&[true, false]), &settings, Instant::ZERO);
        assert_eq!(young.clause(true), "Opens at 50 %; judged after 3 more.");
    }
}
