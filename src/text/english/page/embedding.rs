//! What an embedding page is told.

/// A command that must wait.
pub const GUESS_FIRST: &str = "play: the question needs a guess first";

/// A speed that there is not.
pub fn not_a_speed(speed: &str) -> String {
    format!("speed is {speed}, but must be one of 0.25, 1, 4, 16")
}

/// A control that there is not.
pub fn no_control(key: &str, known: &str) -> String {
    format!("set: there is no control “{key}”; the controls are {known}")
}

/// Settings that make no sense, told on the page.
pub fn defaults_used(error: &str) -> String {
    format!("{error}. The defaults were used.")
}

/// A link that cannot be opened.
pub fn cannot_open(wrong: &str) -> String {
    format!("open: {wrong}")
}

/// A link whose run cannot be played.
pub fn cannot_play(error: &str) -> String {
    format!("open: the link's {error}")
}

/// A moment that there is not.
pub fn no_moment(last: u32) -> String {
    format!("seek: t must be a number of seconds from 0 to {last}")
}

/// A setting that is none.
pub const NO_SETTING: &str = "set: key must be a string, value a number or a string";

/// A link that is none.
pub const NO_LINK: &str = "open: link must be a string";

/// A command that there is not.
pub fn no_command(command: &str, known: &str) -> String {
    format!("“{command}” is no command; the commands are {known}")
}

/// A command that is none.
pub const NO_COMMAND: &str = "halfOpen must be a string that names a command";
