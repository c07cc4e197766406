// Somebody signs in: her bookings in one place, her data in her own hands.
import { readFile } from 'node:fs/promises';
import { AFTERNOON, expect, headline, tabTo, test } from '../support/test.mjs';
import { WORDS } from '../support/words.mjs';

test.use({ account: true });

const ACCOUNT = {
  de: {
    ...WORDS.de,
    title: 'Anmelden',
    send: 'Code senden',
    codeLabel: 'Code aus der E-Mail',
    enter: 'Anmelden',
    mine: 'Meine Buchungen',
    wrongCode: /Der Code stimmt nicht oder gilt nicht mehr/,
    shortCode: 'Der Code hat 6 Ziffern.',
    nothing: 'Zurzeit ist nichts gebucht.',
    download: 'Alles herunterladen',
    erase: 'Alles löschen',
    eraseYes: 'Ja, alles löschen',
    erased: 'Alles ist gelöscht.',
    signOut: 'Abmelden',
    signedOut: 'Sie sind abgemeldet.',
    nobody: /Sie sind nicht angemeldet/,
    device: 'dieses Gerät',
    endDevice: 'Dort abmelden',
  },
  en: {
    ...WORDS.en,
    title: 'Sign in',
    send: 'Send code',
    codeLabel: 'Code from the mail',
    enter: 'Sign in',
    mine: 'My bookings',
    wrongCode: /The code is wrong or no longer good/,
    shortCode: 'The code has 6 digits.',
    nothing: 'Nothing is booked at the moment.',
    download: 'Download everything',
    erase: 'Erase everything',
    eraseYes: 'Yes, erase everything',
    erased: 'Everything is erased.',
    signOut: 'Sign out',
    signedOut: 'You are signed out.',
    nobody: /You are not signed in/,
    device: 'this device',
    endDevice: 'Sign out there',
  },
};

// As far as the page with one's bookings.
async function signIn(page, server, email, w, before) {
  await page.goto(`${w.base}/sign-in`);
  await page.getByLabel(w.email).fill(email);
  await page.getByRole('button', { name: w.send }).click();
  const field = page.getByLabel(w.codeLabel);
  await expect(field).toBeFocused();
  const { code } = await server.signInMail(email, before);
  await field.fill(code);
  await page.getByRole('button', { name: w.enter, exact: true }).click();
  await expect(headline(page)).toHaveText(w.mine);
  return code;
}

for (const lang of ['de', 'en']) {
  const w = ACCOUNT[lang];

  test(`signing in, everything in one place, taken away and erased (${lang})`, async ({ page, server, email, look }) => {
    const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
    const booking = await server.confirmed({ desk, ...AFTERNOON, email });
      await page.goto(`${w.base}/me`);
    await expect(page.getByText(w.nobody)).toBeVisible();
    await look('nobody');
    await page.getByRole('main').getByRole('link', { name: w.enter }).click();
    await expect(headline(page)).toHaveText(w.title);
    await look('address');
    await page.getByRole('button', { name: w.send }).click();
    await expect(page.getByLabel(w.email)).toBeFocused();
    await look('address-missing');
    await page.getByLabel(w.email).fill(email);
    await page.getByRole('button', { name: w.send }).click();
    const field = page.getByLabel(w.codeLabel);
    await expect(field).toBeFocused();
    await look('code');
    const { code } = await server.signInMail(email);
    await field.fill('12');
    await page.keyboard.press('Enter');
    await expect(page.getByText(w.shortCode)).toBeVisible();
    await field.fill(code === '111111' ? '222222' : '111111');
    await page.keyboard.press('Enter');
    await expect(page.getByText(w.wrongCode)).toBeVisible();
    await look('code-wrong');
    await field.fill(code);
    await page.keyboard.press('Enter');
    await expect(headline(page)).toHaveText(w.mine);
    await expect(page.getByText(email).first()).toBeVisible();
    await expect(page.getByText(w.device)).toBeVisible();
    await look('mine');
    await page.getByRole('link', { name: new RegExp(desk) }).click();
    await expect(headline(page)).toHaveText(w.booked(desk));
    await page.goBack();
    await expect(headline(page)).toHaveText(w.mine);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: w.download }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    expect(JSON.parse(file).bookings).toHaveLength(1);
    expect(file).not.toContain(booking.secret);

    await page.getByRole('button', { name: w.erase }).click();
    await look('erase');
    await page.getByRole('dialog').getByRole('button', { name: w.eraseYes }).click();
    await expect(headline(page)).toHaveText(w.erased);
    await look('erased');
    expect(await page.context().cookies()).toEqual([]);
    expect(await server.freeDesk(AFTERNOON.from, AFTERNOON.to)).toBe(desk);
    await page.goto(`${w.base}/me`);
    await expect(page.getByText(w.nobody)).toBeVisible();
  });
}

test('the mail\'s link signs in by a press and not by being opened', async ({ page, server, email, look }) => {
  const w = ACCOUNT.de;
  await page.goto('/sign-in');
  await page.getByLabel(w.email).fill(email);
  await page.getByRole('button', { name: w.send }).click();
  await expect(page.getByLabel(w.codeLabel)).toBeFocused();
  const { link } = await server.signInMail(email);
  for (const visit of ['a mail scanner', 'the person']) {
    await page.goto('about:blank');
    await page.goto(link);
    await expect(page.getByLabel(w.codeLabel), visit).not.toHaveValue('');
    expect(await page.context().cookies(), visit).toEqual([]);
  }
  await look('from-the-mail');
  await page.getByRole('button', { name: w.enter, exact: true }).click();
  await expect(headline(page)).toHaveText(w.mine);
  await expect(page.getByText(w.nothing)).toBeVisible();
  await look('empty');
});

test('a mail leads to erasing, and only a press erases', async ({ page, browser, server, email, look }) => {
  const w = ACCOUNT.de;
  const other = await browser.newContext({ baseURL: server.url });
  const before = await signIn(await other.newPage(), server, email, w);
  await other.close();
  await page.goto('/me#erase');
  await page.getByRole('main').getByRole('link', { name: w.enter }).click();
  await page.getByLabel(w.email).fill(email);
  await page.getByRole('button', { name: w.send }).click();
  const { code } = await server.signInMail(email, before);
  await page.getByLabel(w.codeLabel).fill(code);
  await page.keyboard.press('Enter');
  await expect(headline(page)).toHaveText(w.mine);
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('erase-from-the-mail');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  // What changes the page does not ask again.
  await page.getByRole('button', { name: w.endDevice }).click();
  await expect(page.getByRole('button', { name: w.endDevice })).toHaveCount(0);
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.goto('about:blank');
  await page.goto('/me#take-away');
  await expect(page.getByRole('button', { name: w.download })).toBeFocused();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Als Kalender herunterladen' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain('BEGIN:VCALENDAR');
});

test('with the keyboard alone, in the dark, on the narrowest screen', async ({ page, server, email, look }, info) => {
  test.skip(info.project.name === 'phone', 'a keyboard');
  const w = ACCOUNT.de;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 700 });
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  await server.confirmed({ desk, ...AFTERNOON, email });
  await page.goto('/sign-in');
  await tabTo(page, page.getByLabel(w.email));
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(w.codeLabel)).toBeFocused();
  const { code } = await server.signInMail(email);
  await page.keyboard.type(code);
  await look('code-narrow-dark');
  await page.keyboard.press('Enter');
  await expect(headline(page)).toHaveText(w.mine);
  await look('mine-narrow-dark');
  const out = page.getByRole('button', { name: w.signOut, exact: true });
  await tabTo(page, out);
  await page.keyboard.press('Enter');
  await expect(headline(page)).toHaveText(w.signedOut);
  await look('signed-out');
});

test('another device is signed out from here, at once', async ({ page, browser, server, email }) => {
  const w = ACCOUNT.de;
  const other = await browser.newContext({ baseURL: server.url });
  const there = await other.newPage();
  const first = await signIn(there, server, email, w);
  await signIn(page, server, email, w, first);
  await page.getByRole('button', { name: w.endDevice }).click();
  await expect(page.getByRole('button', { name: w.endDevice })).toHaveCount(0);
  await there.reload();
  await expect(there.getByText(w.nobody)).toBeVisible();
  await other.close();
});

test('without a network the page says so and goes on when there is one', async ({ page, context, server, email, look }) => {
  const w = ACCOUNT.de;
  await signIn(page, server, email, w);
  await context.setOffline(true);
  await page.getByRole('button', { name: w.download }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Keine Verbindung' })).toBeVisible();
  await look('offline');
  await expect(page.getByRole('button', { name: 'Noch einmal versuchen' })).toBeVisible();
  const download = page.waitForEvent('download');
  await context.setOffline(false);
  await download;
});

test('whoever is signed in books without a code', async ({ page, server, email, look }) => {
  const w = ACCOUNT.de;
  await signIn(page, server, email, w);
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  await page.goto(`/book?date=2026-11-24&from=13:00&to=15:30&desk=${desk}`);
  await page.getByRole('button', { name: w.reserve(desk), exact: true }).first().click();
  await expect(page.getByText('Sie sind angemeldet.')).toBeVisible();
  await look('signed-in-reserve');
  await page.getByRole('button', { name: 'Jetzt buchen' }).click();
  await expect(headline(page)).toHaveText(w.booked(desk));
  await page.goto('/me');
  await expect(page.getByRole('link', { name: new RegExp(desk) })).toBeVisible();
});
