//! Luck by address: a random number is a pure function of where it is needed, never of what was drawn before.
//!
//! Two stacks around the same service therefore meet the same luck whatever each lets through, raising a failure
//! rate only adds failures, and jumping to a moment needs no generator state. The price, one small generator set up
//! for each random number, is a few nanoseconds.

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// What a random number decides. Different purposes at the same address are independent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Whether an attempt fails.
    Failure,
    /// How long an attempt takes.
    Latency,
    /// The value a sensor reads.
    Value,
    /// The random part of a wait before a retry.
    Jitter,
    /// Whether a failure is injected.
    Injected,
    /// Whether a throttle lets an attempt out.
    Admission,
    /// Of which kind a failure is.
    Kind,
    /// Whether a call writes.
    Write,
}

/// Where luck is needed: the attempt of a caller's call on a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// The service, by its number in the lab.
    pub service: u32,
    /// The caller, by its number; lone callers are 0.
    pub caller: u32,
    /// The caller's wish, counted from 1, refused ones included.
    pub call: u64,
    /// The attempt within the call, counted from 1, refused ones included.
    pub attempt: u32,
}

/// A random number, uniform in [0, 1), the same on every platform and in every version of this format.
///
/// It is the first number of a generator that is seeded with the address. Of the generator's four words this one needs the
/// first and the last, so the others are not made; [`bell`] goes on with all of them.
pub fn draw(seed: u64, purpose: Purpose, address: Address) -> f64 {
    let state = state(seed, purpose, address);
    let (first, last) = (mix(state), mix(state.wrapping_add(STEP.wrapping_mul(3))));
    let bits = first.wrapping_add(last).rotate_left(23).wrapping_add(first);
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// A random number from a bell curve with the given mean and standard deviation, within six deviations of the mean.
///
/// The sum of twelve uniform random numbers has variance 1 and is close enough to a normal distribution for a sensor's
/// value; it needs additions only, so no platform's `ln` or `cos` can change a run.
pub fn bell(seed: u64, purpose: Purpose, address: Address, mean: f64, deviation: f64) -> f64 {
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(state(seed, purpose, address));
    let sum: f64 = (0..12).map(|_| generator.random::<f64>()).sum();
    mean + deviation * (sum - 6.0)
}

/// The address as one number, with which the generator begins.
#[inline]
fn state(seed: u64, purpose: Purpose, address: Address) -> u64 {
    let purpose = match purpose {
        Purpose::Failure => 1,
        Purpose::Latency => 2,
        Purpose::Value => 3,
        Purpose::Jitter => 4,
        Purpose::Injected => 5,
        Purpose::Admission => 6,
        Purpose::Kind => 7,
        Purpose::Write => 8,
    };
    let who = u64::from(address.service) << 32 | u64::from(address.caller);
    let which = [purpose, who, address.call, u64::from(address.attempt)];
    which.into_iter().fold(mix(seed), |state, part| mix(state ^ mix(part)))
}

/// The step of SplitMix64 from one number to the next.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every input bit changes about half of the output bits.
const fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(STEP);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Address = Address { service: 1, caller: 0, call: 1, attempt: 1 };

    #[test]
    fn the_same_address_gives_the_same_luck_and_another_gives_other_luck() {
        let here = draw(42, Purpose::Failure, HERE);
        assert_eq!(here, draw(42, Purpose::Failure, HERE));
        assert_ne!(here, draw(43, Purpose::Failure, HERE));
        assert_ne!(here, draw(42, Purpose::Latency, HERE));
        for other in [
            Address { service: 2, ..HERE },
            Address { caller: 1, ..HERE },
            Address { call: 2, ..HERE },
            Address { attempt: 2, ..HERE },
        ] {
            assert_ne!(here, draw(42, Purpose::Failure, other));
        }
    }

    #[test]
    fn a_random_number_is_the_first_of_the_seeded_generator() {
        for call in 0..1_000 {
            let address = Address { call, service: call as u32 % 7, ..HERE };
            for purpose in [Purpose::Failure, Purpose::Kind] {
                let mut generator = Xoshiro256PlusPlus::seed_from_u64(state(call, purpose, address));
                assert_eq!(draw(call, purpose, address), generator.random::<f64>());
            }
        }
    }

    #[test]
    fn draws_fill_the_unit_interval_evenly() {
        let mut tenths = [0_u32; 10];
        for call in 0..100_000 {
            let u = draw(7, Purpose::Failure, Address { call, ..HERE });
            assert!((0.0..1.0).contains(&u));
            tenths[(u * 10.0) as usize] += 1;
        }
        // Each tenth holds 10,000 random numbers give or take 95; five deviations leave room for no honest generator to
        // fail.
        assert!(tenths.iter().all(|&n| n.abs_diff(10_000) < 475), "{tenths:?}");
    }

    #[test]
    fn the_bell_has_its_mean_and_deviation() {
        let values: Vec<f64> =
            (0..20_000).map(|call| bell(7, Purpose::Value, Address { call, ..HERE }, 50.0, 10.0)).collect();
        let mean = values.iter().sum::<f64>() / 20_000.0;
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / 20_000.0;
        assert!((mean - 50.0).abs() < 0.4 && (variance - 100.0).abs() < 5.0, "{mean} {variance}");
    }
}
