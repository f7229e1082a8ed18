//! The timeline: the whole run as far as it is known, the present moment in it, and beside it the future that was left.
//!
//! A range input lies over the drawing, so dragging, touch and arrow keys are the browser's own.

use yew::{Callback, Html};

use super::board::{Board, STRIP};
use super::draw::{Area, Point, fill, group, path, rect, text};
use super::load;
use super::marks::{self, Mark, Style};
use super::scale::Scale;
use super::strip::Strip;
use crate::app::component::glyph::{Glyph, discs, glyphs};
use crate::app::component::icon::Icon;
use crate::app::component::tag::{button, fixed, row, tag};
use crate::app::stage::Drawing;
use crate::play::signs::{Look, MarkSign, Signs};
use crate::play::{Run, Tape};
use crate::sim::input::Lane;
use crate::text::page::timeline as text;
use crate::time::Instant;
use crate::words::{moment, seconds};

/// The least distance of two half-open badges, so that they do not cover each other or the bands.
const BADGES_APART: f64 = 26.0;
/// The most labels on bands, and the most badges: an hour of them would hide the bands.
const LABELS: usize = 16;
const BADGES: usize = 40;
/// Up to this many results of the retry lab are always drawn as glyphs.
const FEW: usize = 60;

/// What a timeline says.
#[derive(Clone, Debug)]
pub(crate) enum Message {
    /// Its slider says this, in seconds.
    Scrubbed(String),
    /// The other future was dismissed.
    OtherDismissed,
}

/// What a timeline shows.
pub(crate) struct Timeline<'a> {
    /// The present moment, in seconds.
    pub(crate) now: f64,
    /// The run at the present moment, and as far as it is known.
    pub(crate) run: &'a Run,
    pub(crate) known: &'a Run,
    /// The future that was left, and since when it is another one.
    pub(crate) other: Option<(&'a Run, f64)>,
    /// How many seconds it has at least, if not as many as suit the lab, and up to where it must reach.
    pub(crate) sight: Point,
    /// The paint that it shows.
    pub(crate) strip: Strip,
    /// Which drawing is wanted, and for how many CSS pixels.
    pub(crate) drawing: Drawing,
    pub(crate) width: f64,
    /// Moments that are pointed at.
    pub(crate) flags: &'a [Flag],
}

/// A flag at a moment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Flag {
    /// The moment, in seconds.
    pub(crate) at: f64,
    /// What stands beside it.
    pub(crate) words: String,
    /// Whether it is a guess: those are hollow, with a broken pole.
    pub(crate) guess: bool,
}

/// The board, whether more is known than the present, what is to be in sight, the runs as far as they are known, and
/// the paint.
pub(crate) type Key = (Board, (bool, Point), (Tape, Instant), Option<(Tape, Instant)>, Strip);

fn signs(run: &Run) -> &'static Signs {
    run.picture().signs(run.settings())
}

/// The shape of a mark.
fn shape(sign: MarkSign) -> Glyph {
    match sign {
        MarkSign::Success => Glyph::Success,
        MarkSign::Failure => Glyph::Failure,
        MarkSign::FastFail => Glyph::FastFail,
        MarkSign::Degraded => Glyph::Degraded,
        MarkSign::Stale => Glyph::Stale,
        MarkSign::Fixed => Glyph::Fixed,
    }
}

/// The moments that the timeline of a run reaches over, beside another future of it if there is one: `span` seconds at
/// least, or if that is 0 as many as suit the lab, and up to `reach`.
pub(crate) fn window(known: &Run, other: Option<&Run>, (span, reach): Point, (left, right): Point) -> Scale {
    let until = [Some(known), other].into_iter().flatten().map(|run| run.now().seconds()).fold(reach, f64::max);
    let least = if span > 0.0 { span } else { signs(known).least };
    Scale::whole(until, least, left, right)
}

impl Timeline<'_> {
    /// The second of two lanes, as far as it is known.
    fn lane_b(&self) -> Option<&Run> {
        self.known.lane(Lane::B)
    }

    /// The window, laid over a board.
    pub(crate) fn scale(&self, board: &Board) -> Scale {
        window(self.known, self.other.map(|other| other.0), self.sight, (board.left, board.right()))
    }

    /// How much is below the board of the run, so that the axis is further down than usual.
    fn down(&self) -> f64 {
        let strip = |is: bool| if is { STRIP } else { 0.0 };
        strip(self.lane_b().is_some()) + self.strip.height() + strip(self.other.is_some())
    }

    /// Whether more is known than the present.
    fn behind(&self) -> bool {
        self.known.now() > self.run.now()
    }

    /// What the courses are drawn from: as long as it is the same, so are they.
    pub(crate) fn key(&self) -> Key {
        let told = |run: &Run| (run.tape().clone(), run.now());
        (
            Board::of(self.drawing, self.width),
            (self.behind(), self.sight),
            told(self.known),
            self.other.map(|other| told(other.0)),
            self.strip.clone(),
        )
    }
}

/// What has happened and what followed: all that stays as it is while one goes back and forth.
pub(crate) fn courses(timeline: &Timeline<'_>) -> Html {
    let board = Board::of(timeline.drawing, timeline.width);
    let scale = timeline.scale(&board);
    let mut content = vec![board.ground()];
    content.extend(course(&board, &scale, timeline.known, board.left, !timeline.behind()));
    let mut floor = board.floor();
    if let Some(lane) = timeline.lane_b() {
        content.push(second(board, &scale, lane, floor + 3.0));
        floor += STRIP;
    }
    content.push(timeline.strip.view(&board, &scale, timeline.known, floor));
    floor += timeline.strip.height();
    if let Some((other, since)) = timeline.other {
        content.push(beside(board, &scale, other, scale.x(since), floor + 3.0));
    }
    content.push(board.axis(&scale, timeline.down()));
    row(content)
}

/// The timeline, with the slider that lies over it.
pub(crate) fn view(timeline: &Timeline<'_>, courses: Html, dispatch: &Callback<Message>) -> Html {
    let board = Board::of(timeline.drawing, timeline.width);
    let scale = timeline.scale(&board);
    let x = scale.held(timeline.now);
    let down = timeline.down();
    let mut content = vec![courses];
    if timeline.behind() {
        // What followed is known, but it is not the present.
        let floor = board.floor() + if timeline.lane_b().is_some() { STRIP } else { 0.0 };
        content.push(rect("fills o7", Area::new(x, 0.0, board.right() - x, floor)).html());
    }
    content.extend(timeline.flags.iter().map(|each| flag(&board, &scale, each)));
    content.push(board.playhead(x, down));
    let drawing = tag("svg", "timeline")
        .attr("viewBox", fill("0 0 # #", &[board.width, board.height + down]))
        .attr("aria-hidden", "true")
        .children(content);
    let dismiss = timeline.other.map(|_| {
        let button = button("btn ghost", dispatch, Message::OtherDismissed);
        button.attr("aria-label", text::DISMISS_OTHER).child(Icon::Close.view())
    });
    let slider = slider(timeline, &board, scale.to, dispatch);
    tag("div", "tl").child(drawing).child(slider).child_opt(dismiss).html()
}

/// A flag on its pole; a guess and what came out stand at different heights, so that they can lie close together.
fn flag(board: &Board, scale: &Scale, flag: &Flag) -> Html {
    let x = scale.held(flag.at);
    let (pole, cloth, top) =
        if flag.guess { ("flag-pole guess", "flag guess", 1.0) } else { ("flag-pole", "flag", board.size + 3.0) };
    let (side, place, anchor) =
        if x > (board.left + board.right()) / 2.0 { (-9.0, -13.0, "halo b end") } else { (9.0, 13.0, "halo b") };
    group("")
        .children(vec![
            path(pole, "M# #V#", &[x, top, board.floor()]).html(),
            path(cloth, "M# #l# 4.5L# #z", &[x, top, side, x, top + 9.0]).html(),
            text([board.text, anchor].join(" "), (x + place, top + board.size * 0.72)).text(flag.words.clone()).html(),
        ])
        .html()
}

/// The slider: its value is the present moment in seconds, as `t` in a link.
fn slider(timeline: &Timeline<'_>, board: &Board, to: f64, dispatch: &Callback<Message>) -> Html {
    let says = text::now_of(&seconds(timeline.now), &moment(timeline.known.now()));
    let says = match timeline.run.lane(Lane::B) {
        Some(lane) => text::both_lanes(&says, timeline.run.state(), lane.state()),
        None => format!("{says}{}", timeline.run.state()),
    };
    tag("input", if board.narrow { "scrub narrow" } else { "scrub" })
        .attr("type", "range")
        .attr("name", "t")
        .attr("min", "0")
        .attr_num("max", to)
        .attr("step", "any")
        .attr("aria-label", text::TIMELINE)
        .attr("aria-valuetext", says)
        .value(fixed(timeline.now))
        .on_input(dispatch, "", |_, text| Message::Scrubbed(text))
        .html()
}

/// The course of lane B, and the names of both.
fn second(board: Board, scale: &Scale, lane: &Run, floor: f64) -> Html {
    let strip = board.strip();
    let mut parts = vec![strip.ground()];
    parts.extend(course(&strip, scale, lane, strip.left, true));
    let below = tag("g", "").attr("transform", fill("translate(0 #)", &[floor])).children(parts);
    let name = |name: &str, middle: f64| {
        let (x, y) = (board.left / 2.0, middle + board.size * 0.36);
        text([board.text, "b mid"].join(" "), (x, y)).text(name.to_owned()).html()
    };
    let a = name(Lane::A.name(), board.band + board.depth / 2.0);
    let b = name(Lane::B.name(), floor + strip.band + strip.depth / 2.0);
    row(vec![below.html(), a, b])
}

/// The other future, from where it is another one.
fn beside(board: Board, scale: &Scale, other: &Run, from: f64, floor: f64) -> Html {
    let strip = board.strip();
    let dimmed = tag("g", "o7").children(course(&strip, scale, other, from, false));
    let words = text::OTHER_FUTURE;
    let behind = scale.held(other.now().seconds());
    let place = if strip.fits(words, false, from - strip.left) { (from - 6.0, " end") } else { (behind + 6.0, "") };
    let class = [strip.text, if place.1.is_empty() { "i3" } else { "i3 end" }];
    let label = text(class.join(" "), (place.0, strip.floor() - 5.0)).text(words.to_owned());
    tag("g", "").attr("transform", fill("translate(0 #)", &[floor])).child(dimmed).child(label).html()
}

/// What happened in a run, right of `from`: marks above, states or load below.
fn course(board: &Board, scale: &Scale, run: &Run, from: f64, words: bool) -> Vec<Html> {
    let signs = signs(run);
    let course = run.picture().course();
    let mark = |mark: &crate::play::course::Mark| Mark {
        x: scale.x(mark.at.seconds()),
        kind: usize::from(mark.kind),
        count: mark.count as usize,
    };
    let marks: Vec<Mark> = course.marks().iter().map(mark).filter(|mark| mark.x >= from).collect();
    let until = run.now().seconds();
    let below = match run.picture().attempts() {
        Some(attempts) => load::draw(board, scale, attempts, (from, until), words),
        None => bands(board, signs, &stretches(scale, run, from), &marks),
    };
    let style = if signs.bursts && marks.len() <= FEW { Style::Glyphs } else { marks::style(board, &marks) };
    let shapes: Vec<Glyph> = signs.marks.iter().copied().map(shape).collect();
    vec![marks::draw(board, &shapes, &marks, style), below, inputs(board, scale, run, from)]
}

/// What the user did, as wedges below the band.
fn inputs(board: &Board, scale: &Scale, run: &Run, from: f64) -> Html {
    let mut wedges = String::new();
    for input in run.inputs() {
        let x = scale.x(input.at.seconds());
        if x >= from {
            wedges.push_str(&fill("M# #l4 7h-8z", &[x, board.floor() - 1.0]));
        }
    }
    tag("path", "filli").attr("d", wedges).html()
}

/// A state's stretch, in units of the drawing.
struct Stretch {
    state: usize,
    place: Point,
}

fn stretches(scale: &Scale, run: &Run, from: f64) -> Vec<Stretch> {
    // States shorter than one and a half units stand together.
    let bands = run.picture().course().bands((1.5e9 / scale.per_second()) as u64);
    let ends = bands.iter().skip(1).map(|band| band.from).chain([run.now()]);
    let stretch = |(band, end): (&crate::play::course::Band, Instant)| {
        let place = (scale.x(band.from.seconds()).max(from), scale.held(end.seconds()));
        Stretch { state: usize::from(band.state), place }
    };
    bands.iter().zip(ends).map(stretch).filter(|stretch| stretch.place.1 > stretch.place.0).collect()
}

fn bands(board: &Board, signs: &Signs, all: &[Stretch], marks: &[Mark]) -> Html {
    let mut parts = Vec::new();
    for (state, sign) in signs.states.iter().enumerate() {
        let places = all.iter().filter(|stretch| stretch.state == state).map(|stretch| stretch.place);
        parts.push(board.bands(sign.look, &places.collect::<Vec<_>>()));
    }
    let wide = all.iter().filter(|stretch| stretch.place.1 - stretch.place.0 > board.size * 3.5);
    for &Stretch { state, place: (from, to) } in wide.take(LABELS) {
        let sign = &signs.states[state];
        let counted = sign.counted.and_then(|kind| {
            let within = marks.iter().filter(|mark| mark.kind == usize::from(kind) && mark.x >= from && mark.x <= to);
            Some((shape(*signs.marks.get(usize::from(kind))?), within.map(|mark| mark.count).sum()))
        });
        // A badge at either end covers some of the band.
        parts.push(board.band_label(sign.look, (from + 3.0, to - 3.0), sign.word, counted));
    }
    parts.push(badges(board, all, signs));
    row(parts)
}

/// A half-open phase is often too short for a band, so a badge sits on it.
fn badges(board: &Board, all: &[Stretch], signs: &Signs) -> Html {
    let (y, side) = (board.band + board.depth / 2.0 - 1.0, board.size * 1.4);
    let mut last = f64::NEG_INFINITY;
    let mut places = Vec::new();
    let half = all.iter().filter(|stretch| signs.states[stretch.state].look == Look::Fine);
    for stretch in half.clone().take(if half.count() > BADGES { 0 } else { BADGES }) {
        let x = f64::midpoint(stretch.place.0, stretch.place.1);
        if x - last >= BADGES_APART {
            last = x;
            places.push((x, y));
        }
    }
    row(vec![discs("fills", &places, side * 0.58).html(), glyphs(Glyph::Half, &places, side)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::input::Lanes;

    #[test]
    fn a_lane_has_wedges_for_its_own_inputs_alone() {
        let tape = crate::link::parse("#breaker?lanes=2&in=1~a.threshold~2;2~kill~S1;3~b.reset~9;9~recover~S1").tape;
        let played = |tape: Tape| {
            let mut run = Run::replay(tape).ok()?;
            run.advance(Instant::from_millis(5_000), usize::MAX).then_some(run)
        };
        let board = Board::of(Drawing::Wide, 860.0);
        let drawn = |run: &Run| {
            let scale = window(run, None, (0.0, 0.0), (board.left, board.right()));
            inputs(&board, &scale, run, board.left)
        };
        let both = played(tape.clone());
        for lane in Lane::ALL {
            let of_both = both.as_ref().and_then(|run| run.lane(lane)).map(drawn);
            let alone = played(tape.of_lane(lane)).as_ref().map(drawn);
            assert!(of_both.is_some() && of_both == alone, "{lane:?}");
        }
        let mut without = tape;
        without.inputs.retain(|input| input.lanes == Lanes::Both);
        assert!(both.as_ref().map(drawn) != played(without).as_ref().map(drawn), "an input of the lane is drawn");
    }
}
