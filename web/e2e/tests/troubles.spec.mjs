// What goes wrong on the way, and that nothing typed is lost by it.
import { AFTERNOON, expect, headline, linkOf, test } from '../support/test.mjs';
import { WORDS } from '../support/words.mjs';

const w = WORDS.de;

async function held(server, email) {
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  return { desk, booking: await server.hold({ desk, ...AFTERNOON, email }) };
}

test('somebody else takes the desk first', async ({ page, server, email, look }) => {
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  // Without news the page learns of it only from the refusal; with news it is another story (flows).
  await page.route('**/changes*', (route) => route.abort());
  await page.goto(`/book?date=2026-11-24&from=13:00&to=15:30&desk=${desk}`);
  await page.getByRole('button', { name: w.reserve(desk), exact: true }).first().click();
  await page.getByLabel(w.email).fill(email);
  await server.hold({ desk, ...AFTERNOON, email: 'rival@example.org' });
  await page.getByRole('button', { name: w.request }).click();
  // In the page itself: the plan that is read again says the same to those who don't see it.
  await expect(page.locator('main').getByText(`${desk} wurde eben vergeben.`)).toBeVisible();
  await look('taken');
  await page.getByRole('button', { name: /^\w+ nehmen$/ }).click();
  await expect(page.getByLabel(w.email)).toHaveValue(email);
  await page.getByRole('button', { name: w.request }).click();
  await expect(headline(page)).toHaveText(w.codeTitle);
});

test('a wrong code says how many tries are left, and the right one still works', async ({ page, server, email, look }) => {
  const { desk, booking } = await held(server, email);
  const { code } = await server.mail(email);
  await page.goto(linkOf(booking));
  const field = page.getByLabel(w.code, { exact: true });
  await expect(field).toBeFocused();

  await field.fill('12');
  await page.keyboard.press('Enter');
  await expect(page.getByText(w.short)).toBeVisible();
  await expect(field).toHaveAccessibleDescription(/Geben Sie alle 6 Ziffern ein/);

  await field.fill(code === '111111' ? '222222' : '111111');
  await page.keyboard.press('Enter');
  await expect(page.getByText(w.wrong)).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await look('wrong-code');

  // As people paste it: with a blank in the middle.
  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await expect(field).toHaveValue(code);
  await page.keyboard.press('Enter');
  await expect(headline(page)).toHaveText(w.booked(desk));
});

test('a code that was tried too often is dead, and the page says what to do', async ({ page, server, email, look }) => {
  const { booking } = await held(server, email);
  const { code } = await server.mail(email);
  await page.goto(linkOf(booking));
  const field = page.getByLabel(w.code, { exact: true });
  const dead = page.getByText('Dieser Code gilt nicht mehr.').first();
  const wrong = code === '111111' ? '222222' : '111111';
  for (let tries = 4; tries > 0; tries -= 1) {
    await field.fill(wrong);
    await page.keyboard.press('Enter');
    await expect(page.getByText(tries === 1 ? 'Noch 1 Versuch.' : `Noch ${tries} Versuche.`)).toBeVisible();
  }
  await field.fill(wrong);
  await page.keyboard.press('Enter');
  await expect(dead).toBeVisible();
  await field.fill(code);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Platz noch einmal nehmen' })).toBeVisible();
  await look('dead-code');
});

test('the last minute asks whether the desk should stay', async ({ page, server, email, look }) => {
  const { desk, booking } = await held(server, email);
  await server.advance(9 * 60 + 10);
  await page.goto(linkOf(booking));
  await expect(page.getByText(`${desk} ist noch 60 Sekunden reserviert. Soll der Platz bei Ihnen bleiben?`).first()).toBeVisible();
  await look('last-minute');
  await page.getByRole('button', { name: 'Ja, verlängern' }).click();
  await expect(page.getByText(/^Verlängert bis \d\d:\d\d Uhr\.$/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ja, verlängern' })).toBeHidden();
});

test('a hold that ran out can be taken again', async ({ page, server, email, look }) => {
  const { desk, booking } = await held(server, email);
  await page.goto(linkOf(booking));
  await expect(headline(page)).toHaveText(w.codeTitle);
  await server.advance(11 * 60);
  await page.reload();
  await expect(headline(page)).toHaveText('Die Reservierung ist abgelaufen.');
  await expect(page.getByText(`${desk} ist noch frei. Ihre Angaben sind noch da.`)).toBeVisible();
  await look('expired');
  await page.getByRole('link', { name: `${desk} wieder nehmen` }).click();
  await expect(page.getByRole('button', { name: w.reserve(desk), exact: true }).first()).toBeVisible();
});

test('another address: the desk is given back and the choice stays', async ({ page, server, email }) => {
  const { desk, booking } = await held(server, email);
  await page.goto(linkOf(booking));
  await page.getByRole('button', { name: 'Adresse ändern' }).click();
  await expect(page).toHaveURL(new RegExp(`/book\\?date=2026-11-24&from=13:00&to=15:30&desk=${desk}`));
  await expect(page.getByRole('button', { name: w.reserve(desk), exact: true }).first()).toBeVisible();
  expect((await server.booking(booking.id, booking.secret)).state).toBe('cancelled');
});

test('a booking is called off only after a question', async ({ page, server, email, look }) => {
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  const booking = await server.confirmed({ desk, ...AFTERNOON, email });
  await page.goto(linkOf(booking));
  const cancel = page.getByRole('button', { name: 'Absagen' });
  await cancel.click();
  await look('sure');
  await page.getByRole('button', { name: 'Buchung behalten' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(cancel).toBeFocused();
  await cancel.click();
  await page.getByRole('button', { name: 'Ja, absagen' }).click();
  await expect(headline(page)).toHaveText('Die Buchung ist abgesagt.');
  await look('cancelled');
  expect((await server.booking(booking.id, booking.secret)).state).toBe('cancelled');
});

test('whoever does not come finds the desk released', async ({ page, server, email, look }) => {
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  const booking = await server.confirmed({ desk, ...AFTERNOON, email });
  await server.setClock('2026-11-24T13:31:00+01:00');
  await page.goto(linkOf(booking));
  await expect(headline(page)).toHaveText('Der Platz wurde freigegeben.');
  await look('no-show');
});

test('without a network the code stays and is sent when there is one again', async ({ page, context, server, email }) => {
  const { desk, booking } = await held(server, email);
  const { code } = await server.mail(email);
  await page.goto(linkOf(booking));
  const field = page.getByLabel(w.code, { exact: true });
  await expect(field).toBeFocused();
  await context.setOffline(true);
  await field.fill(code);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Sie sind offline.', { exact: true })).toBeVisible();
  await expect(field).toHaveValue(code);
  await context.setOffline(false);
  await expect(headline(page)).toHaveText(w.booked(desk));
});

test('a link without its secret says what to do', async ({ page, server, email, look }) => {
  const { booking } = await held(server, email);
  await page.goto(`/booking/${booking.id}`);
  await expect(headline(page)).toHaveText('Der Link ist nicht vollständig.');
  await look('no-secret');
  await page.goto(`/booking/${booking.id}#s=AAAAAAAAAAAAAAAAAAAAAA`);
  await expect(headline(page)).toHaveText('Diese Buchung finden wir nicht.');
  await look('unknown');
});

test('an answer nobody can read is said in words, and the next one is read', async ({ page }) => {
  const answers = [{ items: [{ slug: 7 }] }, {}, [], 'nothing', { items: [], total: 1.5 }];
  const pattern = '**/api/v1/offers?*';
  await page.route(pattern, (route) => route.fulfill({ json: answers.at(0) }));
  await page.goto('/offers');
  const failed = page.locator('main').getByText('Das hat nicht geklappt.', { exact: true });
  const again = page.locator('main').getByRole('button', { name: 'Noch einmal versuchen' });
  while (answers.length > 0) {
    await expect(failed).toBeVisible();
    answers.shift();
    const asked = page.waitForResponse((response) => response.url().includes('/api/v1/offers?'));
    if (answers.length === 0) await page.unroute(pattern);
    await again.click();
    await asked;
  }
  await expect(failed).toBeHidden();
  await expect(page.locator('main article').first()).toBeVisible();
});
