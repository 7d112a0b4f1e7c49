// Runs the tests inside wasm, as wasm-bindgen-test-runner 0.2.130 does it in Node.js.
//
//   node wasm-tests.mjs MODULE.js
//
// The module is what wasm-bindgen makes of a test program: its tests are exports that begin with `__wbgt_`.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the tests print is theirs, to be shown with a test that fails; what the harness prints is for us. */
const handlers = {};
for (const method of ['debug', 'log', 'info', 'warn', 'error']) {
  globalThis[`__wbgtest_og_console_${method}`] = console[method];
  console[method] = (...words) => handlers[method]?.(words);
}
globalThis.__wbg_test_invoke = (test) => test();

const wasm = await import(pathToFileURL(resolve(process.argv[2])).href);
const harness = new wasm.WasmBindgenTestContext(false);
for (const method of ['debug', 'log', 'info', 'warn', 'error']) {
  handlers[method] = wasm[`__wbgtest_console_${method}`];
}
harness.include_ignored(false);
harness.filtered_count(0);
const names = Object.keys(wasm.__wasm).filter((name) => name.startsWith('__wbgt_'));
const passed = names.length > 0 && (await harness.run(names.map((name) => wasm.__wasm[name])));
process.exit(passed ? 0 : 1);
