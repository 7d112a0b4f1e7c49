// Memory does not grow with the number of calls: neither that of the wasm nor JavaScript's own.
// KAIGO_HOJO_CALLS sets the number of calls; the suite makes 100,000, a release 1,000,000.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import v8 from 'node:v8';
import vm from 'node:vm';
import { DAY, ROOT, cases, hojo, install, outcome } from './installed.mjs';

const CALLS = Number(process.env.KAIGO_HOJO_CALLS ?? 100_000);

let installed;
before(() => { installed = install(); });
after(() => installed?.remove());

/** Tells the memory of the instance in use: after every so many packs it is another one. */
async function wasmSize() {
  const { initSync } = await installed.load('engine.js');
  return () => initSync().memory.buffer.byteLength;
}

test(`memory after ${CALLS} calls`, async () => {
  const api = await installed.load('node.js');
  const size = await wasmSize();
  assert.ok(size() > 1 << 16, 'the memory of the instance in use');
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');

  const packs = ['tests/packs/invented', 'crates/packs/data/11-saitama/ict/fy2023'].map((source, ix) => {
    const file = join(installed.folder, `${ix}.pack`);
    hojo(['pack', 'build', join(ROOT, source), '-o', file]);
    return readFileSync(file);
  });
  const applications = cases().map(({ application }) => application);
  const bad = [undefined, { schema: 5n }, new Map(), { schema: 'kaigo-hojo/application/1', programme: 'x' }, { a: NaN }];
  const { KaigoHojoError, assess, loadPack, programmes, questions, schema } = api;
  let errors = 0;
  const call = (turn) => {
    const application = applications[turn % applications.length];
    const given = outcome(KaigoHojoError, () => {
      if (turn % 1_000 === 0) return [loadPack(packs[(turn / 1_000) % packs.length]), schema(), programmes()];
      if (turn % 100 === 0) return questions(application?.programme);
      if (turn % 10 === 0) return assess(application, { date: DAY });
      if (turn % 10 === 5) return assess(bad[(turn / 5) % bad.length]);
      return assess(application, { only: 'amount' });
    });
    errors += given.error ? 1 : 0;
  };

  // Room is made for the largest application once, and stays.
  const warm = Math.max(20_000, CALLS / 10);
  for (let turn = 0; turn < warm; turn += 1) call(turn);
  const measure = () => {
    collect();
    return { wasm: size(), heap: process.memoryUsage().heapUsed };
  };
  const before = measure();
  const start = performance.now();
  for (let turn = warm; turn < warm + CALLS; turn += 1) call(turn);
  const seconds = (performance.now() - start) / 1000;
  const later = measure();
  const told = `wasm ${before.wasm} then ${later.wasm}, heap ${before.heap} then ${later.heap} bytes, ${errors} errors, ${seconds.toFixed(0)} s`;
  console.log(told);
  assert.ok(errors > CALLS / 20, told);
  assert.ok(later.wasm <= before.wasm, told);
  assert.ok(later.heap - before.heap < 1 << 20, told);
});

test('memory after ever new packs', async () => {
  const api = await installed.load('node.js');
  const file = join(installed.folder, 'new.pack');
  hojo(['pack', 'build', join(ROOT, 'tests/packs/invented'), '-o', file]);
  const pack = readFileSync(file);
  // The last letters of a sentence that is somewhere in every pack, other ones each time.
  const at = pack.indexOf('架空');
  assert.ok(at > 40);
  const another = (turn) => {
    const body = Buffer.from(pack.subarray(40));
    body.write(String.fromCodePoint(0x4e00 + turn), at - 40);
    return Buffer.concat([pack.subarray(0, 8), createHash('sha256').update(body).digest(), body]);
  };
  const own = { schema: 'kaigo-hojo/application/1', programme: 'kakuu-robot-r8', items: [] };
  const size = await wasmSize();
  const sizes = [];
  for (let turn = 0; turn < 400; turn += 1) {
    assert.equal(api.loadPack(another(turn)), 'kakuu-robot-r8');
    assert.equal(api.assess(own, { only: 'amount' }).notComputable, null);
    sizes.push(size());
  }
  const [first, second] = [sizes.slice(0, 200), sizes.slice(200)].map((half) => Math.max(...half));
  assert.ok(second <= first, `${first} then ${second} bytes`);
  console.log(`ever new packs: at most ${first}, then ${second} bytes`);
});
