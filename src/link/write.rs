//! From a tape to text.

use super::read::opening;
use super::{Theme, View, speed_key};
use crate::play::{LabId, Scenario, Settings, Tape};
use crate::sim::event::ServiceId;
use crate::sim::input::{Action, Command, Input, Lane, Lanes};
use crate::time::{Instant, seconds_text};

/// A link with everything that differs from the defaults, and with the seed, so that it never is by accident the one
/// that asks for a lab's opening run. The link to a question of that run says only which question it is.
pub fn write(tape: &Tape, view: &View) -> String {
    let lab = tape.scenario.lab;
    let mut parts: Vec<String> = Vec::new();
    let mut add = |key: &str, value: &str| parts.push(format!("{key}={value}"));
    let says_run = !(view.asks() && *tape == opening(lab));
    if says_run {
        write_scenario(&tape.scenario, &mut add);
    }
    write_view(view, lab.speed, &mut add);
    if says_run {
        write_doings(tape, &mut add);
    }
    let query = parts.join("&");
    if query.is_empty() { format!("#{}", lab.key) } else { format!("#{}?{query}", lab.key) }
}

/// Settings, lane B and the seed.
fn write_scenario(scenario: &Scenario, add: &mut impl FnMut(&str, &str)) {
    let lab = scenario.lab;
    for (spec, value) in scenario.settings.iter() {
        if value != spec.default() && lab.list_of(spec.key).is_none() {
            add(spec.key, &spec.write(value));
        }
    }
    for list in lab.lists {
        let values = list.write(&scenario.settings);
        if values != list.write(&Settings::new(lab.specs)) {
            add(list.key, &values);
        }
    }
    if let Some(lane_b) = &scenario.lane_b {
        write_lane_b(lab, &scenario.settings, lane_b, add);
    }
    add("seed", &scenario.seed.to_string());
}

/// How the run is shown.
fn write_view(view: &View, own: f64, add: &mut impl FnMut(&str, &str)) {
    if let Some(t) = view.t {
        add("t", &seconds(t));
    }
    if view.play != (view.t.is_none() && !view.embed) {
        add("play", if view.play { "1" } else { "0" });
    }
    if let Some(speed) = view.speed.map(speed_key).filter(|speed| *speed != speed_key(own)) {
        add("speed", speed);
    }
    if view.theme != Theme::Auto {
        add("theme", view.theme.key());
    }
    if view.embed {
        add("embed", "1");
    }
    // A question opens its tool.
    if let Some(number) = view.question {
        add("q", &number.to_string());
    } else if let Some(tool) = view.open {
        add("open", tool.key());
    }
    if !view.answers {
        add("answers", "0");
    }
}

/// What is done to the services: inputs and paint.
fn write_doings(tape: &Tape, add: &mut impl FnMut(&str, &str)) {
    if !tape.inputs.is_empty() {
        let inputs: Vec<String> = tape.inputs.iter().map(|&input| write_input(tape, input)).collect();
        add("in", &inputs.join(";"));
    }
    if !tape.scenario.paint.is_blank() {
        add("paint", &super::paint::write(tape.scenario.lab, &tape.scenario.paint));
    }
}

/// What is different in lane B, or that there is one.
fn write_lane_b(lab: LabId, a: &Settings, b: &Settings, add: &mut impl FnMut(&str, &str)) {
    let key = |key: &str| format!("{}{key}", Lane::B.prefix());
    let differ = a.iter().zip(b.iter()).filter(|((_, here), (_, there))| here != there).map(|(_, there)| there);
    for (spec, value) in differ.filter(|(spec, _)| lab.list_of(spec.key).is_none()) {
        add(&key(spec.key), &spec.write(value));
    }
    for list in lab.lists.iter().filter(|list| list.write(a) != list.write(b)) {
        add(&key(list.key), &list.write(b));
    }
    if a == b {
        add("lanes", "2");
    }
}

/// Where a frame is to stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In a deck of reveal.js, which loads a frame shortly before its slide, and says when the slide starts and ends.
    #[default]
    Reveal,
    /// In slides of Marp or Slidev, which say nothing: it plays while it is in sight.
    Slides,
    /// In a document, as wide as its column. It plays while it is in sight, too.
    Document,
}

impl Place {
    /// All places.
    pub const ALL: [Self; 3] = [Self::Reveal, Self::Slides, Self::Document];

    /// A name for controls.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reveal => "reveal",
            Self::Slides => "slides",
            Self::Document => "document",
        }
    }

    /// The attributes of its frame, address and all. reveal.js starts a frame that it loads ahead before there is anybody
    /// to hear it, if the deck is opened at that very slide; so the frame says it once more when it is there.
    fn attributes(self, link: &str) -> String {
        match self {
            Self::Reveal => format!(
                "data-src=\"{link}\" data-preload onload=\"this.closest('.print-pdf,section:not(.present),\
                 .fragment:not(.visible)')||this.contentWindow.postMessage('slide:start','*')\" width=\"960\" \
                 height=\"540\""
            ),
            Self::Slides => format!("src=\"{link}\" width=\"840\" height=\"472\""),
            Self::Document => {
                format!("src=\"{link}\" style=\"width:100%;aspect-ratio:16/9;border:0\" loading=\"lazy\"")
            }
        }
    }
}

/// The frame that puts a link into a slide or a document. `address` is the page's, without a link.
pub fn embed_snippet(address: &str, tape: &Tape, view: &View, place: Place) -> String {
    let view = View { embed: true, play: place != Place::Reveal, ..*view };
    let link = format!("{address}{}", write(tape, &view)).replace('&', "&amp;");
    let title = tape.scenario.lab.title;
    let attributes = place.attributes(&link);
    format!(
        "<iframe {attributes} title=\"half-open: {title}\" allow=\"fullscreen\" sandbox=\"allow-scripts\"></iframe>"
    )
}

pub(super) fn seconds(at: Instant) -> String {
    seconds_text(at.since(Instant::ZERO))
}

fn write_input(tape: &Tape, input: Input) -> String {
    let scenario = &tape.scenario;
    let name = |service: ServiceId| scenario.lab.service(service).map_or("S0", |service| service.name);
    let what = match input.action {
        Action::Kill { service } => format!("kill~{}", name(service)),
        Action::Recover { service } => format!("recover~{}", name(service)),
        Action::Command(Command { word, argument, .. }) => format!("{word}~{argument}"),
        Action::Set { key, value } => {
            let text = scenario.settings.spec(key).map_or_else(String::new, |spec| spec.write(value));
            format!("{key}~{text}")
        }
    };
    let lane = match input.lanes {
        Lanes::Only(lane) => lane.prefix(),
        Lanes::Both => "",
    };
    format!("{}~{lane}{what}", seconds(input.at))
}
