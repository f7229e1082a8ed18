//! Texts to copy.

/// What is copied.
pub const LINK: &str = "Link";

/// What is copied.
pub const FRAME: &str = "Frame";

/// What is copied.
pub const CONFIGURATION: &str = "Configuration";

/// What is copied.
pub const CHECKLIST: &str = "Checklist";

/// A button.
pub const COPY_CHECKLIST: &str = "Copy as text";

/// A button.
pub const COPY_LINK: &str = "Copy link";

/// A button.
pub const COPY_FRAME: &str = "Copy frame";

/// A button.
pub const COPY_CONFIGURATION: &str = "Copy configuration";

/// That it was copied.
pub const COPIED: &str = "Copied.";

/// That it must be copied by hand.
pub const BY_HAND: &str = "The clipboard is not available here. The text is selected: copy it with Ctrl+C or ⌘C.";

/// A button.
pub const COPY: &str = "Copy";
