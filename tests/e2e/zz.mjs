import { launch } from "./browser.mjs";
import { serveSite } from "./server.mjs";
// node zz.mjs prefix  spec...   spec = name|WxH|hash|dark?|actions
const site = await serveSite();
const browser = await launch();
for (const spec of process.argv.slice(2)) {
  const [name, size, hash, mode, ...actions] = spec.split("|");
  const [width, height] = size.split("x").map(Number);
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: mode === "dark" ? "dark" : "light", hasTouch: false });
  page.on("console", (m) => m.type() === "error" && console.log(name, "console:", m.text()));
  page.on("pageerror", (e) => console.log(name, "error:", e.message));
  await page.goto(site.address + hash);
  await page.locator('main[data-ready="true"]').waitFor();
  for (const action of actions) {
    const [what, ...rest] = action.split("=");
    const value = rest.join("=");
    try {
    if (what === "press") await page.getByRole("button", { name: value, exact: true }).first().click();
    if (what === "check") await page.locator(".option").nth(+value).click();
    if (what === "fill") await page.locator('input[type=number][name=guess]').fill(value);
    if (what === "slide") { await page.locator('.slide').fill(value); }
    if (what === "draw") { const b = await page.locator(".pen").boundingBox(); const v = value.split(",").map(Number);
      for (let i = 0; i < v.length; i++) { const x = b.x + b.width * (i + .5) / v.length, y = b.y + b.height * (1 - v[i]) ; if (i === 0) { await page.mouse.move(x, y); await page.mouse.down(); } else await page.mouse.move(x, y, { steps: 4 }); } await page.mouse.up(); }
    if (what === "decided") await page.locator('[data-predict="decided"]').waitFor({ timeout: 20000 });
    if (what === "wait") await page.waitForTimeout(+value);
    if (what === "shot") await page.screenshot({ path: `/tmp/shots/${value}.png` });
    if (what === "full") { await page.screenshot({ path: `/tmp/shots/${value}.png`, fullPage: true }); }
    } catch (e) { console.log(name, action, e.message.split("\n")[0]); }
  }
  await page.close();
}
await browser.close(); await site.close(); process.exit(0);
