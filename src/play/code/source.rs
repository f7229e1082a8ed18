//! The sources and their marks. The texts themselves are files of the site; here is which they are.

use super::Rule;

/// A source file.
#[derive(Debug)]
pub struct File {
    /// Its path below `src`, as far as it is needed to know it.
    pub name: &'static str,
    /// Its whole path below `src`, in the project and on the site.
    pub path: &'static str,
    /// Of what was compiled.
    fingerprint: u64,
}

impl File {
    /// Whether this text is the one that was compiled.
    pub const fn is(&self, text: &str) -> bool {
        self.fingerprint == fingerprint(text)
    }
}

/// Tells texts apart: FNV-1a of 64 bits.
const fn fingerprint(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

/// A source by its short name and its path below `src`, for a file two folders below `src`.
macro_rules! source {
    ($name:literal, $path:literal) => {
        $crate::play::code::File::new($name, $path, include_str!(concat!("../../", $path)))
    };
}
pub(crate) use source;

impl File {
    /// A source, by its short name, its path below `src` and what was compiled.
    pub const fn new(name: &'static str, path: &'static str, compiled: &str) -> Self {
        Self { name, path, fingerprint: fingerprint(compiled) }
    }
}

/// A line of a listing, without its mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its file, by its place in the listing.
    pub file: usize,
    /// Its number in the file, from 1.
    pub number: u32,
    /// What stands there, indentation included.
    pub text: String,
    /// The names of the rules that it is the place of.
    pub rules: Vec<String>,
    /// The keys of the settings that it reads.
    pub reads: Vec<String>,
    /// Whether it belongs to a function with a mark, so that it is shown when there is little room.
    pub brief: bool,
}

impl Line {
    /// Whether it is the place of a rule.
    pub fn decides(&self, rule: Rule) -> bool {
        self.rules.iter().any(|key| key == rule.key())
    }

    /// Whether it reads a setting.
    pub fn reads(&self, key: &str) -> bool {
        self.reads.iter().any(|read| read == key)
    }

    /// How far it is indented, in levels of four.
    pub fn level(&self) -> usize {
        indentation(&self.text) / 4
    }

    /// Whether it is a comment for the documentation.
    pub fn is_doc(&self) -> bool {
        let text = self.text.trim_start();
        text.starts_with("///") || text.starts_with("//!")
    }
}

/// All lines of a listing but its tests, of the texts of its files in their order.
pub fn lines(texts: &[String]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let mut own = read(index, text);
        shorten(&mut own);
        lines.append(&mut own);
    }
    lines
}

/// The lines of a file without tests, each with its marks.
fn read(file: usize, text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut rules, mut reads) = (Vec::new(), Vec::new());
    // The indentation of what a test attribute removes, until it ends.
    let mut skipped: Option<usize> = None;
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(level) = skipped {
            let ends = indentation(line) == level && (line.ends_with('}') || line.ends_with(';'));
            skipped = (!ends).then_some(level);
            continue;
        }
        if line.trim_start().starts_with("#[cfg(test)]") {
            skipped = Some(indentation(line));
            while lines.last().is_some_and(Line::is_doc) {
                lines.pop();
            }
            continue;
        }
        let (text, mark) = split(line);
        take(mark, &mut rules, &mut reads);
        // A mark on a line of its own stands for the line below.
        if mark.is_some() && text.is_empty() {
            continue;
        }
        let (rules, reads) = (core::mem::take(&mut rules), core::mem::take(&mut reads));
        lines.push(Line { file, number, text: text.to_owned(), rules, reads, brief: false });
    }
    while lines.last().is_some_and(|line| line.text.is_empty()) {
        lines.pop();
    }
    lines
}

/// A line's text and what its mark says, if it has one.
fn split(line: &str) -> (&str, Option<&str>) {
    let at = line.find("// rule: ").or_else(|| line.find("// reads: "));
    match at.and_then(|at| line.split_at_checked(at)) {
        Some((text, mark)) => (text.trim_end(), mark.strip_prefix("// ")),
        None => (line.trim_end(), None),
    }
}

fn take(mark: Option<&str>, rules: &mut Vec<String>, reads: &mut Vec<String>) {
    for part in mark.unwrap_or_default().split("; ") {
        if let Some(keys) = part.strip_prefix("rule: ") {
            rules.extend(keys.split(", ").map(str::to_owned));
        } else if let Some(keys) = part.strip_prefix("reads: ") {
            reads.extend(keys.split(", ").map(str::to_owned));
        }
    }
}

/// Finds the functions that have a mark, with the first line of what documents each.
fn shorten(lines: &mut [Line]) {
    let marked: Vec<usize> = (0..lines.len())
        .filter(|&at| lines.get(at).is_some_and(|line| !line.rules.is_empty() || !line.reads.is_empty()))
        .collect();
    for at in marked {
        let Some((from, to)) = function_around(lines, at) else { continue };
        for line in lines.iter_mut().take(to + 1).skip(from) {
            line.brief = true;
        }
        let above = lines.iter().take(from).rev().take_while(|line| line.is_doc()).count();
        if let Some(doc) = lines.get_mut(from - above).filter(|line| line.is_doc()) {
            doc.brief = true;
        }
    }
}

/// The first and the last line of the function that a line belongs to. The sources are formatted, so a function ends
/// with the first brace that is indented as far as its beginning.
fn function_around(lines: &[Line], at: usize) -> Option<(usize, usize)> {
    let inner = indentation(&lines.get(at)?.text);
    let begins = |line: &Line| !line.is_doc() && line.text.contains("fn ") && indentation(&line.text) < inner;
    let from = lines.iter().take(at).rposition(begins)?;
    let level = indentation(&lines.get(from)?.text);
    let length =
        lines.iter().skip(from).position(|line| indentation(&line.text) == level && line.text.ends_with('}'))?;
    Some((from, from + length))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
