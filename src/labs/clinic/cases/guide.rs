//! The guide's eight mistakes.

use super::super::mistakes::breaker::Fault;
use super::super::plan::{Again, Guard, Kind, Place, Plan};
use super::{Case, Scene, remedy};
use crate::policy::breaker::Counts;

pub(super) static CASES: [Case; 8] = [
    Case {
        plan: Plan {
            every: 1.0,
            together: 2,
            outage: (6.0, 20.0),
            guard: Guard { kind: Kind::Faulty(Fault::NoLock), reset: 1.5, ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (550, 580),
        scene: Scene::Gate,
        remedies: &[
            remedy("threshold-lower", |plan| plan.guard.row = 3),
            remedy("wait-longer", |plan| plan.guard.reset = 30.0),
            remedy("lock", |plan| plan.guard.kind = Kind::Real),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
            remedy("timeout-shorter", |plan| plan.timeout = 0.05),
        ],
        cure: &["lock"],
    },
    Case {
        plan: Plan {
            outage: (8.0, 28.0),
            guard: Guard { kind: Kind::Faulty(Fault::NoHalfOpen), ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (450, 800),
        scene: Scene::Switch,
        remedies: &[
            remedy("threshold-lower", |plan| plan.guard.row = 3),
            remedy("wait-longer", |plan| plan.guard.reset = 15.0),
            remedy("half-open", |plan| plan.guard.kind = Kind::Real),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
            remedy("timeout-shorter", |plan| plan.timeout = 0.05),
        ],
        cure: &["half-open"],
    },
    Case {
        plan: Plan { guard: Guard { reset: 3600.0, ..Plan::BASE.guard }, ..Plan::BASE },
        goal: (650, 700),
        scene: Scene::Clock,
        remedies: &[
            remedy("wait-shorter", |plan| plan.guard.reset = 5.0),
            remedy("wait-shortest", |plan| plan.guard.reset = 0.2),
            remedy("threshold-higher", |plan| plan.guard.row = 10),
            remedy("probes-more", |plan| plan.guard.probes = (5, false)),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
        ],
        cure: &["wait-shorter"],
    },
    Case {
        plan: Plan { crash: 5.0, ..Plan::BASE },
        goal: (800, 700),
        scene: Scene::Fall,
        remedies: &[
            remedy("refusals", |plan| (plan.crash, plan.fallback.place) = (0.0, Place::Outside)),
            remedy("restart", |plan| plan.crash = 1.0),
            remedy("threshold-higher", |plan| plan.guard.row = 10),
            remedy("wait-longer", |plan| plan.guard.reset = 10.0),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
        ],
        cure: &["refusals"],
    },
    Case {
        plan: Plan {
            every: 0.2,
            homes: 3,
            outage: (8.0, 28.0),
            guard: Guard { row: 0, share: 0.3, window: 10, min: 5, reset: 4.0, shared: true, ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (780, 720),
        scene: Scene::Wires,
        remedies: &[
            remedy("own", |plan| plan.guard.shared = false),
            remedy("share-higher", |plan| plan.guard.share = 0.6),
            remedy("wait-shorter", |plan| plan.guard.reset = 0.5),
            remedy("probes-more", |plan| plan.guard.probes = (5, false)),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.1, ..plan.again }),
        ],
        cure: &["own"],
    },
    Case {
        plan: Plan { outage: (8.0, 40.0), ..Plan::BASE },
        goal: (700, 800),
        scene: Scene::Lamp,
        remedies: &[
            remedy("alert", |plan| plan.alert = true),
            remedy("wait-shorter", |plan| plan.guard.reset = 0.5),
            remedy("threshold-lower", |plan| plan.guard.row = 2),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
            remedy("successes-more", |plan| plan.guard.successes = 3),
        ],
        cure: &["alert"],
    },
    Case {
        plan: Plan {
            wrong: 2,
            outage: (24.0, 32.0),
            guard: Guard { row: 0, share: 0.4, window: 10, min: 5, reset: 4.0, ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (720, 600),
        scene: Scene::Sieve,
        remedies: &[
            remedy("counted", |plan| plan.guard.counts = Counts::Service),
            remedy("wait-shorter", |plan| plan.guard.reset = 0.5),
            remedy("probes-more", |plan| plan.guard.probes = (5, false)),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, every: true, ..plan.again }),
            remedy("successes-more", |plan| plan.guard.successes = 3),
        ],
        cure: &["counted"],
    },
    Case {
        plan: Plan {
            outage: (8.0, 28.0),
            guard: Guard { kind: Kind::Faulty(Fault::NeverReopens), ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (450, 800),
        scene: Scene::Switch,
        remedies: &[
            remedy("test-opens", |_| ()),
            remedy("test-recovers", |_| ()),
            remedy("test-reopens", |plan| plan.guard.kind = Kind::Real),
            remedy("threshold-lower", |plan| plan.guard.row = 2),
            remedy("wait-longer", |plan| plan.guard.reset = 12.0),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
        ],
        cure: &["test-reopens"],
    },
];
