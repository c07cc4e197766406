// Somebody who works here: an authenticator of the test's own, and accounts made by the api.
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const PASSWORD = 'Laterne Kaktus Vierzehn';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytes(secret) {
  const bits = [...secret.replace(/[^A-Z2-7]/g, '')].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((eight) => Number.parseInt(eight, 2)));
}

// What an authenticator shows at an instant (RFC 6238).
export function totp(secret, seconds) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
  const hash = createHmac('sha1', bytes(secret)).update(step).digest();
  const at = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// What it shows by the house's clock. No code is good twice, so the clock goes on first.
export async function shown(server, secret) {
  await server.advance(60);
  const { now } = await server.call('GET', '/sandbox/clock');
  return totp(secret, Date.parse(now) / 1000);
}

// The one-time password of the first administrator, as it stands on the server.
export async function firstAdmin(server) {
  const text = await readFile(path.join(server.data, 'data', 'first-admin.txt'), 'utf8');
  return text.match(/#t=([\w-]+)/)[1];
}

// Takes up an invitation; gives what the authenticator has to know.
export async function enrolled(server, token) {
  const { secret, login } = await server.call('POST', '/auth/staff/enrolments', { body: { token } });
  const body = { token, password: PASSWORD, totp: await shown(server, secret) };
  const { recovery_codes: codes } = await server.call('POST', '/auth/staff/enrolments', { body });
  return { login, secret, codes };
}

// The headers of somebody who has just signed in, for the api.
export async function bearer(server, { login, secret }) {
  const body = JSON.stringify({ login, password: PASSWORD, totp: await shown(server, secret) });
  const headers = { 'content-type': 'application/json' };
  const signed = await fetch(`${server.url}/api/v1/auth/staff/sessions`, { method: 'POST', headers, body });
  const cookie = signed.headers.get('set-cookie').split(';')[0];
  const { access_token: token } = await server.call('POST', '/auth/token', { headers: { cookie } });
  return { authorization: `Bearer ${token}` };
}

// The first administrator, and somebody with a role whom she has let in.
export async function admin(server) { return enrolled(server, await firstAdmin(server)); }

export async function invited(server, headers, { login, name, role }) {
  return server.call('POST', '/staff/accounts', { body: { login, name, role }, headers });
}

// As far as one's own account.
export async function signIn(page, server, account, w) {
  await page.goto(`${w.base}/staff/sign-in`);
  await page.getByLabel(w.login, { exact: true }).fill(account.login);
  await page.getByLabel(w.password, { exact: true }).fill(PASSWORD);
  await page.getByLabel(w.code, { exact: true }).fill(await shown(server, account.secret));
  await page.getByRole('button', { name: w.enter, exact: true }).click();
}

export const STAFF = {
  de: {
    base: '',
    title: 'Anmelden für Beschäftigte',
    login: 'Name oder E-Mail-Adresse',
    password: 'Passwort',
    code: 'Code',
    enter: 'Anmelden',
    missing: 'Geben Sie Ihren Namen oder Ihre E-Mail-Adresse ein.',
    wrong: 'Name, Passwort und Code passen nicht zusammen.',
    lost: 'Ich habe das Gerät mit der App verloren',
    lostCode: /einen Ihrer Wiederherstellungscodes/,
    home: 'Ihr Konto',
    nobody: /Sie sind nicht angemeldet/,
    setUp: 'Konto einrichten',
    newPassword: 'Neues Passwort',
    short: 'Das Passwort braucht mindestens 12 Zeichen.',
    weak: /Dieses Passwort ist leicht zu erraten/,
    next: 'Weiter',
    appTitle: 'App verbinden',
    appCode: 'Code aus der App',
    appWrong: /Dieser Code passt gerade nicht/,
    finish: 'Konto öffnen',
    codesTitle: 'Wiederherstellungscodes aufbewahren',
    codesList: 'Wiederherstellungscodes',
    download: 'Als Datei speichern',
    kept: 'Ich habe die Codes aufbewahrt.',
    notKept: /Bewahren Sie die Codes zuerst auf/,
    goOn: 'Weiter zu Ihrem Konto',
    used: 'Diese Einladung gilt nicht mehr.',
    noLink: 'Hier fehlt Ihre Einladung.',
    end: /^Beenden/,
    change: 'Passwort ändern',
    current: 'Passwort bisher',
    save: 'Neues Passwort speichern',
    saved: /Das neue Passwort gilt/,
    renew: 'Neue Codes geben lassen',
    renewYes: 'Neue Codes zeigen',
    done: 'Fertig',
    few: /Sie haben noch/,
    signOut: 'Abmelden',
    signedOut: 'Sie sind abgemeldet.',
    audit: 'Protokoll',
    auditWhat: 'Was getan wurde',
    show: 'Anzeigen',
    more: 'Ältere Einträge',
    export: 'Als Tabelle speichern',
    exported: /Die Tabelle ist gespeichert/,
    nothing: 'Dazu steht nichts im Protokoll.',
    enrolledEntry: 'Einladung angenommen',
    accounts: 'Wer hier arbeitet',
    invite: 'Jemanden einladen',
    newLogin: 'Anmeldename',
    newName: 'Name',
    role: 'Rolle',
    send: 'Einladen',
    taken: /Diesen Anmeldenamen hat schon jemand/,
    invitedTitle: (name) => `${name} ist eingeladen.`,
    changeAccount: /^Ändern/,
    saveAccount: 'Speichern',
    suspend: /^Sperren/,
    suspendYes: 'Ja, sperren',
    letIn: /^Wieder zulassen/,
    again: /^Neu einladen/,
    againYes: 'Ja, neu einladen',
    remove: /^Entfernen/,
    removeYes: 'Ja, entfernen',
    lastAdmin: 'Das ist das letzte Konto der Administration.',
    meanwhile: /hat dieses Konto inzwischen geändert/,
    notYours: /gehört nicht zu Ihrer Rolle/,
    closed: /Dieses Konto ist bis \d\d:\d\d Uhr geschlossen/,
    offline: 'Keine Verbindung',
    retry: 'Noch einmal versuchen',
    expired: 'Ihre Anmeldung ist abgelaufen.',
  },
  en: {
    base: '/en',
    title: 'Sign in for staff',
    login: 'Name or e-mail address',
    password: 'Password',
    code: 'Code',
    enter: 'Sign in',
    missing: 'Enter your name or e-mail address.',
    wrong: 'Name, password and code do not go together.',
    lost: 'I have lost the device with the app',
    lostCode: /one of your recovery codes/,
    home: 'Your account',
    nobody: /You are not signed in/,
    setUp: 'Set up your account',
    newPassword: 'New password',
    short: 'The password needs 12 characters at least.',
    weak: /This password is easy to guess/,
    next: 'Next',
    appTitle: 'Connect an app',
    appCode: 'Code from the app',
    appWrong: /This code does not fit now/,
    finish: 'Open account',
    codesTitle: 'Keep your recovery codes',
    codesList: 'Recovery codes',
    download: 'Save as a file',
    kept: 'I have kept the codes.',
    notKept: /Keep the codes first/,
    goOn: 'On to your account',
    used: 'This invitation is no longer good.',
    noLink: 'Your invitation is missing here.',
    signOut: 'Sign out',
    signedOut: 'You are signed out.',
  },
};
