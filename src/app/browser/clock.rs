//! Real time, which only what follows a hand or a frame may look at.

/// Real time in milliseconds since the page was opened.
pub(crate) fn real_time() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
