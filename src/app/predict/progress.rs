//! Which questions have been answered, and how: kept between visits where the browser lets us.
//!
//! A lab's answers are one text, `1=2;3=40`: the number of a question and its guess as [`Question::write`] has it. What
//! cannot be read, or is no answer to its question any more, counts as not answered.

use crate::app::storage;
use crate::lab::LabId;
use crate::question::{self, Answer, Question};

/// The guesses of a lab, by question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Progress(Vec<Option<Answer>>);

impl Progress {
    /// What was answered before.
    pub(super) fn recall(lab: LabId) -> Self {
        Self::read(lab, &storage::recall(&name(lab)).unwrap_or_default())
    }

    /// Nothing is answered any more.
    pub(super) fn forget(lab: LabId) -> Self {
        storage::remember(&name(lab), "");
        Self::read(lab, "")
    }

    fn read(lab: LabId, text: &str) -> Self {
        let questions = question::of(lab);
        let mut answers = vec![None; questions.len()];
        for (number, answer) in text.split(';').filter_map(|part| part.split_once('=')) {
            let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let Some((index, question)) = index.and_then(|index| Some((index, questions.get(index)?))) else {
                continue;
            };
            answers[index] = question.own().read(answer);
        }
        Self(answers)
    }

    fn write(&self) -> String {
        let part = |(number, answer): (usize, &Option<Answer>)| {
            Some([&number.to_string(), "=", &Question::write(answer.as_ref()?)].concat())
        };
        (1..).zip(&self.0).filter_map(part).collect::<Vec<_>>().join(";")
    }

    /// A question was answered.
    pub(super) fn take(&mut self, lab: LabId, index: usize, guess: Answer) {
        if let Some(answer) = self.0.get_mut(index) {
            *answer = Some(guess);
        }
        storage::remember(&name(lab), &self.write());
    }

    /// The guess at a question.
    pub(super) fn of(&self, index: usize) -> Option<&Answer> {
        self.0.get(index).and_then(Option::as_ref)
    }

    /// How many questions have been answered.
    pub(super) fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }

    /// The first question without an answer, or else the first.
    pub(super) fn first_open(&self) -> usize {
        self.0.iter().position(Option::is_none).unwrap_or(0)
    }
}

fn name(lab: LabId) -> String {
    ["predict-", lab.key()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_survive_as_text_and_nonsense_is_forgotten() {
        let mut progress = Progress::read(LabId::Breaker, "");
        assert_eq!((progress.count(), progress.first_open()), (0, 0));
        progress.0[0] = Some(Answer::Choice(2));
        progress.0[1] = Some(Answer::Number(40.0));
        assert_eq!(progress.write(), "1=2;2=40");
        assert_eq!(Progress::read(LabId::Breaker, &progress.write()), progress);
        assert_eq!(progress.first_open(), 2);
        for text in ["1=9", "2=-1", "2=x", "0=1", "99=1", "=;=;", "1", "1=2=3", "18446744073709551616=1"] {
            assert_eq!(Progress::read(LabId::Breaker, text).count(), 0, "{text}");
        }
    }
}
