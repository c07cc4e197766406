// Who works here says what the screens in the hall show, and what all of them show in an emergency.
import { expect, headline, tabTo, test } from '../support/test.mjs';
import { STAFF, admin, bearer, enrolled, invited, signIn } from '../support/staff.mjs';

test.use({ account: true });

const WORDS = {
  de: {
    title: 'Tafeln im Haus', add: 'Tafel einrichten', name: 'Name', slug: 'Adresse', seconds: 'Dauer in Sekunden', save: 'Speichern', portrait: 'Hochformat',
    change: /^Ändern/, addPanel: 'Bild hinzufügen', shows: 'Inhalt', notice: 'Hinweis', de: 'Text auf Deutsch', en: 'Text auf Englisch', up: /^Nach oben/,
    wrongSeconds: 'Ein Bild ist 5 bis 600 Sekunden zu sehen.', wrongSlug: /Die Adresse braucht kleine Buchstaben/, taken: /Diese Adresse hat schon/, panel: (number, kind) => `Bild ${number}: ${kind}`,
    warnAll: 'Notfallhinweis auf allen Tafeln', go: 'Weiter', yes: 'Ja, jetzt zeigen', shownAll: 'Alle Tafeln zeigen den Notfallhinweis.', liftAll: 'Auf allen Tafeln beenden', liftYes: 'Ja, beenden',
    lifted: 'Alle Tafeln zeigen wieder ihre Bilder.', remove: /^Entfernen/, removeYes: 'Ja, entfernen', removed: '„Oben“ ist entfernt.', added: '„Kuppelhalle“ ist eingerichtet.', changed: '„Oben“ ist geändert.',
    says: 'Bitte verlassen Sie jetzt das Haus.', tuesday: 'Di', audit: 'Notfallhinweis auf einem Bildschirm gezeigt',
  },
  en: {
    title: 'Boards in the house', add: 'Set up a board', name: 'Name', slug: 'Address', seconds: 'Seconds', save: 'Save', portrait: 'portrait',
    change: /^Change/, addPanel: 'Add a panel', shows: 'Content', notice: 'Notice', de: 'Text in German', en: 'Text in English', up: /^Up/,
    wrongSeconds: 'A panel is shown for 5 to 600 seconds.', wrongSlug: /The address takes small letters/, taken: /Another board has this address/, panel: (number, kind) => `Panel ${number}: ${kind}`,
    warnAll: 'Emergency notice on all boards', go: 'Continue', yes: 'Yes, show it now', shownAll: 'All boards show the emergency notice.', liftAll: 'End it on all boards', liftYes: 'Yes, end it',
    lifted: 'All boards show their panels again.', remove: /^Remove/, removeYes: 'Yes, remove', removed: '“Oben” is removed.', added: '“Kuppelhalle” is set up.', changed: '“Oben” is changed.',
    says: 'Please leave the building now.', tuesday: 'Tue', audit: 'Showed an emergency notice on a board',
  },
};

const row = (page, name) => page.getByRole('listitem').filter({ hasText: name });
const dialog = (page) => page.getByRole('dialog');

for (const lang of ['de', 'en']) {
  const [w, s] = [WORDS[lang], STAFF[lang]];

  test(`a board is set up, changed and taken away (${lang})`, async ({ page, server, look }) => {
    await signIn(page, server, await admin(server), s);
    await expect(headline(page)).toHaveText(s.home);
    await page.getByRole('navigation').getByRole('link', { name: w.title }).first().click();
    await expect(headline(page)).toHaveText(w.title);
    await expect(row(page, 'Am Eingang')).toContainText('/board/eingang');
    await look('list');
    await page.getByRole('button', { name: w.add }).click();
    const name = page.getByLabel(w.name, { exact: true });
    await expect(name).toBeFocused();
    await name.fill('Kuppelhalle');
    const slug = page.getByLabel(w.slug, { exact: true });
    await slug.fill('Kuppel Halle');
    await page.getByRole('button', { name: w.save }).click();
    await expect(page.getByText(w.wrongSlug)).toBeVisible();
    await expect(slug).toBeFocused();
    await slug.fill('eingang');
    const seconds = page.getByLabel(w.seconds).first();
    await seconds.fill('3');
    await page.getByRole('button', { name: w.save }).click();
    await expect(page.getByText(w.wrongSeconds)).toBeVisible();
    await expect(seconds).toBeFocused();
    await expect(seconds).toHaveAccessibleDescription(w.wrongSeconds);
    await expect(page.getByText(w.wrongSlug)).toHaveCount(0);
    await look('wrong');
    await seconds.fill('25');
    await page.getByRole('button', { name: w.save }).click();
    await expect(page.getByText(w.taken)).toBeVisible();
    await slug.fill('kuppelhalle');
    await page.getByRole('button', { name: w.portrait }).click();
    await page.getByRole('button', { name: w.save }).click();
    await expect(page.getByRole('status').filter({ hasText: w.added })).toBeVisible();

    await row(page, 'Kuppelhalle').getByRole('button', { name: w.change }).click();
    await name.fill('Oben');
    await page.getByRole('button', { name: w.addPanel }).click();
    const third = page.getByRole('group', { name: w.panel(3, '') });
    await third.getByLabel(w.shows).selectOption({ label: w.notice });
    await third.getByLabel(w.de).fill('Kaffee gibt es im Foyer.');
    await third.getByLabel(w.en).fill('There is coffee in the foyer.');
    await third.getByRole('button', { name: w.tuesday, exact: true }).click();
    await look('form');
    await page.setViewportSize({ width: 320, height: 900 });
    await look('form-narrow');
    await page.setViewportSize({ width: 1440, height: 900 });
    const first = page.locator('.staff-panel').first();
    await expect(first.getByRole('button', { name: w.up })).toHaveAttribute('aria-disabled', 'true');
    await expect(third.getByRole('button', { name: w.up })).not.toHaveAttribute('aria-disabled');
    await third.getByRole('button', { name: w.up }).click();
    await page.getByRole('button', { name: w.save }).click();
    await expect(page.getByRole('status').filter({ hasText: w.changed })).toBeVisible();
    const data = await (await fetch(`${server.url}/board/kuppelhalle/data.json`)).json();
    expect(data.panels.map(({ kind, seconds, weekdays }) => [kind, seconds, weekdays.length])).toEqual([['hall', 25, 7], ['notice', 20, 6], ['events', 15, 7]]);
    expect(data.panels[1].html).toContain('Kaffee gibt es im Foyer.');
    expect(data.orientation).toBe('portrait');

    await row(page, 'Oben').getByRole('button', { name: w.remove }).click();
    await dialog(page).getByRole('button', { name: w.removeYes }).click();
    await expect(page.getByRole('status').filter({ hasText: w.removed })).toBeVisible();
    await expect(row(page, 'Oben')).toHaveCount(0);
  });

  test(`an emergency is shown after a question, by keyboard alone (${lang})`, async ({ page, server, context, look }) => {
    await signIn(page, server, await admin(server), s);
    await expect(headline(page)).toHaveText(s.home);
    await page.goto(`${w === WORDS.en ? '/en' : ''}/staff/boards`);
    await expect(row(page, 'Am Eingang')).toBeVisible();
    const screen = await context.newPage();
    await screen.goto(`/board/eingang?lang=${lang}`);
    await expect(screen.locator('.number')).toBeVisible();
    await page.bringToFront();
    await tabTo(page, page.getByRole('button', { name: w.warnAll }));
    await page.keyboard.press('Enter');
    await expect(page.getByLabel(w.de)).toBeFocused();
    await look('emergency-form');
    await tabTo(page, page.getByRole('button', { name: w.go }));
    await page.keyboard.press('Enter');
    await expect(dialog(page)).toBeVisible();
    await look('emergency-question');
    expect((await (await fetch(`${server.url}/board/eingang/data.json`)).json()).emergency).toBeNull();
    await tabTo(page, dialog(page).getByRole('button', { name: w.yes }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: w.shownAll })).toBeVisible();
    await expect(screen.getByRole('alert')).toContainText(w.says, { timeout: 2000 });
    await expect(row(page, 'Am Eingang')).toContainText(w.says);
    await look('emergency');
    await page.getByRole('button', { name: w.liftAll }).click();
    await dialog(page).getByRole('button', { name: w.liftYes }).click();
    await expect(page.getByRole('status').filter({ hasText: w.lifted })).toBeVisible();
    await expect(screen.getByRole('alert')).toBeHidden({ timeout: 2000 });
  });
}

test('what somebody else has changed meanwhile is shown, and nothing is lost in silence', async ({ page, server, look }) => {
  const boss = await admin(server);
  await signIn(page, server, boss, STAFF.de);
  await expect(headline(page)).toHaveText(STAFF.de.home);
  // The same list twice: what the page has, and what the api says.
  const headers = await bearer(server, boss);
  const board = async () => (await server.call('GET', '/staff/boards', { headers })).items[0];
  const change = async (name) => {
    const { id, revision, slug, orientation, playlist } = await board();
    await server.call('PUT', `/staff/boards/${id}`, { body: { slug, orientation, playlist, name }, headers: { ...headers, 'if-match': `"${revision}"` } });
  };
  await page.route('**/api/v1/staff/boards*', (route) => route.abort());
  await page.getByRole('navigation').getByRole('link', { name: WORDS.de.title }).first().click();
  await expect(page.getByRole('button', { name: 'Noch einmal versuchen' })).toBeVisible();
  await look('away');
  await page.unroute('**/api/v1/staff/boards*');
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
  await row(page, 'Am Eingang').getByRole('button', { name: WORDS.de.change }).click();
  await change('An der Treppe');
  await page.getByLabel(WORDS.de.name, { exact: true }).fill('Im Foyer');
  await page.getByRole('button', { name: WORDS.de.save }).click();
  await expect(page.getByText('Jemand anders hat diese Tafel inzwischen geändert.')).toBeVisible();
  await expect(page.getByText('Was Sie eingegeben haben, steht noch im Formular')).toBeVisible();
  await expect(row(page, 'An der Treppe')).toBeVisible();
  await expect(page.getByLabel(WORDS.de.name, { exact: true })).toHaveValue('Im Foyer');
  await expect(page.getByLabel(WORDS.de.name, { exact: true })).toBeFocused();
  await look('meanwhile');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Im Foyer')).toBeVisible();
  expect((await board()).name).toBe('Im Foyer');
  await change('An der Treppe');
  await row(page, 'Im Foyer').getByRole('button', { name: WORDS.de.remove }).click();
  await dialog(page).getByRole('button', { name: WORDS.de.removeYes }).click();
  await expect(page.getByText('Ihre Änderung wurde nicht gespeichert.')).toBeVisible();
  const { id, revision } = await board();
  await server.call('DELETE', `/staff/boards/${id}`, { headers: { ...headers, 'if-match': `"${revision}"` } });
  await row(page, 'An der Treppe').getByRole('button', { name: WORDS.de.remove }).click();
  await dialog(page).getByRole('button', { name: WORDS.de.removeYes }).click();
  await expect(page.getByText('Diese Tafel gibt es nicht mehr.')).toBeVisible();
  await expect(row(page, 'An der Treppe')).toHaveCount(0);
  await look('gone');
});

test('the front desk warns, and does not edit', async ({ page, server, look }) => {
  const headers = await bearer(server, await admin(server));
  const { link } = await invited(server, headers, { login: 'kim', name: 'Kim', role: 'front_desk' });
  const kim = await enrolled(server, link.match(/#t=([\w-]+)/)[1]);
  await signIn(page, server, kim, STAFF.de);
  await expect(headline(page)).toHaveText(STAFF.de.home);
  await page.goto('/staff/boards');
  await expect(row(page, 'Am Eingang').getByRole('button', { name: /^Notfallhinweis zeigen/ })).toBeVisible();
  await expect(page.getByRole('button', { name: WORDS.de.add })).toHaveCount(0);
  await expect(row(page, 'Am Eingang').getByRole('button', { name: WORDS.de.change })).toHaveCount(0);
  await look('front-desk');
});
