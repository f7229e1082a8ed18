//! The page inside another page: the messages of the contract's section 4.
//!
//! What is said and heard is data ([`Said`], [`Heard`]), which [`wire`](wire) reads and writes; when a report is due
//! ([`Reporter`]) needs no browser either. All of it is tested natively.

pub(crate) mod wire;

use js_sys::{Array, Function, JSON, Object, Reflect};
use serde::{Serialize, Serializer};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use super::key::{Held, Key};

use crate::late::Late;
use crate::play::Metric;
use crate::time::Instant;

/// What an embedding page can ask for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Command {
    /// Let virtual time run.
    Play,
    /// The same, because the slide is shown now: what waits for the reader goes on waiting.
    Show,
    /// Let it stand still.
    Pause,
    /// Begin anew.
    Restart,
    /// Step forward.
    Step,
    /// Go to a moment and pause there.
    Seek(Instant),
    /// Set a control: its name and its value as a link writes it.
    Set(String, String),
    /// Show another run: its link.
    Open(String),
}

/// A message of the embedding page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Heard {
    /// A bare string.
    Text(String),
    /// An object with a `halfOpen` member, as JSON.
    Fields(String),
}

/// How messages are read and written, which comes with the tools. A page that is embedded begins with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wire {
    /// What an object asks for, which is given as JSON, or why it makes no sense.
    pub(crate) read: fn(&str) -> Result<Command, String>,
    /// A message as JSON.
    pub(crate) write: fn(&Said<'_>) -> String,
}

/// How messages are read and written, once that is here.
pub(crate) static WIRE: Late<Option<Wire>> = Late::new(None, Some(wire::WIRE));

/// What a message asks for: nothing if it is not meant for us, an error if it is but makes no sense.
pub(crate) fn command(heard: &Heard) -> Option<Result<Command, String>> {
    match heard {
        Heard::Text(text) => match text.as_str() {
            "slide:start" => Some(Ok(Command::Show)),
            "slide:stop" => Some(Ok(Command::Pause)),
            _ => None,
        },
        Heard::Fields(json) => WIRE.get().map(|wire| (wire.read)(json)),
    }
}

/// A message to the embedding page.
#[derive(Serialize)]
#[serde(tag = "halfOpen", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Said<'a> {
    /// The picture that the link asks for is there.
    Ready {
        /// The lab's key.
        lab: &'a str,
        /// The program's.
        version: &'a str,
    },
    /// How things stand.
    State {
        /// The lab's key.
        lab: &'a str,
        /// The moment that is shown.
        time_ms: u64,
        seed: u64,
        playing: bool,
        finished: bool,
        /// The lab's state.
        state: &'a str,
        #[serde(serialize_with = "as_map")]
        metrics: &'a [Metric],
        /// The number of the question that is asked.
        #[serde(skip_serializing_if = "Option::is_none")]
        question: Option<u32>,
        /// Lane B, where there is one.
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<Side<'a>>,
        /// Leads to the same run; none where it would be longer than is read.
        #[serde(skip_serializing_if = "Option::is_none")]
        link: Option<&'a str>,
    },
    /// The page needs another height now.
    Height {
        /// In CSS pixels.
        px: u32,
    },
    /// A key that the page has no use for, with the names that a keyboard event has.
    Key { key: &'a str, code: &'a str, key_code: u32, shift_key: bool, ctrl_key: bool, alt_key: bool, meta_key: bool },
    /// Something that was asked for makes no sense.
    Error {
        /// Why.
        message: &'a str,
    },
}

/// How a lane stands.
#[derive(Serialize)]
pub(crate) struct Side<'a> {
    /// Its state.
    pub(crate) state: &'a str,
    /// Its numbers.
    #[serde(serialize_with = "as_map")]
    pub(crate) metrics: &'a [Metric],
}

fn as_map<S: Serializer>(metrics: &&[Metric], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(metrics.iter().map(|metric| (metric.name, metric.value)))
}

impl Said<'_> {
    /// Tells the embedding page. Nothing in it is secret, so it goes to any origin.
    pub(crate) fn send(&self) {
        if let Some(data) = WIRE.get().and_then(|wire| JSON::parse(&(wire.write)(self)).ok()) {
            post(&data);
        }
    }
}

/// Says when the embedding page is to be told of a change: at most ten times a second, and the last change always.
#[derive(Debug, Default)]
pub(crate) struct Reporter {
    last: Option<f64>,
    told: Option<Stand>,
}

/// What a change is a change of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stand {
    /// The lab's state.
    pub(crate) state: &'static str,
    /// Counts transitions, commands and new runs, so that a change back and forth within a frame is not lost.
    pub(crate) changes: u64,
    /// Whether it plays.
    pub(crate) playing: bool,
    /// Whether it has finished.
    pub(crate) finished: bool,
}

/// What to do about a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Report {
    /// There is none.
    Nothing,
    /// Tell it.
    Now,
    /// Come back a little later.
    Later,
}

impl Reporter {
    const GAP: f64 = 100.0;

    /// Things stand like this at `now` milliseconds.
    pub(crate) fn look(&mut self, now: f64, stand: Stand) -> Report {
        if self.told == Some(stand) {
            return Report::Nothing;
        }
        if self.last.is_some_and(|last| now - last < Self::GAP) {
            return Report::Later;
        }
        self.last = Some(now);
        self.told = Some(stand);
        Report::Now
    }
}

/// The embedding page, if there is one.
pub(crate) fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok().flatten()?;
    (!Object::is(&parent, &window)).then_some(parent)
}

/// Unpacks a message that came from the embedding page; nothing for any other.
pub(crate) fn unpack(event: &MessageEvent) -> Option<Heard> {
    let parent = web_sys::window()?.parent().ok().flatten()?;
    let source = Reflect::get(event, &"source".into()).ok()?;
    if !Object::is(&source, &parent) {
        return None;
    }
    let data = event.data();
    if let Some(text) = data.as_string() {
        return Some(Heard::Text(text));
    }
    // Whether it has such a member can be asked of objects alone.
    if !Reflect::has(&data, &"halfOpen".into()).unwrap_or(false) {
        return None;
    }
    // What is no plain data, such as a circle, has no member that means anything here.
    let text = JSON::stringify(&data).ok().and_then(|text| text.as_string()).unwrap_or_default();
    Some(Heard::Fields(text))
}

/// What the embedding page said before anybody here listened, in order. The loader has kept it.
pub(crate) fn said_before() -> Vec<MessageEvent> {
    let kept = || -> Option<Array> {
        let window = web_sys::window()?;
        let kept: Function = Reflect::get(&window, &"halfOpenHeard".into()).ok()?.dyn_into().ok()?;
        kept.call0(&JsValue::NULL).ok()?.dyn_into().ok()
    };
    kept().into_iter().flatten().filter_map(|event| event.dyn_into().ok()).collect()
}

/// Tells the embedding page of a key: in our form, and in the form in which reveal.js takes commands.
pub(crate) fn hand_up(key: &Key) {
    let Key { name, code, number, held, .. } = key;
    let Held { shift, ctrl, alt, meta } = *held;
    Said::Key { key: name, code, key_code: *number, shift_key: shift, ctrl_key: ctrl, alt_key: alt, meta_key: meta }
        .send();
    if let Some(command) = key.for_reveal() {
        post(&command.into());
    }
}

fn post(data: &JsValue) {
    if let Some(parent) = parent() {
        // A parent that is gone hears nothing, and nothing depends on its hearing.
        drop(parent.post_message(data, "*"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;

    fn heard(json: &str) -> Option<Result<Command, String>> {
        command(&Heard::Fields(json.to_owned()))
    }

    #[test]
    fn slides_and_commands_are_understood() {
        assert_eq!(command(&Heard::Text("slide:start".to_owned())), Some(Ok(Command::Show)));
        assert_eq!(command(&Heard::Text("slide:stop".to_owned())), Some(Ok(Command::Pause)));
        assert_eq!(command(&Heard::Text("{\"method\":\"next\"}".to_owned())), None);
        assert_eq!(heard(r#"{"halfOpen": "step", "from": [1, {}]}"#), Some(Ok(Command::Step)));
        let to = Instant::from_millis(12_400);
        assert_eq!(heard(r#"{"halfOpen": "seek", "t": 12.4}"#), Some(Ok(Command::Seek(to))));
        for (value, text) in [("0.3", "0.3"), ("1", "1"), ("\"0.1,1\"", "0.1,1"), ("true", "1"), ("-1e3", "-1000")] {
            let set = Command::Set("failure".to_owned(), text.to_owned());
            let json = format!(r#"{{"halfOpen": "set", "key": "failure", "value": {value}}}"#);
            assert_eq!(heard(&json), Some(Ok(set)), "{json}");
        }
        let open = Command::Open("#retry".to_owned());
        assert_eq!(heard(r##"{"halfOpen": "open", "link": "#retry"}"##), Some(Ok(open)));
    }

    #[test]
    fn nonsense_meant_for_us_is_named() {
        for (json, named) in [
            (r#"{"halfOpen": "seek"}"#, "seek: t must be a number"),
            (r#"{"halfOpen": "seek", "t": -1}"#, "from 0 to 86400"),
            (r#"{"halfOpen": "seek", "t": null}"#, "from 0 to 86400"),
            (r#"{"halfOpen": "seek", "t": "12"}"#, "from 0 to 86400"),
            (r#"{"halfOpen": "seek", "t": 90000}"#, "from 0 to 86400"),
            (r#"{"halfOpen": "set", "key": "failure"}"#, "set: key must be"),
            (r#"{"halfOpen": "set", "key": "failure", "value": {"a": []}}"#, "set: key must be"),
            (r#"{"halfOpen": "set", "key": 3, "value": 3}"#, "set: key must be"),
            (r#"{"halfOpen": "open", "link": 5}"#, "open: link must be a string"),
            (r#"{"halfOpen": "dance"}"#, "“dance” is no command"),
            (r#"{"halfOpen": ["step"]}"#, "halfOpen must be a string"),
            ("", "halfOpen must be a string"),
        ] {
            let answer = heard(json).and_then(Result::err).unwrap_or_default();
            assert!(answer.contains(named), "{json}: {answer}");
        }
        let deep = format!(r#"{{"halfOpen": "step", "value": {}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert!(matches!(heard(&deep), Some(Err(_))));
    }

    #[test]
    fn what_is_said_reads_as_the_contract_has_it() {
        let metrics = named("retry");
        let text = |said: Said<'_>| serde_json::to_string(&said).unwrap_or_default();
        assert_eq!(
            text(Said::Ready { lab: metrics.key, version: "1" }),
            r#"{"halfOpen":"ready","lab":"retry","version":"1"}"#
        );
        assert_eq!(text(Said::Height { px: 540 }), r#"{"halfOpen":"height","px":540}"#);
        let unit = crate::play::MetricUnit::Count;
        let metrics = [
            Metric { name: "calls", label: "", value: 3, unit },
            Metric { name: "fast-fails", label: "", value: 0, unit },
        ];
        let state = |question, b| Said::State {
            lab: "breaker",
            time_ms: 12,
            seed: 9_007_199_254_740_991,
            playing: true,
            finished: false,
            state: "open",
            metrics: &metrics,
            question,
            b,
            link: None,
        };
        let plain = r#"{"halfOpen":"state","lab":"breaker","timeMs":12,"seed":9007199254740991,"playing":true,"finished":false,"state":"open","metrics":{"calls":3,"fast-fails":0}"#;
        assert_eq!(text(state(None, None)), format!("{plain}}}"));
        let b = Side { state: "closed", metrics: &metrics[..1] };
        let more = r#","question":2,"b":{"state":"closed","metrics":{"calls":3}}}"#;
        assert_eq!(text(state(Some(2), Some(b))), format!("{plain}{more}"));
    }

    #[test]
    fn at_most_ten_reports_a_second_and_the_last_change_is_told() {
        let stand = |changes| Stand { state: "open", changes, playing: true, finished: false };
        let mut reporter = Reporter::default();
        assert_eq!(reporter.look(0.0, stand(1)), Report::Now);
        assert_eq!(reporter.look(10.0, stand(1)), Report::Nothing);
        assert_eq!(reporter.look(20.0, stand(2)), Report::Later);
        assert_eq!(reporter.look(120.0, stand(2)), Report::Now);
        assert_eq!(reporter.look(400.0, stand(2)), Report::Nothing);
    }
}
