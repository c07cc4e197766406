// The test of this suite: a server for each worker, a fresh hall for each test, and a guard that
// watches what every page must never do.
import { test as base, expect } from '@playwright/test';
import axe from 'axe-core';
import { Server } from './server.mjs';

// A refused request is written to the console by the browser itself; the app shows it in words.
const OF_THE_BROWSER = /Failed to load resource: (the server responded|net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_(REFUSED|RESET)|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING))/;

export const test = base.extend({
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  // Whether somebody may sign in: then there may be one cookie, which no script can read, and one word.
  account: [false, { option: true }],

  // Origins a page may go to beside the server's.
  elsewhere: [[], { option: true }],

  // An address nobody else in this run has.
  email: async ({}, use, info) => use(`kim-${info.testId}-${info.repeatEachIndex}@example.org`),

  hall: [
    async ({ server }, use) => {
      await server.reset();
      await use();
    },
    { auto: true },
  ],

  guard: [
    async ({ page, context, server, account, elsewhere, javaScriptEnabled }, use) => {
      const seen = [];
      page.on('console', (message) => {
        // Without script nothing takes what was loaded early for it.
        const idle = javaScriptEnabled === false && /was preloaded using link preload but not used/.test(message.text());
        const bad = ['error', 'warning'].includes(message.type()) && !OF_THE_BROWSER.test(message.text()) && !idle;
        if (bad) seen.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => seen.push(`error: ${error}`));
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (![server.url, ...elsewhere].includes(origin) && !['data:', 'blob:'].includes(protocol)) seen.push(`request: ${request.url()}`);
      });
      await use();
      expect(seen, 'what a page must never do').toEqual([]);
      const cookies = (await context.cookies(server.url)).map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite }));
      const session = { name: 'rathaus', httpOnly: true, sameSite: 'Strict' };
      expect(account && cookies.length ? [session] : [], 'cookies').toEqual(cookies);
      if (page.url().startsWith(server.url)) {
        const stored = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
        expect(stored.filter((key) => key !== 'theme' && !(account && key === 'signed-in')), 'storage').toEqual([]);
      }
    },
    { auto: true },
  ],

  // A page can be read before the app has taken its place. Tests of the app begin when it has.
  page: async ({ page, javaScriptEnabled }, use) => {
    if (javaScriptEnabled !== false) {
      for (const name of ['goto', 'reload']) {
        const plain = page[name].bind(page);
        // `filled` says that the page of the server is what the test is about.
        page[name] = async (...args) => {
          const filled = args.some((arg) => arg?.filled);
          const options = ({ filled: _, ...rest }) => rest;
          const answer = await plain(...args.map((arg) => (arg?.filled ? options(arg) : arg)));
          if (!filled) await expect(page.locator('#app[data-filled]'), 'the app takes its place').toHaveCount(0);
          return answer;
        };
      }
    }
    await use(page);
  },

  // Keeps a picture of the whole page, where no script can look for barriers.
  picture: async ({ page }, use, info) => {
    let step = 0;
    await use(async (name) => {
      step += 1;
      if (!process.env.CI) await page.screenshot({ path: info.outputPath(`${step}-${name}.png`), fullPage: true, animations: 'disabled' });
      const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect(inner, `"${name}" scrolls sideways`).toBeLessThanOrEqual(outer);
    });
  },

  // Lets axe look for barriers, and keeps a picture of the whole page where somebody may want to look at it.
  look: async ({ page }, use, info) => {
    let step = 0;
    await use(async (name) => {
      step += 1;
      if (!process.env.CI) await page.screenshot({ path: info.outputPath(`${step}-${name}.png`), fullPage: true, animations: 'disabled' });
      expect(await barriers(page), `axe on "${name}"`).toEqual([]);
      const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect(inner, `"${name}" scrolls sideways`).toBeLessThanOrEqual(outer);
    });
  },
});

export { expect };

// What axe finds on a page, told with the elements it means.
async function barriers(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => node.html).join('\n')}`);
  });
}

// The heading of the page; there is exactly one.
export const headline = (page) => page.locator('main h1');

// Where a booking's page is.
export const linkOf = (booking, words = { base: '' }) => `${words.base}/booking/${booking.id}#s=${booking.secret}`;

// This afternoon, as the tests' morning sees it.
export const AFTERNOON = { from: '2026-11-24T13:00:00+01:00', to: '2026-11-24T15:30:00+01:00' };

// Presses Tab until something has the focus; a person would give up some time, too.
export async function tabTo(page, target, most = 120) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}
