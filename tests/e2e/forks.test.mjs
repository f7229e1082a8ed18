// Nothing that can be undone is lost: not when a tool opens, and a hand on a slider makes one step.

import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";

const slider = (lab) => lab.frame.getByRole("slider", { name: "Timeline" });
const focused = (lab, selector) => lab.until((wanted) => Boolean(document.activeElement?.matches(wanted)), selector);

/** All that the page tells of its run and of what can be undone. */
const shown = (lab) => lab.frame.evaluate(() => {
  const { lab: name, timeMs, seed, finished } = document.querySelector("main").dataset;
  const able = (name) => !document.querySelector(`button[aria-label^="${name}"], button[title^="${name}"]`)?.disabled;
  return {
    main: { name, timeMs, seed, finished },
    parts: [...document.querySelectorAll("[data-metric],[data-breaker-state],[data-read],[data-sensor],[data-batch]")]
      .map((one) => ({ ...one.dataset })),
    why: [...document.querySelectorAll(".why li")].map((one) => one.textContent),
    settings: [...document.querySelectorAll("main .ctl [name]")].map((one) => [one.name, one.value]),
    able: [able("Undo"), able("Redo")],
    end: document.querySelector('input[aria-label="Timeline"]')?.max,
    other: document.querySelectorAll('[aria-label="Dismiss the other future"]').length,
  };
});

async function go(lab, seconds) {
  await slider(lab).evaluate((one, to) => {
    one.value = to;
    one.dispatchEvent(new Event("input", { bubbles: true }));
  }, String(seconds));
  await lab.waitForMain({ "time-ms": String(seconds * 1_000), playing: "false" });
}

const changes = [[4, 0.9], [8, 0.2], [12, 0.6], [16, 0.1], [20, 0.8]];

/** Makes five changes, and tells what was seen before each of them. */
async function change(lab) {
  const before = [];
  for (const [seconds, failure] of changes) {
    await go(lab, seconds);
    before.push(await shown(lab));
    await lab.control("failure", failure);
    await lab.until((wanted) => document.querySelector('main [name="failure"]').value === wanted, String(failure));
  }
  await go(lab, 24);
  return before;
}

const inputs = (lab) => lab.until(() => {
  const text = new URLSearchParams(location.hash.split("?")[1]).get("in");
  return text && text.split(";").length;
});

/** The run as the page shows it, without what depends on how it was come to. */
const plain = ({ able, other, end, ...rest }) => rest;

/** Presses Undo or Redo and waits for the moment that it leads to. */
async function press(lab, name, wanted) {
  await lab.button(name).click();
  await lab.waitForMain({ "time-ms": wanted.main.timeMs, playing: "false" });
  await lab.until((failure) => document.querySelector('main [name="failure"]').value === failure,
    wanted.settings.find(([key]) => key === "failure")[1]);
  return shown(lab);
}

const tools = [["Code", ".code"], ["Paint", ".painter"], ["Compare", "main[data-lanes]"], ["Predict", ".predict"]];

pageTest("a tool opens on the page that is there: undo, redo and the other future stay", async (lab) => {
  await lab.open("#breaker?seed=1&t=30");
  await lab.frame.evaluate(() => { globalThis.stays = true; });
  const before = await change(lab);
  const last = await shown(lab);
  await press(lab, "Undo", before[4]);
  const here = await press(lab, "Undo", before[3]);
  assert.deepEqual([here.able, here.other], [[true, true], 1]);
  for (const [name, panel] of tools.slice(0, 2)) {
    await lab.button(name).click();
    await lab.frame.locator(panel).waitFor();
    assert.deepEqual(await shown(lab), here, name);
  }
  assert.deepEqual(plain(await press(lab, "Redo", before[4])), plain(before[4]));
  assert.deepEqual(plain(await press(lab, "Redo", last)), plain(last));
  assert.equal(await lab.button("Redo").isDisabled(), true);
  for (const wanted of before.toReversed()) assert.deepEqual(plain(await press(lab, "Undo", wanted)), plain(wanted));
  assert.equal(await lab.button("Undo").isDisabled(), true);
  assert.equal(await lab.frame.evaluate(() => globalThis.stays), true);
});

pageTest("the button that was pressed keeps the focus, and Compare can be undone", async (lab) => {
  await lab.open("#breaker?seed=1&t=9");
  await lab.button("Kill").click();
  for (const [name, panel] of tools.slice(0, 3)) {
    await lab.button(name).click();
    await lab.frame.locator(panel).waitFor();
    assert.equal(await lab.frame.evaluate(() => document.activeElement.textContent), name);
    assert.equal(await lab.time(), 9_000, name);
  }
  await lab.button("Undo").click();
  await lab.frame.locator("main[data-lanes]").waitFor({ state: "detached" });
  await lab.button("Undo").click();
  await lab.button("Kill").waitFor();
  await lab.waitForMain({ "time-ms": "9000" });
  assert.deepEqual((await shown(lab)).able, [false, true]);
  await lab.button("Redo").click();
  await lab.button("Predict").click();
  await focused(lab, ".predict .prompt");
  // While the question waits, a reload keeps the whole history too.
  await lab.address(/^#breaker\?q=1$/);
  await lab.page.reload();
  await lab.ready();
  await lab.button("Back to my run").click();
  await lab.waitForMain({ "time-ms": "9000", seed: "1" });
  assert.deepEqual((await shown(lab)).able, [true, true]);
});

pageTest("a breaker of another library begins anew, and the run before can be returned to", async (lab) => {
  await lab.open("#breaker?seed=1&t=9");
  await lab.button("Kill").click();
  await lab.control("like", "polly");
  await lab.waitForMain({ "time-ms": "0", ready: "true" });
  assert.equal(await lab.input("like").inputValue(), "polly");
  await lab.button("Undo").click();
  await lab.waitForMain({ "time-ms": "9000" });
  assert.equal(await lab.input("like").inputValue(), "own");
  assert.deepEqual((await shown(lab)).able, [true, true]);
});

const openFile = (lab, text) => lab.frame.getByLabel("Open a file").setInputFiles({
  name: "run.json", mimeType: "application/json", buffer: Buffer.from(text),
});

pageTest("a run too long for a link enters Paint", async (lab) => {
  const many = Array.from({ length: 195 }, (_, at) => `${at / 10}~failures.S1~0.${String((at % 89) + 10)}`);
  const file = { "half-open": 1, link: `#batch?seed=8&t=22&in=${many.join(";")}` };
  assert.ok(file.link.length > 4_000);
  await lab.open("#batch?play=0");
  await lab.button("Share").click();
  await openFile(lab, JSON.stringify(file));
  await lab.waitForMain({ "time-ms": "22000" });
  await lab.button("Kill S2").click();
  await go(lab, 24);
  const before = await shown(lab);
  await lab.button("Paint").click();
  await lab.frame.locator(".painter").waitFor();
  assert.deepEqual(await shown(lab), before);
  assert.deepEqual(await lab.notices(), []);
  await lab.button("Undo").click();
  await lab.button("Kill S2").waitFor();
});

pageTest("a file that is none of ours is refused, whatever link stands in it", async (lab) => {
  await lab.open("#breaker?seed=1&t=9");
  for (const [text, says] of [
    ['"#breaker?lanes=2&seed=77" is not one of ours', "not one that was saved here"],
    [`"#breaker?paint=${"x".repeat(90_000)}"`, "not one that was saved here"],
    [`"#breaker?paint=${"x".repeat(3_000_000)}"`, "it has 3,000,017 bytes"],
  ]) {
    await lab.button("Share").click();
    await openFile(lab, text);
    await lab.until((wanted) => document.querySelector("[data-notice]")?.textContent.includes(wanted), says);
    assert.deepEqual([await lab.time(), await lab.main("seed")], [9_000, "1"]);
    await lab.frame.locator("[data-notice] button").click();
  }
});

// Storage that is full takes nothing, one that is refused throws at the mere look at it.
const full = () => {
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
};
const refused = () => Object.defineProperty(globalThis, "sessionStorage", {
  get() { throw new DOMException("refused", "SecurityError"); },
});

for (const [name, script] of [["full", full], ["refused", refused]]) {
  pageTest(`with ${name} storage, a tool keeps all that can be undone`, { scripts: [script] }, async (lab) => {
    await lab.open("#breaker?seed=1&t=9");
    await lab.button("Kill").click();
    for (const [tool, panel] of tools) {
      await lab.button(tool).click();
      await lab.frame.locator(panel).waitFor();
      if (tool === "Compare") await lab.button("Undo").click();
    }
    await lab.button("Back to my run").click();
    await lab.waitForMain({ "time-ms": "9000", seed: "1" });
    await lab.button("Undo").click();
    await lab.button("Kill").waitFor();
    assert.equal(await lab.button("Redo").isEnabled(), true);
  });
}

for (const link of ["#breaker?seed=1", "#breaker?seed=1&lanes=2"]) {
  pageTest(`a slider's drag is one step to undo: ${link}`, async (lab) => {
    await lab.open(link);
    await lab.pass(500);
    const failure = lab.input("failure");
    await failure.scrollIntoViewIfNeeded();
    const first = await failure.inputValue();
    const box = await failure.boundingBox();
    const { mouse, keyboard } = lab.page;
    const place = (part) => [box.x + box.width * part, box.y + box.height / 2];
    await mouse.move(...place(Number(first)));
    await mouse.down();
    // The hand goes on until the run has followed it a few times.
    let last = 0;
    for (const [wanted, part] of [[1, 0.3], [2, 0.5], [3, 0.8]]) {
      for (let step = 0; last < wanted && step < 400; step += 1) {
        await mouse.move(...place(part + (step % 2) / 50));
        last = await lab.frame.evaluate(() => (new URLSearchParams(location.hash.split("?")[1]).get("in") ?? "").split(";").filter(Boolean).length);
      }
    }
    await mouse.up();
    await lab.pause();
    const dragged = await failure.inputValue();
    assert.notEqual(dragged, first);
    // The address follows within half a second.
    const told = (value) => lab.address(new RegExp(`failure~${value.replace(".", "\\.")}($|&)`));
    await told(dragged);
    const count = await inputs(lab);
    assert.ok(count >= 3, "the inputs stay");
    const end = await lab.time();
    await lab.button("Undo").click();
    await lab.until((value) => document.querySelector('main [name="failure"]').value === value, first);
    assert.equal(await lab.button("Undo").isDisabled(), true);
    await lab.button("Redo").click();
    await lab.waitForMain({ "time-ms": String(end) });
    assert.equal(await failure.inputValue(), dragged);
    await told(dragged);
    assert.equal(await inputs(lab), count);
    // Keys: a held arrow is one step, and what comes between makes two.
    await failure.focus();
    for (let press = 0; press < 4; press += 1) await keyboard.press("ArrowLeft");
    await lab.button("Step forward").click();
    await failure.focus();
    for (let press = 0; press < 4; press += 1) await keyboard.press("ArrowLeft");
    for (const steps of [8, 4, 0]) {
      await lab.until((wanted) => Math.abs(Number(document.querySelector('main [name="failure"]').value) - wanted) < 0.001, Number(dragged) - steps * Number(await failure.getAttribute("step")));
      if (steps) await lab.button("Undo").click();
    }
  });
}
