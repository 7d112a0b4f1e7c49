// The form as people use it: each programme from the start page to a result that equals a hand-worked case, typing
// mistakes and how they are got rid of, numbers in every dress, Back and Forward, leaving with unsaved input.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addLine, answer, choose, figure, fill, found, toResult, type, yen } from './form.mjs';
import { axe, debug, says, shot, start } from './harness.mjs';
import { CASES } from '../programmes.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

/** What the page does not say as text but its classes do: the words of a line's mark. */
const WORDS = { counted: '対象', 'partly-counted': '一部対象', excluded: '対象外', 'needs-confirmation': '要確認' };

for (const [programme, id] of [...CASES, ['gunma-caretech-r8', 'G11a']]) {
  test(`${programme}: from the start page to the result of case ${id}`, async () => {
    const { application, expect } = await found(programme, id);
    const { page, problems, close } = await browser.open();
    await choose(page, programme);
    await fill(page, application);
    await says(figure(page), yen(expect.amountYen));
    // Each line says at once what became of it.
    const keys = await page.locator('ol.lines > li').evaluateAll((lines) => lines.map((line) => line.id));
    for (const [at, item] of application.items.entries()) {
      const outcome = page.locator(`#${keys[at]} .outcome`);
      const status = expect.items[item.id];
      if (status) {
        await says(outcome.locator('.mark').first(), WORDS[status]);
      }
      const counted = expect.countedYen?.[item.id];
      if (counted !== undefined) {
        await says(outcome.locator('.yen'), yen(counted));
      }
    }
    await toResult(page);
    await says(page.locator('.headline .figure'), yen(expect.amountYen));
    for (const clause of ['すべての計算過程', '要件', '計算のあらまし']) {
      assert.equal(await page.getByRole('heading', { name: clause }).count(), 1, clause);
    }
    assert.deepEqual(await axe(page), []);
    await shot(page, `result-${id}`);
    assert.deepEqual(problems, []);
    await close();
  });
}

test('the status stands before the figure, on the answers and on the result', async () => {
  for (const [programme, word] of [['saitama-ict-r5', '受付終了'], ['gunma-caretech-r8', '案（未施行）']]) {
    const { page, close } = await browser.open(`#${programme}`);
    const summary = await page.locator('.summary').innerText();
    assert.ok(summary.indexOf(word) >= 0 && summary.indexOf(word) < summary.indexOf('円'), summary);
    await toResult(page);
    const headline = await page.locator('.headline').innerText();
    assert.ok(headline.indexOf(word) >= 0 && headline.indexOf(word) < headline.indexOf('補助額の目安（上限）'), headline);
    await close();
  }
});

test('a range while answers are missing; the link leads to the question that matters', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  assert.match(await figure(page).textContent(), /^0円 〜 [\d,]+円$/);
  const next = page.locator('.summary-next .link');
  await next.waitFor();
  await next.click();
  await page.waitForFunction(() => document.activeElement.closest('.question') !== null);
  await close();
});

test('a typing mistake is told at the field, stays there, counts as no answer, and goes when corrected', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  const field = page.locator('[name="staff-fte"]');
  const id = await field.getAttribute('id');
  const error = page.locator(`#${id}-error`);
  await answer(page, 'staff-fte', '18');
  const [known, unknown] = ['0円 〜 1,600,000円', '0円 〜 2,600,000円'];
  await says(figure(page), known);
  for (const [text, said] of [
    ['十人', /数字で入力してください（例：10\.5）/],
    ['-3', /マイナスの数は入力できません/],
    ['10,5', /点（\.）を使います/],
    ['1.0000000001', /9桁まで/],
  ]) {
    await field.fill(text);
    assert.ok(await error.isHidden() || said.test(await error.textContent()), 'no new error while typing');
    await field.blur();
    assert.match(await error.textContent(), said);
    assert.equal(await field.inputValue(), text);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal((await field.getAttribute('aria-describedby')).split(' ')[0], `${id}-error`);
    await says(figure(page), unknown);
    const wrong = page.getByRole('button', { name: '入力に誤りが1件あります' });
    await wrong.click();
    await page.waitForFunction((field) => document.activeElement.id === field, id);
  }
  assert.deepEqual(await axe(page), []);
  await shot(page, 'answers-error');
  // Who does not know the number has made no mistake; the text stays, and with it what is wrong.
  const aside = page.locator(`#${id.replace(/-number$/, '-unknown')}`);
  await aside.check();
  assert.ok(await error.isHidden() && (await field.isDisabled()), 'an error at a field that is put aside');
  assert.equal(await field.getAttribute('aria-invalid'), 'false');
  await page.locator('.summary .wrong').waitFor({ state: 'detached' });
  await aside.uncheck();
  await error.waitFor();
  assert.equal(await field.inputValue(), '1.0000000001');
  await field.fill('18');
  assert.ok(await error.isHidden(), 'gone as soon as it is corrected');
  await field.blur();
  await says(figure(page), known);
  assert.equal(await page.locator('.summary .wrong').count(), 0);
  await close();
});

test('amounts beyond the limits, and quantities, are told at the field', async () => {
  const { page, close } = await browser.open('#kumamoto-ict-r5');
  const kind = await firstKind(page);
  const key = await addLine(page, kind);
  for (const [slot, text, said] of [
    ['price', '1000000001', /1,000,000,000円まで/],
    ['price', '1.5', /小数は入力できません/],
    ['price', '六十万', /例：600,000/],
    ['quantity', '100001', /100,000まで/],
    ['quantity', '1.5', /整数/],
  ]) {
    await type(page, `${key}-${slot}`, text);
    assert.match(await page.locator(`#${key}-${slot}-error`).textContent(), said);
    await type(page, `${key}-${slot}`, '1');
    assert.ok(await page.locator(`#${key}-${slot}-error`).isHidden());
  }
  await page.locator(`#${key}-monthly`).check();
  await type(page, `${key}-in-year`, '13');
  assert.match(await page.locator(`#${key}-in-year-error`).textContent(), /0から12/);
  await type(page, `${key}-in-year`, '6');
  await type(page, `${key}-total`, '5');
  assert.match(await page.locator(`#${key}-total-error`).textContent(), /6から/);
  await close();
});

async function firstKind(page) {
  await page.locator('#add-line').click();
  const kind = await page.locator('[data-kind]').first().getAttribute('data-kind');
  await page.keyboard.press('Escape');
  return kind;
}

test('full-width digits, commas and 万円 are taken and said back; nothing is rewritten while typing', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  await page.locator('input[name="quote-tax"][value="excluded"]').check();
  const key = await addLine(page, await firstKind(page));
  const price = page.locator(`#${key}-price`);
  for (const [text, value] of [
    ['６００，０００円', '600,000'],
    ['12万3千円', '123,000'],
    ['1.5万円', '15,000'],
    ['￥1,234,000', '1,234,000'],
    ['５百万', '5,000,000'],
  ]) {
    await price.fill('');
    await price.pressSequentially(text);
    assert.equal(await price.inputValue(), text, 'as typed');
    await price.blur();
    assert.equal(await price.inputValue(), value);
    assert.equal(await page.locator(`#${key}-price-echo`).textContent(), `${value}円`);
  }
  await close();
});

test('a field that an IME composes in is left alone', async () => {
  const { page, context, close } = await browser.open('#saitama-ict-r5');
  const field = page.locator('[name="staff-fte"]');
  await field.focus();
  const devtools = await context.newCDPSession(page);
  await debug(devtools, 'Input.imeSetComposition', { text: '１８', selectionStart: 2, selectionEnd: 2 });
  assert.equal(await field.inputValue(), '１８');
  await debug(devtools, 'Input.insertText', { text: '１８' });
  assert.equal(await field.inputValue(), '１８');
  await field.blur();
  assert.equal(await field.inputValue(), '18');
  await close();
});

test('Back and Forward move between screens and lose nothing', async () => {
  const { page, close } = await browser.open();
  await choose(page, 'saitama-ict-r5');
  await answer(page, 'staff-fte', '18');
  await answer(page, 'in-prefecture', true);
  const key = await addLine(page, await firstKind(page));
  await type(page, `${key}-price`, '10万');
  await toResult(page);
  assert.match(await page.title(), /結果/);
  await page.waitForFunction(() => document.activeElement.localName === 'h1');
  await page.goBack();
  await page.locator('[data-screen="answers"] h1').waitFor();
  assert.match(await page.title(), /入力/);
  assert.equal(await page.locator(`#${key}-price`).inputValue(), '100,000');
  await page.goBack();
  await page.locator('[data-screen="start"]').waitFor();
  assert.equal(await page.locator('[data-screen="answers"]').count(), 0);
  await page.goForward();
  await page.locator('[data-screen="answers"] h1').waitFor();
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '18');
  assert.equal(await page.locator('input[name="in-prefecture"]:checked').getAttribute('value'), 'true');
  assert.equal(await page.locator(`#${key}-price`).inputValue(), '100,000');
  await page.goForward();
  await page.locator('[data-screen="result"] h1').waitFor();
  await close();
});

test('leaving with unsaved input asks first, and only then', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  const asked = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await page.reload();
  assert.deepEqual(asked, []);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await page.locator('input[name="in-prefecture"][value="true"]').check();
  await page.reload();
  assert.deepEqual(asked, ['beforeunload']);
  await close();
});

test('leaving after everything was cleared does not ask', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  const asked = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await page.locator('input[name="in-prefecture"][value="true"]').check();
  await page.locator('.clear button').click();
  await page.locator('.clear button').first().click();
  await page.locator('input[name="in-prefecture"][value="true"]:not(:checked)').waitFor();
  await page.reload();
  assert.deepEqual(asked, []);
  await close();
});

test('an address opens its programme; one that leads nowhere shows the start with a sentence', async () => {
  const { page, close } = await browser.open('#gunma-caretech-r8');
  assert.match(await page.locator('h1:visible').textContent(), /群馬県/);
  await page.goto(`${browser.address}#nowhere`);
  await page.getByText('この試算にはありません').waitFor();
  assert.equal(await page.locator('[data-screen="start"]').count(), 1);
  await close();
});

test('lines are added by search, copied, moved, deleted and brought back', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  const titles = () => page.locator('ol.lines h3').allTextContents();
  for (const words of ['ルータ', '複合機', 'ｉＰａｄ']) {
    await page.locator('#add-line').click();
    await page.locator('#kinds-search').fill(words);
    assert.ok((await page.locator('[data-kind]').count()) >= 1, words);
    await page.locator('[data-kind]').first().click();
  }
  const [first, second, third] = await titles();
  assert.equal(new Set([first, second, third]).size, 3);
  await page.locator('ol.lines > li').nth(2).getByRole('button', { name: '上へ' }).click();
  assert.deepEqual(await titles(), [first, third, second]);
  await page.locator('ol.lines > li').nth(0).getByRole('button', { name: '複製' }).click();
  assert.deepEqual(await titles(), [first, first, third, second]);
  await page.locator('ol.lines > li').nth(2).getByRole('button', { name: 'この行を削除' }).click();
  assert.deepEqual(await titles(), [first, first, second]);
  await page.getByRole('button', { name: '元に戻す' }).click();
  assert.deepEqual(await titles(), [first, first, third, second]);
  await close();
});

test('not knowing the costs, having none, and having entered none yet are three things', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  const open = await figure(page).textContent();
  assert.match(open, /〜/);
  await page.locator('input[name="costs"][value="lines"]').check();
  assert.equal(await figure(page).textContent(), open, 'no lines yet is not zero');
  await page.locator('#no-costs').check();
  await says(figure(page), '0円');
  await page.locator('input[name="costs"][value="unknown"]').check();
  await says(figure(page), open);
  await close();
});

test('an attached cost follows the lines that it names', async () => {
  const { application } = await found('gunma-caretech-r8', 'G16');
  const { page, close } = await browser.open('#gunma-caretech-r8');
  await fill(page, application);
  const before = '1,348,000円';
  await says(figure(page), before);
  await page.locator('ol.lines > li').nth(0).getByRole('button', { name: 'この行を削除' }).click();
  await says(page.locator('#l2 .outcome .mark').first(), '対象外');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await says(figure(page), before);
  await close();
});

test('a line that is not complete is told beside the figure, and the closed bar leads on', async () => {
  const { page, close } = await browser.open('#gunma-caretech-r8', { viewport: { width: 360, height: 740 } });
  const key = await addLine(page, 'monitoring');
  await type(page, `${key}-price`, '１２万');
  await says(figure(page), '0円（入力中の1行を除く）');
  await says(page.locator('p.unseen[role="status"]'), '補助額の目安（上限） 0円。入力中の明細1行は、金額に入っていません。');
  const [bar, link] = await Promise.all(
    ['.summary-next', '.summary-next .link'].map((part) => page.locator(part).first().boundingBox()),
  );
  assert.ok(link.width > 100 && link.x + link.width <= bar.x + bar.width, `${JSON.stringify(link)} in ${JSON.stringify(bar)}`);
  await page.locator('.summary-next .link').click();
  await page.waitForFunction(() => document.activeElement.name === 'quote-tax');
  await page.locator('input[name="quote-tax"][value="included"]').check();
  await says(figure(page), /^[^（]+$/);
  await close();
  const { application } = await found('gunma-caretech-r8', 'G16');
  const whole = await browser.open('#gunma-caretech-r8', { viewport: { width: 360, height: 740 } });
  await fill(whole.page, application);
  await says(figure(whole.page), '1,348,000円');
  const complete = whole.page.locator('.summary .complete');
  await complete.waitFor({ state: 'attached' });
  assert.ok(await complete.isHidden(), 'the closed bar has its two lines');
  await whole.page.locator('.summary .toggle').click();
  assert.ok(await complete.isVisible());
  await whole.close();
});

test('what cannot be computed is said with its reason and is never 0', async () => {
  const { application } = await found('saitama-ict-r5', 'S7');
  const { page, close } = await browser.open('#saitama-ict-r5');
  await fill(page, { ...application, answers: { ...application.answers, 'staff-fte': '0' } });
  await says(figure(page), '計算できません');
  assert.match(await page.locator('.summary').innerText(), /職員数が0人/);
  await toResult(page);
  assert.match(await page.locator('.headline').innerText(), /計算できません[\s\S]*職員数が0人/);
  assert.doesNotMatch(await page.locator('.headline').innerText(), /^0円/m);
  await close();
});

test('who cannot apply reads that above the figure', async () => {
  const { application } = await found('saitama-ict-r5', 'S7');
  const { page, close } = await browser.open('#saitama-ict-r5');
  await fill(page, { ...application, answers: { ...application.answers, 'in-prefecture': false } });
  await toResult(page);
  const text = await page.locator('.headline').innerText();
  assert.ok(text.indexOf('条件を満たしません') < text.indexOf('1,161,000円'), text);
  await close();
});

test('two hundred lines can be entered', async () => {
  const { page, problems, close } = await browser.open('#gunma-caretech-r8');
  await page.locator('input[name="quote-tax"][value="included"]').check();
  const kind = await firstKind(page);
  await type(page, `${await addLine(page, kind)}-price`, '123456');
  await page.evaluate(async () => {
    for (let count = 1; count < 200; count += 1) {
      document.querySelector('ol.lines > li:last-child [id$="-copy"]').click();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  });
  assert.equal(await page.locator('ol.lines > li').count(), 200);
  const last = await page.locator('ol.lines > li').last().getAttribute('id');
  const price = page.locator(`#${last}-price`);
  await price.click();
  await price.press('End');
  await price.pressSequentially('789');
  await price.blur();
  assert.equal(await price.inputValue(), '123,456,789');
  assert.deepEqual(problems, []);
  await close();
});

test('nothing is fetched after the page has loaded', async () => {
  const { application } = await found('gunma-caretech-r8', 'G16');
  const { page, requests, close } = await browser.open('#gunma-caretech-r8');
  await page.waitForSelector('html[data-loaded]', { state: 'attached' });
  const loaded = requests.length;
  await fill(page, application);
  await toResult(page);
  await page.goto(`${browser.address}#saitama-ict-r5`);
  await page.locator('[data-screen="answers"] h1').waitFor();
  assert.deepEqual(requests.slice(loaded), []);
  assert.deepEqual(await page.context().cookies(), []);
  await close();
});
