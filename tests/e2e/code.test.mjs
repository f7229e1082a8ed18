// Code in step: the panel with the real source, the line that just ran, and the settings beside the lines that read
// them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pairs, violations } from "./axe.mjs";
import { LABS } from "./contract.mjs";
import { Lab, pageTest } from "./harness.mjs";
import { serveSite } from "./server.mjs";

const PHONE = { width: 390, height: 844 };
const panel = (lab) => lab.frame.locator(".code");
const source = (lab) => lab.frame.getByRole("region", { name: "Source" });
const now = (lab) => lab.frame.locator(".src [data-lit=now]");

/** Waits until a rule is lit, and tells its file and line and what stands there. */
async function lit(lab, rule) {
  await lab.waitFor(`.code[data-rule="${rule}"]`);
  const { file, line } = await panel(lab).evaluate((one) => ({ ...one.dataset }));
  assert.equal(await now(lab).count(), 1);
  assert.equal(await now(lab).getAttribute("data-n"), line);
  return { file, code: (await now(lab).locator("code").textContent()).trim(), all: await now(lab).textContent() };
}

/** The lit line can be seen within the panel, or within what the window shows of it. */
const inSight = (lab) => lab.until(() => {
  const [box, line] = [".src", ".src [data-lit=now]"].map((one) => document.querySelector(one).getBoundingClientRect());
  return line.top >= box.top - 1 && line.bottom <= box.bottom + 1;
});

/** Sets a field as a user does who types and presses Enter. */
async function type(lab, name, text) {
  await lab.input(name).fill(text);
  await lab.page.keyboard.press("Enter");
}

pageTest("the button opens the source and closes it", async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&t=2.4");
  assert.equal(await panel(lab).count(), 0);
  await lab.button("Code").click();
  await lab.frame.locator(".code").waitFor();
  await lab.ready();
  assert.equal(await lab.time(), 2_400, "at the same moment");
  await lab.address(/open=code/);
  assert.equal(await lab.button("Code").getAttribute("aria-pressed"), "true");
  await lit(lab, "open");
  await lab.button("Code").click();
  await panel(lab).waitFor({ state: "detached" });
  await lab.address(/seed=1/, /open=/);
});

pageTest("stepping goes through the lines that decide, and scrubbing back shows the earlier one", async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&t=0&open=code&in=13~failure~0");
  assert.equal((await lit(lab, "admitted")).code, "Phase::Closed(_) => Ok(None),");
  await lab.button("Step forward").click();
  const counted = await lit(lab, "row-count");
  assert.equal(counted.file, "breaker/trip.rs");
  assert.match(counted.all, /\/\/ 1 of 3/);
  await lab.button("To the next transition").click();
  const opened = await lit(lab, "row-threshold");
  assert.equal(opened.code, "Progress::Row { failures, threshold } if failures >= u64::from(threshold) => {");
  assert.match(opened.all, /\/\/ 3 >= 3 just ran/);
  await inSight(lab);
  await lab.button("Step forward").click();
  const refused = await lit(lab, "open");
  assert.equal(refused.code, "Err(Rejection { reason: RejectReason::Open, retry_at: Some(*until) })");
  assert.match(refused.all, /\/\/ 2\.4 < 6\.9/);
  await inSight(lab);
  assert.equal(await lab.frame.locator(".src [data-lit=before]").count() > 0, true, "what decided before is marked");
  await lab.button("To the next transition").click();
  assert.equal((await lit(lab, "wait-over")).code, "Phase::Open { since, wait, .. } if now.since(*since) >= *wait => {");
  await lab.button("To the next transition").click();
  assert.match((await lit(lab, "probe-failed")).code, /Cause::ProbeFailed/);
  await lab.button("To the next transition").click();
  await lit(lab, "wait-over");
  await lab.page.keyboard.press(">");
  // The second probe was sent when all failed, the third is sent when none does.
  await lab.page.keyboard.press(">");
  await lab.page.keyboard.press(">");
  const closed = await lit(lab, "probes-succeeded");
  assert.deepEqual([closed.file, closed.code], ["breaker/probing.rs", "self.successes >= needed"]);
  await inSight(lab);
  await lab.frame.getByRole("slider", { name: "Timeline" }).evaluate((one) => {
    one.value = "1.9";
    one.dispatchEvent(new Event("input", { bubbles: true }));
  });
  assert.deepEqual(await lit(lab, "row-threshold"), opened);
  await lab.frame.locator(".why li").nth(1).click();
  await lit(lab, "row-threshold");
});

pageTest("a setting can be changed in the code, and the control and the run follow", async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&t=0.1&open=code");
  assert.equal(await lab.input("code.threshold").inputValue(), "3");
  assert.equal(await lab.input("code.rate").count(), 0, "without effect, it is not offered");
  await type(lab, "code.threshold", "1");
  await lab.until(() => document.querySelector('[name="threshold"]').value === "1");
  await lab.button("To the next transition").click();
  assert.match((await lit(lab, "row-threshold")).all, /\/\/ 1 >= 1/);
  assert.equal(await lab.time(), 300, "the first failure opens it");
  await type(lab, "code.threshold", "99");
  await lab.frame.locator(".code .wrong").waitFor();
  assert.match(await lab.frame.locator(".code .wrong").textContent(), /“99” is not allowed: a whole number from 1 to 20/);
  assert.equal(await lab.input("code.threshold").getAttribute("aria-invalid"), "true");
  await lab.address(/threshold~1/);
  await lab.control("threshold", "2");
  await lab.until(() => document.querySelector('[name="code.threshold"]').value === "2");
  assert.equal(await lab.frame.locator(".code .wrong").count(), 0);
  await lab.input("code.trip").selectOption("count");
  await lab.until(() => document.querySelector('[name="code.window"]') && document.querySelector('[name="trip"]').value === "count");
  assert.equal(await lab.input("code.threshold").count(), 0);
  assert.deepEqual(await lab.notices(), []);
});

pageTest("what is being typed stays while a run lights the lines around it", async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&reset=1&t=1.7&speed=1&open=code");
  await lit(lab, "admitted");
  await lab.play();
  await lab.input("code.threshold").focus();
  await lab.page.keyboard.press("Control+A");
  await lab.page.keyboard.type("7");
  // Once it is open, these come again and again.
  for (const rule of ["open", "wait-over", "probe-failed", "open"]) await lab.waitFor(`.code[data-rule="${rule}"]`);
  assert.equal(await lab.input("code.threshold").inputValue(), "7");
  assert.equal(await lab.frame.evaluate(() => document.activeElement.name), "code.threshold");
  assert.equal(await lab.input("threshold").inputValue(), "3", "not before it is said");
  await lab.page.keyboard.press("Enter");
  await lab.until(() => document.querySelector('[name="threshold"]').value === "7");
});

pageTest("the panel scrolls within itself only, and a reader who scrolls is left in peace", async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&t=1.9&open=code");
  await lit(lab, "row-threshold");
  const at = () => lab.frame.evaluate(() => [scrollY, document.querySelector(".src").scrollTop]);
  const [page, inside] = await at();
  assert.equal(page, 0);
  assert.ok(inside > 0, "the line is far down");
  await source(lab).evaluate((one) => { one.scrollTop = 0; });
  await lab.frame.getByLabel("Failure rate").first().focus();
  await lab.control("failure", "0.9");
  await lab.address(/failure~0\.9/);
  assert.equal((await at())[1], 0, "nothing new was decided");
  // By key: Firefox's driver scrolls to what it clicks.
  await lab.button("Step forward").press("Enter");
  await lit(lab, "open");
  await inSight(lab);
  assert.equal((await at())[0], 0);
});

pageTest("whole files on request, with the numbers of their lines", async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&t=1.9&open=code");
  const count = () => lab.frame.locator(".src li").count();
  const short = await count();
  await lab.frame.getByLabel("Whole files").check();
  await lab.until((few) => document.querySelectorAll(".src li").length > few * 2, short);
  assert.equal(await lab.frame.locator(".src li").first().textContent(), "//! Circuit breaker: stop calling what keeps failing, and find out carefully whether it works again.");
  assert.doesNotMatch(await source(lab).textContent(), /cfg\(test\)|\/\/ rule: |\/\/ reads: /);
  await inSight(lab);
});

pageTest("the retry shows the lines that made a wait, the batch those of its twin", async (lab) => {
  await lab.open("#retry?failure=1&seed=7&t=0.3&open=code");
  const wait = await lit(lab, "jitter-additive");
  assert.equal(wait.file, "backoff/mod.rs");
  assert.match(wait.all, /\/\/ 0\.2 \+ 0\.\d+ = 0\.\d+/);
  assert.equal(await lab.frame.locator(".src [data-lit=also]").count(), 2, "the growth, and that there is another attempt");
  await lab.input("code.jitter").selectOption("none");
  await lab.until(() => document.querySelector('[name="jitter"]').value === "none");
  await lit(lab, "jitter-additive");
  await lab.open("#batch?failures=0,1,0,1,0&seed=3&t=0.5&open=code");
  assert.equal((await lit(lab, "twin-crashed")).file, "restart.rs");
  await lab.open("#batch?failures=0,1,0,1,0&seed=3&t=2.5&open=code");
  assert.match((await lit(lab, "verdict")).all, /\/\/ missing: S1, S3/);
  await lab.open("#breaker?like=gobreaker&failure=1&seed=1&t=30&open=code");
  assert.equal((await lit(lab, "open")).file, "breaker/general/mod.rs");
  assert.equal(await lab.frame.locator(".src input").count(), 0, "its settings are the library's");
});

pageTest("while a run is fast, the panel follows as the stage does, at most once in 30 ms or with a new state", async (lab) => {
  await lab.stopClock(() => lab.open("#breaker?callers=8&latency=0.05&pause=0.1&reset=0.5&speed=16&play=1&open=code"));
  await now(lab).waitFor();
  await lab.frame.evaluate(() => {
    globalThis.changes = [];
    const seen = new MutationObserver(() => {
      const { transitions } = document.querySelector("[data-breaker-state]").dataset;
      globalThis.changes.push({ at: performance.now(), transitions });
    });
    seen.observe(document.querySelector(".src"), { subtree: true, attributes: true, attributeFilter: ["data-lit"] });
  });
  await lab.page.clock.runFor(2_000);
  const changes = await lab.frame.evaluate(() => globalThis.changes);
  assert.ok(changes.length >= 3, `${changes.length} changes in two seconds`);
  changes.slice(1).forEach(({ at, transitions }, index) => {
    const before = changes[index];
    assert.ok(at - before.at >= 30 || transitions !== before.transitions, `at ${before.at} and ${at} ms`);
  });
});

pageTest("by keyboard alone: into the source, a step, a setting", async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&t=1.9&open=code");
  const focused = () => lab.frame.evaluate(() => document.activeElement.name || document.activeElement.ariaLabel);
  const reach = async (wanted) => {
    for (let press = 0; press < 80; press += 1) {
      await lab.page.keyboard.press("Tab");
      if ((await focused()) === wanted) return;
    }
    assert.fail(`${wanted} was never reached`);
  };
  await reach("Source");
  await lab.page.keyboard.press(".");
  await lit(lab, "open");
  await reach("code.threshold");
  await lab.page.keyboard.press("Control+A");
  await lab.page.keyboard.type("2");
  await lab.page.keyboard.press("Enter");
  await lab.until(() => document.querySelector('[name="threshold"]').value === "2");
  assert.equal(await focused(), "code.threshold", "the focus stays in the field");
});

pageTest("on a phone the code is a section of its own", { viewport: PHONE, touch: true }, async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&t=1.9&open=code");
  await lit(lab, "row-threshold");
  assert.equal(await panel(lab).isVisible(), true);
  await inSight(lab);
  const section = (name) => lab.frame.getByRole("group", { name: "Sections" }).getByRole("button", { name });
  await section("Why").click();
  await panel(lab).waitFor({ state: "hidden" });
  await lab.button("Step forward").click();
  await section("Code").click();
  await lit(lab, "open");
  await inSight(lab);
  await lab.button("Code").first().click();
  await panel(lab).waitFor({ state: "detached" });
  assert.equal(await section("Code").count(), 0);
  assert.equal(await section("Settings").getAttribute("aria-pressed"), "true");
});

pageTest("a slide and the full-width view go without the code", async (lab) => {
  await lab.open("#breaker?t=8&open=code&embed=1");
  assert.equal(await panel(lab).count(), 0);
  assert.deepEqual(await lab.notices(), []);
  await lab.open("#breaker?t=8&open=code");
  await panel(lab).waitFor();
  await lab.button("Present").click();
  await panel(lab).waitFor({ state: "detached" });
  await lab.button("Leave").click();
  await panel(lab).waitFor();
});

/** Opens the site with a fault of its server, in a page by itself. */
async function opened(context, misbehave, link) {
  const site = await serveSite({ misbehave });
  context.after(() => site.close());
  const lab = await Lab.start({ site, errors: /Failed to load resource|status of 404|ERR_/ });
  context.after(() => lab.close());
  await lab.open(link);
  return lab;
}

/** The panel says what is missing, and the page beside it goes on. */
async function missing(lab, says) {
  await lab.waitFor('.code[data-source="missing"]');
  assert.match(await panel(lab).textContent(), says);
  await lab.control("threshold", "1");
  await lab.button("Step forward").click();
  assert.match(await lab.frame.locator(".why").textContent(), /failed/);
  assert.deepEqual(await violations(lab.frame), []);
}

const SLICE = "policy/breaker/trip.rs";
for (const [what, fault, says] of [
  ["is not there", { status: 404 }, /breaker\/trip\.rs: the server answered 404/],
  ["is another page", { body: "<h1>Sign in to the hotel's network</h1>" }, /breaker\/trip\.rs: the server has another version of it/],
  ["ends early", { truncate: 1_000 }, /breaker\/trip\.rs: the server has another version of it/],
]) {
  test(`a source that ${what} is named, and Retry asks for it again`, async (context) => {
    let broken = true;
    const misbehave = (path) => (broken && path.endsWith(SLICE) ? fault : undefined);
    const lab = await opened(context, misbehave, "#breaker?failure=1&seed=1&t=0.2&open=code");
    await missing(lab, says);
    broken = false;
    await lab.button("Retry").click();
    await lit(lab, "row-threshold");
    lab.assertClean();
  });
}

test("while the source is on its way the panel says so", async (context) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  const lab = await opened(context, (path) => (path.endsWith(SLICE) ? { until: held } : undefined), "#breaker?failure=1&seed=1&t=1.9&open=code");
  await lab.waitFor('.code[data-source="loading"][aria-busy="true"]');
  assert.match(await panel(lab).textContent(), /Loading the source/);
  release();
  await lit(lab, "row-threshold");
  await inSight(lab);
  lab.assertClean();
});

pageTest("without network the panel says so, and Retry brings the source once there is one", { errors: /ERR_INTERNET_DISCONNECTED/ }, async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&t=0.2");
  await lab.complete();
  await lab.context.setOffline(true);
  await lab.button("Code").click();
  await missing(lab, /breaker\/mod\.rs: no connection to the site/);
  await lab.context.setOffline(false);
  await lab.button("Retry").click();
  await lit(lab, "row-threshold");
  // What has come stays, and another lab's source is asked for when it is looked at.
  await lab.context.setOffline(true);
  await lab.button("Code").click();
  await lab.button("Code").click();
  await lit(lab, "row-threshold");
  await lab.frame.evaluate(() => { location.hash = "#retry?t=1&open=code"; });
  await lab.waitFor('main[data-lab="retry"] .code[data-source="missing"]');
});

pageTest("a sandboxed frame without an origin of its own loads the source", async (lab) => {
  await lab.embed("#breaker?failure=1&seed=1&t=1.9&open=code", { announced: false });
  await lit(lab, "row-threshold");
});

for (const [name, theme, viewport] of pairs(LABS, ["light", "dark", "projector"], [{ width: 1280, height: 800 }, PHONE])) {
  pageTest(`axe: the code of the ${name} lab, ${theme}, ${viewport.width} wide`, { viewport }, async (lab) => {
    // Nothing decides in the cascade lab as long as nothing protects.
    await lab.open(`#${name}?${name === "cascade" ? "timeout=1&t=7" : "t=4.5"}&open=code&theme=${theme}`);
    await now(lab).waitFor();
    assert.deepEqual(await violations(lab.frame), []);
    const excess = await lab.frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(excess <= 0, `${excess} pixels too wide`);
  });
}
