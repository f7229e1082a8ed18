//! What is wrong with a link or a file.

/// A complaint.
pub fn too_long(characters: usize, most: usize) -> String {
    format!("The link has {characters} characters, but at most {most} are read; it was ignored whole.")
}

/// A complaint.
pub fn unknown_lab(name: &str, labs: &str, lab: &str) -> String {
    format!("There is no lab “{name}”; the labs are {labs}. This is the {lab} lab.")
}

/// A complaint.
pub fn other_version(version: &str, own: u32) -> String {
    format!("The link is of version {version}, this page reads version {own}; the keys it knows were used.")
}

/// A complaint.
pub fn unknown_key(key: &str, keys: &str) -> String {
    format!("“{key}” is not a key of this lab; its keys are {keys}.")
}

/// A complaint.
pub fn twice(key: &str) -> String {
    format!("“{key}” stands twice in the link; the first was used.")
}

/// A complaint.
pub fn not_allowed(field: &str, value: &str, allowed: &str, used: &str) -> String {
    format!("{field} is “{value}”, but must be {allowed}; {used} was used.")
}

/// A complaint.
pub fn bad_input(text: &str, why: &str) -> String {
    format!("The input “{text}” was left out: {why}.")
}

/// A complaint.
pub fn bad_stroke(text: &str, why: &str) -> String {
    format!("The painted stroke “{text}” was left out: {why}.")
}

/// A complaint.
pub fn bad_file(why: &str) -> String {
    format!("The file was not opened: {why}.")
}

/// A complaint.
pub fn bad_escape(text: &str) -> String {
    format!("“{text}” has a broken percent escape; it was read as it stands.")
}

/// A complaint to whom asks strictly.
pub fn no_lab(labs: &str) -> String {
    format!("the link names no lab; the labs are {labs}")
}

/// The same.
pub fn is_too_long(characters: usize, most: usize) -> String {
    format!("the link has {characters} characters, but at most {most} are allowed")
}

/// The same.
pub fn no_such_lab(name: &str, labs: &str) -> String {
    format!("there is no lab “{name}”; the labs are {labs}")
}

/// The same.
pub fn wrong_version(version: &str, own: u32) -> String {
    format!("the link's v is “{version}”, but must be {own}")
}

/// The same.
pub fn no_such_key(key: &str, keys: &str) -> String {
    format!("“{key}” is not a key of this lab; its keys are {keys}")
}

/// The same.
pub fn stands_twice(key: &str) -> String {
    format!("“{key}” stands twice in the link")
}

/// The same.
pub fn must_be(lane: &str, field: &str, value: &str, allowed: &str) -> String {
    format!("the link's {lane}{field} is “{value}”, but must be {allowed}")
}

/// The same.
pub fn cannot_read_input(text: &str, why: &str) -> String {
    format!("the link's input “{text}” cannot be read: {why}")
}

/// The same.
pub fn cannot_read_stroke(text: &str, why: &str) -> String {
    format!("the link's painted stroke “{text}” cannot be read: {why}")
}

/// The same.
pub fn broken_escape(text: &str) -> String {
    format!("“{text}” has a broken percent escape")
}

/// Why a file is not opened.
pub fn file_too_long(bytes: &str, most: &str) -> String {
    format!("it has {bytes} bytes, and at most {most} are read")
}

/// Why a file is not opened.
pub fn file_not_saved_here(line: usize, column: usize) -> String {
    format!("it is not one that was saved here (line {line}, column {column})")
}

/// Why a file is not opened.
pub const FILE_NOT_OURS: &str = "it does not say “half-open”";

/// Why a file is not opened.
pub const FILE_NO_LINK: &str = "its “link” is no link of this page";

/// Why a file is not opened.
pub fn file_of_other_version(own: u64) -> String {
    format!("it is of another version than {own}, which this page reads")
}

/// What a key may have before it.
pub const FOR_LANE_B: &str = ", and “b.” before a setting for lane B";

/// What a number may be.
pub fn whole_up_to(most: u64) -> String {
    format!("a whole number from 0 to {most}")
}

/// What a choice may be.
pub fn one_of(names: &str) -> String {
    format!("one of {names}")
}

/// What was used.
pub const THE_DEFAULT: &str = "the default";

/// What a moment may be.
pub fn seconds_up_to(most: u32) -> String {
    format!("0 to {most} s")
}

/// What was used.
pub const THE_START: &str = "the run's start";

/// What a question's number may be.
pub fn question_up_to(last: u32) -> String {
    format!("a whole number from 1 to {last}, the questions of this lab")
}

/// Why an input was left out.
pub fn most_inputs(most: usize) -> String {
    format!("a link holds at most {most} inputs")
}

/// Why an input was left out.
pub fn out_of_order(earliest: &str) -> String {
    format!("it comes before the input at {earliest}, and inputs stand in order of time")
}

/// Why an input was left out.
pub const INPUT_READS: &str = "an input reads time~key~value, as in 12.4~failure~0";

/// Why an input was left out.
pub fn time_up_to(most: u32) -> String {
    format!("its time must be 0 to {most} s")
}

/// Why an input was left out.
pub const ONE_LANE: &str = "it is for one of two lanes, but this run has one; lanes=2 gives it two";

/// Why an input was left out.
pub fn services(names: &str) -> String {
    format!("the services here are {names}")
}

/// Why an input was left out.
pub const NO_SUCH_KEY: &str = "there is no such key or action in this lab";

/// Why an input was left out.
pub fn restarts(key: &str) -> String {
    format!("a change of {key} restarts the run, so it can't happen during one")
}

/// Why an input or a stroke was left out.
pub fn word_must_be(word: &str, allowed: &str) -> String {
    format!("{word} must be {allowed}")
}

/// Why a stroke was left out.
pub const STROKE_READS: &str = "a stroke reads from~to~track~value or from~to~track~value~end, as in 12~20~failure~1";

/// Why a stroke was left out.
pub fn tracks(keys: &str) -> String {
    format!("the tracks of this lab are {keys}")
}

/// Why a stroke was left out.
pub fn moments_up_to(most: u32) -> String {
    format!("its moments must be 0 to {most} s")
}

/// Why a stroke was left out.
pub const ENDS_AFTER: &str = "it must end after it begins";

/// Why a stroke was left out.
pub fn painting_has(allowed: &str) -> String {
    format!("a painting has {allowed}")
}

/// Why a stroke was left out.
pub fn it_must_be(allowed: &str) -> String {
    format!("it must be {allowed}")
}

/// The first line of a configuration.
pub fn from_the_playground(target: &str, link: &str) -> String {
    format!("{target}, from the playground half-open: {link}")
}
