// The snippets of the guides for vendors, as somebody pastes them: the tests run what the guides say. Not a test itself.

import { readFile } from 'node:fs/promises';

const GUIDES = new URL('../../docs/embed/', import.meta.url);

/** The site that the guides write in place of the one that is used. */
const EXAMPLE = 'https://tool.example/kaigo/';

/** The blocks of a guide that have a name after their language (```html iframe), by that name, as they are written. */
export async function blocks(guide = 'guide.ja.md') {
  const text = await readFile(new URL(guide, GUIDES), 'utf8');
  const found = [...text.matchAll(/^```\w+ (\w+)\n(.*?)^```$/gms)];
  return Object.fromEntries(found.map(([, name, code]) => [name, code]));
}

/** The same with the address of a tool: `tool` ends with a slash. */
export async function snippets(tool) {
  const { origin } = new URL(tool);
  const named = Object.entries(await blocks());
  return Object.fromEntries(
    named.map(([name, code]) => [name, code.replaceAll(EXAMPLE, tool).replaceAll(new URL(EXAMPLE).origin, origin)]),
  );
}
