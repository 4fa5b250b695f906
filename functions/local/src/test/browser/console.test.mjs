// The console in a real browser: sign in, answer, hostile text, a second origin, accessibility, size and speed.
// NIGHTSHIFT_TEST_CLASSPATH is the class path of functions/local with its tests.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createServer as listen } from 'node:net';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { startProvider } from './provider.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = process.env.NIGHTSHIFT_PICTURES; // where the screenshots of the documentation go; empty for none
const RUNS = 10_000;

let browser, provider, scene, base;
const faults = [];

async function freePort() {
  const server = listen().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}

function startScene(...args) {
  const java = process.env.NIGHTSHIFT_TEST_JAVA ?? 'java';
  const child = spawn(java, ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', process.env.NIGHTSHIFT_TEST_CLASSPATH,
    'io.nightshift.local.console.ConsoleScene', ...args.map(String)], {stdio: ['pipe', 'pipe', 'ignore']});
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  return {
    ready: async () => assert.match((await lines.next()).value ?? 'it ended', /^ready/),
    goOn: async span => { child.stdin.write(span + '\n'); assert.match((await lines.next()).value, /^now/); },
    stop: () => child.kill(),
  };
}

before(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  provider = await startProvider(base);
  scene = startScene(port, RUNS, provider.issuer);
  await scene.ready();
  browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
});

after(async () => {
  await browser?.close();
  scene?.stop();
  provider?.stop();
});

function watch(page) {
  page.on('console', message => { if (message.type() === 'error') faults.push(message.text()); });
  page.on('pageerror', error => faults.push(error.message));
  page.on('dialog', dialog => { faults.push('a dialog: ' + dialog.message()); dialog.dismiss(); });
}

async function signIn(name, path = '/console', options = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', event => window.violations.push(event.violatedDirective));
  });
  const page = await context.newPage();
  await page.goto(base + path);
  await page.fill('input[name=login]', name);
  await page.fill('input[name=password]', 'any');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]'); // consent
  await page.waitForURL(base + '/**');
  watch(page);
  return page;
}

async function clean(page) {
  assert.deepEqual(await page.evaluate(() => window.violations ?? []), [], 'CSP reports on ' + page.url());
  assert.deepEqual(faults, [], 'console errors on ' + page.url());
}

async function accessible(page) {
  // axe runs in the world of the test, so that the page's own policy stays strict.
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {frameId: frameTree.frame.id});
  await session.send('Runtime.evaluate', {expression: AXE, contextId: executionContextId});
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document).then(all => JSON.stringify(all.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target + ' ' + node.failureSummary).join(' | '))))`,
    awaitPromise: true, returnByValue: true, contextId: executionContextId});
  assert.deepEqual(JSON.parse(result.value), [], 'axe on ' + page.url());
}

async function picture(page, name) {
  if (!PICTURES) return;
  mkdirSync(PICTURES, {recursive: true});
  await page.screenshot({path: `${PICTURES}/console-${name}.png`});
}

async function questionOf(page, database) {
  await page.goto(base + '/console');
  const row = page.locator('tr', {hasText: `fail database ${database} over`}).first();
  return row.locator('a[href$="/answer"]').getAttribute('href');
}

test('the wanted page survives the sign-in, and every page is clean', async () => {
  const page = await signIn('alice', '/console/guardrails?x=1');
  assert.equal(page.url(), base + '/console/guardrails?x=1');
  const pages = ['/console', '/console/runs', '/console/promotions', '/console/rules', '/console/observed', '/console/guardrails', '/console/policy', '/console/audit',
    '/console/search?q=web', '/console/nothing', '/console/switch?what=pause&scope=all'];
  const run = await (async () => { await page.goto(base + '/console/runs?rule=web-unhealthy'); return page.locator('td a.code').first().getAttribute('href'); })();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({colorScheme});
    for (const path of [...pages, run, await questionOf(page, 'ledger-db')]) {
      const expected = path === '/console/nothing' ? 404 : 200;
      const response = await page.goto(base + path);
      assert.equal(response.status(), expected, path);
      if (expected === 404) faults.length = 0; // the browser names the 404 itself
      await accessible(page);
      await clean(page);
    }
  }
  await page.context().close();
});

const cutTables = page => page.evaluate(() => [...document.querySelectorAll('.scroll')]
  .filter(table => table.scrollWidth > table.clientWidth + 1).map(table => table.querySelector('caption')?.textContent));

test('no page is wider than a phone, and no table is cut off on a screen or on paper', async () => {
  const page = await signIn('alice', '/console', {viewport: {width: 360, height: 740}});
  const question = await questionOf(page, 'ledger-db');
  const paths = ['/console/runs', '/console/observed', '/console/promotions', '/console/rules', '/console/guardrails', '/console/policy',
    '/console/audit', question.replace('/answer', ''), question, '/console'];
  for (const path of paths) {
    await page.goto(base + path);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, path);
  }
  await picture(page, 'phone');
  for (const [width, media] of [[1280, 'screen'], [794, 'print']]) {
    await page.setViewportSize({width, height: 1000});
    await page.emulateMedia({media});
    for (const path of paths) {
      await page.goto(base + path);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, path + ' on ' + media);
      assert.deepEqual(await cutTables(page), [], path + ' on ' + media);
    }
  }
  await page.context().close();
});

test('the first page is small and fast with 10,000 runs', async () => {
  const page = await signIn('alice');
  await page.context().close();
  const fresh = await signIn('alice');
  const session = await fresh.context().newCDPSession(fresh);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', {cacheDisabled: true});
  let bytes = 0;
  session.on('Network.loadingFinished', event => { bytes += event.encodedDataLength; });
  for (const path of ['/console', '/console/runs']) {
    bytes = 0;
    await fresh.goto(base + path, {waitUntil: 'load'});
    const paint = await fresh.evaluate(() => new Promise(resolve => new PerformanceObserver(list => {
      const first = list.getEntriesByName('first-contentful-paint')[0];
      if (first) resolve(first.startTime);
    }).observe({type: 'paint', buffered: true})));
    console.log(`${path}: ${(bytes / 1024).toFixed(1)} KB transferred, first paint after ${paint.toFixed(0)} ms, ${RUNS} more runs in the ledger`);
    assert.ok(bytes < 60 * 1024, `${bytes} bytes`);
    assert.ok(paint < 1000, `${paint} ms`);
  }
  await picture(fresh, 'runs');
  await fresh.context().close();
});

test('hostile names stay text', async () => {
  const page = await signIn('alice', '/console/runs?rule=everything-else');
  await page.locator('td', {hasText: '<img src=x onerror=alert(1)>'}).first().waitFor();
  await page.locator('td a.code').first().click();
  await page.waitForURL(/remediation-/);
  assert.equal(await page.locator('main img, main script').count(), 0);
  await clean(page);
  await page.context().close();
});

test('a refresh keeps what is typed and where the focus is, and eight tabs work', async () => {
  const page = await signIn('alice', '/console');
  await page.locator('#fresh', {hasText: 'Live.'}).waitFor();
  const tabs = [];
  for (let i = 0; i < 7; i++) {
    const tab = await page.context().newPage();
    watch(tab);
    await tab.goto(base + '/console');
    tabs.push(tab);
  }
  await page.bringToFront();
  const link = page.locator('.figures a').first();
  await link.focus();
  const before_ = await page.locator('#lead').textContent();
  await scene.goOn('PT6M'); // the run with the hostile name goes on, and the freeze does not end yet
  await page.waitForFunction(text => document.querySelector('#lead').textContent !== text, before_);
  assert.equal(await link.evaluate(element => element === document.activeElement), true);
  await page.goto(base + '/console/runs');
  await page.fill('input[name=rule]', 'half typed');
  await scene.goOn('PT1M');
  assert.equal(await page.inputValue('input[name=rule]'), 'half typed');
  for (const tab of tabs) await tab.close();
  await clean(page);
  await picture(page, 'now');
  await page.context().close();
});

test('two people approve by the keyboard, and everybody sees who', async () => {
  const alice = await signIn('alice');
  const bob = await signIn('bob');
  await picture(alice, 'now');
  const question = await questionOf(alice, 'ledger-db');
  await alice.goto(base + question);
  await bob.goto(base + question);
  await picture(alice, 'question');
  const approve = alice.getByRole('button', {name: /^Approve: fail database ledger-db/});
  await approve.focus();
  await alice.keyboard.press('Enter');
  await alice.waitForURL(/done=/);
  await alice.locator('.said', {hasText: 'alice approves (1 of 2)'}).waitFor();
  await alice.goto(base + question);
  await alice.goto(base + '/console/audit');
  await bob.getByRole('button', {name: /^Approve: fail database ledger-db/}).click();
  await bob.waitForURL(/done=/);
  await bob.locator('.said', {hasText: 'approved by'}).waitFor();
  await scene.goOn('PT10M');
  await bob.goto(base + question.replace('/answer', ''));
  await bob.locator('.said', {hasText: 'did: fail database ledger-db over'}).waitFor();
  await picture(bob, 'run');
  await clean(alice);
  await clean(bob);
  await alice.context().close();
  await bob.context().close();
});

test('a rejected plan and an expired question do nothing', async () => {
  const alice = await signIn('alice');
  const question = await questionOf(alice, 'orders-db');
  await alice.goto(base + question);
  await alice.fill('input[name=reason]', 'not <b>tonight</b>');
  await alice.getByRole('button', {name: 'Reject'}).click();
  await alice.waitForURL(/done=/);
  await alice.locator('.said', {hasText: 'alice says no: not <b>tonight</b>'}).waitFor();
  const late = (await alice.goto(base + '/console/runs?rule=stock-database'), await alice.locator('td a.code').first().getAttribute('href'));
  await scene.goOn('PT40M');
  const gone = await alice.goto(base + late + '/answer');
  assert.equal(gone.status(), 410);
  faults.length = 0; // the browser names the 410 itself
  await alice.goto(base + late);
  assert.equal(await alice.locator('.said', {hasText: 'did: fail'}).count(), 0);
  await clean(alice);
  await alice.context().close();
});

test('a viewer changes nothing, an operator pauses, a stranger is refused', async () => {
  const vera = await signIn('vera', '/console/guardrails');
  assert.equal(await vera.getByText('Pause everything').count(), 0);
  assert.equal((await vera.goto(base + '/console/switch?what=pause&scope=all')).status(), 403);
  faults.length = 0;
  await vera.context().close();
  const olga = await signIn('olga', '/console/guardrails');
  await olga.getByRole('link', {name: 'Pause everything'}).click();
  await olga.fill('input[name=reason]', 'maintenance');
  await olga.getByRole('button', {name: 'Pause everything'}).click();
  await olga.getByText('all is paused; resume ends it.').waitFor();
  await picture(olga, 'guardrails');
  await olga.goto(base + '/console/audit');
  await olga.locator('td', {hasText: 'pause (console)'}).waitFor();
  await olga.goto(base + '/console/switch?what=resume&scope=all');
  await olga.getByRole('button', {name: 'Resume everything'}).click();
  await olga.getByText('all is resumed.').waitFor();
  await olga.getByRole('button', {name: 'Sign out'}).click();
  await olga.goto(base + '/console');
  assert.ok(!olga.url().startsWith(base + '/console'), 'signed out');
  await olga.context().close();
  const mallory = await signIn('mallory');
  assert.match(await mallory.textContent('body'), /does not know you/);
  await mallory.context().close();
});

test('a page of a second origin changes nothing', async () => {
  const alice = await signIn('alice');
  const other = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(
    `<form method=post action="${base}/console/switch"><input name=scope value=all><input name=what value=pause></form>
     <form method=post action="${base}/signals" enctype=text/plain><input name='{"a' value='":1}'></form>`)).listen(0, '127.0.0.1');
  await new Promise(resolve => other.once('listening', resolve));
  for (const form of [0, 1]) {
    await alice.goto(`http://127.0.0.1:${other.address().port}/`);
    const [response] = await Promise.all([alice.waitForNavigation(), alice.evaluate(index => document.forms[index].submit(), form)]);
    assert.ok([303, 401, 403].includes(response.status()) || !response.url().startsWith(base + '/console/switch'), response.status());
  }
  other.close();
  faults.length = 0;
  await alice.goto(base + '/console/guardrails');
  assert.equal(await alice.locator('td', {hasText: /^all$/}).count(), 0);
  await alice.context().close();
});
