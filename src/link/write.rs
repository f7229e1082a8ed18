//! From a tape to text.

use super::read::write_failures;
use super::{Theme, View, named, speed_key};
use crate::LIGHT;
use crate::lab::{Settings, Tape, batch};
use crate::sim::event::ServiceId;
use crate::sim::input::{Action, Input, Lane, Lanes};
use crate::time::{Instant, seconds_text};

/// A link with everything that differs from the defaults.
pub fn write(tape: &Tape, view: &View) -> String {
    let scenario = &tape.scenario;
    let lab = scenario.lab;
    let mut parts: Vec<String> = Vec::new();
    let mut add = |key: &str, value: &str| parts.push(format!("{key}={value}"));
    write_settings(Lane::A, &scenario.settings, None, &mut add);
    if let Some(lane_b) = scenario.lane_b.as_ref().filter(|_| !LIGHT) {
        write_settings(Lane::B, lane_b, Some(&scenario.settings), &mut add);
        if *lane_b == scenario.settings {
            add("lanes", "2");
        }
    }
    if scenario.seed != lab.default_seed() {
        add("seed", &scenario.seed.to_string());
    }
    if let Some(t) = view.t {
        add("t", &seconds(t));
    }
    if view.play != (view.t.is_none() && !view.embed) {
        add("play", if view.play { "1" } else { "0" });
    }
    if speed_key(view.speed) != "1" {
        add("speed", speed_key(view.speed));
    }
    if view.theme != Theme::Auto {
        add("theme", view.theme.key());
    }
    if view.embed {
        add("embed", "1");
    }
    let tool = view.open;
    // A question opens its tool.
    #[cfg(not(feature = "light"))]
    let tool = tool.filter(|_| view.question.is_none());
    if let Some(tool) = tool {
        add("open", tool.key());
    }
    #[cfg(not(feature = "light"))]
    {
        if let Some(number) = view.question {
            add("q", &number.to_string());
        }
        if !view.answers {
            add("answers", "0");
        }
    }
    if !tape.inputs.is_empty() {
        let inputs: Vec<String> = tape.inputs.iter().map(|&input| write_input(tape, input)).collect();
        add("in", &inputs.join(";"));
    }
    #[cfg(not(feature = "light"))]
    if !scenario.paint.is_blank() {
        add("paint", &super::paint::write(lab, &scenario.paint));
    }
    let query = parts.join("&");
    if query.is_empty() { format!("#{}", lab.key()) } else { format!("#{}?{query}", lab.key()) }
}

/// The settings of a lane that differ from those of `base`, or from the defaults where there is none.
fn write_settings(lane: Lane, settings: &Settings, base: Option<&Settings>, add: &mut impl FnMut(&str, &str)) {
    for (spec, value) in settings.iter() {
        let usual = base.map_or_else(|| Some(spec.default()), |base| base.get(spec.key));
        if Some(value) != usual && !batch::FAILURES.contains(&spec.key) {
            add(&named(lane, spec.key), &spec.write(value));
        }
    }
    if settings.spec(batch::FAILURES[0]).is_some() {
        let rates = write_failures(settings);
        let usual = base.map_or_else(|| write_failures(&Settings::new(batch::LAB.specs)), write_failures);
        if rates != usual {
            add(&named(lane, "failures"), &rates);
        }
    }
}

/// The frame that puts a link into a slide. `address` is the page's, without a link.
pub fn embed_snippet(address: &str, tape: &Tape, view: &View) -> String {
    let link = write(tape, &View { embed: true, ..*view }).replace('&', "&amp;");
    let title = tape.scenario.lab.title();
    format!(
        "<iframe src=\"{address}{link}\" title=\"half-open: {title}\" width=\"960\" height=\"540\" \
         allow=\"fullscreen\" sandbox=\"allow-scripts\"></iframe>"
    )
}

pub(super) fn seconds(at: Instant) -> String {
    seconds_text(at.since(Instant::ZERO))
}

fn write_input(tape: &Tape, input: Input) -> String {
    let scenario = &tape.scenario;
    let name = |service: ServiceId| {
        let services = scenario.lab.lab().services;
        services.iter().find(|(id, _)| *id == service).map_or("S0", |(_, name)| *name)
    };
    let what = match input.action {
        Action::Kill { service } => format!("kill~{}", name(service)),
        Action::Recover { service } => format!("recover~{}", name(service)),
        Action::RestartTwin => "twin~restart".to_owned(),
        Action::Set { key, value } => {
            let text = scenario.settings.spec(key).map_or_else(String::new, |spec| spec.write(value));
            format!("{key}~{text}")
        }
    };
    let lane = match input.lanes {
        Lanes::Only(lane) if !LIGHT => lane.prefix(),
        _ => "",
    };
    format!("{}~{lane}{what}", seconds(input.at))
}
