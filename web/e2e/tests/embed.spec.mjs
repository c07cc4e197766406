// What other web sites show of us, where they allow as little as possible: pictures, frames, elements. Without script,
// without us, in the dark, from right to left.
import { gzipSync } from 'node:zlib';
import { BASE, HALL, WORDS, element, every, number, offers, pictures, plain, shown, widget } from '../support/embeds.mjs';
import { expect, pass, test, told } from '../support/host.mjs';

test('all tiers, where a page lets in nothing but us', async ({ page, host, server }) => {
  host.show(plain(server.url) + every('auto'));
  await page.goto(host.url);
  await shown(page);
  await expect.poll(() => pictures(page), 'pictures').toBe(2);
  await expect(page.frameLocator('iframe').first().locator('body')).toContainText('Plätzen frei');
  await expect(page.frameLocator('iframe').last().locator('body')).toContainText('Angebote');
  expect(await told(page, 'loaded')).toBe(4);
  await expect(page.getByText('Platz im Rathaus', { exact: true })).toHaveCount(3);
  for (const one of await page.getByText('Platz im Rathaus', { exact: true }).all()) await expect(one).toBeHidden();
});

test('what is sent is small', async ({ server }) => {
  const weight = async (path) => gzipSync(Buffer.from(await (await fetch(new URL(path, server.url))).arrayBuffer())).length;
  expect(await weight(`${BASE}/widget.js`), 'the elements').toBeLessThanOrEqual(8 * 1024);
  const script = (await (await fetch(`${server.url}${BASE}/${HALL}/availability`)).text()).match(/src="([^"]+\.js)"/)[1];
  expect((await (await fetch(new URL(script, server.url))).text()).length, 'the script of a frame').toBeLessThanOrEqual(3 * 1024);
  for (const path of [`${BASE}/${HALL}/availability?size=full`, `${BASE}/offers`]) {
    const page = await (await fetch(server.url + path)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]*\/embed\/v1\/[^"?]*\.(?:js|css|svg)[^"]*)"/g)].map(([, file]) => file.replaceAll('&amp;', '&'));
    const all = await Promise.all([path, ...files].map(weight));
    expect(all.reduce((sum, one) => sum + one), `${path} with ${files}`).toBeLessThanOrEqual(20 * 1024);
  }
});

test('a frame follows: number, days and plan', async ({ page, server }) => {
  await page.clock.install();
  for (const size of ['compact', 'full']) {
    await page.goto(`${BASE}/${HALL}/availability?size=${size}`);
    // The first answer says what has been drawn.
    const pass = async () => {
      const answered = page.waitForResponse('**/now.json?*');
      await page.clock.runFor(30_000);
      await answered;
    };
    await pass();
    const free = page.locator('[data-free]');
    const before = Number(await free.textContent());
    const drawn = await page.locator(size === 'full' ? '[data-plan]' : '[data-days] li').first().evaluate((one) => one.src ?? one.innerHTML);
    const visit = await server.walkIn('L7');
    await pass();
    await expect(free).toHaveText(String(before - 1));
    if (size === 'full') {
      await expect(page.locator('[data-plan]')).not.toHaveAttribute('src', drawn.replace(server.url, ''));
      await expect(page.locator('[data-plan]')).toHaveAttribute('alt', new RegExp(`\\b${before - 1}\\b`));
    } else {
      await expect(page.locator('[data-days] .n').first()).toHaveText(String(before - 1));
      expect(await page.locator('[data-days] li').first().innerHTML()).not.toBe(drawn);
    }
    await server.call('POST', `/bookings/${visit.id}/check-out`, { headers: { 'booking-secret': visit.secret } });
  }
});

test('whoever presses a desk on a plan comes to that desk', async ({ page, host, server }) => {
  // Where desks are, by what the api says of the hall; the picture shows 42 centimetres around it.
  const { room, desks } = await server.call('GET', '/venues/neues-rathaus/plan');
  const spot = (code, { width, height }) => {
    const desk = desks.find((one) => one.code === code);
    const [x, y] = [0, 1].map((side) => {
      const all = room.outline.map((corner) => corner[side]);
      return ([desk.x, desk.y][side] - Math.min(...all) + 0.42) / (Math.max(...all) - Math.min(...all) + 0.84);
    });
    return { x: x * width, y: y * height };
  };
  const press = async (picture, code) => {
    await picture.scrollIntoViewIfNeeded();
    await picture.click({ position: spot(code, await picture.boundingBox()) });
    await expect(page).toHaveURL(new RegExp(`^${server.url}/book\\?date=2026-11-24&.*desk=${code}\\b`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  };
  host.show(element('size="full"'));
  await page.goto(host.url);
  const plan = widget(page).locator('[part=plan]');
  for (const code of ['A1', 'R4', 'T2']) {
    await press(plan, code);
    await page.goBack();
    await expect(plan).toBeVisible();
  }
  // Who has no pointer comes to the day.
  await expect(widget(page).getByRole('link', { name: /^Saalplan/ })).toHaveAttribute('href', `${server.url}/book?date=2026-11-24`);
  await page.goto(`${BASE}/${HALL}/availability?size=full`);
  await press(page.locator('.places'), 'L5');
  await page.goto(`${BASE}/${HALL}/availability?zone=ruhe`);
  await expect(page.getByRole('link', { name: 'Platz buchen' })).toHaveAttribute('href', /desk=A9$/);
});

test('a script whose hash a page has noted', async ({ page, host, server }) => {
  const { immutable, integrity } = await (await fetch(`${server.url}${BASE}/widget.json`)).json();
  host.show(element(), { script: `<script src="${immutable}" integrity="${integrity}" crossorigin="anonymous" defer></script>` });
  await page.goto(host.url);
  await expect(number(page)).toHaveText(WORDS.de.free);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('there are links, pictures and a frame', async ({ page, host, server }) => {
    host.show(plain(server.url) + every('auto'));
    await page.goto(host.url);
    await expect(page.getByRole('link', { name: 'Platz im Rathaus', exact: true })).toHaveCount(3);
    await expect(page.getByRole('link', { name: 'Was es gibt' })).toBeVisible();
    await expect.poll(() => pictures(page), 'pictures').toBe(2);
    await expect(page.frameLocator('iframe').first().locator('body')).toContainText('Plätzen frei');
  });
});

test('where we do not answer at all, the page is as it was', async ({ page, host, server }) => {
  await page.route(`${server.url}/**`, (route) => route.abort());
  host.show(every('auto'));
  await page.goto(host.url);
  await expect(page.getByRole('link', { name: 'Platz im Rathaus', exact: true })).toHaveCount(3);
  await expect(page.getByRole('link', { name: 'Was es gibt' })).toBeVisible();
});

test('where there is no data yet, what stands inside stays, and goes when there is', async ({ page, host, look }) => {
  await page.clock.install();
  await page.route('**/*.json?*', (route) => route.abort());
  host.show(every('auto') + element('', ' ') + offers('', ''));
  await page.goto(host.url);
  await expect.poll(() => told(page, 'error')).toBe(6);
  await expect(page.getByRole('link', { name: 'Platz im Rathaus', exact: true })).toHaveCount(3);
  // Where nothing stands inside, there is a link of ours.
  await expect(page.getByRole('link', { name: 'Platz buchen' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Angebote der Stadt' })).toBeVisible();
  await look('no-data');
  await page.unroute('**/*.json?*');
  await pass(page, host, 'loaded', 6);
  await shown(page);
});

test('old numbers say how old they are, until there are new ones', async ({ page, host, look }) => {
  await page.clock.install();
  host.show(every('light'));
  await page.goto(host.url);
  await shown(page);
  const before = (await number(page, 1).innerText()).match(/\d+/)[0];
  await page.route('**/now.json?*', (route) => route.abort());
  // One answer that is lost is no news.
  await pass(page, host, 'error', 3);
  await expect(number(page, 1)).toHaveText(WORDS.de.free);
  await pass(page, host, 'error', 6);
  await expect(number(page, 1)).toHaveCount(0);
  const stale = widget(page, 1).getByRole('group', { name: WORDS.de.group });
  await expect(stale).toContainText('Stand von 08:41 Uhr');
  await expect(stale).toContainText(new RegExp(`Gerade gibt es keine neuen Zahlen\\. Um 08:41 Uhr waren ${before} von \\d+ Plätzen frei\\.`));
  await expect(stale.getByRole('link', { name: 'Auf der Buchungsseite nachsehen' })).toBeVisible();
  await expect(widget(page, 0)).toContainText('Um 08:41 Uhr waren');
  await expect(page.getByRole('status').filter({ hasText: 'Gerade gibt es keine neuen Zahlen.' })).toHaveCount(1);
  await look('stale');
  await page.unroute('**/now.json?*');
  await pass(page, host, 'loaded', 7);
  await shown(page);
});

for (const [lang, w] of Object.entries(WORDS)) {
  for (const theme of ['light', 'dark', 'auto']) {
    test(`every size is without barriers (${theme}, ${lang})`, async ({ page, host, server, look }) => {
      await page.emulateMedia({ colorScheme: theme === 'auto' ? 'dark' : 'light' });
      host.show(every(theme), { lang });
      await page.goto(host.url);
      await shown(page, w);
      await expect(page.locator('rathaus-angebote').getByRole('link', { name: w.offers })).toHaveAttribute('href', new RegExp(`^${server.url}${w.base}/offers`));
      const surface = theme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(25, 34, 31)';
      await expect(widget(page, 1).locator('[part=card]')).toHaveCSS('background-color', surface);
      await look(`${theme}-${lang}`);
    });
  }
}

for (const [name, w] of [['index.html', WORDS.de], ['en.html', WORDS.en]]) {
  test(`the sample page of a city shows all of them (${name})`, async ({ page, host, look }) => {
    await host.showSample(name);
    await page.goto(host.url);
    await shown(page, w);
    await page.locator('iframe').scrollIntoViewIfNeeded();
    await expect(page.frameLocator('iframe').locator('body')).toContainText(w === WORDS.de ? 'Plätzen frei' : 'desks free');
    await expect.poll(() => pictures(page), 'pictures').toBe(2);
    await expect(widget(page, 3).getByRole('link')).toBeVisible();
    await look(name);
  });
}

test('from right to left, in the dark, on the narrowest screen', async ({ page, host, look }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.emulateMedia({ colorScheme: 'dark' });
  host.show(every('auto'), { lang: 'ar', dir: 'rtl' });
  await page.goto(host.url);
  await shown(page);
  await look('rtl');
  // The words are German, and stand in their own order.
  await expect(number(page, 1)).toHaveCSS('direction', 'ltr');
});
