// Pages without script: read, searched, followed. And with script: nothing jumps when the app takes its place.
import { expect, headline, test } from '../support/test.mjs';
import { MORNING } from '../support/server.mjs';

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  for (const [lang, base, start, list, nothing] of [
    ['de', '', 'Ein Arbeitsplatz mitten im Rathaus. Für alle.', 'Infopunkt', 'Zu „xyzzyqwertz“ haben wir noch nichts.'],
    ['en', '/en', 'A place to work in the heart of the town hall. For everyone.', 'Info point', 'We have nothing on “xyzzyqwertz” yet.'],
  ]) {
    test(`start, list, search, offer (${lang})`, async ({ page, picture }) => {
      await page.goto(`${base}/`);
      await expect(headline(page)).toHaveText(start);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.locator('.live-n')).toHaveText(/^\d+$/);
      await expect(page.locator('.tl li').first()).toBeVisible();
      await expect(page.getByText(/0511 168-0/).first()).toBeVisible();
      await picture(`start-${lang}`);

      const menu = page.locator('header a.menu-btn');
      if (await menu.isVisible()) await menu.click();
      await page.locator('header nav').getByRole('link', { name: list }).click();
      await expect(headline(page)).toHaveText(list);
      await expect(page.locator('article.offer')).toHaveCount(18);
      await picture(`list-${lang}`);
      await page.locator('a[rel=next]').click();
      await expect(page.locator('article.offer')).toHaveCount(18);
      await expect(page).toHaveURL(/cursor=/);

      await page.getByRole('searchbox').fill('xyzzyqwertz');
      await page.keyboard.press('Enter');
      await expect(page.getByText(nothing)).toBeVisible();
      await page.getByRole('searchbox').fill('Feriencard');
      await page.getByRole('search').getByRole('button').click();
      await expect(page).toHaveURL(/q=Feriencard/);
      await expect(page.getByRole('searchbox')).toHaveValue('Feriencard');
      await page.getByRole('link', { name: 'FerienCard', exact: true }).click();
      await expect(headline(page)).toHaveText('FerienCard');
      await expect(page.locator('.price--pass')).toBeVisible();
      await picture(`offer-${lang}`);
      await page.locator('header').getByRole('link', { name: lang === 'de' ? 'English' : 'Deutsch' }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', lang === 'de' ? 'en' : 'de');
      await expect(headline(page)).toHaveText('FerienCard');
    });
  }

  test('in the dark, on the narrowest screen, and what needs script says so', async ({ page, picture }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto('/');
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(17, 24, 22)');
    await picture('start-dark');
    await page.goto('/offers/vorlesestunde-im-advent');
    await expect(page.getByRole('heading', { name: 'Nächste Termine' })).toBeVisible();
    await picture('event-dark');
    await page.setViewportSize({ width: 320, height: 700 });
    for (const path of ['/', '/offers', '/offers/feriencard', '/imprint', '/book']) {
      await page.goto(path);
      await picture(`narrow${path.replaceAll('/', '-')}`);
    }
    await expect(page.getByText(/Buchen braucht JavaScript/)).toBeVisible();
    await page.goto('/offers/gibt-es-nicht');
    await expect(headline(page)).toHaveText('Dieses Angebot gibt es nicht mehr');
  });
});

// Lets axe look at what the server has written, as it stands before the app takes its place.
test('pages of the server have no barriers', async ({ page, look }) => {
  // The page as it came, without what loads the app.
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    const loads = /<link rel="(?:module)?preload"[^>]*>|<script type="module"[^>]*><\/script>/g;
    return route.fulfill({ response, body: (await response.text()).replaceAll(loads, '') });
  });
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const path of ['/', '/offers', '/offers?q=xyzzyqwertz', '/en/offers/feriencard', '/offers/adventssingen', '/privacy']) {
      await page.goto(path, { filled: true });
      await expect(page.locator('#app[data-filled]')).toBeAttached();
      await look(`server-${scheme}${path.replaceAll(/[/?=]/g, '-')}`);
    }
  }
});

test('nothing jumps when the app takes its place', async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.shifts += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of ['/', '/offers', '/offers/feriencard', '/en']) {
    await page.goto(path);
    await expect(page.locator('[aria-busy=true], .skel')).toHaveCount(0);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    expect(await page.evaluate(() => globalThis.shifts), path).toBeLessThan(0.02);
  }
});

// Where things stand, before the app is there and after.
const PLACES = {
  '/': ['main h1', '.live-n', '.seatbar', '.hero .kern-btn--primary', '.hero-plan', '#weg h2'],
  '/offers': ['main h1', '.search', '.offers-kinds', '.finder', '.finder fieldset', '.offers-list h2', 'article.offer'],
  '/offers?kind=event&when=week': ['main h1', '.search', '.offers-list h2', '.offers-day h3', 'article.offer'],
  '/en/offers?q=Ferien': ['main h1', '.search', '.offers-list h2', 'article.offer h3'],
  '/offers?kind=place&view=table': ['main h1', '.seg', '.otable', '.otable tbody tr:last-child'],
  '/offers/feriencard': ['main h1', 'main .lead', '.offer-prices', '.prose', '.kern-description-list', '.kern-alert'],
  '/offers/vorlesestunde-im-advent': ['main h1', '.offer-dates', '.kern-description-list'],
};

test('the app stands where the page of the server stood, and once', async ({ page }) => {
  // What "this week" is, both have to mean the same.
  await page.clock.setSystemTime(MORNING);
  let load;
  let held;
  await page.route('**/assets/*-boot-*.js', async (route) => { await held; await route.continue(); });
  for (const [path, places] of Object.entries(PLACES)) {
    held = new Promise((resolve) => { load = resolve; });
    const where = () => page.evaluate(async (places) => {
      await document.fonts.ready;
      return places.map((place) => {
        const { left, top, width } = document.querySelector(place).getBoundingClientRect();
        return [place, Math.round(left), Math.round(top), Math.round(width)];
      });
    }, places);
    // Who holds the script back holds back the event that says the page is loaded.
    await page.goto(path, { filled: true, waitUntil: 'commit' });
    await expect(page.locator('footer.foot')).toBeVisible();
    await page.waitForFunction(() => [...document.querySelectorAll('link[rel=stylesheet]')].every((link) => link.sheet));
    const before = await where();
    load();
    await expect(page.locator('#app[data-filled]')).toHaveCount(0);
    await expect(page.locator('[aria-busy=true], .skel')).toHaveCount(0);
    const after = await where();
    for (const [number, [place, left, top, width]] of before.entries()) {
      const [, ...now] = after[number];
      const moved = [left, top, width].map((one, part) => Math.abs(one - now[part]));
      expect(Math.max(...moved), `${path}: ${place} was at ${[left, top, width]} and is at ${now}`).toBeLessThanOrEqual(4);
    }
    for (const once of ['#app', 'header.top', 'main', 'main h1', 'footer.foot']) {
      await expect(page.locator(once), `${path}: ${once}`).toHaveCount(1);
    }
    const twice = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at));
    expect(twice, path).toEqual([]);
  }
});

test('what somebody types before the app is there is not lost, and is looked for', async ({ page }) => {
  let load;
  const held = new Promise((resolve) => { load = resolve; });
  await page.route('**/assets/*-boot-*.js', async (route) => { await held; await route.continue(); });
  await page.goto('/offers', { filled: true, waitUntil: 'commit' });
  await page.getByRole('searchbox').fill('Kino');
  load();
  await expect(page.locator('#app[data-filled]')).toHaveCount(0);
  await expect(page.getByRole('searchbox')).toHaveValue('Kino');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Treffer zu „Kino“' })).toBeVisible();
  await expect(page).toHaveURL(/\?q=Kino$/);
});
