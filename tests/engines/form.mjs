// A person enters an application of the contract, in any programme, by the names that the form takes from its rule pack.

import { answer, press, run, type, until } from './user.mjs';

const LINES = 'ol.lines > li';

/** Adds a line of a kind; the key that the ids of its fields begin with. */
export async function addLine(window, kind) {
  const before = await run(window, (at) => document.querySelectorAll(at).length, LINES);
  await press(window, '#add-line');
  await press(window, `[data-kind="${kind}"]`);
  // The line takes the focus; what is typed before that may land elsewhere.
  const keyOf = (at, count) => {
    const key = document.querySelectorAll(at)[count]?.id;
    return document.activeElement.id === `${key}-price` && key;
  };
  return until(window, () => run(window, keyOf, LINES, before), `a new line of ${kind}`);
}

/** Opens the details of a line, if what is meant stands in them. */
async function unfold(window, key, selector) {
  if (!(await run(window, (at) => document.querySelector(at)?.checkVisibility(), selector))) {
    await press(window, `#${key}-more > summary`);
  }
}

async function enterLine(window, key, item) {
  if (item.name) {
    await type(window, `#${key}-name`, item.name);
  }
  await type(window, `#${key}-price`, String(item.unitPriceYen));
  await type(window, `#${key}-quantity`, String(item.quantity));
  if (item.months) {
    await press(window, `#${key}-monthly`);
    await type(window, `#${key}-in-year`, String(item.months.inYear));
    if (item.months.total !== undefined) {
      await type(window, `#${key}-total`, String(item.months.total));
    }
  }
}

async function answerLine(window, key, item, keys, quoteTax) {
  if (item.tax !== quoteTax) {
    await unfold(window, key, `[name="${key}-tax"]`);
    await press(window, `[name="${key}-tax"][value="${item.tax}"]`);
  }
  for (const [name, wanted] of Object.entries(item.answers ?? {})) {
    if (Array.isArray(wanted)) {
      for (const other of wanted) {
        await press(window, `#${key} input[data-line="${keys.get(other)}"]`);
      }
    } else {
      await unfold(window, key, `[name="${key}-${name}"]`);
      await answer(window, `${key}-${name}`, wanted);
    }
  }
}

/** Answers the questions of a programme. */
export async function answerAll(window, answers) {
  for (const [name, wanted] of Object.entries(answers)) {
    await answer(window, name, wanted);
  }
}

/** Enters a whole application. */
export async function enter(window, { answers, items }) {
  await answerAll(window, answers);
  const quoteTax = items[0].tax === 'included' ? 'included' : 'excluded';
  await press(window, `[name="quote-tax"][value="${quoteTax}"]`);
  const keys = new Map();
  for (const item of items) {
    const key = await addLine(window, item.kind);
    keys.set(item.id, key);
    await enterLine(window, key, item);
  }
  for (const item of items) {
    await answerLine(window, keys.get(item.id), item, keys, quoteTax);
  }
}
