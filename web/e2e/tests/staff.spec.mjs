// Who works here: from an invitation to the audit, with two factors.
import { readFile } from 'node:fs/promises';
import { expect, headline, tabTo, test } from '../support/test.mjs';
import { PASSWORD, STAFF, admin, bearer, enrolled, firstAdmin, invited, shown, signIn, totp } from '../support/staff.mjs';

test.use({ account: true });

const LONG = 'Freifrau Ottilie-Charlotte von und zu Wolfenbüttelsche-Donaudampfschifffahrtsgesellschaft-Kapitänin X.'.slice(0, 100);

const row = (page, name) => page.getByRole('listitem').filter({ hasText: name });
// What an authenticator on the same device would be told.
const secretOf = async (page) => new URL(await page.locator('a[href^="otpauth:"]').getAttribute('href')).searchParams.get('secret');
const now = async (server) => Date.parse((await server.call('GET', '/sandbox/clock')).now) / 1000;

for (const lang of ['de', 'en']) {
  const w = STAFF[lang];

  test(`an invitation is taken up, and both factors sign in (${lang})`, async ({ page, server, look }) => {
    const token = await firstAdmin(server);
    await page.goto(`${w.base}/staff/enrol#t=${token}`);
    await expect(headline(page)).toHaveText(w.setUp);
    await expect(page).toHaveURL(`${server.url}${w.base}/staff/enrol`);
    const password = page.getByLabel(w.newPassword, { exact: true });
    await password.fill('kurz');
    await page.keyboard.press('Enter');
    await expect(page.getByText(w.short)).toBeVisible();
    await expect(password).toBeFocused();
    await look('password-short');
    await password.fill('password12345');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: w.appTitle })).toBeFocused();
    await look('app');
    const secret = await secretOf(page);
    const code = page.getByLabel(w.appCode);
    await code.fill(totp(secret, await now(server)));
    await page.keyboard.press('Enter');
    // Whether a password is easy to guess is for the api to say: back to where it can be put right.
    await expect(page.getByText(w.weak)).toBeVisible();
    await expect(password).toBeFocused();
    await look('password-weak');
    await password.fill(PASSWORD);
    await page.keyboard.press('Enter');
    await code.fill('000000');
    await page.keyboard.press('Enter');
    await expect(page.getByText(w.appWrong)).toBeVisible();
    await look('code-wrong');
    await code.fill(totp(secret, await now(server)));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: w.codesTitle })).toBeFocused();
    const codes = await page.getByRole('list', { name: w.codesList }).getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    await look('codes');
    await page.getByRole('button', { name: w.goOn }).click();
    await expect(page.getByText(w.notKept)).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: w.download }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    for (const one of codes) expect(file).toContain(one);
    await page.getByLabel(w.kept).check();
    await page.getByRole('button', { name: w.goOn }).click();
    await expect(headline(page)).toHaveText(w.home);
    await look('home');
    await page.getByRole('button', { name: w.signOut, exact: true }).click();
    await expect(headline(page)).toHaveText(w.signedOut);
    expect(await page.context().cookies()).toEqual([]);

    await page.goto(`${w.base}/staff/enrol#t=${token}`);
    await expect(headline(page)).toHaveText(w.used);
    await look('used');
    await page.goto('about:blank');
    await page.goto(`${w.base}/staff/enrol`);
    await expect(headline(page)).toHaveText(w.noLink);

    await page.goto(`${w.base}/staff`);
    await expect(page.getByText(w.nobody)).toBeVisible();
    await look('nobody');
    await page.getByRole('main').getByRole('link', { name: w.enter }).click();
    await expect(headline(page)).toHaveText(w.title);
    await look('sign-in');
    await page.getByRole('button', { name: w.enter, exact: true }).click();
    await expect(page.getByText(w.missing)).toBeVisible();
    await expect(page.getByLabel(w.login, { exact: true })).toBeFocused();
    await page.getByLabel(w.login, { exact: true }).fill('admin');
    await page.getByLabel(w.password, { exact: true }).fill('not the password at all');
    await page.getByLabel(w.code, { exact: true }).fill('123456');
    await page.keyboard.press('Enter');
    await expect(page.getByText(w.wrong)).toBeVisible();
    await expect(page.getByLabel(w.password, { exact: true })).toBeFocused();
    await look('wrong');
    await page.getByText(w.lost).click();
    await expect(page.getByText(w.lostCode)).toBeVisible();
    await look('lost');
    await page.getByLabel(w.password, { exact: true }).fill(PASSWORD);
    await page.getByLabel(w.code, { exact: true }).fill(codes[0]);
    await page.keyboard.press('Enter');
    await expect(headline(page)).toHaveText(w.home);
  });
}

const w = STAFF.de;

// Where there is no room for the menu it is behind a button.
async function follow(page, name) {
  const menu = page.getByRole('button', { name: 'Menü', exact: true });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
}

test('one\'s own account: another sign-in ended, a new password, new recovery codes', async ({ page, server, look }) => {
  const account = await admin(server);
  await bearer(server, account);
  await signIn(page, server, account, w);
  await expect(headline(page)).toHaveText(w.home);
  // The one of taking up the invitation, and that of the api.
  await expect(page.getByRole('button', { name: w.end })).toHaveCount(2);
  await page.getByRole('button', { name: w.end }).first().click();
  await expect(page.getByRole('button', { name: w.end })).toHaveCount(1);
  await look('ended');

  await page.getByRole('button', { name: w.change }).click();
  await expect(page.getByLabel(w.current, { exact: true })).toBeFocused();
  await page.getByLabel(w.current, { exact: true }).fill(PASSWORD);
  await page.getByLabel(w.newPassword, { exact: true }).fill('Ampel Seife Nordwind Zehn');
  await page.getByLabel(w.appCode).fill('000000');
  await page.getByRole('button', { name: w.save }).click();
  await expect(page.getByText(/Passwort und Code passen nicht zusammen/)).toBeVisible();
  await look('password-refused');
  await page.getByLabel(w.appCode).fill(await shown(server, account.secret));
  await page.getByRole('button', { name: w.save }).click();
  await expect(page.getByText(w.saved)).toBeVisible();
  await expect(page.getByRole('button', { name: w.end })).toHaveCount(0);

  await page.getByRole('button', { name: w.renew }).click();
  await expect(page.getByLabel(w.current, { exact: true })).toBeFocused();
  await page.getByLabel(w.current, { exact: true }).fill('Ampel Seife Nordwind Zehn');
  await page.getByLabel(w.appCode).fill('000000');
  await page.getByRole('button', { name: w.renewYes }).click();
  await expect(page.getByText(/Passwort und Code passen nicht zusammen/)).toBeVisible();
  await look('codes-refused');
  await page.getByLabel(w.appCode).fill(await shown(server, account.secret));
  await page.getByRole('button', { name: w.renewYes }).click();
  const codes = page.getByRole('list', { name: w.codesList }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  expect(account.codes).not.toContain(await codes.first().innerText());
  await look('codes-new');
  await page.getByLabel(w.kept).check();
  await page.getByRole('button', { name: w.done }).click();
  await expect(page.getByRole('button', { name: w.renew })).toBeVisible();
});

test('the audit: what was done, by what and when, page by page, and taken away', async ({ page, server, look }) => {
  const account = await admin(server);
  await server.call('POST', '/auth/staff/sessions', { body: { login: 'admin', password: 'wrong', totp: '000000' } }).catch(() => null);
  const headers = await bearer(server, account);
  for (let at = 0; at < 55; at += 1) await invited(server, headers, { login: `p${at}`, name: `Person ${at}`, role: 'editor' });
  await invited(server, headers, { login: 'long', name: LONG, role: 'auditor' });
  await signIn(page, server, account, w);
  await expect(headline(page)).toHaveText(w.home);
  await page.goto('/staff/audit');
  await expect(headline(page)).toHaveText(w.audit);
  const entries = page.locator('.staff-entry');
  await expect(entries).toHaveCount(50);
  await look('newest');
  await page.getByRole('button', { name: w.more }).click();
  await expect(entries.nth(50)).toBeFocused();
  await expect(page.getByRole('button', { name: w.more })).toHaveCount(0);
  await page.getByLabel(w.auditWhat).selectOption({ label: w.enrolledEntry });
  await page.getByRole('button', { name: w.show, exact: true }).click();
  await expect(entries).toHaveCount(1);
  await expect(entries.first()).toContainText('Administration');
  await look('filtered');
  await page.getByLabel('Bis').fill('2020-01-01');
  await page.getByRole('button', { name: w.show, exact: true }).click();
  await expect(page.getByText(w.nothing)).toBeVisible();
  await look('empty');
  await page.getByLabel('Bis').fill('');
  await page.getByRole('button', { name: w.show, exact: true }).click();
  await expect(entries).toHaveCount(1);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: w.export }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  expect(file.split('\r\n')).toHaveLength(3);
  expect(file).toContain('"staff.enrolled"');
  await expect(page.getByText(w.exported)).toBeVisible();
});

test('accounts: invited, changed, kept out, let in, invited anew, removed', async ({ page, server, look }) => {
  const account = await admin(server);
  await signIn(page, server, account, w);
  await expect(headline(page)).toHaveText(w.home);
  await follow(page, w.accounts);
  await expect(headline(page)).toHaveText(w.accounts);
  await page.getByRole('button', { name: w.invite }).click();
  await expect(page.getByLabel(w.newLogin)).toBeFocused();
  await look('invite');
  await page.getByLabel(w.newLogin).fill('admin');
  await page.getByLabel(w.newName, { exact: true }).fill(LONG);
  await page.getByLabel(w.role).selectOption('auditor');
  await page.getByRole('button', { name: w.send, exact: true }).click();
  await expect(page.getByText(w.taken)).toBeVisible();
  await expect(page.getByLabel(w.newLogin)).toBeFocused();
  await page.getByLabel(w.newLogin).fill('ottilie');
  await page.getByRole('button', { name: w.send, exact: true }).click();
  const made = page.getByRole('heading', { name: w.invitedTitle(LONG) });
  await expect(made).toBeFocused();
  await look('invited');
  const token = (await page.locator('.staff-secret').innerText()).match(/#t=([\w-]+)/)[1];
  const ottilie = await enrolled(server, token);
  await page.getByRole('button', { name: w.done, exact: true }).click();
  await expect(page.getByRole('button', { name: w.invite })).toBeFocused();

  await row(page, 'ottilie').getByRole('button', { name: w.changeAccount }).click();
  const name = page.getByLabel(w.newName, { exact: true });
  await expect(name).toBeFocused();
  await name.fill('Ottilie Amt');
  await look('change');
  await page.getByRole('button', { name: w.saveAccount }).click();
  // Somebody has signed in meanwhile, or changed her: what was shown is not what is.
  await expect(page.getByText(w.meanwhile)).toBeVisible();
  await look('meanwhile');
  await row(page, 'ottilie').getByRole('button', { name: w.changeAccount }).click();
  await name.fill('Ottilie Amt');
  await page.getByRole('button', { name: w.saveAccount }).click();
  await expect(row(page, 'Ottilie Amt').getByRole('button', { name: w.changeAccount })).toBeFocused();

  await row(page, 'ottilie').getByRole('button', { name: w.suspend }).click();
  await look('suspend-sure');
  await page.getByRole('dialog').getByRole('button', { name: w.suspendYes }).click();
  await expect(row(page, 'ottilie').getByText('gesperrt', { exact: true })).toBeVisible();
  await row(page, 'ottilie').getByRole('button', { name: w.letIn }).click();
  await expect(row(page, 'ottilie').getByText('aktiv', { exact: true })).toBeVisible();
  await expect(bearer(server, ottilie)).resolves.toBeTruthy();

  await row(page, 'Administration').getByRole('button', { name: w.suspend }).click();
  await page.getByRole('dialog').getByRole('button', { name: w.suspendYes }).click();
  await expect(page.getByText(w.lastAdmin)).toBeVisible();
  await look('last-admin');

  await row(page, 'ottilie').getByRole('button', { name: w.again }).click();
  await page.getByRole('dialog').getByRole('button', { name: w.againYes }).click();
  await expect(page.getByRole('heading', { name: w.invitedTitle('Ottilie Amt') })).toBeFocused();
  await row(page, 'ottilie').getByRole('button', { name: w.remove }).click();
  await page.getByRole('dialog').getByRole('button', { name: w.removeYes }).click();
  await expect(row(page, 'ottilie')).toHaveCount(0);
  await expect(page.getByText('Ottilie Amt ist entfernt.')).toBeVisible();
});

test('a yes while the list is still coming is done after it', async ({ page, server }) => {
  const account = await admin(server);
  const headers = await bearer(server, account);
  for (const login of ['anna', 'berta']) await invited(server, headers, { login, name: login, role: 'auditor' });
  await signIn(page, server, account, w);
  await expect(headline(page)).toHaveText(w.home);
  await follow(page, w.accounts);
  await expect(row(page, 'berta')).toBeVisible();
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/api/v1/staff/accounts*', async (route) => {
    await held;
    await route.continue();
  });
  const listed = page.waitForRequest((request) => request.method() === 'GET' && request.url().includes('/staff/accounts'));
  await row(page, 'anna').getByRole('button', { name: w.again }).click();
  await page.getByRole('dialog').getByRole('button', { name: w.againYes }).click();
  await listed;
  await row(page, 'berta').getByRole('button', { name: w.remove }).click();
  await page.getByRole('dialog').getByRole('button', { name: w.removeYes }).click();
  await expect(row(page, 'berta')).toHaveCount(1);
  release();
  await expect(row(page, 'berta')).toHaveCount(0);
  await expect(page.getByText('berta ist entfernt.')).toBeVisible();
});

test('an auditor sees without buttons, a front desk does not see, and an ended sign-in says so', async ({ page, server, look }) => {
  const first = await admin(server);
  const headers = await bearer(server, first);
  const auditor = await enrolled(server, (await invited(server, headers, { login: 'aud', name: 'Ada Revision', role: 'auditor' })).token);
  const desk = await enrolled(server, (await invited(server, headers, { login: 'desk', name: LONG, role: 'front_desk' })).token);
  await signIn(page, server, auditor, w);
  await expect(headline(page)).toHaveText(w.home);
  await page.goto('/staff/accounts');
  await expect(row(page, 'Ada Revision')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await look('auditor');
  await signIn(page, server, desk, w);
  await expect(headline(page)).toHaveText(w.home);
  await look('long-name');
  await page.goto('/staff/audit');
  await expect(page.getByText(w.notYours)).toBeVisible();
  await look('not-yours');
  await page.goto('/staff');
  await expect(headline(page)).toHaveText(w.home);
  const own = await server.call('GET', '/staff/accounts', { headers });
  const account = own.items.find((one) => one.login === 'desk');
  const change = { body: { suspended: true }, headers: { ...headers, 'if-match': `"${account.revision}"` } };
  await server.call('PATCH', `/staff/accounts/${account.id}`, change);
  await page.getByRole('button', { name: w.renew }).click();
  await page.getByLabel(w.current, { exact: true }).fill(PASSWORD);
  await page.getByLabel(w.appCode).fill('000000');
  await page.getByRole('button', { name: w.renewYes }).click();
  await expect(page.getByText(w.expired)).toBeVisible();
  await look('expired');
});

test('the front desk prints codes for the desks and the day, and an editor is not asked to', async ({ page, server, look }) => {
  const headers = await bearer(server, await admin(server));
  const somebody = async (login, role) => enrolled(server, (await invited(server, headers, { login, name: LONG, role })).token);
  await signIn(page, server, await somebody('kim', 'front_desk'), w);
  await expect(headline(page)).toHaveText(w.home);
  const print = page.getByRole('region', { name: 'Zum Drucken' });
  for (const [button, name] of [['Codes für die Plätze', 'platzcodes.pdf'], ['Buchungen von heute', 'buchungen-heute.pdf']]) {
    const download = page.waitForEvent('download');
    await print.getByRole('button', { name: button }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(name);
    expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
    await expect(print.getByRole('status').getByText('Die Datei ist gespeichert.')).toBeVisible();
  }
  await look('printed');
  // Without a network nothing is said to be saved, and the same is asked for again.
  await page.route('**/day-sheet.pdf*', (route) => route.abort());
  await print.getByRole('button', { name: 'Buchungen von heute' }).click();
  const again = print.getByRole('button', { name: 'Noch einmal versuchen' });
  await expect(again).toBeVisible();
  await expect(print.getByText('Die Datei ist gespeichert.')).toHaveCount(0);
  await look('not-printed');
  await page.unroute('**/day-sheet.pdf*');
  const download = page.waitForEvent('download');
  await again.click();
  expect((await download).suggestedFilename()).toBe('buchungen-heute.pdf');
  await page.getByRole('button', { name: w.signOut }).click();

  await signIn(page, server, await somebody('eda', 'editor'), w);
  await expect(headline(page)).toHaveText(w.home);
  await expect(print).toHaveCount(0);
});

test('after ten wrong tries the account is closed, and the page says until when', async ({ page, server, look }) => {
  const account = await admin(server);
  const body = { login: 'admin', password: 'wrong', totp: '000000' };
  for (let tries = 0; tries < 10; tries += 1) {
    await server.call('POST', '/auth/staff/sessions', { body }).catch(() => null);
  }
  await signIn(page, server, account, w);
  await expect(page.getByText(w.closed)).toBeVisible();
  await look('closed');
});

test('signing in without a network says so and goes on when there is one', async ({ page, context, server, look }) => {
  const account = await admin(server);
  await page.goto('/staff/sign-in');
  await page.getByLabel(w.login, { exact: true }).fill('admin');
  await page.getByLabel(w.password, { exact: true }).fill(PASSWORD);
  await page.getByLabel(w.code, { exact: true }).fill(await shown(server, account.secret));
  await context.setOffline(true);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: w.offline })).toBeVisible();
  await look('offline');
  await context.setOffline(false);
  await expect(headline(page)).toHaveText(w.home);
});

test('with the keyboard alone, in the dark, on the narrowest screen', async ({ page, server, look }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 700 });
  const token = await firstAdmin(server);
  await page.goto(`/staff/enrol#t=${token}`);
  await tabTo(page, page.getByLabel(w.newPassword, { exact: true }));
  await page.keyboard.type(PASSWORD);
  await look('password-narrow-dark');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: w.appTitle })).toBeFocused();
  await look('app-narrow-dark');
  const secret = await secretOf(page);
  await tabTo(page, page.getByLabel(w.appCode));
  await page.keyboard.type(totp(secret, await now(server)));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: w.codesTitle })).toBeFocused();
  await look('codes-narrow-dark');
  await tabTo(page, page.getByLabel(w.kept));
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(headline(page)).toHaveText(w.home);
  await expect(headline(page)).toBeFocused();
  await look('home-narrow-dark');
  await page.goto('/staff/accounts');
  await tabTo(page, page.getByRole('button', { name: w.invite }));
  await page.keyboard.press('Enter');
  await page.keyboard.type('robin');
  await page.keyboard.press('Tab');
  await page.keyboard.type(LONG);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: w.invitedTitle(LONG) })).toBeFocused();
  await look('accounts-narrow-dark');
  await page.goto('/staff/audit');
  await expect(page.locator('.staff-entry').first()).toBeVisible();
  await look('audit-narrow-dark');
  await page.goto('/staff/sign-in');
  await look('sign-in-narrow-dark');
});
