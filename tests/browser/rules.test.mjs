// この制度の計算方法: the whole of a programme in words, reached from the result, readable on a phone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { toResult } from './form.mjs';
import { axe, shot, sideways, start } from './harness.mjs';
import { IDS } from '../programmes.mjs';

let browser;
before(async () => (browser = await start()));
after(() => browser?.close());

test('the rules are reached from the result, with the keyboard, and say what is computed', async () => {
  const { page, problems, close } = await browser.open('#saitama-ict-r5', { viewport: { width: 320, height: 640 } });
  await page.locator('[data-screen="answers"] h1').waitFor();
  await toResult(page);
  const link = page.locator('[data-screen="result"] a', { hasText: 'この制度の計算方法をすべて見る' });
  await link.focus();
  await page.keyboard.press('Enter');
  const heading = page.locator('[data-screen="rules"] h1');
  await heading.waitFor();
  await page.waitForFunction(() => document.activeElement.matches('[data-screen="rules"] h1'));
  assert.match(await page.title(), /の計算方法/);
  const text = await page.locator('[data-screen="rules"]').innerText();
  for (const words of ['そのほか: 1/2', '補助対象経費の合計 × 補助率', '1名以上10名以下', '1,000,000円', '第5条(1)', '千円未満切捨て', 'よくある計算の誤り']) {
    assert.ok(text.includes(words), words);
  }
  assert.ok(!/undefined|途中の値|「」/.test(text), 'every part of a formula has words');
  assert.deepEqual(await axe(page), []);
  assert.equal(await sideways(page), 0);
  await shot(page, 'rules-narrow');
  await page.goBack();
  await page.locator('[data-screen="result"] h1').waitFor();
  assert.deepEqual(problems, []);
  await close();
});

for (const programme of IDS) {
  test(`${programme}: its rules can be read, in the dark too`, async () => {
    const { page, problems, close } = await browser.open(`#${programme}/rules`, { colorScheme: 'dark' });
    await page.locator('[data-screen="rules"] h1').waitFor();
    assert.ok((await page.locator('[data-screen="rules"] h2').count()) >= 10);
    assert.ok((await page.locator('[data-screen="rules"] .rule').count()) >= 40);
    assert.ok(!/undefined|途中の値|「」/.test(await page.locator('[data-screen="rules"]').innerText()));
    assert.deepEqual(await axe(page), []);
    await shot(page, `rules-${programme}`);
    assert.deepEqual(problems, []);
    await close();
  });
}
