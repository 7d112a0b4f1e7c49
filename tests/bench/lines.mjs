// Applications per second through `hojo assess --lines`, JSON in and out, on one core, and whether memory stays flat
// over a million lines. Usage: node tests/bench/lines.mjs HOJO

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IDS } from '../programmes.mjs';

const hojo = process.argv[2];
const file = (name) => fileURLToPath(new URL(`../cases/${name}.json`, import.meta.url));
const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
const command = pinned ? ['taskset', '-c', '0', hojo] : [hojo];

// Ten lines: those of a worked example, repeated.
function tenLines(programme, id) {
  const { application } = JSON.parse(readFileSync(file(programme), 'utf8')).find((one) => one.id === id);
  const source = application.items;
  application.items = Array.from({ length: 10 }, (_, ix) => {
    const item = structuredClone(source[ix % source.length]);
    if (item.answers?.['attached-to']) item.answers['attached-to'] = ['i1'];
    return { ...item, id: `i${ix + 1}` };
  });
  return `${JSON.stringify(application)}\n`;
}

const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

// Feeds `count` copies, gives the seconds and the resident memory (KiB) after a tenth and at the end.
function feed(line, count) {
  return new Promise((resolve, reject) => {
    const child = spawn(command[0], [...command.slice(1), 'assess', '--lines'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const block = line.repeat(1000);
    let sent = 0;
    let lines = 0;
    const memory = [];
    const start = process.hrtime.bigint();
    child.on('error', reject);
    child.stdout.on('data', (data) => {
      for (let at = data.indexOf(10); at !== -1; at = data.indexOf(10, at + 1)) lines += 1;
      if (memory.length === 0 && lines * 10 >= count) memory.push(resident(child.pid));
      if (memory.length === 1 && lines * 100 >= count * 99) memory.push(resident(child.pid));
    });
    child.on('close', (code) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code === 0 && lines === count) resolve({ seconds, memory });
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

const bars = [
  ['saitama-ict-r5', 'S7', 20_000],
  ['kumamoto-ict-r5', 'K5', 20_000],
  ['gunma-caretech-r8', 'G10a', 8_000],
];
// A programme without a bar has none to meet.
const without = IDS.filter((id) => bars.every(([programme]) => programme !== id));
without.forEach((id) => console.log(`${id}: NO BAR; add one of its cases and a bar to tests/bench/lines.mjs`));
let met = without.length === 0;
for (const [programme, id, bar] of bars) {
  const line = tenLines(programme, id);
  const rates = [];
  for (let round = 0; round < 3; round += 1) rates.push(30_000 / (await feed(line, 30_000)).seconds);
  const rate = rates.sort((a, b) => a - b)[1];
  met &&= rate >= bar;
  console.log(`${programme}: ${Math.round(rate).toLocaleString('en')} applications of ten lines a second (bar: ${bar.toLocaleString('en')})`);
}
const long = await feed(tenLines('kumamoto-ict-r5', 'K1'), 1_000_000);
const [early, late] = long.memory;
const flat = late <= early * 1.05 + 512;
met &&= flat;
console.log(`memory over 1,000,000 lines: ${early} KiB after a tenth, ${late} KiB near the end: ${flat ? 'flat' : 'NOT FLAT'}`);
console.log(met ? 'all bars met' : 'A BAR IS NOT MET');
process.exit(met ? 0 : 1);
