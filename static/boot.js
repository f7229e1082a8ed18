// Loads the playground: shows how far the download is, starts the program, and puts a readable card in its place if it
// cannot run. It uses no framework and no inner HTML, so it works whatever has gone wrong.

// What the embedding page says before the program listens is kept for it: reveal.js starts a slide once, at the load event
// of its frame. Nobody sends this many; of more the newest are kept.
const MOST = 200;
const kept = [];
function keep(event) {
  if (event.source !== parent || parent === window) return;
  kept.push(event);
  if (kept.length > MOST) kept.shift();
}
addEventListener("message", keep);
// The program calls this once it listens itself.
globalThis.halfOpenHeard = () => {
  removeEventListener("message", keep);
  return kept.splice(0);
};

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const embedded = /[?&]embed=1(?:&|$)/.test(location.hash);
const app = document.getElementById("app");
document.getElementById("late").remove();
let failed = false;

// The theme that the link or an earlier visit asks for, before the program knows it: no flash of the other one.
function themeAskedFor() {
  const linked = /[?&]theme=(auto|light|dark|projector)(?:&|$)/.exec(location.hash)?.[1];
  if (linked && linked !== "auto") return linked;
  if (embedded) return null;
  try {
    return localStorage.getItem("half-open:theme");
  } catch {
    return null; // Storage is refused in a sandboxed frame.
  }
}
const theme = themeAskedFor();
if (["light", "dark", "projector"].includes(theme)) document.documentElement.dataset.theme = theme;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

// Replaces the page by a card: what went wrong, the link that reproduces it, and a way to try again.
function fail(title, message) {
  if (failed) return;
  failed = true;
  const card = element("main", "shell failure");
  card.setAttribute("role", "alert");
  card.dataset.failed = "true";
  const link = element("a", "", location.href);
  link.href = location.href;
  const reload = element("button", "btn primary", "Reload");
  reload.type = "button";
  reload.addEventListener("click", () => location.reload());
  const where = element("p", "where", "This link leads to the same run: ");
  where.append(link);
  const fresh = element("a", "btn", "Start afresh");
  fresh.href = location.pathname + location.search;
  fresh.addEventListener("click", () => setTimeout(() => location.reload(), 0));
  const row = element("p", "row");
  row.append(reload, fresh);
  card.append(element("h1", "", title), element("pre", "", message), where, row);
  app.className = "app";
  app.replaceChildren(card);
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
}

// The program calls this from its panic hook: its memory cannot be trusted any more.
globalThis.halfOpenFailed = (message) => fail("The playground has stopped", String(message));

// A load that brings nothing for so long, in milliseconds, has broken off without a word.
const PATIENCE = 15_000;

// A wait that fails once nothing has come for that long. Each `came` begins it anew, until `done`.
function patience() {
  const wait = {};
  let timer;
  wait.over = new Promise((_, reject) => {
    wait.came = () => {
      clearTimeout(timer);
      timer = setTimeout(() => reject(new Error(`The server has sent nothing for ${PATIENCE / 1000} seconds.`)), PATIENCE);
    };
  });
  wait.done = () => clearTimeout(timer);
  wait.came();
  return wait;
}

// Asks for the module, and counts its bytes as they arrive. They are counted in a copy: what a browser has compiled it
// keeps only for the very answer of the server.
async function download(address, came, signal) {
  const response = await fetch(address, { credentials: "same-origin", signal });
  if (!response.ok) throw new Error(`${address}: the server answered ${response.status} ${response.statusText}`);
  const total = response.headers.get("Content-Encoding") ? 0 : Number(response.headers.get("Content-Length"));
  // A fault of the copy is one of the answer, and is told there.
  return { response, arrived: count(response.clone().body.getReader(), total, came).catch(() => {}) };
}

async function count(reader, total, came) {
  const bar = document.getElementById("boot-bar");
  if (total) bar.max = total;
  for (let seen = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return;
    came();
    seen += value.byteLength;
    if (total) bar.value = Math.min(seen, total);
  }
}

// The text comes first: it is on the screen before the program is fetched, which would share the line with the style
// sheets. A frame out of sight paints nothing and goes on without.
function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, 500);
    new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
  });
}

async function start() {
  if (typeof WebAssembly !== "object") {
    fail("This browser cannot run the playground", "WebAssembly is missing or switched off. A current Firefox, Chrome, Edge or Safari has it.");
    return;
  }
  await painted();
  const wait = patience();
  const quit = new AbortController();
  try {
    await Promise.race([load(wait, quit.signal), wait.over]);
  } finally {
    wait.done();
    quit.abort();
  }
}

async function load(wait, signal) {
  // The glue's address stands in the page, relative to the page and not to this file.
  const glue = import(new URL(js, document.baseURI)).finally(wait.came);
  const [{ default: run }, { response, arrived }] = await Promise.all([glue, download(wasm, wait.came, signal)]);
  arrived.then(wait.done);
  // What comes after the card is of no use any more.
  if (!failed) await run({ module_or_path: response });
}

// A second net: errors outside the panic hook, once the program has trapped.
addEventListener("error", (event) => {
  if (typeof WebAssembly === "object" && event.error instanceof WebAssembly.RuntimeError) fail("The playground has stopped", String(event.error.message));
});

start().catch((error) => {
  const trapped = typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
  fail(trapped ? "The playground has stopped" : "The playground could not be loaded", String(error?.message ?? error));
});
