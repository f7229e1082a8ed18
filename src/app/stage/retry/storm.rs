//! The storm: attempts per time slot as set, and mirrored below it the same run without jitter.

use yew::Html;

use super::course::round_up;
use super::layout::{Layout, Peaks};
use crate::app::plot::draw::{Path, Print, group, part, text};
use crate::app::plot::scale::Scale;
use crate::app::stage::Scene;
use crate::labs::retry::Picture;
use crate::text::retry::stage as says;
use crate::words::seconds;

/// The least width of a slot.
const LEAST: f64 = 4.0;
/// How many of the picture's slots make one of the plot's.
const JOINED: [usize; 13] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 3_000, 6_000];
/// Seconds of one of the picture's slots.
const SLOT: f64 = 0.1;

/// Attempts per slot, as far as time has come.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Storm {
    /// As set.
    with: Vec<u32>,
    /// Without jitter.
    without: Vec<u32>,
    /// Seconds of a slot.
    slot: f64,
    /// Whether jitter is switched off, so that both are alike.
    plain: bool,
    scale: Scale,
    in_turn: bool,
    /// First attempts in the first slot: they start together whatever the jitter.
    first: u32,
}

impl Storm {
    pub(super) fn new(scene: &Scene<'_>, picture: &Picture, layout: &Layout, length: f64, in_turn: bool) -> Self {
        let without: &[u32] = scene.baseline.and_then(|picture| picture.of::<Picture>()).map_or(&[], |one| &one.load);
        let known = picture.load.len().max(without.len()) as f64 * SLOT;
        // Reads that follow each other have lanes of their own time; the storm shows the run's.
        let length = if in_turn { round_up(known.max(length)) } else { length };
        let area = layout.storm;
        let scale = Scale { from: 0.0, to: length, left: area.x, right: area.right() };
        let wide = |joined: usize| joined as f64 * SLOT * scale.per_second() >= LEAST;
        let joined = JOINED.into_iter().find(|&joined| wide(joined)).unwrap_or(6_000);
        let join = |load: &[u32]| load.chunks(joined).map(|slots| slots.iter().sum()).collect();
        Self {
            with: join(&picture.load),
            without: join(without),
            slot: joined as f64 * SLOT,
            plain: scene.settings.choice("jitter") == "none" && picture.load == without,
            scale,
            in_turn,
            first: if in_turn { 0 } else { u32::try_from(picture.reads.len()).unwrap_or(u32::MAX) },
        }
    }

    /// The most attempts in a slot: as set, and without jitter. Where all reads start together this counts retries.
    pub(super) fn peaks(&self) -> (u32, u32) {
        let most = |load: &[u32]| {
            let later = load.iter().skip(1).copied().max().unwrap_or(0);
            later.max(load.first().map_or(0, |first| first.saturating_sub(self.first)))
        };
        (most(&self.with), most(&self.without))
    }

    /// What the peaks count.
    pub(super) fn counted(&self) -> &'static str {
        if self.in_turn { says::ATTEMPTS } else { says::RETRIES }
    }

    /// Whether jitter is switched off, so that there is nothing to compare.
    pub(super) fn plain(&self) -> bool {
        self.plain
    }

    /// `0.1 s`.
    pub(super) fn slot_text(&self) -> String {
        seconds(self.slot)
    }

    fn print(&self, layout: &Layout) -> Print {
        let start = Print::new(6).text(layout.frame.class).number(self.slot).number(self.scale.to);
        let start = start.add(u64::from(self.plain)).add(self.with.len() as u64);
        self.with.iter().chain(&self.without).fold(start, |print, &count| print.add(u64::from(count)))
    }

    /// The plot with its title and its peaks.
    pub(super) fn view(self, layout: &'static Layout) -> Html {
        part(self.print(layout), move || {
            let most = self.with.iter().chain(&self.without).copied().max().unwrap_or(0).max(1);
            let middle = self.middle(layout);
            let mut line = Path::default();
            line.to(layout.storm.x, middle).across(layout.storm.right());
            group("")
                .child(self.title(layout))
                .child(group("k-ink").child(self.half(layout, &self.with, most, true)))
                .child(group("k-stale").child(self.half(layout, &self.without, most, false)))
                .child(line.tag("rule"))
                .child(self.labels(layout))
                .html()
        })
    }

    /// The line between the two halves; at the bottom if there is only one.
    fn middle(&self, layout: &Layout) -> f64 {
        let area = layout.storm;
        if self.plain { area.bottom() } else { area.y + area.height / 2.0 }
    }

    fn title(&self, layout: &Layout) -> Html {
        let slot = self.slot_text();
        let says = match (self.in_turn, layout.peaks) {
            (true, Peaks::Beside) => says::started_in_run(&slot, &seconds(self.scale.to)),
            (true, Peaks::Inside) => says::per_slot_in_run(&slot, &seconds(self.scale.to)),
            (false, Peaks::Beside) => says::started_in(&slot),
            (false, Peaks::Inside) => says::per_slot(&slot),
        };
        let small = layout.small;
        let mut all = group("").child(text(small.bold, (layout.storm.x, layout.storm_title)).text(says));
        if layout.peaks == Peaks::Beside {
            let x = layout.storm.right() + 10.0;
            let says = if self.in_turn { says::BUSIEST } else { says::PEAK };
            all = all.child(text(small.quiet, (x, layout.storm_title)).text(says));
        }
        all.html()
    }

    /// One half: filled above, hollow below, so that the two are told apart without colour.
    fn half(&self, layout: &Layout, load: &[u32], most: u32, up: bool) -> Html {
        if self.plain && !up {
            return Html::default();
        }
        let area = layout.storm;
        let middle = self.middle(layout);
        let high = if self.plain { area.height } else { area.height / 2.0 - 2.0 };
        let base = if up { middle } else { middle + 1.0 };
        let mut path = Path::default();
        for (index, &count) in load.iter().enumerate() {
            if count == 0 {
                continue;
            }
            let left = self.scale.x(index as f64 * self.slot);
            let width = (self.scale.x((index + 1) as f64 * self.slot).min(area.right()) - left).max(LEAST);
            let tall = (high * f64::from(count) / f64::from(most)).max(1.5);
            if up {
                path.rect(left + 0.5, base - tall, width - 1.0, tall);
            } else {
                path.rect(left + 1.0, base, width - 2.0, tall);
            }
        }
        if up { path.tag("fillf") } else { path.tag("hollow").attr("stroke-width", "1.25") }.html()
    }

    fn labels(&self, layout: &Layout) -> Html {
        let (with, without) = self.peaks();
        let (area, small) = (layout.storm, layout.small);
        let (upper, lower) = (area.y + layout.frame.small * 0.9, area.bottom() - 1.0);
        let place = |y: f64| match layout.peaks {
            Peaks::Beside => text(small.bold, (area.right() + 10.0, y)),
            Peaks::Inside => text(small.peak, (layout.marks.right(), y)),
        };
        let busiest = match layout.peaks {
            Peaks::Beside => "",
            Peaks::Inside if self.in_turn => says::BUSIEST_IS,
            Peaks::Inside => says::PEAK_IS,
        };
        if self.plain {
            return place(upper).text(says::no_jitter(busiest, with)).html();
        }
        let below = if layout.peaks == Peaks::Beside { lower - 1.0 } else { lower };
        group("")
            .child(place(upper).text(says::with_jitter(busiest, with)))
            .child(place(below).text(says::without(without)))
            .html()
    }

    /// Now, where the plot does not share the lanes' axis.
    pub(super) fn playhead(scale: &Scale, layout: &Layout, seconds: f64) -> Html {
        let x = scale.held(seconds);
        let mut line = Path::default();
        line.to(x, layout.storm.y - 2.0).down(layout.storm.bottom() + 2.0);
        line.tag("play-line").html()
    }

    pub(super) fn scale(&self) -> Scale {
        self.scale
    }
}
