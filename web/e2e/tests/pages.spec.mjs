// Every page in both languages, in the dark, and on the narrowest screen.
import { AFTERNOON, expect, headline, linkOf, test } from '../support/test.mjs';

const PAGES = ['/', '/book', '/offers', '/offers/feriencard', '/imprint', '/privacy', '/accessibility', '/house-rules', '/easy-language', '/nothing-here'];

// The app has taken the place of the static page, and what it asked for has come.
async function open(page, path) {
  await page.goto(path);
  await expect(page.locator('.skip')).toBeAttached();
  await expect(headline(page)).toBeVisible();
  // The network never rests: changes are told for as long as a page is open. Skeletons go when data is there.
  await expect(page.locator('[aria-busy=true], .skel')).toHaveCount(0);
}

for (const lang of ['de', 'en']) {
  const base = lang === 'en' ? '/en' : '';

  test(`every page in the dark (${lang})`, async ({ page, look }, info) => {
    // The colours are the same in both languages and on both screens.
    test.skip((info.project.name === 'phone') !== (lang === 'de'), 'German on the phone, English on the desktop');
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const path of PAGES) {
      await open(page, `${base}${path}`);
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.locator('html')).toHaveAttribute('data-kern-theme', 'dark');
      await look(`dark${path.replaceAll('/', '-')}`);
    }
  });

  test(`every page 320 pixels wide (${lang})`, async ({ page, look }, info) => {
    test.skip(info.project.name === 'desktop', 'the same page');
    await page.setViewportSize({ width: 320, height: 700 });
    for (const path of PAGES) {
      await open(page, `${base}${path}`);
      await look(`narrow${path.replaceAll('/', '-')}`);
    }
  });
}

test('a booking in the dark and on the narrowest screen', async ({ page, server, email, look }) => {
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  const booking = await server.hold({ desk, ...AFTERNOON, email });
  const { code } = await server.mail(email);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(linkOf(booking));
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
  await look('held-dark');
  await page.setViewportSize({ width: 320, height: 700 });
  await look('held-narrow');
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.keyboard.press('Enter');
  await expect(headline(page)).toHaveText(`Bis gleich an Platz ${desk}.`);
  await expect(page.locator('.qr img')).toBeVisible();
  await look('ticket-narrow');
});

test('the other language keeps the page, with its query and its secret', async ({ page, server, email }) => {
  await page.goto('/offers?q=Kino');
  await expect(headline(page)).toHaveText('Infopunkt');
  await page.getByRole('link', { name: 'English' }).first().click();
  await expect(page).toHaveURL(/\/en\/offers\?q=Kino$/);
  await expect(headline(page)).toHaveText('Info point');
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  const booking = await server.hold({ desk, ...AFTERNOON, email });
  await page.goto(linkOf(booking));
  await expect(headline(page)).toHaveText('Code aus der E‑Mail eingeben');
  await page.getByRole('link', { name: 'English' }).first().click();
  await expect(headline(page)).toHaveText('Enter the code from your e‑mail');
});

test('the choice of theme is kept, and nothing else', async ({ page }) => {
  await open(page, '/');
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-kern-theme', 'light');
  await page.getByRole('button', { name: 'Helle oder dunkle Darstellung' }).click();
  await expect(root).toHaveAttribute('data-kern-theme', 'dark');
  await page.reload();
  await expect(root).toHaveAttribute('data-kern-theme', 'dark');
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['theme']);
});

test('an address that leads nowhere shows the way on', async ({ page, look }) => {
  await page.goto('/gibt/es/nicht');
  await expect(headline(page)).toHaveText('Diese Seite gibt es nicht');
  await look('not-found');
  await page.getByRole('main').getByRole('link', { name: 'Platz buchen' }).click();
  await expect(headline(page)).toHaveText('Platz buchen');
});
