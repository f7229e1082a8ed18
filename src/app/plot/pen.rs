//! The few strokes that drawings are made of: paths and words with numbers in them, boxes, dots and text.

use yew::Html;

use crate::app::component::tag::{Tag, fixed, tag};

/// A point of a drawing.
pub(crate) type Point = (f64, f64);

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

/// A rectangle.
#[inline(never)]
pub(crate) fn boxed(class: &'static str, (x, y): Point, (width, height): Point, radius: f64) -> Tag {
    tag("rect", class)
        .attr_num("x", x)
        .attr_num("y", y)
        .attr_num("width", width)
        .attr_num("height", height)
        .attr_num("rx", radius)
}

/// A circle.
#[inline(never)]
pub(crate) fn dot(class: &'static str, (x, y): Point, radius: f64) -> Tag {
    tag("circle", class).attr_num("cx", x).attr_num("cy", y).attr_num("r", radius)
}

/// Text at a point; its class is given in two parts, one of which often comes from a layout.
#[inline(never)]
pub(crate) fn text((x, y): Point, class: [&str; 2], words: String) -> Tag {
    tag("text", "").attr_num("x", x).attr_num("y", y).attr("class", class.join(" ")).text(words)
}

/// Nodes in a group of a class, which often sets their tone.
#[inline(never)]
pub(crate) fn group(class: &'static str, nodes: Vec<Html>) -> Html {
    tag("g", class).children(nodes).html()
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn numbers_take_their_places() {
        assert_eq!(fill("M# #H#", &[1.0, 2.5, -3.256]), "M1 2.5H-3.26");
        assert_eq!(fill("none", &[]), "none");
        assert_eq!(fill("#", &[]), "0");
    }
}
