//! What the cause of a case looks like: a drawing for each kind of mistake, made from the plan and what the run has shown.

use yew::Html;

use super::measures::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, Path, Point, Print, group, part, path, rect, text};
use crate::app::plot::scale::text_width;
use crate::labs::clinic::Picture;
use crate::labs::clinic::cases::Scene as Cause;
use crate::labs::clinic::mistakes::breaker::Fault;
use crate::labs::clinic::plan::{Kind, LENGTH, Place, Plan, Pool, SERVICES};
use crate::policy::breaker::Counts;
use crate::text::clinic::stage as says;
use crate::words::{grouped, seconds};

/// What a drawing of a cause is made of: the plan, and what the run has shown so far.
#[derive(Clone, Copy)]
struct Seen {
    plan: Plan,
    probes: u32,
    most_probes: u32,
    successes: u32,
    states: [u8; 3],
    killed: bool,
    in_trouble: bool,
    moved: bool,
    taken: u32,
    waiting: u32,
    leaked: u32,
    most_attempts: u32,
}

/// Draws a cause.
pub(super) fn view(
    kind: Cause,
    (picture, keys): (&Picture, [&'static str; 2]),
    in_trouble: bool,
    place: Area,
    layout: &'static Layout,
) -> Html {
    let seen = Seen {
        plan: picture.plan,
        probes: picture.probes,
        most_probes: picture.most_probes,
        successes: picture.successes,
        states: [0, 1, 2].map(|index: usize| picture.lanes[index].state),
        killed: picture.lanes[0].killed,
        in_trouble,
        moved: picture.moved.is_some(),
        taken: picture.places.0,
        waiting: picture.most_waiting,
        leaked: picture.leaked,
        most_attempts: picture.most_attempts,
    };
    let numbers = [seen.probes, seen.most_probes, seen.successes, seen.taken, seen.waiting, seen.leaked];
    let states = seen.states.map(u64::from);
    let flags = [seen.killed, in_trouble, seen.moved].map(u64::from);
    let print = Print::new(40).text(layout.frame.class).number(place.x).add(kind as u64).add(picture.number as u64);
    let print = numbers.map(u64::from).into_iter().chain(states).chain(flags).fold(print, Print::add);
    let print = print.add(seen.most_attempts.into()).number(picture.plan.failure).number(picture.plan.latency);
    let print = keys.iter().fold(print, |print, key| print.text(key));
    part(print, move || {
        let pen = Pen { place, layout };
        let drawn = match kind {
            Cause::Gate => pen.gate(seen),
            Cause::Switch => pen.states(seen),
            Cause::Clock => pen.clock(seen),
            Cause::Fall => pen.fall(seen),
            Cause::Wires => pen.wires(seen),
            Cause::Lamp => pen.lamp(seen),
            Cause::Sieve => pen.sieve(seen),
            Cause::Fan => pen.fan(seen),
            Cause::Waits => pen.waits(seen),
            Cause::Mask => pen.mask(seen),
            Cause::Places => pen.places(seen),
            Cause::Wall => pen.wall(seen),
            Cause::Share => pen.share(seen),
            Cause::Queue => pen.queue(seen),
        };
        drawn.html()
    })
}

/// A place, and the size of text in it.
#[derive(Clone, Copy)]
struct Pen {
    place: Area,
    layout: &'static Layout,
}

impl Pen {
    fn small(self) -> f64 {
        self.layout.frame.small
    }

    /// A point by its shares of the place.
    fn at(self, across: f64, down: f64) -> Point {
        (self.place.x + self.place.width * across, self.place.y + self.place.height * down)
    }

    fn label(self, (x, y): Point, end: &'static str, words: impl Into<String>) -> Html {
        text([self.layout.small.quiet, end].concat(), (x, y)).text(words.into()).html()
    }

    fn strong(self, (x, y): Point, end: &'static str, words: impl Into<String>) -> Html {
        text([self.layout.small.bold, end].concat(), (x, y)).text(words.into()).html()
    }

    /// A box with a word in it, as wide as that.
    fn boxed(self, (x, middle): Point, tone: &'static str, words: &str, is_there: bool) -> (Tag, f64) {
        let size = self.small();
        let width = text_width(words, size, true) * 1.12 + size * 1.2;
        let height = size * 2.0;
        let area = Area::new(x, middle - height / 2.0, width, height);
        let class = if is_there { "cli-box" } else { "cli-ghost" };
        let word = text([self.layout.small.bold, " mid ct"].concat(), (x + width / 2.0, middle + size * 0.36));
        (group(tone).child(rect(class, area).attr("rx", "5")).child(word.text(words.to_owned())), x + width)
    }

    fn arrow(self, (x, y): Point, to: f64, is_there: bool) -> Tag {
        let class = if is_there { "cli-arrow" } else { "cli-arrow cli-dashed" };
        path(class, "M# #H#m-5 -4l5 4l-5 4", &[x, y, to])
    }

    /// Boxes with arrows between them.
    fn chain(self, middle: f64, boxes: &[(&'static str, &str, bool)]) -> Tag {
        let gap = self.small() * 1.9;
        let mut x = self.place.x + 1.0;
        let mut all = group("");
        for (index, (tone, words, is_there)) in boxes.iter().enumerate() {
            if index > 0 {
                all = all.child(self.arrow((x + 3.0, middle), x + gap - 4.0, *is_there));
                x += gap;
            }
            let (drawn, right) = self.boxed((x, middle), tone, words, *is_there);
            all = all.child(drawn);
            x = right;
        }
        all
    }

    fn gate(self, seen: Seen) -> Tag {
        let size = (self.place.height * 0.3).min(24.0);
        let (x, gate) = (self.place.x + size, self.place.x + self.place.width * 0.34);
        let rows = [self.at(0.0, 0.2).1, self.at(0.0, 0.58).1];
        let middle = (rows[0] + rows[1]) / 2.0;
        let through = if seen.most_probes > 1 { 2 } else { seen.most_probes.min(1) as usize };
        let mut all = group("");
        for (index, y) in rows.into_iter().enumerate() {
            let is_through = index < through;
            all = all.child(glyph(Glyph::InFlight, x, y, size)).child(self.arrow((x + size, y), gate - 5.0, true));
            let place = (gate + 12.0 + size * 1.4, y);
            all = if is_through {
                let line = self.arrow((gate + 8.0, y), place.0 + size * 0.6, true);
                all.child(line).child(glyph(Glyph::Half, place.0 + size * 1.4, y, size))
            } else {
                all.child(glyph(Glyph::FastFail, place.0, y, size))
            };
        }
        let class = if seen.plan.guard.kind == Kind::Faulty(Fault::NoLock) { "cli-open" } else { "cli-wall" };
        let bar = Area::new(gate - 2.0, middle - self.place.height * 0.36, 5.0, self.place.height * 0.72);
        let words = says::probes(seen.most_probes);
        all.child(rect(class, bar)).child(self.label(self.at(0.0, 0.99), "", says::CALLERS)).child(self.strong(
            (gate + size * 4.6, middle + self.small() * 0.35),
            "",
            words,
        ))
    }

    fn states(self, seen: Seen) -> Tag {
        let middle = self.at(0.0, 0.32).1;
        let fault = match seen.plan.guard.kind {
            Kind::Faulty(fault) => Some(fault),
            _ => None,
        };
        let has_half = fault != Some(Fault::NoHalfOpen);
        let boxes = [("k-bad", says::OPEN, true), ("k-half", says::HALF_OPEN, has_half), ("k-ok", says::CLOSED, true)];
        let size = self.small();
        let width = |words: &str| text_width(words, size, true) * 1.12 + size * 1.2;
        let gap = size * 1.9;
        let open = self.place.x + 1.0 + width(says::OPEN) / 2.0;
        let half = self.place.x + 1.0 + width(says::OPEN) + gap + width(says::HALF_OPEN) / 2.0;
        let closed = half + width(says::HALF_OPEN) / 2.0 + gap + width(says::CLOSED) / 2.0;
        let (under, deep) = (middle + size + 2.0, self.at(0.0, 0.82).1);
        let back = "M# #V#H#V#m-4 6l4 -6l4 6";
        // A failed probe leads back to open; without half-open the way is straight to closed.
        let way = match fault {
            Some(Fault::NoHalfOpen) => path("cli-arrow cli-bad", back, &[open, under, deep, closed, under + 1.0]),
            Some(Fault::NeverReopens) => path("cli-arrow cli-dashed", back, &[half, under, deep, open, under + 1.0]),
            _ => path("cli-arrow", back, &[half, under, deep, open, under + 1.0]),
        };
        let mut all = self.chain(middle, &boxes).child(way);
        if fault == Some(Fault::NeverReopens) {
            all = all.child(glyph(Glyph::Unavailable, (open + half) / 2.0, deep, size * 1.2));
        }
        all
    }

    /// Bars on a common scale of time, each with its name.
    fn bars(self, bars: &[(&'static str, &str, f64, f64)], most: f64) -> Tag {
        let size = self.small();
        let names = bars.iter().map(|(_, name, ..)| text_width(name, size, false) * 1.12);
        let left = self.place.x + names.fold(0.0, f64::max) + 10.0;
        let room = self.place.right() - left - size * 4.4;
        let step = self.place.height / bars.len() as f64;
        let mut drawn = group("");
        for (index, (tone, name, from, to)) in bars.iter().enumerate() {
            let middle = self.place.y + step * (index as f64 + 0.5);
            let (x, end) = (left + room * (from / most).min(1.0), left + room * (to / most).min(1.0));
            let bar = Area::new(x, middle - step * 0.26, (end - x).max(1.5), step * 0.52);
            let length = seconds(to - from);
            // What goes beyond the scale has no end.
            let tip = if *to > most { path("cli-arrow", "M# #l7 0m-5 -4l5 4l-5 4", &[end, middle]) } else { group("") };
            drawn = drawn
                .child(self.label((self.place.x, middle + size * 0.36), "", *name))
                .child(group(tone).child(rect("fillf", bar)))
                .child(tip)
                .child(self.strong((end + 11.0, middle + size * 0.36), "", length));
        }
        drawn
    }

    fn clock(self, seen: Seen) -> Tag {
        let plan = seen.plan;
        if plan.patience > 0.0 {
            let answer = plan.latency * f64::from(plan.slow);
            let most = 10.0;
            let tone = if plan.timeout > plan.patience { "k-bad" } else { "k-ok" };
            let all = [
                ("k-ink", says::PATIENCE, 0.0, plan.patience),
                ("k-wait", says::ANSWER, 0.0, answer),
                (tone, says::TIMEOUT, 0.0, plan.timeout),
            ];
            return self.bars(&all, most);
        }
        let reset = plan.guard.reset;
        if plan.hang > 1.0 {
            let from = if plan.guard.kind == Kind::FromStart { 0.0 } else { plan.hang };
            let tone = if from == 0.0 { "k-bad" } else { "k-ok" };
            let all = [("k-ink", says::CALL, 0.0, plan.hang), (tone, says::WAIT, from, from + reset)];
            return self.bars(&all, plan.hang * 2.4);
        }
        let outage = plan.outage.1 - plan.outage.0;
        let tone = if reset > outage || reset < 1.0 { "k-bad" } else { "k-ok" };
        self.bars(&[("k-ink", says::OUTAGE, 0.0, outage), (tone, says::WAIT, 0.0, reset)], LENGTH)
    }

    fn fall(self, seen: Seen) -> Tag {
        let middle = self.at(0.0, 0.32).1;
        let crashes = seen.plan.crash > 0.0;
        let caller = if crashes { "k-bad" } else { "k-ok" };
        let all = self.chain(middle, &[(caller, says::CALLER, true), ("k-bad", says::BREAKER, true)]);
        let size = self.small();
        let width = |words: &str| text_width(words, size, true) * 1.12 + size * 1.2;
        let from = self.place.x + width(says::CALLER) + size * 1.9 + width(says::BREAKER) / 2.0;
        let to = self.place.x + width(says::CALLER) / 2.0;
        let (under, deep) = (middle + size + 2.0, self.at(0.0, 0.82).1);
        let back = path("cli-arrow", "M# #V#H#V#m-4 6l4 -6l4 6", &[from, under, deep, to, under + 1.0]);
        let sign = if crashes { Glyph::FastFail } else { Glyph::Stale };
        let words = if crashes { says::NOBODY_CATCHES } else { says::LAST_VALUE };
        all.child(back).child(glyph(sign, (from + to) / 2.0, deep, size * 1.5)).child(self.strong(
            (from + size, deep + size * 0.36),
            "",
            words,
        ))
    }

    fn wires(self, seen: Seen) -> Tag {
        let rows = [0.17, 0.5, 0.83].map(|down| self.at(0.0, down).1);
        let is_shared = seen.plan.guard.shared;
        let has = seen.plan.guard.kind != Kind::Off;
        let (x, middle) = (self.place.x + 8.0, self.place.x + self.place.width * 0.4);
        let size = (self.place.height / 3.0 * 0.62).min(18.0);
        let end = self.place.x + self.place.width * 0.7;
        let mut all = group("");
        let switch = |state: u8| if state == 0 { Glyph::SwitchClosed } else { Glyph::SwitchOpen };
        for (index, y) in rows.into_iter().enumerate() {
            let state = seen.states[index];
            let through = if state == 0 || !has { "cli-wire" } else { "cli-wire cli-dashed" };
            let to = if is_shared { rows[1] } else { y };
            all = all
                .child(path(
                    "cli-wire",
                    "M# #C# # # # # #",
                    &[x, y, middle * 0.6 + x * 0.4, y, x, to, middle - size, to],
                ))
                .child(path(through, "M# #C# # # # # #", &[middle, to, end, to, middle, y, end, y]));
            if has && !is_shared {
                all = all.child(glyph(switch(state), middle, y, size));
            }
            let is_down = index == 0 && (seen.in_trouble || seen.killed);
            let sign = if is_down { Glyph::Failure } else { Glyph::Success };
            all = all.child(glyph(sign, end + size, y, size)).child(self.strong(
                (end + size * 2.0, y + self.small() * 0.36),
                "",
                SERVICES[index],
            ));
        }
        if has && is_shared {
            all = all.child(glyph(switch(seen.states[0]), middle, rows[1], size * 1.5));
        }
        all
    }

    fn lamp(self, seen: Seen) -> Tag {
        let middle = self.at(0.0, 0.42).1;
        let told = if seen.plan.alert { says::SOMEBODY } else { says::NOBODY };
        let is_open = seen.states[0] != 0;
        let (tone, state) = if is_open { ("k-bad", says::OPEN) } else { ("k-ok", says::CLOSED) };
        let boxes = [
            (tone, state, true),
            (if seen.plan.alert { "k-ok" } else { "k-ink" }, told, seen.plan.alert),
            (if seen.moved { "k-ok" } else { "k-ink" }, says::STANDBY, seen.moved),
        ];
        self.chain(middle, &boxes)
    }

    fn sieve(self, seen: Seen) -> Tag {
        let plan = seen.plan;
        let size = self.small();
        let (does, does_not, wrong) = if plan.again.layers > 0 {
            (says::AGAIN, says::NOT_AGAIN, plan.again.every)
        } else {
            (says::COUNTS, says::COUNTS_NOT, plan.guard.counts == Counts::All)
        };
        let rows = [(0.3, Glyph::Unavailable, says::WRONG, wrong), (0.76, Glyph::Failure, says::SERVICES_OWN, true)];
        let width = text_width(says::SERVICES_OWN, size, false) * 1.12;
        let mut all = group("");
        for (down, sign, words, takes) in rows {
            let y = self.at(0.0, down).1;
            let x = self.place.x + size * 2.2;
            let to = x + width + size * 2.6;
            let told = if takes { does } else { does_not };
            let tone = if takes && words == says::WRONG { "k-bad" } else { "k-ok" };
            let word = text([self.layout.small.bold, " ct"].concat(), (to + 6.0, y + size * 0.36)).text(told);
            all = all
                .child(glyph(sign, self.place.x + size * 0.8, y, size * 1.5))
                .child(self.label((x, y + size * 0.36), "", words))
                .child(self.arrow((x + width + 6.0, y), to, takes))
                .child(group(tone).child(word));
        }
        all
    }

    fn fan(self, seen: Seen) -> Tag {
        let again = seen.plan.again;
        let (layers, each) = (again.layers.min(3), again.attempts.clamp(1, 20));
        let steps = layers + 1;
        let size = self.small();
        let foot = self.place.bottom() - 2.0;
        let room = self.place.height - size * 1.5;
        let mut all = group("");
        let mut before: Option<f64> = None;
        for step in 0..steps {
            let count = each.pow(step);
            let x = self.place.x + self.place.width * (f64::from(step) + 0.5) / f64::from(steps);
            let columns = count.div_ceil(8).max(1);
            let rows = count.min(8);
            let cell = (room / f64::from(rows)).min(self.place.width / f64::from(steps) * 0.7 / f64::from(columns));
            let cell = cell.clamp(2.0, 14.0);
            let (width, height) = (cell * f64::from(columns), cell * f64::from(rows));
            let (left, top) = (x - width / 2.0, self.place.y + (room - height) / 2.0);
            let mut cells = Path::default();
            for index in 0..count.min(512) {
                let (column, row) = (f64::from(index / 8), f64::from(index % 8));
                cells.rect(left + cell * column + 0.5, top + cell * row + 0.5, cell - 1.0, cell - 1.0);
            }
            if let Some(from) = before {
                let y = self.place.y + room / 2.0;
                all = all.child(self.arrow((from + 4.0, y), left - 4.0, true));
            }
            before = Some(left + width);
            let tone = if step == 0 {
                "k-ink"
            } else if count > 8 {
                "k-bad"
            } else {
                "k-wait"
            };
            let words = if step == 0 { says::ONE_CALL.to_owned() } else { says::attempts(&grouped(count.into())) };
            all = all.child(group(tone).child(cells.tag("fillf"))).child(self.label((x, foot), " mid", words));
        }
        all
    }

    fn waits(self, seen: Seen) -> Tag {
        let plan = seen.plan;
        let size = self.small();
        if plan.again.chosen.is_some() {
            let learns = plan.again.chosen != Some(crate::policy::retry::selection::Learning::FirstForEver);
            let mut all = group("");
            for (index, name) in says::STRATEGIES.into_iter().enumerate() {
                let y = self.at(0.0, 0.2 + 0.3 * index as f64).1;
                let (tone, words) = match (index, learns) {
                    (_, true) => ("k-ok", says::COMPARED),
                    (0, false) => ("k-bad", says::USED_ALONE),
                    _ => ("k-ink", says::NEVER_TRIED),
                };
                let told = text([self.layout.small.bold, " ct"].concat(), (self.place.x + size * 8.0, y + size * 0.36));
                all = all
                    .child(self.label((self.place.x, y + size * 0.36), "", name))
                    .child(group(tone).child(told.text(words)));
            }
            return all;
        }
        let outage = plan.outage.1 - plan.outage.0;
        let most = (outage * 1.9).max(1.0);
        let (left, right) = (self.place.x + 4.0, self.place.right() - 6.0);
        let x = |at: f64| left + (right - left) * (at / most).min(1.0);
        let middle = self.at(0.0, 0.5).1;
        let mut signs: Vec<Html> = Vec::new();
        let (mut at, mut wait, mut last) = (0.0, plan.again.base, f64::NEG_INFINITY);
        for _ in 0..plan.again.attempts.min(12) {
            let x = x(at);
            if x - last > size * 0.6 {
                let sign = if at < outage { Glyph::Failure } else { Glyph::Success };
                signs.push(glyph(sign, x + size * 0.6, middle, size * 1.3));
                last = x;
            }
            at += plan.latency + wait;
            wait = (wait * 2.0).min(plan.again.cap);
        }
        let band = Area::new(left, middle + size * 1.1, x(outage) - left, size * 0.6);
        let count = says::attempts(&grouped(if plan.again.layers == 0 { 1 } else { plan.again.attempts.into() }));
        group("")
            .child(path("rule", "M# #H#", &[left, middle + size, right]))
            .child(rect("", band).attr("fill", "url(#h-bad)"))
            .child(self.label((x(outage) + 6.0, middle + size * 1.75), "", says::OUTAGE))
            .child(self.strong((left, self.place.y + size * 0.9), "", count))
            .children(signs)
    }

    fn mask(self, seen: Seen) -> Tag {
        let middle = self.at(0.0, 0.3).1;
        let inside = seen.plan.fallback.place == Place::InsideBreaker;
        let has = seen.plan.guard.kind != Kind::Off;
        let breaker = ("k-ink", says::BREAKER, has);
        let fallback = (if inside { "k-bad" } else { "k-ok" }, says::FALLBACK, true);
        let boxes = if inside { [breaker, fallback] } else { [fallback, breaker] };
        let size = self.small();
        let y = self.at(0.0, 0.82).1;
        let flagged = seen.plan.fallback.flagged;
        let (sign, words) = if flagged { (Glyph::Degraded, says::FLAGGED) } else { (Glyph::Success, says::LOOKS_REAL) };
        self.chain(middle, &boxes).child(glyph(sign, self.place.x + size, y, size * 1.6)).child(self.strong(
            (self.place.x + size * 2.4, y + size * 0.36),
            "",
            words,
        ))
    }

    /// Places in rows, each taken, lost or free.
    fn grid(self, count: u32, sign: impl Fn(u32) -> Option<Glyph>) -> (Tag, f64) {
        let room = self.place.height - self.small() * 1.6;
        let rows = if count > 10 { 2 } else { 1 };
        let per_row = count.div_ceil(rows);
        let cell = (room / f64::from(rows)).min(self.place.width / f64::from(per_row)).min(46.0);
        let mut all = group("");
        for index in 0..count {
            let (row, column) = (index / per_row, index % per_row);
            let area = Area::new(
                self.place.x + cell * f64::from(column) + 1.0,
                self.place.y + cell * f64::from(row) + 1.0,
                cell - 4.0,
                cell - 4.0,
            );
            let sign = sign(index);
            let class = if sign.is_some() { "cli-box" } else { "cli-ghost" };
            let tone = sign.map_or("k-ink", Glyph::tone);
            let mut place = group(tone).child(rect(class, area).attr("rx", "5"));
            if let Some(sign) = sign {
                place = place.child(glyph(sign, area.middle(), area.y + area.height / 2.0, cell * 0.5));
            }
            all = all.child(place);
        }
        (all, cell)
    }

    fn places(self, seen: Seen) -> Tag {
        let foot = (self.place.x, self.place.bottom() - 2.0);
        match seen.plan.pool {
            Pool::Leaky(count) => {
                let (all, _) = self.grid(count, |index| (index < seen.leaked).then_some(Glyph::Unavailable));
                all.child(self.strong(foot, "", says::gone(seen.leaked, count)))
            }
            Pool::Limit(count, _) => {
                let taken = seen.taken;
                let (all, _) = self.grid(count, |index| (index < taken).then_some(Glyph::Waiting));
                all.child(self.strong(foot, "", says::taken(taken, count)))
            }
            Pool::Unlimited => group(""),
        }
    }

    fn wall(self, seen: Seen) -> Tag {
        let guard = seen.plan.guard;
        let (most, in_all) = guard.probes;
        let count = guard.successes.min(20);
        let foot = (self.place.x, self.place.bottom() - 2.0);
        let is_half = seen.states[0] == 2;
        let (all, cell) = self.grid(count, |index| (index < seen.successes).then_some(Glyph::Success));
        let mut words =
            if is_half || seen.successes > 0 { says::of(seen.successes, count) } else { says::needed(guard.successes) };
        if in_all && most < count {
            let x = self.place.x + cell * f64::from(most) - 3.5;
            let bar = Area::new(x, self.place.y - 5.0, 5.0, cell + 6.0);
            words = [says::of(seen.successes, count), says::wall(most)].join(" · ");
            return all.child(rect("cli-wall", bar)).child(self.strong(foot, "", words));
        }
        all.child(self.strong(foot, "", words))
    }

    fn share(self, seen: Seen) -> Tag {
        let (plan, size) = (seen.plan, self.small());
        let (left, right) = (self.place.x + 2.0, self.place.right() - size * 2.6);
        let x = |share: f64| left + (right - left) * share;
        let middle = self.at(0.0, 0.5).1;
        let bar = Area::new(left, middle - size * 0.5, right - left, size);
        let normal = Area { width: x(plan.failure) - left, ..bar };
        let limit = x(plan.guard.share);
        let tone = if plan.guard.share <= plan.failure || plan.guard.min == 1 { "k-bad" } else { "k-ok" };
        let sign = path("cli-limit", "M# #V#", &[limit, bar.y - size * 0.5, bar.bottom() + size * 0.5]);
        // Where both lie close together, one name stands above and one below.
        group("")
            .child(rect("cli-track", bar))
            .child(group("k-wait").child(rect("fillf", normal)))
            .child(group(tone).child(sign))
            .child(self.label((left, bar.bottom() + size * 1.4), "", says::NORMAL))
            .child(self.strong((limit, bar.y - size * 0.8), " mid", says::OPENS))
            .child(self.label((left + size * 5.0, bar.bottom() + size * 1.4), "", says::judged_from(plan.guard.min)))
            .child(self.label((right + 4.0, middle + size * 0.36), "", says_all()))
    }

    fn queue(self, seen: Seen) -> Tag {
        let (limit, queue) = match seen.plan.pool {
            Pool::Limit(limit, queue) => (limit, queue),
            _ => (0, 0),
        };
        let size = self.small();
        let cell = (self.place.width / 15.0).min(self.place.height * 0.46).min(30.0);
        let y = self.place.y + 3.0;
        let mut all = group("");
        for index in 0..limit.min(4) {
            let area = Area::new(self.place.x + cell * f64::from(index), y, cell - 3.0, cell - 3.0);
            let sign = glyph(Glyph::Waiting, area.middle(), area.y + area.height / 2.0, cell * 0.6);
            all = all.child(group("k-ink").child(rect("cli-box", area).attr("rx", "4"))).child(sign);
        }
        let from = self.place.x + cell * f64::from(limit.min(4)) + 14.0;
        for index in 0..10 {
            let area = Area::new(from + cell * f64::from(index), y, cell - 3.0, cell - 3.0);
            let is_used = index < seen.waiting.min(10);
            let class = if is_used { "cli-box" } else { "cli-ghost" };
            let tone = if is_used { "k-ok" } else { "k-ink" };
            all = all.child(group(tone).child(rect(class, area).attr("rx", "4")));
        }
        if queue == 0 {
            all = all.child(rect("cli-wall", Area::new(from - 10.0, y - 4.0, 5.0, cell + 5.0)));
        }
        let below = y + cell + size * 1.1;
        all.child(self.label((self.place.x, below), "", says::RUN))
            .child(self.label((from, below), "", says::QUEUE))
            .child(self.strong((from, below + size * 1.4), "", says::waited(seen.waiting)))
    }
}

/// The end of a scale of shares.
fn says_all() -> String {
    says::percent("100")
}
