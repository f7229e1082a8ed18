//! Two lanes.

/// Since when something is seen.
pub fn seen_since(moment: &str) -> String {
    format!("seen since {moment}")
}

/// What a setting is in lane B and in lane A.
pub fn instead(label: &str, b: &str, a: &str) -> String {
    format!("{label} {b} instead of {a}")
}

/// How lanes differ: not at all.
pub const SAME: &str = "Both lanes are the same.";

/// How they differ now: not at all.
pub const SAME_NOW: &str = "Both lanes have the same settings now.";

/// How they differ.
pub fn differs(settings: &str) -> String {
    format!("B differs: {settings}.")
}

/// What a service is called.
pub const SERVICE: &str = "Service";
