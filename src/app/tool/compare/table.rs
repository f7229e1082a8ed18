//! The comparison of two lanes as a table: the better value is marked by a shape, in bold and in words.

use yew::{Callback, Html};

use super::{Change, Message, metric_words};
use crate::app::component::glyph::{Glyph, icon};
use crate::app::component::tag::{Tag, button, steady, tag};
use crate::app::told::{Facts, Metrics};
use crate::decimal;
use crate::play::compare::{self, Amount, Row, Verdict};
use crate::play::{Fact, Metric, Run, lanes};
use crate::sim::input::Lane;

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
    let sentence = &told.differs;
    let table = tag("table", "facts")
        .child(tag("caption", "sr").text(format!("A and B with the same random numbers. {sentence}")))
        .child(heads())
        .child(tag("tbody", "").children(rows.iter().map(row).collect()));
    if unseen {
        return tag("section", "sr").attr("aria-label", "Comparison").child(table).html();
    }
    let press = |says, change| button("btn sm", dispatch, Message::Changed(change)).text(says);
    let buttons = tag("div", "lane-acts")
        .child(press("Swap", Change::Swapped))
        .child(press("Copy A to B", Change::Copied(Lane::A)))
        .child(press("Copy B to A", Change::Copied(Lane::B)))
        .child(press("Close B", Change::Closed));
    let head = tag("div", "head")
        .child(tag("h2", "").attr("id", "compare-title").text("A and B"))
        .child(tag("p", "differs").text(sentence.to_owned()))
        .child(buttons);
    let method = tag("details", "method")
        .child(tag("summary", "").text("How “better” is judged"))
        .child(tag("p", "").text(told.method.clone()));
    let note = told.note.clone().map(|note| tag("p", "note").attr("data-compare-note", "").child(steady(note)));
    let section = tag("section", "card compare").attr("aria-labelledby", "compare-title").child(head).child(table);
    section.child_opt(note).child(method).html()
}

/// What stands behind two small numbers.
const CHANCE: &str = "Shares from which chance alone may give what is seen: the 95 % interval after Wilson, as if each case were by itself";
const WINS: &str = "How often A and B were better than the other";

fn heads() -> Tag {
    let column = |name| tag("th", "").attr("scope", "col").text(name);
    let heads = tag("tr", "")
        .child(column("With the same random numbers"))
        .child(column("A"))
        .child(column("B"))
        .child(column("Better"));
    tag("thead", "").child(heads)
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
    let better = if matches!(verdict, Verdict::Better(_)) { " is better" } else { "" };
    let (a, b) = row.values;
    Some(format!("{}: A {}, B {}: {words}{better}", row.label, a.words(), b.words()))
}

fn row(row: &Row) -> Html {
    let verdict = row.verdict();
    let (key, words) = (judged(verdict), verdict.words(row.wins));
    // The column's head says it on a narrow screen, too.
    let better = matches!(verdict, Verdict::Better(_)).then(|| tag("span", "").text(" is better"));
    let cell = |lane: Lane, amount: Amount| {
        let better = verdict == Verdict::Better(lane);
        let sign = tag("span", "sign").child(if better { icon(Glyph::Success) } else { Html::default() });
        let chance = amount.interval().map(|(low, high)| {
            let [low, high] = [low, high].map(|part| decimal::fixed(part * 100.0, 0));
            tag("small", "chance").attr("title", CHANCE).child(steady(format!("chance alone: {low} to {high} %")))
        });
        tag("td", if better { "better" } else { "" }).child(sign).child(steady(amount.words())).child_opt(chance)
    };
    let told = row.wins.a + row.wins.b > 0 && verdict != Verdict::Same;
    let wins = told.then(|| tag("small", "wins").attr("title", WINS).text(format!("{} : {}", row.wins.a, row.wins.b)));
    let (a, b) = row.values;
    let whole = |amount: Amount| amount.whole().map(|number| number.to_string());
    tag("tr", "")
        .key(row.key)
        .attr("data-compare", row.key)
        .attr_opt("data-a", whole(a))
        .attr_opt("data-b", whole(b))
        .attr("data-better", key)
        .child(tag("th", "").attr("scope", "row").text(row.label))
        .child(cell(Lane::A, a))
        .child(cell(Lane::B, b))
        .child(tag("td", "verdict").text(words).child_opt(better).child_opt(wins))
        .html()
}

/// All numbers of both lanes side by side, and what theory says beside what was seen in each.
pub(super) fn all([a, b]: &[Metrics; 2], facts: &[Facts; 2]) -> Html {
    let row = |(a, b): (&Metric, &Metric)| {
        let name = tag("th", "").attr("scope", "row").text(a.label);
        let cell = |metric| tag("td", "").text(metric_words(metric));
        tag("tr", "").key(a.name).child(name).child(cell(a)).child(cell(b)).html()
    };
    let column = |name| tag("th", "").attr("scope", "col").text(name);
    let heads = tag("tr", "").child(column("This run so far")).child(column("A")).child(column("B"));
    let table = tag("table", "facts")
        .child(tag("thead", "").child(heads))
        .child(tag("tbody", "").children(a.iter().zip(b.iter()).map(row).collect()));
    let head = tag("div", "head").child(tag("h2", "").attr("id", "numbers-title").text("Numbers"));
    let section = tag("section", "card numbers").attr("aria-labelledby", "numbers-title").child(head).child(table);
    section.child_opt(theory(facts)).html()
}

/// What theory says beside what was seen, a pair of rows each. A fact of one lane alone has a dash in the other.
fn theory([a, b]: &[Facts; 2]) -> Option<Tag> {
    let only_b = |fact: &&Fact| a.iter().all(|other| other.label != fact.label);
    let facts: Vec<&Fact> = a.iter().chain(b.iter().filter(only_b)).collect();
    let of = |facts: &Facts, label: &str, text: fn(&Fact) -> &String| {
        let fact = facts.iter().find(|fact| fact.label == label);
        tag("td", "").text(fact.map_or_else(|| "–".to_owned(), |fact| text(fact).clone()))
    };
    let row = |label: &str, kind: &str, text: fn(&Fact) -> &String| {
        let kind = tag("th", "kind").attr("scope", "row").text(kind.to_owned());
        tag("tr", "").child(kind).child(of(a, label, text)).child(of(b, label, text))
    };
    let (seen_a, seen_b) = (Fact::seen_since(a), Fact::seen_since(b));
    let seen = if seen_a == seen_b { seen_a } else { "seen since the last change".to_owned() };
    let pair = |fact: &&Fact| {
        let name = tag("th", "").attr("scope", "rowgroup").attr("colspan", "3").text(fact.label.clone());
        tag("tbody", "")
            .key(&fact.label)
            .child(tag("tr", "").child(name))
            .child(row(&fact.label, "expected", |fact| &fact.expected))
            .child(row(&fact.label, &seen, |fact| &fact.seen))
            .html()
    };
    let column = |name| tag("th", "").attr("scope", "col").text(name);
    let heads = tag("tr", "").child(column("With the present settings")).child(column("A")).child(column("B"));
    let table = tag("table", "facts theories").child(tag("thead", "").child(heads));
    (!facts.is_empty()).then(|| table.children(facts.iter().map(pair).collect()))
}
