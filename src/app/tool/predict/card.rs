//! The card: the question and its guess, then guess beside outcome; folded, a chip that hides nothing of the stage.

use yew::{Callback, Html};

use super::{Message, Model, Outcome, Seen, Stage, controls, curve};
use crate::app::component::icon::Icon;
use crate::app::component::tag::{Tag, button, tag};
use crate::play::lanes::{Difference, differences};
use crate::question::{Answer, Closeness, Kind, Question};

/// The card, if a question is asked.
pub(super) fn view(seen: &Seen, dispatch: &Callback<Message>) -> Html {
    let Some(predict) = seen.predict.as_deref() else { return Html::default() };
    let card = Card { predict, seen, dispatch };
    let class = if predict.folded { "card predict folded" } else { "card predict" };
    let announced = match &predict.stage {
        Stage::Decided(outcome) if predict.answers => result(predict, outcome),
        Stage::Decided(_) => "The run has shown what came out.".to_owned(),
        _ => String::new(),
    };
    tag("section", "")
        .attr("class", class.to_owned())
        .attr("aria-label", "Prediction")
        .attr("data-predict", key(&predict.stage))
        .attr("data-question", (predict.index + 1).to_string())
        .child(tag("p", "sr").attr("role", "status").text(announced))
        .child(if predict.folded { card.chip() } else { card.whole() })
        .html()
}

/// The stage's name in the page contract.
const fn key(stage: &Stage) -> &'static str {
    match stage {
        Stage::Asked => "asked",
        Stage::Running(_) => "running",
        Stage::Decided(_) => "decided",
        Stage::Changed => "changed",
        Stage::Open => "open",
    }
}

/// Guess and outcome in a sentence.
fn result(predict: &Model, outcome: &Outcome) -> String {
    match &outcome.guess {
        Some((_, verdict)) => verdict.sentence.clone(),
        None => format!("It was {}.", predict.asked.words(&outcome.decided.outcome)),
    }
}

/// A text in which no line ends between a number and its unit.
fn tied(text: &str) -> String {
    let mut tied = String::with_capacity(text.len());
    for word in text.split(' ') {
        let unit = word.trim_end_matches(|last: char| last.is_ascii_punctuation() && last != '%');
        let ties = ["s", "min", "h", "%"].contains(&unit) && tied.ends_with(|last: char| last.is_ascii_digit());
        if !tied.is_empty() {
            tied.push(if ties { '\u{a0}' } else { ' ' });
        }
        tied.push_str(word);
    }
    tied
}

struct Card<'a> {
    predict: &'a Model,
    seen: &'a Seen,
    dispatch: &'a Callback<Message>,
}

impl Card<'_> {
    fn button(&self, class: &'static str, words: &'static str, message: Message) -> Tag {
        button(class, self.dispatch, message).text(words)
    }

    /// The guess in a few words, beside which the whole stage can be seen.
    fn chip(&self) -> Html {
        let predict = self.predict;
        let chip = tag("div", "fold");
        match &predict.stage {
            Stage::Decided(outcome) => {
                let words = match (&outcome.guess, predict.answers) {
                    (Some((Answer::Curve(_), verdict)), true) => {
                        format!("Your curve: {}", verdict.head.to_ascii_lowercase())
                    }
                    (_, true) => result(predict, outcome),
                    (Some((guess, _)), false) => self.you_said(guess),
                    (None, false) => "The question".to_owned(),
                };
                let unfold = button("said", self.dispatch, Message::Folded(false)).attr("aria-expanded", "false");
                chip.child(unfold.text(words).child(Icon::Chevron.view())).html()
            }
            Stage::Running(guess) => {
                let paused = !self.seen.playing;
                let said = tag("p", "said").attr("tabindex", "-1").text(self.you_said(guess));
                chip.child(said)
                    .child_opt(paused.then(|| self.button("btn sm primary", "Go on", Message::GoneOn)))
                    .html()
            }
            _ => chip.html(),
        }
    }

    fn you_said(&self, guess: &Answer) -> String {
        match guess {
            Answer::Curve(_) => "You drew a curve.".to_owned(),
            _ => format!("You said {}.", self.predict.asked.words(guess)),
        }
    }

    fn whole(&self) -> Html {
        let predict = self.predict;
        let all = predict.lab.tooling().questions.len();
        let words = format!("Question {} of {all}", predict.index + 1);
        let list = button("which", self.dispatch, Message::Listed(!predict.listed));
        let list =
            list.attr("aria-expanded", if predict.listed { "true" } else { "false" }).attr("title", "All questions");
        let close = button("btn ghost icon", self.dispatch, Message::Left).attr("title", "Back to my run");
        let close = close.attr("aria-label", "Back to my run").child(Icon::Close.view());
        let head = tag("div", "head")
            .child(list.text(words).child(Icon::Chevron.view()))
            .child_opt((!self.seen.embed).then_some(close));
        let body = if predict.listed { self.list() } else { self.body() };
        tag("div", "whole").child(head).child(body).html()
    }

    fn body(&self) -> Tag {
        let predict = self.predict;
        let prompt = tag("p", "prompt").attr("tabindex", "-1").text(tied(&predict.asked.prompt));
        let asked = || tag("div", "body").child(prompt).child_opt(self.of_link());
        match &predict.stage {
            Stage::Asked => self.asked(asked()),
            Stage::Running(_) => asked(),
            Stage::Decided(outcome) if predict.answers => self.decided(outcome),
            Stage::Decided(outcome) => self.discussed(asked(), outcome),
            Stage::Changed => self.retold(
                "You changed the run",
                "The question is about the run as it was, so your guess does not count. Explore on, or ask it again.",
            ),
            Stage::Open => self.retold(
                "This run leaves it open",
                "It was given by the link and does not come to an answer. Change its settings, or take another question.",
            ),
        }
    }

    fn asked(&self, body: Tag) -> Tag {
        let predict = self.predict;
        let before = predict.progress.of(predict.index).map(|guess| {
            let words = format!("Answered before. {}", self.you_said(guess));
            tag("p", "note").text(words)
        });
        let wrong = predict.wrong.as_ref().map(|text| tag("p", "wrong").attr("role", "alert").text(text.clone()));
        let feet = tag("div", "feet")
            .child(self.button("btn primary", "Commit and run", Message::Committed))
            .child(self.button("btn ghost", "Skip", Message::Skipped));
        body.child(controls::view(predict, self.dispatch)).child_opt(before).child_opt(wrong).child(feet)
    }

    fn decided(&self, outcome: &Outcome) -> Tag {
        let predict = self.predict;
        let (head, sentence) = match &outcome.guess {
            Some((_, verdict)) => (verdict.head.clone(), verdict.sentence.clone()),
            None => ("What came out".to_owned(), result(predict, outcome)),
        };
        let curve = matches!(predict.asked.kind, Kind::Curve(_));
        let near = outcome.guess.as_ref().map_or("", |(_, verdict)| match verdict.closeness {
            Closeness::Right => "right",
            Closeness::Close => "close",
            Closeness::Off => "off",
        });
        let plot = match (&predict.asked.kind, &outcome.decided.outcome) {
            (Kind::Curve(axes), Answer::Curve(was)) => {
                let guess = outcome.guess.as_ref().map(|(guess, _)| guess);
                let said = if let Some(Answer::Curve(said)) = guess { Some(said.as_slice()) } else { None };
                Some(curve::compared(axes, said, was))
            }
            _ => None,
        };
        // Beside a curve there is no room for the prompt, and its axes say it again.
        let prompt = (!curve).then(|| tag("p", "prompt small").text(tied(&predict.asked.prompt)));
        tag("div", if curve { "body beside" } else { "body" })
            .child_opt(prompt)
            .child_opt(self.of_link())
            .child(tag("h2", "").attr("tabindex", "-1").attr("data-outcome", near).text(head))
            .child(tag("p", "verdict").text(sentence))
            .child_opt(plot)
            .child(tag("p", "rule").text(tied(&outcome.decided.explanation)))
            .child(self.onward())
    }

    /// In what the run that the link gave differs from the question's own.
    fn of_link(&self) -> Option<Tag> {
        let predict = self.predict;
        if !predict.is_linked() {
            return None;
        }
        let own = predict.question().tape();
        let differences = differences(&own.scenario.settings, &predict.tape.scenario.settings);
        let words: Vec<String> = differences.iter().map(Difference::words).collect();
        let between = if words.is_empty() { "" } else { ": " };
        let told = format!("The link asks this of another run{between}{}.", words.join("; "));
        Some(tag("p", "note").attr("data-of-link", "").text(tied(&told)))
    }

    /// The run is over, and what came out is left to the room.
    fn discussed(&self, body: Tag, outcome: &Outcome) -> Tag {
        let said = outcome.guess.as_ref().map(|(guess, _)| tag("p", "verdict").text(self.you_said(guess)));
        body.child(tag("h2", "").attr("tabindex", "-1").attr("data-outcome", "").text("What did you see?"))
            .child_opt(said)
            .child(tag("p", "rule").text("Compare it with what the run has shown, and say why it came out so."))
            .child(self.onward())
    }

    fn onward(&self) -> Tag {
        let last = self.predict.index + 1 == self.predict.lab.tooling().questions.len();
        let next = if last { "All questions" } else { "Next question" };
        tag("div", "feet").child(self.button("btn primary", next, Message::Skipped)).child(self.button(
            "btn ghost",
            "Explore on",
            Message::Folded(true),
        ))
    }

    fn retold(&self, head: &'static str, words: &'static str) -> Tag {
        let next = self.button("btn ghost", "Skip", Message::Skipped);
        tag("div", "body")
            .child(tag("h2", "").attr("tabindex", "-1").attr("data-outcome", "").text(head))
            .child(tag("p", "rule").text(words))
            .child(tag("div", "feet").child(self.button("btn primary", "Ask again", Message::AskedAgain)).child(next))
    }

    /// All questions, with what was said to them.
    fn list(&self) -> Tag {
        let predict = self.predict;
        let all = predict.lab.tooling().questions;
        let row = |(index, each): (usize, &'static Question)| {
            let answer = predict.progress.of(index);
            let own = each.own();
            let here = index == predict.index;
            let words = match answer {
                None => "not answered yet".to_owned(),
                Some(Answer::Curve(_)) => "answered: a curve".to_owned(),
                Some(answer) => format!("answered: {}", own.words(answer)),
            };
            // The answer was given to the question's own run.
            let mark = tag("span", if answer.is_some() { "mark done" } else { "mark" }).text((index + 1).to_string());
            let text = tag("span", "").child(tag("span", "asked").text(own.prompt)).child(tag("small", "").text(words));
            let ask = button("ask", self.dispatch, Message::Chosen(index));
            let here = here.then(|| "true".to_owned());
            tag("li", "").child(ask.attr_opt("aria-current", here).child(mark).child(text)).html()
        };
        let told = format!("{} of {} answered", predict.progress.count(), all.len());
        let feet = tag("div", "feet")
            .child(self.button("btn", "Start over", Message::StartedOver))
            .child_opt((!self.seen.embed).then(|| self.button("btn ghost", "Back to my run", Message::Left)));
        let rows = all.iter().enumerate().map(row).collect();
        tag("div", "body").child(tag("p", "note").text(told)).child(tag("ol", "").children(rows)).child(feet)
    }
}

#[cfg(test)]
mod tests {
    use super::tied;

    #[test]
    fn a_number_keeps_its_unit_on_the_line() {
        assert_eq!(tied("70 % fail for 2 s. So 3 stay"), "70\u{a0}% fail for 2\u{a0}s. So 3 stay");
        assert_eq!(tied("It is so: 0.9^5 = 59 %"), "It is so: 0.9^5 = 59\u{a0}%");
        assert_eq!(tied(""), "");
    }
}
