// The page inside a sandboxed frame of a page from another origin, as in lecture slides.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Lab, pageTest } from "./harness.mjs";
import { serveSite } from "./server.mjs";

const hostFocus = (lab) => lab.page.evaluate(() => document.activeElement?.id);

pageTest("embed: ready once, paused, no focus taken, nothing scrolled", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1");
  const [ready, ...more] = await lab.heard("ready");
  assert.equal(more.length, 0);
  assert.equal(ready.data.lab, "breaker");
  assert.ok(ready.data.version !== undefined);
  assert.equal(await lab.main("playing"), "false");
  assert.equal(await hostFocus(lab), "own");
  assert.equal(await lab.page.evaluate(() => scrollY), 0);
  assert.equal(await lab.input("failure").count(), 0, "stage and transport only");
  for (const name of ["Play", "Restart", "Step forward"]) assert.equal(await lab.button(name).count(), 1, name);
});

pageTest("embed: the slide starts and stops it", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1");
  await lab.say("slide:start");
  await lab.waitForMain({ playing: "true" });
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) > 0);
  await lab.say("slide:stop");
  await lab.waitForMain({ playing: "false" });
  const told = await lab.hear({ halfOpen: "state", playing: false });
  assert.equal(told.lab, "breaker");
  assert.equal(told.seed, 1);
  assert.equal(typeof told.timeMs, "number");
  assert.equal(told.finished, false);
  assert.match(told.state, /^(closed|open|half-open)$/);
  assert.equal(typeof told.metrics.calls, "number");
  assert.equal(await hostFocus(lab), "own");
});

const START = "slide:start";
const STOP = "slide:stop";

pageTest("embed: a slide that starts at the frame's load event plays", async (lab) => {
  await lab.embed("#breaker?failure=0.3&seed=7&embed=1", { early: [START] });
  await lab.waitForMain({ playing: "true" });
  await lab.hear({ halfOpen: "state", playing: true });
});

/** A test whose program comes late, after everything that the host says at the load event. */
function lateTest(name, link, early, body) {
  test(name, async (context) => {
    let come;
    const said = new Promise((resolve) => { come = resolve; });
    const site = await serveSite({ misbehave: (path) => (path.endsWith(".wasm") ? { until: said } : undefined) });
    context.after(() => site.close());
    const lab = await Lab.start({ site });
    context.after(() => lab.close());
    await lab.embed(link, { early, ready: false });
    come();
    await lab.ready();
    await lab.hear({ halfOpen: "ready" });
    await body(lab);
    lab.assertClean();
  });
}

lateTest("embed: what is said before the program is there is obeyed in order", "#breaker?embed=1&seed=1", [
  START, { halfOpen: "set", key: "failure", value: 1 }, { halfOpen: "dance" }, { halfOpen: "seek", t: 12.4 }, "nothing to do with us",
], async (lab) => {
  await lab.waitForMain({ playing: "false", "time-ms": "12400" });
  assert.match((await lab.hear({ halfOpen: "error" })).message, /dance/);
  const metrics = await lab.metrics();
  assert.deepEqual([metrics.successes, metrics.openings > 0], [0, true]);
});

lateTest("embed: of an early start and stop the later one wins", "#breaker?embed=1&seed=1", [START, STOP], async (lab) => {
  await lab.hear({ halfOpen: "state", playing: false });
  assert.equal(await lab.time(), 0);
});

lateTest("embed: and the other way round", "#breaker?embed=1&seed=1", [START, STOP, START], async (lab) => {
  await lab.waitForMain({ playing: "true" });
});

lateTest("embed: of very many early messages the newest are obeyed", "#breaker?embed=1&seed=1&failure=0", [
  { halfOpen: "set", key: "failure", value: 1 }, ...Array.from({ length: 300 }, (_, at) => ({ halfOpen: "seek", t: at / 100 })),
], async (lab) => {
  await lab.waitForMain({ "time-ms": "2990", playing: "false" });
  assert.equal((await lab.metrics()).failures, 0, "the oldest is forgotten");
});

pageTest("embed: open shows another run at its moment, and keeps how it is shown", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1&theme=dark");
  await lab.say({ halfOpen: "open", link: "#retry?seed=3&failure=0.9&t=1.5&theme=light&play=1" });
  await lab.waitForMain({ lab: "retry", "time-ms": "1500", playing: "false", seed: "3" });
  await lab.waitFor('html[data-theme="dark"] .page.embed');
  const told = await lab.hear({ halfOpen: "state", lab: "retry" });
  assert.deepEqual([told.timeMs, told.seed, told.playing], [1500, 3, false]);
  await lab.say({ halfOpen: "play" });
  await lab.waitForMain({ playing: "true" });
  await lab.say({ halfOpen: "open", link: "#batch?seed=5&embed=0" });
  await lab.waitForMain({ lab: "batch", playing: "true", seed: "5" });
  await lab.waitFor('html[data-theme="dark"] .page.embed');
  assert.deepEqual(await lab.heard("error"), []);
});

pageTest("embed: a link that is not right is answered and not opened", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1&t=5");
  for (const [link, says] of [
    ["#breaker?failure=7", /failure.*7.*0 to 1/], ["#nolab", /nolab/], ["", /lab/], [5, /link/], [undefined, /link/],
    ["#breaker?colour=1", /colour/], [`#breaker?in=${"1~kill~S1;".repeat(500)}`, /characters/],
  ]) {
    const before = await lab.page.evaluate(() => globalThis.heard.length);
    await lab.say({ halfOpen: "open", link });
    assert.match((await lab.hear({ halfOpen: "error" }, before)).message, says);
  }
  assert.deepEqual([await lab.main("lab"), await lab.time(), await lab.notices()], ["breaker", 5_000, []]);
});

pageTest("embed: the link of a state shows the same run in a second window", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=12&failure=0.4&b.threshold=2");
  await lab.say({ halfOpen: "seek", t: 4 });
  await lab.waitForMain({ "time-ms": "4000" });
  await lab.button("Kill").first().click();
  await lab.say({ halfOpen: "set", key: "latency", value: 0.2 });
  await lab.say({ halfOpen: "seek", t: 20 });
  const { link, metrics, b } = await lab.hear({ halfOpen: "state", timeMs: 20_000 });
  assert.match(link, /^#breaker\?.*seed=12/);
  assert.doesNotMatch(link, /embed|[?&]t=|play/);
  await lab.embed("#retry?embed=1");
  await lab.say({ halfOpen: "open", link });
  await lab.say({ halfOpen: "seek", t: 20 });
  const there = await lab.hear({ halfOpen: "state", timeMs: 20_000 });
  assert.deepEqual([there.link, there.metrics, there.b], [link, metrics, b]);
});

pageTest("embed: the end that a link leads to stays when the slide starts; a run left at its start plays again", async (lab) => {
  await lab.embed("#retry?embed=1&seed=7&t=30", { early: [START] });
  await lab.say(START);
  await lab.say({ halfOpen: "set", key: "speed", value: 16 });
  await lab.waitFor('[name="speed"][value="16"]:checked');
  assert.deepEqual([await lab.time(), await lab.main("playing"), await lab.main("finished")], [30_000, "false", "true"]);
  await lab.say({ halfOpen: "play" });
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) < 30_000);
  await lab.embed("#retry?embed=1&seed=7&speed=16", { early: [START] });
  await lab.waitForMain({ finished: "true", playing: "false" });
  await lab.say(START);
  await lab.waitForMain({ finished: "false", playing: "true" });
});

pageTest("embed: play, pause, restart, step, seek", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1&failure=0");
  await lab.say({ halfOpen: "play" });
  await lab.waitForMain({ playing: "true" });
  await lab.say({ halfOpen: "pause" });
  await lab.waitForMain({ playing: "false" });
  await lab.say({ halfOpen: "seek", t: 12.4 });
  await lab.waitForMain({ "time-ms": "12400", playing: "false" });
  await lab.say({ halfOpen: "step" });
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) > 12_400);
  await lab.say({ halfOpen: "play" });
  await lab.waitForMain({ playing: "true" });
  await lab.say({ halfOpen: "seek", t: 3 });
  await lab.waitForMain({ "time-ms": "3000", playing: "false" });
  await lab.say({ halfOpen: "restart" });
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) < 1_000);
  assert.equal(await lab.main("seed"), "1");
  assert.deepEqual(await lab.heard("error"), []);
});

pageTest("embed: a moment reached by seeking is the moment of the link", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=4");
  await lab.say({ halfOpen: "seek", t: 30 });
  await lab.waitForMain({ "time-ms": "30000" });
  const sought = await lab.metrics();
  await lab.embed("#breaker?embed=1&seed=4&t=30");
  assert.deepEqual(await lab.metrics(), sought);
});

pageTest("embed: set does what the control does", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1&failure=1");
  await lab.say({ halfOpen: "set", key: "failure", value: 0 });
  await lab.say({ halfOpen: "seek", t: 30 });
  await lab.waitForMain({ "time-ms": "30000" });
  const metrics = await lab.until(() => {
    const value = (name) => Number(document.querySelector(`[data-metric="${name}"]`).dataset.value);
    return value("calls") > 20 && { failures: value("failures"), openings: value("openings") };
  });
  // The attempt that was under way keeps its result.
  assert.deepEqual(metrics, { failures: 1, openings: 0 });
  await lab.say({ halfOpen: "set", key: "trip", value: "count" });
  await lab.say({ halfOpen: "step" });
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) > 30_000);
  assert.deepEqual(await lab.heard("error"), []);
});

pageTest("embed: what makes no sense is answered, what is not for us is ignored", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1");
  const nonsense = [
    [{ halfOpen: "set", key: "failure", value: 7 }, /failure/],
    [{ halfOpen: "set", key: "failure", value: "much" }, /failure/],
    [{ halfOpen: "set", key: "colour", value: 1 }, /colour/],
    [{ halfOpen: "set" }, /key/],
    [{ halfOpen: "seek", t: -1 }, /t/],
    [{ halfOpen: "seek", t: 1e308 }, /t/],
    [{ halfOpen: "dance" }, /dance/],
    [{ halfOpen: 3 }, /halfOpen/],
  ];
  for (const [message, says] of nonsense) {
    const before = (await lab.page.evaluate(() => globalThis.heard.length));
    await lab.say(message);
    const { message: answer } = await lab.hear({ halfOpen: "error" }, before);
    assert.match(answer, says);
  }
  const told = (await lab.heard("error")).length;
  assert.equal(told, nonsense.length);
  for (const message of [null, 7, [], {}, "next", { method: "next" }, "slide:sideways", { type: "x", halfopen: "play" }]) await lab.say(message);
  await lab.say({ halfOpen: "seek", t: 1 });
  await lab.waitForMain({ "time-ms": "1000", playing: "false" });
  assert.equal((await lab.heard("error")).length, told);
});

pageTest("embed: a message's value is a value, and an answer quotes little of it", async (lab) => {
  await lab.embed("#batch?embed=1&seed=1");
  const long = "y".repeat(1_000_000);
  for (const [key, value] of [
    ["failures", "0,0,0,0,0&seed=5&in=1~kill~S0"], ["failures", "0,0,0,0,0#breaker"], ["failures", "0,0,0,0,%30"],
    ["failures", "0,0,0,0"], ["failures", 0], ["failures.S1", "0?"], ["failures.S1", "0.5%"], ["attempts", "2&every=1"],
    ["speed", `4${long}`], [long, 1], ["failures", long], ["every", long],
  ]) {
    const before = await lab.page.evaluate(() => globalThis.heard.length);
    await lab.say({ halfOpen: "set", key, value });
    const { message } = await lab.hear({ halfOpen: "error" }, before);
    assert.ok(message.length < 600 && !message.includes("y".repeat(61)), message.slice(0, 1_000));
  }
  const before = await lab.page.evaluate(() => globalThis.heard.length);
  await lab.say({ halfOpen: long });
  const { message } = await lab.hear({ halfOpen: "error" }, before);
  assert.ok(message.length < 600);
  await lab.say({ halfOpen: "set", key: "failures", value: "0,0,0,0,0" });
  await lab.say({ halfOpen: "seek", t: 10 });
  const { metrics } = await lab.hear({ halfOpen: "state", timeMs: 10_000 });
  assert.ok(metrics.values - metrics["values-kept"] < 5, "only the first batch had set out before");
  assert.equal(await lab.main("seed"), "1");
});

pageTest("embed: only the parent is obeyed", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1");
  // A frame beside it, and the playground's own window.
  await lab.page.evaluate(() => {
    document.getElementById("other").contentWindow.postMessage({ halfOpen: "play" }, "*");
    document.getElementById("other").contentWindow.postMessage("slide:start", "*");
  });
  await lab.frame.evaluate(() => postMessage({ halfOpen: "play" }, "*"));
  await lab.page.frames().find((frame) => frame.url().endsWith("/other")).evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await lab.say({ halfOpen: "seek", t: 2 });
  await lab.waitForMain({ "time-ms": "2000" });
  assert.equal(await lab.main("playing"), "false");
  assert.deepEqual(await lab.heard("error"), []);
});

pageTest("embed: at most ten state messages a second, and the last one is true", async (lab) => {
  await lab.stopClock(() => lab.embed("#breaker?embed=1&seed=1&failure=1&latency=0.01&pause=0.01&reset=0.05&speed=16"));
  await lab.say({ halfOpen: "play" });
  await lab.waitForMain({ playing: "true" });
  await lab.page.clock.runFor(3_000);
  assert.ok(Number(await lab.frame.locator("[data-transitions]").getAttribute("data-transitions")) > 400);
  await lab.say({ halfOpen: "pause" });
  await lab.waitForMain({ playing: "false" });
  await lab.page.clock.runFor(200);
  await lab.hear({ halfOpen: "state", playing: false, timeMs: await lab.time() });
  const told = (await lab.heard("state")).map((one) => one.data).filter((one) => one.playing);
  assert.ok(told.length >= 25 && told.length <= 31, `${told.length} messages in three seconds`);
  // Sixteen seconds of the run are one of the clock.
  const gaps = told.slice(11).map((one, index) => (one.timeMs - told[index + 1].timeMs) / 16);
  for (const gap of gaps) assert.ok(gap >= 1_000, `ten messages in ${gap} ms`);
});

pageTest("embed: a run that ends says so", async (lab) => {
  await lab.embed("#retry?embed=1&seed=7&speed=16");
  await lab.say("slide:start");
  const told = await lab.hear({ halfOpen: "state", finished: true });
  assert.equal(told.playing, false);
  assert.equal(told.metrics.successes + told.metrics.failures, 10);
});

pageTest("embed: tells the height that it needs, again when that changes", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1");
  await lab.hear({ halfOpen: "height" });
  const first = (await lab.heard("height")).at(-1).data.px;
  assert.ok(first > 200 && first < 1200, `${first} px at a width of 960`);
  await lab.page.evaluate(() => { document.getElementById("lab").width = 420; });
  await lab.page.waitForFunction((px) => globalThis.heard.some((one) => one.data.halfOpen === "height" && one.data.px !== px), first);
});

/** What decks use, with its old number. */
const KEYS = {
  ArrowRight: 39, ArrowLeft: 37, ArrowUp: 38, ArrowDown: 40, PageDown: 34, PageUp: 33, Home: 36, End: 35, Escape: 27,
  Space: 32, b: 66, f: 70, n: 78, o: 79, p: 80, s: 83, ".": 190,
};

/** Presses keys, and returns the names of those that the host was handed since, up to a last Page Up. */
async function handed(lab, ...keys) {
  const before = await lab.page.evaluate(() => globalThis.heard.length);
  for (const key of [...keys, "PageUp"]) await lab.page.keyboard.press(key);
  const ends = keys.filter((key) => key === "PageUp").length + 1;
  await lab.page.waitForFunction(([from, many]) =>
    globalThis.heard.slice(from).filter(({ data }) => data.halfOpen === "key" && data.key === "PageUp").length >= many, [before, ends]);
  const names = await lab.page.evaluate((from) => globalThis.heard.slice(from).map((one) => one.data)
    .filter((data) => data.halfOpen === "key").map((data) => data.key), before);
  return names.slice(0, -1);
}

pageTest("embed: keys that it does not use go to the host, in its own form and in reveal's", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1");
  await lab.frame.locator("main").click({ position: { x: 5, y: 5 } });
  assert.deepEqual(await handed(lab, ...Object.keys(KEYS)), Object.keys(KEYS).map((key) => (key === "Space" ? " " : key)));
  const all = await lab.page.evaluate(() => globalThis.heard.map((one) => one.data).filter((data) => typeof data === "string"));
  assert.deepEqual(all.slice(0, -1).map((text) => JSON.parse(text)), Object.values(KEYS).map((code) => ({ method: "triggerKey", args: [code] })));
  const none = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
  assert.deepEqual(await lab.hear({ key: "b" }), { halfOpen: "key", key: "b", code: "KeyB", keyCode: 66, ...none });
});

pageTest("embed: keys with others held are told as they are, and to reveal only where it has a word for them", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1");
  await lab.frame.locator("main").click({ position: { x: 5, y: 5 } });
  assert.deepEqual(await handed(lab, "Shift+ArrowRight", "Shift+Space", "Shift+?", "r", ",", "Enter", "Tab"), ["ArrowRight", " ", "?"]);
  const arrow = await lab.hear({ key: "ArrowRight" });
  assert.deepEqual([arrow.shiftKey, arrow.ctrlKey, arrow.altKey, arrow.metaKey], [true, false, false, false]);
  const all = await lab.page.evaluate(() => globalThis.heard.map((one) => one.data).filter((data) => typeof data === "string"));
  assert.deepEqual(all.slice(0, 2).map((text) => JSON.parse(text).method), ["prev", "toggleHelp"]);
});

pageTest("embed: no keys of its own, and a control that has the focus by keyboard keeps the keys that it uses", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1&t=5");
  await lab.frame.locator("main").click({ position: { x: 5, y: 5 } });
  await handed(lab, "Space", ".", ",", "r", "?");
  assert.equal(await lab.main("playing"), "false");
  assert.equal(await lab.time(), 5_000);
  assert.equal(await lab.frame.getByRole("dialog").count(), 0);
  const all = Object.keys(KEYS).length;
  await lab.frame.locator('[name="speed"][value="1"]').focus();
  assert.deepEqual(await handed(lab, "ArrowRight"), []);
  await lab.waitFor('[name="speed"][value="4"]:checked');
  assert.equal((await handed(lab, ...Object.keys(KEYS))).length, all - 4, "all but the arrows");
  const timeline = lab.frame.locator('input[name="t"]');
  await timeline.focus();
  assert.deepEqual(await handed(lab, "Home"), []);
  await lab.waitForMain({ "time-ms": "0" });
  assert.deepEqual(await handed(lab, "Space", "PageDown", "f"), [" ", "PageDown", "f"]);
  assert.equal(await lab.time(), 0, "the page keys are the deck's");
  await lab.button("Play").focus();
  assert.deepEqual(await handed(lab, "Space", "ArrowRight"), ["ArrowRight"]);
  await lab.waitForMain({ playing: "true" });
});

pageTest("embed: a focus that came by pointer keeps no key from the host", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1&t=5");
  const names = Object.keys(KEYS).map((key) => (key === "Space" ? " " : key));
  const stands = () => lab.frame.evaluate(() => [
    document.querySelector("main").dataset.timeMs, document.querySelector("main").dataset.playing,
    document.querySelector('[name="speed"]:checked').value, document.querySelectorAll("button:disabled").length,
  ]);
  for (const touch of [
    () => lab.frame.locator('input[name="t"]').click(),
    () => lab.frame.locator('[name="speed"][value="4"]').click({ force: true }),
    () => lab.button("Kill").click(),
    () => lab.button("Step forward").click(),
  ]) {
    await touch();
    const before = await stands();
    assert.deepEqual(await handed(lab, ...Object.keys(KEYS)), names);
    assert.deepEqual(await stands(), before, "and does nothing here");
  }
});

pageTest("embed: what is typed into a field stays there, but the page keys and Escape", async (lab) => {
  await lab.embed("#breaker?embed=1&q=2");
  const field = lab.frame.locator('[name="guess"][type="number"]');
  await field.click();
  assert.deepEqual(await handed(lab, "1", ".", "5", "ArrowUp", "Home", "PageDown", "Escape"), ["PageDown", "Escape"]);
  assert.notEqual(await field.inputValue(), "");
});

const SIZES = [[320, 180], [480, 270], [560, 315], [640, 360], [800, 450], [880, 420], [960, 440], [960, 540], [1280, 720]];

/** Gives the frame a size, and waits until all that has to be seen is seen, or tells what is not. Returns what is drawn. */
async function sized(lab, [width, height]) {
  await lab.page.evaluate((size) => Object.assign(document.getElementById("lab"), size), { width, height });
  await settled(lab);
  const look = `() => {
    const faults = [];
    const inside = (name, one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1) faults.push(name + " is cut off");
    };
    if (innerWidth !== ${width} || innerHeight !== ${height}) faults.push("not that large yet");
    if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth) faults.push("it scrolls");
    const drawing = document.querySelector(".drawing");
    inside("the stage", drawing);
    inside("Play", document.querySelector(".round.play"));
    const box = drawing.querySelector("svg").getBoundingClientRect();
    if (Math.abs(box.bottom - document.querySelector(".transport").getBoundingClientRect().top) > innerHeight / 2) faults.push("not fitted yet");
    for (const button of drawing.querySelectorAll("button")) {
      if (getComputedStyle(button).opacity === "0" || !button.offsetWidth) continue;
      const { left, top, right, bottom } = button.getBoundingClientRect();
      for (const text of drawing.querySelectorAll("svg text")) {
        const words = text.getBoundingClientRect();
        // The boxes of words are higher than their letters.
        const slack = words.height * 0.25;
        const over = words.right > left + 1 && words.left < right - 1 && words.bottom - slack > top && words.top + slack < bottom;
        if (words.width && over) faults.push(button.innerText + " covers " + text.textContent);
      }
    }
    return faults;
  }`;
  await lab.until(`async () => {
    const faults = (${look})();
    globalThis.faults = faults;
    return !faults.length;
  }`).catch(async () => assert.fail(`${width}x${height}: ${await lab.frame.evaluate(() => globalThis.faults.join("; "))}`));
  return settled(lab);
}

/** Waits until the drawing stays the same over some frames, which a change of size needs to be seen, and returns its view box. */
function settled(lab) {
  return lab.until(async () => {
    const box = () => document.querySelector(".drawing svg").getAttribute("viewBox");
    const before = box();
    for (let frames = 0; frames < 6; frames += 1) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return box() === before && before;
  });
}

for (const [name, moment] of [["breaker", "t=6&seed=289"], ["retry", "t=2"], ["batch", "t=12"]]) {
  pageTest(`embed: ${name} is whole in frames from small to large, and is drawn by the present size alone`, async (lab) => {
    await lab.embed(`#${name}?embed=1&${moment}`);
    const up = [];
    for (const size of SIZES) up.push(await sized(lab, size));
    const down = [];
    for (const size of [...SIZES].reverse()) down.unshift(await sized(lab, size));
    assert.deepEqual(down, up);
    assert.deepEqual(up.slice(-4), Array(4).fill("0 0 960 396"), "usual slides have the wide drawing");
  });

  pageTest(`embed: a host that obeys sees all of ${name} at any width`, async (lab) => {
    await lab.embed(`#${name}?embed=1&${moment}`);
    await lab.page.evaluate(() => {
      const obey = ({ data }) => {
        if (data.halfOpen === "height") document.getElementById("lab").height = data.px;
      };
      globalThis.heard.forEach(obey);
      addEventListener("message", obey);
    });
    for (const width of [960, 559, 480, 400, 320, 640]) {
      await lab.page.evaluate((wanted) => { document.getElementById("lab").width = wanted; }, width);
      await lab.until((wanted) => {
        const box = document.querySelector(".drawing svg").getBoundingClientRect();
        const page = document.documentElement;
        return innerWidth === wanted && Math.abs(box.width - wanted) <= 2 && page.scrollHeight <= innerHeight;
      }, width);
    }
  });
}

pageTest("embed: slides print what is seen", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1");
  const printed = await lab.button("Play").evaluate((one) => getComputedStyle(one).printColorAdjust);
  assert.equal(printed, "exact");
});

pageTest("share: the line for each tool, chosen by keyboard", async (lab) => {
  await lab.open("#breaker?t=5&failure=0.3&seed=7");
  await lab.button("Share").click();
  const dialog = lab.frame.getByRole("dialog");
  const line = () => dialog.getByLabel("Frame", { exact: true }).inputValue();
  const reveal = await line();
  for (const part of ["data-src=", "data-preload", "slide:start", "embed=1", "t=5", 'width="960"', 'sandbox="allow-scripts"']) assert.ok(reveal.includes(part), `${part} in ${reveal}`);
  assert.ok(!reveal.includes("play=1"));
  await dialog.getByRole("radio", { name: "reveal.js" }).focus();
  await lab.page.keyboard.press("ArrowRight");
  await dialog.getByText("Marp needs its option --html").waitFor();
  for (const part of [" src=", "play=1", "t=5", "failure=0.3"]) assert.ok((await line()).includes(part), part);
  await lab.page.keyboard.press("ArrowRight");
  await dialog.getByText("As wide as its column").waitFor();
  for (const part of ["aspect-ratio:16/9", 'loading="lazy"', "play=1"]) assert.ok((await line()).includes(part), part);
});

pageTest("embed: the wheel over the frame scrolls the host", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1");
  await lab.page.mouse.move(300, 200);
  await lab.page.mouse.wheel(0, 400);
  await lab.page.waitForFunction(() => scrollY > 100);
});

pageTest("embed: every lab, also without a sandbox", async (lab) => {
  for (const name of ["breaker", "retry", "batch"]) {
    for (const sandbox of ['sandbox="allow-scripts"', ""]) {
      await lab.embed(`#${name}?embed=1&seed=1&t=5`, { sandbox });
      assert.equal(await lab.main("lab"), name);
      assert.equal(await lab.time(), 5_000);
      assert.deepEqual(await lab.notices(), []);
    }
  }
});

pageTest("embed: a frame out of sight stands still and goes on by itself", async (lab) => {
  await lab.stopClock(() => lab.embed("#breaker?embed=1&seed=1&failure=0"));
  await lab.say("slide:start");
  await lab.waitForMain({ playing: "true" });
  const goesOn = async (span) => {
    const before = await lab.time();
    await lab.page.clock.runFor(span);
    return (await lab.time()) - before;
  };
  assert.ok((await goesOn(100)) > 0);
  // That it has gone out of sight, or come back, it learns from the browser a little later.
  await lab.page.evaluate(() => scrollTo(0, 3000));
  while (await goesOn(100));
  assert.equal(await goesOn(10_000), 0);
  assert.equal(await lab.main("playing"), "true", "what the user chose");
  await lab.page.evaluate(() => scrollTo(0, 0));
  let gap;
  while (!(gap = await goesOn(16)));
  assert.ok(gap <= 16, `${gap} ms: the gap was not made up for`);
});
