// The generated types: a sample of what developers write, and everything that goes in and comes out, under tsc --strict.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DAY, ROOT, cases, install, outcome } from './installed.mjs';

let installed;
let api;
before(async () => {
  installed = install();
  api = await installed.load('node.js');
});
after(() => installed?.remove());

const STRICT = {
  strict: true, noEmit: true, target: 'es2022', types: [], skipLibCheck: false,
  noUncheckedIndexedAccess: false, exactOptionalPropertyTypes: true, noPropertyAccessFromIndexSignature: true,
};

/** What tsc says of these files; empty where it is content. */
function tsc(files, options) {
  writeFileSync(join(installed.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...STRICT, ...options }, files }));
  try {
    return execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--project', installed.folder], {
      encoding: 'utf8',
    });
  } catch (error) {
    return error.stdout;
  }
}

const NODE = { module: 'nodenext', moduleResolution: 'nodenext', lib: ['es2022'] };
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom'] };

test('what developers write', () => {
  copyFileSync(join(ROOT, 'tests/npm/sample.ts'), join(installed.folder, 'sample.ts'));
  writeFileSync(join(installed.folder, 'web.ts'), [
    "import { assess, init, type Application } from 'kaigo-hojo/web';",
    "const ready: Promise<void> = init(new URL('https://example.org/kaigo-hojo.wasm'));",
    'await ready; await init(); await init(new Uint8Array()); await init(fetch("x"));',
    '// @ts-expect-error: null is no source',
    'await init(null);',
    'export const run = (application: Application) => assess(application).amount;',
  ].join('\n'));
  // The main entry asks for no library of browsers, nor for that of Node.js.
  assert.equal(tsc(['sample.ts'], NODE), '');
  assert.equal(tsc(['sample.ts', 'web.ts'], BUNDLER), '');
  // And the compiler does look at them.
  writeFileSync(join(installed.folder, 'wrong.ts'), "import { asess } from 'kaigo-hojo';\nasess();\n");
  assert.match(tsc(['wrong.ts'], NODE), /no exported member.*asess/);
});

test('everything that goes in and comes out, as literals: no key too many, none missing', () => {
  const type = { Application: [], Draft: [], Assessment: [], Brief: [], Questionnaire: [], Programme: [], ErrorDocument: [] };
  // Mistakes that only a programme's rules can see.
  const beyondTypes = ['unknown-kind', 'unknown-question', 'unknown-item', 'unknown-programme', 'out-of-range', 'duplicate'];
  cases().forEach(({ application }, ix) => {
    const whole = outcome(api.KaigoHojoError, () => api.assess(application, { date: DAY }));
    const sound = !whole.error || (beyondTypes.includes(whole.error.code) && !/Percent$/.test(whole.error.path));
    if (sound) type[application.schema.endsWith('draft/1') ? 'Draft' : 'Application'].push(application);
    if (whole.error) type.ErrorDocument.push(whole.error);
    else if (ix % 6 === 0) type.Assessment.push(whole);
    if (!whole.error) type.Brief.push(api.assess(application, { only: 'amount' }));
  });
  type.Programme.push(...api.programmes());
  type.Questionnaire.push(...api.programmes().map(({ id }) => api.questions(id)));
  assert.ok(type.Application.length > 620 && type.Draft.length > 20 && type.Assessment.length > 100 && type.ErrorDocument.length > 20,
    JSON.stringify(Object.entries(type).map(([name, list]) => [name, list.length])));
  const texts = Object.entries(type).map(([name, list]) => {
    const literals = list.map((value) => `  ${JSON.stringify(value)},`).join('\n');
    return `import type { ${name} } from 'kaigo-hojo';\nexport const ${name}s: ${name}[] = [\n${literals}\n];\n`;
  });
  const files = Object.keys(type).map((name) => `${name}.ts`);
  files.forEach((file, ix) => writeFileSync(join(installed.folder, file), texts[ix]));
  assert.equal(tsc(files, NODE), '');
  // A key that the types do not know is noticed.
  writeFileSync(join(installed.folder, 'Brief.ts'), texts[3].replace('"amount"', '"amounts"'));
  assert.match(tsc(['Brief.ts'], NODE), /amounts/);
});

test('the declarations name what the modules export', async () => {
  const declared = (file) => {
    const text = readFileSync(join(installed.inside, file), 'utf8');
    return [...new Set([...text.matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name))].sort();
  };
  assert.deepEqual(Object.keys(api).sort(), declared('index.d.ts'));
  const web = await installed.load('web.js');
  assert.deepEqual(Object.keys(web).sort(), [...declared('index.d.ts'), ...declared('web.d.ts')].sort());
  const bundler = readFileSync(join(installed.inside, 'bundler.js'), 'utf8');
  const node = readFileSync(join(installed.inside, 'node.js'), 'utf8');
  const exported = (text) => text.match(/^export \{.*$/m)[0];
  assert.equal(exported(bundler), exported(node));
});

test('the codes of the types are the codes that are thrown', () => {
  const text = readFileSync(join(installed.inside, 'index.d.ts'), 'utf8');
  const codes = [...text.match(/code: (("[a-z-]+"( \| )?)+);/)[1].matchAll(/"([a-z-]+)"/g)].map(([, code]) => code);
  assert.ok(codes.length >= 19, codes.join());
  const sources = ['crates/contract/src/error.rs', 'crates/js/src/failure.rs', 'crates/js/npm/core.js', 'crates/js/npm/plain.js'];
  const program = sources.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
  const variant = (code) => code.replace(/(^|-)([a-z])/g, (_, dash, letter) => letter.toUpperCase());
  for (const code of codes) assert.ok(program.includes(`'${code}'`) || program.includes(`    ${variant(code)},`), code);
  // And every variant of the Rust enums is among them.
  const rust = sources.slice(0, 2).map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
  const kebab = (name) => name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
  const variants = [...rust.matchAll(/^ {4}([A-Z][A-Za-z]+),$/gm)].map(([, name]) => kebab(name));
  assert.deepEqual(variants.filter((code) => !codes.includes(code)), []);
  assert.ok(variants.length >= 14, variants.join());
});
