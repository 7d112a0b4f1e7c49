// The functions of the package around the engine inside wasm. Everything that goes wrong leaves as a KaigoHojoError.

import initialise, * as engine from './engine.js';
import { KaigoHojoError } from './error.js';
import { plain } from './plain.js';

export { KaigoHojoError };

/** The largest pack that is read, in bytes. */
const LARGEST_PACK = 1 << 18;

/** The longest quote that is read, in UTF-16 units: far more than any has. */
const LARGEST_QUOTE = 1 << 24;

/** The number of packs that an instance loads: each stays in its memory, even if a later one replaces it. */
const PACKS_AN_INSTANCE = 64;

// The getters of typed arrays themselves: a caller may have overridden them on a value.
const itself = (name) => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), name).get;
const typeOf = itself(Symbol.toStringTag);
const lengthOf = itself('length');

/** Packs that were loaded, by programme: a fresh instance needs them again. */
const packs = new Map();
let loads = 0;

let started = false;
// Whether a call has broken off: the state of the instance is then unknown.
let broken = false;

/** Starts the engine from bytes, at once. */
export function startNow(bytes) {
  engine.initSync({ module: bytes });
  started = true;
}

/** Starts the engine from an address, a response, bytes or a module. */
export async function start(source) {
  try {
    await initialise({ module_or_path: await compiled(source) });
    started = true;
  } catch (cause) {
    throw new KaigoHojoError('cannot-load', '', 'WebAssembly のファイルを読み込めません。', { cause });
  }
}

async function compiled(source) {
  let given = await (typeof source === 'string' || source instanceof URL ? fetch(source) : source);
  if (given instanceof Response) {
    if (!given.ok) throw new Error(`${given.status} ${given.url}`);
    given = await given.arrayBuffer();
  }
  return given instanceof WebAssembly.Module ? given : WebAssembly.compile(given);
}

/** Takes a fresh instance, with the packs of the old one. */
function renew() {
  engine.__wbg_reset_state();
  packs.forEach((pack) => engine.loadPack(pack));
  loads = packs.size;
}

/** Calls the engine. If it breaks off, that is `code`, and the next call has a fresh instance. */
function call(work, code = 'internal', message = '計算の途中で、予期しない誤りが起きました。') {
  if (!started) throw new KaigoHojoError('not-ready', '', '先に init() を呼び、終わるのを待ってください。');
  try {
    if (broken) {
      renew();
      broken = false;
    }
    return work();
  } catch (thrown) {
    if (typeof thrown?.code === 'string' && !(thrown instanceof Error)) {
      throw new KaigoHojoError(thrown.code, thrown.path, thrown.message);
    }
    broken = true;
    throw new KaigoHojoError(code, code === 'bad-pack' ? 'pack' : '', message, { cause: thrown });
  }
}

/** Today where the program runs, as yyyymmdd. */
function today() {
  const now = new Date();
  return now.getFullYear() * 10_000 + (now.getMonth() + 1) * 100 + now.getDate();
}

export function assess(document, options) {
  const text = plain(document, '');
  const chosen = options === undefined ? '' : plain(options, 'options');
  return call(() => engine.assess(text, chosen, today()));
}

export function programmes() {
  return call(() => engine.programmes(today()));
}

export function questions(programme) {
  if (typeof programme !== 'string') {
    throw new KaigoHojoError('wrong-type', 'programme', '制度の id を文字列で書いてください。');
  }
  // No id is as long as this; what is longer is unknown, and need not be copied.
  return call(() => engine.questions(programme.slice(0, 200)));
}

export function quote(programme, text, options) {
  for (const [path, given] of Object.entries({ programme, text })) {
    if (typeof given !== 'string') throw new KaigoHojoError('wrong-type', path, '文字列で書いてください。');
  }
  if (text.length > LARGEST_QUOTE) throw new KaigoHojoError('too-large', 'text', '見積書が大きすぎます。');
  const chosen = options === undefined ? '' : plain(options, 'options');
  return call(() => engine.quote(programme.slice(0, 200), text, chosen));
}

export function schema() {
  return JSON.parse(call(() => engine.schema()));
}

export function loadPack(pack) {
  if (typeOf.call(pack) !== 'Uint8Array') throw new KaigoHojoError('wrong-type', 'pack', 'Uint8Array で渡してください。');
  if (lengthOf.call(pack) > LARGEST_PACK) throw new KaigoHojoError('too-large', 'pack', '制度定義のファイルが大きすぎます。');
  // A copy of our own: what was checked is what is kept.
  const bytes = new Uint8Array(pack);
  const id = call(() => engine.loadPack(bytes), 'bad-pack', '制度定義のファイルの内容に矛盾があります。');
  packs.set(id, bytes);
  loads += 1;
  if (loads > PACKS_AN_INSTANCE + packs.size) call(renew);
  return id;
}
