// What no caller should pass and some caller will: each a KaigoHojoError with its code and place, in no time, and the
// next call is answered as if nothing had been.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import vm from 'node:vm';
import { DAY, ROOT, cases, hojo, install, outcome } from './installed.mjs';

let installed;
let api;
before(async () => {
  installed = install();
  api = await installed.load('node.js');
});
after(() => installed?.remove());

const sound = () => ({
  schema: 'kaigo-hojo/application/1',
  programme: 'saitama-ict-r5',
  answers: { 'staff-fte': '10.49', 'life-data': null },
  items: [{ id: 'i1', kind: 'lease', unitPriceYen: 600_000, quantity: 1, tax: 'excluded', answers: {} }],
});

/** For how many milliseconds the processor has worked since then; what else the machine does has no say. */
const worked = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** `change` works on a sound application and may give another. */
const changed = (change) => {
  const application = sound();
  return change(application) ?? application;
};
const cyclic = () => {
  const value = sound();
  value.answers.self = value;
  return value;
};
const nested = (depth) => {
  let value = {};
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { deeper: value };
  return value;
};
const refuses = new Proxy({}, { ownKeys() { throw new RangeError('no'); } });
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const endless = () => new Proxy({}, {
  ownKeys: () => ['a'],
  getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }),
  get: endless,
});
class Application { constructor() { Object.assign(this, sound()); } }

/** What is passed, and the code and path of the error. */
const APPLICATIONS = {
  // Not an application at all.
  'undefined': [undefined, 'malformed', ''],
  'null': [null, 'malformed', ''],
  'a number': [5, 'malformed', ''],
  'NaN': [NaN, 'malformed', ''],
  'a BigInt': [5n, 'malformed', ''],
  'a text': ['{}', 'malformed', ''],
  'a text of JSON': [JSON.stringify(sound()), 'malformed', ''],
  'a list': [[sound()], 'malformed', ''],
  'a function': [() => sound(), 'malformed', ''],
  'a symbol': [Symbol('application'), 'malformed', ''],
  'a Map': [new Map(Object.entries(sound())), 'malformed', ''],
  'a Set': [new Set([sound()]), 'malformed', ''],
  'a Date': [new Date(), 'malformed', ''],
  'a promise': [Promise.resolve(sound()), 'malformed', ''],
  'bytes': [new Uint8Array(8), 'malformed', ''],
  'an error': [new Error('no'), 'malformed', ''],
  'a boxed text': [Object('{}'), 'malformed', ''],
  'an instance of a class': [new Application(), 'malformed', ''],
  'nothing in it': [{}, 'missing-field', 'schema'],
  // A bad value inside.
  'NaN as a price': [changed((a) => { a.items[0].unitPriceYen = NaN; }), 'wrong-type', 'items[0].unitPriceYen'],
  'infinity as a quantity': [changed((a) => { a.items[0].quantity = Infinity; }), 'wrong-type', 'items[0].quantity'],
  'less than infinity': [changed((a) => { a.items[0].quantity = -Infinity; }), 'wrong-type', 'items[0].quantity'],
  'a price as text': [changed((a) => { a.items[0].unitPriceYen = '600000'; }), 'wrong-type', 'items[0].unitPriceYen'],
  'a fraction of a yen': [changed((a) => { a.items[0].unitPriceYen = 0.5; }), 'wrong-type', 'items[0].unitPriceYen'],
  'the smallest number': [changed((a) => { a.items[0].unitPriceYen = 5e-324; }), 'wrong-type', 'items[0].unitPriceYen'],
  'the largest number': [changed((a) => { a.items[0].unitPriceYen = 1.7e308; }), 'out-of-range', 'items[0].unitPriceYen'],
  'a negative price': [changed((a) => { a.items[0].unitPriceYen = -1; }), 'out-of-range', 'items[0].unitPriceYen'],
  'beyond exact numbers': [changed((a) => { a.items[0].unitPriceYen = 2 ** 53 + 2; }), 'out-of-range', 'items[0].unitPriceYen'],
  'a BigInt as a price': [changed((a) => { a.items[0].unitPriceYen = 600_000n; }), 'wrong-type', 'items[0].unitPriceYen'],
  'a Map of answers': [changed((a) => { a.answers = new Map([['staff-fte', '1']]); }), 'wrong-type', 'answers'],
  'a Set of items': [changed((a) => { a.items = new Set(); }), 'wrong-type', 'items'],
  'a typed array of items': [changed((a) => { a.items = new Float64Array(3); }), 'wrong-type', 'items'],
  'a Date as an answer': [changed((a) => { a.answers['staff-fte'] = new Date(0); }), 'wrong-type', 'answers.staff-fte'],
  'a function as an answer': [changed((a) => { a.answers['staff-fte'] = () => 1; }), 'wrong-type', 'answers.staff-fte'],
  'a symbol as an answer': [changed((a) => { a.answers['staff-fte'] = Symbol.iterator; }), 'wrong-type', 'answers.staff-fte'],
  'a number as a decimal': [changed((a) => { a.answers['staff-fte'] = 10.49; }), 'wrong-type', 'answers.staff-fte'],
  'an object as an answer': [changed((a) => { a.answers['staff-fte'] = {}; }), 'wrong-type', 'answers.staff-fte'],
  'null as an item': [changed((a) => { a.items = [null]; }), 'wrong-type', 'items[0]'],
  'null as items': [changed((a) => { a.items = null; }), 'wrong-type', 'items'],
  'undefined as an item': [changed((a) => { a.items = [undefined]; }), 'wrong-type', 'items[0]'],
  'a hole among items': [changed((a) => { delete a.items[0]; a.items.length = 2; }), 'wrong-type', 'items[0]'],
  'a list of four thousand million holes': [changed((a) => { a.items = new Array(2 ** 32 - 1); }), 'too-large', 'items'],
  'a missing price': [changed((a) => { a.items[0].unitPriceYen = undefined; }), 'missing-field', 'items[0].unitPriceYen'],
  'a misspelt key': [changed((a) => { a.items[0].quantitty = 1; }), 'unknown-field', 'items[0].quantitty'],
  'an own __proto__': [changed((a) => { Object.defineProperty(a, '__proto__', { value: 1, enumerable: true }); }), 'unknown-field', '__proto__'],
  'half of a sign': [changed((a) => { a.items[0].name = 'x\ud83d'; }), 'wrong-type', 'items[0].name'],
  'half of a sign as a key': [changed((a) => { a.answers['\udc00'] = 1; }), 'wrong-type', 'answers.\udc00'],
  'an unknown programme': [changed((a) => { a.programme = 'x'.repeat(1_000_000); }), 'unknown-programme', 'programme'],
  // More than there can be.
  'an object that contains itself': [cyclic(), 'circular', 'answers.self'],
  'a list that contains itself': [changed((a) => { a.items.push(a.items); }), 'circular', 'items[1]'],
  'deeper than any document': [changed((a) => { a.answers.deep = nested(40); }), 'too-large', undefined],
  'a hundred thousand levels': [nested(100_000), 'too-large', undefined],
  'doubles of doubles, 29 levels deep': [
    changed((a) => { let double = {}; for (let n = 0; n < 29; n += 1) double = [double, double]; a.answers.deep = double; }),
    'too-large', undefined],
  'endless levels': [endless(), 'too-large', undefined],
  'ten thousand items': [changed((a) => { a.items = Array.from({ length: 10_000 }, (_, n) => ({ ...a.items[0], id: `${n}` })); }), 'out-of-range', 'items'],
  'ten thousand lines named': [changed((a) => { a.items[0].answers = { 'attached-to': new Array(10_000).fill('i1') }; }), 'out-of-range', 'items[0].answers.attached-to'],
  'ten million items': [changed((a) => { a.items = new Array(10_000_000).fill(0); }), 'too-large', 'items'],
  'a name of sixty million letters': [changed((a) => { a.items[0].name = 'あ'.repeat(60_000_000); }), 'too-large', 'items[0].name'],
  'three hundred thousand answers': [changed((a) => { a.answers = Object.fromEntries(Array.from({ length: 300_000 }, (_, n) => [`q${n}`, true])); }), 'out-of-range', 'answers'],
  // What does not let itself be read.
  'a getter that throws': [changed((a) => { Object.defineProperty(a.items[0], 'name', { enumerable: true, get() { throw new Error('no'); } }); }), 'unreadable', 'items[0].name'],
  'a getter that throws undefined': [changed((a) => { Object.defineProperty(a, 'items', { enumerable: true, get() { throw undefined; } }); }), 'unreadable', 'items'],
  'a proxy that throws': [refuses, 'unreadable', ''],
  'a proxy that is gone': [changed((a) => { a.answers = revoked; }), 'unreadable', 'answers'],
  'a length that throws': [changed((a) => { a.items = new Proxy([], { get() { throw new Error('no'); } }); }), 'unreadable', 'items'],
  'a length without end': [changed((a) => { a.items = new Proxy([], { get: (_, key) => (key === 'length' ? Infinity : 0) }); }), 'too-large', 'items'],
};

test('bad applications', () => {
  for (const [name, [application, code, path]] of Object.entries(APPLICATIONS)) {
    for (const options of [undefined, { only: 'amount' }]) {
      const start = process.cpuUsage();
      const { error } = outcome(api.KaigoHojoError, () => api.assess(application, options));
      assert.ok(error, `${name} is taken`);
      if (code !== undefined) assert.equal(error.code, code, name);
      if (path !== undefined) assert.equal(error.path, path, name);
      assert.match(error.message, /[ぁ-ん]/, name);
      assert.ok(worked(start) < 3_000, `${name} takes long`);
    }
    assert.equal(api.assess(sound(), { only: 'amount' }).amount.highYen > 0, true, `after ${name}`);
  }
});

test('what looks odd and is sound', () => {
  const expected = api.assess(sound(), { date: DAY });
  const same = (application, name) => assert.deepEqual(api.assess(application, { date: DAY }), expected, name);
  same(Object.freeze(sound()), 'frozen');
  same(Object.assign(Object.create(null), sound()), 'without a prototype');
  same(vm.runInNewContext(`(${JSON.stringify(sound())})`), 'of another window');
  same(new Proxy(sound(), {}), 'a proxy, as Vue makes them');
  same({ get items() { return sound().items; }, ...{ ...sound(), items: undefined }, ...sound() }, 'a getter');
  same(changed((a) => { a[Symbol('note')] = 1; a.items[0].months = undefined; a.answers.route = undefined; }), 'undefined is absent');
  same(changed((a) => { a.toJSON = undefined; Object.defineProperty(a, 'hidden', { value: 1, enumerable: false }); }), 'hidden keys');
  same(changed((a) => { a.items[0].quantity = 1.0; a.items[0].name = '見積 "1" \\ \n 😀 </script>'; }), 'signs');
  const shared = {};
  same(changed((a) => { a.items[0].answers = shared; a.items[0].months = undefined; }), 'shared parts');
  const zero = changed((a) => { a.items[0].quantity = -0; });
  assert.equal(api.assess(zero).totalCostYen, 0);
  // A getter may call us.
  const inner = changed((a) => {
    const { items } = a;
    Object.defineProperty(a, 'items', { enumerable: true, get: () => (api.assess(sound()), items) });
  });
  same(inner, 'a call within a call');
});

test('bad options and other arguments', () => {
  const failure = (work) => {
    const { error } = outcome(api.KaigoHojoError, work);
    assert.match(error?.message ?? '', /[ぁ-ん]/);
    return [error.code, error.path];
  };
  for (const [options, ...expected] of [
    [null, 'wrong-type', 'options'], [5, 'wrong-type', 'options'], ['amount', 'wrong-type', 'options'],
    [[], 'wrong-type', 'options'], [new Map(), 'wrong-type', 'options'], [() => 1, 'wrong-type', 'options'],
    [{ day: DAY }, 'unknown-field', 'options.day'], [{ only: 'lines' }, 'unknown-option', 'options.only'],
    [{ only: true }, 'wrong-type', 'options.only'], [{ date: new Date() }, 'wrong-type', 'options.date'],
    [{ date: '2026-02-30' }, 'out-of-range', 'options.date'], [{ date: 20261121 }, 'wrong-type', 'options.date'],
    [{ date: NaN }, 'wrong-type', 'options.date'],
    [{ get date() { throw new Error('no'); } }, 'unreadable', 'options.date'],
  ]) assert.deepEqual(failure(() => api.assess(sound(), options)), expected);
  for (const programme of [undefined, null, 5, {}, ['saitama-ict-r5'], Symbol('x')]) {
    assert.deepEqual(failure(() => api.questions(programme)), ['wrong-type', 'programme']);
  }
  for (const programme of ['', 'saitama', 'saitama-ict-r5\0', '\ud800', 'x'.repeat(10_000_000)]) {
    assert.deepEqual(failure(() => api.questions(programme)), ['unknown-programme', 'programme']);
  }
  for (const text of [undefined, null, 5, {}, ['a'], new Uint8Array(8)]) {
    assert.deepEqual(failure(() => api.quote('saitama-ict-r5', text)), ['wrong-type', 'text']);
    assert.deepEqual(failure(() => api.quote(text, 'a\t1')), ['wrong-type', 'programme']);
  }
  assert.deepEqual(failure(() => api.quote('saitama', 'a\t1')), ['unknown-programme', 'programme']);
  assert.deepEqual(failure(() => api.quote('saitama-ict-r5', '"a\n')), ['malformed', 'text']);
  assert.deepEqual(failure(() => api.quote('saitama-ict-r5', 'x'.repeat(20_000_000))), ['too-large', 'text']);
  for (const [options, code, path] of [
    [null, 'wrong-type', 'options'], [{ tax: 'exempt' }, 'unknown-option', 'options.tax'], [{ tax: 10 }, 'wrong-type', 'options.tax'],
    [{ date: '2026-01-01' }, 'unknown-field', 'options.date'],
  ]) assert.deepEqual(failure(() => api.quote('saitama-ict-r5', 'a\t1', options)), [code, path]);
  for (const pack of [undefined, null, 'kh-pack1', [], {}, new ArrayBuffer(8), new Uint16Array(8), new DataView(new ArrayBuffer(8)),
    new Proxy(new Uint8Array(8), {}), { [Symbol.toStringTag]: 'Uint8Array', length: 8 }]) {
    assert.deepEqual(failure(() => api.loadPack(pack)), ['wrong-type', 'pack']);
  }
  assert.deepEqual(failure(() => api.loadPack(new Uint8Array(1 << 24))), ['too-large', 'pack']);
  for (const name of ['length', Symbol.toStringTag, Symbol.iterator, 'constructor']) {
    const pack = Object.defineProperty(new Uint8Array(8), name, { get() { throw new Error('no'); } });
    assert.deepEqual(failure(() => api.loadPack(pack)), ['bad-pack', 'pack']);
  }
  for (const bytes of ['', 'kh-pack1', `kh-pack2${'x'.repeat(100)}`, '%PDF-1.7', `kh-pack1${'\0'.repeat(100)}`]) {
    assert.deepEqual(failure(() => api.loadPack(new TextEncoder().encode(bytes))), ['bad-pack', 'pack']);
  }
});

test('a figure that JavaScript cannot hold exactly is not given', () => {
  const dear = changed((a) => {
    a.items = [1, 2].map((n) => ({ ...a.items[0], id: `i${n}`, unitPriceYen: 1_000_000_000, quantity: 100_000, months: { inYear: 12 } }));
    a.items = Array.from({ length: 100 }, (_, n) => ({ ...a.items[0], id: `i${n}` }));
  });
  const { error } = outcome(api.KaigoHojoError, () => api.assess(dear));
  assert.deepEqual([error?.code, error?.path], ['too-large', '']);
  assert.equal(api.assess({ ...dear, items: dear.items.slice(0, 1) }).totalCostYen, 1_320_000_000_000_000);
});

test('a call that breaks off leaves nothing behind', () => {
  const expected = api.assess(sound(), { date: DAY });
  // With ever less room on the stack: at some depth the call itself breaks off, in the middle of anything.
  const seen = {};
  const deep = () => {
    try {
      return deep();
    } catch {
      let told;
      try {
        told = outcome(api.KaigoHojoError, () => api.assess(sound(), { date: DAY })).error?.code ?? 'assessed';
      } catch (error) {
        // No room even for our own first line: the caller's own overflow.
        if (!(error instanceof RangeError)) throw error;
        told = 'overflow';
      }
      seen[told] = (seen[told] ?? 0) + 1;
      if (seen.assessed > 3) return seen;
      throw new Error('again, with more room');
    }
  };
  deep();
  assert.ok(seen.assessed > 3, JSON.stringify(seen));
  assert.ok(Object.keys(seen).every((code) => ['assessed', 'overflow', 'internal', 'unreadable'].includes(code)), JSON.stringify(seen));
  assert.deepEqual(api.assess(sound(), { date: DAY }), expected);
  assert.equal(api.programmes().length, 3);
  console.log(`near the end of the stack: ${JSON.stringify(seen)}`);
});

test('a forged pack is refused or works, and breaks nothing else', () => {
  const file = join(installed.folder, 'invented.pack');
  hojo(['pack', 'build', join(ROOT, 'tests/packs/invented'), '-o', file]);
  const pack = readFileSync(file);
  const [head, body] = [pack.subarray(0, 8), pack.subarray(40)];
  const forge = (bytes) => Buffer.concat([head, createHash('sha256').update(bytes).digest(), bytes]);
  assert.equal(api.loadPack(forge(body)), 'kakuu-robot-r8', 'the digest is of the rest');
  const { application, expect } = cases().find(({ id }) => id === 'S1');
  const own = { schema: 'kaigo-hojo/application/1', programme: 'kakuu-robot-r8', answers: { service: '51' }, items: [] };
  const wanted = api.assess(own, { date: DAY });

  let state = 8;
  const random = (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  const found = {};
  let slowest = 0;
  const start = process.cpuUsage();
  for (let turn = 0; turn < 2_500; turn += 1) {
    const bytes = Buffer.from(body);
    for (let change = 0; change <= random(3); change += 1) {
      const at = random(bytes.length);
      bytes[at] = random(2) ? [0, 1, 0x7f, 0x80, 0xff][random(5)] : bytes[at] ^ (1 << random(8));
    }
    const begun = process.cpuUsage();
    const loaded = outcome(api.KaigoHojoError, () => api.loadPack(forge(bytes)));
    slowest = Math.max(slowest, worked(begun));
    const kind = loaded.error?.code ?? 'loaded';
    assert.ok(['bad-pack', 'loaded'].includes(kind), kind);
    found[kind] = (found[kind] ?? 0) + 1;
    if (kind === 'loaded') {
      const used = outcome(api.KaigoHojoError, () => api.assess({ ...own, programme: loaded }));
      found[used.error?.code ?? 'assessed'] = (found[used.error?.code ?? 'assessed'] ?? 0) + 1;
      // The sound one takes its place again.
      api.loadPack(pack);
    }
    assert.equal(api.assess(application).amount?.yen ?? null, expect.amountYen ?? null);
    assert.deepEqual(api.assess(own, { date: DAY }), wanted, `after turn ${turn}`);
  }
  assert.ok(found['bad-pack'] > 300 && found.loaded > 100, JSON.stringify(found));
  assert.ok(slowest < 1_000, `one took ${slowest} ms`);
  console.log(`forged packs: ${JSON.stringify(found)}, the slowest took ${slowest.toFixed(0)} ms, all ${(worked(start) / 1000).toFixed(1)} s`);
});
