//! Compare: two lanes, how they are made, changed and closed, and what is told of them.

mod table;
mod view;

use std::rc::Rc;

pub(crate) use view::switch;

use yew::{Callback, NodeRef};

use self::table::Sentences;
use super::Instrument;
use crate::app::browser::clock::real_time;
use crate::app::browser::window;
use crate::app::component::drawn::Memo;
use crate::app::component::setting::Hand;
use crate::app::narrator::Piece;
use crate::app::page::Page;
use crate::app::page::model::Mode;
use crate::app::panel::why;
use crate::app::told::{Facts, Lines, Metrics, Told, renew};
use crate::play::compare::{self, Row};
use crate::play::explain::{self, Line};
use crate::play::{Metric, MetricUnit, Tape};
use crate::sim::input::Lane;
use crate::text::page::compare as text;
use crate::time::Instant;
use crate::words::{grouped, sum};

/// The button that makes the lanes. An embedded page has none.
const BUTTON: &str = ".tools [data-compares]";

/// What happens in the tool.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Message {
    /// A second lane was asked for, or is not wanted any more.
    Pressed,
    /// A lane without the lab's mechanism was asked for.
    WithoutPressed,
    /// The lane whose settings are to be shown.
    LaneChosen(Lane),
    /// The lanes were swapped, copied or closed.
    Changed(Change),
}

/// A change of what the lanes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// A becomes B, and B becomes A.
    Swapped,
    /// The other lane becomes what this one is.
    Copied(Lane),
    /// Lane B is closed.
    Closed,
}

/// What is told of lane B and of both, and the panels that show it.
#[derive(Default)]
struct Panels {
    lines_b: Option<Lines>,
    metrics_b: Option<Metrics>,
    newest: [Memo<Option<Line>>; 2],
    whys: [Memo<Lines>; 2],
    metrics: [Memo<Metrics>; 2],
    heads: [Memo<Vec<String>>; 2],
    compare: Memo<(Rc<[Row]>, Sentences, bool)>,
    facts_b: Option<Facts>,
    all: Memo<([Metrics; 2], [Facts; 2])>,
    below: Below,
    rows: Option<Rc<[Row]>>,
}

/// The panels below two lanes, which are long and often out of sight.
#[derive(Default)]
struct Below {
    place: NodeRef,
    /// When they were drawn last, in milliseconds.
    drawn: f64,
}

impl Below {
    /// How often they are drawn where nobody sees them, in milliseconds.
    const UNSEEN_EVERY: f64 = 1_000.0;

    /// Whether they are to be drawn: with everything else where they are in sight or nothing moves.
    fn is_due(&mut self, rests: bool) -> bool {
        let now = real_time();
        let due = rests || now - self.drawn >= Self::UNSEEN_EVERY || self.place.cast().is_none_or(window::is_in_window);
        if due {
            self.drawn = now;
        }
        due
    }
}

/// The tool: what is told of the lanes, while there are two.
pub(crate) struct Compare {
    panels: Panels,
    dispatch: Callback<Message>,
    /// Tells the moment of an event that was chosen in one of the panels.
    choose: Callback<Instant>,
}

impl Instrument for Compare {}

impl Compare {
    /// The tool. It tells its messages to `dispatch`, and the moment of an event that was chosen to `choose`.
    pub(crate) fn new(dispatch: Callback<Message>, choose: Callback<Instant>) -> Self {
        Self { panels: Panels::default(), dispatch, choose }
    }

    /// Takes in what has happened in the tool. The lanes themselves are the run's.
    pub(crate) fn update(page: &mut Page, message: Message) {
        match message {
            Message::Pressed if page.lane_b().is_some() => change_lanes(page, Change::Closed),
            Message::Pressed => {
                page.rewrite(Tape::split);
                page.choose_lane(Lane::B);
            }
            Message::WithoutPressed => compare_without(page),
            Message::LaneChosen(lane) => page.choose_lane(lane),
            Message::Changed(change) => change_lanes(page, change),
        }
    }

    /// The comparison in a line, for an embedded page, which has no room for more.
    pub(crate) fn brief(&self, page: &Page) -> Option<String> {
        let rows = self.panels.rows.as_deref().filter(|_| page.embedded())?;
        table::brief(rows)
    }

    /// Works out what the panels of both lanes show, beside what is told of lane A: if it
    /// `rests`, also what is out of sight; without theory, where that would give an answer away.
    pub(crate) fn publish(&mut self, page: &Page, of_a: &Told, (rests, hides_theory): (bool, bool)) {
        let run = page.host.run();
        let Some(b) = page.lane_b() else {
            self.panels = Panels::default();
            return;
        };
        let panels = &mut self.panels;
        renew(panels.lines_b.get_or_insert_default(), explain::lines(b, why::LINES));
        renew(panels.metrics_b.get_or_insert_default(), b.metrics());
        renew(panels.rows.get_or_insert_default(), compare::rows(run));
        let facts = if hides_theory { Vec::new() } else { b.facts() };
        renew(panels.facts_b.get_or_insert_default(), facts);
        let sentences = Sentences::of(run);
        let lines = [Some(&of_a.lines), panels.lines_b.as_ref()].map(|lines| lines.cloned().unwrap_or_default());
        let metrics =
            [Some(&of_a.metrics), panels.metrics_b.as_ref()].map(|metrics| metrics.cloned().unwrap_or_default());
        let heads = view::heads(run.lab(), run.settings(), b.settings());
        let below = page.model.mode == Mode::Page && panels.below.is_due(rests);
        for (lane, words) in Lane::ALL.into_iter().zip(heads) {
            let at = lane as usize;
            panels.heads[at].renew(words, |words| view::head(lane, words));
            panels.newest[at].renew(lines[at].first().cloned(), |line| view::newest(line.as_ref()));
            panels.metrics[at].renew(Rc::clone(&metrics[at]), |metrics| view::metrics(metrics));
            if below {
                let title = [("why-a", text::WHY_A), ("why-b", text::WHY_B)][at];
                let choose = &self.choose;
                panels.whys[at].renew(Rc::clone(&lines[at]), |lines| why::view(lines, why::LINES, title, choose));
            }
        }
        let rows = panels.rows.clone().unwrap_or_default();
        let dispatch = &self.dispatch;
        panels.compare.renew((rows, sentences, page.embedded()), |(rows, sentences, embed)| {
            table::view(rows, sentences, *embed, dispatch)
        });
        let facts = [Some(&of_a.facts), panels.facts_b.as_ref()].map(|facts| facts.cloned().unwrap_or_default());
        if below {
            panels.all.renew((metrics, facts), |(metrics, facts)| table::all(metrics, facts));
        }
    }

    /// The newest thing of either lane that is worth saying.
    pub(crate) fn newest(&self, of_a: &Told) -> Option<Piece> {
        let lines_b = self.panels.lines_b.as_ref()?;
        let spoken = |lines: &Lines| lines.iter().find(|line| line.spoken).cloned();
        newest(spoken(&of_a.lines), spoken(lines_b))
    }
}

/// Puts the same without the lab's mechanism into lane B, so that its benefit is seen.
fn compare_without(page: &mut Page) {
    let run = page.host.run();
    let Some(without) = &run.lab().without else { return };
    let parsed = |&(key, value): &(&'static str, &str)| Some((key, run.settings().spec(key)?.parse(value).ok()?));
    let beside: Vec<_> = without.settings.iter().filter_map(parsed).collect();
    page.rewrite(|tape| tape.beside(&beside));
    page.choose_lane(Lane::A);
}

/// Makes the lanes something else.
fn change_lanes(page: &mut Page, change: Change) {
    page.rewrite(|tape| match change {
        Change::Swapped => tape.swapped(),
        Change::Copied(lane) => tape.of_lane(lane).split(),
        Change::Closed => tape.of_lane(Lane::A),
    });
    page.model.hand = Hand::default();
    if change == Change::Closed {
        // The button that was pressed goes away with lane B; this one brings it back.
        page.focus = Some(BUTTON);
    }
}

/// The newer of two lanes' newest sentences. Its number grows with either lane's.
fn newest(a: Option<Line>, b: Option<Line>) -> Option<Piece> {
    let number = |line: &Option<Line>| line.as_ref().map_or(0, |line| line.id + 1);
    let id = number(&a) + number(&b);
    let says = |name: &str, line: &Line| Piece { id, sentence: text::of_lane(name, &line.head, &line.body) };
    match (a, b) {
        (Some(a), Some(b)) if (a.at, &a.head, &a.body) == (b.at, &b.head, &b.body) => Some(says(text::BOTH, &a)),
        (Some(a), Some(b)) if b.at > a.at => Some(says("B", &b)),
        (Some(a), _) => Some(says("A", &a)),
        (None, b) => b.map(|b| says("B", &b)),
    }
}

/// A number of the page contract, for reading.
fn metric_words(metric: &Metric) -> String {
    match metric.unit {
        MetricUnit::Count | MetricUnit::Level => grouped(metric.value),
        MetricUnit::Millis => {
            let (sum, unit) = sum(metric.value, 1);
            format!("{sum} {unit}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::explain::Tone;

    fn line(at: u64, id: u64, head: &str) -> Option<Line> {
        let (head, body) = (head.to_owned(), "why.".to_owned());
        Some(Line { at: Instant::from_millis(at), tone: Tone::Bad, head, body, count: 1, spoken: true, id })
    }

    #[test]
    fn a_sentence_names_its_lane_and_numbers_only_grow() {
        let says = |a, b| newest(a, b).map(|piece| (piece.id, piece.sentence));
        assert_eq!(says(None, None), None);
        assert_eq!(says(line(5, 0, "Opened:"), None), Some((1, "A: Opened: why.".to_owned())));
        assert_eq!(says(line(5, 0, "Opened:"), line(9, 4, "Opened:")), Some((6, "B: Opened: why.".to_owned())));
        assert_eq!(says(line(9, 4, "Opened:"), line(9, 4, "Opened:")), Some((10, "A and B: Opened: why.".to_owned())));
        assert_eq!(says(line(9, 4, "Closed:"), line(9, 4, "Opened:")), Some((10, "A: Closed: why.".to_owned())));
    }

    #[test]
    fn spans_are_read_in_tenths() {
        assert_eq!(metric_words(&Metric { name: "x", label: "x", value: 12_345, unit: MetricUnit::Millis }), "12.3 s");
        assert_eq!(metric_words(&Metric::count("x", "x", 7)), "7");
    }
}
