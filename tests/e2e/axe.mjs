// axe on a page of the playground. It is handed to the page by the browser's tools, not as a script of the page, so the
// page's content security policy stays as it is.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Of all combinations of three lists so few that each value still meets each value of the other lists: a square of the
 * first two, with the third moving on in it. What axe finds comes from one of them (the colours of a theme, the room that
 * a size leaves, what stands there) or from two that meet, so the others would find nothing more. The third list may not
 * be longer than the others.
 */
export const pairs = (first, second, third) => first.flatMap((one, row) =>
  second.map((other, column) => [one, other, third[(row + column) % third.length]]));

/** What axe finds with its default rules, best practices included, and `target-size`, which is off by default. */
export async function violations(frame) {
  await frame.evaluate(source);
  const found = await frame.evaluate(() => globalThis.axe.run(document, {
    iframes: false,
    resultTypes: ["violations"],
    rules: { "target-size": { enabled: true } },
  }));
  return found.violations.map((rule) => ({
    rule: rule.id,
    impact: rule.impact,
    nodes: rule.nodes.slice(0, 5).map((node) => `${node.html.slice(0, 160)}: ${node.failureSummary?.split("\n").at(-1)?.trim()}`),
  }));
}
