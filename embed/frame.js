// Keeps a frame, which is complete without this, up to date while it is seen, and tells the page around how high it is.
(() => {
  "use strict";
  const { body } = document;
  const find = (name) => document.querySelector(`[data-${name}]`);
  const put = (name, text) => {
    const element = find(name);
    if (element) element.textContent = text;
  };

  // How high it is.
  let told = 0;
  const tell = () => {
    const main = document.querySelector("main");
    const height = main ? Math.ceil(main.getBoundingClientRect().bottom + scrollY) : 0;
    if (height && height !== told && parent !== window) {
      told = height;
      parent.postMessage({ type: "rathaus:height", height }, "*");
    }
  };
  addEventListener("load", tell);
  if (window.ResizeObserver) new ResizeObserver(tell).observe(body);

  const { live, zone, state, again } = body.dataset;
  let timer, due, tag, every = Number(again) || 30, failed = 0;
  const plan = find("plan"), away = find("away"), drawn = plan && plan.src;

  const get = async (address) => {
    const answer = await fetch(address, { cache: "no-cache", credentials: "omit" });
    if (!answer.ok) throw new Error(answer.status);
    return answer;
  };

  const show = async (now, mark) => {
    // Another state has other words: the server knows them all.
    if (now.state !== state) return location.reload();
    const here = now.zones.find((one) => one.id === zone);
    put("free", here ? here.free : now.free);
    put("detail", now.texts.detail);
    put("stand", (now.lang === "de" ? "Stand % Uhr" : "As of %").replace("%", now.stand));
    every = now.poll_seconds || every;
    const fresh = tag && mark !== tag, days = find("days");
    if (fresh && plan) {
      plan.src = `${drawn}&v=${encodeURIComponent(mark.replace(/\W/g, ""))}`;
      plan.alt = plan.alt.replace(/\d+/, now.free);
    }
    // The days are drawn by the server.
    if (fresh && days) {
      const page = new DOMParser().parseFromString(await (await get(location)).text(), "text/html");
      const row = page.querySelector("[data-days]");
      if (row) days.replaceWith(row);
    }
    tag = mark;
  };

  const wait = () => {
    const pause = 1000 * every * Math.min(1 + failed, 10);
    due = Date.now() + pause;
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };

  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await get(live || location);
      if (!live) return location.reload();
      await show(await answer.json(), answer.headers.get("etag") || "");
      failed = 0;
      if (away) away.hidden = true;
    } catch {
      failed += 1;
      // One answer may get lost; of two, people should know that the number is no longer new.
      if (away && failed > 1 && away.hidden) {
        away.textContent = away.dataset.away;
        away.hidden = false;
      }
    }
    wait();
  };
  if (live || again) {
    document.addEventListener("visibilitychange", () => !document.hidden && Date.now() >= due && ask());
    wait();
  }
})();
