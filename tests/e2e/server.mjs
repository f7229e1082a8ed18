// A small static server for the built site, with the habits of GitHub Pages: a sub-path, gzip, any origin allowed.
// It can misbehave on purpose, and it can serve host pages on an origin of their own.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

export const DIST = process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".rs": "application/rls-services+xml",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const COMPRESSED = new Set([".css", ".html", ".js", ".json", ".mjs", ".rs", ".svg", ".txt", ".wasm", ".webmanifest"]);

/**
 * Serves `root` under `base` on a free port of 127.0.0.1.
 *
 * `misbehave(path)` may return `{status}`, `{truncate: bytes}`, `{body}`, `{delay: milliseconds}`, `{until: promise}` or
 * `{closed: true}` (to other origins) for a path below the base, or nothing. Every request is noted in `log`.
 */
export async function serveSite({ root = DIST, base = "/some/sub/path/", misbehave = () => undefined } = {}) {
  const log = [];
  const packed = new Map();
  const server = await listen(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    log.push(pathname);
    if (pathname + "/" === base) return end(response, 301, { Location: base });
    if (!pathname.startsWith(base)) return end(response, 404);
    const path = decodeURIComponent(pathname.slice(base.length)) || "index.html";
    const fault = misbehave(path) ?? {};
    // A delay beyond the end of the tests keeps nobody waiting.
    if (fault.delay) await new Promise((resolve) => setTimeout(resolve, fault.delay).unref());
    await fault.until;
    if (fault.status) return end(response, fault.status);
    const file = normalize(join(root, path));
    if (!file.startsWith(normalize(root) + sep)) return end(response, 404);
    let body;
    try {
      body = fault.body === undefined ? await readFile(file) : Buffer.from(fault.body);
    } catch {
      return end(response, 404);
    }
    if (fault.truncate !== undefined) body = body.subarray(0, fault.truncate);
    const kind = extname(path);
    const headers = {
      ...(fault.closed ? {} : { "Access-Control-Allow-Origin": "*" }),
      "Cache-Control": "max-age=600",
      "Content-Type": TYPES[kind] ?? "application/octet-stream",
    };
    if (COMPRESSED.has(kind) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
      const key = Object.keys(fault).length ? undefined : file;
      const small = packed.get(key) ?? gzipSync(body, { level: 9 });
      if (key) packed.set(key, small);
      body = small;
      headers["Content-Encoding"] = "gzip";
      headers.Vary = "Accept-Encoding";
    }
    headers["Content-Length"] = body.length;
    response.writeHead(200, headers);
    response.end(request.method === "HEAD" ? undefined : body);
  });
  return { ...server, log, address: `http://127.0.0.1:${server.port}${base}` };
}

/**
 * Serves pages from memory, as the site of a slide deck would, under the name `localhost`: another origin. `folders` are
 * files beside them, by the start of their paths.
 */
export async function serveHost(pages, folders = {}) {
  const server = await listen(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    // Browsers ask for an icon by themselves.
    if (pathname === "/favicon.ico") return end(response, 204);
    const page = pages[pathname] ?? await fileOf(folders, pathname);
    if (page === undefined) return end(response, 404);
    const type = pathname in pages ? TYPES[".html"] : TYPES[extname(pathname)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type });
    response.end(page);
  });
  return { ...server, pages, address: `http://localhost:${server.port}/` };
}

async function fileOf(folders, pathname) {
  const [start, folder] = Object.entries(folders).find(([start]) => pathname.startsWith(start)) ?? [];
  const file = folder && normalize(join(folder, decodeURIComponent(pathname.slice(start.length))));
  return file?.startsWith(normalize(folder)) ? readFile(file).catch(() => undefined) : undefined;
}

function end(response, status, headers = {}) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", ...headers });
  response.end(status === 204 ? undefined : `${status}\n`);
}

async function listen(answer) {
  const server = createServer((request, response) => {
    Promise.resolve(answer(request, response)).catch(() => end(response, 500));
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections?.();
  });
  return { port: server.address().port, close };
}
