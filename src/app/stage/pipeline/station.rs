//! What lies behind the sensors: batches that wait, the breaker, and the service that enriches one after the other.

use yew::Html;

use super::layout::{Layout, Station};
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Area, Path, Print, group, part, rect, text};
use crate::app::stage::Scene;
use crate::app::stage::sensors::{Rack, switch};
use crate::labs::pipeline::{ENRICH, ENRICHMENT, Gate, Picture, SENSORS, breaker_of};
use crate::policy::breaker::State;
use crate::sim::event::ServiceId;
use crate::text::pipeline as says;
use crate::words::grouped;

/// The queue, the breaker, the service and what has left it.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let (rack, station) = (&layout.rack, &layout.station);
    group("")
        .child(queue(picture, rack, station))
        .child(breaker(scene, picture, rack, station))
        .child(card(scene, picture, rack, station))
        .child(progress(scene, picture, station))
        .child(out(picture, rack, station))
        .child(shut(scene, picture))
        .html()
}

/// Batches that wait for their turn, and the way from the tray to them and from them to the breaker.
fn queue(picture: &Picture, rack: &'static Rack, station: &'static Station) -> Html {
    let queue = picture.queue.clone();
    let print = queue.iter().fold(Print::new(50).text(rack.frame.class), |print, batch| print.add(*batch));
    part(print, move || {
        let (area, y, size) = (station.queue, station.gate.1, station.waiting);
        let step = size + 4.0;
        // The last place says how many more there are.
        let room = ((area.width / step) as usize).max(2);
        let shown = if queue.len() > room { room - 1 } else { queue.len() };
        let mut ways = Path::default();
        let (before, gate) = (area.x + 10.0, station.gate.0 - station.sign / 2.0 - 5.0);
        ways.to(before, rack.slot.bottom() + 8.0).down(y);
        if queue.is_empty() {
            ways.across(gate);
        } else {
            let taken = step * (shown + usize::from(queue.len() > shown)) as f64;
            ways.across((area.right() - taken).max(before)).to(area.right() + 4.0, y).across(gate);
        }
        let mut all = group("").child(ways.tag("rule"));
        for (index, batch) in queue.iter().take(shown).enumerate() {
            // The first in the row is the next: it stands nearest to the breaker.
            let x = area.right() - size - step * index as f64;
            all = all
                .child(rect("waits", Area::new(x, y - size / 2.0, size, size)).attr("rx", "4"))
                .child(text(rack.small.falling, (x + size / 2.0, y + 4.5)).text(grouped(*batch)));
        }
        let more = queue.len() - shown;
        if more > 0 {
            let x = area.right() - size - step * shown as f64;
            all = all.child(text(rack.small.plain_end, (x + size, y + 4.5)).text(format!("+{more}")));
        }
        if area.height > station.waiting * 2.0 {
            let words = says::waiting(queue.len() as u64);
            all = all.child(text(rack.small.plain, (area.x, area.bottom())).text(words));
        }
        all.html()
    })
}

/// The breaker with its words, and the way from it to the service.
fn breaker(scene: &Scene<'_>, picture: &Picture, rack: &'static Rack, station: &'static Station) -> Html {
    let gate = picture.gate(scene.settings, ENRICH).copied();
    let said = gate.map_or_else(
        || says::NO_BREAKER.to_owned(),
        |gate| words::gate(gate, scene.settings.count("threshold"), scene.now),
    );
    let state = gate.map(|gate| gate.state);
    let print = Print::new(51).text(rack.frame.class).text(&said).add(state.map_or(9, |state| state as u64));
    let drawn = part(print, move || {
        let ((x, y), sign) = (station.gate, station.sign);
        let (from, to) = (x + sign / 2.0 + 4.0, station.card.x - 3.0);
        let mut way = Path::default();
        way.to(from, y).across(to);
        let class = match state {
            Some(State::Open | State::ForcedOpen) => "wire dead w4",
            Some(State::HalfOpen) => "wire thinprobe",
            Some(State::Closed) | None => "rule",
        };
        let way = way.tag(class);
        let mut all = group("").child(way);
        match state {
            Some(state) => all = all.child(glyph(switch(state), x, y, sign)),
            None => {
                let mut through = Path::default();
                through.to(x - sign / 2.0 - 5.0, y).across(from);
                all = all.child(through.tag("rule"));
            }
        }
        if let Some(at) = station.words {
            let tone = state.map_or("", |state| switch(state).tone());
            let class = if state.is_some() {
                [rack.small.plain, "mid ct"].join(" ")
            } else {
                [rack.small.quiet, "mid"].join(" ")
            };
            all = all.child(group(tone).child(text(class, at).text(said.clone())));
        }
        all.html()
    });
    named(group("").child(drawn), ENRICHMENT, gate).html()
}

/// A part with the page contract's words for a breaker.
fn named(onto: Tag, name: &'static str, gate: Option<Gate>) -> Tag {
    let state = gate.map(|gate| gate.state.key());
    let breaker = state.map(|_| name.to_owned());
    onto.attr_opt("data-breaker", breaker).attr_opt("data-breaker-state", state.map(str::to_owned))
}

/// The breakers before the sensors, for scripts: their signs stand at the sensors' cards.
fn shut(scene: &Scene<'_>, picture: &Picture) -> Html {
    let mut all = group("");
    let mut last = None;
    for service in 0..SENSORS as ServiceId {
        let gate = picture.gate(scene.settings, service).copied();
        let name = breaker_of(scene.settings, service).filter(|name| gate.is_some() && Some(*name) != last);
        if let Some(name) = name {
            all = all.child(named(tag("g", "").key(name), name, gate));
            last = Some(name);
        }
    }
    all.html()
}

/// The service: its name, how often it fails, and where it stands.
fn card(scene: &Scene<'_>, picture: &Picture, rack: &'static Rack, station: &'static Station) -> Html {
    let (sign, state) = words::station(scene, picture);
    let (bad, rate) = words::rate(scene, picture);
    let killed = picture.station.killed;
    let print = Print::new(52).text(rack.frame.class).text(&state).text(&rate).add(sign as u64).add(bad.into());
    part(print, move || {
        let (area, small, size) = (station.card, rack.small, rack.frame.small);
        let one_line = station.name == station.state;
        let rate_at = if one_line {
            (area.right() - 8.0, area.y + station.name)
        } else {
            (area.right() - 10.0, area.y + station.name)
        };
        let class = if bad { small.tone_end } else { small.quiet_end };
        let rate = group(if bad { "k-bad" } else { "" }).child(text(class, rate_at).text(rate.clone()));
        // In a phone's card the buttons stand at the right.
        let rate = if area.width > 300.0 { rate.attr("transform", "translate(-98 0)") } else { rate };
        let left = if one_line { area.x + 62.0 } else { area.x + 10.0 };
        let middle = area.y + station.state - size * 0.36;
        group("")
            .child(rect(if killed { "box killed" } else { "box" }, area).attr("rx", "9"))
            .child(text(station.names, (area.x + 10.0, area.y + station.name)).text(ENRICHMENT))
            .child(rate)
            .child(glyph(sign, left + size * 0.6, middle, size * 1.2))
            .child(
                group(sign.tone())
                    .child(text(small.state, (left + size * 1.5, area.y + station.state)).text(state.clone())),
            )
            .html()
    })
}

/// How far the attempt under way is.
fn progress(scene: &Scene<'_>, picture: &Picture, station: &Station) -> Html {
    let part = picture.station.flight.map_or(0.0, |(from, until)| {
        let whole = until.since(from).as_secs_f64();
        if whole > 0.0 { (scene.now.since(from).as_secs_f64() / whole).min(1.0) } else { 0.0 }
    });
    let area = station.card;
    rect("filli", Area::new(area.x + 8.0, area.bottom() - 3.5, (area.width - 16.0) * part, 2.5)).html()
}

/// What has left the pipeline.
fn out(picture: &Picture, rack: &'static Rack, station: &'static Station) -> Html {
    let Some((x, y, step)) = station.out else { return Html::default() };
    let (enriched, flagged, late) = (picture.enriched, picture.flagged, picture.late);
    let late = says::late(&crate::words::span(late));
    let print = Print::new(53).text(rack.frame.class).add(enriched).add(flagged).text(&late);
    part(print, move || {
        let (small, size) = (rack.small, rack.frame.small);
        let line = |row: f64, sign: Option<Glyph>, words: String| {
            let base = y + step * row;
            let at = if sign.is_some() { x + size * 1.3 } else { x };
            let sign = sign.map(|sign| group("").child(glyph(sign, x + size * 0.5, base - size * 0.36, size * 1.1)));
            group("").child_opt(sign).child(text(small.plain, (at, base)).text(words))
        };
        group("")
            .child(line(0.0, Some(Glyph::Success), says::count_enriched(enriched)))
            .child(line(1.0, Some(Glyph::Degraded), says::count_flagged(flagged)))
            .child(line(2.0, None, late.clone()))
            .html()
    })
}
