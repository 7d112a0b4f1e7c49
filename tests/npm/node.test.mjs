// The package in Node.js: what is in it, every shared case through it, and the same words as the command line.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { IDS } from '../programmes.mjs';
import { DAY, ROOT, cases, checkCase, hojo, install, outcome } from './installed.mjs';

let installed;
let api;
before(async () => {
  installed = install();
  api = await installed.load('node.js');
});
after(() => installed?.remove());

const given = (application, options) => outcome(api.KaigoHojoError, () => api.assess(application, options));

test('the tarball has what it says and nothing else', () => {
  const files = readdirSync(installed.inside).sort();
  assert.deepEqual(files, ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'THIRD-PARTY.md', 'bundler.js', 'core.js',
    'engine.js', 'error.js', 'index.d.ts', 'kaigo-hojo.wasm', 'node.js', 'package.json', 'plain.js', 'web.d.ts', 'web.js']);
  const manifest = JSON.parse(readFileSync(join(installed.inside, 'package.json'), 'utf8'));
  assert.equal(manifest.private, true);
  for (const none of ['scripts', 'dependencies', 'bin']) assert.equal(manifest[none], undefined);
  assert.equal(manifest.license, 'MIT OR Apache-2.0');
  const workspace = readFileSync(join(ROOT, 'Cargo.toml'), 'utf8');
  assert.ok(workspace.includes(`version = "${manifest.version}"`), manifest.version);
  assert.ok(statSync(join(installed.inside, 'kaigo-hojo.wasm')).size < 1_000_000);
  const notices = readFileSync(join(installed.inside, 'THIRD-PARTY.md'), 'utf8');
  for (const name of ['rust_decimal', 'serde_json', 'sha2', 'wasm-bindgen']) assert.match(notices, new RegExp(`## ${name} `));
  for (const part of notices.split(/^## /m).slice(1)) {
    assert.match(part, /```text\n/, part.slice(0, 60));
    if (/Unicode-3\.0/.test(part)) assert.match(part, /UNICODE LICENSE V3/, part.slice(0, 60));
  }
  assert.doesNotMatch(notices, /kaigo-hojo-(rules|assess)/);
});

test('a program of somebody imports it by its name', () => {
  const program = "import { assess, KaigoHojoError } from 'kaigo-hojo';"
    + "try { assess({}); } catch (error) { console.log(error instanceof KaigoHojoError, error.name, error.code, error.path); }";
  const node = (...args) => execFileSync(process.execPath, args, { cwd: installed.folder, encoding: 'utf8' }).trim();
  assert.equal(node('--input-type=module', '-e', program), 'true KaigoHojoError missing-field schema');
  const hidden = "import('kaigo-hojo/core.js').catch((error) => console.log(error.code))";
  assert.equal(node('--input-type=module', '-e', hidden), 'ERR_PACKAGE_PATH_NOT_EXPORTED');
});

test('the example of the README runs', () => {
  const readme = readFileSync(join(installed.inside, 'README.md'), 'utf8');
  const [, example] = readme.match(/```js\n([^`]*)```/);
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', example], { cwd: installed.folder, encoding: 'utf8' });
  // 600,000 × 3/4, for the data is sent to LIFE; who is eligible is not asked.
  assert.match(said, /^undetermined \{ yen: 450000, lowYen: 450000, highYen: 450000, tight: true \}/);
});

test('every shared case gives what it says', () => {
  let checked = 0;
  const all = cases();
  for (const { file, id, application, expect } of all) {
    const { wrong, known } = checkCase(expect, given(application, { date: DAY }));
    assert.deepEqual(wrong, [], `${file} ${id}`);
    checked += known;
  }
  assert.ok(all.length > 700 && checked > 1_000, `${all.length} cases, ${checked} expectations`);
  // And a wrong expectation is noticed.
  const [{ application, expect }] = all;
  assert.notDeepEqual(checkCase({ ...expect, amountYen: 1 }, given(application)).wrong, []);
});

test('every shared case gives word for word what the command line gives', () => {
  const all = cases();
  const input = all.map(({ application }) => JSON.stringify(application)).join('\n');
  const lines = hojo(['assess', '--lines', '--date', DAY], input).trimEnd().split('\n');
  assert.equal(lines.length, all.length);
  let failed = 0;
  all.forEach(({ file, id, application }, ix) => {
    const got = given(application, { date: DAY });
    failed += got.error ? 1 : 0;
    assert.deepEqual(got, JSON.parse(lines[ix]), `${file} ${id}`);
  });
  assert.ok(failed > 20, `${failed} cases of errors`);
});

test('the amount alone is the amount of the whole, or the same error', () => {
  let ranges = 0;
  let none = 0;
  for (const { file, id, application } of cases()) {
    const whole = given(application, { date: DAY });
    const alone = given(application, { only: 'amount' });
    const { amount, notComputable, error } = whole;
    assert.deepEqual(alone, error ? { error } : { amount, notComputable }, `${file} ${id}`);
    ranges += amount && amount.yen === null ? 1 : 0;
    none += notComputable ? 1 : 0;
  }
  assert.ok(ranges > 20 && none > 5, `${ranges} ranges, ${none} not computable`);
});

test('without a date it is today, where the program runs', () => {
  // Of a programme whose reception opened and closed in 2023.
  const { application } = cases().find(({ id }) => id === 'S1');
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  assert.equal(api.assess(application).referenceDate, today);
  assert.equal(api.assess(application, {}).referenceDate, today);
  assert.equal(api.assess(application, { date: '2023-08-01' }).programmeStatus, 'open');
  assert.equal(api.assess(application, { date: '2024-08-01' }).programmeStatus, 'closed');
  // Japan is a day ahead of Honolulu for most of the day: the caller's zone counts.
  const program = "import { assess } from 'kaigo-hojo'; const Real = Date;"
    + "globalThis.Date = class extends Real { constructor() { super('2026-03-31T18:00:00Z'); } };"
    + `console.log(assess(${JSON.stringify(application)}).referenceDate);`;
  const at = (TZ) => execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: installed.folder, encoding: 'utf8', env: { ...process.env, TZ },
  }).trim();
  assert.deepEqual(['Asia/Tokyo', 'Pacific/Honolulu'].map(at), ['2026-04-01', '2026-03-31']);
});

test('after the last day of the rules the result says that they are unconfirmed', () => {
  const application = { schema: 'kaigo-hojo/application/1', programme: 'gunma-caretech-r8' };
  const on = (date) => {
    const { validUntil, unconfirmed } = api.assess(application, { date });
    return [validUntil, unconfirmed];
  };
  assert.deepEqual([on('2027-03-31'), on('2027-04-01')], [['2027-03-31', false], ['2027-03-31', true]]);
});

test('a form can be drawn from what is told', () => {
  const programmes = api.programmes();
  assert.deepEqual(programmes.map(({ id }) => id).sort(), IDS.toSorted());
  for (const { id, prefecture, validUntil, packHash } of programmes) {
    assert.match(prefecture, /県$/);
    assert.match(validUntil, /^\d{4}-\d{2}-\d{2}$/);
    assert.match(packHash, /^sha256:[0-9a-f]{64}$/);
    const form = api.questions(id);
    assert.equal(form.programme, id);
    const sections = form.sections.map((section) => section.id);
    const kinds = form.kinds.map((kind) => kind.id);
    for (const question of form.questions) assert.ok(sections.includes(question.section), question.id);
    for (const question of form.itemQuestions) assert.ok(question.kinds.every((kind) => kinds.includes(kind)), question.id);
    // An application made of first choices alone is sound.
    const value = ({ type, choices, decimal, min }) => ({
      truth: true, choice: choices?.[0].id, number: decimal ? String(min) : min, lines: [],
    })[type];
    const answers = Object.fromEntries(form.questions.map((question) => [question.id, value(question.answer)]));
    const items = kinds.map((kind, ix) => ({
      id: `i${ix}`, kind, unitPriceYen: 10_000, quantity: 1, tax: 'included',
      answers: Object.fromEntries(form.itemQuestions.filter((q) => q.kinds.includes(kind)).map((q) => [q.id, value(q.answer)])),
    }));
    const assessment = api.assess({ schema: 'kaigo-hojo/application/1', programme: id, answers, items });
    assert.equal(assessment.items.length, kinds.length);
    // And a default, written down, changes nothing.
    const defaults = Object.fromEntries(form.questions.filter((q) => 'default' in q).map((q) => [q.id, q.default]));
    const without = { schema: 'kaigo-hojo/application/1', programme: id, answers: {} };
    assert.deepEqual(api.assess({ ...without, answers: defaults }), api.assess(without), id);
  }
  const { application, assessment } = api.schema();
  assert.equal(application.$id, 'urn:kaigo-hojo:application:1');
  assert.equal(assessment.$id, 'urn:kaigo-hojo:assessment:1');
  assert.deepEqual(application, JSON.parse(hojo(['application', 'schema'])));
  // A caller's changes are the caller's alone.
  api.programmes()[0].id = 'changed';
  api.schema().application.title = 'changed';
  assert.deepEqual([api.programmes(), api.schema().application], [programmes, application]);
});

test('every sheet of a quote gives word for word what the command line gives', () => {
  const folder = join(ROOT, 'tests/quotes');
  const readings = readdirSync(folder).filter((name) => name.endsWith('.json'));
  assert.ok(readings.length >= 100, `${readings.length} readings`);
  for (const name of readings) {
    const { sheet, programme, encoding, given: { tax } } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    // A picture or a PDF is no text that anybody could give.
    if (encoding === 'binary') continue;
    const file = join(folder, sheet);
    const text = new TextDecoder(encoding === 'cp932' ? 'shift_jis' : 'utf-8').decode(readFileSync(file));
    const told = hojo(['quote', file, '--programme', programme, ...(tax ? ['--tax', tax] : [])]);
    assert.deepEqual(api.quote(programme, text, tax && { tax }), JSON.parse(told), name);
  }
});

test('a built pack is taken in, in the place of one of the same programme', () => {
  const file = join(installed.folder, 'invented.pack');
  hojo(['pack', 'build', join(ROOT, 'tests/packs/invented'), '-o', file]);
  const pack = readFileSync(file);
  const application = JSON.parse(readFileSync(join(ROOT, 'tests/packs/invented-application.json'), 'utf8'));
  assert.equal(given(application).error.code, 'unknown-programme');
  assert.equal(api.loadPack(pack), 'kakuu-robot-r8');
  assert.equal(given(application).amount.yen, 550_000, 'worked by hand in tests/tests/invented_pack.rs');
  assert.equal(api.programmes().length, 4);
  assert.equal(api.loadPack(new Uint8Array(pack)), 'kakuu-robot-r8');
  assert.equal(api.programmes().length, 4);
  const told = hojo(['assess', '--lines', '--date', DAY, '--pack', file], JSON.stringify(application));
  assert.deepEqual(given(application, { date: DAY }), JSON.parse(told));
});
