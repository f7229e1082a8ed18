//! The policies' words, a file each: what Why says of their decisions in any lab.

pub mod batch;
pub mod breaker;
pub mod bulkhead;
pub mod chaos;
pub mod fallback;
pub mod hedge;
pub mod pool;
pub mod rate_limit;
pub mod retry;
pub mod shed;
pub mod throttle;
pub mod timeout;
