//! The page inside another page: the messages of the contract's section 4.
//!
//! What a message means ([`command`]) and when a report is due ([`Reporter`]) needs no browser and is tested natively;
//! the rest packs and unpacks values of the browser with `Reflect`, which is smaller than a general serialiser.

use js_sys::{JsString, Number, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use crate::lab::Metric;
use crate::time::{Instant, span_from_seconds};

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
}

/// A message, unpacked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Heard {
    /// A bare string.
    Text(String),
    /// An object with a `halfOpen` member.
    Fields {
        /// That member, if it is a string.
        kind: Option<String>,
        /// Its `t`, if that is a number.
        t: Option<f64>,
        /// Its `key`, if that is a string.
        key: Option<String>,
        /// Its `value`, if that is a number, a string or a truth value, as text.
        value: Option<String>,
    },
}

/// What a message asks for: nothing if it is not meant for us, an error if it is but makes no sense.
pub(crate) fn command(heard: Heard) -> Option<Result<Command, String>> {
    let (kind, t, key, value) = match heard {
        Heard::Text(text) => {
            return match text.as_str() {
                "slide:start" => Some(Ok(Command::Show)),
                "slide:stop" => Some(Ok(Command::Pause)),
                _ => None,
            };
        }
        Heard::Fields { kind, t, key, value } => (kind, t, key, value),
    };
    Some(match kind.as_deref() {
        Some("play") => Ok(Command::Play),
        Some("pause") => Ok(Command::Pause),
        Some("restart") => Ok(Command::Restart),
        Some("step") => Ok(Command::Step),
        Some("seek") => {
            match t.filter(|t| (0.0..=f64::from(crate::link::MAX_SECONDS)).contains(t)).and_then(span_from_seconds) {
                Some(span) => Ok(Command::Seek(Instant::ZERO.after(span))),
                None => Err(format!("seek: t must be a number of seconds from 0 to {}", crate::link::MAX_SECONDS)),
            }
        }
        Some("set") => match (key, value) {
            (Some(key), Some(value)) => Ok(Command::Set(key, value)),
            _ => Err("set: key must be a string, value a number or a string".to_owned()),
        },
        Some(other) => {
            let known = "play, pause, restart, step, seek, set";
            Err(format!("“{}” is no command; the commands are {known}", crate::words::quoted(other)))
        }
        None => Err("halfOpen must be a string that names a command".to_owned()),
    })
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
    let object = data.dyn_into::<Object>().ok()?;
    let get = |name: &str| Reflect::get(&object, &name.into()).unwrap_or(JsValue::UNDEFINED);
    if !Reflect::has(&object, &"halfOpen".into()).unwrap_or(false) {
        return None;
    }
    let value = get("value");
    let value = value
        .as_string()
        .or_else(|| {
            value.as_f64().and_then(|number| Number::from(number).to_string_with_radix(10).ok()).map(String::from)
        })
        .or_else(|| value.as_bool().map(|flag| u8::from(flag).to_string()));
    let (kind, t, key) = (get("halfOpen").as_string(), get("t").as_f64(), get("key").as_string());
    Some(Heard::Fields { kind, t, key, value })
}

/// A message under construction.
pub(crate) struct Message(Object);

impl Message {
    /// A message of a kind.
    pub(crate) fn new(kind: &str) -> Self {
        Self(Object::new()).with("halfOpen", kind)
    }

    /// With one more member.
    pub(crate) fn with(self, name: &str, value: impl Into<JsValue>) -> Self {
        // A fresh plain object takes any member.
        drop(Reflect::set(&self.0, &JsString::from(name), &value.into()));
        self
    }

    /// With the metrics as an object of numbers.
    pub(crate) fn with_metrics(self, metrics: &[Metric]) -> Self {
        let object = Object::new();
        for metric in metrics {
            drop(Reflect::set(&object, &metric.name.into(), &(metric.value as f64).into()));
        }
        self.with("metrics", object)
    }

    /// With a lane's state and metrics as a member.
    pub(crate) fn with_lane(self, name: &str, state: &str, metrics: &[Metric]) -> Self {
        let lane = Self(Object::new()).with("state", state).with_metrics(metrics);
        self.with(name, lane.0)
    }

    /// Sends it to the embedding page. Nothing in it is secret, so it goes to any origin.
    pub(crate) fn send(self) {
        post(&self.0);
    }
}

/// Tells the embedding page of a key: in our form, and in the form in which reveal.js takes commands.
pub(crate) fn hand_up(name: &str, code: u32) {
    Message::new("key").with("key", name).send();
    post(&format!("{{\"method\":\"triggerKey\",\"args\":[{code}]}}").into());
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

    fn fields(kind: &str, t: Option<f64>, key: Option<&str>, value: Option<&str>) -> Heard {
        Heard::Fields { kind: Some(kind.to_owned()), t, key: key.map(str::to_owned), value: value.map(str::to_owned) }
    }

    #[test]
    fn slides_and_commands_are_understood() {
        assert_eq!(command(Heard::Text("slide:start".to_owned())), Some(Ok(Command::Show)));
        assert_eq!(command(Heard::Text("slide:stop".to_owned())), Some(Ok(Command::Pause)));
        assert_eq!(command(Heard::Text("{\"method\":\"next\"}".to_owned())), None);
        assert_eq!(command(fields("step", None, None, None)), Some(Ok(Command::Step)));
        let to = Instant::from_millis(12_400);
        assert_eq!(command(fields("seek", Some(12.4), None, None)), Some(Ok(Command::Seek(to))));
        let set = Command::Set("failure".to_owned(), "0.3".to_owned());
        assert_eq!(command(fields("set", None, Some("failure"), Some("0.3"))), Some(Ok(set)));
    }

    #[test]
    fn nonsense_meant_for_us_is_named() {
        for heard in [
            fields("seek", None, None, None),
            fields("seek", Some(-1.0), None, None),
            fields("seek", Some(f64::NAN), None, None),
            fields("seek", Some(90_000.0), None, None),
            fields("set", None, Some("failure"), None),
            fields("dance", None, None, None),
            Heard::Fields { kind: None, t: None, key: None, value: None },
        ] {
            assert!(matches!(command(heard), Some(Err(_))));
        }
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
