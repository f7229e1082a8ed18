//! The comparison of two lanes as a table: the better value is marked by a shape, in bold and in words.

use yew::{Callback, Html, html};

use super::{Change, Message, metric_words};
use crate::app::component::glyph::{Glyph, icon};
use crate::app::component::tag::{pressed, steady};
use crate::app::told::{Facts, Metrics};
use crate::decimal;
use crate::play::compare::{self, Amount, Row, Verdict};
use crate::play::{Fact, Metric, Run, lanes};
use crate::sim::input::Lane;
use crate::text::page::compare as text;
use crate::text::page::numbers;

/// What is said about the comparison: in what the lanes differ, what their counts leave out, and how they are judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sentences {
    differs: String,
    note: Option<String>,
    method: String,
}

impl Sentences {
    pub(super) fn of(run: &Run) -> Self {
        Self {
            differs: lanes::told(run).unwrap_or_default(),
            note: compare::note(run),
            method: compare::method(run).unwrap_or_default(),
        }
    }
}

/// The comparison, with what can be done to the lanes; in an embedded page the table alone, unseen.
pub(super) fn view(rows: &[Row], told: &Sentences, unseen: bool, dispatch: &Callback<Message>) -> Html {
    let differs = &told.differs;
    let table = html! {
        <table class="facts">
            <caption class="sr">{ text::caption(differs) }</caption>
            { heads([text::SAME_LUCK, "A", "B", text::BETTER]) }
            <tbody>{ for rows.iter().map(row) }</tbody>
        </table>
    };
    if unseen {
        return html! { <section class="sr" aria-label={text::COMPARISON}>{ table }</section> };
    }
    let press = |says: &'static str, change| {
        let pressed = pressed(dispatch, Message::Changed(change));
        html! { <button class="btn sm" type="button" onclick={pressed}>{ says }</button> }
    };
    html! {
        <section class="card compare" aria-labelledby="compare-title">
            <div class="head">
                <h2 id="compare-title">{ text::A_AND_B }</h2>
                <p class="differs">{ differs.clone() }</p>
                <div class="lane-acts">
                    { press(text::SWAP, Change::Swapped) }
                    { press(text::COPY_A, Change::Copied(Lane::A)) }
                    { press(text::COPY_B, Change::Copied(Lane::B)) }
                    { press(text::CLOSE_B, Change::Closed) }
                </div>
            </div>
            { table }
            if let Some(note) = told.note.clone() {
                <p class="note" data-compare-note="">{ steady(note).html() }</p>
            }
            <details class="method">
                <summary>{ text::HOW_JUDGED }</summary>
                <p>{ told.method.clone() }</p>
            </details>
        </section>
    }
}

/// What stands behind two small numbers.
const CHANCE: &str = text::CHANCE_MORE;
const WINS: &str = text::WINS_MORE;

/// The heads of a table's columns.
fn heads<const N: usize>(columns: [&'static str; N]) -> Html {
    html! { <thead><tr>{ for columns.map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead> }
}

/// A verdict's name in the page contract.
const fn judged(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better(lane) => lane.key(),
        Verdict::Same => "same",
        Verdict::Close => "close",
        Verdict::Open => "open",
    }
}

/// The first row in a line, where there is no room for the table.
pub(super) fn brief(rows: &[Row]) -> Option<String> {
    let row = rows.first()?;
    let verdict = row.verdict();
    let words = verdict.words(row.wins);
    let better = if matches!(verdict, Verdict::Better(_)) { text::IS_BETTER } else { "" };
    let (a, b) = row.values;
    Some(text::row(row.label, &a.words(), &b.words(), words, better))
}

fn row(row: &Row) -> Html {
    let verdict = row.verdict();
    let cell = |lane: Lane, amount: Amount| {
        let better = verdict == Verdict::Better(lane);
        let chance = amount.interval().map(|(low, high)| {
            let [low, high] = [low, high].map(|part| decimal::fixed(part * 100.0, 0));
            steady(text::by_chance(&low, &high)).html()
        });
        html! {
            <td class={better.then_some("better")}>
                <span class="sign">
                    if better {
                        { icon(Glyph::Success) }
                    }
                </span>
                { steady(amount.words()).html() }
                if let Some(chance) = chance {
                    <small class="chance" title={CHANCE}>{ chance }</small>
                }
            </td>
        }
    };
    let (a, b) = row.values;
    let whole = |amount: Amount| amount.whole().map(|number| number.to_string());
    html! {
        <tr
            key={row.key}
            data-compare={row.key}
            data-a={whole(a)}
            data-b={whole(b)}
            data-better={judged(verdict)}
        >
            <th scope="row">{ row.label }</th>
            { cell(Lane::A, a) }
            { cell(Lane::B, b) }
            <td class="verdict">
                { verdict.words(row.wins) }
                // The column's head says it on a narrow screen, too.
                if matches!(verdict, Verdict::Better(_)) {
                    <span>{ text::IS_BETTER }</span>
                }
                if row.wins.a + row.wins.b > 0 && verdict != Verdict::Same {
                    <small class="wins" title={WINS}>{ format!("{} : {}", row.wins.a, row.wins.b) }</small>
                }
            </td>
        </tr>
    }
}

/// All numbers of both lanes side by side, and what theory says beside what was seen in each.
pub(super) fn all([a, b]: &[Metrics; 2], facts: &[Facts; 2]) -> Html {
    let row = |(a, b): (&Metric, &Metric)| {
        html! {
            <tr key={a.name}>
                <th scope="row">{ a.label }</th>
                <td>{ metric_words(a) }</td>
                <td>{ metric_words(b) }</td>
            </tr>
        }
    };
    html! {
        <section class="card numbers" aria-labelledby="numbers-title">
            <div class="head"><h2 id="numbers-title">{ numbers::NUMBERS }</h2></div>
            <table class="facts">
                { heads([text::THIS_RUN, "A", "B"]) }
                <tbody>{ for a.iter().zip(b.iter()).map(row) }</tbody>
            </table>
            { theory(facts) }
        </section>
    }
}

/// What theory says beside what was seen, a pair of rows each. A fact of one lane alone has a dash in the other.
fn theory([a, b]: &[Facts; 2]) -> Html {
    let only_b = |fact: &&Fact| a.iter().all(|other| other.label != fact.label);
    let facts: Vec<&Fact> = a.iter().chain(b.iter().filter(only_b)).collect();
    if facts.is_empty() {
        return Html::default();
    }
    let of = |facts: &Facts, label: &str, text: fn(&Fact) -> &String| {
        let fact = facts.iter().find(|fact| fact.label == label);
        fact.map_or_else(|| "–".to_owned(), |fact| text(fact).clone())
    };
    let row = |label: &str, kind: &str, text: fn(&Fact) -> &String| {
        html! {
            <tr>
                <th class="kind" scope="row">{ kind.to_owned() }</th>
                <td>{ of(a, label, text) }</td>
                <td>{ of(b, label, text) }</td>
            </tr>
        }
    };
    let (seen_a, seen_b) = (Fact::seen_since(a), Fact::seen_since(b));
    let seen = if seen_a == seen_b { seen_a } else { text::SINCE_THE_LAST_CHANGE.to_owned() };
    let pair = |fact: &&Fact| {
        html! {
            <tbody key={fact.label.as_str()}>
                <tr><th scope="rowgroup" colspan="3">{ fact.label.clone() }</th></tr>
                { row(&fact.label, numbers::EXPECTED, |fact| &fact.expected) }
                { row(&fact.label, &seen, |fact| &fact.seen) }
            </tbody>
        }
    };
    html! {
        <table class="facts theories">
            { heads([numbers::THEORY, "A", "B"]) }
            { for facts.iter().map(pair) }
        </table>
    }
}
