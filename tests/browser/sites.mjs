// Two sites for the tests of the embed: the tool with the built page, and a host that embeds it.
//
// Browsers resolve every name below `localhost` to this machine. Two ports of one name would be one site, where storage
// is allowed and processes are shared; two names are two sites. Not a test itself.

import { createServer } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { BASE, inTime, listen, quiet, start, stop, until } from './harness.mjs';

/** A message that says nothing: what was posted before it has come when it comes. Who keeps all that is heard leaves it out. */
export const MARK = 'so far';

/** For `addInitScript`: what is heard is counted. */
const countMessages = (mark) => {
  globalThis.heardSoFar = 0;
  addEventListener('message', ({ data }) => {
    globalThis.heardSoFar += data === mark ? 0 : 1;
  });
};

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
  const visit = async (asked) => {
    const opened = await tool.visit(asked);
    await opened.context.addInitScript(countMessages, MARK);
    return opened;
  };
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
      : `<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>ある販売店</title><link rel="icon" href="data:,"><body>${html}</body></html>`;
    pages.set(path, { html: whole, headers });
    return `${hostOrigin}${path}`;
  }

  async function close() {
    await stop(server);
    await tool.close();
  }

  return { tool: `${toolOrigin}${BASE}`, toolOrigin, hostOrigin, put, visit, close };
}

/** The tool's frame in a host page, once it has gone to the embed page. */
export async function frameOf(page, at = 0) {
  const handle = await page.locator('iframe').nth(at).elementHandle();
  const frame = await handle.contentFrame();
  await frame.waitForURL(/\/embed\//);
  return frame;
}

/** Waits until a page or a frame has heard all that was posted to it before `post` posts the mark. */
export async function carried(to, post) {
  await to.evaluate((mark) => {
    globalThis.marked = new Promise((done) => {
      const hear = ({ data }) => {
        if (data === mark) {
          removeEventListener('message', hear);
          done();
        }
      };
      addEventListener('message', hear);
    });
  }, MARK);
  await post();
  await inTime(to.evaluate(() => globalThis.marked), 'a message arrives');
}

/** Waits until the page around a frame has heard all that the frame has posted to it. */
export const told = (frame) => carried(frame.parentFrame(), () => frame.evaluate((mark) => parent.postMessage(mark, '*'), MARK));

/**
 * Waits until a frame that is in sight and the page around it have nothing more to tell each other: all that was posted has
 * been heard, all that was put off is done, the frame has the size that it has from outside, and none of that led to more.
 */
export async function settled(frame) {
  const [around, element] = [frame.parentFrame(), await frame.frameElement()];
  const outside = () => element.evaluate(({ clientWidth, clientHeight }) => [clientWidth, clientHeight]);
  const inside = () => frame.evaluate(() => [innerWidth, innerHeight]);
  const state = async () => [await outside(), ...(await Promise.all([around, frame].map((one) => one.evaluate(() => globalThis.heardSoFar))))];
  let before;
  let now;
  do {
    before = now;
    await carried(frame, () => element.evaluate(({ contentWindow }, mark) => contentWindow.postMessage(mark, '*'), MARK));
    await until(async () => isDeepStrictEqual(await inside(), await outside()), 'the frame is inside as large as outside');
    await quiet(frame);
    await told(frame);
    await quiet(around);
    now = await state();
  } while (!isDeepStrictEqual(now, before));
}
