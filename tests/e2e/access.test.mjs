// Usable by everybody: axe on every lab, theme and size, everything reached by keyboard, motion reduced on request.

import assert from "node:assert/strict";
import { pairs, violations } from "./axe.mjs";
import { LABS } from "./contract.mjs";
import { pageTest } from "./harness.mjs";

const clean = async (lab, what) => assert.deepEqual(await violations(lab.frame), [], what);
const sizes = { wide: { width: 1280, height: 800 }, slide: { width: 960, height: 540 }, phone: { width: 390, height: 844 } };

const THEMES = ["light", "dark", "projector"];

for (const [lab, theme, size] of pairs(LABS, THEMES, ["slide", "phone"])) {
  pageTest(`axe: ${lab}, ${theme}, ${size}`, { theme, viewport: sizes[size] }, async (page) => {
    await page.open(`#${lab}?t=8&theme=${theme}${size === "slide" ? "&embed=1" : ""}`);
    await clean(page, size);
  });
}

for (const lab of LABS) {
  for (const theme of THEMES) {
    pageTest(`axe: ${lab}, ${theme}`, { theme, viewport: sizes.wide }, async (page) => {
      await page.open(`#${lab}?t=8&theme=${theme}`);
      await clean(page, "at 8 s");
      // Of drawers that close each other the last one stays open.
      const all = page.frame.locator("main details > summary");
      for (let index = 0; index < await all.count(); index += 1) {
        if (!await all.nth(index).evaluate((one) => one.parentElement.open)) await all.nth(index).click();
      }
      await clean(page, "with everything folded out");
    });
  }
  pageTest(`axe: ${lab}, at its start, at a late moment, and running`, async (page) => {
    for (const link of [`#${lab}?play=0`, `#${lab}?t=120`, `#${lab}?speed=4`]) {
      await page.open(link);
      await clean(page, link);
    }
  });
  pageTest(`${lab}: in a low frame its words can still be read`, { viewport: { width: 640, height: 360 } }, async (page) => {
    await page.open(`#${lab}?t=8&embed=1`);
    const heights = await page.frame.evaluate(() =>
      [...document.querySelectorAll(".stage svg text")].map((text) => text.getBoundingClientRect().height).filter((height) => height > 0));
    assert.ok(heights.length > 5 && Math.min(...heights) >= 9.5, `the smallest is ${Math.min(...heights)} pixels high`);
    await clean(page, "in a low frame");
  });
  pageTest(`${lab}: no sideways scrolling, down to 320 pixels`, async (page) => {
    for (const width of [1280, 960, 768, 390, 320]) {
      await page.page.setViewportSize({ width, height: 800 });
      await page.open(`#${lab}?t=8`);
      const excess = await page.frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(excess <= 0, `${excess} pixels too wide at ${width}`);
    }
  });
  for (const [size, viewport] of [["wide", sizes.wide], ["phone", { width: 412, height: 823 }]]) {
    pageTest(`${lab}: nothing jumps while it loads, ${size}`, { viewport, scripts: [recordShifts] }, async (page) => {
      await page.open(`#${lab}`);
      await page.pass(1_500);
      const shifts = await page.frame.evaluate(() => globalThis.shifts);
      const sum = shifts.reduce((all, one) => all + one.value, 0);
      assert.ok(sum <= 0.05, `layout shift ${sum.toFixed(3)}: ${JSON.stringify(shifts.filter((one) => one.value > 0.005), null, 1)}`);
    });
  }
  pageTest(`${lab}: Tab reaches everything, and shows where it is`, async (page) => {
    await page.open(`#${lab}?play=0`);
    const wanted = await page.frame.evaluate(() => {
      const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
      // Of a group of radio buttons, Tab reaches the chosen one and arrows the others.
      const stops = all.filter((one) => !one.disabled && one.checkVisibility() && one.tabIndex >= 0
        && !one.closest("details:not([open]) > :not(summary)") && (one.type !== "radio" || one.checked));
      stops.forEach((one, index) => { one.dataset.stop = String(index); });
      return stops.map((one) => one.outerHTML.slice(0, 120));
    });
    const reached = new Set();
    for (let press = 0; press < wanted.length + 5 && reached.size < wanted.length; press += 1) {
      await page.page.keyboard.press("Tab");
      const { stop, seen } = await page.frame.evaluate(() => {
        const one = document.activeElement;
        const style = (element) => element && getComputedStyle(element);
        const rings = [style(one), style(one.parentElement), style(one.closest("label"))];
        const seen = rings.some((ring) => ring && ((ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 1) || ring.boxShadow !== "none"));
        return { stop: one.dataset?.stop, seen };
      });
      if (stop !== undefined) {
        reached.add(Number(stop));
        assert.ok(seen, `focus is visible on ${wanted[Number(stop)]}`);
      }
    }
    assert.deepEqual(wanted.filter((_, index) => !reached.has(index)), [], "never reached");
  });
  const still = { reducedMotion: true, chromium: "asks for reduced motion" };
  pageTest(`${lab}: with reduced motion the same states, without animation`, still, async (page) => {
    await page.open(`#${lab}?seed=3&t=20`);
    const still = await page.metrics();
    await page.open(`#${lab}?seed=3&speed=4&play=1`);
    await page.pass(1_500);
    const moving = await page.frame.evaluate(() => document.getAnimations()
      .filter((one) => one.playState === "running" && one.effect.getComputedTiming().duration > 100)
      .map((one) => `${one.animationName ?? one.transitionProperty} on ${one.effect.target?.outerHTML.slice(0, 80)}`));
    assert.deepEqual(moving, []);
    await page.page.emulateMedia({ reducedMotion: "no-preference" });
    await page.open(`#${lab}?seed=3&t=20`);
    assert.deepEqual(await page.metrics(), still);
  });
}

pageTest("axe: the dialogs", async (page) => {
  for (const theme of ["light", "dark", "projector"]) {
    await page.open(`#breaker?t=8&theme=${theme}`);
    for (const name of ["Share", "Help"]) {
      await page.button(name).click();
      await page.frame.getByRole("dialog").waitFor();
      await clean(page, `${name}, ${theme}`);
      await page.page.keyboard.press("Escape");
      await page.frame.getByRole("dialog").waitFor({ state: "detached" });
    }
  }
});

pageTest("axe: notices of a bad link, and the full-width view", async (page) => {
  await page.open("#breaker?failure=9&colour=red&t=8");
  assert.ok((await page.notices()).length >= 2);
  await clean(page, "notices");
  await page.button("Present").click();
  await page.button("Leave").waitFor();
  await clean(page, "presenting");
});

pageTest("a dialog takes the focus and gives it back", async (page) => {
  await page.open("#breaker?play=0");
  await page.button("Share").focus();
  await page.page.keyboard.press("Enter");
  await page.frame.getByRole("dialog").waitFor();
  assert.ok(await page.frame.evaluate(() => document.querySelector("dialog").contains(document.activeElement)));
  await page.page.keyboard.press("Escape");
  await page.frame.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await page.frame.evaluate(() => document.activeElement.innerText), "Share");
});

pageTest("transitions are told in a polite live region, at most one sentence in two seconds", async (page) => {
  await page.stopClock(() => page.open("#breaker?failure=1&reset=1&latency=0.1&pause=0.1&speed=4"));
  await page.frame.evaluate(() => {
    const region = document.querySelector('[data-live][aria-live="polite"]');
    globalThis.spoken = [];
    new MutationObserver(() => {
      const text = region.textContent.trim();
      if (text && globalThis.spoken.at(-1)?.text !== text) globalThis.spoken.push({ text, at: performance.now() });
    }).observe(region, { subtree: true, childList: true, characterData: true });
  });
  await page.page.clock.runFor(7_000);
  const spoken = await page.frame.evaluate(() => globalThis.spoken);
  assert.ok(spoken.length >= 3 && spoken.length <= 4, `${spoken.length} sentences in 7 s`);
  assert.ok(spoken.some((one) => /open/i.test(one.text)), JSON.stringify(spoken));
  spoken.slice(1).forEach((one, index) => assert.ok(one.at - spoken[index].at >= 2_000, "sentences are two seconds apart"));
});

/** Runs in the page: notes what moves without having been asked to, and from where to where. */
function recordShifts() {
  globalThis.shifts = [];
  const box = (rect) => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(" ");
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      const moved = sources.map(({ node, previousRect, currentRect }) =>
        `${node?.nodeName}.${node?.getAttribute?.("class") ?? ""}: ${box(previousRect)} to ${box(currentRect)}`);
      globalThis.shifts.push({ value, moved });
    }
  }).observe({ type: "layout-shift", buffered: true });
}
