//! Health, alerts, crash and restart: what is told about a run.

use std::fmt::Write as _;
use std::time::Duration;

use half_open::policy::FailureKind;
use half_open::policy::alert::{Alerts, Settings as Thresholds, Signs};
use half_open::policy::breaker::{
    Breaker, Changes, Decision, IgnoredCounts, Late, Outcome, Probes, Settings, State, Trip,
};
use half_open::policy::degrade::Batch;
use half_open::policy::health::{
    Breakers, CheckResult, Circuit, Rejections, Retries, ServiceHealth, Watch, availability, overall, recommend, score,
};
use half_open::policy::restart::{Comeback, Process};
use half_open::random::{Address, Purpose, draw};
use half_open::time::Instant;

const fn second(seconds: u64) -> Instant {
    Instant::from_millis(seconds * 1_000)
}

/// A breaker as the guide sets one for health checks (3 failures, 30 s), with what watches it.
struct Watched {
    breaker: Breaker,
    watch: Watch,
    health: ServiceHealth,
    probe_at: Option<Instant>,
}

impl Watched {
    fn new() -> Self {
        let settings = Settings {
            trip: Trip::Row { threshold: 3 },
            reset: Duration::from_secs(30),
            probes: Probes::AtOnce(1),
            successes: 1,
            lease: Duration::from_secs(30),
            late: Late::Drop,
            ignored: IgnoredCounts::Neutral,
        };
        Self {
            breaker: Breaker::new(settings).expect("valid settings"),
            watch: Watch::default(),
            health: ServiceHealth::new(),
            probe_at: None,
        }
    }

    /// One call, answered at once.
    fn call(&mut self, now: Instant, fails: bool) {
        let admission = self.breaker.admit(now);
        self.take_in(admission.transitions);
        let Decision::Admitted(permit) = admission.decision else {
            self.health.report(now, CheckResult::Refused);
            return;
        };
        let outcome = if fails { Outcome::Failure } else { Outcome::Success };
        let recorded = self.breaker.report(now, permit, outcome);
        self.watch.report(now, fails);
        self.health.report(now, if fails { CheckResult::Failed } else { CheckResult::Answered });
        self.take_in(recorded.transitions);
    }

    fn take_in(&mut self, transitions: Changes) {
        for transition in transitions {
            let to = match transition.to {
                State::Closed => Circuit::Closed,
                State::HalfOpen => Circuit::HalfOpen,
                State::Open | State::ForcedOpen => Circuit::Open,
            };
            self.watch.on_change(transition.at, to);
            self.probe_at = transition.probe_at;
        }
    }

    fn signs(&self, now: Instant, thresholds: &Thresholds) -> Signs {
        let (recent, all) = (self.watch.recent(now), self.watch.results());
        Signs {
            open: self.watch.open_for(now),
            closed: self.watch.circuit() == Circuit::Closed,
            recent: (recent.failures, recent.all),
            all: (all.failures, all.all),
            changes: self.watch.changes_within(now, thresholds.flapping_span),
            openings: self.watch.openings_in_row(),
        }
    }
}

/// A call a second to a service that is well for two minutes, down for eight, well for five and then on and off.
fn scripted(visit: &mut dyn FnMut(Instant, &Watched)) {
    let mut watched = Watched::new();
    for now in 0..=1_500 {
        let fails = match now {
            120..600 => true,
            900.. => now % 90 < 20,
            _ => false,
        };
        watched.call(second(now), fails);
        visit(second(now), &watched);
    }
}

#[test]
fn a_services_health_over_a_scripted_outage() {
    let mut text = String::from(
        "A call a second; well until 120 s, down until 600 s, well until 900 s, then down for 20 s of every 90.\n\n\
         time    service      breaker   score  state  failures  openings  SysManage            guide      Retry-After  recommendation\n",
    );
    scripted(&mut |now, watched| {
        if !now.millis().is_multiple_of(50_000) {
            return;
        }
        let (circuit, score) = (watched.watch.circuit(), score(&watched.watch));
        // Beside this breaker three others are closed, a bulkhead rejects one in ten, and eight in ten retries succeed.
        let open = u64::from(circuit == Circuit::Open);
        let half_open = u64::from(circuit == Circuit::HalfOpen);
        let breakers = Breakers { open, half_open, closed: 4 - open - half_open };
        let all = overall(breakers, &[Rejections { rejected: 1, calls: 10 }], Retries { succeeded: 8, operations: 10 });
        let alone =
            availability(Breakers { closed: 1 - open, open, half_open: 0 }, watched.probe_at.map(|at| at.since(now)));
        let _ = writeln!(
            text,
            "{:<7} {:<12} {:<9} {:>5}  {:>5}  {:>8}  {:>8}  {:<9} {:<9}  {:<10} {:<11}  {}",
            now.to_string(),
            watched.health.state().map_or_else(String::new, |state| format!("{state:?}")),
            format!("{circuit:?}"),
            score.points,
            score.circuit,
            score.failures,
            score.openings,
            format!("{:?}", all.status),
            all.score.fraction(),
            format!("{:?}", alone.serving),
            alone.retry_after.map_or_else(|| "-".to_owned(), |after| format!("{} s", after.as_secs())),
            recommend(&watched.watch),
        );
    });
    text.push_str(
        "\nOf ten breakers some are open; nothing is rejected, and two in ten retries are in vain:\n\n\
         open  SysManage            guide      status\n",
    );
    for open in 0..=10 {
        let breakers = Breakers { open, half_open: 0, closed: 10 - open };
        let all = overall(breakers, &[], Retries { succeeded: 8, operations: 10 });
        let answer = availability(breakers, None);
        let (status, serving) = (format!("{:?}", all.status), format!("{:?}", answer.serving));
        let _ = writeln!(text, "{open:>4}  {status:<9} {:<10} {serving:<10} {}", all.score.fraction(), answer.code);
    }
    crate::golden("health", &text);
}

#[test]
fn alerts_are_sent_once_and_suppressed_after_that() {
    let mut text = String::from("The same run, looked at every 30 s; the same alert at most every 10 minutes.\n\n");
    let thresholds = Thresholds { quiet: Duration::from_secs(600), ..Thresholds::documented() };
    let mut alerts = Alerts::new(thresholds).expect("valid thresholds");
    let mut suppressed = 0;
    scripted(&mut |now, watched| {
        if !now.millis().is_multiple_of(30_000) {
            return;
        }
        for raised in alerts.check(now, "S1", &watched.signs(now, &thresholds)) {
            if raised.suppressed_since.is_some() {
                suppressed += 1;
                continue;
            }
            let (alert, severity) = (&raised.alert, raised.alert.rule.severity());
            let _ = writeln!(text, "{:<7} {:<8} {alert}", now.to_string(), severity.to_string());
            let _ = writeln!(text, "{:<16} {}", "", alert.rule.action());
        }
    });
    assert_eq!(alerts.suppressed(), suppressed);
    let _ = writeln!(text, "\n{suppressed} suppressed");
    crate::golden("alerts", &text);
}

#[test]
fn crash_and_restart_against_degradation_on_the_same_luck() {
    const RATES: [f64; 5] = [0.02, 0.02, 0.02, 0.3, 0.02];
    let fails = |sensor: usize, batch: u64| {
        let address = Address { service: sensor as u32, caller: sensor as u32, call: batch, attempt: 1 };
        draw(1, Purpose::Failure, address) < RATES[sensor]
    };
    let mut text = String::from(
        "Five sensors, one of which fails 30 % of the time and the others 2 %; 900 batches, one every 2 s.\n\n\
         what                         values kept    share  crashes  down\n",
    );
    let mut kept = 0;
    for number in 1..=900 {
        let mut batch = Batch::new(RATES.len());
        for sensor in 0..RATES.len() {
            batch.report(sensor, if fails(sensor, number) { Err(FailureKind::Connection) } else { Ok(()) });
        }
        kept += batch.finish().available;
    }
    let row = |text: &mut String, what: &str, kept: u64, crashes: u64, down: u64| {
        let share = kept as f64 / 45.0;
        let _ = writeln!(text, "{what:<28} {kept:>4} of 4500  {share:>5.1} %  {crashes:>7}  {down} s");
    };
    row(&mut text, "graceful degradation", kept as u64, 0, 0);
    let comebacks = [
        ("restart with the next batch", Comeback::After(Duration::ZERO)),
        ("restart takes 10 s", Comeback::After(Duration::from_secs(10))),
        ("restart takes a minute", Comeback::After(Duration::from_secs(60))),
        ("somebody comes after 10 min", Comeback::ByHand),
    ];
    for (what, comeback) in comebacks {
        let mut process = Process::new(comeback);
        for number in 1..=900_u64 {
            let now = second(2 * (number - 1));
            if comeback == Comeback::ByHand && now.millis().is_multiple_of(600_000) {
                process.start(now);
            }
            process.begin(now);
            process.report(now, 5, (0..RATES.len()).any(|sensor| fails(sensor, number)));
        }
        process.start(second(1_800));
        let totals = process.totals();
        assert_eq!(totals.kept + totals.lost, 4_500);
        row(&mut text, what, totals.kept, totals.crashes, totals.down.as_secs());
    }
    crate::golden("restart", &text);
}

/// What is exported of a run, for each lab.
#[cfg(feature = "headless")]
mod export {
    use half_open::export::metrics::{Dialect, text, text_of};
    use half_open::export::report::report_of;
    use half_open::export::tally::Tally;
    use half_open::export::{csv, json, report};
    use half_open::link;
    use half_open::play::Run;
    use half_open::policy::bulkhead::Settings;
    use half_open::sim::layer::bulkhead::BulkheadLayer;
    use half_open::time::Instant;

    use super::super::play::{callers, play, seconds, service, world};
    use super::second;

    fn run(text: &str, until: Instant, observer: &mut dyn FnMut(&half_open::sim::event::Record)) -> Run {
        let parsed = link::parse(text);
        assert!(parsed.complaints.is_empty(), "{:?}", parsed.complaints);
        let mut run = Run::replay(parsed.tape).expect("a valid link");
        assert!(run.advance_with(until, 10_000_000, observer));
        run
    }

    const BREAKER: &str = "#breaker?seed=7&in=600~kill~S1;1800~recover~S1;2400~failure~0.2";

    #[test]
    fn prometheus_text_in_each_dialect() {
        let breaker = run(BREAKER, second(3_600), &mut |_| {});
        let batch = run("#batch?attempts=2", second(600), &mut |_| {});
        for dialect in Dialect::ALL {
            let both =
                format!("# {BREAKER}\n{}\n# #batch?attempts=2\n{}", text(&breaker, dialect), text(&batch, dialect));
            crate::golden(&format!("metrics_{}", dialect.key().replace('-', "_")), &both);
        }
    }

    #[test]
    fn a_bulkheads_numbers_and_report() {
        let settings = Settings { limit: 2, queue: 1, max_wait: seconds(0.25), ..Settings::default() };
        let layer = Box::new(BulkheadLayer::new(settings).expect("valid settings"));
        let world = world(service(0.2, 0.3), vec![layer], callers(6, 0.4, 60));
        let mut tally = Tally::new("bulkhead", half_open::labs::breaker::LAB.services);
        play(1, &world, &[], 60.0).iter().for_each(|record| tally.apply(record));
        let numbers = text_of(&tally, Dialect::SysManage);
        let own = text_of(&tally, Dialect::HalfOpen);
        let text = "Six callers, two at a time, one may wait, at most 0.25 s; a call takes 0.3 s.";
        crate::golden("report_bulkhead", &format!("{text}\n\n{}\n{numbers}\n{own}", report_of(&tally)));
    }

    #[test]
    fn the_report_of_each_lab() {
        let mut all = String::new();
        for (link, until) in
            [(BREAKER, 1_700), (BREAKER, 3_600), ("#retry?reads=100&start=in-turn", 400), ("#batch", 5_400)]
        {
            all.push_str(&format!("# {link}\n\n{}\n", report::report(&run(link, second(until), &mut |_| {}))));
        }
        crate::golden("report", &all);
    }

    #[test]
    fn events_as_json_and_as_csv() {
        let mut records = Vec::new();
        for (link, until) in [
            ("#breaker?failure=1&calls=5&reset=1&in=0.5~failure~0.9;1~kill~S1;2~recover~S1", 9),
            ("#breaker?failure=1&trip=count&min=2&lease=0.1&reset=1", 4),
            ("#retry?reads=2", 9),
            ("#batch?batches=2&in=0.7~twin~restart", 9),
        ] {
            run(link, second(until), &mut |record| records.push(*record));
        }
        let lines: Vec<String> = records.iter().map(|record| json::event(record).to_string()).collect();
        crate::golden("events_json", &(lines.join("\n") + "\n"));
        let mut table = Vec::new();
        csv::write(&records, &mut table).expect("a vector takes everything");
        crate::golden("events_csv", &String::from_utf8(table).expect("text"));
    }
}
