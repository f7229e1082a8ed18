//! What the user did, as sentences.

use super::spell;
use crate::play::run::setting;
use crate::play::{LabId, Settings};
use crate::sim::input::{Action, Input};
use crate::text::play::why as text;

/// An input, told so that it is true of the reader's own and of those that came with a link.
pub(super) fn applied(lab: LabId, settings: &Settings, input: Input) -> (String, String) {
    let name = |service| lab.service(service).map_or("", |service| service.name);
    match input.action {
        Action::Kill { service } => (text::was_killed(name(service)), text::FROM_NOW_ON.to_owned()),
        Action::Recover { service } => {
            let more = (lab.telling.recovered)(settings).map_or_else(String::new, |more| format!(" {more}"));
            let body = text::recovered_rate(&more);
            (text::was_recovered(name(service)), body)
        }
        Action::Command(command) => {
            let (head, body) =
                lab.commands.iter().find(|spec| spec.command == command).map_or(("", ""), |spec| spec.told);
            (head.to_owned(), body.to_owned())
        }
        Action::Set { key, .. } => {
            let text = setting(settings, input.action)
                .map_or_else(|| key.to_owned(), |(spec, value)| format!("{}: {}.", spec.label, spell(spec, value)));
            (text::SET.to_owned(), text)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::link;
    use crate::play::Run;
    use crate::play::explain::lines;
    use crate::time::Instant;

    fn told(link: &str, millis: u64) -> Vec<String> {
        let Ok(mut run) = Run::replay(link::parse(link).tape) else { unreachable!("{link}") };
        run.advance(Instant::from_millis(millis), 100_000);
        lines(&run, 100).iter().rev().map(|line| format!("{} {}", line.head, line.body)).collect()
    }

    #[test]
    fn an_input_is_told_as_what_happened_whoever_did_it() {
        let opening = told("#breaker?failure=0.05&in=4~kill~S1;5~recover~S1;6~threshold~2", 9_000);
        for says in [
            "S1 was killed: from now on every attempt fails.",
            "S1 recovered: its failure rate applies again.",
            "Set Failure threshold: 2 failures.",
        ] {
            assert!(opening.iter().any(|line| line == says), "{says}: {opening:?}");
        }
        assert!(opening.iter().all(|line| !line.contains("You")));
    }

    #[test]
    fn a_probe_that_succeeded_is_not_said_to_have_failed() {
        let (link, until) = ("#breaker?like=resilience4j&failure=0.6", 147_500);
        let mut opened = told(link, until).into_iter().filter(|line| line.starts_with("Opened again:"));
        let last = opened.next_back().unwrap_or_default();
        assert!(last.starts_with("Opened again: too many of the probes failed. Next probe at"), "{last}");
        let lines = told("#breaker?failure=1", 12_000);
        assert!(lines.iter().any(|line| line.starts_with("Opened again: the probe failed. Next")), "{lines:?}");
    }

    #[test]
    fn a_recovered_service_that_fails_every_other_time_is_said_to_fail_probes() {
        let recovered = |link: &str| {
            let lines = told(link, 5_000);
            lines.into_iter().find(|line| line.starts_with("S1 recovered")).unwrap_or_default()
        };
        let in_the = |failure| format!("#breaker?failure={failure}&in=2~kill~S1;4~recover~S1");
        for (failure, says) in [("0.7", "70 %"), ("0.5", "50 %")] {
            let says = format!("It is {says} at present, so a probe may fail.");
            assert!(recovered(&in_the(failure)).ends_with(&says));
        }
        for calm in [in_the("0.49"), in_the("0.7&like=none"), in_the("0.7").replace("breaker", "retry")] {
            assert!(recovered(&calm).ends_with("applies again."), "{calm}");
        }
    }
}
