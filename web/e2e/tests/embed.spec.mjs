// What other web sites show of us, where they allow as little as possible: pictures, frames, elements. Without script,
// without us, in the dark, from right to left, and under styles that mean no good.
import { gzipSync } from 'node:zlib';
import { expect, pass, test, told } from '../support/host.mjs';

const HALL = 'neues-rathaus';
const BASE = '/embed/v1';

const WORDS = {
  de: { free: /^\d+ von \d+ Plätzen frei/, book: 'Platz buchen', offers: 'Alle Angebote', group: 'Freie Arbeitsplätze', city: 'Angebote der Stadt', base: '' },
  en: { free: /^\d+ of \d+ desks free/, book: 'Book a desk', offers: 'All offers', group: 'Free desks', city: 'What the city offers', base: '/en' },
};

const element = (more = '', inside = '<a href="https://example.org/book">Platz im Rathaus</a>') => `<rathaus-plaetze venue="${HALL}" ${more}>${inside}</rathaus-plaetze>`;
const offers = (more = '', inside = '<a href="https://example.org/offers">Was es gibt</a>') => `<rathaus-angebote ${more}>${inside}</rathaus-angebote>`;

// Every size once, a marked element among them.
const every = (theme, more = '') => `<p>Heute? ${element(`size="badge" theme="${theme}" ${more}`)} Ohne Konto.</p>${element(`theme="${theme}" ${more}`)}
<div data-rathaus-plaetze="${HALL}" data-size="full" data-theme="${theme}" ${more && `data-${more}`}><a href="https://example.org/book">Platz im Rathaus</a></div>
${offers(`kind="event" limit="3" theme="${theme}" ${more}`)}`;

// What the first and the second tier need of a page.
const plain = (api) => `<p><a href="https://example.org/book"><img src="${api}${BASE}/${HALL}/badge.svg" alt="Freie Plätze im Rathaus"></a></p>
<p><img src="${api}${BASE}/${HALL}/day.svg" alt="Wie voll es heute wird"></p>
<iframe src="${api}${BASE}/${HALL}/availability?lang=de" title="Freie Plätze im Rathaus" width="300" height="420"></iframe>
<iframe src="${api}${BASE}/offers?kind=event&amp;limit=3" title="Was die Stadt anbietet" width="300" height="420"></iframe>`;

const widget = (page, at = 0) => page.locator('rathaus-plaetze, [data-rathaus-plaetze]').nth(at);
const number = (page, at = 0) => widget(page, at).locator('[part=number]');
const pictures = (page) => page.locator('p > img, p > a > img').evaluateAll((all) => all.filter((one) => one.complete && one.naturalWidth > 0).length);

// Presses Tab until something inside of an element has the focus.
async function tabInto(page, target) {
  for (let pressed = 0; pressed < 10; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((one) => one.getRootNode().activeElement === one)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}

async function shown(page, w = WORDS.de) {
  await expect(widget(page, 0).locator('[part=badge]')).toContainText(w === WORDS.de ? 'frei' : 'free');
  await expect(number(page, 1)).toHaveText(w.free);
  await expect(number(page, 2)).toHaveText(w.free);
  await expect(page.locator('rathaus-angebote').first().getByRole('group', { name: w.city })).toBeVisible();
  await expect.poll(() => widget(page, 2).locator('[part=plan]').evaluate((plan) => plan.naturalWidth), 'the plan').toBeGreaterThan(0);
}

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
  for (const path of [`${BASE}/${HALL}/availability?size=full`, `${BASE}/offers`]) {
    const page = await (await fetch(server.url + path)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]*\/embed\/v1\/[^"?]*\.(?:js|css|svg)[^"]*)"/g)].map(([, file]) => file.replaceAll('&amp;', '&'));
    const all = await Promise.all([path, ...files].map(weight));
    expect(all.reduce((sum, one) => sum + one), `${path} with ${files}`).toBeLessThanOrEqual(20 * 1024);
  }
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
  await expect(stale).toContainText('Stand von 8:41 Uhr');
  await expect(stale).toContainText(new RegExp(`Gerade gibt es keine neuen Zahlen\\. Um 8:41 Uhr waren ${before} von \\d+ Plätzen frei\\.`));
  await expect(stale.getByRole('link', { name: 'Auf der Buchungsseite nachsehen' })).toBeVisible();
  await expect(widget(page, 0)).toContainText('Um 8:41 Uhr waren');
  await expect(page.getByRole('status').filter({ hasText: 'Gerade gibt es keine neuen Zahlen.' })).toHaveCount(1);
  await look('stale');
  await page.unroute('**/now.json?*');
  await pass(page, host, 'loaded', 7);
  await shown(page);
});

test('ten elements ask once, and nobody who is not looked at asks', async ({ page, host }) => {
  let asked = 0;
  page.on('request', (request) => { asked += request.url().includes('/now.json') ? 1 : 0; });
  await page.clock.install();
  // Every snippet brings its own script; some take the other size, some another zone.
  host.show(Array.from({ length: 10 }, (_, at) => element(at % 2 ? 'size="badge"' : 'zone="nowhere"')).join(''), { script: host.script().repeat(3) });
  await page.goto(host.url);
  await expect(number(page, 8)).toHaveText(WORDS.de.free);
  expect(asked).toBe(1);
  for (const times of [2, 3, 4]) {
    const answered = page.waitForResponse((answer) => answer.url().includes('/now.json'));
    await page.clock.runFor(30_000);
    // The browser asks whether what it has is still right.
    const headers = await (await answered).request().allHeaders();
    expect(headers['if-none-match']).toMatch(/^W\/"/);
    expect(asked).toBe(times);
  }
  const hide = (hidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await hide(true);
  await page.clock.runFor(3_600_000);
  expect(asked).toBe(4);
  const answered = page.waitForResponse((answer) => answer.url().includes('/now.json'));
  await hide(false);
  await page.clock.runFor(1000);
  await answered;
  expect(asked).toBe(5);
});

test('new numbers come in silence and leave the focus alone; that it has closed is said', async ({ page, host, server }) => {
  await page.clock.install();
  host.show(element('size="full"') + element());
  await page.goto(host.url);
  await expect(number(page)).toHaveText(WORDS.de.free);
  const free = Number((await number(page).innerText()).match(/\d+/)[0]);
  const button = widget(page).getByRole('link', { name: 'Platz buchen' });
  await expect(button).toHaveAttribute('href', `${server.url}/book?date=2026-11-24`);
  await tabInto(page, button);
  await server.walkIn(await server.freeDesk('2026-11-24T08:45:00+01:00', '2026-11-24T09:45:00+01:00'));
  await pass(page, host, 'loaded', 4);
  await expect(number(page)).toContainText(`${free - 1}`);
  await expect(button).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: /./ })).toHaveCount(0);
  await server.setClock('2026-11-24T19:00:00+01:00');
  await pass(page, host, 'loaded', 6);
  await expect(page.getByRole('status').filter({ hasText: 'geschlossen' })).toHaveCount(1);
  await expect(button).toBeFocused();
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

test('styles of the page do not reach in', async ({ page, host }) => {
  const measured = () => page.evaluate(() => [...document.querySelectorAll('rathaus-plaetze, rathaus-angebote, [data-rathaus-plaetze]')].flatMap((host) =>
    [...host.shadowRoot.querySelectorAll('.box *')].map((one) => {
      const style = getComputedStyle(one);
      const names = ['display', 'color', 'backgroundColor', 'fontFamily', 'fontSize', 'fontWeight', 'letterSpacing', 'lineHeight', 'textTransform', 'padding', 'borderTopWidth', 'visibility', 'textAlign', 'cursor'];
      return `${one.tagName} ${names.map((name) => style[name]).join(' ')}`;
    })));
  host.show(every('light'), { style: 'body { margin: 0 }' });
  await page.goto(host.url);
  await shown(page);
  const before = await measured();
  const unset = '* { all: unset !important }';
  const ugly = `html { font-size: 62.5%; writing-mode: vertical-rl } * { font: italic 900 30px/3 fantasy !important; letter-spacing: 9px !important; color: red !important;
    background: yellow !important; text-transform: uppercase !important; text-align: right !important; cursor: wait !important; padding: 1px !important }
    a, b, p, svg, img, ul { display: none !important; visibility: hidden !important }`;
  for (const style of [unset, ugly]) {
    // Around them nothing that the page hides: what a page hides is hidden.
    host.show(every('light').replace(/<\/?p>/g, ''), { style });
    await page.goto(host.url);
    await shown(page);
    expect(await measured()).toEqual(before);
  }
});

test('wrong attributes leave what stands there, or mean what is usual', async ({ page, host }) => {
  host.show(`<rathaus-plaetze venue="nirgends"><a href="#a">A</a></rathaus-plaetze><rathaus-plaetze><a href="#b">B</a></rathaus-plaetze>
<rathaus-plaetze venue="../../api"><a href="#c">C</a></rathaus-plaetze>${offers('kind="nonsense"', 'D')}${offers('limit="many"', 'E')}
${element('size="huge" theme="pink" zone="nowhere" lang="xx" poll="perhaps"')}<ul><li data-rathaus-plaetze="${HALL}">F</li></ul>`);
  await page.goto(host.url);
  await expect(number(page, 3)).toHaveText(WORDS.de.free);
  await expect(widget(page, 3).locator('[part=days]')).toBeVisible();
  await expect.poll(() => told(page, 'error')).toBe(5);
  for (const link of ['A', 'B', 'C']) await expect(page.getByRole('link', { name: link, exact: true })).toBeVisible();
  // An element that can't have a shadow keeps its text.
  for (const text of ['D', 'E', 'F']) await expect(page.getByText(text, { exact: true })).toBeVisible();
});

test('what a page adds, changes and takes away later', async ({ page, host }) => {
  host.show(element());
  await page.goto(host.url);
  await expect(number(page)).toHaveText(WORDS.de.free);
  await page.evaluate((venue) => {
    const marked = document.createElement('div');
    marked.dataset.rathausPlaetze = venue;
    marked.dataset.size = 'badge';
    const around = document.createElement('section');
    around.append(marked);
    document.querySelector('main').append(around);
    document.querySelector('rathaus-plaetze').setAttribute('size', 'full');
  }, HALL);
  await expect(widget(page, 1).locator('[part=badge]')).toContainText('frei');
  await expect(widget(page, 0).locator('[part=plan]')).toBeVisible();
  await page.evaluate(() => {
    document.querySelector('[data-rathaus-plaetze]').dataset.size = 'compact';
    document.querySelector('rathaus-plaetze').setAttribute('lang', 'en');
  });
  await expect(number(page, 0)).toHaveText(WORDS.en.free);
  await expect(number(page, 1)).toHaveText(WORDS.de.free);
  await page.evaluate(() => {
    const moved = document.querySelector('rathaus-plaetze');
    moved.remove();
    document.querySelector('section').append(moved);
  });
  await expect(number(page, 1)).toHaveText(WORDS.en.free);
});

test('as a module, and from elsewhere than our place', async ({ page, host, server }) => {
  host.show(element(), { script: host.script('type="module"') });
  await page.goto(host.url);
  await expect(number(page)).toHaveText(WORDS.de.free);
  // A copy that lies somewhere else is told where we are.
  await page.route('**/copy.js', async (route) => route.fulfill({ response: await route.fetch({ url: `${server.url}${BASE}/widget.js` }) }));
  host.show(element(), { script: `<script src="${server.url}/copy.js" data-rathaus-base="${server.url}${BASE}" defer></script>` });
  await page.goto(host.url);
  await expect(number(page)).toHaveText(WORDS.de.free);
});
