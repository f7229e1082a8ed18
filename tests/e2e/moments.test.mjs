// Random links, inputs and moments: the page that opens there, the page that is scrubbed there from either side or plays
// there, and the headless program say the same.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { CONTROLS, LABS } from "./contract.mjs";
import { pageTest } from "./harness.mjs";

const RUNS_PER_LAB = 4;

/** Numbers from 0 to 1 that are the same every time (Park and Miller's minimal generator). */
function dice(seed) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const pick = (roll, list) => list[Math.floor(roll() * list.length)];

/** A value that a control allows. Small ones are likelier, so that something happens soon. */
function value(roll, control) {
  if (control.options) return pick(roll, control.options);
  const step = control.step ?? (Number.isInteger(Number(control.initial)) ? 1 : 0.1);
  const steps = Math.round(roll() ** 3 * Math.min(control.max - control.min, 50) / step);
  return String(Number((control.min + steps * step).toFixed(3)));
}

/** Settings that begin a run anew cannot be changed during one. */
const RESTARTING = ["callers", "calls", "reads", "start", "batches", "shared", "case", "first", "second"];

/** The batch lab's rates stand in one key of the link. */
const isRate = (control) => control.name.startsWith("failures.");

/** What can be killed, where that is not S1 alone. */
const SENSORS = ["S0", "S1", "S2", "S3", "S4"];
const SERVICES = {
  batch: SENSORS,
  pipeline: [...SENSORS, "enrich"],
  storm: ["server"],
  cascade: ["A", "B", "C", "D"],
  bulkhead: ["orders", "reports"],
  fallback: ["service", "replica"],
  dashboard: ["payment", "user", "email", "agents", "health-check", "external-api", "database", "sensors"],
  clinic: ["S1", "S2", "S3"],
};

function randomLink(roll, lab) {
  const controls = CONTROLS[lab].flatMap((group) => group.controls);
  const parts = [`seed=${Math.floor(roll() * 10_000)}`];
  if (lab === "batch") parts.push(`failures=${[1, 2, 3, 4, 5].map(() => roll().toFixed(2)).join()}`);
  for (const control of controls.filter((one) => !isRate(one) && roll() < 0.3)) {
    parts.push(`${control.name}=${value(roll, control)}`);
  }
  const services = SERVICES[lab] ?? ["S1"];
  const inputs = [];
  for (let at = roll() * 4; inputs.length < 5 && roll() < 0.8; at += roll() * 6) {
    const control = pick(roll, controls.filter((one) => !RESTARTING.includes(one.name)));
    const what = roll() < 0.3 ? `${pick(roll, ["kill", "recover"])}~${pick(roll, services)}` : `${control.name}~${value(roll, control)}`;
    inputs.push(`${at.toFixed(3)}~${what}`);
  }
  if (inputs.length) parts.push(`in=${inputs.join(";")}`);
  return `#${lab}?${parts.join("&")}`;
}

/** What the headless program says of a link at a moment; nothing where the settings make no sense together. */
function headless(link, seconds) {
  return new Promise((resolve, reject) => {
    execFile(process.env.HEADLESS, ["run", link, "--until", String(seconds), "--format", "json"], (error, out, complaint) => {
      if (!error) resolve(JSON.parse(out));
      else if (error.code === 2) resolve(null);
      else reject(new Error(`${link}: ${complaint}`));
    });
  });
}

/** The same of the page, once it stands still at the moment. */
async function shown(lab, seconds) {
  await lab.waitForMain({ "time-ms": String(Math.round(seconds * 1_000)), playing: "false" });
  return lab.frame.evaluate(() => {
    const { lab, seed, finished, timeMs } = document.querySelector("main").dataset;
    const metrics = [...document.querySelectorAll("[data-metric]")].map((one) => [one.dataset.metric, Number(one.dataset.value)]);
    const state = document.querySelector('input[name="t"]').getAttribute("aria-valuetext").split(", ").at(-1);
    const numbers = { seed: Number(seed), time_ms: Number(timeMs), finished: finished === "true" };
    return { v: 1, lab, ...numbers, state, metrics: Object.fromEntries(metrics) };
  });
}

const scrub = (lab, seconds) => lab.frame.getByRole("slider", { name: "Timeline" }).evaluate((one, to) => {
  one.value = to;
  one.dispatchEvent(new Event("input", { bubbles: true }));
}, String(seconds));

for (const name of LABS) {
  pageTest(`${name}: random links show at random moments what the headless program says`, async (lab) => {
    const roll = dice(name.length * 1_000 + 7);
    let compared = 0;
    for (let number = 0; compared < RUNS_PER_LAB; number += 1) {
      assert.ok(number < 4 * RUNS_PER_LAB, "most random settings make sense");
      const link = randomLink(roll, name);
      const moment = Number((1 + roll() * 20).toFixed(3));
      const told = await headless(link, moment);
      if (!told) continue;
      delete told.link;
      compared += 1;
      await lab.open(`${link}&t=${moment}`);
      assert.deepEqual(await shown(lab, moment), told, `opened: ${link} at ${moment}`);
      // In whole milliseconds, or the page and this test might round a third in two ways.
      const third = Math.floor((moment / 3) * 1_000) / 1_000;
      await scrub(lab, third);
      await shown(lab, third);
      await scrub(lab, moment);
      assert.deepEqual(await shown(lab, moment), told, `from the left: ${link} at ${moment}`);
      await lab.open(`${link}&t=${moment + 15}`);
      await scrub(lab, moment);
      assert.deepEqual(await shown(lab, moment), told, `from the right: ${link} at ${moment}`);
      // A run that has ended plays no further.
      if (told.finished) continue;
      // Played until a little later; back to the very moment is a short way.
      await lab.open(`${link}&t=${Math.max(moment - 1, 0)}&speed=4&play=1`);
      await lab.pass(moment * 1_000);
      await lab.frame.evaluate(() => document.querySelector('button[aria-label="Pause"]')?.click());
      await scrub(lab, moment);
      assert.deepEqual(await shown(lab, moment), told, `played: ${link} at ${moment}`);
    }
  });
}
