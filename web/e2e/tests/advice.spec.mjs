// Advice at the info point: choose a time on an offer's page, prove the address, take the calendar file, call it off.
import { readFile } from 'node:fs/promises';
import { expect, headline, test } from '../support/test.mjs';

const WORDS = {
  de: {
    base: '', part: 'Sprechstunde Familie und Ferien', take: /^\d\d:\d\d Uhr nehmen$/, email: 'E-Mail-Adresse', send: 'Code schicken', back: 'Zurück',
    held: 'Noch ein Schritt: der Code', code: 'Code aus der E-Mail', confirm: 'Termin bestätigen', stands: 'Ihr Termin steht',
    speak: 'Wie möchten Sie sprechen?', other: 'Englisch', spoken: 'Gesprochen wird Englisch.', calendar: 'In den Kalender', cancel: 'Termin absagen', yes: 'Ja, absagen', gone: 'Der Termin ist abgesagt',
    wrong: /^Dieser Code stimmt nicht\./, taken: 'Jemand war schneller: Dieser Termin ist vergeben.', missing: 'Diesen Termin finden wir nicht',
  },
  en: {
    base: '/en', part: 'Advice on family and holidays', take: /^Take \d\d:\d\d$/, email: /^E-?mail address$/i, send: 'Send the code', back: 'Back',
    held: 'One step left: the code', code: 'Code from the e-mail', confirm: 'Confirm appointment', stands: 'Your appointment stands',
    speak: 'How would you like to talk?', other: 'German', spoken: 'The talk is in German.', calendar: 'Add to calendar', cancel: 'Cancel appointment', yes: 'Yes, cancel', gone: 'The appointment is cancelled',
    wrong: /^This code is not right\./, taken: 'Somebody was faster: this appointment is taken.', missing: 'We can’t find this appointment',
  },
};

for (const lang of ['de', 'en']) {
  const w = WORDS[lang];

  test(`a visitor takes a time for advice and calls it off (${lang})`, async ({ page, server, email, look }) => {
    await page.goto(`${w.base}/offers/feriencard`);
    const part = page.getByRole('region', { name: w.part });
    await expect(part).toBeVisible();
    await look('advice');
    await part.locator('.slot:enabled').first().click();
    const speak = part.getByRole('group', { name: w.speak });
    await expect(speak.getByRole('button', { pressed: true })).toHaveCount(1);
    await speak.getByRole('button', { name: w.other, exact: true }).click();
    await expect(speak.getByRole('button', { pressed: true })).toHaveText(w.other);
    // By keyboard, and back and forth: the focus is where it goes on.
    await part.getByRole('button', { name: w.take }).press('Enter');
    await expect(part.getByLabel(w.email)).toBeFocused();
    await part.getByRole('button', { name: w.back }).press('Enter');
    await expect(part.getByRole('button', { name: w.take })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(part.getByLabel(w.email)).toBeFocused();
    await part.getByLabel(w.email).fill(email);
    await look('advice-address');
    await part.getByRole('button', { name: w.send }).click();

    await expect(headline(page)).toHaveText(w.held);
    await expect(page.getByText(w.spoken)).toBeVisible();
    await look('appointment-code');
    const { code } = await server.mail(email);
    const field = page.getByLabel(w.code, { exact: true });
    await field.fill(String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
    await page.getByRole('button', { name: w.confirm }).click();
    await expect(page.getByText(w.wrong)).toBeVisible();
    await field.fill(code);
    await page.getByRole('button', { name: w.confirm }).click();
    await expect(headline(page)).toHaveText(w.stands);
    await look('appointment');

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: w.calendar }).click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toContain('BEGIN:VEVENT');

    await page.getByRole('button', { name: w.cancel }).click();
    await page.getByRole('dialog').getByRole('button', { name: w.yes }).click();
    await expect(headline(page)).toHaveText(w.gone);
    await look('appointment-cancelled');
  });
}

test('whoever comes second is shown what else is free, and keeps what was typed', async ({ page, server, email, look }) => {
  const w = WORDS.de;
  await page.goto('/offers/feriencard');
  const part = page.getByRole('region', { name: w.part });
  await part.locator('.slot:enabled').first().click();
  await part.getByRole('button', { name: w.take }).click();
  await part.getByLabel(w.email).fill(email);
  const { items } = await server.call('GET', '/offers/feriencard/advice-slots');
  const [{ advice_hour, from }] = items;
  await server.call('POST', '/appointments', { body: { advice_hour, from, email: 'faster@example.org' } });
  await part.getByRole('button', { name: w.send }).click();
  await expect(part.getByText(w.taken)).toBeVisible();
  await look('advice-taken');
  // What is lost is said to be, and the other time is what the row of days shows.
  await expect(part.locator('.slot:disabled', { hasText: from.slice(11, 16) })).toBeVisible();
  await part.getByRole('status').getByRole('button').first().press('Enter');
  await expect(part.getByLabel(w.email)).toBeFocused();
  await expect(part.getByLabel(w.email)).toHaveValue(email);
  await expect(part.locator('.slot[aria-pressed=true]')).toHaveCount(1);
  await part.getByRole('button', { name: w.send }).click();
  await expect(headline(page)).toHaveText(w.held);
});

test('an offer nobody advises on has no such part, and a broken link says so', async ({ page, look }) => {
  await page.goto('/offers/sprengel-museum');
  await expect(headline(page)).toHaveText('Sprengel Museum');
  await expect(page.locator('.advice')).toHaveCount(0);
  await page.goto('/appointment/019a0000-0000-7000-8000-000000000000#s=Zm9vYmFyYmF6cXV4MTIz');
  await expect(headline(page)).toHaveText(WORDS.de.missing);
  await look('appointment-missing');
});
