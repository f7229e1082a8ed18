//! The rows: a service each, with its breaker, what failed lately, the last hour, and its score.

use yew::Html;

use super::measures::Layout;
use super::words;
use crate::app::component::glyph::glyph;
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Area, Path, Print, group, part, rect, text};
use crate::app::stage::Scene;
use crate::labs::dashboard::{MEMBERS, MINUTES, Minute, Picture};
use crate::policy::health::{Circuit, Score};
use crate::text::dashboard::stage as says;
use crate::words::percent;

/// The heads of the columns.
pub(super) fn heads(scene: &Scene<'_>, layout: &'static Layout) -> Html {
    let limit = percent(scene.settings.number("failing"));
    let print = Print::new(20).text(layout.frame.class).text(&limit);
    part(print, move || {
        let rows = &layout.rows;
        let Some(y) = rows.heads else { return Html::default() };
        let mut all = group("");
        match rows.bar {
            Some((x, _)) => {
                all = all
                    .child(text(layout.small.quiet, (rows.name, y)).text(says::HEAD_SERVICE))
                    .child(text(layout.small.quiet, (rows.sign.0 - 10.0, y)).text(says::HEAD_STATE))
                    .child(text(layout.small.quiet, (x, y)).text(says::head_failed(&limit)));
            }
            None => all = all.child(text(layout.small.quiet_end, (rows.share, y)).text(says::HEAD_FAILED)),
        }
        if let Some((x, _)) = rows.spark {
            all = all.child(text(layout.small.quiet, (x + 6.0, y)).text(says::HEAD_HOUR));
        }
        if let Some(x) = rows.opened {
            all = all.child(text(layout.small.quiet_end, (x + 4.0, y)).text(says::HEAD_OPENED));
        }
        all.child(text(layout.small.quiet_end, (rows.score, y)).text(if rows.says_less {
            says::HEAD_SCORE_AND_LESS
        } else {
            says::HEAD_SCORE
        }))
        .html()
    })
}

/// The fewest minutes that the line of a row has room for.
const LEAST: u64 = 10;

/// What a row is drawn from.
struct Shown {
    index: usize,
    top: f64,
    circuit: Circuit,
    killed: bool,
    /// The share that failed, in words and as a part; nothing without a result.
    share: String,
    part: f64,
    limit: f64,
    opened: u64,
    score: Score,
}

/// All rows; those without a place of their own are one line, and have the attributes of the page contract.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, order: &[usize], layout: &'static Layout) -> Vec<Html> {
    let rows = &layout.rows;
    let (shown, others) = order.split_at(rows.shown.min(order.len()));
    let mut all = Vec::new();
    for (place, &index) in shown.iter().enumerate() {
        let row = &picture.rows[index];
        let results = row.recent(scene.now);
        let shown = Shown {
            index,
            top: rows.from.1 + rows.step * place as f64,
            circuit: row.watch.circuit(),
            killed: row.killed,
            share: words::share(results),
            part: (words::part(results) * 100.0).round() / 100.0,
            limit: scene.settings.number("failing"),
            opened: row.openings.of_late(scene.now),
            score: row.score(),
        };
        all.push(fixed_part(shown, layout));
        all.push(duration(words::since(row, scene.now), place, index, row.killed, layout));
        if rows.spark.is_some() {
            all.push(spark(&row.minutes, scene.now.nanos() / 60_000_000_000, place, layout));
        }
    }
    all.push(rest(picture, others, layout));
    all
}

/// The attributes of the page contract.
fn told(index: usize, circuit: Circuit, score: u32) -> Tag {
    group(words::state(circuit).0.tone())
        .attr("data-service", MEMBERS[index].name)
        .attr("data-breaker-state", words::key(circuit))
        .attr("data-health", score.to_string())
}

/// All of a row that stays as it is for a while.
fn fixed_part(shown: Shown, layout: &'static Layout) -> Html {
    let print =
        [shown.index as u64, shown.circuit as u64, shown.killed.into(), shown.opened, shown.score.points.into()];
    let print = print.into_iter().fold(Print::new(21).text(layout.frame.class).text(&shown.share), Print::add);
    let print = print.number(shown.top).number(shown.limit).add(shown.score.failures.into());
    part(print.add(shown.score.openings.into()), move || {
        let (rows, small) = (&layout.rows, layout.frame.small);
        let middle = shown.top + rows.step / 2.0;
        let under = rows.state == rows.name;
        let base = if under { middle - small * 0.25 } else { middle + small * 0.37 };
        let (kind, word) = words::state(shown.circuit);
        let mut line = Path::default();
        line.to(rows.from.0, shown.top).across(rows.from.0 + rows.width);
        let mut all = told(shown.index, shown.circuit, shown.score.points).child(line.tag("hair"));
        all = all.child(text(layout.small.name, (rows.name, base)).text(MEMBERS[shown.index].name));
        all = all.child(glyph(kind, rows.sign.0, middle, rows.sign.1));
        // Where two lines have room, the duration stands below the word.
        let y = match (under, rows.step >= small * 2.6) {
            (true, _) => middle + small * 1.05,
            (false, true) => middle - small * 0.15,
            (false, false) => middle + small * 0.37,
        };
        let word = if shown.killed { says::KILLED } else { word };
        all = all.child(text(layout.small.state, (rows.state, y)).text(word));
        if let Some((x, width)) = rows.bar {
            let high = small * 0.75;
            let down = if rows.says_failed { small * 0.55 } else { 0.0 };
            let bar = Area::new(x, middle - high / 2.0 + down, width, high);
            let at = x + width * shown.limit;
            let mut tick = Path::default();
            tick.to(at, bar.y - if rows.says_failed { 0.0 } else { 4.0 }).down(bar.bottom() + 4.0);
            let filled = Area { width: bar.width * shown.part, ..bar };
            all = all
                .child(rect("trk", bar).attr("rx", "3"))
                .child(rect("filli", filled).attr("rx", "3"))
                .child(tick.tag("das-limit"));
        }
        let middle_line = middle + small * 0.37;
        all = all.child(if rows.says_failed {
            text(layout.small.plain, (rows.share, middle - small * 0.25)).text(says::failed(&shown.share))
        } else {
            text(layout.small.share, (rows.share, middle_line)).text(shown.share.clone())
        });
        if let Some(x) = rows.opened {
            let class = if shown.opened > 0 { layout.small.share } else { layout.small.quiet_end };
            all = all.child(text(class, (x, middle_line)).text(shown.opened.to_string()));
        }
        let less = words::less(shown.circuit, shown.score);
        let says_less = rows.says_less && !less.is_empty();
        if let Some((x, width)) = rows.score_bar {
            let high = small * 0.75;
            let y = if says_less { middle - high * 1.2 } else { middle - high / 2.0 };
            let bar = Area::new(x, y, width, high);
            let filled = Area { width: width * f64::from(shown.score.points) / 100.0, ..bar };
            all = all.child(rect("trk", bar).attr("rx", "3")).child(rect("filli", filled).attr("rx", "3"));
            if says_less {
                all = all.child(text(layout.small.quiet_end, (rows.score, middle + small * 1.02)).text(less));
            }
        }
        let y = if says_less { middle } else { middle_line };
        all.child(text(layout.small.score, (rows.score, y)).text(shown.score.points.to_string())).html()
    })
}

/// How long a row has been in its state.
fn duration(since: String, place: usize, index: usize, killed: bool, layout: &'static Layout) -> Html {
    let print = Print::new(22).text(layout.frame.class).text(&since).add(place as u64).add(index as u64);
    part(print.add(killed.into()), move || {
        let (rows, small) = (&layout.rows, layout.frame.small);
        let middle = rows.from.1 + rows.step * (place as f64 + 0.5);
        let under = rows.state == rows.name;
        // Behind the longest word of a state where there is one line, or both stand below the name.
        let (x, y) = match (under, rows.step >= small * 2.6) {
            (true, _) => (rows.state + small * 5.6, middle + small * 1.05),
            (false, true) => (rows.state, middle + small * 0.95),
            (false, false) => (rows.state + small * 5.6, middle + small * 0.37),
        };
        text(layout.small.quiet, (x, y)).text(since.clone()).html()
    })
}

/// The share that failed in each minute of the last hour.
fn spark(minutes: &std::collections::VecDeque<Minute>, now: u64, place: usize, layout: &'static Layout) -> Html {
    // A run that is younger than an hour has the whole width from the tenth minute on.
    let wide = (now + 1).clamp(LEAST, MINUTES as u64);
    let first = (now + 1).saturating_sub(wide);
    // A minute without results is one in which nothing was asked.
    let points: Vec<(u64, u64)> = minutes
        .iter()
        .filter(|minute| minute.number >= first)
        .map(|minute| (minute.number, (words::part(minute.results) * 50.0).round() as u64))
        .collect();
    let print = Print::new(23).text(layout.frame.class).add(place as u64).add(first).add(wide);
    let print = points.iter().fold(print, |print, (number, share)| print.add(*number).add(*share));
    part(print, move || {
        let rows = &layout.rows;
        let Some((left, width)) = rows.spark else { return Html::default() };
        let top = rows.from.1 + rows.step * place as f64 + rows.step * 0.18;
        let high = rows.step * 0.6;
        let x = |number: u64| left + width * (number - first) as f64 / (wide - 1) as f64;
        let y = |share: u64| top + high * (1.0 - share as f64 / 50.0);
        let mut line = Path::default();
        let mut last = None;
        for (number, share) in &points {
            match last {
                Some(before) if before + 1 == *number => line.line(x(*number), y(*share)),
                // A gap is no line.
                _ => line.to(x(*number), y(*share)).across(x(*number) + 0.01),
            };
            last = Some(*number);
        }
        let mut floor = Path::default();
        floor.to(left, top + high).across(left + width);
        let mut all = group("").child(floor.tag("hair"));
        if !line.is_empty() {
            all = all.child(line.tag("spark"));
        }
        if let Some((number, share)) = points.last() {
            let mut end = Path::default();
            end.disc(x(*number), y(*share), 2.6);
            all = all.child(end.tag("filli"));
        }
        all.html()
    })
}

/// The rows that have no room.
fn rest(picture: &Picture, others: &[usize], layout: &'static Layout) -> Html {
    let states: Vec<(usize, Circuit, u32)> = others
        .iter()
        .map(|index| (*index, picture.rows[*index].watch.circuit(), picture.rows[*index].score().points))
        .collect();
    let told_of = words::others(others);
    let print =
        states.iter().fold(Print::new(24).text(layout.frame.class).text(&told_of), |print, (_, circuit, score)| {
            print.add(*circuit as u64).add((*score).into())
        });
    part(print, move || {
        let rows = &layout.rows;
        let mut all = group("");
        if states.is_empty() {
            let bottom = rows.from.1 + rows.step * rows.shown as f64;
            let mut line = Path::default();
            line.to(rows.from.0, bottom).across(rows.from.0 + rows.width);
            return all.child(line.tag("hair")).html();
        }
        for (index, circuit, score) in &states {
            all = all.child(told(*index, *circuit, *score));
        }
        let y = rows.from.1 + rows.step * rows.shown as f64 + layout.frame.small * 1.15;
        let words = tag("tspan", "").text(told_of.clone());
        if layout.buttons.is_some() {
            all = all.child(text(layout.small.quiet, (rows.from.0, y)).child(words));
        }
        all.html()
    })
}
