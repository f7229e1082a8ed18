//! The Code panel.

use yew::{Callback, Html, NodeRef};

use super::line::{Light, Lit, Part, part};
use super::sources::{Listed, Sources};
use super::{Message, Shown};
use crate::app::component::drawn::drawn;
use crate::app::component::setting::Hand;
use crate::app::component::tag::{Tag, button, tag};
use crate::play::code::{Line, Rule, Step};

/// The panel. `place` is where its scrolled part can be found.
pub(super) fn view(shown: &Shown, place: &NodeRef, dispatch: &Callback<Message>) -> Html {
    let title = match shown.lane {
        Some(lane) => format!("Code of lane {}", lane.name()),
        None => "Code".to_owned(),
    };
    let panel = tag("section", "card code").attr("aria-labelledby", "code-title");
    let head = tag("div", "head").child(tag("h2", "").attr("id", "code-title").text(title));
    let says = |says: &'static str| tag("p", "absent").attr("role", "status").text(says);
    match &shown.sources {
        Sources::Here(listed) => with_source(shown, listed, (panel, head), place, dispatch),
        Sources::Missing(why) => {
            let what = says("The source could not be loaded. ").text(format!("{why}."));
            let rest = tag("p", "absent").text("The run, its settings and Why go on without it.");
            let again = button("btn", dispatch, Message::SourcesWanted).text("Retry");
            panel.attr("data-source", "missing").child(head).child(what).child(rest).child(again)
        }
        Sources::None => {
            let why = says("With these settings no policy decides anything, so there is no source to show.");
            panel.attr("data-source", "none").child(head).child(why)
        }
        Sources::Unasked | Sources::Awaited => panel
            .attr("data-source", "loading")
            .attr("aria-busy", "true")
            .child(head)
            .child(says("Loading the source…")),
    }
    .html()
}

fn with_source(
    shown: &Shown,
    listed: &Listed,
    (panel, head): (Tag, Tag),
    place: &NodeRef,
    dispatch: &Callback<Message>,
) -> Tag {
    let lit = lit(shown, &listed.lines);
    let newest = shown.steps.first().and_then(Step::rule);
    let ran = newest.and_then(|rule| listed.lines.iter().find(|line| line.decides(rule)));
    let name = |line: &Line| listed.listing.files.get(line.file).map_or("", |file| file.name);
    let place_in_words = match ran {
        Some(line) => format!("{}, line {} just ran", name(line), line.number),
        None => "no decision yet".to_owned(),
    };
    let whole = tag("input", "").attr("type", "checkbox").checked(shown.whole);
    let whole = whole.on_change(dispatch, "", |_, text| Message::WholeFilesWanted(text == "on"));
    let whole = tag("label", "check").child(whole).text("Whole files");
    let source = tag("div", "src")
        .key(listed.listing.files.first().map_or("", |file| file.name))
        .node_ref(place)
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", "Source")
        .children(parts(shown, listed, &lit, dispatch));
    panel
        .attr("data-source", "here")
        .attr_opt("data-rule", newest.map(|rule| rule.key().to_owned()))
        .attr_opt("data-file", ran.map(|line| name(line).to_owned()))
        .attr_opt("data-line", ran.map(|line| line.number.to_string()))
        .child(head.child(tag("span", "tag").text(place_in_words)).child(whole))
        .child(source)
}

/// The lit lines: those of the newest decision, then the trail of those before. A line is lit once, for the newest.
fn lit(shown: &Shown, lines: &[Line]) -> Vec<Lit> {
    let mut lit: Vec<Lit> = Vec::new();
    let place = |rule: Rule| lines.iter().position(|line| line.decides(rule));
    for (back, step) in shown.steps.iter().enumerate() {
        for (part, (rule, note)) in step.rules.iter().enumerate() {
            let light = match (back, part) {
                (0, 0) => Light::Now,
                (0, _) => Light::Also,
                _ => Light::Before,
            };
            if let Some(at) = place(*rule).filter(|at| lit.iter().all(|(known, ..)| known != at)) {
                lit.push((at, light, note.clone()));
            }
        }
    }
    lit
}

/// The files with their names, each in parts with gaps where lines are left out.
fn parts(shown: &Shown, listed: &Listed, lit: &[Lit], dispatch: &Callback<Message>) -> Vec<Html> {
    let lines = &listed.lines;
    let mut parts = Vec::new();
    let mut file = None;
    let mut from = 0;
    while let Some(line) = lines.get(from) {
        if file != Some(line.file) {
            file = Some(line.file);
            let name = listed.listing.files.get(line.file).map_or("", |file| file.name);
            parts.push(tag("h3", "").key(&format!("{} {name}", line.file)).text(name).html());
        }
        let same = |other: &&Line| other.file == line.file && other.brief == line.brief;
        let to = from + lines.iter().skip(from).take_while(same).count();
        if shown.whole || line.brief {
            parts.push(one_part(shown, listed, (from, to), lit, dispatch));
        } else if lines.iter().take(to).skip(from).any(|line| !line.is_doc()) {
            parts.push(gap());
        }
        from = to;
    }
    parts
}

fn gap() -> Html {
    tag("p", "gap").attr("aria-hidden", "true").text("⋮").html()
}

fn one_part(shown: &Shown, listed: &Listed, range: (usize, usize), lit: &[Lit], dispatch: &Callback<Message>) -> Html {
    let inside = |at: usize| (range.0..range.1).contains(&at);
    let own = listed.lines.iter().take(range.1).skip(range.0);
    let read: Vec<&str> = own.flat_map(|line| line.reads.iter().map(String::as_str)).collect();
    let settings = shown.settings.iter();
    let reads = settings.filter(|(spec, _)| read.contains(&spec.key) && shown.settings.applies(spec)).collect();
    let Hand { held, wrong } = &shown.hand;
    let hand = Hand {
        held: held.filter(|(key, _)| read.contains(key)),
        wrong: wrong.clone().filter(|(key, _)| read.contains(key)),
    };
    let lit = lit.iter().filter(|(at, ..)| inside(*at)).cloned().collect();
    let key = Part { listed: listed.clone(), range, whole: shown.whole, lit, reads, hand, dispatch: dispatch.clone() };
    drawn(key, part)
}
