// Who chose a way of applying that gives less is told at the head of the result, on the screen and on paper.
// The figures are those of the case: separately 5,000,000 × 4/5 held at 2,500,000 + 50,000 and 500,000 × 4/5, together
// 5,500,000 × 4/5 held at 4,000,000.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { application, choose, go } from './exchange.mjs';
import { loaded, start } from './harness.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

const GUNMA = 'gunma-caretech-r8';

/** Case GO77, where the package gives 4,000,000円 and each by itself 2,950,000円, with a way that was chosen. */
async function opened(route) {
  const visit = await browser.open(`#${GUNMA}/share`);
  await loaded(visit.page);
  const given = await application('gunma-caretech-r8', 'GO77');
  given.answers.route = route;
  await choose(visit.page, 'open-file', 'case.json', JSON.stringify(given));
  await visit.page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  return visit;
}

test('a way that gives less is said to, with both amounts and what to choose, on the screen and in print', async () => {
  const { page, close } = await opened('separate');
  for (const screen of ['result', 'print']) {
    await go(page, screen);
    const head = page.locator(`[data-screen="${screen}"] .headline`);
    assert.equal(await head.locator('.figure').innerText(), '2,950,000円');
    const words = await head.locator('.better').innerText();
    assert.match(words, /2,950,000円.*「パッケージ型で申請する」.*4,000,000円/);
  }
  await close();
});

test('nothing is said of a way that gives most, or where none was chosen', async () => {
  for (const route of ['package', undefined]) {
    const { page, close } = await opened(route);
    await go(page, 'result');
    assert.equal(await page.locator('[data-screen="result"] .figure').innerText(), '4,000,000円');
    assert.equal(await page.locator('.better').count(), 0);
    await close();
  }
});
