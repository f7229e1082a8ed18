// The picture is the state: at any size the diagram has all its ways, and at any speed switch, numbers and sentences are
// of one moment.

import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";

const SIZES = {
  page: [{ width: 1280, height: 800 }, ""],
  "zoomed page": [{ width: 640, height: 400 }, ""],
  phone: [{ width: 390, height: 844 }, ""],
  slide: [{ width: 960, height: 540 }, "&embed=1"],
  "small slide": [{ width: 480, height: 270 }, "&embed=1"],
  "two lanes": [{ width: 1280, height: 800 }, "&b.threshold=1"],
  "two lanes in a slide": [{ width: 960, height: 540 }, "&b.threshold=1&embed=1"],
};

for (const [name, [viewport, more]] of Object.entries(SIZES)) {
  pageTest(`${name}: both ways lead out of half-open, in sight and in the drawing, and the one just taken is lit`, { viewport }, async (lab) => {
    // Half-open from 9.3 to 9.6 s; then the probe fails.
    await lab.open(`#breaker?seed=289&t=9.4${more}`);
    await assertWays(lab, ["open half-open"]);
    await lab.open(`#breaker?seed=289&t=9.7${more}`);
    await assertWays(lab, ["half-open open"]);
  });
}

pageTest("Present: both ways lead out of half-open", async (lab) => {
  await lab.open("#breaker?seed=289&t=15");
  await lab.button("Present").click();
  await lab.button("Leave").waitFor();
  await assertWays(lab, ["half-open closed"]);
});

/** All four ways in each drawing; `taken` are those of lane A that are lit. */
async function assertWays(lab, taken) {
  const drawings = await lab.frame.evaluate(() => [...document.querySelectorAll('[data-breaker-state] svg[role="img"]')].map((svg) => {
    const outer = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("[data-from]")].map((way) => {
      const parts = [...way.querySelectorAll("path")].map((path) => path.getBoundingClientRect());
      const inside = parts.every((box) => box.left >= outer.left && box.right <= outer.right && box.top >= outer.top && box.bottom <= outer.bottom);
      const longest = Math.max(...parts.flatMap((box) => [box.width, box.height]));
      return { way: `${way.dataset.from} ${way.dataset.to}`, lit: "taken" in way.dataset, inside, longest };
    });
  }));
  assert.ok(drawings.length > 0);
  for (const ways of drawings) {
    assert.deepEqual(ways.map(({ way }) => way).sort(), ["closed open", "half-open closed", "half-open open", "open half-open"]);
    for (const way of ways) assert.ok(way.inside && way.longest >= 10, JSON.stringify(way));
    assert.ok(ways.filter(({ lit }) => lit).length <= 1);
  }
  assert.deepEqual(drawings[0].filter(({ lit }) => lit).map(({ way }) => way), taken);
}

for (const [speed, until, more] of [[16, 120_000, ""], [16, 120_000, "&lanes=2&b.threshold=1"], [4, 30_000, "&callers=8"]]) {
  pageTest(`at ${speed}x${more}: no blade is on its way when the state has gone on; stage, tables and Why are of one moment`, { chromium: true }, async (lab) => {
    await lab.open(`#breaker?failure=0.5&threshold=2&seed=3&speed=${speed}${more}&play=0`);
    const watched = lab.frame.evaluate(watch, until);
    await lab.play();
    const { frames, wrong } = await watched;
    assert.ok(frames > 50, `${frames} frames`);
    assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${frames} frames`);
  });
}

pageTest("two lanes at 16x: the lists below them are of the same moment where they are seen, and whenever it pauses", { chromium: true }, async (lab) => {
  await lab.open("#breaker?failure=0.5&threshold=2&seed=3&speed=16&lanes=2&b.threshold=1&play=0");
  await lab.play();
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) > 20_000);
  await lab.button("Pause").click();
  await lab.button("Play").waitFor();
  assert.deepEqual(await lab.frame.evaluate(differentBelow, 0), []);
  await lab.play();
  await lab.frame.locator('.why[aria-labelledby="why-a"]').scrollIntoViewIfNeeded();
  // They are drawn with the next event.
  await lab.until(`async () => (await (${differentBelow})(0)).length === 0`);
  const until = (await lab.time()) + 60_000;
  assert.deepEqual((await lab.frame.evaluate(differentBelow, until)).slice(0, 5), []);
});

/** Looks at each frame until a moment whether the newest sentence below each lane is that of its list. Returns what was not. */
async function differentBelow(until) {
  const different = [];
  const main = document.querySelector("main");
  do {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    for (const lane of ["a", "b"]) {
      const [short, list] = [`[data-lane="${lane}"] .newest b`, `[aria-labelledby="why-${lane}"] li b`].map((place) => document.querySelector(place)?.textContent);
      if (short !== list) different.push(`${main.dataset.timeMs} ms, ${lane}: ${short}; ${list}`);
    }
  } while (Number(main.dataset.timeMs) < until);
  return different;
}

/** Looks at each frame until a moment. Returns how many there were, and what was wrong with them. */
function watch(until) {
  const angles = { closed: 0, "half-open": -17, open: -40 };
  const wrong = [];
  let frames = 0;
  const number = (text) => Number(text.replaceAll(",", ""));
  const shown = (stage, label) => {
    const said = [...stage.querySelectorAll("svg text")].find((text) => text.textContent === label);
    return number([...said.parentNode.querySelectorAll("text")].find((text) => text !== said).textContent);
  };
  const look = () => {
    frames += 1;
    const time = document.querySelector("main").dataset.timeMs;
    const lanes = [...document.querySelectorAll("[data-lane]")];
    for (const place of lanes.length ? lanes : [document]) {
      const stage = place.querySelector("[data-breaker-state]");
      const state = stage.dataset.breakerState;
      const { a, b } = new DOMMatrix(getComputedStyle(stage.querySelector(".arm")).transform);
      const angle = Math.round((Math.atan2(b, a) * 180) / Math.PI);
      if (angle !== angles[state]) wrong.push(`${time} ms: ${state}, but the blade is at ${angle} degrees`);
      for (const [metric, label] of [["successes", "successes"], ["failures", "real failures"], ["fast-fails", "fast fails"]]) {
        const told = Number(place.querySelector(`[data-metric="${metric}"]`).dataset.value);
        if (told !== shown(stage, label)) wrong.push(`${time} ms: ${metric} ${told} in the table, ${shown(stage, label)} on the stage`);
      }
    }
    if (!lanes.length) {
      // The node that is lit, in the part of the drawing that is drawn as seldom as the tables.
      const state = document.querySelector(".brk .node.lit, .brk .rim").parentNode.parentNode.querySelector("text").textContent.match(/^(Closed|Open|Half-open)/)[0].toLowerCase();
      const heads = [...document.querySelectorAll(".why li b")].map((head) => head.textContent);
      const newest = heads.find((head) => /^(Opened|Half-open|Closed)/.test(head));
      const says = newest === undefined ? state : newest.startsWith("Opened") ? "open" : newest.toLowerCase().replace(":", "");
      if (says !== state) wrong.push(`${time} ms: ${state} on the stage, but Why says ${newest}`);
    }
  };
  return new Promise((resolve) => {
    const next = () => {
      look();
      if (Number(document.querySelector("main").dataset.timeMs) >= until) resolve({ frames, wrong });
      else requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}
