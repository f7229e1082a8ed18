// What a slow machine does a frame: two lanes at speed 16 with the processor slowed to a quarter. Two sites are measured in
// turns, so that a busy machine is busy for both; their ratio says more than their times.

import { launch } from "../../tests/e2e/browser.mjs";

const LINK = "#breaker?b.threshold=1&speed=16";
const SLOWER = 4;
const ROUNDS = 5;
const SECONDS = 5;
const KINDS = {
  script: /^(FireAnimationFrame|FunctionCall|RunMicrotasks|TimerFire|EvaluateScript|EventDispatch|MinorGC|MajorGC)$/,
  style: /^UpdateLayoutTree$/,
  layout: /^Layout$/,
  paint: /^(PrePaint|Paint|Layerize|Commit|UpdateLayer.*)$/,
};

/** Medians of `ROUNDS` looks at each of the sites, `{name: address}`; and what the last one is of the first, round by round. */
export async function throttled(sites) {
  const browser = await launch();
  const rows = [["site", "frames/s", "drawn/s", "longest gap", ...Object.keys(KINDS), "style, layout, paint"]];
  const seen = Object.fromEntries(Object.keys(sites).map((site) => [site, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [site, address] of Object.entries(sites)) seen[site].push(await one(browser, address + LINK));
  }
  await browser.close();
  for (const [site, looks] of Object.entries(seen)) rows.push([site, ...looks[0].map((_, column) => median(looks.map((look) => look[column])).toFixed(1))]);
  const [first, last] = [Object.values(seen)[0], Object.values(seen).at(-1)];
  if (first !== last) rows.push(["ratio", ...first[0].map((_, column) => median(last.map((look, round) => look[column] / first[round][column])).toFixed(2))]);
  return rows;
}

/** One look: frames a second, how many of them change the page, the longest gap between two, and milliseconds of processor time a frame by kind. */
async function one(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    await page.goto(address);
    await page.locator('main[data-ready="true"]').waitFor();
    const protocol = await page.context().newCDPSession(page);
    await protocol.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await sleep(1_000);
    await browser.startTracing(page, { categories: ["devtools.timeline", "v8.execute", "disabled-by-default-devtools.timeline"] });
    await sleep(SECONDS * 1_000);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    return figures(traceEvents);
  } finally {
    await page.close();
  }
}

function figures(events) {
  const frames = events.filter(({ name }) => name === "FireAnimationFrame");
  const { pid, tid } = frames[0];
  const starts = frames.filter((event) => event.pid === pid && event.tid === tid).map(({ ts }) => ts).sort((a, b) => a - b);
  const [from, to] = [starts[0], starts.at(-1)];
  const own = events.filter((event) => event.ph === "X" && event.pid === pid && event.tid === tid && event.ts >= from && event.ts < to)
    .sort((a, b) => a.ts - b.ts);
  const count = starts.length - 1;
  const a_frame = Object.values(KINDS).map((kind) => {
    let [sum, end] = [0, 0];
    for (const event of own) {
      // What stands within another of its kind counts once.
      if (!kind.test(event.name) || event.ts < end) continue;
      end = event.ts + (event.dur ?? 0);
      sum += event.tdur ?? event.dur ?? 0;
    }
    return sum / count / 1_000;
  });
  const longest = Math.max(...starts.slice(1).map((ts, index) => ts - starts[index])) / 1_000;
  const [, ...browsers] = a_frame;
  const seconds = (to - from) / 1e6;
  const painted = own.filter(({ name }) => name === "Paint").map(({ ts }) => ts);
  const drawn = starts.slice(0, -1).filter((ts, index) => painted.some((at) => at >= ts && at < starts[index + 1])).length;
  return [count / seconds, drawn / seconds, longest, ...a_frame, browsers.reduce((sum, part) => sum + part)];
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
