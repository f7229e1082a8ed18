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
pub(super) fn view(rows: &[Row], told: &Sentences, unseen: bool, tell: &Callback<Message>) -> Html {
    let sentence = &told.differs;
    let table = tag("table", "facts")
        .has(tag("caption", "sr").write(format!("A and B with the same random numbers. {sentence}")))
        .has(heads())
        .has(tag("tbody", "").put_all(rows.iter().map(row).collect()));
    if unseen {
        return tag("section", "sr").is("aria-label", "Comparison").has(table).done();
    }
    let press = |says, change| button("btn sm", tell, Message::Changed(change)).say(says);
    let buttons = tag("div", "lane-acts")
        .has(press("Swap", Change::Swapped))
        .has(press("Copy A to B", Change::Copied(Lane::A)))
        .has(press("Copy B to A", Change::Copied(Lane::B)))
        .has(press("Close B", Change::Closed));
    let head = tag("div", "head")
        .has(tag("h2", "").is("id", "compare-title").say("A and B"))
        .has(tag("p", "differs").write(sentence.to_owned()))
        .has(buttons);
    let method = tag("details", "method")
        .has(tag("summary", "").say("How “better” is judged"))
        .has(tag("p", "").write(told.method.clone()));
    let note = told.note.clone().map(|note| tag("p", "note").is("data-compare-note", "").has(steady(note)));
    let section = tag("section", "card compare").is("aria-labelledby", "compare-title").has(head).has(table);
    section.put_if(note).has(method).done()
}

/// What stands behind two small numbers.
const CHANCE: &str = "Shares from which chance alone may give what is seen: the 95 % interval after Wilson, as if each case were by itself";
const WINS: &str = "How often A and B were better than the other";

fn heads() -> Tag {
    let column = |name| tag("th", "").is("scope", "col").say(name);
    let heads = tag("tr", "")
        .has(column("With the same random numbers"))
        .has(column("A"))
        .has(column("B"))
        .has(column("Better"));
    tag("thead", "").has(heads)
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
    let better = matches!(verdict, Verdict::Better(_)).then(|| tag("span", "").say(" is better"));
    let cell = |lane: Lane, amount: Amount| {
        let better = verdict == Verdict::Better(lane);
        let sign = tag("span", "sign").put(if better { icon(Glyph::Success) } else { Html::default() });
        let chance = amount.interval().map(|(low, high)| {
            let [low, high] = [low, high].map(|part| decimal::fixed(part * 100.0, 0));
            tag("small", "chance").is("title", CHANCE).has(steady(format!("chance alone: {low} to {high} %")))
        });
        tag("td", if better { "better" } else { "" }).has(sign).has(steady(amount.words())).put_if(chance)
    };
    let told = row.wins.a + row.wins.b > 0 && verdict != Verdict::Same;
    let wins = told.then(|| tag("small", "wins").is("title", WINS).write(format!("{} : {}", row.wins.a, row.wins.b)));
    let (a, b) = row.values;
    let whole = |amount: Amount| amount.whole().map(|number| number.to_string());
    tag("tr", "")
        .key(row.key)
        .is("data-compare", row.key)
        .may("data-a", whole(a))
        .may("data-b", whole(b))
        .is("data-better", key)
        .has(tag("th", "").is("scope", "row").say(row.label))
        .has(cell(Lane::A, a))
        .has(cell(Lane::B, b))
        .has(tag("td", "verdict").say(words).put_if(better).put_if(wins))
        .done()
}

/// All numbers of both lanes side by side, and what theory says beside what was seen in each.
pub(super) fn all([a, b]: &[Metrics; 2], facts: &[Facts; 2]) -> Html {
    let row = |(a, b): (&Metric, &Metric)| {
        let name = tag("th", "").is("scope", "row").say(a.label);
        let cell = |metric| tag("td", "").write(metric_words(metric));
        tag("tr", "").key(a.name).has(name).has(cell(a)).has(cell(b)).done()
    };
    let column = |name| tag("th", "").is("scope", "col").say(name);
    let heads = tag("tr", "").has(column("This run so far")).has(column("A")).has(column("B"));
    let table = tag("table", "facts")
        .has(tag("thead", "").has(heads))
        .has(tag("tbody", "").put_all(a.iter().zip(b.iter()).map(row).collect()));
    let head = tag("div", "head").has(tag("h2", "").is("id", "numbers-title").say("Numbers"));
    let section = tag("section", "card numbers").is("aria-labelledby", "numbers-title").has(head).has(table);
    section.put_if(theory(facts)).done()
}

/// What theory says beside what was seen, a pair of rows each. A fact of one lane alone has a dash in the other.
fn theory([a, b]: &[Facts; 2]) -> Option<Tag> {
    let only_b = |fact: &&Fact| a.iter().all(|other| other.label != fact.label);
    let facts: Vec<&Fact> = a.iter().chain(b.iter().filter(only_b)).collect();
    let of = |facts: &Facts, label: &str, text: fn(&Fact) -> &String| {
        let fact = facts.iter().find(|fact| fact.label == label);
        tag("td", "").write(fact.map_or_else(|| "–".to_owned(), |fact| text(fact).clone()))
    };
    let row = |label: &str, kind: &str, text: fn(&Fact) -> &String| {
        let kind = tag("th", "kind").is("scope", "row").write(kind.to_owned());
        tag("tr", "").has(kind).has(of(a, label, text)).has(of(b, label, text))
    };
    let (seen_a, seen_b) = (Fact::seen_since(a), Fact::seen_since(b));
    let seen = if seen_a == seen_b { seen_a } else { "seen since the last change".to_owned() };
    let pair = |fact: &&Fact| {
        let name = tag("th", "").is("scope", "rowgroup").is("colspan", "3").write(fact.label.clone());
        tag("tbody", "")
            .key(&fact.label)
            .has(tag("tr", "").has(name))
            .has(row(&fact.label, "expected", |fact| &fact.expected))
            .has(row(&fact.label, &seen, |fact| &fact.seen))
            .done()
    };
    let column = |name| tag("th", "").is("scope", "col").say(name);
    let heads = tag("tr", "").has(column("With the present settings")).has(column("A")).has(column("B"));
    let table = tag("table", "facts theories").has(tag("thead", "").has(heads));
    (!facts.is_empty()).then(|| table.put_all(facts.iter().map(pair).collect()))
}
