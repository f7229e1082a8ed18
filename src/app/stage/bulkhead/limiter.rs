//! The limiter before the reports, what Little's law says of it, and the connections of the reports.

use yew::Html;

use super::measures::Layout;
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::plot::draw::{Area, Path, Print, group, part, path, text};
use crate::app::stage::Scene;
use crate::labs::bulkhead::{Picture, REPORTS};
use crate::text::bulkhead::stage as says;
use crate::words::grouped;

/// Tokens and connections that are drawn one by one.
const DRAWN: u32 = 10;

/// Both below each other.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, area: Area, layout: &'static Layout) -> Html {
    let settings = scene.settings;
    let is_on = settings.choice("limiter") != "off";
    let burst = settings.count("burst");
    let left = picture.limiter.left.unwrap_or(burst).min(burst);
    let (let_in, limited) = (picture.limiter.let_in, picture.kinds[REPORTS].limited);
    let verdict = scene.guessed.then(|| words::verdict(settings));
    let (pool, connections) = (settings.count("pool"), picture.connections);
    let mut print = Print::new(30).text(layout.frame.class).add(is_on.into()).add(burst.into()).add(left.into());
    print = print.add(let_in).add(limited).add(pool.into()).add(connections.in_use.into()).add(connections.idle.into());
    print = print.add(connections.opened).add(connections.closed);
    for told in verdict.iter().flat_map(|(_, lines)| lines) {
        print = print.text(told);
    }
    part(print, move || {
        let small = layout.frame.small;
        let x = area.x;
        let mut y = area.y + small * 1.2;
        let head = |told: &'static str, y: f64| text(layout.small.head, (x, y)).text(told);
        let quiet = |told: String, y: f64| text(layout.small.quiet, (x, y)).text(told);
        let mut all = group("").child(path("hair", "M# #V#", &[x - 16.0, area.y, area.bottom()]));
        all = all.child(head(says::LIMITER, y));
        y += small * 1.3;
        if is_on {
            all = all.child(quiet(says::ON_REPORTS.to_owned(), y));
            y += small * 0.8;
            all = all.child(bucket(left, burst, Area::new(x, y, area.width * 0.72, small * 3.0)));
            y += small * 4.4;
            all = all.child(quiet(says::tokens(left, burst), y));
            for (sign, number, told) in
                [(Glyph::Success, let_in, says::LET_IN), (Glyph::FastFail, limited, says::LIMITED)]
            {
                y += small * 1.6;
                let sign = glyph(sign, x + small * 0.6, y - small * 0.4, small * 1.25);
                let number = text(layout.small.plain, (x + small * 1.6, y)).text(format!("{} {told}", grouped(number)));
                all = all.child(sign).child(number);
            }
        } else {
            all = all.child(quiet(says::LIMITER_OFF.to_owned(), y));
        }
        if let Some((enough, lines)) = &verdict {
            y += small * 0.8;
            all = all.child(path("hair", "M# #H#", &[x, y, area.right()]));
            y += small * 1.5;
            let told = if *enough { says::ENOUGH } else { says::NOT_ENOUGH };
            let tone = if *enough { "k-ok" } else { "k-bad" };
            let told = text("", (x, y)).child(crate::app::component::tag::tag("tspan", "ct").text(told));
            all = all.child(group(tone).child(told.attr("class", layout.small.head)));
            for line in lines {
                y += small * 1.35;
                all = all.child(quiet(line.clone(), y));
            }
        }
        if pool > 0 {
            y += small * 0.8;
            all = all.child(path("hair", "M# #H#", &[x, y, area.right()]));
            y += small * 1.5;
            all = all.child(head(says::CONNECTIONS, y));
            y += small * 0.9;
            all = all.child(plugs(connections.in_use, connections.idle, pool, Area::new(x, y, area.width, small)));
            y += small * 2.2;
            all = all.child(quiet(says::connections(connections.in_use, pool), y));
            y += small * 1.35;
            all = all.child(quiet(says::opened(&grouped(connections.opened), &grouped(connections.closed)), y));
        }
        all.html()
    })
}

/// The bucket with its tokens, the lowest first.
fn bucket(left: u32, burst: u32, area: Area) -> crate::app::component::tag::Tag {
    let shape = path("bul-bucket", "M# #V#H#V#", &[area.x, area.y, area.bottom(), area.right(), area.y]);
    if burst > DRAWN {
        let height = (area.height - 4.0) * f64::from(left) / f64::from(burst);
        let mut level = Path::default();
        level.rect(area.x + 3.0, area.bottom() - 2.0 - height, area.width - 6.0, height);
        return group("").child(level.tag("filli")).child(shape);
    }
    let columns = DRAWN / 2;
    let pitch = (area.width - 6.0) / f64::from(columns);
    let (mut there, mut gone) = (Path::default(), Path::default());
    for token in 0..burst {
        let (column, row) = (token % columns, token / columns);
        let pen = if token < left { &mut there } else { &mut gone };
        let y = area.bottom() - 3.0 - pitch * (f64::from(row) + 0.5);
        pen.disc(area.x + 3.0 + pitch * (f64::from(column) + 0.5), y, pitch * 0.36);
    }
    group("").child(gone.tag("pip0")).child(there.tag("filli")).child(shape)
}

/// Connections: in use, idle, not opened.
fn plugs(in_use: u32, idle: u32, limit: u32, area: Area) -> crate::app::component::tag::Tag {
    let drawn = limit.min(2 * DRAWN);
    let pitch = (area.width / f64::from(drawn.max(1))).min(area.height * 1.3);
    let (mut used, mut open, mut none) = (Path::default(), Path::default(), Path::default());
    for plug in 0..drawn {
        let x = area.x + pitch * f64::from(plug);
        let pen = if plug < in_use {
            &mut used
        } else if plug < in_use.saturating_add(idle) {
            &mut open
        } else {
            &mut none
        };
        pen.round(x, area.y, pitch * 0.76, area.height, pitch * 0.3);
    }
    group("")
        .child(none.tag("pip0"))
        .child(group("k-ok").child(open.tag("bul-cell")))
        .child(group("k-bad").child(used.tag("fillf")))
}
