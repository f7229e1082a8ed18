// The stack lab: layers that are moved by drag, keys and buttons, and what an order makes of the same luck.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { pageTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };

/** The layers as the stage has them, with what came to each and what it sent inward. */
const layers = (lab) => lab.frame.locator("[data-layer]").evaluateAll((all) =>
  all.map((one) => [one.dataset.layer, one.dataset.place, Number(one.dataset.in), Number(one.dataset.out)]));
const order = async (lab) => (await layers(lab)).map(([name]) => name).join(",");
const handle = (lab, name) => lab.frame.getByRole("slider", { name, exact: true });
const stands = (lab, wanted) =>
  lab.until((names) => [...document.querySelectorAll("[data-layer]")].map((one) => one.dataset.layer).join(",") === names, wanted);
const focused = (lab) => lab.frame.evaluate(() => ["aria-label", "aria-valuetext"].map((name) => document.activeElement.getAttribute(name)).join(", "));

/** Where the middle of a handle is. */
async function middle(lab, name) {
  const box = await handle(lab, name).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags the handle of a layer to a place. */
async function drag(lab, name, to) {
  const from = await middle(lab, name);
  const { mouse } = lab.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(to.x, to.y, { steps: 6 });
  await mouse.up();
}

pageTest("numbers, layers and the second side are those of the contract", async (lab) => {
  await lab.open("#stack?t=40");
  const metrics = await lab.metrics();
  assert.equal(metrics.calls, metrics.full + metrics.degraded + metrics.errors);
  const all = await layers(lab);
  assert.deepEqual(all.map(([name, place]) => [name, place]), [["degrade", "1"], ["retry", "2"], ["breaker", "3"], ["timeout", "4"]]);
  all.slice(1).forEach(([, , came], index) => assert.equal(came, all[index][3], "what one sends comes to the next"));
  assert.equal(all.at(-1)[3], metrics.attempts);
  assert.equal(all[2][2] - all[2][3], metrics.refused);
  // The same run in the recommended order has the numbers that the second side shows.
  const shown = await lab.frame.locator(".stage svg[role=img]").getAttribute("aria-label");
  await lab.open("#stack?t=40&order=degrade,breaker,retry,timeout");
  const there = await lab.metrics();
  assert.match(shown, new RegExp(`Full answers: ${metrics.full}, in the recommended order ${there.full}\\.`));
  assert.match(shown, new RegExp(`Attempts on the service: ${metrics.attempts}, there ${there.attempts}\\.`));
  assert.ok(there.full > metrics.full && there.attempts > metrics.attempts, "more answers, and more attempts");
});

pageTest("64 attempts, 243 attempts, and 12,600 seconds of waiting", async (lab) => {
  for (const [query, name, value] of [
    ["order=retry,retry,retry&attempts=4&failure=1&base=0&outage-for=0&calls=1&t=60", "attempts", 64],
    ["order=retry,retry,retry,retry,retry&attempts=3&failure=1&base=0&outage-for=0&calls=1&t=60", "attempts", 243],
    ["order=retry&attempts=4&base=1&failure=1&outage-for=0&pace=open&every=1&calls=1800&t=2000", "waiting-ms", 12_600_000],
  ]) {
    await lab.open(`#stack?${query}`);
    assert.equal((await lab.metrics())[name], value, query);
    assert.equal(await lab.main("finished"), "true");
  }
});

pageTest("a layer is moved by a button, by a key and by a drag, each one step to undo", async (lab) => {
  await lab.open("#stack?play=0&t=8");
  await lab.button("Move Breaker outward").click();
  await stands(lab, "degrade,breaker,retry,timeout");
  assert.equal(await lab.input("order").inputValue(), "degrade,breaker,retry,timeout");
  await lab.address(/order=degrade,breaker,retry,timeout/);
  await lab.button("Undo").click();
  await stands(lab, "degrade,retry,breaker,timeout");
  assert.equal(await lab.time(), 8_000, "back at the same moment");

  await handle(lab, "Retry").focus();
  await lab.page.keyboard.press("ArrowDown");
  await stands(lab, "degrade,breaker,retry,timeout");
  assert.equal(await focused(lab), "Retry, layer 3 of 4", "the focus goes with the layer");
  await lab.page.keyboard.press("ArrowUp");
  await stands(lab, "degrade,retry,breaker,timeout");

  await drag(lab, "Timeout", await middle(lab, "Degradation"));
  await stands(lab, "timeout,degrade,retry,breaker");
  await lab.button("Undo").click();
  await stands(lab, "degrade,retry,breaker,timeout");
  // A press that goes nowhere changes nothing.
  await handle(lab, "Retry").click();
  assert.equal(await order(lab), "degrade,retry,breaker,timeout");
});

pageTest("a layer is switched off by a button, by a key and by dragging it out, and on again", async (lab) => {
  await lab.open("#stack?play=0");
  await lab.button("Switch off Timeout").click();
  await stands(lab, "degrade,retry,breaker");
  await handle(lab, "Degradation").focus();
  await lab.page.keyboard.press("Delete");
  await stands(lab, "retry,breaker");
  const from = await middle(lab, "Breaker");
  await drag(lab, "Breaker", { x: from.x + 700, y: from.y });
  await stands(lab, "retry");
  await lab.button("Undo").click();
  await stands(lab, "retry,breaker");
  await lab.button("Switch on Degradation").click();
  await stands(lab, "degrade,retry,breaker");
  await lab.button("Switch on Retry").click();
  await stands(lab, "degrade,retry,retry,breaker");
  await handle(lab, "Retry 2").waitFor();
  for (const name of ["Degradation", "Retry 2", "Retry", "Breaker"]) await lab.button(`Switch off ${name}`).click();
  await stands(lab, "");
  await lab.frame.getByText("No layer", { exact: true }).first().waitFor();
  assert.deepEqual(await violations(lab.frame), []);
});

pageTest("Kill and Recover of the service", async (lab) => {
  await lab.open("#stack?failure=0&outage-for=0&every=0.5&latency=0.1&calls=0&speed=4");
  await lab.until(() => Number(document.querySelector('[data-metric="full"]').dataset.value) > 2);
  await lab.button("Kill").click();
  await lab.until(() => Number(document.querySelector('[data-metric="degraded"]').dataset.value) > 2);
  await lab.button("Recover").click();
  const before = (await lab.metrics()).full;
  await lab.until((full) => Number(document.querySelector('[data-metric="full"]').dataset.value) > full + 2, before);
});

pageTest("a preset of two lanes shows both, on the same luck", async (lab) => {
  await lab.open("#stack?play=0");
  await lab.frame.getByLabel("Preset").selectOption({ label: "The last wait that never happens" });
  await lab.until(() => document.querySelectorAll("[data-lane]").length === 2);
  await lab.address(/order=retry/);
  const link = await lab.frame.evaluate(() => location.hash);
  assert.match(link, /attempts=4|b\.attempts=5/);
  await lab.open(`${link}&t=60`);
  const waited = (name) => lab.frame.locator(`[data-lane="${name}"] [data-metric="waiting-ms"]`).getAttribute("data-value");
  assert.deepEqual([await waited("a"), await waited("b")], ["7000", "15000"]);
  // Which of two lanes is meant, the settings say: on the stages nothing is moved.
  assert.equal(await lab.frame.locator(".stk-handle").count(), 0);
});

pageTest("of several retries Why names the one that waits and the one that gives up", async (lab) => {
  await lab.open("#stack?order=retry,retry,retry&attempts=2&failure=1&base=0.1&outage-for=0&calls=1&t=60");
  const why = await lab.frame.getByRole("region", { name: "Why" }).textContent();
  for (const number of [1, 2, 3]) {
    assert.ok(why.includes(`at Retry ${number}`), why);
    assert.ok(why.includes(`Retry ${number} gives up call 1`), why);
  }
});

pageTest("on a phone layers are moved by touch, and nothing is too wide", PHONE, async (lab) => {
  await lab.open("#stack?t=8.5");
  await lab.button("Move Breaker outward").tap();
  await stands(lab, "degrade,breaker,retry,timeout");
  for (const one of await lab.frame.locator(".stk-hands button, .stk-handle").all()) {
    const box = await one.boundingBox();
    assert.ok(box.width >= 24 && box.height >= 24, `${box.width} by ${box.height}`);
  }
  const excess = await lab.frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(excess <= 0, `${excess} pixels too wide`);
  assert.deepEqual(await violations(lab.frame), []);
});

pageTest("in a slide a layer is moved by its keys, which the deck is not given", async (lab) => {
  await lab.embed("#stack?embed=1&t=8.5");
  await handle(lab, "Breaker").focus();
  await lab.page.keyboard.press("ArrowUp");
  await stands(lab, "degrade,breaker,retry,timeout");
  await lab.page.keyboard.press("Escape");
  await lab.hear({ halfOpen: "key", key: "Escape" });
  const keys = (await lab.heard("key")).map(({ data }) => data.key);
  assert.ok(!keys.includes("ArrowUp"), keys.join());
});
