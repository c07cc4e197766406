// Somebody else's web site: on another origin, with a policy as strict as it can be while ours is let in. It is called
// `localhost` and the server `127.0.0.1`, so that both are strangers to each other.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { test as base, expect } from './test.mjs';

export { expect };

const SAMPLE = path.resolve(import.meta.dirname, '../../../examples/city-page');

export class Host {
  static async start(api) {
    const host = new Host();
    host.api = api;
    host.server = createServer((request, response) => host.answer(request, response));
    await new Promise((resolve) => host.server.listen(0, 'localhost', resolve));
    host.url = `http://localhost:${host.server.address().port}`;
    host.empty();
    return host;
  }

  empty() {
    this.html = '';
    this.style = '';
    this.reports = [];
    this.waiting = new Set();
  }

  // The page that is shown from now on. Only one with styles of its own lets in any.
  show(body, { lang = 'de', dir = 'ltr', style = '', script = this.script() } = {}) {
    this.style = style;
    const link = style ? '<link rel="stylesheet" href="/style.css">' : '';
    this.html = `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>Musterportal</title>
<meta name="viewport" content="width=device-width">${link}${script}</head><body><main><h1>Musterportal</h1>${body}</main></body></html>`;
  }

  // A page of the sample city, as `cargo xtask up --with-city-page` serves it.
  async showSample(name) {
    this.style = await readFile(path.join(SAMPLE, 'style.css'), 'utf8');
    this.html = (await readFile(path.join(SAMPLE, name), 'utf8')).replaceAll('https://rathaus.invalid', this.api);
  }

  script(more = 'async') { return `<script src="${this.api}/embed/v1/widget.js" ${more}></script>`; }

  policy() {
    const { api } = this;
    const rules = [`default-src 'none'`, ...['script', 'connect', 'img', 'frame'].map((kind) => `${kind}-src ${api}`)];
    if (this.style) rules.push(`style-src 'self'`);
    return [...rules, `require-trusted-types-for 'script'`, 'report-uri /report'].join('; ');
  }

  answer(request, response) {
    if (request.url === '/report') {
      let report = '';
      request.on('data', (part) => { report += part; });
      request.on('end', () => { this.reports.push(report); response.writeHead(204).end(); });
    } else if (request.url === '/style.css') {
      response.writeHead(200, { 'content-type': 'text/css' }).end(this.style);
    } else {
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': this.policy() }).end(this.html);
    }
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export const test = base.extend({
  site: [
    async ({ server }, use) => {
      const host = await Host.start(server.url);
      await use(host);
      await host.stop();
    },
    { scope: 'worker' },
  ],

  elsewhere: async ({ site }, use) => use([site.url]),

  // The site, and what must never happen on it: a report of its policy, something stored, an error.
  host: async ({ site, page, context, javaScriptEnabled }, use) => {
    site.empty();
    page.on('request', (request) => site.waiting.add(request));
    for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => site.waiting.delete(request));
    await page.addInitScript(() => {
      globalThis.told = [];
      globalThis.refused = [];
      for (const kind of ['loaded', 'error']) addEventListener(`rathaus:${kind}`, (event) => globalThis.told.push(kind));
      addEventListener('unhandledrejection', (event) => globalThis.refused.push(String(event.reason)));
      addEventListener('securitypolicyviolation', (event) => globalThis.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    await use(site);
    if (javaScriptEnabled !== false) {
      for (const frame of page.frames()) {
        const kept = () => frame.evaluate(async () => {
          // A frame of another site may not even look.
          const look = async (where) => { try { return Object.keys(await where()); } catch { return []; } };
          const all = [() => localStorage, () => sessionStorage, () => indexedDB.databases(), () => caches.keys(), () => document.cookie];
          return [...(await Promise.all(all.map(look))).flat(), ...(globalThis.refused ?? [])];
        });
        expect(await kept(), `what ${frame.url()} has stored or refused`).toEqual([]);
      }
    }
    expect(await context.cookies(), 'cookies of anybody').toEqual([]);
    expect(site.reports, 'reports of the policy').toEqual([]);
  },
});

// How often elements have told the page something.
export const told = (page, kind) => page.evaluate((kind) => globalThis.told.filter((one) => one === kind).length, kind);

// The page's clock goes on, second by second, until elements have told of something so often. While somebody waits for
// an answer it stands still: ours is a moment late, the page's patience is long over.
export async function pass(page, host, kind, times, most = 90) {
  for (let second = 0; second < most; second += 1) {
    await page.clock.runFor(1000);
    await expect.poll(() => host.waiting.size).toBe(0);
    if (await told(page, kind) >= times) return;
  }
  throw new Error(`after ${most} s "${kind}" was told ${await told(page, kind)} times and not ${times}`);
}
