// "Copy as": the present settings as configuration, beside the code.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { pageTest } from "./harness.mjs";

const shown = (page) => page.frame.locator("#copy-config");
const text = (page) => shown(page).textContent();

pageTest("the text is that of the library chosen, and follows the settings", async (page) => {
  await page.open("#breaker?play=0&open=code");
  assert.match(await text(page), /Breaker::new\(Settings \{/);
  const all = await page.input("copy-as").locator("option").evaluateAll((options) => options.map(({ value }) => value));
  assert.deepEqual(all, [
    "half-open", "resilience4j", "polly", "tenacity", "pybreaker", "cockatiel", "opossum", "gobreaker",
  ]);
  await page.input("copy-as").selectOption("pybreaker");
  await page.until(() => document.querySelector("#copy-config").textContent.includes("fail_max=3,"));
  // A slider that is still held counts, too.
  await page.input("threshold").evaluate((slider) => {
    slider.value = "7";
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.until(() => document.querySelector("#copy-config").textContent.includes("fail_max=7,"));
  await page.control("threshold", 9);
  await page.until(() => document.querySelector("#copy-config").textContent.includes("fail_max=9,"));
  await page.input("trip").selectOption("time");
  await page.until(() => document.querySelector("#copy-config").textContent.includes("there is no share of failures"));
});

pageTest("it belongs to the lab, and every library has its text in every lab", async (page) => {
  for (const [lab, word] of [["retry", "stop_after_attempt(4)"], ["batch", "stop_after_attempt(1)"]]) {
    await page.open(`#${lab}?play=0&open=code`);
    await page.input("copy-as").selectOption("tenacity");
    await page.until((wanted) => document.querySelector("#copy-config").textContent.includes(wanted), word);
    for (const key of ["half-open", "resilience4j", "polly", "pybreaker", "cockatiel", "opossum", "gobreaker"]) {
      await page.input("copy-as").selectOption(key);
      await page.until((wanted) => document.querySelector("#copy-config").dataset.copyAs === wanted, key);
      assert.match(await text(page), new RegExp(`#${lab}`), `${lab} as ${key} names its link`);
    }
  }
});

pageTest("the library is remembered", async (page) => {
  await page.open("#breaker?play=0&open=code");
  await page.input("copy-as").selectOption("gobreaker");
  await page.until(() => document.querySelector("#copy-config").dataset.copyAs === "gobreaker");
  await page.open("#retry?play=0&open=code");
  assert.equal(await page.input("copy-as").inputValue(), "gobreaker");
  assert.match(await text(page), /gobreaker has no retry/);
});

pageTest("Copy hands the text to the clipboard and says so until the text is another",
  { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    await page.open("#breaker?play=0&open=code");
    await page.button("Copy configuration").click();
    const told = page.frame.locator(".copyas [role=status]");
    await page.until(() => document.querySelector(".copyas [role=status]").textContent === "Copied.");
    assert.equal(await page.page.evaluate(() => navigator.clipboard.readText()), await text(page));
    await page.control("threshold", 5);
    await page.until(() => document.querySelector("#copy-config").textContent.includes("threshold: 5"));
    assert.equal(await told.textContent(), "");
  });

const refuse = () => Object.defineProperty(navigator, "clipboard", { value: undefined });
pageTest("without a clipboard the text is selected", { scripts: [refuse] }, async (page) => {
  await page.open("#breaker?play=0&open=code");
  await page.button("Copy configuration").click();
  await page.until(() => document.querySelector(".copyas [role=status]").textContent.includes("Ctrl+C"));
  assert.equal(await page.page.evaluate(() => getSelection().toString().trim()), (await text(page)).trim());
  assert.equal(await page.page.evaluate(() => document.activeElement.id), "copy-config");
});

pageTest("Save offers the text as a file of the language", async (page) => {
  await page.open("#breaker?play=0&open=code");
  await page.input("copy-as").selectOption("resilience4j");
  await page.until(() => document.querySelector("#copy-config").dataset.copyAs === "resilience4j");
  const [download] = await Promise.all([
    page.page.waitForEvent("download"), page.frame.locator(".copyas a[download]").click(),
  ]);
  assert.equal(download.suggestedFilename(), "application.yml");
});

pageTest("by keyboard alone: to the choice, to the text, and scrolled", async (page) => {
  await page.open("#breaker?play=0&open=code");
  await page.input("copy-as").focus();
  await page.page.keyboard.press("ArrowDown");
  await page.until(() => document.querySelector("#copy-config").dataset.copyAs === "resilience4j");
  for (let stop = 0; stop < 3; stop += 1) await page.page.keyboard.press("Tab");
  assert.equal(await page.page.evaluate(() => document.activeElement.id), "copy-config");
});

for (const [name, viewport] of [["phone", { width: 390, height: 844 }], ["desktop", { width: 1280, height: 800 }]]) {
  for (const theme of ["light", "dark", "projector"]) {
    pageTest(`axe finds nothing: ${name}, ${theme}`, { viewport }, async (page) => {
      await page.open(`#breaker?play=0&open=code&theme=${theme}`);
      await page.input("copy-as").selectOption("polly");
      await page.until(() => document.querySelector("#copy-config").dataset.copyAs === "polly");
      assert.deepEqual(await violations(page.frame), []);
      const beyond = await page.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(beyond <= 0, "nothing is wider than the page");
    });
  }
}

pageTest("a first visit has none of it, and the tool's button brings it", async (page) => {
  await page.open("#breaker?play=0");
  assert.equal(await page.frame.locator(".copyas").count(), 0);
  await page.button("Code").click();
  await page.frame.locator("#copy-config").waitFor();
  await page.ready();
});
