// 試算結果・自己点検表 on paper: pages, contents, the statement to copy from; and what other screens print.
// The figures are worked out by hand from the cases' own words (`why`) and the quote with tax.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CASES, application, choose, decoded, filled, go, link, since } from './exchange.mjs';
import { type } from './form.mjs';
import { loaded, start } from './harness.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

const sheet = (page) => page.locator('[data-screen="print"]');
const part = (page, heading) => sheet(page).locator('.part', { has: page.getByRole('heading', { name: heading, exact: true }) });

/** What a table says: a list of cells for each row. */
const rows = (place) =>
  place.locator('tbody tr').evaluateAll((found) => found.map((row) => [...row.cells].map((cell) => cell.textContent)));

/** How many pages a print has. Chromium writes each as an object of its own. */
async function pages(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
}

async function printed(programme, id, options) {
  const visit = await filled(browser, programme, id, options);
  await go(visit.page, 'print');
  await sheet(visit.page).locator('.code .hint').waitFor();
  return visit;
}

const STATEMENTS = {
  // 880,000 + 110,000 + 361,680 + 165,000 + 55,000 + 132,000 + 33,000 + 220,000 with tax.
  'saitama-ict-r5': { status: '受付終了', rows: [
    ['総事業費', '1,956,680円'],
    ['寄附金その他の収入', '0円'],
    ['差引額', '1,956,680円'],
    ['対象経費', '1,548,800円'],
    ['補助率', '3/4'],
    ['補助率を掛けた額', '1,161,600円'],
    ['選定額（上限を当てはめた額）', '1,161,600円'],
    ['交付申請額', '1,161,000円'],
    ['自己負担', '795,680円'],
  ] },
  // 660,000 + 330,000 + 22,000 + 13,200 + 55,000.
  'kumamoto-ict-r5': { status: '受付終了', rows: [
    ['総事業費', '1,080,200円'],
    ['寄附金その他の収入', '0円'],
    ['差引額', '1,080,200円'],
    ['対象経費', '950,000円'],
    ['補助率', '3/4'],
    ['補助率を掛けた額', '712,500円'],
    ['選定額（上限を当てはめた額）', '712,000円'],
    ['交付申請額', '712,000円'],
    ['自己負担', '368,200円'],
  ] },
  // 8 × 231,000 + 400,000; of these 6 × 231,000 + 300,000 count.
  'gunma-caretech-r8': { status: '案（未施行）', rows: [
    ['総事業費', '2,248,000円'],
    ['寄附金その他の収入', '0円'],
    ['差引額', '2,248,000円'],
    ['対象経費', '1,686,000円'],
    ['補助率', '4/5'],
    ['補助率を掛けた額', '1,348,800円'],
    ['TAISに掲載された介護テクノロジー', '1,348,000円'],
    ['交付申請額', '1,348,000円'],
    ['自己負担', '900,000円'],
  ] },
};

for (const [programme, id] of CASES) {
  test(`${programme}: two or three pages with everything that is known, and nothing is asked for`, async () => {
    const { page, requests, problems, close } = await printed(programme, id);
    const count = requests.length;
    assert.ok(STATEMENTS[programme], `${programme}: work its statement out by hand and add it to STATEMENTS`);
    const { status, rows: statement } = STATEMENTS[programme];
    const amount = new Map(statement).get('交付申請額');
    assert.ok((await pages(page)) <= 3);
    assert.equal(await sheet(page).locator('.status').innerText(), status);
    assert.equal(await sheet(page).locator('.figure').innerText(), amount);
    assert.match(await sheet(page).locator('.headline').innerText(), /これは試算であり、交付を約束するものではありません。/);
    assert.equal((await rows(part(page, '計算'))).at(-1)[2], amount);
    const { items } = await application(programme, id);
    const lines = await rows(part(page, '明細'));
    assert.deepEqual(lines.map(([number]) => number), items.map((_, at) => `${at + 1}`));
    items.forEach((item, at) => assert.ok(lines[at][1].startsWith(item.name), item.name));
    assert.deepEqual(
      (await rows(part(page, '経費所要額調書の下書き'))).map((row) => row.slice(0, 2)),
      statement,
    );
    const about = await part(page, 'この試算について').innerText();
    assert.match(about, /もとにした制度[^]*条文の日付[^]*最後の確認[^]*試算した日[^]*規則の版\s*sha256:[0-9a-f]{64}/);
    assert.ok((await part(page, 'この試算の読み方と、県に確かめること').locator('li').count()) > 0);
    // As many conditions, papers and deadlines as the self-check has, by the same names.
    const of = async (heading, inside) => (await part(page, heading).locator(inside).allInnerTexts()).map((text) => text.trim());
    const [groups, stages] = [await of('条件', 'h3'), await of('書類', 'h3')];
    const [conditions, papers, due] = [await of('条件', 'li'), await of('書類', 'li'), await rows(part(page, '期限'))];
    await go(page, 'check');
    const check = page.locator('[data-screen="check"]');
    const shown = (id) => check.locator(`section:has(> #check-${id}) .group:visible > h3`).allInnerTexts();
    assert.deepEqual((await shown('conditions')).slice(0, groups.length), groups);
    assert.deepEqual(await shown('papers'), stages);
    assert.equal(conditions.length, await check.locator('[data-requirement]').count());
    const wanted = check.locator('[data-stage] .entries > li').filter({ hasNot: page.locator('.mark', { hasText: '不要' }) });
    assert.equal(papers.length, await wanted.count());
    assert.deepEqual(await rows(check.locator('.deadlines')), due);
    assert.deepEqual(since(requests, count), []);
    assert.deepEqual(problems, []);
    await close();
  });
}

test('the reception and what has passed are told, and the code opens the same application', async () => {
  const { page, close } = await printed('kumamoto-ict-r5', 'K5', { deviceScaleFactor: 2 });
  const due = await rows(part(page, '期限'));
  assert.match(due.find(([what]) => what === '申請の受付')[1], /から.*まで.*期限を過ぎています$/);
  const code = await decoded(browser, await sheet(page).locator('.qr svg').screenshot());
  await go(page, 'share');
  assert.equal(code, await link(page));
  await close();
});

test('dates, ticks and contradictions are printed; what is too much for a code is said', async () => {
  const given = await application('saitama-ict-r5', 'S7');
  // Prices that do not compress.
  given.items = Array.from({ length: 150 }, (_, at) => ({ ...given.items[2], id: `i${at + 1}`, unitPriceYen: (7919 * (at + 1) ** 2) % 99_991 }));
  const { page, close } = await browser.open('#saitama-ict-r5/share');
  await loaded(page);
  await choose(page, 'open-file', 'many.json', JSON.stringify(given));
  await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  await go(page, 'check');
  await page.locator('#paper-ict-plan').check();
  await type(page, 'date-decision', '2023-10-02');
  await type(page, 'date-completion', '2023-09-01');
  await go(page, 'print');
  assert.match(await sheet(page).locator('.code .hint').innerText(), /二次元コードはありません.*ファイルに保存/);
  assert.equal(await sheet(page).locator('.qr').count(), 0);
  assert.match(await part(page, '期限').locator('p.wrong').innerText(), /^事業完了日が交付決定日より前です/);
  assert.equal(await part(page, '書類').getByRole('img', { name: '用意した' }).count(), 1);
  await close();
});

for (const screen of ['', 'result', 'check', 'quote', 'share', 'print']) {
  test(`${screen || 'answers'}: printed without ways and buttons, black on white from the dark theme`, async () => {
    const { page, close } = await filled(browser, ...CASES[0], { colorScheme: 'dark' });
    if (screen) {
      await go(page, screen);
    }
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const seen = await page.evaluate(() => {
      const shown = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility());
      const bright = (colour) => {
        const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
        return a === 0 ? 1 : (r + g + b) / 765;
      };
      const named = (one) => `${one.localName}.${one.className}`;
      return {
        heading: shown.some((one) => one.matches('[data-screen] h1')),
        ways: shown.filter((one) => one.matches('button, nav, .skip, .site-tools, dialog, .act')).map(named),
        // Bars are pictures.
        dim: shown
          .filter((one) => !one.closest('.picture') && [getComputedStyle(one).color, getComputedStyle(one).backgroundColor].some((colour, at) => (at ? bright(colour) < 0.9 : bright(colour) > 0.4)))
          .map(named),
      };
    });
    assert.deepEqual(seen, { heading: true, ways: [], dim: [] });
    await close();
  });
}
