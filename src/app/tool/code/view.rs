//! The Code panel.

use yew::{Callback, Event, Html, NodeRef, html};

use super::line::{Light, Lit, Part, part};
use super::sources::{Listed, Sources};
use super::{Message, Shown};
use crate::app::component::drawn::drawn;
use crate::app::component::setting::Hand;
use crate::app::component::tag::{pressed, value_of};
use crate::play::code::{Line, Rule, Step};
use crate::text::page::code as text;

/// The panel. `place` is where its scrolled part can be found.
pub(super) fn view(shown: &Shown, place: &NodeRef, dispatch: &Callback<Message>) -> Html {
    let title = match shown.lane {
        Some(lane) => text::of_lane(lane.name()),
        None => text::CODE.to_owned(),
    };
    let title = html! { <h2 id="code-title">{ title }</h2> };
    let (source, content) = match &shown.sources {
        Sources::Here(listed) => return with_source(shown, listed, title, place, dispatch),
        Sources::Missing(why) => (
            "missing",
            html! {
                <>
                    <p class="absent" role="status">{ text::NOT_LOADED }{ text::sentence(why) }</p>
                    <p class="absent">{ text::GOES_ON }</p>
                    <button class="btn" type="button" onclick={pressed(dispatch, Message::SourcesWanted)}>{ text::RETRY }</button>
                </>
            },
        ),
        Sources::None => (
            "none",
            html! {
                <p class="absent" role="status">
                    { text::NO_POLICY }
                </p>
            },
        ),
        Sources::Unasked | Sources::Awaited => {
            ("loading", html! { <p class="absent" role="status">{ text::LOADING }</p> })
        }
    };
    let busy = (source == "loading").then_some("true");
    html! {
        <section class="card code" aria-labelledby="code-title" data-source={source} aria-busy={busy}>
            <div class="head">{ title }</div>
            { content }
        </section>
    }
}

fn with_source(shown: &Shown, listed: &Listed, title: Html, place: &NodeRef, dispatch: &Callback<Message>) -> Html {
    let lit = lit(shown, &listed.lines);
    let newest = shown.steps.first().and_then(Step::rule);
    let ran = newest.and_then(|rule| listed.lines.iter().find(|line| line.decides(rule)));
    let name = |line: &Line| listed.listing.files.get(line.file).map_or("", |file| file.name);
    let place_in_words = match ran {
        Some(line) => text::just_ran(name(line), line.number),
        None => text::NO_DECISION.to_owned(),
    };
    let whole = dispatch.reform(|event: Event| Message::WholeFilesWanted(value_of(&event) == "on"));
    html! {
        <section
            class="card code"
            aria-labelledby="code-title"
            data-source="here"
            data-rule={newest.map(Rule::key)}
            data-file={ran.map(name)}
            data-line={ran.map(|line| line.number.to_string())}
        >
            <div class="head">
                { title }
                <span class="tag">{ place_in_words }</span>
                <label class="check">
                    <input type="checkbox" checked={shown.whole} onchange={whole} />
                    { text::WHOLE_FILES }
                </label>
            </div>
            <div
                class="src"
                key={listed.listing.files.first().map_or("", |file| file.name)}
                ref={place.clone()}
                tabindex="0"
                role="region"
                aria-label={text::SOURCE}
            >
                { for parts(shown, listed, &lit, dispatch) }
            </div>
        </section>
    }
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
            parts.push(html! { <h3 key={format!("{} {name}", line.file)}>{ name }</h3> });
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
    html! { <p class="gap" aria-hidden="true">{ "⋮" }</p> }
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
