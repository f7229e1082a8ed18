// Nothing that can be undone is lost: not when the light program hands over to the complete one, and a hand on a slider
// makes one step.

import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";

const LEFT = "half-open:handed";
const slider = (lab) => lab.frame.getByRole("slider", { name: "Timeline" });
const focused = (lab, selector) => lab.until((wanted) => Boolean(document.activeElement?.matches(wanted)), selector);
const complete = (lab) => lab.until(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/later/") && name.endsWith(".wasm")));

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

pageTest("hand-over: undo, redo and the other future come along to the complete program", async (lab) => {
  await lab.open("#breaker?seed=1&t=30");
  const before = await change(lab);
  const last = await shown(lab);
  await press(lab, "Undo", before[4]);
  const here = await press(lab, "Undo", before[3]);
  assert.deepEqual([here.able, here.other], [[true, true], 1]);
  await lab.button("Code").click();
  await lab.frame.locator(".code").waitFor();
  await lab.ready();
  await complete(lab);
  await lab.waitForMain({ "time-ms": here.main.timeMs });
  assert.deepEqual(await shown(lab), here);
  assert.equal(await lab.page.evaluate((name) => sessionStorage.getItem(name), LEFT), null, "it was taken once");
  assert.deepEqual(plain(await press(lab, "Redo", before[4])), plain(before[4]));
  assert.deepEqual(plain(await press(lab, "Redo", last)), plain(last));
  assert.equal(await lab.button("Redo").isDisabled(), true);
  for (const wanted of before.toReversed()) assert.deepEqual(plain(await press(lab, "Undo", wanted)), plain(wanted));
  assert.equal(await lab.button("Undo").isDisabled(), true);
  // Neither a reload by hand nor another tab is given it.
  const link = await lab.page.evaluate(() => location.hash);
  await lab.page.reload();
  await lab.ready();
  assert.deepEqual((await shown(lab)).able, [false, false]);
  const other = await lab.context.newPage();
  await other.goto(lab.site.address + link);
  await other.locator('main[data-ready="true"]').waitFor();
  assert.equal(await other.getByRole("button", { name: "Redo", exact: true }).isDisabled(), true);
  await other.close();
});

pageTest("hand-over: the button that was pressed has the focus, and Compare can be undone", async (lab) => {
  for (const [name, panel] of [["Code", ".code"], ["Paint", ".painter"], ["Compare", "main[data-lanes]"]]) {
    await lab.open("#breaker?seed=1&t=9");
    await lab.button("Kill").click();
    await lab.button(name).click();
    await lab.frame.locator(panel).waitFor();
    await lab.ready();
    await focused(lab, ".tools [aria-pressed=true]");
    assert.equal(await lab.frame.evaluate(() => document.activeElement.textContent), name);
    if (name === "Compare") {
      await lab.button("Undo").click();
      await lab.frame.locator(panel).waitFor({ state: "detached" });
      await lab.waitForMain({ "time-ms": "9000" });
    }
    await lab.button("Undo").click();
    await lab.button("Kill").waitFor();
    await lab.waitForMain({ "time-ms": "9000" });
    assert.deepEqual((await shown(lab)).able, [false, true]);
  }
  await lab.open("#breaker?seed=1&t=9");
  await lab.button("Kill").click();
  await lab.button("Predict").click();
  await lab.waitFor(".predict");
  await lab.ready();
  await focused(lab, ".predict .prompt");
  // While the question waits, a reload keeps the whole history too.
  await lab.until(() => location.hash === "#breaker?q=1");
  await lab.page.reload();
  await lab.ready();
  await lab.button("Back to my run").click();
  await lab.waitForMain({ "time-ms": "9000", seed: "1" });
  assert.deepEqual((await shown(lab)).able, [true, false]);
});

pageTest("hand-over: a breaker of another library begins anew, and the run before can be returned to", async (lab) => {
  await lab.open("#breaker?seed=1&t=9");
  await lab.button("Kill").click();
  await lab.control("like", "polly");
  await lab.waitForMain({ "time-ms": "0", ready: "true" });
  await complete(lab);
  assert.equal(await lab.input("like").inputValue(), "polly");
  await focused(lab, "[name=like]");
  await lab.button("Undo").click();
  await lab.waitForMain({ "time-ms": "9000" });
  assert.equal(await lab.input("like").inputValue(), "own");
  assert.deepEqual((await shown(lab)).able, [true, true]);
});

/** Opens a run with many inputs as a file, and goes on in it. */
async function openLong(lab) {
  const many = Array.from({ length: 195 }, (_, at) => `${at / 10}~failures.S1~0.${String((at % 89) + 10)}`);
  const file = { "half-open": 1, link: `#batch?seed=8&t=22&in=${many.join(";")}` };
  assert.ok(file.link.length > 4_000);
  await lab.open("#batch?play=0");
  await lab.button("Share").click();
  await lab.frame.getByLabel("Open a file").setInputFiles({
    name: "run.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)),
  });
  await lab.waitForMain({ "time-ms": "22000" });
  await lab.button("Kill S2").click();
  await go(lab, 24);
  return shown(lab);
}

pageTest("hand-over: a run too long for a link enters Paint", async (lab) => {
  const before = await openLong(lab);
  await lab.button("Paint").click();
  await lab.frame.locator(".painter").waitFor();
  await lab.ready();
  await lab.waitForMain({ "time-ms": "24000" });
  assert.deepEqual(await shown(lab), before);
  assert.deepEqual(await lab.notices(), []);
  const hash = await lab.page.evaluate(() => location.hash);
  assert.ok(hash.length < 200 && hash.startsWith("#batch?seed=8&t=24") && hash.includes("open=paint"), hash);
  await lab.button("Undo").click();
  await lab.button("Kill S2").waitFor();
  // By itself the address is a run without the inputs, and says nothing wrong.
  await lab.page.reload();
  await lab.ready();
  assert.deepEqual(await lab.notices(), []);
  assert.equal((await shown(lab)).main.timeMs, "24000");
});

const refused = () => Object.defineProperty(globalThis, "sessionStorage", {
  get() { throw new DOMException("refused", "SecurityError"); },
});

pageTest("hand-over: without storage the link goes over, and a run too long for one says so", { scripts: [refused] }, async (lab) => {
  await lab.open("#breaker?seed=1&t=9");
  await lab.button("Kill").click();
  await lab.button("Code").click();
  await lab.frame.locator(".code").waitFor();
  await lab.ready();
  await lab.button("Recover").waitFor();
  assert.deepEqual((await shown(lab)).able, [false, false]);
  const before = await openLong(lab).then(() => lab.button("Undo").isEnabled());
  assert.equal(before, true);
  // `openLong` opens a light page again.
  await lab.button("Paint").click();
  await lab.until(() => document.querySelector("[data-notice]")?.textContent.includes("too long for a link"));
  assert.equal(await lab.frame.locator(".painter").count(), 0);
});

pageTest("hand-over: what is stale, foreign or broken is ignored and removed", async (lab) => {
  const address = "#breaker?seed=1&open=code";
  const good = `1\n${address}\nh 9000 #breaker?seed=1&t=9&in=3~kill~S1\nu 3000 #breaker?seed=1&t=3`;
  const given = async (text, ...links) => {
    await lab.open("#retry?play=0");
    await lab.page.evaluate(([name, value]) => sessionStorage.setItem(name, value), [LEFT, text]);
    for (const link of links) await lab.open(link);
    assert.ok(!await lab.page.evaluate((name) => sessionStorage.getItem(name), LEFT));
    return lab.button("Undo").isEnabled();
  };
  assert.equal(await given(good, address), true, "this is what it looks like");
  assert.equal(await given(good, "#breaker?seed=1&open=paint"), false, "of another address");
  assert.equal(await given(good, "#batch?play=0", address), false, "another document came between");
  assert.equal(await given(good.replace("h ", "x "), address), false);
  assert.equal(await given(good.replace("1\n", "7\n"), address), false);
  assert.equal(await given(good.replace("kill", "kiss"), address), false);
  assert.deepEqual(await lab.notices(), []);
});

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
    const told = (value) => lab.until((wanted) => location.hash.endsWith(`failure~${wanted}`) || location.hash.includes(`failure~${wanted}&`), value);
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
