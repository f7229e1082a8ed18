//! The card: the question and its guess, then guess beside outcome; folded, a chip that hides nothing of the stage.

use yew::{Callback, Html};

use super::{Message, Model, Outcome, Seen, Stage, controls, curve};
use crate::app::component::icon::Icon;
use crate::app::component::tag::{Tag, button, tag};
use crate::play::lanes::{Difference, differences};
use crate::question::{Answer, Closeness, Kind, Question};

/// The card, if a question is asked.
pub(super) fn view(seen: &Seen, tell: &Callback<Message>) -> Html {
    let Some(predict) = seen.predict.as_deref() else { return Html::default() };
    let card = Card { predict, seen, tell };
    let class = if predict.folded { "card predict folded" } else { "card predict" };
    let announced = match &predict.stage {
        Stage::Decided(outcome) if predict.answers => result(predict, outcome),
        Stage::Decided(_) => "The run has shown what came out.".to_owned(),
        _ => String::new(),
    };
    tag("section", "")
        .set("class", class.to_owned())
        .is("aria-label", "Prediction")
        .is("data-predict", key(&predict.stage))
        .set("data-question", (predict.index + 1).to_string())
        .has(tag("p", "sr").is("role", "status").write(announced))
        .put(if predict.folded { card.chip() } else { card.whole() })
        .done()
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
    tell: &'a Callback<Message>,
}

impl Card<'_> {
    fn button(&self, class: &'static str, words: &'static str, message: Message) -> Tag {
        button(class, self.tell, message).say(words)
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
                let unfold = button("said", self.tell, Message::Folded(false)).is("aria-expanded", "false");
                chip.has(unfold.write(words).put(Icon::Chevron.view())).done()
            }
            Stage::Running(guess) => {
                let paused = !self.seen.playing;
                let said = tag("p", "said").is("tabindex", "-1").write(self.you_said(guess));
                chip.has(said).put_if(paused.then(|| self.button("btn sm primary", "Go on", Message::GoneOn))).done()
            }
            _ => chip.done(),
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
        let all = predict.lab.questions.len();
        let words = format!("Question {} of {all}", predict.index + 1);
        let list = button("which", self.tell, Message::Listed(!predict.listed));
        let list = list.is("aria-expanded", if predict.listed { "true" } else { "false" }).is("title", "All questions");
        let close = button("btn ghost icon", self.tell, Message::Left).is("title", "Back to my run");
        let close = close.is("aria-label", "Back to my run").put(Icon::Close.view());
        let head = tag("div", "head")
            .has(list.write(words).put(Icon::Chevron.view()))
            .put_if((!self.seen.embed).then_some(close));
        let body = if predict.listed { self.list() } else { self.body() };
        tag("div", "whole").has(head).has(body).done()
    }

    fn body(&self) -> Tag {
        let predict = self.predict;
        let prompt = tag("p", "prompt").is("tabindex", "-1").write(tied(&predict.asked.prompt));
        let asked = || tag("div", "body").has(prompt).put_if(self.of_link());
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
            tag("p", "note").write(words)
        });
        let wrong = predict.wrong.as_ref().map(|text| tag("p", "wrong").is("role", "alert").write(text.clone()));
        let feet = tag("div", "feet")
            .has(self.button("btn primary", "Commit and run", Message::Committed))
            .has(self.button("btn ghost", "Skip", Message::Skipped));
        body.has(controls::view(predict, self.tell)).put_if(before).put_if(wrong).has(feet)
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
        let prompt = (!curve).then(|| tag("p", "prompt small").write(tied(&predict.asked.prompt)));
        tag("div", if curve { "body beside" } else { "body" })
            .put_if(prompt)
            .put_if(self.of_link())
            .has(tag("h2", "").is("tabindex", "-1").is("data-outcome", near).write(head))
            .has(tag("p", "verdict").write(sentence))
            .put_if(plot)
            .has(tag("p", "rule").write(tied(&outcome.decided.explanation)))
            .has(self.onward())
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
        Some(tag("p", "note").is("data-of-link", "").write(tied(&told)))
    }

    /// The run is over, and what came out is left to the room.
    fn discussed(&self, body: Tag, outcome: &Outcome) -> Tag {
        let said = outcome.guess.as_ref().map(|(guess, _)| tag("p", "verdict").write(self.you_said(guess)));
        body.has(tag("h2", "").is("tabindex", "-1").is("data-outcome", "").say("What did you see?"))
            .put_if(said)
            .has(tag("p", "rule").say("Compare it with what the run has shown, and say why it came out so."))
            .has(self.onward())
    }

    fn onward(&self) -> Tag {
        let last = self.predict.index + 1 == self.predict.lab.questions.len();
        let next = if last { "All questions" } else { "Next question" };
        tag("div", "feet").has(self.button("btn primary", next, Message::Skipped)).has(self.button(
            "btn ghost",
            "Explore on",
            Message::Folded(true),
        ))
    }

    fn retold(&self, head: &'static str, words: &'static str) -> Tag {
        let next = self.button("btn ghost", "Skip", Message::Skipped);
        tag("div", "body")
            .has(tag("h2", "").is("tabindex", "-1").is("data-outcome", "").say(head))
            .has(tag("p", "rule").say(words))
            .has(tag("div", "feet").has(self.button("btn primary", "Ask again", Message::AskedAgain)).has(next))
    }

    /// All questions, with what was said to them.
    fn list(&self) -> Tag {
        let predict = self.predict;
        let all = predict.lab.questions;
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
            let mark = tag("span", if answer.is_some() { "mark done" } else { "mark" }).write((index + 1).to_string());
            let text = tag("span", "").has(tag("span", "asked").write(own.prompt)).has(tag("small", "").write(words));
            let ask = button("ask", self.tell, Message::Chosen(index));
            let here = here.then(|| "true".to_owned());
            tag("li", "").has(ask.may("aria-current", here).has(mark).has(text)).done()
        };
        let told = format!("{} of {} answered", predict.progress.count(), all.len());
        let feet = tag("div", "feet")
            .has(self.button("btn", "Start over", Message::StartedOver))
            .put_if((!self.seen.embed).then(|| self.button("btn ghost", "Back to my run", Message::Left)));
        let rows = all.iter().enumerate().map(row).collect();
        tag("div", "body").has(tag("p", "note").write(told)).has(tag("ol", "").put_all(rows)).has(feet)
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
