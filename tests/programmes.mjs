// The programmes as they are found: every folder with a pack.toml below crates/packs/data, and what its tests.toml says to
// browsers. Nothing lists them; tests/src/programmes.rs is the same for Rust. Not a test itself.

import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = fileURLToPath(new URL('../crates/packs/data', import.meta.url));

/** Says what was left out, and why: `cargo xtask test` prints it before its last line. */
export function notChecked(what) {
  console.log(`NOT CHECKED: ${what}`);
  const file = process.env.KAIGO_HOJO_NOT_CHECKED;
  if (file) {
    appendFileSync(file, `${what}\n`);
  }
}

/** A text's value of a key in the part before its tables, or in the table that is named. */
function value(text, key, table = '') {
  const [head, ...tables] = text.split(/^\[/m);
  const part = table ? tables.find((one) => one.startsWith(`${table}]`)) : head;
  return new RegExp(`^${key} = "(.*)"`, 'm').exec(part ?? '')?.[1];
}

function programme(file) {
  const beside = join(dirname(file), 'tests.toml');
  const [pack, tests] = [readFileSync(file, 'utf8'), existsSync(beside) ? readFileSync(beside, 'utf8') : ''];
  const [id, prefecture] = ['id', 'prefecture'].map((key) => value(pack, key));
  const [journey, waived] = [value(tests, 'journey'), value(tests, 'journey', 'waived')];
  return { id, prefecture, cases: join(dirname(file), 'cases'), journey, waived };
}

const folders = [DATA, ...(process.env.KAIGO_HOJO_EXTRA_PACKS ?? '').split(delimiter).filter(Boolean)];
const entries = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
const files = entries.filter(({ name }) => name === 'pack.toml').map((entry) => join(entry.parentPath ?? entry.path, entry.name));

/** Every programme, in the order of the folders: its id and prefecture, and its case for browsers. */
export const PROGRAMMES = files.sort().map(programme);

const caseFile = (id, name) => join(PROGRAMMES.find((one) => one.id === id)?.cases ?? '', `${name}.json`);

/** Cases of a programme that were worked out by hand: those of one file beside its pack, none where it has not that file. */
export function casesOf(id, name = 'worked-examples') {
  const file = caseFile(id, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** One of its cases, in whichever file it stands. */
export function caseOf(id, name) {
  const folder = PROGRAMMES.find((one) => one.id === id)?.cases;
  const files = folder === undefined ? [] : readdirSync(folder).filter((file) => file.endsWith('.json'));
  const all = files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const one = all.find((one) => one.id === name);
  if (!one) {
    throw new Error(name ? `${id} has no case ${name} in ${folder}` : `${id} has no case for browsers: name one as \`journey\` in its tests.toml`);
  }
  return one;
}

/** Their ids. */
export const IDS = PROGRAMMES.map(({ id }) => id);

/**
 * A case by hand for each programme, with lines that need all that a document can say of them. Where none is named, the id
 * is not there: every test that goes through one fails by the name of its programme.
 */
export const CASES = PROGRAMMES.filter(({ waived }) => waived === undefined).map(({ id, journey }) => [id, journey]);

for (const { id, waived } of PROGRAMMES) {
  if (waived !== undefined) {
    notChecked(`${id}: its journeys in browsers (${waived})`);
  }
}
