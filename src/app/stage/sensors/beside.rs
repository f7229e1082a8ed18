//! What stands beside the sensors: a process that the first failure stops, and what it keeps of the same luck.

use yew::Html;

use super::grid::COLUMNS;
use super::layout::Rack;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::plot::draw::{Area, Path, Point, Print, group, part, rect, text};
use crate::app::plot::scale::text_width;
use crate::app::stage::over::Over;
use crate::text::batch::stage as says;

/// The measures of what stands beside the sensors, and of the comparison.
#[derive(Clone, Copy, Debug)]
pub(in crate::app::stage) struct Beside {
    pub(in crate::app::stage) x: f64,
    pub(in crate::app::stage) right: f64,
    pub(in crate::app::stage) title: f64,
    pub(in crate::app::stage) heading: &'static str,
    /// Where its button stands, if it is shown at all.
    pub(in crate::app::stage) restart: Option<Over>,
    pub(in crate::app::stage) story: f64,
    /// The top of its rows, from row to row, and a row's height.
    pub(in crate::app::stage) rows: Option<(f64, f64, f64)>,
    /// The middle of the row of its last batches.
    pub(in crate::app::stage) fates: f64,
    /// The comparison: left, right, baseline of its title.
    pub(in crate::app::stage) kept: (f64, f64, f64),
    /// From bar to bar, and class and size of its numbers.
    pub(in crate::app::stage) bars: f64,
    pub(in crate::app::stage) share: &'static str,
    pub(in crate::app::stage) share_size: f64,
    /// The line between the two: from, to.
    pub(in crate::app::stage) divider: [Point; 2],
}

/// What became of a batch there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::stage) enum Fate {
    /// It was kept.
    Kept,
    /// It was lost in a crash.
    Crashed,
    /// It came while the process was down.
    Down,
    /// It is not over.
    Unknown,
}

/// What became of a part: its shape, or a dash, its name and a few words.
pub(in crate::app::stage) type Row = (Option<Glyph>, &'static str, &'static str);

/// A part of all values that was kept: of how many, whose, and in which tone.
pub(in crate::app::stage) type Kept = ((u64, u64), &'static str, &'static str);

/// The line between the two sides, and what the other one is called.
pub(in crate::app::stage) fn divider(title: &'static str, beside: &'static Beside, rack: &'static Rack) -> Html {
    part(Print::new(40).text(rack.frame.class), move || {
        let [from, to] = beside.divider;
        let mut line = Path::default();
        line.to(from.0, from.1).line(to.0, to.1);
        group("").child(line.tag("hair")).child(text(beside.heading, (beside.x, beside.title)).text(title)).html()
    })
}

/// How it stands with it.
pub(in crate::app::stage) fn story(says: String, beside: &'static Beside, rack: &'static Rack) -> Html {
    part(Print::new(41).text(rack.frame.class).text(&says), move || {
        // Only the widest drawing has room for the verb.
        let says = if beside.rows.is_some() { &says } else { says.trim_end_matches(says::FAILED) };
        text(rack.small.plain, (beside.x, beside.story)).text(says.to_owned()).html()
    })
}

/// What became of each of its parts, where there is room for that.
pub(in crate::app::stage) fn rows(rows: Vec<Row>, beside: &'static Beside, rack: &'static Rack) -> Html {
    let Some((top, step, height)) = beside.rows else { return Html::default() };
    let print = rows.iter().fold(Print::new(42).text(rack.frame.class), |print, (_, _, says)| print.text(says));
    part(print, move || {
        let (twin, small) = (beside, rack.small);
        let mut all = group("");
        for (index, (kind, name, says)) in rows.iter().enumerate() {
            let y = top + step * index as f64;
            let (middle, base) = (y + height / 2.0, y + height / 2.0 + rack.frame.small * 0.36);
            let crashed = *kind == Some(Glyph::Failure);
            let class = match kind {
                Some(Glyph::Failure) => "crash",
                Some(_) => "box",
                None => "place",
            };
            let mut row = group(if crashed { "k-bad" } else { "" });
            row = row.child(rect(class, Area::new(twin.x, y, twin.right - twin.x, height)).attr("rx", "6"));
            row = match kind {
                Some(kind) => row.child(glyph(*kind, twin.x + 15.0, middle, rack.frame.small * 1.1)),
                None => {
                    let mut dash = Path::default();
                    dash.to(twin.x + 10.0, middle).across(twin.x + 20.0);
                    row.child(dash.tag("rule"))
                }
            };
            row = row
                .child(text(if kind.is_some() { small.bold } else { small.quiet }, (twin.x + 30.0, base)).text(*name));
            let class = if crashed { small.tone_end } else { small.plain_end };
            all = all.child(row.child(text(class, (twin.right - 10.0, base)).text(*says)));
        }
        all.html()
    })
}

/// Its last batches: kept, crashed, and a dash where it was down.
pub(in crate::app::stage) fn fates(fates: Vec<Fate>, beside: &'static Beside, rack: &'static Rack) -> Html {
    let print = fates.iter().fold(Print::new(43).text(rack.frame.class), |print, fate| print.add(*fate as u64));
    part(print, move || {
        let twin = beside;
        // On a phone they stand below the batches that they belong to.
        let aligned = rack.frame.width < 500.0;
        let step = if aligned { rack.grid.step } else { (twin.right - twin.x) / COLUMNS as f64 };
        let first = if aligned { rack.grid.first } else { twin.x + step / 2.0 };
        let size = (step * 0.88).min(12.0);
        let (mut discs, mut squares, mut crosses, mut dashes, mut places) =
            (Path::default(), Path::default(), Path::default(), Path::default(), Path::default());
        for index in 0..COLUMNS {
            let (x, y, half) = (first + step * index as f64, twin.fates, size / 2.0);
            match fates.get(index) {
                Some(Fate::Kept) => {
                    discs.disc(x, y, half);
                }
                Some(Fate::Crashed) => {
                    squares.round(x - half, y - half, size, size, 1.5);
                    crosses.cross(x, y, half * 0.42);
                }
                Some(Fate::Down) => {
                    dashes.to(x - half * 0.7, y).across(x + half * 0.7);
                }
                Some(Fate::Unknown) | None => {
                    places.disc(x, y, 1.25);
                }
            }
        }
        group("")
            .child(places.tag("trk"))
            .child(dashes.tag("rule"))
            .child(group("k-ok").child(discs.tag("fillf")))
            .child(group("k-bad").child(squares.tag("fillf")).child(crosses.tag("son").attr("stroke-width", "1.5")))
            .html()
    })
}

/// The share of all values that each of the two sides keeps.
pub(in crate::app::stage) fn kept(both: [Kept; 2], beside: &'static Beside, rack: &'static Rack) -> Html {
    let print = both
        .iter()
        .fold(Print::new(44).text(rack.frame.class), |print, ((kept, values), ..)| print.add(*kept).add(*values));
    part(print, move || {
        let small = rack.small;
        let (x, right, y) = beside.kept;
        let heading = if rack.frame.small > 12.0 { beside.heading } else { "t3 b" };
        let values = both[0].0.1;
        // The narrowest column has no room for the noun in the projector's large type.
        let whole = if right - x < 200.0 { says::of(values) } else { says::of_values(values) };
        let mut all = group("")
            .child(text(heading, (x, y)).text(says::DATA_KEPT))
            .child(text(small.plain_end, (right, y)).text(whole));
        for (index, kept) in both.into_iter().enumerate() {
            all = all.child(bar(rack, beside, y + 9.0 + beside.bars * index as f64, kept));
        }
        all.html()
    })
}

fn bar(rack: &Rack, beside: &Beside, y: f64, ((count, whole), says, tone): Kept) -> Html {
    let &Beside { share, share_size, kept: (x, right, _), .. } = beside;
    let (small, part) = (rack.small, count as f64 / whole.max(1) as f64);
    let base = y + 12.0 + share_size * 0.9;
    let percent = if whole == 0 { "–".to_owned() } else { format!("{} %", (part * 100.0 + 0.5) as u64) };
    let width = right - x;
    // A narrow column says less, and at last leaves the count out: the share and the whole are there.
    let (start, count) = (x + share_size * 3.75, count.to_string());
    let fits = |says: &str| start + text_width(says, rack.frame.small, false) + 6.0 <= right;
    let says = if fits(&format!("{says}{count}")) { says } else { says.strip_prefix(says::KEEP).unwrap_or(says) };
    let count = if fits(&format!("{says}{count}")) { count } else { String::new() };
    group(tone)
        .child(rect("trk", Area::new(x, y, width, 7.0)).attr("rx", "3.5"))
        .child(rect("fillf", Area::new(x, y, width * part, 7.0)).attr("rx", "3.5"))
        .child(text(share, (x, base)).text(percent))
        .child(text(small.plain, (start, base)).text(says))
        .child(text(small.plain_end, (right, base)).text(count))
        .html()
}
