//! The sources and their marks.

use super::{Listing, Rule};

/// A source file.
#[derive(Debug)]
pub struct File {
    /// Its path below `src`, as far as it is needed to know it.
    pub name: &'static str,
    /// What was compiled.
    pub text: &'static str,
}

const fn file(name: &'static str, text: &'static str) -> File {
    File { name, text }
}

static BREAKER: [File; 3] = [
    file("breaker/mod.rs", include_str!("../../policy/breaker/mod.rs")),
    file("breaker/trip.rs", include_str!("../../policy/breaker/trip.rs")),
    file("breaker/probing.rs", include_str!("../../policy/breaker/probing.rs")),
];
static GENERAL: [File; 3] = [
    file("breaker/general/mod.rs", include_str!("../../policy/breaker/general/mod.rs")),
    file("breaker/general/change.rs", include_str!("../../policy/breaker/general/change.rs")),
    file("breaker/general/trip.rs", include_str!("../../policy/breaker/general/trip.rs")),
];
static RETRY: [File; 3] = [
    file("retry/mod.rs", include_str!("../../policy/retry/mod.rs")),
    file("backoff/mod.rs", include_str!("../../policy/backoff/mod.rs")),
    file("layer/retry.rs", include_str!("../../sim/layer/retry.rs")),
];
static BATCH: [File; 5] = [
    file("degrade.rs", include_str!("../../policy/degrade.rs")),
    file("sim/caller.rs", include_str!("../../sim/caller.rs")),
    file("batch/picture.rs", include_str!("../batch/picture.rs")),
    file("retry/mod.rs", include_str!("../../policy/retry/mod.rs")),
    file("layer/retry.rs", include_str!("../../sim/layer/retry.rs")),
];

impl Listing {
    /// Its files, in the order in which they are to be read.
    pub fn files(self) -> &'static [File] {
        match self {
            Self::Breaker => &BREAKER,
            Self::General => &GENERAL,
            Self::Retry => &RETRY,
            Self::Batch => &BATCH,
        }
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
    pub text: &'static str,
    /// The names of the rules that it is the place of.
    pub rules: Vec<&'static str>,
    /// The keys of the settings that it reads.
    pub reads: Vec<&'static str>,
    /// Whether it belongs to a function with a mark, so that it is shown when there is little room.
    pub brief: bool,
}

impl Line {
    /// Whether it is the place of a rule.
    pub fn decides(&self, rule: Rule) -> bool {
        self.rules.contains(&rule.key())
    }

    /// How far it is indented, in levels of four.
    pub fn level(&self) -> usize {
        indentation(self.text) / 4
    }

    /// Whether it is a comment for the documentation.
    pub fn is_doc(&self) -> bool {
        let text = self.text.trim_start();
        text.starts_with("///") || text.starts_with("//!")
    }
}

/// All lines of a listing but its tests.
pub fn lines(listing: Listing) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, file) in listing.files().iter().enumerate() {
        let mut own = read(index, file.text);
        shorten(&mut own);
        lines.append(&mut own);
    }
    lines
}

/// The lines of a file without tests, each with its marks.
fn read(file: usize, text: &'static str) -> Vec<Line> {
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
        lines.push(Line { file, number, text, rules, reads, brief: false });
    }
    while lines.last().is_some_and(|line| line.text.is_empty()) {
        lines.pop();
    }
    lines
}

/// A line's text and what its mark says, if it has one.
fn split(line: &'static str) -> (&'static str, Option<&'static str>) {
    let at = line.find("// rule: ").or_else(|| line.find("// reads: "));
    match at.and_then(|at| line.split_at_checked(at)) {
        Some((text, mark)) => (text.trim_end(), mark.strip_prefix("// ")),
        None => (line.trim_end(), None),
    }
}

fn take(mark: Option<&'static str>, rules: &mut Vec<&'static str>, reads: &mut Vec<&'static str>) {
    for part in mark.unwrap_or_default().split("; ") {
        if let Some(keys) = part.strip_prefix("rule: ") {
            rules.extend(keys.split(", "));
        } else if let Some(keys) = part.strip_prefix("reads: ") {
            reads.extend(keys.split(", "));
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
    let inner = indentation(lines.get(at)?.text);
    let begins = |line: &Line| !line.is_doc() && line.text.contains("fn ") && indentation(line.text) < inner;
    let from = lines.iter().take(at).rposition(begins)?;
    let level = indentation(lines.get(from)?.text);
    let length =
        lines.iter().skip(from).position(|line| indentation(line.text) == level && line.text.ends_with('}'))?;
    Some((from, from + length))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
