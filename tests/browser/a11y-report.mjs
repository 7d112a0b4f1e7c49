// Writes the record of the accessibility test (試験実施記録): what was tested with which versions, how the tests went that the
// list of success criteria names, and what axe found in every state of every screen while they ran. Called by
// `cargo xtask a11y-report` with the file to write.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from 'node:test';
import axeCore from 'axe-core';
import { DIST, start } from './harness.mjs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFile(new URL(path, root), 'utf8');
const [, , to] = process.argv;
const began = Date.now();
const say = (words) => console.log(`a11y-report: ${Math.round((Date.now() - began) / 1000)} s: ${words}`);

/** The tours of dress.test.mjs, which leave what axe says of every state in this folder. */
const WIDTHS = { wide: '幅1280・明るい配色', narrow: '幅320・暗い配色' };
const STATES = join(dirname(to), 'states');

async function version() {
  const browser = await start();
  const found = browser.browser.version();
  await browser.close();
  return found;
}

/** The tests that the list names, each with what became of it; and the states that they came through. */
async function tests() {
  await rm(STATES, { recursive: true, force: true });
  await mkdir(STATES, { recursive: true });
  process.env.KAIGO_HOJO_STATES = STATES;
  const list = await read('docs/accessibility/checklist.md');
  const named = new Map();
  for (const [, number, rest] of list.matchAll(/^\| (\d\.\d\.\d+) \|(.*)$/gm)) {
    for (const [, file, name] of rest.matchAll(/`([a-z]+\.test\.mjs)`「([^」]+)」/g)) {
      const key = `${file} ${name}`;
      named.set(key, { file, name, numbers: [...(named.get(key)?.numbers ?? []), number] });
    }
  }
  const all = [...named.values()];
  const ended = [];
  const of = async (file) => {
    const names = all.filter((one) => one.file === file).map(({ name }) => name);
    const testNamePatterns = names.map((name) => new RegExp(name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    say(`${file}, ${names.length} tests of the list`);
    for await (const { type, data } of run({ files: [new URL(file, import.meta.url).pathname], concurrency: 1, testNamePatterns })) {
      if (!['test:pass', 'test:fail'].includes(type) || !names.some((name) => data.name.includes(name))) {
        continue;
      }
      ended.push({ file, name: data.name, passed: type === 'test:pass' });
      say(`${type === 'test:pass' ? 'passed' : 'FAILED'}: ${data.name}`);
      if (type === 'test:fail') {
        console.error(`${data.details.error.cause?.message ?? data.details.error.message}\n`);
      }
    }
  };
  // Two at a time; the tours take longest and come first.
  const files = [...new Set(all.map(({ file }) => file))].sort((a, b) => (b === 'dress.test.mjs') - (a === 'dress.test.mjs'));
  const worker = async () => {
    for (let file = files.shift(); file; file = files.shift()) {
      await of(file);
    }
  };
  await Promise.all([worker(), worker()]);
  const checked = all.map((one) => {
    const own = ended.filter(({ file, name }) => file === one.file && name.includes(one.name));
    return { ...one, runs: own.length, passed: own.filter(({ passed }) => passed).length };
  });
  const states = {};
  for (const [width, words] of Object.entries(WIDTHS)) {
    states[words] = JSON.parse(await readFile(join(STATES, `${width}.json`), 'utf8'));
  }
  return { checked, states };
}

const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const none = (list) => (list.length > 0 ? list.join('、') : 'なし');

/** An address as it is recorded: what is entered makes some of them long. */
const short = (address) => (address ? `\`${decodeURIComponent(address).replace(/^(.{50}).+$/, '$1…')}\`` : '（なし）');

const chromium = await version();
const { checked, states } = await tests();
const html = await readFile(join(DIST, 'index.html'));
const [, release] = /^version = "(.+)"$/m.exec(await read('Cargo.toml'));
const violations = Object.values(states).flat().reduce((sum, state) => sum + state.violations.length, 0);
const failed = checked.filter(({ runs, passed }) => runs === 0 || passed < runs);

const text = `# 試験実施記録

\`cargo xtask a11y-report\` が作ったものです。手で直さないでください。

| 項目 | 内容 |
|---|---|
| 試験した日 | ${new Date().toISOString().slice(0, 10)} |
| 対象 | 介護テクノロジー補助金 試算・自己点検 ${release} |
| 対象の印（\`index.html\` の SHA-256） | \`${createHash('sha256').update(html).digest('hex')}\` |
| 規格 | WCAG 2.2 レベルA・AA（JIS X 8341-3:2016 レベルA・AAを含む） |
| ブラウザー | Chromium ${chromium} |
| 検査の道具 | axe-core ${axeCore.version}（既定の全規則）、Node.js ${process.versions.node} |
| 人による試験 | **行っていません** |
| 結果 | axe の違反 ${violations}件、達成基準に対応する試験の不合格 ${failed.length}件 |

この記録は、機械による試験の結果です。各項目の満たし方は[達成基準チェックリスト](checklist.md)、人による試験の手順は
[読み上げソフトによる確認の手順](screen-reader-script.md)にあります。

## 達成基準に対応する試験

${table(['試験', 'ファイル', '達成基準', '結果'], checked.map(({ name, file, numbers, runs, passed }) => [name, `\`${file}\``, numbers.join('、'), runs > 0 && passed === runs ? `合格（${runs}回）` : `不合格（${runs}回のうち${runs - passed}回）`]))}

## 画面と状態ごとの axe の結果

「要確認」は、axe が人の判断に委ねた規則と箇所の数です。
${Object.entries(states)
  .map(([dress, rows]) => `\n### ${dress}\n\n${table(['状態', 'アドレス', '題名', '合格した規則', '違反', '要確認'], rows.map((state) => [state.name, short(state.address), state.title.replaceAll('|', '／'), state.passes, none(state.violations), none(state.incomplete)]))}\n`)
  .join('')}`;
await writeFile(to, text);
console.log(`axe: ${violations} violations in ${Object.values(states).flat().length} states; tests: ${failed.length} of ${checked.length} failed`);
process.exitCode = violations + failed.length > 0 ? 1 : 0;
