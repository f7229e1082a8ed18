//! The sensors: cards over the slots of one tray, or rows on a phone.

use yew::Html;

use super::layout::{Cards, Rack};
use super::words::{self, Look};
use super::{Reads, is_shut, switch};
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, fixed};
use crate::app::plot::draw::{Area, Path, Print, group, part, rect, text};
use crate::app::stage::Scene;
use crate::labs::sensors::{NAMES, SENSORS, SPARK};
use crate::policy::breaker::State;
use crate::text::batch::stage as says;
use crate::text::pipeline::BREAKER_OPEN;

/// The values that a sparkline's height stands for.
const RANGE: (f64, f64) = (20.0, 80.0);

/// All that a card shows.
#[derive(Clone)]
struct Card {
    layout: &'static Rack,
    index: usize,
    look: Look,
    words: String,
    /// Whether a breaker kept it from being asked.
    refused: bool,
    /// The breaker before it.
    gate: Option<State>,
    rate: String,
    /// How long it takes to answer, where that is painted.
    latency: Option<String>,
    killed: bool,
    /// Whether there is no answer without it.
    critical: bool,
    /// Whether its value, if there is one, is lost with the batch.
    lost: bool,
    history: Vec<Option<f64>>,
}

/// The tray, and the sensors with their slots.
pub(in crate::app::stage) fn view(scene: &Scene<'_>, reads: &Reads<'_>, layout: &'static Rack) -> Html {
    let rushing = words::rushes(scene);
    let mut all = group("").child(tray(layout));
    for (index, ((sensor, name), gate)) in reads.sensors.iter().zip(NAMES).zip(reads.gates).enumerate() {
        let look = words::look(sensor, reads, rushing);
        // Who is not even asked has no value for another reason than who fails.
        let refused = look == Look::Unavailable && gate.is_some_and(is_shut);
        let said = if refused { BREAKER_OPEN.to_owned() } else { look.words(reads.attempts) };
        let card = Card {
            layout,
            index,
            look,
            words: said,
            refused,
            gate,
            rate: words::rate(scene, index),
            latency: words::latency(scene, index),
            killed: sensor.killed,
            critical: reads.critical == Some(index),
            lost: reads.lost,
            history: sensor.history.clone(),
        };
        let under_way = sensor.flight.filter(|_| !rushing).map_or(0.0, |(from, until)| {
            let whole = until.since(from).as_secs_f64();
            if whole > 0.0 { scene.now.since(from).as_secs_f64() / whole } else { 0.0 }
        });
        let fallen = words::fallen(scene, sensor, index);
        let place = group("").attr("data-sensor", name.to_owned()).attr("data-status", words::status(sensor.status));
        all = all.child(place.child(card.part()).child(card.progress(under_way.min(1.0))).child(card.value(fallen)));
    }
    all.html()
}

fn tray(layout: &'static Rack) -> Html {
    part(Print::new(20).text(layout.frame.class), move || {
        let (first, last) = (layout.slot, layout.slot(SENSORS - 1));
        let margin = if first.height > 35.0 { 9.0 } else { 6.0 };
        let (left, right) = (first.x - margin, last.right() + margin);
        let (top, bottom) = (first.y - margin + 1.0, first.bottom() + margin - 1.0);
        let ground = rect("fills2", Area::new(left, top, right - left, bottom - top)).attr("rx", "6");
        let mut rim = Path::default();
        rim.to(left, top)
            .down(bottom - 6.0)
            .line(left + 6.0, bottom)
            .across(right - 6.0)
            .line(right, bottom - 6.0)
            .down(top);
        let mut slots = group("");
        for sensor in 0..SENSORS {
            slots = slots.child(rect("slot", layout.slot(sensor)).attr("rx", "8"));
        }
        group("").child(ground).child(rim.tag("rim")).child(slots).html()
    })
}

impl Card {
    fn print(&self, kind: u64) -> Print {
        let print =
            Print::new(kind).text(self.layout.frame.class).add(self.index as u64).text(&self.words).text(&self.rate);
        let print = print.add(u64::from(self.killed)).add(self.critical.into()).text(&self.look.value().0);
        let print = print.add(self.gate.map_or(0, |gate| gate as u64 + 1));
        let print = match &self.latency {
            Some(latency) => print.text(latency),
            None => print,
        };
        self.history.iter().fold(print, |print, reading| match reading {
            Some(value) => print.number(*value),
            None => print.add(1),
        })
    }

    /// What stays until something happens.
    fn part(&self) -> Html {
        let card = self.clone();
        part(self.print(21), move || match card.layout.cards {
            Cards::Across { .. } => card.card(),
            Cards::Rows { first, step, .. } => card.row(Area { y: first.y + step * card.index as f64, ..first }),
        })
    }

    fn frame(&self) -> &'static str {
        match (self.killed, self.critical) {
            (false, false) => "box",
            (true, false) => "box killed",
            (false, true) => "box critical",
            (true, true) => "box critical killed",
        }
    }

    /// That there is no answer without it, in the weight of the frame around it and where there is room in a word.
    fn critical(&self, class: &'static str, (x, y): (f64, f64)) -> Option<Tag> {
        self.critical.then(|| text(class, (x, y)).text(says::CRITICAL))
    }

    fn card(&self) -> Html {
        let Cards::Across { first, name, value, spark, foot, wire, names, values, .. } = self.layout.cards else {
            return Html::default();
        };
        let (layout, small) = (self.layout, self.layout.small);
        let area = Area { x: layout.slot(self.index).x, ..first };
        let tone = self.look.glyph().tone();
        let (said, fresh) = self.look.value();
        let top = area.bottom() - foot;
        let mut ground = Path::default();
        ground.round(area.x, top, area.width, foot, 9.0);
        let mut edge = Path::default();
        edge.rect(area.x, top, area.width, foot / 2.0);
        let inset = area.x + 10.0;
        let rate = if self.killed {
            group("k-bad").child(text(small.tone_end, (area.right() - 9.0, area.y + name)).text(says::KILLED))
        } else {
            group("").child(text(small.quiet_end, (area.right() - 9.0, area.y + name)).text(self.rate.clone()))
        };
        let (size, margin) =
            if layout.frame.small > 12.0 { (layout.frame.small * 1.1, 5.0) } else { (layout.frame.small * 1.3, 9.0) };
        let middle = top + foot / 2.0;
        group("")
            .child(rect("fills", area).attr("rx", "9"))
            .child(group(tone).child(ground.tag("fillt")).child(edge.tag("fillt")))
            .child(rect(self.frame(), area).attr("rx", "9").attr("fill-opacity", "0"))
            .child(text(names, (inset, area.y + name)).text(NAMES[self.index]))
            .child(rate)
            .child(text(values[usize::from(!fresh)], (inset, area.y + value)).text(said))
            .child_opt(self.critical(small.quiet_end, (area.right() - 9.0, area.y + name + layout.frame.small * 1.1)))
            .child(self.spark(Area::new(inset, area.y + spark.0, area.width - 20.0, spark.1)))
            .child_opt(self.late((inset, area.y + spark.0 + spark.1)))
            .child(glyph(self.look.glyph(), area.x + margin + size / 2.0, middle, size))
            .child(
                group(tone).child(
                    text(small.state, (area.x + margin + 4.0 + size, middle + layout.frame.small * 0.36))
                        .text(self.words.clone()),
                ),
            )
            .child(self.wire(area.x + wire, area.bottom()))
            .child_opt(self.gate.map(|gate| {
                let middle = f64::midpoint(area.bottom(), layout.slot.y) - 2.0;
                group("").child(glyph(switch(gate), area.x + wire, middle, layout.frame.small * 1.3))
            }))
            .html()
    }

    /// Whether it is a row of low lanes.
    fn is_low(&self) -> bool {
        matches!(self.layout.cards, Cards::Rows { first, .. } if first.height < 30.0)
    }

    /// The painted latency, in the tone of waiting. On a card it stands over the oldest readings.
    fn late(&self, (x, y): (f64, f64)) -> Option<Tag> {
        let latency = self.latency.as_ref()?;
        // A low row has the place beside its rate, and no room for more words.
        let says = if self.is_low() { latency.clone() } else { says::within(latency) };
        Some(group("k-wait").child(text(self.layout.small.late, (x, y)).text(says)))
    }

    /// The way from the card into the tray: an arrow for a value, dotted for none, a thin line before it is known.
    fn wire(&self, x: f64, top: f64) -> Html {
        let bottom = self.layout.slot.y - 11.0;
        let mut line = Path::default();
        line.to(x, top + 2.0);
        match self.look {
            Look::Ok(_) => {
                line.down(bottom - 6.0);
                let mut head = Path::default();
                head.to(x - 6.5, bottom - 9.0).line(x + 6.5, bottom - 9.0).line(x, bottom).close();
                group("").child(line.tag("wire w4")).child(head.tag("filli")).html()
            }
            Look::Unavailable | Look::Stale(..) => {
                let mut dots = Path::default();
                dots.to(x, top + 6.0).down(bottom);
                group("").child(dots.tag("wire dead w4")).child(Path::default().tag("filli")).html()
            }
            Look::Waiting | Look::Retrying(_) => {
                line.down(bottom);
                group("").child(line.tag("rule")).child(Path::default().tag("filli")).html()
            }
        }
    }

    /// The last readings as a line with gaps; a reading alone between two gaps is a dot, and so is the newest.
    fn spark(&self, area: Area) -> Html {
        let step = area.width / (SPARK - 1) as f64;
        let shift = SPARK.saturating_sub(self.history.len());
        let (mut line, mut dots, mut base) = (Path::default(), Path::default(), Path::default());
        base.to(area.x, area.bottom() + 3.0).across(area.right());
        let mut drawing = false;
        for (index, reading) in self.history.iter().enumerate() {
            let Some(value) = reading else {
                drawing = false;
                continue;
            };
            let x = area.x + (index + shift) as f64 * step;
            let part = ((value - RANGE.0) / (RANGE.1 - RANGE.0)).clamp(0.0, 1.0);
            let y = area.bottom() - part * area.height;
            let newest = index + 1 == self.history.len();
            let goes_on = self.history.get(index + 1).is_some_and(Option::is_some);
            if drawing {
                line.line(x, y);
            } else {
                line.to(x, y);
            }
            if newest || (!goes_on && !drawing) {
                dots.disc(x, y, 3.0);
            }
            drawing = true;
        }
        group("").child(base.tag("hair")).child(line.tag("spark")).child(dots.tag("filli")).html()
    }

    fn row(&self, area: Area) -> Html {
        let small = self.layout.small;
        let tone = self.look.glyph().tone();
        let (said, fresh) = self.look.value();
        let middle = area.y + area.height / 2.0;
        // In a low row the rate stands beside the name, and the rest makes room for it.
        let low = self.is_low();
        let (name, rate, aside) = if low {
            ((8.0, middle + 5.0), (31.0, middle + 4.5), 18.0)
        } else {
            ((11.0, area.y + area.height * 0.44), (11.0, area.y + area.height * 0.83), 0.0)
        };
        let late = self.late(if low { (area.x + 68.0, rate.1) } else { (area.x + 36.0, name.1) });
        // There the share alone must do beside a latency.
        let share = if low && late.is_some() { self.rate.trim_end_matches(says::FAIL) } else { &self.rate };
        let rate = if self.killed {
            group("k-bad").child(text(small.tone, (area.x + rate.0, rate.1)).text(says::KILLED))
        } else {
            group("").child(text(small.quiet, (area.x + rate.0, rate.1)).text(share.to_owned()))
        };
        let words = if low && !self.refused { self.look.brief() } else { &self.words };
        let gate = self.gate.filter(|_| !low && late.is_none());
        let value = text(if fresh { "t5 b end" } else { "t5 b i3 end" }, (area.x + 124.0 + aside, middle + 6.0));
        group("")
            .child(rect(self.frame(), area).attr("rx", "9"))
            .child(text(if low { "t3 b" } else { "t4 b" }, (area.x + name.0, name.1)).text(NAMES[self.index]))
            .child(rate)
            .child_opt(self.critical(small.quiet, (area.x + 36.0, name.1)).filter(|_| !low && late.is_none()))
            .child_opt(late)
            .child_opt(gate.map(|gate| group("").child(glyph(switch(gate), area.x + 50.0, name.1 - 4.5, 14.0))))
            .child(value.text(said))
            .child(glyph(self.look.glyph(), area.x + 145.0 + aside, middle, 16.0))
            .child(group(tone).child(text(small.state, (area.x + 158.0 + aside, middle + 4.5)).text(words.to_owned())))
            .html()
    }

    /// How far the attempt under way is, as a line at the card's foot.
    fn progress(&self, part: f64) -> Html {
        let area = match self.layout.cards {
            Cards::Across { first, .. } => {
                Area::new(self.layout.slot(self.index).x + 8.0, first.bottom() - 3.5, first.width - 16.0, 2.5)
            }
            Cards::Rows { first, step, .. } => {
                let bottom = first.bottom() + step * self.index as f64;
                Area::new(first.x + 8.0, bottom - 3.5, first.width - 126.0, 2.5)
            }
        };
        rect("filli", Area { width: area.width * part, ..area }).html()
    }

    /// What lies in the slot, or on its way there.
    fn value(&self, fallen: f64) -> Html {
        let slot = self.layout.slot(self.index);
        let falls = fallen < 1.0 && matches!(self.look, Look::Ok(_));
        let mut card = self.clone();
        if falls {
            card.look = Look::Waiting;
        }
        let print = Print::new(22).text(self.layout.frame.class).add(self.index as u64).add(card.look.settled().into());
        let print =
            print.add(u64::from(matches!(card.look, Look::Ok(_)))).add(card.lost.into()).text(&card.look.value().0);
        group("").child(part(print, move || card.lies(slot))).child(self.falling(slot, falls.then_some(fallen))).html()
    }

    /// A value on its way from the card into the slot.
    fn falling(&self, slot: Area, fallen: Option<f64>) -> Html {
        let Some(fallen) = fallen else { return group("").html() };
        let size = self.layout.frame.small;
        let (x, top) = match self.layout.cards {
            Cards::Across { first, wire, .. } => (slot.x + wire, first.bottom() - size),
            Cards::Rows { .. } => (slot.x + slot.width / 2.0, slot.y - size * 2.0),
        };
        let y = top + (slot.y + slot.height / 2.0 - top) * fallen;
        let chip =
            rect("chip-ok", Area::new(-size * 1.7, -size * 0.85, size * 3.4, size * 1.7)).attr_num("rx", size * 0.5);
        group("k-ok")
            .attr("transform", format!("translate({} {})", fixed(x), fixed(y)))
            .child(chip)
            .child(text(self.layout.small.falling, (0.0, size * 0.36)).text(self.look.value().0))
            .html()
    }

    fn lies(&self, slot: Area) -> Html {
        let layout = self.layout;
        let middle = slot.y + slot.height / 2.0;
        let narrow = slot.width < 90.0;
        let size = if narrow { 13.0 } else { layout.frame.small * 1.35 };
        let x = if narrow { slot.x + 12.0 } else { slot.x + 11.0 + size / 2.0 };
        let (start, base) = (x + size / 2.0 + if narrow { 3.0 } else { 6.0 }, middle + layout.frame.small * 0.4);
        match self.look {
            Look::Ok(_) if !self.lost => {
                let chip = rect("chip-ok", slot).attr("rx", "8");
                let base = if narrow { base } else { base + 1.5 };
                group("k-ok")
                    .child(chip)
                    .child(glyph(Glyph::Success, x, middle, size))
                    .child(text(layout.kept, (start, base)).text(self.look.value().0))
                    .html()
            }
            Look::Ok(_) | Look::Unavailable | Look::Stale(..) => {
                let (sign, words) = match self.look {
                    Look::Ok(_) => (Glyph::Failure, says::LOST),
                    _ => (Glyph::Unavailable, if narrow { says::NONE } else { says::NO_VALUE }),
                };
                group("k-bad")
                    .child(glyph(sign, x, middle, size))
                    .child(text(layout.small.tone, (start, base - 0.5)).text(words))
                    .html()
            }
            Look::Waiting | Look::Retrying(_) => group("").html(),
        }
    }
}
