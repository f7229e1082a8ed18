// The fallback lab: where reads end, what becomes of writes, and what is flagged, by the page contract.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { pageTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };

/** How many calls ended on each step. */
const steps = (lab) =>
  lab.frame.locator("[data-step]").evaluateAll((all) =>
    Object.fromEntries(all.map((one) => [one.dataset.step, Number(one.dataset.count)])));

const letters = (lab) => lab.frame.locator("[data-letter]").count();

/** Nothing fails but by the outages. */
const CALM = "#fallback?failure=0&replica=0";

pageTest("reads come down from the service to the replica, the cache and the default value", async (lab) => {
  await lab.open(`${CALM}&writes=0&t=59.5&play=0`);
  assert.deepEqual(await steps(lab), { full: 8, degraded: 12, cached: 30, fixed: 10, errors: 0 });
  const metrics = await lab.metrics();
  assert.equal(metrics.calls, 60);
  assert.equal(metrics.unflagged, 0);
  await lab.open(`${CALM}&writes=0&silent=1&t=59.5&play=0`);
  assert.equal((await lab.metrics()).unflagged, 52);
});

pageTest("writes wait as letters until somebody replays them, and that can be undone", async (lab) => {
  await lab.open(`${CALM}&writes=1&t=70&play=0`);
  assert.equal((await lab.metrics()).letters, 40);
  assert.equal(await letters(lab), 40);
  await lab.button("Replay all").click();
  await lab.address(/in=70~letters~replay/);
  await lab.open(`${CALM}&writes=1&in=70~letters~replay&t=71&play=0`);
  const metrics = await lab.metrics();
  assert.deepEqual([metrics.letters, metrics.replayed, metrics.lost], [0, 40, 0]);
  assert.equal(await letters(lab), 0);
  assert.equal(await lab.button("Replay all").isDisabled(), true);
});

pageTest("Kill and Recover of the replica, and undo", async (lab) => {
  await lab.open("#fallback?t=10&play=0");
  await lab.button("Kill replica").click();
  await lab.address(/in=10~kill~replica/);
  await lab.button("Recover replica").click();
  await lab.address(/recover~replica/);
  await lab.button("Undo").click();
  await lab.button("Recover replica").waitFor();
});

pageTest("two lanes compare a ladder with none on the same calls", async (lab) => {
  await lab.open("#fallback?lanes=2&b.degraded=0&b.cached=0&b.fixed=0&t=40&play=0");
  const rows = await lab.frame.locator("[data-compare]").evaluateAll((all) => all.map((one) => one.dataset.compare));
  assert.ok(rows.includes("answered") && rows.includes("unflagged"), rows.join());
});

pageTest("on a phone the steps stand below each other, and nothing is wider than the screen", PHONE, async (lab) => {
  await lab.open("#fallback?t=40&play=0");
  assert.equal(await lab.frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.equal(Object.keys(await steps(lab)).length, 5);
  assert.deepEqual(await violations(lab.frame), []);
});

pageTest("the lab is accessible while both are down, in both themes", async (lab) => {
  for (const theme of ["light", "dark"]) {
    await lab.open(`#fallback?t=40&play=0&theme=${theme}`);
    assert.deepEqual(await violations(lab.frame), [], theme);
  }
});
