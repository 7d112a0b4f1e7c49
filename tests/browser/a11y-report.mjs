// Writes the record of the accessibility test (試験実施記録): what was tested with which versions, what axe found in every
// state of every screen, and how the tests went that the list of success criteria names. Called by `cargo xtask a11y-report`
// with the file to write.

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from 'node:test';
import axeCore from 'axe-core';
import { DIST, start } from './harness.mjs';
import { tour } from './states.mjs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFile(new URL(path, root), 'utf8');

const DRESSES = {
  '幅1280・明るい配色': { viewport: { width: 1280, height: 900 } },
  '幅320・暗い配色': { viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
};

/** What axe says of every state: for each dress, rows of state, address, title, passes, violations, what is left to people. */
async function states() {
  const browser = await start();
  const version = browser.browser.version();
  const found = {};
  for (const [dress, options] of Object.entries(DRESSES)) {
    found[dress] = [];
    await tour(browser, options, async (name, page) => {
      await page.evaluate(`${axeCore.source}; undefined`);
      const { passes, violations, incomplete } = await page.evaluate(() => globalThis.axe.run(document));
      const address = page.url().slice(browser.address.length).replace(/^#s1\..*/, '#s1.…');
      const count = (list) => list.map(({ id, nodes }) => `${id}（${nodes.length}）`);
      found[dress].push({ name, address, title: await page.title(), passes: passes.length, violations: count(violations), incomplete: count(incomplete) });
    });
  }
  await browser.close();
  return { version, found };
}

/** The tests that the list names, each with what became of it. */
async function tests() {
  const list = await read('docs/accessibility/checklist.md');
  const named = new Map();
  for (const [, number, rest] of list.matchAll(/^\| (\d\.\d\.\d+) \|(.*)$/gm)) {
    for (const [, file, name] of rest.matchAll(/`([a-z]+\.test\.mjs)`「([^」]+)」/g)) {
      const key = `${file} ${name}`;
      named.set(key, { file, name, numbers: [...(named.get(key)?.numbers ?? []), number] });
    }
  }
  const ended = [];
  const files = [...new Set([...named.values()].map(({ file }) => file))];
  for (const file of files) {
    // One file after the other, so that none waits for the others' browsers.
    for await (const { type, data } of run({ files: [new URL(file, import.meta.url).pathname], concurrency: 1 })) {
      if (['test:pass', 'test:fail'].includes(type)) {
        ended.push({ file, name: data.name, passed: type === 'test:pass' });
        if (type === 'test:fail') {
          console.error(`${file}: ${data.name}\n${data.details.error.cause?.message ?? data.details.error.message}\n`);
        }
      }
    }
  }
  return [...named.values()].map((one) => {
    const own = ended.filter(({ file, name }) => file === one.file && name.includes(one.name));
    return { ...one, runs: own.length, passed: own.filter(({ passed }) => passed).length };
  });
}

const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const none = (list) => (list.length > 0 ? list.join('、') : 'なし');

const [, , to] = process.argv;
const { version, found } = await states();
const checked = await tests();
const html = await readFile(join(DIST, 'index.html'));
const [, release] = /^version = "(.+)"$/m.exec(await read('Cargo.toml'));
const violations = Object.values(found).flat().reduce((sum, state) => sum + state.violations.length, 0);
const failed = checked.filter(({ runs, passed }) => runs === 0 || passed < runs);

const text = `# 試験実施記録

\`cargo xtask a11y-report\` が作ったものです。手で直さないでください。

| 項目 | 内容 |
|---|---|
| 試験した日 | ${new Date().toISOString().slice(0, 10)} |
| 対象 | 介護テクノロジー補助金 試算・自己点検 ${release} |
| 対象の印（\`index.html\` の SHA-256） | \`${createHash('sha256').update(html).digest('hex')}\` |
| 規格 | WCAG 2.2 レベルA・AA（JIS X 8341-3:2016 レベルA・AAを含む） |
| ブラウザー | Chromium ${version} |
| 検査の道具 | axe-core ${axeCore.version}（既定の全規則）、Node.js ${process.versions.node} |
| 人による試験 | **行っていません** |
| 結果 | axe の違反 ${violations}件、達成基準に対応する試験の不合格 ${failed.length}件 |

この記録は、機械による試験の結果です。各項目の満たし方は[達成基準チェックリスト](checklist.md)、人による試験の手順は
[読み上げソフトによる確認の手順](screen-reader-script.md)にあります。

## 達成基準に対応する試験

${table(['試験', 'ファイル', '達成基準', '結果'], checked.map(({ name, file, numbers, runs, passed }) => [name, `\`${file}\``, numbers.join('、'), runs > 0 && passed === runs ? `合格（${runs}回）` : `不合格（${runs}回のうち${runs - passed}回）`]))}

## 画面と状態ごとの axe の結果

「要確認」は、axe が人の判断に委ねた規則と箇所の数です。
${Object.entries(found)
  .map(([dress, rows]) => `\n### ${dress}\n\n${table(['状態', 'アドレス', '題名', '合格した規則', '違反', '要確認'], rows.map((state) => [state.name, `\`${state.address || '（なし）'}\``, state.title.replaceAll('|', '／'), state.passes, none(state.violations), none(state.incomplete)]))}\n`)
  .join('')}`;
await writeFile(to, text);
console.log(`axe: ${violations} violations in ${Object.values(found).flat().length} states; tests: ${failed.length} of ${checked.length} failed`);
process.exitCode = violations + failed.length > 0 ? 1 : 0;
