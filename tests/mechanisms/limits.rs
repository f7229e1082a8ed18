//! Bulkheads, pools, rate limits, throttles and injected failures.
