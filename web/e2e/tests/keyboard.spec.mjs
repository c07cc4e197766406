// The whole booking with nothing but a keyboard, choosing the desk on the plan.
import { expect, headline, tabTo, test } from '../support/test.mjs';
import { WORDS } from '../support/words.mjs';

const w = WORDS.de;

test('a booking by keyboard alone', async ({ page, server, email, look }, info) => {
  test.skip(info.project.name === 'phone', 'phones have no Tab key');
  await page.goto('/book?date=2026-11-24&from=13:00&to=15:30');
  await expect(page.getByRole('button', { name: w.select }).first()).toBeVisible();

  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await page.keyboard.press('Enter');

  const places = page.locator('svg.plan--book [role=button]');
  await tabTo(page, page.locator('svg.plan--book [role=button][tabindex="0"]'));
  // One stop of Tab for the whole plan; arrows go from desk to desk, Home to the first free one.
  await expect(page.locator('svg.plan--book [role=button][tabindex="0"]')).toHaveCount(1);
  const before = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement.id)).not.toBe(before);
  await page.keyboard.press('Home');
  const name = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  expect(name).toMatch(/^Platz \w+, frei/);
  const [, desk] = name.match(/^Platz (\w+),/);
  expect(await places.count()).toBeGreaterThan(40);
  await page.keyboard.press('Enter');

  await tabTo(page, page.getByRole('button', { name: w.reserve(desk), exact: true }).first());
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(w.email)).toBeFocused();
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');

  const field = page.getByLabel(w.code, { exact: true });
  await expect(field).toBeFocused();
  const { code } = await server.mail(email);
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await expect(headline(page)).toHaveText(w.booked(desk));
  await expect(headline(page)).toBeFocused();

  const cancel = page.getByRole('button', { name: 'Absagen' });
  await tabTo(page, cancel);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(cancel).toBeFocused();
  await look('keyboard');
});
