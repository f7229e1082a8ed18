//! Numbers: the metrics of the page contract, and what theory says beside what was seen.

use yew::Html;

use crate::app::component::tag::tag;
use crate::lab::{Fact, Metric, MetricUnit};
use crate::words::{grouped, sum};

/// The Numbers panel, or only the metrics, for tools and screen readers, where there is no room.
pub(crate) fn view(metrics: &[Metric], facts: &[Fact], unseen: bool) -> Html {
    let list = tag("ul", "metrics").put_all(metrics.iter().map(metric).collect());
    if unseen {
        return tag("section", "sr").is("aria-label", "Numbers").has(list).done();
    }
    let head = tag("div", "head").has(tag("h2", "").is("id", "numbers-title").say("Numbers"));
    let head = head.has(tag("span", "tag").say("this run so far"));
    let table = (!facts.is_empty()).then(|| {
        let column = |name| tag("th", "").is("scope", "col").say(name);
        let heads = tag("tr", "").has(column("Theory and run")).has(column("expected")).has(column("seen"));
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
        .has(tag("span", "").say(metric.label))
        .has(value)
        .done()
}
