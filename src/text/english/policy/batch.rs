//! A batch's words: what it comes to, and what becomes of one without fallbacks.

/// All values of a batch arrived.
pub fn all_arrived(total: u32) -> String {
    format!("all {total} values arrived.")
}

/// The head of a line about a batch with all its values.
pub fn healthy(batch: &str) -> String {
    format!("Batch {batch} healthy:")
}

/// What a batch without an answer needs, before what it has.
pub fn needs_and_has(needed: &str) -> String {
    format!("it needs {needed} and has")
}

/// The same, where a single value is needed.
pub fn needs_one(part: usize) -> String {
    format!("it needs S{part}, which is missing; it has")
}

/// What happens to the values of a batch that is no answer, with a space before it.
pub const LOST: &str = " What arrived is lost.";

/// Why a batch is no answer.
pub fn lacks(needs: &str, available: u32, total: u32, names: &str, lost: &str) -> String {
    format!("{needs} {available} of {total}. Unavailable: {names}.{lost}")
}

/// The head of a line about such a batch.
pub fn no_answer(batch: &str) -> String {
    format!("Batch {batch} is no answer:")
}

/// What a batch goes without.
pub fn without(available: u32, total: u32, names: &str) -> String {
    format!("{available} of {total} values. Unavailable: {names}.")
}

/// The head of a line about such a batch.
pub fn degraded(batch: &str) -> String {
    format!("Batch {batch} degraded:")
}

/// The twin kept a batch.
pub fn twin_kept(values: u32) -> String {
    format!("all {values} values arrived, so it kept them.")
}

/// The head of a line about that.
pub fn twin_kept_batch(batch: &str) -> String {
    format!("Twin kept batch {batch}:")
}

/// The twin lost a batch.
pub fn twin_lost(batch: &str) -> String {
    format!("in batch {batch}; without fallbacks the whole batch is lost.")
}

/// The head of a line about that.
pub fn twin_crashed(sensor: u32) -> String {
    format!("Twin crashed at S{sensor}")
}

/// The twin is up again.
pub fn twin_restarted(took: &str, batch: &str) -> String {
    format!("its restart took {took}. It reads batch {batch}.")
}

/// The head of a line about that.
pub const TWIN_UP: &str = "Twin is up again:";

/// The head of a line about a twin that is down.
pub const TWIN: &str = "Twin";

/// In which batch.
pub fn in_batch(batch: u64) -> String {
    format!("in batch {batch}.")
}

/// The head of a line about a batch that was not enriched.
pub fn flagged(batch: &str) -> String {
    format!("Batch {batch} flagged:")
}

/// What becomes of it.
pub fn kept_as_it_is(available: u32, total: u32, unavailable: &str) -> String {
    format!("not enriched, so its {available} of {total} values are kept as they are.{unavailable}")
}

/// What it lacks besides, with a space before it.
pub fn and_unavailable(names: &str) -> String {
    format!(" Unavailable: {names}.")
}

/// The head of a line about a pipeline that stopped.
pub fn pipeline_crashed(service: &str) -> String {
    format!("Pipeline crashed at {service}")
}

/// What that costs, and when it is up again.
pub fn all_is_lost(batch: &str, back: &str) -> String {
    format!("in batch {batch}; without degradation all that is in hand is lost. {back}")
}

/// When it is up again.
pub fn up_again_at(at: &str) -> String {
    format!("It is up again at {at}.")
}

/// Likewise: nobody knows.
pub const BY_HAND: &str = "It stays down until somebody starts it.";

/// The head of a line about a pipeline that came back.
pub const PIPELINE_UP: &str = "Pipeline is up again:";

/// How long that took.
pub fn was_down(down: &str) -> String {
    format!("it was down for {down} and reads from the next batch on.")
}
