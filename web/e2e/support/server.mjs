// One api of its own for each worker: its own port, its own data directory, its own clock.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const top = path.resolve(import.meta.dirname, '../../..');
const program = process.env.RATHAUS_BIN ?? path.join(top, 'target/debug/rathaus');
const app = process.env.RATHAUS_WEB_DIR ?? path.join(top, 'target/web');

// A Tuesday on which the hall is open, with the clocks in winter time.
export const MORNING = '2026-11-24T08:41:00+01:00';

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// Waits for something outside of the browser, looking every 50 ms, and says what it waited for.
export async function until(what, look, limit = 60_000) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${limit / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// The text of a mail part, whatever it was packed in for travelling.
function unpacked(mail) {
  const quoted = mail
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const packed = [...mail.matchAll(/base64\r?\n(?:[^\r\n]+\r?\n)*\r?\n([A-Za-z0-9+/=\r\n]+)/g)];
  return [quoted, ...packed.map(([, text]) => Buffer.from(text, 'base64').toString('utf8'))].join('\n');
}

export class Server {
  // `more` are settings beside those of every test; `port` is one that was promised to somebody before.
  static async start({ more = {}, port } = {}) {
    const server = new Server();
    server.data = await mkdtemp(path.join(tmpdir(), 'rathaus-e2e-'));
    // Started as root, the api gives up its rights and must still get here.
    await chmod(server.data, 0o755);
    port ??= await freePort();
    server.url = `http://127.0.0.1:${port}`;
    server.log = '';
    const args = ['serve', '--port', String(port), '--data-dir', path.join(server.data, 'data'), '--web-dir', app];
    const { DATABASE_URL, RATHAUS_SMTP_URL, ...rest } = process.env;
    const env = { ...rest, RATHAUS_SANDBOX: '1', RATHAUS_LIMITS: 'off', RATHAUS_PUBLIC_URL: server.url, ...more };
    server.spawn = () => spawn(program, args, { cwd: server.data, env });
    await server.run();
    return server;
  }

  // Once more on the same data, after it was killed.
  async run() {
    this.gone = false;
    this.child = this.spawn();
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', (text) => { this.log = (this.log + text).slice(-20_000); });
    }
    this.child.on('error', (error) => { this.log += String(error); this.gone = true; });
    this.ended = new Promise((resolve) => this.child.on('exit', () => { this.gone = true; resolve(); }));
    await until('the api being ready', async () => {
      if (this.gone) throw new Error(`the api ended before it was ready:\n${this.log}`);
      return (await fetch(`${this.url}/readyz`).catch(() => null))?.ok;
    });
  }

  async kill() {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async stop() {
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
    await this.ended;
    clearTimeout(late);
    await rm(this.data, { recursive: true, force: true });
  }

  async call(method, at, { body, headers } = {}) {
    const response = await fetch(`${this.url}/api/v1${at}`, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${at} answered ${response.status}: ${text}`);
    return text ? JSON.parse(text) : null;
  }

  // Everything as at the first start, on the morning all tests live on.
  async reset() {
    await this.call('POST', '/sandbox/reset');
    await this.setClock(MORNING);
  }

  setClock(now) { return this.call('PUT', '/sandbox/clock', { body: { now } }); }

  advance(seconds) { return this.call('PUT', '/sandbox/clock', { body: { advance_seconds: seconds } }); }

  async venue() { return (await this.call('GET', '/venues')).items[0]; }

  // A desk that can be booked in a period.
  async freeDesk(from, to) {
    const { slug } = await this.venue();
    const query = new URLSearchParams({ from, to });
    const { desks } = await this.call('GET', `/venues/${slug}/availability?${query}`);
    const code = desks.find((desk) => desk.state === 'free' && desk.code.startsWith('A'))?.code;
    if (!code) throw new Error(`no desk is free from ${from} to ${to}`);
    return code;
  }

  // Another visitor's hold, or one's own that is opened by its link.
  async hold({ desk, from, to, email, locale = 'de' }) {
    const { slug } = await this.venue();
    const body = { venue: slug, from, to, desk_codes: [desk], email, locale };
    return this.call('POST', '/bookings', { body, headers: { 'idempotency-key': crypto.randomUUID() } });
  }

  async confirmed(wish) {
    const held = await this.hold(wish);
    const { code } = await this.mail(wish.email);
    const headers = { 'booking-secret': held.secret };
    return { ...(await this.call('POST', `/bookings/${held.id}/confirm`, { body: { code }, headers })), secret: held.secret };
  }

  // Somebody who sits down now.
  async walkIn(desk) {
    const { slug } = await this.venue();
    return this.call('POST', '/walk-ins', { body: { venue: slug, desk_code: desk } });
  }

  cancel({ id, secret }) { return this.call('POST', `/bookings/${id}/cancel`, { headers: { 'booking-secret': secret } }); }

  // Takes every desk that can be booked in a period, each for somebody else.
  async fill(from, to) {
    const { slug } = await this.venue();
    const query = new URLSearchParams({ from, to });
    const { desks } = await this.call('GET', `/venues/${slug}/availability?${query}`);
    const free = desks.filter((desk) => desk.state === 'free').map((desk) => desk.code);
    const holds = [];
    for (const desk of free) holds.push(await this.hold({ desk, from, to, email: `${desk}-${crypto.randomUUID()}@example.org` }));
    return holds;
  }

  booking(id, secret) { return this.call('GET', `/bookings/${id}`, { headers: { 'booking-secret': secret } }); }

  // The code and the link that were mailed to an address for a booking or an appointment.
  mail(address) {
    const link = /(\/(?:en\/)?(?:booking|appointment)\/[0-9a-f-]+#s=[\w-]+)&(?:amp;)?c=(\d{6})/;
    return this.mailed(address, link, ([, page, code]) => ({ link: `${page}&c=${code}`, code }));
  }

  // The code and the link to sign in with, other than the code that was known before.
  signInMail(address, before) {
    const link = /(\/(?:en\/)?sign-in#e=[^&\s]+)&(?:amp;)?c=(\d{6})/;
    return this.mailed(address, link, ([, page, code]) => (code === before ? null : { link: `${page}&c=${code}`, code }));
  }

  mailed(address, link, told) {
    const folder = path.join(this.data, 'data', 'mail');
    return until(`a mail with a code for ${address}`, async () => {
      for (const name of await readdir(folder).catch(() => [])) {
        // A mail that is still being written has another name.
        if (!name.endsWith('.eml')) continue;
        const raw = await readFile(path.join(folder, name), 'utf8');
        const found = raw.includes(address) && unpacked(raw).match(link);
        const mail = found && told(found);
        if (mail) return mail;
      }
      return null;
    });
  }
}
