//! Numbers: the metrics of the page contract, and what theory says beside what was seen.

use yew::virtual_dom::{VNode, VText};
use yew::{Callback, Html};

use crate::app::component::tag::{Tag, tag};
use crate::app::component::term::{self, Open, Place, Spot};
use crate::play::terms::of_metric;
use crate::play::{Fact, Metric, MetricUnit};
use crate::words::{grouped, sum};

/// The Numbers panel, or only the metrics, for tools and screen readers, where there is no room.
pub(crate) fn view(
    metrics: &[Metric],
    facts: &[Fact],
    unseen: bool,
    open: Open,
    tell: &Callback<term::Message>,
) -> Html {
    let list = tag("ul", "metrics");
    if unseen {
        let list = list.put_all(metrics.iter().map(metric).collect());
        return tag("section", "sr").is("aria-label", "Numbers").has(list).done();
    }
    let explained = |metric: &Metric| {
        let says = VNode::from(VText::new(metric.label));
        let label = match of_metric(metric.name) {
            Some(term) => term::view(Spot { place: Place::Number(metric.name), term }, says, open, tell),
            None => tag("span", "").put(says),
        };
        row_of(metric, label)
    };
    let list = list.put_all(metrics.iter().map(explained).collect());
    let head = tag("div", "head").has(tag("h2", "").is("id", "numbers-title").say("Numbers"));
    let head = head.has(tag("span", "tag").say("this run so far"));
    let table = (!facts.is_empty()).then(|| {
        let column = |name: String| tag("th", "").is("scope", "col").write(name);
        let [theory, expected] = ["With the present settings", "expected"].map(|name| column(name.to_owned()));
        let heads = tag("tr", "").has(theory).has(expected).has(column(Fact::seen_since(facts)));
        let body = tag("tbody", "").put_all(facts.iter().map(fact).collect());
        tag("table", "facts").has(tag("thead", "").has(heads)).has(body)
    });
    tag("section", "card numbers").is("aria-labelledby", "numbers-title").has(head).has(list).put_if(table).done()
}

fn fact(fact: &Fact) -> Html {
    let name = tag("th", "").is("scope", "row").write(fact.label.clone());
    let cell = |text: &String| tag("td", "").write(text.clone());
    tag("tr", "").key(&fact.label).has(name).has(cell(&fact.expected)).has(cell(&fact.seen)).done()
}

/// A metric of the page contract.
pub(crate) fn metric(metric: &Metric) -> Html {
    row_of(metric, tag("span", "").say(metric.label))
}

fn row_of(metric: &Metric, label: Tag) -> Html {
    let value = match metric.unit {
        MetricUnit::Count => tag("b", "").write(grouped(metric.value)),
        MetricUnit::Millis => {
            let (sum, unit) = sum(metric.value, 1);
            tag("b", "").write(sum).has(tag("small", "").say(unit))
        }
    };
    tag("li", "")
        .key(metric.name)
        .is("data-metric", metric.name)
        .set("data-value", metric.value.to_string())
        .has(label)
        .has(value)
        .done()
}
