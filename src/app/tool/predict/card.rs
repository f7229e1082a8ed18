//! The card: the question and its guess, then guess beside outcome; folded, a chip that hides nothing of the stage.

use yew::{Callback, Html, html};

use super::{Message, Model, Outcome, Phase, Seen, controls, curve};
use crate::app::component::icon::Icon;
use crate::app::component::tag::pressed;
use crate::play::lanes::{Difference, differences};
use crate::question::{Answer, Closeness, Kind, Question};
use crate::text::page::predict as text;

/// The card, if a question is asked.
pub(super) fn view(seen: &Seen, dispatch: &Callback<Message>) -> Html {
    let Some(predict) = seen.predict.as_deref() else { return Html::default() };
    let card = Card { predict, seen, dispatch };
    let class = if predict.folded { "card predict folded" } else { "card predict" };
    let announced = match &predict.phase {
        Phase::Decided(outcome) if predict.answers => result(predict, outcome),
        Phase::Decided(_) => text::SHOWN.to_owned(),
        _ => String::new(),
    };
    html! {
        <section
            {class}
            aria-label={text::PREDICTION}
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
        None => text::came_out(&predict.asked.words(&outcome.decided.outcome)),
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
                    (Some((Answer::Curve(_), verdict)), true) => text::your_curve(&verdict.head.to_ascii_lowercase()),
                    (_, true) => result(predict, outcome),
                    (Some((guess, _)), false) => self.you_said(guess),
                    (None, false) => text::THE_QUESTION.to_owned(),
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
                        { self.button("btn sm primary", text::GO_ON, Message::GoneOn) }
                    }
                </>
            },
            _ => Html::default(),
        };
        html! { <div class="fold">{ inside }</div> }
    }

    fn you_said(&self, guess: &Answer) -> String {
        match guess {
            Answer::Curve(_) => text::YOU_DREW_A_CURVE.to_owned(),
            _ => text::you_said(&self.predict.asked.words(guess)),
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
                        title={text::ALL_QUESTIONS}
                        aria-expanded={if predict.listed { "true" } else { "false" }}
                        onclick={pressed(self.dispatch, Message::Listed(!predict.listed))}
                    >
                        { text::question_of(predict.index + 1, all) }{ Icon::Chevron.view() }
                    </button>
                    if !self.seen.embed {
                        <button
                            class="btn ghost icon"
                            type="button"
                            title={text::BACK_TO_MY_RUN}
                            aria-label={text::BACK_TO_MY_RUN}
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
            Phase::Changed => self.retold(text::CHANGED, text::CHANGED_MORE),
            Phase::Open => self.retold(text::OPEN, text::OPEN_MORE),
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
                    <p class="note">{ text::answered_before(&self.you_said(guess)) }</p>
                }
                if let Some(text) = &predict.wrong {
                    <p class="wrong" role="alert">{ text.clone() }</p>
                }
                <div class="feet">
                    { self.button("btn primary", text::COMMIT, Message::Committed) }
                    { self.button("btn ghost", text::SKIP, Message::NextWanted) }
                </div>
            </div>
        }
    }

    fn decided(&self, outcome: &Outcome) -> Html {
        let predict = self.predict;
        let (head, sentence) = match &outcome.guess {
            Some((_, verdict)) => (verdict.head.clone(), verdict.sentence.clone()),
            None => (text::WHAT_CAME_OUT.to_owned(), result(predict, outcome)),
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
        let told = text::asks_of_another(between, &words.join("; "));
        html! { <p class="note" data-of-link="">{ tied(&told) }</p> }
    }

    /// The run is over, and what came out is left to the room.
    fn discussed(&self, outcome: &Outcome) -> Html {
        html! {
            <div class="body">
                { self.prompt() }
                <h2 tabindex="-1" data-outcome="">{ text::WHAT_SEEN }</h2>
                if let Some((guess, _)) = &outcome.guess {
                    <p class="verdict">{ self.you_said(guess) }</p>
                }
                <p class="rule">{ text::COMPARE_IT }</p>
                { self.onward() }
            </div>
        }
    }

    fn onward(&self) -> Html {
        let last = self.predict.index + 1 == self.predict.lab.tooling().questions.len();
        html! {
            <div class="feet">
                { self.button("btn primary", if last { text::ALL_QUESTIONS } else { text::NEXT }, Message::NextWanted) }
                { self.button("btn ghost", text::EXPLORE, Message::Folded(true)) }
            </div>
        }
    }

    fn retold(&self, head: &'static str, words: &'static str) -> Html {
        html! {
            <div class="body">
                <h2 tabindex="-1" data-outcome="">{ head }</h2>
                <p class="rule">{ words }</p>
                <div class="feet">
                    { self.button("btn primary", text::ASK_AGAIN, Message::AskedAgain) }
                    { self.button("btn ghost", text::SKIP, Message::NextWanted) }
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
                None => text::NOT_ANSWERED.to_owned(),
                Some(Answer::Curve(_)) => text::ANSWERED_CURVE.to_owned(),
                Some(answer) => text::answered(&own.words(answer)),
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
                <p class="note">{ text::answered_of(predict.progress.count(), all.len()) }</p>
                <ol>{ for all.iter().enumerate().map(row) }</ol>
                <div class="feet">
                    { self.button("btn", text::START_OVER, Message::StartedOver) }
                    if !self.seen.embed {
                        { self.button("btn ghost", text::BACK_TO_MY_RUN, Message::Left) }
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
