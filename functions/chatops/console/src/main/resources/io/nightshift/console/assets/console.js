// Refreshes a page that changes by itself: by server-sent events where the host streams, else from time to time.
// Nothing happens in a hidden tab, so that many tabs do not use up the browser's connections.
(() => {
  'use strict';
  const main = document.getElementById('main');
  const fresh = document.getElementById('fresh');
  if (!main || !main.dataset.live || !window.htmx) return;
  const POLL = 10000;
  const SLOW = 30000; // times that pass are shown, too
  let source = null;
  let timer = 0;
  let late = false;

  const busy = () => {
    const at = document.activeElement;
    return at && main.contains(at) && at.matches('input, textarea, select') || !getSelection().isCollapsed;
  };

  const say = text => { fresh.textContent = text; };

  const refresh = () => {
    if (busy()) {
      late = true;
      say('There is something new.');
      return;
    }
    late = false;
    htmx.ajax('GET', main.dataset.self, {source: main, target: main, select: '#main', swap: 'outerMorph'})
      .then(() => say(''), () => say('Not connected; trying again.'));
  };

  const start = () => {
    if (main.dataset.live === 'events') {
      source = new EventSource('/console/live');
      source.addEventListener('change', refresh);
      source.onopen = () => say('Live.');
      source.onerror = () => say('Not connected; trying again.');
      timer = setInterval(refresh, SLOW);
    } else {
      timer = setInterval(refresh, POLL);
    }
  };

  const stop = () => {
    if (source) source.close();
    source = null;
    clearInterval(timer);
  };

  document.addEventListener('visibilitychange', () => {
    stop();
    if (!document.hidden) {
      refresh();
      start();
    }
  });
  document.addEventListener('focusout', () => { if (late) setTimeout(refresh, 0); });
  addEventListener('pagehide', stop);
  if (!document.hidden) start();
})();
