// The crates that are built into a wasm, and the texts of their licences: for the page of licences (licences.mjs) and for
// the npm package's THIRD-PARTY.md (crates/js/npm/notices.mjs).

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ARGUMENTS = ['metadata', '--format-version', '1', '--offline', '--locked', '--filter-platform', 'wasm32-unknown-unknown'];

const isMacro = ({ targets }) => targets.some(({ kind }) => kind.includes('proc-macro'));

/** All crates of others that these packages of the workspace have inside, without what only helps to build them. */
export function crates(cargo, roots) {
  const said = execFileSync(cargo, ARGUMENTS, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
  const metadata = JSON.parse(said);
  const packages = new Map(metadata.packages.map((one) => [one.id, one]));
  const nodes = new Map(metadata.resolve.nodes.map((one) => [one.id, one]));
  const open = roots.map((root) => {
    const found = metadata.packages.find(({ name, source }) => source === null && name === root);
    if (found === undefined) {
      throw new Error(`${root} is no package of the workspace.`);
    }
    return found.id;
  });
  const inside = new Set();
  while (open.length > 0) {
    const id = open.pop();
    if (!inside.has(id) && !isMacro(packages.get(id))) {
      inside.add(id);
      const needed = nodes.get(id).deps.filter(({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null));
      open.push(...needed.map(({ pkg }) => pkg));
    }
  }
  return [...inside].map((id) => packages.get(id)).filter(({ source }) => source !== null);
}

/** The folder that a crate's sources are in. */
export const folderOf = (one) => dirname(one.manifest_path);

/** What lies beside a package about its licence, in order: the name of each file and its text. */
export function texts(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name) && !/\.(rs|toml)$/.test(name));
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim() }));
}
