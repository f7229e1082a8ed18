// Marp: nothing tells the frame of its slide; it plays while it is in sight, and hands keys on.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deckTest, MODULES, shared } from "./harness.mjs";
import { KEYS } from "./keys.mjs";

const pages = async () => {
  const folder = await mkdtemp(join(tmpdir(), "half-open-marp-"));
  try {
    const line = await shared("Marp, Slidev", "#breaker?failure=0.3&seed=7");
    await writeFile(join(folder, "deck.md"), ["---\nmarp: true\n---\n# One", line, `# Three\n\n${KEYS}`].join("\n\n---\n\n"));
    const made = spawnSync(`${MODULES}.bin/marp`, ["--no-stdin", "--html", "--no-config-file", "deck.md"], { cwd: folder, encoding: "utf8" });
    assert.equal(made.status, 0, made.stderr);
    return { "/": await readFile(join(folder, "deck.html"), "utf8") };
  } finally {
    await rm(folder, { recursive: true });
  }
};

deckTest("Marp: plays while its slide is shown, and a clicker's keys reach the deck", { pages }, async (deck) => {
  // Before its slide the frame has no size, and so no picture.
  await deck.page.frameLocator("iframe").locator("main[data-lab]").waitFor({ state: "attached" });
  await deck.press("ArrowRight");
  const frame = await deck.frame();
  await frame.plays(200);
  assert.ok((await frame.time()) < 5_000, "it began with its slide");
  await deck.press("ArrowRight");
  const left = await frame.stands();
  await deck.press("ArrowLeft");
  await frame.plays(left);
  for (const [key, hash] of [["PageDown", "#3"], ["PageUp", "#1"], ["ArrowRight", "#3"], ["Space", "#3"]]) {
    await deck.page.evaluate(() => { location.hash = "#2"; });
    await frame.touch('input[name="t"]');
    await deck.press(key);
    await deck.page.waitForFunction((wanted) => location.hash === wanted, hash);
  }
});
