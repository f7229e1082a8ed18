// Brings the pieces of the program that it asks for. A build that is cut into pieces has this in its glue, where `wasm` is
// what the program exports; BUILD names the build, and FILES has the files of each piece in the order in which they are
// needed.

// Modules and style sheets that have come, or are on their way, by their file. One that did not come is asked for again,
// and then from the server: the browser may have kept what came in its place.
const coming = new Map();
const failed = new Set();

function once(file, bring) {
  if (!coming.has(file)) {
    const promise = bring(file);
    promise.catch(() => {
      coming.delete(file);
      failed.add(file);
    });
    coming.set(file, promise);
  }
  return coming.get(file);
}

async function fetched(file) {
  const cache = failed.has(file) ? "reload" : "default";
  const response = await fetch(new URL(file, import.meta.url), { credentials: "same-origin", cache }).catch(() => {
    throw new Error("The server cannot be reached.");
  });
  if (response.status === 404) throw new Error(`The server has no ${file}, maybe because it has a newer version: reload the page.`);
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${file}.`);
  const module = await WebAssembly.compile(await response.arrayBuffer()).catch(() => {
    throw new Error(`What came as ${file} is something else, or only a part of it.`);
  });
  // Code of another build would write into wrong places of the memory.
  const [section] = WebAssembly.Module.customSections(module, "build");
  const build = section ? new TextDecoder().decode(section) : "no build";
  if (build !== BUILD) throw new Error(`${file} is of another version (${build}) than this page (${BUILD}): reload the page.`);
  return module;
}

function sheet(file) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(file, import.meta.url);
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(`The server has no ${file}.`));
    };
    document.head.append(link);
  });
}

const bring = (file) => once(file, file.endsWith(".css") ? sheet : fetched);

// Files of a piece that is going to be needed.
const soon = (piece) => FILES[piece].forEach((file) => bring(file).catch(() => {}));

// All files of a piece are on their way at once; its modules are then put to work, each once. Who needs the labs of the
// lecture needs those beyond it next.
async function load(piece) {
  if (piece === "labs") ["beyond", "further"].forEach(soon);
  const came = await Promise.all(FILES[piece].map(bring));
  for (const [at, module] of came.entries()) {
    if (module instanceof WebAssembly.Module) await once(`${FILES[piece][at]} at work`, () => WebAssembly.instantiate(module, { __wasm_split: wasm }));
  }
}

const pieces = {};
for (const piece of Object.keys(FILES)) {
  pieces[`__wasm_split_load_${piece}`] = async (callback, data) => {
    const came = await load(piece).then(() => true, (error) => {
      // The program reads here what to tell the reader.
      globalThis.halfOpenMissing = error.message;
      return false;
    });
    wasm.__indirect_function_table.get(callback)(data, came);
  };
}

// What the link is going to need is fetched beside the program.
const [lab, query = ""] = location.hash.slice(1).split("?");
if (/(^|&)((open|q|lanes|embed)=|theme=projector)/.test(query)) ["tools", "toolings"].forEach(soon);
if ((lab && lab !== FIRST) || /(^|&)embed=/.test(query)) ["labs", "beyond", "further"].forEach(soon);
