//! The page's sections and dialogs.

/// The page's heading.
pub fn lab(title: &str) -> String {
    format!("half-open: {title} lab")
}

/// A section.
pub const STAGE: &str = "Stage";

/// A section.
pub const TIME: &str = "Time";

/// The choice of a section.
pub const SECTIONS: &str = "Sections";

/// A dialog.
pub const HELP: &str = "Help and settings";

/// A dialog.
pub const SHARE: &str = "Share this run";

/// A dialog.
pub const WHY: &str = "Why";

/// A section.
pub const SETTINGS: &str = "Settings";

/// A section.
pub const NUMBERS: &str = "Numbers";

/// A section.
pub const CODE: &str = "Code";
