//! Of which kinds a service's failures are.

use crate::policy::FailureKind::{
    self, Authentication, Bug, ClientError, Connection, RateLimited, ServerError, Timeout, Unavailable, Unknown,
};

/// Parts in a whole.
const WHOLE: u16 = 10_000;

/// The share of each kind among a service's failures, in parts per ten thousand; together a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mix {
    parts: [u16; Self::KINDS.len()],
}

/// Connections that break or cannot be made, and nothing else.
impl Default for Mix {
    fn default() -> Self {
        Self::only(Connection)
    }
}

impl Mix {
    /// The kinds that a service can fail with. A refusal is no failure of a service.
    pub const KINDS: [FailureKind; 9] =
        [Connection, Timeout, Unavailable, RateLimited, ClientError, Authentication, ServerError, Bug, Unknown];

    /// One kind only; of [`FailureKind::Refused`], which no service fails with, it makes an unknown one.
    pub fn only(kind: FailureKind) -> Self {
        let place = Self::KINDS.iter().position(|known| *known == kind).unwrap_or(Self::KINDS.len() - 1);
        let mut parts = [0; Self::KINDS.len()];
        parts[place] = WHOLE;
        Self { parts }
    }

    /// The same with one kind more or one less, all in equal shares; the last one stays.
    pub fn toggled(&self, kind: FailureKind) -> Self {
        let there: Vec<FailureKind> =
            Self::KINDS.into_iter().filter(|known| (self.share(*known) > 0.0) != (*known == kind)).collect();
        let share = 1.0 / there.len() as f64;
        Self::new(Self::KINDS.map(|known| if there.contains(&known) { share } else { 0.0 })).unwrap_or(*self)
    }

    /// The shares of [`Mix::KINDS`], each 0 to 1. They add up to 1; what rounding leaves goes to the largest.
    /// Nothing for shares that do not.
    pub fn new(shares: [f64; Self::KINDS.len()]) -> Option<Self> {
        let sum: f64 = shares.iter().sum();
        if !shares.iter().all(|share| (0.0..=1.0).contains(share)) || (sum - 1.0).abs() > 0.0005 {
            return None;
        }
        let mut parts = shares.map(|share| (share * f64::from(WHOLE)).round() as u16);
        let (given, most) = (parts.iter().sum::<u16>(), parts.iter_mut().max_by_key(|part| **part)?);
        *most = (*most + WHOLE).saturating_sub(given);
        Some(Self { parts })
    }

    /// The kinds that there are, each with its share.
    pub fn iter(&self) -> impl Iterator<Item = (FailureKind, f64)> {
        let shares = Self::KINDS.into_iter().zip(self.parts);
        shares.filter(|(_, part)| *part > 0).map(|(kind, part)| (kind, f64::from(part) / f64::from(WHOLE)))
    }

    /// The share of a kind.
    pub fn share(&self, kind: FailureKind) -> f64 {
        self.iter().find(|(known, _)| *known == kind).map_or(0.0, |(_, share)| share)
    }

    /// The only kind, if there is no other.
    pub fn single(&self) -> Option<FailureKind> {
        Self::KINDS.into_iter().zip(self.parts).find(|(_, part)| *part >= WHOLE).map(|(kind, _)| kind)
    }

    /// The kind for a draw in [0, 1).
    pub fn pick(&self, draw: f64) -> FailureKind {
        let mut reached = 0.0;
        for (kind, share) in self.iter() {
            reached += share;
            if draw < reached {
                return kind;
            }
        }
        // What the sum of floats leaves below 1 goes to the last.
        self.iter().last().map_or(Unknown, |(kind, _)| kind)
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_one() {
        let mut shares = [0.0; 9];
        (shares[0], shares[4]) = (0.5, 0.5);
        let half = Mix::new(shares);
        assert_eq!(half.map(|mix| mix.iter().collect()), Some(vec![(Connection, 0.5), (ClientError, 0.5)]));
        for wrong in [0.4, 0.6, -0.5, 1.5, f64::NAN] {
            shares[4] = wrong;
            assert_eq!(Mix::new(shares), None, "{wrong}");
        }
        assert_eq!(Mix::new([0.0; 9]), None);
        let thirds = Mix::new([1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        let sum: f64 = thirds.iter().flat_map(Mix::iter).map(|(_, share)| share).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    }

    #[test]
    fn a_kind_more_or_less_leaves_equal_shares_and_never_none() {
        let two = Mix::default().toggled(ClientError);
        assert_eq!(two.iter().collect::<Vec<_>>(), [(Connection, 0.5), (ClientError, 0.5)]);
        assert_eq!((two.toggled(Connection), two.toggled(ClientError)), (Mix::only(ClientError), Mix::default()));
        assert_eq!(Mix::default().toggled(Connection), Mix::default());
        let all = Mix::KINDS.into_iter().skip(1).fold(Mix::default(), |mix, kind| mix.toggled(kind));
        assert_eq!(all.iter().count(), 9);
    }

    #[test]
    fn a_kind_is_picked_as_often_as_its_share_says() {
        let Some(mix) = Mix::new([0.7, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]) else { panic!("they add up to 1") };
        let picked = (0..1_000).filter(|n| mix.pick(f64::from(*n) / 1_000.0) == Timeout).count();
        assert_eq!(picked, 300);
        assert_eq!((mix.single(), Mix::only(Bug).single(), mix.pick(0.999_999)), (None, Some(Bug), Timeout));
    }
}
