//! The tool Predict.

/// A guess.
pub const YOUR_GUESS: &str = "Your guess";

/// That there is none yet.
pub const NO_GUESS: &str = "no guess yet";

/// The slider, for a screen reader.
pub const GUESS_AS_SLIDER: &str = "Your guess, as a slider";

/// The field of a moment, for a screen reader.
pub const GUESS_A_MOMENT: &str = "Your guess, a moment";

/// How else to guess a moment.
pub const OR_POINT: &str = "Or point at the timeline.";

/// What may be guessed.
pub fn allowed(min: &str, max: &str, unit: &str) -> String {
    format!("{min} to {max} {unit}")
}

/// That a number is wanted.
pub fn guess_first(allowed: &str) -> String {
    format!("Make a guess first: {allowed}.")
}

/// That an answer is wanted.
pub const CHOOSE_FIRST: &str = "Choose one of the answers first.";

/// That a moment is wanted.
pub const POINT_FIRST: &str = "Point at a moment first.";

/// That a curve is wanted.
pub const DRAW_FIRST: &str = "Draw the curve first.";

/// A point of the curve, for a screen reader.
pub fn point(at: &str, name: &str, up: &str) -> String {
    format!("{at} {name}: {up}")
}

/// Where the curve is drawn.
pub const DRAW_HERE: &str = "draw here";

/// The curve that came out, for a screen reader.
pub fn it_was(up: &str, across: &str, was: &str) -> String {
    format!("{up} {across}: it was {was}")
}

/// The curve that was drawn.
pub fn you_drew(said: &str) -> String {
    format!("; you drew {said}")
}

/// Of two curves.
pub const YOU_DREW: &str = "you drew";

/// Of two curves.
pub const IT_WAS: &str = "it was";

/// That the run has come out.
pub const SHOWN: &str = "The run has shown what came out.";

/// The card, for a screen reader.
pub const PREDICTION: &str = "Prediction";

/// What came out.
pub fn came_out(answer: &str) -> String {
    format!("It was {answer}.")
}

/// How near a curve was.
pub fn your_curve(verdict: &str) -> String {
    format!("Your curve: {verdict}")
}

/// A heading.
pub const THE_QUESTION: &str = "The question";

/// A button.
pub const GO_ON: &str = "Go on";

/// What was guessed.
pub const YOU_DREW_A_CURVE: &str = "You drew a curve.";

/// What was guessed.
pub fn you_said(answer: &str) -> String {
    format!("You said {answer}.")
}

/// A button.
pub const ALL_QUESTIONS: &str = "All questions";

/// Which question it is.
pub fn question_of(question: usize, all: usize) -> String {
    format!("Question {question} of {all}")
}

/// A button.
pub const BACK_TO_MY_RUN: &str = "Back to my run";

/// The head of what follows.
pub const CHANGED: &str = "You changed the run";

/// Why a guess does not count.
pub const CHANGED_MORE: &str =
    "The question is about the run as it was, so your guess does not count. Explore on, or ask it again.";

/// The head of what follows.
pub const OPEN: &str = "This run leaves it open";

/// Why there is no answer.
pub const OPEN_MORE: &str =
    "It was given by the link and does not come to an answer. Change its settings, or take another question.";

/// That it was answered before.
pub fn answered_before(said: &str) -> String {
    format!("Answered before. {said}")
}

/// A button.
pub const COMMIT: &str = "Commit and run";

/// A button.
pub const SKIP: &str = "Skip";

/// A heading.
pub const WHAT_CAME_OUT: &str = "What came out";

/// That the run is not the question's own.
pub fn asks_of_another(between: &str, words: &str) -> String {
    format!("The link asks this of another run{between}{words}.")
}

/// A heading where nothing is judged.
pub const WHAT_SEEN: &str = "What did you see?";

/// What to do then.
pub const COMPARE_IT: &str = "Compare it with what the run has shown, and say why it came out so.";

/// A button.
pub const NEXT: &str = "Next question";

/// A button.
pub const EXPLORE: &str = "Explore on";

/// A button.
pub const ASK_AGAIN: &str = "Ask again";

/// How a question stands.
pub const NOT_ANSWERED: &str = "not answered yet";

/// How it stands.
pub const ANSWERED_CURVE: &str = "answered: a curve";

/// How it stands.
pub fn answered(answer: &str) -> String {
    format!("answered: {answer}")
}

/// How many are answered.
pub fn answered_of(answered: usize, all: usize) -> String {
    format!("{answered} of {all} answered")
}

/// A button.
pub const START_OVER: &str = "Start over";

/// Before a guess on the timeline, with a space behind it.
pub const SAID: &str = "you said ";

/// Before an answer there, with a space behind it.
pub const WAS: &str = "it was ";

/// An error.
pub fn sentence(error: &str) -> String {
    format!("{error}.")
}

/// That a lab asks nothing.
pub const NO_QUESTIONS: &str = "There are no questions about this lab.";
