// The quote as it is printed: its total beside the lines, its 値引き spread over them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go } from './exchange.mjs';
import { addLine, answer, type } from './form.mjs';
import { axe, loaded, says, shot, start } from './harness.mjs';

const SAITAMA = 'saitama-ict-r5';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

async function twoLines(page) {
  await page.locator('input[name="quote-tax"][value="excluded"]').check();
  for (const [kind, price] of [['care-software', '300000'], ['portable-terminal', '700000']]) {
    await type(page, `${await addLine(page, kind)}-price`, price);
  }
}

test('a discount is shown before it is spread, is compared with the printed total, and can be taken back', async () => {
  const { page, problems, close } = await browser.open(`#${SAITAMA}`);
  await answer(page, 'staff-fte', '18');
  await page.locator('#add-line').waitFor();
  await (async () => {
    await addLine(page, 'care-software');
    await page.locator('#l1-delete').click();
  })();
  await addLine(page, 'care-software');
  await page.locator('input[name="quote-tax"][value="excluded"]').check();
  await type(page, 'l2-price', '300000');
  await addLine(page, 'portable-terminal');
  await type(page, 'l3-price', '700000');
  await loaded(page);
  await page.getByRole('link', { name: '値引き・合計を照合する' }).click();
  const screen = page.locator('[data-screen="quote"]');
  await screen.locator('h1').waitFor();
  await says(screen.locator('.found').first(), '明細の合計：税込 1,100,000円、税抜 1,000,000円');
  await type(page, 'quote-total', '90万円');
  await screen.getByText('税抜', { exact: true }).click();
  await says(screen.locator('.found').first(), /^不一致 .*1,000,000円 で、見積書の方が 100,000円 少ない額です/);
  assert.deepEqual(await axe(page), []);
  await type(page, 'quote-discount', '100,000');
  const rows = screen.locator('#quote-spread tbody tr');
  await rows.first().waitFor();
  assert.deepEqual((await rows.allInnerTexts()).map((text) => text.split('\t')), [
    ['1. 介護ソフト', '−30,000円', '270,000円'],
    ['2. タブレットなど持ち運ぶ端末', '−70,000円', '630,000円'],
  ]);
  // Nothing is taken yet.
  await says(screen.locator('.found').first(), /^不一致/);
  await screen.getByRole('checkbox', { name: /介護ソフト/ }).uncheck();
  await page.waitForFunction(() => document.querySelectorAll('#quote-spread tbody tr').length === 1);
  await says(rows.first(), /−100,000円 600,000円/);
  await screen.getByRole('checkbox', { name: /介護ソフト/ }).check();
  await screen.getByRole('button', { name: 'この割り振りを明細に入れる' }).click();
  await says(screen.locator('.found').first(), /^一致 明細の税抜の合計.* 900,000円 と一致します/);
  await page.waitForFunction(() => document.activeElement?.textContent === '元に戻す');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'quote');
  await go(page, '');
  await says(page.locator('#l2 .outcome'), /値引き −30,000円/);
  await go(page, 'quote');
  await type(page, 'quote-discount', '');
  await says(screen.locator('#quote-spread'), /合わせて 100,000円 の値引き/);
  await screen.getByRole('button', { name: '明細の値引きを消す' }).click();
  await says(screen.locator('.found').first(), /^不一致/);
  await screen.getByRole('button', { name: '元に戻す' }).click();
  await says(screen.locator('.found').first(), /^一致/);
  assert.deepEqual(problems, []);
  await close();
});

test('a discount of more than the lines is an error; a line that is not complete is left out and said', async () => {
  const { page, close } = await browser.open(`#${SAITAMA}`);
  await twoLines(page);
  await addLine(page, 'intercom');
  await loaded(page);
  await go(page, 'quote');
  const screen = page.locator('[data-screen="quote"]');
  await says(screen.locator('.found').first(), /入力中の明細1行は、合計に入っていません/);
  await type(page, 'quote-discount', '1000001');
  await says(screen.locator('#quote-spread .error'), /選んだ明細の合計 1,000,000円 を超えています/);
  await type(page, 'quote-discount', '-5');
  await says(page.locator('#quote-discount-error'), /マイナスの数は入力できません/);
  await type(page, 'quote-total', '百万');
  await says(page.locator('#quote-total-error'), /数字で入力してください/);
  assert.deepEqual(await axe(page), []);
  await close();
});
