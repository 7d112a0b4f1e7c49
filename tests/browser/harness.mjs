// What every browser test needs: the built page behind a web server, a browser, and a record of
// everything that the page said and fetched.
//
// Not a test itself, and it knows nothing of programmes or answers. It serves dist/ as it is, from
// a sub-path, because that is how a prefecture's web server has it.

import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import axeCore from 'axe-core';
import { chromium } from 'playwright-core';

const HERE = dirname(fileURLToPath(import.meta.url));
export const DIST = join(HERE, '..', '..', 'dist');
const SCREENSHOTS = join(HERE, 'screenshots');

/** The sub-path that the page is served from. */
export const BASE = '/pref/kaigo/';

/** How long anything may take, in milliseconds. Only a failure ever waits so long: no test judges how quick something is. */
const DEADLINE = 60_000;

/** What waits longer, in milliseconds, waits for what somebody may do or not: the loader's last part, a link that fails. */
const LONG = 3_000;

/** For `addInitScript`: what the page has put off with `setTimeout` is in `globalThis.putOff`, with how long it waits. */
function countTimers() {
  const { setTimeout: wait, clearTimeout: stop } = globalThis;
  const putOff = new Map();
  globalThis.putOff = putOff;
  globalThis.setTimeout = (run, time = 0, ...given) => {
    const id = wait(() => {
      putOff.delete(id);
      run(...given);
    }, time);
    putOff.set(id, time);
    return id;
  };
  globalThis.clearTimeout = (id) => {
    putOff.delete(id);
    stop(id);
  };
}

const KINDS = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Serves a folder below BASE on a free port of this machine; every address that is asked for comes into `received`. */
export async function serve(folder, received = []) {
  const server = createServer(async (request, response) => {
    received.push(request.url);
    const { pathname } = new URL(request.url, 'http://localhost');
    const inside = decodeURIComponent(pathname);
    const name = normalize(`${inside.slice(BASE.length)}${inside.endsWith('/') ? 'index.html' : ''}`);
    const path = join(folder, name);
    const isFile = await stat(path).then((found) => found.isFile(), () => false);
    if (!inside.startsWith(BASE) || name.startsWith('..') || !isFile) {
      response.writeHead(404).end();
      return;
    }
    const type = KINDS[extname(path)] ?? 'application/octet-stream';
    // Another site may read the loader, as the guide for publishing says.
    const headers = { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' };
    response.writeHead(200, { 'Content-Type': type, ...headers });
    createReadStream(path).pipe(response);
  });
  await listen(server);
  return server;
}

/** Has a server listen on a free port of this machine. */
export const listen = (server) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

/** Stops a server, whoever is still connected. */
export async function stop(server) {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/**
 * Starts a server and a browser. Close the result in an `after` hook.
 *
 *   const browser = await start();
 *   const visit = await browser.open('#11-saitama');   // a page that is ready to be used
 *   await visit.page.getByRole(…)
 *   assert.deepEqual(visit.problems, []);
 *
 * `windows`: for what hangs on where a frame lies on the screen, which Chromium without windows cannot say.
 */
export async function start({ folder = DIST, args = [], windows = false } = {}) {
  await stat(join(folder, 'index.html')).catch(() => {
    throw new Error('dist/ has no page; run `cargo xtask build` first.');
  });
  /** What really came in at the server, whatever the browser says of it. */
  const received = [];
  const server = await serve(folder, received);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium
    .launch({
      executablePath: (!windows && process.env.CHROMIUM_SHELL) || process.env.CHROMIUM || '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', ...args],
    })
    .catch((error) => {
      // An open server would keep the test process alive for ever.
      server.close();
      throw error;
    });

  /**
   * A page in a context of its own (no storage shared with others), not yet gone anywhere.
   * `options` are Playwright's for a context: viewport, colorScheme, javaScriptEnabled, …
   */
  async function visit(options = {}) {
    const context = await browser.newContext({ locale: 'ja-JP', ...options });
    context.setDefaultTimeout(DEADLINE);
    await context.addInitScript(countTimers);
    const page = await context.newPage();
    /** Everything that a tidy page does not do: console errors, exceptions, refusals by the CSP. */
    const problems = [];
    /** Every address that was requested, in order. */
    const requests = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        problems.push(`console ${message.type()}: ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
    page.on('requestfailed', (request) => {
      // What was still on its way when the page was left is no problem of the page.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
        problems.push(`failed: ${request.url()} (${request.failure()?.errorText})`);
      }
    });
    context.on('request', (request) => requests.push(request.url()));
    return { context, page, problems, requests, close: () => context.close() };
  }

  /** A page that is ready to be used, at `hash` (with its `#`) if one is given; `prepare(page)` runs before it goes there. */
  async function open(hash = '', { prepare = () => {}, ...options } = {}) {
    const opened = await visit(options);
    await prepare(opened.page);
    await opened.page.goto(`${origin}${BASE}${hash}`);
    await ready(opened.page).catch((error) => {
      const seen = opened.problems.join('\n') || 'nothing in the console';
      throw new Error(`The page did not become ready: ${error.message}\n${seen}`);
    });
    return opened;
  }

  async function close() {
    await browser.close();
    await stop(server);
  }

  return { address: `${origin}${BASE}`, browser, origin, received, visit, open, close };
}

/** Waits until the page says that it can be used. */
export async function ready(page) {
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
}

/** For `addInitScript`: what the loader fetches by itself a little later does not come. */
export const nothingByItself = () => {
  globalThis.requestIdleCallback = () => {};
  const wait = globalThis.setTimeout;
  globalThis.setTimeout = (run, time, ...given) => (time === 3000 ? 0 : wait(run, time, ...given));
};

/** Waits until the page says that nothing more will be fetched. */
export async function loaded(page) {
  await ready(page);
  // The rest is loaded at the first thing that somebody does.
  await page.evaluate(() => dispatchEvent(new Event('pointerdown')));
  await page.waitForSelector('html[data-loaded]', { state: 'attached' });
}

/** All that axe says of the page as it stands. `options` are axe's own (rules, runOnly). */
export async function audit(page, options = {}) {
  // Through the debugger, where the page's content security policy has no say.
  await page.evaluate(`${axeCore.source}; undefined`);
  return page.evaluate(
    (given) => globalThis.axe.run(document, { resultTypes: ['violations', 'incomplete'], ...given }),
    options,
  );
}

/** Violations, one line a finding. */
export const said = (violations) =>
  violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));

/** What axe finds wrong with the page as it stands: one line a finding, empty if nothing. */
export const axe = async (page, options) => said((await audit(page, options)).violations);

/** By how much the page can be moved sideways, in pixels. */
export const sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Nothing is wrong with the page as it stands: axe, nothing sideways. Keeps a picture under the name. */
export async function look(page, name) {
  assert.deepEqual(await axe(page), [], name);
  assert.equal(await sideways(page), 0, name);
  await shot(page, name);
}

/** Every control in a part of the page is large enough for a finger; of a tick or a radio the label counts. */
export async function fingers(page, within) {
  const small = await page.locator(within).evaluate((place) =>
    [...place.querySelectorAll('button, a, select, input, textarea')]
      .map((control) => (['radio', 'checkbox'].includes(control.type) ? control.closest('label') : control))
      .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 44)
      .map((control) => control.outerHTML.slice(0, 90)),
  );
  assert.deepEqual(small, []);
}

/** Waits until the page has done what it does a moment later: it gives the focus on, and takes it from who is not waiting. */
export const calm = (page) => page.evaluate(() => new Promise((done) => setTimeout(() => setTimeout(done))));

/** What a page is asked to say later; a page that never does is a failure, not an end of everything. */
export async function inTime(work, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not in time: ${what}`)), DEADLINE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Waits until the browser has drawn the page as it stands. */
export const frames = (page) =>
  inTime(page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))), 'two frames are drawn');

/**
 * Waits until a page or a frame that is in sight has done all that it put off for less than so many milliseconds, and that
 * has been drawn: what has not happened then does not happen. Not beside Playwright's clock, which has timers of its own.
 */
export async function quiet(page, below = LONG) {
  const isDone = (least) => [...globalThis.putOff.values()].every((time) => time >= least);
  do {
    await frames(page);
    await page.waitForFunction(isDone, below, { polling: 20 });
    await frames(page);
  } while (!(await page.evaluate(isDone, below)));
}

/**
 * Asks the browser's debugger for something that no page and no driver offers. What a debugger can do changes from version to
 * version: a test that needs what is gone fails, and says so.
 */
export async function debug(session, method, given) {
  return session.send(method, given).catch((error) => {
    throw new Error(`${method}: this browser's debugger does not do it any more (${error.message}); the test needs another way.`);
  });
}

/**
 * From now on the page's own `print()` is counted in `globalThis.printed` and opens nothing: what a browser does with its
 * dialog, and what is possible while that is open, changes from version to version. Paper is made with `page.pdf()`.
 */
export const countPrints = (page) =>
  page.evaluate(() => {
    globalThis.printed = 0;
    globalThis.print = () => {
      globalThis.printed += 1;
    };
  });

/** Waits until something holds; `what` says what it is, or is asked for it. */
export async function until(holds, what) {
  const deadline = Date.now() + DEADLINE;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `not in time: ${typeof what === 'function' ? what() : what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until something says what is expected. */
export async function says(locator, expected) {
  let text = '';
  const isSaid = async () => {
    const first = locator.first();
    // Lines of the quote that are out of sight are not rendered: they have no inner text.
    const words = (await locator.count()) ? (await first.innerText()) || (await first.textContent()) : '';
    text = words.replace(/\s+/g, ' ').trim();
    return expected instanceof RegExp ? expected.test(text) : text === expected;
  };
  await until(isSaid, () => `${expected}; it says: ${text}`);
  return text;
}

/** Keeps a picture of the whole page as tests/browser/screenshots/NAME.png (not committed), if SCREENSHOTS is set. */
export async function shot(page, name) {
  if (!process.env.SCREENSHOTS) {
    return;
  }
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
