// Built packs for the tests of the preview: the invented programme as it is, or with something changed. Not a test itself.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The invented programme's pack as `hojo pack build` writes it; `change`: of the text of its pack.toml. */
export async function pack(change = (text) => text) {
  const folder = await mkdtemp(join(tmpdir(), 'kaigo-hojo-pack-'));
  try {
    const text = await readFile(join(ROOT, 'tests/packs/invented/pack.toml'), 'utf8');
    await writeFile(join(folder, 'pack.toml'), change(text));
    const built = join(folder, 'built.pack');
    const words = ['run', '--quiet', '--package', 'hojo', '--', 'pack', 'build', folder, '-o', built];
    const ran = spawnSync(process.env.CARGO ?? 'cargo', words, { cwd: ROOT });
    assert.equal(ran.status, 0, ran.stderr.toString());
    return await readFile(built);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file with the right digest over a body that somebody has changed. */
export function forged(file, change) {
  const body = change(Buffer.from(file.subarray(40)));
  return Buffer.concat([file.subarray(0, 8), createHash('sha256').update(body).digest(), body]);
}

/** Drops files on the page: pairs of name and bytes. */
export async function drop(page, selector, ...files) {
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const [name, text] of given) {
      transfer.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], name));
    }
    return transfer;
  }, files.map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]));
  await page.dispatchEvent(selector, 'dragover', { dataTransfer });
  await page.dispatchEvent(selector, 'drop', { dataTransfer });
}

/** The case of the invented programme that was worked by hand (tests/tests/invented_pack.rs, first case): 550,000 yen. */
export const application = JSON.parse(await readFile(join(ROOT, 'tests/packs/invented-application.json'), 'utf8'));

/** The pack is opened; the address of its answers comes back. */
export async function opened(page, bytes, name = 'kakuu.pack') {
  await page.evaluate(() => {
    location.hash = 'preview';
  });
  await page.locator('[data-screen="preview"] h1').waitFor();
  const cards = page.locator('[data-screen="preview"] .card');
  const before = await cards.count();
  await drop(page, 'footer', [name, bytes]);
  await cards.nth(before).waitFor();
  return cards.first().locator('.card-go a').getAttribute('href');
}
