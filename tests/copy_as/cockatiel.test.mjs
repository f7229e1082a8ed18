// cockatiel: the generated TypeScript passes the compiler's strictest look, and what it exports does as the lab does.

import { test } from "node:test";
import assert from "node:assert/strict";
import { BrokenCircuitError, CircuitState } from "cockatiel";
import { Clock } from "./clock.mjs";
import { LINKS, failed, labCalls, labRounds, labWaits, load, same, text, typescript, write } from "./lab.mjs";

const clock = new Clock();
const NAMES = { [CircuitState.Closed]: "closed", [CircuitState.Open]: "open", [CircuitState.HalfOpen]: "half-open" };
const fail = () => Promise.reject(new Error("failed"));

test("the text of every link is good TypeScript", () => {
  const files = Object.values(LINKS).flat().map((link) => write(text(link, "cockatiel"), "ts"));
  const program = typescript.createProgram(files, {
    noEmit: true, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, types: [], noUnusedLocals: true,
    target: typescript.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    module: typescript.ModuleKind.NodeNext, moduleResolution: typescript.ModuleResolutionKind.NodeNext,
  });
  const found = typescript.getPreEmitDiagnostics(program);
  assert.deepEqual(found.map(({ messageText }) => typescript.flattenDiagnosticMessageText(messageText, "\n")), []);
});

/** The waits of a policy whose attempts all fail, with all luck the same. */
async function waits(link, luck) {
  const { policy } = await load(link, "cockatiel");
  const seen = [];
  let attempts = 0;
  policy.onRetry(({ delay }) => seen.push(delay));
  const random = Math.random;
  Math.random = () => luck;
  const read = () => ((attempts += 1), fail());
  const start = clock.now;
  await assert.rejects(clock.until(policy.execute(read)), /failed/);
  Math.random = random;
  const slept = seen.reduce((sum, wait) => sum + Math.max(wait, 0), 0);
  assert.ok(Math.abs(clock.now - start - slept) < 1e-6, "it waits as long as it says");
  return { attempts, seen };
}

for (const link of [...LINKS.retry, ...LINKS.floor]) {
  test(`as many attempts and the same band of waits: ${link}`, async () => {
    const lab = labWaits(link);
    // Its own generators cut off parts of a millisecond.
    const slack = 1;
    const [low, high] = [await waits(link, 0), await waits(link, 1 - 2 ** -53)];
    assert.equal(low.attempts, lab.attempts);
    assert.equal(low.seen.length, lab.waits.length);
    for (const [index, seen] of lab.waits.entries()) {
      const [least, most] = [low.seen[index], high.seen[index]].sort((a, b) => a - b);
      const [min, max] = [Math.min(...seen), Math.max(...seen)];
      const told = `retry ${index + 1}: ${least} to ${most}, lab ${min} to ${max}`;
      assert.ok(min >= least - slack && max <= most + slack, told);
      if (link.includes("decorrelated") && index > 0) continue;
      const near = 0.1 * (most - least) + slack;
      assert.ok(min - least <= near && most - max <= near, told);
    }
  });
}

/** Sends the lab's calls through a breaker, one after the other, and notes its states; up to its first closing or to a moment, if that is asked. */
async function replay(link, until) {
  const generated = await load(link, "cockatiel");
  const { breaker } = generated;
  const { calls, changes } = labCalls(link);
  const seen = [];
  breaker.onStateChange((state) => seen.push(NAMES[state]));
  const start = clock.now;
  for (const call of calls) {
    if ((until === "closed" && seen.includes("closed")) || call.start >= until) break;
    await clock.go(start + call.start);
    const action = async () => {
      assert.ok(!call.refused, `${link}: call ${call.key} at ${call.start} ms is let through`);
      await new Promise((done) => setTimeout(done, call.end - call.start));
      if (!call.ok) throw failed(call, generated);
    };
    const refused = await clock.until(breaker.execute(action).then(() => false, (error) => error instanceof BrokenCircuitError));
    assert.equal(refused, call.refused === true, `${link}: call ${call.key} at ${call.start} ms`);
  }
  return { seen, changes };
}

// One success closes, so links with more are not among these.
for (const link of LINKS.breaker) {
  test(`lets through and refuses the calls that the lab does: ${link}`, async () => {
    const { seen, changes } = await replay(link);
    same(seen, changes, link);
  });
}

// A share is judged at failures alone, so the seeds are such that the lab never opens at a success; and the probe that
// closes counts as the first call of the new window, so what comes after it is no part of this.
for (const link of LINKS.count) {
  test(`opens as the lab does, and half-opens: ${link}`, async () => {
    const { seen, changes } = await replay(link, "closed");
    assert.ok(seen.length >= 3, seen.join());
    same(seen, changes.slice(0, seen.length), link);
  });
}

// A caller's own mistake decides nothing while it is closed, as in the lab, and closes a half-open breaker.
for (const link of LINKS.neutral) {
  test(`opens as the lab does, whose caller makes mistakes: ${link}`, async () => {
    assert.match(text(link, "cockatiel"), /half-open, such a call closes it; closed, it does not count/);
    const { calls } = labCalls(link);
    const opened = calls.findIndex(({ refused }) => refused);
    assert.ok(calls.slice(0, opened).some(({ own }) => own), "a mistake before it opens");
    const { seen, changes } = await replay(link, calls[opened].start);
    assert.deepEqual([seen, changes[0]], [["open"], "open"]);
  });
}

test("a caller's own mistake does not end a row, and closes a half-open breaker", async () => {
  const link = "#breaker?counts=service&ignored=success&threshold=2";
  assert.match(text(link, "cockatiel"), /closed, it does not count\. In the lab it\s+\/\/ is a success/);
  const { breaker, OwnMistake } = await load(link, "cockatiel");
  const mistaken = () => Promise.reject(new OwnMistake("mistaken"));
  await assert.rejects(breaker.execute(fail), /failed/);
  await assert.rejects(breaker.execute(mistaken), OwnMistake);
  assert.equal(breaker.state, CircuitState.Closed);
  await assert.rejects(breaker.execute(fail), /failed/);
  assert.equal(breaker.state, CircuitState.Open);
  await clock.go(clock.now + 5_000);
  await assert.rejects(breaker.execute(mistaken), OwnMistake);
  assert.equal(breaker.state, CircuitState.Closed);
});

test("the probe that closes counts as the first call of the new window", async () => {
  const link = "#breaker?trip=count&window=10&rate=0.5&min=5";
  assert.match(text(link, "cockatiel"), /the probe that closes it counts/);
  const { breaker } = await load(link, "cockatiel");
  const failures = async (count) => {
    for (let failed = 0; failed < count; failed += 1) await assert.rejects(breaker.execute(fail), /failed/);
  };
  await failures(5);
  assert.equal(breaker.state, CircuitState.Open);
  await clock.go(clock.now + 5_000);
  await breaker.execute(async () => 1);
  await failures(4);
  assert.equal(breaker.state, CircuitState.Open);
});

for (const link of LINKS.time) {
  test(`opens at the failure that completes the minimum, and not before: ${link}`, async () => {
    const { breaker } = await load(link, "cockatiel");
    const min = Number(/min=(\d+)/.exec(link)[1]);
    for (let failed = 1; failed <= min; failed += 1) {
      assert.equal(breaker.state, CircuitState.Closed, `before failure ${failed}`);
      await assert.rejects(breaker.execute(fail), /failed/);
    }
    assert.equal(breaker.state, CircuitState.Open);
    await assert.rejects(breaker.execute(fail), BrokenCircuitError);
    await clock.go(clock.now + 5_000);
    await breaker.execute(async () => 1);
    assert.equal(breaker.state, CircuitState.Closed);
  });
}

for (const link of LINKS.batch) {
  test(`keeps and misses what the lab does, in as many attempts: ${link}`, async () => {
    const { round } = await load(link, "cockatiel");
    for (const { reads, missing } of labRounds(link)) {
      const left = reads.map((outcomes) => [...outcomes]);
      const result = await clock.until(round(left.map((outcomes) => () => (outcomes.shift() ? Promise.resolve(1) : fail()))));
      assert.deepEqual(result.missing, missing);
      assert.equal(result.values.filter((value) => value === 1).length, reads.length - missing.length);
      assert.deepEqual(left.flat(), [], "as many attempts as in the lab");
    }
  });
}
