// Applications per second through `hojo assess --lines`, JSON in and out, on one core: whole assessments and, with
// `--only amount`, amounts alone. Whether memory stays flat over a million lines. Usage: node tests/bench/lines.mjs HOJO
//
// Rates are for a second of the process's own time, so that what else the machine does counts less. Nothing is timed
// unless both ways give the same amounts.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDS, caseOf } from '../programmes.mjs';

const hojo = process.argv[2];
const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
const command = pinned ? ['taskset', '-c', '0', hojo] : [hojo];

let state = 20261121n;
const random = (below) => {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(below));
};

// Ten lines: those of a worked example, repeated, each at another price.
function tenLines(programme, id) {
  const { application } = caseOf(programme, id);
  const source = application.items;
  application.items = Array.from({ length: 10 }, (_, ix) => {
    const item = structuredClone(source[ix % source.length]);
    if (item.answers?.['attached-to']) item.answers['attached-to'] = ['i1'];
    return { ...item, id: `i${ix + 1}`, unitPriceYen: 1_000 + random(item.unitPriceYen) };
  });
  return `${JSON.stringify(application)}\n`;
}

const folder = mkdtempSync(join(tmpdir(), 'hojo-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

// Runs a file of applications through; gives what is printed, or the seconds of processor time.
function through(path, only, timed) {
  const script = timed ? '"$@" > /dev/null && times' : '"$@"';
  const words = ['-c', script, 'sh', ...command, 'assess', '--lines', '--only', only];
  const options = { stdio: [openSync(path), 'pipe', 'inherit'], encoding: 'utf8', maxBuffer: 1 << 28 };
  const { status, stdout } = spawnSync('sh', words, options);
  assert.equal(status, 0);
  if (!timed) return stdout;
  // The second line is that of the children: user and system, in minutes and seconds.
  const spent = [...stdout.split('\n')[1].matchAll(/(\d+)m([\d.]+)s/g)];
  return spent.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

function rate(path, only, count) {
  const rates = Array.from({ length: 3 }, () => count / through(path, only, true));
  return rates.sort((a, b) => a - b)[1];
}

const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

// Feeds `count` copies, gives the resident memory (KiB) after a tenth and at the end.
function feed(line, count) {
  return new Promise((resolve, reject) => {
    const child = spawn(command[0], [...command.slice(1), 'assess', '--lines'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const block = line.repeat(1000);
    let sent = 0;
    let lines = 0;
    const memory = [];
    child.on('error', reject);
    child.stdout.on('data', (data) => {
      for (let at = data.indexOf(10); at !== -1; at = data.indexOf(10, at + 1)) lines += 1;
      if (memory.length === 0 && lines * 10 >= count) memory.push(resident(child.pid));
      if (memory.length === 1 && lines * 100 >= count * 99) memory.push(resident(child.pid));
    });
    child.on('close', (code) => {
      if (code === 0 && lines === count) resolve(memory);
      else reject(new Error(`exit ${code}, ${lines} of ${count} lines`));
    });
    const more = () => {
      while (sent < count) {
        sent += 1000;
        if (!child.stdin.write(block)) return void child.stdin.once('drain', more);
      }
      child.stdin.end();
    };
    more();
  });
}

// Whole assessments and amounts alone, a second.
const bars = [
  ['saitama-ict-r5', 'S7', 20_000, 60_000],
  ['kumamoto-ict-r5', 'K5', 20_000, 60_000],
  ['gunma-caretech-r8', 'G10a', 8_000, 0],
];
// A programme without a bar has none to meet.
const without = IDS.filter((id) => bars.every(([programme]) => programme !== id));
without.forEach((id) => console.log(`${id}: NO BAR; add one of its cases and its bars to tests/bench/lines.mjs`));
let met = without.length === 0;
for (const [programme, id, wholeBar, amountBar] of bars) {
  const path = join(folder, 'applications.jsonl');
  const thousand = Array.from({ length: 1_000 }, () => tenLines(programme, id)).join('');
  writeFileSync(path, thousand);
  const [whole, alone] = ['all', 'amount'].map((only) => through(path, only, false).trim().split('\n').map(JSON.parse));
  const brief = ({ amount, notComputable }) => ({ amount, notComputable });
  assert.deepEqual(alone, whole.map(brief), 'both ways give the same amounts');
  assert(new Set(alone.map(({ amount }) => amount.yen)).size > 20, 'the amounts are not all the same');
  writeFileSync(path, thousand.repeat(100));
  const amounts = rate(path, 'amount', 100_000);
  writeFileSync(path, thousand.repeat(20));
  const assessments = rate(path, 'all', 20_000);
  met &&= assessments >= wholeBar && amounts >= amountBar;
  const told = (rate, bar) => `${Math.round(rate).toLocaleString('en')} a second (bar: ${bar.toLocaleString('en')})`;
  console.log(`${programme}, ten lines: whole ${told(assessments, wholeBar)}, amount ${told(amounts, amountBar)}, ` +
    `${(amounts / assessments).toFixed(1)} times as many`);
}
const [early, late] = await feed(tenLines('kumamoto-ict-r5', 'K1'), 1_000_000);
const flat = late <= early * 1.05 + 512;
met &&= flat;
console.log(`memory over 1,000,000 lines: ${early} KiB after a tenth, ${late} KiB near the end: ${flat ? 'flat' : 'NOT FLAT'}`);
console.log(met ? 'all bars met' : 'A BAR IS NOT MET');
process.exit(met ? 0 : 1);
