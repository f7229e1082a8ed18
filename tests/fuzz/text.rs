//! Texts of every kind, by the tables of the labs: a new lab, key or choice is among them by itself.

use half_open::decimal::short;
use half_open::link::{SPEEDS, Theme, Tool, speed_key};
use half_open::play::kinds::{write_kinds, write_mix};
use half_open::play::spec::Kind;
use half_open::play::{LabId, Spec, paint};
use half_open::policy::{FailureKind, Kinds};
use half_open::sim::mix::Mix;
use half_open::sim::paint::{Painting, Stroke};
use half_open::time::Instant;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// What a hand, a script or a broken line puts into a text.
const SLIPS: [&str; 24] = [
    "",
    "0",
    "9",
    "5",
    "49",
    "00000000049",
    "-",
    "+",
    ".",
    "e9",
    " ",
    "~",
    ";",
    ",",
    "&",
    "=",
    "?",
    "#",
    "%",
    "%30",
    "%2",
    "\"",
    "ä",
    "\u{0}",
];

/// A text with one slip: something in the place of up to two characters.
fn slipped(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (text, any::<prop::sample::Index>(), 0..3_usize, select(SLIPS.to_vec())).prop_map(|(text, at, gone, slip)| {
        let letters: Vec<char> = text.chars().collect();
        let at = at.index(letters.len() + 1);
        let rest = letters.iter().skip(at + gone);
        letters.iter().take(at).copied().chain(slip.chars()).chain(rest.copied()).collect()
    })
}

/// Any text at all: characters, or bytes that need not be any.
pub(super) fn anything() -> impl Strategy<Value = String> {
    let bytes = vec(any::<u8>(), 0..200).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    prop_oneof!["\\PC{0,300}", bytes]
}

/// A link that is right, or nearly so.
pub(super) fn near_link() -> impl Strategy<Value = String> {
    prop_oneof![4 => link(), 3 => slipped(link()), 1 => slipped(slipped(link()))]
}

/// A file with such a link, whole or with a slip.
pub(super) fn near_file() -> impl Strategy<Value = String> {
    let file = || near_link().prop_map(|link| half_open::link::to_file(&link));
    prop_oneof![2 => file(), 2 => slipped(file()), 1 => "\\{\"half-open\": ?1?,? ?\"link\": ?\"?#?\\PC{0,60}\"?\\}"]
}

/// A link without a fault: what it says is in its range, each key stands once.
pub(super) fn link() -> impl Strategy<Value = String> {
    select(LabId::all().collect::<Vec<_>>()).prop_flat_map(link_of)
}

fn link_of(lab: LabId) -> impl Strategy<Value = String> {
    let own: Vec<_> = settings(lab).into_iter().map(|setting| prop::option::weighted(0.3, setting)).collect();
    let lane_b: Vec<_> = settings(lab)
        .into_iter()
        .map(|setting| prop::option::weighted(0.2, setting.prop_map(|text| format!("b.{}", text.replace('&', "&b.")))))
        .collect();
    let lane_b = prop_oneof![2 => Just(Vec::new()), 1 => lane_b];
    (own, lane_b, view(lab), prop::option::of(painting(lab)))
        .prop_flat_map(move |(own, lane_b, view, painted)| {
            let two = lane_b.iter().any(Option::is_some) || view.iter().any(|part| part == "lanes=2");
            let parts: Vec<String> = own.into_iter().chain(lane_b).flatten().chain(view).chain(painted).collect();
            (Just(parts), prop::option::of(inputs(lab, two)))
        })
        .prop_map(move |(parts, inputs)| {
            let parts: Vec<String> = parts.into_iter().chain(inputs).collect();
            format!("#{}?{}", lab.key, parts.join("&"))
        })
}

/// The settings of a lab as a link has them: those with a point in their keys stand together under what is before it.
fn settings(lab: LabId) -> Vec<BoxedStrategy<String>> {
    let mut keys: Vec<&'static str> = Vec::new();
    for key in lab.specs.iter().map(|spec| link_key(spec.key)).filter(|key| *key != "stuck") {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let setting = |key: &'static str| {
        let of_key = lab.specs.iter().filter(|spec| link_key(spec.key) == key);
        let values: Vec<_> = of_key.map(value).collect();
        // Fewer probes than successes are an error, but where they are asked for.
        let more = if key == "total" { "&stuck=1" } else { "" };
        values.prop_map(move |values| format!("{key}={}{more}", values.join(","))).boxed()
    };
    keys.into_iter().map(setting).collect()
}

fn link_key(key: &'static str) -> &'static str {
    key.split_once('.').map_or(key, |(key, _)| key)
}

/// At least this many kinds of failure.
fn kinds(least: usize) -> impl Strategy<Value = Vec<FailureKind>> {
    subsequence(Mix::KINDS.to_vec(), least..=Mix::KINDS.len())
}

/// These kinds in equal shares.
fn equal(kinds: &[FailureKind]) -> Mix {
    let there = |mix: &Mix, kind| mix.share(kind) > 0.0;
    let first = Mix::only(kinds[0]);
    kinds.iter().fold(first, |mix, kind| if there(&mix, *kind) { mix } else { mix.toggled(*kind) })
}

/// A value of a setting: mostly one that its control has, small ones more often; the ends; any number between.
fn value(spec: &'static Spec) -> BoxedStrategy<String> {
    match &spec.kind {
        &Kind::Number { min, max, step, grid, .. } => {
            let last = ((max - min) / step).round();
            let at = move |steps: f64| short((min + steps * step).min(max), 9);
            let control = (0.0..=1.0).prop_map(move |part: f64| at((part * part * last).round()));
            let ends = select(vec![short(min, 9), short(max, 9), at(1.0)]);
            if grid {
                prop_oneof![4 => control, 1 => ends].boxed()
            } else {
                let between = (0.0..=1.0).prop_map(move |part: f64| short(min + (max - min) * part * part, 9));
                let long = (0.0..=1.0).prop_map(move |part: f64| format!("{}", min + (max - min) * part * part));
                prop_oneof![6 => control, 1 => ends, 2 => between, 1 => long].boxed()
            }
        }
        Kind::Choice { options, .. } => {
            select(options.iter().map(|(key, _)| (*key).to_owned()).collect::<Vec<_>>()).boxed()
        }
        Kind::Mix => kinds(1).prop_map(|kinds| write_mix(&equal(&kinds))).boxed(),
        Kind::Kinds => kinds(0).prop_map(|kinds| write_kinds(Kinds::of(&kinds))).boxed(),
        Kind::Order { things, .. } => {
            let all: Vec<_> = things.iter().flat_map(|thing| vec![thing.key; thing.most]).collect();
            let some = (0..=all.len()).prop_flat_map(move |count| subsequence(all.clone(), count));
            let some = some.prop_shuffle().prop_map(|some| some.join(","));
            some.prop_map(|some| if some.is_empty() { "none".to_owned() } else { some }).boxed()
        }
    }
}

/// How a run is shown, its seed, its moment.
fn view(lab: LabId) -> impl Strategy<Value = Vec<String>> {
    let one_of =
        |key: &'static str, values: Vec<String>| select(values).prop_map(move |value| format!("{key}={value}"));
    let named =
        |key: &'static str, values: &[&str]| one_of(key, values.iter().map(|&value| value.to_owned()).collect());
    let tools: Vec<&str> = Tool::ALL.map(Tool::key).into();
    let questions: Vec<String> = (1..=lab.tooling().questions.len()).map(|number| number.to_string()).collect();
    let mut parts = vec![
        prop_oneof![0..1_000_u64, 0..=half_open::link::MAX_SEED].prop_map(|seed| format!("seed={seed}")).boxed(),
        moment(86_400_000).prop_map(|t| format!("t={t}")).boxed(),
        named("play", &["0", "1"]).boxed(),
        named("speed", &SPEEDS.map(speed_key)).boxed(),
        named("theme", &Theme::ALL.map(Theme::key)).boxed(),
        named("embed", &["0", "1"]).boxed(),
        named("open", &tools).boxed(),
        named("answers", &["0", "1"]).boxed(),
        named("lanes", &["1", "2"]).boxed(),
        named("v", &["1"]).boxed(),
    ];
    if !questions.is_empty() {
        parts.push(one_of("q", questions).boxed());
    }
    let parts: Vec<_> = parts.into_iter().map(|part| prop::option::weighted(0.2, part)).collect();
    parts.prop_map(|parts| parts.into_iter().flatten().collect())
}

/// A moment in seconds, with more digits than count now and then.
fn moment(last: u64) -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0..=last).prop_map(|millis| short(millis as f64 / 1_000.0, 3)),
        1 => (0..=last).prop_map(|nanos| short(nanos as f64 / 1e9, 9)),
    ]
}

/// What is done in a run, in order of time.
fn inputs(lab: LabId, two: bool) -> impl Strategy<Value = String> {
    let lanes = if two { vec!["", "a.", "b."] } else { vec![""] };
    let input = (0..30_000_u64, select(lanes), act(lab));
    vec(input, 1..12).prop_map(|mut inputs| {
        inputs.sort_by_key(|(millis, ..)| *millis);
        let write =
            |(millis, lane, act): &(u64, &str, String)| format!("{}~{lane}{act}", short(*millis as f64 / 1_000.0, 3));
        format!("in={}", inputs.iter().map(write).collect::<Vec<_>>().join(";"))
    })
}

/// One thing that can be done.
fn act(lab: LabId) -> BoxedStrategy<String> {
    let services: Vec<&str> = lab.services.iter().map(|service| service.name).collect();
    let press = (select(vec!["kill", "recover"]), select(services)).prop_map(|(word, name)| format!("{word}~{name}"));
    let live = lab.specs.iter().filter(|spec| !spec.restarts && !matches!(spec.key, "total" | "stuck"));
    let set = live.map(|spec| value(spec).prop_map(move |value| format!("{}~{value}", spec.key)).boxed());
    let set = prop::strategy::Union::new(set);
    let commands: Vec<String> =
        lab.commands.iter().map(|spec| format!("{}~{}", spec.command.word, spec.command.argument)).collect();
    if commands.is_empty() {
        prop_oneof![4 => set, 3 => press].boxed()
    } else {
        prop_oneof![4 => set, 3 => press, 1 => select(commands)].boxed()
    }
}

/// What is painted: levels and slopes, of which a later one cuts those before it.
fn painting(lab: LabId) -> impl Strategy<Value = String> {
    let tracks: Vec<_> = paint::tracks(lab).collect();
    let stroke = (select(tracks), 0..30_000_u64, 1..20_000_u64, 0..=100_u32, prop::option::of(0..=100_u32));
    vec(stroke, 1..8).prop_map(move |strokes| {
        let mut painting = Painting::default();
        for (track, from, length, start, end) in strokes {
            let value = |part: u32| f64::from(part) * track.what.most() / 100.0;
            let times = (Instant::from_millis(from), Instant::from_millis(from + length));
            let stroke = Stroke::new(track, times, (value(start), value(end.unwrap_or(start)))).expect("in range");
            painting.paint(&[stroke]).expect("few strokes");
        }
        let seconds = |at: Instant| short(at.seconds(), 3);
        let write = |stroke: &Stroke| {
            let key = paint::key(lab, stroke.track());
            let [start, end] = [stroke.start(), stroke.end()].map(|value| short(value, 9));
            format!("{}~{}~{key}~{start}~{end}", seconds(stroke.from()), seconds(stroke.to()))
        };
        format!("paint={}", painting.strokes().iter().map(write).collect::<Vec<_>>().join(";"))
    })
}
