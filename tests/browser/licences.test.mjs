// The page of licences: it names what is built in, each with a text, and nothing that asks more of a prefecture than to
// pass these texts on.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DIST } from './harness.mjs';

/** The licences that may stand there, as in deny.toml. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'ISC', 'MIT', 'MIT-0', 'Unicode-3.0', 'Unlicense', 'Zlib'];

const html = readFileSync(join(DIST, 'licences/index.html'), 'utf8');
const rows = [...html.matchAll(/<th scope="row">([^<]+)<\/th><td>([^<]+)<\/td>/g)].map(([, name, licence]) => ({ name, licence }));

test('what is built in is named, what only helps to build is not', () => {
  const built = ['kaigo-hojo', 'leptos', 'wasm-bindgen', 'rust_decimal', 'qrcodegen', '@digital-go-jp/design-tokens', 'Rust standard library'];
  for (const name of built) {
    assert.ok(rows.some((row) => row.name === name || row.name.startsWith(`${name} `)), name);
  }
  for (const name of ['clap', 'leptos_macro', 'serde_derive', 'playwright-core', 'axe-core']) {
    assert.ok(!rows.some((row) => row.name.startsWith(`${name} `)), name);
  }
});

test('each has a text, and a licence that is permissive', () => {
  const texts = [...html.matchAll(/<h2>([^<]+)<\/h2>\n<pre lang="en">[^<]{400,}/g)].flatMap(([, names]) => names.split(', '));
  assert.deepEqual(rows.filter(({ name }) => !texts.includes(name)), []);
  const kinds = ({ licence }) => licence.split(/\/| OR | AND |[()]/).map((word) => word.trim()).filter(Boolean);
  assert.deepEqual(rows.filter((row) => !kinds(row).every((kind) => PERMISSIVE.includes(kind))), []);
});
