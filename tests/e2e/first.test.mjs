// The first five minutes: the opening run, Kill and Recover, runs that stay while one looks at another.

import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";

const tab = (lab, name) => lab.frame.getByRole("navigation").getByRole("link", { name, exact: true });
const inLab = (lab, name) => lab.waitFor(`main[data-lab="${name}"][data-ready="true"]`);

pageTest("the opening run is healthy; Kill opens it, Recover lets a probe close it", async (lab) => {
  // Before the opening run's own failure, however slow the machine is.
  await lab.open("#breaker?speed=4&t=2.5&play=0");
  await lab.button("Kill").click();
  await lab.play();
  await lab.waitForState("open");
  await lab.button("Recover").click();
  await lab.waitForState("closed");
  // The address holds the run, and what was done takes the place of the opening run's inputs.
  await lab.address(/failure=0\.05&seed=289.*kill.*recover/, /[=;](4~kill|12~recover)/);
  await lab.button("Restart").click();
  await lab.address(/^#breaker\?failure=0\.05&seed=289/, /in=/);
  await lab.frame.locator("#preset").selectOption({ label: "Opening run" });
  await lab.address(/in=4~kill~S1;12~recover~S1/);
});

pageTest("Kill and Recover show which holds and do nothing twice", async (lab) => {
  await lab.open("#breaker?failure=0&seed=1&play=0&t=2");
  const pressed = async () => [await lab.button("Kill").getAttribute("aria-pressed"), await lab.button("Recover").getAttribute("aria-pressed")];
  assert.deepEqual(await pressed(), ["false", "true"]);
  await lab.button("Recover").click();
  assert.equal(await lab.button("Undo").isDisabled(), true, "there is nothing to undo");
  await lab.button("Kill").click();
  await lab.button("Kill").click();
  assert.deepEqual(await pressed(), ["true", "false"]);
  await lab.address(/kill/, /kill.*kill/);
  await lab.button("Undo").click();
  assert.equal(await lab.button("Undo").isDisabled(), true, "it was one step");
});

pageTest("tabs lead to the labs as they were left, with their moment, their tool and what can be undone", async (lab) => {
  await lab.open("#breaker?failure=0.3&seed=5&t=6");
  await lab.button("Kill").click();
  await lab.button("Code").click();
  await lab.waitFor(".code[data-rule]");
  await tab(lab, "Retry").click();
  await inLab(lab, "retry");
  await lab.pause();
  await lab.control("attempts", 7);
  const retry = await lab.time();
  await tab(lab, "Breaker").click();
  await inLab(lab, "breaker");
  assert.equal(await lab.time(), 6_000);
  assert.equal(await lab.main("playing"), "false");
  assert.equal(await lab.button("Code").getAttribute("aria-pressed"), "true");
  await lab.address(/6~kill~S1.*open=code|open=code.*6~kill~S1/);
  await lab.button("Undo").click();
  await lab.button("Kill").waitFor();
  await tab(lab, "Retry").click();
  await inLab(lab, "retry");
  assert.equal(await lab.time(), retry);
  assert.equal(await lab.input("attempts").inputValue(), "7");
});

pageTest("back and forward lead to the runs as they were, and a finished one stays finished", async (lab) => {
  await lab.open("#retry?seed=7&speed=16");
  await lab.waitForMain({ finished: "true", playing: "false" });
  const end = await lab.time();
  await lab.page.evaluate(() => { location.hash = "#breaker?seed=5&t=8"; });
  await inLab(lab, "breaker");
  await lab.control("threshold", 9);
  await lab.address(/8~threshold~9/);
  await lab.page.goBack();
  await inLab(lab, "retry");
  assert.deepEqual([await lab.time(), await lab.main("finished"), await lab.main("playing")], [end, "true", "false"]);
  await lab.page.goForward();
  await inLab(lab, "breaker");
  assert.equal(await lab.time(), 8_000);
  assert.equal(await lab.input("threshold").inputValue(), "9");
  assert.equal(await lab.button("Undo").isDisabled(), false);
  // Another run of the same lab, and back.
  await lab.page.evaluate(() => { location.hash = "#breaker?seed=6&t=3"; });
  await lab.waitForMain({ seed: "6" });
  await lab.page.goBack();
  await lab.waitForMain({ seed: "5" });
  assert.equal(await lab.time(), 8_000);
});

pageTest("a question under way waits while another lab is looked at", async (lab) => {
  await lab.open("#breaker?seed=5&t=4");
  await lab.button("Predict").click();
  await lab.waitFor('[data-predict="asked"]');
  await tab(lab, "Batch").click();
  await inLab(lab, "batch");
  assert.equal(await lab.frame.locator("[data-predict]").count(), 0);
  await tab(lab, "Breaker").click();
  await inLab(lab, "breaker");
  await lab.waitFor('[data-predict="asked"]');
  await lab.button("Predict").click();
  await lab.waitForMain({ "time-ms": "4000" });
});

pageTest("Space plays and pauses after Kill was pressed, on a slider and on the timeline, and stays with what has the focus by keyboard", async (lab) => {
  await lab.open("#breaker?failure=0&seed=1&play=0&t=2");
  const space = async (playing) => {
    await lab.page.keyboard.press("Space");
    await lab.waitForMain({ playing });
  };
  await lab.button("Kill").click();
  await space("true");
  await space("false");
  // Space has killed nothing.
  await lab.address(/kill/, /kill.*kill/);
  await lab.input("threshold").focus();
  await space("true");
  await space("false");
  await lab.input("t").focus();
  await space("true");
  await space("false");
  // By keyboard a button keeps its Space.
  await lab.input("threshold").focus();
  await lab.page.keyboard.press("Tab");
  await lab.button("Restart").focus();
  await lab.page.keyboard.press("Shift+Tab");
  await lab.page.keyboard.press("Tab");
  await lab.page.keyboard.press("Space");
  await lab.waitForMain({ "time-ms": "0", playing: "false" });
});

pageTest("words open their meaning by press, by key and by touch, and Escape closes it", { viewport: { width: 390, height: 844 }, touch: true }, async (lab) => {
  await lab.open("#breaker?seed=1&play=0");
  const word = lab.frame.locator('.terms [data-term="half-open"]');
  const meaning = lab.frame.locator("#term-half-open");
  await word.tap();
  await meaning.waitFor();
  assert.equal(await word.getAttribute("aria-expanded"), "true");
  const box = await meaning.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, "it stays on the screen");
  await word.tap();
  await meaning.waitFor({ state: "detached" });
  await word.focus();
  await lab.page.keyboard.press("Enter");
  await meaning.waitFor();
  await lab.page.keyboard.press("Escape");
  await meaning.waitFor({ state: "detached" });
  assert.equal(await word.getAttribute("aria-expanded"), "false");
  // At a setting.
  await lab.frame.locator('.ctl [data-term="reset-timeout"]').tap();
  await lab.waitFor("#term-reset-timeout-at-reset");
});

pageTest("a first visit is told where to begin, once, and not in a frame", async (lab) => {
  await lab.open("#breaker?seed=1&play=0");
  await lab.waitFor("[data-welcome]");
  await lab.button("Dismiss the welcome").click();
  await lab.frame.locator("[data-welcome]").waitFor({ state: "detached" });
  await lab.page.reload();
  await lab.ready();
  assert.equal(await lab.frame.locator("[data-welcome]").count(), 0);
});

pageTest("one press shows the same run without a breaker, load and waiting first", async (lab) => {
  await lab.open("#breaker?t=20");
  await lab.button("Without a breaker").click();
  await lab.waitFor("main[data-lanes]");
  assert.equal(await lab.time(), 20_000, "it stays at its moment");
  const rows = await lab.frame.locator("[data-compare]").evaluateAll((all) => all.map((one) => ({ ...one.dataset })));
  assert.deepEqual(rows.slice(0, 2).map((row) => row.compare), ["load", "waiting-ms"]);
  assert.ok(Number(rows[0].a) < Number(rows[0].b), "the breaker spares the service");
  assert.ok(Number(rows[1].a) < Number(rows[1].b), "and the callers");
  await lab.button("Undo").click();
  await lab.frame.locator("main:not([data-lanes])").waitFor();
});

pageTest("one press shows the same batches without degradation: fewer answers, less kept", async (lab) => {
  await lab.open("#batch?t=40");
  await lab.button("Without degradation").click();
  await lab.waitFor("main[data-lanes]");
  const rows = await lab.frame.locator("[data-compare]").evaluateAll((all) => all.map((one) => ({ ...one.dataset })));
  const row = (key) => rows.find((row) => row.compare === key);
  assert.equal(row("success-share").a, row("success-share").b, "the same random numbers");
  assert.equal(row("answered").a, "1000");
  for (const key of ["answered", "data-kept"]) assert.ok(Number(row(key).a) > Number(row(key).b), key);
  const lost = lab.frame.locator('[data-lane="b"] [data-batch][data-answer="false"]');
  assert.ok((await lost.count()) > 0);
  for (const one of await lost.all()) assert.equal(await one.getAttribute("data-degraded"), "true");
  assert.equal(await lab.frame.locator('[data-lane="a"] [data-batch][data-answer="false"]').count(), 0);
  await lab.frame.locator('[data-lane="b"]').getByText("no answer").first().waitFor();
});

pageTest("a try that is done makes room for the next, and each fits the breaker in use", async (lab) => {
  const says = (words) => lab.frame.locator(".try").filter({ hasText: words }).waitFor();
  await lab.open("#breaker?failure=0&seed=1");
  await says("Kill S1");
  await lab.button("Kill").click();
  await says("Recover S1 while the breaker is open");
  await lab.button("Recover").click();
  await says("Set the failure threshold to 1");
  // Another breaker has no threshold to set, and what was done stays done in a run that begins anew.
  await lab.input("like").selectOption("resilience4j");
  await says("Without a breaker");
  assert.equal(await lab.frame.locator("#preset option:checked").innerText(), "Like resilience4j");
  await lab.button("Without a breaker").click();
  await lab.button("Kill").first().click();
  await lab.frame.locator(".try").waitFor({ state: "detached" });
  assert.equal(await lab.frame.locator(".tries").count(), 1);
});

pageTest("what changes a whole run is told with the way back, until something else is done", async (lab) => {
  const told = lab.frame.locator("[data-done]");
  for (const [name, preset] of [["breaker", "As in the lecture"], ["retry", "Full jitter"], ["batch", "Mostly healthy"]]) {
    await lab.open(`#${name}?seed=5&play=0&t=3`);
    assert.equal(await told.count(), 0);
    await lab.frame.locator("#preset").selectOption({ label: preset });
    await told.filter({ hasText: `Preset: ${preset}.` }).waitFor();
    assert.equal(await lab.frame.locator("[aria-live=polite] [data-done]").count(), 1);
    // By keyboard: back to the run as it was, at its moment.
    await told.getByRole("button", { name: `Undo: Preset: ${preset}.` }).press("Enter");
    await told.waitFor({ state: "detached" });
    await lab.waitForMain({ "time-ms": "3000" });
    assert.equal(await lab.frame.evaluate(() => document.activeElement.getAttribute("aria-label")), "Play");
    await lab.button("New seed").click();
    await told.filter({ hasText: "New seed: " }).waitFor();
    await lab.button("Restart").click();
    await told.filter({ hasText: "The run begins anew." }).waitFor();
    await lab.control(name === "batch" ? "failures.S0" : "failure", 0.25);
    await told.waitFor({ state: "detached" });
  }
  await lab.open("#breaker?threshold=7&play=0");
  await lab.button("Reset").click();
  await told.filter({ hasText: "defaults" }).waitFor();
  await lab.button("Dismiss what was done").click();
  await told.waitFor({ state: "detached" });
  assert.equal(await lab.input("threshold").inputValue(), "3");
  await lab.button("Undo").click();
  assert.equal(await lab.input("threshold").inputValue(), "7");
  // In the opening run Reset leads back to its settings, and the preset of that name to the defaults.
  await lab.open("#breaker");
  await lab.control("threshold", 5);
  await lab.button("Reset").click();
  await told.filter({ hasText: "opening run" }).waitFor();
  assert.equal(await lab.input("threshold").inputValue(), "3");
  assert.equal(await lab.input("failure").inputValue(), "0.05");
  await lab.frame.locator("#preset").selectOption({ label: "Defaults" });
  await told.filter({ hasText: "defaults" }).waitFor();
  assert.equal(await lab.input("failure").inputValue(), "0.7");
});

pageTest("on a phone it is told where the eyes are, wherever the page was scrolled to", { viewport: { width: 390, height: 844 } }, async (lab) => {
  await lab.open("#breaker?threshold=7&play=0");
  await lab.button("Reset").click();
  const told = lab.frame.locator("[data-done]");
  await told.filter({ hasText: "defaults" }).waitFor();
  const { y, height } = await told.boundingBox();
  assert.ok(y > 0 && y + height <= 844, `from ${y}, ${height} high, of 844`);
});
