// The engine against publicodes, zen and a function written by hand for the Saitama programme: inside wasm and natively,
// the amount alone and full assessments. One run, ratios of medians of seven turns.
// Usage: node tests/bench/engines.mjs FOLDER NATIVE: FOLDER holds the bench module built for Node, NATIVE is the program
// built for this machine.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { applications, holdAgainst, median, nanoseconds, random, timeBeside } from './saitama.mjs';

const [folder, native] = process.argv.slice(2).map((name) => path.resolve(name));
const { Bench } = await import(pathToFileURL(path.join(folder, 'bench.js')).href);

// A full assessment of the largest programme: 20 lines.
const gunma = {
  schema: 'kaigo-hojo/application/1',
  programme: 'gunma-caretech-r8',
  answers: {
    'in-prefecture': true, 'antisocial-forces': false, service: '51', capacity: 29, 'linked-offices': 0,
    'end-to-end': true, 'careplan-csv': true, 'life-csv': true, 'staff-fte': '25', 'staff-heads': 0,
  },
  items: Array.from({ length: 20 }, (_, ix) => {
    const base = { id: `i${ix}`, unitPriceYen: 100_000 + random(900_000), quantity: 1 + random(8), tax: 'included' };
    const turn = ['monitoring', 'care-software', 'incidental', 'intercom', 'transfer-aid', 'back-office-software',
      'care-work-support', 'incidental', 'recognised-device', 'consulting'][ix % 10];
    if (turn === 'incidental') return { ...base, kind: turn, answers: { 'attached-to': ['i0', 'i1', 'i4'] } };
    if (turn.endsWith('software')) return { ...base, kind: turn, answers: { 'staff-priced': ix < 10 } };
    return { ...base, kind: turn };
  }),
};

// ---- the same yen, all of them ----

const bench = new Bench(JSON.stringify(applications));
bench.decode_for_hand();
holdAgainst('the engine in wasm', bench.amounts());
holdAgainst('by hand in wasm', bench.amounts_by_hand());
const file = path.join(folder, 'applications.json');
writeFileSync(file, JSON.stringify({ saitama: applications, full: [gunma] }));
const here = JSON.parse(execFileSync(native, [file], { encoding: 'utf8', maxBuffer: 1 << 26 }));
holdAgainst('the engine natively', here.amounts);
holdAgainst('by hand natively', here.byHand);

// ---- in wasm ----

const ROUNDS = 200;
const beside = await timeBeside('amount alone, in wasm', () => bench.amount_loop(ROUNDS), ROUNDS);
const bars = [beside('publicodes', 'publicodes', 100), beside('zen-engine', 'zen', 10)];

const full = new Bench(JSON.stringify([gunma]));
full.assess_loop(200);
// Two hundred lines, and no question answered: whatever any answer could give is worked out.
const unanswered = Array.from({ length: 200 }, (_, ix) => ({ ...gunma.items[ix % 20], id: `i${ix}`, answers: {} }));
const open = new Bench(JSON.stringify([{ ...gunma, answers: {}, items: unanswered }]));
const opened = [];
const rows = { amount: [], hand: [], small: [], large: [] };
for (let turn = 0; turn < 7; turn += 1) {
  rows.amount.push(await nanoseconds(() => bench.amount_loop(ROUNDS), ROUNDS * applications.length));
  rows.hand.push(await nanoseconds(() => bench.hand_loop(ROUNDS), ROUNDS * applications.length));
  rows.small.push(await nanoseconds(() => bench.assess_loop(4), 4 * applications.length));
  rows.large.push(await nanoseconds(() => full.assess_loop(ROUNDS), ROUNDS));
  opened.push(await nanoseconds(() => open.assess_loop(5), 5));
}

// ---- against the function by hand, and full assessments ----

function tell(where, { amount, hand, small, large }) {
  const ratio = median(amount.map((time, turn) => time / hand[turn]));
  const ns = (list) => median(list).toFixed(list === hand ? 1 : 0);
  console.log(`${where}: amount alone ${ns(amount)} ns, by hand ${ns(hand)} ns: ${ratio.toFixed(0)} times as long`);
  console.log(`${where}: full assessment, 3 lines ${ns(small)} ns (${(median(small) / median(amount)).toFixed(1)} amounts), 20 Gunma lines ${ns(large)} ns`);
  return ratio;
}
tell('in wasm', rows);
const byTurn = (name) => here.turns.map((turn) => turn[name]);
const natively = Object.fromEntries(Object.keys(rows).map((name) => [name, byTurn(name)]));
const ratio = tell('natively', natively);
console.log(`in wasm: full assessment, 200 Gunma lines with nothing answered ${(median(opened) / 1e6).toFixed(1)} ms`);
console.log('bars: natively at most 50 times by hand, or 1000 ns; 20 Gunma lines in wasm at most 200000 ns, 200 unanswered 50 ms');
bars.push(ratio <= 50 || median(natively.amount) <= 1000, median(rows.large) <= 200_000, median(opened) <= 50e6);
const met = bars.every(Boolean);
console.log(met ? 'all bars met' : 'A BAR IS NOT MET');
process.exitCode = met ? 0 : 1;
