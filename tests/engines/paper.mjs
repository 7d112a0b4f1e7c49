// How many pages a PDF has, whoever wrote it. Not a test itself.

import { inflateSync } from 'node:zlib';

const PAGE = /\/Type\s*\/Page\b/g;

/** What stands in a compressed stream that begins here; nothing if it is something else. */
function inflated(bytes, from) {
  try {
    return inflateSync(bytes.subarray(from)).toString('latin1');
  } catch {
    return '';
  }
}

/** Counts the pages: each is an object of its own, in the open or in a compressed stream of objects. */
export function pages(pdf) {
  const bytes = Buffer.from(pdf);
  const open = bytes.toString('latin1');
  const streams = [...open.matchAll(/\/ObjStm[\s\S]*?stream\r?\n/g)].map((found) => inflated(bytes, found.index + found[0].length));
  return [open, ...streams].reduce((sum, part) => sum + (part.match(PAGE) ?? []).length, 0);
}
