// Screenshots of every lab, to look at: `cargo xtask shots`, or `cargo xtask shots breaker` for one lab.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { LABS } from "./contract.mjs";
import { serveSite } from "./server.mjs";

const SIZES = { page: { width: 1280, height: 800 }, phone: { width: 390, height: 844 }, embed: { width: 960, height: 540 } };
const MOMENTS = {
  breaker: { start: "t=1.5", failure: "t=6", late: "t=45" },
  retry: { start: "t=0.5", failure: "t=2", late: "t=60" },
  stack: { start: "t=2.3", failure: "t=8.5", late: "t=40" },
  storm: { start: "t=0.4", failure: "t=3.5", late: "t=10" },
  pipeline: { start: "t=4.15", failure: "t=14", late: "t=60" },
  fallback: { start: "t=5", failure: "t=40", late: "t=80" },
  cascade: { start: "t=3", failure: "t=12", late: "t=45" },
  bulkhead: { start: "t=0.6", failure: "t=12", late: "t=30" },
  dashboard: { start: "t=15", failure: "t=480", late: "t=3600" },
  clinic: { start: "t=4", failure: "case=5&t=16", late: "case=16&first=successes-fewer&t=40" },
  batch: { start: "t=2.3", failure: "t=12", late: "t=70" },
};
const out = fileURLToPath(new URL("out/", import.meta.url));
const wanted = process.argv.slice(2);

await mkdir(out, { recursive: true });
const site = await serveSite();
const browser = await launch();
try {
  for (const lab of LABS.filter((name) => !wanted.length || wanted.includes(name))) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const theme of size === "phone" ? ["light", "dark"] : ["light", "dark", "projector"]) {
        const page = await browser.newPage({ viewport, colorScheme: theme === "dark" ? "dark" : "light" });
        for (const [moment, t] of Object.entries(MOMENTS[lab])) {
          if (moment !== "failure" && theme !== "light") continue;
          await shot(page, `${lab}-${size}-${theme}-${moment}`, `#${lab}?${t}&theme=${theme}${size === "embed" ? "&embed=1" : ""}`);
          if (size === "page" && moment === "failure" && theme !== "dark") {
            await page.getByRole("button", { name: "Present", exact: true }).click();
            await page.getByRole("button", { name: "Leave", exact: true }).waitFor();
            await page.screenshot({ path: `${out}${lab}-present-${theme}.png` });
            await page.goto("about:blank");
          }
        }
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  await site.close();
}
console.log(`Screenshots are in ${out}`);
process.exit(0);

async function shot(page, name, link) {
  await page.goto("about:blank");
  await page.goto(site.address + link);
  await page.locator('main[data-ready="true"]').waitFor();
  await page.screenshot({ path: `${out}${name}.png` });
  // The rest of a long page, once per lab and size.
  if (!name.includes("embed") && name.endsWith("failure")) await page.screenshot({ path: `${out}${name}-full.png`, fullPage: true });
}
