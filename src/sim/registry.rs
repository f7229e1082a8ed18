//! Many breakers by name: each service its own, or, as a mistake to look at, one that all share.
//!
//! A shared breaker refuses healthy services because a sick one fails, and a healthy one's successes hide the sick
//! one's failures. What a refusal means depends on how critical the service is: it may fail the caller, be answered
//! from a fallback, wait in a queue, or be skipped (the guide's microservice client).

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::policy::ConfigError;
use crate::policy::breaker::general::{Admission, GeneralBreaker, Now, Recorded, Rejection, Settings, State};
use crate::policy::breaker::{Outcome, Permit, presets};

/// What to do with a call that a breaker refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenRefused {
    /// Fail the caller: nothing else will do (the guide: sign-in, payment).
    Fail,
    /// Answer with a fallback (the guide: a cached or unknown user).
    Fallback,
    /// Keep it for later (the guide: notifications, e-mail).
    Queue,
    /// Leave it out (the guide: analytics).
    Skip,
}

/// A service that is called through a breaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Its name; each may be there once. It may be known only at run time.
    pub name: Cow<'static, str>,
    /// The settings of its own breaker.
    pub breaker: Settings,
    /// What a refused call means.
    pub when_refused: WhenRefused,
}

/// What happened to a refused call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// Its caller failed.
    Failed,
    /// It was answered with a fallback.
    FellBack,
    /// It waits with others.
    Queued {
        /// How many wait, this one included.
        waiting: u64,
    },
    /// The queue was full, so its caller failed.
    QueueFull,
    /// It was left out.
    Skipped,
}

/// The answer to a request for admission to a service.
#[derive(Debug, PartialEq)]
#[must_use]
pub enum Asked {
    /// Call the service, and report with the permit.
    Admitted(Permit),
    /// The breaker refused, and this was done instead.
    Refused(Rejection, Instead),
    /// There is no such service.
    Unknown,
}

/// How a service stands.
#[derive(Clone, Debug, PartialEq)]
struct Member {
    /// Nothing if the service uses the shared one.
    own: Option<GeneralBreaker>,
    when_refused: WhenRefused,
    refused: u64,
    waiting: u64,
}

/// Breakers by the name of their service. Operations take the time, as those of a breaker do.
#[derive(Clone, Debug, PartialEq)]
pub struct Registry {
    members: BTreeMap<Cow<'static, str>, Member>,
    shared: Option<GeneralBreaker>,
    queue_limit: u64,
}

impl Registry {
    /// Each service with its own breaker. At most `queue_limit` refused calls of a service wait.
    ///
    /// # Errors
    /// What a breaker's settings refuse, and a name that is there twice.
    pub fn own(services: Vec<Service>, queue_limit: u64) -> Result<Self, ConfigError> {
        Self::new(services, None, queue_limit)
    }

    /// One breaker for all services: a mistake to look at.
    ///
    /// # Errors
    /// As [`Registry::own`].
    pub fn shared(services: Vec<Service>, breaker: Settings, queue_limit: u64) -> Result<Self, ConfigError> {
        Self::new(services, Some(GeneralBreaker::new(breaker)?), queue_limit)
    }

    fn new(services: Vec<Service>, shared: Option<GeneralBreaker>, queue_limit: u64) -> Result<Self, ConfigError> {
        let mut registry = Self { members: BTreeMap::new(), shared, queue_limit };
        for service in services {
            let name = service.name.clone();
            if !registry.ensure(service)? {
                return Err(ConfigError::new("name", name, "a name that no other service has"));
            }
        }
        Ok(registry)
    }

    /// Takes a service in, unless one of its name is there: the first settings stay (as in SysManage's registry).
    /// Whether it was taken in.
    ///
    /// # Errors
    /// What the breaker's settings refuse.
    pub fn ensure(&mut self, service: Service) -> Result<bool, ConfigError> {
        if self.members.contains_key(&service.name) {
            return Ok(false);
        }
        let breaker = GeneralBreaker::new(service.breaker)?;
        let own = self.shared.is_none().then_some(breaker);
        let member = Member { own, when_refused: service.when_refused, refused: 0, waiting: 0 };
        self.members.insert(service.name, member);
        Ok(true)
    }

    /// Asks whether a service may be called; if not, does with the call what is right for the service.
    pub fn admit(&mut self, name: &str, now: impl Into<Now>) -> Asked {
        let Some(member) = self.members.get_mut(name) else { return Asked::Unknown };
        let Some(breaker) = member.own.as_mut().or(self.shared.as_mut()) else { return Asked::Unknown };
        let Admission { decision, .. } = breaker.admit(now);
        let rejection = match decision {
            Ok(permit) => return Asked::Admitted(permit),
            Err(rejection) => rejection,
        };
        member.refused = member.refused.saturating_add(1);
        let instead = match member.when_refused {
            WhenRefused::Fail => Instead::Failed,
            WhenRefused::Fallback => Instead::FellBack,
            WhenRefused::Skip => Instead::Skipped,
            WhenRefused::Queue if member.waiting >= self.queue_limit => Instead::QueueFull,
            WhenRefused::Queue => {
                member.waiting += 1;
                Instead::Queued { waiting: member.waiting }
            }
        };
        Asked::Refused(rejection, instead)
    }

    /// Says how an admitted call to a service came out. Nothing if there is no such service.
    pub fn report(&mut self, name: &str, now: impl Into<Now>, permit: Permit, outcome: Outcome) -> Option<Recorded> {
        Some(self.breaker_mut(name)?.report(now, permit, outcome))
    }

    /// Takes a waiting call of a service out of its queue; false if none waits.
    pub fn take_queued(&mut self, name: &str) -> bool {
        let waiting = self.members.get_mut(name).map(|member| &mut member.waiting).filter(|waiting| **waiting > 0);
        waiting.is_some_and(|waiting| {
            *waiting -= 1;
            true
        })
    }

    /// Closes all breakers and forgets what they have counted; what waits goes on waiting.
    pub fn reset_all(&mut self, now: impl Into<Now>) {
        let now = now.into();
        let own = self.members.values_mut().filter_map(|member| member.own.as_mut());
        for breaker in own.chain(&mut self.shared) {
            breaker.reset(now);
        }
    }

    /// The breaker that a service is called through.
    pub fn breaker(&self, name: &str) -> Option<&GeneralBreaker> {
        self.members.get(name)?.own.as_ref().or(self.shared.as_ref())
    }

    fn breaker_mut(&mut self, name: &str) -> Option<&mut GeneralBreaker> {
        self.members.get_mut(name)?.own.as_mut().or(self.shared.as_mut())
    }

    /// Each service by name, with the state of its breaker and how many of its calls were refused and how many wait.
    pub fn services(&self) -> impl Iterator<Item = (&str, State, u64, u64)> {
        self.members.iter().map(|(name, member)| {
            let breaker = member.own.as_ref().or(self.shared.as_ref());
            let state = breaker.map_or(State::Closed, GeneralBreaker::state);
            (name.as_ref(), state, member.refused, member.waiting)
        })
    }
}

/// The guide's services with their breakers: how many failures in a row open each, for how many seconds, and how many
/// probes may go in total. Critical ones open early and for a short time, others late and for long.
pub fn guide_services() -> Vec<Service> {
    let service = |name, when_refused, failures, wait, probes| Service {
        name: Cow::Borrowed(name),
        breaker: presets::guide(failures, wait, probes, 1),
        when_refused,
    };
    vec![
        service("payment-api", WhenRefused::Fail, 3, 30, 2),
        service("auth-service", WhenRefused::Fail, 3, 30, 2),
        service("user-service", WhenRefused::Fallback, 5, 60, 3),
        // Whatever has no settings of its own, calls between agents among it, has the default.
        service("agents", WhenRefused::Fallback, 5, 60, 3),
        service("email-service", WhenRefused::Queue, 10, 120, 5),
        service("notification-service", WhenRefused::Queue, 10, 120, 5),
        service("analytics-service", WhenRefused::Skip, 15, 300, 3),
        service("health-checks", WhenRefused::Skip, 3, 30, 3),
    ]
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]
mod tests {
    use super::*;
    use crate::time::Instant;

    fn fail(registry: &mut Registry, name: &str, times: u32) {
        for _ in 0..times {
            let Asked::Admitted(permit) = registry.admit(name, Instant::ZERO) else { panic!("{name} is refused") };
            let _ = registry.report(name, Instant::ZERO, permit, Outcome::Failure).unwrap();
        }
    }

    fn instead(registry: &mut Registry, name: &str) -> Instead {
        match registry.admit(name, Instant::ZERO) {
            Asked::Refused(_, instead) => instead,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn each_service_opens_at_its_own_threshold_and_for_its_own_time() {
        for (name, failures, wait) in [
            ("payment-api", 3, 30),
            ("user-service", 5, 60),
            ("email-service", 10, 120),
            ("agents", 5, 60),
            ("health-checks", 3, 30),
            ("analytics-service", 15, 300),
        ] {
            let mut registry = Registry::own(guide_services(), 10).unwrap();
            fail(&mut registry, name, failures - 1);
            assert_eq!(registry.breaker(name).unwrap().state(), State::Closed);
            fail(&mut registry, name, 1);
            let due = Instant::from_millis(wait * 1_000);
            assert!(matches!(registry.admit(name, due), Asked::Refused(..)), "{name}");
            assert!(
                matches!(registry.admit(name, Instant::from_millis(wait * 1_000 + 1)), Asked::Admitted(_)),
                "{name}"
            );
            assert_eq!(registry.services().filter(|(_, state, ..)| *state != State::Closed).count(), 1);
        }
    }

    #[test]
    fn a_refused_call_fails_falls_back_waits_or_is_left_out_by_how_critical_it_is() {
        let mut registry = Registry::own(guide_services(), 2).unwrap();
        for (name, failures) in
            [("payment-api", 3), ("user-service", 5), ("email-service", 10), ("analytics-service", 15)]
        {
            fail(&mut registry, name, failures);
        }
        assert_eq!(instead(&mut registry, "payment-api"), Instead::Failed);
        assert_eq!(instead(&mut registry, "user-service"), Instead::FellBack);
        assert_eq!(instead(&mut registry, "analytics-service"), Instead::Skipped);
        let waiting = [(); 3].map(|()| instead(&mut registry, "email-service"));
        assert_eq!(waiting, [Instead::Queued { waiting: 1 }, Instead::Queued { waiting: 2 }, Instead::QueueFull]);
        assert!(registry.take_queued("email-service") && registry.take_queued("email-service"));
        assert!(!registry.take_queued("email-service") && !registry.take_queued("nobody"));
    }

    #[test]
    fn one_breaker_for_all_refuses_the_healthy_with_the_sick() {
        let mut registry = Registry::shared(guide_services(), presets::guide(5, 60, 3, 1), 10).unwrap();
        fail(&mut registry, "email-service", 5);
        assert_eq!(instead(&mut registry, "payment-api"), Instead::Failed);
        registry.reset_all(Instant::ZERO);
        assert!(matches!(registry.admit("payment-api", Instant::ZERO), Asked::Admitted(_)));
        assert_eq!(registry.admit("nobody", Instant::ZERO), Asked::Unknown);
    }

    #[test]
    fn a_service_may_have_a_name_that_is_known_only_at_run_time() {
        let mut registry = Registry::own(Vec::new(), 10).unwrap();
        for tenant in 1..=2 {
            let name = format!("tenant-{tenant}").into();
            let breaker = presets::guide(1, 1, 1, 1);
            assert_eq!(registry.ensure(Service { name, breaker, when_refused: WhenRefused::Fail }), Ok(true));
        }
        fail(&mut registry, "tenant-2", 1);
        let states: Vec<_> = registry.services().map(|(name, state, ..)| (name, state)).collect();
        assert_eq!(states, [("tenant-1", State::Closed), ("tenant-2", State::Open)]);
    }

    #[test]
    fn the_first_settings_of_a_name_stay_and_a_name_given_twice_is_refused() {
        let mut registry = Registry::own(guide_services(), 10).unwrap();
        let name = Cow::Borrowed("agents");
        let other = Service { name, breaker: presets::guide(1, 1, 1, 1), when_refused: WhenRefused::Fail };
        assert_eq!(registry.ensure(other.clone()), Ok(false));
        assert_eq!(*registry.breaker("agents").unwrap().settings(), presets::guide(5, 60, 3, 1));
        assert_eq!(Registry::own(vec![other.clone(), other], 10).unwrap_err().field, "name");
    }
}
