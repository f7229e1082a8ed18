//! Plots: geometry from numbers, and the timeline of each lab as SVG.

pub(crate) mod draw;
pub(crate) mod marks;
pub(crate) mod pen;
pub(crate) mod scale;
pub(crate) mod timeline;
pub(crate) mod timeline_batch;
pub(crate) mod timeline_breaker;
pub(crate) mod timeline_retry;
