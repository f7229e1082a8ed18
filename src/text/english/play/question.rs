//! What all labs' questions share.

/// How often things fail: always.
pub fn every_fails(one: &str) -> String {
    format!("every {one} fails")
}

/// How often they fail: never.
pub fn none_fails(one: &str) -> String {
    format!("no {one} fails")
}

/// How often they fail.
pub fn part_fails(rate: &str, many: &str) -> String {
    format!("{rate} of the {many} fail")
}
