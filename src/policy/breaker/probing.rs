//! The half-open state: which probes may go, which are under way and how many have succeeded.

use core::time::Duration;

use super::decision::{Probe, Progress, RejectReason, Rejection};
use crate::time::Instant;

/// How many probes a half-open breaker admits, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probes {
    /// This many under way at the same time; as one ends another may go (the lecture's prose: 1).
    AtOnce(u32),
    /// This many in total, at least as many as have to succeed.
    InAll(u32),
    /// This many in total, even fewer than have to succeed: a known mistake. When all of them have succeeded the
    /// breaker stays half-open and refuses everything, until it is configured otherwise or reset.
    InAllEvenIfStuck(u32),
}

impl Probes {
    /// The number of probes.
    pub const fn limit(self) -> u32 {
        match self {
            Self::AtOnce(most) | Self::InAll(most) | Self::InAllEvenIfStuck(most) => most,
        }
    }
}

/// One stay in the half-open state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Probing {
    /// Successes counted, late ones that were applied included.
    pub(super) successes: u32,
    /// Probes under way, by number.
    under_way: Vec<(u64, Lease)>,
    /// Probes admitted whose place was not given back.
    used: u64,
    /// The number of the next probe.
    next: u64,
}

/// The time that a probe has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lease {
    pub(super) issued: Instant,
    pub(super) until: Instant,
}

impl Probing {
    /// Admits a probe if there is a place for it.
    pub(super) fn admit(&mut self, probes: Probes, now: Instant, lease: Duration) -> Result<Probe, Rejection> {
        let (taken, reason) = match probes {
            Probes::AtOnce(_) => (self.under_way.len() as u64, RejectReason::ProbesBusy), // rule: probes-busy
            Probes::InAll(_) | Probes::InAllEvenIfStuck(_) => (self.used, RejectReason::ProbesUsed), // rule: probes-used
        };
        // reads: probes, total, stuck
        if taken >= u64::from(probes.limit()) {
            return Err(Rejection { reason, retry_at: None });
        }
        let probe = Probe { number: self.next, lease_until: now.after(lease) }; // rule: probe; reads: lease
        self.under_way.push((probe.number, Lease { issued: now, until: probe.lease_until }));
        self.used += 1;
        self.next += 1;
        Ok(probe)
    }

    /// Takes a probe back that has ended, and with `unused` its place too; false if it is not under way.
    pub(super) fn take_back(&mut self, probe: Probe, unused: bool) -> bool {
        let before = self.under_way.len();
        self.under_way.retain(|(number, _)| *number != probe.number);
        let known = self.under_way.len() < before;
        if known && unused {
            self.used -= 1;
        }
        known
    }

    /// Counts a result. A failure needs no count: it ends the half-open state.
    pub(super) fn record(&mut self, failed: bool) {
        if !failed {
            self.successes = self.successes.saturating_add(1); // rule: probe-counted
        }
    }

    /// Whether enough probes have succeeded to close the breaker.
    pub(super) fn passed(&self, needed: u32) -> bool {
        self.successes >= needed // rule: probes-succeeded; reads: successes
    }

    /// The lease that ends first.
    pub(super) fn first_to_end(&self) -> Option<Lease> {
        self.under_way.iter().map(|(_, lease)| *lease).min_by_key(|lease| lease.until)
    }

    /// Probes under way.
    pub(super) fn under_way(&self) -> u32 {
        u32::try_from(self.under_way.len()).unwrap_or(u32::MAX)
    }

    /// How far it is from closing.
    pub(super) fn progress(&self, needed: u32) -> Progress {
        Progress::Probing { successes: self.successes, needed, under_way: self.under_way() }
    }
}
