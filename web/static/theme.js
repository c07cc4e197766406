// Runs before the first paint so that no page flashes in the wrong colours. The choice is the one
// thing this app keeps in the browser; without one the system's preference counts.
(() => {
  const root = document.documentElement;
  let choice = null;
  try { choice = localStorage.getItem("theme"); } catch { /* storage is switched off: follow the system */ }
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => { root.dataset.kernTheme = choice ?? (system.matches ? "dark" : "light"); };
  apply();
  system.addEventListener("change", () => {
    try { choice = localStorage.getItem("theme"); } catch { choice = null; }
    apply();
  });
})();
