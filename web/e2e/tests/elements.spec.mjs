// Elements on somebody else's page, for as long as it stands open: what they ask, what they say, what changes around
// them, and styles that mean no good.
import { BASE, HALL, WORDS, element, every, number, offers, shown, tabInto, widget } from '../support/embeds.mjs';
import { expect, pass, test, told } from '../support/host.mjs';

test('ten elements ask once, and nobody who is not looked at asks', async ({ page, host }) => {
  let asked = 0;
  page.on('request', (request) => { asked += request.url().includes('/now.json') ? 1 : 0; });
  await page.clock.install();
  // Every snippet brings its own script; some take the other size, some another zone.
  host.show(Array.from({ length: 10 }, (_, at) => element(at % 2 ? 'size="badge"' : 'zone="nowhere"')).join(''), { script: host.script().repeat(3) });
  await page.goto(host.url);
  await expect(number(page, 8)).toHaveText(WORDS.de.free);
  expect(asked).toBe(1);
  for (const times of [2, 3, 4]) {
    const answered = page.waitForResponse((answer) => answer.url().includes('/now.json'));
    // Not in one go: in half a minute of the page's an answer would be long overdue.
    for (let second = 0; second < 32 && asked < times; second += 1) await page.clock.runFor(1000);
    // The browser asks whether what it has is still right.
    const headers = await (await answered).request().allHeaders();
    expect(headers['if-none-match']).toMatch(/^W\/"/);
    expect(asked).toBe(times);
  }
  const hide = (hidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await hide(true);
  await page.clock.runFor(3_600_000);
  expect(asked).toBe(4);
  const answered = page.waitForResponse((answer) => answer.url().includes('/now.json'));
  await hide(false);
  await page.clock.runFor(1000);
  await answered;
  expect(asked).toBe(5);
});

test('new numbers come in silence and leave the focus alone; that it has closed is said', async ({ page, host, server }) => {
  await page.clock.install();
  host.show(element('size="full"') + element());
  await page.goto(host.url);
  await expect(number(page)).toHaveText(WORDS.de.free);
  const free = Number((await number(page).innerText()).match(/\d+/)[0]);
  const button = widget(page).getByRole('link', { name: 'Platz buchen' });
  await expect(button).toHaveAttribute('href', `${server.url}/book?date=2026-11-24`);
  await tabInto(page, button);
  await server.walkIn(await server.freeDesk('2026-11-24T08:45:00+01:00', '2026-11-24T09:45:00+01:00'));
  await pass(page, host, 'loaded', 4);
  await expect(number(page)).toContainText(`${free - 1}`);
  await expect(button).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: /./ })).toHaveCount(0);
  await server.setClock('2026-11-24T19:00:00+01:00');
  await pass(page, host, 'loaded', 6);
  await expect(page.getByRole('status').filter({ hasText: 'geschlossen' })).toHaveCount(1);
  await expect(button).toBeFocused();
});

test('styles of the page do not reach in', async ({ page, host }) => {
  const measured = () => page.evaluate(() => [...document.querySelectorAll('rathaus-plaetze, rathaus-angebote, [data-rathaus-plaetze]')].flatMap((host) =>
    [...host.shadowRoot.querySelectorAll('.box *')].map((one) => {
      const style = getComputedStyle(one);
      const names = ['display', 'color', 'backgroundColor', 'fontFamily', 'fontSize', 'fontWeight', 'letterSpacing', 'lineHeight', 'textTransform', 'padding', 'borderTopWidth', 'visibility', 'textAlign', 'cursor'];
      return `${one.tagName} ${names.map((name) => style[name]).join(' ')}`;
    })));
  host.show(every('light'), { style: 'body { margin: 0 }' });
  await page.goto(host.url);
  await shown(page);
  const before = await measured();
  const unset = '* { all: unset !important }';
  const ugly = `html { font-size: 62.5%; writing-mode: vertical-rl } * { font: italic 900 30px/3 fantasy !important; letter-spacing: 9px !important; color: red !important;
    background: yellow !important; text-transform: uppercase !important; text-align: right !important; cursor: wait !important; padding: 1px !important }
    a, b, p, svg, img, ul { display: none !important; visibility: hidden !important }`;
  for (const style of [unset, ugly]) {
    // Around them nothing that the page hides: what a page hides is hidden.
    host.show(every('light').replace(/<\/?p>/g, ''), { style });
    await page.goto(host.url);
    await shown(page);
    expect(await measured()).toEqual(before);
  }
});

test('a page may choose colours, type and corners, and reach what has a part', async ({ page, host }) => {
  host.show(element('theme="light"'), {
    style: `body { background: #fff } rathaus-plaetze { --rathaus-accent: rgb(122, 31, 31); --rathaus-font: monospace; --rathaus-radius: 0 }
      rathaus-plaetze::part(title) { text-transform: uppercase }`,
  });
  await page.goto(host.url);
  const button = widget(page).locator('[part=button]');
  await expect(button).toHaveCSS('background-color', 'rgb(122, 31, 31)');
  await expect(button).toHaveCSS('font-family', 'monospace');
  await expect(widget(page).locator('[part=card]')).toHaveCSS('border-radius', '0px');
  await expect(widget(page).locator('[part=title]')).toHaveCSS('text-transform', 'uppercase');
});

test('wrong attributes leave what stands there, or mean what is usual', async ({ page, host }) => {
  host.show(`<rathaus-plaetze venue="nirgends"><a href="#a">A</a></rathaus-plaetze><rathaus-plaetze><a href="#b">B</a></rathaus-plaetze>
<rathaus-plaetze venue="../../api"><a href="#c">C</a></rathaus-plaetze>${offers('kind="nonsense"', 'D')}${offers('limit="many"', 'E')}
${element('size="huge" theme="pink" zone="nowhere" lang="xx" poll="perhaps"')}<ul><li data-rathaus-plaetze="${HALL}">F</li></ul>`);
  await page.goto(host.url);
  await expect(number(page, 3)).toHaveText(WORDS.de.free);
  await expect(widget(page, 3).locator('[part=days]')).toBeVisible();
  await expect.poll(() => told(page, 'error')).toBe(5);
  for (const link of ['A', 'B', 'C']) await expect(page.getByRole('link', { name: link, exact: true })).toBeVisible();
  // An element that can't have a shadow keeps its text.
  for (const text of ['D', 'E', 'F']) await expect(page.getByText(text, { exact: true })).toBeVisible();
});

test('what a page adds, changes and takes away later', async ({ page, host }) => {
  host.show(element());
  await page.goto(host.url);
  await expect(number(page)).toHaveText(WORDS.de.free);
  await page.evaluate((venue) => {
    const marked = document.createElement('div');
    marked.dataset.rathausPlaetze = venue;
    marked.dataset.size = 'badge';
    const around = document.createElement('section');
    around.append(marked);
    document.querySelector('main').append(around);
    document.querySelector('rathaus-plaetze').setAttribute('size', 'full');
  }, HALL);
  await expect(widget(page, 1).locator('[part=badge]')).toContainText('frei');
  await expect(widget(page, 0).locator('[part=plan]')).toBeVisible();
  await page.evaluate(() => {
    document.querySelector('[data-rathaus-plaetze]').dataset.size = 'compact';
    document.querySelector('rathaus-plaetze').setAttribute('lang', 'en');
  });
  await expect(number(page, 0)).toHaveText(WORDS.en.free);
  await expect(number(page, 1)).toHaveText(WORDS.de.free);
  await page.evaluate(() => {
    const moved = document.querySelector('rathaus-plaetze');
    moved.remove();
    document.querySelector('section').append(moved);
  });
  await expect(number(page, 1)).toHaveText(WORDS.en.free);
});

test('as a module, and from elsewhere than our place', async ({ page, host, server }) => {
  host.show(element(), { script: host.script('type="module"') });
  await page.goto(host.url);
  await expect(number(page)).toHaveText(WORDS.de.free);
  // A copy that lies somewhere else is told where we are.
  await page.route('**/copy.js', async (route) => route.fulfill({ response: await route.fetch({ url: `${server.url}${BASE}/widget.js` }) }));
  host.show(element(), { script: `<script src="${server.url}/copy.js" data-rathaus-base="${server.url}${BASE}" defer></script>` });
  await page.goto(host.url);
  await expect(number(page)).toHaveText(WORDS.de.free);
});
