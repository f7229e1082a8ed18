// What the tests of real decks share: the built site on 127.0.0.1, decks on localhost, and a browser whose pages are
// watched. A deck is another site than the playground, as it is when the playground comes from a web server and the deck
// from anywhere else. The frame is the very line that the page's Share dialog writes for the tool.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "../e2e/browser.mjs";
import { serveHost, serveSite } from "../e2e/server.mjs";

const PATIENCE = 30_000;
export const MODULES = fileURLToPath(new URL("node_modules/", import.meta.url));

let opened;
/** The browser, the site, and a slow site whose answers each come half a second late. */
export const world = () => (opened ??= Promise.all([launch(), serveSite(), serveSite({ misbehave: () => ({ delay: 500 }) })])
  .then(([browser, site, slow]) => ({ browser, site, slow })));

after(async () => {
  const { browser, site, slow } = (await opened) ?? {};
  await Promise.all([browser?.close(), site?.close(), slow?.close()]);
});

/** The line that Share offers for a tool ("reveal.js", "Marp, Slidev", "Web page"), for a link of the site. */
export async function shared(tool, link, { slow = false } = {}) {
  const { browser, site, slow: other } = await world();
  const page = await browser.newPage();
  try {
    await page.goto(`${site.address}${link}`);
    await page.locator('main[data-ready="true"]').waitFor();
    await page.getByRole("button", { name: "Share", exact: true }).click();
    const dialog = page.getByRole("dialog");
    // It may still be on its way.
    await dialog.waitFor();
    const moment = dialog.getByRole("checkbox");
    if (await moment.count()) await moment.setChecked(link.includes("t="));
    await dialog.getByRole("radio", { name: tool }).check({ force: true });
    const line = await dialog.getByLabel("Frame", { exact: true }).inputValue();
    return slow ? line.replace(site.address, other.address) : line;
  } finally {
    await page.close();
  }
}

/** A test with a deck: `body(deck)` gets a page that shows it. `pages` and `folders` are served on localhost. */
export function deckTest(name, { pages, folders, start = "/", viewport = { width: 1280, height: 800 } }, body) {
  test(name, { timeout: 120_000 }, async () => {
    const { browser } = await world();
    const host = await serveHost(await pages(), folders);
    const context = await browser.newContext({ viewport });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    try {
      const deck = new Deck(page, host.address);
      await page.goto(host.address + start.slice(1));
      await body(deck);
      assert.deepEqual(faults, [], "no uncaught error in the deck or in a frame");
    } finally {
      await context.close();
      await host.close();
    }
  });
}

/** A page with a deck. */
export class Deck {
  constructor(page, address) {
    Object.assign(this, { page, address });
  }

  /** The playground in the frame of a selector, once its program runs. */
  async frame(selector = "iframe") {
    const frame = this.page.frameLocator(selector);
    await frame.locator('main[data-ready="true"]').waitFor({ state: "attached" });
    return new Frame(this.page, frame, selector);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }
}

/** A playground in a deck. */
export class Frame {
  constructor(page, frame, selector) {
    Object.assign(this, { page, frame, selector });
  }

  main(attributes) {
    const tests = Object.entries(attributes).map(([name, value]) => `[data-${name}="${value}"]`);
    return this.frame.locator(`main${tests.join("")}`).waitFor({ state: "attached" });
  }

  async time() {
    return Number(await this.frame.locator("main").getAttribute("data-time-ms"));
  }

  /** Clicks on something in the frame. A deck scales its slides, which the driver does not reckon with. */
  async touch(selector) {
    const [across, down] = await this.frame.locator(selector).first().evaluate((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return [(left + width / 2) / innerWidth, (top + height / 2) / innerHeight];
    });
    const { x, y, width, height } = await this.page.locator(this.selector).boundingBox();
    await this.page.mouse.click(x + width * across, y + height * down);
  }

  /** Waits until it plays and its clock is beyond a moment. */
  async plays(beyond = 0) {
    await this.main({ playing: "true" });
    for (const end = Date.now() + PATIENCE; (await this.time()) <= beyond;) {
      assert.ok(Date.now() < end, `${this.selector} plays, but its clock stays at ${await this.time()}`);
      await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 30)));
    }
  }

  /** Waits until it is paused, and returns its moment. */
  async paused() {
    await this.main({ playing: "false" });
    return this.time();
  }

  /** Waits until its clock does not move between two looks, though nobody paused it, and returns its moment. */
  async stands() {
    for (let before = -1; ;) {
      const now = await this.time();
      if (now === before) return now;
      before = now;
      await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 250)));
    }
  }
}
