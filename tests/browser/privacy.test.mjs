// Privacy, by proof: everything that the page can do is done, while the browser itself is watched at every place where
// something could leave it. Then again without a network. And what is delivered has no word for sending.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { application, choose, filled, go, link, saved, to } from './exchange.mjs';
import { addLine, answer, type } from './form.mjs';
import { DIST, countPrints, debug, loaded, quiet, ready, start, until } from './harness.mjs';
import { opened, pack } from './packs.mjs';
import { IDS } from '../programmes.mjs';

const GUNMA = 'gunma-caretech-r8';
const PASTED = '品名,単価,数量\n見守りセンサー,231000,8\nなにか,1000,2\n';

let browser;
/** Every name that is looked up leads here, whoever looks it up; how often somebody came. */
let caught = 0;
const trap = createServer((socket) => {
  caught += 1;
  socket.destroy();
});
before(async () => {
  await new Promise((resolve) => {
    trap.listen(0, '127.0.0.1', resolve);
  });
  // What this browser asks its maker by itself (updates, sign-in, help with forms) is none of the page's doing.
  const own = ['*.googleapis.com', '*.google.com', '*.gvt1.com'].map((name) => `MAP ${name} ~NOTFOUND`);
  const rules = [...own, `MAP * 127.0.0.1:${trap.address().port}`, 'EXCLUDE 127.0.0.1'];
  browser = await start({ args: [`--host-resolver-rules=${rules.join(', ')}`] });
});
after(async () => {
  await browser?.close();
  trap.close();
});

/**
 * Put into a page before any script of its own: every function that can send, fetch, open, listen or store is watched.
 * What is used is put down; nothing is held back.
 */
function wires() {
  const used = [];
  Object.defineProperty(globalThis, 'used', { value: used });
  const note = (name) => used.push({ name, late: document.documentElement?.hasAttribute('data-loaded') ?? false });
  const watch = (owner, key, name) => {
    const own = owner?.[key];
    if (typeof own === 'function') {
      owner[key] = new Proxy(own, {
        apply: (call, self, given) => (note(name), Reflect.apply(call, self, given)),
        construct: (make, given, target) => (note(name), Reflect.construct(make, given, target)),
      });
    }
  };
  for (const key of ['fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource', 'RTCPeerConnection', 'Worker', 'SharedWorker', 'BroadcastChannel', 'open', 'fetchLater']) {
    watch(globalThis, key, key);
  }
  watch(Navigator.prototype, 'sendBeacon', 'sendBeacon');
  watch(Navigator.prototype, 'registerProtocolHandler', 'registerProtocolHandler');
  watch(Navigator.prototype, 'share', 'share');
  watch(globalThis.ServiceWorkerContainer?.prototype, 'register', 'serviceWorker');
  watch(HTMLFormElement.prototype, 'submit', 'form');
  watch(HTMLFormElement.prototype, 'requestSubmit', 'form');
  watch(IDBFactory.prototype, 'open', 'indexedDB');
  watch(globalThis.CacheStorage?.prototype, 'open', 'caches');
  watch(globalThis.CookieStore?.prototype, 'set', 'cookie');
  watch(Storage.prototype, 'setItem', 'setItem');
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  Object.defineProperty(Document.prototype, 'cookie', {
    ...cookie,
    set(value) {
      note('cookie');
      cookie.set.call(this, value);
    },
  });
}

/**
 * What the browser itself sends, whoever asked for it, as its debugger sees it. What its debugger might not tell (a page that is
 * fetched before it is asked for), the server does, `browser.received`, or the trap.
 */
async function listen(context, page) {
  const session = await context.newCDPSession(page);
  const sent = [];
  await debug(session, 'Network.enable');
  session.on('Network.requestWillBeSent', ({ request, type }) => sent.push(`${type} ${request.url}`));
  session.on('Network.webSocketCreated', ({ url }) => sent.push(`WebSocket ${url}`));
  session.on('Network.webTransportCreated', ({ url }) => sent.push(`WebTransport ${url}`));
  session.on('Network.directTCPSocketCreated', () => sent.push('socket'));
  return () => sent.filter((one) => !/ (blob:|data:)/.test(one));
}

/** Everything that a person can do. The page is loaded, Gunma's draft is entered. */
async function everything(page) {
  // The answers and the lines.
  await answer(page, 'careplan-csv', false);
  await answer(page, 'careplan-csv', true);
  await page.locator('#add-line').click();
  await page.locator('#kinds-search').fill('ソフト');
  await page.keyboard.press('Escape');
  const line = await addLine(page, 'monitoring');
  await type(page, `${line}-name`, '社外秘の名前');
  await type(page, `${line}-price`, '十万');
  await type(page, `${line}-price`, '100000');
  for (const act of ['monthly', 'copy', 'up', 'down', 'delete']) {
    await page.locator(`#${line}-${act}`).click();
  }
  await page.locator('#undo button').click();
  await page.locator(`#${line}-more > summary`).click();
  await page.locator(`#${line} .line-state > summary`).click();
  await page.locator('.summary a').first().hover();
  // The result and all that opens in it.
  await go(page, 'result');
  for (const summary of await page.locator('[data-screen="result"] summary').all()) {
    await summary.click();
  }
  // The self-check, the dates and their file, the figures on the form, the quote.
  await go(page, 'check');
  await page.locator('input[id^="paper-"]').first().check();
  await type(page, 'date-decision', '令和8年8月1日');
  await type(page, 'date-completion', '令和9年1月10日');
  await type(page, 'written-amount', '1348000');
  await saved(page, 'カレンダーに入れる（.ics）');
  await go(page, 'quote');
  await type(page, 'quote-total', '2000000');
  await type(page, 'quote-discount', '10000');
  await page.getByRole('button', { name: 'この割り振りを明細に入れる' }).click();
  await page.getByRole('button', { name: '元に戻す' }).click();
  // The hours of the staff.
  await go(page, 'staff');
  await type(page, 'staff-full-time', '40');
  await type(page, 'staff-1-people', '12');
  await type(page, 'staff-1-hours', '20');
  // Lines read in.
  await go(page, 'import');
  await page.locator('#paste').fill(PASTED);
  await page.locator('input[name="import-tax"][value="excluded"]').check();
  await page.locator('[data-screen="import"] select[id^="kind-"]').first().selectOption({ index: 1 });
  await page.locator('[data-screen="import"] .buttons .main').click();
  await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  // Files out and in, the link, its code, the clipboard.
  await go(page, 'share');
  const file = await saved(page, 'ファイルに保存する');
  await saved(page, '明細をCSVに保存する');
  await choose(page, 'open-file', 'draft.json', file.bytes);
  await page.locator('.asking .main').click();
  await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  await go(page, 'share');
  await page.locator('#share-names').check();
  await page.getByText(/明細の名称 \d+件/).waitFor();
  await page.locator('.made-link .qr svg').waitFor();
  await page.getByRole('button', { name: 'リンクをコピーする' }).click();
  await page.getByText(/^コピー(しました|できませんでした)/).waitFor();
  const address = await link(page);
  await to(page, new URL(address).hash);
  await page.locator('[data-screen="shared"] .buttons .main').click();
  await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  // Paper.
  await go(page, 'print');
  await countPrints(page);
  await page.getByRole('button', { name: '印刷する' }).click();
  assert.equal(await page.evaluate(() => globalThis.printed), 1);
  await page.pdf();
  // A pack that is not published.
  const unpublished = await opened(page, await pack());
  for (const screen of ['', '/rules', '/print', '/result']) {
    await to(page, unpublished + screen);
    await page.locator(`[data-screen="${screen.slice(1) || 'answers'}"]:not([hidden]) h1`).waitFor();
  }
  await page.getByText('検証用の事例として保存する').click();
  await saved(page, 'この結果を検証用の事例として保存');
  // To every other programme, to nowhere, and back.
  for (const hash of ['', ...IDS.filter((id) => id !== GUNMA).flatMap((id) => [id, `${id}/result`]), 'nowhere', 's1.broken', GUNMA]) {
    await to(page, hash);
    await quiet(page, 50);
  }
  await page.goBack();
  await page.goForward();
  await page.locator('#clear').click();
  await page.getByRole('button', { name: 'やめる' }).click();
}

/** The drafts, once the person has asked for them to be kept. */
async function drafts(page) {
  await to(page, 'drafts');
  await page.locator('#keep').check();
  await page.waitForFunction(() => localStorage.length > 0);
  for (const words of ['複製', '削除']) {
    await page.locator('#drafts button', { hasText: words }).first().click();
  }
  await page.locator('#undo button').click();
  await type(page, await page.locator('#drafts input').first().getAttribute('id'), '事業所の名前');
  await page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('事業所の名前')));
}

/** What the page keeps anywhere. */
const kept = (page, context) =>
  page
    .evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      cookie: document.cookie,
    }))
    .then(async (found) => ({ ...found, cookies: (await context.cookies()).length }));

const NOTHING = { local: 0, session: 0, databases: 0, caches: 0, workers: 0, cookie: '', cookies: 0 };

const used = (page) => page.evaluate(() => globalThis.used);

/** Nothing in the page can make the browser fetch, send or embed anything. */
const ways = (page) =>
  page.evaluate(() => {
    const barred = 'form, iframe, object, embed, video, audio, source, track, portal, base, [ping], [src^="http"], [href^="http"], [background], [style*="url("], link[rel~="prefetch"], link[rel~="preconnect"], link[rel~="dns-prefetch"], link[rel~="prerender"], script[type="speculationrules"], meta[http-equiv="refresh"]';
    return [...document.querySelectorAll(barred)].filter(({ href, src }) => !(href || src || '').startsWith(location.origin)).map((element) => element.outerHTML.slice(0, 120));
  });

test('everything is done, and nothing is sent, fetched or stored; drafts are kept once that is asked for', async () => {
  const { context, page, problems, requests, close } = await browser.visit();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.addInitScript(wires);
  const sent = await listen(context, page);
  await page.goto(`${browser.address}#${GUNMA}/share`);
  await loaded(page);
  // The wires are there: what the loader fetched before has been noticed.
  assert.ok((await used(page)).some(({ name, late }) => name === 'fetch' && !late));
  assert.ok(sent().length > 5, sent().join('\n'));
  const before = { requests: requests.length, sent: sent().length, received: browser.received.length, caught };
  await choose(page, 'open-file', 'case.json', JSON.stringify(await application(GUNMA, 'G16')));
  await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  await everything(page);
  assert.deepEqual(await ways(page), []);
  assert.deepEqual(await kept(page, context), NOTHING);
  await drafts(page);
  assert.deepEqual(await kept(page, context), { ...NOTHING, local: 1 });
  // What a page may send when it is left.
  await page.evaluate(() => {
    globalThis.dispatchEvent(new PageTransitionEvent('pagehide'));
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await quiet(page);
  const late = (await used(page)).filter((one) => one.late);
  assert.deepEqual([...new Set(late.map(({ name }) => name))], ['setItem'], 'used after the page was loaded');
  // What is on its way has come when this has: a file that nothing else asks for.
  const last = `${browser.address}manifest.json`;
  await page.evaluate((address) => fetch(address), last);
  assert.equal(caught, before.caught, 'a name was looked up');
  assert.deepEqual(browser.received.slice(before.received), [new URL(last).pathname]);
  assert.deepEqual(sent().slice(before.sent), [`Fetch ${last}`]);
  assert.deepEqual(requests.slice(before.requests).filter((address) => !address.startsWith('blob:')), [last]);
  assert.deepEqual(problems, []);
  await close();
});

test('the wires, the debugger and the server would notice', async () => {
  const { context, page, close } = await browser.visit();
  await page.addInitScript(wires);
  const sent = await listen(context, page);
  await page.goto(browser.address);
  await loaded(page);
  const before = sent().length;
  await page.evaluate(() => {
    const quiet = (run) => {
      try {
        run();
      } catch {
        // Refused by the page's policy: it is noticed all the same.
      }
    };
    quiet(() => navigator.sendBeacon('beacon'));
    quiet(() => fetch('fetch').catch(() => {}));
    quiet(() => new XMLHttpRequest().open('GET', 'x'));
    quiet(() => new WebSocket('ws://127.0.0.1:9/'));
    quiet(() => new EventSource('events'));
    quiet(() => new RTCPeerConnection());
    quiet(() => localStorage.setItem('a', 'b'));
    quiet(() => {
      document.cookie = 'a=b';
    });
    quiet(() => {
      new Image().src = 'image.png';
    });
  });
  const asked = ['beacon', 'fetch', 'events', 'image.png'];
  const isNoticed = (name) => sent().slice(before).some((one) => one.includes(name)) && browser.received.some((one) => one.includes(name));
  await until(() => asked.every(isNoticed), () => `only ${asked.filter(isNoticed)} are noticed: ${sent().slice(before)}, ${browser.received}`);
  const names = (await used(page)).filter(({ late }) => late).map(({ name }) => name);
  assert.deepEqual(names.toSorted(), ['EventSource', 'RTCPeerConnection', 'WebSocket', 'XMLHttpRequest', 'cookie', 'fetch', 'sendBeacon', 'setItem']);
  const earlier = caught;
  await page.goto('http://example.org/').catch(() => {});
  await until(() => caught > earlier, 'somebody comes into the trap');
  await close();
});

test('without a network everything goes on', async () => {
  const { context, page, problems, close } = await filled(browser, GUNMA, 'G16');
  await context.setOffline(true);
  await everything(page);
  await drafts(page);
  assert.equal(await page.evaluate(() => navigator.onLine), false);
  assert.deepEqual(problems, []);
  await close();
});

test('what is delivered has no word for sending anything', async () => {
  // Where each word may stand: the loader fetches, wasm-bindgen's starter could; drafts are kept when that is asked for.
  const starter = /\b(\w)=fetch\(\1\)|failed to fetch Wasm: [^`]*`/g;
  const barred = /\bfetch\w*\b|XMLHttpRequest|sendBeacon|WebSocket|WebTransport|EventSource|RTC\w+|importScripts|serviceWorker|indexedDB|sessionStorage|\bcookie\b|BroadcastChannel|\bWorker\b|window\.open|\.submit\(/g;
  const page = await readFile(join(DIST, 'index.html'), 'utf8');
  const files = (await readdir(DIST, { recursive: true })).filter((name) => /\.(js|wasm)$/.test(name) && page.includes(name));
  assert.equal(files.length, 6, files.join(' '));
  const found = {};
  for (const name of files) {
    const text = (await readFile(join(DIST, name), 'latin1')).replace(starter, '').replace(/^\s*\/\/.*$/gm, '');
    const words = new Set(text.match(barred) ?? []);
    const kind = name.replace(/-[0-9a-f]{16}/, '');
    if (words.size > 0) {
      found[kind] = [...words].toSorted();
    }
  }
  assert.deepEqual(Object.keys(found), ['boot.js'], JSON.stringify(found));
  assert.deepEqual(found['boot.js'].filter((word) => !/^fetch(Part)?$/.test(word)), []);
});

test('a private window keeps nothing, and says so by working as ever', async () => {
  // A context of Playwright's is what a private window is: nothing is there before, nothing afterwards.
  const first = await filled(browser, GUNMA, 'G16');
  await drafts(first.page);
  await first.close();
  const { context, page, close } = await browser.open('#drafts');
  await ready(page);
  assert.deepEqual(await kept(page, context), NOTHING);
  assert.equal(await page.locator('#drafts > li').count(), 0);
  await close();
});

test('a share link is opened without a word of it reaching the server', async () => {
  const { page: maker, close: closeMaker } = await filled(browser, GUNMA, 'G16');
  await go(maker, 'share');
  const address = await link(maker);
  await closeMaker();
  const held = new URL(address).hash.slice(1);
  assert.ok(held.length > 50, held);
  // What really comes in at a server, to the last header.
  const received = [];
  const { page, close } = await browser.visit();
  const session = await page.context().newCDPSession(page);
  await debug(session, 'Network.enable');
  session.on('Network.requestWillBeSentExtraInfo', ({ headers }) => received.push(JSON.stringify(headers)));
  page.on('request', (request) => received.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto(address);
  await page.locator('[data-screen="shared"] .buttons .main').waitFor();
  await loaded(page);
  await page.locator('[data-screen="shared"] .buttons .main').click();
  await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  assert.ok(received.length > 20, `${received.length}`);
  // A browser keeps what stands behind # to itself; and nothing tells where the page was.
  assert.deepEqual(received.filter((one) => one.split('#')[0].includes(held.slice(0, 20)) || /"referer"/i.test(one)), []);
  await close();
});

test('files are made by the person’s own act alone', async () => {
  const { page, close } = await filled(browser, GUNMA, 'G16');
  const downloads = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  await page.evaluate(() => {
    globalThis.made = 0;
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      globalThis.made += 1;
      return createObjectURL(blob);
    };
  });
  for (const screen of ['result', 'check', 'quote', 'staff', 'import', 'print', 'share']) {
    await go(page, screen);
  }
  assert.deepEqual([await page.evaluate(() => globalThis.made), downloads.length], [0, 0]);
  await saved(page, 'ファイルに保存する');
  assert.deepEqual([await page.evaluate(() => globalThis.made), downloads.length], [1, 1]);
  await close();
});
