//! A prompt has the numbers of the run that it is asked of.

use half_open::link;
use half_open::question::{Asked, Kind};

/// A question as it is asked of another run.
fn asked_of(link: &str, number: usize) -> Asked {
    let tape = link::parse(link).tape;
    tape.scenario.lab.tooling().questions[number - 1].asked_of(&tape)
}

#[test]
fn a_prompt_has_the_numbers_of_the_run_that_it_is_asked_of() {
    let asked = [
        (
            1,
            "#breaker?failure=0.6&threshold=5",
            "60 % of the calls fail, by chance. The breaker's threshold is 5 failures in a row. What happens to the fourth call?",
        ),
        (
            2,
            "#breaker?failure=1&trip=count&rate=0.4&window=20&reset=7&calls=50&latency=0.1&pause=0.2",
            "The service is down: every call fails. The breaker opens when 40 % of its last 20 calls fail, counted from 5 calls on. Its reset timeout is 7 s. How many of 50 calls reach the service?",
        ),
        (
            2,
            "#breaker?failure=0&reset=3",
            "No call fails. The breaker's threshold is 3 failures in a row. Its reset timeout is 3 s. How many calls reach the service in 30 s?",
        ),
        (
            3,
            "#breaker?failure=0&reset=4&in=3~kill~S1;9.5~recover~S1",
            "The service dies at 3 s and works again at 9.5 s. The reset timeout is 4 s. When does the first call succeed again?",
        ),
        (
            3,
            "#breaker?failure=0.1&paint=6~8~failure~1",
            "The service dies at 6 s and comes back at 8 s, where 10 % of the calls fail. The reset timeout is 5 s. When does the first call succeed again?",
        ),
        (
            4,
            "#breaker?failure=1",
            "A caller makes up to 3 calls in 2 s. The service is down: every call fails; the reset timeout is 5 s. Draw how many calls reach the service.",
        ),
        (
            6,
            "#breaker?failure=0.5&threshold=2&calls=60&latency=0&pause=0.1",
            "50 % of the calls fail, by chance. Someone has set the threshold to 2. How many of 60 calls does the breaker refuse?",
        ),
        (
            2,
            "#retry?failure=0.7&attempts=3&factor=3&base=0.5&latency=0.2&reads=4&jitter=full",
            "70 % of the attempts fail. The first read makes up to 3 attempts of 0.2 s; the wait before the second is 0.5 s and then grows by a factor of 3, with full jitter. When does it end?",
        ),
        (
            3,
            "#retry?failure=0.25&reads=40&attempts=1",
            "Each attempt fails with 25 %. Of 40 reads with up to 1 attempt each, how many fail permanently?",
        ),
        (
            4,
            "#retry?failure=1&reads=20&attempts=3&base=1&jitter=equal",
            "20 clients lose the service at the same moment; every attempt fails. They wait 1 s, 2 s, with equal jitter. Draw how many attempts start in each second.",
        ),
        (
            5,
            "#retry?jitter=none&base=0.5&reads=20",
            "Now without jitter. The planned wait before attempt 4 is 2 s. What waits do you get?",
        ),
        (
            1,
            "#batch?failures=0,1,0,1,0",
            "Five sensors are read for a batch, and S1 and S3 fail. What happens to the batch?",
        ),
        (
            1,
            "#batch?failures=0,1,0,1,0&share=0.7&critical=S4",
            "Five sensors are read for a batch, and S1 and S3 fail. A batch with fewer than 4 values is no answer. A batch without S4 is no answer. What happens to the batch?",
        ),
        (
            3,
            "#batch?failures=0.1,0.1,0.1,0.1,0.1&restart=1",
            "The all-or-nothing twin has no fallbacks: a failed read stops it. Every sensor fails in 10 % of its reads; a batch is read every 2 s. When does it crash for the last time?",
        ),
        (
            2,
            "#batch?failures=0,0.5,0,0,0.2&attempts=2",
            "The sensors fail with 0, 50, 0, 0 and 20 %, and each read has 2 attempts. Of the batches of 20 s, how many lack a value?",
        ),
        (
            4,
            "#batch?batches=10&every=1&latency=0.1",
            "Now the twin stays down after a crash. Of the 50 values of 10 batches, how many does it keep?",
        ),
        (
            4,
            "#batch?batches=10&every=1&latency=0.1&restart=2",
            "Now the twin is up again 10 s after a crash. Of the 50 values of 10 batches, how many does it keep?",
        ),
        (
            5,
            "#batch?failures=0.2,0.2,0.2,0.2,0.2&attempts=1",
            "The sensors fail with 20, 20, 20, 20 and 20 %, and each read has 1 attempt. Draw the share of reads that give a value.",
        ),
        (
            6,
            "#batch?failures=0,0,0,0,0&stale=1&every=4&latency=0.5&in=5~kill~S3",
            "S3 gives a value in batch 2 and then no more. A last good value is shown for 1 batch. What is shown for S3 after batch 3?",
        ),
    ];
    for (number, link, prompt) in asked {
        assert_eq!(asked_of(link, number).prompt, prompt, "{link}");
    }
    let options = |link, number| match asked_of(link, number).kind {
        Kind::Choice { options, .. } => options,
        other => panic!("{link}: {other:?}"),
    };
    let waits = ["All close to 2 s", "From about 1 s to 2 s", "Anything from 0 to 2 s"];
    assert_eq!(options("#retry?jitter=none&base=0.5", 5), waits);
    let becomes = ["It is lost", "It waits for S1 and S3", "It goes on without S1 and S3"];
    assert_eq!(options("#batch?failures=0,1,0,1,0", 1), becomes);
}
