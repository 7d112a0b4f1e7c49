// JavaScript of the page made small: no white space, short names. From standard input to standard output.

import { readFileSync } from 'node:fs';
import { minifySync } from 'rolldown/utils';

const { code, errors } = minifySync('module.js', readFileSync(0, 'utf8'), { module: true });
if (errors.length > 0) {
  console.error(errors.map(({ message }) => message).join('\n'));
  process.exit(1);
}
process.stdout.write(`${code.trim()}\n`);
