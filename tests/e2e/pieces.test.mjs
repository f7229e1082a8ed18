// The program in pieces: what a first visit loads, what comes after it, and what is said when a piece does not come.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { Lab } from "./harness.mjs";
import { DIST, serveSite } from "./server.mjs";

const NETWORK = /Failed to load resource|ERR_/;
const PIECE = /^(tools|toolings|labs|beyond|further|chunk_\d+)-.*\.(wasm|css)$/;
const isPiece = (path) => PIECE.test(path);

/** A lab at a site of its own that misbehaves as `fault` says of a path, as long as it does. */
async function labAt(context, fault) {
  const site = await serveSite({ misbehave: fault });
  context.after(() => site.close());
  const lab = await Lab.start({ site, errors: NETWORK });
  context.after(() => lab.close());
  return { lab, asked: () => site.log.map((path) => path.split("/").at(-1)) };
}

/** A promise, and what fulfils it. */
function gate() {
  let open;
  const until = new Promise((resolve) => { open = resolve; });
  return { until, open };
}

const told = (lab, state) => lab.frame.locator(`[data-supply="${state}"]`);

test("a first visit shows and plays without the pieces, which come by themselves", async (context) => {
  const { until, open } = gate();
  const { lab } = await labAt(context, (path) => (isPiece(path) ? { until } : undefined));
  await lab.open("#breaker?seed=289");
  assert.equal(await lab.frame.locator('[data-complete="false"]').count(), 1);
  await lab.button("Kill").click();
  await lab.waitFor('[data-breaker-state="open"]');
  await lab.control("failure", "0.4");
  assert.equal(await lab.frame.locator("[data-supply]").count(), 0, "nobody is told of what nobody asked for");
  open();
  await lab.complete();
  lab.assertClean();
});

test("a tool that is pressed before it is there opens when it has come", async (context) => {
  const { until, open } = gate();
  const { lab } = await labAt(context, (path) => (isPiece(path) ? { until } : undefined));
  await lab.open("#breaker?seed=289&play=0&t=2");
  await lab.button("Paint").click();
  await told(lab, "coming").waitFor();
  await lab.play();
  open();
  await lab.waitFor(".painter");
  assert.equal(await lab.frame.locator("[data-supply]").count(), 0);
  assert.equal(await lab.main("playing"), "true", "the run went on");
  lab.assertClean();
});

for (const [what, fault, says] of [
  ["is not on the server", { status: 404 }, /The server has no .*: reload the page/],
  ["meets a server that is down", { status: 503 }, /answered 503/],
  ["arrives in part", { truncate: 2_000 }, /something else, or only a part/],
  ["is something else", { body: "<h1>Sign in to the hotel's network</h1>" }, /something else, or only a part/],
]) {
  test(`a piece ${what}: the run goes on, and Retry brings the tool`, async (context) => {
    let down = true;
    const { lab } = await labAt(context, (path) => (down && path.endsWith(".wasm") && isPiece(path) ? fault : undefined));
    await lab.open("#breaker?seed=289&play=0&t=2");
    await lab.button("Paint").click();
    await told(lab, "missing").waitFor();
    assert.match(await told(lab, "missing").innerText(), says);
    assert.deepEqual(await violations(lab.frame), []);
    await lab.button("Kill").click();
    await lab.play();
    await lab.waitFor('[data-breaker-state="open"]');
    await lab.button("Retry").click();
    await told(lab, "missing").waitFor();
    down = false;
    await lab.button("Retry").click();
    await lab.waitFor(".painter");
    await lab.complete();
    assert.equal(await lab.frame.locator("[data-supply]").count(), 0);
    lab.assertClean();
  });
}

test("a piece of another version is refused by its name and that of both versions", async (context) => {
  const names = await readdir(DIST);
  const name = names.find((name) => /^tools-.*\.wasm$/.test(name));
  const build = /-([0-9a-f]{16})\./.exec(name)[1];
  const bytes = await readFile(`${DIST}/${name}`);
  const other = "0123456789abcdef";
  bytes.write(other, bytes.lastIndexOf(build));
  const { lab } = await labAt(context, (path) => (path === name ? { body: bytes } : undefined));
  await lab.open("#breaker?seed=289&play=0&t=2");
  await lab.button("Predict").click();
  await told(lab, "missing").waitFor();
  const says = await told(lab, "missing").innerText();
  for (const part of [name, other, build]) assert.ok(says.includes(part), `${part} in ${says}`);
  assert.equal(await lab.main("time-ms"), "2000");
  lab.assertClean();
});

test("a lab that does not come leaves the run, and giving up leads back to its address", async (context) => {
  let down = true;
  const { lab } = await labAt(context, (path) => (down && path.startsWith("labs-") ? { status: 404 } : undefined));
  await lab.open("#breaker?seed=7&play=0&t=3");
  const tab = (name) => lab.frame.getByRole("link", { name, exact: true });
  await tab("Retry").click();
  await told(lab, "missing").waitFor();
  assert.deepEqual([await lab.main("lab"), await lab.main("seed"), await lab.time()], ["breaker", "7", 3_000]);
  await told(lab, "missing").getByRole("button", { name: "Dismiss" }).click();
  await lab.address(/^#breaker\?.*seed=7/);
  down = false;
  await tab("Retry").click();
  await lab.waitForMain({ lab: "retry", ready: "true" });
  lab.assertClean();
});

test("a rule of a library waits for its breaker", async (context) => {
  const { until, open } = gate();
  const { lab } = await labAt(context, (path) => (path.startsWith("labs-") ? { until } : undefined));
  await lab.open("#breaker?seed=1&play=0&t=3");
  await lab.control("like", "resilience4j");
  await told(lab, "coming").waitFor();
  open();
  await lab.address(/like=resilience4j/);
  assert.equal(await lab.frame.locator("[data-supply]").count(), 0);
  lab.assertClean();
});

for (const [link, wanted, unwanted] of [
  ["#retry?t=1&play=0", /^labs-/, /^tools-/],
  ["#breaker?like=hystrix&t=1&play=0", /^labs-/, /^tools-/],
  ["#breaker?q=2", /^tools-/, /^$/],
  ["#batch?lanes=2&t=1&play=0", /^tools-/, /^$/],
  ["#breaker?embed=1", /^tools-/, /^$/],
]) {
  test(`${link} has at once what it needs`, async (context) => {
    const { until, open } = gate();
    const { lab, asked } = await labAt(context, (path) => (unwanted.test(path) ? { until } : undefined));
    await lab.open(link);
    assert.ok(asked().some((name) => wanted.test(name)), `${asked()}`);
    assert.equal(await lab.frame.locator("[data-supply]").count(), 0);
    open();
    await lab.complete();
    lab.assertClean();
  });
}

test("a link whose piece does not come says so in the page's place", async (context) => {
  const { lab } = await labAt(context, (path) => (path.startsWith("labs-") ? { status: 404 } : undefined));
  await lab.open("#retry?seed=3", { ready: false });
  const card = lab.frame.getByRole("alert");
  await card.waitFor();
  assert.match(await card.innerText(), /The server has no labs-/);
  assert.match(await card.innerText(), /#retry\?seed=3/);
  lab.assertClean();
});
