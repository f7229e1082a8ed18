//! The skill's seven anti-patterns.

use super::super::plan::{Again, Fallback, Guard, Kind, Place, Plan, Pool};
use super::{Case, Scene, remedy};

pub(super) static CASES: [Case; 7] = [
    Case {
        plan: Plan {
            wrong: 2,
            patience: 1.0,
            outage: (0.0, 0.0),
            each: 4,
            guard: Guard { kind: Kind::Off, ..Plan::BASE.guard },
            again: Again { layers: 1, attempts: 4, base: 0.2, every: true, ..Plan::BASE.again },
            ..Plan::BASE
        },
        goal: (900, 700),
        scene: Scene::Sieve,
        remedies: &[
            remedy("retried", |plan| plan.again.every = false),
            remedy("attempts-fewer", |plan| plan.again.attempts = 3),
            remedy("backoff", |plan| plan.again.base = 0.5),
            remedy("breaker", |plan| plan.guard.kind = Kind::Real),
            remedy("timeout-shorter", |plan| plan.timeout = 0.05),
            remedy("jitter", |plan| plan.again.jitter = true),
        ],
        cure: &["retried"],
    },
    Case {
        plan: Plan {
            outage: (10.0, 16.0),
            each: 4,
            guard: Guard { kind: Kind::Off, ..Plan::BASE.guard },
            again: Again { layers: 1, attempts: 4, base: 0.0, ..Plan::BASE.again },
            ..Plan::BASE
        },
        goal: (950, 300),
        scene: Scene::Waits,
        remedies: &[
            remedy("backoff", |plan| plan.again.base = 1.5),
            remedy("attempts-more", |plan| plan.again.attempts = 12),
            remedy("jitter", |plan| plan.again.jitter = true),
            remedy("no-retry", |plan| plan.again.layers = 0),
            remedy("timeout-shorter", |plan| plan.timeout = 0.05),
            remedy("breaker", |plan| plan.guard.kind = Kind::Real),
        ],
        cure: &["backoff"],
    },
    Case {
        plan: Plan {
            homes: 2,
            outage: (8.0, 40.0),
            each: 4,
            pool: Pool::Limit(6, 0),
            guard: Guard { kind: Kind::Off, ..Plan::BASE.guard },
            again: Again { layers: 1, attempts: u32::MAX, base: 0.2, cap: 0.5, ..Plan::BASE.again },
            ..Plan::BASE
        },
        goal: (600, 200),
        scene: Scene::Places,
        remedies: &[
            remedy("attempts-fewer", |plan| plan.again.attempts = 3),
            remedy("backoff", |plan| (plan.again.base, plan.again.cap) = (1.0, 30.0)),
            remedy("limit-more", |plan| plan.pool = Pool::Limit(20, 0)),
            remedy("jitter", |plan| plan.again.jitter = true),
            remedy("timeout-shorter", |plan| plan.timeout = 0.05),
            remedy("limit-less", |plan| plan.pool = Pool::Limit(2, 0)),
        ],
        cure: &["attempts-fewer"],
    },
    Case {
        plan: Plan { fallback: Fallback { place: Place::InsideBreaker, flagged: false }, ..Plan::BASE },
        goal: (900, 700),
        scene: Scene::Mask,
        remedies: &[
            remedy("flag", |plan| plan.fallback.flagged = true),
            remedy("outside", |plan| plan.fallback.place = Place::Outside),
            remedy("threshold-lower", |plan| plan.guard.row = 2),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
            remedy("wait-shorter", |plan| plan.guard.reset = 0.5),
        ],
        cure: &["flag", "outside"],
    },
    Case {
        plan: Plan {
            every: 0.2,
            homes: 2,
            outage: (8.0, 32.0),
            hang: 5.0,
            timeout: 2.0,
            pool: Pool::Limit(4, 0),
            guard: Guard { kind: Kind::Off, ..Plan::BASE.guard },
            ..Plan::BASE
        },
        goal: (600, 700),
        scene: Scene::Places,
        remedies: &[
            remedy("breaker", |plan| plan.guard.kind = Kind::Real),
            remedy("timeout-shorter", |plan| plan.timeout = 0.5),
            remedy("timeout-longer", |plan| plan.timeout = 10.0),
            remedy("limit-more", |plan| plan.pool = Pool::Limit(20, 0)),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
            remedy("limit-less", |plan| plan.pool = Pool::Limit(2, 0)),
        ],
        cure: &["breaker"],
    },
    Case {
        plan: Plan {
            latency: 0.05,
            hang: 0.05,
            patience: 3.0,
            outage: (10.0, 28.0),
            each: 64,
            guard: Guard { kind: Kind::Off, ..Plan::BASE.guard },
            again: Again { layers: 3, attempts: 4, base: 0.0, ..Plan::BASE.again },
            ..Plan::BASE
        },
        goal: (500, 850),
        scene: Scene::Fan,
        remedies: &[
            remedy("one-layer", |plan| plan.again.layers = 1),
            remedy("attempts-fewer", |plan| plan.again.attempts = 3),
            remedy("backoff", |plan| plan.again.base = 0.1),
            remedy("jitter", |plan| plan.again.jitter = true),
            remedy("timeout-shorter", |plan| plan.timeout = 0.04),
            remedy("attempts-more", |plan| plan.again.attempts = 5),
        ],
        cure: &["one-layer"],
    },
    Case {
        plan: Plan {
            patience: 2.0,
            slow: 40,
            outage: (8.0, 28.0),
            timeout: 10.0,
            fallback: Fallback { place: Place::Outside, flagged: true },
            ..Plan::BASE
        },
        goal: (900, 600),
        scene: Scene::Clock,
        remedies: &[
            remedy("timeout-shorter", |plan| plan.timeout = 1.0),
            remedy("timeout-longer", |plan| plan.timeout = 30.0),
            remedy("threshold-lower", |plan| plan.guard.row = 2),
            remedy("retry", |plan| plan.again = Again { layers: 1, attempts: 3, base: 0.2, ..plan.again }),
            remedy("wait-shorter", |plan| plan.guard.reset = 0.5),
            remedy("no-breaker", |plan| plan.guard.kind = Kind::Off),
        ],
        cure: &["timeout-shorter"],
    },
];
