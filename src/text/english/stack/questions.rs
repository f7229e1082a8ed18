//! The questions of the stack lab.

use crate::text::noun;
use crate::words::Noun;

/// What comes to a layer.
pub const REQUESTS: Noun = Noun("request", "requests");

/// Questions: how the layers stand.
pub fn layers_asked(layers: &str) -> String {
    format!("From the outside in: {layers}.")
}

/// That there are none.
pub const NO_LAYERS_ASKED: &str = "There is no layer.";

/// A text as a sentence.
pub fn sentence(text: &str) -> String {
    format!("{text}.")
}

/// When the service hangs.
pub fn hangs_asked(from: &str, until: &str) -> String {
    format!("The service hangs from {from} to {until}.")
}

/// What a retry does after a refusal.
pub fn ask_refused(order: &str, attempts: &str) -> String {
    format!(
        "{order} A retry makes up to {attempts}. In the midst of a call the breaker opens. What happens to the call?"
    )
}

/// The answers.
pub const GIVES_UP: &str = "It ends with the first refusal";
/// The second.
pub const ASKS_AGAIN: &str = "It is tried again, and refused again";
/// The third.
pub const WAITS_FOR_PROBE: &str = "It waits until a probe may go";

/// What it did.
pub fn why_asked_again(at: &str, refused: &str, waited: &str, is_final: bool) -> String {
    let rule = if is_final {
        "A refusal that is final spares the waits that could bring nothing else"
    } else {
        "A retry knows nothing of the breaker inside it: unless a refusal is final it waits and asks again"
    };
    format!("The breaker opened at {at} and refused {refused} of the call, which waited {waited} in total. {rule}.")
}

/// How many attempts a call makes.
pub fn ask_multiplied(order: &str, attempts: &str, health: &str) -> String {
    format!("{order} Each retry makes up to {attempts}. {health} How many attempts does a call make at most?")
}

/// How they multiply.
pub fn why_multiplied(made: &str, held: &str, attempts: u32, retries: usize, product: &str) -> String {
    format!(
        "A call made up to {made} attempts, and its caller was held for {held}. Each retry asks all that is inside it again, \
         so attempts multiply: {attempts}^{retries} = {product}."
    )
}

/// Which order costs the service more.
pub fn ask_load(order: &str, health: &str, is_recommended: bool) -> String {
    let other =
        if is_recommended { "the same order once more" } else { "the recommended order, the breaker around the retry" };
    format!("{order} {health} With the same seed in {other}: how many attempts reach the service?")
}

/// The answers.
pub const FEWER: &str = "Fewer than here";
/// The second.
pub const JUST_AS_MANY: &str = "Just as many";
/// The third.
pub const MORE: &str = "More than here";

/// Why they differ.
pub fn why_more(own: &str, there: &str) -> String {
    format!(
        "Here {own} attempts reached the service, in the recommended order {there}. A breaker around a retry takes a call with \
         all its attempts for one failure, so it opens later than one that counts each attempt."
    )
}

/// When the breaker opens.
pub fn ask_opens(order: &str, health: &str, every: &str, threshold: u32) -> String {
    let failures = noun::FAILURES.count(u64::from(threshold));
    format!(
        "{order} {health} A call comes every {every}; the breaker's threshold is {failures}. When does it first open?"
    )
}

/// Why then.
pub fn why_so_late(at: &str, failures: &str, attempts: &str, is_around: bool) -> String {
    let rule = if is_around {
        "Around a retry a breaker hears of a call only when all its attempts are used up, so patience inside makes it slow"
    } else {
        "It hears at once of each failure that no layer inside it hides or tries again"
    };
    format!("It opened at {at}; so far it saw {failures}, of {attempts} failed attempts. {rule}.")
}

/// What comes to each layer.
pub fn ask_passed(calls: &str, health: &str) -> String {
    format!("At most {calls} set out. {health} Draw how many requests come to each layer, and to the service.")
}

/// The curve's points.
pub const FROM_OUTSIDE_IN: &str = "from the outside in";
/// One of them.
pub const AT: &str = "at";
/// What is drawn.
pub const REQUESTS_THAT_COME: &str = "requests that come";

/// Why so many.
pub fn why_passed(calls: &str, attempts: &str, refused: &str) -> String {
    format!(
        "Of {calls} came {attempts} attempts at the service, and the breaker refused {refused}. A retry sends more inward than \
         comes to it, an open breaker nothing."
    )
}

/// Whether a breaker opens around a fallback.
pub fn ask_hidden(order: &str, health: &str) -> String {
    format!(
        "{order} {health} What does the breaker do, compared with the recommended order, where the fallback is outside?"
    )
}

/// The answers.
pub const OPENS_NO_LATER: &str = "It opens no later";
/// The second.
pub const OPENS_LATER: &str = "It opens later";
/// The third.
pub const NEVER_OPENS: &str = "It never opens";

/// Why not.
pub fn why_hidden(attempts: &str, replaced: &str, seen: &str) -> String {
    format!(
        "After {attempts} at the service the fallback had replaced {replaced}, and the breaker had seen {seen}. What a fallback has replaced is a success to all layers \
         outside it, so a breaker there learns nothing of the outage."
    )
}
