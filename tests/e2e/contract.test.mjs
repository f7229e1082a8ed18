// The page contract, checked on the built site by what it promises and by nothing else.

import assert from "node:assert/strict";
import { CONTROLS, LABS, METRICS } from "./contract.mjs";
import { pageTest } from "./harness.mjs";

// Waits for a breaker state that comes after those seen so far.
const nextState = (lab, seen, state) =>
  lab.until(([count, wanted]) => globalThis.seenStates.slice(count).includes(wanted), [seen, state]);

pageTest("a failing service opens the breaker, a probe half-opens it, its failure opens it again", async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&speed=4");
  await lab.until(() => globalThis.seenStates.length >= 6);
  const seen = (await lab.states()).slice(0, 6);
  assert.deepEqual(seen, ["closed", "open", "half-open", "open", "half-open", "open"]);
  assert.ok((await lab.metric("fast-fails")) > 0, "calls were refused while it was open");
  assert.equal(await lab.metric("successes"), 0);
});

pageTest("once the service works again, the probe closes the breaker", async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&speed=4");
  await lab.waitForState("open");
  await lab.control("failure", 0);
  await lab.waitForState("closed");
  assert.deepEqual((await lab.states()).slice(-2), ["half-open", "closed"]);
});

pageTest("Kill opens the breaker of a healthy service, Recover heals it", async (lab) => {
  await lab.open("#breaker?failure=0&seed=1&speed=4");
  await lab.until(() => Number(document.querySelector('[data-metric="successes"]')?.dataset.value) >= 2);
  assert.deepEqual(await lab.states(), ["closed"]);
  await lab.button("Kill").click();
  await lab.waitForState("open");
  const seen = (await lab.states()).length;
  await lab.button("Recover").click();
  await nextState(lab, seen, "closed");
  assert.equal(await lab.metric("openings"), 1 + Math.max(0, (await lab.states()).filter((one) => one === "open").length - 1));
});

pageTest("transitions are counted where the state is told", async (lab) => {
  await lab.open("#breaker?failure=1&seed=1&t=30");
  const state = lab.frame.locator("[data-breaker-state]");
  assert.equal(await state.count(), 1, "exactly one element tells the state");
  const transitions = Number(await state.getAttribute("data-transitions"));
  const openings = await lab.metric("openings");
  assert.ok(openings >= 4, `several openings in 30 s: ${openings}`);
  assert.ok([2 * openings - 1, 2 * openings].includes(transitions), `${transitions} transitions, ${openings} openings`);
});

pageTest("the default breaker runs by itself and comes to be open", async (lab) => {
  await lab.open("");
  assert.equal(await lab.main("lab"), "breaker");
  assert.equal(await lab.main("playing"), "true");
  await lab.waitForState("open");
});

pageTest("a retry link opens at its moment with every read finished", async (lab) => {
  await lab.open("#retry?seed=7&t=60");
  const reads = await lab.frame.locator("[data-read]").evaluateAll((all) => all.map((one) => ({ ...one.dataset })));
  assert.equal(reads.length, 10);
  assert.equal(new Set(reads.map((read) => read.read)).size, 10, "each read has its own number");
  for (const read of reads) {
    assert.match(read.outcome, /^(success|failed)$/);
    assert.ok(Number(read.attempts) >= 1 && Number(read.attempts) <= 4, `read ${read.read}: ${read.attempts} attempts`);
    if (read.outcome === "failed") assert.equal(read.attempts, "4");
  }
  const metrics = await lab.metrics();
  assert.equal(metrics.successes + metrics.failures, 10);
  assert.equal(metrics.successes, reads.filter((read) => read.outcome === "success").length);
  assert.equal(metrics.attempts, reads.reduce((sum, read) => sum + Number(read.attempts), 0));
  assert.equal(await lab.main("finished"), "true");
  assert.equal(await lab.main("playing"), "false");
  assert.equal(await lab.time(), 60_000, "the clock may be set beyond the end");
});

pageTest("reads under way are told as running", async (lab) => {
  await lab.open("#retry?seed=7&t=0.1");
  const outcomes = await lab.frame.locator("[data-read]").evaluateAll((all) => all.map((one) => one.dataset.outcome));
  assert.deepEqual(outcomes, Array(10).fill("running"));
  assert.equal(await lab.main("finished"), "false");
});

pageTest("batches go on without the sensors that fail, and say which", async (lab) => {
  await lab.open("#batch?seed=3&t=60");
  assert.equal(await lab.frame.locator("[data-sensor]").count(), 5);
  const sensors = await lab.frame.locator("[data-sensor]").evaluateAll((all) => all.map((one) => ({ ...one.dataset })));
  assert.deepEqual(sensors.map((one) => one.sensor), ["S0", "S1", "S2", "S3", "S4"]);
  for (const one of sensors) assert.match(one.status, /^(waiting|ok|retrying|unavailable|stale)$/);
  const batches = await lab.frame.locator("[data-batch]").evaluateAll((all) => all.map((one) => ({ ...one.dataset })));
  assert.ok(batches.length >= 24, `${batches.length} finished batches are shown`);
  assert.equal(new Set(batches.map((one) => one.batch)).size, batches.length, "one element each");
  for (const one of batches) {
    const missing = one.unavailable.split(" ").filter(Boolean);
    assert.equal(one.total, "5");
    assert.equal(Number(one.available) + missing.length, 5, `batch ${one.batch}`);
    assert.equal(one.degraded, String(missing.length > 0), `batch ${one.batch}`);
  }
  const degraded = batches.filter((one) => one.degraded === "true");
  assert.ok(degraded.some((one) => /S1|S3/.test(one.unavailable)), "S1 or S3 was missing in one");
  const metrics = await lab.metrics();
  assert.ok(metrics.batches >= batches.length && metrics.degraded >= degraded.length);
  assert.ok(metrics["values-kept"] <= metrics.values && metrics["twin-kept"] <= metrics["values-kept"]);
});

pageTest("a degraded batch appears while it runs", async (lab) => {
  await lab.open("#batch?seed=3&speed=4");
  await lab.waitFor('[data-batch][data-degraded="true"][data-unavailable*="S1"], [data-batch][data-degraded="true"][data-unavailable*="S3"]');
});

pageTest("Kill and Recover of one sensor", async (lab) => {
  await lab.open("#batch?failures=0,0,0,0,0&every=0.5&latency=0.1&speed=4");
  await lab.waitFor('[data-batch][data-degraded="false"]');
  await lab.button("Kill S2").click();
  await lab.waitFor('[data-batch][data-degraded="true"][data-unavailable="S2"]');
  await lab.button("Recover S2").click();
  await lab.until(() => {
    const all = [...document.querySelectorAll("[data-batch]")];
    const last = all.reduce((best, one) => Number(one.dataset.batch) > Number(best.dataset.batch) ? one : best);
    return last.dataset.degraded === "false" && all.some((one) => one.dataset.unavailable === "S2");
  });
});

const SENSORS = [" S0", " S1", " S2", " S3", " S4"];
/** What stands behind Kill and Recover on the buttons of each lab. */
const KILLED = {
  breaker: [""],
  retry: [],
  batch: SENSORS,
  stack: [""],
  pipeline: [...SENSORS, " enrich"],
  storm: [" server"],
  cascade: [" A", " B", " C", " D"],
  bulkhead: [" orders", " reports"],
  fallback: [" service", " replica"],
  dashboard: [" payment", " user", " email", " agents", " health-check", " external-api", " database", " sensors"],
  clinic: [" S1"],
};
/** From which second on a lab has told enough. */
const BEGUN = {
  stack: 9,
  pipeline: 9,
  cascade: 7.2,
  fallback: 9,
  dashboard: 110,
  clinic: 13,
};

for (const lab of LABS) {
  pageTest(`${lab}: the controls are native inputs in link units`, async (page) => {
    for (const { link, controls } of CONTROLS[lab]) {
      await page.open(`${link}${link.includes("?") ? "&" : "?"}play=0`);
      for (const control of controls) {
        const input = page.input(control.name);
        assert.equal(await input.count(), 1, `${link}: one control named ${control.name}`);
        const about = await input.evaluate((one) => ({
          tag: one.tagName, type: one.type, value: one.value, min: one.min, max: one.max, step: one.step,
          options: [...(one.options ?? [])].map((option) => option.value), text: one.ariaValueText ?? one.getAttribute("aria-valuetext"),
          labelled: Boolean(one.labels?.length || one.ariaLabel),
        }));
        const name = `${link}: ${control.name}`;
        assert.ok(about.labelled, `${name} has a label`);
        assert.equal(about.value, control.initial, `${name} has its default`);
        if (control.options) {
          assert.equal(about.tag, "SELECT", name);
          assert.deepEqual([...about.options].sort(), [...control.options].sort(), name);
        } else {
          assert.equal(about.tag, "INPUT", name);
          assert.match(about.type, /^(range|number)$/, name);
          assert.equal(Number(about.min), control.min, `${name}: min`);
          assert.equal(Number(about.max), control.max, `${name}: max`);
          assert.ok(Number(about.step) > 0, `${name}: step ${about.step}`);
          if (control.step) assert.equal(Number(about.step), control.step, `${name}: step`);
          if (about.type === "range") assert.ok(about.text, `${name}: a value text`);
          if (control.max === 1 && about.type === "range") assert.match(about.text, /%/, `${name}: percent in the value text`);
        }
      }
    }
  });

  pageTest(`${lab}: the link sets every control, and main tells the run`, async (page) => {
    for (const { link, controls } of CONTROLS[lab]) {
      const wanted = new Map();
      // Those two decide which other controls there are.
      for (const control of controls.filter((one) => one.name !== "trip" && one.name !== "kind")) {
        if (control.options) wanted.set(control.name, control.options.at(-1));
        else wanted.set(control.name, String(Number(control.initial) === control.max ? control.min : control.max));
      }
      const failures = [...wanted].filter(([name]) => name.startsWith("failures."));
      const pairs = [...wanted].filter(([name]) => !name.startsWith("failures.")).map(([name, value]) => `${name}=${value}`);
      if (failures.length) pairs.push(`failures=${failures.map(([, value]) => value).join(",")}`);
      await page.open(`${link}${link.includes("?") ? "&" : "?"}${pairs.join("&")}&seed=42&play=0`);
      assert.deepEqual(await page.notices(), []);
      for (const [name, value] of wanted) assert.equal(await page.input(name).inputValue(), value, `${link}: ${name}`);
      assert.equal(await page.main("lab"), lab);
      assert.equal(await page.main("seed"), "42");
      assert.equal(await page.main("playing"), "false");
      assert.equal(await page.main("finished"), "false");
      assert.equal(await page.time(), 0);
    }
  });

  pageTest(`${lab}: metrics, and the buttons by their names`, async (page) => {
    await page.open(`#${lab}?t=20`);
    for (const name of METRICS[lab]) await page.metric(name);
    const names = ["Play", "Step forward", "Step back", "Restart", "New seed", "Share"];
    names.push(...KILLED[lab].map((service) => `Kill${service}`));
    for (const name of names) assert.equal(await page.button(name).count(), 1, `one button ${name}`);
    if (!KILLED[lab].length) return;
    const last = KILLED[lab].at(-1);
    await page.button(`Kill${last}`).click();
    await page.button(`Recover${last}`).waitFor();
  });

  pageTest(`${lab}: stepping back undoes stepping forward, and a line of Why leads to its moment`, async (page) => {
    const start = BEGUN[lab] ?? 2;
    await page.open(`#${lab}?seed=11&t=${start}`);
    const known = [];
    for (let step = 0; step < 4; step += 1) {
      await page.button("Step forward").click();
      await page.until((before) => Number(document.querySelector("main").dataset.timeMs) > before, known.at(-1)?.time ?? start * 1_000);
      known.push({ time: await page.time(), facts: await facts(page) });
    }
    const moment = (time) => page.until((wanted) => Number(document.querySelector("main").dataset.timeMs) === wanted, time);
    for (const { time, facts: wanted } of known.slice(0, -1).reverse()) {
      await page.button("Step back").click();
      await moment(time);
      assert.deepEqual(await facts(page), wanted, `at ${time} ms`);
    }
    // The list may be drawn a moment after the numbers, so the line is read and pressed at once.
    const told = await page.frame.locator(".why li").nth(2).evaluate((line) => {
      const time = Math.floor(parseFloat(line.querySelector("time").textContent) * 1_000);
      line.click();
      return time;
    });
    await page.until((told) => Math.abs(Number(document.querySelector("main").dataset.timeMs) - told) <= 10, told);
    assert.equal(await page.main("playing"), "false");
    assert.equal(Math.floor(parseFloat(await page.frame.locator(".why li time").first().textContent()) * 1_000), told, "it is the newest one now");
  });

  pageTest(`${lab}: the same link shows the same run, live and at its moment`, async (page) => {
    // The runs of retry and storm are over after a few seconds.
    const short = ["retry", "storm"].includes(lab);
    await page.open(`#${lab}?seed=11&speed=${short ? 1 : 16}`);
    await page.pass(short ? 1_000 : 20_000);
    await page.pause();
    const [time, seen] = [await page.time(), await facts(page)];
    await page.open(`#${lab}?seed=11&t=${time / 1000}`);
    assert.equal(await page.time(), time);
    assert.deepEqual(await facts(page), seen);
  });
}

/** Everything on the page that tells about the run. */
function facts(lab) {
  return lab.until(() => {
    const metrics = [...document.querySelectorAll("[data-metric]")].map((one) => [one.dataset.metric, one.dataset.value]);
    const rest = [...document.querySelectorAll("[data-breaker-state], [data-read], [data-sensor], [data-batch]")];
    return { metrics, rest: rest.map((one) => ({ ...one.dataset })) };
  });
}

pageTest("Play, Pause, Step forward", async (lab) => {
  await lab.open("#breaker?seed=1&play=0");
  assert.equal(await lab.time(), 0);
  await lab.play();
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) > 0);
  await lab.pause();
  let time = await lab.time();
  for (let step = 0; step < 5; step += 1) {
    await lab.button("Step forward").click();
    await lab.until((before) => Number(document.querySelector("main").dataset.timeMs) >= before, time);
    const now = await lab.time();
    assert.ok(now >= time && now - time <= 10_000, `a step leads to the next event: ${time} to ${now}`);
    time = now;
  }
  assert.equal(await lab.main("playing"), "false");
});

pageTest("stepping leads from event to event", async (lab) => {
  // One caller, 0.3 s latency, 0.5 s pause, never a failure: something happens at 0, 0.3, 0.8, 1.1 s and so on.
  await lab.open("#breaker?failure=0&seed=1&play=0");
  const seen = new Set();
  for (let step = 0; step < 8; step += 1) {
    await lab.button("Step forward").click();
    await lab.until((known) => known.length < 1 || document.querySelector("main"), [...seen]);
    seen.add(await lab.time());
  }
  for (const time of seen) assert.ok([0, 300].includes(time % 800), `an event at ${time} ms`);
});

pageTest("Restart: same seed, present settings, no inputs, from the start", async (lab) => {
  await lab.open("#breaker?seed=5&failure=0.9&t=10");
  await lab.control("failure", 0.2);
  await lab.button("Kill").click();
  await lab.button("Restart").click();
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) < 2_000);
  assert.equal(await lab.main("seed"), "5");
  assert.equal(await lab.input("failure").inputValue(), "0.2");
  assert.equal(await lab.button("Kill").count(), 1, "the Kill was an input and is gone");
});

pageTest("New seed: the same run with other luck", async (lab) => {
  await lab.open("#breaker?seed=5&threshold=4&t=10");
  await lab.button("New seed").click();
  await lab.until(() => document.querySelector("main").dataset.seed !== "5");
  const seed = Number(await lab.main("seed"));
  assert.ok(Number.isSafeInteger(seed) && seed >= 0);
  assert.ok((await lab.time()) < 2_000);
  assert.equal(await lab.input("threshold").inputValue(), "4");
});

pageTest("some settings begin the run anew, others apply from the next decision on", async (lab) => {
  await lab.open("#retry?seed=7&t=60");
  await lab.control("reads", 5);
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) < 2_000 && document.querySelectorAll("[data-read]").length === 5);
  await lab.open("#breaker?seed=7&t=10");
  await lab.control("threshold", 2);
  assert.equal(await lab.time(), 10_000);
});

for (const speed of [0.25, 4, 16]) {
  pageTest(`speed ${speed}`, async (lab) => {
    await lab.stopClock(() => lab.open(`#breaker?speed=${speed}&failure=0&play=0`));
    await lab.play();
    await lab.page.clock.runFor(1_500);
    const ratio = (await lab.time()) / 1_500 / speed;
    // The first frame only says when it came, and the last may be one frame before the end.
    assert.ok(ratio > 0.97 && ratio <= 1, `${await lab.time()} ms of virtual time in 1,500 ms`);
    assert.equal(await lab.frame.locator('[name="speed"]:checked').inputValue(), String(speed));
  });
}

pageTest("speed can be chosen while it runs", async (lab) => {
  await lab.open("#breaker?failure=0");
  await lab.frame.locator('[name="speed"][value="16"]').evaluate((radio) => radio.click());
  await lab.pass(20_000);
  assert.equal(await lab.main("playing"), "true");
});

pageTest("a run with a limit finishes, and stops", async (lab) => {
  await lab.open("#breaker?calls=20&latency=0.05&pause=0.1&reset=2&speed=16");
  await lab.waitForMain({ finished: "true", playing: "false" });
  assert.equal(await lab.metric("calls"), 20);
  const metrics = await lab.metrics();
  assert.equal(metrics.successes + metrics.failures + metrics["fast-fails"], 20);
  await lab.button("Restart").click();
  await lab.waitForMain({ finished: "false" });
});

pageTest("keys: Space plays and pauses, . steps, R restarts, ? helps", async (lab) => {
  const { keyboard } = lab.page;
  await lab.open("#breaker?seed=1&failure=0&play=0");
  await keyboard.press("Space");
  await lab.waitForMain({ playing: "true" });
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) > 400);
  await keyboard.press("Space");
  await lab.waitForMain({ playing: "false" });
  const before = await lab.time();
  await keyboard.press(".");
  await lab.until((time) => Number(document.querySelector("main").dataset.timeMs) > time, before);
  await keyboard.press("r");
  await lab.until((time) => Number(document.querySelector("main").dataset.timeMs) < time, before);
  await keyboard.press("?");
  const help = lab.frame.getByRole("dialog");
  await help.waitFor();
  await keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
});

pageTest("keys can be switched off", async (lab) => {
  const { keyboard } = lab.page;
  await lab.open("#breaker?seed=1&play=0");
  await keyboard.press("?");
  const help = lab.frame.getByRole("dialog");
  await help.getByLabel(/shortcut/i).first().uncheck();
  await keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  await lab.frame.evaluate(() => document.activeElement?.blur());
  await keyboard.press("Space");
  await keyboard.press(".");
  await keyboard.press("r");
  await keyboard.press("?");
  // The next click is handled after those keys would have been.
  await lab.button("New seed").click();
  await lab.until(() => document.querySelector("main").dataset.seed !== "1");
  assert.equal(await lab.main("playing"), "false");
  assert.equal(await lab.time(), 0);
  assert.equal(await help.count(), 0);
});

pageTest("keys belong to the control that has the focus", async (lab) => {
  await lab.open("#breaker?seed=1&play=0&failure=0.5");
  await lab.input("failure").focus();
  await lab.page.keyboard.press("ArrowRight");
  await lab.until(() => document.querySelector('[name="failure"]').value === "0.51");
  await lab.input("trip").focus();
  await lab.page.keyboard.press("r");
  assert.equal(await lab.time(), 0);
  assert.equal(await lab.main("playing"), "false");
});

pageTest("another link in the address bar is followed", async (lab) => {
  await lab.open("#breaker?play=0");
  await lab.page.evaluate(() => { location.hash = "#retry?seed=9&t=1"; });
  await lab.waitForMain({ lab: "retry", seed: "9", "time-ms": "1000" });
  await lab.frame.getByRole("link", { name: /batch|degradation/i }).first().click();
  await lab.waitForMain({ lab: "batch" });
  await lab.page.goBack();
  await lab.waitForMain({ lab: "retry", seed: "9" });
});

pageTest("Share: the link holds the run, inputs included", async (lab) => {
  await lab.open("#breaker?seed=5&failure=0.3&t=6");
  await lab.control("failure", 0.9);
  await lab.play();
  await lab.pass(9_000);
  await lab.pause();
  const [time, seen] = [await lab.time(), await facts(lab)];
  await lab.button("Share").click();
  const dialog = lab.frame.getByRole("dialog");
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  assert.ok(link.startsWith(lab.site.address), link);
  assert.ok(link.length < 4000 + lab.site.address.length);
  assert.match(link, /[#&?]in=/, "the moved control is an input");
  assert.doesNotMatch(link, /reset=|latency=|threshold=/, "defaults are left out");
  await lab.frame.locator("dialog iframe").waitFor();
  await lab.open(link.slice(lab.site.address.length));
  assert.equal(await lab.time(), time);
  assert.deepEqual(await facts(lab), seen);
});

const BAD = [
  { why: "an unknown key", link: "#breaker?colour=red&threshold=5", says: /colour/, holds: { threshold: "5" } },
  { why: "NaN", link: "#breaker?failure=NaN&threshold=5", says: /failure.*1/s, holds: { failure: "0.7", threshold: "5" } },
  { why: "1e308", link: "#breaker?reset=1e308&threshold=5", says: /reset.*60/s, holds: { reset: "5", threshold: "5" } },
  { why: "a negative rate", link: "#breaker?failure=-0.1&threshold=5", says: /failure.*0.*1/s, holds: { failure: "0.7", threshold: "5" } },
  { why: "words for a number", link: "#retry?attempts=many&base=1", lab: "retry", says: /attempts.*12/s, holds: { attempts: "4", base: "1" } },
  { why: "a fraction of an attempt", link: "#retry?attempts=2.5&base=1", lab: "retry", says: /attempts/, holds: { attempts: "4", base: "1" } },
  { why: "no such choice", link: "#retry?jitter=wild&base=1", lab: "retry", says: /jitter.*decorrelated/s, holds: { jitter: "additive", base: "1" } },
  { why: "too few rates", link: "#batch?failures=0.1,0.2&attempts=2", lab: "batch", says: /failures/, holds: { "failures.S1": "0.9", attempts: "2" } },
  { why: "a broken escape", link: "#breaker?failure=%E0%A4%A&threshold=5", says: /failure/, holds: { failure: "0.7", threshold: "5" } },
  { why: "another version", link: "#breaker?v=2&threshold=5", says: /v.*2|version/is, holds: { threshold: "5" } },
  { why: "an unknown lab", link: "#ward?threshold=5", says: /ward/, holds: {} },
  { why: "100,000 characters", link: `#breaker?threshold=5&x=${"y".repeat(100_000)}`, says: /4,?000/, holds: { threshold: "3" } },
  { why: "a seed beyond the integers", link: "#breaker?seed=9007199254740992&threshold=5", says: /seed/, holds: { threshold: "5" } },
  { why: "a moment beyond the day", link: "#breaker?t=86401&threshold=5", says: /\bt\b/, holds: { threshold: "5" } },
  { why: "a speed that is none", link: "#breaker?speed=3&threshold=5", says: /speed/, holds: { threshold: "5" } },
  { why: "inputs that are none", link: "#breaker?in=nonsense&threshold=5", says: /\bin\b/, holds: { threshold: "5" } },
  { why: "inputs out of order", link: "#breaker?in=9~kill~S1;3~recover~S1&threshold=5", says: /\bin\b/, holds: { threshold: "5" } },
  { why: "201 inputs", link: `#breaker?in=${Array(201).fill("1~kill~S1").join(";")}&threshold=5`, says: /200/, holds: { threshold: "5" } },
  { why: "characters of all kinds", link: "#breaker?%00=%FF&<script>=alert&=&&==&?#?", says: /./, holds: { failure: "0.7" } },
];
for (const { why, link, lab = "breaker", says, holds } of BAD) {
  pageTest(`bad link, ${why}: named, and the page works`, async (page) => {
    await page.open(link);
    const notices = (await page.notices()).join("\n");
    assert.match(notices, says);
    assert.equal(await page.main("lab"), lab);
    for (const [name, value] of Object.entries(holds)) assert.equal(await page.input(name).inputValue(), value, name);
    await page.until(() => Number(document.querySelector("main").dataset.timeMs) > 0);
  });
}
