// A browser that lacks something, and the page beside the app: each says what works and what to do.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { application } from './exchange.mjs';
import { answer, fill, toResult, yen } from './form.mjs';
import { axe, loaded, ready, shot, start } from './harness.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

test('without WebAssembly the page says which browsers work, and whom to ask', async () => {
  const { page, close } = await browser.visit();
  await page.addInitScript(() => {
    delete globalThis.WebAssembly;
  });
  await page.goto(`${browser.address}#saitama-ict-r5`);
  const said = page.getByRole('alert');
  await said.waitFor();
  assert.match(await said.innerText(), /読み込めませんでした[\s\S]*Chrome・Edge・Firefox・Safari の新しい版[\s\S]*介護保険担当課/);
  assert.equal(await page.getByText('読み込んでいます…').count(), 0);
  assert.match(await page.locator('body').innerText(), /この端末の外に送信されません/);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'without-wasm');
  await close();
});

test('with every kind of storage refused, an application goes from the start to its amount', async () => {
  const { page, problems, close } = await browser.visit();
  await page.addInitScript(() => {
    for (const key of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(globalThis, key, {
        get() {
          throw new DOMException('refused', 'SecurityError');
        },
      });
    }
    Object.defineProperty(Document.prototype, 'cookie', {
      get() {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  });
  await page.goto(`${browser.address}#saitama-ict-r5`);
  await ready(page);
  await loaded(page);
  await fill(page, await application('saitama-ict-r5', 'S7'));
  await toResult(page);
  assert.equal(await page.locator('.headline .figure').innerText(), yen(1_161_000));
  await page.locator('.site-drafts a').click();
  await page.locator('#keep').click();
  await page.getByText('このブラウザーでは、端末に保存できません。').waitFor();
  assert.deepEqual(problems, []);
  await close();
});

test('without WebAssembly the frame says the same to the visitor of a shop', async () => {
  const { page, close } = await browser.visit({ viewport: { width: 360, height: 720 } });
  await page.addInitScript(() => {
    delete globalThis.WebAssembly;
  });
  await page.goto(`${browser.address}embed/#programme=saitama-ict-r5`);
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /読み込めませんでした[\s\S]*新しい版[\s\S]*介護保険担当課/);
  assert.equal(await page.getByText('読み込んでいます…').count(), 0);
  await close();
});

test('with JavaScript off every page of the site says what it cannot do, or is whole', async () => {
  const { page, close } = await browser.visit({ javaScriptEnabled: false });
  for (const [path, says] of [
    ['#saitama-ict-r5/result', /JavaScript が必要です[\s\S]*有効にして[\s\S]*介護保険担当課/],
    ['embed/', /JavaScript が必要です[\s\S]*有効にして[\s\S]*介護保険担当課/],
    ['integrate/', /JavaScript が必要です[\s\S]*有効にして/],
    ['privacy/index.html', /この端末の外に送信されません/],
    ['licences/index.html', /MIT OR Apache-2\.0/],
  ]) {
    await page.goto(`${browser.address}${path}`);
    assert.match(await page.locator('main').innerText(), says, path);
    // What only a program ends is not begun.
    assert.equal(await page.getByText('読み込んでいます…').isVisible().catch(() => false), false, path);
  }
  await close();
});

test('in a private window a kept draft is there until the window is closed, and that is said', async () => {
  // A context of Playwright's is what a private window is: nothing is there before, nothing afterwards.
  const { context, page, close } = await browser.open('#saitama-ict-r5');
  await loaded(page);
  await answer(page, 'staff-fte', '18');
  await page.locator('.site-drafts a').click();
  await page.getByText(/プライベートウィンドウ[\s\S]*ウィンドウを閉じると消えます/).waitFor();
  await page.locator('#keep').check();
  await page.waitForFunction(() => localStorage.length > 0);
  const again = await context.newPage();
  await again.goto(`${browser.address}#drafts`);
  await again.locator('#drafts > li').waitFor();
  await close();
  const other = await browser.open('#drafts');
  await loaded(other.page);
  assert.equal(await other.page.locator('#drafts > li').count(), 0);
  await other.close();
});

test('入力した情報の取り扱い is a page beside the app, without a script, reached from the foot of every screen', async () => {
  const { context, page, problems, close } = await browser.open('#saitama-ict-r5');
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    page.locator('footer.site').getByRole('link', { name: /入力した情報の取り扱い/ }).click(),
  ]);
  await opened.waitForLoadState();
  assert.equal(new URL(opened.url()).pathname, '/pref/kaigo/privacy/index.html');
  assert.equal(await opened.locator('h1').innerText(), '入力した情報の取り扱い');
  assert.equal(await opened.locator('script').count(), 0);
  // The style sheet of the app is in force.
  assert.equal(await opened.evaluate(() => getComputedStyle(document.body).margin), '0px');
  for (const [width, colorScheme] of [[1280, 'light'], [320, 'dark']]) {
    await opened.setViewportSize({ width, height: 640 });
    await opened.emulateMedia({ colorScheme });
    assert.deepEqual(await axe(opened), []);
    assert.equal(await opened.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  }
  await shot(opened, 'privacy');
  // What was being entered is still there.
  assert.equal(await page.locator('[data-screen="answers"] h1').isVisible(), true);
  assert.deepEqual(problems, []);
  await close();
});
