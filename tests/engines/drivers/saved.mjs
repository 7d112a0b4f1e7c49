// A file that a browser saves into a folder. Not a driver itself.

import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const WITHIN = 30_000;

/** The file that comes into an empty folder by what `act` does; it is taken out of it. */
export async function saved(folder, act) {
  await act();
  const deadline = Date.now() + WITHIN;
  let before = -1;
  while (Date.now() < deadline) {
    const [name, ...others] = await readdir(folder);
    // While it is being written it has another name, or another file beside it (Firefox: .part, WebKit: .wkdownload).
    if (name && others.length === 0 && !/\.(part|wkdownload)$/.test(name)) {
      const bytes = await readFile(join(folder, name));
      if (bytes.length > 0 && bytes.length === before) {
        await rm(join(folder, name));
        return { name, bytes };
      }
      before = bytes.length;
    }
    await pause(50);
  }
  throw new Error(`No file was saved; in the folder: ${(await readdir(folder)).join(', ') || 'nothing'}`);
}
