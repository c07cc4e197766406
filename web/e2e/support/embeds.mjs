// What of us can be put on somebody else's page, and where to look for it there.
import { expect } from './test.mjs';

export const HALL = 'neues-rathaus';
export const BASE = '/embed/v1';

export const WORDS = {
  de: { free: /^\d+ von \d+ Plätzen frei/, book: 'Platz buchen', offers: 'Alle Angebote', group: 'Freie Arbeitsplätze', city: 'Angebote der Stadt', base: '' },
  en: { free: /^\d+ of \d+ desks free/, book: 'Book a desk', offers: 'All offers', group: 'Free desks', city: 'What the city offers', base: '/en' },
};

export const element = (more = '', inside = '<a href="https://example.org/book">Platz im Rathaus</a>') => `<rathaus-plaetze venue="${HALL}" ${more}>${inside}</rathaus-plaetze>`;
export const offers = (more = '', inside = '<a href="https://example.org/offers">Was es gibt</a>') => `<rathaus-angebote ${more}>${inside}</rathaus-angebote>`;

// Every size once, a marked element among them.
export const every = (theme, more = '') => `<p>Heute? ${element(`size="badge" theme="${theme}" ${more}`)} Ohne Konto.</p>${element(`theme="${theme}" ${more}`)}
<div data-rathaus-plaetze="${HALL}" data-size="full" data-theme="${theme}" ${more && `data-${more}`}><a href="https://example.org/book">Platz im Rathaus</a></div>
${offers(`kind="event" limit="3" theme="${theme}" ${more}`)}`;

// What the first and the second tier need of a page.
export const plain = (api) => `<p><a href="https://example.org/book"><img src="${api}${BASE}/${HALL}/badge.svg" alt="Freie Plätze im Rathaus"></a></p>
<p><img src="${api}${BASE}/${HALL}/day.svg" alt="Wie voll es heute wird"></p>
<iframe src="${api}${BASE}/${HALL}/availability?lang=de" title="Freie Plätze im Rathaus" width="300" height="420"></iframe>
<iframe src="${api}${BASE}/offers?kind=event&amp;limit=3" title="Was die Stadt anbietet" width="300" height="420"></iframe>`;

export const widget = (page, at = 0) => page.locator('rathaus-plaetze, [data-rathaus-plaetze]').nth(at);
export const number = (page, at = 0) => widget(page, at).locator('[part=number]');
export const pictures = (page) => page.locator('p > img, p > a > img').evaluateAll((all) => all.filter((one) => one.complete && one.naturalWidth > 0).length);

// Presses Tab until something inside of an element has the focus.
export async function tabInto(page, target) {
  for (let pressed = 0; pressed < 10; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((one) => one.getRootNode().activeElement === one)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}

export async function shown(page, w = WORDS.de) {
  await expect(widget(page, 0).locator('[part=badge]')).toContainText(w === WORDS.de ? 'frei' : 'free');
  await expect(number(page, 1)).toHaveText(w.free);
  await expect(number(page, 2)).toHaveText(w.free);
  await expect(page.locator('rathaus-angebote').first().getByRole('group', { name: w.city })).toBeVisible();
  await expect.poll(() => widget(page, 2).locator('[part=plan]').evaluate((plan) => plan.naturalWidth), 'the plan').toBeGreaterThan(0);
}
