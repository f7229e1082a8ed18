// The same link natively and in the page: the page at a moment shows the numbers that a native run recorded.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pageTest } from "./harness.mjs";

/** The golden table: a link and its second on one line, what came of it on the next. */
const golden = readFileSync(new URL("../goldens/runs.txt", import.meta.url), "utf8");
const runs = [...golden.matchAll(/^(#.+) @(\d+)\n +\d+ \w+ (\S+) +(.*)$/gm)].map(([, link, second, state, numbers]) => ({
  link,
  second: Number(second),
  state,
  metrics: Object.fromEntries(numbers.split(" ").map((pair) => pair.split("=")).map(([name, n]) => [name, Number(n)])),
}));
assert.ok(runs.length >= 20, `${runs.length} runs in the golden table`);

pageTest("every link of the golden table shows its native numbers", async (lab) => {
  for (const { link, second, state, metrics } of runs) {
    const at = `${link}${link.includes("?") ? "&" : "?"}t=${second}`;
    await lab.open(at);
    // A number that came to the lab later is left out of the table where it is 0.
    const { unanswered, ...shown } = await lab.metrics();
    assert.deepEqual(unanswered ? { ...shown, unanswered } : shown, metrics, at);
    assert.equal(await lab.time(), second * 1000, at);
    if (link.startsWith("#breaker")) await lab.waitForState(state);
  }
});
