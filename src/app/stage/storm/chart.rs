//! One side: attempts in each slot of time, those that were served filled, and the capacity as a line.

use yew::Html;

use super::layout::Layout;
use super::words;
use crate::app::component::tag::Tag;
use crate::app::plot::draw::{Area, Path, Point, Print, group, part, rect, text};
use crate::app::plot::scale::{Scale, text_width};
use crate::app::stage::Scene;
use crate::labs::storm::{Picture, SLOT, Slot, World};
use crate::words::{axis, grouped};

/// The least width of a bar, and how wide one is drawn that stands alone.
const LEAST: f64 = 2.6;
const ALONE: f64 = 6.0;
/// The most bars with a number.
const NUMBERS: usize = 6;
/// How much higher than what is drawn the plot is.
const ROOM: f64 = 1.06;
/// The same where a number stands above the curve.
const ROOM_ABOVE: f64 = 1.4;

/// What both charts share, and those of two lanes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ground {
    world: World,
    /// Seconds of the axis.
    length: f64,
    /// Attempts a slot at the top.
    top: f64,
    /// What the server can do in a slot; nothing where it has no limit.
    capacity: Option<f64>,
    /// From when to when it is in trouble, in seconds.
    blip: Point,
}

impl Ground {
    /// What holds all the sides, and of two lanes the other one.
    pub(super) fn new(scene: &Scene<'_>, sides: &[&Picture; 2], other: Option<&Picture>) -> Self {
        let world = sides[0].world;
        let all = || sides.iter().copied().chain(other);
        let known = |side: &Picture| side.finished.unwrap_or(scene.now).min(scene.now).seconds();
        let least = match world {
            World::Blip => 10.0,
            World::Load => 30.0,
            World::Contention => 5.0,
        };
        let scale = Scale::whole(all().map(known).fold(0.0, f64::max), least, 0.0, 1.0);
        let capacity = (world != World::Contention).then(|| scene.settings.number("capacity"));
        let widest = scene.settings.number("clients").max(capacity.unwrap_or_default());
        let busiest = |side: &Picture| {
            f64::from(side.columns.iter().map(|slot| slot.arrived).max().unwrap_or(0)) / side.joined as f64
        };
        let top = match world {
            // They all begin together, so the plot is as high as they are many.
            World::Blip => widest * ROOM,
            _ => all().map(busiest).fold(capacity.unwrap_or(1.0) * 1.2, f64::max) * ROOM_ABOVE,
        };
        let (from, until) = sides[0].blip;
        Self { world, length: scale.to, top, capacity, blip: (from.seconds(), until.seconds()) }
    }

    fn print(self, print: Print) -> Print {
        let print = print.add(self.world as u64).number(self.length).number(self.top);
        print.number(self.capacity.unwrap_or(-1.0)).number(self.blip.0).number(self.blip.1)
    }
}

/// One bar: attempts a slot, by what became of them.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bar {
    arrived: f64,
    served: f64,
    failed: f64,
}

/// One side's chart.
pub(super) struct Chart {
    layout: &'static Layout,
    area: Area,
    scale: Scale,
    ground: Ground,
    /// Whether it is the second side.
    place: usize,
    bars: Vec<Bar>,
    /// Seconds of a bar.
    width: f64,
    name: String,
    says: String,
    /// What is said in the plot's right upper corner.
    note: (String, String),
    /// Where time has come to, as long as it goes on.
    now: Option<f64>,
}

impl Chart {
    pub(super) fn new(
        scene: &Scene<'_>,
        layout: &'static Layout,
        ground: Ground,
        side: &Picture,
        place: usize,
        name: String,
        twin: Option<String>,
    ) -> Self {
        let area = layout.charts[place];
        let scale = Scale { from: 0.0, to: ground.length, left: area.x, right: area.right() };
        let slot = SLOT.as_secs_f64() * scale.per_second();
        let wanted = (LEAST / slot).ceil().max(1.0) as usize;
        let joined = wanted.div_ceil(side.joined);
        let slots = (joined * side.joined) as f64;
        let bar = |chunk: &[Slot]| {
            // Waves stand alone, so one of them stands for its surroundings; what flows has a mean.
            let (slot, slots) = match ground.world {
                World::Blip if side.joined == 1 => {
                    (chunk.iter().copied().max_by_key(|slot| slot.arrived).unwrap_or_default(), 1.0)
                }
                _ => (Slot::sum(chunk), slots),
            };
            let of = |count: u32| f64::from(count) / slots;
            Bar { arrived: of(slot.arrived), served: of(slot.served), failed: of(slot.failed) }
        };
        let bars = side.columns.chunks(joined).map(bar).collect();
        let now = (side.finished.is_none() && scene.now.seconds() <= ground.length).then_some(scene.now.seconds());
        let (says, note) = match twin {
            Some(says) => (says, Default::default()),
            None => (words::says(side), words::note(side, scene.now)),
        };
        let width = slots * SLOT.as_secs_f64();
        Self { layout, area, scale, ground, place, bars, width, name, says, note, now }
    }

    pub(super) fn view(self) -> Html {
        let fixed = self.ground.print(Print::new(24 + self.place as u64).text(self.layout.frame.class));
        let words = [&self.name, &self.says, &self.note.0, &self.note.1];
        let drawn = words
            .into_iter()
            .fold(self.ground.print(Print::new(26 + self.place as u64)), |print, text| print.text(text));
        let drawn = drawn.text(self.layout.frame.class).number(self.now.unwrap_or(-1.0)).number(self.width);
        let drawn =
            self.bars.iter().fold(drawn, |print, bar| print.number(bar.arrived).number(bar.served).number(bar.failed));
        let (area, scale, ground, layout) = (self.area, self.scale, self.ground, self.layout);
        let under = part(fixed, move || axes(layout, area, &scale, ground));
        let over = part(drawn, move || self.draw());
        group("").child(under).child(over).html()
    }

    fn y(&self, attempts: f64) -> f64 {
        height(self.area, self.ground, attempts)
    }

    fn draw(&self) -> Html {
        let curve = if self.ground.world == World::Blip { self.bars() } else { self.flow() };
        let mut line = Path::default();
        if let Some(capacity) = self.ground.capacity {
            line.to(self.area.x, self.y(capacity)).across(self.area.right());
        }
        group("")
            .child(self.title())
            .child(curve)
            .child(line.tag("rule2 dashed"))
            .child(self.now_line())
            .child(self.numbers())
            .child(self.corner())
            .html()
    }

    fn title(&self) -> Tag {
        let (layout, area) = (self.layout, self.area);
        let y = area.y - layout.says;
        let says = if layout.says < layout.title {
            text(layout.small.plain, (area.x, y))
        } else {
            text(layout.small.plain_end, (area.right() + 24.0, y))
        };
        let name = text(layout.heading, (area.x, area.y - layout.title)).text(self.name.clone());
        group("").child(name).child(says.text(self.says.clone()))
    }

    /// Waves: what was served at the bottom, what was refused above it, and what failed by itself.
    fn bars(&self) -> Tag {
        let (mut served, mut refused, mut failed) = (Path::default(), Path::default(), Path::default());
        for (index, bar) in self.bars.iter().enumerate().filter(|(_, bar)| bar.arrived > 0.0) {
            let (x, width) = self.place_of(index);
            let mut y = self.area.bottom();
            let mut put = |path: &mut Path, attempts: f64, inset: f64| {
                let tall = self.area.bottom() - self.y(attempts);
                if attempts > 0.0 {
                    path.rect(x + inset, y - tall.max(1.5) + inset, width - 2.0 * inset, (tall - 2.0 * inset).max(0.5));
                    y -= tall;
                }
            };
            put(&mut served, bar.served, 0.0);
            put(&mut failed, bar.failed, 0.0);
            put(&mut refused, bar.arrived - bar.served - bar.failed, 0.75);
        }
        group("")
            .child(group("k-fast").child(refused.tag("shell")))
            .child(group("k-bad").child(failed.tag("fillf")))
            .child(group("k-ok").child(served.tag("fillf")))
    }

    /// Where a bar lies, wider than its time if it stands alone.
    fn place_of(&self, index: usize) -> (f64, f64) {
        let left = self.scale.x(index as f64 * self.width);
        let width = (self.width * self.scale.per_second()).max(1.0);
        let empty =
            |index: Option<usize>| index.and_then(|index| self.bars.get(index)).is_none_or(|bar| bar.arrived == 0.0);
        if width < ALONE && empty(index.checked_sub(1)) && empty(Some(index + 1)) {
            return (left, ALONE);
        }
        (left, width - 0.4)
    }

    /// What goes on: what is served as an area, and all attempts as a line.
    fn flow(&self) -> Tag {
        let (mut served, mut all) = (Path::default(), Path::default());
        let base = self.area.bottom();
        // What is not over yet has no mean.
        let over = |index: usize| self.now.is_none_or(|now| (index + 1) as f64 * self.width <= now + 1e-9);
        for (index, bar) in self.bars.iter().enumerate().filter(|(index, _)| over(*index)) {
            let (left, right) =
                (self.scale.x(index as f64 * self.width), self.scale.held((index + 1) as f64 * self.width));
            if bar.served > 0.0 {
                let top = self.y(bar.served);
                served.rect(left, top, right - left + 0.2, base - top);
            }
            let y = self.y(bar.arrived);
            if index == 0 {
                all.to(left, y);
            } else {
                all.down(y);
            }
            all.across(right);
        }
        group("").child(group("k-ok").child(served.tag("fillf"))).child(all.tag("rule2"))
    }

    fn now_line(&self) -> Tag {
        let mut line = Path::default();
        if let Some(now) = self.now {
            let x = self.scale.held(now);
            line.to(x, self.area.y).down(self.area.bottom());
        }
        line.tag("play-line o5")
    }

    /// How many came, beside the waves that are more than fits.
    fn numbers(&self) -> Tag {
        let mut all = group("");
        let Some(capacity) = self.ground.capacity.filter(|_| self.ground.world == World::Blip) else { return all };
        let size = self.layout.frame.small;
        let mut free = self.area.x;
        let waves = self.bars.iter().enumerate().filter(|(_, bar)| bar.arrived > capacity && bar.failed < bar.arrived);
        for (index, bar) in waves.take(NUMBERS) {
            let (x, width) = self.place_of(index);
            let says = grouped(bar.arrived as u64);
            let (left, wide) = (x + width + 3.0, text_width(&says, size, true));
            if x >= free && left + wide <= self.area.right() {
                all = all.child(text(self.layout.small.mark, (left, self.y(bar.arrived) + size * 0.85)).text(says));
                free = left + wide;
            }
        }
        all
    }

    fn corner(&self) -> Tag {
        let (small, size) = (self.layout.small, self.layout.frame.small);
        let place = |line: f64| (self.area.right(), self.area.y + size * (0.9 + 1.3 * line));
        group("")
            .child(text(small.mark_end, place(0.0)).text(self.note.0.clone()))
            .child(text(small.note_end, place(1.0)).text(self.note.1.clone()))
    }
}

/// Where a number of attempts in a slot lies.
fn height(area: Area, ground: Ground, attempts: f64) -> f64 {
    area.bottom() - area.height * (attempts / ground.top).min(1.0)
}

/// The axis, the time of trouble and the capacity's number.
fn axes(layout: &Layout, area: Area, scale: &Scale, ground: Ground) -> Html {
    let (small, size) = (layout.small, layout.frame.small);
    let mut all = group("");
    let (from, until) = (scale.held(ground.blip.0), scale.held(ground.blip.1));
    if until > from {
        let band = rect("", Area::new(from, area.y, until - from, area.height)).attr("fill", "url(#h-bad)");
        all = all.child(band.attr("opacity", "0.55"));
        // Beside it, where there is room.
        let word = words::CAUSE;
        let wide = text_width(word, size, false);
        if from - area.x > wide + 6.0 {
            all = all.child(text(small.quiet_end, (from - 5.0, area.y + size * 0.9)).text(word));
        }
    }
    let ticks = scale.ticks(size * 4.2);
    let (labels, unit) = axis(&ticks);
    let last = labels.len().saturating_sub(1);
    let mut base = Path::default();
    base.to(area.x, area.bottom()).across(area.right());
    for (index, (tick, label)) in ticks.iter().zip(labels).enumerate() {
        let x = scale.x(*tick);
        base.to(x, area.bottom()).down(area.bottom() + 4.0);
        let class = if index == 0 {
            small.quiet
        } else if index == last {
            small.quiet_end
        } else {
            small.quiet_mid
        };
        let (x, says) = match index {
            0 => (x - 1.0, label),
            _ if index == last => (x.max(area.right() - 1.0).min(area.right()), format!("{label} {unit}")),
            _ => (x, label),
        };
        all = all.child(text(class, (x, area.bottom() + 5.0 + size)).text(says));
    }
    all = all.child(base.tag("rule"));
    if let Some(capacity) = ground.capacity {
        let y = height(area, ground, capacity) + size * 0.34;
        all = all.child(text(small.bold, (area.right() + 4.0, y)).text(grouped(capacity as u64)));
    }
    all.html()
}

/// What the colours mean.
pub(super) fn legend(layout: &Layout, world: World) -> Html {
    let Some((left, y)) = layout.legend else { return Html::default() };
    let size = layout.frame.small;
    let (mut x, mut all) = (left, group(""));
    for (mark, says) in words::legend(world) {
        let (middle, wide) = (y - size * 0.36, size * 0.9);
        let mut path = Path::default();
        let (tone, class, width) = match *mark {
            words::Mark::Served => ("k-ok", "fillf", wide),
            words::Mark::Refused => ("k-fast", "shell", wide),
            words::Mark::Failed => ("k-bad", "fillf", wide),
            words::Mark::All => ("", "rule2", size * 1.8),
            words::Mark::Capacity => ("", "rule2 dashed", size * 2.6),
        };
        if matches!(mark, words::Mark::All | words::Mark::Capacity) {
            path.to(x, middle).across(x + width);
        } else {
            path.rect(x + 0.75, middle - wide / 2.0, wide - 1.5, wide - 1.5);
        }
        all = all.child(group(tone).child(path.tag(class)));
        all = all.child(text(layout.small.plain, (x + width + size * 0.45, y)).text(*says));
        x += width + size * 1.6 + text_width(says, size, false) * 0.94;
    }
    all.html()
}
