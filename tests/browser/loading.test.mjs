// What the page loads one by one, each of it failing once: it is said in a sentence, and trying again works. And once
// everything is loaded, the page needs no network any more.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addLine, answer, figure, type } from './form.mjs';
import { go, link, saved } from './exchange.mjs';
import { DIST, loaded, nothingByItself, shot, start } from './harness.mjs';
import { IDS } from '../programmes.mjs';

const SAITAMA = 'saitama-ict-r5';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

/** Has the server append what leaves a file of wasm as valid as it was: a section without a name, for nobody. */
const appendingSection = async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from([0, 1, 0])]) });
};

/** The ways in which a request fails. */
const FAILURES = {
  'the network fails': (route) => route.abort(),
  'the server fails': (route) => route.fulfill({ status: 500 }),
  'the file is gone': (route) => route.fulfill({ status: 404 }),
  'something else comes': (route) => route.fulfill({ status: 200, body: 'x' }),
  'something is appended': appendingSection,
};

const ANSWERS = /\/parts\/answers-[0-9a-f]{16}\.wasm$/;
const SHARED = /\/parts\/answers-later-[0-9a-f]{16}\.wasm$/;
const LATER = /\/parts\/later-[0-9a-f]{16}\.wasm$/;
const STYLE = /\/parts\/later-[0-9a-f]{16}\.css$/;

/** What the page fetches after the app, as the end of its address, and an address that needs it at once. */
const PARTS = [
  ['a pack', new RegExp(`/packs/${SAITAMA}-`), '', 'answers'],
  ['a pack, on a later screen', new RegExp(`/packs/${SAITAMA}-`), '/check', 'check'],
  ['a whole pack', new RegExp(`/whole/${SAITAMA}-`), '/check', 'check'],
  ['the whole pack of another programme', /\/whole\/gunma-/, '/check', 'check'],
  ['the part with the answers', ANSWERS, '', 'answers'],
  ['what the answers share with the later screens', SHARED, '', 'answers'],
  ['what the later screens share with the answers', SHARED, '/check', 'check'],
  ['the part with the later screens', LATER, '/check', 'check'],
  ['the style of the later screens', STYLE, '/check', 'check'],
];

test('these are all the files of parts that there are', async () => {
  const files = (await readdir(join(DIST, 'parts'))).filter((name) => !/\.(br|gz)$/.test(name));
  for (const part of [ANSWERS, SHARED, LATER, STYLE]) {
    assert.equal(files.filter((name) => part.test(`/parts/${name}`)).length, 1, `${part}`);
  }
  assert.equal(files.length, 4, files.join(' '));
});

const REFUSED = '読み込めませんでした。通信の状態を確かめてください。入力した内容はそのままです。';

/** Lets the requests for a part fail while `failing` says so. */
async function without(page, part, fail) {
  const state = { failing: true };
  await page.route(part, (route) => (state.failing ? fail(route) : route.continue()));
  return state;
}

/** Says that it failed and offers to try again; then does so. */
async function again(page, state, screen) {
  const alert = page.locator('[data-screen="waiting"] [role="alert"]');
  await alert.waitFor();
  assert.equal(await alert.innerText(), `${REFUSED}もう一度読み込む`);
  // Not yet: it fails once more.
  await page.getByRole('button', { name: 'もう一度読み込む' }).click();
  await alert.waitFor();
  state.failing = false;
  await page.getByRole('button', { name: 'もう一度読み込む' }).focus();
  await page.keyboard.press('Enter');
  await page.locator(`[data-screen="${screen}"]:not([hidden]) h1`).waitFor();
  await page.waitForFunction(() => document.activeElement.matches('h1'));
}

for (const [how, fail] of Object.entries(FAILURES)) {
  for (const [name, part, address, screen] of PARTS) {
    test(`${name}: ${how}, it is said, and trying again works`, async () => {
      const { page, requests, close } = await browser.visit();
      const state = await without(page, part, fail);
      await page.goto(`${browser.address}#${SAITAMA}${address}`);
      await again(page, state, screen);
      assert.ok(requests.filter((one) => part.test(one)).length >= 3, 'it was asked for each time');
      await loaded(page);
      if (screen === 'check') {
        const width = await page.locator('[data-screen="check"]').evaluate((place) => getComputedStyle(place).maxWidth);
        assert.notEqual(width, 'none', 'it has its style');
      }
      await close();
    });
  }
}

/** Has the server append a comment, which leaves a script what it was, and something that shows whether it ran. */
const appending = async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: `${await response.text()}\n/* appended */ globalThis.ran = true;` });
};

const TAMPERED = {
  'the main script': [/\/kaigo-hojo-web-[^/]*\.js/, ''],
  'the main script, in a frame': [/\/kaigo-hojo-web-[^/]*\.js/, 'embed/'],
};

for (const [name, [part, path]] of Object.entries(TAMPERED)) {
  // Old browsers know no preload of modules; then nothing but the element looks at the digest.
  for (const old of [false, true]) {
    test(`${name} with something appended does not run, and that is said${old ? '; without preloads' : ''}`, async () => {
      const { page, close } = await browser.visit();
      await page.route(part, appending);
      if (old) {
        await page.route(new RegExp(`${browser.address}${path}(#.*)?$`), async (route) => {
          const response = await route.fetch();
          const html = (await response.text()).replace('rel="modulepreload"', 'rel="unknown"');
          await route.fulfill({ response, body: html });
        });
      }
      await page.goto(`${browser.address}${path}#${path ? 'programme=' : ''}${SAITAMA}`);
      await page.getByRole('alert').waitFor();
      assert.match(await page.getByRole('alert').innerText(), /試算の部分を読み込めませんでした/);
      assert.equal(await page.getByText('読み込んでいます…').count(), 0);
      assert.equal(await page.evaluate(() => globalThis.ran), undefined);
      assert.equal(await page.locator('html[data-ready]').count(), 0);
      await close();
    });
  }
}

test('the pack of another programme fails: nothing is said until somebody goes there, and trying again works', async () => {
  const { page, close } = await browser.visit();
  const state = await without(page, /\/packs\/gunma-/, FAILURES['the network fails']);
  const failed = page.waitForEvent('requestfailed', (request) => /\/packs\/gunma-/.test(request.url()));
  await page.goto(`${browser.address}#${SAITAMA}`);
  await answer(page, 'staff-fte', '18');
  await failed;
  await page.waitForFunction(() => document.querySelector('.summary .figure')?.textContent === '0円 〜 1,600,000円');
  await go(page, 'check');
  assert.equal(await page.getByRole('alert').count(), 0);
  await page.evaluate(() => {
    location.hash = 'gunma-caretech-r8';
  });
  await again(page, state, 'answers');
  await page.evaluate((id) => {
    location.hash = id;
  }, SAITAMA);
  await page.locator('[name="staff-fte"]').waitFor();
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '18');
  await loaded(page);
  await close();
});

test('the part with the answers fails in spare time: nothing is said until somebody needs it, and trying again works', async () => {
  const { page, close } = await browser.visit();
  const state = await without(page, ANSWERS, FAILURES['something is appended']);
  const came = page.waitForEvent('response', (response) => ANSWERS.test(response.url()));
  await page.goto(browser.address);
  await came;
  assert.equal(await page.getByRole('alert').count(), 0);
  await page.locator(`a[href="#${SAITAMA}"]`).click();
  await again(page, state, 'answers');
  await answer(page, 'staff-fte', '18');
  await page.waitForFunction(() => document.querySelector('.summary .figure')?.textContent === '0円 〜 1,600,000円');
  await loaded(page);
  await close();
});

test('a loader with something appended does not run; after half a minute that is said', async () => {
  const { page, close } = await browser.visit();
  await page.route(/\/boot-[^/]*\.js/, appending);
  await page.goto(`${browser.address}#${SAITAMA}`);
  assert.equal(await page.getByRole('alert').count(), 0);
  // The time of animations goes on at once.
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  assert.match(await page.getByRole('alert').innerText(), /試算の部分を読み込めませんでした/);
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  await close();
});

test('what is entered while the later part fails is there when it has come', async () => {
  const { page, close } = await browser.visit();
  const state = await without(page, LATER, FAILURES['the network fails']);
  await page.goto(`${browser.address}#${SAITAMA}`);
  await answer(page, 'staff-fte', '18');
  await page.waitForFunction(() => document.querySelector('.summary .figure')?.textContent === '0円 〜 1,600,000円');
  assert.equal(await page.getByRole('alert').count(), 0, 'nobody needs it yet');
  await page.locator('.to-result a').click();
  await page.locator('[data-screen="waiting"] [role="alert"]').waitFor();
  await shot(page, 'loading-failed');
  // The answers go on without it.
  await page.goBack();
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '18');
  await answer(page, 'in-prefecture', true);
  await page.goForward();
  await again(page, state, 'result');
  assert.match(await page.locator('.headline').innerText(), /1,600,000円/);
  await close();
});

test('without the network, what is not loaded is said; the rest goes on, and comes with the network', async () => {
  const { context, page, close } = await browser.visit();
  await page.addInitScript(nothingByItself);
  await page.goto(`${browser.address}#${SAITAMA}`);
  await page.locator('[data-screen="answers"] h1').waitFor();
  await context.setOffline(true);
  // The first thing that somebody does fetches the rest; later, while the network is there again, nothing does by itself.
  await page.evaluate(() => dispatchEvent(new Event('pointerdown')));
  await answer(page, 'staff-fte', '18');
  await page.waitForFunction(() => document.querySelector('.summary .figure')?.textContent === '0円 〜 1,600,000円');
  const alert = page.locator('[data-screen="waiting"] [role="alert"]');
  for (const address of ['gunma-caretech-r8', `${SAITAMA}/result`, 'drafts', 's=v1.AAAA']) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, address);
    await alert.waitFor();
    assert.match(await page.locator('[data-screen="waiting"] h1').innerText(), /\S/);
    await page.goBack();
    await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  }
  assert.equal(await page.locator('html[data-loaded]').count(), 0);
  await context.setOffline(false);
  await page.locator('.to-result a').click();
  await alert.waitFor();
  await page.getByRole('button', { name: 'もう一度読み込む' }).click();
  await page.locator('[data-screen="result"] h1').waitFor();
  await close();
});

test('once everything is loaded, everything works without the network', async () => {
  const { context, page, problems, close } = await browser.open();
  await loaded(page);
  await context.setOffline(true);
  // What is done below is done in the last one.
  for (const programme of [...IDS.filter((id) => id !== SAITAMA), SAITAMA]) {
    await page.evaluate(() => {
      location.hash = '';
    });
    await page.locator(`a[href="#${programme}"]`).click();
    await page.locator('[data-screen="answers"] h1').waitFor();
    for (const screen of ['result', 'check', 'staff', 'quote', 'share', 'import', 'print']) {
      await go(page, screen);
    }
    await go(page, '');
  }
  await answer(page, 'staff-fte', '18');
  await page.locator('input[name="quote-tax"][value="excluded"]').check();
  await type(page, `${await addLine(page, 'care-software')}-price`, '30万');
  // The share of the cost is 1/2 until more is known, at most 3/4 of it.
  await page.waitForFunction(() => /225,000円/.test(document.querySelector('.summary .figure')?.textContent));
  assert.match(await figure(page).innerText(), /225,000円$/);
  await go(page, 'share');
  assert.match(await link(page), /#s=v1z\./);
  const { bytes } = await saved(page, 'ファイルに保存する');
  assert.equal(JSON.parse(bytes.toString('utf8')).application.items[0].unitPriceYen, 300_000);
  assert.deepEqual(problems, []);
  await close();
});
