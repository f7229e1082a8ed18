//! Lit lines of what protects in the cascade lab.

use half_open::labs::cascade::code::{EXPIRED, LISTING, NO_ROOM};

use crate::check;

#[test]
fn each_decision_of_what_protects_lights_its_line() {
    check(
        &LISTING,
        &[
            (
                "#cascade?timeout=1",
                EXPIRED,
                "1 s",
                "timeout.rs",
                "(now >= self.at).then(|| Expired { limit: self.at.since(self.started), waited: now.since(self.started) })",
            ),
            (
                "#cascade?bulkhead=8",
                NO_ROOM,
                "8 of 8",
                "bulkhead/mod.rs",
                "self.rejected = self.rejected.saturating_add(1);",
            ),
        ],
    );
}
