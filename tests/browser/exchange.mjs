// What the tests of the screens after the answers have in common. Not a test itself.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import jsQR from 'jsqr';
import { fill, found } from './form.mjs';
import { calm, inTime, loaded } from './harness.mjs';

export { CASES } from '../programmes.mjs';

export const application = async (programme, id) => (await found(programme, id)).application;

/** A programme with an application in it, typed as a person would, everything loaded. */
export async function typed(browser, programme, id, options) {
  const visit = await browser.open(`#${programme}`, options);
  await loaded(visit.page);
  await fill(visit.page, await application(programme, id));
  return visit;
}

/** The same, opened from a file, which takes less time. */
export async function filled(browser, programme, id, options) {
  const visit = await browser.open(`#${programme}/share`, options);
  await loaded(visit.page);
  await choose(visit.page, 'open-file', 'case.json', JSON.stringify(await application(programme, id)));
  await visit.page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  return visit;
}

/** A programme with an application filled in, at one of its screens. */
export async function at(browser, screen, programme, given, options) {
  const visit = await browser.open(`#${programme}`, options);
  if (given) {
    await fill(visit.page, given);
  }
  await loaded(visit.page);
  await go(visit.page, screen);
  return visit;
}

/** Changes what stands behind `#` in the address; the page has followed it when this returns. */
export async function to(page, hash) {
  const followed = page.evaluate((wanted) => {
    const before = location.href;
    const change = new Promise((done) => addEventListener('hashchange', () => done(), { once: true }));
    location.hash = wanted;
    return location.href === before ? undefined : change;
  }, hash);
  await inTime(followed, `the page follows its address to #${hash}`);
}

/** Goes to a screen of the programme that is on the table. */
export async function go(page, screen) {
  const [programme] = (await page.evaluate(() => location.hash)).split('/');
  await to(page, screen ? `${programme}/${screen}` : programme);
  await page.locator(`[data-screen="${screen || 'answers'}"]:not([hidden]) h1`).waitFor();
  await calm(page);
}

/** What a button saves: the name of the file and its bytes. */
export async function saved(page, button) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Everything that is entered, as the page itself saves it. The file is caught on its way: browsers allow ten in a row. */
export async function entered(page) {
  const before = await page.evaluate(() => location.hash);
  await go(page, 'share');
  const text = await page.evaluate(() => {
    const { createObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    let caught;
    URL.createObjectURL = (blob) => {
      caught = blob.text();
      return '';
    };
    HTMLAnchorElement.prototype.click = () => {};
    [...document.querySelectorAll('button')].find((button) => button.textContent === 'ファイルに保存する').click();
    Object.assign(URL, { createObjectURL });
    Object.assign(HTMLAnchorElement.prototype, { click });
    return caught;
  });
  await to(page, before);
  return JSON.parse(text);
}

/** Chooses a file whose contents are given. */
export async function choose(page, id, name, contents) {
  await page.locator(`#${id}`).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(contents) });
}

/** The share link as it stands on 保存・共有. */
export async function link(page) {
  const field = page.locator('#share-link');
  await field.waitFor();
  return field.inputValue();
}

/** What the code in a picture says; `page`: where it stands. */
export async function decoded(browser, picture) {
  const context = await browser.browser.newContext();
  const page = await context.newPage();
  const { data, width, height } = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const drawn = canvas.getContext('2d');
    drawn.drawImage(image, 0, 0);
    return { data: [...drawn.getImageData(0, 0, image.width, image.height).data], width: image.width, height: image.height };
  }, `data:image/png;base64,${picture.toString('base64')}`);
  await context.close();
  return jsQR(Uint8ClampedArray.from(data), width, height)?.data;
}

/** The addresses that were asked for after everything was loaded; a file that is saved is no request. */
export const since = (requests, count) => requests.slice(count).filter((address) => !address.startsWith('blob:'));

/** Nothing of what is entered has changed while something was done. */
export async function untouched(page, act) {
  const before = await entered(page);
  await act();
  assert.deepEqual(await entered(page), before);
}

/** What the alert says. */
export async function alert(page) {
  const notice = page.locator('main [role="alert"]');
  await notice.waitFor();
  return notice.innerText();
}
