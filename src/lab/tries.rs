//! Small things worth trying, an ordered list a lab. Whether one fits follows from the settings, whether it is done from the
//! run; nothing is written down beside them.

use super::breaker::is_without;
use super::{LabId, Run, Settings};
use crate::policy::breaker::State;
use crate::sim::event::{CallOutcome, Event, TwinFate};
use crate::sim::input::{Action, Lane};

/// Something worth trying.
#[derive(Debug)]
pub struct Try {
    /// What to do, and what to look for.
    pub text: &'static str,
    /// Where its answer stands.
    pub answer: Answer,
    /// Whether it can be done with these settings.
    pub fits: fn(&Settings) -> bool,
    /// Whether it has been done in this run, whose newest events count.
    pub done: fn(&Run) -> bool,
}

/// Where the answer to a try stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// In Numbers, or in the table of two lanes, in the row with this label.
    Numbers(&'static str),
    /// In Why, in a line with these words.
    Why(&'static str),
    /// On the stage.
    Stage,
    /// In the table of the two lanes, in the row with this label.
    Lanes(&'static str),
}

impl Answer {
    /// The answer's place, as a sentence; `lanes` says whether there are two, whose table stands in the place of Numbers.
    pub fn place(self, lanes: bool) -> String {
        match self {
            Self::Numbers(label) if !lanes => format!("See “{label}” in Numbers."),
            Self::Why(words) => format!("See “{words}” in Why."),
            Self::Stage => "See the stage.".to_owned(),
            Self::Numbers(label) | Self::Lanes(label) => format!("See “{label}” in the table of A and B."),
        }
    }
}

/// The first try that fits the settings and has not been done: neither in the run, nor before, which `before` knows by the
/// try's place in the lab's list. Of two lanes, `lane` is the one whose settings are shown.
pub fn present(run: &Run, lane: Lane, before: impl Fn(usize) -> bool) -> Option<usize> {
    let settings = run.lane(lane).unwrap_or(run).settings();
    let open = |(index, one): &(usize, &Try)| !before(*index) && (one.fits)(settings) && !(one.done)(run);
    run.lab().lab().tries.iter().enumerate().find(open).map(|(index, _)| index)
}

/// The tries of a lab that have been done in its run, by their places in the list.
pub fn done(run: &Run) -> impl Iterator<Item = usize> {
    run.lab().lab().tries.iter().enumerate().filter(move |(_, one)| (one.done)(run)).map(|(index, _)| index)
}

/// A try of a lab.
pub fn of(lab: LabId, index: usize) -> Option<&'static Try> {
    lab.lab().tries.get(index)
}

/// The breaker lab's.
pub(super) static BREAKER: [Try; 6] = [
    Try {
        text: "Kill S1, or wait until it is killed. Which failure opens the breaker?",
        answer: Answer::Why("Opened"),
        fits: |settings| !is_without(settings),
        done: |run| either(run, |run| follows(run, kills, |event| turns_to(event, State::Open))),
    },
    Try {
        text: "Recover S1 while the breaker is open. What must happen before it closes?",
        answer: Answer::Why("Closed"),
        fits: |settings| !is_without(settings),
        done: |run| either(run, |run| follows(run, recovers, |event| turns_to(event, State::Closed))),
    },
    Try {
        text: "Set the failure threshold to 1. How many good calls does the breaker refuse now?",
        answer: Answer::Numbers("good calls refused"),
        fits: |settings| applies(settings, "threshold"),
        done: |run| {
            either(run, |run| {
                applies(run.settings(), "threshold") && run.settings().count("threshold") == 1 && refuses_good(run)
            })
        },
    },
    Try {
        text: "Set the failure rate that opens to 10 %. How many good calls does the breaker refuse now?",
        answer: Answer::Numbers("good calls refused"),
        fits: |settings| applies(settings, "rate"),
        done: |run| {
            either(run, |run| {
                applies(run.settings(), "rate") && run.settings().number("rate") <= 0.1 && refuses_good(run)
            })
        },
    },
    Try {
        text: "Kill S1. How many bad calls go through when nothing stops them?",
        answer: Answer::Numbers("bad calls let through"),
        fits: is_without,
        done: |run| either(run, |run| is_without(run.settings()) && follows(run, kills, fails)),
    },
    Try {
        text: "Press “Without a breaker”. How many more calls reach a service that is down?",
        answer: Answer::Lanes("real failures"),
        fits: |settings| !is_without(settings),
        done: |run| {
            let without = |lane| run.lane(lane).is_some_and(|run| is_without(run.settings()));
            differ(run, is_without) && (without(Lane::A) || without(Lane::B)) && either(run, |run| seen(run, fails))
        },
    },
];

/// The retry lab's.
pub(super) static RETRY: [Try; 4] = [
    Try {
        text: "Set the jitter to 0 and press Restart. Which attempts start together now?",
        answer: Answer::Stage,
        fits: |settings| applies(settings, "spread") && settings.choice("start") == "together" && retries(settings),
        done: |run| {
            either(run, |run| {
                applies(run.settings(), "spread")
                    && run.settings().number("spread") == 0.0
                    && run.settings().choice("start") == "together"
                    && retries_together(run)
            })
        },
    },
    Try {
        text: "Set the failure rate to 90 % and press Restart. How long do all reads together wait now?",
        answer: Answer::Numbers("time spent waiting"),
        fits: retries,
        done: |run| {
            either(run, |run| {
                run.settings().number("failure") >= 0.9 && since_set(run).any(|event| *event == Event::Finished)
            })
        },
    },
    Try {
        text: "Set the attempts to 8 and press Restart. How many reads still fail permanently?",
        answer: Answer::Numbers("reads that failed permanently"),
        fits: |_| true,
        done: |run| {
            either(run, |run| {
                run.settings().count("attempts") >= 8
                    && since_set(run).any(|event| matches!(event, Event::CallEnded { .. }))
            })
        },
    },
    Try {
        text: "Press “Without retries”. How many more reads fail?",
        answer: Answer::Lanes("reads that failed permanently"),
        fits: retries,
        done: |run| {
            differ(run, |settings| settings.count("attempts") == 1)
                && either(run, |run| seen(run, |event| matches!(event, Event::CallEnded { .. })))
        },
    },
];

/// The batch lab's.
pub(super) static BATCH: [Try; 3] = [
    Try {
        text: "Kill S0. What do the next batches say of it?",
        answer: Answer::Why("Unavailable: S0"),
        fits: |_| true,
        done: |run| {
            either(run, |run| {
                let of_s0 = |event: &Event| {
                    let Event::Applied(input) = event else { return false };
                    matches!(input.action, Action::Kill { service: 0 })
                };
                let lost = |event: &Event| {
                    let Event::BatchEnded { unavailable, .. } = event else { return false };
                    unavailable.contains(&0)
                };
                follows(run, of_s0, lost)
            })
        },
    },
    Try {
        text: "Let the twin start again with every batch. How many values does it keep?",
        answer: Answer::Numbers("kept by the all-or-nothing twin"),
        fits: |_| true,
        done: |run| {
            either(run, |run| {
                let reads = |event: &Event| {
                    let Event::Twin { fate, .. } = event else { return false };
                    matches!(fate, TwinFate::Kept { .. } | TwinFate::Crashed { .. })
                };
                run.settings().choice("restart") == "1" && since_set(run).any(reads)
            })
        },
    },
    Try {
        text: "Set the attempts per read to 3 (More settings). How many of the values wanted are kept now?",
        answer: Answer::Numbers("values kept"),
        fits: |_| true,
        done: |run| {
            either(run, |run| {
                run.settings().count("attempts") >= 3
                    && since_set(run).any(|event| matches!(event, Event::BatchEnded { .. }))
            })
        },
    },
];

fn applies(settings: &Settings, key: &str) -> bool {
    settings.spec(key).is_some_and(|spec| settings.applies(spec))
}

/// Whether reads fail at times and then try again.
fn retries(settings: &Settings) -> bool {
    settings.count("attempts") > 1 && settings.number("failure") > 0.0 && settings.count("reads") > 1
}

/// Whether something is so in the run, or in its lane B.
fn either(run: &Run, is: impl Fn(&Run) -> bool) -> bool {
    is(run) || run.lane(Lane::B).is_some_and(is)
}

/// Whether something is so for the settings of just one of two lanes.
fn differ(run: &Run, is: fn(&Settings) -> bool) -> bool {
    run.lane(Lane::B).is_some_and(|other| is(run.settings()) != is(other.settings()))
}

fn seen(run: &Run, is: fn(&Event) -> bool) -> bool {
    run.log().records().any(|record| is(&record.event))
}

/// Whether `then` has happened after `first`.
fn follows(run: &Run, first: impl Fn(&Event) -> bool, then: impl Fn(&Event) -> bool) -> bool {
    run.log().records().skip_while(|record| !first(&record.event)).any(|record| then(&record.event))
}

/// The events since a setting was last changed, newest first.
fn since_set(run: &Run) -> impl Iterator<Item = &Event> {
    let sets = |event: &Event| {
        let Event::Applied(input) = event else { return false };
        matches!(input.action, Action::Set { .. })
    };
    run.log().records().rev().map(|record| &record.event).take_while(move |event| !sets(event))
}

fn kills(event: &Event) -> bool {
    let Event::Applied(input) = event else { return false };
    matches!(input.action, Action::Kill { .. })
}

fn recovers(event: &Event) -> bool {
    let Event::Applied(input) = event else { return false };
    matches!(input.action, Action::Recover { .. })
}

fn turns_to(event: &Event, state: State) -> bool {
    let Event::Transition(transition) = event else { return false };
    transition.to == state
}

fn fails(event: &Event) -> bool {
    matches!(event, Event::CallEnded { outcome: CallOutcome::Failed { .. }, .. })
}

fn refuses_good(run: &Run) -> bool {
    since_set(run).any(|event| {
        let Event::Refused { luck, .. } = event else { return false };
        !luck.fails()
    })
}

/// Whether further attempts of two reads have started at the same moment.
fn retries_together(run: &Run) -> bool {
    let again = run.log().records().filter_map(|record| {
        let Event::AttemptStarted { attempt, .. } = record.event else { return None };
        (attempt > 1).then_some(record.at)
    });
    let mut before = None;
    let mut together = again.map(|at| before.replace(at) == Some(at));
    together.any(|same| same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link;
    use crate::time::Instant;

    /// A link of a run that does each try, in the order of the lists, and the moment by which it is done.
    const DOING: [(&str, u64); 13] = [
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
            Answer::Lanes(label) => has_row(label) && run.lane(Lane::B).is_some(),
            Answer::Why(words) => crate::lab::explain::lines(run, 400)
                .iter()
                .any(|line| format!("{} {}", line.head, line.body).contains(words)),
            Answer::Stage => true,
        }
    }

    #[test]
    fn each_try_fits_is_done_by_a_run_and_answered_there() {
        let mut doing = DOING.iter();
        for lab in LabId::ALL {
            for (index, one) in lab.lab().tries.iter().enumerate() {
                let Some((link, millis)) = doing.next() else { unreachable!("a run for each try") };
                let begun = run(link, 0);
                assert!((one.fits)(begun.settings()), "{link}: {}", one.text);
                assert!(!done(&begun).any(|done| done == index), "{link}: done before it has begun");
                let ended = run(link, *millis);
                assert!(done(&ended).any(|done| done == index), "{link}: {}", one.text);
                assert!(answers(&ended, one.answer), "{link}: {:?}", one.answer);
            }
        }
        assert!(doing.next().is_none());
    }

    #[test]
    fn with_each_breaker_the_tries_fit_and_none_asks_for_a_setting_that_is_not_shown() {
        let like = LabId::Breaker.specs().iter().find(|spec| spec.key == "like");
        let Some(crate::lab::spec::Kind::Choice { options, .. }) = like.map(|spec| &spec.kind) else {
            unreachable!("like is a choice")
        };
        for (key, _) in *options {
            let run = run(&format!("#breaker?like={key}"), 0);
            let texts = |has: &str| {
                let fitting = BREAKER.iter().filter(|one| (one.fits)(run.settings()));
                fitting.filter(|one| one.text.contains(has)).count()
            };
            assert!(present(&run, Lane::A, |_| false).is_some(), "{key}");
            assert_eq!(texts("threshold"), usize::from(*key == "own"), "{key}");
            assert_eq!(texts("nothing stops"), usize::from(*key == "none"), "{key}");
        }
    }

    #[test]
    fn what_is_done_makes_room_for_the_next_and_stays_done_in_another_run() {
        assert_eq!(present(&run("#breaker", 3_000), Lane::A, |_| false), Some(0));
        assert_eq!(present(&run("#breaker", 11_000), Lane::A, |_| false), Some(1));
        assert_eq!(present(&run("#breaker", 25_000), Lane::A, |_| false), Some(2));
        assert_eq!(present(&run("#breaker", 0), Lane::A, |index| index < 2), Some(2));
        assert_eq!(present(&run("#breaker", 0), Lane::A, |_| true), None);
    }
}
