// Writes THIRD-PARTY.md: whose work is inside the wasm, and under which licence.
// Usage: node notices.mjs FOLDER

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crates, folderOf, texts } from '../../xtask/node/crates.mjs';

const theirs = crates(process.env.CARGO ?? 'cargo', ['kaigo-hojo-js']).sort((a, b) => a.name.localeCompare(b.name));

/** The texts of the licences that we choose: MIT wherever it is offered, and what holds beside it. */
function licence(one) {
  const all = texts(folderOf(one));
  const chosen = all.filter(({ name }) => /mit|unicode|notice/i.test(name));
  return (chosen.length > 0 ? chosen : all.slice(0, 1)).map(({ text }) => text).join('\n\n');
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
