//! What a configuration is written on: lines of code, and comments that are broken to fit.

use core::fmt::{Arguments, Write as _};
use core::time::Duration;

use crate::decimal::short;
use crate::play::spec::{Kind, Unit};
use crate::play::{Settings, Spec};
use crate::time::nanos;

/// A type of error for a caller's own mistakes, in JavaScript.
pub(crate) const OWN_MISTAKE: &str = "\
/** A caller's own mistake. Throw it, or name your types below. */
export class OwnMistake extends Error {}
";

/// The width of a comment, in characters.
const WIDTH: usize = 96;

/// A text under construction.
pub(crate) struct Page<'a> {
    /// What begins a comment.
    mark: &'static str,
    /// The settings that are written down.
    pub(crate) settings: &'a Settings,
    text: String,
}

impl<'a> Page<'a> {
    /// An empty text.
    pub(crate) const fn new(mark: &'static str, settings: &'a Settings) -> Self {
        Self { mark, settings, text: String::new() }
    }

    /// The text.
    pub(crate) fn done(self) -> String {
        self.text
    }

    /// A line, or several, as they stand.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Lines with values in them.
    pub(crate) fn put(&mut self, lines: Arguments<'_>) {
        // A string takes all that is written into it.
        let _ = self.text.write_fmt(lines);
        self.text.push('\n');
    }

    /// A comment, broken between words.
    pub(crate) fn note(&mut self, note: &str) {
        let mut width = 0;
        for word in note.split(' ') {
            let characters = word.chars().count() + 1;
            if width == 0 || width + characters > WIDTH {
                if width > 0 {
                    self.text.push('\n');
                }
                self.text.push_str(self.mark);
                width = self.mark.len();
            }
            self.text.push(' ');
            self.text.push_str(word);
            width += characters;
        }
        self.text.push('\n');
    }

    /// A comment about a setting: its key, its value, and what to know of it.
    pub(crate) fn about(&mut self, key: &str, what: &str) {
        self.tell(key, format_args!("{what}"));
    }

    /// The same, with values in what there is to know.
    pub(crate) fn tell(&mut self, key: &str, what: Arguments<'_>) {
        // A rule that the lab's policy has without a setting for it.
        if self.settings.spec(key).is_none() {
            return self.note(&format!("{key}: {what}"));
        }
        let timed = |spec: &Spec| matches!(spec.kind, Kind::Number { unit: Unit::Seconds, .. });
        let unit = if self.settings.spec(key).is_some_and(timed) { " s: " } else { ": " };
        self.note(&format!("{key} = {}{unit}{what}", self.written(key)));
    }

    /// A setting's value as the link writes it.
    fn written(&self, key: &str) -> String {
        self.settings.spec(key).zip(self.settings.get(key)).map_or_else(String::new, |(spec, value)| spec.write(value))
    }

    /// All that a library without the mechanism is given: why there is nothing, what to take, and the settings.
    pub(crate) fn nothing(&mut self, why: &str, keys: &[&str]) {
        self.note(why);
        let applies = |key: &&&str| self.settings.spec(key).is_some_and(|spec| self.settings.applies(spec));
        let listed: Vec<String> =
            keys.iter().filter(applies).map(|key| format!("{key}={}", self.written(key))).collect();
        self.note(&format!("The settings in force: {}.", listed.join(", ")));
    }
}

/// A number as code, with as many decimals as it needs.
pub(crate) fn number(number: f64) -> String {
    short(number, 9)
}

/// A number as code that is read as a float, wherever that makes a difference.
pub(crate) fn float(number: f64) -> String {
    let text = short(number, 9);
    if text.contains('.') { text } else { text + ".0" }
}

/// A span in milliseconds.
pub(crate) fn millis(span: Duration) -> String {
    short(nanos(span) as f64 / 1e6, 6)
}

/// A span in seconds.
pub(crate) fn seconds(span: Duration) -> String {
    crate::time::seconds_text(span)
}

/// A failure or two: `1 failure`, `3 failures`.
pub(crate) fn counted(count: u32, thing: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{end}")
}
