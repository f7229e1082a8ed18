// From lab to lab: the bar, the overview, the menu of a phone, and the question that each lab ends with.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { LABS } from "./contract.mjs";
import { pageTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };

const overview = (lab) => lab.frame.getByRole("dialog", { name: "Labs" });
const cards = (lab) => overview(lab).getByRole("navigation", { name: "All labs" }).getByRole("link");
const card = (lab, name) => overview(lab).getByRole("link", { name, exact: true });
const closed = (lab) => overview(lab).waitFor({ state: "detached" });
const inLab = (lab, name) => lab.waitFor(`main[data-lab="${name}"][data-ready="true"]`);
const buttonHasFocus = (lab) => lab.until(() => document.activeElement.matches(".all-labs"));

pageTest("by keyboard: into the overview, through its labs, back to the button, and on to another lab", async (lab) => {
  await lab.open("#breaker?seed=5&t=6");
  await lab.button("Labs").focus();
  await lab.page.keyboard.press("Enter");
  await overview(lab).waitFor();
  const titles = await cards(lab).evaluateAll((all) => all.map((one) => one.textContent));
  assert.deepEqual(titles.map((title) => title.toLowerCase()).filter((title) => LABS.includes(title)).sort(), [...LABS].sort());
  assert.deepEqual(await cards(lab).evaluateAll((all) => all.map((one) => one.ariaCurrent)), titles.map((title) => (title === "Breaker" ? "page" : null)));
  // Tab goes through the labs in the order of the path, and never out of the dialog.
  const walked = [];
  for (let press = 0; press <= titles.length; press += 1) {
    const at = await lab.frame.evaluate(() => document.activeElement.closest(".overview a")?.textContent);
    if (at) walked.push(at);
    await lab.page.keyboard.press("Tab");
  }
  assert.deepEqual(walked, titles);
  await lab.page.keyboard.press("Escape");
  await closed(lab);
  await buttonHasFocus(lab);
  await lab.page.keyboard.press("Enter");
  await card(lab, "Batch").focus();
  await lab.page.keyboard.press("Enter");
  await inLab(lab, "batch");
  await closed(lab);
  await buttonHasFocus(lab);
});

pageTest("L opens the overview from anywhere; a press on the present lab leaves its run as it is", async (lab) => {
  await lab.open("#breaker?seed=5&t=6");
  await lab.page.keyboard.press("l");
  await card(lab, "Breaker").click();
  await closed(lab);
  assert.deepEqual([await lab.main("lab"), await lab.main("seed"), await lab.time()], ["breaker", "5", 6_000]);
  await lab.button("Help").click();
  await lab.frame.getByRole("dialog").getByText("all labs", { exact: true }).waitFor();
});

pageTest("# alone opens the running breaker, and so does one press from the overview", async (lab) => {
  for (const link of ["", "#"]) {
    await lab.open(link);
    assert.deepEqual([await lab.main("lab"), await lab.main("playing")], ["breaker", "true"]);
    await lab.pass(200);
  }
  await lab.open("#retry?seed=3&t=2");
  await lab.button("Labs").click();
  await card(lab, "Breaker").click();
  await inLab(lab, "breaker");
  await lab.pass(200);
  assert.equal(await lab.main("playing"), "true");
});

pageTest("on a phone the menu has the present lab's name and leads to each lab by touch", PHONE, async (lab) => {
  await lab.open("#breaker?seed=5&t=6");
  for (const [from, to] of [["Breaker", "Retry"], ["Retry", "Batch"], ["Batch", "Breaker"]]) {
    const menu = lab.button(`${from} Labs`);
    assert.ok((await menu.boundingBox()).height >= 44, "large enough for a finger");
    assert.equal(await lab.frame.locator(".tabs").isVisible(), false, "in the place of the tabs");
    await menu.tap();
    await overview(lab).waitFor();
    for (const one of await overview(lab).getByRole("listitem").all()) {
      const { width, height } = await one.boundingBox();
      assert.ok(height >= 44 && width > 300 && width <= 366, `${width} by ${height}`);
    }
    assert.equal(await overview(lab).evaluate((one) => one.scrollWidth - one.clientWidth), 0, "nothing sticks out");
    await card(lab, to).tap();
    await inLab(lab, to.toLowerCase());
    await closed(lab);
  }
  assert.deepEqual([await lab.main("seed"), await lab.time()], ["5", 6_000], "the run that was left");
});

pageTest("axe: the overview, in each theme and size", async (lab) => {
  for (const [theme, width, height] of [["light", 1280, 800], ["dark", 390, 844], ["projector", 960, 540], ["projector", 1280, 800]]) {
    await lab.page.setViewportSize({ width, height });
    await lab.open(`#breaker?t=8&theme=${theme}`);
    await lab.page.keyboard.press("l");
    await overview(lab).waitFor();
    assert.deepEqual(await violations(lab.frame), [], `${theme}, ${width}`);
  }
});

pageTest("each lab ends with a question that leads on, and the last one leads to all", async (lab) => {
  await lab.open("#retry?seed=3&t=2");
  const onward = lab.frame.locator(".onward");
  assert.match(await onward.innerText(), /^Next .*\?\s→\sBreaker$/);
  await onward.getByRole("link").click();
  await inLab(lab, "breaker");
  // On to the end of the path.
  for (let labs = 0; labs < 11 && await onward.getByRole("link").count(); labs += 1) {
    const before = await lab.main("lab");
    await onward.getByRole("link").click();
    await lab.waitFor(`main:not([data-lab="${before}"])[data-ready="true"]`);
  }
  await onward.getByRole("button", { name: /All labs/ }).click();
  await overview(lab).waitFor();
});

pageTest("a slide and a question have no way onward", async (lab) => {
  for (const link of ["#retry?t=2&embed=1", "#retry?t=2&open=predict"]) {
    await lab.open(link);
    assert.equal(await lab.frame.locator(".onward").count(), 0, link);
  }
});
