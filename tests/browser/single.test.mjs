// The single file, opened from a disk with the network off: everything that the page can do, and not one request.

import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { CASES, application, choose as chooseFile, entered, go, link, saved } from './exchange.mjs';
import { answer, choose, figure, fill, toResult, yen } from './form.mjs';
import { axe, loaded, ready, shot, start } from './harness.mjs';

const FILE = new URL('../../dist-single/kaigo-hojo.html', import.meta.url);
const AMOUNTS = { S7: 1_161_000, K5: 712_000, G16: 1_348_000 };

let browser;
before(async () => {
  const { size } = await stat(FILE).catch(() => {
    throw new Error('There is no single file; run `cargo xtask build --single-file` first.');
  });
  console.log(`dist-single/kaigo-hojo.html: ${size.toLocaleString('en')} bytes`);
  browser = await start();
});
after(() => browser?.close());

/** The file, opened without a network; `requests` holds what it asked for beside itself. */
async function open(hash = '', { denied = false } = {}) {
  const opened = await browser.visit({ offline: true });
  if (denied) {
    await opened.page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(globalThis, name, {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      }
    });
  }
  await opened.page.goto(`${FILE}${hash}`);
  await ready(opened.page);
  await loaded(opened.page);
  return { ...opened, asked: () => opened.requests.filter((address) => !address.startsWith('blob:')).slice(1) };
}

async function shows(locator, text) {
  await locator.first().waitFor();
  await locator.page().waitForFunction(([element, expected]) => element.textContent === expected, [
    await locator.first().elementHandle(),
    text,
  ]);
}

for (const [programme, id] of CASES) {
  test(`${programme}: a case from the start to its result, checked, saved and shared`, async () => {
    const { page, problems, requests, asked, close } = await open();
    assert.equal(requests[0], FILE.href);
    await choose(page, programme);
    await fill(page, await application(programme, id));
    await shows(figure(page), yen(AMOUNTS[id]));
    await toResult(page);
    await shows(page.locator('.headline .figure'), yen(AMOUNTS[id]));
    await shot(page, `single-${programme}`);
    await go(page, 'check');
    assert.ok((await page.locator('[data-requirement]').count()) >= 2);
    await go(page, 'share');
    const { bytes } = await saved(page, 'ファイルに保存する');
    const address = await link(page);
    assert.ok(address.startsWith(`${FILE.href}#s=`), address);
    assert.match(await page.locator('[data-screen="share"]').innerText(), /このページはファイルとして開かれています/);
    const draft = await entered(page);
    assert.deepEqual(JSON.parse(bytes.toString('utf8')), draft);
    assert.deepEqual(asked(), []);
    assert.deepEqual(problems, []);
    await close();

    const shared = await open(address.slice(address.indexOf('#')));
    await shared.page.getByRole('button', { name: 'この内容を開く' }).click();
    await shows(figure(shared.page), yen(AMOUNTS[id]));
    await go(shared.page, 'share');
    await chooseFile(shared.page, 'open-file', 'case.json', bytes);
    await shared.page.getByRole('button', { name: '置き換えて開く' }).click();
    await shows(figure(shared.page), yen(AMOUNTS[id]));
    assert.deepEqual(shared.asked(), []);
    assert.deepEqual(shared.problems, []);
    await shared.close();
  });
}

test('where storage is denied, it works and says what does not', async () => {
  const { page, problems, asked, close } = await open('#saitama-ict-r5', { denied: true });
  await answer(page, 'staff-fte', '18');
  await shows(figure(page), '0円 〜 1,600,000円');
  await page.evaluate(() => {
    location.hash = 'drafts';
  });
  await page.locator('#keep').click();
  await page.getByText('端末に保存できません').first().waitFor();
  assert.deepEqual(asked(), []);
  assert.deepEqual(problems, []);
  await close();
});

test('its policy allows what is in the file and no connection', async () => {
  const { page, problems, asked, close } = await open();
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  assert.match(policy, /default-src 'none'; script-src 'sha256-[\w+/]{43}=' 'wasm-unsafe-eval'; style-src 'sha256-[\w+/]{43}=';/);
  assert.match(policy, /connect-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|blob:|https?:|\*|'self'/);
  assert.deepEqual(await axe(page), []);
  assert.equal(await page.locator('footer a[href*="privacy"]:visible').count(), 0, 'the page lies beside the app, not in the file');
  assert.deepEqual(problems, []);
  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "inline"';
    document.head.append(script);
    await fetch('data:text/plain,x').catch(() => {});
  });
  assert.notEqual(await page.title(), 'inline');
  assert.equal(problems.filter((problem) => /Content Security Policy/.test(problem)).length >= 2, true, problems.join('\n'));
  assert.deepEqual(asked().filter((address) => !address.startsWith('data:')), []);
  await close();
});

test('nothing that the page names in its text is an address to fetch', async () => {
  const html = await readFile(FILE, 'utf8');
  assert.doesNotMatch(html, /<script[^>]*\ssrc=|<link[^>]*\shref="(?!data:)|<img/);
});
