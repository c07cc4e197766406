// Brings the numbers of a frame up to date while somebody can see it, and tells the page around it how high it is.
// The frame is complete without this file. Keeps nothing, asks this server alone.
(() => {
  "use strict";
  const { body } = document;
  const find = (name) => document.querySelector(`[data-${name}]`);
  const put = (name, text) => {
    const element = find(name);
    if (element && element.textContent !== String(text)) element.textContent = text;
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

  const show = (now, mark) => {
    // Another state has other words: the server knows them all.
    if (now.state !== state) return location.reload();
    const here = now.zones.find((one) => one.id === zone);
    put("free", here ? here.free : now.free);
    put("first", now.free);
    put("detail", now.texts.detail);
    put("stand", (now.lang === "de" ? "Stand % Uhr" : "As of %").replace("%", now.stand));
    if (plan && tag && mark !== tag) {
      plan.src = `${drawn}&v=${encodeURIComponent(mark.replace(/\W/g, ""))}`;
      plan.alt = plan.alt.replace(/\d+/, now.free);
    }
    tag = mark;
    every = now.poll_seconds || every;
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
      const answer = await fetch(live || location.href, { cache: "no-cache", credentials: "omit" });
      if (!answer.ok) throw new Error(String(answer.status));
      if (!live) return location.reload();
      show(await answer.json(), answer.headers.get("etag") || "");
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
