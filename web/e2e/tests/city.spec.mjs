// Who works here signs in with the city: the whole way there and back, with a provider that tells the truth
// and with one that does not.
import { test } from '../support/city.mjs';
import { STAFF } from '../support/staff.mjs';
import { expect, headline } from '../support/test.mjs';

test.use({ account: true });

// As far as where the city sends somebody back to.
async function through(page, who, w = STAFF.de) {
  await page.goto(`${w.base}/staff/sign-in`);
  await page.getByRole('link', { name: 'Stadt Beispiel' }).click();
  await page.getByLabel('Wer').fill(who);
  await page.getByRole('button', { name: 'Weiter' }).click();
}

for (const lang of ['de', 'en']) {
  const w = STAFF[lang];

  test(`who has a role there is in, with that role (${lang})`, async ({ page, server, city, look }) => {
    await page.goto(`${w.base}/staff/sign-in`);
    await expect(page.getByRole('link', { name: 'Stadt Beispiel' })).toBeVisible();
    await look('city-way');
    await through(page, 'ada', w);
    await expect(headline(page)).toHaveText(w.home);
    expect(page.url()).toBe(`${server.url}${w.base}/staff`);
    expect(city.visits).toBeGreaterThan(0);
    await expect(page.getByText('Ada Leitung')).toBeVisible();
    await look('home');
    await page.goto(`${w.base}/staff/accounts`);
    await expect(page.getByRole('listitem').filter({ hasText: 'Ada Leitung' })).toBeVisible();
    await look('accounts');
    await page.goto(`${w.base}/staff`);
    await page.getByRole('button', { name: w.signOut, exact: true }).click();
    await expect(headline(page)).toHaveText(w.signedOut);
  });
}

test('who has no role there is told so and is not in', async ({ page, city, look }) => {
  await through(page, 'kim');
  await expect(page.getByText('Ihr Konto bei der Stadt darf hier nicht hinein.')).toBeVisible();
  await look('no-role');
  await page.goto('/staff');
  await expect(page.getByText(STAFF.de.nobody)).toBeVisible();
  expect(city.cheat).toBeNull();
});

for (const cheat of ['state', 'nonce', 'iss']) {
  test(`an answer with another ${cheat} signs nobody in`, async ({ page, city, look }) => {
    city.cheat = cheat;
    await through(page, 'ada');
    await expect(page.getByText('Die Anmeldung bei der Stadt hat nicht geklappt.')).toBeVisible();
    await look(`other-${cheat}`);
    await page.goto('/staff');
    await expect(page.getByText(STAFF.de.nobody)).toBeVisible();
  });
}

test('an answer without an attempt of this browser signs nobody in', async ({ page, city }) => {
  expect(city.cheat).toBeNull();
  await page.goto('/api/v1/auth/staff/oidc/callback?code=stolen&state=stolen');
  await expect(page.getByText('Die Anmeldung bei der Stadt hat zu lange gedauert.')).toBeVisible();
});
