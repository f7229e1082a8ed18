//! What the retry lab asks, and why it comes out as it does.

use crate::words::Noun;

/// How waits differ: not at all.
pub const WITHOUT_JITTER: &str = "without jitter";

/// How waits differ: by a share.
pub fn share_of_jitter(spread: &str) -> String {
    format!("with a jitter of {spread} more or less")
}

/// How waits differ, by the kind of jitter.
pub fn kind_of_jitter(kind: &str) -> String {
    format!("with {kind} jitter")
}

/// How the service does.
pub const DOWN: &str = "the service is permanently down";

/// The waits of decorrelated jitter.
pub fn waits_decorrelated(base: &str) -> String {
    format!("at random between {base} and three times the last wait")
}

/// That a list of waits goes on.
pub const AND_SO_ON: &str = " and so on";

/// A list of waits.
pub fn waits(list: &str, more: &str, jitter: &str) -> String {
    format!("{list}{more}, {jitter}")
}

/// What happens after a failure.
pub const FIRST: &str = "The first attempt of a read has just failed. What happens next?";

/// An option.
pub const FIRST_ERROR: &str = "The caller gets the error";

/// An option.
pub const FIRST_AT_ONCE: &str = "It is tried again at once";

/// An option.
pub const FIRST_WAITS: &str = "It waits, then tries again";

/// How a wait grows: not at all.
pub const STAYS: &str = "and stays so";

/// How a wait grows: by a step.
pub const GROWS: &str = "and then grows by as much each time";

/// How a wait grows: by 2.
pub const DOUBLES: &str = "and then doubles";

/// How a wait grows: by another factor.
pub fn grows_by(factor: &str) -> String {
    format!("and then grows by a factor of {factor}")
}

/// The only wait of a read.
pub fn one_wait(wait: &str, luck: &str) -> String {
    format!("; the wait before the second is {wait}{luck}")
}

/// The first wait of a read, and how the others grow.
pub fn first_wait(wait: &str, growth: &str, luck: &str) -> String {
    format!("; the wait before the second is {wait} {growth}{luck}")
}

/// All waits of a read.
pub fn it_waits(waits: &str) -> String {
    format!("; it waits {waits}")
}

/// Who reads: one alone.
pub const A_READ: &str = "A read";

/// Who reads: one of several.
pub const FIRST_READ: &str = "The first read";

/// When a read ends.
pub fn when_it_ends(
    health: &str,
    reads: &str,
    up_to: &str,
    attempts: &str,
    latency: &str,
    waits: &str,
    ends: &str,
) -> String {
    format!("{health}. {reads} makes {up_to}{attempts} of {latency}{waits}. When does it {ends}?")
}

/// Said of attempts that are not sure.
pub const UP_TO: &str = "up to ";

/// How a read may come out.
pub const END: &str = "end";

/// How a read surely comes out.
pub const GIVE_UP: &str = "give up";

/// Until when something is counted.
pub fn within(time: &str) -> String {
    format!(" within {time}")
}

/// How many reads fail.
pub fn lost(failure: &str, later: &str, reads: &str, attempts: &str, limit: &str) -> String {
    format!(
        "Each attempt fails with {failure}{later}. Of {reads} with up to {attempts} each, how many fail permanently{limit}?"
    )
}

/// Who waits: one client.
pub const IT_WAITS: &str = "It waits";

/// Who does not try again: one client.
pub const IT_DOES: &str = "It does";

/// Who waits.
pub const THEY_WAIT: &str = "They wait";

/// Who does not try again.
pub const THEY_DO: &str = "They do";

/// That nobody tries again.
pub fn no_retry(them: &str) -> String {
    format!("{them} not try again")
}

/// How long clients wait.
pub fn they_wait(they: &str, waits: &str) -> String {
    format!("{they} {waits}")
}

/// How reads begin: one alone.
pub const ONE_STARTS: &str = "starts";

/// How reads begin.
pub const IN_TURN: &str = "come one after the other";

/// How reads begin: at the failure.
pub const TOGETHER_DOWN: &str = "lose the service at the same moment";

/// How reads begin.
pub const TOGETHER: &str = "start at the same moment";

/// To draw how many attempts start.
pub fn storm(clients: &str, begin: &str, health: &str, later: &str, waits: &str) -> String {
    format!("{clients} {begin}; {health}{later}. {waits}. Draw how many attempts start in each second.")
}

/// Who reads.
pub const CLIENTS: Noun = Noun("client", "clients");

/// What the drawing goes along.
pub const SECOND: &str = "second";

/// One place of it.
pub const IN_SECOND: &str = "in second";

/// What is drawn.
pub const STARTED: &str = "attempts that start";

/// Which waits jitter makes.
pub fn band(jitter: &str, attempt: u32, wait: &str) -> String {
    format!("Now {jitter}. The planned wait before attempt {attempt} is {wait}. What waits do you get?")
}

/// An option.
pub fn from_to(least: &str, most: &str) -> String {
    format!("From {least} to {most}")
}

/// An option.
pub fn close_to(wait: &str) -> String {
    format!("All close to {wait}")
}

/// An option.
pub fn from_about(least: &str, most: &str) -> String {
    format!("From about {least} to {most}")
}

/// An option.
pub fn from_nothing(most: &str) -> String {
    format!("Anything from 0 to {most}")
}

/// How many attempts start together.
pub fn busiest(clients: &str, jitter: &str) -> String {
    format!(
        "The same {clients}, {jitter}. After the first second, how many attempts start in the busiest tenth of a second?"
    )
}

/// What happened after a failure: nothing more.
pub const SINGLE_ATTEMPT: &str =
    "This read made a single attempt, so its caller got the error. More attempts would have waited in between.";

/// What happened after a failure, and why.
pub fn asked_again(wait: &str) -> String {
    format!(
        "After the failure the read waited {wait} and then asked again; its caller noticed only the delay. A retry gives a \
         fault time to pass: asking again at once would only add load to a service in trouble."
    )
}

/// When a read ended: it has not.
pub const NOT_YET: &str = "not yet";

/// When it ended.
pub fn at(moment: &str) -> String {
    format!("at {moment}")
}

/// After which waits.
pub const NO_WAIT: &str = "without a wait";

/// After which waits.
pub fn after_one(sum: &str) -> String {
    format!("after a wait of {sum}")
}

/// After which waits.
pub fn after_several(waits: &str, sum: &str) -> String {
    format!("after waits of {waits} = {sum}")
}

/// When a read ended with a value, and why.
pub fn succeeded(attempt: u32, ended: &str, waited: &str) -> String {
    format!(
        "Attempt {attempt} succeeded {ended}, {waited}. A read that has its value waits no more; one that fails permanently \
             does not wait after its last attempt either."
    )
}

/// When it ended after one attempt, and why.
pub fn ended_at_once(ended: &str) -> String {
    format!("It made a single attempt and ended {ended}, without a wait. There is a wait only between two attempts.")
}

/// When it gave up, and why.
pub fn gave_up(waits: &str, sum: &str, attempts: u32, ended: &str, more: &str) -> String {
    format!(
        "It waited {waits} = {sum} between its {attempts} attempts and gave up {ended}. After the last attempt there is no \
                 wait: {more} more would only keep the caller from its error."
    )
}

/// How reads are lost.
pub fn all_must_fail(failure: &str, attempts: u32, share: &str) -> String {
    format!("A read is lost only if all its attempts fail: {failure}^{attempts} = {share}.")
}

/// How many were lost while some still try.
pub fn lost_so_far(lost: u64, all: &str, open: u64, rule: &str) -> String {
    format!("{lost} of {all} failed permanently so far, and {open} still tried. {rule}")
}

/// How many were lost.
pub fn lost_of_all(lost: u64, all: &str, failure: &str, rule: &str) -> String {
    format!("{lost} of {all} failed permanently, though {failure} of all attempts would. {rule}")
}

/// How the load looked, and why.
pub fn waves(waves: &str, quiet: &str, rule: &str) -> String {
    format!("The attempts came in waves of {waves}, with {quiet} of silence between them. {rule}.")
}

/// Parts of the time.
pub const SECONDS: Noun = Noun("second", "seconds");

/// Why clients come back together.
pub const PLAIN_WAVES: &str = "Clients that fail together and wait equally long come back together";

/// Why clients come back together, in spite of jitter.
pub const WAVES: &str = "Clients that fail together come back together, unless jitter spreads their waits";

/// What waits without jitter do.
pub fn rule_none(planned: &str) -> String {
    format!("Without jitter every client waits {planned}: those that failed together come back together")
}

/// What full jitter does.
pub fn rule_full(planned: &str) -> String {
    format!(
        "Full jitter picks each wait at random between 0 and {planned}: no wait is certain any more, and the clients are \
             spread as widely as possible"
    )
}

/// What equal jitter does.
pub fn rule_equal(planned: &str) -> String {
    format!("Equal jitter keeps half of {planned} and picks the rest at random: each client waits for some time")
}

/// What decorrelated jitter does.
pub const RULE_DECORRELATED: &str = "Decorrelated jitter picks each wait at random between the base and three times the wait before: clients soon differ";

/// What a share of jitter does.
pub fn rule_share(planned: &str) -> String {
    format!("A share more or less moves each wait around {planned}: clients drift apart slowly")
}

/// What additive jitter does.
pub fn rule_additive(planned: &str) -> String {
    format!("Additive jitter puts a little on top of {planned}, up to the cap: no client comes back early")
}

/// Which waits there were: none.
pub fn none_waited(rule: &str) -> String {
    format!("In this run no read came so far. {rule}.")
}

/// A planned wait without a number.
pub const WHAT_IS_PLANNED: &str = "what is planned";

/// Which waits there were, and why.
pub fn waited_between(least: &str, most: &str, rule: &str) -> String {
    format!("The shortest of these waits was {least}, the longest {most}. {rule}.")
}

/// A planned wait.
pub fn the_planned(wait: &str) -> String {
    format!("the planned {wait}")
}

/// How attempts were spread: not at all.
pub const NOT_SPREAD: &str = "Without jitter nothing spreads what begins together: it all comes in waves,";

/// How attempts were spread.
pub const SPREAD: &str = "Jitter takes away no attempt, it spreads them: here";

/// What it would be without jitter.
pub fn without_jitter(most: u32) -> String {
    format!("; without jitter, with the same random numbers, it is {most}")
}

/// How many started together, and why.
pub fn at_most(attempts: &str, without: &str, spread: &str, over: &str, more: &str) -> String {
    format!("At most {attempts} started within a tenth of a second{without}. {spread} over {over}{more}.")
}

/// What spreading is good for.
pub const NOT_OVERLOADED: &str = ", so a service that comes back is not overloaded at once";
