//! Rules about the code itself: which module may name which, and what must not be there.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "common/files.rs"]
mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use files::files;
use half_open::play::LabId;

/// From the bottom to the top: a module names only itself and those before it.
const ORDER: [&str; 17] = [
    "decimal",
    "time",
    "words",
    "text",
    "random",
    "order",
    "policy",
    "sim",
    "play",
    "copy_as",
    "labs",
    "link",
    "question",
    "experiment",
    "export",
    "seed",
    "app",
];

/// What would make a run depend on the machine, below `app`.
const FOREIGN: [&str; 19] = [
    "std::time::Instant",
    "SystemTime",
    "std::thread",
    "HashMap",
    "HashSet",
    ".powf(",
    ".powi(",
    ".ln(",
    ".log10(",
    ".log2(",
    ".exp(",
    ".tanh(",
    ".sin(",
    ".cos(",
    "yew",
    "web_sys",
    "wasm_bindgen",
    "gloo",
    "getrandom",
];

/// The one place with threads: runs that know nothing of each other are shared out among the cores, and put in order.
const SHARES: &str = "src/experiment/measure.rs";

/// What a strict content security policy blocks, in `app`.
const BLOCKED: [&str; 3] = ["style=\"", "style={", "from_html_unchecked"];

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    files(folder, &["rs"])
}

/// The top module that a file belongs to.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("a path in src");
    let first = inside.iter().next().expect("a first part").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The lines of a file that are code: no comments, and nothing from its inline tests on.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}

#[test]
fn modules_name_only_what_is_below_them() {
    for (path, text) in sources("src") {
        if path.ends_with("tests.rs") {
            continue;
        }
        let Some(rank) = ORDER.iter().position(|name| *name == module(&path)) else { continue };
        for (number, line) in code(&text) {
            for (above, name) in ORDER.iter().enumerate() {
                let named = line.contains(&format!("crate::{name}"));
                assert!(!named || above <= rank, "{}:{number} names {name}: {line}", path.display());
            }
        }
    }
}

/// What is about one lab stands in that lab's rooms: its folder in `labs`, its stage, and a line in each registry. A new
/// lab is two folders and a row in each registry.
#[test]
fn no_lab_is_named_outside_its_rooms() {
    let labs: Vec<&str> = LabId::keys();
    let registries = ["labs/mod.rs", "app/stage/mod.rs"].map(|path| Path::new("src").join(path));
    let mut named = Vec::new();
    for (path, text) in sources("src") {
        let inside = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("a path in the project");
        let at_home = |lab: &&&str| {
            let rooms =
                [format!("src/labs/{lab}/"), format!("src/app/stage/{lab}/"), format!("src/app/stage/{lab}.rs")];
            !rooms.iter().any(|room| inside.to_string_lossy().starts_with(room))
        };
        for (number, line) in code(&text).filter(|_| !path.ends_with("tests.rs")) {
            for lab in labs.iter().filter(at_home) {
                let room = [format!("labs::{lab}"), format!("named(\"{lab}\")"), format!("key == \"{lab}\"")];
                let is_named = room.iter().any(|room| line.contains(room));
                if is_named && !registries.contains(&inside.to_path_buf()) {
                    named.push(format!("{}:{number} names {lab}: {line}", inside.display()));
                }
            }
        }
    }
    assert_eq!(named.join("\n"), "");
}

/// The modules that the `use` lines of a file name, as paths from the crate's root.
fn imports(module: &[String], text: &str) -> Vec<Vec<String>> {
    let code: Vec<&str> = code(text).map(|(_, line)| line.trim()).collect();
    let mut found = Vec::new();
    for statement in code.join(" ").split(';') {
        let Some((before, tree)) = statement.split_once("use ") else { continue };
        let begins = before.trim().is_empty() || before.trim_end().ends_with(['}', ')', ']']);
        if begins {
            expand(&[], tree, &mut |path| found.extend(resolved(module, path)));
        }
    }
    found
}

/// Each path of a tree as `a::{b, c::{d, e}}`.
fn expand(before: &[String], tree: &str, tell: &mut impl FnMut(&[String])) {
    let tree = tree.trim();
    let Some((head, rest)) = tree.split_once('{') else {
        let own = tree.split("::").map(|part| part.split(" as ").next().unwrap_or_default().trim().to_owned());
        return tell(&[before, &own.collect::<Vec<_>>()].concat());
    };
    let own = head.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
    let before = [before, &own.collect::<Vec<_>>()].concat();
    let (mut depth, mut from) = (0, 0);
    let inside = rest.strip_suffix('}').unwrap_or(rest);
    for (at, each) in inside.char_indices() {
        match each {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&before, &inside[from..at], tell);
                from = at + 1;
            }
            _ => {}
        }
    }
    if !inside[from..].trim().is_empty() {
        expand(&before, &inside[from..], tell);
    }
}

/// A path within the crate, from its root.
fn resolved(module: &[String], path: &[String]) -> Option<Vec<String>> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some([module, &path[1..]].concat()),
        "super" => Some([&module[..module.len().saturating_sub(ups)], &path[ups..]].concat()),
        _ => None,
    }
}

/// A circle among the modules, if there is one: the first that is found, from a module back to itself.
fn circle(edges: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>) -> Vec<String> {
    fn walk<'a>(
        at: &'a Vec<String>,
        edges: &'a BTreeMap<Vec<String>, BTreeSet<Vec<String>>>,
        way: &mut Vec<&'a Vec<String>>,
        done: &mut BTreeSet<&'a Vec<String>>,
    ) -> Option<Vec<String>> {
        if let Some(from) = way.iter().position(|known| *known == at) {
            return Some(way[from..].iter().chain([&at]).map(|module| module.join("::")).collect());
        }
        if !done.insert(at) {
            return None;
        }
        way.push(at);
        let found = edges.get(at).into_iter().flatten().find_map(|next| walk(next, edges, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    edges.keys().find_map(|from| walk(from, edges, &mut Vec::new(), &mut done)).unwrap_or_default()
}

/// A module and its own parts may name each other; beyond that, imports lead one way.
#[test]
fn the_imports_of_the_page_make_no_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: BTreeMap<Vec<String>, String> = sources("src/app")
        .into_iter()
        .map(|(path, text)| {
            let inside = path.strip_prefix(&root).expect("a path in src").with_extension("");
            let parts = inside.iter().map(|part| part.to_string_lossy().into_owned());
            (parts.filter(|part| part != "mod").collect(), text)
        })
        .collect();
    let mut edges: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
    for (module, text) in &files {
        for path in imports(module, text) {
            let target = (1..=path.len()).rev().map(|length| &path[..length]).find(|path| files.contains_key(*path));
            if let Some(target) = target.filter(|target| !target.starts_with(module) && !module.starts_with(target)) {
                edges.entry(module.clone()).or_default().insert(target.to_vec());
            }
        }
    }
    assert!(edges.len() > 50, "the imports were read");
    assert_eq!(circle(&edges).join(" -> "), "");
}

/// The component that owns the page is named in its own room, the files beside it: tools, panels and parts know nothing
/// of it, no tool knows another, and elements are built without knowing any message.
#[test]
fn the_page_is_named_in_its_own_room_alone() {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    let named = |word: &str, text: &str| {
        let words = |line: &str| line.split(|each: char| !each.is_alphanumeric() && each != '_').any(|one| one == word);
        code(text).any(|(_, line)| words(line))
    };
    let tools = ["predict", "compare", "paint", "code", "copy_as"];
    for (path, text) in sources("src/app") {
        let inside = path.strip_prefix(&app).expect("a path in the page").to_string_lossy().into_owned();
        for tool in tools {
            let is_tool = inside.starts_with("tool/") && inside != "tool/mod.rs";
            let own = inside.starts_with(&format!("tool/{tool}"));
            let names = code(&text).any(|(_, line)| line.contains(&format!("tool::{tool}")));
            assert!(!is_tool || own || !names, "{inside} names {tool}");
        }
        assert!(!named("App", &text) || path.parent() == Some(&app), "{} names App", path.display());
        assert!(!named("Message", &text) || !path.ends_with("component/tag.rs"), "{} names Message", path.display());
    }
}

/// Every policy, by its file or folder. `backoff` and `share` are values that any of them may use.
fn policies() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/policy");
    let entries = fs::read_dir(folder).expect("a readable folder");
    let stems = entries.map(|entry| entry.expect("a readable entry").path().with_extension(""));
    let names = stems.filter_map(|stem| stem.file_name().map(|name| name.to_string_lossy().into_owned()));
    names.filter(|name| !["mod", "backoff", "share"].contains(&name.as_str())).collect()
}

#[test]
fn no_policy_names_another_but_backoff() {
    let policies = policies();
    for (path, text) in sources("src/policy") {
        for (number, line) in code(&text) {
            for other in &policies {
                let itself = path.with_extension("").iter().any(|part| part == other.as_str());
                let named = ["super", "policy"].iter().any(|parent| {
                    let name = format!("{parent}::{other}");
                    line.match_indices(&name).any(|(at, _)| !line[at + name.len()..].starts_with('_'))
                });
                assert!(!named || itself, "{}:{number} names {other}: {line}", path.display());
            }
        }
    }
}

#[test]
fn nothing_below_the_page_depends_on_the_machine() {
    for (path, text) in sources("src") {
        if !ORDER[..11].contains(&module(&path).as_str()) {
            continue;
        }
        let shares = path.ends_with(SHARES);
        for (number, line) in code(&text) {
            for word in FOREIGN.into_iter().filter(|word| !(shares && *word == "std::thread")) {
                assert!(!line.contains(word), "{}:{number} has {word}: {line}", path.display());
            }
        }
    }
}

#[test]
fn the_page_has_nothing_that_its_security_policy_blocks() {
    for (path, text) in sources("src") {
        for (number, line) in code(&text) {
            for word in BLOCKED {
                assert!(!line.contains(word), "{}:{number} has {word}: {line}", path.display());
            }
        }
    }
}

/// The number of a constant in a source.
fn constant(path: &str, name: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a source");
    let line = text.lines().find(|line| line.contains(&format!("const {name}: f64 = "))).expect("the constant");
    line.rsplit("= ").next().unwrap_or_default().trim_end_matches(".0;").to_owned()
}

#[test]
fn the_room_of_two_lanes_is_the_same_for_styles_and_drawings() {
    let [around, least] = ["AROUND", "LEAST"].map(|name| constant("src/app/page/layout.rs", name));
    let strip = constant("src/app/stage/breaker/layout.rs", "STRIP");
    let styles =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("static/style/tools.css")).expect("styles");
    let room = format!("max({least}px,100dvh - {around}px)");
    for rule in [format!("min(100%,{room}*"), format!("({room} - {strip}px)*"), format!("(100cqh - {strip}px)*")] {
        assert!(styles.contains(&rule), "{rule}");
    }
}

/// Every property has the cases that `tests/common/cases.rs` gives it: the same ones each time, or those of a search.
#[test]
fn every_property_has_fixed_cases() {
    let mut properties = 0;
    for (path, text) in sources("tests").into_iter().chain(sources("src")) {
        if ["tidy.rs", "cases.rs"].iter().any(|name| path.ends_with(name)) {
            continue;
        }
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if line.trim_start().starts_with("proptest! {") {
                properties += 1;
                let next = lines.peek().map_or("", |next| next.trim());
                let given = ["#![proptest_config(cases(", "#![proptest_config(config())]"];
                assert!(given.iter().any(|start| next.starts_with(start)), "{}: {next}", path.display());
            }
        }
        assert!(
            !text.contains("ProptestConfig {") || text.contains("-> ProptestConfig {\n    cases("),
            "{}",
            path.display()
        );
        assert!(!text.contains("ProptestConfig::"), "{}", path.display());
    }
    assert!(properties > 25, "{properties}");
}

/// What a workflow runs is named by its commit, with the version beside it, and no compiler but the manifest's.
#[test]
fn workflows_name_what_they_run_exactly() {
    for file in [".github/workflows/ci.yml", ".github/workflows/pages.yml"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("a workflow");
        for line in text.lines().filter(|line| line.contains("uses:")) {
            let (_, commit) = line.split_once('@').expect("an action at a commit");
            let (commit, version) = commit.split_once(" # v").expect("a version beside the commit");
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{line}");
            assert!(version.starts_with(|digit: char| digit.is_ascii_digit()), "{line}");
        }
        assert!(text.contains("rustup toolchain install \"$version\"") && text.contains("Cargo.toml"), "{file}");
    }
}

/// Where sentences are said, which stand in the catalogue.
const SAYS: [&str; 8] = [
    "src/app",
    "src/labs",
    "src/play",
    "src/link",
    "src/question.rs",
    "src/experiment",
    "src/bin/headless",
    "src/export",
];

/// What reads as a sentence and is none that people read, with the reason.
const NO_SENTENCE: [(&str, &str, &str); 12] = [
    ("src/app/browser/watch.rs", "(prefers-reduced-motion: reduce)", "a media query"),
    ("src/app/browser/embed/wire.rs", "play, pause, restart, step, seek, set, open", "the names of commands"),
    ("src/app/mod.rs", "a test may fail", "the reason of a lint"),
    ("src/app/page/host.rs", "the defaults of every lab are valid", "what cannot happen"),
    ("src/app/stage/stack/way.rs", "b mid oninv stk-knob", "classes"),
    ("src/app/tool/predict/card.rs", "body beside", "classes"),
    ("src/app/tool/predict/focus.rs", ".predict .guess input", "a selector"),
    ("src/app/tool/predict/focus.rs", ".tools button:first-child", "a selector"),
    ("src/labs/fixture/", "", "a lab for tests alone"),
    ("src/labs/retry/compare.rs", "the label of the peak names its width", "what the compiler checks"),
    ("src/export/report/mod.rs", "no answer", "a value in JSON"),
    ("src/link/write.rs", "data-src=", "attributes of a frame"),
];

/// Configurations are code with comments, and the tests of the page are a file of their own.
fn is_code_or_test(inside: &str) -> bool {
    inside.ends_with("/copies.rs") || inside.ends_with("tests.rs") || inside == "src/app/heard.rs"
}

/// The string literals of a source, up to its inline tests, with the number of the line where each begins.
fn literals(text: &str) -> Vec<(usize, String)> {
    let text = text.split("\n#[cfg(test)]").next().unwrap_or_default();
    let (mut found, mut line, mut rest) = (Vec::new(), 1, text);
    while let Some(each) = rest.chars().next() {
        let comment = rest.starts_with("//").then(|| rest.find('\n').unwrap_or(rest.len()));
        let letter = ["'\"'", "'\\\"'", "'\\''"].iter().find(|letter| rest.starts_with(**letter));
        let raw = ["r\"", "r#\""].iter().find(|start| rest.starts_with(**start)).map(|start| start.len());
        let length = match (comment, letter, raw) {
            (Some(length), ..) => length,
            (_, Some(letter), _) => letter.len(),
            (_, _, Some(start)) => {
                let end = if start == 2 { "\"" } else { "\"#" };
                let inside = &rest[start..rest[start..].find(end).map_or(rest.len(), |at| start + at)];
                found.push((line, inside.to_owned()));
                start + inside.len() + end.len()
            }
            _ if each == '"' => {
                let mut escaped = false;
                let end = rest[1..].find(|next| {
                    let ends = next == '"' && !escaped;
                    escaped = next == '\\' && !escaped;
                    ends
                });
                let inside = &rest[1..=end.expect("the end of a string")];
                found.push((line, inside.to_owned()));
                inside.len() + 2
            }
            _ => each.len_utf8(),
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    found
}

/// The names of classes in the styles.
fn classes() -> BTreeSet<String> {
    let styles = files("static/style", &["css"]);
    let parts = styles.iter().flat_map(|(_, text)| text.split('.').skip(1));
    let name = |part: &str| {
        let end = part.find(|each: char| !each.is_ascii_alphanumeric() && each != '-').unwrap_or(part.len());
        part[..end].to_owned()
    };
    parts.map(name).collect()
}

/// Whether a literal has two words of small letters with a space between them, what stands in braces left out.
fn reads_as_a_sentence(literal: &str) -> bool {
    let words: Vec<&str> = literal.split([' ', '\n']).collect();
    let ends_small = |word: &str| {
        let word = word.trim_end_matches([',', ';', ':', '.']);
        let small = word.chars().rev().take_while(char::is_ascii_lowercase).count();
        small >= 2
    };
    let begins_small = |word: &str| word.chars().take_while(char::is_ascii_lowercase).count() >= 2;
    words.windows(2).any(|pair| ends_small(pair[0]) && begins_small(pair[1]))
}

/// Every sentence that people read stands in the catalogue, so that another language is a folder and not a search.
#[test]
fn sentences_stand_in_the_catalogue() {
    let classes = classes();
    let is_class_list = |literal: &str| {
        let mut words = literal.split(|each: char| !each.is_ascii_alphanumeric() && each != '-' && each != '{');
        words.all(|word| word.is_empty() || word.starts_with('{') || classes.contains(word))
    };
    let (mut read, mut found) = (0, Vec::new());
    for (path, text) in sources("src") {
        let inside = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("a path in the project").to_string_lossy();
        if !SAYS.iter().any(|room| inside.starts_with(room)) || is_code_or_test(&inside) {
            continue;
        }
        for (number, literal) in literals(&text) {
            read += 1;
            let excepted =
                |(file, words, _): &(&str, &str, &str)| inside.starts_with(file) && literal.starts_with(words);
            if reads_as_a_sentence(&literal) && !is_class_list(&literal) && !NO_SENTENCE.iter().any(excepted) {
                found.push(format!("{inside}:{number}: {literal}"));
            }
        }
    }
    assert!(read > 2_000, "the literals were read: {read}");
    assert_eq!(found.join("\n"), "", "write these into src/text");
}

#[test]
fn a_sentence_is_told_from_classes_and_paths() {
    let source = "let a = \"one \\\"two\\\"\"; // \"a comment\"\nlet b = ['\"', r#\"three \"four\"\"#];\n";
    assert_eq!(literals(source), [(1, "one \\\"two\\\"".to_owned()), (2, "three \"four\"".to_owned())]);
    for sentence in ["Next probe in {}.", "all five", "{failures} of {calls} failed within", "One: two things"] {
        assert!(reads_as_a_sentence(sentence), "{sentence}");
    }
    for other in ["M# #v#", "translate(# #)", "Kill", "aria-label", "{failures} of {calls}", "-190px 0px"] {
        assert!(!reads_as_a_sentence(other), "{other}");
    }
}
