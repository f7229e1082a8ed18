//! The storm lab's settings as configuration for libraries: a retry with its backoff, and the limit for all retries where
//! the library has one.

use super::{REMEMBERED, World, backoff};
use crate::copy_as::page::{Page, float};
use crate::copy_as::{Target, wait};
use crate::play::{Settings, Value};
use crate::text::storm::copies as text;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let settings = &told(settings);
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    page.note(text::WORLD);
    if World::of(settings) == World::Contention {
        page.note(text::NO_LIMIT_OF_ATTEMPTS);
    }
    if World::of(settings) == World::Load {
        page.about("patience", text::PATIENCE);
    }
    if settings.choice("budget") != "none" && target != Target::HalfOpen {
        page.about("budget", text::NO_BUDGET);
        if settings.spec("budget-share").is_some_and(|spec| settings.applies(spec)) {
            page.about("budget-share", text::SHARE);
        }
    }
    // Those without a retry list its settings.
    if !matches!(target, Target::Pybreaker | Target::Opossum | Target::Gobreaker) {
        wait::note_beyond(&mut page, target);
    }
    (target.writer().retry)(&mut page);
    if target == Target::HalfOpen {
        budget(&mut page);
    }
    page.done()
}

/// The settings as a retry is told them: in contention the first wait that grows is a step further.
fn told(settings: &Settings) -> Settings {
    let mut told = settings.clone();
    if let Ok(backoff) = backoff(settings) {
        told.set("base", Value::Number(backoff.base().as_secs_f64()));
    }
    told
}

/// The limit for all retries in this crate's own terms.
fn budget(page: &mut Page<'_>) {
    let share = float(page.settings.number("budget-share"));
    let (kind, make) = match page.settings.choice("budget") {
        "budget" => (
            "retry_budget::RetryBudget",
            format!(
                "new(half_open::policy::retry_budget::Settings {{\n        ttl: Duration::from_secs({}),\n        \
                 min_per_second: 0,\n        share: {share},\n    }})",
                REMEMBERED.as_secs(),
            ),
        ),
        "quota" => ("retry_quota::RetryQuota", "new(half_open::policy::retry_quota::Settings::default())".to_owned()),
        "tokens" => (
            "token_retry::TokenRetry",
            format!("new(half_open::policy::token_retry::Settings {{ deposit: {share}, ..Default::default() }})"),
        ),
        "breaker" => ("retry_breaker::RetryBreaker", format!("new({share})")),
        _ => return,
    };
    page.put(format_args!(
        "
/// What all retries of the playground draw on: one for all callers.
pub fn budget() -> Result<half_open::policy::{kind}, ConfigError> {{
    half_open::policy::{kind}::{make}
}}"
    ));
}
