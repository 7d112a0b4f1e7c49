// A page for one prefecture: one programme, and the office that publishes it. The prefecture is invented, its programme is
// data that the program has never heard of (tests/packs/invented). `cargo xtask test` builds it.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { choose, fill, toResult, yen } from './form.mjs';
import { axe, DIST, loaded, ready, shot, start } from './harness.mjs';
import { application } from './packs.mjs';
import { IDS, PROGRAMMES } from '../programmes.mjs';

const SITE = fileURLToPath(new URL('../../target/dist-invented', import.meta.url));

let browser;
before(async () => {
  browser = await start({ folder: SITE });
});
after(() => browser?.close());

test('it has its own programme alone, and says whose page it is on every screen', async () => {
  const { page, problems, close } = await browser.open('', { viewport: { width: 360, height: 740 } });
  await loaded(page);
  assert.equal(await page.locator('meta[name="pack"]').count(), 2);
  assert.equal(await page.locator(IDS.map((id) => `a[href="#${id}"]`).join()).count(), 0);
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

test('no file of it has a word of another programme, and the pages beside the app have its own alone', async () => {
  const names = (await readdir(SITE, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).filter((path) => !/\.(br|gz)$/.test(path));
  assert.ok(paths.length > 15);
  for (const path of paths) {
    // What a name or a text would look like in any of the files: UTF-8, none of them is packed.
    const text = (await readFile(path)).toString('utf8');
    for (const word of PROGRAMMES.flatMap(({ id, prefecture }) => [id.split('-')[0], prefecture])) {
      assert.ok(!`${path}${text}`.includes(word), `${path} has ${word}`);
    }
  }
  const { packs } = JSON.parse(await readFile(join(SITE, 'manifest.json'), 'utf8'));
  assert.deepEqual(packs.map(({ id }) => id), [application.programme]);
  const { page, close } = await browser.visit();
  await page.goto(`${browser.address}integrate/`);
  await page.locator('#iframe:not(:empty)').waitFor({ state: 'attached' });
  const programmes = await page.locator('#programme option').evaluateAll((all) => all.map(({ value }) => value).filter(Boolean));
  assert.deepEqual(programmes, [application.programme]);
  await page.goto(`${browser.address}embed/`);
  await ready(page);
  const links = await page.locator('a[href^="#"]').evaluateAll((all) => all.map(({ hash }) => hash));
  assert.deepEqual(links.filter((hash) => /-r\d+$/.test(hash)), [`#${application.programme}`]);
  await close();
});

test('a page without an office carries nothing of it', async () => {
  assert.doesNotMatch(await readFile(`${DIST}/index.html`, 'utf8'), /office/);
});
