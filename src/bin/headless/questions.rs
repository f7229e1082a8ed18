//! Prints the questions with what their runs say.

use std::io::Write;

use half_open::play::LabId;
use half_open::question::{Answer, Decided, Kind, Question};
use half_open::words;
use serde_json::{Value, json};

use crate::args::{self, Format};
use crate::{Trouble, Verdict};

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
    let open = || Decided { outcome: Answer::Curve(Vec::new()), explanation: "The run leaves it open.".to_owned() };
    question.play().unwrap_or_else(open)
}

fn text(lab: LabId, out: &mut impl Write) -> std::io::Result<()> {
    for (number, question) in (1..).zip(lab.tooling().questions) {
        let Decided { outcome, explanation } = played(question);
        let asked = question.own();
        writeln!(out, "{} {number}: {}", lab.title, asked.prompt)?;
        writeln!(out, "  run      {} until {}", question.link, words::moment(question.decided_at()))?;
        writeln!(out, "  guess    {}", guess(&asked.kind))?;
        writeln!(out, "  outcome  {}", asked.words(&outcome))?;
        writeln!(out, "  why      {explanation}\n")?;
    }
    Ok(())
}

/// What is guessed, in a line.
fn guess(kind: &Kind) -> String {
    match kind {
        Kind::Number { unit, min, max, near, .. } => format!("{min} to {max} {}, close within {near}", unit.1),
        Kind::Choice { .. } => kind.shown().iter().map(|(_, option)| *option).collect::<Vec<_>>().join(" / "),
        Kind::Moment { near } => format!("a moment, close within {near} s"),
        Kind::Curve(axes) => format!(
            "{} by {} ({}), 0 to {} {}, close within {}",
            axes.up,
            axes.across,
            axes.points.join(", "),
            axes.max,
            axes.unit.1,
            axes.near
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
