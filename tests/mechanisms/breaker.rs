//! Breakers of every kind.
