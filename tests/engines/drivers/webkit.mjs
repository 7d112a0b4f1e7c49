// WebKitGTK's MiniBrowser, through classic WebDriver.
//
// The driver program holds one session: so each window is a session of its own, with nothing stored before, and there is
// one window at a time.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saved } from './saved.mjs';
import { SCREEN, browser, driver, screen } from './webkit-programs.mjs';

export const name = 'WebKitGTK';

/** What cannot be done here. */
export const cannot = {
  pdf: 'pages on paper, because its driver cannot print',
  move: 'that a press in a frame moves the page around it, because WebKit lets no frame of another site do that',
};

/** WebDriver's name for "this is an element". */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** WebDriver's characters for keys. */
const KEYS = { Tab: '\uE004', Enter: '\uE007', Backspace: '\uE003', ArrowDown: '\uE015', Space: ' ' };

/** A driver that says nothing for so long has hung, in milliseconds. */
const ANSWERS_WITHIN = 60_000;
/** A browser starts in half a second, on a busy machine in two. */
const STARTS_WITHIN = 30_000;

/** A folder for what the browser writes, with the place that it saves files in. */
async function home() {
  const folder = await mkdtemp(join(tmpdir(), 'hojo-webkit-'));
  const downloads = join(folder, 'downloads');
  await mkdir(downloads);
  await writeFile(join(folder, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  return { folder, downloads };
}

/** Asks a driver at an address; its mistakes become exceptions. */
async function ask(address, method, path, body, within = ANSWERS_WITHIN) {
  const response = await fetch(`${address}/${path}`, {
    method,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(within),
  }).catch((cause) => {
    throw new Error(`WebKitWebDriver does not answer ${method} ${path}: ${cause.message}`, { cause });
  });
  const { value } = await response.json();
  if (!response.ok) {
    throw new Error(`WebKitWebDriver, ${method} ${path}: ${value.error}: ${value.message}`);
  }
  return value;
}

export async function launch() {
  const binary = await browser();
  const { folder, downloads } = await home();
  const shown = await screen();
  const environment = {
    ...process.env,
    ...shown.environment,
    XDG_CONFIG_HOME: folder,
    LANGUAGE: 'ja',
    // Its sandbox does not start for root, nor in most containers.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  };
  const capabilities = {
    alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] }, unhandledPromptBehavior: 'accept' },
  };
  let running = await driver(environment);

  /**
   * A browser. Now and then WebKitGTK 2.50 fails to tell the driver that it has started ("g_variant_new_string: assertion
   * 'g_utf8_validate' failed", seen in one of some hundred starts), and the driver waits for it without end: then both are
   * started anew, and it is said. Nothing of the page has been asked for by then.
   */
  async function session() {
    for (let left = 2; ; left -= 1) {
      try {
        return { ...(await ask(running.address, 'POST', 'session', { capabilities }, STARTS_WITHIN)), address: running.address };
      } catch (error) {
        if (error.cause?.name !== 'TimeoutError' || left === 0) {
          throw error;
        }
        console.log(`WebKitWebDriver started no browser in ${STARTS_WITHIN / 1000} s; it is started anew. It said: ${running.said()}`);
        running.close();
        running = await driver(environment);
      }
    }
  }

  async function open({ width, height }) {
    const { address, sessionId } = await session();
    const get = (path) => ask(address, 'GET', `session/${sessionId}/${path}`);
    const post = (path, body = {}) => ask(address, 'POST', `session/${sessionId}/${path}`, body);
    const run = (expression) => post('execute/sync', { script: `return ${expression}`, args: [] });
    const element = async (expression) => `element/${(await run(expression))[ELEMENT]}`;
    /** Keys go to what has the focus. */
    const keys = (values) => {
      const actions = values.flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
      return post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    };
    let frame;
    /**
     * A press on an element of the frame, where the window has it: the driver's own one leaves out where the frame lies, and
     * what is scrolled into sight in the frame does not move the page around it.
     */
    const clickInFrame = async (expression) => {
      const [x, y] = await run(`(({ left, top, width, height }) => [left + width / 2, top + height / 2])((${expression}).getBoundingClientRect())`);
      await post('frame', { id: null });
      const [left, top] = await run(`((frame) => {
        scrollBy(0, frame.getBoundingClientRect().top + ${y} - innerHeight / 2);
        return [frame.getBoundingClientRect().left, frame.getBoundingClientRect().top];
      })(${frame})`);
      const steps = [
        { type: 'pointerMove', x: Math.round(left + x), y: Math.round(top + y) },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await post('actions', { actions: [{ type: 'pointer', id: 'pointer', actions: steps }] });
      await post('frame', { id: await run(frame) });
    };
    const place = (outer) => post('window/rect', { width, height: outer, x: (SCREEN.width - width) / 2, y: 0 });
    // The size asked for is that of the window; the page's is smaller by its bars.
    await place(height);
    await place(2 * height - (await run('innerHeight')));
    return {
      goto: (url) => post('url', { url }),
      back: () => post('back'),
      forward: () => post('forward'),
      reload: () => post('refresh'),
      run,
      click: async (expression) => (frame ? clickInFrame(expression) : post(`${await element(expression)}/click`)),
      type: (text) => keys([...text]),
      press: (key) => keys([KEYS[key]]),
      upload: async (expression, path) => post(`${await element(expression)}/value`, { text: path }),
      download: (act) => saved(downloads, act),
      enter: async (expression) => {
        await post('frame', { id: await run(expression) });
        frame = expression;
      },
      picture: async () => Buffer.from(await get('screenshot'), 'base64'),
      close: () => ask(address, 'DELETE', `session/${sessionId}`),
    };
  }

  async function close() {
    running.close();
    shown.close();
    await rm(folder, { recursive: true, force: true });
  }

  const { address, sessionId, capabilities: has } = await session();
  await ask(address, 'DELETE', `session/${sessionId}`);
  return { version: has.browserVersion, open, close };
}
