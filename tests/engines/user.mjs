// What a person does at a window of any engine: presses what is seen, types with real keys, reads. It waits for states
// of the page, never for a time.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

/** Generous for a busy machine; who waits so long has found a fault. */
const WITHIN = 30_000;

/** The first thing in sight that a selector finds and whose words begin so; of a tick or a radio button its label. Runs in the page. */
function target(selector, words = '') {
  const isMeant = (one) => one.checkVisibility() && one.textContent.trim().startsWith(words);
  return [...document.querySelectorAll(selector)].map((one) => one.closest('label') ?? one).find(isMeant);
}

/** Whether nothing covers it; it is moved into sight. Runs in the page. */
function isFree(one) {
  one.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = one.getBoundingClientRect();
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  return over !== null && (one.contains(over) || over.contains(one));
}

/**
 * Keeps count of what the page puts off for a moment, while things may still move, fold away, take the focus; what takes
 * half a second or more is for screen readers. And lets the next press arrive only where it is meant. Runs in the page.
 */
function watch() {
  const putOff = new Set();
  const { setTimeout: wait, clearTimeout: forget } = globalThis;
  globalThis.setTimeout = (act, time = 0, ...given) => {
    const id = wait(() => {
      putOff.delete(id);
      act(...given);
    }, time);
    if (time < 500) {
      putOff.add(id);
    }
    return id;
  };
  globalThis.clearTimeout = (id) => {
    putOff.delete(id);
    forget(id);
  };
  globalThis.isCalm = () => putOff.size === 0;
  addEventListener('click', (event) => {
    const { meant } = globalThis;
    globalThis.meant = undefined;
    // What nobody aimed at is what the page presses by itself, or the tick of a label.
    globalThis.hit = meant === undefined || meant.contains(event.target);
    if (!globalThis.hit) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
}

/** A function that knows nothing from outside but `target` and `isFree`, and what it is called with, as a text for the page. */
const script = (run, ...given) =>
  `(() => { ${target} ${isFree} return (${run})(${given.map((one) => JSON.stringify(one) ?? 'undefined').join()}); })()`;

/** Runs a function in the page. */
export const run = (window, act, ...given) => window.run(script(act, ...given));

/** Waits until something holds, and gives it back; `what`: what is waited for, or what says it then. */
export async function until(window, holds, what) {
  const deadline = Date.now() + WITHIN;
  for (;;) {
    const found = await holds();
    if (found) {
      return found;
    }
    if (Date.now() > deadline) {
      const seen = await run(window, () => `${location.href}\n${document.body.innerText.slice(0, 600)}`);
      assert.fail(`not in time: ${typeof what === 'function' ? what() : what}\n${seen}`);
    }
    await pause(25);
  }
}

/** Waits until the page can be used. */
export async function ready(window) {
  await until(window, () => run(window, () => document.documentElement?.hasAttribute('data-ready')), 'the page is ready');
  await run(window, watch);
}

/** Goes to an address and waits until the page can be used. */
export async function goto(window, address) {
  await window.goto(address);
  await ready(window);
}

/** Waits until a screen is shown. */
export const screen = (window, name) =>
  until(window, () => run(window, (at) => Boolean(target(`[data-screen="${at}"] h1`)), name), `the screen ${name}`);

/**
 * Takes aim at what is meant, if the page is calm and a press would arrive there; at what unfolds it, where it is in a
 * question that has been folded away. Says which. Runs in the page.
 */
function aim(selector, words) {
  globalThis.hit = false;
  globalThis.meant = undefined;
  if (!globalThis.isCalm()) {
    return '';
  }
  const there = target(selector, words);
  const one = there ?? document.querySelector(selector)?.closest('.question')?.querySelector(':scope > .moot:not([hidden]) button');
  if (!one || !isFree(one)) {
    return '';
  }
  globalThis.meant = one;
  return there ? 'there' : 'on the way';
}

/**
 * Presses what a selector finds and whose words begin so. Where something moved away under the pointer at the last moment,
 * the press arrives nowhere, and is done again.
 */
export async function press(window, selector, words) {
  let said = '';
  const pressed = async () => {
    const aimed = await run(window, aim, selector, words);
    if (aimed) {
      await window.click('globalThis.meant').catch((error) => {
        said = error.message;
      });
    }
    return aimed === 'there' && run(window, () => globalThis.hit);
  };
  await until(window, pressed, () => `${selector} ${words ?? ''} can be pressed. ${said}`);
}

/** What the first element of a selector says, its white space made one blank; nothing if there is none. */
const text = (window, selector) =>
  run(window, (at) => document.querySelector(at)?.textContent.replace(/\s+/g, ' ').trim(), selector);

/** Waits until the element says what is expected. */
export async function says(window, selector, expected) {
  const holds = (words) => (expected instanceof RegExp ? expected.test(words) : words === expected);
  let words;
  await until(window, async () => holds((words = await text(window, selector))), `${selector} says ${expected}`).catch((error) => {
    error.message += `\nit says: ${words}`;
    throw error;
  });
}

/** What stands in a field. */
export const value = (window, selector) => run(window, (at) => document.querySelector(at)?.value, selector);

/** Waits until the focus is where a selector says. */
export const focused = (window, selector) =>
  until(window, () => run(window, (at) => document.activeElement?.matches(at), selector), `the focus is in ${selector}`);

/** Waits until an element is in sight of the person, whose window may show only a part of the frame that it is in. */
export async function inSight(window, selector) {
  await run(window, (at) => {
    globalThis.isInSight = false;
    new IntersectionObserver((seen) => {
      globalThis.isInSight = seen.at(-1).isIntersecting;
    }).observe(document.querySelector(at));
  }, selector);
  await until(window, () => run(window, () => globalThis.isInSight), `${selector} is in sight`);
}

/** Goes into a field with the pointer and types over what stands there; the field is not left. */
export async function write(window, selector, words) {
  await press(window, selector);
  await focused(window, selector);
  await run(window, () => document.activeElement.select());
  await window.press('Backspace');
  await window.type(words);
}

/** The same, and on to the next field. */
export async function type(window, selector, words) {
  await write(window, selector, words);
  await window.press('Tab');
}

/** Chooses an entry of a list with the arrow keys, as one does without opening it; its label gives it the focus. */
async function choose(window, selector, wanted) {
  const [id, count] = await run(window, (at) => {
    const list = document.querySelector(at);
    return [list.id, list.options.length];
  }, selector);
  await press(window, `label[for="${id}"]`);
  await focused(window, selector);
  for (let presses = 0; (await value(window, selector)) !== wanted; presses += 1) {
    assert.ok(presses < count, `${selector} has no ${wanted}`);
    await window.press('ArrowDown');
  }
}

/** Answers a question; `name` is that of the form's field, `wanted` a value of the contract. */
export async function answer(window, name, wanted) {
  const field = `[name="${name}"]`;
  const kind = await until(window, () => run(window, (at) => document.querySelector(at)?.type, field), `${name} is asked`);
  if (kind === 'radio') {
    await press(window, `${field}[value="${wanted}"]`);
  } else if (kind === 'select-one') {
    await choose(window, field, String(wanted));
  } else {
    await type(window, field, String(wanted));
  }
}
