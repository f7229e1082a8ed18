//! The parts of a line of Rust that are coloured.

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word of the language.
    Keyword,
    /// A type, a variant or a constant.
    Type,
    /// A text or a number.
    Literal,
    /// A comment, to the end of the line.
    Comment,
    /// Anything else.
    Plain,
}

const KEYWORDS: [&str; 28] = [
    "as", "break", "const", "continue", "core", "crate", "else", "enum", "false", "fn", "for", "if", "impl", "in",
    "let", "loop", "match", "mod", "mut", "pub", "return", "self", "static", "struct", "super", "true", "use", "while",
];

/// The parts of a line, in order; together they are the line.
pub(super) fn tokens(line: &str) -> Vec<(Kind, &str)> {
    let mut found: Vec<(Kind, &str)> = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = match first {
            '/' if rest.starts_with("//") => (Kind::Comment, rest.len()),
            '"' => (Kind::Literal, text(rest)),
            '0'..='9' => (Kind::Literal, run(rest, |c| c.is_ascii_alphanumeric() || c == '_' || c == '.')),
            _ if is_word(first) => {
                let length = run(rest, is_word);
                (word(rest.get(..length).unwrap_or(rest)), length)
            }
            _ => (Kind::Plain, run(rest, |c| !is_word(c) && c != '"' && c != '/').max(first.len_utf8())),
        };
        let Some((token, after)) = rest.split_at_checked(length) else { break };
        found.push((kind, token));
        rest = after;
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn word(word: &str) -> Kind {
    match word.chars().next() {
        _ if KEYWORDS.contains(&word) => Kind::Keyword,
        Some(first) if first.is_ascii_uppercase() => Kind::Type,
        _ => Kind::Plain,
    }
}

/// How long the beginning is whose characters are all such.
fn run(text: &str, such: impl Fn(char) -> bool) -> usize {
    text.find(|c| !such(c)).unwrap_or(text.len())
}

/// How long the text in quotes is with which the rest begins.
fn text(rest: &str) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::code::Listing;

    #[test]
    fn a_line_is_cut_into_its_parts() {
        let of = |line| tokens(line).into_iter().filter(|(kind, _)| *kind != Kind::Plain).collect::<Vec<_>>();
        let wanted = [(Kind::Keyword, "if"), (Kind::Keyword, "self"), (Kind::Type, "State"), (Kind::Literal, "0.5")];
        assert_eq!(
            of("if self.state == State::Open(x_1) / 0.5 {"),
            [&wanted[..3], &[(Kind::Type, "Open")], &wanted[3..]].concat()
        );
        assert_eq!(
            of("    a(\"b \\\" c\", 1) // d"),
            [(Kind::Literal, "\"b \\\" c\""), (Kind::Literal, "1"), (Kind::Comment, "// d")]
        );
        assert_eq!(of("\"open"), [(Kind::Literal, "\"open")]);
    }

    #[test]
    fn the_parts_of_every_line_are_the_line() {
        for file in Listing::all().flat_map(|listing| listing.files) {
            let path = format!("{}/src/{}", env!("CARGO_MANIFEST_DIR"), file.path);
            for line in std::fs::read_to_string(&path).unwrap_or_default().lines() {
                let parts: String = tokens(line).into_iter().map(|(_, part)| part).collect();
                assert_eq!(parts, line);
            }
        }
    }
}
