// What a screen does on a small window and with the keyboard: zoom, the focus and the bar, what is folded away, what is told.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer } from './form.mjs';
import { sideways, start } from './harness.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

test('at four times the size the bar at the foot leaves room and nothing scrolls sideways', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5', { viewport: { width: 320, height: 256 } });
  assert.equal(await sideways(page), 0);
  const height = await page.locator('.summary').evaluate((bar) => bar.getBoundingClientRect().height);
  assert.ok(height <= 96, `${height} px`);
  await close();
});

test('on a narrow screen the focus is never under the bar', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5', { viewport: { width: 360, height: 640 } });
  for (let count = 0; count < 60; count += 1) {
    await page.keyboard.press('Tab');
    const covered = await page.evaluate(() => {
      const { activeElement } = document;
      const bar = document.querySelector('.summary');
      if (bar.contains(activeElement) || activeElement === document.body) {
        return false;
      }
      return activeElement.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
    });
    assert.ok(!covered, await page.evaluate(() => document.activeElement.outerHTML));
  }
  await close();
});

test('the keyboard alone adds a line and fills it in', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  await page.locator('#add-line').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'kinds-search');
  await page.keyboard.type('複合機');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'l1-price');
  await page.keyboard.type('15万');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('#l1-price').inputValue(), '150,000');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'l1-quantity');
  await page.locator('#l1-delete').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.textContent === '元に戻す');
  await close();
});

test('a heading that takes the focus on the way to a screen shows no ring, a control does', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5/result');
  await page.locator('[data-screen="result"] h1').waitFor();
  const ring = () => page.evaluate(() => {
    const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
    return [outlineStyle, boxShadow !== 'none'];
  });
  // On the way in nothing takes the focus: the first stop is the way past the head of the page.
  await page.keyboard.press('Tab');
  assert.deepEqual(await ring(), ['solid', true]);
  await page.evaluate(() => {
    location.hash = 'saitama-ict-r5/check';
  });
  await page.waitForFunction(() => document.activeElement.textContent === '提出前の自己点検');
  assert.deepEqual(await ring(), ['none', false]);
  await close();
});

test('a question that cannot matter any more is folded away with its reason, and can still be answered', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  const question = page.locator('.question', { has: page.locator('[name="past-grant-staff"]') });
  assert.ok(await question.locator('.moot').isHidden());
  await answer(page, 'past-grant', false);
  await question.locator('.moot').waitFor();
  assert.match(await question.locator('.moot').innerText(), /結果に影響しません/);
  assert.ok(await page.locator('[name="past-grant-staff"]').isHidden());
  await question.getByRole('button', { name: 'それでも答える' }).click();
  assert.ok(await page.locator('[name="past-grant-staff"]').isVisible());
  await close();
});

test('the amount is announced once it has settled', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  await answer(page, 'staff-fte', '18');
  const status = page.locator('p.unseen[role="status"]');
  await page.waitForFunction(() => /目安/.test(document.querySelector('p.unseen[role="status"]').textContent));
  assert.match(await status.textContent(), /補助額の目安（上限） 0円 〜 1,600,000円/);
  await close();
});
