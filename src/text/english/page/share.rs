//! The dialog that shares a run.

/// What a link is.
pub const WHAT_A_LINK_HOLDS: &str =
    "The link holds the settings, the seed and what you did during the run, so it shows the same run to everybody.";

/// A choice.
pub fn at_this_moment(moment: &str) -> String {
    format!("Open at this moment, {moment}")
}

/// Why there is no link, with a space behind it.
pub fn too_long(most: usize) -> String {
    format!("This run has too many inputs for a link, which may have {most} characters. ")
}

/// What to do then.
pub const SAVE_INSTEAD: &str = "Save it as a file instead.";

/// A heading.
pub const LINK: &str = "Link";

/// A heading.
pub const FILE: &str = "File";

/// A button.
pub const SAVE: &str = "Save as a file";

/// A button.
pub const OPEN: &str = "Open a file";

/// A heading.
pub const FRAME: &str = "Frame for slides and web pages";

/// The frame as it will look, for a screen reader.
pub const PREVIEW: &str = "Preview of the frame";

/// The choice of a place.
pub const WHERE: &str = "Where the frame is to stand";

/// What the frame does there.
pub const REVEAL: &str = "Starts when its slide is shown, and pauses when the slide is left.";

/// What the frame does there.
pub const SLIDES: &str = "Plays while its slide is shown. Marp needs its option --html.";

/// A place.
pub const DOCUMENT: &str = "Web page";

/// What the frame does there.
pub const DOCUMENT_MORE: &str = "As wide as its column; plays while it is in sight.";
