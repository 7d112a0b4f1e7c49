// What is visited: the built page, a site of somebody else that has it in a frame, and the cases that were worked out by
// hand. Nothing here is of one engine.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { BASE, DIST, listen, serve, stop } from '../browser/harness.mjs';

/** The programmes that the built page has. */
export function programmes() {
  let page;
  try {
    page = readFileSync(join(DIST, 'index.html'), 'utf8');
  } catch {
    throw new Error('dist/ has no page; run `cargo xtask build` first.');
  }
  const names = [...page.matchAll(/<meta[^>]* name="?pack"?[^>]*>/g)].map(([tag]) => /content="?([^\s">]+)/.exec(tag)[1]);
  return names.filter((name) => !name.includes('/'));
}

/** The case of a programme that has most lines, of those whose amount was worked out by hand. */
export function caseOf(programme) {
  const path = `../cases/${programme}.json`;
  let cases;
  try {
    cases = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
  } catch (error) {
    throw new Error(`${programme} has no cases to try in the browsers (tests/cases/${programme}.json): ${error.message}`);
  }
  const lines = ({ application }) => application.items?.length ?? 0;
  return cases.filter(({ expect }) => expect.amountYen > 0).reduce((most, one) => (lines(one) > lines(most) ? one : most));
}

/** 1161000 as the page writes it. */
export const yen = (amount) => `${amount.toLocaleString('en-US')}円`;

/** Serves the page and the other site. Browsers resolve every name below `localhost` to this machine; two names are two sites. */
export async function sites() {
  const tool = await serve(DIST);
  const page = `http://tool.localhost:${tool.address().port}${BASE}`;
  const pages = new Map();
  const host = createServer((request, response) => {
    const html = pages.get(request.url);
    response.writeHead(html ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
  });
  await listen(host);

  /** A page of the other site; its address. */
  function put(path, body) {
    pages.set(path, `<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>ある販売店</title><body>${body}</body></html>`);
    return `http://host.localhost:${host.address().port}${path}`;
  }

  const close = () => Promise.all([tool, host].map(stop));

  return { page, put, close };
}
