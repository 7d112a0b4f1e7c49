// Two hundred lines, as a large office has them, through every screen after the answers.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, choose, entered, go, link, saved } from './exchange.mjs';
import { found, type } from './form.mjs';
import { axe, loaded, says, start } from './harness.mjs';

const SAITAMA = 'saitama-ict-r5';

let browser;
let given;
before(async () => {
  browser = await start();
  const { application } = await found(SAITAMA, 'S7');
  // Software, which counts, and fixed computers, which do not, in turn: 150 yen, 300 yen, and so on to 30,000 yen.
  const items = Array.from({ length: 200 }, (_, ix) => ({
    id: `i${ix + 1}`,
    kind: ix % 2 ? 'fixed-terminal' : 'care-software',
    name: `品${String(ix + 1).padStart(3, '0')}`,
    unitPriceYen: 150 * (ix + 1),
    quantity: 1,
    tax: 'excluded',
  }));
  given = { ...application, items };
});
after(() => browser?.close());

const heading = (page, screen) => page.locator(`[data-screen="${screen}"]:not([hidden]) h1`).waitFor();

/** The lines, opened from a file. */
async function opened() {
  const visit = await at(browser, 'share', SAITAMA);
  await choose(visit.page, 'open-file', 'case.json', JSON.stringify(given));
  await heading(visit.page, 'answers');
  return visit;
}

/** The lines as the page writes them, without what it says of itself. */
const bare = (items) => items.map(({ kind, name, unitPriceYen, quantity, tax }) => ({ kind, name, unitPriceYen, quantity, tax }));

test('result, self-check and figures on the form', async () => {
  const { page, problems, close } = await opened();
  await go(page, 'result');
  // The odd lines: 150 × (1 + 3 + … + 199) = 150 × 10,000 = 1,500,000; three quarters of it.
  await says(page.locator('.headline .figure'), '1,125,000円');
  await go(page, 'check');
  // With tax: 1,650,000. Three quarters of that are 1,237,500, floored to 1,237,000.
  await type(page, 'written-eligible-cost', '1650000');
  await says(page.locator('[data-figure="eligible-cost"] .causes'), /1,650,000円 になります/);
  await type(page, 'written-amount', '1237000');
  await says(page.locator('[data-figure="amount"] .causes'), /1,237,000円 になります/);
  await type(page, 'written-amount', '1125000');
  await says(page.locator('[data-figure="amount"]'), /^一致/);
  // All lines with tax: 150 × 20,100 = 3,015,000, and a tenth of it.
  await type(page, 'quote-total', '3316500');
  await says(page.locator('.found', { hasText: '円 と一致します' }), /^一致 明細の.*3,316,500円/);
  // A discount that is a tenth of each line.
  await type(page, 'quote-discount', '301500');
  await page.getByRole('button', { name: 'この割り振りを明細に入れる' }).click();
  // 2,713,500 without tax, 2,984,850 with it.
  await says(page.locator('.found', { hasText: '見積書の方が' }), /2,984,850円 で、見積書の方が 331,650円 多い額です/);
  const items = (await entered(page)).application.items;
  assert.deepEqual(items.map((item) => item.discountYen), given.items.map((item) => item.unitPriceYen / 10));
  assert.deepEqual(problems, []);
  await close();
});

test('file, table, link and print', async () => {
  const { page, problems, close } = await opened();
  await go(page, 'share');
  const file = JSON.parse((await saved(page, 'ファイルに保存する')).bytes.toString('utf8'));
  assert.deepEqual(bare(file.application.items), bare(given.items));
  const { name, bytes } = await saved(page, '明細をCSVに保存する');
  await page.locator('#share-names').check();
  await says(page.locator('.made-link .plain-list'), /明細の名称 200件/);
  const address = await link(page);
  await go(page, 'import');
  await choose(page, 'table-file', name, bytes);
  await page.getByText('200行を読み込めます。', { exact: true }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByRole('button', { name: 'いまの200行と入れ替える' }).click();
  await heading(page, 'answers');
  assert.equal(await page.locator('ol.lines > li').count(), 200);
  assert.deepEqual(bare((await entered(page)).application.items), bare(given.items));
  await go(page, 'print');
  const paper = await page.locator('[data-screen="print"]').innerText();
  assert.deepEqual(given.items.filter((item) => !paper.includes(item.name)), []);
  assert.match(paper, /1,125,000円/);
  assert.deepEqual(problems, []);
  await close();

  const other = await browser.open(address.slice(address.indexOf('#')));
  await loaded(other.page);
  await other.page.getByRole('button', { name: 'この内容を開く' }).click();
  await heading(other.page, 'answers');
  assert.deepEqual(await entered(other.page), file);
  await other.close();
});
