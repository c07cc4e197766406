// The info point: find something, read it, call somebody about it.
import { expect, headline, test } from '../support/test.mjs';

test('the list is searched, narrowed and continued', async ({ page, look }) => {
  await page.goto('/offers');
  const cards = page.locator('article.offer');
  await expect(cards).toHaveCount(18);
  await look('list');

  await page.getByRole('button', { name: /^Weitere \d+ zeigen$/ }).click();
  await expect(cards).toHaveCount(36);
  await expect(cards.nth(18).getByRole('link')).toBeFocused();

  await page.getByRole('button', { name: /^Unterstützung \d+$/ }).click();
  await expect(page).toHaveURL(/kind=support/);
  await expect(page.getByRole('button', { name: /^Unterstützung \d+$/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('heading', { level: 2, name: 'Unterstützung' })).toBeVisible();

  await page.goBack();
  await expect(page.getByRole('heading', { level: 2, name: 'Alle Angebote' })).toBeVisible();

  await page.getByRole('searchbox').fill('Ferien');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=Ferien/);
  await expect(page.getByRole('link', { name: 'FerienCard', exact: true })).toBeVisible();
  await look('found');

  await page.getByRole('searchbox').fill('xyzzyqwertz');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Zu „xyzzyqwertz“ haben wir noch nichts.')).toBeVisible();
  await look('nothing');
  await page.getByRole('link', { name: 'Alle Angebote zeigen' }).click();
  await expect(cards).toHaveCount(18);
});

test('an offer shows both prices, how old they are and whom to ask', async ({ page, look }) => {
  await page.goto('/offers');
  await page.getByRole('link', { name: 'FerienCard', exact: true }).click();
  await expect(headline(page)).toHaveText('FerienCard');
  await expect(headline(page)).toBeFocused();
  await expect(page.getByText('mit AktivPass')).toBeVisible();
  await expect(page.getByText(/^Stand 2020\. Bitte prüfen/)).toBeVisible();
  await look('detail');
  await page.goto('/offers/hannover-aktivpass');
  await expect(page.getByRole('link', { name: '0511 168-42472' })).toHaveAttribute('href', 'tel:+4951116842472');
  await page.goto('/en/offers/feriencard');
  await expect(page.getByText('with AktivPass')).toBeVisible();
  await look('detail-en');
});

test('an offer that is not there says so', async ({ page, look }) => {
  await page.goto('/offers/gibt-es-nicht');
  await expect(headline(page)).toHaveText('Dieses Angebot gibt es nicht mehr');
  await look('gone');
});
