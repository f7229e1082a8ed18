// A newcomer's way through all labs: in each, something is played, broken, changed and taken back, and its last question
// leads on. By keyboard alone, and with a finger on a phone.

import assert from "node:assert/strict";
import { LABS } from "./contract.mjs";
import { pageTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };
const CONTROL = ".panel .first input, .panel .first select";

/** Tabs until something of the page has the focus; fails if it is nowhere on the way. */
async function tabTo(lab, selector) {
  for (let press = 0; press < 160; press += 1) {
    if (await lab.frame.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await lab.page.keyboard.press("Tab");
  }
  assert.fail(`Tab never comes to ${selector}`);
}

/** The run has gone on from a moment. */
const goesOn = (lab, from) => lab.until((before) => Number(document.querySelector("main").dataset.timeMs) > before, from);
const canUndo = (lab) => lab.until(() => !document.querySelector('button[aria-label^="Undo"]').disabled);
/** The settings come to be what they were, or something else. */
const settled = (lab, were, same) => lab.until(([old, wanted]) =>
  ([...document.querySelectorAll(".panel [name]")].map((one) => `${one.name}=${one.value}`).join() === old) === wanted, [were, same]);
const settings = (lab) => lab.frame.evaluate(() =>
  [...document.querySelectorAll(".panel [name]")].map((one) => `${one.name}=${one.value}`).join());
/** The next lab is there, or after the last one all of them. */
const isOnward = (lab, name) => lab.until((before) =>
  document.querySelector(`main[data-ready="true"]:not([data-lab="${before}"])`) || document.querySelector("dialog .overview"), name);

for (const name of LABS) {
  pageTest(`${name}: by keyboard alone it is played, changed, taken back, and left for the next`, async (lab) => {
    await lab.open(`#${name}?seed=3&t=1`);
    const { keyboard } = lab.page;
    await tabTo(lab, ".round.play");
    await keyboard.press("Enter");
    await goesOn(lab, 1_000);
    if ((await lab.main("playing")) === "true") await keyboard.press("Enter");
    await lab.waitFor('main[data-playing="false"]');
    const before = await settings(lab);
    await tabTo(lab, CONTROL);
    const { isChoice, isFirst, isField } = await lab.frame.evaluate(() => {
      const { tagName, type, selectedIndex } = document.activeElement;
      return { isChoice: tagName === "SELECT", isFirst: selectedIndex === 0, isField: type === "number" };
    });
    await keyboard.press(isChoice && isFirst ? "ArrowDown" : "ArrowUp");
    await settled(lab, before, false);
    await canUndo(lab);
    // In a field Ctrl+Z takes back what was typed there.
    if (isField) await keyboard.press("Tab");
    await keyboard.press("Control+z");
    await settled(lab, before, true);
    await tabTo(lab, ".onward a, .onward button");
    await keyboard.press("Enter");
    await isOnward(lab, name);
  });

  pageTest(`${name}: with a finger on a phone it is stepped, broken, taken back, and left for the next`, PHONE, async (lab) => {
    await lab.open(`#${name}?seed=3&t=1`);
    await lab.button("Step forward").tap();
    await goesOn(lab, 1_000);
    const kill = lab.frame.locator(".stage .drawing .btn").filter({ hasText: /^Kill/ }).first();
    if (await kill.count() && await kill.isVisible()) {
      const { height } = await kill.boundingBox();
      assert.ok(height >= 24, `${height} pixels`);
      await kill.tap();
      await canUndo(lab);
      await lab.button("Undo").tap();
    }
    const control = lab.frame.locator(CONTROL).first();
    await control.scrollIntoViewIfNeeded();
    const { width } = await control.boundingBox();
    assert.ok(width >= 40, `${width} pixels`);
    const excess = await lab.frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(excess <= 0, `${excess} pixels too wide`);
    await lab.frame.locator(".onward a, .onward button").tap();
    await isOnward(lab, name);
  });
}
