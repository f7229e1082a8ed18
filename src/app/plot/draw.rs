//! What drawings are made of: text, areas, dots and paths with numbers in them, paths of many shapes, and parts that are
//! drawn anew only when something in them has changed.

use yew::Html;
use yew::virtual_dom::AttrValue;

use crate::app::component::drawn::drawn;
use crate::app::component::tag::{Tag, fixed, tag};

/// A point of a drawing.
pub(crate) type Point = (f64, f64);

/// A rectangle in the units of its drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Area {
    pub(crate) const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// From its upper left corner and its size.
    pub(crate) const fn at((x, y): Point, (width, height): Point) -> Self {
        Self { x, y, width, height }
    }

    pub(crate) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(crate) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Half way across.
    pub(crate) fn middle(&self) -> f64 {
        self.x + self.width / 2.0
    }
}

/// A template with each `#` replaced by the next number, to two decimals.
#[inline(never)]
pub(crate) fn fill(template: &str, numbers: &[f64]) -> String {
    let mut numbers = numbers.iter();
    let mut filled = String::with_capacity(template.len() * 3);
    for piece in template.split_inclusive('#') {
        match piece.strip_suffix('#') {
            Some(before) => {
                filled.push_str(before);
                filled.push_str(&fixed(numbers.next().copied().unwrap_or_default()));
            }
            None => filled.push_str(piece),
        }
    }
    filled
}

/// A path whose coordinates fill a template.
#[inline(never)]
pub(crate) fn path(class: &'static str, template: &str, numbers: &[f64]) -> Tag {
    tag("path", class).attr("d", fill(template, numbers))
}

/// A text with its baseline at a point. What it says follows.
#[inline(never)]
pub(crate) fn text(class: impl Into<AttrValue>, (x, y): Point) -> Tag {
    tag("text", "").attr_num("x", x).attr_num("y", y).attr("class", class)
}

/// A rectangle.
#[inline(never)]
pub(crate) fn rect(class: &'static str, Area { x, y, width, height }: Area) -> Tag {
    tag("rect", class).attr_num("x", x).attr_num("y", y).attr_num("width", width).attr_num("height", height)
}

/// A circle.
#[inline(never)]
pub(crate) fn dot(class: &'static str, (x, y): Point, radius: f64) -> Tag {
    tag("circle", class).attr_num("cx", x).attr_num("cy", y).attr_num("r", radius)
}

/// A group of a class, which often sets its tone.
pub(crate) fn group(class: &'static str) -> Tag {
    tag("g", class)
}

/// The shapes of one look, as a single path: a drawing of hundreds of shapes stays a few elements.
#[derive(Default)]
pub(crate) struct Path(String);

impl Path {
    fn command(&mut self, letter: char, numbers: &[f64]) -> &mut Self {
        self.0.push(letter);
        for (index, number) in numbers.iter().enumerate() {
            if index > 0 {
                self.0.push(' ');
            }
            self.0.push_str(&fixed(*number));
        }
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Moves the pen without drawing.
    pub(crate) fn to(&mut self, x: f64, y: f64) -> &mut Self {
        self.command('M', &[x, y])
    }

    /// A straight line.
    pub(crate) fn line(&mut self, x: f64, y: f64) -> &mut Self {
        self.command('L', &[x, y])
    }

    /// A line straight across.
    pub(crate) fn across(&mut self, x: f64) -> &mut Self {
        self.command('H', &[x])
    }

    /// A line straight up or down.
    pub(crate) fn down(&mut self, y: f64) -> &mut Self {
        self.command('V', &[y])
    }

    /// Back to where the shape began.
    pub(crate) fn close(&mut self) -> &mut Self {
        self.0.push('z');
        self
    }

    /// A rectangle.
    pub(crate) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64) -> &mut Self {
        self.to(x, y).across(x + width).down(y + height).across(x).close()
    }

    /// A rectangle with round corners.
    pub(crate) fn round(&mut self, x: f64, y: f64, width: f64, height: f64, radius: f64) -> &mut Self {
        let r = radius.min(width / 2.0).min(height / 2.0);
        let (inner_x, inner_y) = (width - 2.0 * r, height - 2.0 * r);
        self.to(x + r, y).command('h', &[inner_x]).command('a', &[r, r, 0.0, 0.0, 1.0, r, r]);
        self.command('v', &[inner_y]).command('a', &[r, r, 0.0, 0.0, 1.0, -r, r]);
        self.command('h', &[-inner_x]).command('a', &[r, r, 0.0, 0.0, 1.0, -r, -r]);
        self.command('v', &[-inner_y]).command('a', &[r, r, 0.0, 0.0, 1.0, r, -r]).close()
    }

    /// A disc.
    pub(crate) fn disc(&mut self, x: f64, y: f64, radius: f64) -> &mut Self {
        let r = radius;
        self.to(x - r, y).command('a', &[r, r, 0.0, 1.0, 0.0, 2.0 * r, 0.0]);
        self.command('a', &[r, r, 0.0, 1.0, 0.0, -2.0 * r, 0.0]).close()
    }

    /// A diagonal cross.
    pub(crate) fn cross(&mut self, x: f64, y: f64, arm: f64) -> &mut Self {
        self.to(x - arm, y - arm).line(x + arm, y + arm).to(x + arm, y - arm).line(x - arm, y + arm)
    }

    /// The path as an element.
    pub(crate) fn tag(self, class: &'static str) -> Tag {
        tag("path", class).attr("d", self.0)
    }
}

/// A fingerprint of what a part is made of.
pub(crate) struct Print(u64);

impl Print {
    pub(crate) fn new(kind: u64) -> Self {
        Self(0xcbf2_9ce4_8422_2325).add(kind)
    }

    /// With a whole number.
    pub(crate) fn add(self, value: u64) -> Self {
        let mixed = (self.0 ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(mixed ^ (mixed >> 29))
    }

    /// With a number.
    pub(crate) fn number(self, value: f64) -> Self {
        self.add(value.to_bits())
    }

    /// With a text.
    pub(crate) fn text(self, text: &str) -> Self {
        text.bytes().fold(self.add(text.len() as u64), |print, byte| print.add(u64::from(byte)))
    }
}

/// A part with its fingerprint.
struct Part {
    print: u64,
    draw: Box<dyn Fn() -> Html>,
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.print == other.print
    }
}

/// A part that is drawn anew only when its fingerprint has changed.
pub(crate) fn part(print: Print, draw: impl Fn() -> Html + 'static) -> Html {
    drawn(Part { print: print.0, draw: Box::new(draw) }, |part| (part.draw)())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_their_places() {
        assert_eq!(fill("M# #H#", &[1.0, 2.5, -3.256]), "M1 2.5H-3.26");
        assert_eq!(fill("none", &[]), "none");
        assert_eq!(fill("#", &[]), "0");
    }

    #[test]
    fn paths_are_written_in_two_decimals() {
        let mut path = Path::default();
        path.rect(1.0, 2.0, 3.5, 4.125).cross(10.0, 10.0, 2.0);
        assert_eq!(path.0, "M1 2H4.5V6.13H1zM8 8L12 12M12 8L8 12");
        let mut round = Path::default();
        round.round(0.0, 0.0, 10.0, 6.0, 5.0);
        assert!(round.0.starts_with("M3 0h4a3 3 0 0 1 3 3v0a3"), "{}", round.0);
    }

    #[test]
    fn a_fingerprint_tells_order_and_length() {
        let of = |numbers: &[u64]| numbers.iter().fold(Print::new(1), |print, &number| print.add(number)).0;
        assert_ne!(of(&[1, 2]), of(&[2, 1]));
        assert_ne!(of(&[0]), of(&[0, 0]));
        assert_ne!(Print::new(1).text("ab").0, Print::new(1).text("ba").0);
        assert_eq!(of(&[7, 8]), of(&[7, 8]));
    }
}
