//! Small things worth trying, an ordered list in each lab's folder. Whether one fits follows from the settings, whether it
//! is done from the run's events.

use super::{LabId, Run, Settings};
use crate::policy::breaker::State;
use crate::sim::event::{CallOutcome, Event};
use crate::sim::input::{Action, Lane};
use crate::text::play::tries as text;

/// Something worth trying.
#[derive(Debug)]
pub struct Try {
    /// What to do, and what to look for.
    pub text: &'static str,
    /// Where its answer stands.
    pub answer: Answer,
    /// Whether it can be done with these settings.
    pub fits: fn(&Settings) -> bool,
    /// When it is done.
    pub done: Done,
}

/// When a try is done, as far as the newest events of a run say.
#[derive(Clone, Copy, Debug)]
pub enum Done {
    /// This is so in a run, or in one of two lanes.
    InARun(fn(&Run) -> bool),
    /// The settings of just one of two lanes are so, and this event has come in either.
    Beside(fn(&Settings) -> bool, fn(&Event) -> bool),
}

impl Done {
    fn is_so(self, run: &Run) -> bool {
        let lane_b = run.lane(Lane::B);
        match self {
            Self::InARun(is) => is(run) || lane_b.is_some_and(is),
            Self::Beside(has, event) => lane_b.is_some_and(|other| {
                let seen = |run: &Run| run.log().records().any(|record| event(&record.event));
                has(run.settings()) != has(other.settings()) && (seen(run) || seen(other))
            }),
        }
    }
}

/// Where the answer to a try stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// In Numbers, in the row with this label.
    Numbers(&'static str),
    /// In Why, in a line with these words.
    Why(&'static str),
    /// On the stage.
    Stage,
    /// In the table of the two lanes, in the row with this label.
    Lanes(&'static str),
}

impl Answer {
    /// The answer's place, as a sentence.
    pub fn place(self) -> String {
        match self {
            Self::Numbers(label) => text::in_numbers(label),
            Self::Why(words) => text::in_why(words),
            Self::Stage => text::ON_THE_STAGE.to_owned(),
            Self::Lanes(label) => text::in_the_table(label),
        }
    }
}

/// The first try that fits the settings and has not been done, by its place in the lab's list. Of two lanes, `lane` is the
/// one whose settings are shown.
pub fn present(run: &Run, lane: Lane, is_done: impl Fn(usize) -> bool) -> Option<usize> {
    let settings = run.lane(lane).unwrap_or(run).settings();
    run.lab().tries.iter().enumerate().position(|(index, one)| !is_done(index) && (one.fits)(settings))
}

/// The tries that have been done in a run, by their places in the lab's list, without those that are `known` to be: each
/// looks through the events.
pub fn done(run: &Run, known: impl Fn(usize) -> bool) -> impl Iterator<Item = usize> {
    let tries = run.lab().tries.iter().enumerate();
    tries.filter(move |(index, one)| !known(*index) && one.done.is_so(run)).map(|(index, _)| index)
}

/// A try of a lab.
pub fn of(lab: LabId, index: usize) -> Option<&'static Try> {
    lab.tries.get(index)
}

/// Whether a setting has an effect with the others.
pub fn applies(settings: &Settings, key: &str) -> bool {
    settings.spec(key).is_some_and(|spec| settings.applies(spec))
}

/// Whether `then` has happened after `first`.
pub fn follows(run: &Run, first: impl Fn(&Event) -> bool, then: impl Fn(&Event) -> bool) -> bool {
    run.log().records().skip_while(|record| !first(&record.event)).any(|record| then(&record.event))
}

/// The events since a setting was last changed, newest first.
pub fn since_set(run: &Run) -> impl Iterator<Item = &Event> {
    let sets = |event: &Event| matches!(action(event), Some(Action::Set { .. }));
    run.log().records().rev().map(|record| &record.event).take_while(move |event| !sets(event))
}

/// What the user did, if the event is that.
pub fn action(event: &Event) -> Option<Action> {
    if let Event::Applied(input) = event { Some(input.action) } else { None }
}

/// Whether the user killed a service.
pub fn kills(event: &Event) -> bool {
    matches!(action(event), Some(Action::Kill { .. }))
}

/// Whether the user let a service recover.
pub fn recovers(event: &Event) -> bool {
    matches!(action(event), Some(Action::Recover { .. }))
}

/// Whether a breaker came to a state.
pub fn turns_to(event: &Event, state: State) -> bool {
    matches!(event, Event::Transition(transition) if transition.to == state)
}

/// Whether a call ended.
pub fn ends(event: &Event) -> bool {
    matches!(event, Event::CallEnded { .. })
}

/// Whether a call failed and no fallback took its place.
pub fn fails(event: &Event) -> bool {
    matches!(event, Event::CallEnded { outcome: CallOutcome::Failed { .. }, .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;
    use crate::link;
    use crate::time::Instant;

    /// A link of a run that does each try, in the order of the lists, and the moment by which it is done.
    const DOING: &[(&str, u64)] = &[
        ("#retry?spread=0", 5_000),
        ("#retry?failure=0.9", 60_000),
        ("#retry?attempts=8", 60_000),
        ("#retry?lanes=2&b.attempts=1", 5_000),
        ("#breaker", 8_000),
        ("#breaker", 25_000),
        ("#breaker?failure=0.3&in=2~threshold~1", 20_000),
        ("#breaker?failure=0.3&trip=count&in=2~rate~0.1", 60_000),
        ("#breaker?like=none&in=2~kill~S1", 5_000),
        ("#breaker?lanes=2&b.like=none", 12_000),
        ("#batch?in=3~kill~S0", 8_000),
        ("#batch?in=3~restart~1", 8_000),
        ("#batch?in=3~attempts~3", 10_000),
        ("#batch?lanes=2&b.share=1", 5_000),
        ("#stack?order=degrade,breaker,retry,timeout", 9_000),
        ("#stack?refusals=final", 9_000),
        ("#stack?order=retry,retry", 9_000),
        ("#stack?in=1~kill~S1", 9_000),
        ("#pipeline?in=1~breaker~0", 30_000),
        ("#pipeline?in=1~degrade~0", 30_000),
        ("#pipeline?in=3~kill~enrich", 12_000),
        ("#pipeline?lanes=2&b.own=2", 10_000),
        ("#storm?in=0.2~jitter~full", 60_000),
        ("#storm?world=load&capacity=10&blip=3&attempts=4&base=0.1&jitter=full&in=1~budget~budget", 40_000),
        ("#storm?world=contention&base=0.005&in=0.1~jitter~full", 120_000),
        ("#storm?lanes=2&b.attempts=1", 30_000),
        ("#cascade?in=1~timeout~1", 12_000),
        ("#cascade?in=1~bulkhead~8", 12_000),
        ("#cascade?in=1~breaker~1", 12_000),
        ("#cascade?timeout=1&in=1~budgeted~1", 12_000),
        ("#bulkhead?in=1~own~9", 12_000),
        ("#bulkhead?in=1~isolation~none", 12_000),
        ("#bulkhead?isolation=none&in=1~pool~5", 12_000),
        ("#bulkhead?in=1~timeout~1", 12_000),
        ("#fallback?writes=0&in=1~fixed~0", 58_000),
        ("#fallback?in=1~silent~1", 40_000),
        ("#fallback?in=70~letters~replay", 72_000),
        ("#fallback?in=1~stale~60", 58_000),
        ("#dashboard?weather=calm&in=2~kill~payment", 30_000),
        ("#dashboard?lanes=2&b.shared=1&weather=storm", 120_000),
        ("#dashboard?in=1~suppress~0", 200_000),
        ("#dashboard?in=1~flaps~1", 150_000),
        ("#clinic?case=3&first=wait-shorter", 41_000),
        ("#clinic?case=3&first=no-breaker", 41_000),
        ("#clinic?case=16", 41_000),
    ];

    fn run(link: &str, millis: u64) -> Run {
        let parsed = link::parse(link);
        assert!(parsed.complaints.is_empty(), "{link}: {:?}", parsed.complaints);
        let Ok(mut run) = Run::replay(parsed.tape) else { unreachable!("{link}") };
        run.advance(Instant::from_millis(millis), 10_000_000);
        run
    }

    /// What the page tells of the answer's place.
    fn answers(run: &Run, answer: Answer) -> bool {
        let has_row = |label| run.metrics().iter().any(|metric| metric.label == label);
        match answer {
            Answer::Numbers(label) => has_row(label),
            Answer::Lanes(label) => crate::play::compare::rows(run).iter().any(|row| row.label == label),
            Answer::Why(words) => crate::play::explain::lines(run, 400)
                .iter()
                .any(|line| format!("{} {}", line.head, line.body).contains(words)),
            Answer::Stage => true,
        }
    }

    #[test]
    fn each_try_fits_is_done_by_a_run_and_answered_there() {
        let mut doing = DOING.iter();
        for lab in LabId::all() {
            for (index, one) in lab.tries.iter().enumerate() {
                let Some((link, millis)) = doing.next() else { unreachable!("a run for each try") };
                let Ok(begun) = Run::replay(link::parse(link).tape) else { unreachable!("{link}") };
                assert!((one.fits)(begun.settings()), "{link}: {}", one.text);
                assert!(!done(&begun, |_| false).any(|done| done == index), "{link}: done before it has begun");
                let ended = run(link, *millis);
                assert!(done(&ended, |_| false).any(|done| done == index), "{link}: {}", one.text);
                assert!(answers(&ended, one.answer), "{link}: {:?}", one.answer);
            }
        }
        assert!(doing.next().is_none());
    }

    #[test]
    fn with_each_breaker_the_tries_fit_and_none_asks_for_a_setting_that_is_not_shown() {
        let like = named("breaker").specs.iter().find(|spec| spec.key == "like");
        let Some(crate::play::spec::Kind::Choice { options, .. }) = like.map(|spec| &spec.kind) else {
            unreachable!("like is a choice")
        };
        for (key, _) in &**options {
            let run = run(&format!("#breaker?like={key}"), 0);
            let texts = |has: &str| {
                let fitting = named("breaker").tries.iter().filter(|one| (one.fits)(run.settings()));
                fitting.filter(|one| one.text.contains(has)).count()
            };
            assert!(present(&run, Lane::A, |_| false).is_some(), "{key}");
            assert_eq!(texts("threshold"), usize::from(*key == "own"), "{key}");
            assert_eq!(texts("nothing stops"), usize::from(*key == "none"), "{key}");
        }
    }

    #[test]
    fn what_is_done_makes_room_for_the_next_and_stays_done_in_another_run() {
        let next = |millis| {
            let run = run("#breaker", millis);
            present(&run, Lane::A, |index| done(&run, |_| false).any(|done| done == index))
        };
        assert_eq!([3_000, 11_000, 25_000].map(next), [Some(0), Some(1), Some(2)]);
        assert_eq!(present(&run("#breaker", 0), Lane::A, |index| index < 2), Some(2));
        assert_eq!(present(&run("#breaker", 0), Lane::A, |_| true), None);
    }
}
