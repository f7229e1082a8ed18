//! What theory says beside what was seen.

use super::picture::{Picture, Sample};
use super::{is_on, oldest};
use crate::play::{Fact, Settings, power};
use crate::sim::layer::steps::BATCH;
use crate::text::fallback as text;
use crate::words::{percent, share, span};

pub(super) fn facts(picture: &Picture, settings: &Settings) -> Vec<Fact> {
    let Sample { since, attempts, replica, batches, oldest: seen } = picture.sample;
    let answered = |[asked, failed]: [u64; 2]| share(asked - failed, asked);
    let rate = |key: &str| percent(1.0 - settings.number(key));
    let fact = |label: &str, expected: String, seen: String| Fact { label: label.to_owned(), expected, seen, since };
    let mut facts = vec![fact(text::FACT_SERVICE, rate("failure"), answered(attempts))];
    if is_on(settings, "degraded") {
        facts.push(fact(text::FACT_REPLICA, rate("replica"), answered(replica)));
    }
    if settings.number("min-share") > 0.0 {
        let whole = power(1.0 - settings.number("failure"), BATCH);
        let [asked, came] = batches;
        facts.push(fact(text::FACT_WHOLE, percent(whole), share(came, asked)));
    }
    if is_on(settings, "cached") {
        let seen = seen.map_or_else(|| text::NONE_YET.to_owned(), span);
        facts.push(fact(text::FACT_OLDEST, text::at_most(&span(oldest(settings))), seen));
    }
    facts
}
