//! A function of the source: its lines with what is lit, and the settings that they read.

use yew::{Callback, Html};

use super::sources::Listed;
use super::tokens::{Kind, tokens};
use super::{Message, number};
use crate::app::component::setting::Hand;
use crate::app::component::tag::{Tag, tag};
use crate::play::code::Line;
use crate::play::spec::{Spec, Value};
use crate::text::page::code as text;

/// How a line is lit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Light {
    /// It took the newest decision.
    Now,
    /// It has a part in it.
    Also,
    /// It took one of the decisions before.
    Before,
}

/// A lit line, by its place, with the decision's numbers.
pub(super) type Lit = (usize, Light, String);

/// A part of the listing that is drawn anew only when something in it has changed.
#[derive(Clone, PartialEq)]
pub(super) struct Part {
    pub(super) listed: Listed,
    /// Its lines, by their places in the listing: from and up to.
    pub(super) range: (usize, usize),
    /// Whether long comments stand whole.
    pub(super) whole: bool,
    /// The lit lines.
    pub(super) lit: Vec<Lit>,
    /// The settings that are read here and have an effect now.
    pub(super) reads: Vec<(&'static Spec, Value)>,
    /// What is in the reader's hand, if it is one of these settings.
    pub(super) hand: Hand,
    pub(super) dispatch: Callback<Message>,
}

/// The lines of a part.
pub(super) fn part(part: &Part) -> Html {
    let (from, to) = part.range;
    let lines = part.listed.lines.iter().enumerate().take(to).skip(from);
    let lines = lines.map(|(at, line)| one(part, at, line).html()).collect();
    tag("ol", "").children(lines).html()
}

fn one(part: &Part, at: usize, line: &Line) -> Tag {
    let lit = part.lit.iter().find(|(place, ..)| *place == at);
    let light = lit.map(|(_, light, _)| match light {
        Light::Now => "now",
        Light::Also => "also",
        Light::Before => "before",
    });
    // Each has its place whether it is there or not, so that a field beside it stays the same and keeps the focus.
    let told = lit.filter(|(_, light, _)| *light != Light::Before);
    let note = told.filter(|(.., note)| !note.is_empty());
    let note = note.map(|(.., note)| tag("span", "note").text("// ").text(note.clone()).text(" "));
    let ran = lit.filter(|(_, light, _)| *light == Light::Now).map(|_| tag("span", "ran").text(text::JUST_RAN));
    let reads = part.reads.iter().filter(|(spec, _)| line.reads(spec.key));
    let reads = reads.map(|(spec, value)| number::view(spec, *value, &part.hand, &part.dispatch)).collect();
    tag("li", indented(line.level()))
        .attr("data-n", line.number.to_string())
        .attr_opt("data-lit", light.map(str::to_owned))
        .attr_opt("title", line.rules.first().map(|_| text::rules(&line.rules.join(", "))))
        .child(text(line, part.whole))
        .child_opt(note)
        .child_opt(ran)
        .children(reads)
}

/// The class of a line by its indentation: what does not fit goes on below it, further in.
const fn indented(level: usize) -> &'static str {
    match level {
        0 => "",
        1 => "in1",
        2 => "in2",
        3 => "in3",
        4 => "in4",
        _ => "in5",
    }
}

fn text(line: &Line, whole: bool) -> Tag {
    let mut code = tag("code", "");
    // The class indents the line, by less where there is little room.
    let text = line.text.trim_start();
    if line.is_doc() && !whole {
        return code.child(tag("i", "").text(first_sentence(text)));
    }
    for (kind, token) in tokens(text) {
        let token = token.to_owned();
        code = match kind {
            Kind::Plain => code.text(token),
            Kind::Keyword => code.child(tag("b", "").text(token)),
            Kind::Type => code.child(tag("span", "ty").text(token)),
            Kind::Literal => code.child(tag("span", "lt").text(token)),
            Kind::Comment => code.child(tag("i", "").text(token)),
        };
    }
    code
}

/// A line of documentation up to the end of its first sentence; one that goes on says so.
fn first_sentence(line: &str) -> String {
    match line.find(". ") {
        Some(at) => line.get(..=at).unwrap_or(line).to_owned(),
        None if line.ends_with('.') => line.to_owned(),
        None => format!("{line} …"),
    }
}
