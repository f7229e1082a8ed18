//! Faults of the documents themselves.

use super::super::plan::{Again, Guard, Kind, Plan, Pool};
use super::{Case, Scene, remedy};
use crate::policy::retry::selection::Learning;

pub(super) static CASES: [Case; 5] = [
    Case {
        plan: Plan {
            outage: (6.0, 14.0),
            guard: Guard { probes: (3, true), successes: 5, reset: 4.0, ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (650, 700),
        scene: Scene::Wall,
        remedies: &[
            remedy("successes-fewer", |plan| plan.guard.successes = 3),
            remedy("threshold-higher", |plan| plan.guard.row = 10),
            remedy("wait-shorter", |plan| plan.guard.reset = 1.0),
            remedy("wait-longer", |plan| plan.guard.reset = 10.0),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
        ],
        cure: &["successes-fewer"],
    },
    Case {
        plan: Plan {
            every: 0.1,
            homes: 3,
            failure: 0.2,
            outage: (24.0, 32.0),
            guard: Guard { row: 0, share: 0.5, window: 20, min: 1, reset: 10.0, ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (650, 500),
        scene: Scene::Share,
        remedies: &[
            remedy("min-higher", |plan| plan.guard.min = 20),
            remedy("share-higher", |plan| plan.guard.share = 0.7),
            remedy("wait-shorter", |plan| plan.guard.reset = 0.3),
            remedy("probes-more", |plan| plan.guard.probes = (5, false)),
            remedy("successes-more", |plan| plan.guard.successes = 3),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
        ],
        cure: &["min-higher"],
    },
    Case {
        plan: Plan {
            every: 2.0,
            together: 8,
            workers: (2, 0),
            crowd: true,
            outage: (0.0, 0.0),
            pool: Pool::Limit(2, 0),
            guard: Guard { kind: Kind::Off, ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (900, 900),
        scene: Scene::Queue,
        remedies: &[
            remedy("queue", |plan| plan.pool = Pool::Limit(2, 10)),
            remedy("limit-more", |plan| plan.pool = Pool::Limit(20, 0)),
            remedy("limit-less", |plan| plan.pool = Pool::Limit(1, 0)),
            remedy("breaker", |plan| plan.guard.kind = Kind::Real),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
            remedy("timeout-shorter", |plan| plan.timeout = 0.05),
        ],
        cure: &["queue"],
    },
    Case {
        plan: Plan {
            every: 0.1,
            failure: 0.3,
            patience: 1.0,
            outage: (20.0, 24.0),
            each: 5,
            guard: Guard { kind: Kind::Off, ..Plan::BASE.guard },
            again: Again { layers: 1, chosen: Some(Learning::FirstForEver), ..Plan::BASE.again },
            ..Plan::BASE
        },
        goal: (690, 300),
        scene: Scene::Waits,
        remedies: &[
            remedy("strategy", |plan| plan.again.chosen = Some(Learning::TryEach { operations: 10 })),
            remedy("breaker", |plan| plan.guard.kind = Kind::Real),
            remedy("timeout-shorter", |plan| plan.timeout = 0.05),
            remedy("no-retry", |plan| plan.again.layers = 0),
            remedy("one-layer", |plan| plan.again.layers = 2),
            remedy("limit-less", |plan| plan.pool = Pool::Limit(2, 0)),
        ],
        cure: &["strategy"],
    },
    Case {
        plan: Plan {
            outage: (4.0, 30.0),
            hang: 3.0,
            guard: Guard { kind: Kind::FromStart, row: 3, reset: 3.0, probes: (6, false), ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (200, 550),
        scene: Scene::Clock,
        remedies: &[
            remedy("measured", |plan| plan.guard.kind = Kind::Real),
            remedy("wait-shorter", |plan| plan.guard.reset = 1.0),
            remedy("threshold-lower", |plan| plan.guard.row = 1),
            remedy("probes-more", |plan| plan.guard.probes = (10, false)),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
        ],
        cure: &["measured"],
    },
];
