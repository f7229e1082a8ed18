// The bulkhead lab: what a wall keeps and what it costs, the limiter and the pool, by the page contract.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { pageTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };

/** The hulls: busy workers, workers, and how many wait. */
const hulls = (lab) =>
  lab.frame.locator("[data-hull]").evaluateAll((all) =>
    Object.fromEntries(
      all.map((one) => [one.dataset.hull, [one.dataset.busy, one.dataset.workers, one.dataset.queued].map(Number)]),
    ));

pageTest("by default the wall keeps the orders' workers free, and one pool is full of reports", async (lab) => {
  await lab.open("#bulkhead?t=30&play=0");
  assert.deepEqual(await hulls(lab), { none: [10, 10, 6], orders: [2, 5, 0], reports: [5, 5, 3] });
  const metrics = await lab.metrics();
  assert.deepEqual(
    ["orders-served", "orders-refused", "none-orders-served"].map((name) => metrics[name]), [599, 0, 82],
  );
  assert.ok(metrics["reports-served"] < metrics["none-reports-served"], "which costs the reports");
});

pageTest("the limiter alone does not protect ten workers from calls of ten seconds", async (lab) => {
  await lab.open("#bulkhead?isolation=none&t=30&play=0");
  const metrics = await lab.metrics();
  assert.equal(metrics["orders-served"], metrics["none-orders-served"], "without a wall both sides are the same");
  assert.ok(metrics["orders-served"] * 5 < metrics.orders);
  assert.match(await lab.frame.locator(".bul").textContent(), /Not enough.*3 per s × 10 s.*= 30 workers/);
});

pageTest("levels and queue as SysManage has them", async (lab) => {
  await lab.open("#bulkhead?isolation=adaptive&t=20&play=0");
  const { orders, reports } = await hulls(lab);
  assert.deepEqual([orders[1], reports[1]], [6, 4]);
  await lab.open("#bulkhead?workers=20&own=10&queue=100&queueing=documented&t=30&play=0");
  assert.equal((await lab.metrics())["queued-ms"], 0);
  await lab.open("#bulkhead?isolation=shared&queueing=documented&t=30&play=0");
  assert.ok((await hulls(lab)).reports[2] > 50, "nobody is refused, and the queue has no end");
});

pageTest("the pool is on the stage where there is one, and Why tells of it", async (lab) => {
  await lab.open("#bulkhead?t=12&play=0");
  const stage = lab.frame.locator(".bul");
  assert.doesNotMatch(await stage.textContent(), /Connections/);
  await lab.open("#bulkhead?pool=3&t=12&play=0");
  assert.match(await stage.textContent(), /Connections.*3 of 3 in use/);
  assert.match(await lab.frame.locator(".why").first().textContent(), /all 3 connections are in use/);
});

pageTest("Kill and Recover of each service, and undo", async (lab) => {
  await lab.open("#bulkhead?t=2&play=0");
  await lab.button("Kill reports").click();
  await lab.address(/in=2~kill~reports/);
  await lab.button("Recover reports").click();
  await lab.address(/recover~reports/);
  await lab.button("Undo").click();
  await lab.button("Recover reports").waitFor();
});

pageTest("two lanes compare where the wall stands", async (lab) => {
  await lab.open("#bulkhead?b.own=9&t=24.9&play=0");
  const rows = await lab.frame.locator("[data-compare]").evaluateAll((all) => all.map((one) => one.dataset.compare));
  assert.ok(rows.includes("orders-served") && rows.includes("reports-served"), rows.join());
});

pageTest("on a phone the wall stands upright, and nothing is wider than the screen", PHONE, async (lab) => {
  await lab.open("#bulkhead?pool=4&t=12&play=0");
  assert.equal(await lab.frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(Object.keys(await hulls(lab)).sort(), ["none", "orders", "reports"]);
  assert.deepEqual(await violations(lab.frame), []);
});

pageTest("the lab is accessible while the reports' side is full, in both themes", async (lab) => {
  for (const theme of ["light", "dark"]) {
    await lab.open(`#bulkhead?pool=5&t=12&play=0&theme=${theme}`);
    assert.deepEqual(await violations(lab.frame), [], theme);
  }
});
