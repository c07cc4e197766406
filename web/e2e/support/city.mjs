// The city's own sign-in: a real OpenID provider on this machine, which can be told to cheat. It is called
// `localhost` and the server `127.0.0.1`, so that coming back is coming from another site, as it will be.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { Server, freePort } from './server.mjs';
import { test as base } from './test.mjs';

// Who is known there, and what the claim with their roles says.
const PEOPLE = {
  ada: { name: 'Ada Leitung', preferred_username: 'ada@stadt.example', groups: ['everybody', 'rathaus-admin'] },
  kim: { name: 'Kim Ohne', preferred_username: 'kim@stadt.example', groups: ['everybody'] },
};

const PAGE = `<!doctype html><html lang="de"><title>Stadt</title><h1>Stadt Beispiel</h1><form method="post">
<label>Wer <input name="who"></label><button>Weiter</button></form></html>`;

export class City {
  static async start(redirect) {
    const city = new City();
    const port = await freePort();
    city.url = `http://localhost:${port}`;
    city.cheat = null;
    city.secret = 'between the two of us, for as long as a test takes';
    const provider = new Provider(city.url, {
      clients: [{ client_id: 'rathaus', client_secret: city.secret, redirect_uris: [redirect] }],
      cookies: { keys: ['a key of the test'] },
      // The role has to be in the ID token, as at most cities.
      conformIdTokenClaims: false,
      claims: { openid: ['sub', 'groups'], profile: ['name', 'preferred_username'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
      // Nobody is asked whether the town hall may know who works there.
      loadExistingGrant: async (ctx) => {
        const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    });
    provider.use((ctx, next) => city.around(provider, redirect, ctx, next));
    city.server = createServer(provider.callback());
    await new Promise((resolve) => city.server.listen(port, 'localhost', resolve));
    return city;
  }

  async around(provider, redirect, ctx, next) {
    if (ctx.path.startsWith('/interaction/')) return this.page(provider, ctx);
    if (this.cheat === 'nonce' && ctx.path === '/auth') {
      ctx.querystring = changed(`x:?${ctx.querystring}`, 'nonce', 'somebody else\'s').slice(3);
    }
    await next();
    const to = ctx.response.get('location');
    if (to.startsWith(redirect)) this.visits = (this.visits ?? 0) + 1;
    if (to.startsWith(redirect) && ['state', 'iss'].includes(this.cheat)) {
      ctx.set('location', changed(to, this.cheat, 'http://localhost:1/somebody-else'));
    }
  }

  async page(provider, ctx) {
    if (ctx.method === 'GET') {
      ctx.type = 'html';
      ctx.body = PAGE;
      return;
    }
    let form = '';
    for await (const part of ctx.req) form += part;
    const accountId = new URLSearchParams(form).get('who');
    await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId } }, { mergeWithLastSubmission: false });
    ctx.respond = false;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

// An address with another value of a name in its query.
function changed(address, name, value) {
  const [before, query] = address.split('?');
  const values = new URLSearchParams(query);
  values.set(name, value);
  return `${before}?${values}`;
}

// A house whose staff sign in with the city.
export const test = base.extend({
  house: [
    async ({}, use) => {
      const port = await freePort();
      const city = await City.start(`http://127.0.0.1:${port}/api/v1/auth/staff/oidc/callback`);
      const more = {
        RATHAUS_OIDC_ISSUER: city.url,
        RATHAUS_OIDC_CLIENT_ID: 'rathaus',
        RATHAUS_OIDC_CLIENT_SECRET: city.secret,
        RATHAUS_OIDC_ROLE_CLAIM: 'groups',
        RATHAUS_OIDC_ROLES: 'rathaus-admin=admin,rathaus-desk=front_desk',
        RATHAUS_OIDC_NAME: 'Stadt Beispiel',
      };
      const server = await Server.start({ more, port });
      await use({ city, server });
      await server.stop();
      await city.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  server: [async ({ house }, use) => use(house.server), { scope: 'worker' }],

  city: async ({ house }, use) => {
    house.city.cheat = null;
    await use(house.city);
  },

  elsewhere: async ({ house }, use) => use([house.city.url]),
});
