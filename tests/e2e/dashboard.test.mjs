// The dashboard lab: rows, alerts, the three questions, and drawers that show what the headless program prints.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { violations } from "./axe.mjs";
import { pageTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };
const SERVICES = ["agents", "database", "email", "external-api", "health-check", "payment", "sensors", "user"];

/** The rows by their names: state and score. */
const rows = (lab) =>
  lab.frame.locator("[data-service][data-breaker-state]").evaluateAll((all) =>
    Object.fromEntries(all.map((one) => [one.dataset.service, [one.dataset.breakerState, Number(one.dataset.health)]])));

const headless = (...args) => new Promise((resolve, reject) => {
  execFile(process.env.HEADLESS, args, (error, out, complaint) => (error ? reject(new Error(complaint)) : resolve(out)));
});

pageTest("eight rows have a state and a score, of which the health is the mean", async (lab) => {
  for (const [seconds, size] of [[15, "wide"], [480, "wide"], [480, "embed=1"]]) {
    await lab.open(`#dashboard?seed=42&t=${seconds}&play=0${size === "wide" ? "" : `&${size}`}`);
    const all = await rows(lab);
    assert.deepEqual(Object.keys(all).sort(), SERVICES);
    const scores = Object.values(all).map(([, score]) => score);
    const mean = Math.round(scores.reduce((sum, score) => sum + score) / 8);
    if (size !== "wide") continue;
    const metrics = await lab.metrics();
    assert.equal(metrics.health, mean);
    assert.equal(metrics["open-now"], Object.values(all).filter(([state]) => state === "open").length);
  }
});

pageTest("it opens at a speed of 16, and a link says another", async (lab) => {
  await lab.open("#dashboard?play=0");
  assert.equal(await lab.frame.locator('input[name="speed"]:checked').inputValue(), "16");
  await lab.open("#dashboard?play=0&speed=1");
  assert.equal(await lab.frame.locator('input[name="speed"]:checked').inputValue(), "1");
});

pageTest("alerts say how urgent they are and what was held back", async (lab) => {
  await lab.open("#dashboard?seed=42&t=480&play=0");
  const alerts = await lab.frame.locator("[data-alert]").evaluateAll((all) => all.map((one) => ({ ...one.dataset })));
  const long = alerts.find((one) => one.alert === "open-long");
  assert.equal(long.service, "external-api");
  assert.equal(long.severity, "high");
  assert.ok(Number(long.held) > 0);
  assert.ok(alerts.some((one) => one.alert === "flaps" && one.service === "agents" && one.severity === "medium"));
  await lab.open("#dashboard?seed=42&t=480&suppress=0&play=0");
  const held = await lab.frame.locator("[data-alert]").evaluateAll((all) => all.map((one) => one.dataset.held));
  assert.ok(held.every((count) => count === "0"), held.join());
});

pageTest("the drawers show the metrics and the report of the headless program, letter by letter", async (lab) => {
  for (const [link, seconds] of [["#dashboard?seed=42", 480], ["#dashboard?dialect=guide&weather=storm&seed=7", 200.5]]) {
    await lab.open(`${link}&t=${seconds}&play=0`);
    const text = (drawer) => lab.frame.locator(`[data-drawer="${drawer}"]`).evaluate((one) => one.textContent);
    assert.equal(await text("metrics"), await headless("metrics", link, "--until", String(seconds)));
    assert.equal(await text("report"), await headless("report", link, "--until", String(seconds)));
  }
  await lab.frame.locator(".das-drawer summary").first().click();
  assert.deepEqual(await violations(lab.frame), []);
  await lab.frame.locator(".das-drawer summary").last().click();
  assert.match(await lab.frame.locator('[data-drawer="services"]').textContent(), /payment-api.*ResilientDatabaseClient/s);
  assert.deepEqual(await violations(lab.frame), []);
});

pageTest("Kill and Recover of each service, and undo", async (lab) => {
  await lab.open("#dashboard?weather=calm&t=20&play=0");
  for (const service of ["health-check", "sensors"]) {
    await lab.button(`Kill ${service}`).click();
    await lab.address(new RegExp(`kill~${service}`));
    await lab.button(`Recover ${service}`).click();
    await lab.address(new RegExp(`recover~${service}`));
  }
  await lab.button("Undo").click();
  await lab.button("Recover sensors").waitFor();
});

pageTest("one breaker for all refuses all, and beside it each has its own", async (lab) => {
  await lab.open("#dashboard?weather=calm&shared=1&b.shared=0&in=60~kill~sensors&t=100&play=0");
  const open = (lane) => lab.frame.locator(`[data-lane="${lane}"] [data-service][data-breaker-state="open"]`).count();
  assert.equal(await open("a"), 8);
  assert.ok(await open("b") <= 1);
  const compared = await lab.frame.locator("[data-compare]").evaluateAll((all) => all.map((one) => one.dataset.compare));
  assert.ok(compared.includes("refused") && compared.includes("alerts"), compared.join());
});

pageTest("on a phone all eight rows stand, and nothing is wider than the screen", PHONE, async (lab) => {
  await lab.open("#dashboard?seed=42&t=480&play=0");
  assert.equal(await lab.frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(Object.keys(await rows(lab)).sort(), SERVICES);
  assert.deepEqual(await violations(lab.frame), []);
});

pageTest("the lab is accessible while much is open, in both themes", async (lab) => {
  for (const theme of ["light", "dark"]) {
    await lab.open(`#dashboard?weather=storm&t=300&play=0&theme=${theme}`);
    assert.deepEqual(await violations(lab.frame), [], theme);
  }
});
