//! The sentences in English: a file for each lab, and one for each part of the page and of the program that has words of its
//! own.

pub mod batch;
pub mod breaker;
pub mod bulkhead;
pub mod cascade;
pub mod clinic;
pub mod dashboard;
pub mod experiment;
pub mod fallback;
pub mod headless;
pub mod labs;
pub mod link;
pub mod metrics;
pub mod noun;
pub mod page;
pub mod pipeline;
pub mod play;
pub mod policy;
pub mod report;
pub mod retry;
pub mod stack;
pub mod storm;
pub mod trouble;
