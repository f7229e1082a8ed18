//! What the drawings of all labs have in common: how large they are, where their headline stands, and how small their
//! text is. A lab's layout is a frame and what is its own.

use yew::Html;

use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Point, fill, text};

/// One drawing's frame.
#[derive(Debug)]
pub(super) struct Frame {
    /// The drawing's class: style sheets know it by this, and fingerprints of its parts tell it from the others.
    pub(super) class: &'static str,
    pub(super) width: f64,
    pub(super) height: f64,
    /// The size of its small text, which must stay readable.
    pub(super) small: f64,
    /// Where the headline begins.
    pub(super) headline: Point,
    /// The baseline of the clause behind the headline if that has a line of its own.
    pub(super) second_line: Option<f64>,
    /// Classes of the headline and of its clause.
    pub(super) title: &'static str,
    pub(super) clause: &'static str,
    /// What stands below the drawing, in CSS pixels.
    pub(super) below: f64,
}

impl Frame {
    /// The drawing's element, with its class where nothing is around it, and with what it says to those who cannot see it.
    pub(super) fn svg(&self, class: Option<String>, label: String) -> Tag {
        tag("svg", "")
            .attr_opt("class", class)
            .attr("viewBox", fill("0 0 # #", &[self.width, self.height]))
            .attr("role", "img")
            .attr("aria-label", label)
    }

    /// The dotted ground of the whole drawing.
    pub(super) fn ground(&self) -> Tag {
        tag("rect", "").attr_num("width", self.width).attr_num("height", self.height).attr("fill", "url(#dots)")
    }

    /// The headline, behind a sign that takes `indent`, and its clause: one text, or two where the clause has a line of its
    /// own.
    pub(super) fn headline(&self, indent: f64, title: String, clause: String) -> Vec<Html> {
        let (x, y) = self.headline;
        if let Some(second) = self.second_line {
            let first = text(self.title, (x + indent, y)).text(title);
            return vec![first.html(), text(self.clause, (x, second)).text(clause).html()];
        }
        let rest = tag("tspan", self.clause).attr("dx", "14").text(clause);
        vec![text("", (x + indent, y)).child(tag("tspan", self.title).text(title)).child(rest).html()]
    }
}
