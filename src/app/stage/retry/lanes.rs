//! The lanes: attempts, waits and outcomes of ten reads on one axis, with one of them spelled out.

use core::time::Duration;

use yew::Html;

use super::course::{self, ends};
use super::lane::Lane;
use super::layout::Layout;
use super::words;
use crate::app::component::tag::{Tag, fixed, tag};
use crate::app::plot::draw::{Area, Path, Print, group, part, rect, text};
use crate::app::plot::scale::Scale;
use crate::app::stage::Scene;
use crate::labs::retry::{Picture, Read, ReadOutcome, Span};
use crate::text::retry::stage as says;
use crate::time::Instant;
use crate::words::axis;

/// What the lanes are drawn from.
pub(super) struct Lanes<'a> {
    pub(super) layout: &'static Layout,
    pub(super) picture: &'a Picture,
    /// The axis, in seconds.
    pub(super) scale: Scale,
    /// Whether each lane begins with its own read.
    pub(super) in_turn: bool,
    pub(super) chosen: &'a [u64],
    /// All reads, with a lane or without.
    pub(super) reads: u64,
    pub(super) focus: Option<u64>,
    /// The moment that is shown.
    pub(super) now: Instant,
}

impl Lanes<'_> {
    fn pitch(&self) -> f64 {
        let layout = self.layout;
        ((layout.lanes.height - layout.focus) / self.chosen.len().max(1) as f64).min(layout.pitch)
    }

    fn focus_at(&self) -> Option<usize> {
        self.focus.and_then(|focus| self.chosen.iter().position(|&number| number == focus))
    }

    /// The middle of a lane's bars.
    fn middle(&self, lane: usize) -> f64 {
        let below = self.focus_at().is_some_and(|focus| focus < lane);
        let extra = if below { self.layout.focus } else { 0.0 };
        self.layout.lanes.y + (lane as f64 + 0.5) * self.pitch() + extra
    }

    /// Where the lowest lane ends.
    pub(super) fn bottom(&self) -> f64 {
        let extra = if self.focus_at().is_some() { self.layout.focus } else { 0.0 };
        self.layout.lanes.y + self.chosen.len() as f64 * self.pitch() + extra
    }

    fn zero(&self, read: &Read) -> Instant {
        if self.in_turn { read.started } else { Instant::ZERO }
    }

    /// The lanes and what moves in them.
    pub(super) fn view(&self, scene: &Scene<'_>) -> Html {
        let mut all = group("");
        for (lane, &number) in self.chosen.iter().enumerate() {
            all = all.child(self.lane(scene, lane, number));
        }
        all.html()
    }

    /// Seconds, from the top to the lowest lane.
    pub(super) fn axis(&self) -> Html {
        let (layout, scale, in_turn, bottom) = (self.layout, self.scale, self.in_turn, self.bottom());
        let (drawn, reads) = (self.chosen.len() as u64, self.reads);
        let ticks = scale.ticks(layout.frame.small * 4.0);
        // A number that the playhead's knob would half cover is left out.
        let knob = if in_turn || layout.told.is_some() { f64::MIN } else { scale.held(self.now.seconds()) };
        let size = layout.frame.small;
        let (labels, unit) = axis(&ticks);
        let half = |label: &str| size * (2.3 + 0.28 * (label.len() + unit.len() + 1) as f64);
        let near = |(at, label): (&f64, &String)| (scale.x(*at) - knob).abs() < half(label);
        let hidden = ticks.iter().zip(&labels).map(near).collect::<Vec<bool>>();
        let print =
            Print::new(1).text(layout.frame.class).number(scale.to).number(bottom).add(u64::from(in_turn)).add(reads);
        let print = hidden.iter().fold(print, |print, &hidden| print.add(u64::from(hidden)));
        part(print, move || {
            let small = layout.small;
            let mut lines = Path::default();
            let mut all = group("");
            for &at in &ticks {
                lines.to(scale.x(at), layout.lanes.y - 4.0).down(bottom + 2.0);
            }
            all = all.child(lines.tag("hair"));
            for ((&at, label), hidden) in ticks.iter().zip(&labels).zip(&hidden) {
                let label = if *hidden { String::new() } else { format!("{label} {unit}") };
                all = all.child(text(small.quiet_mid, (scale.x(at), layout.ticks)).text(label));
            }
            let note = match (in_turn, drawn < reads) {
                (true, _) if layout.ends > 100.0 => says::SINCE_ITS_START.to_owned(),
                (true, _) => says::SINCE_START.to_owned(),
                (false, true) => says::drawn_of(drawn, reads),
                (false, false) => String::new(),
            };
            let end = layout.lanes.right() + layout.ends;
            all = all.child(text(small.quiet_end, (end, layout.ticks)).text(note));
            all.html()
        })
    }

    fn lane(&self, scene: &Scene<'_>, lane: usize, number: u64) -> Html {
        let y = self.middle(lane);
        let read = course::read(self.picture, number);
        let focus = self.focus == Some(number) && self.layout.focus > 0.0;
        let mut place = tag("g", "lane-of").attr("transform", format!("translate(0 {})", fixed(y)));
        if let Some(read) = read {
            place = place
                .attr("data-read", number.to_string())
                .attr("data-outcome", words::outcome(read.outcome))
                .attr("data-attempts", read.attempts.to_string());
        }
        let pitch = self.pitch();
        let place = place.child(self.label(number, pitch, focus)).child(self.contents(scene, read, focus));
        place.child(self.progress(read)).html()
    }

    /// The read's number, and the frame of the focus.
    fn label(&self, number: u64, pitch: f64, focus: bool) -> Html {
        let layout = self.layout;
        let marked = focus || self.focus == Some(number);
        let print = Print::new(2)
            .text(layout.frame.class)
            .add(number)
            .number(pitch)
            .add(u64::from(focus))
            .add(u64::from(marked));
        part(print, move || {
            let small = layout.small;
            let mut all = group("");
            if focus {
                let left = layout.frame.headline.0 - 8.0;
                let width = layout.lanes.right() + layout.ends - left;
                let height = pitch + layout.focus - 2.0;
                let frame = rect("focus", Area::new(left, 1.0 - pitch / 2.0, width, height));
                all = all.child(frame.attr("rx", "8"));
            }
            let class = if marked { small.bold_end } else { small.plain_end };
            all.child(
                text(class, (layout.lanes.x - layout.frame.small * 1.2, layout.frame.small * 0.36))
                    .text(number.to_string()),
            )
            .html()
        })
    }

    fn contents(&self, scene: &Scene<'_>, read: Option<&Read>, focus: bool) -> Html {
        let (layout, scale) = (self.layout, self.scale);
        let Some(read) = read else {
            let print = Print::new(3).text(layout.frame.class);
            return part(print, move || {
                let mut path = Path::default();
                path.to(layout.lanes.x, 0.0).across(layout.lanes.x + 24.0);
                path.tag("to-come").html()
            });
        };
        let kind = scene.settings.choice("jitter");
        let share = if kind == "share" { scene.settings.number("spread") } else { 0.0 };
        let mut print =
            Print::new(4).text(layout.frame.class).number(scale.to).add(u64::from(focus)).text(kind).number(share);
        print = print.add(read.number).add(read.outcome as u64).add(self.zero(read).nanos());
        for span in &read.spans {
            let (from, until) = ends(span);
            print = print.add(from.nanos()).add(until.nanos());
            print = match span {
                Span::Attempt { failed, .. } => print.add(failed.map_or(2, u64::from)),
                Span::Wait { delay, .. } => print.add(crate::time::nanos(delay.planned)),
            };
        }
        let certain = |span: &Span| match span {
            Span::Attempt { .. } => Duration::ZERO,
            Span::Wait { delay, .. } => words::certain(delay, scene.settings),
        };
        let lane = Lane {
            layout,
            scale,
            zero: self.zero(read),
            focus,
            certain: read.spans.iter().map(certain).collect(),
            decorrelated: kind == "decorrelated",
            read: read.clone(),
        };
        part(print, move || lane.view())
    }

    /// What a frame changes in a lane: an attempt that fills, or the part of a wait that is still to come.
    fn progress(&self, read: Option<&Read>) -> Tag {
        let layout = self.layout;
        let running = read.filter(|read| read.outcome == ReadOutcome::Running);
        let last = running.and_then(|read| read.spans.last().map(|span| (self.zero(read), span)));
        let x = |zero: Instant, at: Instant| self.scale.x(at.since(zero).as_secs_f64());
        let (class, left, right, height) = match last {
            Some((zero, Span::Attempt { from, until, failed: None, .. })) => {
                let right = x(zero, self.now.min(*until));
                ("flight", x(zero, *from), right, layout.bar)
            }
            Some((zero, Span::Wait { from, until, .. })) => {
                ("ahead", x(zero, self.now.max(*from)), x(zero, *until), layout.bar - 4.0)
            }
            _ => ("flight", 0.0, 0.0, 0.0),
        };
        let area = Area::new(left, -height / 2.0, (right - left).max(0.0), height);
        rect(class, area).attr("rx", "3")
    }

    /// Now: through all lanes, or through the one that is running if each has its own beginning. It goes behind the
    /// lanes, so that it does not strike out their words.
    pub(super) fn playhead(&self, below: f64) -> Html {
        let span = if self.in_turn {
            let running =
                |&number: &u64| course::read(self.picture, number).filter(|read| read.outcome == ReadOutcome::Running);
            let found = self.chosen.iter().enumerate().find_map(|(lane, number)| Some((lane, running(number)?)));
            found.map(|(lane, read)| {
                let (middle, half) = (self.middle(lane), self.pitch() / 2.0);
                (self.now.since(read.started).as_secs_f64(), middle - half, middle + half)
            })
        } else {
            Some((self.now.seconds(), self.layout.lanes.y - 4.0, below))
        };
        let mut line = Path::default();
        if let Some((seconds, from, to)) = span {
            line.to(self.scale.held(seconds), from).down(to);
        }
        line.tag("play-line").html()
    }

    /// The time at the playhead's top.
    pub(super) fn knob(&self) -> Html {
        if self.in_turn || self.layout.told.is_some() {
            return group("").html();
        }
        let (layout, small) = (self.layout, self.layout.small);
        let seconds = self.now.seconds();
        let x = self.scale.held(seconds);
        let (width, height) = (layout.frame.small * 4.0, layout.frame.small * 1.5);
        let top = layout.ticks - layout.frame.small * 1.12;
        let knob = rect("knob", Area::new(x - width / 2.0, top, width, height)).attr_num("rx", height / 2.0);
        let time = if self.scale.to > 99.0 { tenths(seconds) } else { hundredths(seconds) };
        group("").child(knob).child(text(small.knob, (x, layout.ticks)).text(time)).html()
    }
}

/// Seconds as on a clock: `3.62`.
fn hundredths(seconds: f64) -> String {
    let hundredths = (seconds * 100.0 + 1e-6) as u64;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Seconds of a long run: `403.6`.
fn tenths(seconds: f64) -> String {
    let tenths = (seconds * 10.0 + 1e-6) as u64;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The line below the lanes that tells about the focus, where a drawing has no room beside it.
pub(super) fn told(lanes: &Lanes<'_>, scene: &Scene<'_>) -> Option<Tag> {
    let y = lanes.layout.told?;
    let read = course::read(lanes.picture, lanes.focus?)?;
    let says = words::told(read, scene.settings.choice("jitter") == "decorrelated", lanes.picture.killed);
    Some(text(lanes.layout.small.bold, (lanes.layout.storm.x, y)).text(says))
}
