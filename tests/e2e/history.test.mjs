// Time is a place one can go: scrubbing, turns, forks, undo and redo, and the file, by what the page promises.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { LABS } from "./contract.mjs";
import { pageTest } from "./harness.mjs";

/** Everything that the page tells of a run at its moment: the contract's attributes, and the sentences. */
const shown = (lab) => lab.frame.evaluate(() => ({
  main: { ...document.querySelector("main").dataset },
  parts: [...document.querySelectorAll("[data-metric],[data-breaker-state],[data-read],[data-sensor],[data-batch]")]
    .map((one) => ({ ...one.dataset })),
  why: [...document.querySelectorAll(".why li")].map((one) => one.textContent),
}));

const slider = (lab) => lab.frame.getByRole("slider", { name: "Timeline" });

/** Waits until the page stands still at a moment, and tells what it shows there. */
async function at(lab, milliseconds) {
  await lab.waitForMain({ "time-ms": String(milliseconds), playing: "false" });
  return shown(lab);
}

/** Sets the slider as a hand does. */
const scrub = (lab, seconds) => slider(lab).evaluate((one, to) => {
  one.value = to;
  one.dispatchEvent(new Event("input", { bubbles: true }));
}, String(seconds));

/** Where a moment lies on the screen. */
async function place(lab, seconds) {
  const box = await slider(lab).boundingBox();
  const max = Number(await slider(lab).getAttribute("max"));
  return { x: box.x + 1 + (box.width - 2) * (seconds / max), y: box.y + box.height / 2 };
}

for (const name of LABS) {
  pageTest(`${name}: a moment is the same whatever way leads to it`, async (lab) => {
    // The reads are over within a few seconds, and so is the storm.
    const moment = ["retry", "storm"].includes(name) ? 2.4 : 12.4;
    await lab.open(`#${name}?seed=42&t=${moment}&speed=0.25`);
    const linked = await at(lab, moment * 1_000);
    await lab.open(`#${name}?seed=42&t=30&speed=0.25`);
    await scrub(lab, moment);
    assert.deepEqual(await at(lab, moment * 1_000), linked, "from the right");
    await scrub(lab, 2);
    await at(lab, 2_000);
    await scrub(lab, moment);
    assert.deepEqual(await at(lab, moment * 1_000), linked, "from the left");
    await lab.open(`#${name}?seed=42&t=${moment - 0.1}&speed=0.25`);
    await lab.play();
    await lab.pass(moment * 1_000 - 10);
    await lab.pause();
    await scrub(lab, moment);
    assert.deepEqual(await at(lab, moment * 1_000), linked, "played");
  });
}

pageTest("the timeline is scrubbed by mouse, and keeps what followed", async (lab) => {
  await lab.open("#breaker?seed=1&t=40");
  const { mouse } = lab.page;
  const [from, to] = [await place(lab, 35), await place(lab, 10)];
  await mouse.move(from.x, from.y);
  await mouse.down();
  await lab.until(() => Math.abs(Number(document.querySelector("main").dataset.timeMs) - 35_000) < 150);
  await mouse.move(to.x, to.y, { steps: 8 });
  await mouse.up();
  await lab.until(() => Math.abs(Number(document.querySelector("main").dataset.timeMs) - 10_000) < 150);
  assert.equal(await lab.main("playing"), "false");
  const click = await place(lab, 25);
  await mouse.click(click.x, click.y);
  await lab.until(() => Math.abs(Number(document.querySelector("main").dataset.timeMs) - 25_000) < 150);
  // The right edge is the end of what is known.
  const box = await slider(lab).boundingBox();
  await mouse.click(box.x + box.width - 1, box.y + 5);
  await at(lab, 40_000);
});

pageTest("the timeline is a slider for the keyboard", async (lab) => {
  await lab.open("#batch?seed=3&t=50");
  await slider(lab).focus();
  assert.equal(await slider(lab).getAttribute("aria-valuetext"), "50 s of 50 s, degraded");
  await lab.page.keyboard.press("ArrowLeft");
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) < 50_000);
  const left = await lab.time();
  await lab.page.keyboard.press("ArrowRight");
  await lab.until((time) => Number(document.querySelector("main").dataset.timeMs) > time, left);
  await lab.page.keyboard.press("PageDown");
  await lab.until((time) => Number(document.querySelector("main").dataset.timeMs) < time - 2_000, left);
  await lab.page.keyboard.press("Home");
  await at(lab, 0);
  await lab.page.keyboard.press("End");
  await at(lab, 50_000);
});

const FINGER = { viewport: { width: 390, height: 844 }, touch: true, chromium: "presses a finger" };
pageTest("the timeline is scrubbed by touch", FINGER, async (lab) => {
  await lab.open("#breaker?seed=1&t=30");
  await slider(lab).scrollIntoViewIfNeeded();
  const point = await place(lab, 12);
  await lab.page.touchscreen.tap(point.x, point.y);
  await lab.until(() => Math.abs(Number(document.querySelector("main").dataset.timeMs) - 12_000) < 400);
  const client = await lab.context.newCDPSession(lab.page);
  const touch = (type, seconds) => client.send("Input.dispatchTouchEvent", {
    type, touchPoints: type === "touchEnd" ? [] : [{ x: seconds.x, y: seconds.y }],
  });
  await touch("touchStart", point);
  for (const seconds of [13, 15, 18, 20]) await touch("touchMove", await place(lab, seconds));
  await touch("touchEnd", point);
  await lab.until(() => Math.abs(Number(document.querySelector("main").dataset.timeMs) - 20_000) <= 600);
});

pageTest("to the next transition and to the previous, by button and key", async (lab) => {
  await lab.open("#breaker?seed=289&play=0");
  const count = () => lab.frame.locator("[data-transitions]").getAttribute("data-transitions").then(Number);
  const next = lab.button("To the next transition");
  await next.click();
  await lab.waitForState("open");
  const first = await lab.time();
  await next.click();
  await lab.waitForState("half-open");
  assert.equal(await count(), 2);
  await lab.frame.evaluate(() => document.activeElement.blur());
  await lab.page.keyboard.press("Shift+.");
  await lab.until(() => document.querySelector("[data-transitions]").dataset.transitions === "3");
  await lab.page.keyboard.press("Shift+,");
  await lab.until(() => document.querySelector("[data-transitions]").dataset.transitions === "2");
  await lab.button("To the previous transition").click();
  await at(lab, first);
  assert.equal(await count(), 1);
});

pageTest("turns of the other labs: ends of reads, changes of the verdict", async (lab) => {
  await lab.open("#retry?seed=7&play=0");
  const ended = () => lab.frame.locator('[data-read]:not([data-outcome="running"])').count();
  await lab.button("To the next transition").click();
  await lab.until(() => document.querySelector('[data-read]:not([data-outcome="running"])'));
  const before = await ended();
  await lab.button("To the next transition").click();
  await lab.until((count) => document.querySelectorAll('[data-read]:not([data-outcome="running"])').length > count, before);
  await lab.open("#batch?seed=3422&play=0");
  await lab.button("To the next transition").click();
  await lab.until(() => document.querySelector('[data-batch][data-degraded="false"]'));
  const batches = await lab.frame.locator("[data-batch]").evaluateAll((all) => all.map((one) => one.dataset.degraded));
  assert.equal(batches.filter((one) => one === "false").length, 1, "only the last batch is a full one");
});

pageTest("acting in the past keeps the other future until it is dismissed", async (lab) => {
  await lab.open("#breaker?seed=1&t=30");
  assert.equal(await lab.button("Dismiss the other future").count(), 0);
  await scrub(lab, 10);
  await at(lab, 10_000);
  await lab.control("failure", 0);
  await lab.button("Dismiss the other future").waitFor();
  await lab.button("Dismiss the other future").click();
  await lab.button("Dismiss the other future").waitFor({ state: "detached" });
  assert.equal(await lab.input("failure").inputValue(), "0", "the new future stays");
});

pageTest("undo and redo walk the forks and return the exact picture", async (lab) => {
  await lab.open("#breaker?seed=1&t=30");
  await scrub(lab, 10);
  const before = await at(lab, 10_000);
  await lab.button("Kill").click();
  await scrub(lab, 18);
  const after = await at(lab, 18_000);
  assert.notDeepEqual(after.parts, before.parts);
  await lab.button("Undo").click();
  assert.deepEqual(await at(lab, 10_000), before);
  assert.equal(await lab.button("Undo").isDisabled(), true);
  await lab.button("Redo").click();
  assert.deepEqual(await at(lab, 18_000), after);
  const { keyboard } = lab.page;
  await keyboard.press("Control+z");
  assert.deepEqual(await at(lab, 10_000), before);
  await keyboard.press("Control+Shift+z");
  assert.deepEqual(await at(lab, 18_000), after);
  await keyboard.press("Control+z");
  await at(lab, 10_000);
  await keyboard.press("Control+y");
  assert.deepEqual(await at(lab, 18_000), after);
  await lab.button("Restart").click();
  await lab.until(() => document.querySelector("main").dataset.timeMs === "0");
  await lab.button("Undo").click();
  assert.deepEqual(await at(lab, 18_000), after, "a restart is undone too");
});

pageTest("undo is limited, and says so", async (lab) => {
  await lab.open("#breaker?seed=1&t=5");
  for (let number = 0; number < 51; number += 1) await lab.control("failure", number % 2 ? 0.2 : 0.4).then(() => lab.button("Step forward").click());
  await lab.until(() => document.querySelector("[data-notice]")?.textContent.includes("50 changes"));
});

/** Five inputs, the last ones after going back twice. */
async function fork(lab) {
  await lab.open("#breaker?seed=11&t=20");
  for (const [seconds, key, value] of [[4, "failure", 0.9], [9, "threshold", 2], [6.5, "reset", 3], [12, "failure", 0.1], [15, "latency", 0.2], [18, "failure", 0.6]]) {
    await scrub(lab, seconds);
    await at(lab, seconds * 1_000);
    await lab.control(key, value);
    await lab.until(([name, wanted]) => document.querySelector(`[name="${name}"]`).value === String(wanted), [key, value]);
  }
  await scrub(lab, 19.5);
  return at(lab, 19_500);
}

const without = ({ main, ...rest }) => ({ ...rest, time: main.timeMs, seed: main.seed, lab: main.lab });

pageTest("the link of a forked run with five inputs shows it in another profile", async (lab) => {
  const seen = await fork(lab);
  await lab.button("Share").click();
  const link = await lab.frame.getByRole("dialog").getByLabel("Link", { exact: true }).inputValue();
  assert.equal(new URLSearchParams(link.split("?").at(-1)).get("in").split(";").length, 5, link);
  const other = await lab.constructor.start();
  try {
    await other.open(link.slice(lab.site.address.length));
    assert.deepEqual(without(await at(other, 19_500)), without(seen));
    other.assertClean();
  } finally {
    await other.close();
  }
});

pageTest("a run is saved as a file and opened again; a bad file is named", async (lab) => {
  const seen = await fork(lab);
  await lab.button("Share").click();
  const [download] = await Promise.all([lab.page.waitForEvent("download"), lab.frame.getByRole("link", { name: "Save as a file" }).click()]);
  const text = await readFile(await download.path(), "utf8");
  const saved = JSON.parse(text);
  assert.equal(saved["half-open"], 1);
  assert.match(saved.link, /^#breaker\?.*in=/);
  await lab.open("#batch?play=0");
  const open = async (content) => {
    await lab.button("Share").click();
    const buffer = Buffer.from(content);
    await lab.frame.getByLabel("Open a file").setInputFiles({ name: "run.json", mimeType: "application/json", buffer });
    await lab.frame.getByRole("dialog").waitFor({ state: "detached" });
  };
  await open('{"half-open": 9, "link": "#breaker"}');
  assert.match((await lab.notices()).join(), /not opened.*version/);
  assert.equal(await lab.main("lab"), "batch");
  // What is too large is not even read.
  await lab.frame.evaluate(() => { File.prototype.text = () => { throw new Error("it was read"); }; });
  await open("x".repeat(100_001));
  assert.match((await lab.notices()).join(), /100,001 bytes.*at most 100,000/);
  await lab.frame.evaluate(() => { delete File.prototype.text; });
  // Longer than any link may be, and as another program would set it out.
  await open(JSON.stringify({ ...saved, link: `${saved.link}&x=${"y".repeat(4_000)}` }, null, 2));
  await lab.waitForMain({ lab: "breaker" });
  assert.deepEqual(without(await at(lab, 19_500)), without(seen));
});

pageTest("embed: keys of the focused timeline stay in the frame", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1&t=15");
  await slider(lab).focus();
  for (const key of ["ArrowLeft", "ArrowRight", "Home"]) await lab.page.keyboard.press(key);
  await lab.until(() => document.querySelector("main").dataset.timeMs === "0");
  await lab.page.keyboard.press("End");
  await at(lab, 15_000);
  assert.deepEqual(await lab.heard("key"), []);
  assert.equal(await lab.page.evaluate(() => scrollY), 0);
  // The page keys are a clicker's: they turn the deck's pages whatever has the focus.
  for (const key of ["b", "PageDown", "PageUp"]) {
    await lab.page.keyboard.press(key);
    await lab.hear({ halfOpen: "key", key });
  }
  await at(lab, 15_000);
});
