// The shell around the app: what is there before and without the wasm, how the app starts, and
// what the page fetches. Nothing here depends on programmes or screens.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DIST, loaded, nothingByItself, ready, shot, start } from './harness.mjs';

const TITLE = '介護テクノロジー補助金 試算・自己点検';
const PRIVACY = '入力した内容は、この端末の外に送信されません。';

let browser;
before(async () => {
  browser = await start();
});
after(async () => {
  console.log(`browser: Chromium ${browser?.browser.version() ?? 'did not start'}${process.env.CHROMIUM_SHELL ? ', without windows,' : ''} in the browser tests`);
  await browser?.close();
});

test('without JavaScript the page says what it is and whom to ask', async () => {
  const { page, close } = await browser.visit({ javaScriptEnabled: false });
  await page.goto(browser.address);
  assert.equal(await page.title(), TITLE);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), TITLE);
  const text = await page.locator('body').innerText();
  assert.match(text, /JavaScript が必要です/);
  assert.match(text, /介護保険担当課/);
  assert.ok(text.includes(PRIVACY));
  await shot(page, 'shell-without-javascript');
  await close();
});

test('before the wasm is there the page says what it is and that it is loading', async () => {
  const { page, close } = await browser.visit();
  let letGo;
  const held = new Promise((resolve) => {
    letGo = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(browser.address, { waitUntil: 'commit' });
  await page.getByText('読み込んでいます…').waitFor();
  const text = await page.locator('body').innerText();
  assert.ok(text.includes(TITLE) && text.includes(PRIVACY));
  assert.ok(!text.includes('JavaScript が必要です'));
  assert.equal(await page.locator('html[data-ready]').count(), 0);
  await shot(page, 'shell-loading');
  letGo();
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await close();
});

test('the app starts under the page’s own policy, without a word in the console', async () => {
  const { page, problems, close } = await browser.open();
  assert.equal(await page.title(), TITLE);
  assert.equal(await page.locator('html').getAttribute('lang'), 'ja');
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  assert.equal(await page.locator('script:not([src])').count(), 0);
  assert.equal(await page.getByText('読み込んでいます…').count(), 0);
  assert.deepEqual(problems, []);
  await close();
});

test('the policy is in force: inline scripts and other origins are refused', async () => {
  const { page, problems, requests, close } = await browser.open();
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "inline"';
    document.head.append(script);
    return fetch('https://example.org/').catch(() => {});
  });
  assert.equal(await page.title(), TITLE);
  assert.ok(problems.some((problem) => /inline script/.test(problem)), problems.join('\n'));
  assert.ok(problems.some((problem) => /example\.org/.test(problem)), problems.join('\n'));
  assert.deepEqual(requests.filter((address) => !address.startsWith(browser.address)), []);
  await close();
});

test('the first load is what `cargo xtask size` weighs, each file once, from one origin', async () => {
  const { page, requests, close } = await browser.visit();
  // What is left for idle times does not come.
  await page.addInitScript(nothingByItself);
  await page.goto(`${browser.address}#saitama-ict-r5`);
  await ready(page);
  const html = await readFile(join(DIST, 'index.html'), 'utf8');
  const files = await readdir(DIST, { recursive: true });
  const names = requests.map((address) => {
    assert.ok(address.startsWith(browser.address), `${address} is outside of the page's folder`);
    return address.slice(browser.address.length);
  });
  const packs = names.filter((name) => name.startsWith('packs/'));
  const others = names.filter((name) => name !== '' && !name.startsWith('packs/'));
  assert.equal(packs.length, 1, packs.join(' '));
  assert.ok(html.includes(`"./${packs[0]}"`), packs[0]);
  for (const name of others) {
    assert.ok(html.includes(`"./${name}"`), `index.html does not name ${name}`);
    assert.ok(files.includes(name), name);
  }
  const parts = [...html.matchAll(/<meta name="part" content="([^"]+)" data-href="\.\/([^"]+)"/g)];
  const needed = parts.filter(([, by]) => by.split(' ').includes('answers')).map(([, , name]) => name);
  assert.ok(needed.length > 0 && needed.length < parts.length);
  assert.deepEqual(names.filter((name) => name.startsWith('parts/')).toSorted(), needed.toSorted());
  assert.deepEqual(names, [...new Set(names)], 'something was fetched twice');
  await close();
});

test('everything else comes by itself a little later, each file once, and that is all there is', async () => {
  const { page, requests, problems, close } = await browser.open();
  await page.locator('html[data-loaded]').waitFor({ state: 'attached' });
  const names = requests.map((address) => address.slice(browser.address.length));
  assert.deepEqual(names, [...new Set(names)], 'something was fetched twice');
  for (const folder of ['packs', 'whole', 'parts']) {
    const fetched = names.filter((name) => name.startsWith(`${folder}/`)).map((name) => name.slice(folder.length + 1));
    const files = (await readdir(join(DIST, folder))).filter((name) => !/\.(br|gz)$/.test(name));
    assert.deepEqual(fetched.toSorted(), files.toSorted());
  }
  assert.deepEqual(problems, []);
  await close();
});

test('without requestIdleCallback (Safari) the rest comes too', async () => {
  const { page, problems, close } = await browser.visit();
  await page.addInitScript(() => {
    delete globalThis.requestIdleCallback;
  });
  await page.goto(browser.address);
  await loaded(page);
  assert.deepEqual(problems, []);
  await close();
});

test('a failed start is said in words', async () => {
  const { page, close } = await browser.visit();
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(browser.address);
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /読み込めませんでした/);
  assert.equal(await page.getByText('読み込んでいます…').count(), 0);
  await shot(page, 'shell-not-loaded');
  await close();
});

test('wasm that was tampered with does not run', async () => {
  const { page, close } = await browser.visit();
  await page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    // A custom section with an empty name: still valid wasm, but not what was built.
    await route.fulfill({ response, body: Buffer.concat([body, Buffer.from([0, 1, 0])]) });
  });
  await page.goto(browser.address);
  await page.getByRole('alert').waitFor();
  assert.equal(await page.locator('html[data-ready]').count(), 0);
  await close();
});
