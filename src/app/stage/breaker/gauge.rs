//! What the breaker counts while it is closed: pips for failures in a row, a box for each call of a window.

use yew::{AttrValue, Html, Properties, component, html};

use super::layout::Layout;
use super::words::percent;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::plot::scale::Grid;
use crate::lab::breaker::Picture;
use crate::lab::spec::Settings;
use crate::policy::breaker::Progress;

/// Boxes smaller than this are drawn without ticks and crosses.
const LEGIBLE: f64 = 12.5;

/// How far the breaker is from opening, or was when it opened.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Gauge {
    /// Failures in a row.
    Row { failures: u64, threshold: u64 },
    /// The share of failures in a window.
    Rate {
        failures: u64,
        calls: u64,
        min: u64,
        rate: f64,
        /// The newest results of the window, oldest first; true is a failure.
        boxes: Vec<bool>,
        /// How many places are drawn, used or not.
        places: usize,
    },
}

impl Gauge {
    /// Reads the gauge from the picture; in the open and half-open states it shows what led to the opening.
    pub(super) fn new(picture: &Picture, settings: &Settings) -> Self {
        let trip = settings.choice("trip");
        if trip == "row" {
            let failures = match picture.progress {
                Some(Progress::Row { failures, .. }) => failures,
                _ => picture.boxes.iter().rev().take_while(|failed| **failed).count() as u64,
            };
            return Self::Row { failures, threshold: u64::from(settings.count("threshold")) };
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
        let boxes: Vec<bool> = picture.boxes.range(picture.boxes.len() - shown..).copied().collect();
        let places = if trip == "count" { window as usize } else { shown.max(min as usize).min(200) };
        Self::Rate { failures, calls, min, rate: settings.number("rate"), boxes, places }
    }

    /// What would open a closed breaker next.
    pub(super) fn clause(&self, wordy: bool) -> String {
        match self {
            Self::Row { failures, threshold } => match threshold.saturating_sub(*failures) {
                0 => "The next failure opens it.".to_owned(),
                1 => "1 more failure opens it.".to_owned(),
                left if *failures == 0 => format!("{left} failures in a row open it."),
                left => format!("{left} more failures open it."),
            },
            Self::Rate { calls: 0, min, rate, .. } if wordy => {
                format!("Opens when {} of at least {min} calls fail.", percent(*rate))
            }
            Self::Rate { calls, min, rate, .. } if calls < min => {
                format!("Opens at {}; judged after {} more.", percent(*rate), min - calls)
            }
            Self::Rate { failures, calls, rate, .. } => {
                format!("{failures} of {calls} failed; opens at {}.", percent(*rate))
            }
        }
    }

    /// The words above the pips: the numbers, and what they count.
    fn caption(&self, narrow: bool) -> (String, String) {
        match self {
            Self::Row { failures, threshold } => {
                let what = if narrow { "in a row" } else { "failures in a row" };
                (format!("{failures} of {threshold}"), what.to_owned())
            }
            Self::Rate { calls: 0, .. } => ("0".to_owned(), "calls so far".to_owned()),
            Self::Rate { failures, calls, .. } => {
                let share = percent(*failures as f64 / *calls as f64);
                let what = if narrow { "failed".to_owned() } else { format!("failed, that is {share}") };
                (format!("{failures} of {calls}"), what)
            }
        }
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) layout: &'static Layout,
    pub(super) gauge: Gauge,
}

/// The gauge on the breaker's plate.
#[component]
pub(super) fn GaugeView(props: &Props) -> Html {
    let (layout, gauge) = (props.layout, &props.gauge);
    let plate = layout.plate;
    let baseline = layout.wire + 21.0 * layout.scale + layout.small_size * 1.25;
    let (top, bottom) = (baseline + layout.small_size * 0.45, plate.bottom() - 7.0);
    let centre = (plate.middle(), f64::midpoint(top, bottom));
    let narrow = plate.width < 200.0;
    let (numbers, what) = gauge.caption(narrow);
    let (places, inset) = match gauge {
        Gauge::Row { threshold, .. } => (*threshold as usize, if narrow { 8.0 } else { 26.0 }),
        Gauge::Rate { places, .. } => (*places, if narrow { 8.0 } else { 26.0 }),
    };
    let grid = Grid::fitting(places, plate.width - 2.0 * inset, bottom - top, layout.token * 1.15);
    html! { <>
        <text x={format!("{:.1}", centre.0)} y={format!("{baseline:.1}")} class={format!("{} i2 mid", layout.small)}>
            <tspan class="b ink">{ numbers }</tspan>{ " " }{ what }
        </text>
        { places_view(gauge, &grid, places, centre) }
    </> }
}

fn places_view(gauge: &Gauge, grid: &Grid, places: usize, centre: (f64, f64)) -> Html {
    let result = |index: usize| match gauge {
        Gauge::Row { failures, .. } => (index < *failures as usize).then_some(true),
        Gauge::Rate { boxes, .. } => boxes.get(index).copied(),
    };
    if grid.pitch < LEGIBLE {
        return small(grid, places, centre, &result);
    }
    let size = grid.pitch - if grid.pitch > 20.0 { 6.0 } else { 3.0 };
    let one = |index: usize| {
        let (x, y) = grid.place(index, centre);
        match result(index) {
            Some(true) => html! { <g class="pop">{ glyph(Glyph::Failure, x, y, size) }</g> },
            Some(false) => html! { <g class="pop">{ glyph(Glyph::Success, x, y, size) }</g> },
            None => {
                let (side, half) = (size * 0.84, size * 0.42);
                html! {
                    <rect class="pip0" x={format!("{:.1}", x - half)} y={format!("{:.1}", y - half)}
                        width={format!("{side:.1}")} height={format!("{side:.1}")} rx="3"/>
                }
            }
        }
    };
    (0..places).map(one).collect()
}

/// Many boxes: full squares are failures, round dots successes, faint dots places not yet used. Three paths in all.
fn small(grid: &Grid, places: usize, centre: (f64, f64), result: &dyn Fn(usize) -> Option<bool>) -> Html {
    let side = grid.pitch * 0.78;
    let (mut failures, mut successes, mut empty) = (String::new(), String::new(), String::new());
    for index in 0..places {
        let (x, y) = grid.place(index, centre);
        match result(index) {
            Some(true) => {
                let (x, y) = (x - side / 2.0, y - side / 2.0);
                failures.push_str(&format!("M{x:.1} {y:.1}h{side:.1}v{side:.1}h-{side:.1}z"));
            }
            Some(false) => successes.push_str(&format!("M{x:.1} {y:.1}h0")),
            None => empty.push_str(&format!("M{x:.1} {y:.1}h0")),
        }
    }
    let dot = |share: f64| AttrValue::from(format!("{:.1}", side * share));
    html! { <>
        <path class="dots0" d={empty} stroke-width={dot(0.4)}/>
        <path class="k-ok sf" d={successes} stroke-width={dot(0.72)}/>
        <path class="k-bad fillf" d={failures}/>
    </> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::{LabId, Value};

    fn picture(boxes: &[bool]) -> Picture {
        let mut picture = Picture::default();
        picture.boxes.extend(boxes);
        picture
    }

    #[test]
    fn failures_in_a_row_are_those_at_the_end() {
        let settings = Settings::new(LabId::Breaker.specs());
        let gauge = Gauge::new(&picture(&[true, false, true, true]), &settings);
        assert_eq!(gauge, Gauge::Row { failures: 2, threshold: 3 });
        assert_eq!(gauge.clause(true), "1 more failure opens it.");
    }

    #[test]
    fn a_window_shows_its_newest_calls_and_its_free_places() {
        let mut settings = Settings::new(LabId::Breaker.specs());
        settings.set("trip", Value::Choice(1));
        let boxes: Vec<bool> = (0..13).map(|index| index % 2 == 0).collect();
        let Gauge::Rate { failures, calls, boxes, places, .. } = Gauge::new(&picture(&boxes), &settings) else {
            unreachable!("the rule is a rate")
        };
        assert_eq!((failures, calls, boxes.len(), places), (5, 10, 10, 10));
        let young = Gauge::new(&picture(&[true, false]), &settings);
        assert_eq!(young.clause(true), "Opens at 50 %; judged after 3 more.");
    }
}
