// A module of the page as it is delivered: what wasm-bindgen wrote, without what neither side uses of the other.
//
//   node glue.mjs script < JAVASCRIPT
//
// says, as JSON, the JavaScript without the classes that libraries export and the page has no use for, and which exports of
// the wasm it uses. The others are then taken out of the wasm: an export keeps alive all that it calls.
//
//   node glue.mjs small FOLDER FLAG…
//
// FOLDER has script.js and module.wasm, and gets small.js and small.wasm; the flags are for wasm-opt. Imports and exports get
// short names: each has a hash in it, once in the wasm and once in the JavaScript, and hashes do not compress.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { minifySync } from 'rolldown/utils';

function minified(text, options) {
  const { code, errors } = minifySync('module.js', text, { module: true, ...options });
  if (errors.length > 0) {
    throw new Error(errors.map(({ message }) => message).join('\n'));
  }
  return code;
}

/** The text with these parts replaced: each a node of its tree, and what comes there. */
function edited(text, edits) {
  const fromBehind = edits.toSorted(([one], [other]) => other.start - one.start);
  return fromBehind.reduce((all, [{ start, end }, now]) => all.slice(0, start) + now + all.slice(end), text);
}

/** All nodes of a tree. */
function nodes(tree) {
  const parts = Object.values(tree ?? {}).filter((part) => typeof part === 'object');
  return [...(tree?.type ? [tree] : []), ...parts.flatMap(nodes)];
}

/** Without the classes that it exports and what belongs to them, and with few words for a value in a panic's message. */
function withoutClasses(text) {
  const { body } = parseAst(text);
  const classes = body.flatMap(({ declaration }) => (declaration?.type === 'ClassDeclaration' ? [declaration.id.name] : []));
  const edits = body.flatMap((node) => {
    const isOf = (name) => new RegExp(`\\b${name}(Finalization)?\\b`).test(text.slice(node.start, node.end));
    if (classes.some(isOf)) {
      if (node.type === 'FunctionDeclaration') {
        throw new Error(`${node.id.name} uses one of the classes ${classes.join(', ')}.`);
      }
      return [[node, '']];
    }
    if (node.id?.name === 'debugString') {
      return [[node, 'function debugString(value) { return String(value); }']];
    }
    return node.specifiers?.length > 0 ? [[node, 'export { __wbg_init as default };']] : [];
  });
  // What nothing uses now goes, too.
  return minified(edited(text, edits), { mangle: false });
}

/** Where the JavaScript uses something of the wasm. */
const places = (all) =>
  all.filter(({ type, object }) => type === 'MemberExpression' && object.name === 'wasm').map(({ property }) => property);

/** The JavaScript with the names that wasm-opt has given to imports and exports, without what the wasm does not import. */
function renamed(script, { imports, exports }) {
  const all = nodes(parseAst(script));
  const exported = new Map(exports);
  const imported = new Map(imports.map(([, name, short]) => [name, short]));
  // All come from one module; it is called `a` now.
  const offered = all.find(({ type, key }) => type === 'Property' && key.value === imports[0][0]);
  const edits = [[offered.key, '"a"'], ...places(all).map((place) => [place, exported.get(place.name)])];
  for (const { key, start, end } of offered.value.properties.filter(({ key: one }) => one.name !== '__proto__')) {
    const short = imported.get(key.name);
    imported.delete(key.name);
    // With the comma after it.
    const whole = { start, end: end + /^\s*,?/.exec(script.slice(end))[0].length };
    edits.push(short === undefined ? [whole, ''] : [key, short]);
  }
  if (imported.size > 0) {
    throw new Error(`The JavaScript does not have ${[...imported.keys()].join(', ')}.`);
  }
  return minified(edited(script, edits));
}

const [what, folder, ...flags] = process.argv.slice(2);
if (what === 'script') {
  const script = withoutClasses(readFileSync(0, 'utf8'));
  const used = new Set(places(nodes(parseAst(script))).map(({ name }) => name));
  process.stdout.write(JSON.stringify({ script, used: [...used] }));
} else {
  const file = (name) => join(folder, name);
  const shorten = ['--minify-imports-and-exports-and-modules', file('module.wasm'), '--output', file('small.wasm')];
  const names = execFileSync('wasm-opt', [...flags, ...shorten], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  writeFileSync(file('small.js'), `${renamed(readFileSync(file('script.js'), 'utf8'), JSON.parse(names)).trim()}\n`);
}
