//! The guide's four common issues, and Semian's classic.

use super::super::plan::{Again, Guard, Kind, Plan, Pool};
use super::{Case, Scene, remedy};

pub(super) static CASES: [Case; 5] = [
    Case {
        plan: Plan {
            failure: 0.2,
            outage: (5.0, 10.0),
            guard: Guard { row: 5, successes: 20, reset: 2.0, ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (550, 550),
        scene: Scene::Wall,
        remedies: &[
            remedy("successes-fewer", |plan| plan.guard.successes = 2),
            remedy("wait-shorter", |plan| plan.guard.reset = 0.3),
            remedy("threshold-higher", |plan| plan.guard.row = 9),
            remedy("wait-longer", |plan| plan.guard.reset = 8.0),
            remedy("probes-more", |plan| plan.guard.probes = (4, false)),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
        ],
        cure: &["successes-fewer"],
    },
    Case {
        plan: Plan {
            outage: (10.0, 22.0),
            each: 10,
            guard: Guard { kind: Kind::Off, ..Plan::BASE.guard },
            again: Again { layers: 1, attempts: 10, base: 0.1, cap: 0.2, ..Plan::BASE.again },
            ..Plan::BASE
        },
        goal: (650, 900),
        scene: Scene::Fan,
        remedies: &[
            remedy("breaker", |plan| plan.guard.kind = Kind::Real),
            remedy("attempts-fewer", |plan| plan.again.attempts = 3),
            remedy("jitter", |plan| plan.again.jitter = true),
            remedy("backoff", |plan| (plan.again.base, plan.again.cap) = (0.5, 30.0)),
            remedy("timeout-shorter", |plan| plan.timeout = 0.05),
            remedy("attempts-more", |plan| plan.again.attempts = 20),
        ],
        cure: &["breaker", "attempts-fewer"],
    },
    Case {
        plan: Plan { failure: 0.1, outage: (10.0, 20.0), pool: Pool::Leaky(10), ..Plan::BASE },
        goal: (530, 700),
        scene: Scene::Places,
        remedies: &[
            remedy("return", |plan| plan.pool = Pool::Limit(10, 0)),
            remedy("limit-more", |plan| plan.pool = Pool::Leaky(12)),
            remedy("timeout-shorter", |plan| plan.timeout = 0.05),
            remedy("threshold-lower", |plan| plan.guard.row = 2),
            remedy("wait-shorter", |plan| plan.guard.reset = 0.5),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
        ],
        cure: &["return"],
    },
    Case {
        plan: Plan {
            every: 0.2,
            homes: 2,
            outage: (8.0, 32.0),
            hang: 12.0,
            pool: Pool::Limit(6, 0),
            guard: Guard { row: 3, ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (600, 700),
        scene: Scene::Places,
        remedies: &[
            remedy("timeout-shorter", |plan| plan.timeout = 0.5),
            remedy("limit-more", |plan| plan.pool = Pool::Limit(20, 0)),
            remedy("threshold-lower", |plan| plan.guard.row = 1),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
            remedy("wait-shorter", |plan| plan.guard.reset = 0.5),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
        ],
        cure: &["timeout-shorter"],
    },
    Case {
        plan: Plan {
            every: 0.1,
            failure: 0.2,
            outage: (18.0, 28.0),
            guard: Guard { row: 0, share: 0.2, window: 40, min: 20, reset: 4.0, ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (500, 650),
        scene: Scene::Share,
        remedies: &[
            remedy("share-higher", |plan| plan.guard.share = 0.5),
            remedy("wait-shorter", |plan| plan.guard.reset = 0.1),
            remedy("wait-longer", |plan| plan.guard.reset = 10.0),
            remedy("successes-more", |plan| plan.guard.successes = 3),
            remedy("probes-more", |plan| plan.guard.probes = (5, false)),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
        ],
        cure: &["share-higher"],
    },
];
