// A page for one prefecture: one programme, and the office that publishes it. The prefecture is invented, its programme is
// data that the program has never heard of (tests/packs/invented). `cargo xtask test` builds it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { choose, fill, toResult, yen } from './form.mjs';
import { axe, DIST, loaded, shot, start } from './harness.mjs';
import { application } from './packs.mjs';

let browser;
before(async () => {
  browser = await start({ folder: fileURLToPath(new URL('../../target/dist-invented', import.meta.url)) });
});
after(() => browser?.close());

test('it has its own programme alone, and says whose page it is on every screen', async () => {
  const { page, problems, close } = await browser.open('', { viewport: { width: 360, height: 740 } });
  await loaded(page);
  assert.equal(await page.locator('meta[name="pack"]').count(), 2);
  assert.equal(await page.locator('a[href="#gunma-caretech-r8"], a[href="#kumamoto-ict-r5"], a[href="#saitama-ict-r5"]').count(), 0);
  const office = page.getByRole('complementary', { name: 'このページの担当' });
  const says = async () => {
    assert.match(await office.innerText(), /福祉部 高齢者福祉課[\s\S]+電話 000-000-0000[\s\S]+補助金の公式ページ/);
    assert.equal(await office.getByRole('link').getAttribute('href'), 'https://www.pref.example.jp/kaigo/');
  };
  await says();
  assert.deepEqual(await axe(page), []);
  await shot(page, 'site');
  await choose(page, application.programme);
  await fill(page, application);
  await toResult(page);
  // Worked by hand: tests/tests/invented_pack.rs, first case.
  assert.equal(await page.locator('.headline .figure').first().innerText(), yen(550_000));
  assert.match(await page.locator('main').innerText(), /660,000円/);
  await says();
  assert.deepEqual(await axe(page), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  assert.deepEqual(problems, []);
  await close();
});

test('a page without an office carries nothing of it', async () => {
  assert.doesNotMatch(await readFile(`${DIST}/index.html`, 'utf8'), /office/);
});
