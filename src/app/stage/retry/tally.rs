//! Reads that fail permanently: what theory expects beside what was seen, and one mark for each read.

use yew::Html;

use super::course;
use super::layout::{Layout, Tally};
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, fixed, tag};
use crate::app::plot::draw::{Area, Path, Print, group, part, rect, text};
use crate::app::plot::scale::Grid;
use crate::app::stage::Scene;
use crate::decimal;
use crate::labs::retry::{Picture, ReadOutcome};
use crate::play::chance::interval;
use crate::play::power;
use crate::text::retry::stage as says;
use crate::words::{fine_percent, percent_range};

/// The largest distance of two marks, and the least at which a mark has its whole glyph.
const PITCH: (f64, f64) = (26.0, 13.0);

/// Theory and observation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Odds {
    failure: f64,
    attempts: u32,
    failed: u64,
    ended: u64,
    /// All reads.
    reads: u64,
    /// Whether the reads that have ended are a fair sample. Of reads that started together, those that fail permanently
    /// end last.
    fair: bool,
}

impl Odds {
    pub(super) fn new(scene: &Scene<'_>, picture: &Picture, reads: u64, in_turn: bool) -> Self {
        let finished = || picture.sample().filter(|read| read.ended.is_some());
        let ended = finished().count() as u64;
        let failed = finished().filter(|read| read.outcome == ReadOutcome::Failed).count() as u64;
        // Reads that began before the last change tell nothing of the present theory.
        let reads = reads.saturating_sub((picture.reads.len() - picture.sample().count()) as u64);
        Self {
            failure: if picture.killed { 1.0 } else { scene.settings.number("failure") },
            attempts: scene.settings.count("attempts"),
            failed,
            ended,
            reads,
            fair: in_turn || ended == reads,
        }
    }

    /// What the share may be: with 95 % confidence, or what is still possible for these reads.
    fn range(&self) -> (f64, f64) {
        if self.fair {
            return interval(self.failed, self.ended);
        }
        let all = self.reads.max(1) as f64;
        (self.failed as f64 / all, (self.failed + self.reads - self.ended) as f64 / all)
    }

    fn expected(&self) -> f64 {
        power(self.failure, self.attempts)
    }

    /// Both as a sentence, for those who cannot see the bar.
    pub(super) fn spoken(&self) -> String {
        let expected = fine_percent(self.expected());
        if self.ended == 0 {
            return says::expected(&expected);
        }
        says::expected_and_seen(&expected, self.failed, self.ended)
    }

    fn print(&self, layout: &Layout) -> Print {
        let print = Print::new(7).text(layout.frame.class).number(self.failure).add(u64::from(self.attempts));
        print.add(self.failed).add(self.ended).add(self.reads).add(u64::from(self.fair))
    }

    /// The failure rate to the power of the attempts.
    fn formula(&self, text: Tag, exponent: &'static str) -> Tag {
        let share = fine_percent(self.expected());
        let equals = if share.starts_with(says::UNDER) { share } else { format!("= {share}") };
        text.text(fixed(self.failure))
            .child(tag("tspan", exponent).attr("dy", "-8").text(self.attempts.to_string()))
            .child(tag("tspan", "").attr("dy", "8").attr("dx", "6").text(equals))
    }

    /// The block or the line, as the drawing has it.
    pub(super) fn view(self, layout: &'static Layout) -> Html {
        part(self.print(layout), move || match layout.tally {
            Tally::Block { x, right, y, number, step } => self.block(layout, (x, right, y), number, step),
            Tally::Line { x, y } => self.line(layout, x, y),
        })
    }

    fn block(&self, layout: &Layout, (x, right, y): (f64, f64, f64), number: &'static str, step: f64) -> Html {
        let small = layout.small;
        let theory = y + step;
        let bar = theory + 8.0;
        let seen = bar + step + 19.0;
        let count = if self.ended == 0 { "–".to_owned() } else { says::of(self.failed, self.ended) };
        let sure = match self.ended {
            0 => says::NONE_ENDED.to_owned(),
            _ if self.fair => says::by_chance(&percent_range(self.range())),
            _ => says::up_to(&decimal::fixed(self.range().1 * 100.0, 0)),
        };
        group("theory")
            .child(text("t4 b", (x, y)).text(says::LOST))
            .child(self.formula(text(number, (x, theory)), small.plain))
            .child(text(small.plain_end, (right, theory)).text(says::EXPECTED))
            .child(self.scale(x, bar, right - x))
            .child(text("t5 b", (x, seen)).text(count))
            .child(text(small.plain_end, (right, seen)).text(sure))
            .html()
    }

    /// From 0 to 100 %: the expected share as a bar, and below it the seen one with its interval.
    fn scale(&self, x: f64, y: f64, width: f64) -> Html {
        let bar = |class, part: f64| rect(class, Area::new(x, y, width * part, 7.0)).attr("rx", "3.5");
        let mut all = group("k-bad").child(bar("trk", 1.0)).child(bar("fillf", self.expected()));
        if self.ended > 0 {
            let (low, high) = self.range();
            let (from, to, middle) = (x + width * low, x + width * high, y + 17.0);
            let mut line = Path::default();
            line.to(from, middle - 5.0)
                .down(middle + 5.0)
                .to(from, middle)
                .across(to)
                .to(to, middle - 5.0)
                .down(middle + 5.0);
            let whole = if self.fair { self.ended } else { self.reads };
            let at = (x + width * self.failed as f64 / whole as f64).max(x + 5.0).min(x + width - 5.0);
            all = all.child(line.tag(if self.fair { "rule2" } else { "rule2 open" })).child(glyph(
                Glyph::Failure,
                at,
                middle,
                12.0,
            ));
        }
        all.html()
    }

    fn line(&self, layout: &Layout, x: f64, y: f64) -> Html {
        let small = layout.small;
        let seen = match self.ended {
            0 => says::EXPECTED_TO_FAIL.to_owned(),
            _ => says::expected_failed(self.failed, self.ended),
        };
        let exponent = if layout.frame.small > 12.0 { "t4 b" } else { "t2 b" };
        let formula = self.formula(text("", (x, y)).attr("class", small.bold.to_owned()), exponent);
        group("theory").child(formula.child(tag("tspan", "reg i2").text(seen))).html()
    }
}

/// A mark for each read. Those without a lane carry what the page tells of them.
pub(super) fn marks(picture: &Picture, layout: &'static Layout, reads: u64, chosen: &[u64]) -> Html {
    let area = layout.marks;
    let states: Vec<(u64, Option<(ReadOutcome, u32)>)> = (1..=reads)
        .map(|number| (number, course::read(picture, number).map(|read| (read.outcome, read.attempts))))
        .collect();
    let mut print = Print::new(8).text(layout.frame.class).add(reads);
    for (_, state) in &states {
        print = print.add(state.map_or(99, |(outcome, attempts)| u64::from(attempts) * 4 + outcome as u64));
    }
    let chosen = chosen.to_vec();
    part(print, move || {
        let grid = Grid::fitting(states.len(), area.width, area.height, PITCH.0);
        let mark = |(number, state): &(u64, Option<(ReadOutcome, u32)>)| {
            let index = (*number - 1) as usize;
            let x = area.x + grid.pitch * ((index % grid.columns) as f64 + 0.5);
            let y = area.y + grid.pitch * ((index / grid.columns) as f64 + 0.5);
            let own = !chosen.contains(number);
            mark(*number, *state, (x, y), grid.pitch, own)
        };
        states.iter().map(mark).fold(group(""), Tag::child).html()
    })
}

fn mark(number: u64, state: Option<(ReadOutcome, u32)>, (x, y): (f64, f64), pitch: f64, own: bool) -> Tag {
    let size = (pitch * 0.76).min(18.0);
    let outcome = state.map(|(outcome, _)| outcome);
    let mut all = if pitch >= PITCH.1 { whole(outcome, x, y, size) } else { small(outcome, x, y, size) };
    if let Some((outcome, attempts)) = state.filter(|_| own) {
        all = all
            .attr("data-read", number.to_string())
            .attr("data-outcome", words::outcome(outcome))
            .attr("data-attempts", attempts.to_string());
    }
    all
}

fn whole(outcome: Option<ReadOutcome>, x: f64, y: f64, size: f64) -> Tag {
    let kind = match outcome {
        Some(ReadOutcome::Success) => Glyph::Success,
        Some(ReadOutcome::Failed) => Glyph::Failure,
        Some(ReadOutcome::Running) => Glyph::InFlight,
        None => {
            let place = tag("circle", "pip0").attr_num("cx", x).attr_num("cy", y).attr_num("r", size * 0.42);
            return group("").child(place);
        }
    };
    group("").child(glyph(kind, x, y, size))
}

/// Where marks are too small for their glyph: disc, square, ring, and a point for a read to come.
fn small(outcome: Option<ReadOutcome>, x: f64, y: f64, size: f64) -> Tag {
    let mut path = Path::default();
    let (tone, class) = match outcome {
        Some(ReadOutcome::Success) => {
            path.disc(x, y, size * 0.42);
            ("k-ok", "fillf")
        }
        Some(ReadOutcome::Failed) => {
            path.rect(x - size * 0.5, y - size * 0.5, size, size);
            ("k-bad", "fillf")
        }
        Some(ReadOutcome::Running) => {
            path.disc(x, y, size * 0.34);
            ("k-ink", "sf")
        }
        None => {
            path.disc(x, y, 1.0);
            ("k-stale", "fillf")
        }
    };
    group(tone).child(path.tag(class))
}
