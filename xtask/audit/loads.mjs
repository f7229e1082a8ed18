// How long a reader waits: for the text, for the first picture, and from a press to a tool that can be used. Each load is
// a first visit in a browser of its own memory. Two sites are loaded in turns, so that a busy machine is busy for both.

import { launch } from "../../tests/e2e/browser.mjs";

const LINES = [
  { name: "10 Mbit/s, 40 ms", bits: 10e6, latency: 40, slower: 1 },
  { name: "slow 4G: 1.6 Mbit/s, 150 ms, CPU x4", bits: 1.6e6, latency: 150, slower: 4 },
];
const PICTURE = 'main[data-ready="true"]';
const TOOLS = {
  Predict: '[data-predict="asked"] button',
  Code: ".code .src li",
  Compare: 'main[data-ready="true"] [data-lane="b"] svg',
};
const ROUNDS = 5;

/** Medians of `ROUNDS` loads for each tool: a column for each of the sites, `{name: address}`. */
export async function loads(sites) {
  const browser = await launch();
  const rows = [["line: until", ...Object.keys(sites)]];
  for (const line of LINES) {
    const seen = Object.fromEntries(Object.keys(sites).map((site) => [site, {}]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [tool, there] of Object.entries(TOOLS)) {
        for (const [site, address] of Object.entries(sites)) {
          const took = await one(browser, line, `${address}#breaker?seed=1`, tool, there);
          for (const [what, value] of Object.entries(took)) (seen[site][what] ??= []).push(value);
        }
      }
    }
    const says = (what) => Object.values(seen).map((took) => {
      const [time, bytes] = [took[what], took[`${what}: bytes`]].map(median);
      return Number.isNaN(bytes) ? time.toFixed(0) : `${time.toFixed(0)} (${(bytes / 1000).toFixed(0)})`;
    });
    for (const what of ["text", "picture", ...Object.keys(TOOLS)]) rows.push([`${line.name}: ${what}`, ...says(what)]);
  }
  await browser.close();
  return rows;
}

/** One visit: the page is opened, and once its picture is there a tool is pressed. */
async function one(browser, line, address, tool, there) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(120_000);
  try {
    await context.addInitScript(watchFor, [PICTURE, there]);
    const page = await context.newPage();
    const protocol = await context.newCDPSession(page);
    let bytes = 0;
    protocol.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
    await protocol.send("Network.enable");
    const each = line.bits / 8;
    await protocol.send("Network.emulateNetworkConditions",
      { offline: false, latency: line.latency, downloadThroughput: each, uploadThroughput: each });
    await protocol.send("Emulation.setCPUThrottlingRate", { rate: line.slower });
    await page.goto(address, { waitUntil: "commit" });
    await page.locator(PICTURE).waitFor();
    const picture = (await page.evaluate(came, PICTURE)) - (await page.evaluate(() => performance.timeOrigin));
    const text = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN);
    const first = bytes;
    const pressed = await page.evaluate((name) => {
      const now = performance.timeOrigin + performance.now();
      [...document.querySelectorAll(".tools button")].find((button) => button.textContent === name).click();
      return now;
    }, tool);
    await page.locator(there).first().waitFor();
    const usable = await page.evaluate(came, there);
    return { text, picture, "picture: bytes": first, [tool]: usable - pressed, [`${tool}: bytes`]: bytes - first };
  } finally {
    await context.close();
  }
}

/** Runs in each document before its own scripts: notes when an element of each kind has come and been painted. */
function watchFor(selectors) {
  globalThis.cameAt = {};
  const look = () => {
    for (const selector of selectors) {
      if (selector in globalThis.cameAt || !document.querySelector(selector)) continue;
      globalThis.cameAt[selector] = NaN;
      requestAnimationFrame(() => setTimeout(() => { globalThis.cameAt[selector] = performance.timeOrigin + performance.now(); }));
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready", "data-predict"] });
}

/** Runs in the page: when an element came and was painted. */
async function came(selector) {
  while (!(globalThis.cameAt[selector] > 0)) await new Promise((resolve) => setTimeout(resolve, 5));
  return globalThis.cameAt[selector];
}

function median(values) {
  const sorted = [...(values ?? [])].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : NaN;
}
