//! Retries, budgets, hedges and timeouts.
