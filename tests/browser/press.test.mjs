// No press is lost: who presses a button leaves a field before. What the page then says of the field is said once the
// button is released; what it finds out in the meantime waits for that, too, but no longer than 0.3 seconds.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go } from './exchange.mjs';
import { addLine } from './form.mjs';
import { loaded, quiet, start } from './harness.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

/** Saitama's form with one line, a mistake typed in its price, the field not yet left. */
async function mistaken(options) {
  const opened = await browser.open('#saitama-ict-r5', options);
  await loaded(opened.page);
  await addLine(opened.page, 'care-software');
  await opened.page.locator('#l1-price').fill('たくさん');
  return opened;
}

/** The middle of what is to be pressed, once it is in sight; and from now on its clicks are counted. */
async function aimed(page, target) {
  const control = page.locator(target);
  // Whatever settles after typing has settled.
  await quiet(page);
  await control.scrollIntoViewIfNeeded();
  await control.evaluate((element) => {
    globalThis.clicks = 0;
    addEventListener('click', ({ target: hit }) => (globalThis.clicks += element.contains(hit) ? 1 : 0), true);
  });
  const { x, y, width, height } = await control.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

const error = (page, id) => page.locator(`#${id}-error:not([hidden])`);
const clicks = (page) => page.evaluate(() => globalThis.clicks);

for (const viewport of [{ width: 1200, height: 800 }, { width: 360, height: 740 }]) {
  for (const target of ['#add-line', '#l1-delete', '#l1-monthly', '.summary .toggle', '.summary-next .link']) {
    if (target === '.summary .toggle' && viewport.width > 400) {
      continue;
    }
    test(`a press on ${target} right after a mistake is taken, ${viewport.width} px`, async () => {
      const { page, problems, close } = await mistaken({ viewport });
      const { x, y } = await aimed(page, target);
      await page.mouse.move(x, y);
      await page.mouse.down();
      // A slow finger: all that leads to is done before it is taken away.
      await quiet(page);
      assert.equal(await error(page, 'l1-price').count(), 0, 'the page moved under the pointer');
      await page.mouse.up();
      if (target !== '#l1-delete') {
        await error(page, 'l1-price').waitFor({ state: 'attached' });
      }
      assert.equal(await clicks(page), 1);
      assert.deepEqual(problems, []);
      await close();
    });
  }
}

test('a tap right after a mistake is taken', async () => {
  const { page, close } = await mistaken({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const { x, y } = await aimed(page, '#add-line');
  await page.touchscreen.tap(x, y);
  await page.locator('dialog[open]').waitFor();
  await error(page, 'l1-price').waitFor({ state: 'attached' });
  assert.equal(await clicks(page), 1);
  await close();
});

test('a mistake is told however the field is left', async () => {
  const ways = {
    'by key': (page) => page.keyboard.press('Tab'),
    'with Enter': (page) => page.keyboard.press('Enter'),
    'by a press on nothing': (page) => page.mouse.click(5, 5),
    'by a press that is released elsewhere': async (page) => {
      await page.mouse.move(5, 5);
      await page.mouse.down();
      await page.mouse.move(60, 60);
      await page.mouse.up();
    },
    'with another button': async (page) => {
      await page.mouse.move(5, 5);
      await page.mouse.down({ button: 'middle' });
    },
    'while a press never ends, with the next key': async (page) => {
      await page.mouse.move(5, 5);
      await page.mouse.down();
      await page.keyboard.press('Shift');
    },
  };
  for (const [way, leave] of Object.entries(ways)) {
    const { page, close } = await mistaken({});
    await leave(page);
    await error(page, 'l1-price').waitFor().catch(() => assert.fail(way));
    await close();
  }
});

test('the number that was left counts in what the press leads to', async () => {
  const { page, close } = await mistaken({});
  await page.locator('#l1-price').fill('６０万');
  await page.locator('input[name="quote-tax"][value="excluded"]').check();
  await page.locator('#l1-quantity').fill('２');
  const { x, y } = await aimed(page, '#l1-copy');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await quiet(page);
  await page.mouse.up();
  await page.locator('#l2-price').waitFor();
  const values = await page.locator('#l1-price, #l1-quantity, #l2-price, #l2-quantity').evaluateAll((fields) => fields.map(({ value }) => value));
  assert.deepEqual(values, ['600,000', '2', '600,000', '2']);
  await close();
});

test('what is found out in the meantime waits for the press to end, but no longer than 0.3 seconds', async () => {
  const { page, close } = await browser.visit();
  await page.clock.install();
  await page.goto(`${browser.address}#saitama-ict-r5`);
  await loaded(page);
  const next = page.locator('.summary-next .link');
  await next.waitFor();
  // From here on the time of the page goes on only where the test says so.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 10_000));
  const enter = (staff) =>
    page.locator('[name="staff-fte"]').evaluate((field, text) => {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, staff);
  // How long the page waits depends on how long it took before: in a time that stands still, not at all.
  await enter('17');
  await page.clock.runFor(10_000);
  const before = await next.textContent();
  // It takes 0.15 seconds where nothing is pressed.
  await enter('');
  await page.clock.runFor(149);
  assert.equal(await next.textContent(), before);
  await page.clock.runFor(1);
  const then = await next.textContent();
  assert.notEqual(then, before);
  // Where something is, 0.3 seconds more.
  const { x, y } = await page.locator('h1').boundingBox();
  await page.mouse.move(x + 5, y + 5);
  await page.mouse.down();
  await enter('17');
  await page.clock.runFor(449);
  assert.equal(await next.textContent(), then);
  await page.clock.runFor(1);
  assert.equal(await next.textContent(), before);
  await page.mouse.up();
  await close();
});

test('a mistake is told after the press, in the self-check, too', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  await loaded(page);
  await go(page, 'check');
  await page.locator('#date-contract').fill('令和5年13月1日');
  const box = page.locator('input[id^="paper-"]').first();
  await box.scrollIntoViewIfNeeded();
  const { x, y } = await aimed(page, `#${await box.getAttribute('id')}`);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await quiet(page);
  assert.equal(await error(page, 'date-contract').count(), 0);
  await page.mouse.up();
  await error(page, 'date-contract').waitFor({ state: 'attached' });
  assert.ok(await box.isChecked());
  await close();
});
