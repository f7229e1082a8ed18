//! The Code panel.

use yew::{Callback, Html, NodeRef};

use super::Shown;
use super::line::{Light, Part, part};
use crate::app::component::drawn::drawn;
use crate::app::component::setting::Hand;
use crate::app::component::tag::tag;
use crate::app::message::Message;
use crate::lab::code::{Line, Rule, Step};

/// The panel. `place` is where its scrolled part can be found.
pub(crate) fn view(shown: &Shown, place: &NodeRef, tell: &Callback<Message>) -> Html {
    let lit = lit(shown);
    let newest = shown.steps.first().and_then(Step::rule);
    let lines = &shown.listed.lines;
    let ran = newest.and_then(|rule| lines.iter().find(|line| line.decides(rule)));
    let name = |line: &Line| shown.listed.listing.files().get(line.file).map_or("", |file| file.name);
    let place_in_words = match ran {
        Some(line) => format!("{}, line {} just ran", name(line), line.number),
        None => "no decision yet".to_owned(),
    };
    let title = match shown.lane {
        Some(lane) => ["Code of lane ", lane.name()].concat(),
        None => "Code".to_owned(),
    };
    let whole = tag("input", "").is("type", "checkbox").checked(shown.whole);
    let whole = whole.change(tell, "", |_, text| Message::WholeFilesWanted(text == "on"));
    let whole = tag("label", "check").has(whole).say("Whole files");
    let head = tag("div", "head")
        .has(tag("h2", "").is("id", "code-title").write(title))
        .has(tag("span", "tag").write(place_in_words))
        .has(whole);
    let source = tag("div", "src")
        .key(shown.listed.listing.files().first().map_or("", |file| file.name))
        .found(place)
        .is("tabindex", "0")
        .is("role", "region")
        .is("aria-label", "Source")
        .put_all(parts(shown, &lit, tell));
    tag("section", "card code")
        .is("aria-labelledby", "code-title")
        .may("data-rule", newest.map(|rule| rule.key().to_owned()))
        .may("data-file", ran.map(|line| name(line).to_owned()))
        .may("data-line", ran.map(|line| line.number.to_string()))
        .has(head)
        .has(source)
        .done()
}

/// The lit lines: those of the newest decision, then the trail of those before. A line is lit once, for the newest.
fn lit(shown: &Shown) -> Vec<(usize, Light, String)> {
    let mut lit: Vec<(usize, Light, String)> = Vec::new();
    let place = |rule: Rule| shown.listed.lines.iter().position(|line| line.decides(rule));
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
fn parts(shown: &Shown, lit: &[(usize, Light, String)], tell: &Callback<Message>) -> Vec<Html> {
    let lines = &shown.listed.lines;
    let mut parts = Vec::new();
    let mut file = None;
    let mut from = 0;
    while let Some(line) = lines.get(from) {
        if file != Some(line.file) {
            file = Some(line.file);
            let name = shown.listed.listing.files().get(line.file).map_or("", |file| file.name);
            parts.push(tag("h3", "").key(&format!("{} {name}", line.file)).say(name).done());
        }
        let same = |other: &&Line| other.file == line.file && other.brief == line.brief;
        let to = from + lines.iter().skip(from).take_while(same).count();
        if shown.whole || line.brief {
            parts.push(one_part(shown, (from, to), lit, tell));
        } else if lines.iter().take(to).skip(from).any(|line| !line.is_doc()) {
            parts.push(gap());
        }
        from = to;
    }
    parts
}

fn gap() -> Html {
    tag("p", "gap").is("aria-hidden", "true").say("⋮").done()
}

fn one_part(shown: &Shown, range: (usize, usize), lit: &[(usize, Light, String)], tell: &Callback<Message>) -> Html {
    let inside = |at: usize| (range.0..range.1).contains(&at);
    let own = shown.listed.lines.iter().take(range.1).skip(range.0);
    let read: Vec<&str> = own.flat_map(|line| line.reads.iter().copied()).collect();
    let settings = shown.settings.iter();
    let reads = settings.filter(|(spec, _)| read.contains(&spec.key) && shown.settings.applies(spec)).collect();
    let Hand { held, wrong } = &shown.hand;
    let hand = Hand {
        held: held.filter(|(key, _)| read.contains(key)),
        wrong: wrong.clone().filter(|(key, _)| read.contains(key)),
    };
    let lit = lit.iter().filter(|(at, ..)| inside(*at)).cloned().collect();
    let key = Part { listed: shown.listed.clone(), range, whole: shown.whole, lit, reads, hand, tell: tell.clone() };
    drawn(key, part)
}
