// The page for web editors: the snippet follows the choice, and can be copied. Without this the form asks for the page again.
'use strict';
(() => {
  const form = document.querySelector('[data-editors]');
  if (!form) return;
  const said = document.querySelector('[data-said]');
  const field = (name) => form.elements[name];

  // What does not belong to the choice is out of the way, and out of the address.
  const fit = () => {
    const offers = field('what').value === 'offers';
    if (offers && field('how').value === 'picture') field('how').value = 'element';
    const here = [field('what').value, `${field('what').value}-${field('how').value}`];
    for (const part of form.querySelectorAll('[data-for]')) {
      const shown = part.dataset.for.split(' ').some((name) => here.includes(name));
      part.hidden = !shown;
      for (const input of part.querySelectorAll('input, select')) input.disabled = !shown;
    }
  };

  const button = document.querySelector('[data-copy]');
  const label = button.querySelector('.kern-label');
  label.dataset.words = label.textContent;
  const part = (name) => document.querySelector(`[data-follows="${name}"]`);

  let newest = 0;
  let following = Promise.resolve();
  let here = location.pathname + location.search;
  const follow = async () => {
    const own = ++newest;
    const address = `${form.getAttribute('action')}?${new URLSearchParams(new FormData(form))}`;
    // A field that is left says once more what it had said.
    if (address === here) return;
    try {
      const answer = await fetch(address);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const parts = page.querySelectorAll('[data-follows]');
      // Somebody may have chosen again meanwhile.
      if (own !== newest || !answer.ok || !parts.length) return;
      for (const fresh of parts) part(fresh.dataset.follows).replaceWith(document.importNode(fresh, true));
      here = address;
      history.replaceState(null, '', address);
      said.textContent = '';
      label.textContent = label.dataset.words;
    } catch {
      // Nothing came: the button asks for the whole page.
      form.querySelector('[data-submit]').hidden = false;
    }
  };

  const copy = async () => {
    // Who chooses and copies at once means what was chosen.
    await following;
    let done = true;
    try {
      await navigator.clipboard.writeText(part('snippet').textContent);
    } catch {
      done = false;
      getSelection().selectAllChildren(part('snippet'));
    }
    said.textContent = '';
    requestAnimationFrame(() => { said.textContent = done ? said.dataset.copied : said.dataset.failed; });
    if (done) label.textContent = said.dataset.copied;
  };

  // Frames say how high they are, to this page as to any other.
  addEventListener('message', (event) => {
    const frame = document.querySelector('[data-follows="preview"] iframe');
    if (frame && event.source === frame.contentWindow && event.data?.type === 'rathaus:height') frame.height = event.data.height;
  });

  form.addEventListener('change', () => { fit(); following = follow(); });
  button.addEventListener('click', copy);
  button.hidden = false;
  form.querySelector('[data-submit]').hidden = true;
  fit();
})();
