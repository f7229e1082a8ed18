// A replay of half an hour: the page shows how far it has come, does what hands and messages ask for, and lets go.

import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";

const DENSE = "#breaker?callers=20&latency=0&pause=0&play=0";
const DAY = 86_400_000;

/** Asks for a moment that is half an hour of work away, and waits until the replay goes on. */
async function setOut(lab) {
  await lab.open(DENSE);
  await lab.frame.evaluate(() => { location.hash = "#breaker?t=86400&callers=20&latency=0&pause=0"; });
  await lab.waitFor("main[data-replaying]");
}

const replaying = (lab) => lab.frame.locator("main[data-replaying]").count();
const address = (lab, part) => lab.address(new RegExp(part.replaceAll(".", "\\.")));

pageTest("a hand on the way to a moment: what it does is written there, and the replay goes on", async (lab) => {
  await setOut(lab);
  await lab.control("failure", 0.1);
  await address(lab, "in=86400~failure~0.1");
  assert.equal(await lab.input("failure").inputValue(), "0.1", "the control shows what it was set to");
  await lab.button("Kill").click();
  await address(lab, "in=86400~failure~0.1;86400~kill~S1");
  await lab.control("failure", 0.2);
  await lab.button("Undo").click();
  await address(lab, "in=86400~failure~0.1;86400~kill~S1");
  assert.equal(await replaying(lab), 1);
  assert.ok(await lab.time() < DAY);
  const before = Number(await lab.main("replaying"));
  await lab.until((part) => Number(document.querySelector("main").dataset.replaying) > part, before);
  await lab.waitFor('.veil :text("left")');
  await lab.button("Cancel").click();
  await lab.waitFor("main:not([data-replaying])");
  const reached = await lab.time();
  assert.ok(reached > 0 && reached < DAY);
  await lab.button("Step forward").click();
  await lab.until((moment) => Number(document.querySelector("main").dataset.timeMs) > moment, reached);
});

pageTest("Escape, Restart and the timeline lead out of a replay", async (lab) => {
  await setOut(lab);
  await lab.page.keyboard.press("Escape");
  await lab.waitFor("main:not([data-replaying])");
  assert.ok(await lab.time() < DAY);
  await setOut(lab);
  await lab.control("t", 0.5);
  await lab.waitFor("main:not([data-replaying])");
  assert.ok(await lab.time() < 100_000);
  await setOut(lab);
  await lab.button("Restart").click();
  await lab.waitFor('main[data-time-ms="0"]:not([data-replaying])');
});

pageTest("two lanes and a line of paint on the way to a moment", async (lab) => {
  await setOut(lab);
  await lab.button("Compare").click();
  await lab.waitFor("main[data-lanes][data-replaying]");
  await lab.control("threshold", 5);
  await address(lab, "86400~b.threshold~5");
  await lab.button("Swap").click();
  await address(lab, "86400~a.threshold~5");
  await lab.button("Cancel").click();
  await lab.waitFor("main:not([data-replaying])");
});

pageTest("messages on the way to a moment are obeyed in their order", async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1&callers=20&latency=0&pause=0");
  await lab.say({ halfOpen: "seek", t: 86_400 });
  await lab.say({ halfOpen: "set", key: "failure", value: 0.1 });
  await lab.waitFor("main[data-replaying]");
  await lab.say({ halfOpen: "seek", t: 0.5 });
  const told = await lab.hear({ halfOpen: "state", timeMs: 500 });
  assert.equal(told.playing, false);
  await lab.waitForMain({ "time-ms": "500" });
  assert.equal(await replaying(lab), 0);
  await lab.say({ halfOpen: "seek", t: 86_400 });
  await lab.waitFor("main[data-replaying]");
  await lab.button("Cancel").click();
  await lab.waitFor("main:not([data-replaying])");
  await lab.say({ halfOpen: "restart" });
  await lab.hear({ halfOpen: "state", timeMs: 0 });
  assert.deepEqual(await lab.heard("error"), []);
});

pageTest("a link to the end of a day shows the page while it is on its way", async (lab) => {
  await lab.open(`${DENSE}&t=86400`, { ready: false });
  await lab.waitFor('main[data-replaying][data-ready="false"]');
  await lab.button("Cancel").click();
  await lab.ready();
  assert.ok(await lab.time() < DAY);
});
