//! The backoff curve: what the wait before each retry may be, and what it was.

use yew::Html;

use super::layout::Layout;
use crate::app::component::tag::{Tag, fixed};
use crate::app::plot::draw::{Area, Path, Print, group, part, text};
use crate::app::plot::scale::nice;
use crate::app::stage::Scene;
use crate::labs::retry::{Picture, Span, backoff};
use crate::play::spec::Settings;
use crate::policy::backoff::{Backoff, Jitter};
use crate::text::retry::stage as says;
use crate::words::{IN_MINUTES, axis, seconds, span};

/// How finely observed waits are told apart, in units of the drawing.
const GRAIN: f64 = 2.0;
/// From this many dots on they are drawn small.
const MANY: usize = 30;
/// How much higher than the band the plot is, so that its captions have room.
const ROOM: f64 = 1.3;

/// The curve in numbers: seconds for each retry.
#[derive(Clone)]
struct Curve {
    /// What the growth asks for; empty where growth plays no part.
    planned: Vec<f64>,
    least: Vec<f64>,
    greatest: Vec<f64>,
    /// The top of the plot.
    top: f64,
    /// What the growth gives, and what luck does to it.
    captions: [String; 2],
}

impl Curve {
    fn new(backoff: &Backoff, settings: &Settings) -> Self {
        let retries = 1..settings.count("attempts").max(1);
        let band: Vec<(f64, f64)> = retries
            .clone()
            .map(|retry| backoff.band(retry))
            .map(|(least, greatest)| (least.as_secs_f64(), greatest.as_secs_f64()))
            .collect();
        let grows = backoff.jitter() != Jitter::Decorrelated;
        let plain = Backoff::new(backoff.growth(), backoff.base(), backoff.cap(), Jitter::None).ok();
        let planned: Vec<f64> = match plain {
            Some(plain) if grows => retries.map(|retry| plain.band(retry).0.as_secs_f64()).collect(),
            _ => Vec::new(),
        };
        let most = band.iter().map(|pair| pair.1).fold(0.0, f64::max);
        let captions = [series(&planned), luck(backoff, settings)];
        let (least, greatest) = band.into_iter().unzip();
        Self { planned, least, greatest, top: most.max(0.1) * ROOM, captions }
    }
}

/// The growing waits: `0.2, 0.4, 0.8 s`.
fn series(planned: &[f64]) -> String {
    let Some(last) = planned.last() else { return String::new() };
    // The unit of the last one is that of all, unless it is in minutes.
    let short = |wait: &f64| if *last < IN_MINUTES { fixed(*wait) } else { seconds(*wait) };
    let (first, gap) = planned.split_at((planned.len() - 1).min(3));
    let first: Vec<String> = first.iter().map(short).collect();
    let dots = match (first.len(), gap.len()) {
        (0, _) => "",
        (_, 1) => ", ",
        _ => " … ",
    };
    format!("{}{dots}{}", first.join(", "), seconds(*last))
}

/// What jitter does to a wait.
fn luck(backoff: &Backoff, settings: &Settings) -> String {
    match backoff.jitter() {
        Jitter::None => says::NO_JITTER.to_owned(),
        Jitter::Additive { spread } => says::additive(&span(spread)),
        Jitter::Full => says::FULL.to_owned(),
        Jitter::Equal => says::EQUAL.to_owned(),
        Jitter::Decorrelated => says::DECORRELATED.to_owned(),
        Jitter::Share { .. } => says::share(&fixed(settings.number("spread") * 100.0)),
    }
}

/// The plot with its title.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let Some((area, title)) = layout.curve else { return Html::default() };
    let Ok(backoff) = backoff(scene.settings) else { return Html::default() };
    let curve = Curve::new(&backoff, scene.settings);
    let retries = curve.least.len();
    let plot = Plot { area, retries, top: curve.top };
    let seen = observed(picture, &plot);
    let mut print = Print::new(5).text(layout.frame.class).text(&curve.captions[0]).text(&curve.captions[1]);
    for seconds in curve.planned.iter().chain(&curve.least).chain(&curve.greatest) {
        print = print.number(*seconds);
    }
    for (retry, step) in &seen {
        print = print.add(u64::from(*retry)).add(u64::from(*step));
    }
    part(print, move || {
        let small = layout.small;
        let heading = text("t4 b", (area.x - 42.0, title)).text(says::WAITS);
        let all = group("theory").child(heading);
        if retries == 0 {
            let says = text(small.plain, (area.x - 42.0, title + layout.frame.small * 2.0)).text(says::ONE_ATTEMPT);
            return all.child(says).html();
        }
        all.child(plot.axes(layout))
            .child(plot.band(&curve))
            .child(plot.dots(&seen))
            .child(plot.captions(layout, &curve))
            .html()
    })
}

/// The waits so far, as retry and step of the plot's height, without repetitions.
fn observed(picture: &Picture, plot: &Plot) -> Vec<(u32, u32)> {
    let mut seen: Vec<(u32, u32)> = Vec::new();
    let steps = plot.area.height / GRAIN / plot.top;
    for span in picture.reads.iter().flat_map(|read| &read.spans) {
        if let Span::Wait { before, delay, .. } = span {
            let dot = (before - 1, (delay.total.as_secs_f64() * steps + 0.5) as u32);
            // Kept in order by hand: there are few, and a sort would add kilobytes to the page.
            if let Err(place) = seen.binary_search(&dot) {
                seen.insert(place, dot);
            }
        }
    }
    seen
}

#[derive(Clone, Copy)]
struct Plot {
    area: Area,
    retries: usize,
    /// Seconds at the top.
    top: f64,
}

impl Plot {
    fn x(&self, index: usize) -> f64 {
        let inset = 16.0;
        let steps = self.retries.saturating_sub(1);
        if steps == 0 {
            return self.area.x + self.area.width / 2.0;
        }
        self.area.x + inset + (self.area.width - 2.0 * inset) * index as f64 / steps as f64
    }

    fn y(&self, seconds: f64) -> f64 {
        self.area.bottom() - self.area.height * (seconds / self.top).min(1.0)
    }

    fn axes(&self, layout: &Layout) -> Html {
        let (area, small) = (self.area, layout.small);
        let mut all = group("");
        let step = nice(self.top / ROOM / 4.0);
        let mut lines = Path::default();
        // Lines above the band would only cross the captions.
        let ticks: Vec<f64> = (0..=(self.top / ROOM / step) as u32).map(|index| f64::from(index) * step).collect();
        let (labels, unit) = axis(&ticks);
        for (index, (tick, label)) in ticks.iter().zip(labels).enumerate() {
            let y = self.y(*tick);
            if index > 0 {
                lines.to(area.x, y).across(area.right());
            }
            let label = format!("{label} {unit}");
            all = all.child(text(small.quiet_end, (area.x - 7.0, y + layout.frame.small * 0.34)).text(label));
        }
        let mut base = Path::default();
        base.to(area.x, area.bottom()).across(area.right());
        all = all.child(lines.tag("hair")).child(base.tag("rule"));
        for index in 0..self.retries {
            let label = (index + 1).to_string();
            all = all
                .child(text(small.plain_mid, (self.x(index), area.bottom() + layout.frame.small * 1.35)).text(label));
        }
        if layout.curve_axis {
            let x = area.x + area.width / 2.0;
            all = all
                .child(text(small.quiet_mid, (x, area.bottom() + layout.frame.small * 2.6)).text(says::RETRY_NUMBER));
        }
        all.html()
    }

    /// A line through a value for each retry, a little longer at both ends so that a single one is seen too.
    fn along(&self, path: &mut Path, values: &[f64], back: bool) {
        let overhang = 8.0;
        let mut points: Vec<(f64, f64)> = values.iter().enumerate().map(|(i, &v)| (self.x(i), self.y(v))).collect();
        if let (Some(&first), Some(&last)) = (points.first(), points.last()) {
            points.insert(0, (first.0 - overhang, first.1));
            points.push((last.0 + overhang, last.1));
        }
        if back {
            points.reverse();
        }
        for (index, (x, y)) in points.into_iter().enumerate() {
            if index == 0 && !back {
                path.to(x, y);
            } else {
                path.line(x, y);
            }
        }
    }

    fn band(&self, curve: &Curve) -> Html {
        let (mut area, mut edges, mut plan) = (Path::default(), Path::default(), Path::default());
        self.along(&mut area, &curve.least, false);
        self.along(&mut area, &curve.greatest, true);
        area.close();
        self.along(&mut edges, &curve.least, false);
        self.along(&mut edges, &curve.greatest, false);
        self.along(&mut plan, &curve.planned, false);
        group("k-wait")
            .child(area.tag("fillt"))
            .child(edges.tag("sf").attr("stroke-width", "1.5").attr("stroke-dasharray", "4 4"))
            .child(plan.tag("sf").attr("stroke-width", "3"))
            .html()
    }

    fn dots(&self, seen: &[(u32, u32)]) -> Html {
        let mut dots = Path::default();
        let radius = if seen.len() > MANY { 2.75 } else { 4.0 };
        // Dots of one retry that would cover each other stand side by side, as many as have room.
        let apart = (self.x(1) - self.x(0)).abs();
        let aside = if self.retries > 1 { (apart / 2.0 - radius) / (2.0 * radius) } else { 2.0 };
        let room = 1 + 2 * (aside.max(0.0) as usize);
        let mut columns = [(0, f64::MAX); 5];
        for (retry, step) in seen {
            let index = (retry.saturating_sub(1) as usize).min(self.retries.saturating_sub(1));
            let y = (self.area.bottom() - f64::from(*step) * GRAIN).max(self.area.y);
            let free = |&(last, low): &(u32, f64)| last != *retry || low - y >= 2.0 * radius - 1.0;
            if let Some(column) = columns.iter().take(room).position(free) {
                columns[column] = (*retry, y);
                let aside = f64::from([0, 1, -1, 2, -2][column]) * (2.0 * radius - 0.5);
                dots.disc(self.x(index) + aside, y, radius);
            }
        }
        dots.tag("dot").html()
    }

    /// In the upper left corner, which the curve leaves free.
    fn captions(&self, layout: &Layout, curve: &Curve) -> Html {
        let (area, size) = (self.area, layout.frame.small);
        let class = if layout.frame.small > 12.0 { "t4 b ct halo" } else { "t2 b ct halo" };
        let lines = curve.captions.iter().filter(|line| !line.is_empty()).enumerate();
        let text = |(index, line): (usize, &String)| {
            let y = area.y + size * (0.9 + 1.35 * index as f64);
            text(class, (area.x + 8.0, y)).text(line.clone())
        };
        lines.map(text).fold(group("k-wait"), Tag::child).html()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;
    use crate::play::Value;

    fn curve(changes: &[(&str, Value)]) -> Option<Curve> {
        let mut settings = Settings::new(named("retry").specs);
        for (key, value) in changes {
            settings.set(key, *value);
        }
        backoff(&settings).ok().map(|backoff| Curve::new(&backoff, &settings))
    }

    #[test]
    fn the_default_curve_grows_under_a_band_of_half_a_second() {
        let Some(curve) = curve(&[]) else { unreachable!("the defaults are valid") };
        assert_eq!(curve.planned, [0.2, 0.4, 0.8]);
        assert_eq!(curve.greatest, [0.7, 0.9, 1.3]);
        assert_eq!(curve.captions, ["0.2, 0.4, 0.8 s".to_owned(), "+ jitter, 0 to 0.5 s".to_owned()]);
    }

    #[test]
    fn one_attempt_has_no_curve_and_twelve_end_at_the_cap() {
        assert!(curve(&[("attempts", Value::Number(1.0))]).is_some_and(|curve| curve.least.is_empty()));
        let long = curve(&[("attempts", Value::Number(12.0))]);
        assert!(long.is_some_and(|curve| curve.captions[0] == "0.2, 0.4, 0.8 … 30 s" && curve.greatest[10] == 30.0));
        let wandering = curve(&[("jitter", Value::Choice(4))]);
        assert!(wandering.is_some_and(|curve| curve.planned.is_empty() && curve.least == [0.2; 3]));
    }
}
