// The package in Chromium: as a plain module without any tool, and built by Vite, and served by Vite while developing.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, createServer } from 'vite';
import { start } from '../browser/harness.mjs';
import { IDS } from '../programmes.mjs';
import { DAY, cases, install } from './installed.mjs';

let installed;
let expected;
const { application } = cases().find(({ id }) => id === 'S1');
before(async () => {
  installed = install();
  const { assess } = await installed.load('node.js');
  expected = assess(application, { date: DAY });
});
after(() => installed?.remove());

/** A folder with these files beside the package's own node_modules. */
function site(name, files) {
  const folder = join(installed.folder, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

/** What a page's program leaves in `globalThis.told`. */
const told = (page) => page.waitForFunction(() => globalThis.told, undefined, { timeout: 30_000 }).then((handle) => handle.jsonValue());

const html = (policy) => `<!doctype html><html lang="en"><meta charset="utf-8">${policy}<title>test</title>
<link rel="icon" href="data:,"><script type="module" src="./app.js"></script></html>`;

test('a plain module, under a strict policy', async () => {
  // Nothing but 'wasm-unsafe-eval' is asked for beyond one's own scripts and files.
  const policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src \'self\' \'wasm-unsafe-eval\'; connect-src \'self\'; img-src data:">';
  const folder = site('plain', {
    'index.html': html(policy),
    'app.js': `import { init, assess, programmes, KaigoHojoError } from './kaigo-hojo/web.js';
const attempt = (work) => { try { return work(); } catch (error) { return [error instanceof KaigoHojoError, error.code]; } };
const application = ${JSON.stringify(application)};
const early = attempt(() => assess(application));
await Promise.all([init(), init()]);
globalThis.told = {
  early,
  result: assess(application, { date: '${DAY}' }),
  programmes: programmes().length,
  bad: attempt(() => assess(new Map())),
};`,
  });
  cpSync(installed.inside, join(folder, 'kaigo-hojo'), { recursive: true });
  const browser = await start({ folder });
  try {
    const { page, problems, requests, close } = await browser.visit();
    await page.goto(browser.address);
    assert.deepEqual(await told(page), { early: [true, 'not-ready'], result: expected, programmes: IDS.length, bad: [true, 'malformed'] });
    assert.deepEqual(problems, []);
    assert.equal(requests.filter((address) => address.endsWith('.wasm')).length, 1);
    await close();
  } finally {
    await browser.close();
  }
});

test('init with an address or bytes, and after one that fails', async () => {
  const folder = site('sources', {
    'index.html': html(''),
    'wrong.txt': 'this is no wasm',
    'app.js': `import { init, assess } from './kaigo-hojo/web.js';
const told = {};
const failing = async (source) => init(source).then(() => 'loaded', (error) => error.name + ' ' + error.code + ' ' + (error.cause !== undefined));
told.missing = await failing(new URL('./missing.wasm', import.meta.url));
told.wrong = await failing('./wrong.txt');
told.bytes = await failing(new Uint8Array(8));
told.number = await failing(5);
const response = await fetch('./kaigo-hojo/kaigo-hojo.wasm');
await init(await response.arrayBuffer());
told.yen = assess(${JSON.stringify(application)}, { only: 'amount' }).amount;
globalThis.told = told;`,
  });
  cpSync(installed.inside, join(folder, 'kaigo-hojo'), { recursive: true });
  const browser = await start({ folder });
  try {
    const { page, close } = await browser.visit();
    await page.goto(browser.address);
    const failure = 'KaigoHojoError cannot-load true';
    assert.deepEqual(await told(page), { missing: failure, wrong: failure, bytes: failure, number: failure, yen: expected.amount });
    await close();
  } finally {
    await browser.close();
  }
});

const APP = `import { assess, programmes, questions, schema, KaigoHojoError } from 'kaigo-hojo';
let bad;
try { assess({ schema: 1n }); } catch (error) { bad = [error instanceof KaigoHojoError, error.name, error.code, error.path]; }
globalThis.told = {
  result: assess(${JSON.stringify(application)}, { date: '${DAY}' }),
  programmes: programmes().length, kinds: questions('gunma-caretech-r8').kinds.length > 10, schema: schema().application.title, bad,
};`;
const TOLD = () => ({
  result: expected, programmes: IDS.length, kinds: true, schema: 'kaigo-hojo/application/1',
  bad: [true, 'KaigoHojoError', 'wrong-type', 'schema'],
});

test('built by Vite', async () => {
  const root = site('vite', { 'index.html': html(''), 'app.js': APP });
  const { output } = await build({ root, base: './', configFile: false, logLevel: 'silent' });
  const files = output.map(({ fileName }) => fileName);
  assert.equal(files.filter((name) => name.endsWith('.wasm')).length, 1, files.join());
  const code = readFileSync(join(root, 'dist', files.find((name) => name.endsWith('.js'))), 'utf8');
  assert.ok(!code.includes('node:fs'), 'the entry for Node.js is not in it');
  const browser = await start({ folder: join(root, 'dist') });
  try {
    const { page, problems, close } = await browser.visit();
    await page.goto(browser.address);
    assert.deepEqual(await told(page), TOLD());
    assert.deepEqual(problems, []);
    await close();
  } finally {
    await browser.close();
  }
});

test('served by Vite while developing', async () => {
  const root = site('vite-dev', { 'index.html': html(''), 'app.js': APP });
  const server = await createServer({
    root, configFile: false, logLevel: 'silent', server: { port: 0, host: '127.0.0.1', hmr: false, fs: { strict: false } },
  });
  await server.listen();
  const browser = await start({ folder: root });
  try {
    const { page, close } = await browser.visit();
    await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/`);
    assert.deepEqual(await told(page), TOLD());
    await close();
  } finally {
    await browser.close();
    await server.close();
  }
});
