//! The card: the question and its guess, then guess beside outcome; folded, a chip that hides nothing of the stage.

use yew::{Callback, Html, html};

use super::{Message, Model, Outcome, Phase, Seen, controls, curve};
use crate::app::component::icon::Icon;
use crate::app::component::tag::pressed;
use crate::play::lanes::{Difference, differences};
use crate::question::{Answer, Closeness, Kind, Question};

/// The card, if a question is asked.
pub(super) fn view(seen: &Seen, dispatch: &Callback<Message>) -> Html {
    let Some(predict) = seen.predict.as_deref() else { return Html::default() };
    let card = Card { predict, seen, dispatch };
    let class = if predict.folded { "card predict folded" } else { "card predict" };
    let announced = match &predict.phase {
        Phase::Decided(outcome) if predict.answers => result(predict, outcome),
        Phase::Decided(_) => "The run has shown what came out.".to_owned(),
        _ => String::new(),
    };
    html! {
        <section
            {class}
            aria-label="Prediction"
            data-predict={key(&predict.phase)}
            data-question={(predict.index + 1).to_string()}
        >
            <p class="sr" role="status">{ announced }</p>
            { if predict.folded { card.chip() } else { card.whole() } }
        </section>
    }
}

/// The phase's name in the page contract.
const fn key(phase: &Phase) -> &'static str {
    match phase {
        Phase::Asked => "asked",
        Phase::Running(_) => "running",
        Phase::Decided(_) => "decided",
        Phase::Changed => "changed",
        Phase::Open => "open",
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
    fn button(&self, class: &'static str, words: &'static str, message: Message) -> Html {
        html! { <button {class} type="button" onclick={pressed(self.dispatch, message)}>{ words }</button> }
    }

    /// The guess in a few words, beside which the whole stage can be seen.
    fn chip(&self) -> Html {
        let predict = self.predict;
        let inside = match &predict.phase {
            Phase::Decided(outcome) => {
                let words = match (&outcome.guess, predict.answers) {
                    (Some((Answer::Curve(_), verdict)), true) => {
                        format!("Your curve: {}", verdict.head.to_ascii_lowercase())
                    }
                    (_, true) => result(predict, outcome),
                    (Some((guess, _)), false) => self.you_said(guess),
                    (None, false) => "The question".to_owned(),
                };
                html! {
                    <button
                        class="said"
                        type="button"
                        aria-expanded="false"
                        onclick={pressed(self.dispatch, Message::Folded(false))}
                    >
                        { words }{ Icon::Chevron.view() }
                    </button>
                }
            }
            Phase::Running(guess) => html! {
                <>
                    <p class="said" tabindex="-1">{ self.you_said(guess) }</p>
                    if !self.seen.playing {
                        { self.button("btn sm primary", "Go on", Message::GoneOn) }
                    }
                </>
            },
            _ => Html::default(),
        };
        html! { <div class="fold">{ inside }</div> }
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
        html! {
            <div class="whole">
                <div class="head">
                    <button
                        class="which"
                        type="button"
                        title="All questions"
                        aria-expanded={if predict.listed { "true" } else { "false" }}
                        onclick={pressed(self.dispatch, Message::Listed(!predict.listed))}
                    >
                        { format!("Question {} of {all}", predict.index + 1) }{ Icon::Chevron.view() }
                    </button>
                    if !self.seen.embed {
                        <button
                            class="btn ghost icon"
                            type="button"
                            title="Back to my run"
                            aria-label="Back to my run"
                            onclick={pressed(self.dispatch, Message::Left)}
                        >
                            { Icon::Close.view() }
                        </button>
                    }
                </div>
                { if predict.listed { self.list() } else { self.body() } }
            </div>
        }
    }

    fn body(&self) -> Html {
        let predict = self.predict;
        match &predict.phase {
            Phase::Asked => self.asked(),
            Phase::Running(_) => html! { <div class="body">{ self.prompt() }</div> },
            Phase::Decided(outcome) if predict.answers => self.decided(outcome),
            Phase::Decided(outcome) => self.discussed(outcome),
            Phase::Changed => self.retold(
                "You changed the run",
                "The question is about the run as it was, so your guess does not count. Explore on, or ask it again.",
            ),
            Phase::Open => self.retold(
                "This run leaves it open",
                "It was given by the link and does not come to an answer. Change its settings, or take another question.",
            ),
        }
    }

    /// What is asked, and of which run if that is not the question's own.
    fn prompt(&self) -> Html {
        html! {
            <>
                <p class="prompt" tabindex="-1">{ tied(&self.predict.asked.prompt) }</p>
                { self.of_link() }
            </>
        }
    }

    fn asked(&self) -> Html {
        let predict = self.predict;
        html! {
            <div class="body">
                { self.prompt() }
                { controls::view(predict, self.dispatch) }
                if let Some(guess) = predict.progress.of(predict.index) {
                    <p class="note">{ format!("Answered before. {}", self.you_said(guess)) }</p>
                }
                if let Some(text) = &predict.wrong {
                    <p class="wrong" role="alert">{ text.clone() }</p>
                }
                <div class="feet">
                    { self.button("btn primary", "Commit and run", Message::Committed) }
                    { self.button("btn ghost", "Skip", Message::NextWanted) }
                </div>
            </div>
        }
    }

    fn decided(&self, outcome: &Outcome) -> Html {
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
                curve::compared(axes, said, was).html()
            }
            _ => Html::default(),
        };
        html! {
            <div class={if curve { "body beside" } else { "body" }}>
                // Beside a curve there is no room for the prompt, and its axes say it again.
                if !curve {
                    <p class="prompt small">{ tied(&predict.asked.prompt) }</p>
                }
                { self.of_link() }
                <h2 tabindex="-1" data-outcome={near}>{ head }</h2>
                <p class="verdict">{ sentence }</p>
                { plot }
                <p class="rule">{ tied(&outcome.decided.explanation) }</p>
                { self.onward() }
            </div>
        }
    }

    /// In what the run that the link gave differs from the question's own.
    fn of_link(&self) -> Html {
        let predict = self.predict;
        if !predict.is_linked() {
            return Html::default();
        }
        let own = predict.question().tape();
        let differences = differences(&own.scenario.settings, &predict.tape.scenario.settings);
        let words: Vec<String> = differences.iter().map(Difference::words).collect();
        let between = if words.is_empty() { "" } else { ": " };
        let told = format!("The link asks this of another run{between}{}.", words.join("; "));
        html! { <p class="note" data-of-link="">{ tied(&told) }</p> }
    }

    /// The run is over, and what came out is left to the room.
    fn discussed(&self, outcome: &Outcome) -> Html {
        html! {
            <div class="body">
                { self.prompt() }
                <h2 tabindex="-1" data-outcome="">{ "What did you see?" }</h2>
                if let Some((guess, _)) = &outcome.guess {
                    <p class="verdict">{ self.you_said(guess) }</p>
                }
                <p class="rule">{ "Compare it with what the run has shown, and say why it came out so." }</p>
                { self.onward() }
            </div>
        }
    }

    fn onward(&self) -> Html {
        let last = self.predict.index + 1 == self.predict.lab.tooling().questions.len();
        html! {
            <div class="feet">
                { self.button("btn primary", if last { "All questions" } else { "Next question" }, Message::NextWanted) }
                { self.button("btn ghost", "Explore on", Message::Folded(true)) }
            </div>
        }
    }

    fn retold(&self, head: &'static str, words: &'static str) -> Html {
        html! {
            <div class="body">
                <h2 tabindex="-1" data-outcome="">{ head }</h2>
                <p class="rule">{ words }</p>
                <div class="feet">
                    { self.button("btn primary", "Ask again", Message::AskedAgain) }
                    { self.button("btn ghost", "Skip", Message::NextWanted) }
                </div>
            </div>
        }
    }

    /// All questions, with what was said to them.
    fn list(&self) -> Html {
        let predict = self.predict;
        let all = predict.lab.tooling().questions;
        let row = |(index, each): (usize, &'static Question)| {
            let answer = predict.progress.of(index);
            let own = each.own();
            let words = match answer {
                None => "not answered yet".to_owned(),
                Some(Answer::Curve(_)) => "answered: a curve".to_owned(),
                Some(answer) => format!("answered: {}", own.words(answer)),
            };
            html! {
                <li>
                    <button
                        class="ask"
                        type="button"
                        aria-current={(index == predict.index).then_some("true")}
                        onclick={pressed(self.dispatch, Message::Chosen(index))}
                    >
                        // The answer was given to the question's own run.
                        <span class={if answer.is_some() { "mark done" } else { "mark" }}>{ index + 1 }</span>
                        <span><span class="asked">{ own.prompt }</span><small>{ words }</small></span>
                    </button>
                </li>
            }
        };
        html! {
            <div class="body">
                <p class="note">{ format!("{} of {} answered", predict.progress.count(), all.len()) }</p>
                <ol>{ for all.iter().enumerate().map(row) }</ol>
                <div class="feet">
                    { self.button("btn", "Start over", Message::StartedOver) }
                    if !self.seen.embed {
                        { self.button("btn ghost", "Back to my run", Message::Left) }
                    }
                </div>
            </div>
        }
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
