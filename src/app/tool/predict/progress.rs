//! Which questions have been answered, and how: kept between visits where the browser lets us.
//!
//! What is kept of a lab's answers is the number of each question and its guess as [`Question::write`] has it. What
//! cannot be read, or is no answer to its question any more, counts as not answered.

use serde_json::{Map, Value};

use crate::app::browser::storage;
use crate::play::LabId;
use crate::question::{Answer, Question};

/// What is kept: by the number of a question, its guess. It is the kind of map that messages of embedding pages are read
/// into, so that the page has one kind of map and not two.
type Kept = Map<String, Value>;

/// The guesses of a lab, by question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Progress(Vec<Option<Answer>>);

impl Progress {
    /// What was answered before.
    pub(super) fn recall(lab: LabId) -> Self {
        Self::read(lab, &storage::recall_data(&name(lab)).unwrap_or_default())
    }

    /// Nothing is answered any more.
    pub(super) fn forget(lab: LabId) -> Self {
        storage::remember_data(&name(lab), &Kept::new());
        Self::read(lab, &Kept::new())
    }

    fn read(lab: LabId, kept: &Kept) -> Self {
        let read = |(number, question): (u32, &Question)| question.own().read(kept.get(&number.to_string())?.as_str()?);
        Self((1..).zip(lab.tooling().questions).map(read).collect())
    }

    fn write(&self) -> Kept {
        let mut kept = Kept::new();
        for (number, answer) in (1_u32..).zip(&self.0) {
            if let Some(answer) = answer {
                kept.insert(number.to_string(), Value::String(Question::write(answer)));
            }
        }
        kept
    }

    /// A question was answered.
    pub(super) fn take(&mut self, lab: LabId, index: usize, guess: Answer) {
        if let Some(answer) = self.0.get_mut(index) {
            *answer = Some(guess);
        }
        storage::remember_data(&name(lab), &self.write());
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
    format!("predict-{}", lab.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;

    #[test]
    fn answers_survive_as_text_and_nonsense_is_forgotten() {
        let mut progress = Progress::read(named("breaker"), &Kept::new());
        assert_eq!((progress.count(), progress.first_open()), (0, 0));
        progress.0[0] = Some(Answer::Choice(2));
        progress.0[1] = Some(Answer::Number(40.0));
        assert_eq!(serde_json::to_string(&progress.write()).ok().as_deref(), Some(r#"{"1":"2","2":"40"}"#));
        assert_eq!(Progress::read(named("breaker"), &progress.write()), progress);
        assert_eq!(progress.first_open(), 2);
        for (number, answer) in [(1, "9"), (2, "-1"), (2, "x"), (0, "1"), (99, "1"), (1, ""), (1, "2=3")] {
            let kept = Kept::from_iter([(u32::to_string(&number), Value::from(answer))]);
            assert_eq!(Progress::read(named("breaker"), &kept).count(), 0, "{number}: {answer}");
        }
    }
}
