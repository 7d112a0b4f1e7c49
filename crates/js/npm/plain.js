// A plain value as JSON text. A value that JSON does not have is an error with its place; nothing is dropped or changed,
// except that a key whose value is undefined counts as absent, as everywhere in JavaScript.
//
// It does not trust what it reads: getters and proxies may throw or give something else every time, objects may contain
// themselves. Each value is read once, and depth and amount are limited.

import { KaigoHojoError } from './error.js';

/** Deeper than any document of ours. */
const DEEPEST = 32;

/** How many values and letters there may be: far beyond the contract's limits. */
const MOST = 1 << 22;

/** Signs that JSON text must escape, and possible halves of surrogate pairs. */
const SPECIAL = /["\\\u0000-\u001f\ud800-\udfff]/;
const HALF_SIGN = /\p{Surrogate}/u;

/** The JSON text of `value`; paths in errors begin with `root`. */
export function plain(value, root) {
  const state = { root, path: [], above: [], left: MOST };
  try {
    return write(value, state);
  } catch (thrown) {
    if (thrown instanceof KaigoHojoError) throw thrown;
    throw wrong(state, 'unreadable', '値を読み出せません（読み出しの途中で例外が起きました）。', { cause: thrown });
  }
}

function write(value, state) {
  state.left -= 1;
  if (state.left < 0) throw wrong(state, 'too-large', '値が多すぎます。');
  switch (typeof value) {
    case 'string':
      return text(value, state);
    case 'number':
      if (Number.isFinite(value)) return String(value);
      throw type(state, 'NaN や Infinity は使えません。');
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (state.above.includes(value)) throw wrong(state, 'circular', 'オブジェクトが自分自身を含んでいます。');
      if (state.above.length === DEEPEST) throw wrong(state, 'too-large', '入れ子が深すぎます。');
      state.above.push(value);
      break;
    case 'undefined':
      throw type(state, 'undefined は使えません。「わからない」は null で書きます。');
    case 'bigint':
      throw type(state, 'BigInt は使えません。整数は 600000 のような数で書いてください。');
    default:
      throw type(state, '関数やシンボルは使えません。');
  }
  const written = Array.isArray(value) ? list(value, state) : object(value, state);
  state.above.pop();
  return written;
}

function list(value, state) {
  const { length } = value;
  // Each takes at least one of what is left; a length without end is not walked.
  if (length > state.left) throw wrong(state, 'too-large', '値が多すぎます。');
  let out = '[';
  for (let ix = 0; ix < length; ix += 1) {
    state.path.push(ix);
    out += (ix === 0 ? '' : ',') + write(value[ix], state);
    state.path.pop();
  }
  return `${out}]`;
}

function object(value, state) {
  // Only what was written as { … }, in this window or another one, says all that it is by its keys.
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw type(state, '素のオブジェクト（{ … }）で書いてください。Map、Set、Date やクラスの値は使えません。');
  }
  let out = '';
  for (const key of Object.keys(value)) {
    state.path.push(key);
    const part = value[key];
    if (part !== undefined) {
      out += `${out === '' ? '{' : ','}${text(key, state)}:${write(part, state)}`;
    }
    state.path.pop();
  }
  return out === '' ? '{}' : `${out}}`;
}

function text(value, state) {
  state.left -= value.length;
  if (state.left < 0) throw wrong(state, 'too-large', '文字が多すぎます。');
  if (!SPECIAL.test(value)) return `"${value}"`;
  if (HALF_SIGN.test(value)) throw type(state, '文字列に、文字として読めない部分があります。');
  return JSON.stringify(value);
}

function type(state, message) {
  const whole = state.root === '' && state.path.length === 0;
  return wrong(state, whole ? 'malformed' : 'wrong-type', message);
}

function wrong(state, code, message, options) {
  const place = state.path.reduce(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
    state.root,
  );
  return new KaigoHojoError(code, place, message, options);
}
