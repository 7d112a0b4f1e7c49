// The packed tarball, installed by npm into a folder of its own, without the network.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PROGRAMMES } from '../programmes.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const { version } = JSON.parse(readFileSync(join(ROOT, 'target/npm/package/package.json'), 'utf8'));
export const TARBALL = join(ROOT, `target/npm/kaigo-hojo-${version}.tgz`);

/** The day for which the tests assess. */
export const DAY = '2026-11-21';

/** A folder with the package in its node_modules; `remove` takes it away. */
export function install() {
  const folder = mkdtempSync(join(tmpdir(), 'kaigo-hojo-npm-'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "somebody", "private": true, "type": "module" }\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const quiet = ['--offline', '--no-audit', '--no-fund', '--silent'];
  execFileSync(npm, ['install', ...quiet, TARBALL], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const inside = join(folder, 'node_modules/kaigo-hojo');
  return {
    folder,
    inside,
    /** A module of the package by its file, past the package's own list of entries. */
    load: (file) => import(pathToFileURL(join(inside, file)).href),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The cases that the whole system shares: `{ file, id, application, expect }`; with dates, the application is a draft. */
export function cases() {
  // As tests/build.rs finds them: every file that is a list beside a pack, those of no programme, and what was added.
  const own = ['tests/cases', 'tests/cases/added'].map((folder) => join(ROOT, folder));
  const folders = [...PROGRAMMES.map((programme) => programme.cases), ...own].filter(existsSync);
  const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => join(folder, name)));
  return files.flatMap((file) => {
    const list = JSON.parse(readFileSync(file, 'utf8'));
    return (Array.isArray(list) ? list : []).map((one) => {
      const { dates, application } = one;
      return { file, ...one, application: dates ? { schema: 'kaigo-hojo/draft/1', application, dates } : application };
    });
  });
}

/** The command line, with this standard input; what it prints. Bad documents make its exit status 1. */
export function hojo(args, input = '') {
  const program = process.env.HOJO ?? join(ROOT, 'target/debug/hojo');
  try {
    return execFileSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.status !== 1) throw error;
    return error.stdout;
  }
}

/** What a call gives, or the error object that it throws; anything else that is thrown goes on. */
export function outcome(KaigoHojoError, work) {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof KaigoHojoError)) throw thrown;
    return { error: { code: thrown.code, path: thrown.path, message: thrown.message } };
  }
}

/** What of a case's expectation an outcome does not give, as `check_case` of the whole-system tests has it. */
export function checkCase(expect, got) {
  const wrong = [];
  let known = 0;
  const same = (what, found, wanted) => {
    // What is not there at all is as good as null: a binding constraint, a line of an error object.
    if ((found ?? null) !== wanted) wrong.push(`${what}: got ${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}`);
  };
  const byId = (list, id) => list?.find((entry) => entry.id === id);
  const each = (wanted, list, field, value = (found) => found) => {
    for (const [id, one] of Object.entries(wanted)) same(`${field} of ${id}`, value(byId(list, id)?.[field]), one);
  };
  for (const [key, wanted] of Object.entries(expect)) {
    known += 1;
    if (key === 'errorPath') same('error path', got.error?.path, wanted);
    else if (key === 'errorCode') same('error code', got.error?.code, wanted);
    else if (key === 'amountYen') same('amount', got.amount?.yen, wanted);
    else if (key === 'lowYen' || key === 'highYen') same(key, got.amount?.[key], wanted);
    else if (key === 'notComputable') same('a reason', typeof got.notComputable?.reason === 'string' && got.amount === null, wanted);
    else if (['verdict', 'route', 'totalCostYen', 'programmeStatus'].includes(key)) same(key, got[key], wanted);
    else if (key === 'ownBurdenYen') same(key, got.ownBurden?.yen, wanted);
    else if (key === 'binding') same(key, got.bindingConstraint?.id, wanted);
    else if (key === 'items') each(wanted, got.items, 'status');
    else if (key === 'countedYen') each(wanted, got.items, 'countedYen');
    else if (key === 'categories') each(wanted, got.categories, 'amount', (amount) => amount?.yen);
    else if (key === 'requirements') each(wanted, got.requirements, 'status');
    else if (key === 'decides') each(wanted, got.requirements, 'decides');
    else known -= 1;
  }
  // Readings, notes and steps are held against the command line, word for word.
  return { wrong, known };
}
