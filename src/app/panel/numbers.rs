//! Numbers: the metrics of the page contract, and what theory says beside what was seen.

use yew::virtual_dom::{VNode, VText};
use yew::{Callback, Html};

use crate::app::component::tag::{Tag, tag};
use crate::app::component::term::{self, Open, Place, Spot};
use crate::play::terms::of_metric;
use crate::play::{Fact, Metric, MetricUnit};
use crate::text::page::numbers as text;
use crate::words::{grouped, sum};

/// The Numbers panel, or only the metrics, for tools and screen readers, where there is no room.
pub(crate) fn view(
    metrics: &[Metric],
    facts: &[Fact],
    unseen: bool,
    open: Open,
    dispatch: &Callback<term::Message>,
) -> Html {
    let list = tag("ul", "metrics");
    if unseen {
        let list = list.children(metrics.iter().map(metric).collect());
        return tag("section", "sr").attr("aria-label", text::NUMBERS).child(list).html();
    }
    let explained = |metric: &Metric| {
        let says = VNode::from(VText::new(metric.label));
        let label = match of_metric(metric.name) {
            Some(term) => term::view(Spot { place: Place::Number(metric.name), term }, says, open, dispatch),
            None => tag("span", "").child(says),
        };
        row_of(metric, label)
    };
    let list = list.children(metrics.iter().map(explained).collect());
    let head = tag("div", "head").child(tag("h2", "").attr("id", "numbers-title").text(text::NUMBERS));
    let head = head.child(tag("span", "tag").text(text::SO_FAR));
    let table = (!facts.is_empty()).then(|| {
        let column = |name: String| tag("th", "").attr("scope", "col").text(name);
        let [theory, expected] = [text::THEORY, text::EXPECTED].map(|name| column(name.to_owned()));
        let heads = tag("tr", "").child(theory).child(expected).child(column(Fact::seen_since(facts)));
        let body = tag("tbody", "").children(facts.iter().map(fact).collect());
        tag("table", "facts").child(tag("thead", "").child(heads)).child(body)
    });
    tag("section", "card numbers")
        .attr("aria-labelledby", "numbers-title")
        .child(head)
        .child(list)
        .child_opt(table)
        .html()
}

fn fact(fact: &Fact) -> Html {
    let name = tag("th", "").attr("scope", "row").text(fact.label.clone());
    let cell = |text: &String| tag("td", "").text(text.clone());
    tag("tr", "").key(&fact.label).child(name).child(cell(&fact.expected)).child(cell(&fact.seen)).html()
}

/// A metric of the page contract.
pub(crate) fn metric(metric: &Metric) -> Html {
    row_of(metric, tag("span", "").text(metric.label))
}

fn row_of(metric: &Metric, label: Tag) -> Html {
    let value = match metric.unit {
        MetricUnit::Count | MetricUnit::Level => tag("b", "").text(grouped(metric.value)),
        MetricUnit::Millis => {
            let (sum, unit) = sum(metric.value, 1);
            tag("b", "").text(sum).child(tag("small", "").text(unit))
        }
    };
    tag("li", "")
        .key(metric.name)
        .attr("data-metric", metric.name)
        .attr("data-value", metric.value.to_string())
        .child(label)
        .child(value)
        .html()
}
