// What this browser keeps, and several drafts side by side: off until it is asked for, on, denied, full, garbage, other
// pages' keys, two tabs; open, name, copy, delete and undo, begin, clear.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { addLine, answer, choose, figure, fill, found, toResult, type, yen } from './form.mjs';
import { axe, loaded, shot, start, until } from './harness.mjs';

const KEY = 'kaigo-hojo/drafts';
const ASIDE = 'kaigo-hojo/unreadable';
const SAITAMA = 'saitama-ict-r5';
const GUNMA = 'gunma-caretech-r8';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

const stored = (page, key = KEY) => page.evaluate((at) => localStorage.getItem(at), key);
const document = async (page) => JSON.parse(await stored(page));
const keys = (page) => page.evaluate(() => Object.keys(localStorage).toSorted());
const cards = (page) => page.locator('#drafts > li');
const sentence = (page) => page.locator('[data-screen="drafts"] [role="status"]').allTextContents();

async function toDrafts(page) {
  await page.locator('.site-drafts a').click();
  await page.locator('[data-screen="drafts"] h1').waitFor();
}

async function keep(page) {
  await toDrafts(page);
  await page.locator('#keep').check();
}

/** A visit to a browser that has kept this text. */
async function seeded(text, hash = '') {
  const opened = await browser.visit();
  const { page } = opened;
  await page.goto(browser.address);
  // The first load is over: nothing is broken off by the second one.
  await loaded(page);
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, text]);
  await page.goto(`${browser.address}${hash}`);
  await page.reload();
  leave(page);
  await loaded(page);
  return opened;
}

/** A visit that asks before it leaves would keep the browser waiting. */
const leave = (page) => page.on('dialog', (dialog) => dialog.accept());

async function openAt(hash, options) {
  const opened = await browser.open(hash, options);
  await loaded(opened.page);
  leave(opened.page);
  return opened;
}

test('nothing is stored until it is asked for', async () => {
  const { page, problems, close } = await openAt(`#${SAITAMA}`);
  await answer(page, 'staff-fte', '18');
  await toDrafts(page);
  await until(async () => (await cards(page).count()) === 1, 'a draft');
  assert.match((await sentence(page)).join(), /この端末には保存していません/);
  assert.deepEqual(await keys(page), []);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'drafts-off');
  assert.deepEqual(problems, []);
  await close();
});

test('kept drafts are there when the page is opened again, and leaving does not ask', async () => {
  const { application, expect } = await found(GUNMA, 'G16');
  const { page, problems, close } = await openAt(`#${GUNMA}`);
  await fill(page, application);
  const before = yen(expect.amountYen);
  await until(async () => (await figure(page).textContent()) === before, 'the amount of the case');
  await keep(page);
  await page.locator('#drafts input').fill('本町デイ');
  await page.locator('#drafts input').blur();
  await until(async () => (await document(page)).drafts[0].name === '本町デイ', 'the name is stored');
  const kept = await document(page);
  assert.equal(kept.schema, 'kaigo-hojo/storage/1');
  assert.equal(kept.drafts[0].schema, 'kaigo-hojo/draft/1');
  assert.deepEqual(kept.drafts[0].application.answers, application.answers);
  assert.equal(kept.drafts[0].application.items.length, application.items.length);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'drafts-on');
  const asked = [];
  page.on('dialog', (dialog) => asked.push(dialog.type()));
  await page.goto(`${browser.address}#${GUNMA}`);
  await page.reload();
  await loaded(page);
  assert.deepEqual(asked, []);
  await page.getByRole('button', { name: '「本町デイ」を開く' }).click();
  await until(async () => (await figure(page).textContent()) === before, 'the same figure');
  assert.equal(await page.getByRole('button', { name: '「本町デイ」を開く' }).count(), 0);
  await page.locator('h1:focus').waitFor();
  await toResult(page);
  assert.equal(await page.locator('.headline .figure').textContent(), before);
  assert.deepEqual(problems, []);
  await close();
});

test('every change is stored once typing pauses, and what is typed last before leaving', async () => {
  const { page, close } = await openAt(`#${SAITAMA}`);
  await keep(page);
  await page.goBack();
  await answer(page, 'staff-fte', '18');
  await until(async () => (await document(page)).drafts[0]?.application.answers['staff-fte'] === '18', 'stored');
  await answer(page, 'staff-fte', '19');
  const asked = [];
  page.on('dialog', (dialog) => asked.push(dialog.type()));
  await page.reload();
  assert.deepEqual(asked, [], 'stored on the way out');
  assert.equal((await document(page)).drafts[0].application.answers['staff-fte'], '19');
  await close();
});

test('a line that is being entered comes back as it was', async () => {
  const { page, close } = await openAt(`#${SAITAMA}`);
  await keep(page);
  await page.goBack();
  await page.locator('#add-line').click();
  const kind = await page.locator('[data-kind]').first().getAttribute('data-kind');
  await page.keyboard.press('Escape');
  const key = await addLine(page, kind);
  await type(page, `${key}-price`, '12万');
  await page.locator(`#${key}-quantity`).fill('');
  await toDrafts(page);
  const kept = await document(page);
  assert.deepEqual(kept.drafts[0].open, ['items[0].quantity', 'items[0].tax']);
  await page.goto(`${browser.address}#${SAITAMA}`);
  await page.reload();
  await loaded(page);
  await page.getByRole('button', { name: '「名前のない下書き」を開く' }).click();
  await page.locator(`#${key}-price`).waitFor();
  assert.equal(await page.locator(`#${key}-price`).inputValue(), '120,000');
  assert.equal(await page.locator(`#${key}-quantity`).inputValue(), '');
  assert.equal(await page.locator('input[name="quote-tax"]:checked').count(), 0);
  await close();
});

test('where storage is denied, that is said and everything else goes on', async () => {
  const { page, problems, close } = await browser.visit();
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto(`${browser.address}#${SAITAMA}`);
  leave(page);
  await loaded(page);
  await answer(page, 'staff-fte', '18');
  await toDrafts(page);
  await page.locator('#keep').click();
  await until(async () => (await sentence(page)).some((text) => text.includes('端末に保存できません')), 'it is said');
  assert.ok(!(await page.locator('#keep').isChecked()));
  assert.equal(await cards(page).count(), 1);
  await shot(page, 'drafts-denied');
  assert.deepEqual(problems, []);
  await close();
});

test('where there is no room, that is said and the drafts go on in memory', async () => {
  const { page, problems, close } = await openAt(`#${SAITAMA}`);
  await answer(page, 'staff-fte', '18');
  await page.evaluate(() => {
    localStorage.setItem('other', 'x');
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await keep(page);
  await until(async () => (await sentence(page)).some((text) => text.includes('いっぱい')), 'it is said');
  assert.equal(await cards(page).count(), 1);
  await page.goBack();
  await answer(page, 'staff-fte', '12');
  await toDrafts(page);
  await page.getByRole('button', { name: '開く' }).click();
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '12');
  await shot(page, 'drafts-full');
  assert.deepEqual(problems, []);
  await close();
});

for (const [what, text, left] of [
  ['no JSON', '{"schema":', 0],
  ['another page’s JSON', '[1,2,3]', 0],
  ['an empty text', '', 0],
  [
    'one draft of two',
    JSON.stringify({
      schema: 'kaigo-hojo/storage/1',
      current: 0,
      drafts: [
        { schema: 'kaigo-hojo/draft/1', name: '良い', application: { schema: 'kaigo-hojo/application/1', programme: SAITAMA } },
        { schema: 'kaigo-hojo/draft/1', name: '悪い', application: { programme: 7 } },
      ],
    }),
    1,
  ],
]) {
  test(`what cannot be read is put aside and offered as a file: ${what}`, async () => {
    const { page, problems, close } = await seeded(text);
    await toDrafts(page);
    assert.equal(await stored(page, ASIDE), text);
    assert.equal(await cards(page).count(), left);
    assert.equal((await document(page)).drafts.length, left, 'the rest is stored anew');
    assert.match((await sentence(page)).join(), /読めないものがありました/);
    assert.deepEqual(await axe(page), []);
    await shot(page, `drafts-garbage-${left}`);
    if (text !== '') {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'ファイルに保存する' }).click(),
      ]);
      assert.equal(await readFile(await download.path(), 'utf8'), text);
    }
    await page.getByRole('button', { name: '消す', exact: true }).click();
    assert.equal(await stored(page, ASIDE), null);
    assert.deepEqual(problems, []);
    await close();
  });
}

test('a later version’s drafts are left alone', async () => {
  const newer = '{"schema":"kaigo-hojo/storage/2","anything":true}';
  const { page, close } = await seeded(newer);
  await toDrafts(page);
  assert.match((await sentence(page)).join(), /新しい版/);
  await page.locator('#keep').click();
  await page.goto(`${browser.address}#${SAITAMA}`);
  await answer(page, 'staff-fte', '18');
  await toDrafts(page);
  assert.equal(await stored(page), newer);
  assert.deepEqual(await keys(page), [KEY]);
  await close();
});

test('other pages’ keys are left alone, even when everything is cleared', async () => {
  const { page, close } = await openAt(`#${SAITAMA}`);
  const others = { 'pref-session': '{"user":1}', drafts: 'theirs', 'kaigo-hojo': 'x' };
  await page.evaluate((entries) => Object.entries(entries).forEach(([key, value]) => localStorage.setItem(key, value)), others);
  await answer(page, 'staff-fte', '18');
  await keep(page);
  assert.deepEqual(await keys(page), [...Object.keys(others), KEY].toSorted());
  await page.locator('#clear-all').click();
  await page.getByRole('button', { name: 'すべて消す', exact: true }).click();
  await until(async () => (await stored(page)) === null, 'nothing is left');
  assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), others);
  assert.equal(await cards(page).count(), 0);
  assert.ok(!(await page.locator('#keep').isChecked()));
  await page.goto(`${browser.address}#${SAITAMA}`);
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '');
  await close();
});

test('another tab’s drafts are taken over, and what both have changed stays twice', async () => {
  const { page, context, close } = await openAt(`#${SAITAMA}`);
  await answer(page, 'staff-fte', '18');
  await keep(page);
  await page.locator('#drafts input').fill('本町');
  await page.locator('#drafts input').blur();
  const other = await context.newPage();
  leave(other);
  await other.goto(`${browser.address}#${SAITAMA}`);
  await loaded(other);
  await other.getByRole('button', { name: '「本町」を開く' }).click();
  await answer(other, 'staff-fte', '20');
  await until(async () => (await document(other)).drafts[0].application.answers['staff-fte'] === '20', 'stored there');
  // The first tab still has the old answers on its desk: a change of them is a draft of its own.
  await until(async () => (await page.locator('#drafts').innerText()).includes('本町'), 'listed here');
  await until(async () => (await sentence(page)).some((text) => text.includes('別のタブ')), 'it is said');
  await page.goto(`${browser.address}#${SAITAMA}`);
  await answer(page, 'staff-fte', '30');
  await until(async () => (await document(page)).drafts.length === 2, 'both are there');
  const numbers = (await document(page)).drafts.map(({ application }) => application.answers['staff-fte']);
  assert.deepEqual(numbers.toSorted(), ['20', '30']);
  // The other tab stops keeping: this one does too, and says so.
  await toDrafts(other);
  await other.locator('#keep').uncheck();
  await toDrafts(page);
  await until(async () => (await sentence(page)).some((text) => text.includes('保存をやめました')), 'it is said');
  assert.equal(await stored(page), null);
  assert.equal(await cards(page).count(), 2);
  await close();
});

test('drafts side by side: begin, name, copy, open, delete and undo', async () => {
  const { page, problems, close } = await openAt(`#${SAITAMA}`);
  await answer(page, 'staff-fte', '18');
  await toDrafts(page);
  await page.locator('#drafts input').fill('本町デイ');
  await page.locator('#drafts input').blur();
  await page.getByRole('button', { name: /複製/ }).click();
  await until(async () => (await cards(page).count()) === 2, 'a copy');
  assert.equal(await page.locator('#drafts input').nth(1).inputValue(), '本町デイの写し');
  await page.locator('#drafts input').nth(1).fill('東町デイ');
  await page.locator('#drafts input').nth(1).blur();
  assert.deepEqual(await page.locator('#drafts h3').allTextContents(), ['本町デイ 入力中', '東町デイ']);
  await page.getByRole('button', { name: '開く 東町デイ' }).click();
  await page.locator('[data-screen="answers"] h1').waitFor();
  await answer(page, 'staff-fte', '25');
  await toDrafts(page);
  assert.deepEqual(await page.locator('#drafts h3').allTextContents(), ['本町デイ', '東町デイ 入力中']);
  await page.getByRole('button', { name: '開く 本町デイ' }).click();
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '18');
  await toDrafts(page);
  await page.locator('#new-programme').selectOption(GUNMA);
  await page.getByRole('button', { name: '新しい下書きを始める' }).click();
  await page.locator('[data-screen="answers"] h1').waitFor();
  assert.match(await page.locator('h1:visible').textContent(), /群馬県/);
  await toDrafts(page);
  assert.equal(await cards(page).count(), 2, 'nothing entered is no draft');
  await page.getByRole('button', { name: '削除 本町デイ' }).click();
  await until(async () => (await cards(page).count()) === 1, 'it is gone');
  await page.goto(`${browser.address}#${SAITAMA}`);
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '', 'off the desk too');
  await toDrafts(page);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await until(async () => (await cards(page).count()) === 2, 'it is back');
  assert.deepEqual(await page.locator('#drafts h3').allTextContents(), ['本町デイ 入力中', '東町デイ']);
  assert.equal(await page.locator('.site-drafts a').textContent(), '下書き（2件）');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'drafts-two');
  await page.setViewportSize({ width: 360, height: 740 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  await shot(page, 'drafts-two-360');
  await page.goto(`${browser.address}#${SAITAMA}`);
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '18');
  assert.deepEqual(problems, []);
  await close();
});

test('what is entered can be cleared on every screen of the programme, after asking once', async () => {
  const { page, problems, close } = await openAt(`#${SAITAMA}`);
  await answer(page, 'staff-fte', '18');
  await keep(page);
  await page.goBack();
  await page.locator('#clear').click();
  assert.match(await page.locator('.clear').innerText(), /元に戻せません/);
  await page.getByRole('button', { name: 'やめる' }).click();
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '18');
  await toResult(page);
  await page.locator('#clear').click();
  await shot(page, 'clear');
  await page.getByRole('button', { name: '消す', exact: true }).click();
  await until(async () => (await document(page)).drafts.length === 0, 'the stored draft is gone');
  await page.goBack();
  await page.locator('[data-screen="answers"] h1').waitFor();
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '');
  assert.deepEqual(problems, []);
  await close();
});

test('a draft of a programme that is not here stays, can be named, and says why it cannot be opened', async () => {
  const draft = { schema: 'kaigo-hojo/draft/1', name: '昔', application: { schema: 'kaigo-hojo/application/1', programme: 'gone-r1' } };
  const { page, close } = await seeded(JSON.stringify({ schema: 'kaigo-hojo/storage/1', current: 0, drafts: [draft] }));
  await toDrafts(page);
  assert.match(await page.locator('#drafts').innerText(), /この試算にない制度（gone-r1）/);
  await page.getByRole('button', { name: '開く 昔' }).click();
  assert.match(await page.getByRole('alert').innerText(), /開けません/);
  await page.locator('#drafts input').fill('とても昔');
  await page.locator('#drafts input').blur();
  await until(async () => (await document(page)).drafts[0].name === 'とても昔', 'named');
  await close();
});

test('a programme is chosen from the start page with the drafts of another one beside it', async () => {
  const { page, close } = await openAt('');
  await choose(page, SAITAMA);
  await answer(page, 'staff-fte', '18');
  await page.goto(`${browser.address}#${GUNMA}`);
  await page.locator('[data-screen="answers"] h1').waitFor();
  await toDrafts(page);
  assert.equal(await cards(page).count(), 1);
  await close();
});
