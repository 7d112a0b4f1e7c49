// What is visited: the built page, a site of somebody else that has it in a frame, and the cases that were worked out by
// hand. Nothing here is of one engine.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { BASE, DIST, listen, serve, stop } from '../browser/harness.mjs';
import { casesOf } from '../programmes.mjs';

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
  const cases = casesOf(programme);
  if (!cases.length) {
    throw new Error(`${programme} has no cases to try in the browsers (cases/worked-examples.json beside its pack)`);
  }
  const lines = ({ application }) => application.items?.length ?? 0;
  return cases.filter(({ expect }) => expect.amountYen > 0).reduce((most, one) => (lines(one) > lines(most) ? one : most));
}

/** 1161000 as the page writes it. */
export const yen = (amount) => `${amount.toLocaleString('en-US')}円`;

/** What a page may do that is of no origin: anything but to store. */
const NO_STORAGE = 'sandbox allow-scripts allow-forms allow-modals allow-downloads';

/** Passes a page on so that browsers deny it every storage: to them it is of no origin. */
function withoutStorage(page) {
  return createServer(async (request, response) => {
    const found = await fetch(`${page}${request.url.slice(1)}`);
    const type = found.headers.get('content-type');
    const headers = { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' };
    if (type?.startsWith('text/html')) {
      // To what is of no origin everything is from elsewhere: 'self' is nothing in WebKit, and no style with a digest comes.
      const text = (await found.text()).replaceAll("'self'", `http://${request.headers.host}`);
      const html = text.replace(/(\.css" (?:data-style-)?integrity=)"[^"]*"/g, '$1""');
      response.writeHead(200, { ...headers, 'Content-Security-Policy': NO_STORAGE }).end(html);
    } else {
      response.writeHead(found.status, headers).end(Buffer.from(await found.arrayBuffer()));
    }
  });
}

/**
 * Serves the page, once more without storage, and a site of somebody else. Browsers resolve every name below `localhost`
 * to this machine; two names are two sites.
 */
export async function sites() {
  const tool = await serve(DIST);
  const { port } = tool.address();
  const bare = withoutStorage(`http://127.0.0.1:${port}${BASE}`);
  const pages = new Map();
  const host = createServer((request, response) => {
    const html = pages.get(request.url);
    response.writeHead(html ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
  });
  await Promise.all([bare, host].map(listen));

  /** A page of the other site; its address. */
  function put(path, body) {
    pages.set(path, `<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>ある販売店</title><body>${body}</body></html>`);
    return `http://host.localhost:${host.address().port}${path}`;
  }

  return {
    page: `http://tool.localhost:${port}${BASE}`,
    bare: `http://bare.localhost:${bare.address().port}/`,
    put,
    close: () => Promise.all([tool, bare, host].map(stop)),
  };
}
