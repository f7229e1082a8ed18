// What can go wrong around the page: refused storage, clipboard and full screen, a browser without WebAssembly, files
// that do not arrive, tabs that sleep, hands that hammer. Whatever happens, the page works or says why it cannot.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { LABS } from "./contract.mjs";
import { Lab, pageTest } from "./harness.mjs";
import { DIST, serveSite } from "./server.mjs";

const NETWORK = /Failed to load resource|ERR_|was preloaded|status of 404|Loading module from/;

pageTest("the built page: a strict policy, nothing inline, no absolute path", async (lab) => {
  const html = await readFile(`${DIST}/index.html`, "utf8");
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=/i);
  assert.doesNotMatch(html, /(?:src|href|data-js|data-wasm)=["']?(?:\/|https?:)/i);
  await lab.open("");
  const policy = await lab.frame.locator('meta[http-equiv="Content-Security-Policy" i]').getAttribute("content");
  for (const part of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "require-trusted-types-for 'script'", "base-uri 'none'"]) {
    assert.ok(policy.includes(part), `${part} in ${policy}`);
  }
  assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|https?:|\*/);
});

const REFUSED = { name: "refused", script: () => {
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
    Object.defineProperty(globalThis, name, { configurable: true, get() { throw new DOMException("refused", "SecurityError"); } });
  }
  Object.defineProperty(Document.prototype, "cookie", { get() { throw new DOMException("refused", "SecurityError"); } });
} };
const FULL = { name: "full", script: () => {
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
} };
const GONE = { name: "missing", script: () => {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, value: null });
} };
for (const { name, script } of [REFUSED, FULL, GONE]) {
  pageTest(`storage is ${name}`, { scripts: [script] }, async (lab) => {
    await lab.open("#breaker?play=0");
    await lab.input("theme").count();
    await lab.frame.locator('[name="theme"]').first().selectOption("dark");
    await lab.waitFor('html[data-theme="dark"]');
    await lab.play();
  });
}

for (const [name, script] of [
  ["refuses", () => { navigator.clipboard.writeText = () => Promise.reject(new DOMException("refused", "NotAllowedError")); }],
  ["is missing", () => { Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }); }],
]) {
  pageTest(`the clipboard ${name}: the link can be copied by hand`, { scripts: [script] }, async (lab) => {
    await lab.open("#breaker?t=5");
    await lab.button("Share").click();
    const dialog = lab.frame.getByRole("dialog");
    await dialog.getByRole("button", { name: /copy/i }).first().click();
    const link = dialog.getByLabel("Link", { exact: true });
    await lab.until(() => {
      const field = document.querySelector("dialog textarea, dialog input[readonly]");
      return field.selectionEnd - field.selectionStart === field.value.length && field.value.length > 0;
    });
    assert.ok((await link.inputValue()).includes("#breaker"));
  });
}

for (const [name, script] of [
  ["refused", () => { Element.prototype.requestFullscreen = () => Promise.reject(new TypeError("refused")); }],
  ["throwing", () => { Element.prototype.requestFullscreen = () => { throw new TypeError("refused"); }; }],
  ["missing", () => { delete Element.prototype.requestFullscreen; }],
]) {
  pageTest(`full screen is ${name}: presenting fills the window`, { scripts: [script] }, async (lab) => {
    await lab.open("#breaker?t=5");
    await lab.button("Present").click();
    await lab.button("Leave").click();
    await lab.button("Present").waitFor();
  });
}

const card = async (lab, says) => {
  const alert = lab.frame.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), says);
  await alert.getByRole("button", { name: "Reload" }).waitFor();
  assert.equal(await alert.getByRole("link", { name: /#breaker/ }).getAttribute("href"), lab.page.url());
};

pageTest("a browser without WebAssembly is told so", { scripts: [() => { delete globalThis.WebAssembly; }] }, async (lab) => {
  await lab.open("#breaker?seed=2", { ready: false });
  await card(lab, /WebAssembly/);
});

for (const [what, fault, says] of [
  ["the program is not there", (path) => path.endsWith(".wasm") && { status: 404 }, /404/],
  ["half of the program arrives", (path) => path.endsWith(".wasm") && { truncate: 20_000 }, /./],
  ["something else arrives", (path) => path.endsWith(".wasm") && { body: "<h1>Sign in to the hotel's network</h1>" }, /./],
  ["the glue is not there", (path) => /half-open.*\.js$/.test(path) && { status: 404 }, /./],
  ["the server is down for the program", (path) => path.endsWith(".wasm") && { status: 503 }, /503/],
]) {
  test(`loading: ${what}`, async (context) => {
    const site = await serveSite({ misbehave: (path) => fault(path) || undefined });
    context.after(() => site.close());
    const lab = await Lab.start({ site, errors: NETWORK });
    context.after(() => lab.close());
    await lab.open("#breaker?seed=2", { ready: false });
    await card(lab, says);
    lab.assertClean();
  });
}

for (const [what, hangs] of [
  ["the program", (path) => path.endsWith(".wasm")],
  ["the glue", (path) => /half-open.*\.js$/.test(path)],
]) {
  test(`loading: a server that says nothing about ${what}`, async (context) => {
    const site = await serveSite({ misbehave: (path) => (hangs(path) ? { delay: 1e6 } : undefined) });
    context.after(() => site.close());
    const lab = await Lab.start({ site, errors: NETWORK });
    context.after(() => lab.close());
    await lab.page.clock.install();
    const asked = lab.page.waitForRequest((request) => hangs(new URL(request.url()).pathname));
    await lab.open("#breaker?seed=2", { ready: false });
    await asked;
    await lab.page.clock.runFor(10_000);
    assert.equal(await lab.frame.getByRole("alert").count(), 0);
    await lab.page.clock.runFor(16_000);
    await card(lab, /sent nothing for 15 seconds/);
    lab.assertClean();
  });
}

test("loading: in a sandboxed frame from a server that does not allow it", async (context) => {
  const site = await serveSite({ misbehave: () => ({ closed: true }) });
  context.after(() => site.close());
  const lab = await Lab.start({ site, errors: /CORS policy|ERR_FAILED|was preloaded/ });
  context.after(() => lab.close());
  await lab.embed("#breaker?embed=1", { ready: false });
  const note = lab.frame.locator("#late");
  await note.waitFor({ state: "attached" });
  assert.equal(await note.isVisible(), false, "not at once");
  // The seconds pass; without its script the page has nothing else that could be waited for.
  await lab.frame.evaluate(() => document.getAnimations().forEach((one) => one.finish()));
  await note.waitFor({ state: "visible" });
  assert.match(await note.innerText(), /Access-Control-Allow-Origin: \*/);
  await lab.embed("#breaker?embed=1", { sandbox: "" });
  assert.equal(await lab.frame.locator("#late").count(), 0);
  lab.assertClean();
});

/** Runs in the page: notes which drawings stand on the stage, one after the other. */
function recordDrawings() {
  globalThis.drawings = [];
  new MutationObserver(() => {
    const drawing = document.querySelector(".drawing > *")?.className;
    if (drawing && globalThis.drawings.at(-1) !== drawing) globalThis.drawings.push(drawing);
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
}

for (const [lab, query, width, height] of [["batch", "", 390, 844], ["retry", "", 1280, 800], ["batch", "&embed=1", 700, 400]]) {
  pageTest(`loading: ${lab}${query} is drawn for ${width} px at once`, { viewport: { width, height }, scripts: [recordDrawings] }, async (page) => {
    await page.open(`#${lab}?t=2${query}`);
    const drawings = await page.until(() => globalThis.drawings.length && globalThis.drawings);
    assert.equal(drawings.length, 1, `no drawing that nobody sees: ${drawings}`);
  });
}

test("loading: a slow line shows what the page is about, and Reload gets it going again", async (context) => {
  let down = true;
  let look;
  const looked = new Promise((resolve) => { look = resolve; });
  const site = await serveSite({ misbehave: (path) => path.endsWith(".wasm") && down ? { until: looked, status: 503 } : undefined });
  context.after(() => site.close());
  const lab = await Lab.start({ site, errors: NETWORK });
  context.after(() => lab.close());
  await lab.open("#breaker?seed=2", { ready: false });
  assert.ok(await lab.frame.getByRole("heading", { level: 1 }).isVisible());
  assert.match(await lab.frame.locator("body").innerText(), /circuit breaker/);
  const reload = lab.button("Reload");
  assert.equal(await reload.count(), 0);
  look();
  await reload.waitFor();
  down = false;
  await reload.click();
  await lab.ready();
  lab.assertClean();
});

pageTest("without network the page goes on: every tool and every breaker is there", { errors: NETWORK }, async (lab) => {
  await lab.open("#breaker?seed=1&t=9");
  await lab.button("Kill").click();
  await lab.complete();
  await lab.context.setOffline(true);
  for (const [tool, panel] of [["Code", ".code"], ["Paint", ".painter"], ["Compare", "main[data-lanes]"], ["Predict", ".predict"]]) {
    await lab.button(tool).click();
    await lab.frame.locator(panel).waitFor();
    if (tool === "Compare") await lab.button("Undo").click();
  }
  await lab.button("Back to my run").click();
  await lab.waitForMain({ "time-ms": "9000" });
  await lab.control("like", "hystrix");
  await lab.waitForMain({ "time-ms": "0" });
  for (const name of ["retry", "batch", "breaker"]) {
    await lab.frame.evaluate((hash) => { location.hash = hash; }, `#${name}?t=5&play=0`);
    await lab.waitForMain({ lab: name, "time-ms": "5000", ready: "true" });
  }
});

pageTest("without network a slide takes another library's breaker", { errors: NETWORK }, async (lab) => {
  await lab.embed("#breaker?embed=1&seed=1");
  await lab.context.setOffline(true);
  await lab.say({ halfOpen: "set", key: "like", value: "hystrix" });
  await lab.say({ halfOpen: "seek", t: 20 });
  await lab.waitForMain({ "time-ms": "20000", ready: "true" });
  assert.equal((await lab.heard("ready")).length, 1);
});

for (const base of ["/", "/half-open/"]) {
  test(`the same build works under ${base}`, async (context) => {
    const site = await serveSite({ base });
    context.after(() => site.close());
    const lab = await Lab.start({ site });
    context.after(() => lab.close());
    await lab.open("#batch?seed=3&t=5");
    await lab.open("index.html?from=slides#retry?t=5");
    assert.equal(await lab.main("lab"), "retry");
    lab.assertClean();
  });
}

pageTest("a hidden tab stands still and goes on by itself", async (lab) => {
  await lab.stopClock(() => lab.open("#breaker?failure=0&play=0"));
  await lab.play();
  await lab.page.clock.runFor(200);
  const before = await lab.time();
  assert.ok(before > 0);
  const hide = (hidden) => lab.frame.evaluate((hidden) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (hidden ? "hidden" : "visible") });
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);
  await hide(true);
  await lab.page.clock.runFor(10_000);
  assert.equal(await lab.time(), before, "no virtual time passes while hidden");
  assert.equal(await lab.main("playing"), "true", "what the user chose");
  await hide(false);
  await lab.page.clock.runFor(100);
  const gone = (await lab.time()) - before;
  assert.ok(gone > 0 && gone <= 100, `${gone} ms: nothing is made up for`);
});

pageTest("a gap of ten minutes between two frames makes no burst", async (lab) => {
  await lab.stopClock(() => lab.open("#breaker?failure=0&speed=1&play=0"));
  await lab.play();
  await lab.page.clock.runFor(300);
  const [before, calls] = [await lab.time(), await lab.metric("calls")];
  await lab.page.clock.fastForward(600_000);
  await lab.page.clock.runFor(96);
  const gone = (await lab.time()) - before;
  assert.ok(gone > 0 && gone <= 200, `${gone} ms of virtual time`);
  assert.ok((await lab.metric("calls")) - calls <= 1);
});

pageTest("sliders and Kill hammered: picture, numbers and link still agree", async (lab) => {
  await lab.open("#breaker?seed=8&latency=0.1&pause=0.1&reset=1&speed=4");
  await lab.frame.evaluate(async () => {
    const wait = async () => {
      for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    };
    const set = (name, value) => {
      const control = document.querySelector(`main [name="${name}"]`);
      control.value = value;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
    };
    for (let turn = 0; turn < 40; turn += 1) {
      set("failure", String((turn % 11) / 10));
      if (turn % 3 === 0) set("threshold", String(1 + (turn % 5)));
      const button = [...document.querySelectorAll("button")].find((one) => /^(Kill|Recover)$/.test(one.ariaLabel ?? one.innerText.trim()));
      button?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
      await wait();
    }
  });
  await lab.pause();
  const facts = () => lab.until(() => {
    const state = document.querySelector("[data-breaker-state]").dataset;
    const metrics = [...document.querySelectorAll("[data-metric]")].map((one) => [one.dataset.metric, one.dataset.value]);
    return { state: state.breakerState, transitions: state.transitions, ...Object.fromEntries(metrics) };
  });
  // Numbers are written ten times a second; give the last ones their turn by way of another press.
  await lab.button("Share").click();
  const link = await lab.frame.getByRole("dialog").getByLabel("Link", { exact: true }).inputValue();
  const [time, seen] = [await lab.time(), await facts()];
  assert.equal(Number(seen.calls), Number(seen.successes) + Number(seen.failures) + Number(seen["fast-fails"]));
  assert.ok(Number(seen.transitions) >= Number(seen.openings));
  assert.ok(link.length - lab.site.address.length <= 4000, `${link.length} characters`);
  await lab.open(link.slice(lab.site.address.length));
  assert.deepEqual(await lab.notices(), []);
  assert.equal(await lab.time(), time);
  assert.deepEqual(await facts(), seen);
});

pageTest("sensors killed and healed in turns: every batch adds up", async (lab) => {
  await lab.open("#batch?seed=8&every=0.2&latency=0.05&speed=4");
  await lab.frame.evaluate(async () => {
    for (let turn = 0; turn < 40; turn += 1) {
      const name = `S${turn % 5}`;
      const button = [...document.querySelectorAll("button")].find((one) => [`Kill ${name}`, `Recover ${name}`].includes(one.ariaLabel ?? one.innerText.trim()));
      button?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
      for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    }
  });
  await lab.pause();
  const batches = await lab.frame.locator("[data-batch]").evaluateAll((all) => all.map((one) => ({ ...one.dataset })));
  assert.ok(batches.length >= 5);
  for (const one of batches) {
    assert.equal(Number(one.available) + one.unavailable.split(" ").filter(Boolean).length, Number(one.total), `batch ${one.batch}`);
  }
});

for (const [what, link] of [
  ["no latency and no pause", "#breaker?latency=0&pause=0&failure=0.5&callers=20&reset=0&speed=16"],
  ["retries without any wait", "#retry?base=0&spread=0&latency=0&attempts=12&reads=200&failure=1&speed=16"],
  ["batches without latency", "#batch?latency=0&every=0.05&attempts=6&speed=16"],
  ["every limit at its top", "#breaker?callers=20&calls=10000&threshold=20&probes=20&successes=20&lease=300&latency=0.01&pause=0&speed=16"],
]) {
  pageTest(`the page obeys at once: ${what}`, async (lab) => {
    await lab.open(`${link}&play=0`);
    await lab.button("Play").click();
    // How long a frame's work takes is measured by `cargo xtask audit`; that it is a portion, the native tests show.
    await lab.until(async () => {
      for (let frames = 0; frames < 30; frames += 1) await new Promise(requestAnimationFrame);
      const { timeMs, finished } = document.querySelector("main").dataset;
      return Number(timeMs) > 0 || finished === "true";
    });
    if ((await lab.main("finished")) === "true") return;
    const still = await lab.frame.evaluate(async () => {
      document.querySelector('button[aria-label="Pause"]').click();
      await new Promise(requestAnimationFrame);
      const { playing, timeMs } = document.querySelector("main").dataset;
      for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
      return [playing, document.querySelector("main").dataset.timeMs === timeMs];
    });
    assert.deepEqual(still, ["false", true]);
  });
}

for (const lab of LABS) {
  pageTest(`${lab}: the last moment of the day opens`, async (page) => {
    // Twenty requests a second of a whole day are played for longer than a test waits.
    const less = { cascade: "rate=0.5&", bulkhead: "orders=0.5&reports=0.5&" }[lab] ?? "";
    await page.open(`#${lab}?${less}t=86400`);
    await page.until(() => document.querySelector("main").dataset.timeMs === "86400000", undefined, 60_000);
    const counted = {
      breaker: "calls",
      batch: "batches",
      pipeline: "batches",
      cascade: "requests",
      bulkhead: "orders",
      fallback: "calls",
    }[lab];
    if (counted) assert.ok((await page.metrics())[counted] > 10_000);
  });
}
