// The storm lab in a browser: its slots and numbers, what it is to show, Kill and Recover, two lanes, a phone and a slide.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { pageTest } from "./harness.mjs";

const LOAD = "world=load&capacity=10&rate=70&blip=3&attempts=4&base=0.1&jitter=full";
const PHONE = { width: 390, height: 844 };

/** The slots that the stage tells of, by their numbers. */
const slots = (lab) => lab.frame.evaluate(() => Object.fromEntries([...document.querySelectorAll("[data-slot]")]
  .map(({ dataset: { slot, arrived, served, refused } }) => [slot, [arrived, served, refused].map(Number)])));

const at = (lab, seconds) => lab.waitForMain({ "time-ms": String(seconds * 1_000) });

pageTest("without jitter all come back in the same slots, and the last hundred slots are told", async (lab) => {
  await lab.open("#storm?seed=42&t=10");
  await at(lab, 10);
  const told = await slots(lab);
  assert.deepEqual([Object.keys(told).length, Math.max(...Object.keys(told).map(Number))], [100, 100]);
  const busy = Object.entries(told).filter(([, [arrived]]) => arrived);
  assert.deepEqual(busy, [
    ["10", [100, 20, 80]], ["30", [80, 20, 60]], ["50", [60, 20, 40]], ["70", [40, 20, 20]], ["90", [20, 20, 0]],
  ]);
  const wanted = { clients: 100, served: 100, "gave-up": 0, attempts: 400, retries: 300, refused: 200, peak: 100, "done-ms": 9000 };
  for (const [name, value] of Object.entries(wanted)) assert.equal(await lab.metric(name), value, name);
  assert.equal(await lab.main("finished"), "true");
  assert.match(await lab.frame.locator(".sto svg").getAttribute("aria-label"), /^5 × capacity: .*Full jitter: .*all done at/);
});

pageTest("the load stays after its cause is gone, and with a retry budget it does not", async (lab) => {
  for (const t of [9, 18, 28]) {
    await lab.open(`#storm?${LOAD}&t=${t}`);
    await at(lab, t);
    assert.equal(await lab.metric("goodput") < 7, true, `${t} s`);
  }
  assert.match(await lab.frame.locator(".why").textContent(), /answered/);
  await lab.open(`#storm?${LOAD}&budget=budget&t=28`);
  await at(lab, 28);
  assert.equal(await lab.metric("goodput") >= 69, true);
});

pageTest("a budget can be chosen while the server is down", async (lab) => {
  await lab.open(`#storm?${LOAD}&t=20`);
  await at(lab, 20);
  await lab.control("budget", "budget");
  await lab.until(() => /[?&]in=20~budget~budget/.test(location.hash));
});

const ROWS = {
  none: "kind=constant&base=0", exponential: "base=0.005", equal: "base=0.005&jitter=equal",
  full: "base=0.005&jitter=full", decorrelated: "base=0.005&jitter=decorrelated",
};
for (const [kind, settings] of Object.entries(ROWS)) {
  pageTest(`contention with ${kind}: the run is as published, and the page says so`, async (lab) => {
    await lab.open(`#storm?world=contention&${settings}&seed=42&t=70`);
    await at(lab, 70);
    assert.equal(await lab.metric("calls"), await lab.metric("attempts"));
    assert.equal(await lab.metric("done-ms") > 0, true);
    const facts = await lab.frame.evaluate(() => document.body.textContent);
    assert.equal(facts.split(": as published").length - 1, 2, "calls and time");
    assert.match(await lab.frame.locator(".sto svg").getAttribute("aria-label"), /As published: /);
  });
}

pageTest("Kill and Recover are one button that keeps the focus", async (lab) => {
  await lab.open("#storm?play=0");
  const button = lab.frame.locator(".sto-act button");
  assert.equal(await button.textContent(), "Kill server");
  await button.focus();
  await lab.page.keyboard.press("Enter");
  await lab.until(() => document.querySelector(".sto-act button").textContent === "Recover server");
  assert.equal(await lab.frame.evaluate(() => document.activeElement.textContent), "Recover server");
  await lab.until(() => /in=0~kill~server/.test(location.hash));
  await lab.page.keyboard.press("Enter");
  await lab.until(() => document.querySelector(".sto-act button").textContent === "Kill server");
});

pageTest("two lanes are compared client by client", async (lab) => {
  await lab.open("#storm?seed=42&b.jitter=full&t=10");
  await at(lab, 10);
  const row = (key) => lab.frame.locator(`[data-compare="${key}"]`);
  assert.deepEqual([await row("load").getAttribute("data-a"), await row("refused").getAttribute("data-a")], ["400", "200"]);
  assert.equal(Number(await row("peak").getAttribute("data-b")) < 30, true);
  assert.deepEqual(await violations(lab.frame), []);
});

for (const [name, link] of [["blip", "#storm?t=10"], ["load", `#storm?${LOAD}&t=20`], ["contention", "#storm?world=contention&base=0.005&t=5"]]) {
  for (const theme of ["light", "dark"]) {
    pageTest(`${name}, ${theme}: axe finds nothing on page, phone and slide`, { theme }, async (lab) => {
      await lab.open(`${link}&theme=${theme}`);
      assert.deepEqual(await violations(lab.frame), [], "page");
      await lab.page.setViewportSize(PHONE);
      await lab.frame.locator(".sto-phone").waitFor();
      const wide = await lab.frame.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(wide <= PHONE.width, true, `${wide} px wide`);
      assert.deepEqual(await violations(lab.frame), [], "phone");
      await lab.page.setViewportSize({ width: 960, height: 540 });
      await lab.open(`${link}&theme=${theme}&embed=1`);
      await lab.frame.locator(".sto-embed").waitFor();
      assert.deepEqual(await violations(lab.frame), [], "slide");
    });
  }
}
