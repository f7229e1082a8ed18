//! Retries by a strategy that is chosen from what was recorded of each, in the path of a call.

use super::{Context, Effect, Effects, Layer, RequestId, failure_kind, ms, of_kind};
use crate::policy::retry::adaptive::Adaptive;
use crate::policy::retry::plan::{Course, Failure, Next, Plan, Reason};
use crate::policy::retry::presets;
use crate::policy::retry::selection::{Choice, Learning, OperationType, Rule, Selection, Strategy};
use crate::policy::{ConfigError, FailureKind, retry};
use crate::sim::event::{CallOutcome, Event};
use crate::sim::slots::Beside;
use crate::time::Instant;

/// The strategies, their records, and where each request under way stands.
#[derive(Clone, Debug)]
pub struct SelectionLayer {
    selection: Selection,
    kind: OperationType,
    network: Plan,
    linear: Plan,
    adaptive: Adaptive,
    standings: Beside<Standing>,
}

#[derive(Clone, Copy, Debug)]
struct Standing {
    strategy: Strategy,
    course: Course,
    started: Instant,
}

impl SelectionLayer {
    /// `SysManage`'s three strategies for operations of one type.
    ///
    /// # Errors
    /// What [`Selection::new`] refuses.
    pub fn new(learning: Learning, kind: OperationType) -> Result<Self, ConfigError> {
        Ok(Self {
            selection: Selection::new(learning)?,
            kind,
            network: presets::sysmanage_network()?,
            linear: presets::sysmanage_linear()?,
            adaptive: Adaptive::sysmanage()?,
            standings: Beside::new(),
        })
    }

    const fn plan(&self, strategy: Strategy) -> &Plan {
        match strategy {
            // The adaptive strategy has the network plan's attempts and kinds, and delays of its own.
            Strategy::Exponential | Strategy::Adaptive => &self.network,
            Strategy::Linear => &self.linear,
        }
    }

    /// A request has ended.
    fn end(&mut self, at: Context, request: RequestId, success: bool) {
        let Some(standing) = self.standings.remove(request) else { return };
        self.selection.report(self.kind, standing.strategy, at.now.since(standing.started), success);
        if standing.strategy == Strategy::Adaptive {
            self.adaptive.report(success);
        }
    }

    fn fail(&mut self, at: Context, request: RequestId, kind: FailureKind) -> Vec<Effect> {
        let Some(&standing) = self.standings.get(request) else { return Vec::new() };
        let (mut course, retry) = (standing.course, standing.course.attempt());
        let failure = Failure { kind, retry_after: None };
        let next = self.plan(standing.strategy).on_failure(&mut course, at.now, failure, at.jitter());
        self.standings.insert(request, Standing { course, ..standing });
        let mut delay = match next {
            Next::Again { delay, .. } => delay,
            Next::GiveUp(reason) => {
                self.end(at, request, false);
                let reason = match reason {
                    Reason::Exhausted { attempts } => Some(retry::Reason::Exhausted { attempts }),
                    Reason::NotRetried { kind } => Some(retry::Reason::NotRetried { kind }),
                    _ => None,
                };
                return vec![Effect::Reply(CallOutcome::Failed { kind, reason })];
            }
        };
        let mut effects = Vec::new();
        if standing.strategy == Strategy::Adaptive {
            let adapted = self.adaptive.delay(retry, at.jitter());
            delay = adapted.delay;
            let numbers = vec![
                ("percent", f64::from(adapted.percent)),
                ("successes", adapted.successes as f64),
                ("operations", adapted.operations as f64),
            ];
            effects.push(Effect::Emit(Event::Decided(at.decided("adaptive_backoff", "factor", &numbers))));
        }
        let until = at.now.after(delay.total);
        effects.push(Effect::Emit(Event::Waiting { call: at.call, attempt: at.asked + 1, delay, until }));
        effects.push(Effect::Timer(until));
        effects
    }
}

/// The choice as an event: the rule is the strategy, the numbers say why.
fn chosen(at: Context, choice: Choice) -> Effect {
    let rule = match choice.strategy {
        Strategy::Exponential => "exponential",
        Strategy::Linear => "linear",
        Strategy::Adaptive => "adaptive",
    };
    let numbers = match choice.rule {
        Rule::Start => vec![],
        Rule::Trial { done, of } => vec![("tried", done as f64), ("of", f64::from(of))],
        Rule::Quickest { average } => vec![("average_ms", ms(average))],
    };
    Effect::Emit(Event::Decided(at.decided("strategy", rule, &numbers)))
}

impl Layer for SelectionLayer {
    fn name(&self) -> &'static str {
        "strategy"
    }

    fn fork(&self) -> Box<dyn Layer> {
        Box::new(self.clone())
    }

    /// The type of operation changes; what was recorded stays.
    fn adopt(&mut self, other: &dyn Layer) {
        if let Some(other) = of_kind::<Self>(other) {
            self.kind = other.kind;
        }
    }

    fn on_call(&mut self, at: Context, request: RequestId, effects: &mut Effects) {
        let choice = self.selection.choose(self.kind);
        let course = self.plan(choice.strategy).begin(at.now);
        self.standings.insert(request, Standing { strategy: choice.strategy, course, started: at.now });
        effects.extend([chosen(at, choice), Effect::Forward]);
    }

    fn on_result(&mut self, at: Context, request: RequestId, outcome: CallOutcome, effects: &mut Effects) {
        if let Some(kind) = failure_kind(outcome) {
            return effects.extend(self.fail(at, request, kind));
        }
        self.end(at, request, true);
        effects.push(Effect::Reply(outcome));
    }

    fn on_timer(&mut self, _: Context, request: RequestId, effects: &mut Effects) {
        if self.standings.get(request).is_some() {
            effects.push(Effect::Forward);
        }
    }

    fn on_cancel(&mut self, _: Context, request: RequestId, _: &mut Effects) {
        self.standings.remove(request);
    }
}
