// Lighthouse on the built page: a telephone with slow 4G, simulated. The page is served from a sub-path with the compressed
// copies that the build makes, as the samples of docs/deploy have it.
//
//   node lighthouse.mjs CHROMIUM [scores]
//
// Every page is measured five times; what counts is the one in the middle, since the times are the machine's too. With
// `scores` once, and the times, and the score that is made of them, are printed and nothing more.

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import lighthouse from 'lighthouse';

const [executablePath, mode] = process.argv.slice(2);
const ONCE = mode === 'scores';
const RUNS = ONCE ? 1 : 5;
const BASE = '/pref/kaigo/';
// The start, and the answers of the programme with the largest pack, as `cargo xtask size` takes it.
const packs = readdirSync('dist/packs').filter((name) => !/\.(br|gz)$/.test(name));
const [largest] = packs.toSorted((one, other) => statSync(`dist/packs/${other}`).size - statSync(`dist/packs/${one}`).size);
const PAGES = ['', `#${largest.replace(/-[0-9a-f]{16}\..*$/, '')}`];
const TYPES = { '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** What is asked of every page: the least score, the most milliseconds; and whether the machine has a part in it. */
const AIMS = [
  { id: 'accessibility', least: 100 },
  { id: 'best-practices', least: 100 },
  { id: 'performance', least: 95, timed: true },
  { id: 'largest-contentful-paint', most: 1_500, timed: true },
  { id: 'interactive', most: 2_500, timed: true },
  { id: 'total-blocking-time', most: Infinity, timed: true },
];

const server = createServer(({ url }, response) => {
  const name = new URL(url, 'http://localhost').pathname.slice(BASE.length) || 'index.html';
  const path = join('dist', name);
  if (!url.startsWith(BASE) || !existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  const headers = { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream' };
  headers['Cache-Control'] = /-[0-9a-f]{16}/.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache';
  const packed = existsSync(`${path}.br`);
  response.writeHead(200, packed ? { ...headers, 'Content-Encoding': 'br', Vary: 'Accept-Encoding' } : headers);
  response.end(readFileSync(packed ? `${path}.br` : path));
});

/** Has a server listen on a free port, and says which. */
const listening = (one) => new Promise((resolve) => one.listen(0, '127.0.0.1', () => resolve(one.address().port)));

const port = await listening(server);
const probe = createServer();
const debugging = await listening(probe);
await new Promise((resolve) => probe.close(resolve));
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', `--remote-debugging-port=${debugging}`],
});
/** What a run says of an aim. */
const found = (lhr, { id, least }) =>
  Math.round(least === undefined ? lhr.audits[id].numericValue : lhr.categories[id].score * 100);

let missed = 0;
for (const hash of PAGES) {
  const runs = [];
  while (runs.length < RUNS) {
    const { lhr } = await lighthouse(`http://127.0.0.1:${port}${BASE}${hash}`, {
      port: debugging,
      logLevel: 'error',
      onlyCategories: AIMS.map(({ id }) => id).slice(0, 3),
    });
    runs.push(lhr);
  }
  const [{ lighthouseVersion, configSettings }] = runs;
  console.log(`lighthouse ${lighthouseVersion}, ${configSettings.formFactor}, ${hash || 'the start'}`);
  for (const aim of AIMS) {
    const { id, least, most, timed } = aim;
    const sorted = runs.toSorted((one, other) => found(one, aim) - found(other, aim));
    // Of what the machine has no part in, the worst counts.
    const lhr = timed ? sorted[RUNS >> 1] : sorted[0];
    const value = found(lhr, aim);
    const holds = least === undefined ? value <= most : value >= least;
    missed += holds || (timed && ONCE) ? 0 : 1;
    const all = timed && !ONCE ? `   of ${sorted.map((one) => found(one, aim)).join(', ')}` : '';
    const unit = least === undefined ? ' ms' : '';
    console.log(`  ${id.padEnd(26)} ${String(value).padStart(5)}${unit}${all}${holds ? '' : '   not reached'}`);
    for (const { id: audit, weight } of holds ? [] : (lhr.categories[id]?.auditRefs ?? [])) {
      const { score, title, displayValue = '' } = lhr.audits[audit];
      if (weight > 0 && score !== null && score < 0.9) {
        console.log(`    ${audit}: ${title} ${displayValue}`);
      }
    }
  }
}
await browser.close();
server.close();
process.exit(missed === 0 ? 0 : 1);
