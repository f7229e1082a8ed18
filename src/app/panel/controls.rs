//! The settings of a lab: presets, few controls in sight, the others behind "More settings".

use yew::{Callback, Html};

use crate::app::component::icon::Icon;
use crate::app::component::setting::{self, Hand};
use crate::app::component::tag::{Tag, button, option, tag};
use crate::app::component::term::Open;
use crate::app::message::Message;
use crate::app::page::model::Dialog;
use crate::app::page::{Choice, Reset};
use crate::app::tool::{self, compare};
use crate::link;
use crate::play::explain::spell;
use crate::play::spec::{Place, Settings, Spec, Value};
use crate::play::{LabId, Preset};
use crate::sim::input::Action;
use crate::text::page::controls as text;
use crate::text::play::practice;

/// What the panel is drawn from: the lab and whether the run has just the inputs of its opening run, the settings and those
/// that Reset leads to, the one that is in the reader's hand and the word that is open, of two lanes the chosen one, and
/// which of the lab's commands would do something, a bit each.
pub(crate) type Key = ((LabId, bool), (Settings, Settings), (Hand, Open), Choice, u8);

/// The settings panel. Of two lanes, those of one; `choice` is the choice between them. `opening` says whether the run has
/// just the inputs of the lab's opening run.
pub(crate) fn view(
    (lab, opening): (LabId, bool),
    (settings, defaults): &(Settings, Settings),
    hand: &(Hand, Open),
    choice: Option<Tag>,
    obeyed: u8,
    dispatch: &Callback<Message>,
) -> Html {
    let (part, two) = (jitter_is_a_part(settings), choice.is_some());
    let set = dispatch.reform(Message::Setting);
    // A setting that has no effect with the present others is hidden but stays, as the page contract names every key.
    let control = |(spec, value): (&'static Spec, Value)| {
        setting::view(spec, value, (part, spec.offered.map(|of| of(settings))), hand, &set)
            .attr_bool("hidden", !settings.applies(spec))
            .html()
    };
    let at = |place: Place| settings.iter().filter(move |(spec, _)| spec.place == place);
    let changed = |(spec, value): &(&'static Spec, Value)| *value != spec.default();
    let changed_behind = at(Place::More).filter(changed).count();
    let reset = button("btn sm ghost", dispatch, Message::SettingsReset(Reset::Beginning))
        .attr_bool("disabled", settings == defaults)
        .text(text::RESET);
    let more = at(Place::More).next().is_some().then(|| {
        let tagged = (changed_behind > 0).then(|| tag("span", "tag").text(text::changed(changed_behind)));
        let summary = tag("summary", "").child(Icon::Chevron.view()).text(text::MORE).child_opt(tagged);
        let inner = tag("div", "inner").children(at(Place::More).map(control).collect());
        tag("details", "more").child(summary).child(inner)
    });
    let without = lab.without.as_ref().filter(|without| !without.holds(settings)).map(|without| {
        button("btn", dispatch, Message::Tool(tool::Message::Compare(compare::Message::WithoutPressed)))
            .attr("title", text::BESIDE)
            .text(without.label)
    });
    let first = tag("div", "inner first").children(at(Place::First).map(control).collect());
    let commands = lab.commands.iter().enumerate().filter(|(_, spec)| !spec.button.is_empty());
    let commands = commands.map(|(index, spec)| {
        button("btn", dispatch, Message::Acted(Action::Command(spec.command)))
            .attr_bool("disabled", obeyed & (1 << index) == 0)
            .text(spec.button)
            .html()
    });
    let commands: Vec<Html> = commands.collect();
    tag("section", "card panel")
        .key(lab.key)
        .attr("aria-label", text::SETTINGS)
        .child(tag("div", "head").child(tag("h2", "").text(text::SETTINGS)).child_opt(choice).child(reset))
        .child(presets(lab, (opening, two), settings, dispatch))
        .child(first)
        .child_opt(more)
        .child(tag("div", "commands").child_opt(without).child(checklist("btn", dispatch)))
        .child_opt((!commands.is_empty()).then(|| tag("div", "commands").children(commands)))
        .html()
}

/// The way to the checklist.
pub(crate) fn checklist(class: &'static str, dispatch: &Callback<Message>) -> Tag {
    button(class, dispatch, Message::DialogOpened(Dialog::Check))
        .attr("aria-haspopup", "dialog")
        .attr("title", practice::OPENS)
        .text(practice::CHECKLIST)
}

/// Whether the retry lab's amount of jitter is a part of the wait.
pub(crate) fn jitter_is_a_part(settings: &Settings) -> bool {
    settings.choice("jitter") == "share"
}

/// The choice of a preset. It names the one that the run has, if any: its settings, and its inputs if there are any.
fn presets(lab: LabId, (opening, two): (bool, bool), settings: &Settings, dispatch: &Callback<Message>) -> Html {
    let defaults = *settings == Settings::new(lab.specs);
    let is_present = |preset: &Preset| {
        let preset = link::of_preset(lab, preset);
        // One of two lanes is there if both are; of those, the chosen one's settings are known here.
        let has = match &preset.scenario.lane_b {
            Some(lane_b) => two && [&preset.scenario.settings, lane_b].contains(&settings),
            None => preset.scenario.settings == *settings,
        };
        has && (opening || preset.inputs.is_empty())
    };
    let present = lab.presets.iter().position(is_present);
    let value = match present {
        Some(index) => index.to_string(),
        None if defaults => "defaults".to_owned(),
        None => "own".to_owned(),
    };
    let note = present.and_then(|index| lab.presets.get(index)).map(|preset| preset.note);
    // Where the mechanism is left out, or another breaker is in its place, that is what the reader has chosen.
    let without = lab.without.as_ref().filter(|without| without.holds(settings));
    let like = settings.spec("like").zip(settings.get("like")).filter(|(spec, value)| *value != spec.default());
    let own = (!defaults && present.is_none()).then(|| {
        let named = match (without, like) {
            (Some(without), _) => option("own".to_owned(), without.label, true),
            (None, Some((spec, value))) => option("own".to_owned(), text::LIKE, true).text(spell(spec, value)),
            (None, None) => option("own".to_owned(), text::OWN, true),
        };
        named.attr_bool("disabled", true)
    });
    let rest = lab.presets.iter().enumerate();
    let rest = rest.map(|(index, preset)| option(index.to_string(), preset.name, present == Some(index)).html());
    let select = tag("select", "")
        .attr("id", "preset")
        .value(value)
        .on_change(dispatch, "", |_, text| {
            text.parse().map_or(Message::SettingsReset(Reset::Defaults), Message::PresetChosen)
        })
        .child(option("defaults".to_owned(), text::DEFAULTS, defaults))
        .children(rest.collect())
        .child_opt(own);
    tag("div", "ctl presets")
        .child(tag("label", "").attr("for", "preset").text(text::PRESET))
        .child(tag("span", "pick").child(select))
        .child_opt(note.map(|note| tag("p", "hint").text(note)))
        .html()
}
