//! Narration for screen readers: what has just happened, at most one sentence every two seconds.

/// The least time between two sentences, in milliseconds.
const GAP: f64 = 2_000.0;

/// Picks what the live region says.
#[derive(Debug, Default)]
pub(crate) struct Narrator {
    last: Option<f64>,
    said: Option<u64>,
    sentence: String,
}

/// Something worth saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Tells it from others of the same run; later ones are greater.
    pub(crate) id: u64,
    /// The sentence.
    pub(crate) sentence: String,
}

impl Narrator {
    /// A run begins or is jumped into: what has happened so far, up to `id`, is not news.
    pub(crate) fn begin(&mut self, id: Option<u64>) {
        self.said = id;
        self.sentence.clear();
    }

    /// The newest piece of news at `now` milliseconds. Pieces in between are left out: by now they are old. Returns
    /// whether it had to be put off.
    pub(crate) fn hear(&mut self, now: f64, newest: Option<Piece>) -> bool {
        let Some(piece) = newest.filter(|piece| self.said.is_none_or(|said| piece.id > said)) else { return false };
        if self.last.is_some_and(|last| now - last < GAP) {
            return true;
        }
        self.last = Some(now);
        self.said = Some(piece.id);
        self.sentence = piece.sentence;
        false
    }

    /// What the live region says.
    pub(crate) fn sentence(&self) -> &str {
        &self.sentence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(id: u64) -> Option<Piece> {
        Some(Piece { id, sentence: format!("news {id}") })
    }

    #[test]
    fn one_sentence_every_two_seconds_and_never_an_old_one() {
        let mut narrator = Narrator::default();
        narrator.begin(Some(3));
        assert!(!narrator.hear(0.0, piece(3)));
        assert_eq!(narrator.sentence(), "");
        assert!(!narrator.hear(10.0, piece(4)));
        assert_eq!(narrator.sentence(), "news 4");
        assert!(narrator.hear(500.0, piece(5)));
        assert!(narrator.hear(1_500.0, piece(6)));
        assert_eq!(narrator.sentence(), "news 4");
        assert!(!narrator.hear(2_020.0, piece(7)));
        assert_eq!(narrator.sentence(), "news 7");
        assert!(!narrator.hear(9_000.0, piece(7)));
    }
}
