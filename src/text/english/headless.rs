//! The program without a page. What each option does stands beside it, in its comment.

/// What the program says at its end to whoever runs it.
pub const STATUS: &str = "Exit status:
  0  all went well
  1  a check or an experiment failed, or nothing could be written
  2  wrong arguments or a bad link; nothing falls back to a default";

/// What a link is.
pub const LINKS: &str = "A link is what the page's Share button gives, or `#lab?key=value&key=value`; quote it, as `#` and `&` \
mean something to a shell. `headless labs` lists labs and keys. Of the keys for the view only `t` counts here.";

/// What an argument must be.
pub fn seconds_up_to(most: &str) -> String {
    format!("must be 0 to {most} s")
}

/// What an argument must be.
pub fn one_of(keys: &str) -> String {
    format!("must be one of {keys}")
}

/// What an argument must be.
pub const A_OR_B: &str = "must be a or b";

/// Why there is no seed.
pub fn no_seed(error: &str) -> String {
    format!("cannot be had: {error}")
}

/// What an argument must be.
pub fn seed_up_to(most: &str) -> String {
    format!("must be a whole number from 0 to {most}, or random")
}

/// What an argument must be.
pub const EXPECTATION: &str = "must read METRIC=NUMBER, such as openings=2";

/// What an argument must be.
pub fn whole_number(name: &str) -> String {
    format!("what {name} must come to is a whole number from 0 up")
}

/// A lab.
pub fn lab(key: &str, about: &str, seed: u64) -> String {
    format!("#{key}: {about}\nDefault seed {seed}.\n")
}

/// Settings that stand in one key.
pub fn list(parts: &str, key: &str, defaults: &str) -> String {
    format!("In a link the {parts} stand in one key: {key}={defaults}")
}

/// A check.
pub fn check_failed(name: &str, found: &str, expected: &str) -> String {
    format!("check failed: {name} is {found}, expected {expected}")
}

/// The reports of two lanes.
pub fn two_lanes(a: &str, b: &str) -> String {
    format!("Lane A\n{a}\nLane B\n{b}")
}

/// A complaint.
pub const ONE_LANE: &str = "--lane is “b”, but the link has one lane";

/// A complaint.
pub fn links_error(error: &str) -> String {
    format!("the link's {error}")
}

/// Beside the bar.
pub fn lab_of(key: &str) -> String {
    format!("{key} lab")
}

/// A complaint.
pub fn too_many_events(total: &str, most: &str) -> String {
    format!("there are {total} events, but at most {most} are printed; give an earlier --until")
}

/// A complaint.
pub fn no_such_metric(name: &str, metrics: &str) -> String {
    format!("--expect names “{name}”, but the metrics of this lab are {metrics}")
}

/// The seed of all experiments.
pub fn seed(seed: u64) -> String {
    format!("Seed {seed}")
}

/// How all experiments went.
pub fn met(met: usize, missed: usize) -> String {
    format!("{met} values met, {missed} missed")
}

/// A complaint.
pub fn no_such_experiment(name: &str, experiments: &str) -> String {
    format!("there is no experiment “{name}”; the experiments are {experiments}")
}

/// A complaint.
pub fn of_option(experiment: &str, error: &str) -> String {
    format!("{experiment}: --{error}")
}

/// A complaint.
pub fn needs_a_name(option: &str) -> String {
    format!("{option} needs the name of an experiment, or --all")
}

/// The head of a column.
pub const WHAT_IT_SHOWS: &str = "what it shows";

/// An experiment.
pub fn experiment(name: &str, about: &str, source: &str) -> String {
    format!("{name}: {about}\nSource: {source}.\n")
}

/// The head of a column.
pub const VALUE_TO_MEET: &str = "value to meet";

/// A complaint.
pub fn cannot_write(error: &str) -> String {
    format!("nothing can be written: {error}")
}

/// A complaint as it is printed.
pub fn error(complaint: &str) -> String {
    format!("error: {complaint}")
}

/// The head of a lane's table.
pub fn lane(lane: &str, state: &str) -> String {
    format!("\nLane {lane}: {state}")
}

/// The head of a lane's events.
pub fn events_of_lane(lane: &str) -> String {
    format!("Events of lane {lane}")
}

/// That a run has ended.
pub const FINISHED: &str = ", finished";

/// What a run is, and where it stands.
pub fn run(lab: &str, seed: u64, at: &str, state: &str, finished: &str) -> String {
    format!("{lab} lab, seed {seed}, at {at}{state}{finished}")
}

/// The head of a column.
pub const THEORY: &str = "with the present settings";

/// Why a question has no answer.
pub const LEFT_OPEN: &str = "The run leaves it open.";

/// A question.
pub fn question(lab: &str, number: usize, prompt: &str) -> String {
    format!("{lab} {number}: {prompt}")
}

/// Its run.
pub fn run_until(link: &str, until: &str) -> String {
    format!("  run      {link} until {until}")
}

/// What may be guessed.
pub fn guess(guess: &str) -> String {
    format!("  guess    {guess}")
}

/// What came out.
pub fn outcome(outcome: &str) -> String {
    format!("  outcome  {outcome}")
}

/// Why.
pub fn why(explanation: &str) -> String {
    format!("  why      {explanation}\n")
}

/// A number that may be guessed.
pub fn between(min: &str, max: &str, unit: &str, near: &str) -> String {
    format!("{min} to {max} {unit}, close within {near}")
}

/// A moment that may be guessed.
pub fn moment(near: &str) -> String {
    format!("a moment, close within {near} s")
}

/// A curve that may be guessed.
pub fn curve(up: &str, across: &str, points: &str, max: &str, unit: &str, near: &str) -> String {
    format!("{up} by {across} ({points}), 0 to {max} {unit}, close within {near}")
}
