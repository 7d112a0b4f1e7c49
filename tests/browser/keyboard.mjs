// What a person has who uses the keyboard alone: Tab, Enter, Space, arrows and typing. Every stop is looked at: the focus
// must be somewhere, be seen, and be covered by nothing. Not a test itself.

import assert from 'node:assert/strict';
import { frames, quiet, until } from './harness.mjs';

/**
 * Where the focus is, and what is wrong with that place; runs in the page. `wanted`: what somebody is on the way to, a
 * selector and (if it matters) the words of the element.
 */
function stop([selector, words]) {
  const at = document.activeElement;
  const box = at.closest('label') ?? at;
  const { id, name, value, checked, type } = at;
  const found = {
    id,
    value,
    checked,
    kind: at.localName === 'input' ? type : at.localName,
    what: at.outerHTML.slice(0, 120),
    isNowhere: at === document.body,
    // What an answer to it goes by: its name, its id, or its line and the line that it stands for.
    keys: [name, id, `${at.closest('li.line')?.id} ${at.dataset.line}`],
    // What is folded away behind it: a question by its name, or the details of a line.
    folded: at.closest('.moot')?.parentElement.querySelector('[name]')?.name,
    details: at.matches('.line-more:not([open]) > summary') && at.closest('li.line').id,
    reached: at.matches(selector) && (words === undefined || box.textContent.trim() === words),
    wrong: [],
  };
  if (found.isNowhere) {
    return found;
  }
  const rings = [at, box].map((element) => getComputedStyle(element));
  // Headings are no stops: the focus is put there so that reading goes on from them.
  if (at.tabIndex >= 0 && !rings.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)) {
    found.wrong.push('no ring around it');
  }
  const hidden = [];
  let seen = 0;
  for (const { left, top, right, bottom } of box.getClientRects()) {
    for (const [x, y] of [[left + 2, top + 2], [right - 2, top + 2], [(left + right) / 2, (top + bottom) / 2], [left + 2, bottom - 2], [right - 2, bottom - 2]]) {
      const over = document.elementFromPoint(x, y);
      if (over && (box.contains(over) || over.contains(box))) {
        seen += 1;
      } else {
        hidden.push(over ? `covered at ${x}, ${y} by ${over.outerHTML.slice(0, 80)}` : `outside of the window at ${x}, ${y}`);
      }
    }
  }
  // Of what is higher than half of the window, a table that scrolls, a part is enough.
  if (seen === 0 || box.getBoundingClientRect().height < innerHeight / 2) {
    found.wrong.push(...hidden);
  }
  return found;
}

/** Looks at where the focus is. */
export async function here(page, wanted = ['*']) {
  let found = await page.evaluate(stop, wanted);
  if (found.wrong.length > 0) {
    // What is out of sight is laid out only when it comes into sight.
    await frames(page);
    found = await page.evaluate(stop, wanted);
  }
  assert.deepEqual(found.wrong, [], `${found.what}\n${await page.evaluate(() => document.title)}`);
  return found;
}

/** Gives the focus to an element, as after a key: browsers show it then. */
export async function focus(page, selector, words) {
  await page.keyboard.press('Tab');
  await page.locator(selector, { hasText: words }).first().focus();
}

/** Presses a key that does something, and waits until the focus is where it stays: never nowhere. */
export async function press(page, key) {
  const before = await here(page);
  await page.keyboard.press(key);
  await quiet(page, 50);
  const isSomewhere = () => page.evaluate(() => document.activeElement !== document.body);
  await until(isSomewhere, `${key} on ${before.what} loses the focus`);
  return here(page);
}

/**
 * Presses Tab until an element is reached, by a selector and perhaps its words. `visit` is told of every stop on the way
 * and may use the keyboard there. The end of the page, once, is no place to be lost at.
 */
export async function onto(page, selector, words, visit = async () => {}) {
  let ends = 0;
  for (let presses = 0; presses < 900; presses += 1) {
    await page.keyboard.press('Tab');
    const found = await here(page, [selector, words]);
    ends += found.isNowhere;
    assert.ok(ends < 2, `${selector} ${words ?? ''} is not reached`);
    if (found.reached) {
      return found;
    }
    if (!found.isNowhere) {
      await visit(found);
    }
  }
  return assert.fail(`${selector} ${words ?? ''} is not reached`);
}

/** Gives an answer where the focus is: a text is typed, a radio button or an entry of a list is gone to. */
async function give(page, found, wanted) {
  if (found.kind === 'text') {
    await page.keyboard.type(String(wanted));
    return;
  }
  if (found.kind === 'checkbox') {
    if (found.checked !== wanted) {
      await page.keyboard.press('Space');
    }
    return;
  }
  let now = found;
  for (let presses = 0; now.value !== String(wanted); presses += 1) {
    assert.ok(presses < 100, `${found.what} has no ${wanted}`);
    await page.keyboard.press('ArrowDown');
    now = await here(page);
  }
  if (now.kind === 'radio' && !now.checked) {
    await page.keyboard.press('Space');
  }
}

/** What a line of an application answers, by the names and ids of its fields. */
function ofLine(line, item, lines, quoteTax) {
  const answers = new Map([[`${line}-quantity`, item.quantity]]);
  if (item.months) {
    answers.set(`${line}-monthly`, true).set(`${line}-in-year`, item.months.inYear);
    if (item.months.total !== undefined) {
      answers.set(`${line}-total`, item.months.total);
    }
  }
  if (item.tax !== quoteTax) {
    answers.set(`${line}-tax`, item.tax);
  }
  for (const [name, value] of Object.entries(item.answers ?? {})) {
    if (Array.isArray(value)) {
      value.forEach((other) => answers.set(`${line} ${lines.get(other)}`, true));
    } else {
      answers.set(`${line}-${name}`, value);
    }
  }
  return answers;
}

/** Enters a whole application of the contract, in the order in which the keyboard comes by, and ends on the way to the result. */
export async function enter(page, application) {
  const [items, lines] = [[...application.items], new Map()];
  const quoteTax = items[0].tax;
  const plan = new Map([...Object.entries(application.answers), ['quote-tax', quoteTax]]);
  const isHidden = (line) =>
    page.evaluate(
      (keys) => keys.some((key) => !document.getElementById(key) && !document.getElementsByName(key).length),
      [...plan.keys()].filter((key) => key.startsWith(`${line}-`)),
    );
  const visit = async (found) => {
    const key = found.keys.find((one) => plan.has(one));
    if (key) {
      await give(page, found, plan.get(key));
      plan.delete(key);
    } else if (plan.has(found.folded) || (found.details && (await isHidden(found.details)))) {
      await press(page, 'Enter');
    } else if (found.id === 'add-line' && items.length > 0) {
      const item = items.shift();
      await press(page, 'Enter');
      await onto(page, `[data-kind="${item.kind}"]`);
      const price = await press(page, 'Enter');
      const line = price.id.replace(/-price$/, '');
      lines.set(item.id, line);
      ofLine(line, item, lines, quoteTax).forEach((value, name) => plan.set(name, value));
      await give(page, price, item.unitPriceYen);
    }
  };
  do {
    await onto(page, '.to-result a', undefined, visit);
  } while (items.length > 0);
  if (plan.size > 0) {
    await onto(page, '.to-result a', undefined, visit);
  }
  assert.deepEqual([...plan], [], 'what the keyboard could not answer');
}
