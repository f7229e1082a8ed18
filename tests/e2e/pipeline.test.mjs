// The pipeline lab on the built site: its attributes and numbers, what it is to show, and how it is played with.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { pageTest } from "./harness.mjs";

const METRICS = ["batches", "degraded", "values", "values-kept", "enriched", "flagged", "retries", "retried-well", "openings", "late-ms",
  "naive-kept", "naive-down-ms"];
const CALM = "failures=0,0,0,0,0&enrich=0";
const numbers = async (lab, names) => Promise.all(names.map((name) => lab.metric(name)));
const state = (lab, name) => lab.frame.locator(`[data-breaker="${name}"]`).getAttribute("data-breaker-state");
const asked = (lab, which) => lab.frame.locator(`[data-asked="${which}"]`).first().textContent();

pageTest("sensors, batches, breaker and numbers stand where the contract has them", async (lab) => {
  await lab.open("#pipeline?t=17");
  for (const name of METRICS) assert.ok(Number.isInteger(await lab.metric(name)), name);
  const sensors = await lab.frame.locator("[data-sensor]").evaluateAll((all) => all.map((one) => ({ ...one.dataset })));
  assert.deepEqual(sensors.map((one) => one.sensor), ["S0", "S1", "S2", "S3", "S4"]);
  assert.ok(sensors.every((one) => ["waiting", "ok", "retrying", "unavailable"].includes(one.status)));
  const batches = await lab.frame.locator("[data-batch]").evaluateAll((all) => all.map((one) => ({ ...one.dataset })));
  assert.equal(batches.length, await lab.metric("batches"));
  assert.equal(batches.filter((one) => one.degraded === "true").length, await lab.metric("degraded"));
  assert.ok(batches.every((one) => one.total === "5"));
  assert.equal(await state(lab, "enrich"), "open");
  assert.equal(await lab.frame.locator("[data-breaker]").count(), 1);
});

pageTest("each sensor's breaker, or the one that all share, has its element", async (lab) => {
  await lab.open("#pipeline?own=1&t=5");
  const names = () => lab.frame.locator("[data-breaker]").evaluateAll((all) => all.map((one) => one.dataset.breaker).sort());
  assert.deepEqual(await names(), ["S0", "S1", "S2", "S3", "S4", "enrich"]);
  await lab.open("#pipeline?own=2&t=5");
  assert.deepEqual(await names(), ["enrich", "sensors"]);
  await lab.open("#pipeline?breaker=0&t=5");
  assert.deepEqual(await names(), []);
});

pageTest("with all three off both sides are the same", async (lab) => {
  for (const seed of [1, 2, 3]) {
    await lab.open(`#pipeline?retry=0&breaker=0&degrade=0&seed=${seed}&t=90`);
    const [kept, naive] = await numbers(lab, ["values-kept", "naive-kept"]);
    assert.equal(kept, naive);
  }
});

pageTest("the three answers are the numbers", async (lab) => {
  await lab.open("#pipeline?t=60");
  const [openings, saved, degraded] = await numbers(lab, ["openings", "retried-well", "degraded"]);
  assert.equal(await asked(lab, "openings"), ["never", "once", "twice"][openings] ?? `${openings} times`);
  assert.match(await asked(lab, "saved"), new RegExp(`^${saved} of \\d+ calls saved$`));
  assert.match(await asked(lab, "degraded"), new RegExp(`^${degraded}: S`));
});

pageTest("Kill flags what comes after it, Recover ends that", async (lab) => {
  await lab.open(`#pipeline?${CALM}&outage-for=0&t=5&speed=4`);
  await lab.button("Kill enrich").click();
  await lab.button("Play").click();
  await lab.until(() => document.querySelector('[data-breaker="enrich"]')?.dataset.breakerState === "open");
  const flagged = await lab.metric("flagged");
  assert.ok(flagged >= 3);
  await lab.button("Recover enrich").click();
  await lab.until(() => document.querySelector('[data-breaker="enrich"]')?.dataset.breakerState === "closed");
  await lab.button("Kill S2").click();
  await lab.until(() => document.querySelector('[data-sensor="S2"]')?.dataset.status === "unavailable");
  await lab.button("Recover S2").click();
});

pageTest("a switch acts in the midst of a run", async (lab) => {
  await lab.open(`#pipeline?breaker=0&${CALM}&t=16`);
  const late = await lab.metric("late-ms");
  assert.ok(late > 3_000, `late by ${late} ms`);
  await lab.input("breaker").selectOption("1");
  await lab.until(() => document.querySelector('[data-breaker="enrich"]') !== null);
});

pageTest("without a hand the naive pipeline stays down, and one press starts it", async (lab) => {
  await lab.open(`#pipeline?restart=0&retry=0&${CALM}&t=30`);
  const before = await lab.metric("naive-kept");
  await lab.button("Start again").click();
  await lab.button("Play").click();
  await lab.until((kept) => Number(document.querySelector('[data-metric="naive-kept"]').dataset.value) > kept, before);
});

pageTest("two lanes: one breaker for all beside one each", async (lab) => {
  await lab.open("#pipeline?own=2&b.own=1&threshold=1&failures=0,0,0,1,0&enrich=0&outage-for=0&t=40");
  const kept = (lane) => lab.frame.locator(`[data-lane="${lane}"] [data-metric="values-kept"]`).getAttribute("data-value");
  assert.deepEqual([await kept("a"), await kept("b")], ["25", "80"]);
  const row = lab.frame.locator('[data-compare="data-kept"]');
  assert.equal(await row.getAttribute("data-better"), "b");
});

pageTest("on a phone nothing is wider than the screen", { viewport: { width: 390, height: 844 }, touch: true }, async (lab) => {
  await lab.open("#pipeline?t=17");
  assert.equal(await lab.frame.evaluate(() => document.documentElement.scrollWidth), 390);
  assert.equal(await lab.frame.locator("[data-sensor]").count(), 5);
  const small = await lab.frame.locator(".stage button").evaluateAll((all) =>
    all.filter((one) => one.checkVisibility() && !one.disabled && one.getBoundingClientRect().height < 24).length);
  assert.equal(small, 0);
});

pageTest("in a slide it has stage and transport", async (lab) => {
  await lab.embed("#pipeline?embed=1&t=17");
  assert.equal(await lab.frame.locator("[data-sensor]").count(), 5);
  assert.equal(await lab.frame.locator('[data-breaker="enrich"]').getAttribute("data-breaker-state"), "open");
});

for (const [theme, hash] of [["light", "#pipeline?t=17"], ["dark", "#pipeline?t=17&own=1"]]) {
  pageTest(`axe finds nothing, ${theme}`, { theme }, async (lab) => {
    await lab.open(hash);
    assert.deepEqual(await violations(lab.frame), []);
  });
}
