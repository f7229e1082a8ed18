// "Behave like ...": a known breaker in the place of the lab's settings.

import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";

const hint = (page) => page.frame.locator("#like-hint, .ctl:has([name=like]) .hint").first().textContent();

pageTest("choosing a known breaker begins a run with it, on the page that is there", async (page) => {
  await page.open("#breaker?failure=1&seed=1&play=0&speed=4");
  await page.frame.evaluate(() => { globalThis.stays = true; });
  assert.equal(await page.input("threshold").isVisible(), true);
  await page.input("like").selectOption("sysmanage");
  await page.frame.getByText("if the very first call fails").waitFor();
  await page.ready();
  assert.equal(await page.input("like").inputValue(), "sysmanage");
  assert.equal(await page.input("threshold").isVisible(), false, "its rules replace the lab's");
  assert.equal(await page.main("seed"), "1");
  assert.equal(await page.frame.evaluate(() => globalThis.stays), true);
  await page.play();
  // More than half of the calls, with no minimum: the first failure opens it.
  await page.until(() => document.querySelector("[data-breaker-state]").dataset.breakerState === "open");
  await page.pause();
  await page.until(() => document.querySelector("[data-metric=failures]").dataset.value === "1");
  assert.match(await page.frame.locator(".why").textContent(), /1 of 1 call failed/);
});

pageTest("a link to a known breaker opens at its moment, and its own settings come back", async (page) => {
  await page.open("#breaker?like=gobreaker&failure=1&seed=1&t=30");
  assert.deepEqual(await page.notices(), []);
  assert.equal(await page.time(), 30_000);
  // The sixth failure in a row, 0.8 s apart from call to call.
  assert.equal(await page.metric("failures"), 6);
  assert.equal(await page.metric("openings"), 1);
  await page.input("like").selectOption("own");
  await page.address(/seed=1/, /like=/);
  assert.equal(await page.input("threshold").isVisible(), true);
});

pageTest("a link that hides the known breaker in an escape is understood, too", async (page) => {
  await page.open("#breaker?l%69ke=failsafe-go&failure=1&seed=1&t=5", { ready: false });
  await page.frame.getByText("By default a single failure opens it").waitFor();
  await page.ready();
  assert.equal(await page.metric("failures"), 1);
});

pageTest("a link that hides a second lane in an escape is understood, too", async (page) => {
  await page.open("#breaker?%62.threshold=5&failure=1&seed=1&t=5", { ready: false });
  await page.frame.locator("[data-compare]").first().waitFor();
  await page.ready();
  assert.deepEqual(await page.notices(), []);
});

pageTest("every known breaker runs", async (page) => {
  await page.open("#breaker?like=lecture&t=1");
  const all = await page.input("like").locator("option").evaluateAll((options) => options.map((option) => option.value));
  assert.equal(all.length, 14);
  for (const like of all) {
    await page.open(`#breaker?like=${like}&failure=0.6&seed=5&t=200`);
    assert.deepEqual(await page.notices(), [], like);
    const sum = (await page.metric("successes")) + (await page.metric("failures")) + (await page.metric("fast-fails"));
    assert.equal(sum, await page.metric("calls"), like);
    if (like !== "own") assert.ok((await hint(page)).length > 40, like);
  }
});
