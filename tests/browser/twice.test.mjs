// One act, one effect: whoever presses twice, by mouse, finger or key, has pressed once; and what comes under the pointer
// in between is not pressed at all.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { entered, go } from './exchange.mjs';
import { addLine } from './form.mjs';
import { calm, loaded, quiet, start } from './harness.mjs';

const SAITAMA = 'saitama-ict-r5';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

const lines = (page) => page.locator('ol.lines > li');

/** Saitama's form with so many lines. `when`: when each press reached the page, whatever becomes of it there. */
async function form(count, options) {
  const prepare = (page) =>
    page.addInitScript(() => {
      globalThis.when = [];
      ['pointerdown', 'keydown'].forEach((kind) => addEventListener(kind, ({ timeStamp }) => globalThis.when.push(timeStamp), true));
    });
  const opened = await browser.open(`#${SAITAMA}`, { prepare, ...options });
  await loaded(opened.page);
  for (let at = 0; at < count; at += 1) {
    await addLine(opened.page, 'care-software');
  }
  await calm(opened.page);
  return opened;
}

/** Presses so often as people do who press twice: at the same place, at once. */
const WAYS = {
  'the mouse': async (page, control) => control.dblclick(),
  'the mouse, three times': async (page, control) => control.click({ clickCount: 3 }),
  'a finger': async (page, control) => {
    const { x, y, width, height } = await control.boundingBox();
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await page.touchscreen.tap(x + width / 2, y + height / 2);
  },
  Enter: async (page, control) => {
    await control.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
  },
  'the space bar': async (page, control) => {
    await control.focus();
    await page.keyboard.press(' ');
    await page.keyboard.press(' ');
  },
  'Enter, held down': async (page, control) => {
    await control.focus();
    for (let times = 0; times < 5; times += 1) {
      await page.keyboard.down('Enter');
    }
    await page.keyboard.up('Enter');
  },
};

/** What is a press of its own comes later than this, in milliseconds; what is slower than a person is begun anew. */
const AT_ONCE = 200;

/**
 * A form whose control was pressed twice, at once as the page saw it: on a busy machine the second press can come later.
 * `lead` leads to the control.
 */
async function pressedTwice(way, count, lead) {
  const options = way === 'a finger' ? { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } } : {};
  for (;;) {
    const opened = await form(count, options);
    const control = await lead(opened.page);
    await control.scrollIntoViewIfNeeded();
    await calm(opened.page);
    // What led here is over: it does not count with the first press.
    await opened.page.keyboard.press('Shift');
    const before = await opened.page.evaluate(() => globalThis.when.length);
    await WAYS[way](opened.page, control);
    await quiet(opened.page);
    const when = await opened.page.evaluate((from) => globalThis.when.slice(from), before);
    assert.ok(when.length > 1, 'both presses have reached the page');
    if (when.at(-1) - when[0] < AT_ONCE) {
      return opened;
    }
    console.log(`the presses were ${when.map((time) => Math.round(time - when[0]))} ms apart: once more`);
    await opened.close();
  }
}

/** The buttons of the form: what is there before, what is pressed, and how many lines there are then. */
const BUTTONS = [
  ['#l1-copy', 1, 2],
  ['#l1-delete', 3, 2],
  ['#l3-delete', 3, 2],
];

for (const way of Object.keys(WAYS)) {
  for (const [button, before, after] of BUTTONS) {
    test(`${button}, pressed twice with ${way}: once`, async () => {
      const { page, problems, close } = await pressedTwice(way, before, (page) => page.locator(button));
      assert.equal(await lines(page).count(), after);
      // The way back was not taken by the second press.
      assert.equal(await page.locator('#undo').count(), before > after ? 1 : 0);
      assert.deepEqual(problems, []);
      await close();
    });
  }

  test(`a line goes down once, pressed twice with ${way}`, async () => {
    const { page, close } = await pressedTwice(way, 3, (page) => page.locator('#l1-down'));
    const order = await lines(page).evaluateAll((items) => items.map(({ id }) => id));
    assert.deepEqual(order, ['l2', 'l1', 'l3']);
    await close();
  });

  test(`a kind, pressed twice with ${way}: one line, and nothing of what was below the list`, async () => {
    const { page, close } = await pressedTwice(way, 0, async (page) => {
      await page.locator('#add-line').click();
      return page.locator('[data-kind="portable-terminal"]');
    });
    assert.equal(await lines(page).count(), 1);
    assert.equal(await page.locator('dialog[open]').count(), 0);
    const { application } = await entered(page);
    assert.deepEqual([application.answers, application.items.length], [{}, 1]);
    await close();
  });

  test(`a table is added once, pressed twice with ${way}`, async () => {
    const { page, close } = await pressedTwice(way, 0, async (page) => {
      await go(page, 'import');
      await page.locator('#paste').fill('品名\t数量\t単価（税抜）\n介護記録ソフト\t1\t600,000\nタブレット\t5\t40,000');
      return page.getByRole('button', { name: '2行を追加する' });
    });
    await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
    assert.equal((await entered(page)).application.items.length, 2);
    await close();
  });

  test(`a row of staff is added once, pressed twice with ${way}`, async () => {
    let before;
    const rows = (page) => page.locator('ol.staff > li').count();
    const { page, close } = await pressedTwice(way, 0, async (page) => {
      await go(page, 'staff');
      before = await rows(page);
      return page.locator('#staff-add');
    });
    assert.equal(await rows(page), before + 1);
    await close();
  });
}

test('a second press a while later is a press of its own', async () => {
  const { page, close } = await form(1);
  for (const press of ['click', 'press']) {
    await page.locator('#l1-copy')[press](...(press === 'press' ? ['Enter'] : []));
    await quiet(page);
    // The time itself is what is tested, and the browser's own: no clock of the page moves the time of an event.
    await new Promise((later) => setTimeout(later, 700));
  }
  assert.equal(await lines(page).count(), 3);
  await close();
});

test('a slow page: a table is added once, however late the second press is', async () => {
  const { page, close } = await form(0);
  await go(page, 'import');
  await page.locator('#paste').fill('品名\t数量\t単価（税抜）\nタブレット\t5\t40,000');
  const button = page.getByRole('button', { name: '1行を追加する' });
  await button.waitFor();
  // Both presses are waiting when the page comes to them.
  await button.evaluate((element) => {
    element.click();
    element.click();
  });
  await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  assert.equal((await entered(page)).application.items.length, 1);
  await close();
});

test('a box takes both presses', async () => {
  const { page, close } = await form(1);
  await go(page, 'check');
  const box = page.locator('input[id^="paper-"]').first();
  await box.scrollIntoViewIfNeeded();
  await box.dblclick();
  assert.equal(await box.isChecked(), false);
  await close();
});

test('the list of kinds opens again before the browser tells that it was closed', async () => {
  const { page, close } = await form(1);
  for (const opener of ['#add-line', '#l1-kind']) {
    await page.locator(opener).click();
    await page.locator('dialog[open]').waitFor();
    // As after Escape: it is closed, and that is told in a task of its own.
    await page.evaluate((selector) => {
      document.querySelector('dialog').close();
      document.querySelector(selector).click();
    }, opener);
    await quiet(page);
    await page.locator('dialog[open] h2').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  }
  await close();
});
