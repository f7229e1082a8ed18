//! `headless check`: the checklist, judged on the settings that a link comes to.

use std::io::Write;

use half_open::play::practice::{self, Row, Section};
use half_open::text::headless as text;
use half_open::text::play::practice as words;
use serde_json::{Value, json};

use crate::args::{self, TextFormat};
use crate::{Trouble, Verdict, play};

/// Prints the rows that the page shows.
pub(crate) fn check(arguments: &args::Check, out: &mut impl Write) -> Result<Verdict, Trouble> {
    let (run, _) = play::play(&arguments.played, false)?;
    let lane = run.lane(arguments.lane).ok_or_else(|| Trouble::usage(text::ONE_LANE))?;
    let (lab, settings) = (run.lab(), lane.settings());
    let sections = practice::sections(settings, &(lab.tooling().practice)(settings));
    match arguments.format {
        TextFormat::Text => {
            let two = run.lane(half_open::sim::input::Lane::B).is_some();
            let name = arguments.lane.name();
            let title = if two { words::of_lane(lab.title, name) } else { lab.title.to_owned() };
            write!(out, "{}", practice::text(&title, &sections))?;
        }
        TextFormat::Json => {
            let groups: Vec<Value> = sections.iter().map(group).collect();
            writeln!(out, "{}", json!({ "lab": lab.key, "lane": arguments.lane.key(), "groups": groups }))?;
        }
    }
    Ok(Verdict::Good)
}

fn group(section: &Section) -> Value {
    let tally = section.tally();
    let points: Vec<Value> = (1..).zip(&section.rows).map(|(place, row)| point(place, row)).collect();
    json!({
        "group": section.key,
        "title": section.title,
        "met": tally.met,
        "not_met": tally.not,
        "does_not_apply": tally.none,
        "points": points,
    })
}

fn point(place: usize, row: &Row) -> Value {
    json!({
        "point": place,
        "title": row.title,
        "verdict": row.verdict.key(),
        "reason": row.reason,
        "setting": row.key,
        "decides": row.decides,
        "mend": row.mend.as_ref().map(|mend| mend.link.as_str()),
    })
}
