//! New seeds, from the system's randomness: the only place that asks for it. Whoever takes a seed writes it down, so the
//! run can be played again.

/// Seeds that are made here are below this, short enough to be read out.
const MOST: u32 = 1_000_000;

/// A new seed.
///
/// # Errors
///
/// Where the system or the browser has no source of randomness.
pub fn new() -> Result<u64, getrandom::Error> {
    getrandom::u32().map(|number| u64::from(number % MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_new_and_can_be_read_out() {
        let seeds: Vec<u64> = (0..8).map_while(|_| new().ok()).collect();
        assert!(seeds.len() == 8 && seeds.iter().all(|seed| *seed < u64::from(MOST)), "{seeds:?}");
        assert!(seeds.iter().any(|seed| *seed != seeds[0]), "{seeds:?}");
    }
}
