// Every state of every screen, in every dress: what axe finds; structure; 320 px (which is 400 % of 1280); the reader's own
// spacing of text, colours, size and style sheet; little motion; how large what one presses is; and a page that is
// translated while it is used. One tour through the states serves all tests of its width.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { application, choose, filled, go } from './exchange.mjs';
import { addLine, answer, fill, toResult, yen } from './form.mjs';
import { audit, loaded, said, shot, start } from './harness.mjs';
import { tour } from './states.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

// ---- What is looked at; all of it runs in the page ----

/** A language, a title, one heading of the first rank that is seen, none that is skipped, the parts of a page. */
function structure() {
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility() && !element.closest('dialog'));
  const wrong = [];
  const expect = (right, words) => right || wrong.push(words);
  expect(document.documentElement.lang === 'ja', 'no language');
  expect(document.title.includes('介護テクノロジー補助金'), `title: ${document.title}`);
  expect(seen('h1').length === 1, `${seen('h1').length} h1`);
  expect(seen('main').length === 1 && seen('header').length === 1, 'main and header');
  let rank = 0;
  for (const heading of seen('h1, h2, h3, h4, h5, h6')) {
    const now = Number(heading.localName.slice(1));
    expect(now <= rank + 1, `${heading.outerHTML} after rank ${rank}`);
    rank = now;
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  expect(new Set(ids).size === ids.length, `twice: ${ids.filter((id, at) => ids.indexOf(id) < at)}`);
  const known = new Set(ids);
  for (const name of ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      element.getAttribute(name).split(' ').forEach((id) => expect(known.has(id), `${name} → ${id}`));
    }
  }
  // Who speaks to the page says what is seen: the name holds the words.
  for (const control of document.querySelectorAll('button[aria-label], a[aria-label], summary[aria-label]')) {
    expect(control.ariaLabel.includes(control.textContent.trim()), `another name: ${control.outerHTML.slice(0, 80)}`);
  }
  for (const control of document.querySelectorAll('button[aria-labelledby], a[aria-labelledby]')) {
    expect(control.getAttribute('aria-labelledby').split(' ')[0] === control.id, `another name: ${control.outerHTML.slice(0, 80)}`);
  }
  // A picture has words: it is hidden from those who cannot see it, or named.
  for (const picture of document.querySelectorAll('svg, img, canvas')) {
    expect(picture.closest('[aria-hidden="true"]') ?? picture.ariaLabel ?? picture.alt, `no words: ${picture.outerHTML.slice(0, 80)}`);
  }
  return wrong;
}

/** What is wider than the window, and words that are cut off. */
function lost() {
  const wrong = [];
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) {
    const isWide = (element) => element.getBoundingClientRect().right > page.clientWidth + 1 || element.scrollWidth > element.clientWidth + 1;
    const wide = [...document.querySelectorAll('main *, footer *')].filter((element) => element.checkVisibility() && element.clientWidth > 0 && isWide(element));
    wrong.push(`${page.scrollWidth - page.clientWidth} px sideways: ${wide.slice(-2).map((element) => element.outerHTML.slice(0, 90))}`);
  }
  for (const element of document.querySelectorAll('body *')) {
    const { overflowX, overflowY, clipPath } = getComputedStyle(element);
    const cuts = ['hidden', 'clip'];
    // Words for screen readers alone are cut off on purpose; the closed bar tells the rest of its line when it is opened.
    const isMeant = clipPath !== 'none' || element.closest('.summary:not([data-open]) .summary-next');
    if (isMeant || !element.checkVisibility() || element.textContent.trim() === '') {
      continue;
    }
    if ((cuts.includes(overflowX) && element.scrollWidth > element.clientWidth + 1) || (cuts.includes(overflowY) && element.scrollHeight > element.clientHeight + 1)) {
      wrong.push(`cut off: ${element.outerHTML.slice(0, 120)}`);
    }
    if (element.matches('button, .main, .radio, .mark') && element.scrollWidth > element.clientWidth + 1) {
      wrong.push(`runs out: ${element.outerHTML.slice(0, 120)}`);
    }
  }
  return wrong;
}

/** What is too small to be pressed: 44 px for the controls of the page, 24 px for what else there is but a link in a sentence. */
function small() {
  const controls = 'a[href], button, select, summary, textarea, label.radio, label.tick, input:not([type="radio"], [type="checkbox"])';
  const main = '.main, .input, .radio, .tick, .screens a, select, textarea, :is([data-screen="share"], [data-screen="import"]) button';
  const wrong = [];
  for (const control of document.querySelectorAll(controls)) {
    if (!control.checkVisibility() || control.matches('.skip')) {
      continue;
    }
    const { width, height } = control.getBoundingClientRect();
    const words = [...control.parentElement.childNodes].filter((node) => node !== control && node.textContent.trim() !== '');
    const isInSentence = getComputedStyle(control).display === 'inline' && words.length > 0;
    const least = control.matches(main) ? 44 : isInSentence ? 0 : 24;
    if (height < least - 0.5 || width < Math.min(least, 24)) {
      wrong.push(`${control.outerHTML.slice(0, 100)} ${Math.round(width)} × ${Math.round(height)}`);
    }
  }
  return wrong;
}

/** With the colours of the reader: what is pressed or filled in has an edge, and nothing is shown by its ground alone. */
function edges() {
  const wrong = [];
  for (const control of document.querySelectorAll('.main, .plain, .input, .radio, .kind, .mark, .status, .card, .line, .notice, dialog[open], .bar')) {
    const { borderTopWidth, borderTopStyle, outlineStyle } = getComputedStyle(control);
    if (control.checkVisibility() && outlineStyle === 'none' && (borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1)) {
      wrong.push(`no edge: ${control.outerHTML.slice(0, 100)}`);
    }
  }
  return wrong;
}

/** What moves by itself. */
function motion() {
  const still = [...document.querySelectorAll('*')].filter((element) => {
    const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(element);
    const takes = (times) => times.split(', ').some((time) => time !== '0s');
    return takes(transitionDuration) || (animationName !== 'none' && takes(animationDuration)) || scrollBehavior === 'smooth';
  });
  return still.map((element) => `moves: ${element.outerHTML.slice(0, 80)}`);
}

/** A style sheet of the reader's, whatever the page's policy says of its own. */
const wear = (page, css) =>
  page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = text ? [sheet] : [];
  }, css);

// WCAG 2.2, 1.4.12.
const SPACING = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }';
const OWN = '* { font-family: serif !important; color: #ff0 !important; background: #000 !important; border-radius: 0 !important; } a { text-decoration: none !important; }';

// The letters of many fonts, such as those of older Windows, are lower and wider than those the tests usually see.
const LOW = '@font-face { font-family: low; src: local("Noto Sans CJK JP"); ascent-override: 80%; descent-override: 20%; size-adjust: 108%; } * { font-family: low !important; }';

const TWICE = 'html { font-size: 200% !important; }';

/** At full width, in the light: the names of what is looked for, and what is wrong with it. */
async function wide(page, audited) {
  const found = { axe: await audited(), structure: await page.evaluate(structure) };
  await wear(page, TWICE);
  found.twice = await page.evaluate(lost);
  await wear(page, '');
  return found;
}

/** At 320 px, in the dresses of the reader, the dark last. */
async function narrow(page, audited) {
  const found = { lost: await page.evaluate(lost), small: await page.evaluate(small) };
  await wear(page, SPACING);
  found.spacing = await page.evaluate(lost);
  await wear(page, LOW + SPACING);
  await page.evaluate(() => document.fonts.ready);
  found['another font'] = [...(await page.evaluate(lost)), ...(await page.evaluate(small))];
  await wear(page, OWN);
  found['own style sheet'] = await page.evaluate(lost);
  await wear(page, '');
  await page.emulateMedia({ forcedColors: 'active' });
  found['forced colours'] = [...(await page.evaluate(edges)), ...(await page.evaluate(lost))];
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
  found.motion = await page.evaluate(motion);
  // Without motion the new colours are there at once; but an accent hears of the night a few frames later.
  await page.evaluate(() => {
    globalThis.night = new Promise((fallen) => matchMedia('(prefers-color-scheme: dark)').addEventListener('change', fallen));
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => globalThis.night);
  found.dark = await audited();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  return found;
}

const TOURS = {
  wide: { look: wide, options: { viewport: { width: 1280, height: 900 } } },
  narrow: { look: narrow, options: { viewport: { width: 320, height: 640 } } },
};

/** Goes through the states: what was found, by what was looked for; and a row for each state. */
async function taken(width) {
  const { look, options } = TOURS[width];
  const findings = {};
  const states = [];
  const problems = await tour(browser, options, async (name, page) => {
    const state = { name, address: page.url().slice(browser.address.length), title: await page.title() };
    const found = await look(page, async () => {
      const { passes, violations, incomplete } = await audit(page);
      const count = (list) => list.map(({ id, nodes }) => `${id}（${nodes.length}）`);
      Object.assign(state, { passes: passes.length, violations: count(violations), incomplete: count(incomplete) });
      return said(violations);
    });
    for (const [what, wrong] of Object.entries(found)) {
      (findings[what] ??= []).push(...wrong.map((one) => `${name}: ${one}`));
    }
    states.push(state);
    await shot(page, `${name}-${width}`);
  });
  // For `cargo xtask a11y-report`.
  if (process.env.KAIGO_HOJO_STATES) {
    await writeFile(`${process.env.KAIGO_HOJO_STATES}/${width}.json`, JSON.stringify(states));
  }
  return { findings, states, problems };
}

const tours = {};

/** The tour of a width, taken once for all tests. */
const toured = (width) => (tours[width] ??= taken(width));

test('what is wrong would be noticed', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5', { viewport: { width: 320, height: 640 }, forcedColors: 'active' });
  for (const look of [structure, lost, small, edges]) {
    assert.deepEqual(await page.evaluate(look), [], look.name);
  }
  await page.evaluate(() => {
    const main = document.querySelector('main');
    const add = (tag, properties, style) => {
      const element = Object.assign(document.createElement(tag), properties);
      Object.assign(element.style, style);
      main.append(element);
    };
    add('h1', { id: 'main', textContent: 'another' });
    add('h4', { textContent: 'skipped' });
    add('label', { htmlFor: 'nothing', textContent: 'for nothing' });
    add('canvas', {});
    add('button', { id: 'b', ariaLabel: 'other', textContent: 'words' }, { padding: 0, minHeight: 0, height: '20px', border: 0 });
    add('div', { className: 'card', textContent: 'no edge' }, { border: 0, transition: 'color 1s' });
    add('p', { textContent: 'wide' }, { width: '500px', maxWidth: 'none' });
    add('p', { textContent: 'cut off '.repeat(50) }, { height: '1em', overflow: 'hidden' });
  });
  const found = [];
  for (const look of [structure, lost, small, edges, motion]) {
    found.push(...(await page.evaluate(look)));
  }
  for (const words of ['2 h1', '<h4', 'twice: main', 'for → nothing', 'no words: <canvas', 'another name', 'sideways', 'cut off', '× 20', 'no edge', 'moves']) {
    assert.ok(found.some((one) => one.includes(words)), `${words} is not among\n${found.join('\n')}`);
  }
  await close();
});

test('axe finds nothing in any state, and the structure is sound', async () => {
  const { findings, states, problems } = await toured('wide');
  assert.deepEqual([...findings.axe, ...findings.structure], []);
  assert.deepEqual(problems, []);
  const names = states.map(({ name }) => name);
  assert.deepEqual(names.filter((name, at) => names.indexOf(name) < at), []);
  assert.ok(names.length > 55, names.join(' '));
  // Each screen has a title of its own.
  const screens = ['start', 'drafts', 'answers', 'result', 'rules', 'check', 'staff', 'quote', 'share', 'import', 'print', 'shared', 'integrate', 'privacy', 'licences'];
  const titles = screens.map((screen) => states.find(({ name }) => name.split('-')[0] === screen).title);
  assert.equal(new Set(titles).size, screens.length, titles.join('\n'));
});

test('with text of twice the size nothing is lost', async () => {
  const { findings } = await toured('wide');
  assert.deepEqual(findings.twice, []);
});

test('at 320 px, in every dress, nothing is lost, cut off or too small', async () => {
  const { findings, problems } = await toured('narrow');
  assert.deepEqual(Object.entries(findings).flatMap(([what, wrong]) => wrong.map((one) => `${what}: ${one}`)), []);
  assert.equal(Object.keys(findings).length, 8, Object.keys(findings).join(' '));
  assert.deepEqual(problems, []);
});

test('with the colours of the reader the focus is seen', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5', { viewport: { width: 1000, height: 800 }, forcedColors: 'active' });
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => {
      const at = document.activeElement;
      return [at, at.closest('label') ?? at].some((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      });
    });
    assert.ok(ring, await page.evaluate(() => document.activeElement.outerHTML));
  }
  await close();
});

/** As translators in browsers do it: each text, also of what comes later, is put into elements of theirs. Runs in the page. */
function translate() {
  const barred = 'script, style, noscript, textarea, option, title, [translate="no"]';
  const wrap = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      texts.push(walker.currentNode);
    }
    for (const text of texts) {
      if (text.data.trim() && !text.parentElement?.closest(barred) && text.parentElement?.localName !== 'font') {
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        inner.textContent = `«${text.data}»`;
        outer.append(inner);
        text.replaceWith(outer);
      }
    }
  };
  wrap(document.body);
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes, target, type } of changes) {
      if (type === 'characterData') {
        wrap(target.parentElement ?? document.createDocumentFragment());
      }
      addedNodes.forEach((node) => node.isConnected && wrap(node.nodeType === Node.TEXT_NODE ? node.parentElement : node));
    }
  });
  watch.observe(document.body, { childList: true, characterData: true, subtree: true });
}

test('a page that is being translated goes on working', async () => {
  const { page, problems, close } = await browser.open('#saitama-ict-r5');
  await loaded(page);
  await page.evaluate(translate);
  const given = await application('saitama-ict-r5', 'S7');
  await fill(page, given);
  // Lines move, go and come back; a kind is changed; a question folds; a mistake comes and goes.
  await page.locator('#l3-up').click();
  await page.locator('#l3-down').click();
  await page.locator('#l8-delete').click();
  await page.locator('#undo button').click();
  const extra = await addLine(page, 'care-software');
  await page.locator(`#${extra}-price`).fill('abc');
  await page.locator(`#${extra}-price`).blur();
  await page.locator(`#${extra}-price`).fill('1000');
  await page.locator(`#${extra}-monthly`).check();
  await page.locator(`#${extra}-monthly`).uncheck();
  await page.locator(`#${extra}-delete`).click();
  await answer(page, 'past-grant', true);
  await answer(page, 'past-grant', false);
  await toResult(page);
  assert.equal((await page.locator('.headline .figure').innerText()).replace(/[«»]/g, ''), yen(1_161_000));
  for (const screen of ['check', 'quote', 'staff', 'share', 'import', 'print', 'result', '']) {
    await go(page, screen);
  }
  assert.ok((await page.locator('font').count()) > 100, 'nothing was translated');
  await go(page, 'share');
  await choose(page, 'open-file', 'case.json', JSON.stringify(given));
  await page.locator('.asking .main').click();
  await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
  await toResult(page);
  assert.equal((await page.locator('.headline .figure').innerText()).replace(/[«»]/g, ''), yen(1_161_000));
  assert.deepEqual(problems, []);
  await shot(page, 'translated');
  await close();
});
