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

  const copy = async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(document.querySelector('[data-result] code').textContent);
    } catch {
      done = false;
      getSelection().selectAllChildren(document.querySelector('[data-result] code'));
    }
    said.textContent = '';
    requestAnimationFrame(() => { said.textContent = done ? said.dataset.copied : said.dataset.failed; });
    const label = document.querySelector('[data-copy] .kern-label');
    label.dataset.words ??= label.textContent;
    if (done) label.textContent = said.dataset.copied;
  };

  const ready = () => {
    const button = document.querySelector('[data-copy]');
    button.hidden = false;
    button.querySelector('button').addEventListener('click', copy);
  };

  let newest = 0;
  const follow = async () => {
    const own = ++newest;
    const address = `${form.getAttribute('action')}?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(address);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const result = page.querySelector('[data-result]');
      // Somebody may have chosen again meanwhile.
      if (own !== newest || !answer.ok || !result) return;
      document.querySelector('[data-result]').replaceWith(document.importNode(result, true));
      history.replaceState(null, '', address);
      said.textContent = '';
      ready();
    } catch {
      // Nothing came: the button asks for the whole page.
      form.querySelector('[data-submit]').hidden = false;
    }
  };

  // Frames say how high they are, to this page as to any other.
  addEventListener('message', (event) => {
    const frame = document.querySelector('[data-result] iframe');
    if (frame && event.source === frame.contentWindow && event.data?.type === 'rathaus:height') frame.height = event.data.height;
  });

  form.addEventListener('change', () => { fit(); follow(); });
  form.querySelector('[data-submit]').hidden = true;
  fit();
  ready();
})();
