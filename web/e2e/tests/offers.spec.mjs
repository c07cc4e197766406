// The info point: find something, read it, see what fits, take it along.
import { MORNING } from '../support/server.mjs';
import { admin, bearer } from '../support/staff.mjs';
import { expect, headline, tabTo, test } from '../support/test.mjs';

const cards = (page) => page.locator('.offers-list article.offer');
const chip = (page, name) => page.locator('.offers-head').getByRole('button', { name });
const status = (page) => page.locator('.offers-list > [role=status]');
const finder = (page) => page.getByRole('region', { name: 'Was passt zu mir?' });
const fitting = (page) => finder(page).locator('article.offer');

test('the list is searched while one types, narrowed and continued', async ({ page, look }) => {
  await page.goto('/offers');
  await expect(cards(page)).toHaveCount(18);
  await look('list');

  await page.getByRole('button', { name: /^Weitere \d+ zeigen$/ }).click();
  await expect(cards(page)).toHaveCount(36);
  await expect(cards(page).nth(18).getByRole('link')).toBeFocused();

  await chip(page, /^Unterstützung \d+$/).click();
  await expect(page).toHaveURL(/kind=support/);
  await expect(chip(page, /^Unterstützung \d+$/)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('heading', { level: 2, name: 'Unterstützung' })).toBeVisible();

  await page.goBack();
  await expect(page.getByRole('heading', { level: 2, name: 'Alle Angebote' })).toBeVisible();

  const box = page.getByRole('searchbox');
  await box.pressSequentially('ferien karte ');
  await expect(page).toHaveURL(/q=ferien%20karte$/);
  await expect(box).toHaveValue('ferien karte ');
  await expect(cards(page).first().getByRole('link', { name: 'FerienCard', exact: true })).toBeVisible();
  await expect(cards(page).first().locator('mark').first()).toBeVisible();
  await expect(status(page)).toHaveText(/^\d+ Angebote?$/);
  await look('found');

  // Letters are no steps in the history: one step back is the list from before.
  await page.goBack();
  await expect(page).not.toHaveURL(/q=/);
});

test('whoever comes back finds the list as she left it', async ({ page, look }) => {
  await page.goto('/offers');
  await expect(cards(page)).toHaveCount(18);
  await finder(page).getByRole('button', { name: 'Kinderzuschlag', exact: true }).click();
  await expect(fitting(page).first()).toBeVisible();
  await page.getByRole('button', { name: /^Weitere \d+ zeigen$/ }).click();
  await expect(cards(page)).toHaveCount(36);
  const link = cards(page).nth(30).getByRole('link');
  const name = await link.textContent();
  await link.scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => window.scrollY);
  expect(place).toBeGreaterThan(1000);

  for (const back of [() => page.goBack(), () => page.getByRole('link', { name: 'Zurück zur Liste' }).click()]) {
    await link.press('Enter');
    await expect(headline(page)).toHaveText(name);
    await look('with-a-way-back');
    await back();
    await expect(cards(page)).toHaveCount(36);
    await expect(link).toBeFocused();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(place);
    await expect(finder(page).getByRole('button', { name: 'Kinderzuschlag', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await expect(fitting(page).first()).toBeVisible();
  }
});

test('a page that is filled again is seen from where it was, forwards and backwards', async ({ page }) => {
  const scrolled = () => page.evaluate(() => window.scrollY);
  const noted = (place) => expect.poll(() => page.evaluate(() => window.history.state)).toBe(place);
  await page.goto('/offers?kind=event');
  await expect(cards(page).first()).toBeVisible();
  await cards(page).nth(2).getByRole('link').click();
  await expect(page.getByRole('link', { name: 'Ähnliche Angebote' })).toBeVisible();
  await page.evaluate(() => window.scrollTo({ top: 300, behavior: 'instant' }));
  await noted(300);
  // By hand: a click would bring the link into view first.
  await page.getByRole('link', { name: 'Ähnliche Angebote' }).evaluate((link) => link.click());
  await expect(cards(page).first()).toBeVisible();
  await page.goBack();
  await expect.poll(scrolled).toBe(300);
  await noted(300);
  await page.goBack();
  await expect(cards(page).first()).toBeVisible();
  await page.goForward();
  await expect(page.getByRole('link', { name: 'Ähnliche Angebote' })).toBeVisible();
  await expect.poll(scrolled).toBe(300);
  await noted(300);
});

test('a row of the table has the focus again', async ({ page }) => {
  await page.goto('/offers?kind=place&view=table');
  const link = page.getByRole('table').getByRole('link').nth(3);
  await link.press('Enter');
  await expect(page.getByRole('link', { name: 'Zurück zur Liste' })).toBeVisible();
  await page.goBack();
  await expect(link).toBeFocused();
});

test('without a connection a card says what the list knows, with its time', async ({ page, context, look }) => {
  await page.goto('/offers?q=FerienCard');
  await expect(cards(page).first().getByRole('link', { name: 'FerienCard', exact: true })).toBeVisible();
  await context.setOffline(true);
  await cards(page).first().getByRole('link').click();
  await expect(headline(page)).toHaveText('FerienCard');
  await expect(page.getByText(/^Darunter steht, was die Liste um \d\d:\d\d Uhr gesagt hat\.$/)).toBeVisible();
  await look('card-offline');
  await context.setOffline(false);
  await expect(page.getByText('Keine Verbindung.', { exact: true })).toHaveCount(0);
  await expect(headline(page)).toHaveText('FerienCard');
});

test('an answer that comes late is dropped', async ({ page }) => {
  await page.goto('/offers');
  await expect(cards(page)).toHaveCount(18);
  let late;
  const held = new Promise((resolve) => {
    page.route(/\/api\/v1\/offers\?q=Kino&/, (route) => { late = route; resolve(); });
  });
  const box = page.getByRole('searchbox');
  await box.fill('Kino');
  await held;
  await box.fill('FerienCard');
  await expect(page.getByRole('heading', { level: 2, name: 'Treffer zu „FerienCard“' })).toBeVisible();
  const came = page.waitForResponse(/\/api\/v1\/offers\?q=Kino&/);
  await late.continue();
  await (await came).finished();
  await expect(page.getByRole('heading', { level: 2, name: 'Treffer zu „FerienCard“' })).toBeVisible();
  await expect(cards(page).first().getByRole('link', { name: 'FerienCard', exact: true })).toBeVisible();
});

test('filters are chips with counts, and each can be taken away again', async ({ page, look }) => {
  await page.goto('/offers');
  const free = chip(page, /^kostenlos \d+$/);
  const count = Number((await free.innerText()).match(/\d+/)[0]);
  await free.click();
  await expect(page).toHaveURL(/free_of_charge=true/);
  await expect(status(page)).toHaveText(`${count} Angebote`);

  await page.getByRole('button', { name: 'Mehr Filter' }).click();
  await page.getByRole('group', { name: 'Für wen' }).getByRole('button', { name: /^Familien \d+$/ }).click();
  await expect(page).toHaveURL(/free_of_charge=true&audience=families/);
  await expect(page.getByRole('group', { name: 'Mit Pass' }).or(page.getByRole('group', { name: 'Themen' })).first()).toBeVisible();
  await look('filters');

  const chosen = page.getByRole('group', { name: 'Gewählt' });
  await chosen.getByRole('button', { name: 'Filter entfernen: kostenlos' }).click();
  await expect(page).toHaveURL(/\/offers\?audience=families$/);
  await expect(page.locator('#offers-found')).toBeFocused();
  await chosen.getByRole('button', { name: 'Filter entfernen: Familien' }).click();
  await expect(page).toHaveURL(/\/offers$/);
  await expect(chosen).toBeHidden();
});

test('a filter that means nothing is left out of the list and of the address', async ({ page }) => {
  await page.goto('/offers?kind=culture&pass=nonsense&category=nothing');
  await expect(page.getByRole('heading', { level: 2, name: 'Kultur' })).toBeVisible();
  await expect(cards(page).first()).toBeVisible();
  await expect(page).toHaveURL(/\/offers\?kind=culture$/);
});

test('offers in Leichte Sprache are found from every page, and stay in it', async ({ page, look }) => {
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Leichte Sprache' }).click();
  await expect(headline(page)).toHaveText('Leichte Sprache');
  await look('easy-language');
  await page.getByRole('link', { name: 'Angebote in Leichter Sprache' }).click();
  await expect(cards(page).first()).toBeVisible();
  await look('easy-offers');
  await page.getByRole('searchbox').fill('Aktivpass');
  await cards(page).getByRole('link', { name: 'Der Hannover·Aktiv·Pass' }).click();
  await expect(page).toHaveURL(/\/offers\/hannover-aktivpass\?lang=de-simple$/);
  await expect(page.getByText('Für wen ist das?', { exact: true })).toBeVisible();
});

test('what a pass is called is what offers call it', async ({ page }) => {
  await page.goto('/offers?pass=hannover_aktiv_pass');
  await expect(page.getByRole('button', { name: 'Filter entfernen: AktivPass' })).toBeVisible();
  await expect(cards(page).first().getByText('AktivPass')).toBeVisible();
});

test('events stand under their days, and only those of the time asked for', async ({ page, look }) => {
  await page.clock.setFixedTime(new Date(MORNING));
  await page.goto('/offers?kind=event');
  await expect(page.getByRole('heading', { level: 3, name: 'Heute, Dienstag, 24. November' })).toBeVisible();
  await look('events');
  await chip(page, 'Am Wochenende').click();
  await expect(page).toHaveURL(/when=weekend/);
  await expect(page.getByRole('heading', { level: 3, name: 'Heute, Dienstag, 24. November' })).toBeHidden();
  await expect(page.getByRole('heading', { level: 3, name: 'Samstag, 28. November' })).toBeVisible();
  await expect(cards(page).filter({ hasText: /Sa\.?, 28\. November/ }).first()).toBeVisible();
});

test('marked text cannot be anything but text', async ({ page }) => {
  await page.route(/\/api\/v1\/offers\?q=/, async (route) => {
    const answer = await route.fetch();
    const list = await answer.json();
    list.items[0].highlights.title = '<img src=x onerror=alert(1)> &lt;b&gt; <mark>Kino</mark>';
    await route.fulfill({ response: answer, json: list });
  });
  await page.goto('/offers?q=Kino');
  await expect(cards(page).first().getByRole('heading')).toHaveText('<img src=x onerror=alert(1)> <b> Kino');
  await expect(page.locator('main img')).toHaveCount(0);
});

test('what is over is found by its name, and its card says since when', async ({ page, look }) => {
  await page.goto('/offers?q=Maschseefest');
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page).first()).toContainText('Dieses Angebot endete am Sonntag, 17. August 2025.');
  await look('over');
  await cards(page).first().getByRole('link').click();
  await expect(page.getByText('Die Seite bleibt lesbar.')).toBeVisible();
});

test('nothing found helps: another spelling, the filter in the way, whom to ask', async ({ page, look }) => {
  await page.goto('/offers?q=xyzzyqwertz');
  await expect(page.getByRole('heading', { name: 'Zu „xyzzyqwertz“ haben wir noch nichts.' })).toBeVisible();
  await expect(page.getByText('Fragen Sie am Infopunkt im Saal.')).toBeVisible();
  await expect(page.locator('.offers-kinds')).toBeHidden();
  await look('nothing');
  await page.getByRole('link', { name: 'Alle Angebote zeigen' }).click();
  await expect(cards(page)).toHaveCount(18);

  await page.goto('/offers?q=FerienCard&kind=job');
  await expect(page.getByText(/^Ohne „Arbeiten bei der Stadt“ (ist es 1 Angebot|sind es \d+ Angebote)\.$/)).toBeVisible();
  await look('in-the-way');
  await page.getByRole('link', { name: '„Arbeiten bei der Stadt“ weglassen' }).click();
  await expect(cards(page).first().getByRole('link', { name: 'FerienCard', exact: true })).toBeVisible();

  await page.route(/\/api\/v1\/offers\?q=Schwimkurs/, async (route) => {
    const suggestions = { words: ['schwimmbad'], categories: [], without_filters: 0 };
    const facets = { category: [], audience: [], pass: [], language: [], accessible: 0, free_of_charge: 0 };
    await route.fulfill({ json: { items: [], next: null, total: 0, kinds: [], facets, loose: false, suggestions } });
  });
  await page.goto('/offers?q=Schwimkurs');
  await expect(page.getByText('Meinten Sie')).toBeVisible();
  await page.getByRole('link', { name: 'schwimmbad', exact: true }).click();
  await expect(page).toHaveURL(/q=schwimmbad/);
});

test('without a connection the list stays, with its time, and it goes on by itself', async ({ page, context, look }) => {
  await page.goto('/offers');
  await expect(cards(page)).toHaveCount(18);
  await context.setOffline(true);
  await chip(page, /^Kultur \d+$/).click();
  await expect(page.locator('.offers-list').getByText('Keine Verbindung.', { exact: true })).toBeVisible();
  await expect(page.getByText(/^Darunter steht die Liste von \d\d:\d\d Uhr\.$/)).toBeVisible();
  await expect(cards(page)).toHaveCount(18);
  await look('offline');
  await expect(page.locator('.offers-list').getByRole('button', { name: 'Noch einmal versuchen' })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('heading', { level: 2, name: 'Kultur' })).toBeVisible();
});

test('a server that fails is said in words, and the choice stays', async ({ page, look }) => {
  await page.route(/\/api\/v1\/offers\?/, (route) => route.fulfill({ status: 500, body: 'no' }));
  await page.goto('/offers?kind=culture');
  await expect(page.locator('.offers-list').getByText('Das hat nicht geklappt.', { exact: true })).toBeVisible();
  await look('failed');
  await page.unroute(/\/api\/v1\/offers\?/);
  await page.locator('.offers-list').getByRole('button', { name: 'Noch einmal versuchen' }).press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'Kultur' })).toBeFocused();
});

test('places can be compared in a table', async ({ page, look }) => {
  await page.goto('/offers?kind=place');
  await page.getByRole('button', { name: 'Tabelle' }).click();
  await expect(page).toHaveURL(/kind=place&view=table/);
  const table = page.getByRole('table');
  await expect(table).toBeVisible();
  await expect(table.getByRole('rowheader').first()).toBeVisible();
  await look('table');
  await page.setViewportSize({ width: 320, height: 700 });
  await look('table-narrow');
  await page.getByRole('button', { name: 'Karten' }).click();
  await expect(cards(page).first()).toBeVisible();
});

test('the finder tells what probably fits and why, and nobody else', async ({ page, look }) => {
  const asked = [];
  page.on('request', (request) => asked.push({ url: request.url(), body: request.postData() }));
  await page.goto('/offers');
  await expect(cards(page)).toHaveCount(18);
  asked.length = 0;

  const say = (group, name) => finder(page).getByRole('group', { name: group }).getByRole('button', { name, exact: true }).click();
  await say('Ich bekomme', 'Wohngeld');
  await say('Bei mir leben Kinder', '6 bis 15');
  await say('Mich interessiert', 'Ferien');
  await expect(finder(page).getByText(/^\d+ Angebote passen wahrscheinlich zu Ihnen$/)).toBeVisible();
  const card = fitting(page).filter({ has: page.getByRole('link', { name: 'FerienCard', exact: true }) });
  await expect(card.getByText('weil Ihr Kind 6 bis 15 ist')).toBeVisible();
  await expect(card.getByText(/^mit AktivPass kostenlos/)).toBeVisible();
  const pass = fitting(page).filter({ has: page.getByRole('link', { name: 'HannoverAktivPass', exact: true }) });
  await expect(pass.getByText('weil Sie Wohngeld bekommen')).toBeVisible();
  await expect(finder(page).getByText('Nichts davon wird gesendet oder gespeichert.')).toBeVisible();
  await expect(finder(page)).not.toContainText('Sie haben Anspruch');

  await finder(page).getByRole('button', { name: 'Mehr angeben' }).click();
  await say('Ich brauche', 'Leichte Sprache');
  await finder(page).getByLabel('Mein Alter in Jahren').fill('34');
  await finder(page).getByLabel('Mein Alter in Jahren').blur();
  await say('Ich habe', 'AktivPass');
  await look('finder');

  // One list for everybody was fetched, page by page, and nothing else.
  expect(asked.length).toBeGreaterThan(0);
  for (const { url, body } of asked) {
    expect(url).toMatch(/\/api\/v1\/offers\?lang=de&limit=100(&cursor=[^&]+)?$/);
    expect(body).toBeNull();
  }
  await expect(page).toHaveURL(/\/offers$/);

  await finder(page).getByRole('button', { name: 'Alles zurücknehmen' }).click();
  await expect(fitting(page)).toHaveCount(0);
  await expect(finder(page).getByRole('button', { pressed: true })).toHaveCount(0);
});

test('whoever receives nothing is shown nothing that asks for it, and says so in English too', async ({ page, look }) => {
  await page.goto('/en/offers');
  const region = page.getByRole('region', { name: 'What fits me?' });
  await region.getByRole('button', { name: 'none of these', exact: true }).click();
  await region.getByRole('button', { name: 'money and help', exact: true }).click();
  await expect(region.getByText(/probably fits? you$/)).toBeVisible();
  await expect(region.getByRole('link', { name: 'HannoverAktivPass', exact: true })).toHaveCount(0);
  await region.getByRole('button', { name: 'Wohngeld', exact: false }).click();
  await expect(region.getByRole('button', { name: 'none of these', exact: true })).toHaveAttribute('aria-pressed', 'false');
  await expect(region.getByRole('link', { name: 'HannoverAktivPass', exact: true })).toBeVisible();
  await look('finder-en');
});

test('the list and the finder by keyboard alone', async ({ page }, info) => {
  test.skip(info.project.name === 'phone', 'phones have no Tab key');
  await page.goto('/offers');
  await expect(cards(page)).toHaveCount(18);
  await tabTo(page, page.getByRole('searchbox'));
  await tabTo(page, chip(page, /^Kultur \d+$/));
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/kind=culture/);
  await expect(chip(page, /^Kultur \d+$/)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/\/offers$/);
  await tabTo(page, page.getByRole('button', { name: 'Mehr Filter' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('group', { name: 'Für wen' }).getByRole('button').first());
  await tabTo(page, finder(page).getByRole('button', { name: 'Wohngeld' }));
  await page.keyboard.press('Space');
  await expect(finder(page).getByRole('button', { name: 'Wohngeld' })).toHaveAttribute('aria-pressed', 'true');
  await tabTo(page, fitting(page).first().getByRole('link'));
  await page.keyboard.press('Enter');
  await expect(headline(page)).toBeFocused();
});

test('an offer shows both prices, how old they are and whom to ask', async ({ page, look }) => {
  await page.goto('/offers');
  await page.locator('.offers-list').getByRole('link', { name: 'FerienCard', exact: true }).click();
  await expect(headline(page)).toHaveText('FerienCard');
  await expect(headline(page)).toBeFocused();
  await expect(page.getByText('mit AktivPass')).toBeVisible();
  await expect(page.getByText(/^Stand 2020\. Bitte prüfen/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Als Flyer (PDF)' })).toHaveAttribute('href', '/api/v1/offers/feriencard/flyer.pdf?lang=de');
  await look('detail');
  await page.goto('/offers/hannover-aktivpass');
  await expect(page.getByRole('link', { name: '0511 168-42472' })).toHaveAttribute('href', 'tel:+4951116842472');
  await page.goto('/en/offers/feriencard');
  await expect(page.getByText('with AktivPass')).toBeVisible();
  await look('detail-en');
});

test('an offer is read in Leichte Sprache, and says where a language is missing', async ({ page, look }) => {
  await page.goto('/offers/hannover-aktivpass');
  await page.getByRole('navigation', { name: 'In anderen Sprachen lesen' }).getByRole('link', { name: 'Leichte Sprache' }).click();
  await expect(page).toHaveURL(/\/offers\/hannover-aktivpass\?lang=de-simple$/);
  await expect(headline(page)).toHaveText('Der Hannover·Aktiv·Pass');
  await expect(page.getByText('Für wen ist das?', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Zum Drucken (PDF)' })).toHaveAttribute('href', /lang=de-simple$/);
  await expect(page.getByRole('banner').getByRole('link', { name: 'English' })).toHaveAttribute('href', '/en/offers/hannover-aktivpass');
  await look('simple');
  await page.getByRole('navigation', { name: 'In anderen Sprachen lesen' }).getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(/\/en\/offers\/hannover-aktivpass$/);
  await page.goto('/offers/hannover-aktivpass?lang=uk');
  await expect(page.getByText(/^Diesen Text gibt es noch nicht auf Ukrainisch\. Sie lesen ihn auf /)).toBeVisible();
});

test('an event has its dates, what became of them, and a file for the calendar', async ({ page, request, look }) => {
  await page.goto('/offers/vorlesestunde-im-advent');
  const dates = page.getByRole('region', { name: 'Nächste Termine' });
  await expect(dates.getByRole('listitem').first()).toHaveText(/Sa\.?, 28\. November, 15:00 bis 15:45 Uhr/);
  await expect(dates.getByRole('listitem').filter({ hasText: 'verlegt' })).toHaveText(/So\.?, 13\. Dezember/);
  await look('event');
  const file = await page.getByRole('link', { name: 'In den Kalender' }).getAttribute('href');
  expect(await (await request.get(file)).text()).toContain('BEGIN:VEVENT');
});

test('an offer that is not there says so', async ({ page, look }) => {
  await page.goto('/offers/gibt-es-nicht');
  await expect(headline(page)).toHaveText('Dieses Angebot gibt es nicht mehr');
  await look('gone');
});

test('the info point on the narrowest screen, in the dark, with nothing cut off', async ({ page, look }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto('/offers');
  await expect(cards(page)).toHaveCount(18);
  await page.getByRole('button', { name: 'Mehr Filter' }).click();
  await finder(page).getByRole('button', { name: 'Mehr angeben' }).click();
  await finder(page).getByRole('button', { name: 'Grundsicherung' }).click();
  await expect(fitting(page).first()).toBeVisible();
  await look('narrow-dark');
});

test('what is on in the town hall stands on the start page and beside a booking', async ({ page, server, email, look }) => {
  await page.clock.setFixedTime(new Date(MORNING));
  await page.goto('/');
  const today = page.locator('#heute').getByRole('listitem');
  await expect(today.first()).toContainText('13:30–14:15');
  const desk = await server.freeDesk('2026-11-24T13:00:00+01:00', '2026-11-24T15:30:00+01:00');
  const booking = await server.confirmed({ desk, from: '2026-11-24T13:00:00+01:00', to: '2026-11-24T15:30:00+01:00', email });
  await page.goto(`/booking/${booking.id}#s=${booking.secret}`);
  await expect(page.getByRole('heading', { name: 'An diesem Tag im Rathaus' })).toBeVisible();
  await look('day-of-booking');
  await page.locator('.booking-nearby').getByRole('listitem').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/offers\/[\w-]+$/);
  await expect(headline(page)).toBeVisible();
});

test('a picture comes with its words, its maker and its licence', async ({ page, server, look }) => {
  const headers = await bearer(server, await admin(server));
  const content = {
    kind: 'event', category: 'music', audience: ['all'], example: true, contact: { office: 'Kulturbüro' },
    schedules: [{ starts: '2026-12-12T18:00:00', minutes: 90 }],
    texts: { de: { title: 'Blick vom Turm', summary: 'Die Stadt von oben.', body: 'Kommen Sie **alle**.' } },
  };
  const { id, slug } = await server.call('POST', '/staff/offers', { body: { content }, headers });
  const at = `${server.url}/api/v1/staff/offers/${id}`;
  const seen = async () => ({ ...headers, 'if-match': (await fetch(at, { headers })).headers.get('etag') });
  await page.goto('/offers/feriencard');
  await expect(headline(page)).toHaveText('FerienCard');
  const words = new URLSearchParams({ 'alt[de]': 'Ein Platz von oben', credit: 'Kim Beispiel', licence: 'CC BY 4.0' });
  const sent = await fetch(`${at}/images?${words}`, {
    method: 'POST', headers: { ...(await seen()), 'content-type': 'image/png' }, body: await page.screenshot(),
  });
  expect(sent.status).toBe(201);
  await server.call('POST', `/staff/offers/${id}/publish`, { body: {}, headers: await seen() });

  await page.goto(`/offers/${slug}`);
  const picture = page.getByRole('img', { name: 'Ein Platz von oben' });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
  await expect(page.getByRole('figure')).toContainText('Kim Beispiel · CC BY 4.0');
  await look('picture');
});
