// The service worker: stores one whole build of Postil, so that it starts without a network.
//
// It stores a build as a whole or not at all, and checks every file by its digest. A newer build
// waits until no page of the older one is open, or until the user asks for it; pages of the older
// one still find their own files then.

// `cargo xtask build` fills these in: the name of the build, and the digest of each file.
const BUILD = "";
const FILES = {};

const SCOPE = registration.scope;
const OURS = `postil ${SCOPE} `;
const CACHE = OURS + BUILD;
const MATCH = { ignoreVary: true };
const ADDRESSES = new Set(Object.keys(FILES).map((path) => new URL(path, SCOPE).href));

/** Whether a file's name changes with its bytes. */
const isNamedByContent = (path) => /-[0-9a-f]{14,16}[./]/.test(path);

/** Whether the bytes of a stored response have this digest. */
async function fits(response, integrity) {
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  return integrity === `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

async function bring(path, integrity) {
  const url = new URL(path, SCOPE).href;
  const kept = isNamedByContent(path) && (await caches.match(url, MATCH));
  if (kept && (await fits(kept, integrity))) return kept;
  const fresh = (cache) => fetch(url, { integrity, cache });
  // The browser's own cache may have a bad copy.
  const response = await fresh(isNamedByContent(path) ? "default" : "no-cache").catch(() => fresh("reload"));
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const { headers, redirected } = response;
  // Browsers refuse a redirected response for a page.
  return redirected ? new Response(response.body, { headers }) : response;
}

/** Stores the files of the build that are missing. */
async function complete() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(
      Object.entries(FILES).map(async ([path, integrity]) => {
        const url = new URL(path, SCOPE).href;
        if (!(await cache.match(url, MATCH))) await cache.put(url, await bring(path, integrity));
      }),
    );
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Deletes older builds, unless pages of theirs may be open. */
async function tidy() {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.filter((page) => page.url.startsWith(SCOPE)).length > 1) return;
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

async function answer(request, url) {
  const cache = await caches.open(CACHE);
  const kept = (await cache.match(url, MATCH)) ?? (isNamedByContent(url) && (await caches.match(url, MATCH)));
  return kept || fetch(request);
}

addEventListener("install", (event) => event.waitUntil(complete()));

addEventListener("activate", (event) =>
  event.waitUntil(tidy().then(complete).then(() => clients.claim())),
);

addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(skipWaiting());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = request.url.replace(/[?#].*/, "");
  if (request.mode === "navigate") {
    if ([SCOPE, `${SCOPE}index.html`].includes(url)) event.respondWith(answer(request, SCOPE));
  } else if (ADDRESSES.has(url) || (url.startsWith(SCOPE) && isNamedByContent(url))) {
    // Anything else is for the browser alone: it reports a request that a page leaves behind as this
    // worker's error.
    event.respondWith(answer(request, url));
  }
});
