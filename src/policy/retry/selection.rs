//! Choosing a retry strategy by how well each has done: `SysManage`'s `IntelligentRetryManager`.
//!
//! Three strategies are known, a type of operation starts with one of them, and the one with the least average time
//! is chosen from what was recorded. What is meant is a comparison, so by default each strategy is tried before the
//! first choice. `SysManage`'s code never compares: it records the default strategy's first operation, finds it the
//! only one with a record and stays with it for ever ([`Learning::FirstForEver`]). (Its adaptive strategy, moreover,
//! calls two methods that its class has not, so that operations of the type `api` fail at once; that is not imitated.)

use core::time::Duration;

use crate::policy::ConfigError;
use crate::time::nanos;

/// A way of spacing attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// Growing delays, by the network plan.
    Exponential,
    /// Evenly growing delays.
    Linear,
    /// Delays that follow the success rate.
    Adaptive,
}

impl Strategy {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Exponential, Self::Linear, Self::Adaptive];
}

/// What an operation has to do with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationType {
    /// The network; starts with exponential delays.
    Network,
    /// A database; starts with linear delays.
    Database,
    /// A programming interface of others; starts with adaptive delays.
    Api,
    /// Anything else; starts with exponential delays.
    Default,
}

impl OperationType {
    /// The strategy to start with.
    pub const fn start(self) -> Strategy {
        match self {
            Self::Network | Self::Default => Strategy::Exponential,
            Self::Database => Strategy::Linear,
            Self::Api => Strategy::Adaptive,
        }
    }
}

/// How strategies come to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learning {
    /// Each is used for this many operations of a type before the first choice: the intent.
    TryEach {
        /// 1 or more.
        operations: u32,
    },
    /// The first one is used for ever: the code.
    FirstForEver,
}

/// What is known of a strategy for one type of operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Performance {
    /// Operations that have ended.
    pub operations: u64,
    /// Of these: successes. Recorded as in `SysManage`, where nothing uses it either.
    pub successes: u64,
    /// The time that all of them took, with all their attempts and waits.
    pub total: Duration,
}

impl Performance {
    /// The average time of an operation; nothing before the first has ended.
    pub fn average(&self) -> Option<Duration> {
        (self.operations > 0).then(|| Duration::from_nanos(nanos(self.total) / self.operations))
    }

    /// Whether an operation took less time here, on average, by cross-multiplication.
    fn quicker_than(&self, other: &Self) -> bool {
        u128::from(nanos(self.total)) * u128::from(other.operations)
            < u128::from(nanos(other.total)) * u128::from(self.operations)
    }
}

/// A choice and its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The strategy.
    pub strategy: Strategy,
    /// Why this one.
    pub rule: Rule,
}

/// Why a strategy was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// It is the one that the type of operation starts with.
    Start,
    /// It has not been tried often enough to be compared.
    Trial {
        /// How often it was tried.
        done: u64,
        /// How often it is to be.
        of: u32,
    },
    /// Its operations took the least time on average.
    Quickest {
        /// That average.
        average: Duration,
    },
}

/// The records of all strategies for all types of operation.
///
/// Each strategy is tried once, because what was never tried cannot be compared, and then the quickest is chosen:
///
/// ```
/// use core::time::Duration;
/// use half_open::policy::retry::selection::{Choice, Learning, OperationType, Rule, Selection, Strategy};
///
/// let mut selection = Selection::new(Learning::TryEach { operations: 1 })?;
/// let kind = OperationType::Database;
/// for (strategy, millis) in [(Strategy::Linear, 900), (Strategy::Exponential, 300), (Strategy::Adaptive, 400)] {
///     assert_eq!(selection.choose(kind).strategy, strategy);
///     selection.report(kind, strategy, Duration::from_millis(millis), true);
/// }
/// let rule = Rule::Quickest { average: Duration::from_millis(300) };
/// assert_eq!(selection.choose(kind), Choice { strategy: Strategy::Exponential, rule });
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    learning: Learning,
    records: [[Performance; 3]; 4],
}

impl Selection {
    /// A selection without records.
    ///
    /// # Errors
    /// Trials of 0 `operations`, after which there is nothing to compare.
    pub fn new(learning: Learning) -> Result<Self, ConfigError> {
        if learning == (Learning::TryEach { operations: 0 }) {
            return Err(ConfigError::new("operations", 0, "a whole number from 1 up"));
        }
        Ok(Self { learning, records: Default::default() })
    }

    /// What is known of a strategy.
    pub const fn performance(&self, kind: OperationType, strategy: Strategy) -> &Performance {
        &self.records[kind as usize][strategy as usize]
    }

    /// The strategy for the next operation of a type.
    pub fn choose(&self, kind: OperationType) -> Choice {
        let start = kind.start();
        let of = match self.learning {
            Learning::TryEach { operations } => operations,
            Learning::FirstForEver => 0,
        };
        let others = Strategy::ALL.into_iter().filter(|&strategy| strategy != start);
        for strategy in core::iter::once(start).chain(others) {
            let done = self.performance(kind, strategy).operations;
            if done < u64::from(of) {
                let rule = if strategy == start && done == 0 { Rule::Start } else { Rule::Trial { done, of } };
                return Choice { strategy, rule };
            }
        }
        let mut quickest: Option<Strategy> = None;
        for strategy in Strategy::ALL {
            let record = self.performance(kind, strategy);
            let better = quickest.is_none_or(|best| record.quicker_than(self.performance(kind, best)));
            if record.operations > 0 && better {
                quickest = Some(strategy);
            }
        }
        let known = quickest.and_then(|strategy| Some((strategy, self.performance(kind, strategy).average()?)));
        known.map_or(Choice { strategy: start, rule: Rule::Start }, |(strategy, average)| Choice {
            strategy,
            rule: Rule::Quickest { average },
        })
    }

    /// An operation has ended, `took` after it started.
    pub fn report(&mut self, kind: OperationType, strategy: Strategy, took: Duration, success: bool) {
        let record = &mut self.records[kind as usize][strategy as usize];
        record.operations = record.operations.saturating_add(1);
        record.successes = record.successes.saturating_add(u64::from(success));
        record.total = record.total.saturating_add(took);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    const KIND: OperationType = OperationType::Database;

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    /// The strategies of the next operations, of which each strategy's take its own time.
    fn chosen(learning: Learning, times: [u64; 3], count: usize) -> Vec<Strategy> {
        let mut selection = Selection::new(learning).unwrap();
        let next = || {
            let strategy = selection.choose(KIND).strategy;
            selection.report(KIND, strategy, ms(times[strategy as usize]), true);
            strategy
        };
        core::iter::repeat_with(next).take(count).collect()
    }

    #[test]
    fn each_type_starts_with_its_strategy() {
        let selection = Selection::new(Learning::FirstForEver).unwrap();
        let start = |kind| selection.choose(kind);
        let of = |strategy| Choice { strategy, rule: Rule::Start };
        assert_eq!(start(OperationType::Network), of(Strategy::Exponential));
        assert_eq!(start(OperationType::Database), of(Strategy::Linear));
        assert_eq!(start(OperationType::Api), of(Strategy::Adaptive));
        assert_eq!(start(OperationType::Default), of(Strategy::Exponential));
    }

    #[test]
    fn the_intent_tries_each_and_stays_with_the_quickest() {
        use Strategy::{Adaptive, Exponential, Linear};
        let chosen = chosen(Learning::TryEach { operations: 2 }, [300, 900, 200], 8);
        assert_eq!(chosen, [Linear, Linear, Exponential, Exponential, Adaptive, Adaptive, Adaptive, Adaptive]);
    }

    #[test]
    fn the_code_never_tries_a_second() {
        assert_eq!(chosen(Learning::FirstForEver, [1, 900, 1], 50), [Strategy::Linear; 50]);
    }

    #[test]
    fn a_strategy_that_slows_down_is_left() {
        let mut selection = Selection::new(Learning::TryEach { operations: 1 }).unwrap();
        for (strategy, took) in [(Strategy::Linear, 100), (Strategy::Exponential, 150), (Strategy::Adaptive, 400)] {
            selection.report(KIND, strategy, ms(took), true);
        }
        let choice = Choice { strategy: Strategy::Linear, rule: Rule::Quickest { average: ms(100) } };
        assert_eq!(selection.choose(KIND), choice);
        selection.report(KIND, Strategy::Linear, ms(300), false);
        assert_eq!(selection.choose(KIND).strategy, Strategy::Exponential);
        assert_eq!(selection.performance(KIND, Strategy::Linear).successes, 1);
    }

    #[test]
    fn point_9_a_comparison_of_nothing_is_refused_by_name() {
        assert_eq!(Selection::new(Learning::TryEach { operations: 0 }).unwrap_err().field, "operations");
    }
}
