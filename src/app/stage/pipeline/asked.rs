//! The three questions that one asks of a pipeline that runs, and their answers: the numbers of the reports.

use yew::Html;

use super::layout::{Asked, Layout};
use super::words;
use crate::app::plot::draw::{Path, Print, group, part, text};
use crate::app::stage::Scene;
use crate::labs::pipeline::Picture;
use crate::play::observed::is_longer_than_an_hour;
use crate::text::pipeline as says;

/// The questions with their answers, or the answers alone.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let (observed, now) = (&picture.observed, scene.now);
    let longer = is_longer_than_an_hour(now);
    let (since, heading) = (says::since(longer), says::since_as_heading(longer));
    let ranked: Vec<(&str, u64)> =
        observed.ranked(now).into_iter().map(|(sensor, batches)| (words::name(sensor), batches)).collect();
    let openings = observed.openings.of_late(now);
    let (saved, retried) = (observed.saved.of_late(now), observed.retried.of_late(now));
    let degraded = observed.degraded.of_late(now);
    let full = matches!(layout.asked, Asked::Across { .. });
    let answers = if full {
        [says::times(openings), says::saved(saved, retried), says::degraded(degraded, &ranked)]
    } else {
        [says::times_briefly(openings), says::saved_briefly(saved, retried), says::degraded_briefly(degraded, &ranked)]
    };
    let print =
        answers.iter().fold(Print::new(60).text(layout.rack.frame.class).text(since), |print, one| print.text(one));
    part(print, move || drawn((since, heading), &answers, layout))
}

fn drawn((since, heading): (&'static str, &'static str), answers: &[String; 3], layout: &'static Layout) -> Html {
    let small = layout.rack.small;
    let mut all = group("asked");
    match layout.asked {
        Asked::Across { line: (from, to, down), question, answer, starts, answers: class } => {
            let mut line = Path::default();
            line.to(from, down).across(to);
            all = all.child(line.tag("hair"));
            let asked = [says::OPENED, says::SAVED, says::DEGRADED];
            for ((x, asks), (index, says)) in starts.into_iter().zip(asked).zip(answers.iter().enumerate()) {
                all = all
                    .child(text(small.plain, (x, question)).text(asks))
                    .child(text(class, (x, answer)).attr("data-asked", ASKED[index]).text(says.clone()));
            }
            all = all.child(text(small.quiet_end, (to, answer)).text(since));
        }
        Asked::Lines { x, top, step } => {
            all = all.child(text(layout.beside.heading, (x, top)).text(heading));
            for (index, says) in answers.iter().enumerate() {
                let y = top + step * (index + 1) as f64;
                all = all.child(text(small.plain, (x, y)).attr("data-asked", ASKED[index]).text(says.clone()));
            }
        }
        Asked::Line(at) => all = all.child(text(small.plain, at).text(answers.join(" · "))),
        Asked::None => {}
    }
    all.html()
}

/// The questions as scripts know them.
const ASKED: [&str; 3] = ["openings", "saved", "degraded"];
