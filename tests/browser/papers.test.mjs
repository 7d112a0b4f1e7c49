// The papers that promise something: every row of the list of success criteria and every sentence of 「入力した情報の取り扱い」
// stands beside tests, and these tests exist.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const read = (path) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The rows of the tables of a text, without their heads. */
function rows(text) {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  const cells = lines.map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()));
  return cells.filter((row, at) => !/^-+$/.test(row[0]) && !/^-+$/.test(cells[at + 1]?.[0] ?? ''));
}

/** The tests that a cell names and that are not there. */
async function missing(cell) {
  const named = [...cell.matchAll(/`([a-z]+\.test\.mjs)`「([^」]+)」/g)];
  const gone = [];
  for (const [, file, name] of named) {
    const titles = [...(await read(`tests/browser/${file}`)).matchAll(/\btest\((['`])(.+?)\1, /g)].map(([, , title]) => title);
    if (!titles.some((title) => title.includes(name))) {
      gone.push(`${file}: ${name}`);
    }
  }
  return { count: named.length, gone };
}

// WCAG 2.2, levels A and AA; with a mark those that JIS X 8341-3:2016 (WCAG 2.0) has.
const A = '1.1.1* 1.2.1* 1.2.2* 1.2.3* 1.3.1* 1.3.2* 1.3.3* 1.4.1* 1.4.2* 2.1.1* 2.1.2* 2.1.4 2.2.1* 2.2.2* 2.3.1* 2.4.1* 2.4.2* 2.4.3* 2.4.4* 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1* 3.2.1* 3.2.2* 3.2.6 3.3.1* 3.3.2* 3.3.7 4.1.2*';
const AA = '1.2.4* 1.2.5* 1.3.4 1.3.5 1.4.3* 1.4.4* 1.4.5* 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5* 2.4.6* 2.4.7* 2.4.11 2.5.7 2.5.8 3.1.2* 3.2.3* 3.2.4* 3.3.3* 3.3.4* 3.3.8 4.1.3';

test('the list of success criteria is whole, and each row says how it is met and checked', async () => {
  const all = rows(await read('docs/accessibility/checklist.md'));
  const expected = [[A, 'A'], [AA, 'AA']].flatMap(([numbers, level]) => numbers.split(' ').map((number) => `${number} ${level}`));
  const listed = all.map(([number, , level, jis]) => `${number}${jis === '○' ? '*' : ''} ${level}`);
  // 4.1.1 is no criterion of WCAG 2.2 any more.
  assert.deepEqual(listed.toSorted(), [...expected, '4.1.1* A'].toSorted());
  assert.equal(expected.length, 55);
  assert.equal(listed.filter((one) => one.includes('*')).length, 38);
  for (const row of all) {
    const [number, name, , , result, means, check] = row;
    assert.equal(row.length, 7, number);
    assert.ok(name && means && ['適合（機械）', '適合（要確認）', '適用なし'].includes(result), row.join(' | '));
    const { count, gone } = await missing(check);
    assert.deepEqual(gone, [], number);
    assert.ok(count > 0 || check === '人による確認', `${number}: ${check}`);
    assert.ok(count > 0 || result !== '適合（機械）', `${number} names no test`);
  }
});

test('every sentence about privacy has its tests, and there is no other sentence', async () => {
  const page = await read('web/privacy/index.html');
  const sentences = [...page.matchAll(/<(?:li|p)(?: [^>]*)?>([^<]+)<\/(?:li|p)>/g)].map(([, sentence]) => sentence);
  const all = rows(await read('docs/privacy.md'));
  assert.deepEqual(sentences, all.map(([sentence]) => sentence));
  assert.ok(sentences.length > 10);
  for (const [sentence, tests] of all) {
    const { count, gone } = await missing(tests);
    assert.deepEqual(gone, [], sentence);
    assert.ok(count > 0, sentence);
  }
});

test('a test that is not there is noticed', async () => {
  const { count, gone } = await missing('`shell.test.mjs`「the app starts under the page’s own policy」、`shell.test.mjs`「no such test」');
  assert.deepEqual([count, gone], [2, ['shell.test.mjs: no such test']]);
});
