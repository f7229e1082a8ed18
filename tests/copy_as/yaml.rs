//! The YAML for resilience4j, read by a YAML parser: its keys must be properties of resilience4j's Spring Boot starter,
//! and its values such that resilience4j takes them.

use saphyr::{LoadableYamlNode, Yaml};

/// The properties of an instance under `resilience4j.circuitbreaker.instances`, as its reference has them
/// (CommonCircuitBreakerConfigurationProperties.InstanceProperties, 2.x).
const BREAKER: [&str; 24] = [
    "waitDurationInOpenState",
    "slowCallDurationThreshold",
    "maxWaitDurationInHalfOpenState",
    "failureRateThreshold",
    "slowCallRateThreshold",
    "slidingWindowType",
    "slidingWindowSize",
    "minimumNumberOfCalls",
    "permittedNumberOfCallsInHalfOpenState",
    "automaticTransitionFromOpenToHalfOpenEnabled",
    "initialState",
    "writableStackTraceEnabled",
    "allowHealthIndicatorToFail",
    "eventConsumerBufferSize",
    "registerHealthIndicator",
    "recordFailurePredicate",
    "recordExceptions",
    "recordResultPredicate",
    "ignoreExceptionPredicate",
    "ignoreExceptions",
    "baseConfig",
    "enableExponentialBackoff",
    "exponentialBackoffMultiplier",
    "ignoreClassBindingExceptions",
];

/// The properties of an instance under `resilience4j.retry.instances` (CommonRetryConfigurationProperties).
const RETRY: [&str; 15] = [
    "waitDuration",
    "intervalBiFunction",
    "maxAttempts",
    "retryExceptionPredicate",
    "resultPredicate",
    "consumeResultBeforeRetryAttempt",
    "retryExceptions",
    "ignoreExceptions",
    "eventConsumerBufferSize",
    "enableExponentialBackoff",
    "exponentialBackoffMultiplier",
    "exponentialMaxWaitDuration",
    "enableRandomizedWait",
    "randomizedWaitFactor",
    "failAfterMaxAttempts",
];

/// The properties of an instance under `resilience4j.bulkhead.instances` and `resilience4j.ratelimiter.instances`
/// (CommonBulkheadConfigurationProperties and CommonRateLimiterConfigurationProperties).
const BULKHEAD: [&str; 5] =
    ["maxConcurrentCalls", "maxWaitDuration", "writableStackTraceEnabled", "eventConsumerBufferSize", "baseConfig"];
const RATE_LIMITER: [&str; 6] = [
    "limitForPeriod",
    "limitRefreshPeriod",
    "timeoutDuration",
    "writableStackTraceEnabled",
    "registerHealthIndicator",
    "baseConfig",
];

/// Fails unless the text is a configuration that resilience4j takes.
pub(crate) fn check(text: &str) {
    let documents = Yaml::load_from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"));
    assert_eq!(documents.len(), 1, "{text}");
    let root = &documents[0]["resilience4j"];
    let kinds: Vec<&str> = root.as_mapping().expect("a mapping").keys().filter_map(Yaml::as_str).collect();
    assert!(!kinds.is_empty(), "{text}");
    for kind in kinds {
        instance_of(root, kind, text);
    }
}

/// Fails unless one of its kinds of instances is so.
fn instance_of(root: &Yaml<'_>, kind: &str, text: &str) {
    let known: &[&str] = match kind {
        "circuitbreaker" => &BREAKER,
        "retry" => &RETRY,
        "bulkhead" => &BULKHEAD,
        "ratelimiter" => &RATE_LIMITER,
        _ => panic!("{kind} in {text}"),
    };
    let names: &[&str] = match kind {
        "bulkhead" => &["orders", "reports"],
        "ratelimiter" => &["reports"],
        _ => &["sensors"],
    };
    for name in names {
        instance_is_taken(&root[kind]["instances"][*name], kind, known, text);
    }
}

/// Fails unless an instance is so.
fn instance_is_taken(instance: &Yaml<'_>, kind: &str, known: &[&str], text: &str) {
    for key in instance.as_mapping().expect("a mapping").keys() {
        let key = key.as_str().expect("a name");
        assert!(known.contains(&key), "{key} is no property of {kind}: {text}");
    }
    let types = ["ignoreExceptions", "recordExceptions", "retryExceptions"];
    for key in types.into_iter().filter(|key| instance.contains_mapping_key(key)) {
        let names: Vec<&str> = instance[key].as_sequence().expect("a list").iter().filter_map(Yaml::as_str).collect();
        // All of them are in the JDK, so that they can be loaded anywhere.
        assert!(!names.is_empty() && names.iter().all(|name| name.starts_with("java.")), "{key} in {text}");
    }
    let span = |key: &str| {
        let text = instance[key].as_str().unwrap_or_else(|| panic!("{key} is a text in {text}"));
        let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).expect("a unit"));
        let number: u64 = digits.parse().expect("a whole number");
        match unit {
            "s" => number * 1_000,
            "ms" => number,
            _ => panic!("{key}: {text}"),
        }
    };
    let number = |key: &str| {
        let value = &instance[key];
        let whole = value.as_integer().map(|whole| whole as f64);
        whole.or_else(|| value.as_floating_point()).unwrap_or_else(|| panic!("{key} is a number in {text}"))
    };
    if kind == "bulkhead" {
        assert!(number("maxConcurrentCalls") >= 1.0 && span("maxWaitDuration") == 0, "{text}");
    } else if kind == "ratelimiter" {
        assert!(number("limitForPeriod") >= 1.0 && span("limitRefreshPeriod") >= 1, "{text}");
        assert_eq!(span("timeoutDuration"), 0, "{text}");
    } else if kind == "circuitbreaker" {
        let at_least_one = ["slidingWindowSize", "minimumNumberOfCalls", "permittedNumberOfCallsInHalfOpenState"];
        for key in at_least_one {
            assert!(instance[key].as_integer().is_some_and(|count| count >= 1), "{key} in {text}");
        }
        let rate = number("failureRateThreshold");
        assert!(rate > 0.0 && rate <= 100.0, "{text}");
        assert!(["COUNT_BASED", "TIME_BASED"].contains(&instance["slidingWindowType"].as_str().expect("a name")));
        assert!(span("waitDurationInOpenState") >= 1, "{text}");
    } else {
        assert!(number("maxAttempts") >= 1.0, "{text}");
        let grows = instance.contains_mapping_key("enableExponentialBackoff");
        let random = instance.contains_mapping_key("enableRandomizedWait");
        assert!(span("waitDuration") >= u64::from(grows || random), "a wait that changes is at least 1 ms: {text}");
        if grows {
            assert!(number("exponentialBackoffMultiplier") >= 1.0 && span("exponentialMaxWaitDuration") >= 1, "{text}");
        }
        if random {
            assert!((0.0..1.0).contains(&number("randomizedWaitFactor")), "{text}");
        }
    }
}
