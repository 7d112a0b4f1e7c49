// What comes last in a build: beside each file that compresses well a `.br` and a `.gz` for servers that
// send such copies, and `manifest.json`, which says what there is.
//
//   node finish.mjs FOLDER VERSION
//
// The same files give the same bytes, on every machine: see `cargo xtask reproduce`.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [folder, version] = process.argv.slice(2);
const MANIFEST = 'manifest.json';
const COPIES = ['.br', '.gz'];
const COMPRESSED = ['.css', '.html', '.js', '.json', '.pack', '.svg', '.txt', '.wasm'];

const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };

/** Without a time stamp (Node writes none), and without the name of the system that it was made on. */
function gzip(bytes) {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}

/** All files below the folder, in order, with `/` between their parts. */
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    // Node 20 calls the folder `path`, later versions `parentPath`.
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(folder, sep).length))
    .map((path) => path.split(sep).join('/'))
    .sort();

/** What an earlier run left. */
const isOurs = (path) => path === MANIFEST || COPIES.includes(extname(path));
files().filter(isOurs).forEach((path) => rmSync(join(folder, path)));

for (const path of files()) {
  if (COMPRESSED.includes(extname(path))) {
    const bytes = readFileSync(join(folder, path));
    for (const [end, packed] of [['.br', brotliCompressSync(bytes, { params })], ['.gz', gzip(bytes)]]) {
      if (packed.length < bytes.length) {
        writeFileSync(join(folder, path + end), packed);
      }
    }
  }
}

const entries = [];
const packs = [];
for (const path of files()) {
  const bytes = readFileSync(join(folder, path));
  entries.push({ path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  // A whole pack carries the digest of the text that it was made from, which every assessment names too.
  const [, id] = /^whole\/(.+)-[0-9a-f]{16}\.pack$/.exec(path) ?? [];
  if (id !== undefined) {
    const [hash] = /sha256:[0-9a-f]{64}/.exec(bytes.toString('latin1')) ?? [];
    if (hash === undefined) {
      console.error(`${basename(path)} does not say what it was made from.`);
      process.exit(1);
    }
    packs.push({ id, hash });
  }
}
const manifest = { schema: 'kaigo-hojo/manifest/1', version, packs, files: entries };
writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
