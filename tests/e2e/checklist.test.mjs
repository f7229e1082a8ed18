// The checklist: open, mend, undo, by mouse and keyboard, the same rows as `headless check`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { violations } from "./axe.mjs";
import { LABS } from "./contract.mjs";
import { pageTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };

const dialog = (lab) => lab.frame.getByRole("dialog", { name: "Checklist" });
const row = (lab, group, point) => lab.frame.locator(`[data-group="${group}"] [data-point="${point}"]`);
const mend = (lab, group, point) => row(lab, group, point).getByRole("button");
const verdict = (lab, group, point) => row(lab, group, point).getAttribute("data-verdict");
const becomes = (lab, group, point, wanted) =>
  lab.waitFor(`[data-group="${group}"] [data-point="${point}"][data-verdict="${wanted}"]`);
const score = (lab) => lab.frame.locator(".checklist .score").innerText();

/** The rows of the page: group, point, verdict, title, reason, what decides. */
const rows = (lab) =>
  lab.frame.locator("[data-point]").evaluateAll((all) =>
    all.map((one) => [
      one.closest("[data-group]").dataset.group,
      Number(one.dataset.point),
      one.dataset.verdict,
      one.querySelector(".what b").textContent,
      one.querySelector(".what p").textContent,
      one.querySelector(".decides").textContent,
      one.querySelector("button") !== null,
    ]));

/** What the program without a page says of a link. */
const program = (...args) => execFileSync(process.env.HEADLESS, ["check", ...args], { encoding: "utf8" });
const headless = (...args) => JSON.parse(program("--format", "json", ...args));
const said = ({ groups }) =>
  groups.flatMap(({ group, points }) =>
    points.map(({ point, verdict, title, reason, decides, mend }) => [group, point, verdict, title, reason, decides, mend !== null]));

pageTest("by its button in each lab: the rows are those of headless check", async (lab) => {
  for (const name of LABS) {
    await lab.open(`#${name}?t=5&play=0`);
    await lab.button("Checklist").click();
    await dialog(lab).waitFor();
    const shown = await rows(lab);
    assert.equal(shown.length, 78);
    assert.deepEqual(shown, said(headless(`#${name}?t=5`)), name);
    await lab.page.keyboard.press("Escape");
    await dialog(lab).waitFor({ state: "detached" });
    // The focus is back on the button.
    assert.equal(await lab.frame.evaluate(() => document.activeElement.textContent), "Checklist");
  }
});

pageTest("Mend it sets what decides, in one step to undo, and the focus stays", async (lab) => {
  await lab.open("#stack?t=10&play=0");
  await lab.page.keyboard.press("c");
  await dialog(lab).waitFor();
  assert.match(await score(lab), /^7 of 10 met\s+2 not met, 1 does not apply$/);
  await mend(lab, "ten", 10).focus();
  await lab.page.keyboard.press("Enter");
  await becomes(lab, "ten", 10, "met");
  // The refusal that was tried again went with the order.
  assert.equal(await verdict(lab, "ten", 1), "met");
  assert.match(await score(lab), /^9 of 10 met\s+1 does not apply$/);
  assert.equal(await lab.frame.evaluate(() => document.activeElement.ariaLabel), "Undo: Composed in the right order");
  await lab.address(/order=degrade,breaker,retry,timeout/);
  await lab.page.keyboard.press("Enter");
  await becomes(lab, "ten", 10, "not-met");
  assert.equal(await lab.frame.evaluate(() => document.activeElement.ariaLabel), "Mend it: Composed in the right order");
  await lab.until(() => !location.hash.includes("order="));
  assert.deepEqual(await rows(lab), said(headless("#stack?t=10")));
});

pageTest("several settings are one step, and a setting that the run takes as it goes is an input", async (lab) => {
  await lab.open("#retry?t=1&play=0&kind=constant&base=0&cap=600");
  await lab.page.keyboard.press("c");
  await mend(lab, "ten", 2).click();
  await becomes(lab, "ten", 2, "met");
  assert.match(await row(lab, "ten", 2).innerText(), /Doubles from 0\.1 s, and never above 30 s\./);
  await lab.page.keyboard.press("Escape");
  await lab.address(/in=1~kind~exponential;1~base~0\.1;1~cap~30/);
  await lab.button("Undo").click();
  await lab.until(() => !location.hash.includes("in="));
  await lab.page.keyboard.press("c");
  await becomes(lab, "ten", 2, "not-met");
});

pageTest("a library's numbers are mended as the lab's own; of two lanes the chosen one is judged", async (lab) => {
  await lab.open("#breaker?like=gobreaker&b.like=none&t=5&play=0");
  await lab.page.keyboard.press("c");
  await dialog(lab).getByText("Breaker, lane B").first().waitFor();
  assert.equal(await verdict(lab, "ten", 5), "not-met");
  assert.deepEqual(await rows(lab), said(headless("#breaker?like=gobreaker&b.like=none&t=5", "--lane", "b")));
  await lab.page.keyboard.press("Escape");
  await lab.open("#breaker?like=gobreaker&t=5&play=0");
  await lab.page.keyboard.press("c");
  await lab.frame.locator('[data-group="breaker"] summary').click();
  assert.equal(await verdict(lab, "breaker", 1), "met");
  await mend(lab, "breaker", 3).click();
  await becomes(lab, "breaker", 3, "met");
  await lab.address(/threshold=6/, /like=/);
});

pageTest("from the overview, in Present and from Help's list of keys", async (lab) => {
  await lab.open("#cascade?t=5&play=0");
  await lab.page.keyboard.press("l");
  await lab.frame.getByRole("dialog", { name: "Labs" }).getByRole("button", { name: "Checklist" }).click();
  await dialog(lab).waitFor();
  await lab.page.keyboard.press("Escape");
  await lab.button("Present").click();
  await lab.waitFor(".page.present");
  await lab.frame.locator(".steppers").getByRole("button", { name: "Checklist" }).click();
  await dialog(lab).waitFor();
  await mend(lab, "ten", 5).click();
  await becomes(lab, "ten", 5, "met");
  await lab.page.keyboard.press("Escape");
  await lab.button("Leave").click();
  await lab.button("Help").click();
  await lab.frame.getByRole("dialog").getByText("checklist", { exact: true }).waitFor();
});

pageTest("its text can be copied", async (lab) => {
  await lab.open("#stack?t=10&play=0");
  await lab.page.keyboard.press("c");
  const text = await dialog(lab).getByRole("textbox", { name: "Checklist" }).inputValue();
  assert.equal(text, program("#stack?t=10"));
  await dialog(lab).getByRole("button", { name: "Copy as text" }).click();
  await dialog(lab).getByText(/^(Copied\.|The clipboard)/).waitFor();
});

pageTest("on a phone it fits, and each button can be hit", PHONE, async (lab) => {
  await lab.open("#cascade?t=5&play=0");
  await lab.button("Checklist").tap();
  await dialog(lab).waitFor();
  const sizes = await lab.frame.evaluate(() => {
    const sheet = document.querySelector("dialog");
    const buttons = [...sheet.querySelectorAll("li button")].filter((one) => one.offsetParent !== null);
    return [sheet.scrollWidth <= sheet.clientWidth, ...buttons.map((one) => one.getBoundingClientRect().height)];
  });
  assert.equal(sizes[0], true);
  assert.ok(sizes.length > 1 && sizes.slice(1).every((height) => height >= 44), sizes.join());
  await mend(lab, "ten", 6).tap();
  await becomes(lab, "ten", 6, "met");
});

for (const theme of ["light", "dark"]) {
  pageTest(`nothing is wrong for axe, in ${theme}`, { theme }, async (lab) => {
    await lab.open("#stack?t=10&play=0");
    await lab.page.keyboard.press("c");
    for (const summary of await dialog(lab).locator("summary").all()) await summary.click();
    assert.deepEqual(await violations(lab.frame), []);
  });
}
