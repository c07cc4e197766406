/*! Rathaus Co-Working, EUPL-1.2 */
// Keeps a board's page, files and last data, so that a screen that is turned on without a network shows what was last
// known and says how old it is. The network always comes first; nothing but boards goes through here.
'use strict';

const CACHE = 'board $PROGRAM';
const FILES = [$FILES];
// How often the time of the last answer is written down, while nothing else changes: disks wear out.
const PAUSE = 60000;
const touched = new Map();
// For a screen of which nothing is kept yet: a browser's own page for that would stay.
const SOON = `<!doctype html><html lang="de"><meta charset="utf-8"><meta http-equiv="refresh" content="10"><title>Rathaus Co-Working</title>
<h1>Diese Tafel ist gleich wieder da.</h1><p lang="en">This board will be back in a moment.</p></html>`;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  // A file that is not there, such as a font, is no reason to keep nothing.
  event.waitUntil(caches.open(CACHE).then((cache) => Promise.allSettled(FILES.map((file) => cache.add(file)))));
});

self.addEventListener('activate', (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name !== CACHE && name.startsWith('board ')) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

self.addEventListener('message', (event) => {
  const all = (event.data.keep ?? []).map(async (url) => {
    const answer = await fetch(url, { cache: 'no-store' });
    if (answer.ok) await put(url, answer);
  });
  event.waitUntil(Promise.allSettled(all));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.endsWith('/data.json') || request.mode === 'navigate') event.respondWith(fresh(event));
  else if (FILES.includes(pathname)) event.respondWith(file(request));
});

async function fresh(event) {
  const { url } = event.request;
  try {
    const answer = await fetch(event.request);
    if (answer.status === 200) event.waitUntil(put(url, answer.clone()));
    if (answer.status === 304) event.waitUntil(touch(url, answer.headers.get('Board-Time')));
    return answer.status < 500 ? answer : (await kept(url)) ?? answer;
  } catch (error) {
    const known = await kept(url);
    if (known) return known;
    if (event.request.mode !== 'navigate') throw error;
    return new Response(SOON, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
}

async function file(request) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request, { ignoreVary: true });
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

// With what the device's clock was then off by.
async function put(url, answer, time = answer.headers.get('Board-Time')) {
  const headers = new Headers(answer.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  if (time) {
    headers.set('Board-Time', time);
    headers.set('Board-Skew', String(Date.parse(time) - Date.now()));
  }
  touched.set(url, Date.now());
  const cache = await caches.open(CACHE);
  await cache.put(url, new Response(await answer.blob(), { headers }));
}

async function touch(url, time) {
  if (Date.now() - (touched.get(url) ?? 0) < PAUSE) return;
  const known = await (await caches.open(CACHE)).match(url, { ignoreVary: true });
  if (known) await put(url, known, time);
}

async function kept(url) {
  const known = await (await caches.open(CACHE)).match(url, { ignoreVary: true });
  if (!known) return null;
  const headers = new Headers(known.headers);
  headers.set('Board-Kept', '1');
  if (!url.includes('/data.json')) {
    // A page can't read its own headers.
    const page = await known.text();
    return new Response(page.replace('<body ', `<body data-skew="${headers.get('Board-Skew')}" `), { headers });
  }
  return new Response(known.body, { headers });
}
