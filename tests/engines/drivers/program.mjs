// Whether a program is there. Not a driver itself.

import { stat } from 'node:fs/promises';

/** The path of a program, or a sentence that says what to do. */
export async function program(path, name, remedy) {
  const isFile = await stat(path).then((found) => found.isFile(), () => false);
  if (!isFile) {
    throw new Error(`${name} is missing (looked for at ${path}): ${remedy}.`);
  }
  return path;
}
