//! The checklist: the points that the documents ask for, judged on the present settings, each with what mends it.

use yew::{Callback, Html, html};

use crate::app::component::copier::{self, Text};
use crate::app::component::glyph::{Glyph, icon};
use crate::app::component::tag::{Tag, pressed, tag};
use crate::app::message::Message;
use crate::app::page::Choice;
use crate::play::practice::{self, Row, Section, Verdict};
use crate::play::{LabId, Settings};
use crate::text::play::practice as text;

/// What it is drawn from: the lab, the settings, of two lanes the chosen one, the point that was mended last, and whether
/// the clipboard took the text.
pub(crate) type Key = (LabId, Settings, Choice, Option<(usize, usize)>, Option<bool>);

/// The content of the dialog.
pub(crate) fn view((lab, settings, choice, mended, copied): &Key, dispatch: &Callback<Message>) -> Html {
    let sections = practice::sections(settings, &(lab.tooling().practice)(settings));
    let title = choice.map_or_else(|| lab.title.to_owned(), |lane| text::of_lane(lab.title, lane.name()));
    let written = practice::text(&title, &sections);
    let at = |group: usize, section: &Section| {
        let shown = |point: usize, row: &Row| view_row((group, point), row, *mended, dispatch);
        html! { <ol>{ for section.rows.iter().enumerate().map(|(point, row)| shown(point, row)) }</ol> }
    };
    let first = sections.first().map(|section| {
        let tally = section.tally();
        html! {
            <section data-group={section.key} aria-label={section.title}>
                <p class="score" role="status">
                    <b>{ tally.of_all() }</b>
                    { " " }
                    <span>{ tally.rest() }</span>
                </p>
                <p>{ text::ABOUT }</p>
                { at(0, section) }
            </section>
        }
    });
    let others = sections.iter().enumerate().skip(1).map(|(group, section)| {
        let tally = section.tally();
        html! {
            <details key={section.key} data-group={section.key}>
                <summary>
                    <b>{ section.title }</b>
                    { " " }
                    <span>{ tally.counts() }</span>
                </summary>
                { at(group, section) }
            </details>
        }
    });
    html! {
        <div class="checklist">
            <p>{ text::judged(&title) }</p>
            { for first }
            { for others }
            { copier::view(Text::Check, written, *copied, &dispatch.reform(Message::Copy)) }
        </div>
    }
}

/// A point. The button that mends it is the one that takes it back, so the focus stays where it was.
fn view_row(at: (usize, usize), row: &Row, mended: Option<(usize, usize)>, dispatch: &Callback<Message>) -> Html {
    let place = at.1 + 1;
    let press = if mended == Some(at) {
        let back = pressed(dispatch, Message::UndoPressed(false));
        Some((text::UNDO, [text::UNDO, ": ", row.title].concat(), back))
    } else {
        row.mend.as_ref().map(|mend| {
            let mending = pressed(dispatch, Message::MendPressed(at, mend.settings.clone()));
            (text::MEND, [text::MEND, ": ", row.title].concat(), mending)
        })
    };
    html! {
        <li key={place} data-point={place.to_string()} data-verdict={row.verdict.key()}>
            { shape(row.verdict) }
            <span class="n" aria-hidden="true">{ place }</span>
            <div class="what">
                <b>{ row.title }</b>
                <p>{ &row.reason }</p>
                if let Some(mend) = &row.mend {
                    <p class="sets">{ text::mend_sets(&mend.says) }</p>
                }
            </div>
            <b class="verdict">{ row.verdict.words() }</b>
            <span class="decides">{ row.decides }</span>
            if let Some((name, label, press)) = press {
                <button class="btn sm" type="button" aria-label={label} onclick={press}>{ name }</button>
            }
        </li>
    }
}

/// The shape of a verdict.
fn shape(verdict: Verdict) -> Html {
    match verdict {
        Verdict::Met => icon(Glyph::Success),
        Verdict::NotMet => icon(Glyph::Failure),
        Verdict::DoesNotApply => tag("svg", "ic k-stale")
            .attr("viewBox", "-12 -12 24 24")
            .attr("aria-hidden", "true")
            .child(ring().attr("stroke-dasharray", "3.4 3.4"))
            .child(tag("path", "sf").attr("stroke-width", "2.2").attr("d", "M-3.6 0h7.2"))
            .html(),
    }
}

/// A ring in the box of a shape.
fn ring() -> Tag {
    tag("circle", "hollow").attr("r", "8.8").attr("stroke-width", "1.8")
}
