//! The card of settings.

/// The button that takes all settings back.
pub const RESET: &str = "Reset";

/// How many settings are changed that are not seen.
pub fn changed(settings: usize) -> String {
    format!("{settings} changed")
}

/// What further settings stand behind.
pub const MORE: &str = "More settings";

/// Its heading.
pub const SETTINGS: &str = "Settings";

/// What the button for a lane without the pattern does.
pub const BESIDE: &str = "The same run without it, beside this one";

/// What a breaker is like that stands in a lane, before its name.
pub const LIKE: &str = "Like ";

/// Settings that are no preset's.
pub const OWN: &str = "Your own";

/// Settings as the lab has them at first.
pub const DEFAULTS: &str = "Defaults";

/// Settings to choose from.
pub const PRESET: &str = "Preset";

/// A button.
pub const LESS: &str = "Less";

/// A button.
pub const MORE_OF_IT: &str = "More";
