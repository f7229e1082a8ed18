//! What holds for any message of an embedding page. A case is the message's text, as for links and files in
//! `tests/fuzz/`; `cargo xtask fuzz` searches here, too.

#[path = "../../tests/common/cases.rs"]
mod cases;
#[path = "../../tests/common/texts.rs"]
mod texts;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use self::texts::texts;
use super::browser::embed::{Command, Heard, command};
use super::obey::wanted;
use super::page::host::Host;
use crate::link::{self, MAX_SECONDS};
use crate::play::{LabId, Scenario, Settings, Spec, Tape, Value};
use crate::sim::input::{Action, Lanes};
use crate::time::Instant;
use crate::words::quoted;

/// More than the longest answer: a list of all controls, with what is quoted.
const LONGEST: usize = 700;
const COMMANDS: [&str; 7] = ["play", "pause", "restart", "step", "seek", "set", "open"];

/// A member's value: what is meant, what is nearly so, and anything that JSON has.
fn member() -> BoxedStrategy<String> {
    let number = prop_oneof![
        (-10..=100_000_i64).prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| format!("{number:e}")),
        select(vec!["0.5", "1e308", "-0.0", "1e999", "4.0000001", "86400", "86400.001"]).prop_map(str::to_owned),
    ];
    let words = select(vec![
        "0",
        "1",
        "0.5",
        "-1",
        "NaN",
        "1e308",
        "0,0,0,0,0",
        "0.1,0.2,1,0,2",
        "count",
        "full",
        "own",
        "4",
        "",
        " ",
        "#retry",
        "#breaker?failure=0.5&t=4",
        "#batch?in=3~kill~S1",
        "#breaker?failure=0.5&failure=1",
        "#nolab",
        "&q=1",
        "%30",
    ]);
    let text = prop_oneof![
        4 => words.prop_map(str::to_owned),
        2 => "\\PC{0,40}",
        1 => (1..40_usize).prop_map(|length| "y".repeat(length * 50)),
    ];
    let text = text.prop_map(|text| serde_json::Value::from(text).to_string());
    let other =
        select(vec!["null", "true", "false", "[]", "{}", "[1]", "{\"t\":1}", "[[[[1]]]]"]).prop_map(str::to_owned);
    prop_oneof![4 => text, 3 => number, 1 => other].boxed()
}

/// A name that some lab has for a control, or one that none has.
fn control() -> BoxedStrategy<String> {
    let mut keys: Vec<String> = vec!["failures".to_owned(), "speed".to_owned(), "b.failure".to_owned()];
    for lab in LabId::all() {
        keys.extend(lab.specs.iter().map(|spec| spec.key.to_owned()));
    }
    let key = prop_oneof![6 => select(keys), 1 => "\\PC{0,80}"];
    prop_oneof![8 => key.prop_map(|key| serde_json::Value::from(key).to_string()), 1 => member()].boxed()
}

/// A control and its value: one that it takes, or any.
fn setting() -> impl Strategy<Value = (Option<String>, Option<String>)> {
    let all: Vec<&'static Spec> = LabId::all().flat_map(|lab| lab.specs).collect();
    let right = select(all).prop_map(|spec| [spec.key.to_owned(), spec.write(spec.default())]);
    let right = right.prop_map(|both| both.map(|text| Some(serde_json::Value::from(text).to_string())).into());
    prop_oneof![
        1 => right,
        2 => (prop::option::weighted(0.9, control()), prop::option::weighted(0.9, member())),
    ]
}

/// The text of a message.
fn message() -> impl Strategy<Value = String> {
    let kind = |known: &[&'static str]| select(known.to_vec()).prop_map(|kind| format!("\"{kind}\""));
    let kind = prop_oneof![6 => kind(&["set"]), 6 => kind(&COMMANDS), 1 => member()];
    let parts = (kind, setting(), prop::option::of(member()), prop::option::of(member()));
    let object = parts.prop_map(|(kind, (key, value), t, link)| {
        let members = [("halfOpen", Some(kind)), ("value", value), ("t", t), ("link", link), ("key", key)];
        let members = members.into_iter().filter_map(|(name, member)| Some(format!("\"{name}\":{}", member?)));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    });
    let bytes = vec(any::<u8>(), 0..60).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    prop_oneof![12 => object, 1 => bytes]
}

/// An answer that can be shown: not empty, of one line, and no longer than what it quotes a little of allows.
fn readable(answer: &str) {
    assert!((10..LONGEST).contains(&answer.chars().count()), "{answer}");
}

/// What must be so for a message, whatever is in it.
fn holds(text: &str) {
    match command(&Heard::Fields(text.to_owned())).expect("an object is always for us") {
        Err(answer) => {
            readable(&answer);
            let named = ["halfOpen must be", "is no command", "seek: t must", "set: key must", "open: link must"];
            assert!(named.iter().any(|part| answer.contains(part)), "{answer}");
        }
        Ok(Command::Seek(to)) => assert!(to <= Instant::from_millis(u64::from(MAX_SECONDS) * 1_000)),
        Ok(Command::Set(key, value)) => LabId::all().for_each(|lab| sets(lab, &key, &value)),
        Ok(Command::Open(link)) => match link::parse_strictly(&link) {
            Ok(parsed) => assert!(Host::new(parsed.tape).is_ok(), "{link}"),
            Err(wrong) => assert!(!wrong.is_empty() && wrong.iter().all(|one| !one.is_empty()), "{link}"),
        },
        Ok(Command::Play | Command::Show | Command::Pause | Command::Restart | Command::Step) => {}
    }
}

/// A control that is set in a lab changes itself and nothing else, or the answer names it, the value and what is allowed.
fn sets(lab: LabId, key: &str, text: &str) {
    let mut host = Host::new(Tape::new(Scenario::new(lab))).expect("a lab opens");
    let before = host.run().settings().clone();
    let changes = match wanted(lab, &before, key, text) {
        Ok(changes) => changes,
        Err(answer) => {
            readable(&answer);
            // Of five rates it quotes the one that makes no sense.
            let five = lab.lists.iter().any(|list| list.key == key);
            let told = if before.spec(key).is_some() { text } else { key };
            assert!(answer.contains(&quoted(told)), "{key}, {text}: {answer}");
            assert!(five || before.spec(key).is_none() || answer.starts_with(key), "{answer}");
            let allowed = ["must be", "the controls are"];
            assert!(allowed.iter().any(|part| answer.contains(part)), "{answer}");
            return;
        }
    };
    let is_meant = |other: &str| other == key || (key == "failures" && other.starts_with("failures."));
    assert!(!changes.is_empty() && changes.iter().all(|(key, _)| is_meant(key)), "{key}");
    for &(key, value) in &changes {
        // Settings that make no sense together are refused as a whole.
        let done = host.act(Lanes::Both, Action::Set { key, value }, false);
        let is = host.run().settings().get(key);
        assert_eq!(is, if done.is_ok() { Some(value) } else { before.get(key) }, "{key}");
    }
    host.frame(0.0, 1.0, true);
    let rest = |settings: &Settings| -> Vec<(&'static str, Value)> {
        settings.iter().map(|(spec, value)| (spec.key, value)).filter(|(key, _)| !is_meant(key)).collect()
    };
    assert_eq!(rest(host.run().settings()), rest(&before), "{key}");
}

#[test]
fn any_message_is_obeyed_or_answered() {
    texts(file!(), 1_000, message(), holds);
}

#[test]
fn any_bare_text_but_those_of_slides_is_for_others() {
    texts(file!(), 100, "\\PC{0,40}", |text| {
        assert_eq!(command(&Heard::Text(text.to_owned())), None);
    });
}
