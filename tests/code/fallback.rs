//! Lit lines of the ladder, its cache and the dead letters.

use half_open::labs::fallback::code::{
    CACHE_EMPTY, CAME_BACK, FOUND, FRESH_FIRST, KEPT, LISTING, MISSED, NO_ROOM, REPLAY, SERVED, STORED, TO_CACHED,
    TO_DEFAULT, TO_DEGRADED, TO_ERROR, TOO_OLD,
};

use crate::check;

#[test]
fn each_step_lights_its_line() {
    check(
        &LISTING,
        &[
            ("#fallback", STORED, "", "cache.rs", "self.entries.insert(key, (self.now, value));"),
            (
                "#fallback?writes=0",
                SERVED,
                "call 1",
                "fallback.rs",
                "Served { step: self.step, degraded: self.step > Step::Full, missed: self.missed }",
            ),
            (
                "#fallback?writes=0&failure=0",
                MISSED,
                "call 9",
                "fallback.rs",
                "descent.missed.push(Missed { step: descent.step, why });",
            ),
            ("#fallback", TO_DEGRADED, "", "fallback.rs", "return Step::Degraded(next);"),
            ("#fallback", TO_CACHED, "", "fallback.rs", "return Step::Cached;"),
            ("#fallback", TO_DEFAULT, "", "fallback.rs", "return Step::Default;"),
            ("#fallback", TO_ERROR, "", "fallback.rs", "Step::Error"),
            ("#fallback?cache-first=1", FRESH_FIRST, "", "cache.rs", "self.look(now, key, self.time_to_live)"),
            (
                "#fallback?writes=0&failure=0&degraded=0",
                FOUND,
                "1 s old",
                "cache.rs",
                "Ok(Found { value, age, stale })",
            ),
            ("#fallback?failure=1&degraded=0&writes=0", CACHE_EMPTY, "", "cache.rs", "None => Err(Missing::Absent),"),
            (
                "#fallback?writes=0&failure=0&degraded=0",
                TOO_OLD,
                "31 s old",
                "cache.rs",
                "Err(Missing::TooOld { age, limit })",
            ),
            (
                "#fallback?writes=1&degraded=0&failure=0",
                KEPT,
                "1 of 100",
                "dead_letter.rs",
                "self.letters.push_back(letter);",
            ),
            (
                "#fallback?writes=1&degraded=0&failure=0&room=2",
                NO_ROOM,
                "2 of 2",
                "dead_letter.rs",
                "return Put::Refused(letter);",
            ),
            (
                "#fallback?writes=1&degraded=0&failure=0&in=12~letters~replay",
                REPLAY,
                "4 letters",
                "dead_letter.rs",
                "let handed: Vec<_> = self.letters.drain(..at_most.min(self.letters.len())).collect();",
            ),
            (
                "#fallback?writes=1&degraded=0&failure=0&in=12~letters~replay",
                CAME_BACK,
                "",
                "dead_letter.rs",
                "count(&mut self.counts.came_back);",
            ),
        ],
    );
}
