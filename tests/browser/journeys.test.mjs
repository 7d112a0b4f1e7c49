// Whole journeys with the keyboard alone, in every programme: from the start to a result, the self-check, a file, paper and
// a draft that is kept. At each stop the focus is seen and covered by nothing; after each action it is somewhere. And what a
// screen reader is told: amounts when they settle, mistakes as a list with a way to each.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { CASES, filled, go } from './exchange.mjs';
import { addLine, answer, figure, found, yen } from './form.mjs';
import { countPrints, loaded, quiet, start, until } from './harness.mjs';
import { enter, focus, here, onto, press } from './keyboard.mjs';

const NARROW = { viewport: { width: 360, height: 640 } };
const WIDE = { viewport: { width: 1280, height: 800 } };

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

const screen = (page, name) => page.locator(`[data-screen="${name}"]:not([hidden]) h1`).waitFor();

/** Goes to a screen by a link, from wherever the focus is; then its heading has it. */
async function follow(page, link, name) {
  await onto(page, link);
  await page.keyboard.press('Enter');
  await screen(page, name);
  await page.waitForFunction(() => document.activeElement.matches('h1'));
}

// ---- Whole journeys ----

const WINDOWS = [NARROW, WIDE, { viewport: { width: 360, height: 480 } }];

for (const [at, [programme, id]] of CASES.entries()) {
  const { viewport } = WINDOWS[at];
  test(`${programme}, ${viewport.width} × ${viewport.height}: every screen with the keyboard alone`, async () => {
    const { application, expect } = await found(programme, id);
    const { page, problems, close } = await browser.open('', { viewport });
    await loaded(page);
    await countPrints(page);
    // The first stop leads past the head of the page.
    await page.keyboard.press('Tab');
    assert.equal((await here(page, ['.skip'])).reached, true);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.matches('main'));
    await follow(page, `a[href="#${programme}"]`, 'answers');
    await enter(page, application);
    await page.keyboard.press('Enter');
    await screen(page, 'result');
    await page.waitForFunction(() => document.activeElement.matches('h1'));
    assert.equal(await page.locator('.headline .figure').textContent(), yen(expect.amountYen));
    // Every sum on the way to the foot is opened.
    await onto(page, '#clear', undefined, async ({ kind }) => {
      if (kind === 'summary') {
        await press(page, 'Enter');
      }
    });
    assert.equal(await page.locator('[data-screen="result"] details:not([open])').count(), 0);
    await follow(page, 'nav.screens a[href$="/check"]', 'check');
    await onto(page, 'input[id^="paper-"]');
    assert.equal((await press(page, 'Space')).checked, true);
    await onto(page, '#date-decision');
    await page.keyboard.type('R8.8.1');
    await onto(page, '#clear');
    await follow(page, 'nav.screens a[href$="/share"]', 'share');
    await onto(page, 'button', 'ファイルに保存する');
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Enter')]);
    const draft = JSON.parse(await readFile(await download.path(), 'utf8'));
    assert.deepEqual(draft.application.answers, application.answers);
    assert.deepEqual(draft.application.items.map(({ kind }) => kind), application.items.map(({ kind }) => kind));
    await onto(page, '#clear');
    await follow(page, 'nav.screens a[href$="/print"]', 'print');
    await onto(page, 'button', '印刷する');
    await press(page, 'Enter');
    assert.equal(await page.evaluate(() => globalThis.printed), 1);
    await follow(page, 'a[href="#drafts"]', 'drafts');
    await onto(page, '#keep');
    await press(page, 'Space');
    await page.waitForFunction(() => localStorage.length === 1);
    await onto(page, '.site-name a');
    assert.deepEqual(problems, []);
    await close();
  });
}

// ---- The focus is never lost ----

for (const [name, options] of Object.entries({ narrow: NARROW, wide: WIDE })) {
  test(`${name}: after everything that can be done to the lines the focus is where one goes on`, async () => {
    const { page, close } = await browser.open('#gunma-caretech-r8', options);
    const does = async (id, key, then) => {
      await focus(page, `#${id}`);
      const now = await press(page, key);
      assert.equal(now.id, then, `${key} on ${id}`);
      return now;
    };
    // A press at once after a press belongs to it, unless there was another key in between.
    const goOn = async (key) => {
      await page.keyboard.press('Shift');
      return press(page, key);
    };
    const choose = async (id, kind, then) => {
      await focus(page, `#${id}`);
      await press(page, 'Enter');
      await onto(page, `[data-kind="${kind}"]`);
      assert.equal((await press(page, 'Enter')).id, then);
    };
    // The list of kinds: closed with Escape and with its button.
    await does('add-line', 'Enter', 'kinds-search');
    assert.equal((await press(page, 'Escape')).id, 'add-line');
    await does('add-line', 'Enter', 'kinds-search');
    await onto(page, 'dialog button', '閉じる');
    assert.equal((await press(page, 'Enter')).id, 'add-line');
    await choose('add-line', 'monitoring', 'l1-price');
    await choose('l1-kind', 'incidental', 'l1-kind');
    await does('l1-copy', 'Enter', 'l2-price');
    await does('l2-up', 'Enter', 'l2-up');
    await does('l2-up', 'Enter', 'l2-up');
    await does('l2-down', 'Enter', 'l2-down');
    await does('l1-monthly', 'Space', 'l1-monthly');
    await does('l1-monthly', 'Space', 'l1-monthly');
    for (const summary of ['#l1-more > summary', '#l1 .line-state > summary']) {
      await focus(page, summary);
      for (const _ of ['open', 'close']) {
        await press(page, 'Enter');
        assert.equal(await page.evaluate((at) => document.activeElement.matches(at), summary), true);
      }
    }
    await focus(page, '#l2-delete');
    assert.match((await press(page, 'Enter')).what, /元に戻す/);
    assert.match((await goOn('Enter')).id, /^l\d-price$/);
    for (const id of ['l1-delete', 'l2-delete']) {
      await focus(page, `#${id}`);
      assert.match((await press(page, 'Enter')).what, /元に戻す/);
    }
    await does('clear', 'Enter', 'clear');
    await onto(page, 'button', 'やめる');
    assert.equal((await press(page, 'Enter')).id, 'clear');
    await goOn('Enter');
    assert.match((await goOn('Enter')).what, /^<h1/);
    await close();
  });

  test(`${name}: the running result may change under the focus`, async () => {
    const { page, close } = await browser.open('#gunma-caretech-r8', options);
    await addLine(page, 'monitoring');
    if (options === NARROW) {
      await focus(page, '.toggle');
      await press(page, 'Enter');
    }
    // What to ask next is found out a moment after the last answer; by then somebody may be on the way to it.
    await focus(page, '.summary-next .link');
    const before = await page.locator('.summary-next').textContent();
    await page.evaluate(() => {
      const field = document.getElementById('l1-price');
      field.value = '231000';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await until(async () => (await page.locator('.summary-next').textContent()) !== before, 'what to ask next has changed');
    assert.equal((await here(page, ['.summary-next .link'])).reached, true);
    await quiet(page);
    assert.equal((await here(page, ['.summary-next .link'])).reached, true);
    await press(page, 'Enter');
    await close();
  });
}

test('what unfolds, moves and comes back elsewhere takes the focus along', async () => {
  const { page, close } = await filled(browser, 'saitama-ict-r5', 'S7', NARROW);
  await loaded(page);
  await focus(page, 'input[name="past-grant"][value="false"]');
  await press(page, 'Space');
  // Folded away with its reason, and opened again.
  await page.locator('.question:has([name="past-grant-staff"]) .moot button').waitFor();
  await onto(page, '.moot button');
  assert.equal((await press(page, 'Enter')).keys[0], 'past-grant-staff');
  // Between the screens with Back and Forward.
  await go(page, 'result');
  await page.evaluate(() => history.back());
  await screen(page, 'answers');
  await page.waitForFunction(() => document.activeElement.matches('[data-screen="answers"] h1'));
  // A discount put on the lines and taken back.
  await go(page, 'quote');
  await page.locator('#quote-discount').fill('78800');
  await page.locator('#quote-discount').blur();
  await focus(page, 'button', 'この割り振りを明細に入れる');
  await press(page, 'Enter');
  await focus(page, 'button', '元に戻す');
  await press(page, 'Enter');
  // A link with names, which is made anew.
  await go(page, 'share');
  await focus(page, '#share-names');
  assert.equal((await press(page, 'Space')).id, 'share-names');
  // Drafts: copied, deleted, brought back, all cleared.
  await page.evaluate(() => {
    location.hash = 'drafts';
  });
  await screen(page, 'drafts');
  await focus(page, '#drafts button', '複製');
  assert.match((await press(page, 'Enter')).id, /^d\d+-name$/);
  await focus(page, '#drafts button', '削除');
  assert.match((await press(page, 'Enter')).what, /元に戻す/);
  await press(page, 'Enter');
  await focus(page, '#clear-all');
  assert.equal((await press(page, 'Enter')).id, 'clear-all');
  assert.equal((await press(page, 'Enter')).id, 'clear-all');
  await close();
});

// ---- What is said ----

test('an amount is told once, politely, when typing is over', async () => {
  const { page, close } = await filled(browser, 'saitama-ict-r5', 'S7', { prepare: (opened) => opened.clock.install() });
  // From here on the time of the page goes on only where the test says so.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 10_000));
  await page.evaluate(() => {
    globalThis.said = [];
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target.nodeType === Node.TEXT_NODE ? target.parentElement : target).closest('[role="status"], [role="alert"], [aria-live], output');
        if (region) {
          globalThis.said.push([region.role ?? region.getAttribute('role'), region.textContent]);
        }
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  const before = await figure(page).textContent();
  await page.locator('#l1-price').fill('');
  // How long the page waits depends on how long it took before: in a time that stands still, not at all.
  await page.clock.runFor(10_000);
  await page.evaluate(() => {
    globalThis.said.length = 0;
  });
  for (const key of '0000123456') {
    await page.clock.runFor(80);
    await page.keyboard.press(key);
  }
  assert.notEqual(await figure(page).textContent(), before, 'what is seen follows at once');
  assert.deepEqual(await page.evaluate(() => globalThis.said), [], 'nothing is said while typing');
  await page.clock.runFor(10_000);
  const said = await page.evaluate(() => globalThis.said.filter(([, text]) => text));
  assert.equal(new Set(said.map(([, text]) => text)).size, 1, JSON.stringify(said));
  assert.ok(said.every(([role]) => role === 'status'));
  assert.ok(said[0][1].includes(await figure(page).textContent()), said[0][1]);
  await close();
});

test('mistakes stand in a list that takes the focus and leads to each of them', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5', NARROW);
  await loaded(page);
  await addLine(page, 'care-software');
  await answer(page, 'staff-fte', '十二人半');
  await page.locator('#l1-price').fill('abc');
  await page.locator('#l1-quantity').fill('-1');
  await page.locator('#l1-quantity').blur();
  await go(page, 'result');
  await page.waitForFunction(() => document.activeElement.id === 'mistakes');
  await here(page);
  const links = page.locator('#mistakes a');
  assert.match(await page.locator('#mistakes').innerText(), /誤りが3件あります/);
  assert.deepEqual(await links.allTextContents(), ['職員数（常勤換算）', '明細「介護ソフト」：単価', '明細「介護ソフト」：数量']);
  const fields = ['staff-fte', 'l1-price', 'l1-quantity'];
  for (const [at, field] of fields.entries()) {
    await go(page, 'result');
    await page.waitForFunction(() => document.activeElement.id === 'mistakes');
    await onto(page, `#mistakes li:nth-child(${at + 1}) a`);
    await page.keyboard.press('Enter');
    await page.waitForFunction((to) => [document.activeElement.id, document.activeElement.name].includes(to), field);
    await here(page);
  }
  // From the self-check to the first of them.
  await go(page, 'check');
  await onto(page, 'a', '入力を直す');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.name === 'staff-fte');
  await close();
});
