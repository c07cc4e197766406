/*! Rathaus Co-Working: free desks and offers as elements of any page. EUPL-1.2 */
// What is sent is this file without its comments and indentation (`api/src/embeds/files.rs`); at most 8 kB in gzip.
//
//   <script src="https://…/embed/v1/widget.js" async></script>
//   <rathaus-plaetze venue="neues-rathaus" size="badge|compact|full"><a href="…/book">Platz buchen</a></rathaus-plaetze>
//   <rathaus-angebote kind="event" category="…" limit="5"><a href="…/offers">Angebote</a></rathaus-angebote>
//   <div data-rathaus-plaetze="neues-rathaus" data-size="badge">…</div>   where a CMS strips unknown elements
//
// Both take lang (de, en; else that of the page), theme (light, dark, auto) and poll="off"; desks take a zone, too. The
// page may set --rathaus-font, --rathaus-radius and every colour of COLOURS as --rathaus-…, and reach by ::part what has
// a part. Events: rathaus:loaded, rathaus:error. Where the file comes from elsewhere, data-rathaus-base on its script
// says where ours lies: "https://…/embed/v1/".
//
// What always holds:
//
// - What stands inside of an element stays until there is data, and for ever when none comes. Never an empty box.
// - Old numbers name their time. Never a number that looks newer than it is.
// - The page's styles do not reach in, and ours do not reach out.
// - No cookie, nothing stored, no other host. Nothing is thrown in the page, no markup is read, no inline style is set:
//   `script-src`, `connect-src` and `img-src` of our origin are enough, with Trusted Types on.
// - However many elements show the same, it is asked for once, and not while nobody can see it.
(() => {
  'use strict';

  const SIZES = ['badge', 'compact', 'full'];
  const PATIENCE = 10_000; // ms for an answer
  const LONGEST = 600; // s between two tries while nobody answers
  const OLD = 12 * 3_600_000; // ms after which a number says nothing

  // Without `currentScript` we are a module, or loaded by a program: then a script of that name says where from.
  const script = document.currentScript ?? document.querySelector('script[data-rathaus-base],script[src*="/embed/v1/widget"]');
  const from = script?.dataset.rathausBase?.replace(/\/*$/, '/') || script?.src;
  // The youngest of all we need: whoever has it has the rest.
  const supported = window.CSS?.supports('color', 'light-dark(#000,#fff)');
  // Twice on a page is once: every snippet brings its own script.
  if (!from || !supported || customElements.get('rathaus-plaetze')) return;
  const BASE = new URL('.', new URL(from, document.baseURI)).href;

  const WORDS = {
    de: {
      path: '/', book: 'Platz buchen', all: 'Alle Angebote', stand: (at) => `Stand ${at} Uhr`, old: (at) => `Stand von ${at} Uhr`,
      none: 'Gerade gibt es keine neuen Zahlen.', were: (at, free, desks) => `Um ${at} Uhr waren ${free} von ${desks} Plätzen frei.`,
      look: 'Auf der Buchungsseite nachsehen', label: 'Freie Arbeitsplätze', plan: 'Saalplan', busy: 'Auslastung', closed: 'geschlossen',
      free: 'frei', taken: 'belegt', walk: 'nur spontan', invented: 'erfundener Plan', example: 'Beispiel', today: 'Heute im Saal',
      offers: 'Angebote der Stadt', empty: 'Gerade ist hier nichts eingetragen.',
      some: (free) => (free === 1 ? '1 Platz frei' : `${free} Plätze frei`), of: (desks) => `von ${desks} Plätzen frei`,
    },
    en: {
      path: '/en/', book: 'Book a desk', all: 'All offers', stand: (at) => `As of ${at}`, old: (at) => `As of ${at}`,
      none: 'There are no new numbers right now.', were: (at, free, desks) => `At ${at}, ${free} of ${desks} desks were free.`,
      look: 'Look at the booking page', label: 'Free desks', plan: 'Plan of the hall', busy: 'How busy it is', closed: 'closed',
      free: 'free', taken: 'taken', walk: 'walk-ins only', invented: 'invented plan', example: 'Example', today: 'Today in the hall',
      offers: 'What the city offers', empty: 'There is nothing here right now.',
      some: (free) => (free === 1 ? '1 desk free' : `${free} desks free`), of: (desks) => `of ${desks} desks free`,
    },
  };

  // Our names of colours: in the light, in the dark. Those of the first line a page may choose as --rathaus-…
  const COLOURS = {
    accent: '#0B574E,#82D6C6', 'on-accent': '#FFF,#06201C', soft: '#E1F0EC,#17342F', mid: '#A9D4CA,#2F6A60', surface: '#FFF,#19221F', ink: '#1A2422,#F3EEE4', 'ink-2': '#4A5653,#BDBBB0', line: '#E0D7C7,#33403C',
    'line-2': '#8C816E,#7E8A84', focus: '#1D4A78,#9CC4EC', free: '#DDF1EB,#16463E', 'free-2': '#0B6B5E,#82D6C6', taken: '#E9E2D6,#2E3734', walk: '#F3EAF5,#33243A', 'walk-2': '#6B3979,#D7AEE2',
  };
  const colours = Object.entries(COLOURS).map(([name, both]) => `--${name}:var(--rathaus-${name},light-dark(${both}))`).join(';');
  const sheet = new CSSStyleSheet();
  // Nothing is asked of the host itself but how it stands in the page: the page's rules win there. Inside, all of what
  // could be inherited begins anew.
  sheet.replaceSync(`:host{display:block;max-width:100%}:host([size=badge]),:host([data-size=badge]){display:inline-block}:host([hidden]){display:none}
    .box,.status{all:initial}
    .box{display:block;box-sizing:border-box;max-width:100%;font:400 medium/1.4 var(--rathaus-font,"Fira Sans",system-ui,sans-serif);overflow-wrap:anywhere;
      color:var(--ink);text-align:start;color-scheme:light dark;${colours}}
    .light{color-scheme:light}.dark{color-scheme:dark}
    .inline{display:inline-block}
    .box *{box-sizing:border-box}p,ul{margin:0;padding:0;list-style:none}b{font-weight:600}
    a{color:var(--accent);text-underline-offset:.15em}:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
    .status{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .card{display:grid;gap:1em;background:var(--surface);border:1px solid var(--line);border-radius:var(--rathaus-radius,14px);padding:1.25em 1.375em}
    .compact .card{max-inline-size:22.5em}.full .card{padding:1.375em 1.5em}
    .badge{display:inline-flex;align-items:center;gap:.75em;max-inline-size:100%;padding:.625em 1em .625em .75em;color:var(--ink);text-decoration:none;
      background:var(--surface);border:1px solid var(--line);border-radius:var(--rathaus-radius,999px)}.badge:hover{border-color:var(--accent)}
    .line{align-self:baseline}.i{flex:none;inline-size:1.25em;block-size:1.25em;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;vertical-align:-.24em}
    .dot{flex:none;inline-size:.875em;block-size:.875em;border-radius:50%;background:var(--accent);border:.1875em solid var(--accent);box-shadow:0 0 0 .25em var(--soft)}
    .off{background:none;border-color:var(--ink-2)}
    .row{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:start;gap:1em 1.5em}.head{display:flex;justify-content:space-between;gap:1em}.head .dot{margin-block-start:.5em}
    .title{font-weight:600;font-size:1.125em}.tiny{font-size:.875em;line-height:1.45;color:var(--ink-2)}.soft{color:var(--ink-2);font-weight:400}
    .number{display:flex;align-items:end;gap:.75em;line-height:1.3;font-weight:600}.n{font-weight:300;font-size:4em;line-height:.85;letter-spacing:-.04em;color:var(--accent)}
    .days{display:grid;grid-template-columns:repeat(6,minmax(min-content,1fr));gap:.5em;align-items:end;overflow-wrap:normal}
    .day{display:grid;gap:.36em;justify-items:center;font-size:.875em;color:var(--ink-2);font-variant-numeric:tabular-nums}.day svg{inline-size:100%;block-size:3.143em;fill:var(--mid)}
    .day:first-child{color:var(--ink);font-weight:600}.day:first-child svg{fill:var(--accent)}
    .go{display:inline-flex;justify-content:center;align-items:center;min-block-size:3em;padding:.5em 1.5em;font-weight:600;line-height:1.5;text-align:center;text-decoration:none;
      color:var(--on-accent);background:var(--accent);border:1px solid var(--accent);border-radius:min(8px,var(--rathaus-radius,8px))}.go:hover{text-decoration:underline}.second{color:var(--accent);background:var(--surface)}
    .plan{display:block;inline-size:100%;block-size:auto;aspect-ratio:auto 2636/1484;border-radius:12px}
    .legend{display:flex;flex-wrap:wrap;gap:.5em 1.375em}.legend li{display:inline-flex;align-items:center;gap:.5625em;color:var(--ink-2)}
    .key{inline-size:1.5em;block-size:.875em;border:2px solid;border-radius:4px}.free{background:var(--free);border-color:var(--free-2)}.taken{background:var(--taken);border-color:var(--line-2)}
    .walk{background:var(--walk);border-color:var(--walk-2)}
    .tag{display:inline-block;font-size:.8125em;line-height:1.2;font-weight:500;padding:.2em .5em;border:1px solid var(--line-2);border-radius:4px;color:var(--ink-2);vertical-align:.1em;white-space:nowrap}
    .half{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16em),1fr));gap:.625em 2em;align-items:center}.today li{padding-block:.1em}.today a,.list a{color:inherit}
    .buttons{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:.75em 1em}
    .list li{padding-block:.625em;border-block-start:1px solid var(--line)}.list a{font-weight:600}
    @media(prefers-reduced-motion:no-preference){.box{animation:come .2s}@keyframes come{from{opacity:0}}}
    @media(forced-colors:active){.dot{forced-color-adjust:none;background:LinkText;border-color:LinkText;box-shadow:none}.off{background:Canvas}.day svg{forced-color-adjust:none;fill:CanvasText}
      .day:first-child svg{fill:Highlight}.key{forced-color-adjust:none}}`);

  // Elements, without a word of markup being read: Trusted Types have nothing to object to.
  function h(tag, attributes, ...children) {
    const node = ['svg', 'path', 'rect'].includes(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) if (value != null) node.setAttribute(name, value);
    node.append(...children.flat().filter((child) => child != null && child !== false));
    return node;
  }

  // Brings what stands there in line, and leaves alone what is right: focus and picture stay where they are.
  function bring(old, fresh) {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const before = [...old.childNodes];
    const after = [...fresh.childNodes];
    after.forEach((node, at) => {
      const was = before[at];
      if (!was) old.append(node);
      else if (was.nodeName !== node.nodeName) was.replaceWith(node);
      else if (node.nodeType === Node.ELEMENT_NODE) bring(was, node);
      else if (was.data !== node.data) was.data = node.data;
    });
    for (const node of before.slice(after.length)) node.remove();
  }

  const link = (data, to) => {
    const url = new URL(to, data.links.app ?? data.links.offers);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  };
  const icon = (d) => h('svg', { class: 'i', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, h('path', { d }));
  const away = () => icon('M3 3l18 18M8.5 16.5a5 5 0 0 1 7 0M5 13a10 10 0 0 1 5-2.7M19 13a10 10 0 0 0-3-2M2 9.5A15 15 0 0 1 6 7M22 9.5A15 15 0 0 0 10 5.6M12 20v.01');
  const dot = (data) => h('span', { class: data.state === 'open' ? 'dot' : 'dot off' });
  const tag = (text) => [' ', h('span', { class: 'tag' }, text)];
  const go = (href, text, more = '') => h('a', { class: `go ${more}`, part: 'button', href }, text);
  // The day that can be booked, and where a zone is shown, a desk of it that is free.
  const of = ({ data, zone }) => data.zones?.find(({ id }) => id === zone);
  const book = (seen) => link(seen.data, (of(seen) ?? seen.data.links).book);

  // What is told of a zone, or of the whole hall: a number and the words beside it.
  function told(seen, w) {
    const { data } = seen;
    const part = data.state === 'open' && of(seen);
    if (part) return { free: part.free, desks: part.desks, rest: w.of(part.desks), detail: `${part.name}, ${data.texts.detail}`, badge: [w.some(part.free), ` · ${part.name}, ${data.texts.detail}`] };
    const { headline, detail, badge } = data.texts;
    const [, strong, more] = /^(.*?\b(?:frei|free)\b|[^,]*)(.*)$/.exec(badge);
    const counts = headline.startsWith(`${data.free} `);
    return { free: counts ? data.free : null, desks: data.desks, rest: counts ? headline.slice(`${data.free} `.length) : headline, detail, badge: [strong, more] };
  }

  // When old numbers were true, and what they were; after half a day nobody needs to know.
  function once({ data, age }, w, { free, desks }) {
    if (age > OLD) return [w.none];
    const at = data.stand;
    return [w.old(at), free != null && w.were(at, free, desks)];
  }

  function badge(seen, w) {
    const { data, stale } = seen;
    const here = told(seen, w);
    const [when, was] = once(seen, w, here);
    const words = stale ? was || `${when} ${w.look}` : [h('b', null, here.badge[0]), here.badge[1]];
    return h('a', { class: 'badge', part: 'badge', href: book(seen) }, stale ? away() : dot(data), h('span', { class: 'line' }, words), icon('M5 12h14m-6-6 6 6-6 6'));
  }

  function days({ data }, w) {
    const weekday = (date) => new Intl.DateTimeFormat(data.lang, { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00Z`));
    // Of a day that is over, nothing is left to be free.
    const open = (day) => day.open && day.hours.length > 0;
    const said = data.days.map((day, at) => `${at ? weekday(day.date) : day.label} ${open(day) ? `${day.free} ${w.free}` : w.closed}`);
    const bars = (hours) => hours.map(({ share }, at) => {
      const height = Math.round(Math.max(3, Math.min(1, share) * 44));
      return h('rect', { x: at * 8, y: 44 - height, width: 6, height, rx: 1.5 });
    });
    return h('div', { class: 'days', part: 'days', role: 'img', 'aria-label': `${w.busy}: ${said.join(', ')}` }, data.days.map((day) => h('div', { class: 'day' },
      h('svg', { viewBox: `0 0 ${Math.max(5, day.hours.length) * 8 - 2} 44`, preserveAspectRatio: 'none' }, bars(day.hours)), h('span', null, day.label), h('span', null, open(day) ? day.free : '–'))));
  }

  function head({ data }) {
    const { name, hall, address } = data.venue;
    return h('div', { class: 'head' }, h('div', null, h('p', { class: 'title', part: 'title' }, name),
      h('p', { class: 'tiny' }, [hall, address].filter(Boolean).join(', '))), dot(data));
  }

  function number(seen, w) {
    const { free, rest, detail } = told(seen, w);
    return h('p', { class: 'number', part: 'number' }, free != null && [h('span', { class: 'n' }, free), ' '], h('span', null, rest, h('br'), h('span', { class: 'soft' }, detail)));
  }

  function foot({ data }, w, old) {
    const to = link(data, data.links.app ?? data.links.offers);
    return h('p', { class: 'tiny', part: 'footer' }, `${old ?? w.stand(data.stand)} · `, h('a', { href: to }, new URL(to).host));
  }

  function old(seen, w) {
    const [when, was] = once(seen, w, told(seen, w));
    return h('div', { class: 'card', part: 'card', role: 'group', 'aria-label': w.label }, h('p', null, away(), ' ', h('b', null, when)),
      h('p', { class: 'soft' }, [when !== w.none && w.none, was].filter(Boolean).join(' ')), h('p', null, h('a', { href: book(seen) }, w.look)));
  }

  const compact = (seen, w) => h('div', { class: 'card', part: 'card', role: 'group', 'aria-label': w.label },
    head(seen), number(seen, w), of(seen) ? null : days(seen, w), go(book(seen), w.book), foot(seen, w));

  function full(seen, w) {
    const { data, theme, plan, version } = seen;
    const key = (kind) => h('li', null, h('span', { class: `key ${kind}` }), w[kind]);
    const line = ({ time: at, title, url, example }) => h('li', null, at && `${at} `, url ? h('a', { href: link(data, url) }, title) : title, example && tag(w.example));
    return h('div', { class: 'card', part: 'card', role: 'group', 'aria-label': w.label },
      h('div', { class: 'row' }, head(seen), number(seen, w)),
      h('div', null, h('a', { href: book(seen) }, h('img', { class: 'plan', part: 'plan', src: `${plan}?lang=${data.lang}&theme=${theme}&v=${version}`, alt: `${w.plan}: ${data.texts.headline}` }))),
      h('ul', { class: 'legend tiny', role: 'list' }, key('free'), key('taken'), key('walk'), h('li', null, tag(w.invented))),
      h('div', { class: 'half' }, data.today.length > 0 && h('div', null, h('p', null, h('b', null, w.today)), h('ul', { class: 'today soft', role: 'list' }, data.today.map(line))),
        h('div', { class: 'buttons' }, go(book(seen), w.book), go(link(data, data.links.offers), w.all, 'second'))),
      foot(seen, w));
  }

  function offers(seen, w) {
    const { data, stale } = seen;
    const item = ({ title, when, place, url, example, lang }) => h('li', null, h('p', null, h('a', { href: link(data, url), lang }, title), example && tag(w.example)),
      h('p', { class: 'tiny' }, [when, place].filter(Boolean).join(' · ')));
    const list = data.items.length > 0 ? h('ul', { class: 'list', role: 'list' }, data.items.map(item)) : h('p', { class: 'soft' }, w.empty);
    return h('div', { class: 'card', part: 'card', role: 'group', 'aria-label': w.offers }, h('p', { class: 'title', part: 'title' }, w.offers), list,
      go(link(data, data.links.offers), w.all, 'second'), foot(seen, w, stale ? once(seen, w, {})[0] : null));
  }

  // One address that is asked, for everybody on this page who shows what it answers.
  class Source {
    static all = new Map();

    static at(url) {
      if (!Source.all.has(url)) Source.all.set(url, new Source(url));
      return Source.all.get(url);
    }

    constructor(url) {
      this.url = url;
      this.shown = new Set();
      this.fails = 0;
      this.asked = -Infinity;
    }

    get poll() { return Math.max(5, Number(this.data?.poll_seconds) || 30); }

    get age() { return Date.now() - this.got; }

    // A lost packet is no news: old is what two tries in a row, or two times to ask, have not renewed.
    get stale() { return this.fails > 0 && (this.fails > 1 || this.age >= 2000 * this.poll); }

    async ask() {
      if (this.asking) return;
      clearTimeout(this.timer);
      this.asking = true;
      this.asked = Date.now();
      try {
        // The browser asks by entity tag out of its own cache: no preflight, and nothing comes when nothing is new.
        const answer = await fetch(this.url, { cache: 'no-cache', credentials: 'omit', signal: AbortSignal.timeout(PATIENCE) });
        this.refused = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        this.data = await answer.json();
        this.version = (answer.headers.get('etag') ?? this.data.at).replace(/[^\w]/g, '');
        this.got = Date.now();
        this.fails = 0;
      } catch (error) {
        this.fails += 1;
        this.error = error;
      }
      this.asking = false;
      this.tell();
      this.later();
    }

    tell() {
      for (const widget of this.shown) if (!widget.host.isConnected || widget.source !== this) this.shown.delete(widget);
      // What has changed is said once, however many show it.
      [...this.shown].forEach((widget, at) => widget.show(at === 0));
    }

    // Asks again when it is time to, as long as somebody may be looking.
    later() {
      clearTimeout(this.timer);
      if (document.hidden || this.asking || ![...this.shown].some((widget) => widget.host.isConnected && widget.polls)) return;
      const back = this.refused ? LONGEST : Math.min(LONGEST, this.poll * 2 ** Math.max(0, this.fails - 1));
      // All who have lost us at the same moment do not come back at the same moment.
      const wait = 1000 * back * (this.fails ? 0.8 + 0.4 * Math.random() : 1);
      this.timer = setTimeout(() => this.ask(), Math.max(0, this.asked + wait - Date.now()));
    }
  }

  const widgets = new WeakMap();

  // An element of the page that shows something: ours by name, or any that carries our attribute.
  class Widget {
    constructor(host, name) {
      this.host = host;
      this.name = name;
      this.root = host.attachShadow({ mode: 'open' });
      this.root.adoptedStyleSheets = [sheet];
      this.box = h('div', { class: 'box' });
      this.status = h('div', { class: 'status', role: 'status' });
      this.slot = h('slot');
      this.slot.addEventListener('slotchange', () => this.wait());
      // Never a broken picture: where the plan does not come, there is none until the next one.
      // Who presses a desk on the plan comes to it; who has no pointer chooses it there.
      this.root.addEventListener('pointerdown', ({ target, offsetX, offsetY }) => {
        if (target.src) target.parentNode.href = this.there + [offsetX / target.width, offsetY / target.height];
      });
      this.root.addEventListener('error', ({ target }) => target.parentNode.remove?.(), true);
    }

    read(name) { return this.host.getAttribute(name) ?? this.host.getAttribute(`data-${name}`); }

    // Reads the attributes and asks for what they say; some that change together are read once.
    connect() {
      this.due ??= Promise.resolve().then(() => {
        this.due = null;
        const lang = /^en\b/i.test(this.read('lang') || tongue(this.host)) ? 'en' : 'de';
        this.words = WORDS[lang];
        this.polls = this.read('poll') !== 'off';
        this.theme = ['light', 'dark'].find((name) => name === this.read('theme')) ?? 'auto';
        const url = this.name === 'rathaus-plaetze' ? this.hall(lang) : this.list(lang);
        const source = url && Source.at(url);
        if (this.source !== source) this.shows = '';
        this.source = source;
        this.wait();
        if (!source) return this.tell('error', { reason: 'venue' });
        this.source.shown.add(this);
        if (this.source.asked === -Infinity) this.source.ask();
        else if (!this.source.asking) this.show();
        return this.source.later();
      }).catch(() => {});
    }

    hall(lang) {
      const venue = this.read('venue') || this.host.getAttribute(`data-${this.name}`);
      const at = `${BASE}${encodeURIComponent(venue)}/`;
      this.plan = `${at}plan.svg`;
      this.there = `${at}book?lang=${lang}&at=`;
      return venue && `${at}now.json?lang=${lang}`;
    }

    list(lang) {
      const query = new URLSearchParams({ lang });
      for (const name of ['kind', 'category', 'limit']) if (this.read(name)) query.set(name, this.read(name));
      return `${BASE}offers.json?${query}`;
    }

    // Before there is data, and when none comes: what the page has put inside, or else a link of ours.
    wait() {
      if (this.shows) return;
      const bare = !this.host.textContent.trim() && !this.host.firstElementChild;
      const [path, text] = this.name === 'rathaus-plaetze' ? ['book', this.words.book] : ['offers', this.words.offers];
      const own = h('a', { href: new URL(`${this.words.path}${path}`, BASE).href }, text);
      bring(this.box, bare ? this.frame(own, 'inline') : h('div'));
      if (!this.slot.isConnected) this.root.replaceChildren(this.status, this.slot, this.box);
    }

    frame(content, size) {
      // Our words run from left to right, wherever they stand.
      return h('div', { class: `box ${this.theme} ${size}`, lang: this.words === WORDS.en ? 'en' : 'de', dir: 'ltr' }, content);
    }

    show(speaks) {
      const { data, error, fails, stale, age, version } = this.source;
      try {
        if (data) this.paint({ data, stale, age, version, zone: this.read('zone'), theme: this.theme, plan: this.plan }, speaks);
        if (fails) this.tell('error', { reason: String(error?.message ?? error) });
        else if (this.told !== version) this.tell('loaded', { data });
        this.told = fails ? null : version;
      } catch (failure) {
        this.tell('error', { reason: String(failure) });
      }
    }

    paint(seen, speaks) {
      const { data, stale } = seen;
      const size = SIZES.find((one) => one === this.read('size')) ?? 'compact';
      const makes = this.name === 'rathaus-angebote' ? offers : stale && size !== 'badge' ? old : { badge, compact, full }[size];
      const fresh = this.frame(makes(seen, this.words), makes === badge ? 'inline' : makes === offers ? 'full' : size);
      const focused = this.root.activeElement;
      bring(this.box, fresh);
      if (!this.shows) this.root.replaceChildren(this.status, this.box);
      // Where the link that had the focus is gone, the next best has it.
      if (focused && !this.root.activeElement) (this.box.querySelector('.go') ?? this.box.querySelector('a'))?.focus({ preventScroll: true });
      const state = stale ? 'stale' : data.state ?? 'shown';
      const { headline, detail } = data.texts ?? {};
      // Numbers come and go in silence; that all is taken, closed or out of date is said.
      if (speaks && this.shows && this.shows !== state) this.status.textContent = stale ? this.words.none : [headline, detail].filter(Boolean).join(', ');
      this.shows = state;
    }

    tell(what, detail) {
      this.host.dispatchEvent(new CustomEvent(`rathaus:${what}`, { bubbles: true, composed: true, detail }));
    }
  }

  // The language around an element, out of all shadows it stands in.
  function tongue(element) {
    for (let at = element; at; at = at.getRootNode().host) {
      const near = at.closest('[lang]');
      if (near) return near.lang;
    }
    return '';
  }

  function attach(host, name) {
    try {
      if (!widgets.has(host)) widgets.set(host, new Widget(host, name));
      widgets.get(host).connect();
    } catch {
      // An element that can't have a shadow keeps what stands inside.
    }
  }

  const NAMES = ['rathaus-plaetze', 'rathaus-angebote'];
  for (const name of NAMES) {
    customElements.define(name, class extends HTMLElement {
      static observedAttributes = ['venue', 'size', 'lang', 'theme', 'zone', 'poll', 'kind', 'category', 'limit'];

      connectedCallback() { attach(this, name); }

      attributeChangedCallback() { widgets.get(this)?.connect(); }
    });
  }

  const marked = NAMES.map((name) => `[data-${name}]`);
  const upgrade = (element) => NAMES.forEach((name, at) => element.matches(marked[at]) && !element.matches(NAMES) && attach(element, name));
  const sweep = (node) => [node, ...node.querySelectorAll(marked)].forEach((element) => element.matches && upgrade(element));
  sweep(document);
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') upgrade(target);
      else addedNodes.forEach((node) => node.nodeType === Node.ELEMENT_NODE && sweep(node));
    }
  }).observe(document, { subtree: true, childList: true, attributeFilter: [...NAMES, 'size', 'lang', 'theme', 'zone', 'poll', 'kind', 'category', 'limit'].map((name) => `data-${name}`) });

  document.addEventListener('visibilitychange', () => Source.all.forEach((source) => source.later()));
  window.addEventListener('online', () => Source.all.forEach((source) => source.fails && source.ask()));
})();
