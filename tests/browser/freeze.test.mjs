// この結果を検証用の事例として保存: what the page saves is what the tests take. The file that it saves for one case is kept in
// tests/cases/added/, where tests/tests/cases.rs runs it: so the page's own file goes through the tests' own loader.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { filled, go, saved } from './exchange.mjs';
import { addLine, type } from './form.mjs';
import { look, says, start } from './harness.mjs';

const GUNMA = 'gunma-caretech-r8';
const BUTTON = 'この結果を検証用の事例として保存';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

async function unfold(page) {
  await go(page, 'result');
  // A result that is still being drawn folds it up again.
  const part = page.locator('[data-screen="result"] details', { hasText: '検証用の事例として保存する' }).last();
  await page.locator('[data-screen="result"] h1').waitFor();
  await part.evaluate((details) => {
    details.open = true;
  });
  await page.waitForFunction((details) => details.isConnected && details.open, await part.elementHandle());
}

test('the result of a case is saved as the tests take it, without names unless they are chosen', async () => {
  const { page, problems, close } = await filled(browser, GUNMA, 'G16');
  const first = page.locator('ol.lines > li').first();
  await type(page, `${await first.getAttribute('id')}-name`, '社外秘の製品');
  await unfold(page);
  await look(page, 'freeze');
  const { name, bytes } = await saved(page, BUTTON);
  assert.match(name, /^介護補助-gunma-caretech-r8-事例-\d{4}-\d\d-\d\d\.json$/);
  const [{ id, source, ...frozen }] = JSON.parse(bytes);
  assert.match(id, /^frozen-\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  assert.match(source, /規則の版 sha256:[0-9a-f]{64}）$/);
  const kept = JSON.parse(await readFile(new URL('../cases/added/from-the-page.json', import.meta.url), 'utf8'));
  const [{ id: ofId, source: ofSource, ...example }] = kept;
  assert.ok(ofId && ofSource);
  assert.deepEqual(frozen, example);
  assert.match(frozen.author, /期待値はこのプログラムの出力であり、条文で確かめたものではありません/);
  assert.ok(!bytes.includes('社外秘'));
  await page.locator('#case-names').check();
  const named = await saved(page, BUTTON);
  assert.ok(named.bytes.includes('社外秘の製品'));
  assert.deepEqual(problems, []);
  await close();
});

test('what is not finished is no case', async () => {
  const { page, problems, close } = await filled(browser, GUNMA, 'G16');
  await addLine(page, 'monitoring');
  await unfold(page);
  await says(page.locator('[data-screen="result"]'), /入力中の明細か、誤りのある欄があります/);
  assert.equal(await page.getByRole('button', { name: BUTTON }).count(), 0);
  assert.deepEqual(problems, []);
  await close();
});
