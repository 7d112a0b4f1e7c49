// For Node.js: ready when it is imported.

import { readFileSync } from 'node:fs';
import { startNow } from './core.js';

startNow(readFileSync(new URL('./kaigo-hojo.wasm', import.meta.url)));

export { KaigoHojoError, assess, loadPack, programmes, questions, quote, schema } from './core.js';
