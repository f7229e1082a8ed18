// Slidev: as in Marp.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { after } from "node:test";
import { deckTest, MODULES, shared } from "./harness.mjs";
import { KEYS } from "./keys.mjs";

// Slidev looks for its theme from the folder of the deck.
const folder = fileURLToPath(new URL("out/slidev", import.meta.url));
after(() => rm(folder, { recursive: true, force: true }));

const pages = async () => {
  await mkdir(folder, { recursive: true });
  const line = await shared("Marp, Slidev", "#breaker?failure=0.3&seed=7");
  const head = "---\ntheme: default\nfonts:\n  provider: none\nrouterMode: hash\n---";
  await writeFile(`${folder}/slides.md`, [`${head}\n# One`, line, "# Three"].join("\n\n---\n\n"));
  await writeFile(`${folder}/index.html`, `<!doctype html><html><head></head><body>${KEYS}</body></html>`);
  const made = spawnSync(`${MODULES}.bin/slidev`, ["build", "slides.md", "--base", "./", "--out", "dist"], { cwd: folder, encoding: "utf8" });
  assert.equal(made.status, 0, made.stdout + made.stderr);
  return { "/": await readFile(`${folder}/dist/index.html`, "utf8") };
};

deckTest("Slidev: plays while its slide is shown, and a clicker's keys reach the deck", {
  pages, folders: { "/assets/": `${folder}/dist/assets/` }, start: "/#/1",
}, async (deck) => {
  const { page } = deck;
  await page.locator("text=One").first().waitFor();
  await deck.press("ArrowRight");
  const frame = await deck.frame();
  await frame.plays(200);
  await deck.press("ArrowRight");
  await page.waitForFunction(() => location.hash.startsWith("#/3"));
  const left = await frame.stands();
  await deck.press("ArrowLeft");
  await frame.plays(left);
  for (const [key, to] of [["PageDown", 3], ["PageUp", 1], ["ArrowRight", 3], ["Space", 3]]) {
    await page.evaluate(() => { location.hash = "#/2"; });
    await page.waitForFunction(() => location.hash.startsWith("#/2"));
    await page.locator("iframe").waitFor();
    await frame.touch('input[name="t"]');
    await frame.paused();
    await deck.press(key);
    await page.waitForFunction((wanted) => location.hash.startsWith(`#/${wanted}`), to);
  }
});
