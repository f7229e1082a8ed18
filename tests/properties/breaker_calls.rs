//! What the properties of both breakers choose from, and what an onlooker knows of the permits.

use half_open::policy::breaker::{Outcome, Permit, Probes};
use half_open::policy::share::Share;
use half_open::time::Instant;
use proptest::prelude::*;

use super::strategies::number;

pub(super) fn share() -> impl Strategy<Value = Share> {
    (0..=20_u32).prop_map(|twentieths| Share::percent(twentieths * 5))
}

pub(super) fn probes() -> impl Strategy<Value = Probes> {
    prop_oneof![
        number().prop_map(Probes::AtOnce),
        number().prop_map(Probes::InAll),
        number().prop_map(Probes::InAllEvenIfStuck)
    ]
}

pub(super) fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![2 => Just(Outcome::Success), 4 => Just(Outcome::Failure), 1 => Just(Outcome::Ignored)]
}

/// The permits of the calls under way.
#[derive(Default)]
pub(super) struct Permits {
    held: Vec<Permit>,
    /// The probes whose permits were never taken back, lost ones included: generation and lease.
    probes: Vec<(u64, Instant)>,
}

impl Permits {
    pub(super) fn keep(&mut self, permit: Permit) {
        self.probes.extend(probe(&permit));
        self.held.push(permit);
    }

    /// Takes one of the permits, by any number; it still counts as under way.
    pub(super) fn pick(&mut self, index: usize) -> Option<Permit> {
        (!self.held.is_empty()).then(|| self.held.remove(index % self.held.len()))
    }

    /// Takes note that a permit is given back.
    pub(super) fn forget(&mut self, permit: &Permit) {
        if let Some(place) = self.probes.iter().position(|known| Some(*known) == probe(permit)) {
            self.probes.remove(place);
        }
    }

    /// How many probes of a generation are under way.
    pub(super) fn probes(&self, generation: u64) -> usize {
        self.probes.iter().filter(|(other, _)| *other == generation).count()
    }
}

fn probe(permit: &Permit) -> Option<(u64, Instant)> {
    permit.lease_until().map(|until| (permit.generation(), until))
}
