//! Shorter names between the program and its glue.
//!
//! wasm-bindgen gives each function that crosses over a name of 40 characters with a hash in it. It stands in both
//! files and does not compress: 5.5 kB of a first visit. Both files are known here, so both can use `$0`, `$1` and so on.

use crate::machine::Done;
use std::collections::{HashMap, HashSet};

/// The sections of a module that hold such names.
pub const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// The length of a module's header.
pub const HEADER: usize = 8;

/// The program and its glue with shorter names.
///
/// # Errors
/// What does not look like a WebAssembly module.
pub fn shorten(module: &[u8], glue: &str) -> Done<(Vec<u8>, String)> {
    let mut names = Names::beside(glue);
    let short = rewrite(module, &mut names).ok_or("the program is no WebAssembly module that can be read")?;
    let mut text = String::with_capacity(glue.len());
    for part in parts(glue) {
        text.push_str(names.short.get(part).map_or(part, String::as_str));
    }
    Ok((short, text))
}

/// The new names.
struct Names<'a> {
    short: HashMap<String, String>,
    /// What the glue calls its own things.
    taken: HashSet<&'a str>,
    next: usize,
}

impl<'a> Names<'a> {
    fn beside(glue: &'a str) -> Self {
        Self { short: HashMap::new(), taken: parts(glue).collect(), next: 0 }
    }

    /// The new name for `name`, which is the same if it is not one of wasm-bindgen's.
    fn of(&mut self, name: &str) -> String {
        if !name.starts_with("__wb") && !name.starts_with("wasm_bindgen__") {
            return name.to_owned();
        }
        if let Some(known) = self.short.get(name) {
            return known.clone();
        }
        let new = loop {
            let new = format!("${}", self.next);
            self.next += 1;
            if !self.taken.contains(new.as_str()) {
                break new;
            }
        };
        self.short.insert(name.to_owned(), new.clone());
        new
    }
}

/// The words of a script and what stands between them.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = is_word(rest.chars().next()?);
        let end = rest.find(|c| is_word(c) != word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

/// The module with new names in its imports and exports; nothing if it cannot be read.
fn rewrite(module: &[u8], names: &mut Names<'_>) -> Option<Vec<u8>> {
    let mut new = module.get(..HEADER)?.to_vec();
    let mut reader = Reader::of(module);
    while !reader.is_at_end() {
        let id = reader.byte()?;
        let length = reader.number()?;
        let content = reader.take(length)?;
        let content = match id {
            IMPORTS | EXPORTS => renamed(content, id == IMPORTS, names)?,
            _ => content.to_vec(),
        };
        new.push(id);
        write_number(&mut new, content.len());
        new.extend(content);
    }
    Some(new)
}

/// A section of imports or exports with new names.
fn renamed(section: &[u8], imports: bool, names: &mut Names<'_>) -> Option<Vec<u8>> {
    let mut reader = Reader { bytes: section, at: 0 };
    let count = reader.number()?;
    let mut new = Vec::with_capacity(section.len());
    write_number(&mut new, count);
    for _ in 0..count {
        if imports {
            write_name(&mut new, reader.name()?);
        }
        write_name(&mut new, &names.of(reader.name()?));
        let from = reader.at;
        let kind = reader.byte()?;
        if imports {
            reader.skip_type(kind)?;
        } else {
            reader.number()?;
        }
        new.extend(section.get(from..reader.at)?);
    }
    Some(new)
}

/// Reads the binary format (WebAssembly specification, chapter 5).
pub struct Reader<'a> {
    /// What is read.
    pub bytes: &'a [u8],
    /// How far it has been read.
    pub at: usize,
}

impl<'a> Reader<'a> {
    /// A reader of a module's sections.
    pub fn of(module: &'a [u8]) -> Self {
        Self { bytes: module, at: HEADER }
    }

    /// Whether all has been read.
    pub fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// One byte.
    pub fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// A number in LEB128.
    pub fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0_usize, 0_u32);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }

    /// So many bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    /// A name, which is text.
    pub fn name(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// What an import is: a function, table, memory, global or tag.
    pub fn skip_type(&mut self, kind: u8) -> Option<()> {
        match kind {
            0 => {
                self.number()?;
            }
            1 => {
                self.byte()?;
                self.skip_limits()?;
            }
            2 => self.skip_limits()?,
            3 => {
                self.take(2)?;
            }
            4 => {
                self.byte()?;
                self.number()?;
            }
            _ => return None,
        }
        Some(())
    }

    fn skip_limits(&mut self) -> Option<()> {
        let flags = self.byte()?;
        self.number()?;
        if flags & 1 == 1 {
            self.number()?;
        }
        Some(())
    }
}

/// Writes a number in LEB128.
pub fn write_number(to: &mut Vec<u8>, mut number: usize) {
    loop {
        let byte = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            to.push(byte);
            return;
        }
        to.push(byte | 0x80);
    }
}

/// Writes a name.
pub fn write_name(to: &mut Vec<u8>, name: &str) {
    write_number(to, name.len());
    to.extend(name.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports `__wbg_now_1` and a memory, and exports `__wbindgen_start` and `memory`.
    fn module(start: &str, now: &str) -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([1, 4, 1, 0x60, 0, 0]);
        let mut imports = vec![2];
        for (name, kind) in [(now, &[0_u8, 0][..]), ("memory", &[2, 1, 1, 0x80, 0x80, 1][..])] {
            write_name(&mut imports, "./glue.js");
            write_name(&mut imports, name);
            imports.extend(kind);
        }
        let mut exports = vec![2];
        for (name, kind) in [(start, [0_u8, 0]), ("memory", [2, 0])] {
            write_name(&mut exports, name);
            exports.extend(kind);
        }
        for (id, section) in [(IMPORTS, imports), (EXPORTS, exports)] {
            module.push(id);
            write_number(&mut module, section.len());
            module.extend(section);
        }
        module
    }

    #[test]
    fn both_files_get_the_same_short_names() -> Done<()> {
        let glue = "const $0=1;imports={__wbg_now_1:()=>$0};wasm.__wbindgen_start();wasm.memory;__wbg_now_12";
        let (short, text) = shorten(&module("__wbindgen_start", "__wbg_now_1"), glue)?;
        assert!(short == module("$2", "$1"));
        assert_eq!(text, "const $0=1;imports={$1:()=>$0};wasm.$2();wasm.memory;__wbg_now_12");
        Ok(())
    }

    #[test]
    fn what_is_no_module_is_refused() {
        for broken in [&b""[..], b"<!doctype html>", b"\0asm\x01\0\0\0\x02\xff\xff"] {
            assert!(shorten(broken, "").is_err());
        }
    }
}
