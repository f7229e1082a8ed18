//! sony/gobreaker 2.4: CircuitBreaker and its rolling counts.

use std::collections::BTreeMap;

use super::{Answer, Call, Library, Mistake};

/// Counts, as a `ReadyToTrip` sees them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) requests: u32,
    pub(crate) successes: u32,
    pub(crate) failures: u32,
    pub(crate) consecutive_successes: u32,
    pub(crate) consecutive_failures: u32,
    pub(crate) exclusions: u32,
}

impl Counts {
    fn on_success(&mut self) {
        self.successes += 1;
        self.consecutive_successes += 1;
        self.consecutive_failures = 0;
    }

    fn on_failure(&mut self) {
        self.failures += 1;
        self.consecutive_failures += 1;
        self.consecutive_successes = 0;
    }

    fn on_exclusion(&mut self) {
        self.exclusions += 1;
    }
}

/// Settings; spans in ms, 0 for no interval and no buckets.
pub(crate) struct Settings {
    pub(crate) max_requests: u32,
    pub(crate) interval: u64,
    pub(crate) bucket_period: u64,
    pub(crate) timeout: f64,
    pub(crate) ready_to_trip: Box<dyn Fn(Counts) -> bool>,
    /// By IsExcluded nothing, by IsSuccessful a success.
    pub(crate) mistake: Mistake,
}

impl Default for Settings {
    fn default() -> Self {
        let ready_to_trip = Box::new(|counts: Counts| counts.consecutive_failures > 5);
        Self {
            max_requests: 1,
            interval: 0,
            bucket_period: 0,
            timeout: 60_000.0,
            ready_to_trip,
            mistake: Mistake::Failure,
        }
    }
}

/// The breaker.
pub(crate) struct Gobreaker {
    settings: Settings,
    state: &'static str,
    generation: u64,
    counts: Counts,
    buckets: Vec<Counts>,
    age: u64,
    start: u64,
    expiry: Option<f64>,
    /// Generation and age of each call's admission.
    admitted: BTreeMap<Call, (u64, u64)>,
}

impl Gobreaker {
    pub(crate) fn new(settings: Settings) -> Self {
        let buckets = settings.interval.checked_div(settings.bucket_period).unwrap_or(0) as usize;
        let mut breaker = Self {
            settings,
            state: "closed",
            generation: 0,
            counts: Counts::default(),
            buckets: vec![Counts::default(); buckets],
            age: 0,
            start: 0,
            expiry: None,
            admitted: BTreeMap::new(),
        };
        breaker.new_generation(0);
        breaker
    }

    fn rolls(&self) -> bool {
        self.buckets.len() >= 2
    }

    fn new_generation(&mut self, now: u64) {
        self.generation += 1;
        (self.start, self.age, self.counts) = (now, 0, Counts::default());
        self.buckets.fill(Counts::default());
        self.expiry = match self.state {
            "closed" if self.settings.interval == 0 || self.rolls() => None,
            "closed" => Some((now + self.settings.interval) as f64),
            "open" => Some(now as f64 + self.settings.timeout),
            _ => None,
        };
    }

    fn set(&mut self, now: u64, state: &'static str) {
        self.state = state;
        self.new_generation(now);
    }

    fn current_state(&mut self, now: u64) {
        let expired = self.expiry.is_some_and(|expiry| expiry < now as f64);
        match self.state {
            "closed" if expired => self.new_generation(now),
            "closed" if self.rolls() => self.grow((now - self.start) / self.settings.bucket_period),
            "open" if expired => self.set(now, "half-open"),
            _ => {}
        }
    }

    fn grow(&mut self, age: u64) {
        if age >= self.age + self.buckets.len() as u64 {
            self.counts = Counts::default();
            self.buckets.fill(Counts::default());
            self.age = age;
        }
        while self.age < age {
            self.age += 1;
            self.drop_oldest();
        }
    }

    /// Takes the bucket that the present one replaces out of the counts.
    fn drop_oldest(&mut self) {
        let (place, length) = (self.age as usize % self.buckets.len(), self.buckets.len());
        let bucket = self.buckets[place];
        let others = (1..length).map(|step| self.buckets[(place + step) % length]);
        let (good, bad) = others.fold((0, 0), |(good, bad), other| (good + other.successes, bad + other.failures));
        // A run that fills the window loses what was its beginning.
        if self.counts.consecutive_successes == bucket.consecutive_successes + good {
            self.counts.consecutive_successes -= bucket.consecutive_successes;
        }
        if self.counts.consecutive_failures == bucket.consecutive_failures + bad {
            self.counts.consecutive_failures -= bucket.consecutive_failures;
        }
        self.counts.requests -= bucket.requests.min(self.counts.requests);
        self.counts.successes -= bucket.successes.min(self.counts.successes);
        self.counts.failures -= bucket.failures.min(self.counts.failures);
        self.counts.exclusions -= bucket.exclusions.min(self.counts.exclusions);
        self.buckets[place] = Counts::default();
    }

    /// Counts a result in the bucket of its admission, if that is still there.
    fn count(&mut self, age: u64, count: fn(&mut Counts)) {
        if self.buckets.is_empty() {
            count(&mut self.counts);
        } else if self.age - age < self.buckets.len() as u64 {
            count(&mut self.counts);
            let place = age as usize % self.buckets.len();
            count(&mut self.buckets[place]);
        }
    }
}

impl Library for Gobreaker {
    fn state(&self) -> &'static str {
        self.state
    }

    fn ask(&mut self, now: u64, call: Call) -> Answer {
        self.current_state(now);
        // A call that is excluded gives its place back.
        let full = self.counts.requests - self.counts.exclusions >= self.settings.max_requests;
        if self.state == "open" || (self.state == "half-open" && full) {
            return Answer::Refused;
        }
        self.counts.requests += 1;
        if !self.buckets.is_empty() {
            let place = self.age as usize % self.buckets.len();
            self.buckets[place].requests += 1;
        }
        self.admitted.insert(call, (self.generation, self.age));
        Answer::Goes
    }

    fn end(&mut self, now: u64, call: Call, good: bool) {
        self.current_state(now);
        let Some((generation, age)) = self.admitted.remove(&call) else { return };
        if generation != self.generation {
            return;
        }
        match (self.state, good) {
            ("closed" | "half-open", true) => self.count(age, Counts::on_success),
            ("closed", false) => self.count(age, Counts::on_failure),
            _ => {}
        }
        match (self.state, good) {
            ("half-open", true) if self.counts.consecutive_successes >= self.settings.max_requests => {
                self.set(now, "closed");
            }
            ("half-open", false) => self.set(now, "open"),
            ("closed", false) if (self.settings.ready_to_trip)(self.counts) => self.set(now, "open"),
            _ => {}
        }
    }

    fn mistaken(&mut self, now: u64, call: Call) {
        if self.settings.mistake != Mistake::Nothing {
            return self.end(now, call, self.settings.mistake == Mistake::Success);
        }
        self.current_state(now);
        let Some((generation, age)) = self.admitted.remove(&call) else { return };
        if generation == self.generation {
            self.count(age, Counts::on_exclusion);
        }
    }
}
