// A phone: what is to be seen on the first screen, the stage that stays in sight while settings are changed, Present.

import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };
const LABS = ["breaker", "retry", "batch"];

const strip = (lab) => lab.frame.locator(".pinned .drawing");
const bottom = (box) => box.y + box.height;
/** Scrolls so far that the settings are at the top, and waits for the stage in its strip. */
const toSettings = async (lab) => {
  await lab.frame.locator(".panel").evaluate((panel) => scrollTo(0, panel.getBoundingClientRect().top + scrollY - 200));
  await strip(lab).waitFor();
};

pageTest("on a phone's first screen the stage, Play and Kill are seen whole, on a first visit, too", PHONE, async (lab) => {
  for (const name of LABS) {
    await lab.open(`#${name}?t=6&seed=5`);
    await lab.waitFor("[data-welcome]");
    const seen = [".stage .drawing > div", ".round.play"];
    if (name !== "retry") seen.push(".over .btn:not(:disabled)");
    for (const what of seen) {
      for (const box of await Promise.all((await lab.frame.locator(what).all()).map((one) => one.boundingBox()))) {
        if (box) assert.ok(box.y >= 0 && bottom(box) <= 844 && box.x >= 0 && box.x + box.width <= 390, `${name} ${what}: ${JSON.stringify(box)}`);
      }
    }
    // Nothing is wider than the screen, and what can be pressed is not too small for a finger.
    assert.equal(await lab.frame.evaluate(() => document.documentElement.scrollWidth), 390, name);
    const small = await lab.frame.locator(".bar a, .bar button, .intro button, .stage button, .transport button").evaluateAll((all) =>
      all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24).map((one) => one.textContent));
    assert.deepEqual(small, [], name);
  }
});

pageTest("the stage stays in sight while settings are changed, in at most a third of the screen", PHONE, async (lab) => {
  for (const [name, key, value] of [["breaker", "threshold", "1"], ["retry", "attempts", "2"], ["batch", "failures.S0", "1"]]) {
    await lab.open(`#${name}?seed=5&t=6`);
    const whole = () => lab.frame.evaluate(() => document.documentElement.scrollHeight);
    const before = await whole();
    assert.equal(await strip(lab).count(), 0);
    await toSettings(lab);
    const scrolled = await lab.frame.evaluate(() => scrollY);
    const [box, shown] = [await strip(lab).boundingBox(), await strip(lab).locator("svg").first().boundingBox()];
    assert.ok(box.y === 0 && box.width === 390 && box.height <= 844 / 3, JSON.stringify(box));
    assert.ok(bottom(shown) <= bottom(box) && shown.width > 300, "the whole drawing");
    assert.ok(Math.abs((await whole()) - before) <= 1, "what follows stays where it is");
    assert.equal(await lab.frame.evaluate(() => scrollY), scrolled);
    // The very picture: it follows a change.
    const picture = await strip(lab).innerHTML();
    await lab.input(key).evaluate((input, to) => { input.value = to; input.dispatchEvent(new Event("input", { bubbles: true })); }, value);
    await lab.until((old) => document.querySelector(".pinned .drawing").innerHTML !== old, picture);
    await lab.frame.evaluate(() => scrollTo(0, 0));
    await strip(lab).waitFor({ state: "detached" });
    assert.ok(Math.abs((await whole()) - before) <= 40, "only what the change itself adds");
  }
});

/** Runs in every document: notes how the stage is placed whenever the page says that it is in its strip. */
function notePlaces() {
  globalThis.places = [];
  new MutationObserver(() => {
    const drawing = document.querySelector(".pinned .drawing");
    if (drawing) globalThis.places.push(getComputedStyle(drawing).position);
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
}

pageTest("the stage is drawn in its strip only when the strip's style is there", { ...PHONE, scripts: [notePlaces] }, async (lab) => {
  let release;
  const scrolled = new Promise((resolve) => { release = resolve; });
  await lab.page.route(/\/tools-[0-9a-f]+\.css$/, async (route) => { await scrolled; await route.continue(); });
  await lab.open("#breaker?seed=5&t=6");
  await lab.frame.locator(".panel").evaluate((panel) => scrollTo(0, panel.getBoundingClientRect().top + scrollY - 200));
  // The stage is told to be out of sight within these frames.
  await lab.frame.evaluate(() => new Promise((resolve) => {
    const after = (frames) => requestAnimationFrame(() => (frames ? after(frames - 1) : resolve()));
    after(5);
  }));
  release();
  await strip(lab).waitFor();
  assert.deepEqual([...new Set(await lab.frame.evaluate(() => globalThis.places))], ["fixed"]);
});

pageTest("no control that has the focus is behind the strip, forwards and backwards", PHONE, async (lab) => {
  await lab.open("#breaker?seed=5&t=6&trip=count");
  await lab.frame.locator(".more summary").click();
  await toSettings(lab);
  const covered = () => lab.frame.evaluate(() => {
    const one = document.activeElement;
    const strip = document.querySelector(".pinned .drawing");
    if (!strip || strip.contains(one) || one === document.body) return null;
    const [place, edge] = [one.getBoundingClientRect(), strip.getBoundingClientRect().bottom];
    return place.top < edge - 1 ? `${one.name || one.textContent}: ${place.top} < ${edge}` : null;
  });
  await lab.input("failure").focus();
  for (const key of [...Array(12).fill("Tab"), ...Array(30).fill("Shift+Tab")]) {
    await lab.page.keyboard.press(key);
    assert.equal(await covered(), null, key);
  }
});

pageTest("there is no strip where there is no room for it, beside it, or in a frame", { viewport: { width: 390, height: 500 }, touch: true }, async (lab) => {
  const scrolled = async (link, width, height) => {
    await lab.page.setViewportSize({ width, height });
    await lab.open(link);
    await lab.complete();
    await lab.frame.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await lab.frame.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    return strip(lab).count();
  };
  assert.equal(await scrolled("#breaker?seed=5&t=6", 390, 500), 0, "a low window");
  assert.equal(await scrolled("#breaker?seed=5&t=6", 1280, 600), 0, "settings beside the stage");
  assert.equal(await scrolled("#breaker?seed=5&t=6&lanes=2", 390, 844), 0, "two lanes");
  assert.equal(await scrolled("#breaker?seed=5&t=6&open=predict&q=1", 390, 844), 0, "a question");
  assert.equal(await scrolled("#breaker?seed=5&t=6&open=paint", 390, 844), 0, "the painter");
  assert.equal(await scrolled("#breaker?seed=5&t=6&embed=1", 390, 844), 0, "a frame");
  assert.equal(await scrolled("#breaker?seed=5&t=6", 390, 844), 1);
});

pageTest("Present is there on a phone and leads back", { viewport: { width: 360, height: 740 }, touch: true }, async (lab) => {
  for (const name of LABS) {
    await lab.open(`#${name}?seed=5&t=6`);
    assert.equal(await lab.button("Present").count(), 1, "one of the two places");
    await lab.button("Present").tap();
    await lab.waitFor(".present");
    const [stage, play] = [await lab.frame.locator(".stage").boundingBox(), await lab.frame.locator(".round.play").boundingBox()];
    assert.ok(bottom(stage) <= 740 && bottom(play) <= 740, JSON.stringify({ name, stage, play }));
    assert.equal(await lab.frame.evaluate(() => document.documentElement.scrollWidth), 360, name);
    await lab.button("Leave").tap();
    await lab.frame.locator(".page:not(.present)").waitFor();
  }
});
