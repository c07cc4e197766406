// The pages for web editors: a snippet is chosen, seen and copied; a policy is checked. With script and without.
import { expect, headline, test } from '../support/test.mjs';

const snippet = (page) => page.locator('[data-result] code').first();

test('the snippet follows the choice, is seen and can be copied', async ({ page, context, look }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/embed');
  await expect(headline(page)).toHaveText('Auf Ihrer Website zeigen');
  await expect(snippet(page)).toContainText('<rathaus-plaetze venue="neues-rathaus" size="compact" lang="de">');
  await expect(page.locator('rathaus-plaetze').getByRole('link', { name: 'Platz buchen' })).toBeVisible();
  await look('desks');

  // By keyboard alone: the size, then another way, then what is shown.
  await page.getByLabel('Größe').focus();
  await page.keyboard.press('ArrowDown');
  await expect(snippet(page)).toContainText('size="full"');
  await expect(page.getByLabel('Größe')).toBeFocused();
  await page.getByRole('radio', { name: /^Element/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(snippet(page)).toContainText('<iframe src=');
  await expect(page.frameLocator('[data-result] iframe').getByRole('img')).toBeVisible();
  await page.getByRole('radio', { name: 'Angebote' }).check();
  await page.getByLabel('Art der Angebote').selectOption('event');
  await page.getByLabel('Wie viele, höchstens').fill('3');
  await page.getByLabel('Sprache').selectOption('en');
  await expect(snippet(page)).toContainText('/embed/v1/offers?lang=en&amp;theme=auto&amp;kind=event&amp;limit=3');
  await expect(page.getByRole('radio', { name: /^Bild/ })).toBeHidden();
  await expect(page.getByLabel('Bereich')).toBeHidden();
  await look('offers');

  await page.getByRole('button', { name: 'Kopieren' }).click();
  await expect(page.locator('[data-said]')).toHaveText('Kopiert.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await snippet(page).textContent());
  // Who reloads finds what was chosen.
  await page.reload();
  await expect(page.getByLabel('Wie viele, höchstens')).toHaveValue('3');
  for (const name of ['TYPO3', 'WordPress', 'Reines HTML', 'Mit fester Fassung und Prüfsumme']) await page.getByText(name, { exact: true }).click();
  await look('instructions');
});

test('who chooses and copies at once has what was chosen', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/embed?what=offers&how=frame');
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route(/embed\?.*limit=7/, async (route) => { await held; await route.continue(); });
  const asked = page.waitForRequest(/limit=7/);
  await page.getByLabel('Wie viele, höchstens').fill('7');
  // The field says that it has changed when it is left: by the press on this button.
  await page.getByRole('button', { name: 'Kopieren' }).click();
  await asked;
  await expect(page.locator('[data-said]')).toBeEmpty();
  release();
  await expect(page.locator('[data-said]')).toHaveText('Kopiert.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('limit=7');
  await expect(snippet(page)).toContainText('limit=7');
});

test('a policy is checked, in English, in the dark, on the narrowest screen', async ({ page, server, look }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto('/en/embed');
  await look('narrow');
  await page.getByRole('link', { name: 'Check a policy' }).click();
  await expect(headline(page)).toHaveText('May the snippet go on my web site?');
  await page.getByLabel('Content security policy of your web site').fill(`Content-Security-Policy: default-src 'self'; img-src ${server.url}`);
  await page.getByRole('button', { name: 'Check' }).click();
  const verdict = (name) => page.locator('.editors-verdicts > div').filter({ has: page.getByText(name, { exact: true }) });
  await expect(verdict('Picture with a link')).toContainText('allowed');
  await expect(verdict('Frame')).toContainText(`frame-src ${server.url}`);
  await expect(verdict('Element')).toContainText(`script-src ${server.url}`);
  await expect(verdict('Element')).not.toContainText('img-src');
  await look('checked');
  await page.getByLabel('Content security policy of your web site').fill('<script>alert(1)</script>');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('This is no policy.')).toBeVisible();
  await expect(page.locator('.editors-verdicts')).toHaveCount(0);
  await look('odd');
  await page.getByLabel('Content security policy of your web site').fill('');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('Without a policy everything is allowed.')).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the form asks for the page again', async ({ page, picture }) => {
    await page.goto('/embed');
    await page.getByRole('radio', { name: /^Bild/ }).check();
    await page.getByRole('button', { name: 'Schnipsel zeigen' }).click();
    await expect(snippet(page)).toContainText('badge.svg?lang=de');
    await expect(page.getByRole('img', { name: 'Freie Plätze im Rathaus' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Kopieren' })).toBeHidden();
    await picture('plain');
  });
});
