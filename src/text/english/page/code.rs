//! The tool Code.

/// A setting's control in the source, for a screen reader.
pub fn in_the_code(label: &str) -> String {
    format!("{label}, in the code")
}

/// Its heading with two lanes.
pub fn of_lane(lane: &str) -> String {
    format!("Code of lane {lane}")
}

/// Its heading.
pub const CODE: &str = "Code";

/// Why there is no source, with a space behind it.
pub const NOT_LOADED: &str = "The source could not be loaded. ";

/// An error.
pub fn sentence(why: &str) -> String {
    format!("{why}.")
}

/// What goes on without it.
pub const GOES_ON: &str = "The run, its settings and Why go on without it.";

/// A button.
pub const RETRY: &str = "Retry";

/// Why there is no source.
pub const NO_POLICY: &str = "With these settings no policy decides anything, so there is no source to show.";

/// That the source is on its way.
pub const LOADING: &str = "Loading the source…";

/// Which line ran last.
pub fn just_ran(file: &str, line: u32) -> String {
    format!("{file}, line {line} just ran")
}

/// That none has.
pub const NO_DECISION: &str = "no decision yet";

/// A switch.
pub const WHOLE_FILES: &str = "Whole files";

/// The source, for a screen reader.
pub const SOURCE: &str = "Source";

/// What is wrong with a file.
pub fn of_file(file: &str, why: &str) -> String {
    format!("{file}: {why}")
}

/// What is wrong with it.
pub const NO_WINDOW: &str = "no window";

/// What is wrong with it.
pub fn answered(status: u16) -> String {
    format!("the server answered {status}")
}

/// What is wrong with it.
pub const OTHER_VERSION: &str = "the server has another version of it than this page; reload the page";

/// What is wrong with it.
pub fn no_answer(seconds: u32) -> String {
    format!("no answer within {seconds} seconds")
}

/// What is wrong with it.
pub const NO_CONNECTION: &str = "no connection to the site";

/// Beside the line that ran last.
pub const JUST_RAN: &str = "just ran";

/// Beside a line that has rules.
pub fn rules(rules: &str) -> String {
    format!("rule: {rules}")
}
