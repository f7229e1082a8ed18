// Loads the playground: shows how far the download is, starts the program, and puts a readable card in its place if it
// cannot run. It uses no framework and no inner HTML, so it works whatever has gone wrong.

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const embedded = /[?&]embed=1(?:&|$)/.test(location.hash);
const app = document.getElementById("app");
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

// The module's bytes as they arrive, counted for the progress bar.
async function download(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${address}: the server answered ${response.status} ${response.statusText}`);
  const bar = document.getElementById("boot-bar");
  const total = response.headers.get("Content-Encoding") ? 0 : Number(response.headers.get("Content-Length"));
  if (!response.body || !bar || !total || typeof TransformStream === "undefined") return response;
  let seen = 0;
  bar.max = total;
  bar.value = 0;
  const counted = response.body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      bar.value = Math.min(seen, total);
      controller.enqueue(chunk);
    },
  }));
  return new Response(counted, { headers: { "Content-Type": "application/wasm" } });
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
  // The glue's address stands in the page, relative to the page and not to this file.
  await painted();
  const [glue, module] = await Promise.all([import(new URL(js, document.baseURI)), download(wasm)]);
  await glue.default({ module_or_path: module });
}

// A second net: errors outside the panic hook, once the program has trapped.
addEventListener("error", (event) => {
  if (typeof WebAssembly === "object" && event.error instanceof WebAssembly.RuntimeError) fail("The playground has stopped", String(event.error.message));
});

start().catch((error) => {
  const trapped = typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
  fail(trapped ? "The playground has stopped" : "The playground could not be loaded", String(error?.message ?? error));
});
