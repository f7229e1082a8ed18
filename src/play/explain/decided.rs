//! The decisions that describe themselves ([`Event::Decided`](crate::sim::event::Event::Decided)), as sentences.
//!
//! A lab whose Why shows them names one of these functions in its [`Telling`](super::Telling).

use core::time::Duration;

use super::{Told, Tone};
use crate::decimal::fixed;
use crate::sim::event::Decided;
use crate::text::noun;
use crate::text::policy::{bulkhead, chaos, fallback, hedge, pool, rate_limit, retry, shed, throttle, timeout};
use crate::words::{decimal, grouped, ordinal, percent, span};

/// Each decision with its numbers; `call` is how the call is named at the beginning of a sentence. Nothing for a rule that
/// has no sentence.
pub fn decided(what: &Decided, call: &str) -> Option<Told> {
    let (tone, head, body) = match what.policy {
        "bulkhead" => of_bulkhead(what, call),
        "shed" => of_shed(what, call),
        "fallback" => of_fallback(what, call),
        "chaos" => of_chaos(what, call),
        "hedge" => of_hedge(what, call),
        "rate_limit" => of_rate_limit(what, call),
        "pool" => of_pool(what, call),
        "throttle" => Some(of_throttle(what, call)),
        "deadline" => of_deadline(what, call),
        "retry" => of_retry(what, call),
        "retry_budget" | "retry_quota" | "retry_tokens" => of_allowance(what, call),
        "strategy" | "adaptive_backoff" => of_strategy(what, call),
        _ => None,
    }?;
    Some((tone, head, body, false))
}

/// The same without what only says that all goes its usual way: a call is let in, a retry is granted, a place is given
/// back.
pub fn noteworthy(what: &Decided, call: &str) -> Option<Told> {
    let usual = matches!(what.rule, "admitted" | "granted" | "left" | "served_full" | "reused" | "kept");
    if usual { None } else { decided(what, call) }
}

/// What a line is about, its head and its body.
type Words = Option<(Tone, String, String)>;

impl Decided {
    /// The number of this name; 0 if the decision has none.
    fn number(&self, name: &str) -> f64 {
        self.numbers.iter().find(|(own, _)| *own == name).map_or(0.0, |(_, number)| *number)
    }

    fn whole(&self, name: &str) -> u64 {
        self.number(name) as u64
    }

    fn counted(&self, name: &str) -> String {
        grouped(self.whole(name))
    }

    /// A number of milliseconds as a span.
    fn span(&self, name: &str) -> Duration {
        Duration::try_from_secs_f64(self.number(name) / 1e3).unwrap_or(Duration::MAX)
    }

    fn spelled(&self, name: &str) -> String {
        span(self.span(name))
    }
}

fn of_bulkhead(what: &Decided, call: &str) -> Words {
    let [active, limit, waiting, queue] = ["active", "limit", "waiting", "queue"].map(|name| what.whole(name));
    Some(match what.rule {
        "admitted" if what.number("waited_ms") > 0.0 => {
            let body = bulkhead::taken_after(&what.spelled("waited_ms"), active, limit);
            (Tone::Ok, bulkhead::runs(call), body)
        }
        "admitted" => (Tone::Ok, bulkhead::runs(call), bulkhead::taken(active, limit)),
        "queued" => {
            let (place, at_most) = (ordinal(what.whole("place")), what.spelled("wait_at_most_ms"));
            let body = if what.number("wait_at_most_ms") > 0.0 {
                bulkhead::in_the_queue_for(&place, &at_most)
            } else {
                bulkhead::in_the_queue(&place)
            };
            (Tone::Wait, bulkhead::waits(call), body)
        }
        "full" if queue == 0 => (Tone::Fast, bulkhead::refused(call), bulkhead::full(limit)),
        "full" => (Tone::Fast, bulkhead::refused(call), bulkhead::full_with_queue(limit, waiting, queue)),
        "waited_too_long" => {
            (Tone::Bad, bulkhead::refused(call), bulkhead::waited_too_long(&what.spelled("waited_ms")))
        }
        "ran_too_long" => (Tone::Bad, bulkhead::given_up(call), bulkhead::ran_too_long(&what.spelled("limit_ms"))),
        "left" => (Tone::Ink, bulkhead::left(call), bulkhead::remain(active, waiting)),
        _ => return None,
    })
}

fn of_shed(what: &Decided, call: &str) -> Words {
    let level = shed::LEVELS.get(what.whole("criticality") as usize).copied().unwrap_or_default();
    let (active, capacity) = (what.whole("active"), what.whole("capacity"));
    Some(match what.rule {
        "admitted" => (Tone::Ok, shed::admitted(call), shed::room(level, active, capacity)),
        "shed" => {
            let body = shed::no_room(level, &percent(what.number("from")), active, capacity);
            (Tone::Fast, shed::shed(call), body)
        }
        _ => return None,
    })
}

fn of_fallback(what: &Decided, call: &str) -> Words {
    let (age, after) = (what.spelled("age_ms"), fallback::STEPS.count(what.whole("steps_missed")));
    let down = |body: String| (Tone::Bad, fallback::steps_down(call), body);
    let served = |tone, body: String| (tone, fallback::served(call), body);
    Some(match what.rule {
        "full_missed" => down(fallback::FULL_MISSED.to_owned()),
        "degraded_missed" => down(fallback::way_missed(what.whole("way") + 1)),
        "cached_missed" => down(fallback::NOT_CACHED.to_owned()),
        "cached_too_old" => down(fallback::too_old(&age)),
        "served_full" => served(Tone::Ok, fallback::BY_FULL.to_owned()),
        "served_degraded" => served(Tone::Degraded, fallback::by_way(&after)),
        "served_cached" if what.number("stale_ms") > 0.0 => {
            served(Tone::Stale, fallback::by_stale_cache(&age, &what.spelled("stale_ms"), &after))
        }
        "served_cached" => served(Tone::Stale, fallback::by_cache(&age, &after)),
        "served_default" => served(Tone::Degraded, fallback::by_default(&after)),
        "error" => (Tone::Bad, fallback::failed(call), fallback::by_none(&after)),
        _ => return None,
    })
}

fn of_chaos(what: &Decided, call: &str) -> Words {
    let body = match what.rule {
        "outage" => chaos::outage(&crate::words::seconds(what.number("until_s"))),
        "forced" => chaos::forced(&what.counted("left")),
        "failure" => chaos::drawn(&fixed(what.number("draw"), 2), &fixed(what.number("rate"), 2)),
        "latency" => chaos::slower(&what.spelled("extra_ms")),
        _ => return None,
    };
    let tone = if what.rule == "latency" { Tone::Wait } else { Tone::Bad };
    Some((tone, chaos::injected(call), body))
}

fn of_hedge(what: &Decided, call: &str) -> Words {
    let waited = what.spelled("waited_ms");
    let race = || hedge::race(&what.spelled("took_ms"), what.whole("sent"), what.whole("cancelled"));
    Some(match what.rule {
        "after_failure" => (Tone::Ink, hedge::copy(call, what.whole("copy")), hedge::after_failure(&waited)),
        "after_wait" => (Tone::Ink, hedge::copy(call, what.whole("copy")), hedge::after_wait(&waited)),
        "held_back" => {
            let body = hedge::too_dear(&what.counted("cost"), &what.counted("balance"));
            (Tone::Fast, hedge::held_back(call), body)
        }
        "won" => (Tone::Ok, hedge::won(call), race()),
        "lost" => (Tone::Bad, hedge::lost(call), race()),
        _ => return None,
    })
}

fn of_rate_limit(what: &Decided, call: &str) -> Words {
    Some(match what.rule {
        "admitted" => (Tone::Ok, rate_limit::admitted(call), rate_limit::left(&what.counted("left"))),
        "over_rate" => {
            let (calls, burst) = (noun::CALLS.count(what.whole("calls")), what.counted("burst"));
            let [period, wait, next] = ["period_ms", "wait_ms", "next_at_ms"].map(|name| what.spelled(name));
            (Tone::Fast, rate_limit::refused(call), rate_limit::over_rate(&calls, &period, &burst, &wait, &next))
        }
        _ => return None,
    })
}

fn of_pool(what: &Decided, call: &str) -> Words {
    let (in_use, limit) = (what.whole("in_use"), what.whole("limit"));
    let evicted = what.numbers.iter().any(|(name, _)| *name == "evicted");
    Some(match what.rule {
        "reused" => (Tone::Ok, pool::has_one(call), pool::reused(&what.spelled("idle_ms"), in_use, limit)),
        "opened" if evicted => (Tone::Ok, pool::has_one(call), pool::opened_for_another(in_use, limit)),
        "opened" => (Tone::Ok, pool::has_one(call), pool::opened(in_use, limit)),
        "exhausted" => (Tone::Fast, pool::refused(call), pool::exhausted(limit)),
        "kept" => (Tone::Ink, pool::gives_back(call), pool::kept(in_use, limit)),
        "closed" => (Tone::Bad, pool::gives_back(call), pool::closed(in_use, limit)),
        "not_kept" => (Tone::Ink, pool::gives_back(call), pool::not_kept(in_use, limit)),
        _ => return None,
    })
}

fn of_throttle(what: &Decided, call: &str) -> (Tone, String, String) {
    let sent = what.rule == "admitted";
    let (accepts, requests) = (what.counted("accepts"), what.counted("requests"));
    let (draw, chance) = (fixed(what.number("draw"), 2), fixed(what.number("probability"), 2));
    let body = throttle::decided(&accepts, &requests, &draw, if sent { "≥" } else { "<" }, &chance);
    if sent { (Tone::Ok, throttle::admitted(call), body) } else { (Tone::Fast, throttle::refused(call), body) }
}

fn of_deadline(what: &Decided, call: &str) -> Words {
    let waited = what.spelled("waited_ms");
    Some(match what.rule {
        "left_running" => (Tone::Stale, timeout::left_running(call), timeout::works_on(&waited)),
        "awaited_all_the_same" => (Tone::Bad, timeout::awaited(call), timeout::waited_all_the_same(&waited)),
        _ => return None,
    })
}

fn of_retry(what: &Decided, call: &str) -> Words {
    let [asked, limit, waited] = ["asked_ms", "limit_ms", "waited_ms"].map(|name| what.spelled(name));
    let body = match what.rule {
        "retry_after" => return Some((Tone::Wait, retry::asked_to_wait(call), retry::respects(&asked))),
        "not_idempotent" => retry::NOT_IDEMPOTENT.to_owned(),
        "no_further_delay" => retry::no_further_delay(&retry::DELAYS.count(what.whole("delays"))),
        "waited_enough" => retry::waited_enough(&waited, &what.spelled("next_ms"), &limit),
        "asked_for_too_long" => retry::asked_for_too_long(&asked, &what.spelled("longest_ms")),
        "deadline" => retry::past_the_deadline(&what.spelled("spent_ms"), &what.spelled("wait_ms"), &limit),
        _ => return None,
    };
    Some((Tone::Bad, retry::gives_up(call), body))
}

fn of_allowance(what: &Decided, call: &str) -> Words {
    let (cost, left, balance) = (what.counted("cost"), what.number("left"), what.counted("balance"));
    let left = decimal(left, 1);
    let granted = what.rule == "granted";
    let body = match (what.policy, granted) {
        ("retry_budget", true) => retry::budget_left(&left),
        ("retry_budget", false) => retry::budget_lacks(&cost, &balance),
        ("retry_quota", true) => retry::quota_left(&cost, &left),
        ("retry_quota", false) => retry::quota_lacks(&cost, &left),
        (_, true) => retry::tokens_left(&left),
        (_, false) => retry::tokens_lack(&left),
    };
    Some(if granted { (Tone::Ok, retry::granted(call), body) } else { (Tone::Fast, retry::refused(call), body) })
}

fn of_strategy(what: &Decided, call: &str) -> Words {
    let strategy = match what.rule {
        "factor" => {
            let (successes, operations) = (what.counted("successes"), what.counted("operations"));
            let body = retry::adapted(what.whole("percent"), &successes, &operations);
            return Some((Tone::Wait, retry::adapts(call), body));
        }
        "exponential" => retry::EXPONENTIAL,
        "linear" => retry::LINEAR,
        "adaptive" => retry::ADAPTIVE,
        _ => return None,
    };
    let body = match (what.whole("of"), what.number("average_ms") > 0.0) {
        (_, true) => retry::strategy_quickest(&what.spelled("average_ms")),
        (0, false) => retry::STRATEGY_FIRST.to_owned(),
        (of, false) => retry::strategy_tried(what.whole("tried"), of),
    };
    Some((Tone::Ink, retry::chooses(call, strategy), body))
}
