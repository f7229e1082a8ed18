//! Health, alerts and metrics.
