// A programme that the program has never heard of: an invented prefecture's pack, data only, built in by
// `cargo xtask test`. From the start page to a result that was worked by hand (tests/tests/invented_pack.rs, first case).

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { choose, fill, toResult } from './form.mjs';
import { shot, start } from './harness.mjs';
import { application } from './packs.mjs';

let browser;
before(async () => {
  browser = await start({ folder: fileURLToPath(new URL('../../target/dist-invented', import.meta.url)) });
});
after(() => browser?.close());

test('an invented programme goes from the start page to its result', async () => {
  const { page, close } = await browser.open();
  await choose(page, application.programme);
  await fill(page, application);
  await toResult(page);
  const text = await page.locator('main').innerText();
  assert.match(text, /550,000円/);
  assert.match(text, /660,000円/);
  await shot(page, 'result-invented');
  await close();
});
