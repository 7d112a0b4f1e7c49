// How the page's modules are made small (crates/xtask/node/glue.mjs), on a module that is small enough to be read.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const env = { ...process.env, PATH: [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter) };
const run = (program, options, input = '') => spawnSync(program, options, { cwd: ROOT, encoding: 'utf8', env, input });
const glue = (...options) => run('node', ['crates/xtask/node/glue.mjs', ...options]);

const WRITTEN = `
/** A class of a library. */
export class A {
    free() {
        wasm.a_free(this.at);
    }
}
if (Symbol.dispose) A.prototype[Symbol.dispose] = A.prototype.free;
const AFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(at => wasm.a_free(at, 1));
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_one_1111111111111111: function(arg0) {
            return arg0 + 1;
        },
        __wbg_two_2222222222222222: function(arg0) {
            return debugString(arg0);
        },
    };
    return {
        __proto__: null,
        "./module_bg.js": import0,
    };
}
function debugString(val) {
    if (val) {
        wasm.b();
    }
}
let wasm;
function initSync(module) {
    return wasm.c(module);
}
function __wbg_init(module) {
    wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports;
    return wasm.begin_3333333333333333(20);
}
export { initSync, __wbg_init as default };
`;

const WASM = `(module
  (import "./module_bg.js" "__wbg_one_1111111111111111" (func $one (param i32) (result i32)))
  (func (export "begin_3333333333333333") (param i32) (result i32) (call $one (local.get 0))))`;

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glue-'));
  await writeFile(join(folder, 'module.wat'), WASM);
  assert.equal(run('wasm-as', [join(folder, 'module.wat'), '--output', join(folder, 'module.wasm')]).status, 0);
});
after(() => rm(folder, { recursive: true }));

test('classes of libraries go, and what they use of the wasm', async () => {
  const { script, used } = JSON.parse(run('node', ['crates/xtask/node/glue.mjs', 'script'], WRITTEN).stdout);
  assert.deepEqual(used, ['begin_3333333333333333']);
  for (const gone of ['class', 'Finalization', 'a_free', 'initSync', 'wasm.b(', 'wasm.c(']) {
    assert.ok(!script.includes(gone), gone);
  }
  await writeFile(join(folder, 'script.js'), script);
});

test('both sides get the same short names, and still find each other', async () => {
  assert.equal(glue('small', folder).status, 0);
  const script = await readFile(join(folder, 'small.js'), 'utf8');
  assert.ok(!/__wbg|1111|2222|3333|module_bg/.test(script), script);
  const { default: init } = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  const wasm = new WebAssembly.Module(await readFile(join(folder, 'small.wasm')));
  assert.deepEqual(WebAssembly.Module.imports(wasm).map(({ module }) => module), ['a']);
  assert.equal(init(wasm), 21);
});

test('another form stops the build', async () => {
  const other = (await readFile(join(folder, 'script.js'), 'utf8')).replace('__wbg_one_', '__wbg_three_');
  await writeFile(join(folder, 'script.js'), other);
  const { status, stderr } = glue('small', folder);
  assert.notEqual(status, 0);
  assert.match(stderr, /does not have __wbg_one_/);
  const uses = WRITTEN.replace('arg0 + 1', 'new A(arg0)');
  assert.notEqual(run('node', ['crates/xtask/node/glue.mjs', 'script'], uses).status, 0);
});
