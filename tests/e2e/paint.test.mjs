// Painting the outage: by mouse, by touch and by keys, in the projector's theme too, and what a painted link shows
// elsewhere.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { LABS } from "./contract.mjs";
import { pageTest } from "./harness.mjs";

const PROJECTOR = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

/** The strokes of the run, as its link has them. */
const strokes = (lab) => lab.frame.evaluate(() => /[?&]paint=([^&]*)/.exec(location.hash)?.[1].split(";") ?? []);
/** Waits until the link has these strokes. */
const painted = (lab, wanted) => lab.until((text) =>
  (/[?&]paint=([^&]*)/.exec(location.hash)?.[1] ?? "") === text, wanted);
const track = (lab, what) => lab.frame.locator(`[data-track="${what}"] [role="slider"]`);

/** Where a moment and a share of the greatest value lie on a track. A tenth of its height is free at either end. */
async function spot(lab, what, seconds, share) {
  const box = await track(lab, what).boundingBox();
  const max = Number(await lab.frame.getByRole("slider", { name: "Timeline" }).getAttribute("max"));
  return { x: box.x + (box.width * seconds) / max, y: box.y + box.height * (0.9 - 0.8 * share) };
}

/** Everything that the page tells of the run at its moment. */
const shown = (lab) => lab.frame.evaluate(() => ({
  time: document.querySelector("main").dataset.timeMs,
  parts: [...document.querySelectorAll("[data-metric],[data-breaker-state],[data-read],[data-sensor],[data-batch]")]
    .map((one) => ({ ...one.dataset })),
  why: [...document.querySelectorAll(".why li")].map((one) => one.textContent),
}));

async function drag(lab, from, to) {
  const { mouse } = lab.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(to.x, to.y, { steps: 8 });
}

for (const theme of ["light", "projector"]) {
  pageTest(`${theme}: the mouse paints an outage over what has been, and the run is what would have happened`, { viewport: PROJECTOR }, async (lab) => {
    await lab.open(`#breaker?failure=0&seed=1&t=16&open=paint&theme=${theme}`);
    const before = await shown(lab);
    assert.equal(await lab.metric("failures"), 0);
    await track(lab, "failure").scrollIntoViewIfNeeded();
    await drag(lab, await spot(lab, "failure", 5.1, 1), await spot(lab, "failure", 9.9, 1));
    assert.deepEqual(await strokes(lab), [], "nothing is painted before the button is let go");
    await lab.page.mouse.up();
    await painted(lab, "5~10~failure~1");
    assert.equal(await lab.time(), 16_000);
    assert.equal(await lab.metric("openings") > 0, true);
    assert.match((await shown(lab)).why.join(), /Painted: S1's failure rate is as set again/);
    // A slope, painted over its end.
    await drag(lab, await spot(lab, "failure", 8.1, 1), await spot(lab, "failure", 13.9, 0));
    await lab.page.mouse.up();
    await painted(lab, "5~8~failure~1;8~14~failure~1~0");
    const after = await shown(lab);
    await lab.button("Undo").click();
    await painted(lab, "5~10~failure~1");
    await lab.button("Undo").click();
    await painted(lab, "");
    assert.deepEqual(await shown(lab), before);
    await lab.button("Redo").click();
    await lab.button("Redo").click();
    await painted(lab, "5~8~failure~1;8~14~failure~1~0");
    assert.deepEqual(await shown(lab), after);
    // The weather is the same for another seed.
    await lab.button("New seed").click();
    await lab.waitForMain({ "time-ms": "0" });
    assert.equal((await strokes(lab)).length, 2);
  });
}

pageTest("Escape leaves a line undrawn", async (lab) => {
  await lab.open("#retry?play=0&open=paint");
  await drag(lab, await spot(lab, "latency", 1, 0.5), await spot(lab, "latency", 3, 0.5));
  await lab.page.keyboard.press("Escape");
  await lab.page.mouse.up();
  await lab.button("Outage").click();
  await lab.address(/paint=/);
  assert.equal((await strokes(lab)).length, 1, "only the shape is there");
});

const FINGER = { viewport: PHONE, touch: true, chromium: "presses a finger" };
pageTest("a finger paints, and the page does not scroll", FINGER, async (lab) => {
  await lab.open("#breaker?failure=0&seed=1&t=16&open=paint");
  const pad = track(lab, "latency");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  assert.ok(box.height >= 44, `${box.height} px`);
  const scrolled = await lab.page.evaluate(() => scrollY);
  const client = await lab.context.newCDPSession(lab.page);
  const touch = (type, at) => client.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
  await touch("touchStart", await spot(lab, "latency", 4.1, 0.4));
  for (const seconds of [5, 6, 7, 8, 8.9]) await touch("touchMove", await spot(lab, "latency", seconds, 0.4));
  await touch("touchEnd");
  await lab.address(/paint=/);
  const [stroke, ...others] = await strokes(lab);
  assert.match(stroke, /^4~9~latency~(2|1\.9|2\.1)$/);
  assert.deepEqual(others, []);
  assert.equal(await lab.page.evaluate(() => scrollY), scrolled);
});

for (const theme of ["dark", "projector"]) {
  pageTest(`${theme}: everything is painted by keys alone`, { viewport: PROJECTOR }, async (lab) => {
    await lab.open(`#batch?seed=3&t=30&theme=${theme}`);
    const { keyboard } = lab.page;
    await lab.button("Paint").focus();
    await keyboard.press("Enter");
    const pad = track(lab, "failure");
    await pad.waitFor();
    const says = () => pad.getAttribute("aria-valuetext");
    await pad.focus();
    assert.equal(await says(), "30 s to 50 s, 100 %", "the span begins at the playhead");
    for (let step = 0; step < 10; step += 1) await keyboard.press("ArrowLeft");
    await keyboard.press("Shift+ArrowLeft");
    await keyboard.press("ArrowDown");
    await keyboard.press("PageDown");
    await lab.until(() => document.querySelector('[data-track="failure"] [role="slider"]').ariaValueText === "20 s to 39 s, 70 %");
    assert.equal(await lab.time(), 30_000, "the page's own keys are not meant");
    await keyboard.press("Enter");
    await painted(lab, "20~39~failure.S0~0.7");
    await keyboard.press("Control+z");
    await painted(lab, "");
    await keyboard.press("Control+y");
    await painted(lab, "20~39~failure.S0~0.7");
    // The form says the same of another sensor's latency.
    await lab.frame.getByRole("radio", { name: "S0" }).focus();
    for (let step = 0; step < 3; step += 1) await keyboard.press("ArrowRight");
    await lab.frame.getByRole("radio", { name: "failure rate" }).focus();
    await keyboard.press("ArrowRight");
    for (const [name, value] of [["From", "5"], ["To", "12.5"], ["Latency", "3"], ["At the end", "0.5"]]) {
      const field = lab.frame.getByLabel(name, { exact: false }).and(lab.frame.locator("input[type=number]"));
      await field.focus();
      await keyboard.press("Control+a");
      await keyboard.type(value);
      await keyboard.press("Tab");
    }
    await lab.button("Set").focus();
    await keyboard.press("Enter");
    await painted(lab, "20~39~failure.S0~0.7;5~12.5~latency.S3~3~0.5");
    // The rows of the other sensors stay on the timeline.
    assert.equal(await lab.frame.locator(".strip").textContent(), "S0painted failure rate 70 %");
    await pad.focus();
    await lab.button("Clear all").focus();
    await keyboard.press("Enter");
    await painted(lab, "");
    assert.deepEqual(await violations(lab.page), []);
  });
}

/** The same stroke on each of the five sensors. */
const onAll = (stroke) => [0, 1, 2, 3, 4].map((sensor) => stroke.replace("*", `S${sensor}`));

pageTest("batch: one stroke goes to all five sensors, by mouse, by a shape and by keys, as one step", { viewport: PROJECTOR }, async (lab) => {
  await lab.open("#batch?seed=3&t=30&open=paint&failures=0,0.1,0.2,0.3,0.4");
  const { keyboard } = lab.page;
  await lab.frame.getByRole("radio", { name: "S0" }).focus();
  await keyboard.press("ArrowLeft");
  await lab.frame.locator('[role="slider"][aria-label="All sensors failure rate"]').waitFor();
  await track(lab, "failure").scrollIntoViewIfNeeded();
  await drag(lab, await spot(lab, "failure", 5.1, 1), await spot(lab, "failure", 9.9, 1));
  await lab.page.mouse.up();
  const outage = onAll("5~10~failure.*~1").join(";");
  await painted(lab, outage);
  assert.equal(await lab.frame.locator('[data-track="failure"]').getAttribute("data-strokes"), "1", "drawn once");
  assert.equal(await lab.frame.locator(".strip text").count(), 0, "and not again below");
  await lab.button("Undo").click();
  await painted(lab, "");
  await lab.button("Redo").click();
  await painted(lab, outage);
  // A shape goes down to each sensor's own setting.
  await lab.control("paint-from", 20);
  await lab.control("paint-to", 23);
  await lab.button("Slow recovery").click();
  await lab.address(/21~23~failure\.S3~1~0\.3.*21~23~failure\.S4~1~0\.4/);
  await lab.button("Undo").click();
  await painted(lab, outage);
  // A sensor that has other paint has its own row again.
  await lab.frame.getByRole("radio", { name: "S2" }).check();
  await lab.button("Clear track").click();
  await painted(lab, onAll("5~10~failure.*~1").filter((stroke) => !stroke.includes("S2")).join(";"));
  await lab.frame.getByRole("radio", { name: "All" }).check();
  await lab.frame.locator(".strip text").first().waitFor();
  assert.match(await lab.frame.locator("#painted-failure").textContent(), /S1: painted 5 s to 10 s: 100 %\. S2: nothing is painted\./);
  // By keys: what is erased is erased on all of them.
  await track(lab, "failure").focus();
  await lab.control("paint-from", 5);
  await lab.control("paint-to", 10);
  await track(lab, "failure").focus();
  await keyboard.press("Delete");
  await painted(lab, "");
  await keyboard.press("Enter");
  await painted(lab, outage);
  assert.deepEqual(await violations(lab.page), []);
});

pageTest("batch: a finger paints all five sensors, and the stage writes the latency of each", FINGER, async (lab) => {
  await lab.open("#batch?seed=3&t=6&open=paint");
  await lab.frame.getByRole("radio", { name: "All" }).check();
  await track(lab, "latency").scrollIntoViewIfNeeded();
  const client = await lab.context.newCDPSession(lab.page);
  const touch = (type, at) => client.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
  await touch("touchStart", await spot(lab, "latency", 4.1, 0.2));
  for (const seconds of [5, 6, 7, 8, 8.9]) await touch("touchMove", await spot(lab, "latency", seconds, 0.2));
  await touch("touchEnd");
  await lab.address(/latency\.S4/);
  const all = await strokes(lab);
  assert.equal(all.length, 5);
  assert.match(all[0], /^4~9~latency\.S0~(0\.9|1|1\.1)$/);
  await lab.frame.locator(".drawing text", { hasText: /^in (0\.9|1|1\.1) s$/ }).nth(4).waitFor();
});

pageTest("what is not allowed stays in its field, with what is", async (lab) => {
  await lab.open("#breaker?play=0&open=paint");
  await lab.control("paint-start", 120);
  await lab.frame.getByRole("alert").waitFor();
  assert.equal(await lab.frame.getByRole("alert").textContent(), "“120” is not allowed: 0 to 100 %.");
  assert.equal(await lab.input("paint-start").getAttribute("aria-invalid"), "true");
  await lab.control("paint-start", 80);
  await lab.frame.getByRole("alert").waitFor({ state: "detached" });
  await lab.button("Set").click();
  await painted(lab, "0~5~failure~0.8");
});

pageTest("shapes fill the span, a track is cleared, and too many strokes are named", async (lab) => {
  await lab.open("#breaker?failure=0.2&latency=0.5&play=0&open=paint");
  await lab.control("paint-to", 10);
  for (const [name, count] of [["Outage", 1], ["Brownout", 2], ["Flapping", 6], ["Slow recovery", 3], ["Spike", 4]]) {
    await lab.button(name).click();
    await lab.until((wanted) => document.querySelector("[role=status].tag")?.textContent === `${wanted} of 64 strokes`, count);
  }
  await lab.address(/5~10~latency~2\.5~0\.5/);
  await lab.button("Clear track").click();
  await painted(lab, "0~5~latency~0.5~2.5;5~10~latency~2.5~0.5");
  const full = Array.from({ length: 64 }, (_, n) => `${n * 2}~${n * 2 + 1}~failure~1`).join(";");
  await lab.open(`#breaker?play=0&open=paint&paint=${full}`);
  await lab.control("paint-from", 1.2);
  await lab.control("paint-to", 1.8);
  await lab.button("Set").click();
  await lab.until(() => document.querySelector("[data-notice]")?.textContent.includes("at most 64 strokes"));
  assert.equal((await strokes(lab)).length, 64);
});

/** The track that is painted, where a lab has several services. */
const PAINTED = {
  batch: ".S1",
  pipeline: ".S1",
  cascade: ".C",
  bulkhead: ".reports",
  fallback: ".service",
  dashboard: ".user",
  clinic: ".S1",
};
/** Labs without a failure rate to paint: their services fail by an outage alone, or only if they are killed. */
const UNFAILING = ["cascade", "bulkhead"];

for (const name of LABS) {
  const service = PAINTED[name] ?? "";
  const failure = UNFAILING.includes(name) ? [] : [`2~9~failure${service}~1`, `9~14~failure${service}~1~0.1`];
  // The storm lab's server takes no time that could be painted.
  const latency = name === "storm" ? [] : [`3~8~latency${service}~2`];
  const paint = [...failure, ...latency].join(";");
  const strip = [...(failure.length ? ["100 %"] : []), ...(latency.length ? ["painted latency 2 s"] : [])].join(".*");
  const moment = ["retry", "storm"].includes(name) ? 3.4 : 11.2;

  pageTest(`${name}: a painted link shows the same in another profile, and in an embed`, async (lab) => {
    await lab.open(`#${name}?seed=42&open=paint&play=0&paint=${paint}`);
    const slider = lab.frame.getByRole("slider", { name: "Timeline" });
    await slider.evaluate((one, to) => {
      one.value = to;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }, String(moment));
    await lab.waitForMain({ "time-ms": String(moment * 1_000) });
    const seen = await shown(lab);
    await lab.button("Share").click();
    const link = await lab.frame.getByRole("dialog").getByLabel("Link", { exact: true }).inputValue();
    const other = await lab.constructor.start();
    try {
      await other.open(link.slice(lab.site.address.length));
      assert.deepEqual(await shown(other), seen);
      await other.embed(`#${name}?embed=1&seed=42&t=${moment}&paint=${paint}`);
      assert.deepEqual((await shown(other)).parts, seen.parts);
      assert.match(await other.frame.locator(".strip").textContent(), new RegExp(strip));
      other.assertClean();
    } finally {
      await other.close();
    }
  });

  for (const viewport of [{ width: 1280, height: 800 }, PHONE]) {
    pageTest(`${name} at ${viewport.width} px: the open tool has no barrier`, { viewport }, async (lab) => {
      await lab.open(`#${name}?seed=42&t=${moment}&open=paint&paint=${paint}`);
      await track(lab, failure.length ? "failure" : "latency").waitFor();
      assert.deepEqual(await violations(lab.page), []);
      if (viewport === PHONE) {
        const small = await lab.frame.locator(".painter :is(button, input[type=number], .seg label, .pad)").evaluateAll((all) =>
          all.map((one) => [one.textContent || one.name, one.getBoundingClientRect()]).filter(([, box]) => box.height < 43.5)
            .map(([name, box]) => `${name}: ${box.height}`));
        assert.deepEqual(small, []);
        assert.equal(await lab.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      }
    });
  }
}

pageTest("the painter opens at the present moment and closes", async (lab) => {
  await lab.open("#breaker?failure=0&seed=1&t=8");
  await lab.button("Paint").click();
  await track(lab, "failure").waitFor();
  assert.equal(await lab.time(), 8_000);
  await lab.button("Paint").click();
  await track(lab, "failure").waitFor({ state: "detached" });
});

pageTest("a file with a painting is opened whole", async (lab) => {
  await lab.open("#batch?play=0");
  await lab.button("Share").click();
  const file = { "half-open": 1, link: "#breaker?failure=0&t=9&paint=3~6~failure~1;4~8~latency~2" };
  const buffer = Buffer.from(JSON.stringify(file));
  await lab.frame.getByLabel("Open a file").setInputFiles({ name: "run.json", mimeType: "application/json", buffer });
  await lab.frame.locator('main[data-lab="breaker"][data-time-ms="9000"] .strip').waitFor();
  await painted(lab, "3~6~failure~1;4~8~latency~2");
});
