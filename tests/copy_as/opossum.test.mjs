// opossum: what the generated JavaScript exports does as the lab does.

import { test } from "node:test";
import assert from "node:assert/strict";
import { Clock } from "./clock.mjs";
import { LINKS, failed, labCalls, labRounds, load, same, text } from "./lab.mjs";

const clock = new Clock();
const fail = () => Promise.reject(new Error("failed"));

/** Sends the lab's calls through a breaker at their moments, and notes its states. */
async function replay(link) {
  const generated = await load(link, "opossum");
  const { calls, changes } = labCalls(link);
  const seen = [];
  const breaker = generated.guarded(async (call) => {
    const { end, start, ok, refused } = call;
    assert.ok(!refused, `${link}: the call at ${start} ms is let through`);
    if (end > start) await new Promise((done) => setTimeout(done, end - start));
    if (!ok) throw failed(call, generated);
  });
  // Its timer turns it half-open, the lab turns with the call; so that state counts from the call.
  breaker.on("open", () => seen.push("open"));
  breaker.on("close", () => seen.push("closed"));
  const start = clock.now;
  for (const call of calls) {
    await clock.go(start + call.start);
    if (breaker.halfOpen && breaker.pendingClose) seen.push("half-open");
    const fired = breaker.fire(call).then(() => false, ({ code }) => code === "EOPENBREAKER");
    const refused = await clock.until(fired);
    assert.equal(refused, call.refused === true, `${link}: call ${call.key} at ${call.start} ms`);
  }
  breaker.shutdown();
  return { seen, changes };
}

for (const link of [...LINKS.breaker, ...LINKS.mistakes]) {
  test(`lets through and refuses the calls that the lab does: ${link}`, async () => {
    const { seen, changes } = await replay(link);
    same(seen, changes, link);
  });
}

for (const link of [...LINKS.count, ...LINKS.time]) {
  test(`opens at the failure that completes the minimum, and not before: ${link}`, async () => {
    const source = text(link, "opossum");
    const [min, reset] = ["volumeThreshold", "resetTimeout"].map((name) => Number(source.match(`${name}: (\\d+)`)[1]));
    const { guarded } = await load(link, "opossum");
    let good = false;
    const breaker = guarded(() => (good ? Promise.resolve(1) : fail()));
    for (let failed = 1; failed <= min; failed += 1) {
      assert.ok(breaker.closed, `before failure ${failed}`);
      await assert.rejects(breaker.fire(), /failed/);
    }
    assert.ok(breaker.opened);
    await assert.rejects(breaker.fire(), { code: "EOPENBREAKER" });
    if (reset > 0) {
      await clock.go(clock.now + reset - 1);
      assert.ok(breaker.opened, "a millisecond before its time");
    }
    await clock.go(clock.now + 1);
    assert.ok(breaker.halfOpen);
    good = true;
    await breaker.fire();
    assert.ok(breaker.closed);
    breaker.shutdown();
  });
}

test("a caller's own mistake is a success, which the text says where the lab takes it as nothing", async () => {
  for (const [ignored, said] of [["success", false], ["neutral", true], ["open", true]]) {
    const link = `#breaker?counts=service&ignored=${ignored}&threshold=2&reset=1`;
    assert.equal(/opossum takes such a call as a success/.test(text(link, "opossum")), said, ignored);
    const { guarded, OwnMistake } = await load(link, "opossum");
    const breaker = guarded((error) => Promise.reject(error));
    const fire = async (...errors) => {
      for (const error of errors) await assert.rejects(breaker.fire(error), error);
    };
    const [bad, own] = [new Error("failed"), new OwnMistake("mistaken")];
    await fire(bad, own, bad);
    assert.ok(breaker.closed, "it ends a row");
    await fire(bad);
    assert.ok(breaker.opened);
    await clock.go(clock.now + 1_000);
    await fire(own);
    assert.ok(breaker.closed, "it closes a half-open breaker");
    breaker.shutdown();
  }
});

test("a share that is just reached opens it, and one just below does not", async () => {
  for (const [successes, opens] of [[5, true], [6, false]]) {
    const { guarded } = await load("#breaker?trip=time&span=100&min=10&rate=0.5", "opossum");
    const breaker = guarded((ok) => (ok ? Promise.resolve(1) : fail()));
    for (let done = 0; done < successes; done += 1) await breaker.fire(true);
    for (let failed = 0; failed < 5; failed += 1) await assert.rejects(breaker.fire(false), /failed/);
    assert.equal(breaker.opened, opens);
    breaker.shutdown();
  }
});

test("a call that takes longer than the lease is a failure", async () => {
  const { guarded } = await load("#breaker?lease=0.5&threshold=1", "opossum");
  const breaker = guarded(() => new Promise(() => {}));
  await assert.rejects(clock.until(breaker.fire()), { code: "ETIMEDOUT" });
  assert.ok(breaker.opened);
  breaker.shutdown();
});

for (const link of LINKS.like) {
  test(`runs with the rules of another library: ${link}`, async () => {
    const { guarded } = await load(link, "opossum");
    const breaker = guarded(fail);
    for (let failed = 0; failed < 200 && breaker.closed; failed += 1) await assert.rejects(breaker.fire(), /failed/);
    assert.ok(breaker.opened);
    breaker.shutdown();
  });
}

for (const link of LINKS.batch) {
  test(`a read that fails at its first attempt is missing, and no more: ${link}`, async () => {
    const { round, sensor } = await load(link, "opossum");
    for (const { reads } of labRounds(link)) {
      const sensors = reads.map(([first]) => sensor(() => (first ? Promise.resolve(1) : fail())));
      const { values, missing } = await round(sensors);
      assert.deepEqual(missing, reads.flatMap(([first], index) => (first ? [] : [index])));
      assert.equal(values.filter((value) => value === 1).length, reads.length - missing.length);
      for (const one of sensors) one.shutdown();
    }
  });
}

test("without the mechanism the text is a comment that names another library", () => {
  const lines = text("#retry", "opossum").trim().split("\n");
  assert.ok(lines.every((line) => line.startsWith("//")) && lines.join(" ").includes("Take cockatiel"));
});
