// What the tests of generated configurations share: the lab's runs, and the generated modules.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const LINKS = JSON.parse(readFileSync(new URL("links.json", import.meta.url), "utf8"));
/** Where generated modules are written; the libraries are found from there. */
const out = join(process.env.OUT, `${process.pid}`);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
symlinkSync(fileURLToPath(new URL("node_modules", import.meta.url)), join(out, "node_modules"));
writeFileSync(join(out, "package.json"), '{ "type": "module" }');
process.on("exit", () => rmSync(out, { recursive: true, force: true }));

export const typescript = createRequire(import.meta.url)("typescript");

function headless(...words) {
  return execFileSync(process.env.HEADLESS, words, { encoding: "utf8", maxBuffer: 1 << 28 });
}

export const text = (link, target) => headless("config", link, "--as", target);

export function events(link, until) {
  return JSON.parse(headless("run", link, "--until", `${until}`, "--format", "json", "--events")).events;
}

let written = 0;
/** Writes a text as a file that can find the libraries. */
export function write(source, ending) {
  const file = join(out, `policy-${(written += 1)}.${ending}`);
  writeFileSync(file, source);
  return file;
}

/** What a generated module exports. */
export async function load(link, target) {
  let source = text(link, target);
  if (target === "cockatiel") {
    const compilerOptions = { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2022 };
    source = typescript.transpileModule(source, { compilerOptions }).outputText;
  }
  return import(pathToFileURL(write(source, "mjs")));
}

/** A link with more settings; they stand before those that it has only for the eye. */
export const having = (link, more) => `${link}${link.includes("?") ? "&" : "?"}${more}`;

/** The waits of 200 reads of the lab that always fail, in ms, by the retry, and how many attempts they made. */
export function labWaits(link) {
  const run = events(having(link, "failure=1&reads=200"), 80_000);
  const made = new Set(run.filter(({ kind }) => kind === "call_ended").map(({ attempts }) => attempts));
  assert.equal(made.size, 1);
  const [attempts] = made;
  // No wait is no event.
  const waits = Array.from({ length: attempts - 1 }, () => []);
  for (const { kind, attempt, delay_ns } of run) if (kind === "waiting") waits[attempt - 2].push(delay_ns / 1e6);
  return { attempts, waits: waits.map((seen) => (seen.length > 0 ? seen : [0])) };
}

/** Kinds of failure that are the caller's own mistakes. */
const OWN = ["client_error", "authentication", "bug"];

/** The calls of a breaker run in order of their start, each with its end, and the breaker's states. */
export function labCalls(link, until = 300) {
  const calls = new Map();
  const changes = [];
  for (const { t_ns, kind, caller, call, outcome, failure, to } of events(link, until)) {
    const key = `${caller}/${call}`;
    if (kind === "attempt_started") calls.set(key, { key, start: t_ns / 1e6 });
    else if (kind === "attempt_ended") {
      Object.assign(calls.get(key), { end: t_ns / 1e6, ok: outcome === "success", own: OWN.includes(failure) });
    }
    else if (kind === "refused") calls.set(key, { key, start: t_ns / 1e6, refused: true });
    else if (kind === "transition") changes.push(to.replace("_", "-"));
  }
  const ended = [...calls.values()].filter((one) => one.refused || one.end !== undefined);
  assert.ok(ended.length >= 20, `${ended.length} calls`);
  return { calls: ended, changes };
}

/** The rounds of a batch run: the attempts' outcomes of each sensor, and what was missing. */
export function labRounds(link) {
  const outcomes = new Map();
  const rounds = [];
  for (const { kind, call, service, outcome, batch, unavailable, total } of events(link, 20)) {
    const key = `${call}/${service}`;
    if (kind === "attempt_ended") outcomes.set(key, [...(outcomes.get(key) ?? []), outcome === "success"]);
    if (kind === "batch_ended") {
      const reads = Array.from({ length: total }, (_, sensor) => outcomes.get(`${batch}/${sensor}`));
      rounds.push({ reads, missing: unavailable });
    }
  }
  assert.ok(rounds.length >= 5);
  return rounds;
}

/** The error of a call that fails; `module` is what was generated, which has a type for a caller's own mistakes. */
export const failed = (call, { OwnMistake = Error }) => (call.own ? new OwnMistake("mistaken") : new Error("failed"));

/** The states of a breaker, noted one after the other. */
export function same(seen, changes, link) {
  assert.ok(changes.length - seen.length <= 1, `${link}: ${seen.length} of ${changes.length} changes`);
  assert.deepEqual(seen, changes.slice(0, seen.length), link);
}
