// From a table of staff to the numbers that are asked. The figures are worked out by hand from the ordinances.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at, entered, go } from './exchange.mjs';
import { figure, type } from './form.mjs';
import { axe, loaded, says, shot, start } from './harness.mjs';

const SAITAMA = 'saitama-ict-r5';
const KUMAMOTO = 'kumamoto-ict-r5';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

test('15 people of 28 hours are 10.5, which is 11; the way back takes the number along', async () => {
  const { page, problems, close } = await browser.open(`#${SAITAMA}`);
  await loaded(page);
  await page.getByRole('link', { name: '勤務時間から計算する' }).click();
  await page.locator('[data-screen="staff"] h1').waitFor();
  await type(page, 'staff-full-time', '40');
  await page.locator('#staff-1-role').selectOption('care-worker');
  await type(page, 'staff-1-people', '１５人');
  await type(page, 'staff-1-hours', '28');
  const row = (name) => page.locator('[data-screen="staff"] tr', { hasText: name }).locator('td');
  await page.locator('[data-screen="staff"] table').waitFor();
  assert.deepEqual(await row('常勤換算').first().innerText(), '10.5人');
  assert.deepEqual(await row('職員数').allInnerTexts(), ['11人', '11人']);
  assert.deepEqual(await row('区分').allInnerTexts(), ['11〜20名', '11〜20名']);
  assert.deepEqual(await row('補助上限額').allInnerTexts(), ['1,600,000円', '1,600,000円']);
  await says(page.locator('[data-screen="staff"] .verdict'), /^同じ どちらで数えても、補助上限額は 1,600,000円 です/);
  // Ten visiting carers of 8 hours are 2 or 10: 12.5 → 13, or 21.
  await page.getByRole('button', { name: '＋ 行を足す' }).click();
  await page.waitForFunction(() => document.activeElement?.id === 'staff-2-role');
  await page.locator('#staff-2-role').selectOption('home-helper');
  await type(page, 'staff-2-people', '10');
  await says(page.locator('[data-screen="staff"] .found'), /2行目：1人あたりの週の勤務時間を、0より大きい数で/);
  await type(page, 'staff-2-hours', '8');
  await page.locator('[data-screen="staff"] table').waitFor();
  assert.deepEqual(await row('職員数').allInnerTexts(), ['13人', '21人']);
  assert.deepEqual(await row('補助上限額').allInnerTexts(), ['1,600,000円', '2,000,000円']);
  await says(page.locator('[data-screen="staff"] .verdict'), /^有利 .*1,600,000円 から 2,000,000円 に上がります/);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'staff');
  await page.getByRole('button', { name: '「数えられる職種は人数で」の人数を入力に使う' }).click();
  await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'staff-fte');
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '10.5');
  assert.equal(await page.locator('[name="staff-heads"]').inputValue(), '10');
  // The table is kept.
  await go(page, 'staff');
  assert.equal(await page.locator('#staff-2-people').inputValue(), '10');
  assert.equal(await page.locator('#staff-1-role').inputValue(), 'care-worker');
  await page.locator('#staff-1-delete').click();
  await page.waitForFunction(() => !document.querySelector('#staff-1'));
  assert.deepEqual(problems, []);
  await close();
});

test('hours that cannot be are told at their field', async () => {
  const { page, close } = await at(browser, 'staff', KUMAMOTO);
  for (const [id, text, said] of [
    ['staff-full-time', '30', /32時間以上/],
    ['staff-full-time', '200', /168時間/],
    ['staff-full-time', '四十', /数字で入力/],
    ['staff-1-hours', '0', /0より大きい数/],
    ['staff-1-hours', '169', /168時間/],
    ['staff-1-people', '0', /1から/],
  ]) {
    await type(page, id, text);
    await says(page.locator(`#${id}-error`), said);
    assert.equal(await page.locator(`#${id}`).inputValue(), text);
  }
  assert.deepEqual(await axe(page), []);
  await says(page.locator('[data-screen="staff"] .note'), /^要確認職員の数え方は募集要領に書かれていません/);
  await close();
});

test('the figure of the answers takes a staff number from the helper, and the self-check knows it', async () => {
  const { page, close } = await at(browser, 'staff', SAITAMA, { answers: { 'in-prefecture': true } });
  await type(page, 'staff-full-time', '40');
  await page.locator('#staff-1-role').selectOption('care-worker');
  await type(page, 'staff-1-people', '5');
  await type(page, 'staff-1-hours', '40');
  await page.getByRole('button', { name: '「すべて常勤換算」の人数を入力に使う' }).click();
  await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  await says(figure(page), '0円 〜 1,000,000円');
  await close();
});

test('what cannot be read stays where it was typed, and it is said wherever it would be left out', async () => {
  const { page, close } = await at(browser, 'staff', SAITAMA);
  await type(page, 'staff-full-time', '四十');
  await type(page, 'staff-1-people', '3');
  await page.getByRole('button', { name: '＋ 行を足す' }).click();
  await type(page, 'staff-2-people', '三人くらい');
  await type(page, 'staff-2-hours', '38,75');
  await go(page, 'check');
  await type(page, 'date-completion', 'あした');
  const overview = page.locator('[data-screen="check"] .headline');
  await says(overview, /自己点検や職員数の計算に、誤りのある欄が4件あります。 ?その欄へ/);
  await go(page, '');
  await type(page, await page.locator('[name="staff-fte"]').getAttribute('id'), '十人');
  await go(page, 'share');
  const notice = page.locator('[data-screen="share"] .notice');
  await says(notice, /^誤りのある欄が5件あります。その欄に書かれたものは、ファイルにもリンクにも入りません。 入力を直す 自己点検を直す$/);
  const { application, dates, staff } = await entered(page);
  assert.deepEqual([application.answers, dates, staff], [{}, undefined, { rows: [{ role: '', people: 3 }, { role: '' }] }]);
  await go(page, 'staff');
  const values = () => page.locator('[data-screen="staff"] input').evaluateAll((inputs) => inputs.map(({ value }) => value));
  assert.deepEqual(await values(), ['四十', '3', '', '三人くらい', '38,75']);
  await says(page.locator('#staff-2-hours-error'), /点（\.）を使います/);
  // The rows move up, and so does what stands in them.
  await page.locator('#staff-1-delete').click();
  await page.waitForFunction(() => !document.querySelector('#staff-1'));
  await go(page, 'result');
  await go(page, 'staff');
  assert.deepEqual(await values(), ['四十', '三人くらい', '38,75']);
  await page.getByRole('button', { name: '＋ 行を足す' }).click();
  assert.deepEqual(await values(), ['四十', '三人くらい', '38,75', '', '']);
  // Corrected, it is no longer said.
  for (const [id, text] of [['staff-full-time', '40'], ['staff-1-people', '3'], ['staff-1-hours', '38.75']]) {
    await type(page, id, text);
  }
  await go(page, 'share');
  await says(notice, /^誤りのある欄が2件あります/);
  assert.deepEqual((await entered(page)).staff, {
    fullTimeHours: '40',
    rows: [{ role: '', people: 3, weeklyHours: '38.75' }, { role: '' }],
  });
  await go(page, 'check');
  await type(page, 'date-completion', '');
  await go(page, '');
  await type(page, await page.locator('[name="staff-fte"]').getAttribute('id'), '10');
  await go(page, 'share');
  await notice.waitFor({ state: 'detached' });
  await close();
});

test('where drafts are kept, leaving still asks while something cannot be read', async () => {
  const { page, close } = await at(browser, 'check', SAITAMA);
  const leave = () => page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  await type(page, 'date-decision', '2023-10-01');
  await page.locator('.site-drafts a').click();
  await page.locator('#keep').check();
  await says(page.locator('[data-screen="drafts"] .hint').last(), /誤りのある欄は、直すまで保存しません。$/);
  assert.ok(await leave(), 'everything is kept');
  await page.goBack();
  await type(page, 'date-completion', '13月1日');
  assert.ok(!(await leave()), 'the text would be lost');
  await type(page, 'date-completion', '');
  assert.ok(await leave(), 'everything is kept again');
  await close();
});
