//! A connection pool in the path of a call: a call holds a connection until it is answered, and where none is left it is
//! refused at once. A connection whose call failed is closed; the next call opens another one in its place.

use super::through::switched_on;
use super::{Context, Effect, Effects, Layer, RequestId, ms, of_kind};
use crate::policy::ConfigError;
use crate::policy::pool::{Acquired, Condition, Id, Key, Pool, Released, Settings};
use crate::sim::event::{CallOutcome, Event};
use crate::sim::slots::Beside;

const NAME: &str = "pool";

/// A pool, the key of the calls that come now, and the connections that they hold.
#[derive(Clone, Debug)]
pub struct PoolLayer {
    pool: Pool,
    key: Key,
    lent: Beside<Id>,
}

impl PoolLayer {
    /// The layer of an empty pool whose calls have this key.
    ///
    /// # Errors
    /// What [`Settings::check`] refuses.
    pub fn new(settings: Settings, key: Key) -> Result<Self, ConfigError> {
        Ok(Self { pool: Pool::new(settings)?, key, lent: Beside::new() })
    }

    /// A decision with the pool's use after it.
    fn told(&self, at: Context, rule: &'static str, more: &[(&'static str, f64)]) -> Event {
        let usage = self.pool.usage();
        let mut numbers = vec![
            ("in_use", f64::from(usage.in_use)),
            ("idle", f64::from(usage.idle)),
            ("limit", f64::from(usage.limit)),
        ];
        numbers.extend_from_slice(more);
        Event::Decided(at.decided(NAME, rule, &numbers))
    }

    fn release(&mut self, at: Context, request: RequestId, condition: Condition, effects: &mut Effects) {
        let Some(id) = self.lent.remove(request) else { return };
        let rule = match self.pool.release(at.now, id, condition) {
            Released::Kept => "kept",
            Released::FoundClosed => "closed",
            Released::WornOut | Released::NotKept | Released::Unknown => "not_kept",
        };
        effects.push(Effect::Emit(self.told(at, rule, &[("connection", id as f64)])));
    }
}

impl Layer for PoolLayer {
    fn name(&self) -> &'static str {
        NAME
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    fn taking_over(&self, before: &dyn Layer) -> Option<Box<dyn Layer>> {
        switched_on(self, before)
    }

    fn adopt(&mut self, other: &dyn Layer) {
        let Some(other) = of_kind::<Self>(other) else { return };
        let checked = self.pool.configure(*other.pool.settings());
        debug_assert!(checked.is_ok(), "the settings of a pool that exists are valid");
        self.key.clone_from(&other.key);
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        match self.pool.acquire(at.now, &self.key) {
            Acquired::Reused { id, idle } => {
                self.lent.insert(request, id);
                let numbers = [("connection", id as f64), ("idle_ms", ms(idle))];
                effects.extend([Effect::Emit(self.told(at, "reused", &numbers)), Effect::Forward]);
            }
            Acquired::Opened { id, evicted } => {
                self.lent.insert(request, id);
                let mut numbers = vec![("connection", id as f64)];
                numbers.extend(evicted.map(|evicted| ("evicted", evicted as f64)));
                effects.extend([Effect::Emit(self.told(at, "opened", &numbers)), Effect::Forward]);
            }
            Acquired::Exhausted { by_key, in_use, limit } => {
                let numbers =
                    [("in_use", f64::from(in_use)), ("limit", f64::from(limit)), ("by_key", f64::from(by_key))];
                effects.push(Effect::Reject(at.decided(NAME, "exhausted", &numbers)));
            }
        }
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let condition = match outcome {
            // A refusal inside has not touched the connection.
            CallOutcome::Success { .. } | CallOutcome::FellBack { .. } | CallOutcome::Refused => Condition::Good,
            // In the midst of an answer, or of none: nobody can say what comes next on it.
            CallOutcome::Failed { .. } => Condition::Closed,
        };
        self.release(at, request, condition, effects);
        effects.push(Effect::Reply(outcome));
    }

    fn on_cancel(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        self.release(at, request, Condition::Closed, effects);
    }
}
