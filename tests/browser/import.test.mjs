// 見積書の行を読み込む: a table becomes lines as it stands there, or says why not; until then nothing changes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CASES, choose, entered, filled, go, saved, since, untouched } from './exchange.mjs';
import { loaded, start } from './harness.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

const heading = (page, screen) => page.locator(`[data-screen="${screen}"]:not([hidden]) h1`).waitFor();

/** The screen of a programme in which nothing is entered. */
async function opened(programme, options) {
  const visit = await browser.open(`#${programme}/import`, options);
  await loaded(visit.page);
  await heading(visit.page, 'import');
  return visit;
}

/** As pasting leaves it; what Playwright types for `fill` takes the browser minutes for a thousand lines. */
const paste = (page, text) =>
  page.locator('#paste').evaluate((field, pasted) => {
    field.value = pasted;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);
const summary = (page) => page.locator('[data-screen="import"] .lead[role="status"]').innerText();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const said = (page) => page.locator('[data-screen="import"] div[role="status"] .notice').innerText();

/** The lines as kind, name, price, quantity, tax. */
async function lines(page) {
  const { application } = await entered(page);
  return application.items?.map(({ kind, name, unitPriceYen, quantity, tax }) => [kind, name, unitPriceYen, quantity, tax]);
}

/** The lines under the ids that they have after they were read in. */
function renumbered(items) {
  const ids = new Map(items.map(({ id }, at) => [id, `i${at + 1}`]));
  const answers = (given = {}) =>
    Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, Array.isArray(value) ? value.map((id) => ids.get(id)) : value]),
    );
  return items.map((item) => ({ ...item, id: ids.get(item.id), answers: answers(item.answers) }));
}

for (const [programme, id] of CASES) {
  test(`${programme}: lines out as CSV and in again are the same lines`, async () => {
    const { page, requests, problems, close } = await filled(browser, programme, id);
    const before = await entered(page);
    await go(page, 'share');
    const count = requests.length;
    const { name, bytes } = await saved(page, '明細をCSVに保存する');
    assert.match(name, new RegExp(`^介護補助-${programme}-明細-\\d{4}-\\d\\d-\\d\\d\\.csv$`));
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    await go(page, 'import');
    await choose(page, 'table-file', name, bytes);
    const { length } = before.application.items;
    await page.getByText(`${length}行を読み込めます。`, { exact: true }).waitFor();
    await press(page, `いまの${length}行と入れ替える`);
    await heading(page, 'answers');
    const after = await entered(page);
    assert.deepEqual(renumbered(after.application.items), renumbered(before.application.items));
    assert.deepEqual(after.application.answers, before.application.answers);
    // A second time, behind them.
    await go(page, 'import');
    await choose(page, 'table-file', name, bytes);
    await press(page, `${length}行を追加する`);
    await heading(page, 'answers');
    const twice = (await entered(page)).application.items;
    assert.equal(new Set(twice.map((item) => item.id)).size, 2 * length);
    assert.deepEqual(renumbered(twice.slice(length)), renumbered(before.application.items));
    assert.deepEqual(since(requests, count), []);
    assert.deepEqual(problems.filter((problem) => !/ERR_ABORTED/.test(problem)), []);
    await close();
  });
}

const QUOTE = [
  '御見積書\t\t\t\t',
  '株式会社サンプル\t\t\t\t',
  'No\t品名・規格\t数量\t単価\t金額',
  '1\t介護記録ソフト　一式\t1\t"600,000"\t"600,000"',
  '2\tﾀﾌﾞﾚｯﾄ 10ｲﾝﾁ\t５台\t￥40000\t"200,000円"',
  '3\tなにか\t1\t30000\t30000',
  '\t小計\t\t\t830000',
].join('\n');

test('a quote as offices have it: what is missing is asked, and nothing changes before the button', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  await paste(page, QUOTE);
  assert.equal(await summary(page), '0行を読み込めます。6行は読み込めません。');
  assert.match(await page.locator('[data-screen="import"]').innerText(), /税抜か税込かを選んでください/);
  await page.locator('input[name="import-tax"][value="excluded"]').check();
  await page.getByText('2行を読み込めます。4行は読み込めません。').waitFor();
  // Every row that is not taken is there with its reason.
  const rejected = await page.locator('.rejected > li').allInnerTexts();
  for (const [at, words] of [
    [0, /1行目　御見積書\s+見出しより上の行です。/],
    [1, /2行目　株式会社サンプル\s+見出しより上の行です。/],
    [2, /6行目　3　なにか　1　30000　30000\s+経費の種類が分かりません。/],
    [3, /7行目　小計　830000\s+合計や消費税の行は/],
  ]) {
    assert.match(rejected[at], words);
  }
  assert.equal(await page.locator('.rejected select').count(), 1, 'only the row that lacks its kind asks for it');
  // A kind is chosen for it, and another one for a row whose kind was guessed; the focus stays in the row.
  await page.locator('#kind-6').selectOption('lease');
  await page.getByText('3行を読み込めます。3行は読み込めません。').waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'kind-6');
  await page.locator('#kind-5').selectOption('lease');
  assert.equal(await lines(page), undefined, 'nothing is entered yet');
  await close();
});

test('what the person chooses is taken', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  await paste(page, QUOTE);
  await page.locator('input[name="import-tax"][value="included"]').check();
  await page.locator('#kind-6').selectOption('lease');
  await press(page, '3行を追加する');
  await heading(page, 'answers');
  assert.deepEqual(await lines(page), [
    ['care-software', '介護記録ソフト　一式', 600_000, 1, 'included'],
    ['portable-terminal', 'ﾀﾌﾞﾚｯﾄ 10ｲﾝﾁ', 40_000, 5, 'included'],
    ['lease', 'なにか', 30_000, 1, 'included'],
  ]);
  assert.equal(await page.locator('ol.lines > li').count(), 3);
  await close();
});

test('the meaning of columns is corrected by the person', async () => {
  const { page, close } = await opened('kumamoto-ict-r5');
  await paste(page, `あ,い,う,え\n${'介護ソフト,2,1000,a\n'.repeat(3)}`);
  await page.locator('input[name="import-tax"][value="excluded"]').check();
  // Two numbers: the greater one was taken for the price. It is the other way round.
  const meant = (at) => page.locator(`#column-${at}`).evaluate((list) => list.selectedOptions[0].textContent);
  await page.locator('#heading-row').selectOption({ label: '1行目：あ、い、う、え' });
  assert.deepEqual([await meant(1), await meant(2)], ['数量', '単価（円）']);
  await page.locator('#column-1').selectOption({ label: '単価（円）' });
  await page.locator('#column-2').selectOption({ label: '数量' });
  await page.locator('#column-3').selectOption({ label: '読み込まない' });
  assert.match(await page.locator('.import-columns').innerText(), /見出し「い」　例：2/);
  await press(page, '3行を追加する');
  await heading(page, 'answers');
  // The first column names a kind, so it is read as one.
  const taken = (await lines(page)).map(([kind, , price, quantity]) => [kind, price, quantity]);
  assert.deepEqual(taken, Array(3).fill(['care-software', 2, 1000]));
  await close();
});

/** Text in Shift_JIS, by turning the browser's decoder round. */
function shiftJis(text) {
  const decoder = new TextDecoder('shift_jis');
  const bytes = new Map();
  for (let one = 0; one < 256; one += 1) {
    bytes.set(decoder.decode(Uint8Array.of(one)), [one]);
  }
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      const sign = decoder.decode(Uint8Array.of(lead, trail));
      if (sign.length === 1 && sign !== '\ufffd' && !bytes.has(sign)) {
        bytes.set(sign, [lead, trail]);
      }
    }
  }
  return Buffer.from([...text].flatMap((sign) => bytes.get(sign) ?? assert.fail(`${sign} is not in Shift_JIS`)));
}

test('Shift_JIS with ①髙, UTF-8 with and without a mark, UTF-16', async () => {
  const text = '品名,単価,数量,税区分\r\n介護ソフト①髙橋㈱,100000,1,税抜\r\n';
  const expected = [['care-software', '介護ソフト①髙橋㈱', 100_000, 1, 'excluded']];
  for (const bytes of [
    shiftJis(text),
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`),
    Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le'),
  ]) {
    const { page, close } = await opened('saitama-ict-r5');
    await choose(page, 'table-file', '見積.csv', bytes);
    await page.getByText('ファイル「見積.csv」').waitFor();
    await press(page, '1行を追加する');
    await heading(page, 'answers');
    assert.deepEqual(await lines(page), expected);
    await close();
  }
});

test('too many rows, broken and foreign files: each a sentence, and what is entered stays', async () => {
  const { page, problems, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  const rows = (count) => `品名,単価,数量,税区分\n${'介護ソフト,1000,1,税抜\n'.repeat(count)}`;
  for (const [contents, words] of [
    [rows(50_000), /取り込める明細は1000行までです。/],
    [rows(1_020), /取り込める明細は1000行までです。/],
    [Buffer.alloc(9 << 20, 'x'), /ファイルが大きすぎます。/],
    [Buffer.from([0x80, 0xa0, 0xff, 0x89]), /文字コードが分からないため、読めません。/],
    // What is no text is called by its name, however large it is.
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x80, 0xa0, 0xff]), /^画像のファイルです。.*1行ずつ入力するか/],
    [Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(9 << 20)]), /^画像のファイルです。/],
    [Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), /^画像のファイルです。/],
    [Buffer.from('%PDF-1.7\n%âãÏÓ\n'), /^PDFのファイルです。.*コピーして上の欄に貼り付けてください/],
    [Buffer.from('PK\x03\x04\x14\0\x06\0'), /^Excelなどのファイルです。.*CSV（UTF-8）/],
    ['', /表が見つかりません。/],
    ['\n\n,,\n', /表が見つかりません。/],
    ['a,"b\nc,d\n', /1行目の引用符（"）が閉じられていません。/],
    [','.repeat(400), /表が見つかりません。|列が多すぎます。/],
  ]) {
    await untouched(page, async () => {
      await go(page, 'import');
      await choose(page, 'table-file', 'x.csv', contents);
      const notice = page.locator('[data-screen="import"] .notice').first();
      await notice.waitFor();
      assert.match(await notice.innerText(), words, contents.slice(0, 30).toString());
      assert.equal(await page.getByRole('button', { name: /追加する|入れ替える/ }).count(), 0);
    });
  }
  // The same by pasting.
  await go(page, 'import');
  await paste(page, rows(50_000));
  assert.match(await said(page), /取り込める明細は1000行までです。/);
  // Prose is a table of which no row is a line.
  await paste(page, 'お世話になっております。\n見積りを送ります。');
  await page.getByText('0行を読み込めます。2行は読み込めません。').waitFor();
  assert.deepEqual(problems, []);
  await close();
});

test('with lines that are there, no more than 1,000 together', async () => {
  const { page, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  await go(page, 'import');
  await paste(page, `品名,単価,数量,税区分\n${'介護ソフト,1000,1,税抜\n'.repeat(999)}`);
  await page.getByText('999行を読み込めます。').waitFor();
  await page.getByText(/合わせると1000行を超えるため、追加できません。/).waitFor();
  assert.equal(await page.locator('.import-rows tbody tr').count(), 50);
  await page.getByText('ほかに949行あります。').waitFor();
  assert.equal(await page.getByRole('button', { name: /追加する/ }).count(), 0);
  assert.equal(await page.getByRole('button', { name: /入れ替える/ }).count(), 1);
  await close();
});

test('with the keyboard alone, from the lines to the lines', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  await loaded(page);
  await page.locator('#add-line').focus();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '見積書の行を読み込む');
  await page.keyboard.press('Enter');
  await heading(page, 'import');
  await page.waitForFunction(() => document.activeElement.matches('h1'));
  const onto = async (selector) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) {
        return;
      }
    }
    assert.fail(`${selector} is not reached`);
  };
  await onto('#paste');
  await page.keyboard.insertText('品名,単価,数量\nなにか,1000,2\n');
  await onto('input[name="import-tax"]');
  await page.keyboard.press('Space');
  await onto('#kind-2');
  await page.keyboard.press('ArrowDown');
  await page.getByText('1行を読み込めます。').waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'kind-2');
  await onto('.buttons .main');
  await page.keyboard.press('Enter');
  await heading(page, 'answers');
  assert.deepEqual((await lines(page)).map((line) => line.slice(1)), [['なにか', 1000, 2, 'excluded']]);
  await close();
});
