// How a test uses the form as a person would: chooses answers, adds lines of a quote, reads the running result.
//
// It finds what it needs by the names and values that the page takes from the rule pack (form field names are question
// ids, values are option ids), so that it works for any programme. Not a test itself.

import { calm } from './harness.mjs';
import { caseOf } from '../programmes.mjs';

/** One of the worked examples of a programme; another call gives another copy. */
export const found = async (programme, id) => caseOf(programme, id);

/** Opens a programme from the start page. */
export async function choose(page, programme) {
  await page.locator(`a[href="#${programme}"]`).click();
  await page.locator('[data-screen="answers"] h1').waitFor();
}

/** Answers one question; `name` is the form field's name, `value` a contract value (null: わからない). */
export async function answer(page, name, value) {
  // A question may be folded away between looking at it and answering it: then once more.
  await attempt(page, name, value, { timeout: 2_000 }).catch(() => attempt(page, name, value));
}

/** Answers a question; `within`: how long each step may take, the default if it is left out. */
async function attempt(page, name, value, within) {
  const fields = page.locator(`[name="${name}"]`);
  const first = fields.first();
  const kind = await first.evaluate((field) => (field.localName === 'select' ? 'select' : field.type));
  await unfold(first, within);
  if (kind === 'radio') {
    await page.locator(`input[name="${name}"][value="${value ?? ''}"]`).check(within);
  } else if (kind === 'select') {
    await first.selectOption(value === null ? '-' : String(value), within);
  } else {
    const base = (await first.getAttribute('id')).replace(/-number$/, '');
    const boxes = [page.locator(`#${base}-unknown`), page.locator(`#${base}-none`)];
    const wanted = value === null ? 0 : value === 'none' ? 1 : -1;
    for (const [at, box] of boxes.entries()) {
      if (await box.count()) {
        await box.setChecked(at === wanted, within);
      }
    }
    if (wanted < 0) {
      await calm(page);
      await first.fill(String(value), within);
      await first.blur();
    }
  }
}

/** A question that is folded away is opened with the button that it has for that. */
async function unfold(field, within) {
  const question = field.locator('xpath=ancestor::div[contains(@class, "question")][last()]');
  const button = question.locator(':scope > .moot:not([hidden]) button');
  if (await button.count()) {
    await button.click(within);
  }
}

/** Adds a line of the kind; the key that its fields' ids begin with. */
export async function addLine(page, kind) {
  const lines = page.locator('ol.lines > li');
  const before = await lines.count();
  // A list that was closed just now hears of it a moment later. By key: a frame that grows may move away under the pointer.
  await calm(page);
  await page.locator('#add-line').press('Enter');
  await page.locator(`[data-kind="${kind}"]`).click();
  const key = await lines.nth(before).getAttribute('id');
  // The line takes the focus; what is typed before that may land in it.
  await page.locator(`#${key}-price:focus`).waitFor();
  return key;
}

/** Types into a field and leaves it. */
export async function type(page, id, text) {
  const field = page.locator(`#${id}`);
  await calm(page);
  await field.fill(text);
  await field.blur();
}

/** Enters a whole application of the contract. */
export async function fill(page, application) {
  for (const [name, value] of Object.entries(application.answers ?? {})) {
    await answer(page, name, value);
  }
  const items = application.items ?? [];
  if (items.length > 0) {
    await page.locator(`input[name="quote-tax"][value="${items[0].tax === 'included' ? 'included' : 'excluded'}"]`).check();
  }
  const keys = new Map();
  for (const item of items) {
    const key = await addLine(page, item.kind);
    keys.set(item.id, key);
    if (item.name) {
      await type(page, `${key}-name`, item.name);
    }
    await type(page, `${key}-price`, String(item.unitPriceYen));
    await type(page, `${key}-quantity`, String(item.quantity));
    if (item.months) {
      await page.locator(`#${key}-monthly`).check();
      await type(page, `${key}-in-year`, String(item.months.inYear));
      if (item.months.total !== undefined) {
        await type(page, `${key}-total`, String(item.months.total));
      }
    }
    const differs = item.tax !== items[0].tax || items[0].tax === 'exempt';
    if (differs) {
      await page.locator(`#${key}-more > summary`).click();
      await page.locator(`input[name="${key}-tax"][value="${item.tax}"]`).check();
    }
  }
  for (const item of items) {
    const key = keys.get(item.id);
    for (const [name, value] of Object.entries(item.answers ?? {})) {
      if (Array.isArray(value)) {
        for (const other of value) {
          const question = page.locator(`#${key} input[data-line="${keys.get(other)}"]`);
          await question.check();
        }
        continue;
      }
      const field = page.locator(`[name="${key}-${name}"]`);
      if ((await field.count()) === 0) {
        await page.locator(`#${key}-more > summary`).click();
      }
      await answer(page, `${key}-${name}`, value);
    }
  }
}

/** The running result's figure. */
export const figure = (page) => page.locator('.summary .figure');

/** Goes to the result. */
export async function toResult(page) {
  await page.locator('.to-result a').click();
  await page.locator('[data-screen="result"] h1').waitFor();
}

/** 1161000 as the page writes it. */
export const yen = (value) => `${value.toLocaleString('en-US')}円`;
