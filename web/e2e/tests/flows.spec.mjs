// Beyond the plain booking: sitting down, staying longer, changing, waiting, coming regularly.
import { AFTERNOON, expect, headline, linkOf, tabTo, test } from '../support/test.mjs';
import { WORDS } from '../support/words.mjs';

const w = WORDS.de;
// Free from the running quarter hour until noon, so that nothing stands against staying longer.
const MORNING = ['2026-11-24T08:30:00+01:00', '2026-11-24T12:00:00+01:00'];

const FLOWS = {
  de: {
    sit: 'Hier hinsetzen · bis 10:30 Uhr',
    longer: '30 Minuten · bis 11:00 Uhr',
    extended: 'Verlängert. Ihr Platz gehört Ihnen bis 11:00 Uhr.',
    until: 'Ihr Platz bis 11:00 Uhr',
  },
  en: {
    sit: 'Sit down here · until 10:30',
    longer: '30 minutes · until 11:00',
    extended: 'Extended. The desk is yours until 11:00.',
    until: 'Your desk until 11:00',
  },
};

for (const lang of ['de', 'en']) {
  const [f, words] = [FLOWS[lang], WORDS[lang]];

  test(`from the code on the desk to a seat, longer, and free again (${lang})`, async ({ page, server, look }, info) => {
    const desk = await server.freeDesk(...MORNING);
    await page.goto(`${words.base}/p/${desk}`);
    const sit = page.getByRole('button', { name: f.sit });
    await expect(sit).toBeVisible();
    await look('walk-in');
    if (info.project.name === 'phone') {
      await sit.click();
    } else {
      await tabTo(page, sit);
      await page.keyboard.press('Enter');
    }
    await expect(headline(page)).toHaveText(words.welcome(desk));
    await expect(page).toHaveURL(/\/booking\/[0-9a-f-]+#s=[\w-]+$/);
    await look('seated');

    await page.getByRole('button', { name: f.longer }).click();
    await expect(page.getByText(f.extended)).toBeVisible();
    await expect(page.getByText(f.until)).toBeVisible();

    await page.getByRole('button', { name: words.free }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.freeYes }).click();
    await expect(headline(page)).toHaveText(words.thanks);
    await look('left');
    await page.goto(`${words.base}/p/${desk}`);
    await expect(sit).toBeVisible();
  });
}

test('at a desk that is taken the next free one is one press away', async ({ page, server, look }) => {
  const desk = await server.freeDesk(...MORNING);
  await page.goto(`/p/${desk}`);
  await expect(page.getByRole('button', { name: FLOWS.de.sit })).toBeVisible();
  await server.walkIn(desk);
  // Told by the api, not asked for: well before the page would look by itself.
  await expect(page.getByText('Belegt bis 10:30 Uhr.')).toBeVisible({ timeout: 10_000 });
  await look('walk-in-taken');
  const other = page.getByRole('button', { name: /^\w+ nehmen · bis \d\d:\d\d Uhr$/ }).first();
  const [code] = (await other.textContent()).trim().split(' ');
  await other.click();
  await expect(headline(page)).toHaveText(w.welcome(code));
});

test('the code on the desk when the hall is closed, and on no desk at all', async ({ page, server, look }) => {
  await page.goto('/p/ZZ9');
  await expect(page.getByText('Diesen Platz gibt es hier nicht.')).toBeVisible();
  await look('walk-in-unknown');
  await server.setClock('2026-11-24T23:00:00+01:00');
  await page.goto('/p/A1');
  await expect(page.getByText('Der Saal ist heute nicht mehr offen.')).toBeVisible();
  await look('walk-in-closed');
});

test('a desk that somebody else takes changes under the eyes, and the choice stays', async ({ page, server, email, look }) => {
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  await page.goto(`/book?date=2026-11-24&from=13:00&to=15:30&desk=${desk}`);
  await page.getByRole('button', { name: w.reserve(desk), exact: true }).first().click();
  await page.getByLabel(w.email).fill(email);
  // Where it is on the screen: the browser scrolls along when a row far above gets shorter.
  const top = () => page.evaluate(() => Math.round(document.getElementById('h-desk').getBoundingClientRect().top));
  const before = await top();
  await server.hold({ desk, ...AFTERNOON, email: 'rival@example.org' });
  await expect(page.getByText(`${desk} ist in dieser Zeit belegt.`)).toBeVisible({ timeout: 10_000 });
  await expect(page.locator('.desk-code')).toHaveText(desk);
  await expect(page.locator('#h-desk')).toBeFocused();
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(2);
  await expect(page).toHaveURL(new RegExp(`desk=${desk}$`));
  await look('taken-live');
  // What was typed is still there with another desk.
  await page.getByRole('button', { name: /^\w+ nehmen$/ }).first().click();
  await expect(page.getByLabel(w.email)).toHaveValue(email);
});

test('a booking gets another desk, and is kept until then', async ({ page, server, email, look }) => {
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  const booking = await server.confirmed({ desk, ...AFTERNOON, email });
  await page.goto(linkOf(booking));
  await page.getByRole('link', { name: 'Ändern', exact: true }).click();
  await expect(page.getByText(`Sie ändern Ihre Buchung: ${desk},`)).toBeVisible();
  await expect(page.getByText('Das ist Ihre Buchung, wie sie ist.')).toBeVisible();
  await look('change');
  const choices = page.getByRole('button', { name: w.select });
  const [, other] = (await choices.first().getAttribute('aria-label')).match(w.select);
  await choices.first().click();
  await page.getByRole('button', { name: `Buchung auf ${other} ändern` }).click();
  await expect(headline(page)).toHaveText(w.booked(other));
  await look('changed');
  const now = await server.booking(booking.id, booking.secret);
  expect(now.desks.map(({ code }) => code)).toEqual([other]);
});

test('a booking that was changed elsewhere is read again before it is changed', async ({ page, server, email, look }) => {
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  const booking = await server.confirmed({ desk, ...AFTERNOON, email });
  await page.goto(linkOf(booking));
  await page.getByRole('link', { name: 'Ändern', exact: true }).click();
  await expect(page.getByText(`Sie ändern Ihre Buchung: ${desk},`)).toBeVisible();
  const choices = page.getByRole('button', { name: w.select });
  const [, other] = (await choices.nth(1).getAttribute('aria-label')).match(w.select);
  const headers = { 'booking-secret': booking.secret, 'if-match': `"${booking.revision}-${booking.state}"` };
  await server.call('PATCH', `/bookings/${booking.id}`, { body: { to: '2026-11-24T15:00:00+01:00' }, headers });
  await page.getByRole('button', { name: w.selectDesk(other) }).click();
  await page.getByRole('button', { name: `Buchung auf ${other} ändern` }).click();
  await expect(page.getByText('Die Buchung wurde inzwischen geändert.')).toBeVisible();
  await look('changed-meanwhile');
  await page.getByRole('button', { name: 'Neu laden' }).click();
  await expect(page.getByText('13:00 bis 15:00 Uhr').first()).toBeVisible();
  await page.getByRole('button', { name: `Buchung auf ${other} ändern` }).click();
  await expect(headline(page)).toHaveText(w.booked(other));
});

test('a full hall: waiting, an offer, and a seat after all', async ({ page, server, email, look }) => {
  const holds = await server.fill(AFTERNOON.from, AFTERNOON.to);
  await page.goto('/book?date=2026-11-24&from=13:00&to=15:30');
  await expect(page.getByRole('heading', { name: 'Von 13:00 bis 15:30 Uhr ist alles vergeben.' })).toBeVisible();
  const form = page.getByRole('form', { name: 'Auf die Warteliste' });
  await form.getByRole('button', { name: 'Auf die Warteliste setzen' }).click();
  await expect(form.getByText('Geben Sie eine vollständige E-Mail-Adresse ein')).toBeVisible();
  await form.getByLabel(w.email).fill(email);
  await look('wait');
  await form.getByRole('button', { name: 'Auf die Warteliste setzen' }).click();
  await expect(headline(page)).toHaveText('Sie stehen auf der Warteliste.');
  await expect(page.getByText('Sie sind als Nächstes dran.')).toBeVisible();
  await look('waiting');

  await server.cancel(holds[0]);
  await expect(headline(page)).toHaveText('Ein Platz ist frei geworden.', { timeout: 15_000 });
  await look('offered');
  await page.getByRole('link', { name: /ansehen und bestätigen$/ }).click();
  await expect(headline(page)).toHaveText(w.codeTitle);
  const { code } = await server.mail(email);
  await page.getByLabel(w.code, { exact: true }).fill(code);
  await page.getByRole('button', { name: w.confirm }).click();
  await expect(headline(page)).toHaveText(w.booked(holds[0].desks[0].code));
  await page.goBack();
  await expect(headline(page)).toHaveText('Der Platz ist gebucht.');
  await look('served');
});

test('whoever no longer wants to wait leaves the list', async ({ page, server, email, look }) => {
  await server.fill(AFTERNOON.from, AFTERNOON.to);
  const { slug } = await server.venue();
  const body = { venue: slug, ...AFTERNOON, email, locale: 'en' };
  const entry = await server.call('POST', '/waiting-list', { body });
  await page.goto(`/en/waiting/${entry.id}#s=${entry.secret}`);
  await expect(headline(page)).toHaveText('You are on the waiting list.');
  await page.getByRole('button', { name: 'Leave the waiting list' }).click();
  await page.getByRole('button', { name: 'Yes, leave' }).click();
  await expect(headline(page)).toHaveText('You are no longer on the waiting list.');
  await look('withdrawn');
  await page.goto(`/en/waiting/${entry.id}#s=AAAAAAAAAAAAAAAAAAAAAA`);
  await expect(headline(page)).toHaveText('We cannot find this wish.');
});

test('the same time every week, without the date that does not fit', async ({ page, server, email, look }) => {
  const desk = await server.freeDesk(AFTERNOON.from, AFTERNOON.to);
  const next = { from: '2026-12-01T13:00:00+01:00', to: '2026-12-01T15:30:00+01:00' };
  await server.hold({ desk, ...next, email: 'rival@example.org' }).catch(() => null);
  await page.goto(`/book?date=2026-11-24&from=13:00&to=15:30&desk=${desk}`);
  await page.getByRole('button', { name: w.reserve(desk), exact: true }).first().click();
  await page.getByLabel(w.email).fill(email);
  await page.getByText('Regelmäßig kommen').click();
  await page.getByLabel('Anzahl Termine').fill('4');
  await page.getByRole('button', { name: 'Termine prüfen' }).click();
  await expect(page.getByText(/^[123] von 4 Terminen sind möglich\.$/)).toBeVisible();
  await expect(page.locator('.series-dates li').filter({ hasText: '1. Dezember' })).toContainText('Der Platz ist belegt.');
  await look('series');
  await page.getByRole('button', { name: /^Nur d(ie \d|en) möglichen buchen$/ }).click();
  await expect(headline(page)).toHaveText(w.codeTitle);
  const { code } = await server.mail(email);
  await page.getByLabel(w.code, { exact: true }).fill(code);
  await page.getByRole('button', { name: w.confirm }).click();
  await expect(headline(page)).toHaveText(w.booked(desk));
  await expect(page.getByText('Teil einer Serie')).toBeVisible();
  await look('series-booked');
  // What is left of the series is called off at any of its dates.
  await page.getByRole('button', { name: 'Absagen' }).click();
  await look('series-cancel');
  await page.getByRole('button', { name: 'Alle Termine der Serie absagen' }).click();
  await expect(headline(page)).toHaveText('Die Buchung ist abgesagt.');
  await expect.poll(async () => (await server.freeDesk('2026-12-08T13:00:00+01:00', '2026-12-08T15:30:00+01:00')) === desk).toBe(true);
});

test('the new pages in the dark and on the narrowest screen', async ({ page, server, email, look }) => {
  await server.fill(AFTERNOON.from, AFTERNOON.to);
  const { slug } = await server.venue();
  const entry = await server.call('POST', '/waiting-list', { body: { venue: slug, ...AFTERNOON, email } });
  const desk = await server.freeDesk(...MORNING);
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const width of [null, 320]) {
    if (width) await page.setViewportSize({ width, height: 700 });
    await page.goto(`/p/${desk}`);
    await expect(page.getByRole('button', { name: FLOWS.de.sit })).toBeVisible();
    await look(`walk-in-dark-${width ?? 'usual'}`);
    await page.goto(`/waiting/${entry.id}#s=${entry.secret}`);
    await expect(headline(page)).toHaveText('Sie stehen auf der Warteliste.');
    await look(`waiting-dark-${width ?? 'usual'}`);
  }
});
