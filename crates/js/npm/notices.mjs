// Writes THIRD-PARTY.md: whose work is inside the wasm, and under which licence.
// Usage: node notices.mjs FOLDER

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const cargo = process.env.CARGO ?? 'cargo';
const metadata = JSON.parse(
  execFileSync(cargo, ['metadata', '--format-version', '1', '--filter-platform', 'wasm32-unknown-unknown'], {
    encoding: 'utf8', maxBuffer: 1 << 28,
  }),
);
const packages = new Map(metadata.packages.map((one) => [one.id, one]));
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
const isMacro = (id) => packages.get(id).targets.some(({ kind }) => kind.includes('proc-macro'));

// What a build script or a macro uses is not in the wasm.
const inside = new Set();
const open = [metadata.packages.find(({ name }) => name === 'kaigo-hojo-js').id];
while (open.length > 0) {
  const id = open.pop();
  if (inside.has(id) || isMacro(id)) continue;
  inside.add(id);
  const used = nodes.get(id).deps.filter(({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null));
  open.push(...used.map(({ pkg }) => pkg));
}

const theirs = [...inside].map((id) => packages.get(id)).filter(({ source }) => source !== null)
  .sort((a, b) => a.name.localeCompare(b.name));

/** The texts of the licences that we choose: MIT wherever it is offered, and what holds beside it. */
function licence(one) {
  const folder = dirname(one.manifest_path);
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|unlicense)/i.test(name)).sort();
  const chosen = files.filter((name) => /mit|unicode/i.test(name));
  const texts = (chosen.length > 0 ? chosen : files.slice(0, 1)).map((file) => readFileSync(join(folder, file), 'utf8'));
  return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}

const parts = theirs.map((one) => {
  const text = licence(one);
  const head = `## ${one.name} ${one.version}\n\n${one.license}, ${one.repository ?? ''}`;
  return text === '' ? head : `${head}\n\n\`\`\`text\n${text}\n\`\`\``;
});
writeFileSync(join(process.argv[2], 'THIRD-PARTY.md'), [
  '# Inside kaigo-hojo.wasm',
  'The Rust standard library (MIT OR Apache-2.0, copyright The Rust Project Contributors), and these crates. Where there is a choice of licences, it is used under the MIT licence.',
  ...parts,
].join('\n\n') + '\n');
