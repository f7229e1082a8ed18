// The clinic: the symptom, the changes that are offered, the scores, and a hint that waits, by the page contract.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { pageTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };

/** The case that is shown, and whether it is cured. */
const shown = (lab) => lab.frame.locator("[data-case]").evaluate((one) => [one.dataset.case, one.dataset.cured]);

/** What the select of a change offers. */
const offered = (lab, name) =>
  lab.frame.locator(`[name="${name}"] option`).evaluateAll((all) => all.map((one) => one.value));

pageTest("a case is cured by its own change, and another one is not enough", async (lab) => {
  await lab.open("#clinic?case=16&t=40&play=0");
  assert.deepEqual(await shown(lab), ["16", "0"]);
  const before = await lab.metrics();
  assert.equal(before["answered-permille"], 168);
  assert.deepEqual([before.changes, before.cured], [0, 0]);
  await lab.open("#clinic?case=16&first=no-breaker&t=40&play=0");
  assert.deepEqual(await shown(lab), ["16", "0"]);
  const without = await lab.metrics();
  assert.deepEqual([without["answered-permille"], without["spared-permille"]], [800, 0]);
  await lab.open("#clinic?case=16&first=successes-fewer&t=40&play=0");
  assert.deepEqual(await shown(lab), ["16", "1"]);
  const cured = await lab.metrics();
  assert.deepEqual([cured["answered-permille"], cured["spared-permille"], cured.changes], [762, 812, 1]);
});

pageTest("a change is chosen among those of the case, and taken back on the stage", async (lab) => {
  await lab.open("#clinic?case=3&play=0");
  const keys = ["none", "wait-shorter", "wait-shortest", "threshold-higher", "probes-more", "no-breaker", "retry"];
  assert.deepEqual(await offered(lab, "first"), keys);
  await lab.control("first", "wait-shorter");
  await lab.address(/first=wait-shorter/);
  await lab.frame.locator(".cli-act").getByRole("button", { name: "Undo" }).click();
  await lab.until(() => !location.hash.includes("first="));
  // Another case begins without changes.
  await lab.control("first", "wait-shorter");
  await lab.control("case", "16");
  await lab.until(() => location.hash.includes("case=16") && !location.hash.includes("first="));
  assert.ok((await offered(lab, "first")).includes("successes-fewer"));
});

pageTest("the page gives no hint before two changes have been played to the end", async (lab) => {
  const hint = () => lab.frame.locator("[data-case] svg").first().getAttribute("aria-label");
  await lab.open("#clinic?case=16&first=wait-shorter&t=40&play=0");
  assert.doesNotMatch(await hint(), /Hint/);
  await lab.control("first", "wait-longer");
  await lab.frame.getByRole("slider", { name: "Timeline" }).evaluate((one) => {
    one.value = "40";
    one.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await lab.until(() => document.querySelector("[data-case] svg").getAttribute("aria-label").includes("Hint"));
});

pageTest("Kill and Recover of each service that the case has", async (lab) => {
  await lab.open("#clinic?case=5&t=2&play=0");
  await lab.button("Kill S2").click();
  await lab.address(/in=2~kill~S2/);
  await lab.button("Recover S2").click();
  await lab.address(/recover~S2/);
  await lab.open("#clinic?case=16&t=2&play=0");
  await lab.button("Kill S1").waitFor();
  assert.equal(await lab.frame.locator(".cli-act").getByRole("button", { name: "Kill S2" }).count(), 0);
});

pageTest("two lanes compare two changes on the same calls", async (lab) => {
  await lab.open("#clinic?case=5&first=own&b.first=no-breaker&t=40&play=0");
  const rows = await lab.frame.locator("[data-compare]").evaluateAll((all) => all.map((one) => one.dataset.compare));
  assert.deepEqual(rows.filter((row) => ["answered", "avoided", "vain"].includes(row)).length >= 2, true, rows.join());
});

pageTest("on a phone nothing is wider than the screen", PHONE, async (lab) => {
  await lab.open("#clinic?case=12&first=flag&second=outside&t=40&play=0");
  assert.equal(await lab.frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(await violations(lab.frame), []);
});

pageTest("the lab is accessible, in both themes", async (lab) => {
  for (const theme of ["light", "dark"]) {
    for (const query of ["case=16&t=20", "case=14&first=one-layer&t=40", "case=5&first=own&t=20"]) {
      await lab.open(`#clinic?${query}&play=0&theme=${theme}`);
      assert.deepEqual(await violations(lab.frame), [], `${theme} ${query}`);
    }
  }
});
