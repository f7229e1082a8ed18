//! The stage of two lanes, what names each of them, and the choice between them.

use yew::{Callback, Html};

use super::Choice;
use crate::app::App;
use crate::app::component::drawn::Memo;
use crate::app::component::glyph::icon;
use crate::app::component::tag::{Tag, tag};
use crate::app::message::Message;
use crate::app::model::Mode;
use crate::app::panel::numbers;
use crate::app::panel::why::glyph_of;
use crate::app::stage;
use crate::link::Tool;
use crate::play::explain::Line;
use crate::play::lanes::differences;
use crate::play::{Metric, Settings};
use crate::sim::input::Lane;

impl App {
    /// Both stages, side by side or one above the other.
    pub(crate) fn two_stages(&self) -> Option<Tag> {
        let (.., side) = self.lane_size()?;
        let lanes = Lane::ALL.into_iter().filter_map(|lane| self.one_stage(lane)).collect();
        Some(tag("div", if side { "lanes side" } else { "lanes" }).put_all(lanes))
    }

    fn one_stage(&self, lane: Lane) -> Option<Html> {
        let run = self.host.run().lane(lane)?;
        let (told, at) = (&self.lanes, lane as usize);
        let drawing = tag("div", "drawing").put(self.with_scene_of(run, stage::view));
        let stage = tag("div", "lane-view")
            .is("role", "group")
            .is("aria-label", if lane == Lane::A { "Lane A" } else { "Lane B" })
            .is("data-lane", lane.key())
            .put(told.heads[at].view())
            .has(tag("div", "place").has(drawing))
            .put(told.newest[at].view())
            .put(told.metrics[at].view());
        Some(stage.done())
    }

    /// What stands below two lanes: why things happened in each, and all numbers; on a projector the comparison.
    pub(crate) fn below_lanes(&self) -> Option<Tag> {
        self.lane_b()?;
        let told = &self.lanes;
        Some(match self.model.mode {
            Mode::Page if !self.shown => tag("div", "below"),
            Mode::Page => {
                let code = self.model.has_open(Tool::Code);
                let below = tag("div", if code { "below coded" } else { "below" }).found(&told.below.place);
                let below = below.put_all(told.whys.iter().map(Memo::view).collect()).put(self.code.view());
                below.put(told.all.view()).put(if code { self.panels.copy_as.view() } else { Html::default() })
            }
            Mode::Present => tag("div", "below").put(told.compare.view()).put(self.panels.steppers.view()),
            Mode::Embed => tag("div", "").put(told.compare.view()),
        })
    }

    /// The comparison of two lanes, on the page.
    pub(crate) fn compared(&self) -> Html {
        if self.lane_b().is_some() && self.model.mode == Mode::Page {
            self.lanes.compare.view()
        } else {
            Html::default()
        }
    }
}

/// In what each lane differs from the other.
pub(super) fn heads(a: &Settings, b: &Settings) -> [Vec<String>; 2] {
    let differences = differences(a, b);
    Lane::ALL.map(|lane| differences.iter().map(|one| one.words_of(lane)).collect())
}

/// What names a lane.
pub(super) fn head(lane: Lane, words: &[String]) -> Html {
    let text = if words.is_empty() { "same settings".to_owned() } else { words.join(" · ") };
    tag("p", "lane-head").has(tag("b", "").say(lane.name())).has(tag("span", "").write(text)).done()
}

/// A lane's numbers, for tools and screen readers; on the page they stand side by side.
pub(super) fn metrics(metrics: &[Metric]) -> Html {
    tag("ul", "sr").is("aria-label", "Numbers").put_all(metrics.iter().map(numbers::metric).collect()).done()
}

/// The newest sentence of a lane.
pub(super) fn newest(line: Option<&Line>) -> Html {
    let Some(line) = line else { return tag("p", "newest").say("Nothing has happened yet.").done() };
    let words = tag("span", "").has(tag("b", "").write(line.head.clone())).say(" ").write(line.body.clone());
    tag("p", "newest").is("data-why", "").put(icon(glyph_of(line.tone))).has(words).done()
}

/// Whether there are two lanes.
pub(crate) fn is_two(choice: Choice) -> bool {
    choice.is_some()
}

/// The choice of the lane whose settings are shown, if there are two.
pub(crate) fn switch(chosen: Choice, tell: &Callback<Message>) -> Option<Tag> {
    let chosen = chosen?;
    let choice = |lane: Lane| {
        let radio = tag("input", "")
            .is("type", "radio")
            .is("name", "lane")
            .value(lane.key().to_owned())
            .checked(lane == chosen)
            .change(tell, "", |_, text| Message::LaneChosen(if text == "b" { Lane::B } else { Lane::A }));
        tag("label", "").has(radio).say(lane.name()).done()
    };
    let seg = tag("div", "seg lane-switch").is("role", "radiogroup").is("aria-label", "Lane of the settings");
    Some(seg.put_all(Lane::ALL.into_iter().map(choice).collect()))
}
