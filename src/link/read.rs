//! From text to a tape.

use percent_encoding::percent_decode_str;

use super::{
    Complaint, MAX_CHARACTERS, MAX_SECONDS, MAX_SEED, Parsed, SPEEDS, Theme, Tool, VERSION, View, own, speed_key,
};
use crate::decimal;
use crate::play::run::INPUTS_KEPT;
use crate::play::{LabId, List, Preset, Scenario, Settings, Spec, Tape};
use crate::policy::ConfigError;
use crate::sim::input::{Action, Input, Lane, Lanes};
use crate::text::link as text;
use crate::time::{Instant, span_from_seconds};
use crate::words::quoted;

/// The keys that every lab has.
const COMMON: [&str; 12] = ["v", "seed", "t", "play", "speed", "theme", "embed", "open", "q", "answers", "in", "paint"];
/// The key that says how many lanes there are; `b.` before a lab's key is lane B's.
const LANES: &str = "lanes";
/// What a switch may be.
const SWITCH: [(&str, bool); 2] = [("0", false), ("1", true)];

/// Reads a link: `#lab?key=value&key=value`, with or without the `#`.
pub fn parse(text: &str) -> Parsed {
    match text.chars().count() {
        characters if characters > MAX_CHARACTERS => parse_any("", vec![Complaint::TooLong { characters }]),
        _ => parse_any(text, Vec::new()),
    }
}

/// The name of the lab that a link opens, as it stands there; empty if it names none.
pub fn lab_named(text: &str) -> String {
    decoded(halves(text).0, &mut Vec::new())
}

/// A link's name of a lab and the keys with their values.
fn halves(text: &str) -> (&str, &str) {
    let text = text.strip_prefix('#').unwrap_or(text);
    let (name, query) = text.split_once('?').unwrap_or((text, ""));
    (name.trim_matches('/'), query)
}

/// Reads a link of any length.
pub(super) fn parse_any(text: &str, mut complaints: Vec<Complaint>) -> Parsed {
    let (name, query) = halves(text);
    let name = decoded(name, &mut complaints);
    let lab = LabId::from_key(&name).unwrap_or_else(|| {
        if !name.is_empty() {
            complaints.push(Complaint::UnknownLab { name: quoted(&name) });
        }
        LabId::first()
    });
    let mut reader = Reader { lab, pairs: pairs(query, &mut complaints), complaints };
    reader.check_keys();
    reader.open_lab();
    reader.check_version();
    let settings = reader.settings(Lane::A, Settings::new(lab.specs));
    let lane_b = reader.lane_b(&settings);
    let seed = reader.seed();
    let view = reader.view();
    let inputs = reader.inputs([&settings].into_iter().chain(&lane_b).cloned().collect());
    let paint = reader.paint();
    let tape = Tape { scenario: Scenario { lab, settings, lane_b, seed, paint }, inputs };
    Parsed { tape, view, complaints: reader.complaints }
}

/// The run that a lab opens with.
pub fn opening(lab: LabId) -> Tape {
    parse(lab.key).tape
}

/// The run of a preset.
pub fn of_preset(lab: LabId, preset: &Preset) -> Tape {
    parse(&format!("{}?{}", lab.key, preset.text)).tape
}

/// Keys and values in the order of the link, decoded.
fn pairs(query: &str, complaints: &mut Vec<Complaint>) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            (decoded(key, complaints), decoded(value, complaints))
        })
        .collect()
}

fn decoded(text: &str, complaints: &mut Vec<Complaint>) -> String {
    let bytes = text.as_bytes();
    let digits = |at: usize| bytes.get(at + 1..at + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit));
    let whole = bytes.iter().enumerate().all(|(at, &byte)| byte != b'%' || digits(at));
    match percent_decode_str(text).decode_utf8() {
        Ok(decoded) if whole => decoded.into_owned(),
        _ => {
            complaints.push(Complaint::BadEscape { text: quoted(text) });
            text.to_owned()
        }
    }
}

pub(super) struct Reader {
    pub(super) lab: LabId,
    pairs: Vec<(String, String)>,
    pub(super) complaints: Vec<Complaint>,
}

impl Reader {
    pub(super) fn value(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The value of a lane's setting.
    fn value_in(&self, lane: Lane, key: &str) -> Option<String> {
        let is_it = |name: &String| name.strip_prefix(own(lane)) == Some(key);
        self.pairs.iter().find(|(name, _)| is_it(name)).map(|(_, value)| value.clone())
    }

    fn refuse(&mut self, field: &'static str, value: &str, allowed: impl Into<String>, used: impl Into<String>) {
        self.refuse_in(Lane::A, field, value, allowed.into(), used.into());
    }

    fn refuse_in(&mut self, lane: Lane, field: &'static str, value: &str, allowed: String, used: String) {
        let error = ConfigError::new(field, value, allowed);
        self.complaints.push(Complaint::BadValue { lane, error, used });
    }

    fn known_keys(&self) -> Vec<&'static str> {
        let mut keys: Vec<&'static str> = Vec::new();
        for key in self.lab.specs.iter().map(|spec| link_key(spec.key)).chain(COMMON) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys.push(LANES);
        keys
    }

    /// Whether a key sets something in lane B.
    fn is_of_lane_b(&self, key: &str) -> bool {
        let own = |key: &str| self.lab.specs.iter().any(|spec| link_key(spec.key) == key);
        key.strip_prefix(Lane::B.prefix()).is_some_and(own)
    }

    fn check_keys(&mut self) {
        let known = self.known_keys();
        let mut seen: Vec<&str> = Vec::new();
        for (key, _) in &self.pairs {
            if !known.contains(&key.as_str()) && !self.is_of_lane_b(key) {
                let mut known = known.join(", ");
                known.push_str(text::FOR_LANE_B);
                self.complaints.push(Complaint::UnknownKey { key: quoted(key), known });
            } else if seen.contains(&key.as_str()) {
                self.complaints.push(Complaint::Twice { key: quoted(key) });
            }
            seen.push(key);
        }
    }

    fn check_version(&mut self) {
        if let Some(version) = self.value("v").filter(|&v| v != VERSION.to_string()) {
            self.complaints.push(Complaint::OtherVersion { version: quoted(version) });
        }
    }

    /// A link that says nothing of the run, only how it is shown, asks for the run that the lab opens with.
    fn open_lab(&mut self) {
        let is_view = |key: &str| key == LANES || (COMMON.contains(&key) && !matches!(key, "seed" | "in" | "paint"));
        if self.pairs.iter().all(|(key, _)| is_view(key)) {
            self.pairs.extend(pairs(self.lab.opening, &mut Vec::new()));
        }
    }

    /// The settings of a lane: where the link says nothing, they stay as they were.
    fn settings(&mut self, lane: Lane, mut settings: Settings) -> Settings {
        for spec in self.lab.specs.iter().filter(|spec| link_key(spec.key) == spec.key) {
            let Some(text) = self.value_in(lane, spec.key) else { continue };
            match spec.parse(&text) {
                Ok(value) => settings.set(spec.key, value),
                Err(error) => self.refuse_in(lane, spec.key, &text, error.allowed, before(spec, &settings)),
            }
        }
        for list in self.lab.lists {
            self.list(lane, list, &mut settings);
        }
        if let Err(error) = (self.lab.check)(&settings)
            && let Some(spec) = settings.spec(error.field)
        {
            settings.set(spec.key, spec.default());
            self.refuse_in(lane, spec.key, &error.value, error.allowed, before(spec, &settings));
        }
        settings
    }

    /// The settings that stand in one key.
    fn list(&mut self, lane: Lane, list: &List, settings: &mut Settings) {
        let Some(text) = self.value_in(lane, list.key) else { return };
        let parts = match list.split(&text) {
            Ok(parts) => parts,
            Err(error) => return self.refuse_in(lane, list.key, &text, error.allowed, list.write(settings)),
        };
        for (key, part) in parts {
            let Some(spec) = settings.spec(key) else { continue };
            match spec.parse(part) {
                Ok(value) => settings.set(key, value),
                Err(error) => self.refuse_in(lane, spec.key, part, error.allowed, before(spec, settings)),
            }
        }
    }

    /// Lane B's settings, if there are two lanes: where the link says nothing, they are lane A's.
    fn lane_b(&mut self, lane_a: &Settings) -> Option<Settings> {
        let asked = self.one_of(LANES, &[("1", false), ("2", true)]).unwrap_or(false);
        let set = self.pairs.iter().any(|(key, _)| self.is_of_lane_b(key));
        (asked || set).then(|| self.settings(Lane::B, lane_a.clone()))
    }

    fn seed(&mut self) -> u64 {
        let default = self.lab.default_seed;
        let Some(text) = self.value("seed").map(str::to_owned) else { return default };
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match text.parse::<u64>() {
            Ok(seed) if digits && seed <= MAX_SEED => seed,
            _ => {
                self.refuse("seed", &text, text::whole_up_to(MAX_SEED), default.to_string());
                default
            }
        }
    }

    /// The value of a key with few allowed values.
    fn one_of<T: Copy>(&mut self, key: &'static str, allowed: &[(&str, T)]) -> Option<T> {
        let text = self.value(key)?.to_owned();
        let found = allowed.iter().find(|(name, _)| *name == text).map(|&(_, value)| value);
        if found.is_none() {
            let names: Vec<&str> = allowed.iter().map(|(name, _)| *name).collect();
            self.refuse(key, &text, text::one_of(&names.join(", ")), text::THE_DEFAULT);
        }
        found
    }

    fn view(&mut self) -> View {
        let t = self.value("t").map(str::to_owned).and_then(|text| {
            let moment = moment(&text);
            if moment.is_none() {
                self.refuse("t", &text, text::seconds_up_to(MAX_SECONDS), text::THE_START);
            }
            moment
        });
        let embed = self.one_of("embed", &SWITCH).unwrap_or(false);
        let play = self.one_of("play", &SWITCH).unwrap_or_else(|| t.is_none() && !embed);
        let speed = self.one_of("speed", &SPEEDS.map(|speed| (speed_key(speed), speed)));
        // The speed of the lab is the same said or unsaid.
        let speed = speed.filter(|speed| speed_key(*speed) != speed_key(self.lab.speed));
        let theme = self.one_of("theme", &Theme::ALL.map(|theme| (theme.key(), theme))).unwrap_or_default();
        let open = self.one_of("open", &Tool::ALL.map(|tool| (tool.key(), tool)));
        self.question(View { t, play, speed, theme, embed, open, ..View::default() })
    }

    /// The question that is to be asked, if there is one of that number.
    fn question(&mut self, view: View) -> View {
        let answers = self.one_of("answers", &SWITCH).unwrap_or(true);
        let last = u32::try_from(self.lab.asks).unwrap_or(u32::MAX);
        let question = self.value("q").map(str::to_owned).map(|text| {
            let digits = text.bytes().all(|b| b.is_ascii_digit());
            let number = text.parse().ok().filter(|number| digits && (1..=last).contains(number));
            if number.is_none() {
                self.refuse("q", &text, text::question_up_to(last), "1");
            }
            number.unwrap_or(1)
        });
        View { open: if question.is_some() { Some(Tool::Predict) } else { view.open }, question, answers, ..view }
    }

    /// The inputs, of lanes that begin with these settings.
    fn inputs(&mut self, mut lanes: Vec<Settings>) -> Vec<Input> {
        let Some(text) = self.value("in").map(str::to_owned) else { return Vec::new() };
        let mut inputs: Vec<Input> = Vec::new();
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let earliest = inputs.last().map_or(Instant::ZERO, |input| input.at);
            let mut after = lanes.clone();
            let read = if inputs.len() < INPUTS_KEPT {
                input(self.lab, &mut after, part)
            } else {
                Err(text::most_inputs(INPUTS_KEPT))
            };
            match read {
                Ok(input) if input.at < earliest => {
                    let why = text::out_of_order(&earliest.to_string());
                    self.complaints.push(Complaint::BadInput { text: quoted(part), why });
                }
                Ok(input) => {
                    inputs.push(input);
                    lanes = after;
                }
                Err(why) => self.complaints.push(Complaint::BadInput { text: quoted(part), why }),
            }
        }
        inputs
    }
}

/// A setting's value as it stays when the link's is refused.
fn before(spec: &'static Spec, settings: &Settings) -> String {
    spec.write(settings.get(spec.key).unwrap_or_else(|| spec.default()))
}

/// The link key that a parameter stands in.
fn link_key(key: &'static str) -> &'static str {
    key.split_once('.').map_or(key, |(link, _)| link)
}

/// A moment in seconds, rounded down to whole milliseconds as the page's clock is.
pub(super) fn moment(text: &str) -> Option<Instant> {
    let seconds = decimal::read(text).filter(|&seconds| seconds <= f64::from(MAX_SECONDS))?;
    Some(Instant::from_millis(Instant::ZERO.after(span_from_seconds(seconds)?).millis()))
}

/// Reads `12.4~failure~0`, `13~kill~S1`, `13~recover~S1` or `14~twin~restart`; with two lanes also
/// `12.4~b.threshold~5`.
/// `of_lanes` are the settings of the lanes at that moment, which become those after it.
fn input(lab: LabId, of_lanes: &mut [Settings], text: &str) -> Result<Input, String> {
    let parts: Vec<&str> = text.split('~').collect();
    let &[time, word, argument] = parts.as_slice() else {
        return Err(text::INPUT_READS.to_owned());
    };
    let at = moment(time).ok_or_else(|| text::time_up_to(MAX_SECONDS))?;
    let (lanes, word) = lanes(word);
    if lanes != Lanes::Both && of_lanes.len() < 2 {
        return Err(text::ONE_LANE.to_owned());
    }
    let service = || {
        lab.services.iter().find(|service| service.name == argument).map(|service| service.id).ok_or_else(|| {
            let names: Vec<&str> = lab.services.iter().map(|service| service.name).collect();
            text::services(&names.join(", "))
        })
    };
    let command = lab.commands.iter().map(|spec| spec.command);
    let mut command = command.filter(|command| (command.word, command.argument) == (word, argument));
    let action = match word {
        "kill" => Action::Kill { service: service()? },
        "recover" => Action::Recover { service: service()? },
        _ if let Some(command) = command.next() => Action::Command(command),
        _ => {
            let spec = lab.specs.iter().find(|spec| spec.key == word).ok_or_else(|| text::NO_SUCH_KEY.to_owned())?;
            if spec.restarts {
                return Err(text::restarts(word));
            }
            let must_be = |error: ConfigError| text::word_must_be(error.field, &error.allowed);
            let value = spec.parse(argument).map_err(must_be)?;
            for (_, settings) in Lane::ALL.into_iter().zip(of_lanes).filter(|(lane, _)| lanes.has(*lane)) {
                settings.set(spec.key, value);
                (lab.check)(settings).map_err(must_be)?;
            }
            Action::Set { key: spec.key, value }
        }
    };
    Ok(Input { at, lanes, action })
}

/// The lanes that an input is for, and its word without the prefix that says so.
fn lanes(word: &str) -> (Lanes, &str) {
    let only = |lane: Lane| word.strip_prefix(lane.prefix()).map(|word| (Lanes::Only(lane), word));
    Lane::ALL.into_iter().find_map(only).unwrap_or((Lanes::Both, word))
}
