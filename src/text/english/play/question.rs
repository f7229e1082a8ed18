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

/// A guess and what came out.
pub fn you_said(guess: &str, outcome: &str) -> String {
    format!("You said {guess}; it was {outcome}.")
}

/// How far a guess is off.
pub fn off_by(distance: &str) -> String {
    format!("Off by {distance}")
}

/// A guess that was right.
pub fn so_it_was(guess: &str) -> String {
    format!("You said {guess}; so it was.")
}

/// A verdict.
pub const DIFFERENT: &str = "It came out differently";

/// A verdict.
pub const RIGHT: &str = "Right";

/// A verdict.
pub const CLOSE: &str = "Close";

/// How near a curve was.
pub fn nowhere_more(distance: &str) -> String {
    format!("Your curve is nowhere more than {distance} off.")
}

/// Where a curve was off most.
pub fn largest(at: &str, point: &str, said: &str, was: &str) -> String {
    format!("Largest difference {at} {point}: you drew {said}, it was {was}.")
}

/// How far a curve is off.
pub fn off_by_up_to(distance: &str) -> String {
    format!("Off by up to {distance}")
}

/// An answer in a sentence.
pub fn option(option: &str) -> String {
    format!("“{option}”")
}

/// That settings change, with a space before it.
pub const CHANGES: &str = " (Settings change on the way.)";

/// Said after a rate at which a service fails only at first.
pub const AT_FIRST: &str = " at first, and that changes on the way";
