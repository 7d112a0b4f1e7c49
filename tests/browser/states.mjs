// Every screen of the page in every state that it can be in, one after the other: a tour on which somebody looks. The
// tests of the page's dress take it, and the record of the accessibility test. Not a test itself.

import { application, choose, filled, go, link } from './exchange.mjs';
import { addLine, answer, type } from './form.mjs';
import { loaded } from './harness.mjs';
import { opened, pack } from './packs.mjs';

const SAITAMA = 'saitama-ict-r5';
const GUNMA = 'gunma-caretech-r8';

async function to(page, hash, screen) {
  await page.evaluate((there) => {
    location.hash = there;
  }, hash);
  await page.locator(`[data-screen="${screen}"]:not([hidden]) h1, [data-screen="${screen}"]:not([hidden])`).first().waitFor();
}

async function unfold(page, screen) {
  // Opening one draws what may hold others.
  for (let rounds = 0; rounds < 2; rounds += 1) {
    await page.locator(`[data-screen="${screen}"]`).evaluate((place) => {
      place.querySelectorAll('details:not([open])').forEach((details) => {
        details.open = true;
      });
    });
    await page.waitForTimeout(50);
  }
}

/** Before anything is entered, and with mistakes. */
async function empty(browser, options, look) {
  const { page, problems, close } = await browser.open('', options);
  await loaded(page);
  await look('start', page);
  await to(page, '#nowhere', 'start');
  await look('start-unknown-address', page);
  await to(page, '#drafts', 'drafts');
  await look('drafts-empty', page);
  await page.getByRole('button', { name: '新しい下書きを始める' }).click();
  await look('drafts-error', page);
  await to(page, `#${GUNMA}`, 'answers');
  await look('answers-empty-draft-programme', page);
  await page.locator('#add-line').click();
  await look('kinds', page);
  await page.locator('#kinds-search').fill('ありえない言葉');
  await look('kinds-nothing-found', page);
  await page.keyboard.press('Escape');
  for (const screen of ['result', 'check', 'staff', 'quote', 'share', 'import', 'print']) {
    await go(page, screen);
    await look(`${screen}-empty`, page);
  }
  await to(page, `#${SAITAMA}`, 'answers');
  await look('answers-empty-closed-programme', page);
  await addLine(page, 'care-software');
  await type(page, 'l1-price', 'たくさん');
  await answer(page, 'staff-fte', '十人くらい');
  await look('answers-errors', page);
  await go(page, 'result');
  await look('result-errors', page);
  await go(page, 'print');
  await look('print-errors', page);
  await go(page, 'check');
  await type(page, 'date-contract', '令和5年13月1日');
  await type(page, 'date-decision', '令和5年8月1日');
  await type(page, 'date-delivery', '令和5年7月1日');
  await look('check-errors', page);
  await go(page, 'staff');
  await type(page, 'staff-full-time', '400');
  await look('staff-errors', page);
  await go(page, 'share');
  await choose(page, 'open-file', 'other.json', '{"a": 1}');
  await page.locator('main [role="alert"]').waitFor();
  await look('share-refused', page);
  await go(page, 'import');
  await page.locator('#paste').fill('a,"b');
  await page.locator('[data-screen="import"] .notice').first().waitFor();
  await look('import-refused', page);
  await close();
  return problems;
}

/** With everything entered. */
async function full(browser, options, look) {
  const { page, problems, close } = await filled(browser, GUNMA, 'G16', options);
  await unfold(page, 'answers');
  await look('answers-full', page);
  await page.locator('#clear').click();
  await look('answers-asking-to-clear', page);
  await page.getByRole('button', { name: 'やめる' }).click();
  await page.locator('#l2-delete').click();
  await look('answers-undo', page);
  await page.getByRole('button', { name: '元に戻す' }).click();
  for (const screen of ['result', 'check', 'quote', 'share', 'print']) {
    await go(page, screen);
    if (screen === 'quote') {
      await type(page, 'quote-total', '2000000');
      await type(page, 'quote-discount', '48000');
    }
    await unfold(page, screen);
    await look(`${screen}-full`, page);
  }
  await go(page, 'staff');
  await type(page, 'staff-full-time', '40');
  await page.locator('#staff-1-role').selectOption({ index: 1 });
  await type(page, 'staff-1-people', '12');
  await type(page, 'staff-1-hours', '20');
  await page.locator('[data-screen="staff"] table').waitFor();
  await look('staff-full', page);
  await go(page, 'import');
  await page.locator('#paste').fill('品名,単価,数量\n介護ソフト,600000,1\nなにか,1000,2\n,x,1\n');
  await look('import-asking-for-tax', page);
  await page.locator('input[name="import-tax"][value="excluded"]').check();
  await page.locator('.import-rows').first().waitFor();
  await look('import-table', page);
  await go(page, 'share');
  const address = await link(page);
  await to(page, new URL(address).hash, 'shared');
  await page.locator('[data-screen="shared"] .buttons').waitFor();
  await look('shared-link', page);
  await to(page, '#drafts', 'drafts');
  await page.locator('#keep').check();
  await page.locator('#drafts button', { hasText: '複製' }).click();
  await look('drafts-kept', page);
  await page.locator('#drafts button', { hasText: '削除' }).last().click();
  await page.locator('#clear-all').click();
  await look('drafts-asking-to-clear', page);
  await close();
  return problems;
}

/** What can come out besides an amount; what is not loaded, or cannot be. Without scripts nobody can look from inside. */
async function others(browser, options, look) {
  const { page, close } = await browser.open(`#${SAITAMA}/share`, options);
  await loaded(page);
  const given = await application(SAITAMA, 'S7');
  const answers = { 'not-computable': { 'staff-fte': '0' }, 'not-eligible': { 'in-prefecture': false } };
  for (const [state, other] of Object.entries(answers)) {
    await go(page, 'share');
    await choose(page, 'open-file', 'case.json', JSON.stringify({ ...given, answers: { ...given.answers, ...other } }));
    const replace = page.getByRole('button', { name: '置き換えて開く' });
    await page.locator('[data-screen="answers"]:not([hidden])').or(replace).first().waitFor();
    if (await replace.count()) {
      await look('share-asking-to-replace', page);
      await replace.click();
    }
    await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
    await go(page, 'result');
    await look(`result-${state}`, page);
  }
  await close();
  const unloaded = await browser.visit(options);
  await unloaded.page.route('**/later/*', (route) => route.abort());
  await unloaded.page.goto(`${browser.address}#${SAITAMA}/result`);
  await unloaded.page.locator('main [role="alert"]').waitFor();
  await look('not-loaded-screen', unloaded.page);
  await unloaded.close();
  const broken = await browser.visit(options);
  await broken.page.route('**/*.wasm', (route) => route.abort());
  await broken.page.goto(browser.address);
  await broken.page.locator('#not-loaded:not([hidden])').waitFor();
  await look('not-loaded-page', broken.page);
  await broken.close();
  return [];
}

/** A pack that is not published, from the screen that takes it to its result. */
async function previewed(browser, options, look) {
  const { page, problems, close } = await browser.open('', options);
  await loaded(page);
  await to(page, '#preview', 'preview');
  await look('preview-empty', page);
  await choose(page, 'preview-file', 'pack.toml', 'format = "kaigo-hojo/pack/1"');
  await page.locator('#preview-file-error:not([hidden])').waitFor();
  await look('preview-refused', page);
  const address = await opened(page, await pack());
  await look('preview-open', page);
  await to(page, address, 'answers');
  await look('preview-answers', page);
  for (const screen of ['result', 'rules', 'share', 'print']) {
    await go(page, screen);
    await unfold(page, screen);
    await look(`preview-${screen}`, page);
  }
  await close();
  return problems;
}

/** Leads through every state; `look(name, page)` is waited for. What the console said on the way comes back. */
export async function tour(browser, options, look) {
  const problems = [];
  for (const part of [empty, full, previewed, others]) {
    problems.push(...(await part(browser, options, look)));
  }
  return problems;
}
