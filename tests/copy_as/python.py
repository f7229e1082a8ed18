"""Runs what "Copy as" writes for pybreaker and tenacity with the real libraries, on clocks that do not wait.

Each text is held against the lab: a breaker meets the calls of a run and must let through and refuse the same ones; a
retry must make as many attempts, and its waits must fill the band that those of the lab fill.
"""

import json
import os
import random
import subprocess
import sys
import traceback
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pybreaker
import tenacity

HEADLESS = os.environ["HEADLESS"]
LINKS = json.loads((Path(__file__).parent / "links.json").read_text())
ALMOST = 1e-9


def headless(*words):
    return subprocess.run([HEADLESS, *words], check=True, capture_output=True, text=True).stdout


def configured(link, target):
    """What the generated module defines."""
    module = {"__name__": "generated"}
    exec(compile(headless("config", link, "--as", target), f"{target} {link}", "exec"), module)
    return module


def events(link, until):
    return json.loads(headless("run", link, "--until", str(until), "--format", "json", "--events"))["events"]


def with_settings(link, more):
    return f"{link}{'&' if '?' in link else '?'}{more}"


class Failure(ConnectionError):
    """What a failed attempt raises."""


class Bug(TypeError):
    """What a bug in the caller raises; a mistake of this file is another one."""


# What is raised for a caller's own mistake.
OWN = {"client_error": ValueError, "authentication": PermissionError, "bug": Bug}


# tenacity


def waits(link, luck):
    """How many attempts a read that always fails makes, and the waits between them, with all luck the same."""
    policy = configured(link, "tenacity")["policy"]
    slept, attempts = [], 0

    def read():
        nonlocal attempts
        attempts += 1
        raise Failure

    before = random.random, random.uniform
    random.random, random.uniform = lambda: luck, lambda low, high: low + (high - low) * luck
    try:
        policy.copy(sleep=slept.append)(read)
        raise AssertionError("the last failure is told")
    except Failure:
        return attempts, slept
    finally:
        random.random, random.uniform = before


def lab_waits(link):
    """The waits of 200 reads of the lab that always fail, by the number of the retry."""
    retries, run = {}, events(with_settings(link, "failure=1&reads=200"), 80_000)
    for event in run:
        if event["kind"] == "waiting":
            retries.setdefault(event["attempt"], []).append(event["delay_ns"] / 1e9)
    made = {event["attempts"] for event in run if event["kind"] == "call_ended"}
    # No wait is no event.
    return made, [retries.get(attempt, [0.0]) for attempt in range(2, max(made) + 1)]


def retry_waits_as_the_lab(link):
    made, lab = lab_waits(link)
    (attempts, low), (_, high) = waits(link, 0.0), waits(link, 1.0)
    assert made == {attempts}, f"{attempts} attempts, the lab made {made}"
    assert len(low) == len(high) == len(lab) == attempts - 1, "a wait before each retry, none after the last"
    for number, (least, most, seen) in enumerate(zip(low, high, lab), 1):
        # Which end of the luck is the short one is the library's own business.
        least, most = min(least, most), max(least, most)
        assert least - ALMOST <= min(seen) and max(seen) <= most + ALMOST, (number, least, most, min(seen), max(seen))
        if "decorrelated" not in link or number == 1:
            near = 0.1 * (most - least) + ALMOST
            assert min(seen) - least <= near and most - max(seen) <= near, (number, least, most, min(seen), max(seen))


def a_read_that_succeeds_is_not_read_again(link):
    calls = []
    assert configured(link, "tenacity")["policy"](lambda: calls.append(1) or 7) == 7
    assert len(calls) == 1


def other_failures_are_not_tried_again(link):
    calls = []

    def read():
        calls.append(1)
        raise KeyError("a bug")

    try:
        configured(link, "tenacity")["policy"](read)
    except KeyError:
        assert len(calls) == 1
    else:
        raise AssertionError("a bug is told")


def batch_as_the_lab(link):
    run, module = events(link, 20), configured(link, "tenacity")
    outcomes, rounds = {}, [event for event in run if event["kind"] == "batch_ended"]
    assert len(rounds) >= 5
    for event in run:
        if event["kind"] == "attempt_ended":
            outcomes.setdefault((event["call"], event["service"]), []).append(event["outcome"])
    for wanted in rounds:
        asked = [list(outcomes[wanted["batch"], sensor]) for sensor in range(wanted["total"])]

        def reader(left):
            def read():
                if left.pop(0) != "success":
                    raise Failure
                return 1.0

            return read

        values, missing = module["round_of"]([reader(left) for left in asked])
        assert missing == wanted["unavailable"], (wanted, missing)
        assert sum(value is not None for value in values) == wanted["available"]
        assert not any(asked), "as many attempts as in the lab"


# pybreaker


class Clock:
    """Stands in the place of `datetime` in pybreaker."""

    start = datetime(2026, 1, 1, tzinfo=timezone.utc)

    def __init__(self):
        self.nanos = 0

    def now(self, _zone):
        return self.start + timedelta(microseconds=self.nanos / 1_000)


def breaker_as_the_lab(link):
    breaker, clock = configured(link, "pybreaker")["breaker"], Clock()
    before, pybreaker.datetime = pybreaker.datetime, clock
    ends, calls, refused, changes = {}, {}, set(), []
    try:
        for event in events(link, 300):
            key = (event.get("caller"), event.get("call"))
            if event["kind"] == "attempt_started":
                calls[key] = event["t_ns"]
            elif event["kind"] == "attempt_ended":
                ends[key] = (event["t_ns"], event["outcome"], OWN.get(event.get("failure"), Failure))
            elif event["kind"] == "refused":
                calls[key] = event["t_ns"]
                refused.add(key)
            elif event["kind"] == "transition":
                changes.append(event["to"].replace("_", "-"))
        assert len(calls) >= 20
        seen = []
        for key, started in calls.items():
            if key not in ends and key not in refused:
                continue  # still under way when the run was stopped
            clock.nanos = started
            state = breaker.current_state

            def read():
                # The lab becomes half-open with the call, too.
                if breaker.current_state != state:
                    seen.append(breaker.current_state)
                clock.nanos, outcome, error = ends[key]
                if outcome != "success":
                    raise error
                return 1.0

            inside = None
            try:
                breaker.call(read)
            except (Failure, *OWN.values()):
                inside = True
            except pybreaker.CircuitBreakerError:
                inside = False
            assert (inside is False) == (key in refused), f"call {key} at {started / 1e9} s"
            if breaker.current_state != (seen[-1] if seen else "closed"):
                seen.append(breaker.current_state)
        assert seen == changes[: len(seen)] and len(changes) - len(seen) <= 1, (seen[:12], changes[:12])
    finally:
        pybreaker.datetime = before


def breaker_counts_failures_in_a_row(link):
    """A share cannot be said: as many failures in a row as the text says open it, and one less does not."""
    breaker = configured(link, "pybreaker")["breaker"]
    text = headless("config", link, "--as", "pybreaker")
    assert "# rate = " in text and "# min = " in text
    for failed in range(1, breaker.fail_max + 1):
        assert breaker.current_state == "closed"
        try:
            breaker.call(fail)
        except Failure:
            assert breaker.fail_counter == failed
    assert breaker.current_state == "open"


def a_mistake_is_a_success(ignored):
    """It ends a row and closes a half-open breaker, which the text says where the lab takes it as nothing."""
    link = f"#breaker?counts=service&ignored={ignored}&threshold=2&reset=0"
    assert ("pybreaker takes such a call as a success" in headless("config", link, "--as", "pybreaker")) == (ignored != "success")
    breaker = configured(link, "pybreaker")["breaker"]

    def call(error):
        def read():
            raise error

        try:
            breaker.call(read)
        except error:
            return breaker.current_state

    assert [call(error) for error in (Failure, ValueError, Failure)] == ["closed"] * 3, "it ends a row"
    for error in OWN.values():
        while breaker.current_state != "open":
            call(Failure)
        assert call(error) == "closed", "it closes a half-open breaker"


def fail():
    raise Failure


def nothing(link, target):
    """A target without the mechanism is a comment that names another library."""
    text = headless("config", link, "--as", target)
    assert all(line.startswith("#") for line in text.splitlines()) and "Take " in text, text
    configured(link, target)


def main():
    print(f"Python {sys.version.split()[0]} with {pybreaker.__name__} and {tenacity.__name__}")
    checks = [(retry_waits_as_the_lab, link) for link in LINKS["retry"] + LINKS["floor"]]
    checks += [(a_read_that_succeeds_is_not_read_again, "#retry"), (other_failures_are_not_tried_again, "#retry")]
    checks += [(batch_as_the_lab, link) for link in LINKS["batch"]]
    checks += [(breaker_as_the_lab, link) for link in LINKS["breaker"] + LINKS["successes"] + LINKS["mistakes"]]
    checks += [(a_mistake_is_a_success, ignored) for ignored in ("success", "neutral", "open")]
    checks += [(breaker_counts_failures_in_a_row, link) for link in LINKS["count"] + LINKS["time"]]
    checks += [(nothing, "#breaker", "tenacity"), (nothing, "#retry", "pybreaker"), (nothing, "#batch", "pybreaker")]
    failed = 0
    for check, *arguments in checks:
        try:
            check(*arguments)
        except Exception:
            failed += 1
            print(f"FAILED {check.__name__} {' '.join(arguments)}")
            traceback.print_exc(file=sys.stdout)
    print(f"# pass {len(checks) - failed}\n# fail {failed}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
