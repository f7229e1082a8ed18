//! The three questions that one asks of what runs, and their answers: the numbers of the reports.

use yew::Html;

use super::measures::{Asked, Layout};
use crate::app::component::tag::tag;
use crate::app::plot::draw::{Print, group, part, text};
use crate::app::stage::Scene;
use crate::labs::dashboard::{MEMBERS, Picture};
use crate::order;
use crate::text::dashboard::stage as says;
use crate::words::{grouped, whole_percent};

/// How many are named.
const NAMED: usize = 3;

/// The questions with their answers.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    if matches!(layout.asked, Asked::None) {
        return Html::default();
    }
    let (observed, now) = (&picture.tally.observed, scene.now);
    let (saved, retried) = (observed.saved.of_late(now), observed.retried.of_late(now));
    let rate = if retried == 0 { says::NO_RESULT.to_owned() } else { whole_percent(saved as f64 / retried as f64) };
    let mut opened: Vec<(u64, usize)> =
        picture.rows.iter().enumerate().map(|(index, row)| (row.openings.of_late(now), index)).collect();
    order::sort(&mut opened, |one, other| (other.0, one.1) < (one.0, other.1));
    let by: Vec<String> = opened
        .iter()
        .filter(|(count, _)| *count > 0)
        .take(NAMED)
        .map(|(count, row)| says::ranked(MEMBERS[*row].name, *count))
        .collect();
    let lacking: Vec<String> = observed
        .ranked(now)
        .into_iter()
        .take(NAMED)
        .map(|(sensor, count)| says::ranked(picture.tally.missing(sensor), count))
        .collect();
    let nobody = |list: &[String], tell: fn(&str) -> String| {
        if list.is_empty() { says::NOBODY.to_owned() } else { tell(&list.join(", ")) }
    };
    let answers = [
        (says::opened_times(observed.openings.of_late(now)), nobody(&by, says::by_whom)),
        (rate, says::of_retried(&grouped(saved), &grouped(retried))),
        (
            says::of_batches(&grouped(observed.degraded.of_late(now)), &grouped(observed.batches.of_late(now))),
            nobody(&lacking, says::without),
        ),
    ];
    let print = answers
        .iter()
        .fold(Print::new(60).text(layout.frame.class), |print, (answer, whom)| print.text(answer).text(whom));
    part(print, move || drawn(&answers, layout))
}

/// The questions as scripts know them.
const ASKED: [&str; 3] = ["openings", "saved", "degraded"];

fn drawn(answers: &[(String, String); 3], layout: &'static Layout) -> Html {
    let small = layout.small;
    let mut all = group("asked");
    match layout.asked {
        Asked::Across { starts, question, answer, says_whom } => {
            let asks = [says::ASKED_OPENED, says::ASKED_RETRIED, says::ASKED_BATCHES];
            for (index, ((x, asks), (number, whom))) in starts.into_iter().zip(asks).zip(answers).enumerate() {
                let whom = if says_whom { whom.clone() } else { String::new() };
                let number = tag("tspan", small.answer).text(number.clone());
                let whom = tag("tspan", small.quiet).attr("dx", "8").text(whom);
                all = all
                    .child(text(small.plain, (x, question)).text(asks))
                    .child(text("", (x, answer)).attr("data-asked", ASKED[index]).child(number).child(whom));
            }
        }
        Asked::Numbers { starts, at } => {
            let words = [says::BRIEF_OPENED, says::BRIEF_RETRIED, says::BRIEF_BATCHES];
            for (index, ((x, word), (number, _))) in starts.into_iter().zip(words).zip(answers).enumerate() {
                let number = tag("tspan", small.bold).text(number.clone());
                let below = (x, at + layout.frame.small * 1.15);
                all = all
                    .child(text("", (x, at)).attr("data-asked", ASKED[index]).child(number))
                    .child(text(small.quiet, below).text(word));
            }
        }
        Asked::None => {}
    }
    all.html()
}
