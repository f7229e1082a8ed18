//! Fallbacks, partial results and the dead letter queue.
