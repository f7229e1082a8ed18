// The basics in Firefox, which puppeteer drives; left out unless FIREFOX names one.

import assert from "node:assert/strict";
import { test } from "node:test";
import puppeteer from "puppeteer-core";
import { MODULES, shared } from "./harness.mjs";
import { serveHost, serveSite } from "../e2e/server.mjs";

const LINK = "#breaker?failure=0.3&seed=7";
const deck = (slides) => `<!doctype html><title>deck</title><link rel="stylesheet" href="/reveal/dist/reveal.css">
  <div class="reveal"><div class="slides">${slides.map((one) => `<section>${one}</section>`).join("")}</div></div>
  <script src="/reveal/dist/reveal.js"></script>
  <script>
    globalThis.state = {};
    addEventListener("message", ({ data }) => { if (data?.halfOpen === "state") globalThis.state = data; });
    Reveal.initialize({ hash: true, width: 960, height: 700 });
  </script>`;

test("Firefox: a slide plays on the first slide, when shown, and a clicker's keys reach the deck", { skip: !process.env.FIREFOX, timeout: 180_000 }, async (context) => {
  const line = await shared("reveal.js", LINK);
  const host = await serveHost({ "/": deck(["Title", line, "End"]), "/first": deck([line, "End"]) }, { "/reveal/": `${MODULES}reveal5/` });
  context.after(() => host.close());
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX, headless: true });
  context.after(() => browser.close());
  const page = await browser.newPage();
  const playing = (wanted) => page.waitForFunction((is) => globalThis.state.playing === is, { timeout: 60_000 }, wanted);
  await page.goto(`${host.address}first`);
  await playing(true);
  await page.goto(host.address);
  await page.waitForFunction(() => Reveal.isReady());
  await page.keyboard.press("ArrowRight");
  await playing(true);
  const box = await (await page.$("iframe")).boundingBox();
  // The timeline is in the lowest part of the frame.
  await page.mouse.click(box.x + box.width * 0.6, box.y + box.height - 40);
  await playing(false);
  await page.keyboard.press("PageDown");
  await page.waitForFunction(() => Reveal.getIndices().h === 2);
  await page.keyboard.press("ArrowLeft");
  await playing(true);
  assert.equal(await page.evaluate(() => Reveal.getIndices().h), 1);
});

test("Firefox: a frame that is not displayed stands still, and goes on when it is", { skip: !process.env.FIREFOX, timeout: 180_000 }, async (context) => {
  const host = await serveHost({ "/": `<!doctype html><title>deck</title>${await shared("Marp, Slidev", LINK)}` });
  context.after(() => host.close());
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX, headless: true });
  context.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(host.address);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  const time = () => frame.evaluate(() => Number(document.querySelector("main")?.dataset.timeMs ?? 0));
  const display = (how) => page.evaluate((how) => { document.querySelector("iframe").style.display = how; }, how);
  const frames = (count) => page.evaluate(async (count) => {
    for (let one = 0; one < count; one += 1) await new Promise(requestAnimationFrame);
  }, count);
  while ((await time()) <= 500) await frames(10);
  await display("none");
  // The one that was asked for before still comes.
  await frames(30);
  const left = await time();
  await frames(120);
  assert.equal(await time(), left);
  await display("");
  while ((await time()) <= left) await frames(10);
});

test("Firefox: the pieces of the program come by themselves, and one that does not can be asked for again", { skip: !process.env.FIREFOX, timeout: 180_000 }, async (context) => {
  let down = false;
  const site = await serveSite({ misbehave: (path) => (down && /^(tools|toolings|labs|chunk_\d+)-/.test(path) ? { status: 404 } : undefined) });
  context.after(() => site.close());
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX, headless: true });
  context.after(() => browser.close());
  const page = await browser.newPage();
  const press = (name) => page.evaluate((wanted) => {
    [...document.querySelectorAll("button, nav a")].find((one) => one.textContent === wanted).click();
  }, name);
  await page.goto(`${site.address}#breaker?seed=7`);
  await page.waitForSelector('[data-complete="true"]');
  for (const [tool, panel] of [["Paint", ".painter"], ["Code", ".code[data-source]"], ["Predict", ".predict"], ["Compare", "main[data-lanes]"]]) {
    await press(tool);
    await page.waitForSelector(panel);
  }
  await press("Batch");
  await page.waitForSelector('main[data-lab="batch"][data-ready="true"]');
  down = true;
  const other = await (await browser.createBrowserContext()).newPage();
  await other.goto(`${site.address}#breaker?seed=7`);
  await other.waitForSelector('main[data-ready="true"]');
  await other.evaluate(() => [...document.querySelectorAll("button")].find((one) => one.textContent === "Paint").click());
  await other.waitForSelector('[data-supply="missing"]');
  down = false;
  await other.evaluate(() => [...document.querySelectorAll("button")].find((one) => one.textContent === "Retry").click());
  await other.waitForSelector(".painter");
});
