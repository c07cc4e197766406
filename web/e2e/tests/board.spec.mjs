// The screen in the hall: how it looks on both kinds of screen, what becomes of it in an emergency, when the server is
// gone, when the network is gone, when days pass, and when weeks do.
import axe from 'axe-core';
import { admin, bearer } from '../support/staff.mjs';
import { expect, test } from '../support/test.mjs';

const LANDSCAPE = { width: 1920, height: 1080 };
const PORTRAIT = { width: 1080, height: 1920 };
const KINDS = ['hall', 'events', 'advice', 'exhibition', 'offers', 'jobs', 'notice'];
const TEXT = { text_de: 'Bitte verlassen Sie das Haus.\nFolgen Sie den grünen Schildern.', text_en: 'Please leave the building.\nFollow the green signs.' };
const NOTICE = { text_de: 'Morgen ist die Garderobe geschlossen.\nSchließfächer sind offen.', text_en: 'No cloakroom tomorrow.\nLockers are open.' };
// As much as may be said, and half of that.
const LONG = { text_de: 'Wegen einer Veranstaltung im Hodlersaal schließt der Bürger*innensaal heute schon um 16 Uhr. Bitte räumen Sie Ihren Platz bis dahin. Gebuchte Plätze nach 16 Uhr sind abgesagt, Sie haben dazu eine E-Mail bekommen. '.trim(), text_en: 'Because of an event in the Hodler hall, this hall closes at 4 p.m. today. Please leave your desk by then. Bookings after that are called off, and you have been told by e-mail. Thank you for understanding.' };
const ENDLESS = { text_de: `${LONG.text_de} ${LONG.text_de} ${LONG.text_de}`.slice(0, 500), text_en: `${LONG.text_en} ${LONG.text_en} ${LONG.text_en}`.slice(0, 500) };

// As many lines as may be, and a word that has no end.
const eight = (text) => Array.from({ length: 8 }, (_, at) => `${at + 1}. ${text}`).join('\n');
const LINES = { text_de: eight('Gehen Sie zum Ausgang und nicht zurück.'), text_en: eight('Walk to the exit, do not go back.') };
const WORD = { text_de: 'Donaudampfschifffahrtsgesellschaft'.repeat(14), text_en: eight('Walk to the exit.') };

const shown = (page) => page.locator('.panel:not([hidden])');
const number = (page) => page.locator('.number');
const away = (page) => page.locator('.is-away .stand');

test.use({ viewport: LANDSCAPE, isMobile: false, hasTouch: false });

// Somebody who may set up boards; her token is good for ten minutes of the house.
async function staff(server) {
  const headers = await bearer(server, await admin(server));
  return (method, at, body, more) => server.call(method, `/staff/boards${at}`, { body, headers: { ...headers, ...more } });
}

// Desks that anybody may sit down at in the slot that is running, as the API counts them.
async function free(server) {
  const { now } = await server.call('GET', '/sandbox/clock');
  const slot = Math.floor(Date.parse(now) / 900_000) * 900_000;
  const query = new URLSearchParams({ from: new Date(slot).toISOString(), to: new Date(slot + 900_000).toISOString() });
  const { desks } = await server.call('GET', `/venues/neues-rathaus/availability?${query}`);
  return desks.filter(({ state }) => ['free', 'walk_in'].includes(state)).length;
}

// A second of a clock that stands still otherwise: the screen asks once.
async function second(page) {
  const answered = page.waitForResponse('**/data.json?*');
  await page.clock.runFor(1000);
  await answered;
}

// Contrast as demanding as WCAG knows it, beside what every page has to be.
async function contrast(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } });
    return violations.flatMap(({ nodes }) => nodes.map((node) => node.html));
  });
}

// What is larger than the place it has.
function lost(page) {
  return page.evaluate(() => [...document.querySelectorAll('.panel:not([hidden]) > *, .emergency, footer')]
    .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.className || one.tagName} ${one.scrollWidth}x${one.scrollHeight} in ${one.clientWidth}x${one.clientHeight}`));
}

for (const [orientation, viewport] of [['landscape', LANDSCAPE], ['portrait', PORTRAIT]]) {
  test.describe(orientation, () => {
    test.use({ viewport });

    test(`every panel on a ${orientation} screen`, async ({ page, server, look }) => {
      await server.setClock('2026-11-24T10:42:00+01:00');
      const call = await staff(server);
      const texts = { notice: NOTICE, long: LONG, endless: ENDLESS, lines: LINES, word: WORD };
      for (const kind of [...KINDS, 'long', 'endless', 'lines', 'word']) {
        const slug = `${kind}-${orientation}`;
        const panel = { seconds: 600, ...(texts[kind] ? { kind: 'notice', ...texts[kind] } : { kind }) };
        await call('POST', '', { slug, name: slug, orientation, playlist: [panel] });
        await page.goto(`/board/${slug}${kind === 'advice' ? '?lang=en' : ''}`);
        await expect(shown(page)).toHaveCount(1);
        await expect(page.locator('.stand')).toContainText(/10:[45]\d:\d\d/);
        await expect(shown(page).getByRole('img', { name: /^QR/ })).toBeVisible();
        await look(kind);
        expect(await contrast(page), kind).toEqual([]);
        expect(await lost(page), `what does not fit on "${kind}"`).toEqual([]);
      }
      const [{ id }] = (await call('GET', '')).items.filter(({ slug }) => slug === `word-${orientation}`);
      for (const [name, text] of [['emergency', TEXT], ['emergency-long', LONG], ['emergency-endless', ENDLESS], ['emergency-lines', LINES], ['emergency-word', WORD]]) {
        await call('PUT', `/${id}/emergency`, text);
        await expect(page.getByRole('alert').locator('.second')).toHaveText(text.text_en);
        await look(name);
        expect(await contrast(page), name).toEqual([]);
        expect(await lost(page), `what does not fit on "${name}"`).toEqual([]);
      }
    });
  });
}

test('at night and on a screen without script', async ({ page, server, browser, look }) => {
  await server.setClock('2026-11-24T21:10:00+01:00');
  await page.goto('/board/eingang');
  await expect(shown(page).getByRole('heading', { name: 'Gerade geschlossen' })).toBeVisible();
  await look('closed');
  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: LANDSCAPE, baseURL: server.url });
  const other = await plain.newPage();
  await other.goto('/board/eingang');
  await expect(shown(other)).toHaveCount(1);
  await expect(shown(other)).toContainText('Wir öffnen morgen um 8 Uhr.');
  await plain.close();
});

test('an emergency is there within two seconds, and gone as soon', async ({ page, server }) => {
  const call = await staff(server);
  await page.goto('/board/eingang');
  await expect(number(page)).toBeVisible();
  const [{ id }] = (await call('GET', '')).items;
  for (let times = 0; times < 3; times += 1) {
    await call('PUT', `/${id}/emergency`, TEXT);
    await expect(page.getByRole('alert')).toContainText('Folgen Sie den grünen Schildern.', { timeout: 2000 });
    await expect(page.getByRole('alert')).toContainText('Please leave the building.');
    await expect(page.locator('main')).toBeHidden();
    await call('DELETE', `/${id}/emergency`);
    await expect(page.getByRole('alert')).toBeHidden({ timeout: 2000 });
    await expect(shown(page)).toBeVisible();
  }
});

test('what the hall has free is on the screen as it changes', async ({ page, server }) => {
  await page.goto('/board/eingang');
  await expect(number(page)).toHaveText(String(await free(server)));
  const visit = await server.walkIn('L7');
  await expect(number(page)).toHaveText(String(await free(server)));
  await expect(page.locator('[data-code="L7"]')).toHaveClass('desk taken');
  await server.cancel(visit).catch(() => server.call('POST', `/bookings/${visit.id}/check-out`, { headers: { 'booking-secret': visit.secret } }));
  await expect(page.locator('[data-code="L7"]')).toHaveClass('desk walk-in');
  await expect(number(page)).toHaveText(String(await free(server)));
});

test('without the server it says how old it is, and comes back by itself', async ({ page, server, look }) => {
  await server.setClock('2026-11-24T10:42:00+01:00');
  await page.goto('/board/eingang');
  const before = await number(page).innerText();
  await server.kill();
  await expect(away(page)).toContainText(/^Keine Verbindung\. Stand: Dienstag, 24\. November um 10:4\d \(vor 1 Minute\)$/);
  await expect(number(page)).toHaveText(before);
  await look('away');
  expect(await contrast(page)).toEqual([]);
  await server.run();
  await server.setClock('2026-11-24T15:00:00+01:00');
  await expect(page.locator('.is-away')).toHaveCount(0);
  await expect(page.locator('.stand')).toContainText('Stand 15:00:');
  await expect(page.locator('.clock')).toHaveText('15:00');
  await expect(number(page)).toHaveText(String(await free(server)));
});

// What its worker has kept of this board.
const kept = (page) => page.evaluate(async () => {
  const [name] = await caches.keys();
  const keys = name ? await (await caches.open(name)).keys() : [];
  return keys.map(({ url }) => new URL(url).pathname);
});

test('a screen that nobody has answered since it was turned on says how old its page is', async ({ page, server }) => {
  await server.setClock('2026-11-24T10:42:00+01:00');
  // What a worker fetches can't be refused by a test.
  await page.addInitScript(() => { delete Navigator.prototype.serviceWorker; });
  await page.route('**/data.json?*', (route) => route.abort());
  await page.goto('/board/eingang');
  const before = await number(page).innerText();
  await expect(away(page)).toContainText(/^Keine Verbindung\. Stand: Dienstag, 24\. November um 10:4\d \(vor 1 Minute\)$/);
  await expect(number(page)).toHaveText(before);
  await page.unroute('**/data.json?*');
  await expect(page.locator('.is-away')).toHaveCount(0);
  await expect(page.locator('.stand')).toContainText(/Stand 10:4\d:\d\d/);
});

test('a page that was kept without its data says how old it is', async ({ page, server }) => {
  await server.setClock('2026-11-24T10:42:00+01:00');
  await page.goto('/board/eingang');
  await expect.poll(() => kept(page)).toEqual(expect.arrayContaining(['/board/eingang', '/board/eingang/data.json']));
  await server.kill();
  // Only then does nobody put them back.
  await expect(away(page)).toBeVisible();
  await page.evaluate(async () => {
    const [name] = await caches.keys();
    const cache = await caches.open(name);
    for (const one of await cache.keys()) if (one.url.includes('data.json')) await cache.delete(one);
  });
  await page.reload();
  await expect(away(page)).toContainText('Keine Verbindung. Stand: Dienstag, 24. November um 10:4');
  await expect(page.locator('.clock')).toHaveText(/10:4\d/);
  await server.run();
  await server.setClock('2026-11-24T11:00:00+01:00');
  await expect(page.locator('.stand')).toContainText('Stand 11:00:');
});

test('turned on without a network it shows what was last known', async ({ page, server, look }) => {
  await server.setClock('2026-11-24T10:42:00+01:00');
  await page.goto('/board/eingang');
  await expect.poll(() => kept(page)).toEqual(expect.arrayContaining(['/board/eingang', '/board/eingang/data.json']));
  const before = await number(page).innerText();
  await server.kill();
  await page.reload();
  await expect(away(page)).toContainText('Keine Verbindung. Stand: Dienstag, 24. November um 10:4');
  await expect(number(page)).toHaveText(before);
  await expect(page.locator('.clock')).toHaveText(/10:4\d/);
  await look('kept');
  await server.run();
  await server.setClock('2026-11-24T11:00:00+01:00');
  await expect(page.locator('.is-away')).toHaveCount(0);
  await expect(page.locator('.stand')).toContainText('Stand 11:00:');
});

test('a board that is taken away says so', async ({ page, server }) => {
  const call = await staff(server);
  const board = await call('POST', '', { slug: 'gone', name: 'Bald weg', orientation: 'landscape', playlist: [{ kind: 'notice', seconds: 600, ...NOTICE }] });
  await page.goto(`/board/${board.slug}`);
  await expect(page.locator('.stand')).toContainText(/\d:\d\d:\d\d/);
  await call('DELETE', `/${board.id}`, undefined, { 'if-match': '"1"' });
  await expect(page.locator('.stand')).toHaveText('Diese Tafel gibt es nicht.');
});

test('a screen of a build that is gone loads itself anew, and once', async ({ page }) => {
  let loads = 0;
  let program = 'another';
  page.on('load', () => { loads += 1; });
  // What a worker fetches can't be answered by a test.
  await page.addInitScript(() => { delete Navigator.prototype.serviceWorker; });
  await page.clock.install();
  await page.route('**/data.json?*', async (route) => {
    const answer = await route.fetch({ headers: { ...route.request().headers(), 'if-none-match': '' } });
    const text = await answer.text();
    await route.fulfill({ response: answer, body: program ? text.replace(/"program":"\w+"/, `"program":"${program}"`) : text });
  });
  await page.goto('/board/eingang');
  await second(page);
  await second(page);
  expect(loads, 'not at once').toBe(1);
  for (let passed = 0; passed < 20 && loads < 2; passed += 1) await second(page);
  expect(loads).toBe(2);
  program = null;
  for (let passed = 0; passed < 20; passed += 1) await second(page);
  expect(loads).toBe(2);
});

// Numbers between 0 and 1 that are the same again for the same seed (mulberry32, public domain).
function drawing(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Each panel has its hours, and they share the week: whatever is shown is what the server says is due. When the server
// is killed, how long it stays away and when it is looked at is drawn; RATHAUS_WEEK_SEED draws the same once more.
test('a week with the server killed at random: the number is right, and so is the panel', async ({ page, server }) => {
  const seed = Number(process.env.RATHAUS_WEEK_SEED ?? Date.now() % 1_000_000);
  const draw = drawing(seed);
  const call = await staff(server);
  const [days, ends] = [[1, 2, 3, 4, 5], [6, 7]];
  const hours = [[0, 540, 'notice', days], [540, 780, 'hall', days], [780, 1020, 'events', days], [1020, 1440, 'jobs', days], [0, 720, 'advice', ends], [720, 1440, 'offers', ends]];
  const playlist = hours.map(([from, to, kind, weekdays]) => ({ kind, from, to, weekdays, seconds: 600, ...(kind === 'notice' ? NOTICE : {}) }));
  await call('POST', '', { slug: 'week', name: 'Woche', orientation: 'landscape', playlist });
  await page.goto('/board/week');
  let kills = 0;
  for (let at = 30; at < 7 * 24 * 60; at += 30 + Math.floor(draw() * 540)) {
    const [day, hour, minute] = [Math.floor(at / 1440), Math.floor(at / 60) % 24, at % 60];
    const time = `2026-11-${23 + day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+01:00`;
    const where = `${time}, seed ${seed}`;
    const dies = draw() < 0.3 || (at > 6 * 1440 && kills === 0);
    if (dies) {
      kills += 1;
      await server.kill();
      // Sometimes it is back before anybody has noticed.
      if (draw() < 0.6) await expect(page.locator('.is-away'), where).toHaveCount(1);
      await server.run();
    }
    await server.setClock(time);
    const html = await (await fetch(`${server.url}/board/week`)).text();
    const [, due] = html.match(/data-id="(\d)">/) ?? [];
    await expect(shown(page), where).toHaveAttribute('data-id', due);
    await expect(page.locator('.clock'), where).toHaveText(new RegExp(`^${time.slice(11, 14)}`));
    const minutes = at % 1440;
    expect(Number(due), where).toBe(hours.findIndex(([from, to, , on]) => on.includes(day + 1) && from <= minutes && minutes < to));
    await expect(page.locator('.is-away'), where).toHaveCount(0);
    const said = page.locator('[data-id="1"] .hall');
    const desks = await free(server);
    await expect(said, where).toContainText(desks > 0 ? 'von 44 Plätzen frei' : 'Gerade geschlossen');
    if (desks > 0) await expect(number(page), where).toHaveText(String(desks));
  }
  expect(kills, `seed ${seed}`).toBeGreaterThan(0);
});

// Minutes of a screen that has something new to say every few seconds, by the browser's own counts.
test('nothing grows', async ({ page, server, context }) => {
  await page.clock.install();
  await page.goto('/board/eingang');
  const session = await context.newCDPSession(page);
  const pass = async (seconds) => {
    for (let passed = 0; passed < seconds; passed += 1) {
      if (passed % 6 === 0) await server.advance(900);
      await second(page);
    }
  };
  const measure = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    return { usedSize, nodes, jsEventListeners };
  };
  await pass(30);
  const early = await measure();
  await pass(150);
  const late = await measure();
  expect(late.usedSize - early.usedSize, JSON.stringify([early, late])).toBeLessThan(256 * 1024);
  expect(late.nodes - early.nodes, JSON.stringify([early, late])).toBeLessThan(400);
  expect(late.jsEventListeners).toBe(early.jsEventListeners);
});
