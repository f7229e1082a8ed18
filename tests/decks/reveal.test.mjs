// reveal.js 4, 5 and 6: a slide that is shown plays, whatever way led to it; a clicker always reaches the deck.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Deck, MODULES, deckTest, shared, world } from "./harness.mjs";

const LINK = "#breaker?failure=0.3&seed=7";
const VERSIONS = [4, 5, 6];
const NOTES = { 4: "plugin/notes/notes.js", 5: "plugin/notes/notes.js", 6: "dist/plugin/notes.js" };
const folders = Object.fromEntries(VERSIONS.map((version) => [`/reveal${version}/`, `${MODULES}reveal${version}/`]));

/** A deck of one version with these slides. */
const deck = (version, slides, options = "") => `<!doctype html><title>deck</title><meta charset="utf-8">
  <link rel="stylesheet" href="/reveal${version}/dist/reveal.css">
  <div class="reveal"><div class="slides">${slides.join("")}</div></div>
  <script src="/reveal${version}/dist/reveal.js"></script><script src="/reveal${version}/${NOTES[version]}"></script>
  <script>Reveal.initialize({ hash: true, width: 960, height: 700, plugins: [RevealNotes], ${options} })</script>`;
const slide = (content) => `<section>${content}</section>`;
const TITLE = slide("<h2>Title</h2>");
const END = slide("<h2>End</h2>");

/** The ways in which a frame stands in a deck, each from Share's line. `kept` is not loaded anew when it is shown again. */
const WAYS = {
  "data-src data-preload": { frame: (line) => line, kept: true },
  "data-src": { frame: (line) => line.replace(" data-preload", "") },
  src: { frame: (line) => line.replace("data-src", "src").replace(" data-preload", ""), kept: true },
};
const FRAME = ".slides iframe";
const at = (page) => page.evaluate(() => Reveal.getIndices().h);
const shown = (page, h) => page.waitForFunction((wanted) => Reveal.isReady() && Reveal.getIndices().h === wanted, h);

for (const version of VERSIONS) {
  for (const [name, way] of Object.entries(WAYS)) {
    const of = (before, slow) => async () => {
      const line = way.frame(await shared("reveal.js", LINK, { slow }));
      return { "/": deck(version, [...before, slide(line), END]) };
    };
    deckTest(`reveal ${version}, ${name}: plays when shown, pauses when left, and plays when shown again`, { pages: of([TITLE]), folders }, async ({ page, ...rest }) => {
      const deck = new Deck(page, rest.address);
      await shown(page, 0);
      await page.keyboard.press("ArrowRight");
      await (await deck.frame(FRAME)).plays(300);
      await page.keyboard.press("ArrowRight");
      const left = way.kept ? await (await deck.frame(FRAME)).paused() : 0;
      await shown(page, 2);
      await page.keyboard.press("ArrowLeft");
      await shown(page, 1);
      const again = await deck.frame(FRAME);
      await again.plays(way.kept ? left : 0);
    });
    deckTest(`reveal ${version}, ${name}: plays on the first slide, and after a reload`, { pages: of([]), folders }, async ({ page, address }) => {
      const deck = new Deck(page, address);
      await (await deck.frame(FRAME)).plays();
      await page.reload();
      await (await deck.frame(FRAME)).plays();
    });
    deckTest(`reveal ${version}, ${name}: plays when opened by its address, on a slow line`, { pages: of([TITLE], true), folders, start: "/#/1" }, async ({ page, address }) => {
      await (await new Deck(page, address).frame(FRAME)).plays();
      assert.equal(await at(page), 1);
    });
  }

  deckTest(`reveal ${version}, background: plays when shown and when opened by its address`, {
    pages: async () => {
      const { site } = await world();
      return { "/": deck(version, [TITLE, `<section data-background-iframe="${site.address}${LINK}&amp;embed=1" data-background-interactive></section>`, END]) };
    }, folders, start: "/#/1",
  }, async ({ page, address }) => {
    const deck = new Deck(page, address);
    await (await deck.frame(".backgrounds iframe")).plays();
    await page.keyboard.press("ArrowLeft");
    await shown(page, 0);
    await page.keyboard.press("ArrowRight");
    await (await deck.frame(".backgrounds iframe")).plays();
  });

  deckTest(`reveal ${version}, fragment: starts with it, and pauses when it is taken back`, {
    pages: async () => ({ "/": deck(version, [slide(`<p class="fragment">${await shared("reveal.js", LINK)}</p>`), END]) }), folders,
  }, async ({ page, address }) => {
    const frame = await new Deck(page, address).frame(FRAME);
    assert.equal(await frame.paused(), 0);
    await page.keyboard.press("ArrowRight");
    await frame.plays();
    await page.keyboard.press("ArrowLeft");
    await frame.paused();
  });

  deckTest(`reveal ${version}, fade: the next slide's run waits at its start`, {
    pages: async () => ({ "/": deck(version, [TITLE, slide(await shared("reveal.js", LINK)), END], 'transition: "fade"') }), folders,
  }, async ({ page, address }) => {
    const frame = await new Deck(page, address).frame(FRAME);
    assert.equal(await frame.paused(), 0);
    await page.keyboard.press("ArrowRight");
    await frame.plays();
  });

  deckTest(`reveal ${version}: the clicker's keys after a touch on stage, timeline, speed and Kill`, {
    pages: async () => ({ "/": deck(version, [TITLE, slide(await shared("reveal.js", `${LINK}&t=10`)), END]) }), folders, start: "/#/1",
  }, async ({ page, address }) => {
    const frame = await new Deck(page, address).frame(FRAME);
    await frame.plays(10_000);
    for (const touched of [".stage", 'input[name="t"]', '[name="speed"][value="4"]', ".brk-act .btn"]) {
      for (const [key, to] of [["PageDown", 2], ["PageUp", 0], ["ArrowRight", 2], ["ArrowLeft", 0], ["Space", 2], ["Home", 0], ["End", 2], ["n", 2], ["p", 0]]) {
        await page.evaluate(() => Reveal.slide(1));
        await frame.main({ playing: "true" });
        await frame.touch(touched);
        await page.keyboard.press(key);
        await shown(page, to);
        await page.evaluate(() => document.activeElement.blur());
      }
      await page.evaluate(() => Reveal.slide(1));
    }
  });

  deckTest(`reveal ${version}: black screen, overview, help, full screen and notes by their keys`, {
    pages: async () => ({ "/": deck(version, [TITLE, slide(await shared("reveal.js", LINK)), END]) }), folders, start: "/#/1",
  }, async ({ page, address }) => {
    const frame = await new Deck(page, address).frame(FRAME);
    await frame.plays();
    const touch = async (key) => {
      await frame.touch('input[name="t"]');
      await page.keyboard.press(key);
    };
    for (const key of ["b", "."]) {
      await touch(key);
      await page.waitForFunction(() => Reveal.isPaused());
      await page.evaluate(() => Reveal.togglePause(false));
    }
    for (const key of ["o", "Escape"]) {
      await touch(key);
      await page.waitForFunction(() => Reveal.isOverview());
      await page.evaluate(() => Reveal.toggleOverview(false));
    }
    await touch("f");
    await page.waitForFunction(() => document.fullscreenElement);
    await page.evaluate(() => document.exitFullscreen());
    const notes = page.context().waitForEvent("page");
    await touch("s");
    await (await notes).close();
    await touch("Shift+?");
    await page.locator(".reveal .overlay, .reveal .r-overlay").first().waitFor();
  });

  deckTest(`reveal ${version}, auto-animate: a frame that grows is drawn as one that was never small`, {
    pages: async () => {
      const line = (await shared("reveal.js", `${LINK}&t=10`)).replace("data-src", "src");
      const sized = (width, height, id) => line.replace('width="960" height="540"', `width="${width}" height="${height}" data-id="${id}"`);
      return { "/": deck(version, [
        `<section data-auto-animate>${sized(480, 300, "one")}</section>`, `<section data-auto-animate>${sized(900, 500, "one")}</section>`,
        slide(sized(900, 500, "fresh")),
      ]) };
    }, folders,
  }, async ({ page, address }) => {
    const deck = new Deck(page, address);
    const frames = [];
    for (const index of [0, 1, 2]) frames.push(await deck.frame(`${FRAME} >> nth=${index}`));
    const drawn = (one) => one.frame.locator(".drawing svg").getAttribute("viewBox");
    await page.keyboard.press("ArrowRight");
    await shown(page, 1);
    await frames[1].plays(10_000);
    assert.equal(await drawn(frames[1]), await drawn(frames[2]));
    // The first one is made as large as the others.
    await page.evaluate(() => Object.assign(document.querySelectorAll(".slides iframe")[0], { width: 900, height: 500 }));
    await frames[0].frame.locator(`.drawing svg[viewBox="${await drawn(frames[2])}"]`).waitFor({ state: "attached" });
  });

  deckTest(`reveal ${version}, print: every frame is there, at the moment of its link`, {
    pages: async () => ({ "/": deck(version, [slide(await shared("reveal.js", `${LINK}&t=10`)), END]) }), folders, start: "/?print-pdf",
  }, async ({ page, address }) => {
    const frame = await new Deck(page, address).frame("iframe");
    await page.waitForFunction(() => document.querySelector(".pdf-page iframe"));
    const printed = await new Deck(page, address).frame(".pdf-page iframe");
    assert.equal(await printed.paused(), 10_000);
    assert.equal(await frame.frame.locator(".round.play").evaluate((one) => getComputedStyle(one).printColorAdjust), "exact");
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    assert.ok(pdf.length > 10_000);
  });
}

deckTest("the frame's own case: a start at its load event", {
  pages: async () => {
    const { site } = await world();
    const page = await readFile(new URL("slide-start-at-load.html", import.meta.url), "utf8");
    return { "/": page.replaceAll("SITE/", site.address) };
  },
}, async ({ page }) => {
  await page.waitForFunction(() => document.title === "playing");
});
