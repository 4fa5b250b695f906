// Refreshes a page that changes by itself: by server-sent events where the host streams, else from time to time.
// A hidden tab waits until somebody looks at it, and nothing is replaced while somebody types or selects.
(() => {
  'use strict';
  const main = document.getElementById('main');
  const fresh = document.getElementById('fresh');
  if (!main || !main.dataset.live || !window.htmx) return;
  const POLL = 10000;
  const SLOW = 30000; // times that pass are shown, too
  let late = false;

  const busy = () => {
    const at = document.activeElement;
    return at && main.contains(at) && at.matches('input, textarea, select') || !getSelection().isCollapsed;
  };

  const say = text => { fresh.textContent = text; };

  const refresh = () => {
    if (document.hidden || busy()) {
      late = true;
      if (!document.hidden) say('There is something new.');
      return;
    }
    late = false;
    htmx.ajax('GET', main.dataset.self, {source: main, target: main, select: '#main', swap: 'outerMorph'})
      .then(() => {}, () => say('Not connected; trying again.'));
  };

  // One tab of a browser hears of changes and tells the others: a browser opens only six connections to a host.
  const listen = () => {
    const tabs = new BroadcastChannel('nightshift-console');
    const told = text => {
      if (text === 'change') refresh();
      else say(text);
    };
    const tell = text => { told(text); tabs.postMessage(text); };
    tabs.onmessage = message => told(message.data);
    navigator.locks.request('nightshift-console', () => new Promise(() => {
      const source = new EventSource('/console/live');
      source.addEventListener('change', () => tell('change'));
      source.onopen = () => tell('Live.');
      source.onerror = () => tell('Not connected; trying again.');
    }));
    say('Live.');
    setInterval(refresh, SLOW);
  };

  if (main.dataset.live === 'events' && navigator.locks) listen();
  else setInterval(refresh, POLL);
  document.addEventListener('visibilitychange', () => { if (!document.hidden && late) refresh(); });
  document.addEventListener('focusout', () => { if (late) setTimeout(refresh, 0); });
  if (!main.querySelector('table, .empty')) setTimeout(refresh, 3000);
})();
