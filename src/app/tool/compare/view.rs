//! The stage of two lanes, what names each of them, and the choice between them.

use yew::{Callback, Html, NodeRef};

use super::{Compare, Message};
use crate::app::component::drawn::Memo;
use crate::app::component::glyph::icon;
use crate::app::component::tag::{Tag, tag};
use crate::app::page::{Choice, Page};
use crate::app::panel::numbers;
use crate::app::panel::why::glyph_of;
use crate::play::explain::Line;
use crate::play::lanes::differences;
use crate::play::{LabId, Metric, Run, Settings};
use crate::sim::input::Lane;
use crate::text::page::compare as text;
use crate::text::page::view;
use crate::text::page::why;

impl Compare {
    /// Both stages, side by side or one above the other, each drawn by `draw`.
    pub(crate) fn stages(&self, page: &Page, draw: &dyn Fn(&Run) -> Html) -> Option<Tag> {
        let (.., side) = page.lane_size()?;
        let lanes = Lane::ALL.into_iter().filter_map(|lane| self.one_stage(page, lane, draw)).collect();
        Some(tag("div", if side { "lanes side" } else { "lanes" }).children(lanes))
    }

    fn one_stage(&self, page: &Page, lane: Lane, draw: &dyn Fn(&Run) -> Html) -> Option<Html> {
        let run = page.host.run().lane(lane)?;
        let (panels, at) = (&self.panels, lane as usize);
        let drawing = tag("div", "drawing").child(draw(run));
        let stage = tag("div", "lane-view")
            .attr("role", "group")
            .attr("aria-label", if lane == Lane::A { text::LANE_A } else { text::LANE_B })
            .attr("data-lane", lane.key())
            .child(panels.heads[at].view())
            .child(tag("div", "place").child(drawing))
            .child(panels.newest[at].view())
            .child(panels.metrics[at].view());
        Some(stage.html())
    }

    /// The comparison of two lanes.
    pub(crate) fn table(&self) -> Html {
        self.panels.compare.view()
    }

    /// Why things happened in each lane.
    pub(crate) fn whys(&self) -> Vec<Html> {
        self.panels.whys.iter().map(Memo::view).collect()
    }

    /// All numbers of both lanes.
    pub(crate) fn numbers(&self) -> Html {
        self.panels.all.view()
    }

    /// Where the panels below the lanes can be found.
    pub(crate) fn place_below(&self) -> &NodeRef {
        &self.panels.below.place
    }
}

/// In what each lane differs from the other: first whether it has the lab's mechanism, if only one of them has.
pub(super) fn heads(lab: LabId, a: &Settings, b: &Settings) -> [Vec<String>; 2] {
    let without = lab.without.as_ref().filter(|without| without.holds(a) != without.holds(b));
    let mut heads =
        [a, b].map(|settings| without.map(|without| without.name(settings)).into_iter().collect::<Vec<_>>());
    for one in differences(a, b) {
        if without.is_none_or(|without| !without.has(one.spec.key)) {
            for (lane, words) in Lane::ALL.into_iter().zip(&mut heads) {
                words.push(one.words_of(lane));
            }
        }
    }
    heads
}

/// What names a lane.
pub(super) fn head(lane: Lane, words: &[String]) -> Html {
    let text = if words.is_empty() { text::SAME_SETTINGS.to_owned() } else { words.join(" · ") };
    tag("p", "lane-head").child(tag("b", "").text(lane.name())).child(tag("span", "").text(text)).html()
}

/// A lane's numbers, for tools and screen readers; on the page they stand side by side.
pub(super) fn metrics(metrics: &[Metric]) -> Html {
    tag("ul", "sr").attr("aria-label", view::NUMBERS).children(metrics.iter().map(numbers::metric).collect()).html()
}

/// The newest sentence of a lane.
pub(super) fn newest(line: Option<&Line>) -> Html {
    let Some(line) = line else { return tag("p", "newest").text(why::NOTHING).html() };
    let words = tag("span", "").child(tag("b", "").text(line.head.clone())).text(" ").text(line.body.clone());
    tag("p", "newest").attr("data-why", "").child(icon(glyph_of(line.tone))).child(words).html()
}

/// The choice of the lane whose settings are shown, if there are two.
pub(crate) fn switch(chosen: Choice, dispatch: &Callback<Message>) -> Option<Tag> {
    let chosen = chosen?;
    let choice = |lane: Lane| {
        let radio = tag("input", "")
            .attr("type", "radio")
            .attr("name", "lane")
            .value(lane.key().to_owned())
            .checked(lane == chosen)
            .on_change(dispatch, "", |_, text| Message::LaneChosen(if text == "b" { Lane::B } else { Lane::A }));
        tag("label", "").child(radio).text(lane.name()).html()
    };
    let seg = tag("div", "seg lane-switch").attr("role", "radiogroup").attr("aria-label", text::LANE_OF_SETTINGS);
    Some(seg.children(Lane::ALL.into_iter().map(choice).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link;

    #[test]
    fn lanes_are_named_by_the_mechanism_where_one_is_without_it() {
        let named = |link: &str| {
            let scenario = link::parse(link).tape.scenario;
            let b = scenario.lane_b.clone().unwrap_or_else(|| scenario.settings.clone());
            heads(scenario.lab, &scenario.settings, &b).map(|words| words.join(" · "))
        };
        assert_eq!(named("#breaker?b.like=none"), ["With a breaker", "Without a breaker"]);
        assert_eq!(
            named("#retry?attempts=1&b.attempts=3&b.cap=9"),
            ["Without retries · Longest wait 30 s", "With retries · Longest wait 9 s"]
        );
        assert_eq!(named("#batch?b.share=1"), ["With degradation", "Without degradation"]);
        assert_eq!(named("#breaker?b.threshold=5"), ["Failure threshold 3", "Failure threshold 5"]);
    }
}
