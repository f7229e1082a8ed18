//! Breakers of every kind on one script of calls, and many breakers against one for all.

use std::fmt::Write as _;
use std::time::Duration;

use half_open::policy::breaker::general::{
    Begin, Compare, GeneralBreaker, JudgedOn, Of, Rate, Settings, Slow, Transition, Trip,
};
use half_open::policy::breaker::presets::{self, Preset};
use half_open::policy::breaker::{Outcome, Permit};
use half_open::policy::share::Share;
use half_open::sim::registry::{Asked, Registry, Service, WhenRefused, guide_services};
use half_open::time::Instant;

use crate::golden;
use crate::one_probe::one_probe;

/// What the golden says of the script.
const SCRIPT: &str = "\
A call every 50 ms for 200 s. From 10 s to 40 s each fails; else every twentieth does (the first at 0.95 s).
A call takes 30 ms, and 300 ms from 5 s to 40 s. A call that is refused is not made.
";

/// How the call that starts at `millis` comes out, and when.
fn fate(millis: u64) -> (Outcome, u64) {
    let outage = (10_000..40_000).contains(&millis);
    let failed = outage || millis / 50 % 20 == 19;
    let took = if (5_000..40_000).contains(&millis) { 300 } else { 30 };
    (if failed { Outcome::Failure } else { Outcome::Success }, millis + took)
}

/// A breaker's part in the script.
struct Played {
    breaker: GeneralBreaker,
    under_way: Vec<(u64, Permit, Outcome)>,
    made: Vec<Transition>,
    admitted: u64,
    failed: u64,
    refused: u64,
}

impl Played {
    fn of(settings: Settings) -> Self {
        let breaker = GeneralBreaker::new(settings).expect("settings that are accepted");
        let mut played = Self { breaker, under_way: Vec::new(), made: Vec::new(), admitted: 0, failed: 0, refused: 0 };
        for now in (0..200_000).step_by(10) {
            played.turn(now);
        }
        played
    }

    fn turn(&mut self, now: u64) {
        let at = Instant::from_millis(now);
        self.made.extend(self.breaker.poll(at));
        while let Some(next) = self.under_way.iter().position(|(end, ..)| *end == now) {
            let (_, permit, outcome) = self.under_way.remove(next);
            self.failed += u64::from(outcome == Outcome::Failure);
            self.made.extend(self.breaker.report(at, permit, outcome).transitions);
        }
        if now.is_multiple_of(50) {
            let admission = self.breaker.admit(at);
            self.made.extend(admission.transitions);
            match admission.decision {
                Ok(permit) => {
                    let (outcome, end) = fate(now);
                    self.admitted += 1;
                    self.under_way.push((end, permit, outcome));
                }
                Err(_) => self.refused += 1,
            }
        }
    }

    /// The first changes of state with their rules, and what came of all calls.
    fn table(&self) -> String {
        const MOST: usize = 13;
        let mut text = String::new();
        for made in self.made.iter().take(MOST) {
            let change = format!("{} -> {}", made.from.name(), made.to.name());
            let _ = write!(text, "{:>9}  {change:<19} {}", made.at.to_string(), made.cause);
            if let Some(opening) = made.opening {
                let due = opening.probe_at.map_or_else(|| "never".to_owned(), |due| due.to_string());
                let _ = write!(text, "; opening {}, probe from {due}", opening.number);
            }
            text.push('\n');
        }
        if self.made.len() > MOST {
            let _ = writeln!(text, "           more changes: {}", self.made.len() - MOST);
        }
        let (admitted, failed, refused) = (self.admitted, self.failed, self.refused);
        let state = self.breaker.state().name();
        let _ = writeln!(
            text,
            "admitted {admitted}, of them failed {failed}; refused {refused}; late {}; in the end {state}\n",
            self.breaker.late()
        );
        text
    }
}

/// One probe at a time decides, 10 s after the opening.
fn settings(trip: Trip) -> Settings {
    one_probe(trip, Duration::from_secs(10))
}

#[test]
fn a_table_for_each_trip_rule() {
    let seconds = Duration::from_secs;
    let rate = Rate {
        rate: Share::percent(50),
        compare: Compare::AtLeast,
        of: Of::Results,
        min_calls: 20,
        judged_on: JudgedOn::Any,
        slow: None,
    };
    let slow = Rate {
        rate: Share::percent(100),
        slow: Some(Slow { longer_than: Duration::from_millis(200), rate: Share::percent(80) }),
        ..rate
    };
    let window = |rate| Trip::TimeWindow { window: seconds(10), bucket: seconds(1), begin: Begin::WithClock, rate };
    let rules = [
        ("5 failures in a row", Trip::Consecutive { failures: 5 }),
        ("half of the last 100 calls, from 20 calls on", Trip::CountWindow { size: 100, only_when_full: false, rate }),
        ("half of the last 100 calls, only when full", Trip::CountWindow { size: 100, only_when_full: true, rate }),
        ("half of the calls of the last 10 s, from 20 calls on", window(rate)),
        ("80 % of the calls of the last 10 s slow", window(slow)),
        ("half of the calls since counts were cleared, every 10 s", Trip::Tumbling { interval: seconds(10), rate }),
        ("5 of the last 10 results", Trip::LastResults { failures: 5, of: 10 }),
        ("3 failures within 5 s", Trip::ErrorsWithin { errors: 3, window: seconds(5), lumping: Duration::ZERO }),
        (
            "3 failures within 5 s, those less than 2 s apart as one",
            Trip::ErrorsWithin { errors: 3, window: seconds(5), lumping: seconds(2) },
        ),
        ("5 failures with no gap above 1 s", Trip::ErrorGap { errors: 5, gap: seconds(1) }),
        (
            "a success rate that fades with 5 s below 80 %",
            Trip::SuccessRate { window: seconds(5), required: Share::percent(80), min_calls: 20 },
        ),
    ];
    let mut text = format!("Trip rules, each with a wait of 10 s and one probe that decides.\n{SCRIPT}\n");
    for (name, trip) in rules {
        let _ = writeln!(text, "# {name}\n{}", Played::of(settings(trip)).table().trim_end());
        text.push('\n');
    }
    golden("breaker-trips", &(text.trim_end().to_owned() + "\n"));
}

#[test]
fn a_table_for_each_preset() {
    let mut text = format!("Behave like ...\n{SCRIPT}\n");
    for preset in Preset::ALL {
        let table = Played::of(preset.settings()).table();
        let _ = writeln!(text, "# {}\n{}\n{}\n", preset.name(), preset.difference(), table.trim_end());
    }
    golden("breaker-presets", &(text.trim_end().to_owned() + "\n"));
}

/// What each service of a registry got when `sick` fails from 10 s to 40 s and each is called every 100 ms for 120 s.
fn served(mut registry: Registry, names: &[&str], sick: &str) -> String {
    let mut rows: Vec<(u64, u64, u64)> = vec![(0, 0, 0); names.len()];
    for now in (0..120_000).step_by(100) {
        for (name, (answered, failed, refused)) in names.iter().zip(&mut rows) {
            let at = Instant::from_millis(now);
            let outage = *name == sick && (10_000..40_000).contains(&now);
            match registry.admit(name, at) {
                Asked::Admitted(permit) if outage => {
                    *failed += 1;
                    let _ = registry.report(name, at, permit, Outcome::Failure);
                }
                Asked::Admitted(permit) => {
                    *answered += 1;
                    let _ = registry.report(name, at, permit, Outcome::Success);
                }
                Asked::Refused(..) => *refused += 1,
                Asked::Unknown => panic!("{name} is not known"),
            }
        }
    }
    let mut text =
        format!("{:<22}{:>9}{:>9}{:>9}{:>9}  in the end\n", "service", "answered", "failed", "refused", "waiting");
    for ((name, state, _, waiting), place) in
        registry.services().map(|row| (row, names.iter().position(|name| *name == row.0)))
    {
        let Some((answered, failed, refused)) = place.map(|place| rows[place]) else { continue };
        let _ = writeln!(text, "{name:<22}{answered:>9}{failed:>9}{refused:>9}{waiting:>9}  {}", state.name());
    }
    let lost: u64 = rows.iter().map(|(_, failed, refused)| failed + refused).sum();
    let all = 1_200 * names.len() as u64;
    let _ = writeln!(text, "not answered: {lost} of {all}\n");
    text
}

#[test]
fn each_service_its_own_breaker_against_one_for_all() {
    let mut text = "\
Each service is called every 100 ms for 120 s, one after the other in the order of the guide's list; one of them
fails from 10 s to 40 s. A refused call fails, falls back, waits (at most 50) or is left out.

"
    .to_owned();
    let guide = guide_services();
    let names: Vec<&str> = guide.iter().map(|service| service.name.as_ref()).collect();
    for sick in ["payment-api", "email-service"] {
        let own = Registry::own(guide_services(), 50).expect("the guide's services");
        let _ = write!(text, "# {sick} fails, each service has its own breaker\n{}", served(own, &names, sick));
    }

    text.push_str("# five sensors, each with a breaker of its own (3 in a row, 5 s)\n");
    let sensors = ["S1", "S2", "S3", "S4", "S5"];
    let breaker = presets::guide(3, 5, 1, 1);
    let when_refused = WhenRefused::Fallback;
    let services =
        || sensors.map(|name| Service { name: name.into(), breaker: breaker.clone(), when_refused }).to_vec();
    text.push_str(&served(Registry::own(services(), 0).expect("five sensors"), &sensors, "S3"));

    text.push_str("# five sensors, one breaker for all that counts failures within 5 s: the mistake\n");
    let trip = Trip::ErrorsWithin { errors: 3, window: Duration::from_secs(5), lumping: Duration::ZERO };
    let shared = Settings { trips: vec![trip], ..breaker.clone() };
    text.push_str(&served(Registry::shared(services(), shared, 0).expect("five sensors"), &sensors, "S3"));

    text.push_str("# five sensors, one breaker for all that counts failures in a row: it never opens\n");
    text.push_str(&served(Registry::shared(services(), breaker.clone(), 0).expect("five sensors"), &sensors, "S3"));
    golden("breaker-registry", &(text.trim_end().to_owned() + "\n"));
}
