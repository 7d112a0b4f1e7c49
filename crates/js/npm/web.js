// For browsers without a bundler: ready when `init()` has ended.

import { start } from './core.js';

export { KaigoHojoError, assess, loadPack, programmes, questions, quote, schema } from './core.js';

let starting;

export function init(source = new URL('./kaigo-hojo.wasm', import.meta.url)) {
  starting ??= start(source).catch((error) => {
    // Another attempt may succeed.
    starting = undefined;
    throw error;
  });
  return starting;
}
