// What the end-to-end tests share: one site and one browser per test file, and pages that are watched from their first
// moment. A test that uses `pageTest` fails on any console error, policy violation or request to another host, whatever
// else it checks. Tests wait for attributes of the page contract, never for a span of time: what is about time itself has
// a clock of its own (`stopClock`), and what follows an act a little later is waited for (`address`, `until`).

import { after, test } from "node:test";
import assert from "node:assert/strict";
import { launch } from "./browser.mjs";
import { serveHost, serveSite } from "./server.mjs";

const PATIENCE = 20_000;
const LIMIT = 90_000;

let opened;
/** The site and the browser of this test file, started by the first test that asks. */
export async function world() {
  opened ??= Promise.all([serveSite(), launch()]).then(([site, browser]) => ({ site, browser }));
  return opened;
}

after(async () => {
  if (!opened) return;
  const { site, browser } = await opened;
  await browser.close();
  await site.close();
});

/**
 * A test with a page of its own.
 *
 * Options: `viewport`, `theme` ("light", "dark": what the system asks for), `reducedMotion`, `permissions`, `scripts`
 * (functions that run before anything on the page), `touch`, `errors` (a pattern of complaints that this test is about),
 * `chromium` (what only that browser's driver can do, so that the test is left out in Firefox).
 */
export function pageTest(name, options, body) {
  if (typeof options === "function") [options, body] = [{}, options];
  const skip = process.env.FIREFOX && options.chromium;
  test(name, { timeout: LIMIT, skip }, async () => {
    const lab = await Lab.start(options);
    try {
      await body(lab);
      lab.assertClean();
    } finally {
      await lab.close();
    }
  });
}

/** A watched page, and what a user or a tool can do with it. */
export class Lab {
  static async start(options = {}) {
    const { site, browser } = await world();
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      colorScheme: options.theme === "dark" ? "dark" : "light",
      reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
      permissions: options.permissions,
      hasTouch: options.touch,
    });
    context.setDefaultTimeout(PATIENCE);
    await context.addInitScript(drawAtOnce);
    await context.addInitScript(recordStates);
    for (const script of options.scripts ?? []) await context.addInitScript(script);
    const page = await context.newPage();
    const lab = new Lab(options.site ?? site, context, page, options);
    lab.watch();
    return lab;
  }

  constructor(site, context, page, options) {
    Object.assign(this, { site, context, page, options, complaints: [], foreign: [] });
    /** Where the playground is: the page itself, or a frame in it. */
    this.frame = page.mainFrame();
  }

  watch() {
    const complain = (text) => {
      // The browser may still be after the icon of a page that the test has left for about:blank, and fail there.
      const icon = /\/favicon-[0-9a-f]+\.svg/.test(text);
      if (!icon && !this.options.errors?.test(text)) this.complaints.push(text);
    };
    this.page.on("console", (message) => {
      const where = message.location().url;
      if (message.type() === "error") complain(`console: ${message.text()} (${where})`);
    });
    this.page.on("pageerror", (error) => complain(`uncaught: ${error.stack ?? error}`));
    this.page.on("crash", () => complain("the page crashed"));
    this.page.on("request", (request) => {
      const url = request.url();
      const own = [this.site.address, this.host?.address, "data:", "blob:", "about:"];
      if (!own.some((start) => start && url.startsWith(start))) this.foreign.push(url);
    });
  }

  /** Opens a link of the playground (`#breaker?seed=1`) and waits until it is ready. */
  async open(link = "", { ready = true } = {}) {
    // A fresh document, also when only the part after # differs.
    if (this.page.url() !== "about:blank") await this.page.goto("about:blank");
    await this.page.goto(this.site.address + link);
    if (ready) await this.ready();
    return this;
  }

  /**
   * Opens a link inside a frame of a page from another origin, as slides do. `lab.frame` is the playground from then
   * on, `lab.page` the host. The host notes what it hears in `heard`, and has a button that holds the focus. It posts
   * the `early` messages at the frame's load event, as reveal.js does.
   */
  async embed(link, { sandbox = 'sandbox="allow-scripts"', width = 960, height = 540, early = [], ready = true, announced = true } = {}) {
    const src = `${this.site.address}${link}`.replaceAll("&", "&amp;");
    this.host ??= await serveHost({
      "/": "",
      "/other": `<!doctype html><title>other</title><script>
        addEventListener("message", (event) => parent.frames[0].postMessage(event.data, "*"));
      </script>`,
    });
    this.host.pages["/"] = `<!doctype html><html lang="en"><title>host</title>
      <style>html { scrollbar-gutter: stable } body { margin: 0; min-height: 4000px } iframe { border: 0 }</style>
      <script>
        globalThis.heard = [];
        addEventListener("message", (event) => {
          if (event.source === frames[0]) heard.push({ data: event.data });
        });
      </script>
      <button id="own" autofocus>the host's own</button><br>
      <iframe id="lab" title="playground" ${sandbox} width="${width}" height="${height}" src="${src}"
        onload='for (const one of ${JSON.stringify(early)}) this.contentWindow.postMessage(one, "*")'></iframe>
      <iframe id="other" title="other" src="/other" width="10" height="10"></iframe>
      <script>document.getElementById("own").focus();</script></html>`;
    await this.page.goto(this.host.address);
    this.frame = await (await this.page.locator("#lab").elementHandle()).contentFrame();
    if (!ready) return this;
    await this.ready();
    // Without `embed=1` it is a page like any other.
    if (announced) await this.hear({ halfOpen: "ready" });
    return this;
  }

  /** Sends the framed playground a message from its host. */
  say(message) {
    return this.page.evaluate((data) => frames[0].postMessage(data, "*"), message);
  }

  /** What the host has heard of one kind. */
  heard(kind) {
    return this.page.evaluate((wanted) => globalThis.heard.filter((one) => one.data?.halfOpen === wanted), kind);
  }

  /** Waits until the host has heard a message with these members, after the first `skip` messages. */
  async hear(members, skip = 0) {
    const handle = await this.page.waitForFunction(([wanted, from]) => globalThis.heard.slice(from).find(({ data }) =>
      data && Object.entries(wanted).every(([name, value]) => data[name] === value))?.data, [members, skip]);
    return handle.jsonValue();
  }

  ready() {
    return this.frame.locator('main[data-ready="true"]').waitFor({ state: "attached" });
  }

  /** Waits until all pieces of the program are there, so that the page needs no network any more. */
  complete() {
    return this.frame.locator('[data-complete="true"]').waitFor({ state: "attached" });
  }

  main(attribute) {
    return this.frame.locator("main").getAttribute(`data-${attribute}`);
  }

  async time() {
    return Number(await this.main("time-ms"));
  }

  async metric(name) {
    const value = await this.frame.locator(`[data-metric="${name}"]`).getAttribute("data-value");
    assert.match(value ?? "", /^-?\d+$/, `metric ${name} is an integer`);
    return Number(value);
  }

  /** All metrics at one instant. */
  metrics() {
    return this.frame.evaluate(() => Object.fromEntries(
      [...document.querySelectorAll("[data-metric]")].map((one) => [one.dataset.metric, Number(one.dataset.value)])));
  }

  /** A control by its link key. */
  input(key) {
    return this.frame.locator(`main [name="${key}"]`);
  }

  button(name) {
    return this.frame.getByRole("button", { name, exact: true });
  }

  /** Sets a native control as a user's hand does: its value changes, then `input` and `change` are told. */
  async control(key, value) {
    await this.input(key).evaluate((control, text) => {
      if (control.type === "checkbox" || control.type === "radio") control.checked = true;
      else control.value = text;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }, String(value));
  }

  waitFor(selector) {
    return this.frame.locator(selector).first().waitFor({ state: "attached" });
  }

  waitForMain(attributes) {
    const tests = Object.entries(attributes).map(([name, value]) => `[data-${name}="${value}"]`);
    return this.waitFor(`main${tests.join("")}`);
  }

  waitForState(state) {
    return this.waitFor(`[data-breaker-state="${state}"]`);
  }

  /** Waits, in the page, until a function returns something true, and returns that. */
  async until(question, argument, patience = PATIENCE) {
    const answer = await this.frame.evaluate(`(async () => {
      const question = ${question};
      const end = performance.now() + ${patience};
      for (;;) {
        const answer = await question(${JSON.stringify(argument)});
        if (answer || performance.now() > end) return answer;
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    })()`);
    assert.ok(answer, `never came true: ${question} with ${JSON.stringify(argument)}`);
    return answer;
  }

  /**
   * Waits until the part of the address after `#` matches a pattern and, if there is another, does not match that.
   * Returns it. The page writes it a little later than what it tells of.
   */
  async address(wanted, unwanted) {
    const parts = (pattern) => pattern && [pattern.source, pattern.flags];
    return this.until(([wanted, unwanted]) => {
      const fits = (pattern) => new RegExp(...pattern).test(location.hash);
      return (!wanted || fits(wanted)) && !(unwanted && fits(unwanted)) && (location.hash || "#");
    }, [parts(wanted) ?? null, parts(unwanted) ?? null]);
  }

  /**
   * Opens a link with real time standing still: timers and frames come when `lab.page.clock` is told to run, one every
   * 16 ms, however long their work takes. What waits in the page's own time (`until`, `pass`) waits for ever then.
   */
  async stopClock(open) {
    await this.page.clock.install({ time: 0 });
    await this.context.addInitScript(numberFrames);
    await open();
    await this.page.clock.pauseAt(3_600_000);
  }

  /** Waits until the clock has passed this many milliseconds. */
  pass(milliseconds) {
    return this.until((wanted) => Number(document.querySelector("main").dataset.timeMs) >= wanted, milliseconds);
  }

  /** The breaker states seen since the page was opened, without repetitions. */
  states() {
    return this.frame.evaluate(() => globalThis.seenStates);
  }

  async notices() {
    return (await this.frame.locator("[data-notice]").allInnerTexts()).map((text) => text.trim());
  }

  pause() {
    return this.press("Pause", "false");
  }

  play() {
    return this.press("Play", "true");
  }

  async press(name, playing) {
    await this.button(name).click();
    await this.waitForMain({ playing });
  }

  assertClean() {
    assert.deepEqual(this.complaints, [], "no console error, no policy violation, no uncaught error");
    assert.deepEqual(this.foreign, [], "no request to another host");
  }

  async close() {
    await this.context.close();
    await this.host?.close();
  }
}

/**
 * Runs in every document before its own scripts: what is put off by no time at all is done at once. The page's framework
 * gives way to the browser so when a drawing has taken long, and what a test reads right after an act would depend on how
 * fast the machine is.
 */
function drawAtOnce() {
  const later = globalThis.setTimeout;
  globalThis.setTimeout = (task, delay, ...rest) => {
    if (delay !== 0 || typeof task !== "function") return later(task, delay, ...rest);
    queueMicrotask(() => task(...rest));
    return 0;
  };
}

/** Runs in every document, with a clock that stands: its frames have numbers that the page can keep in 32 bits, too. */
function numberFrames() {
  const [ask, cancel] = [globalThis.requestAnimationFrame, globalThis.cancelAnimationFrame];
  const asked = new Map();
  let last = 0;
  globalThis.requestAnimationFrame = (draw) => {
    last += 1;
    asked.set(last, ask(draw));
    return last;
  };
  globalThis.cancelAnimationFrame = (number) => cancel(asked.get(number));
}

/** Runs in every document before its own scripts: notes each breaker state and each policy violation. */
function recordStates() {
  globalThis.seenStates = [];
  const look = () => {
    const state = document.querySelector("[data-breaker-state]")?.dataset.breakerState;
    if (state && globalThis.seenStates.at(-1) !== state) globalThis.seenStates.push(state);
  };
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-breaker-state"],
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}
