//! A bulkhead for each kind of resource: SysManage's `BulkheadManager`.

use core::time::Duration;
use std::collections::BTreeMap;

use super::{Bulkhead, Settings, Stats};
use crate::policy::ConfigError;

/// The settings that SysManage has for a kind of resource: how many calls at a time and how long each may run. Any
/// other kind gets the defaults.
pub fn documented(resource: &str) -> Settings {
    let with = |limit, seconds| Settings { limit, run_limit: Duration::from_secs(seconds), ..Settings::default() };
    match resource {
        "database" => with(20, 10),
        "agent_communication" => with(50, 30),
        "external_api" => with(10, 60),
        "file_operations" => with(5, 120),
        _ => Settings::default(),
    }
}

/// Bulkheads by the name of what they guard.
///
/// Too many reports fill only the bulkhead of reports, so calls of the database still run:
///
/// ```
/// use half_open::policy::bulkhead::resources::Bulkheads;
/// use half_open::policy::bulkhead::{Decision, Settings};
/// use half_open::time::Instant;
///
/// let mut bulkheads = Bulkheads::new();
/// let small = Settings { limit: 1, queue: 0, ..Settings::default() };
/// let first = bulkheads.get("reports", Some(small))?.admit(Instant::ZERO).1;
/// assert!(matches!(first, Decision::Runs(_)));
/// let second = bulkheads.get("reports", None)?.admit(Instant::ZERO).1;
/// assert!(matches!(second, Decision::Rejected(_)));
/// let other = bulkheads.get("database", None)?.admit(Instant::ZERO).1;
/// assert!(matches!(other, Decision::Runs(_)));
/// # Ok::<(), half_open::policy::ConfigError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulkheads {
    by_name: BTreeMap<String, Bulkhead>,
}

impl Bulkheads {
    /// None yet.
    pub const fn new() -> Self {
        Self { by_name: BTreeMap::new() }
    }

    /// The bulkhead of a resource. The first use makes it, with `settings` or the documented ones; later settings
    /// for the same name do nothing, as in the documented manager.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses.
    pub fn get(&mut self, resource: &str, settings: Option<Settings>) -> Result<&mut Bulkhead, ConfigError> {
        let made = Bulkhead::new(settings.unwrap_or_else(|| documented(resource)))?;
        Ok(self.by_name.entry(resource.to_owned()).or_insert(made))
    }

    /// The figures of each, in the order of their names.
    pub fn stats(&self) -> impl Iterator<Item = (&str, Stats)> {
        self.by_name.iter().map(|(name, bulkhead)| (name.as_str(), bulkhead.stats()))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_resource_has_its_own_documented_bulkhead() {
        for (name, limit, seconds) in [
            ("database", 20, 10),
            ("agent_communication", 50, 30),
            ("external_api", 10, 60),
            ("file_operations", 5, 120),
            ("anything else", 10, 30),
        ] {
            let settings = documented(name);
            assert_eq!((settings.limit, settings.run_limit.as_secs(), settings.queue), (limit, seconds, 100));
        }
    }

    #[test]
    fn one_that_is_full_leaves_the_others_their_room() {
        let mut all = Bulkheads::new();
        let small = Settings { limit: 1, queue: 0, ..Settings::default() };
        for _ in 0..3 {
            let _ = all.get("reports", Some(small)).unwrap().admit(crate::time::Instant::ZERO);
        }
        let _ = all.get("database", None).unwrap().admit(crate::time::Instant::ZERO);
        let stats: Vec<_> = all.stats().map(|(name, stats)| (name, stats.active, stats.rejected)).collect();
        assert_eq!(stats, [("database", 1, 0), ("reports", 1, 2)]);
        assert_eq!(all.get("reports", None).unwrap().settings().limit, 1);
        assert_eq!(all.get("new", Some(Settings { limit: 0, ..small })).unwrap_err().field, "limit");
    }
}
