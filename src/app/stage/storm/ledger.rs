//! What the two sides cost, number beside number; in contention, the published numbers and how the run stands to them.

use yew::Html;

use super::layout::Layout;
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, Print, group, part, rect, text};
use crate::app::stage::Scene;
use crate::labs::storm::{Picture, World, is_second, published};
use crate::words::{grouped, seconds};

/// How far below a row's words its bars lie, and how thick one is.
const DOWN: f64 = 8.0;
const THICK: f64 = 6.0;

/// A number of each side, and its words.
type Both = ([f64; 2], [String; 2]);

/// A row with its words and its bars, each from 0 to 1.
#[derive(Clone, Debug)]
struct Row {
    name: String,
    values: String,
    bars: [f64; 2],
    /// If the run is of this kind: what is known of it, and once it is over, whether it agrees.
    own: Option<(String, Option<bool>)>,
}

/// The ledger, where there is room for it.
pub(super) fn view(scene: &Scene<'_>, layout: &'static Layout, picture: &Picture, beside: &Picture) -> Html {
    let Some((left, right, top, step)) = layout.ledger else { return Html::default() };
    let (title, under, rows) = if picture.world == World::Contention {
        let clients = scene.settings.count("clients");
        let rows = contention(scene, picture);
        let known = rows.iter().find_map(|row| row.own.as_ref()).map(|(known, _)| known.clone());
        (words::PUBLISHED, known.unwrap_or_else(|| words::published_for(clients)), rows)
    } else {
        let same = is_second(scene.settings);
        (words::COSTS, words::columns(picture.world, same), costs(scene, picture, (!same).then_some(beside)))
    };
    let print = rows.iter().fold(Print::new(23).text(layout.frame.class).text(&under), |print, row| {
        let own = row.own.as_ref().map_or(9, |(_, agrees)| agrees.map_or(8, u64::from));
        print.text(&row.name).text(&row.values).number(row.bars[0]).number(row.bars[1]).add(own)
    });
    part(print, move || {
        let small = layout.small;
        let head = group("")
            .child(text(layout.heading, (left, top)).text(title))
            .child(text(small.plain, (left, top + layout.frame.small * 1.5)).text(under.clone()));
        let first = top + layout.frame.small * 1.5 + step * 0.6;
        let rows = rows.iter().enumerate();
        rows.map(|(index, row)| draw(layout, row, (left, right), first + step * index as f64))
            .fold(head, Tag::child)
            .html()
    })
}

fn draw(layout: &Layout, row: &Row, (left, right): (f64, f64), y: f64) -> Tag {
    let (small, size) = (layout.small, layout.frame.small);
    let judged = row.own.as_ref().and_then(|(_, agrees)| *agrees);
    let bold = row.own.is_some();
    let name = text(if bold { small.bold } else { small.plain }, (left, y)).text(row.name.clone());
    let end = if judged.is_some() { right - size * 1.5 } else { right };
    let values = text(if bold { small.bold_end } else { small.plain_end }, (end, y)).text(row.values.clone());
    let mut all = group("").child(name).child(values);
    if let Some(agrees) = judged {
        let shape = if agrees { Glyph::Success } else { Glyph::Failure };
        all = all.child(glyph(shape, right - size * 0.55, y - size * 0.36, size * 1.15));
    }
    let bar = |place: f64, class, part: f64| {
        let area = Area::new(left, y + DOWN + place * (THICK + 2.0), (right - left) * part.min(1.0), THICK);
        rect(class, area).attr("rx", "3")
    };
    all = all.child(bar(0.0, "trk", 1.0)).child(bar(0.0, "filli", row.bars[0]));
    if row.bars[1] >= 0.0 {
        all = all.child(bar(1.0, "trk", 1.0)).child(group("k-ok").child(bar(1.0, "fillf", row.bars[1])));
    }
    all
}

/// What both sides cost so far.
fn costs(scene: &Scene<'_>, picture: &Picture, beside: Option<&Picture>) -> Vec<Row> {
    let now = scene.now;
    let until = |side: &Picture| side.finished.map_or(now, |end| end.min(now)).seconds();
    let count = |of: &dyn Fn(&Picture) -> u64| -> Both {
        let both = [of(picture), beside.map_or(0, of)];
        (both.map(|number| number as f64), both.map(grouped))
    };
    let time = || {
        let both = [until(picture), beside.map_or(0.0, until)];
        let words = [picture, beside.unwrap_or(picture)].map(|side| words::ended_at(side, until(side)));
        (both, words)
    };
    let rows: Vec<(&str, Both)> = match picture.world {
        World::Load => vec![
            (words::ANSWERED, count(&|side| side.goodput(now))),
            (words::LOST, count(&|side| side.gave_up)),
            (words::MADE, count(&|side| side.attempts)),
            (words::FOR_NOBODY, count(&|side| side.wasted.0)),
            (words::IN_QUEUE, count(&|side| side.queued.into())),
        ],
        _ => vec![
            (words::BUSIEST, count(&|side| side.peak.into())),
            (words::TURNED_AWAY, count(&|side| side.refused)),
            (words::MADE, count(&|side| side.attempts)),
            (words::LOST, count(&|side| side.gave_up)),
            (words::OVER_AFTER, time()),
        ],
    };
    let row = |(name, (numbers, words)): (&str, Both)| {
        let most = numbers[0].max(numbers[1]).max(1e-9);
        let [own, other] = words;
        let values = if beside.is_some() { format!("{own}  :  {other}") } else { own };
        let bars = [numbers[0] / most, if beside.is_some() { numbers[1] / most } else { -1.0 }];
        Row { name: name.to_owned(), values, bars, own: None }
    };
    rows.into_iter().map(row).collect()
}

/// The published kinds, and in the row of the run's own kind what it came to.
fn contention(scene: &Scene<'_>, picture: &Picture) -> Vec<Row> {
    let clients = scene.settings.count("clients");
    let own = published::kind(scene.settings);
    let Some(known) = published::of(clients).or_else(|| published::of(words::CLIENTS)) else { return Vec::new() };
    let most = known.calls.iter().map(|(calls, _)| *calls).fold(picture.attempts as f64, f64::max);
    let row = |(kind, name): (usize, &&str)| {
        let (calls, millis) = (known.calls[kind], known.millis[kind]);
        let is_own = own == Some(kind) && known.clients == clients;
        let agrees = picture.done.map(|done| {
            published::is_near(picture.attempts as f64, calls) && published::is_near(done.seconds() * 1e3, millis)
        });
        let tenths = |seconds_of: f64| seconds((seconds_of * 10.0).round() / 10.0);
        let published = (grouped(calls.0 as u64), tenths(millis.0 / 1e3));
        let until = picture.done.unwrap_or(scene.now).seconds();
        let (values, shown) = if is_own {
            (words::calls_and_time(&(grouped(picture.attempts), tenths(until))), picture.attempts as f64)
        } else {
            (words::calls_and_time(&published), calls.0)
        };
        let own = is_own.then(|| (words::known(&published), agrees));
        Row { name: (*name).to_owned(), values, bars: [shown / most, -1.0], own }
    };
    published::KINDS.iter().enumerate().map(row).collect()
}
