//! What the clinic's stage says.

use crate::app::component::glyph::Glyph;
use crate::app::stage::Scene;
use crate::decimal::fixed;
use crate::labs::clinic::cases::MOST_CHANGES;
use crate::labs::clinic::{Picture, case, made};
use crate::play::Settings;
use crate::play::history::Place;
use crate::text::clinic::stage as text;

/// A share of a thousand in per cent, without the sign.
pub(super) fn percent(permille: u64) -> String {
    fixed(permille as f64 / 10.0, 0)
}

/// The sign and the headline: the symptom, until it is cured.
pub(super) fn headline(scene: &Scene<'_>, picture: &Picture) -> (Glyph, String, String) {
    let (_, words) = case(scene.settings);
    if picture.cured() {
        return (Glyph::Success, text::cured(words.title), words.why.to_owned());
    }
    let clause = if tried(scene) >= MOST_CHANGES { text::hint(words.hint) } else { words.line.to_owned() };
    (Glyph::Failure, words.headline.to_owned(), clause)
}

/// How many different changes have been tried at this case, as far as this history goes back. What is shown is one of them
/// once its run is over.
fn tried(scene: &Scene<'_>) -> usize {
    let number = crate::labs::clinic::number(scene.settings);
    let mut tries: Vec<Vec<usize>> = Vec::new();
    let mut look = |settings: &Settings| {
        let changes = made(settings);
        if crate::labs::clinic::number(settings) == number && !changes.is_empty() && !tries.contains(&changes) {
            tries.push(changes);
        }
    };
    scene.history.tell(&mut |place, tape, until, _| {
        let is_over = until.seconds() >= crate::labs::clinic::plan::LENGTH;
        if place != Place::Redo && tape.scenario.lab == scene.lab && is_over {
            look(&tape.scenario.settings);
            tape.scenario.lane_b.iter().for_each(&mut look);
        }
    });
    tries.len()
}

/// The drawing for those who cannot see it.
pub(super) fn spoken(scene: &Scene<'_>, broken: &Picture, picture: &Picture) -> String {
    let (_, words) = case(scene.settings);
    let (_, title, clause) = headline(scene, picture);
    let score = |picture: &Picture| (percent(picture.answered()), percent(picture.avoided()));
    let (was, is) = (score(broken), score(picture));
    text::spoken(words.title, &title, &clause) + &text::spoken_scores((&was.0, &was.1), (&is.0, &is.1))
}
