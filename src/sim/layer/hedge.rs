//! Hedged requests in the path of a call. A budget may hold copies back, so that they do not become a storm.

use super::{Context, Effect, Effects, Layer, RequestId, failure_kind, ms, of_kind};
use crate::policy::hedge::{Hedge, Launch, Race, Verdict};
use crate::policy::retry_budget::RetryBudget;
use crate::sim::event::{CallOutcome, Event};
use crate::sim::slots::Beside;

/// A hedge, its budget, and the races under way.
#[derive(Clone, Debug)]
pub struct HedgeLayer {
    hedge: Hedge,
    budget: Option<RetryBudget>,
    races: Beside<Race>,
}

impl HedgeLayer {
    /// The layer of a hedge; with a budget each copy is paid from it.
    pub fn new(hedge: Hedge, budget: Option<RetryBudget>) -> Self {
        Self { hedge, budget, races: Beside::new() }
    }

    /// Whether the budget refuses the next copy of a race; then no other goes either.
    fn refused(&mut self, at: Context, request: RequestId) -> Option<Effect> {
        let refused = self.budget.as_mut()?.admit(at.now).err()?;
        self.races.get_mut(request)?.hold_back();
        let numbers = vec![("balance", refused.balance as f64), ("cost", refused.withdrawal as f64)];
        Some(Effect::Emit(Event::Decided(at.decided("hedge", "held_back", &numbers))))
    }

    /// What sends a copy.
    fn launch(&self, at: Context, request: RequestId, launch: Launch) -> Vec<Effect> {
        let rule = if launch.after_failure { "after_failure" } else { "after_wait" };
        let numbers = vec![("copy", f64::from(launch.copy)), ("waited_ms", ms(launch.waited))];
        let due = self.races.get(request).and_then(Race::next_deadline).map(Effect::Timer);
        [Effect::Emit(Event::Decided(at.decided("hedge", rule, &numbers)))]
            .into_iter()
            .chain(due)
            .chain([Effect::Forward])
            .collect()
    }
}

impl Layer for HedgeLayer {
    fn name(&self) -> &'static str {
        "hedge"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    /// The rule changes for the next request; what was remembered of answer times starts anew.
    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other)
            && self.hedge.settings() != other.hedge.settings()
        {
            self.hedge = other.hedge.clone();
        }
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        if let Some(budget) = &mut self.budget {
            budget.on_call(at.now);
        }
        let race = self.hedge.begin(at.now);
        self.races.insert(request, race);
        effects.extend(race.next_deadline().map(Effect::Timer));
        effects.push(Effect::Forward);
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        let success = failure_kind(outcome).is_none();
        let another = self.races.get(request).is_some_and(|race| self.hedge.launches_on_failure(race));
        let refused = if !success && another { self.refused(at, request) } else { None };
        let Some(race) = self.races.get_mut(request) else { return effects.push(Effect::Reply(outcome)) };
        effects.extend(refused);
        match self.hedge.report(race, at.now, success) {
            Verdict::Launch(launch) => effects.extend(self.launch(at, request, launch)),
            Verdict::Awaits { .. } => {}
            Verdict::Ends { cancelled, took } => {
                let launched = race.launched();
                self.races.remove(request);
                if launched > 1 {
                    let rule = if success { "won" } else { "lost" };
                    let numbers =
                        vec![("sent", f64::from(launched)), ("cancelled", f64::from(cancelled)), ("took_ms", ms(took))];
                    effects.push(Effect::Emit(Event::Decided(at.decided("hedge", rule, &numbers))));
                }
                effects.push(Effect::CancelInner);
                effects.push(Effect::Reply(outcome));
            }
        }
    }

    fn on_timer(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let due = self.races.get(request).and_then(Race::next_deadline);
        if due.is_none_or(|due| at.now < due) {
            return;
        }
        if let Some(refused) = self.refused(at, request) {
            return effects.push(refused);
        }
        let Some(race) = self.races.get_mut(request) else { return };
        let launch = self.hedge.poll(race, at.now);
        if let Some(launch) = launch {
            effects.extend(self.launch(at, request, launch));
        }
    }

    fn on_cancel(&mut self, _: Context, request: RequestId, _: &mut Effects) {
        self.races.remove(request);
    }
}
