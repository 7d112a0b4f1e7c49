// For bundlers: ready when it is imported. They find the wasm by this form of address and put it beside their output.

import { start } from './core.js';

await start(new URL('./kaigo-hojo.wasm', import.meta.url));

export { KaigoHojoError, assess, loadPack, programmes, questions, quote, schema } from './core.js';
