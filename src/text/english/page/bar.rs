//! The bar on top.

/// The tabs, for a screen reader.
pub const LABS: &str = "Labs";

/// The choice of a theme.
pub const THEME: &str = "Theme";

/// A button.
pub const HELP: &str = "Help";

/// What it does, and its key.
pub const HELP_KEY: &str = "Help (?)";

/// A button.
pub const LEAVE: &str = "Leave";

/// A button.
pub const PRESENT: &str = "Present";

/// A button.
pub const SHARE: &str = "Share";

/// What it does.
pub const COMPARE_MORE: &str = "Two lanes with the same random numbers";

/// The buttons of tools.
pub const TOOLS: &str = "Tools";

/// A tool.
pub const PREDICT: &str = "Predict";

/// What it does.
pub const PREDICT_MORE: &str = "Guess first, then run";

/// A tool.
pub const COMPARE: &str = "Compare";

/// A tool.
pub const PAINT: &str = "Paint";

/// What it does.
pub const PAINT_MORE: &str = "Paint the outage over time";

/// A tool.
pub const CODE: &str = "Code";

/// What it does.
pub const CODE_MORE: &str = "The source that decides";

/// A theme.
pub const AUTO: &str = "Auto";

/// A theme.
pub const LIGHT: &str = "Light";

/// A theme.
pub const DARK: &str = "Dark";

/// A theme.
pub const PROJECTOR: &str = "Projector";
