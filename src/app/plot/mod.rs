//! Plots: geometry from numbers, and the timeline of a run as SVG.

pub(crate) mod board;
pub(crate) mod draw;
pub(crate) mod load;
pub(crate) mod marks;
pub(crate) mod scale;
pub(crate) mod strip;
pub(crate) mod timeline;
