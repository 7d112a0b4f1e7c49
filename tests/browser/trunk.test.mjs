// The page as trunk builds it (Trunk.toml), for those who work with `trunk serve`. Where trunk, or a tool that it calls, is
// not installed, this is told, and nothing is tried.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { go } from './exchange.mjs';
import { loaded, start } from './harness.mjs';
import { IDS, notChecked } from '../programmes.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'target', 'dist-trunk');
const PATH = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);

const run = (program, ...options) => spawnSync(program, options, {
  cwd: ROOT,
  encoding: 'utf8',
  // A colour that is not wanted by the usual name is no boolean to trunk.
  env: { ...process.env, PATH, TRUNK_OFFLINE: 'true', TRUNK_SKIP_VERSION_CHECK: 'true', NO_COLOR: 'true' },
});

test('trunk builds a page that starts, loads everything and computes', async () => {
  const trunk = await readFile(join(ROOT, 'Trunk.toml'), 'utf8');
  const asked = [['trunk', 'trunk-version = "='], ['wasm-bindgen', 'wasm_bindgen = "']];
  const absent = asked.find(([program, key]) => {
    const version = trunk.split(key)[1].split('"')[0];
    return !run(program, '--version').stdout?.includes(` ${version}`);
  });
  if (absent !== undefined) {
    notChecked(`the page as trunk builds it: ${absent[0]} is not installed in the version of Trunk.toml`);
    return;
  }
  const { status, stdout, stderr } = run('trunk', 'build', '--release', '--dist', FOLDER);
  assert.equal(status, 0, `${stdout}\n${stderr}`);
  const browser = await start({ folder: FOLDER });
  try {
    const { page, problems, requests } = await browser.open(`#${IDS[0]}`);
    await loaded(page);
    assert.deepEqual(problems, []);
    // All screens are in the one module; the packs come one by one.
    const packs = (await readdir(join(FOLDER, 'packs'))).filter((name) => name.endsWith('.pack'));
    assert.equal(packs.length, IDS.length);
    for (const name of packs) {
      assert.ok(requests.some((address) => address.endsWith(name)), name);
    }
    await go(page, 'check');
    assert.deepEqual(problems, []);
  } finally {
    await browser.close();
  }
});
