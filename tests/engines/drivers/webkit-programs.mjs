// The programs that WebKitGTK is driven with: the browser, the driver, and a screen that nobody sees. Not a driver itself.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { program } from './program.mjs';

const REMEDY = 'install it (Debian: `apt install webkit2gtk-driver`; there is none for macOS and Windows)';

/** The browser, where distributions keep it. */
export function browser() {
  const libraries = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((one) => `/usr/lib/${one}`) : [];
  const folders = [...libraries, '/usr/lib', '/usr/lib64', '/usr/libexec'];
  const paths = folders.flatMap((folder) => ['webkit2gtk-4.1', 'webkitgtk-6.0'].map((one) => join(folder, one, 'MiniBrowser')));
  return program(paths.find(existsSync) ?? paths.at(-1), "WebKitGTK's MiniBrowser", REMEDY);
}

/** Ends a program and all that it started with us, however we end. It needs a group of processes for itself. */
function bound(child) {
  const end = () => child.exitCode === null && child.signalCode === null && process.kill(-child.pid);
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return end;
}

/** What a program prints, for whoever asks why it failed. */
function overheard(stream) {
  let said = '';
  stream.on('data', (text) => {
    said += text;
  });
  return () => said.trim() || 'nothing';
}

/**
 * The size of the screen. The pointer begins in its middle, and where nobody manages windows the one that it is in has the
 * focus: every window has to be there.
 */
export const SCREEN = { width: 1600, height: 1000 };

/** A screen that nobody sees; it finds a free number by itself and tells it. */
export async function screen() {
  const path = await program('/usr/bin/Xvfb', 'Xvfb, the display that WebKitGTK draws on,', 'install it (Debian: `apt install xvfb`)');
  const how = ['-displayfd', '3', '-screen', '0', `${SCREEN.width}x${SCREEN.height}x24`, '-nolisten', 'tcp'];
  const child = spawn(path, how, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  const close = bound(child);
  const said = overheard(child.stderr);
  const told = once(child.stdio[3], 'data').then(([text]) => String(text).trim());
  const number = await Promise.race([told, once(child, 'exit').then(() => '')]);
  if (!number) {
    throw new Error(`Xvfb gave no display; it says: ${said()}`);
  }
  return { environment: { DISPLAY: `:${number}`, GDK_BACKEND: 'x11' }, close };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * The driver, on a port that was free a moment before; if somebody else was quicker, on another one. What the browser says
 * comes through it.
 */
export async function driver(environment) {
  const path = await program('/usr/bin/WebKitWebDriver', 'WebKitWebDriver', REMEDY);
  for (let tries = 0; tries < 3; tries += 1) {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const child = spawn(path, [`--port=${port}`], { env: environment, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    const close = bound(child);
    const said = overheard(child.stderr);
    while (child.exitCode === null) {
      if (await fetch(`${address}/status`).then(({ ok }) => ok, () => false)) {
        return { address, said, close };
      }
      await pause(30);
    }
  }
  throw new Error(`${path} ended at once on three ports that were free; start it by hand with --port=4444 to see why.`);
}
