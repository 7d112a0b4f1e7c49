// Two sites for the tests of the embed: the tool with the built page, and a host that embeds it.
//
// Browsers resolve every name below `localhost` to this machine. Two ports of one name would be one site, where storage
// is allowed and processes are shared; two names are two sites. Not a test itself.

import { createServer } from 'node:http';
import { BASE, listen, start, stop } from './harness.mjs';

/**
 * Starts both sites and a browser. Close the result in an `after` hook.
 *
 *   const both = await sites();
 *   const address = both.put('/shop.html', `<iframe src="${both.tool}embed/#programme=…"></iframe>`, { 'X-Header': 'a' });
 *   const { page, problems, requests, close } = await both.visit();   // as in harness.mjs
 *   await page.goto(address);
 */
export async function sites(options) {
  const tool = await start(options);
  const pages = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://host.localhost');
    const found = pages.get(pathname);
    if (!found) {
      // Browsers ask every site for an icon.
      response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...found.headers });
    response.end(found.html);
  });
  await listen(server).catch(async (error) => {
    await tool.close();
    throw error;
  });
  const toolOrigin = tool.origin.replace('127.0.0.1', 'tool.localhost');
  const hostOrigin = `http://host.localhost:${server.address().port}`;

  /** A page of the host at a path: what stands in its body, or a whole document; its address. */
  function put(path, html, headers = {}) {
    const whole = /^\s*<!doctype/i.test(html)
      ? html
      : `<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>ある販売店</title><body>${html}</body></html>`;
    pages.set(path, { html: whole, headers });
    return `${hostOrigin}${path}`;
  }

  async function close() {
    await stop(server);
    await tool.close();
  }

  return { tool: `${toolOrigin}${BASE}`, toolOrigin, hostOrigin, put, visit: tool.visit, close };
}

/** The tool's frame in a host page, once it has gone to the embed page. */
export async function frameOf(page, at = 0) {
  const handle = await page.locator('iframe').nth(at).elementHandle();
  const frame = await handle.contentFrame();
  await frame.waitForURL(/\/embed\//);
  return frame;
}
