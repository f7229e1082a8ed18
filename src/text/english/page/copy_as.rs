//! The tool Copy as.

/// Its heading.
pub const COPY_AS: &str = "Copy as";

/// What it has.
pub const WHAT: &str = "the present settings as configuration";

/// The choice of a library.
pub const LIBRARY: &str = "Library";

/// A button.
pub const SAVE: &str = "Save";
