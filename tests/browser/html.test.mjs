// Valid HTML, as two validators see it: html-validate, and vnu where there is a Java. Every page as it is delivered, and as
// it is rendered in every state that the tests know.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { HtmlValidate } from 'html-validate';
import { application, filled, go } from './exchange.mjs';
import { framed, productsOf, TABLET } from './framed.mjs';
import { DIST, loaded, quiet, ready, start } from './harness.mjs';
import { tour } from './states.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SINGLE = join(ROOT, 'dist-single/kaigo-hojo.html');
const names = readdirSync(DIST, { recursive: true }).filter((name) => name.endsWith('.html'));

/** Where the rendered states lie, each in a file. */
let folder;
const states = [];
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaigo-hojo-html-'));
  const both = await framed();
  const browser = await start();
  const look = async (name, page) => {
    const path = join(folder, `${name}.html`);
    await writeFile(path, await page.content());
    states.push(path);
  };
  try {
    await tour(browser, { viewport: { width: 1280, height: 900 } }, look);
    await frames(both, look);
    await besides(browser, look);
  } finally {
    await Promise.all([browser, both].map((open) => open.close()));
  }
});
after(() => folder && rm(folder, { recursive: true }));

/** The page for frames and the page that makes the code for them. */
async function frames(both, look) {
  const given = await application('saitama-ict-r5', 'S7');
  const asked = { 'embed-start': { programme: undefined }, 'embed-unknown': { programme: 'none' }, 'embed-line': { products: [TABLET] } };
  for (const [name, wanted] of Object.entries({ ...asked, 'embed-result': { products: productsOf(given), result: 'lines' } })) {
    const { page, close } = await both.open(wanted);
    await loaded(page);
    await quiet(page);
    await look(name, page);
    await close();
  }
  const { page, close } = await both.visit();
  await page.goto(`${both.tool}integrate/`);
  await page.locator('#iframe:not(:empty)').waitFor({ state: 'attached' });
  await look('integrate', page);
  await page.getByRole('button', { name: '製品の行を足す' }).click();
  await page.locator('[data-key="unitPriceYen"]').fill('高い');
  await page.getByLabel('強調の色').fill('緑');
  await page.locator('#accent-error:not([hidden])').waitFor();
  await look('integrate-errors', page);
  await close();
}

/** Without scripts; the plain pages; on paper; the single file. */
async function besides(browser, look) {
  const plain = await browser.visit({ javaScriptEnabled: false });
  for (const name of names) {
    await plain.page.goto(browser.address + name);
    await look(`no-script-${name.replaceAll('/', '-').replace('.html', '')}`, plain.page);
  }
  await plain.close();
  const paper = await filled(browser, 'saitama-ict-r5', 'S7');
  await go(paper.page, 'print');
  await paper.page.emulateMedia({ media: 'print' });
  await look('on-paper', paper.page);
  await paper.close();
  const single = await browser.visit();
  await single.page.goto(`file://${SINGLE}#saitama-ict-r5`);
  await ready(single.page);
  await loaded(single.page);
  await look('single-file', single.page);
  await single.close();
}

const delivered = () => [...names.map((name) => join(DIST, name)), SINGLE];

// The form of integrate/ is never sent: what is typed there shows at once, and there is nothing to submit.
const NEVER_SENT = { 'wcag/h32': 'off' };
// How a browser writes down what it shows is no mistake of the page.
const WRITTEN_DOWN = {
  'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'no-trailing-whitespace': 'off',
  // Set by the program through the object model, which the policy allows: the file has none.
  'no-inline-style': 'off',
};

// A list's item may be named (WAI-ARIA 1.2); the rule is stricter by itself.
const NAMED = { 'aria-label-misuse': ['error', { allowAnyNamable: true }] };

/** What html-validate says of files. */
async function validated(files, rules) {
  const checker = (more) => new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules: { ...NAMED, ...rules, ...more } });
  const [validate, ofIntegrate] = [checker({}), checker(NEVER_SENT)];
  const reports = await Promise.all(files.map((file) => (file.includes('integrate') ? ofIntegrate : validate).validateFile(file)));
  return reports.flatMap(({ results }) =>
    results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message, line, selector }) => `${filePath}:${line} ${ruleId}: ${message} (${selector})`)));
}

test('html-validate finds nothing in any page as it is delivered', async () => {
  assert.ok(names.length >= 5, 'dist/ has no page; run `cargo xtask build` first.');
  assert.deepEqual(await validated(delivered(), {}), []);
});

test('html-validate finds nothing in any state as it is rendered', async () => {
  assert.ok(states.length > 50, `${states.length} states`);
  assert.deepEqual(await validated(states, WRITTEN_DOWN), []);
});

const hasJava = spawnSync('java', ['-version']).status === 0;
test('vnu finds no error in any page, delivered or rendered', () => {
  assert.ok(hasJava, 'vnu needs Java, and there is none: `cargo xtask setup` installs it where apt is there; elsewhere install a Java runtime.');
  const jar = join(ROOT, 'node_modules/vnu-jar/build/dist/vnu.jar');
  const run = spawnSync('java', ['-jar', jar, '--errors-only', ...delivered(), ...states], { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
});
