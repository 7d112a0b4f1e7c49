// The delivered pages are valid HTML, as two validators see it: html-validate, and vnu where there is a Java.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DIST } from './harness.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SINGLE = join(ROOT, 'dist-single/kaigo-hojo.html');
const pages = [
  ...readdirSync(DIST, { recursive: true }).filter((name) => name.endsWith('.html')).map((name) => join(DIST, name)),
  ...(existsSync(SINGLE) ? [SINGLE] : []),
];
const said = ({ stdout, stderr }) => `${stdout}${stderr}`;

test('html-validate finds no error in any page', () => {
  assert.ok(pages.length >= 2, 'dist/ has no page; run `cargo xtask build` first.');
  const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/html-validate/bin/html-validate.mjs'), ...pages], { encoding: 'utf8' });
  assert.equal(run.status, 0, said(run));
});

const hasJava = spawnSync('java', ['-version']).status === 0;
test('vnu finds no error in any page', { skip: hasJava ? false : 'there is no Java' }, () => {
  const jar = join(ROOT, 'node_modules/vnu-jar/build/dist/vnu.jar');
  const run = spawnSync('java', ['-jar', jar, '--errors-only', ...pages], { encoding: 'utf8' });
  assert.equal(run.status, 0, said(run));
});

test('the page of licences names what is built in, each with a text', () => {
  const html = readFileSync(join(DIST, 'licences/index.html'), 'utf8');
  for (const name of ['kaigo-hojo', 'leptos', 'wasm-bindgen', 'rust_decimal', 'qrcodegen', '@digital-go-jp/design-tokens', 'Rust standard library']) {
    assert.match(html, new RegExp(`<th scope="row">${name}[ <]`), name);
    assert.match(html, new RegExp(`<h2>(.*, )?${name}[ ,<]`), `${name} has a text`);
  }
  assert.doesNotMatch(html, /<th scope="row">(clap|toml|leptos_macro) /, 'what only helps to build is not built in');
});
