import { readFile } from "node:fs/promises";

/** The script that hands keys on in a deck that is not reveal.js's, as the README has it. */
const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const [, script] = /```html\n(<script>\naddEventListener\("message"[^]*?<\/script>)\n```/.exec(readme) ?? [];
if (!script) throw new Error("the README has no script that hands keys on");
export const KEYS = script;
