// The same luck, twice: two lanes under data-lane, one transport, and what can be done to them by keyboard alone.

import assert from "node:assert/strict";
import { pairs, violations } from "./axe.mjs";
import { LABS } from "./contract.mjs";
import { pageTest } from "./harness.mjs";

/** For each lab: a setting of a policy, its default, and another value; and how these read, where that is not as in a link. */
const POLICY = {
  breaker: ["threshold", 3, 5],
  retry: ["attempts", 4, 2],
  batch: ["attempts", 1, 3],
  stack: ["attempts", 4, 2],
  pipeline: ["attempts", 3, 1],
  storm: ["attempts", 8, 3],
  cascade: ["bulkhead", 0, 8],
  bulkhead: ["own", 5, 9],
  fallback: ["stale", 20, 60],
  dashboard: ["flaps", 5, 0],
  clinic: ["first", "none", "lock", "“who reads the state” instead of “no change”"],
};
/** A moment that shows a difference; 12.4 s where nothing is said. */
const MOMENT = {
  retry: 2.4,
  storm: 9.4,
  fallback: 55.4,
  dashboard: 62.4,
};
const momentOf = (name) => MOMENT[name] ?? 12.4;

/** What the contract tells of a run, in the page or within one lane of it. */
const told = (lab, within = "main") => lab.frame.evaluate((root) => {
  const of = (query) => [...document.querySelector(root).querySelectorAll(query)];
  return {
    metrics: Object.fromEntries(of("[data-metric]").map((one) => [one.dataset.metric, one.dataset.value])),
    parts: of("[data-breaker-state],[data-read],[data-sensor],[data-batch],[data-layer],[data-slot],[data-step]").map((one) => ({ ...one.dataset })),
  };
}, within);
const lane = (name) => `[data-lane="${name}"]`;

const stands = (lab, seconds) => lab.waitForMain({ "time-ms": String(seconds * 1_000), playing: "false" });

/** Waits until there are two lanes, or one. */
const lanes = (lab, count) =>
  lab.until((wanted) => document.querySelectorAll("[data-lane]").length === wanted, count === 2 ? 2 : 0);

for (const name of LABS) {
  const [key, usual, other, words = `${other}( s)? instead of ${usual}( s)?`] = POLICY[name];
  const t = momentOf(name);

  pageTest(`${name}: each lane shows what a run of its own shows`, async (lab) => {
    const single = async (value) => {
      await lab.open(`#${name}?seed=42&t=${t}&${key}=${value}`);
      return told(lab);
    };
    const [a, b] = [await single(usual), await single(other)];
    await lab.open(`#${name}?seed=42&b.${key}=${other}&t=${t}`);
    await stands(lab, t);
    assert.deepEqual(await told(lab, lane("a")), a, "lane A");
    assert.deepEqual(await told(lab, lane("b")), b, "lane B");
    assert.notDeepEqual(a.metrics, b.metrics, "the moment shows a difference");
    assert.match(await lab.frame.locator(".differs").textContent(), new RegExp(`^B differs: .* ${words}\\.$`));
    // The comparison says the same as the lanes.
    const row = lab.frame.locator(`[data-compare="${name === "batch" ? "data-kept" : "load"}"]`);
    if (name === "retry") assert.equal(await row.getAttribute("data-b"), b.metrics.attempts);
    const reached = ({ metrics }) => Number(metrics.successes) + Number(metrics.failures);
    if (name === "breaker") assert.deepEqual([await row.getAttribute("data-a"), await row.getAttribute("data-b")].map(Number), [a, b].map(reached));
    if (name === "batch") {
      const share = Math.floor((Number(b.metrics["values-kept"]) * 1_000) / Number(b.metrics.values));
      assert.equal(Number(await row.getAttribute("data-b")), share);
    }
    assert.deepEqual(await violations(lab.frame), [], "axe");
  });
}

const FRAMES = [[960, 540, "&embed=1"], [390, 844, ""], [1280, 720, ""]];
for (const [name, theme, [width, height, more]] of pairs(LABS, ["light", "dark", "projector"], FRAMES)) {
  pageTest(`${name}: two lanes ${width} wide, ${theme}`, { theme, viewport: { width, height } }, async (lab) => {
    const [key, , other] = POLICY[name];
    await lab.open(`#${name}?seed=42&b.${key}=${other}&t=${momentOf(name)}&theme=${theme}${more}`);
    await lanes(lab, 2);
    assert.deepEqual(await violations(lab.frame), []);
    const excess = await lab.frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(excess <= 0, `${excess} pixels too wide`);
  });
}

pageTest("Compare, change, swap, undo and close, by keyboard alone", async (lab) => {
  await lab.open("#breaker?play=0&t=12.4&seed=42");
  const one = await told(lab);
  const { keyboard } = lab.page;
  const press = async (button) => {
    await lab.button(button).focus();
    await keyboard.press("Enter");
  };
  await press("Compare");
  await lab.frame.locator(lane("b")).waitFor({ state: "attached" });
  await lab.ready();
  await stands(lab, 12.4);
  assert.deepEqual(await told(lab, lane("a")), one);
  assert.deepEqual(await told(lab, lane("b")), one, "both are the same so far");
  const better = await lab.frame.locator("[data-compare]").evaluateAll((rows) => rows.map((row) => row.dataset.better));
  assert.ok(better.length > 0 && better.every((one) => ["same", "open"].includes(one)), better.join());

  // Another threshold, in lane B alone, from the start.
  await press("Restart");
  await lab.waitForMain({ "time-ms": "0" });
  assert.equal(await lab.frame.locator('input[name="lane"]:checked').inputValue(), "b");
  await lab.input("threshold").focus();
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await lab.address(/~b\.threshold~5/);
  await lab.frame.locator('input[name="lane"]:checked').focus();
  await keyboard.press("ArrowLeft");
  await lab.until(() => document.querySelector('input[name="threshold"]').value === "3");
  // The services are the same for both.
  await lab.input("failure").focus();
  await keyboard.press("ArrowRight");
  await lab.address(/[;=]0~failure~0\.71/);
  await press("To the next transition");
  await lab.until(() => document.querySelector('[data-lane="a"] [data-breaker-state]').dataset.breakerState === "open");
  const changed = [await told(lab, lane("a")), await told(lab, lane("b"))];
  assert.equal(changed[1].parts[0].breakerState, "closed");

  await press("Swap");
  await lab.until(() => document.querySelector('[data-lane="b"] [data-breaker-state]').dataset.breakerState === "open");
  assert.deepEqual([await told(lab, lane("b")), await told(lab, lane("a"))], changed);
  await press("Copy B to A");
  await lab.until(() => document.querySelector('[data-lane="a"] [data-breaker-state]').dataset.breakerState === "open");
  assert.deepEqual(await told(lab, lane("a")), changed[0]);
  await press("Close B");
  await lanes(lab, 1);
  assert.equal(await lab.frame.evaluate(() => document.activeElement.textContent), "Compare", "the focus is not lost");
  assert.deepEqual(await told(lab), changed[0]);
  for (let undone = 0; undone < 3; undone += 1) await keyboard.press("Control+z");
  await lab.until(() => document.querySelector(".differs")?.textContent.includes("5 instead of 3"));
  assert.deepEqual([await told(lab, lane("a")), await told(lab, lane("b"))], changed, "undone");
  await press("Compare");
  await lanes(lab, 1);
});

for (const name of LABS) {
  const [key, , other] = POLICY[name];

  pageTest(`${name}: in a low window each lane shows its whole drawing, and its words can be read`, async (lab) => {
    for (const [width, height, more] of [[960, 540, "&embed=1"], [1280, 640, "&embed=1"], [1280, 640, ""], [1280, 800, ""]]) {
      await lab.page.setViewportSize({ width, height });
      await lab.open(`#${name}?seed=42&b.${key}=${other}&t=${momentOf(name)}${more}`);
      const places = await lab.frame.locator("[data-lane]").evaluateAll((all) => all.map((one) => {
        const svg = one.querySelector(".drawing svg");
        const [drawn, place] = [svg.getBoundingClientRect(), one.getBoundingClientRect()];
        const card = one.closest(".stage").getBoundingClientRect();
        const inside = drawn.left >= place.left - 1 && drawn.right <= place.right + 1 && drawn.top >= card.top - 1 &&
          drawn.bottom <= Math.min(place.bottom, card.bottom) + 1;
        const scale = drawn.width / svg.viewBox.baseVal.width;
        const sizes = [...svg.querySelectorAll("text:not(:has(tspan)), tspan")].map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
        const clipped = [...one.querySelectorAll(".drawing, .drawing *")].some((part) =>
          getComputedStyle(part).overflow === "hidden" && part.scrollHeight > part.clientHeight + 1);
        const seen = drawn.bottom <= innerHeight;
        return { inside, clipped, seen, legible: Math.min(...sizes) >= 10.9 };
      }));
      const whole = { inside: true, clipped: false, seen: true, legible: true };
      assert.deepEqual(places, [whole, whole], `${width} by ${height}${more}`);
      const small = await lab.frame.locator("[data-lane] .drawing .btn").evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect().height).filter((high) => high < 23.9));
      assert.deepEqual(small, []);
    }
  });

  pageTest(`${name}: Numbers says what theory expects of each lane`, async (lab) => {
    const single = async (value) => {
      await lab.open(`#${name}?seed=42&t=${momentOf(name)}&${key}=${value}`);
      return lab.frame.locator(".facts tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
    };
    const [a, b] = [await single(POLICY[name][1]), await single(other)];
    assert.ok(a.length > 0 && b.length > 0);
    await lab.open(`#${name}?seed=42&b.${key}=${other}&t=${momentOf(name)}`);
    const both = await lab.frame.locator(".theories tbody").evaluateAll((facts) =>
      facts.map((fact) => [...fact.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.textContent))));
    const wanted = a.map(([label, expected, seen], index) =>
      [[label], ["expected", expected, b[index][1]], ["seen", seen, b[index][2]]]);
    assert.deepEqual(both, wanted);
  });
}

pageTest("a link of two lanes opens both elsewhere", async (lab) => {
  await lab.open("#breaker?lanes=2&seed=42&t=2&speed=4");
  await lab.control("threshold", 6);
  await lab.address(/2~b\.threshold~6/);
  await lab.button("Play").click();
  await lab.pass(9_000);
  await lab.pause();
  await lab.button("Share").click();
  const link = await lab.frame.locator("dialog textarea").first().inputValue();
  const seen = [await told(lab, lane("a")), await told(lab, lane("b"))];
  await lab.open(link.slice(link.indexOf("#")));
  assert.deepEqual([await told(lab, lane("a")), await told(lab, lane("b"))], seen);
});

pageTest("one lane's news is told with its name", async (lab) => {
  await lab.open("#breaker?seed=42&b.threshold=9&failure=1&play=1&speed=4");
  await lab.until(() => /^A: Opened:/.test(document.querySelector("[data-live]").textContent));
});

pageTest("embed: both lanes are reported, and each can be set", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=42&b.threshold=5&t=12.4");
  await lab.say({ halfOpen: "seek", t: 12.4 });
  const state = await lab.hear({ halfOpen: "state", timeMs: 12_400 });
  assert.equal(state.state, "open");
  assert.equal(state.b.state, "closed");
  const b = await told(lab, lane("b"));
  assert.equal(String(state.b.metrics.failures), b.metrics.failures);
  await lab.say({ halfOpen: "set", key: "b.threshold", value: 1 });
  await lab.say({ halfOpen: "seek", t: 14 });
  const later = await lab.hear({ halfOpen: "state", timeMs: 14_000 });
  assert.equal(later.b.state, "open");
  await lab.say({ halfOpen: "set", key: "b.threshold", value: 99 });
  const error = await lab.hear({ halfOpen: "error" });
  assert.match(error.message, /threshold/);
});

pageTest("Code and Copy as are about the lane that is chosen", async (lab) => {
  await lab.open("#breaker?seed=42&b.threshold=5&t=12.4&open=code");
  const title = lab.frame.locator(".code h2");
  assert.equal(await title.textContent(), "Code of lane B");
  assert.equal(await lab.input("code.threshold").inputValue(), "5");
  assert.match(await lab.frame.locator("#copy-config").textContent(), /threshold: 5/);
  await lab.frame.locator('input[name="lane"][value="a"]').check();
  await lab.until(() => document.querySelector(".code h2").textContent === "Code of lane A");
  assert.equal(await lab.input("code.threshold").inputValue(), "3");
  assert.match(await lab.frame.locator("#copy-config").textContent(), /threshold: 3/);
  assert.deepEqual(await violations(lab.frame), [], "axe");
});

pageTest("a preset in one lane leaves the services the same for both", async (lab) => {
  await lab.open("#breaker?lanes=2&play=0");
  await lab.frame.getByLabel("Preset").selectOption({ label: "As in the lecture" });
  const keys = new URLSearchParams((await lab.address(/b\.reset=2/)).split("?")[1]);
  assert.deepEqual([keys.get("latency"), keys.get("b.latency"), keys.get("reset")], ["0.05", null, null]);
});
