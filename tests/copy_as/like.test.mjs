// "Behave like opossum" and "like cockatiel" beside the libraries themselves: the lab's callers around the real breaker,
// with the luck of the lab's run, must be let through and refused at the same milliseconds, and the state must change
// at the same ones.

import { test } from "node:test";
import assert from "node:assert/strict";
import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";
import CircuitBreaker from "opossum";
import { Clock } from "./clock.mjs";
import { events } from "./lab.mjs";

const clock = new Clock();
const UNTIL = 120;
const sleep = (span) => new Promise((done) => setTimeout(done, span));

/** Each library with its defaults, or those of its examples: what fires a call, and its changes of state. */
const LIBRARIES = {
  opossum(told) {
    const breaker = new CircuitBreaker((work) => work(), {});
    for (const [event, state] of [["open", "open"], ["halfOpen", "half-open"], ["close", "closed"]]) breaker.on(event, () => told(state));
    return { fire: (work) => breaker.fire(work), refused: ({ code }) => code === "EOPENBREAKER", end: () => breaker.shutdown() };
  },
  cockatiel(told) {
    const breaker = circuitBreaker(handleAll, { breaker: new ConsecutiveBreaker(5), halfOpenAfter: 10_000 });
    const names = { [CircuitState.Closed]: "closed", [CircuitState.Open]: "open", [CircuitState.HalfOpen]: "half-open" };
    breaker.onStateChange((state) => told(names[state]));
    return { fire: (work) => breaker.execute(work), refused: (error) => error instanceof BrokenCircuitError, end: () => {} };
  },
};

/** What became of each call of the lab's run, and the changes of state. */
function lab(link) {
  const [calls, changes] = [new Map(), []];
  for (const { t_ns, kind, caller, call, outcome, ends_ns, to } of events(link, UNTIL)) {
    const at = t_ns / 1e6;
    if (kind === "transition") changes.push([at, to.replace("_", "-")]);
    const key = `${caller}/${call}`;
    if (kind === "call_started") calls.set(key, { asked: at });
    else if (kind === "attempt_started") Object.assign(calls.get(key), { made: at, takes: ends_ns / 1e6 - at });
    else if (kind === "attempt_ended") calls.get(key).good = outcome === "success";
    else if (kind === "call_ended") Object.assign(calls.get(key), { ended: at, outcome });
  }
  return { calls, changes };
}

/** The same callers around the library; how a call turns out is looked up in the lab's run. */
async function real(library, callers, pause, known) {
  const [calls, changes, zero] = [new Map(), [], clock.now];
  const now = () => clock.now - zero;
  const breaker = LIBRARIES[library]((state) => changes.push([now(), state]));
  let over = false;
  async function caller(number) {
    for (let call = 1; !over; call += 1) {
      const key = `${number}/${call}`;
      const fate = { asked: now() };
      calls.set(key, fate);
      const work = async () => {
        const { takes, good } = known.get(key) ?? {};
        Object.assign(fate, { made: now(), takes, good });
        await sleep(takes ?? 0);
        if (!good) throw new Error("failed");
      };
      const outcome = await breaker.fire(work).then(() => "success", (error) => (breaker.refused(error) ? "refused" : "failed"));
      if (over) return;
      Object.assign(fate, { ended: now(), outcome });
      await sleep(pause);
    }
  }
  for (let number = 0; number < callers; number += 1) caller(number);
  await clock.go(zero + UNTIL * 1_000);
  over = true;
  breaker.end();
  return { calls, changes };
}

// One caller; a few whose calls overlap with the changes; a crowd. The weather is the same for all, the luck is not.
const SETS = [
  [1, 200, "latency=0.1&failure=0.1&paint=5~20~failure~1;41~47~failure~1;70~76~failure~0.7"],
  [5, 300, "latency=0.7&failure=0.2&paint=10~24~failure~1;8~12~latency~4.5;60~75~failure~1;22~36~latency~3.1"],
  [12, 400, "latency=0.25&failure=0.05&paint=10~21~failure~1;50~58~failure~1;9~19~latency~2.2;52~95~latency~0.9"],
];

for (const library of Object.keys(LIBRARIES)) {
  test(`the lab's ${library} does as ${library} does, to the millisecond`, async () => {
    let changed = 0;
    for (const [callers, pause, more] of SETS) {
      for (let seed = 1; seed <= 4; seed += 1) {
        const link = `#breaker?like=${library}&callers=${callers}&pause=${pause / 1_000}&seed=${seed}&${more}`;
        const ours = lab(link);
        const theirs = await real(library, callers, pause, ours.calls);
        assert.deepEqual(theirs.changes, ours.changes, link);
        for (const [key, fate] of ours.calls) {
          const { asked, made, ended, outcome } = theirs.calls.get(key) ?? {};
          // What happens at the very end may be cut off.
          if (fate.asked >= UNTIL * 1_000 - 10) continue;
          assert.deepEqual({ asked, made, ended, outcome }, { asked: fate.asked, made: fate.made, ended: fate.ended, outcome: fate.outcome }, `${link}: call ${key}`);
        }
        changed += ours.changes.length;
      }
    }
    assert.ok(changed > 40, `${changed} changes`);
  });
}

test("cockatiel's late results tell its breaker rule alone, as the text says", async () => {
  let state = "closed";
  const breaker = circuitBreaker(handleAll, { breaker: new ConsecutiveBreaker(5), halfOpenAfter: 10_000 });
  breaker.onStateChange((now) => (state = now));
  const hang = () => {
    let end;
    const call = breaker.execute(() => new Promise((done, failed) => (end = { done, failed }))).catch(() => {});
    return { call, good: async () => (end.done(), await clock.settle()), bad: async () => (end.failed(new Error("late")), await clock.settle()) };
  };
  const open = async () => {
    for (let n = 0; n < 5; n += 1) await breaker.execute(() => Promise.reject(new Error("failed"))).catch(() => {});
    await clock.go(clock.now + 10_001);
    return hang();
  };
  const good = hang();
  let probe = await open();
  await clock.settle();
  await good.good();
  assert.equal(state, CircuitState.HalfOpen, "a late success does not close it");
  await probe.good();
  assert.equal(state, CircuitState.Closed);
  const bad = hang();
  probe = await open();
  await clock.settle();
  await bad.bad();
  assert.equal(state, CircuitState.Open, "a late failure may open it");
});
