//! Lit lines of what stands between a call and its worker in the bulkhead lab.

use half_open::labs::bulkhead::code::{
    CLOSED, EXHAUSTED, EXPIRED, IN_TIME, KEPT, LISTING, NO_ROOM, NO_TOKEN, OPENED, REUSED, RUNS, TOKEN_TAKEN,
    TOO_EARLY, WAITS,
};

use crate::check;

#[test]
fn each_decision_of_wall_limiter_pool_and_timeout_lights_its_line() {
    check(
        &LISTING,
        &[
            ("#bulkhead", RUNS, "1 of 5", "bulkhead/mod.rs", "Decision::Runs(self.start(ticket, Duration::ZERO))"),
            (
                "#bulkhead",
                WAITS,
                "place 1",
                "bulkhead/mod.rs",
                "Decision::Waits { ticket, place: self.queued(), until }",
            ),
            ("#bulkhead", NO_ROOM, "5 of 5", "bulkhead/mod.rs", "self.rejected = self.rejected.saturating_add(1);"),
            ("#bulkhead", TOKEN_TAKEN, "4 left", "rate_limit.rs", "self.level = level;"),
            (
                "#bulkhead?reports=20",
                NO_TOKEN,
                "next in 0.083 s",
                "rate_limit.rs",
                "Decision::Rejected(Limited { rate: self.rate, burst: self.burst, next_at, wait })",
            ),
            (
                "#bulkhead?limiter=gcra",
                IN_TIME,
                "4 left",
                "rate_limit.rs",
                "Decision::Admitted { left: u32::try_from(ahead).unwrap_or(u32::MAX) }",
            ),
            (
                "#bulkhead?limiter=gcra&reports=20",
                TOO_EARLY,
                "next in 0.083 s",
                "rate_limit.rs",
                "return Decision::Rejected(Limited { rate: self.rate, burst: self.burst, next_at, wait });",
            ),
            ("#bulkhead?pool=3", OPENED, "1 of 3 in use", "pool.rs", "self.lend(id, key, 1);"),
            (
                "#bulkhead?pool=3",
                EXHAUSTED,
                "3 of 3 in use",
                "pool.rs",
                "return Acquired::Exhausted { by_key: true, in_use, limit: self.settings.per_key };",
            ),
            ("#bulkhead?pool=3&reports-take=0.1", KEPT, "0 of 3 in use", "pool.rs", "Released::Kept"),
            (
                "#bulkhead?pool=3&reports-take=0.1",
                REUSED,
                "1 of 3 in use",
                "pool.rs",
                "self.lend(found.id, key, found.uses + 1);",
            ),
            ("#bulkhead?pool=3&timeout=1", CLOSED, "2 of 3 in use", "pool.rs", "return Released::FoundClosed;"),
            (
                "#bulkhead?timeout=1",
                EXPIRED,
                "1 s",
                "timeout.rs",
                "(now >= self.at).then(|| Expired { limit: self.at.since(self.started), waited: now.since(self.started) })",
            ),
        ],
    );
}
