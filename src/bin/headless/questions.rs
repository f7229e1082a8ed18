//! Prints the questions with what their runs say.

use std::io::Write;

use half_open::play::LabId;
use half_open::question::{Answer, Decided, Kind, Question};
use half_open::words;
use serde_json::{Value, json};

use crate::args::{self, Format};
use crate::{Trouble, Verdict};
use half_open::text::headless as text;

/// `headless questions`.
pub(crate) fn questions(arguments: &args::Questions, out: &mut impl Write) -> Result<Verdict, Trouble> {
    let labs: Vec<LabId> = arguments.lab.map_or_else(|| LabId::all().collect(), |lab| vec![lab]);
    match arguments.format {
        Format::Table => labs.into_iter().try_for_each(|lab| text(lab, out))?,
        Format::Json => {
            let questions: Vec<Value> = labs.into_iter().flat_map(data).collect();
            writeln!(out, "{}", json!({ "v": half_open::link::VERSION, "questions": questions }))?;
        }
    }
    Ok(Verdict::Good)
}

/// What a question's run says. That each decides its question is tested.
fn played(question: &Question) -> Decided {
    let open = || Decided { outcome: Answer::Curve(Vec::new()), explanation: text::LEFT_OPEN.to_owned() };
    question.play().unwrap_or_else(open)
}

fn text(lab: LabId, out: &mut impl Write) -> std::io::Result<()> {
    for (number, question) in (1..).zip(lab.tooling().questions) {
        let Decided { outcome, explanation } = played(question);
        let asked = question.own();
        writeln!(out, "{}", text::question(lab.title, number, &asked.prompt))?;
        writeln!(out, "{}", text::run_until(question.link, &words::moment(question.decided_at())))?;
        writeln!(out, "{}", text::guess(&guess(&asked.kind)))?;
        writeln!(out, "{}", text::outcome(&asked.words(&outcome)))?;
        writeln!(out, "{}", text::why(&explanation))?;
    }
    Ok(())
}

/// What is guessed, in a line.
fn guess(kind: &Kind) -> String {
    match kind {
        Kind::Number { unit, min, max, near, .. } => {
            text::between(&min.to_string(), &max.to_string(), unit.1, &near.to_string())
        }
        Kind::Choice { .. } => kind.shown().iter().map(|(_, option)| *option).collect::<Vec<_>>().join(" / "),
        Kind::Moment { near } => text::moment(&near.to_string()),
        Kind::Curve(axes) => text::curve(
            axes.up,
            axes.across,
            &axes.points.join(", "),
            &axes.max.to_string(),
            axes.unit.1,
            &axes.near.to_string(),
        ),
    }
}

fn data(lab: LabId) -> Vec<Value> {
    let row = |(number, question): (u32, &Question)| {
        let Decided { outcome, explanation } = played(question);
        let asked = question.own();
        json!({
            "lab": lab.key,
            "number": number,
            "prompt": asked.prompt,
            "link": question.link,
            "until_ms": question.until,
            "guess": guess(&asked.kind),
            "outcome": Question::write(&outcome),
            "says": asked.words(&outcome),
            "explanation": explanation,
        })
    };
    (1..).zip(lab.tooling().questions).map(row).collect()
}
