//! What is said after a run is borne out by it, whatever the run.

use half_open::link;
use half_open::play::Run;

/// What is said of a run up to the moment of decision.
fn explained(link: &str, number: usize) -> String {
    let tape = link::parse(link).tape;
    let question = &tape.scenario.lab.tooling().questions[number - 1];
    let mut run = Run::replay(tape).expect("a valid run");
    run.advance(question.decided_at(), usize::MAX);
    question.decide(&run).expect("an outcome").explanation
}

#[test]
fn an_explanation_says_nothing_that_the_run_does_not_bear_out() {
    let told = [
        (2, "#breaker?like=polly", "All of 38 calls reached the service, because the breaker never opened."),
        (1, "#breaker?trip=count&failure=0", "Its rule was not met, so the breaker let the fourth call through."),
        (5, "#breaker?trip=count&failure=1", "it opened at 3.5 s. It opens when 50 % of its last 10 calls fail"),
        (6, "#breaker?failure=0&in=2~kill~S1", "5 failures led to 3 openings, and it refused 18 calls. The fewer"),
        (6, "#breaker?failure=0", "The breaker met 0 failures and never opened, so it refused nothing."),
        (2, "#retry?failure=0&reads=1", "Attempt 1 succeeded at 0.3 s, without a wait."),
        (2, "#retry?failure=1&attempts=1&reads=1", "It made a single attempt and ended at 0.3 s"),
        (
            2,
            "#retry?failure=1&reads=1&base=1&cap=2&jitter=none&latency=0.1",
            "gave up at 5.4 s. After the last attempt there is no wait: 2 s more",
        ),
        (3, "#retry?failure=0.9&reads=40&base=5", "0 of 40 reads failed permanently so far, and 37 still tried."),
        (4, "#retry?failure=0.8&jitter=full", "unless jitter spreads their waits."),
        (5, "#retry?jitter=equal&failure=0.9", "Equal jitter keeps half of the planned 0.8 s"),
        (6, "#retry?jitter=none&failure=0.9", "Without jitter nothing spreads what begins together"),
        (1, "#batch?failures=0,1,0,1,0", "S1 and S3 are missing."),
        (5, "#batch?failures=0,0,1,0,0&attempts=1", "With one attempt a read is missing as often as its sensor fails"),
        (6, "#batch?failures=0,0,0,1,0", "S3 never gave a value, so there is none to show."),
    ];
    for (number, link, words) in told {
        let told = explained(link, number);
        assert!(told.contains(words), "{link}: {told}");
    }
}
