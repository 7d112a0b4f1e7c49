// The amount through the JavaScript package, plain object in and out, beside publicodes and zen.
// Usage: node tests/bench/js.mjs FOLDER, where FOLDER holds the package.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { applications, holdAgainst, timeBeside } from './saitama.mjs';

const { assess } = await import(pathToFileURL(path.resolve(process.argv[2], 'node.js')).href);

const amount = (application) => assess(application, { only: 'amount' }).amount?.yen ?? -1;
holdAgainst('the package', applications.map(amount));
const ROUNDS = 20;
const all = () => {
  for (let round = 0; round < ROUNDS; round += 1) applications.forEach(amount);
};
all();
const beside = await timeBeside('amount alone, through the package', all, ROUNDS);
const bars = [beside('publicodes', 'publicodes', 20), beside('zen-engine', 'zen', 1)];
const met = bars.every(Boolean);
console.log(met ? 'all bars met' : 'A BAR IS NOT MET');
process.exitCode = met ? 0 : 1;
