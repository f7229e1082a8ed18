// Predict, run, explain: by keyboard alone, in a slide, with and without storage, and usable by everybody.

import assert from "node:assert/strict";
import { pairs, violations } from "./axe.mjs";
import { pageTest } from "./harness.mjs";

const sizes = { wide: { width: 1280, height: 800 }, slide: { width: 960, height: 540 }, phone: { width: 390, height: 844 } };

/** One question of each kind of guess, by lab and number. */
const KINDS = { choice: ["breaker", 1], number: ["breaker", 2], moment: ["breaker", 3], curve: ["batch", 5] };

const clean = async (lab, what) => assert.deepEqual(await violations(lab.frame), [], what);
const card = (lab) => lab.frame.locator(".predict");
const stage = (lab, name) => lab.waitFor(`[data-predict="${name}"]`);
const outcome = (lab) => lab.frame.locator("[data-outcome]");
const focused = (lab, selector) => lab.until((wanted) => Boolean(document.activeElement?.matches(wanted)), selector);

/** Waits until a question is asked, by its number. */
const asked = (lab, number) => lab.waitFor(`[data-predict="asked"][data-question="${number}"]`);

/** Presses Tab until something has the focus. */
async function tabTo(lab, selector) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await lab.frame.evaluate((wanted) => Boolean(document.activeElement?.matches(wanted)), selector)) return;
    await lab.page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

/** Makes some guess with Tab and arrows only. */
async function guessByKeys(lab) {
  const { keyboard } = lab.page;
  await tabTo(lab, ".guess input");
  const kind = await lab.frame.evaluate(() => document.activeElement.type);
  if (kind === "radio") {
    await keyboard.press("ArrowDown");
  } else if (await lab.frame.locator(".points input").count()) {
    const points = await lab.frame.locator(".points input").count();
    for (let point = 0; point < points; point += 1) {
      for (let up = 0; up <= point % 3; up += 1) await keyboard.press("ArrowUp");
      if (point + 1 < points) await keyboard.press("Tab");
    }
  } else {
    for (let up = 0; up < 5; up += 1) await keyboard.press("ArrowUp");
  }
}

/** Answers all questions of a lab by keyboard alone, from the first on. */
async function learn(lab, count) {
  const { keyboard } = lab.page;
  for (let number = 1; number <= count; number += 1) {
    await asked(lab, number);
    await guessByKeys(lab);
    await tabTo(lab, ".predict .primary");
    await keyboard.press(number % 2 ? "Enter" : "Space");
    await stage(lab, "decided");
    await focused(lab, "[data-outcome]");
    assert.equal(await lab.main("playing"), "false");
    const told = await card(lab).innerText();
    assert.match(told, /You said|Largest difference|Your curve/, `question ${number}`);
    assert.ok(await lab.frame.locator(".predict .rule").innerText());
    await tabTo(lab, ".predict .primary");
    await keyboard.press("Enter");
  }
  await lab.waitFor(".predict ol");
  assert.match(await card(lab).innerText(), new RegExp(`${count} of ${count} answered`));
}

// The run jumps to where the question is decided; that it is played there is the subject of other tests.
const JUMPS = { reducedMotion: true };

pageTest("predict: a learner goes through all questions of a lab by keyboard alone", JUMPS, async (lab) => {
  await lab.open("#breaker?play=0");
  await tabTo(lab, '.tools button[title^="Guess first"]');
  await lab.page.keyboard.press("Enter");
  await asked(lab, 1);
  await focused(lab, ".prompt");
  await learn(lab, 6);
});

pageTest("predict: the same in a slide, where the card keeps the keys that it uses", JUMPS, async (lab) => {
  await lab.embed("#retry?embed=1&q=1", { sandbox: "" });
  assert.equal(await lab.page.evaluate(() => document.activeElement?.id), "own", "no focus taken on load");
  await lab.frame.locator(".prompt").focus();
  await learn(lab, 6);
  assert.deepEqual(await lab.heard("key"), [], "nothing that it uses goes to the host");
  assert.equal(await lab.page.evaluate(() => scrollY), 0);
  await lab.hear({ halfOpen: "state", question: 6 });
  // Nothing of the card uses arrows now, so the slides get them.
  await lab.frame.locator(".which").focus();
  await lab.page.keyboard.press("ArrowRight");
  await lab.hear({ halfOpen: "key", key: "ArrowRight" });
});

pageTest("predict: the run is hidden until the guess is committed, then played to where it is decided", async (lab) => {
  await lab.open("#breaker?q=2");
  assert.equal(await lab.time(), 0);
  assert.equal(await lab.main("playing"), "false");
  assert.equal(await lab.main("seed"), "43");
  assert.equal(await lab.frame.locator(".facts tbody tr").count(), 0, "theory is not told");
  await lab.button("Commit and run").click();
  assert.match(await card(lab).innerText(), /Make a guess first: 0 to 200 calls/);
  await card(lab).getByRole("spinbutton").fill("250");
  await lab.button("Commit and run").click();
  assert.match(await card(lab).innerText(), /“250” is not allowed: 0 to 200 calls/);
  await card(lab).getByRole("spinbutton").fill("40");
  await lab.button("Commit and run").click();
  await stage(lab, "running");
  assert.match(await card(lab).innerText(), /You said 40 calls/);
  const speed = Number(await lab.frame.locator('[name="speed"]:checked').inputValue());
  await stage(lab, "decided");
  assert.equal(await lab.time(), 30_000);
  assert.ok(30 / speed <= 10, `within ten seconds of play, at ${speed} times the speed`);
  assert.equal(await lab.main("playing"), "false");
  const told = await card(lab).innerText();
  assert.match(told, /You said 40 calls; it was 37 calls\./);
  assert.match(told, /37 of 200 calls reached the service/);
  const reached = (await lab.metric("successes")) + (await lab.metric("failures"));
  assert.equal(reached, 37, "what the card tells is what the run shows");
  assert.ok(await lab.frame.locator(".facts tbody tr").count() > 0);
});

pageTest("predict: a moment can be pointed at on the timeline, and the flags stand there", async (lab) => {
  await lab.open("#breaker?q=3");
  const timeline = lab.frame.getByRole("slider", { name: "Timeline" });
  assert.equal(await timeline.getAttribute("max"), "20");
  const box = await timeline.boundingBox();
  await lab.page.mouse.click(box.x + box.width * 0.4, box.y + box.height / 2);
  await lab.waitFor(".flag.guess");
  assert.equal(await lab.time(), 0, "nothing was shown");
  assert.match(await card(lab).innerText(), /8\.0 s/);
  await lab.button("Play").click();
  await stage(lab, "decided");
  assert.match(await card(lab).innerText(), /You said 8\.0 s; it was 14\.9 s/);
  assert.equal(await lab.frame.locator(".flag").count(), 2);
});

pageTest("predict: a curve is drawn with the pen", async (lab) => {
  await lab.open("#batch?q=5");
  const paper = await lab.frame.locator(".pen").boundingBox();
  const { mouse } = lab.page;
  const at = (across, up) => [paper.x + paper.width * across, paper.y + paper.height * (1 - up)];
  await mouse.move(...at(0.1, 0.96));
  await mouse.down();
  await mouse.move(...at(0.9, 0.2), { steps: 3 });
  await mouse.up();
  const drawn = await lab.frame.locator(".points input").evaluateAll((all) => all.map((one) => Number(one.value)));
  assert.equal(drawn.length, 5);
  assert.ok(drawn.every((value, index) => index === 0 || value < drawn[index - 1]), `a falling line: ${drawn}`);
  await lab.button("Commit and run").click();
  await stage(lab, "decided");
  assert.match(await card(lab).innerText(), /Largest difference at \d+ %: you drew [\d.]+ %, it was [\d.]+ %/);
  assert.equal(await lab.frame.locator(".predict .guess-line").count(), 2, "in the plot and in its key");
});

pageTest("predict: with reduced motion the run jumps", { reducedMotion: true }, async (lab) => {
  await lab.open("#breaker?q=5");
  await lab.frame.locator('.option:has([value="2"])').click();
  await lab.button("Commit and run").click();
  await stage(lab, "decided");
  assert.equal(await lab.time(), 60_000);
  assert.equal(await outcome(lab).innerText(), "Right");
});

pageTest("predict: skip, the list, and back to the reader's own run", async (lab) => {
  await lab.open("#breaker?seed=5&failure=0.3&t=12&play=0");
  await lab.button("Predict").click();
  await asked(lab, 1);
  assert.equal(await lab.time(), 0);
  await lab.button("Skip").click();
  await asked(lab, 2);
  await lab.button("Question 2 of 6").click();
  await lab.frame.locator(".ask").nth(4).click();
  await asked(lab, 5);
  await lab.address(/^#breaker\?q=5$/);
  await lab.button("Back to my run").click();
  await lab.waitForMain({ seed: "5", "time-ms": "12000", playing: "false" });
  assert.equal(await card(lab).count(), 0);
  assert.equal(await lab.input("failure").inputValue(), "0.3");
  assert.equal(await lab.frame.evaluate(() => document.activeElement.textContent), "Predict", "the focus is not lost");
  await lab.address(/seed=5/, /q=/);
});

pageTest("predict: a run that is changed before it is decided is asked again", async (lab) => {
  await lab.open("#breaker?q=6");
  await card(lab).getByRole("spinbutton").fill("10");
  await lab.control("failure", "0.5");
  await stage(lab, "changed");
  assert.match(await card(lab).innerText(), /You changed the run/);
  await lab.button("Ask again").click();
  await asked(lab, 6);
  assert.equal(await lab.input("failure").inputValue(), "0.1");
  await card(lab).getByRole("spinbutton").fill("10");
  await lab.button("Commit and run").click();
  await stage(lab, "decided");
  // Afterwards exploring is free, and what was said shrinks into a chip.
  await lab.control("threshold", "3");
  await lab.waitFor(".predict.folded");
  assert.match(await card(lab).innerText(), /You said 10 calls; it was 66 calls/);
  await lab.frame.locator("button.said").click();
  await lab.waitFor(".predict:not(.folded)");
});

pageTest("predict: a run played without a guess tells what came out", async (lab) => {
  await lab.open("#batch?q=1&speed=4");
  await lab.button("Play").click();
  await stage(lab, "decided");
  assert.equal(await outcome(lab).innerText(), "What came out");
  assert.match(await card(lab).innerText(), /It was “It goes on without S3”/);
});

pageTest("predict: progress survives a reload, and can be forgotten", async (lab) => {
  await lab.open("#retry?q=1");
  await lab.frame.locator('.option:has([value="2"])').click();
  await lab.button("Commit and run").click();
  await stage(lab, "decided");
  await lab.open("#retry?open=predict");
  await asked(lab, 2);
  await lab.button("Question 2 of 6").click();
  assert.match(await card(lab).innerText(), /1 of 6 answered/);
  assert.match(await lab.frame.locator(".ask").first().innerText(), /answered: “It waits, then tries again”/);
  await lab.button("Start over").click();
  await asked(lab, 1);
  await lab.open("#retry?open=predict");
  await asked(lab, 1);
});

pageTest("predict: without storage nothing is remembered and everything works", async (lab) => {
  for (const time of ["first", "second"]) {
    await lab.embed("#batch?embed=1&q=1");
    assert.doesNotMatch(await card(lab).innerText(), /Answered before/, time);
    await lab.frame.locator('.option:has([value="2"])').click();
    await lab.button("Commit and run").click();
    await stage(lab, "decided");
    assert.equal(await outcome(lab).innerText(), "Right");
  }
});

pageTest("predict: a slide that is shown does not play the answer", async (lab) => {
  await lab.embed("#breaker?embed=1&q=1");
  await lab.say("slide:start");
  await lab.say({ halfOpen: "set", key: "speed", value: 4 });
  await lab.waitFor('[name="speed"][value="4"]');
  assert.equal(await lab.main("playing"), "false");
  assert.equal(await lab.time(), 0);
});

pageTest("predict: a lecturer can leave the answer to the room", async (lab) => {
  await lab.open("#breaker?q=1&answers=0");
  await lab.frame.locator(".option").nth(0).click();
  await lab.button("Commit and run").click();
  await stage(lab, "decided");
  const told = await card(lab).innerText();
  assert.match(told, /What did you see\?/);
  assert.match(told, /You said “It is tried, like those before”/);
  assert.doesNotMatch(told, /it was|opened the breaker|answer/i);
  await lab.button("Next question").click();
  await asked(lab, 2);
  await lab.address(/^#breaker\?q=2&answers=0$/);
});

pageTest("predict: a bad number is named, and a question can be asked of another run", async (lab) => {
  await lab.open("#breaker?q=9");
  const [notice] = await lab.notices();
  assert.match(notice, /q is “9”, but must be a whole number from 1 to 6/);
  await asked(lab, 1);
  await lab.open("#breaker?failure=0&q=2");
  await asked(lab, 2);
  await lab.waitFor('[name="failure"]');
  assert.equal(await lab.input("failure").inputValue(), "0");
  // The prompt is about this run, and the card says in what it differs from the question's own.
  assert.match(await lab.frame.locator(".prompt").textContent(), /^No call fails\. .* Its reset timeout is 5\ss\. How many calls reach/);
  const note = lab.frame.locator(".predict [data-of-link]");
  assert.match(await note.textContent(), /^The link asks this of another run: Failure rate 0\s% instead of 70\s%; Reset timeout 5\ss instead of 2\ss/);
  await lab.open("#breaker?q=4&failure=1&calls=50&reset=2");
  assert.equal(await lab.input("reset").inputValue(), "2");
  assert.match(await note.textContent(), /Failure rate 100\s% instead of 0\s%/);
  assert.match(await lab.frame.locator(".prompt").textContent(), /every call fails; the reset timeout is 2\ss/);
  await lab.open("#breaker?q=4");
  await asked(lab, 4);
  assert.equal(await note.count(), 0, "its own run needs no note");
});

pageTest("predict: a way that leads past the moment of decision is judged at that moment", async (lab) => {
  await lab.open("#batch?q=6");
  await lab.frame.locator(".option").nth(1).click();
  for (let last = -1; last < 8_700 && !(await lab.frame.locator('[data-predict="decided"]').count());) {
    last = await lab.time();
    await lab.button("Step forward").click();
    await lab.until((before) => Number(document.querySelector("main").dataset.timeMs) > before, last);
  }
  await stage(lab, "decided");
  assert.equal(await lab.time(), 8_700);
  assert.match(await card(lab).innerText(), /It was “Nothing: unavailable”/);
  await lab.open("#breaker?q=5");
  await lab.frame.locator('.option:has([value="2"])').click();
  await lab.button("Commit and run").click();
  await stage(lab, "running");
  await lab.button("Pause").click();
  await lab.button("To the next transition").click();
  await stage(lab, "decided");
  assert.equal(await lab.time(), 60_000);
  assert.equal(await outcome(lab).innerText(), "Right");
});

pageTest("predict: a link's own run keeps no answer, the lab's questions after it do", { reducedMotion: true }, async (lab) => {
  await lab.open("#breaker?q=1&failure=0.9");
  for (const number of [1, 2]) {
    await asked(lab, number);
    if (number === 1) await lab.frame.locator('.option:has([value="2"])').click();
    else await card(lab).getByRole("spinbutton").fill("40");
    await lab.button("Commit and run").click();
    await lab.waitFor('[data-predict="decided"],[data-predict="open"]');
    if (number === 1) await lab.button(await lab.button("Skip").count() ? "Skip" : "Next question").click();
  }
  await lab.button("Question 2 of 6").click();
  const rows = await lab.frame.locator(".ask small").allInnerTexts();
  assert.deepEqual(rows.slice(0, 2), ["not answered yet", "answered: 40 calls"]);
});

pageTest("predict: the reader's run comes back with its undo, its redo and its other future", async (lab) => {
  await lab.open("#breaker?seed=1&t=30");
  const go = async (seconds) => {
    await lab.frame.getByRole("slider", { name: "Timeline" }).evaluate((one, to) => {
      one.value = to;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }, String(seconds));
    await lab.waitForMain({ "time-ms": String(seconds * 1_000) });
  };
  await go(10);
  await lab.button("Kill").click();
  await go(20);
  await lab.control("failure", 0.9);
  await lab.button("Undo").click();
  const shown = async () => ({
    time: await lab.time(),
    undo: await lab.button("Undo").isEnabled(),
    redo: await lab.button("Redo").isEnabled(),
    other: await lab.button("Dismiss the other future").count(),
    end: await lab.frame.getByRole("slider", { name: "Timeline" }).getAttribute("max"),
    failure: await lab.input("failure").inputValue(),
  });
  await lab.waitForMain({ "time-ms": "20000" });
  const before = await shown();
  assert.deepEqual([before.undo, before.redo, before.other], [true, true, 1]);
  await lab.button("Predict").click();
  await asked(lab, 1);
  assert.deepEqual([(await shown()).undo, (await shown()).redo, (await shown()).other], [false, false, 0]);
  await lab.button("Skip").click();
  await asked(lab, 2);
  await lab.control("failure", 0.1);
  await stage(lab, "changed");
  await lab.button("Undo").click();
  assert.equal(await lab.main("seed"), "43", "undo stays within the question's run");
  await lab.button("Back to my run").click();
  await lab.waitForMain({ seed: "1", "time-ms": "20000" });
  assert.deepEqual(await shown(), before);
  await focused(lab, ".tools button");
  await lab.button("Redo").click();
  await lab.until(() => document.querySelector('main [name="failure"]').value === "0.9");
});

pageTest("predict: a reload while a question is asked keeps the reader's run", async (lab) => {
  await lab.open("#breaker?seed=5&failure=0.3&t=12&play=0");
  await lab.button("Predict").click();
  await asked(lab, 1);
  await lab.button("Skip").click();
  await asked(lab, 2);
  await lab.address(/^#breaker\?q=2$/);
  await lab.page.reload();
  await lab.ready();
  await asked(lab, 2);
  await lab.button("Back to my run").click();
  await lab.waitForMain({ seed: "5", "time-ms": "12000", playing: "false" });
  // Once the reader is back in it, it waits no more.
  await lab.open("#breaker?q=2");
  await lab.button("Back to my run").click();
  await lab.waitForMain({ seed: "289", "time-ms": "0" });
});

pageTest("predict: a question's link keeps its theme, and is shared without a moment", async (lab) => {
  await lab.open("#breaker?q=2&theme=projector");
  await lab.button("Play").click();
  await lab.pass(500);
  await lab.button("Pause").click();
  await lab.address(/^#breaker\?q=2&theme=projector$/);
  await lab.button("Share").click();
  const dialog = lab.frame.getByRole("dialog");
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  assert.equal(link.slice(link.indexOf("#")), "#breaker?theme=projector&q=2");
  assert.equal(await dialog.getByLabel(/Open at this moment/).count(), 0);
  // What an older link says of a moment is not the reader's run either.
  await lab.open("#breaker?q=2&t=9");
  await lab.button("Back to my run").click();
  await lab.waitForMain({ "time-ms": "0", playing: "false", seed: "289" });
});

pageTest("predict: the speed is the reader's again when the run is changed, and stays when chosen", async (lab) => {
  const speed = (wanted) => lab.until((value) => document.querySelector('[name="speed"]:checked').value === value, wanted);
  await lab.open("#breaker?q=2");
  await card(lab).getByRole("spinbutton").fill("40");
  await lab.button("Commit and run").click();
  await speed("4");
  await lab.control("failure", "0.5");
  await stage(lab, "changed");
  await speed("1");
  await lab.button("Ask again").click();
  await asked(lab, 2);
  await card(lab).getByRole("spinbutton").fill("40");
  await lab.frame.locator('[name="speed"][value="16"]').check({ force: true });
  await speed("16");
  await lab.button("Commit and run").click();
  await stage(lab, "decided");
  await speed("16");
});

pageTest("predict: the host of a slide commits a guess with play, as the button does", async (lab) => {
  await lab.embed("#breaker?embed=1&q=1");
  await lab.say({ halfOpen: "play" });
  await lab.hear({ halfOpen: "error", message: "play: the question needs a guess first" });
  await lab.frame.locator('.option:has([value="2"])').click();
  await lab.say("slide:start");
  await lab.say({ halfOpen: "set", key: "speed", value: 16 });
  await lab.waitFor('[name="speed"][value="16"]');
  assert.equal(await lab.frame.locator('[data-predict="asked"]').count(), 1);
  await lab.say({ halfOpen: "play" });
  await stage(lab, "decided");
  assert.equal(await outcome(lab).innerText(), "Right");
});

pageTest("predict: the drawing says no theory before the guess", { reducedMotion: true }, async (lab) => {
  await lab.open("#retry?q=3");
  const spoken = () => lab.frame.locator(".stage svg[role=img]").first().getAttribute("aria-label");
  assert.doesNotMatch(await spoken(), /Expected to fail/);
  await card(lab).getByRole("spinbutton").fill("10");
  await lab.button("Commit and run").click();
  await stage(lab, "decided");
  assert.match(await spoken(), /Expected to fail permanently/);
});

for (const [kind, theme, size] of pairs(Object.keys(KINDS), ["light", "dark", "projector"], Object.keys(sizes))) {
  pageTest(`axe: predict, ${kind}, ${theme}, ${size}`, { theme, viewport: sizes[size], reducedMotion: true }, async (lab) => {
    const [name, number] = KINDS[kind];
    const embed = size === "slide" ? "&embed=1" : "";
    await lab.open(`#${name}?q=${number}&theme=${theme}${embed}`);
    await clean(lab, "asked");
    const excess = await lab.frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(excess <= 0, `${excess} pixels too wide`);
    await lab.frame.locator(".predict .prompt").focus();
    await guessByKeys(lab);
    await lab.button("Commit and run").click();
    await stage(lab, "decided");
    await clean(lab, "decided");
    await lab.frame.locator(".which").click();
    await clean(lab, "the list");
  });
}

for (const height of [540, 400, 340]) {
  pageTest(`predict: in a frame ${height} pixels high the card keeps its button in sight`, { viewport: { width: 960, height } }, async (lab) => {
    for (const [name, number] of Object.values(KINDS)) {
      await lab.open(`#${name}?q=${number}&embed=1`);
      const box = await lab.button("Commit and run").boundingBox();
      assert.ok(box.y >= 0 && box.y + box.height <= height, `${name} ${number}: ${JSON.stringify(box)}`);
    }
  });
}

pageTest("predict: what comes out is announced", { reducedMotion: true }, async (lab) => {
  await lab.open("#breaker?q=1");
  await lab.frame.locator('.option:has([value="2"])').click();
  await lab.button("Commit and run").click();
  await stage(lab, "decided");
  assert.match(await lab.frame.locator('.predict [role="status"]').textContent(), /You said “It is refused at once”; so it was\./);
});

pageTest("the card stands beside the stage and covers nothing of it", async (lab) => {
  for (const [name, question] of [["breaker", 1], ["breaker", 4], ["batch", 5]]) {
    await lab.open(`#${name}?open=predict&q=${question}`);
    const [stage, asked] = await Promise.all([lab.frame.locator(".stage").boundingBox(), card(lab).boundingBox()]);
    assert.ok(asked.x >= stage.x + stage.width, `${name} ${question}: ${JSON.stringify({ stage, asked })}`);
  }
});

pageTest("on a phone the card is below the stage, and a finger takes hold of a curve's point anywhere near it", { viewport: { width: 390, height: 844 }, touch: true }, async (lab) => {
  await lab.open("#breaker?open=predict&q=4");
  const [stage, asked] = await Promise.all([lab.frame.locator(".stage").boundingBox(), card(lab).boundingBox()]);
  assert.ok(asked.y >= stage.y + stage.height, JSON.stringify({ stage, asked }));
  await lab.frame.locator(".paper").scrollIntoViewIfNeeded();
  const missed = await lab.frame.evaluate(() => [...document.querySelectorAll(".guess-point")].flatMap((point) => {
    const box = point.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const corners = [[-11, -11], [11, -11], [-11, 11], [11, 11]].map(([across, down]) => document.elementFromPoint(x + across, y + down));
    return corners.filter((found) => !found?.closest(".pen")).map((found) => `${x} ${y}: ${found?.className}`);
  }));
  assert.deepEqual(missed, []);
});

pageTest("predict: Restart leads to the start of a question's run, what is done in it included, and the guess counts", async (lab) => {
  await lab.open("#breaker?open=predict&q=3");
  await asked(lab, 3);
  await lab.frame.locator(".guess .slide").fill("12");
  await lab.button("Commit and run").click();
  await stage(lab, "running");
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) >= 2_500);
  await lab.button("Restart").click();
  await lab.until(() => Number(document.querySelector("main").dataset.timeMs) < 2_500);
  await stage(lab, "decided");
  assert.match(await card(lab).innerText(), /You said 12\.0 s/);
});
