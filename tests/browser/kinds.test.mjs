// A line of which nobody has said what it is: marked as a guess everywhere, a range, until a person says yes.
// The figures are those of the cases in cases/open-kinds.json beside each pack, worked out by hand there.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { choose, entered, go, link } from './exchange.mjs';
import { figure } from './form.mjs';
import { axe, loaded, says, start, until } from './harness.mjs';
import { IDS, casesOf } from '../programmes.mjs';

let browser;
let cases;
before(async () => {
  browser = await start();
  cases = IDS.flatMap((id) => casesOf(id, 'open-kinds'));
});
after(() => browser?.close());

const of = (id) => cases.find((one) => one.id === id).application;

/** A visit with an application opened from a file. */
async function opened(application, options) {
  const visit = await browser.open(`#${application.programme}/share`, options);
  await loaded(visit.page);
  await choose(visit.page, 'open-file', 'case.json', JSON.stringify(application));
  await visit.page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  return visit;
}

const summary = (page) => page.locator('.summary-next');
const marks = (place) => place.locator('.mark', { hasText: '推測' }).count();
const shown = (page, screen) => page.locator(`[data-screen="${screen}"]:not([hidden])`);

test('a guess is marked on the line, in the running result, in the result, in the self-check and on paper', async () => {
  const { page, problems, close } = await opened(of('OK1'));
  await says(figure(page), '0円 〜 27,000円');
  assert.equal(await marks(page.locator('#l1 h3')), 1);
  assert.match(await page.locator('#l1 .why').textContent(), /考えられる種類：/);
  assert.equal(await page.locator('#l1 .line-state .mark').textContent(), '回答待ち');
  assert.match(await summary(page).innerText(), /推測\s*種類を推測した明細が1行あります。/);
  assert.equal(await page.locator('.complete').count(), 0);
  assert.deepEqual(await axe(page), []);
  for (const screen of ['result', 'check', 'print']) {
    await go(page, screen);
    await until(async () => (await marks(shown(page, screen))) > 0, `the mark on ${screen}`);
    assert.match(await shown(page, screen).innerText(), /種類を推測した明細が1行あります。/);
    assert.deepEqual(await axe(page), []);
  }
  assert.equal(await marks(shown(page, 'print').locator('tbody td')), 1);
  assert.deepEqual(problems, []);
  await close();
});

test('one press says yes to all of them', async () => {
  const { page, problems, close } = await opened(of('OK9'));
  await says(figure(page), '0円 〜 120,000円');
  assert.match(await summary(page).innerText(), /種類を推測した明細が2行あります。/);
  await page.getByRole('button', { name: '推測をすべて確かめた' }).click();
  // The first line looks most like a tablet, the second like a charge: 100,000 × 3/4.
  await says(figure(page), '75,000円');
  assert.equal(await marks(page.locator('main')), 0);
  await page.locator('.complete').waitFor();
  await until(() => page.evaluate(() => document.activeElement?.id === 'l1-kind'), 'the focus on the first line');
  const { items } = (await entered(page)).application;
  assert.deepEqual(items.map(({ kind, kindAmong }) => [kind, kindAmong]), [
    ['portable-terminal', undefined],
    ['communication-charge', undefined],
  ]);
  assert.deepEqual(problems, []);
  await close();
});

test('a person says it of one line by choosing the kind', async () => {
  const { page, problems, close } = await opened(of('OK1'));
  await page.locator('#l1-kind').click();
  await page.locator('[data-kind="communication-charge"]').click();
  await says(figure(page), '0円');
  assert.equal(await marks(page.locator('main')), 0);
  await page.locator('.complete').waitFor();
  const { items } = (await entered(page)).application;
  assert.equal(items[0].kind, 'communication-charge');
  assert.deepEqual(problems, []);
  await close();
});

test('what does not change the amount is asked all the same before all is said to be answered', async () => {
  const { page, close } = await opened(of('OK2'));
  await says(figure(page), '27,000円');
  assert.equal(await page.locator('#l1 .line-state .mark').textContent(), '対象');
  assert.equal(await page.locator('.complete').count(), 0);
  await page.getByRole('button', { name: '推測をすべて確かめた' }).click();
  await page.locator('.complete').waitFor();
  await close();
});

test('open kinds come back from a file and from a link as they were', async () => {
  const { page, close } = await opened(of('OK10'));
  const draft = await entered(page);
  assert.deepEqual(draft.application.items[0].kindAmong.toSorted(), of('OK10').items[0].kindAmong.toSorted());
  assert.equal(draft.application.items[0].kindAmong[0], of('OK10').items[0].kindAmong[0]);
  await go(page, 'share');
  const address = await link(page);
  await close();
  const other = await browser.open(address.slice(address.indexOf('#')));
  await loaded(other.page);
  await other.page.getByRole('button', { name: /^(この内容を|置き換えて)開く$/ }).click();
  await shown(other.page, 'answers').locator('h1').waitFor();
  assert.deepEqual(await entered(other.page), draft);
  assert.equal(await marks(other.page.locator('#l1 h3')), 1);
  await other.close();
});
