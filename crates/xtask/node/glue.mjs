// A module of the page as it is delivered: what wasm-bindgen wrote, without what neither side uses of the other.
//
//   node glue.mjs script FOLDER PART… < JAVASCRIPT
//
// says, as JSON, the JavaScript without the classes that libraries export and the page has no use for, and which exports of
// the wasm it uses. The others are then taken out of the wasm: an export keeps alive all that it calls. It gets what
// makes parts of the program come (parts.js), whose files of wasm are in FOLDER/parts.
//
//   node glue.mjs small FOLDER FLAG…
//
// FOLDER has script.js and module.wasm, and gets small.js and small.wasm; the flags are for wasm-opt. Imports and exports get
// short names: each has a hash in it, once in the wasm and once in the JavaScript, and hashes do not compress. The files in
// FOLDER/parts become small where they are.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { minifySync } from 'rolldown/utils';

/** What the parts import from, and what the first module imports their loaders from: names of `wasm_split_cli_support`. */
const SHARED = '__wasm_split';
const LINK = './parts.js';

/** A script of Node's; xtask starts us in the repository's root. */
const WASM_OPT = 'node_modules/binaryen/bin/wasm-opt';

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
function withoutClasses(text, start) {
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
    const isOffer = node.type === 'ExportNamedDeclaration' && node.specifiers.length > 0;
    return isOffer ? [[node, `export { ${start} as default };`]] : [];
  });
  // What nothing uses now goes, too.
  return minified(edited(text, edits), { mangle: false });
}

/** The files of the parts. */
const partsIn = (folder) => {
  const parts = join(folder, 'parts');
  return existsSync(parts) ? readdirSync(parts).filter((name) => name.endsWith('.wasm')).map((name) => join(parts, name)) : [];
};

/** With what makes these parts come, where the first module imports it. */
function withParts(text, files, names) {
  const imports = files.flatMap((file) => WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(file))));
  if (imports.some(({ module }) => module !== SHARED)) {
    throw new Error(`A part imports from another module than ${SHARED}.`);
  }
  const shared = [...new Set(imports.map(({ name }) => `${name}: wasm.${name}`))];
  const all = nodes(parseAst(text));
  const links = all.filter(({ source, key }) => (source ?? key)?.value === LINK);
  const offered = all.find(({ type, id }) => type === 'VariableDeclarator' && id.name === 'import0');
  const loaders = names.map((name) => `__wasm_split_load_${name}: part("${name}"),`);
  const edits = links.map((link) => [link, link.type === 'Property' ? '...{}' : '']);
  edits.push([{ start: offered.init.start, end: offered.init.start + 1 }, `{ ${loaders.join(' ')}`]);
  const how = readFileSync(new URL('parts.js', import.meta.url), 'utf8');
  return `const shared = () => ({ ${SHARED}: { ${shared.join(', ')} } });\n${how}\n${edited(text, edits)}`;
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

const [what, folder, ...others] = process.argv.slice(2);
if (what === 'script') {
  const text = readFileSync(0, 'utf8');
  const script = folder ? withoutClasses(withParts(text, partsIn(folder), others), 'start') : withoutClasses(text, '__wbg_init');
  const used = new Set(places(nodes(parseAst(script))).map(({ name }) => name));
  process.stdout.write(JSON.stringify({ script, used: [...used] }));
} else {
  const file = (name) => join(folder, name);
  const shorten = ['--minify-imports-and-exports-and-modules', file('module.wasm'), '--output', file('small.wasm')];
  const optimised = (paths, said) =>
    execFileSync(process.execPath, [WASM_OPT, ...others, ...paths], { encoding: 'utf8', stdio: ['ignore', 'pipe', said] });
  const names = optimised(shorten, 'inherit');
  writeFileSync(file('small.js'), `${renamed(readFileSync(file('script.js'), 'utf8'), JSON.parse(names)).trim()}\n`);
  // It says of each that it does not know the kind of names that the split left: only where it fails is that of use.
  partsIn(folder).forEach((part) => optimised([part, '--output', part], 'pipe'));
}
