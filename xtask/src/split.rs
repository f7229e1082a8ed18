//! The program in pieces: what the first look does without is loaded when it is wanted.
//!
//! The source marks the functions that lead to a piece (`src/app/pieces.rs`); cargo builds one program that still knows
//! how its parts hang together, `wasm-split-cli` cuts it up, and wasm-bindgen and wasm-opt go on with each part.

use crate::build::Sheets;
use crate::machine::{empty_folder, finish, Done, Machine};
use crate::shorten::{write_name, write_number};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// What the program calls the module that brings pieces.
const LOADER: &str = "./__wasm_split.js";
/// The lab that is in the program itself; a link to any other needs the labs.
const FIRST: &str = "breaker";

/// The parts of a program, and where they are.
pub struct Parts {
    /// The program, as wasm-bindgen made it.
    pub program: PathBuf,
    /// Its glue.
    pub glue: PathBuf,
    /// The modules of the pieces.
    pub modules: Vec<PathBuf>,
    /// The modules of each piece, by its name, in the order in which they are needed.
    pieces: BTreeMap<String, Vec<String>>,
}

/// Cuts up what cargo built, in a folder that is made for it.
pub fn cut(machine: &Machine, built: &Path, folder: &Path) -> Done<Parts> {
    empty_folder(folder)?;
    let mut split = machine.command("wasm-split-cli");
    finish(split.arg(built).arg(folder).args(["--out-name", "program"]))?;
    let mut bindgen = machine.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--keep-lld-exports", "--no-typescript", "--out-name", "program", "--out-dir"]);
    finish(bindgen.arg(folder.join("bound")).arg(folder.join("program.wasm")))?;
    let script = read(&folder.join("__wasm_split.js"))?;
    let pieces = pieces(&script).ok_or("wasm-split-cli has written a loader that is not understood")?;
    let mut names: Vec<&String> = pieces.values().flatten().collect();
    names.sort();
    names.dedup();
    Ok(Parts {
        program: folder.join("bound/program_bg.wasm"),
        glue: folder.join("bound/program.js"),
        modules: names.into_iter().map(|name| folder.join(name)).collect(),
        pieces,
    })
}

/// The files of each piece, as the loader that was written has them: what it shares with others first.
///
/// A loader is three lines of interest: its name, the file that it fetches, and the loaders that go before it.
fn pieces(script: &str) -> Option<BTreeMap<String, Vec<String>>> {
    const NAMED: [&str; 2] = ["const __chunk_", "export const __wasm_split_load_"];
    let (mut shared, mut pieces) = (BTreeMap::new(), BTreeMap::new());
    let (mut name, mut file) = (None, None);
    for line in script.lines() {
        if NAMED.iter().any(|start| line.starts_with(start)) {
            name = line.split(" = ").next()?.rsplit(' ').next();
        } else if let Some((_, rest)) = line.split_once("new URL(\"./") {
            file = rest.split('"').next();
        } else if let Some((before, _)) = line.strip_prefix(", [").and_then(|rest| rest.split_once(']')) {
            let (name, file) = (name.take()?, file.take()?.to_owned());
            match name.strip_prefix("__wasm_split_load_") {
                None => drop(shared.insert(name, file)),
                Some(piece) => {
                    let before = before.split(", ").filter(|name| !name.is_empty());
                    let mut files = before.map(|name| shared.get(name).cloned()).collect::<Option<Vec<String>>>()?;
                    files.push(file);
                    pieces.insert(piece.to_owned(), files);
                }
            }
        }
    }
    (!pieces.is_empty()).then_some(pieces)
}

impl Parts {
    /// Puts the parts into the site, under names that follow from what is in all of them, and says how they are called:
    /// the program and its glue. With some pieces comes a style sheet.
    pub fn place(&self, site: &Path, loader: &str, sheets: &Sheets) -> Done<(String, String)> {
        let mut hasher = std::collections::hash_map::DefaultHasher::new();
        for part in [&self.program, &self.glue].into_iter().chain(&self.modules) {
            std::fs::read(part).map_err(|error| format!("{}: {error}", part.display()))?.hash(&mut hasher);
        }
        loader.hash(&mut hasher);
        let build = format!("{:016x}", hasher.finish());
        let called =
            |file: &str| format!("{}-{build}.wasm", file.trim_start_matches("split_").trim_end_matches(".wasm"));
        for module in &self.modules {
            let bytes = std::fs::read(module).map_err(|error| format!("{}: {error}", module.display()))?;
            let name = module.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            write(&site.join(called(name)), &with_build(bytes, &build))?;
        }
        let listed = self.pieces.iter().map(|(piece, files)| {
            let sheet = sheets.get(piece).map(|sheet| format!("{sheet:?}"));
            let files = files.iter().map(|file| format!("{:?}", called(file))).chain(sheet);
            format!("{piece}: [{}]", files.collect::<Vec<_>>().join(", "))
        });
        let listed = listed.collect::<Vec<_>>().join(", ");
        let constants = format!("const BUILD = {build:?}, FIRST = {FIRST:?}, FILES = {{ {listed} }};\n");
        let glue = glue_with_pieces(&read(&self.glue)?).ok_or("the glue does not begin with the loader's imports")?;
        let (program, script) = (format!("half-open-{build}_bg.wasm"), format!("half-open-{build}.js"));
        write(&site.join(&script), format!("{constants}{loader}{glue}").as_bytes())?;
        std::fs::copy(&self.program, site.join(&program)).map_err(|error| format!("{program}: {error}"))?;
        Ok((program, script))
    }
}

/// The glue without its imports of the loader, one for each function that a piece needs: it finds them in `pieces`.
fn glue_with_pieces(glue: &str) -> Option<String> {
    let imports = |line: &&str| line.starts_with("import * as ") && line.ends_with(&format!(" from \"{LOADER}\""));
    let lines: Vec<&str> = glue.lines().collect();
    let names: Vec<&str> =
        lines.iter().filter(|line| imports(line)).filter_map(|line| line.split(' ').nth(3)).collect();
    let rest: Vec<&str> = lines.iter().filter(|line| !imports(line)).copied().collect();
    let text = rest.join("\n");
    let found = names.iter().fold(text, |text, name| text.replace(&format!(": {name},"), ": pieces,"));
    (!names.is_empty()).then_some(found)
}

/// A module that says of which build it is.
fn with_build(mut module: Vec<u8>, build: &str) -> Vec<u8> {
    const CUSTOM: u8 = 0;
    let mut section = Vec::new();
    write_name(&mut section, "build");
    section.extend(build.as_bytes());
    module.push(CUSTOM);
    write_number(&mut module, section.len());
    module.extend(section);
    module
}

fn read(file: &Path) -> Done<String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn write(file: &Path, bytes: &[u8]) -> Done<()> {
    std::fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_needs_what_it_shares_with_others_first() {
        let script = r#"const main = initSync(undefined, undefined);
/* labs, tools */
const __chunk_3 = makeLoad(() => {
    const src = fetch(new URL("./chunk_3.wasm", import.meta.url));
}
, []);
export const __wasm_split_load_tools = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_tools.wasm", import.meta.url));
}
, [__chunk_3]));
export const __wasm_split_load_labs = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_labs.wasm", import.meta.url));
}
, []));
"#;
        let found = pieces(script).unwrap_or_default();
        let files = |piece: &str| found.get(piece).cloned().unwrap_or_default();
        assert_eq!(files("tools"), ["chunk_3.wasm", "split_tools.wasm"]);
        assert_eq!(files("labs"), ["split_labs.wasm"]);
    }

    #[test]
    fn the_glue_finds_the_pieces_in_itself() {
        let glue = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\n\n  \"a\": import0,\n  \"b\": import1,\n  \"b\": import2,";
        let made = glue_with_pieces(glue).unwrap_or_default();
        assert_eq!(made, "\n  \"a\": import0,\n  \"b\": pieces,\n  \"b\": pieces,");
        assert_eq!(glue_with_pieces("const a = 1;"), None);
    }

    #[test]
    fn a_module_says_of_which_build_it_is() {
        assert_eq!(with_build(vec![7], "ab"), [7, 0, 8, 5, b'b', b'u', b'i', b'l', b'd', b'a', b'b']);
    }
}
