//! Load shedding: a service that is close to its limit turns the least important calls away first.
//!
//! The four criticalities are those of the SRE book, "Handling Overload"; the shares of the load at which each is shed
//! are settings. [`Shedder::admit`] before the work, [`Shedder::release`] after it.

use super::ConfigError;
use super::share::Share;
use crate::decimal;

/// How important a call is, the least important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criticality {
    /// Partial unavailability is expected and nobody waits: analytics.
    Sheddable,
    /// Batch work that can be done minutes or hours later: notifications that may be queued.
    SheddablePlus,
    /// What users see.
    Critical,
    /// What users see badly if it fails: sign-in, payment.
    CriticalPlus,
}

impl Criticality {
    /// All, the least important first.
    pub const ALL: [Self; 4] = [Self::Sheddable, Self::SheddablePlus, Self::Critical, Self::CriticalPlus];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sheddable => "sheddable",
            Self::SheddablePlus => "sheddable plus",
            Self::Critical => "critical",
            Self::CriticalPlus => "critical plus",
        }
    }
}

/// What a call comes to at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Decision {
    /// It is worked on.
    Admitted {
        /// Calls worked on, this one included.
        active: u32,
    },
    /// It is turned away.
    Shed(Shed),
}

/// A call turned away and the numbers that led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shed {
    /// How important it is.
    pub criticality: Criticality,
    /// Calls worked on.
    pub active: u32,
    /// The most that can be.
    pub capacity: u32,
    /// The share of the capacity from which calls of this importance are turned away.
    pub from: Share,
}

/// A service's door.
///
/// Of ten places the last five are for those who matter:
///
/// ```
/// use half_open::policy::shed::{Criticality, Decision, Shedder};
/// use half_open::policy::share::Share;
///
/// let from = [0.5, 0.7, 0.9, 1.0].map(|part| Share::new(part).expect("a share"));
/// let mut door = Shedder::new(10, from)?;
/// for _ in 0..5 {
///     assert!(matches!(door.admit(Criticality::Sheddable), Decision::Admitted { .. }));
/// }
/// assert!(matches!(door.admit(Criticality::Sheddable), Decision::Shed(_)));
/// assert!(matches!(door.admit(Criticality::Critical), Decision::Admitted { active: 6 }));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shedder {
    capacity: u32,
    from: [Share; 4],
    active: u32,
    shed: [u64; 4],
}

impl Shedder {
    /// A door before room for `capacity` calls. `from` holds, the least important first, the share of the room in use
    /// from which calls of each criticality are shed. Full is full for all.
    ///
    /// # Errors
    /// `capacity` of 0, and a share below that of a less important criticality.
    pub fn new(capacity: u32, from: [Share; 4]) -> Result<Self, ConfigError> {
        if capacity == 0 {
            return Err(ConfigError::new("capacity", capacity, "a whole number from 1 up"));
        }
        if let Some(pair) = from.windows(2).find(|pair| pair[0] > pair[1]) {
            let allowed = format!("at least {}, that of the less important calls", pair[0].fraction());
            return Err(ConfigError::new("from", decimal::short(pair[1].fraction(), 9), allowed));
        }
        Ok(Self { capacity, from, active: 0, shed: [0; 4] })
    }

    /// Takes other settings from the next decision on; calls worked on stay.
    pub fn configure(&mut self, other: &Self) {
        (self.capacity, self.from) = (other.capacity, other.from);
    }

    /// Calls worked on.
    pub const fn active(&self) -> u32 {
        self.active
    }

    /// How many calls of that importance were turned away so far.
    pub const fn shed(&self, criticality: Criticality) -> u64 {
        self.shed[criticality as usize]
    }

    /// The most calls at a time.
    pub const fn capacity(&self) -> u32 {
        self.capacity
    }

    /// A call comes to the door.
    pub fn admit(&mut self, criticality: Criticality) -> Decision {
        let index = criticality as usize;
        let (active, capacity, from) = (self.active, self.capacity, self.from[index]);
        if active >= capacity || from.reached_by(u64::from(active), u64::from(capacity)) {
            self.shed[index] = self.shed[index].saturating_add(1);
            return Decision::Shed(Shed { criticality, active, capacity, from });
        }
        self.active += 1;
        Decision::Admitted { active: self.active }
    }

    /// A call that was worked on has ended, however.
    pub const fn release(&mut self) {
        self.active = self.active.saturating_sub(1);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn shares(from: [f64; 4]) -> [Share; 4] {
        from.map(|share| Share::new(share).unwrap())
    }

    #[test]
    fn the_least_important_go_first_and_full_is_full_for_all() {
        let mut door = Shedder::new(10, shares([0.5, 0.7, 0.9, 1.0])).unwrap();
        let mut let_in = Vec::new();
        for criticality in Criticality::ALL {
            let count = (0..20).filter(|_| matches!(door.admit(criticality), Decision::Admitted { .. })).count();
            let_in.push((count, door.shed(criticality)));
        }
        assert_eq!(let_in, [(5, 15), (2, 18), (2, 18), (1, 19)]);
        door.release();
        let from = Share::new(0.9).unwrap();
        let shed = Shed { criticality: Criticality::Critical, active: 9, capacity: 10, from };
        assert_eq!(door.admit(Criticality::Critical), Decision::Shed(shed));
        assert_eq!(door.admit(Criticality::CriticalPlus), Decision::Admitted { active: 10 });
    }

    #[test]
    fn what_makes_no_sense_is_refused_by_name() {
        assert_eq!(Shedder::new(0, shares([1.0; 4])).unwrap_err().field, "capacity");
        let error = Shedder::new(1, shares([0.5, 0.4, 1.0, 1.0])).unwrap_err();
        assert_eq!(error.to_string(), "from is 0.4, but must be at least 0.5, that of the less important calls");
    }
}
