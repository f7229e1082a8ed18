//! The breaker lab's timeline: calls above, the breaker's states as bands below.

use std::collections::VecDeque;

use yew::Html;

use super::marks::{self, Mark};
use super::pen::{Point, dot, fill};
use super::scale::Scale;
use super::timeline::{Board, Look, now};
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::row;
use crate::app::stage::{Drawing, Scene};
use crate::lab::Picture as AnyPicture;
use crate::lab::breaker::{MarkKind, Picture};
use crate::policy::breaker::State;
use crate::time::Instant;

/// The kinds of marks, in the order of their rows.
const KINDS: [Glyph; 3] = [Glyph::Success, Glyph::Failure, Glyph::FastFail];
/// The least distance of two half-open badges, so that they do not cover each other or the bands.
const BADGES_APART: f64 = 26.0;

/// The timeline of the last seconds.
pub(crate) fn timeline(scene: &Scene<'_>) -> Html {
    let AnyPicture::Breaker(picture) = scene.picture else { return Html::default() };
    let board = Board::of(scene.drawing, scene.width);
    let length = if scene.drawing == Drawing::Phone { 8.0 } else { 20.0 };
    let scale = Scale::rolling(now(scene), length, board.left, board.right());
    let marks = visible(picture, &scale);
    let style = marks::style(&board, &scale, &marks);
    let content = vec![
        marks::draw(&board, &scale, &KINDS, &marks, style),
        bands(&board, &scale, picture, scene.now, &marks),
        board.axis(&scale),
        board.playhead(&scale, now(scene)),
    ];
    board.frame(label(scene, picture, &scale), content)
}

/// The marks in the window.
fn visible(picture: &Picture, scale: &Scale) -> Vec<Mark> {
    let kind = |kind: MarkKind| match kind {
        MarkKind::Success => 0,
        MarkKind::Failure => 1,
        MarkKind::FastFail => 2,
    };
    let first = picture.marks.partition_point(|mark| mark.at.seconds() < scale.from);
    picture.marks.range(first..).map(|mark| (mark.at.seconds(), kind(mark.kind))).collect()
}

/// A state's stretch of the window, in units of the drawing and in seconds.
struct Stretch {
    state: State,
    place: Point,
    time: (f64, f64),
}

fn stretches(bands: &VecDeque<crate::lab::breaker::Band>, scale: &Scale, now: Instant) -> Vec<Stretch> {
    let first = bands.partition_point(|band| band.from.seconds() < scale.from).saturating_sub(1);
    let shown = bands.range(first..);
    let ends = shown.clone().skip(1).map(|band| band.from).chain(core::iter::once(now));
    let stretch = |(band, end): (&crate::lab::breaker::Band, Instant)| {
        let time = (band.from.seconds().max(scale.from), end.seconds().max(scale.from));
        Stretch { state: band.state, place: (scale.held(time.0), scale.held(time.1)), time }
    };
    shown.zip(ends).map(stretch).collect()
}

fn bands(board: &Board, scale: &Scale, picture: &Picture, now: Instant, marks: &[Mark]) -> Html {
    let all = stretches(&picture.bands, scale, now);
    let of = |wanted: &[State]| -> Vec<Point> {
        all.iter().filter(|stretch| wanted.contains(&stretch.state)).map(|stretch| stretch.place).collect()
    };
    let mut parts = vec![
        board.bands(Look::Plain, &of(&[State::Closed])),
        board.bands(Look::Hatched, &of(&[State::Open, State::ForcedOpen])),
        board.bands(Look::Fine, &of(&[State::HalfOpen])),
    ];
    for stretch in &all {
        parts.push(band_label(board, stretch, marks));
    }
    parts.push(badges(board, &all));
    row(parts)
}

fn band_label(board: &Board, stretch: &Stretch, marks: &[Mark]) -> Html {
    // A badge at either end covers some of the band.
    let room = (stretch.place.0 + if stretch.time.0 > 0.0 { 5.0 } else { 0.0 }, stretch.place.1 - 5.0);
    if room.1 - room.0 < board.size * 2.5 {
        return Html::default();
    }
    match stretch.state {
        State::Closed => board.band_label(Look::Plain, room, "Closed", None),
        State::HalfOpen => Html::default(),
        State::Open | State::ForcedOpen => {
            let within = |mark: &&Mark| mark.1 == 2 && mark.0 >= stretch.time.0 && mark.0 <= stretch.time.1;
            let refused = marks.iter().filter(within).count();
            board.band_label(Look::Hatched, room, "Open", Some((Glyph::FastFail, refused)))
        }
    }
}

/// A half-open phase is often too short for a band, so a badge sits on it.
fn badges(board: &Board, all: &[Stretch]) -> Html {
    let (y, side) = (board.band + board.depth / 2.0 - 1.0, board.size * 1.4);
    let mut last = f64::NEG_INFINITY;
    let mut badges = Vec::new();
    for stretch in all.iter().filter(|stretch| stretch.state == State::HalfOpen) {
        let x = f64::midpoint(stretch.place.0, stretch.place.1);
        if x - last >= BADGES_APART && x >= board.left + 2.0 {
            last = x;
            badges.push(dot("fills", (x, y), side * 0.58).done());
            badges.push(glyph(Glyph::Half, x, y, side));
        }
    }
    row(badges)
}

fn label(scene: &Scene<'_>, picture: &Picture, scale: &Scale) -> String {
    let state = match picture.state {
        State::Closed => "closed",
        State::Open | State::ForcedOpen => "open",
        State::HalfOpen => "half-open",
    };
    let numbers = fill(
        "Timeline of calls and of the breaker's states, # to # s. Now # s, ",
        &[scale.from.round(), scale.to.round(), scene.now.seconds().round()],
    );
    let since = fill(" since # s, # openings so far.", &[picture.since.seconds(), picture.openings as f64]);
    [&numbers, state, &since].concat()
}
