/*! Rathaus Co-Working, EUPL-1.2 */
// A screen that nobody touches for weeks. It asks each second whether anything has changed, turns the pages of its
// playlist by the house's clock, and says how old it is when nobody answers. Whatever is made here is made once or takes
// the place of what was there before, so nothing grows.
(() => {
  'use strict';

  const root = document.documentElement;
  const told = document.body.dataset;
  const $ = (selector) => document.querySelector(selector);
  const board = $('.board');
  const main = $('main');
  const clock = $('.clock');
  const [day, date] = document.querySelectorAll('.date span');
  const stand = $('.stand span:last-child');
  const alarm = $('.emergency');
  const idle = $('[data-idle]');

  // When the house last answered, by its clock: the page is an answer as well.
  let heard = Date.parse(told.time);
  // The house's clock may be another than the device's. A page that the worker had kept says by how much it was then.
  let skew = told.skew ? Number(told.skew) : heard - Date.now();
  let failures = 0;
  let gone = false;
  let tag = '';
  let panels = [];
  // What each section was made of.
  const made = new Map();
  let shown = null;
  let until = 0;
  let renew = 0;

  const now = () => Date.now() + skew;
  const format = (lang, options) => new Intl.DateTimeFormat(lang, { timeZone: told.zone, ...options });
  const own = root.lang === 'en' ? 'en-GB' : 'de-DE';
  const parts = format('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const times = format(own, { hour: '2-digit', minute: '2-digit' });
  const seconds = format(own, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const weekdays = format(own, { weekday: 'long' });
  const dates = format(own, { day: 'numeric', month: 'long' });
  const whole = format(own, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
  const ago = new Intl.RelativeTimeFormat(own, { numeric: 'always' });

  const say = (place, text) => { if (place.textContent !== text) place.textContent = text; };

  // Day of the week, 1 for Monday, and minute of the day, by the clock on the wall.
  function wall() {
    const found = Object.fromEntries(parts.formatToParts(now()).map(({ type, value }) => [type, value]));
    const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(found.weekday) + 1;
    return { weekday, minute: Number(found.hour) * 60 + Number(found.minute) };
  }

  // The same rule as `due` in shared/src/boards: a board that is alone goes by it for days.
  function due() {
    const { weekday, minute } = wall();
    return panels.filter((panel) => panel.weekdays.includes(weekday) && panel.from <= minute && minute < panel.to);
  }

  // Words that are more than there is room for become smaller, down to what can still be read from some steps away.
  function fit(place) {
    for (const scale of [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4]) {
      place.style.setProperty('--fit', scale);
      if (place.scrollHeight <= place.clientHeight && place.scrollWidth <= place.clientWidth) return;
    }
  }

  function fitted(panel) {
    const words = panel.querySelector('.said');
    if (words && !panel.hidden) fit(words.parentNode);
  }

  function section(id) {
    return main.querySelector(`[data-id="${id}"]`);
  }

  function turn() {
    // Until there are any, what the server has put there stays.
    if (panels.length === 0) return;
    const list = due();
    const still = list.find((panel) => panel.id === shown);
    if (still && (now() < until || list.length === 1)) return;
    const next = list.find((panel) => panel.id > shown && shown !== null) ?? list[0];
    shown = next ? next.id : null;
    until = now() + (next ? next.seconds * 1000 : 0);
    for (const one of main.children) {
      const hidden = next ? one.dataset.id !== String(next.id) : one !== idle;
      if (one.hidden !== hidden) {
        one.hidden = hidden;
        fitted(one);
      }
    }
  }

  // A panel that stays is changed in its place; one that is new gets one; one that is gone goes.
  function arrange(list) {
    for (const { id, html } of list) {
      if (made.get(id) === html) continue;
      let place = section(id);
      if (!place) {
        place = document.createElement('section');
        place.className = 'panel';
        place.dataset.id = id;
        place.hidden = true;
        idle.before(place);
      }
      place.innerHTML = html;
      made.set(id, html);
      fitted(place);
    }
    for (const one of [...main.children]) {
      const id = Number(one.dataset.id);
      if (one !== idle && !list.some((panel) => panel.id === id)) {
        one.remove();
        made.delete(id);
      }
    }
  }

  function warn(emergency) {
    if (emergency) {
      say($('.first'), emergency.text_de);
      say($('.second'), emergency.text_en);
      const letters = emergency.text_de.length + emergency.text_en.length;
      alarm.classList.toggle('long', letters > 240 && letters <= 560);
      alarm.classList.toggle('longest', letters > 560);
    }
    alarm.hidden = !emergency;
    main.hidden = Boolean(emergency);
    if (emergency) fit(alarm);
  }

  function take(data) {
    warn(data.emergency);
    board.classList.toggle('portrait', data.orientation === 'portrait');
    // The rest is read at leisure: what to do in an emergency is not kept waiting by it.
    arrange(data.panels);
    panels = data.panels;
    // Not all screens at once, and not in a circle while two builds answer side by side.
    if (data.program !== told.program) renew ||= Date.now() + 5000 + Math.random() * 10000;
    else renew = 0;
    turn();
  }

  function tick() {
    const at = now();
    say(clock, times.format(at));
    say(day, weekdays.format(at));
    say(date, dates.format(at));
    const away = failures > 3 || gone;
    board.classList.toggle('is-away', away);
    if (gone) say(stand, told.gone);
    else if (away) say(stand, `${told.away} ${whole.format(heard)} (${age(at - heard)})`);
    else say(stand, `${told.stand} ${seconds.format(heard)}`);
    // No picture is burned into the screen: everything moves by some pixels each minute.
    const minute = Math.floor(at / 60000);
    const move = `translate(${(minute % 3) * 4 - 4}px, ${(Math.floor(minute / 3) % 3) * 4 - 4}px)`;
    if (board.style.transform !== move) board.style.transform = move;
    turn();
    if (renew && Date.now() > renew && failures === 0) location.reload();
  }

  function age(passed) {
    const minutes = Math.max(1, Math.round(passed / 60000));
    if (minutes < 60) return ago.format(-minutes, 'minute');
    if (minutes < 48 * 60) return ago.format(-Math.round(minutes / 60), 'hour');
    return ago.format(-Math.round(minutes / 1440), 'day');
  }

  function answered(headers) {
    heard = Date.parse(headers.get('Board-Time'));
    skew = heard - Date.now();
    failures = 0;
    gone = false;
  }

  async function ask() {
    const headers = tag ? { 'If-None-Match': tag } : {};
    const answer = await fetch(told.source, { cache: 'no-store', headers, signal: AbortSignal.timeout(6000) });
    if (answer.headers.get('Board-Kept')) {
      // The worker's memory: good for a screen that has just been turned on, and no sign of life.
      failures += 1;
      if (panels.length > 0) return answer.body?.cancel();
      skew = Number(answer.headers.get('Board-Skew'));
      heard = Date.parse(answer.headers.get('Board-Time'));
      failures = 4;
      return take(await answer.json());
    }
    if (answer.status === 304) return answered(answer.headers);
    if (!answer.ok) {
      gone = answer.status === 404;
      failures += 1;
      return answer.body?.cancel();
    }
    const data = await answer.json();
    answered(answer.headers);
    tag = answer.headers.get('ETag');
    return take(data);
  }

  async function poll() {
    try {
      await ask();
    } catch {
      failures += 1;
    }
    tick();
    setTimeout(poll, failures > 10 ? 3000 : 1000);
  }

  // The worker keeps what a screen needs to come back without a network.
  function keep() {
    const worker = navigator.serviceWorker.controller;
    worker?.postMessage({ keep: [location.href, new URL(told.source, location.href).href] });
  }

  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.addEventListener('controllerchange', keep);
    navigator.serviceWorker.register('/board/sw.js', { scope: '/board/' }).then(keep, () => {});
  }
  setInterval(tick, 1000);
  poll();
})();
