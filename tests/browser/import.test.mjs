// 見積書の行を読み込む: a quote becomes lines as a person reads it; what is not clear is asked, and until the button nothing
// changes.

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

/** What the rows say. */
const shown = (page) => page.locator('.import-rows').innerText();
const asked = (page) => page.locator('[data-screen="import"] fieldset > legend').allInnerTexts();
const withoutTax = (page) => page.locator('input[name="import-tax"][value="excluded"]').check();
const main = (page) => page.locator('[data-screen="import"] .buttons .main');

/** The lines after the button was pressed that says how many they are. */
async function added(page, count) {
  await press(page, `${count}行を追加する`);
  await heading(page, 'answers');
  return (await entered(page)).application.items;
}

test('a quote as offices have it: what is missing is asked, and nothing changes before the button', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  await paste(page, QUOTE);
  assert.match(await summary(page), /^確かめることが1件あります。答えると、3行を読み込めます。/);
  assert.deepEqual(await asked(page), ['金額が税抜か税込か、見積書に書かれていません。どちらか選んでください。']);
  // The button can be reached, says why it does nothing, and does nothing.
  assert.equal(await main(page).getAttribute('aria-disabled'), 'true');
  await main(page).focus();
  await page.keyboard.press('Enter');
  assert.match(await page.locator('[data-screen="import"] [role="status"] .wrong').innerText(), /確かめることが1件残っています。/);
  await withoutTax(page);
  await page.getByText('3行を読み込めます。').waitFor();
  assert.equal(await main(page).getAttribute('aria-disabled'), null);
  // Every row is there with what it is.
  const rows = await shown(page);
  for (const words of [
    /1行目　御見積書\s+表題など（追加しません）/,
    /2行目　株式会社サンプル\s+表題など（追加しません）/,
    /3行目　No　品名・規格.*\s+見出し（追加しません）/,
    /7行目　小計　830000\s+合計（追加しません）\s+「小計」と明細の合計が合います。\s+830,000円/,
  ]) {
    assert.match(rows, words);
  }
  assert.match(await page.locator('[data-screen="import"] .found').innerText(), /明細の合計：税抜 830,000円\s+見積書の合計（7行目）：税抜 830,000円\s+一致/);
  // Another kind is chosen for a row; the focus stays in the row.
  await page.locator('#kind-6').focus();
  await page.locator('#kind-6').selectOption('lease');
  await page.waitForFunction(() => document.activeElement.id === 'kind-6');
  assert.equal(await lines(page), undefined, 'nothing is entered yet');
  await close();
});

test('what the person chooses is taken', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  await paste(page, QUOTE);
  await page.locator('input[name="import-tax"][value="included"]').check();
  await page.locator('#kind-4').selectOption('care-software');
  await page.locator('#kind-5').selectOption('portable-terminal');
  await page.locator('#kind-6').selectOption('lease');
  await added(page, 3);
  assert.deepEqual(await lines(page), [
    ['care-software', '介護記録ソフト 一式', 600_000, 1, 'included'],
    ['portable-terminal', 'ﾀﾌﾞﾚｯﾄ 10ｲﾝﾁ', 40_000, 5, 'included'],
    ['lease', 'なにか', 30_000, 1, 'included'],
  ]);
  assert.equal(await page.locator('ol.lines > li').count(), 3);
  await close();
});

test('the last noun is the kind; a guess stays open between kinds until a person has said yes', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  await paste(page, '品名\t数量\t単価\nタブレット通信料\t10\t3,000\n介護ソフト用サーバー本体\t1\t250,000\n介護ソフト操作研修\t1\t50,000');
  await withoutTax(page);
  await page.getByText('種類を推測した明細が1行あります。').waitFor();
  assert.equal(await page.locator('.import-rows .mark.confirm').count(), 1);
  const items = await added(page, 3);
  assert.deepEqual(items.map(({ kind }) => kind), ['communication-charge', 'fixed-terminal', undefined]);
  assert.ok(items[2].kindAmong.length > 1 && items[2].kindAmong.includes('care-software'), `${items[2].kindAmong}`);
  await close();
});

test('a subtotal is compared, not counted', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  await paste(page, 'タブレット\t5\t40,000\t200,000\nタブレット小計\t\t\t200,000');
  await withoutTax(page);
  assert.match(await shown(page), /「タブレット小計」と明細の合計が合います。/);
  await added(page, 1);
  assert.deepEqual(await lines(page), [['portable-terminal', 'タブレット', 40_000, 5, 'excluded']]);
  await close();
});

test('months are the contract’s: those in the year are asked', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  await paste(page, '品名\t数量\t単位\t単価\t金額\n保守費\t60\t月\t3,000\t180,000');
  await withoutTax(page);
  await page.getByText('確かめることが1件あります。').waitFor();
  assert.equal(await main(page).getAttribute('aria-disabled'), 'true');
  assert.equal(await page.locator('#ask-months-2 option').count(), 14, 'none yet, and 0 to 12');
  await page.locator('#ask-months-2').focus();
  await page.locator('#ask-months-2').selectOption({ label: '2か月' });
  await page.waitForFunction(() => document.activeElement.id === 'ask-months-2');
  assert.match(await page.locator('[data-screen="import"] .found').innerText(), /税抜 180,000円\s+うち年度内の分：6,000円/);
  const [item] = await added(page, 1);
  assert.deepEqual([item.unitPriceYen, item.quantity, item.months], [3_000, 1, { inYear: 2, total: 60 }]);
  await close();
});

test('two columns that could be the price: the person says which', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  await paste(page, '品名\t数量\t標準価格\t提供価格\n介護記録ソフト\t1\t700,000\t600,000\nタブレット\t5\t50,000\t40,000');
  await withoutTax(page);
  await page.getByText('確かめることが1件あります。').waitFor();
  await page.getByLabel('「提供価格」（600,000、40,000）', { exact: true }).check();
  const prices = (await added(page, 2)).map(({ unitPriceYen, quantity }) => [unitPriceYen, quantity]);
  assert.deepEqual(prices, [[600_000, 1], [40_000, 5]]);
  await close();
});

test('one column that could be two things, amounts alone, and what is paid once beside what is paid monthly', async () => {
  for (const [text, answer, expected] of [
    ['品名,数量,価格\n介護ソフト,1,"400,000"\nタブレット,5,"200,000"', (page) => page.getByLabel('全部の金額', { exact: true }).check(), [[400_000, 1, undefined], [40_000, 5, undefined]]],
    ['品名,数量,価格\n介護ソフト,1,"400,000"\nタブレット,5,"200,000"', (page) => page.getByLabel('1つ分の単価', { exact: true }).check(), [[400_000, 1, undefined], [200_000, 5, undefined]]],
    ['内訳\t数\t金額（円）\n介護記録ソフト\t1\t600,000\nタブレット\t5\t200,000', () => {}, [[600_000, 1, undefined], [40_000, 5, undefined]]],
    ['品名\t初期費用\t月額費用\n介護ソフト\t300,000\t20,000', (page) => page.locator('#ask-months-2').selectOption({ label: '6か月' }), [[300_000, 1, undefined], [20_000, 1, 6]]],
  ]) {
    const { page, close } = await opened('saitama-ict-r5');
    await paste(page, text);
    await withoutTax(page);
    await answer(page);
    const read = (await added(page, 2)).map(({ unitPriceYen, quantity, months }) => [unitPriceYen, quantity, months?.inYear]);
    assert.deepEqual(read, expected, text);
    await close();
  }
});

test('cells and marks: read where one reading is left, else asked and put aside by name', async () => {
  for (const [text, expected] of [
    ['品名,数量,単価,金額\nタブレット,5,40,000,200,000\n', [[40_000, 5]]],
    ['介護記録ソフト 1 式 600,000 600,000', [[600_000, 1]]],
    ['品名\t数量\t単価\t金額\n介護ソフト\t1\t¥600,000-\t¥600,000-\nタブレット\t5\t40,000.-\t200,000.-', [[600_000, 1], [40_000, 5]]],
  ]) {
    const { page, close } = await opened('saitama-ict-r5');
    await paste(page, text);
    await withoutTax(page);
    const read = (await added(page, expected.length)).map(({ unitPriceYen, quantity }) => [unitPriceYen, quantity]);
    assert.deepEqual(read, expected, text);
    await close();
  }
  for (const row of ['タブレット,5,40,000', 'タブレット,5,600.000', 'タブレット,"1,5",40000']) {
    const { page, close } = await opened('saitama-ict-r5');
    await paste(page, `品名,数量,単価\n${row}\n介護ソフト,1,"600,000"\n`);
    await withoutTax(page);
    await page.getByText(/確かめることが[12]件あります。/).waitFor();
    await page.getByRole('button', { name: '2行を追加する', exact: true }).focus();
    await page.keyboard.press('Enter');
    assert.match(await page.locator('[data-screen="import"] [role="status"] .wrong').innerText(), /残っています。/);
    await page.getByLabel('2行目は追加しない', { exact: true }).check();
    await page.waitForFunction(() => document.activeElement.id === 'aside-2');
    const read = (await added(page, 1)).map(({ name, unitPriceYen }) => [name, unitPriceYen]);
    assert.deepEqual(read, [['介護ソフト', 600_000]], row);
    await close();
  }
});

test('a sum that does not fit is asked; the discount of the quote is shared', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  const rows = '品名,数量,単価,金額\n介護ソフト,1,"400,000","400,000"\nタブレット,3,"42,000","126,000"\n';
  await paste(page, `${rows}小計,,,"516,000"\n`);
  await withoutTax(page);
  await page.getByText('明細を足すと、526,000円です。').waitFor();
  assert.equal(await main(page).getAttribute('aria-disabled'), 'true');
  await page.getByLabel('4行目の合計とは比べない', { exact: true }).check();
  await page.getByText('2行を読み込めます。').waitFor();
  await paste(page, '品名,数量,単価,金額\n介護ソフト,1,"600,000","600,000"\nタブレット,5,"40,000","200,000"\n小計,,,"800,000"\n出精値引き,,,"-50,000"\n合計（税抜）,,,"750,000"\n');
  assert.match(await shown(page), /5行目　出精値引き　-50,000\s+値引き（2・3行目の明細に、金額の割合で割り振ります）/);
  assert.deepEqual((await added(page, 2)).map(({ discountYen }) => discountYen), [37_500, 12_500]);
  await close();
});

test('two presses add once', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  await paste(page, QUOTE);
  await withoutTax(page);
  await main(page).evaluate((button) => {
    button.click();
    button.click();
  });
  await heading(page, 'answers');
  assert.equal((await lines(page)).length, 3);
  await close();
});

test('files that hold no text, and digits behind names: what it is and what to do', async () => {
  const { page, close } = await opened('saitama-ict-r5');
  for (const [contents, words] of [
    ['%PDF-1.7\n', /^PDFのファイルです。.*PDFを開いて/],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x80, 0xa0, 0xff]), /^画像のファイルです。/],
    [Buffer.from('PK\x03\x04'), /^Excelなどのファイルです。/],
    ['品名数量単価\n介護ソフト1600,000\nタブレット540,000', /^品名と数字がつながっていて/],
  ]) {
    await choose(page, 'table-file', 'x', contents);
    await page.locator('[data-screen="import"] .notice').filter({ hasText: words }).waitFor();
    assert.equal(await main(page).count(), 0);
  }
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
  const text = '品名,単価（税抜）,数量\r\n①髙橋㈱ 介護ソフト,100000,1\r\n';
  const expected = [['care-software', '①髙橋㈱ 介護ソフト', 100_000, 1, 'excluded']];
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
  const rows = (count) => `品名,単価（税抜）,数量\n${'介護ソフト,1000,1\n'.repeat(count)}`;
  for (const [contents, words] of [
    [rows(50_000), /取り込める明細は1000行までです。/],
    [rows(1_020), /取り込める明細は1000行までです。/],
    [Buffer.alloc(9 << 20, 'x'), /ファイルが大きすぎます。/],
    [Buffer.from([0x80, 0xa0, 0xff, 0x89]), /文字コードが分からないため、読めません。/],
    // What is no text is called by its name, however large it is.
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x80, 0xa0, 0xff]), /^画像のファイルです。.*1行ずつ入力するか/],
    [Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(9 << 20)]), /^画像のファイルです。/],
    [Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), /^画像のファイルです。/],
    [Buffer.from('%PDF-1.7\n%âãÏÓ\n'), /^PDFのファイルです。.*コピーして貼り付けてください/],
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
  await page.getByText('読み込める行がありません。').waitFor();
  assert.deepEqual(problems, []);
  await close();
});

test('with lines that are there, no more than 1,000 together', async () => {
  const { page, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  await go(page, 'import');
  await paste(page, `品名,単価（税抜）,数量\n${'介護ソフト,1000,1\n'.repeat(999)}`);
  await page.getByText('999行を読み込めます。').waitFor();
  await page.getByText(/合わせると1000行を超えるため、追加できません。/).waitFor();
  assert.equal(await page.locator('.import-rows tbody tr').count(), 50);
  await page.getByText('ほかに950行あります。').waitFor();
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
