// `cargo xtask audit`: measures the built site and prints a table. Nothing here passes or fails.
// Parts can be named: `cargo xtask audit lighthouse axe transfer loads frames throttled seek memory firefox`. For `loads` and
// `throttled` the variable BESIDE can name the folder of another built site, which is measured beside this one.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { gzipSync, brotliCompressSync } from "node:zlib";
import { readFile, readdir } from "node:fs/promises";
import { violations } from "../../tests/e2e/axe.mjs";
import { FLAGS, launch } from "../../tests/e2e/browser.mjs";
import { LABS } from "../../tests/e2e/contract.mjs";
import { DIST, serveSite } from "../../tests/e2e/server.mjs";
import { loads } from "./loads.mjs";
import { throttled } from "./throttled.mjs";

const RUNNING = {
  breaker: "#breaker?seed=1",
  "breaker, dense": "#breaker?seed=1&callers=20&latency=0.1&pause=0.1&speed=4",
  retry: "#retry?seed=7&reads=200&start=in-turn",
  batch: "#batch?seed=3&every=0.5&latency=0.2",
  "storm, 1,000 clients": "#storm?seed=3&clients=1000&capacity=2",
  "storm, 1,000 calls a second": "#storm?seed=3&world=load&rate=1000&capacity=100&speed=16",
};
// Runs that go on for an hour, where a lab's own come to an end before.
const ENDLESS = { retry: "reads=200&start=in-turn", stack: "calls=0", storm: "world=load" };
const hourOf = (lab) => `#${lab}?seed=3&${ENDLESS[lab] ?? ""}`;
const wanted = process.argv.slice(2);
const site = await serveSite({ base: "/half-open/" });
const part = async (name, title, measure) => {
  if (wanted.length && !wanted.includes(name)) return;
  console.log(`\n## ${title}\n`);
  try {
    table(await measure());
  } catch (error) {
    console.log(`not measured: ${error.stack ?? error}`);
  }
};

await part("lighthouse", "Lighthouse, mobile, under a sub-path (score of 100)", async () => {
  const { default: lighthouse } = await import("lighthouse");
  const { launch: start } = await import("chrome-launcher");
  const chrome = await start({ chromePath: process.env.CHROMIUM, chromeFlags: ["--headless=new", ...FLAGS] });
  try {
    const rows = [["lab", "performance", "accessibility", "best practices", "SEO", "first paint", "largest paint", "blocked", "shift"]];
    for (const lab of LABS) {
      const { lhr } = await lighthouse(`${site.address}#${lab}`, {
        port: chrome.port,
        logLevel: "error",
        onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
      });
      const score = (name) => Math.round((lhr.categories[name].score ?? 0) * 100);
      const says = (name) => lhr.audits[name].displayValue;
      rows.push([lab, score("performance"), score("accessibility"), score("best-practices"), score("seo"),
        says("first-contentful-paint"), says("largest-contentful-paint"), says("total-blocking-time"), says("cumulative-layout-shift")]);
      for (const category of Object.values(lhr.categories)) {
        for (const { id, weight } of category.auditRefs) {
          const { score: got, title, scoreDisplayMode: mode } = lhr.audits[id];
          if (got !== null && got < 1 && weight > 0) console.log(`${lab}: ${category.title}: ${title} (${got}, ${mode})`);
        }
      }
    }
    return rows;
  } finally {
    await chrome.kill();
  }
});

await part("axe", "axe, violations (default rules and target-size)", async () => {
  const browser = await launch();
  const rows = [["lab", "light", "dark", "projector", "embed", "phone"]];
  for (const lab of LABS) {
    const row = [lab];
    for (const [link, width, height] of [
      ["theme=light", 1280, 800], ["theme=dark", 1280, 800], ["theme=projector", 1280, 800], ["embed=1", 960, 540], ["", 390, 844],
    ]) {
      const page = await browser.newPage({ viewport: { width, height } });
      await page.goto(`${site.address}#${lab}?t=8&${link}`);
      await page.locator('main[data-ready="true"]').waitFor();
      row.push((await violations(page.mainFrame())).length);
      await page.close();
    }
    rows.push(row);
  }
  await browser.close();
  return rows;
});

await part("transfer", "Transfer of a first visit, bytes", async () => {
  const rows = [["file", "raw", "gzip", "brotli"]];
  const sum = [0, 0, 0];
  for (const name of (await readdir(DIST)).sort()) {
    if (!/\.(html|css|js|wasm)$/.test(name)) continue;
    const bytes = await readFile(`${DIST}/${name}`);
    const sizes = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
    sizes.forEach((size, index) => { sum[index] += size; });
    rows.push([name.replace(/-[0-9a-f]{12,}/, ""), ...sizes]);
  }
  rows.push(["in total", ...sum]);
  return rows;
});

await part("loads", "Waiting, milliseconds (kB loaded for it): medians of first visits, and from the press of a tool until it can be used", async () => {
  return beside(loads);
});

await part("frames", "Work on the page's thread per frame, milliseconds of processor time (10 s each, as is)", async () => {
  const browser = await launch();
  const rows = [["run", "frames", "script p50", "script p95", "script max", "p95 by the clock on the wall", "style, layout, paint p95"]];
  const fast = LABS.map((lab) => [`${lab}, speed 16`, `${hourOf(lab)}&speed=16`]);
  for (const [name, link] of [...Object.entries(RUNNING), ...fast]) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(site.address + link);
    await page.locator('main[data-ready="true"]').waitFor();
    await sleep(1_000);
    await browser.startTracing(page, { categories: ["devtools.timeline", "v8.execute", "disabled-by-default-devtools.timeline"] });
    await sleep(10_000);
    const trace = JSON.parse((await browser.stopTracing()).toString());
    const { script, wall, page: rest } = framesOf(trace.traceEvents);
    rows.push([name, script.length, ...[0.5, 0.95, 1].map((part) => quantile(script, part)), quantile(wall, 0.95), quantile(rest, 0.95)]);
    await page.close();
  }
  await browser.close();
  return rows;
});

await part("throttled", "Two lanes at speed 16 with the processor slowed to a quarter: milliseconds of processor time a frame, medians of looks of 5 s", async () => {
  return beside(throttled);
});

await part("seek", "Seeking to random moments of a one-hour run, milliseconds from the wish to the picture (200 each)", async () => {
  const browser = await launch();
  const rows = [["run", "p50", "p95", "max"]];
  const hours = [...LABS.map((lab) => [lab, `${hourOf(lab)}&t=3600`]),
    ["breaker, dense", "#breaker?t=3600&callers=20&latency=0.1&pause=0.1"]];
  for (const [name, link] of hours) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(site.address + link);
    await page.locator('main[data-ready="true"]').waitFor();
    const spans = await page.evaluate(seekAbout);
    rows.push([name, ...[0.5, 0.95, 1].map((part) => quantile(spans, part))]);
    await page.close();
  }
  await browser.close();
  return rows;
});

await part("memory", "Memory over one simulated hour at speed 16, MB (4 min; all labs at once)", async () => {
  const browser = await launch(["--js-flags=--expose-gc"]);
  const moments = [60, 600, 1800, 3600];
  const rows = [["lab", ...moments.flatMap((moment) => [`wasm, ${moment / 60} min`, `JS, ${moment / 60} min`])]];
  await Promise.all(LABS.map(async (lab) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(keepMemory);
    await page.goto(`${site.address}${hourOf(lab)}&speed=16`);
    await page.locator('main[data-ready="true"]').waitFor();
    const row = [lab];
    let before = 0;
    let passed = 0;
    for (const moment of moments) {
      // A run that ends is begun anew, and the hours add up.
      while (passed < moment * 1000) {
        const now = Number(await page.locator("main").getAttribute("data-time-ms"));
        passed += Math.max(0, now - before);
        before = now;
        if ((await page.locator("main").getAttribute("data-finished")) === "true") {
          await page.getByRole("button", { name: "Restart", exact: true }).click();
          await page.locator('main[data-finished="false"]').waitFor();
          const play = page.getByRole("button", { name: "Play", exact: true });
          if (await play.count()) await play.click();
          before = 0;
        }
        await sleep(500);
      }
      const [wasm, js] = await page.evaluate(() => {
        globalThis.gc?.();
        return [globalThis.keptMemory?.buffer.byteLength ?? NaN, performance.memory?.usedJSHeapSize ?? NaN];
      });
      row.push((wasm / 1e6).toFixed(1), (js / 1e6).toFixed(1));
    }
    rows.push(row);
    await page.close();
  }));
  await browser.close();
  return rows;
});

await part("firefox", "In Firefox: end-to-end tests that drive it over WebDriver BiDi (4 min)", async () => {
  const usual = ["/usr/bin/firefox", "/usr/bin/firefox-esr", "/Applications/Firefox.app/Contents/MacOS/firefox"];
  const firefox = process.env.FIREFOX ?? usual.find(existsSync);
  if (!firefox) return [["there is no Firefox in its usual places; the variable FIREFOX can name one"]];
  const rows = [["tests", "passed", "failed", "left out"]];
  for (const name of ["contract", "history", "embed"]) {
    const report = await inFirefox(firefox, `${name}.test.mjs`);
    const count = (what) => new RegExp(`^# ${what} (\\d+)`, "m").exec(report)?.[1] ?? "none";
    for (const [, failed] of report.matchAll(/^not ok \d+ - (.*)$/gm)) console.log(`failed: ${failed}`);
    rows.push([name, count("pass"), count("fail"), count("skipped")]);
  }
  return rows;
});

await site.close();
process.exit(0);

/** Measures this site, beside another one if there is one. */
async function beside(measure) {
  if (!process.env.BESIDE) return measure({ "this site": site.address });
  const other = await serveSite({ base: "/half-open/", root: process.env.BESIDE });
  try {
    return await measure({ "the other site": other.address, "this site": site.address });
  } finally {
    await other.close();
  }
}

/** Runs a file of end-to-end tests in Firefox. Returns the report, whatever became of the tests. */
function inFirefox(firefox, file) {
  const cwd = new URL("../../tests/e2e/", import.meta.url);
  const options = { cwd, env: { ...process.env, FIREFOX: firefox }, maxBuffer: 1e8 };
  return new Promise((resolve) => {
    execFile(process.execPath, ["--test", "--test-reporter=tap", file], options, (_, report) => resolve(report));
  });
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Runs in the page: goes to moments all over the hour by the timeline, and tells how long each took, in order. */
async function seekAbout() {
  const main = document.querySelector("main");
  const spans = [];
  for (let number = 1; number <= 200; number += 1) {
    const wanted = Math.round(((number * 0.618034) % 1) * 3_600_000);
    const slider = document.querySelector('[name="t"]');
    slider.value = wanted / 1_000;
    const start = performance.now();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    // One millisecond may be lost on the way through the slider's number.
    while (Math.abs(Number(main.dataset.timeMs) - wanted) > 1) await new Promise((resolve) => setTimeout(resolve));
    spans.push(performance.now() - start);
  }
  return spans.sort((a, b) => a - b);
}

/** Runs in the page: keeps the program's memory where it can be looked at. */
function keepMemory() {
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = async (...given) => {
      const made = await original(...given);
      globalThis.keptMemory = (made.instance ?? made).exports.memory;
      return made;
    };
  }
}

/** Per frame of the page, in milliseconds: processor time in scripts, the same with interruptions, and the browser's own. */
function framesOf(events) {
  const isFrame = (event) => event.name === "FireAnimationFrame";
  const counts = new Map();
  for (const { pid, tid } of events.filter(isFrame)) counts.set(`${pid} ${tid}`, (counts.get(`${pid} ${tid}`) ?? 0) + 1);
  const [thread] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const own = events.filter((event) => event.ph === "X" && `${event.pid} ${event.tid}` === thread).sort((a, b) => a.ts - b.ts);
  const scripts = /^(FireAnimationFrame|FunctionCall|RunMicrotasks|TimerFire|EvaluateScript|EventDispatch|MinorGC|MajorGC)$/;
  const pages = /^(UpdateLayoutTree|Layout|PrePaint|Paint|Layerize|Commit|HitTest|ParseHTML|UpdateLayer.*|IntersectionObserver.*)$/;
  const starts = own.filter(isFrame).map((event) => event.ts);
  const sums = (pattern, time) => {
    const work = Array(Math.max(0, starts.length - 1)).fill(0);
    let end = 0;
    let frame = 0;
    for (const event of own) {
      // Calls within calls count once.
      if (!pattern.test(event.name) || event.ts < end) continue;
      end = event.ts + (event.dur ?? 0);
      while (frame + 1 < starts.length && starts[frame + 1] <= event.ts) frame += 1;
      if (event.ts >= starts[0] && frame < work.length) work[frame] += (event[time] ?? event.dur ?? 0) / 1000;
    }
    return work.sort((a, b) => a - b);
  };
  return { script: sums(scripts, "tdur"), wall: sums(scripts, "dur"), page: sums(pages, "tdur") };
}

function quantile(sorted, part) {
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)].toFixed(2) : "none";
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const line = (row) => `| ${row.map((cell, column) => column ? String(cell).padStart(widths[column]) : String(cell).padEnd(widths[column])).join(" | ")} |`;
  console.log(line(rows[0]));
  console.log(`|${widths.map((width, column) => `${"-".repeat(width + 1)}${column ? ":" : "-"}`).join("|")}|`);
  rows.slice(1).forEach((row) => console.log(line(row)));
}
