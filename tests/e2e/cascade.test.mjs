// The cascade lab: how it fills, what protects, and that it heals, by the page contract.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { pageTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };

/** The services of one side: busy workers, workers, and how many stand in the queue. */
const services = (lab, side) =>
  lab.frame.locator(`[data-side="${side}"] [data-service]`).evaluateAll((all) =>
    Object.fromEntries(
      all.map((one) => [one.dataset.service, [one.dataset.busy, one.dataset.workers, one.dataset.queued].map(Number)]),
    ));

pageTest("by default A is full two seconds after C begins to hang, and status is lost", async (lab) => {
  await lab.open("#cascade?t=7&play=0");
  assert.ok((await services(lab, "without")).A[0] < 30);
  await lab.open("#cascade?t=12&play=0");
  assert.deepEqual(await services(lab, "without"), { A: [30, 30, 10], B: [10, 10, 5], C: [10, 10, 10], D: [10, 10, 5] });
  const before = await lab.metrics();
  assert.equal(before["status-served"], before["protected-status-served"], "nothing is chosen, so both sides are the same");
  await lab.open("#cascade?t=60&play=0");
  assert.ok((await services(lab, "without")).A[0] < 30, "it heals by itself");
  assert.deepEqual((await services(lab, "without")).C.slice(1), [10, 0]);
});

pageTest("a timeout or a bulkhead keeps status safe; breakers alone learn too late", async (lab) => {
  for (const query of ["timeout=1", "bulkhead=8"]) {
    await lab.open(`#cascade?${query}&t=24.9&play=0`);
    const metrics = await lab.metrics();
    assert.ok(metrics["status-asked"] - metrics["protected-status-served"] <= 1, query);
    assert.ok(metrics["status-served"] < 60, query);
    assert.equal((await services(lab, "without")).A[0], 30, query);
    assert.ok((await services(lab, "with")).A[0] < 30, query);
  }
  await lab.open("#cascade?breaker=1&hang=30&t=34&play=0");
  const metrics = await lab.metrics();
  assert.equal(metrics["protected-status-served"], metrics["status-served"]);
});

pageTest("Kill and Recover of each service, and undo", async (lab) => {
  await lab.open("#cascade?outage-for=0&t=2&play=0");
  await lab.button("Kill B").click();
  await lab.address(/in=2~kill~B/);
  await lab.button("Recover B").click();
  await lab.address(/recover~B/);
  await lab.button("Undo").click();
  await lab.button("Recover B").waitFor();
});

pageTest("two lanes compare a timeout with a bulkhead on the same requests", async (lab) => {
  await lab.open("#cascade?timeout=1&b.timeout=0&b.bulkhead=8&t=24.9&play=0");
  const rows = await lab.frame.locator("[data-compare]").evaluateAll((all) => all.map((one) => one.dataset.compare));
  assert.ok(rows.includes("status") && rows.includes("wasted-ms"), rows.join());
});

pageTest("on a phone the services stand below each other, and nothing is wider than the screen", PHONE, async (lab) => {
  await lab.open("#cascade?t=12&play=0");
  assert.equal(await lab.frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(Object.keys(await services(lab, "with")).sort(), ["A", "B", "C", "D"]);
  assert.deepEqual(await violations(lab.frame), []);
});

pageTest("the lab is accessible while A is full, in both themes", async (lab) => {
  for (const theme of ["light", "dark"]) {
    await lab.open(`#cascade?timeout=1&breaker=1&t=12&play=0&theme=${theme}`);
    assert.deepEqual(await violations(lab.frame), [], theme);
  }
});
