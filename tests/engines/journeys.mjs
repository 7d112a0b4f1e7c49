// What an office does with the page, the same in every engine: from the start to a figure that was worked out by hand,
// mistakes, Back and Forward, a file, a link, a draft that is kept, paper, a frame on another site, storage denied.
//
// The drivers (drivers/) say what an engine cannot do; then that part of a journey is left out, and said.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pages } from './paper.mjs';
import { addLine, answerAll, enter } from './form.mjs';
import { caseOf, programmes, sites, yen } from './sites.mjs';
import { focused, goto, inSight, press, ready, run, says, screen, type, until, value, write } from './user.mjs';

const DESK = { width: 1280, height: 800 };
const TELEPHONE = { width: 360, height: 740 };

const FIGURE = '.summary .figure';
const RESULT = '.headline .figure';
const SAVE = 'ファイルに保存する';

/** A whole journey; a busy machine may take its time. */
const limits = { timeout: 240_000 };

/** Declares the journeys for one engine. */
export function journeys(driver) {
  const all = programmes();
  const [first] = all;
  const { application, expect } = caseOf(first);
  const amount = yen(expect.amountYen);
  let engine;
  let places;
  let folder;

  before(async () => {
    places = await sites();
    folder = await mkdtemp(join(tmpdir(), 'hojo-engines-'));
    engine = await driver.launch();
  });

  after(async () => {
    await Promise.all([engine?.close(), places?.close(), rm(folder, { recursive: true, force: true })]);
    const left = Object.values(driver.cannot).map((sentence) => `; not tried: ${sentence}`);
    console.log(`browser: ${driver.name} ${engine?.version ?? 'did not start'}${left.join('')}`);
  });

  /** A journey: it has a window for itself, with nothing stored before. */
  function journey(what, act, size = DESK) {
    test(`${driver.name}: ${what}`, limits, async () => {
      const window = await engine.open(size);
      try {
        await act(window);
      } finally {
        await window.close();
      }
    });
  }

  const open = (window, hash = '') => goto(window, `${places.page}${hash}`);
  /** From the answers to one of the screens that follow the result. */
  const to = async (window, name) => {
    await press(window, '.to-result a');
    await screen(window, 'result');
    await press(window, `nav.screens a[href$="/${name}"]`);
    await screen(window, name);
  };

  /** Opens a file of these contents on 保存・共有. */
  async function openFile(window, contents) {
    const path = join(folder, 'opened.json');
    await writeFile(path, contents);
    await window.upload('document.querySelector("#open-file")', path);
    await screen(window, 'answers');
  }

  /** A programme with its case, opened from a file, and the figure of it. */
  async function filled(window) {
    await open(window, `#${first}/share`);
    await screen(window, 'share');
    await openFile(window, JSON.stringify(application));
    await says(window, FIGURE, amount);
  }

  for (const programme of all) {
    journey(`${programme}: from the start page to the figure that was worked out by hand`, async (window) => {
      const { application: given, expect: { amountYen } } = caseOf(programme);
      await open(window);
      await press(window, `a[href="#${programme}"]`);
      await screen(window, 'answers');
      await enter(window, given);
      await says(window, FIGURE, yen(amountYen));
      await press(window, '.to-result a');
      await screen(window, 'result');
      await says(window, RESULT, yen(amountYen));
    });
  }

  journey('full-width figures are taken, a mistake is told at the field and its text stays', async (window) => {
    await open(window, `#${first}`);
    await press(window, '[name="quote-tax"][value="excluded"]');
    const price = `#${await addLine(window, application.items[0].kind)}-price`;
    for (const [typed, taken] of [['６００，０００円', '600,000'], ['12万3千円', '123,000'], ['￥1,234,000', '1,234,000']]) {
      await write(window, price, typed);
      assert.equal(await value(window, price), typed, 'nothing is rewritten while one types');
      await window.press('Tab');
      await until(window, async () => (await value(window, price)) === taken, `${typed} becomes ${taken}`);
      await says(window, `${price}-echo`, `${taken}円`);
    }
    const marked = () => run(window, (at) => document.querySelector(at).getAttribute('aria-invalid') === 'true', price);
    for (const [typed, said] of [['六十万', /例：600,000/], ['-3', /マイナス/], ['1000000001', /1,000,000,000円まで/]]) {
      await type(window, price, typed);
      await says(window, `${price}-error`, said);
      assert.equal(await value(window, price), typed);
      assert.ok(await marked());
    }
    await press(window, '.summary button', '入力に誤りが1件あります');
    await focused(window, price);
    await type(window, price, '５０万');
    await until(window, async () => (await value(window, price)) === '500,000', 'it is corrected');
    assert.equal(await marked(), false);
    await until(window, () => run(window, (at) => !document.querySelector(at)?.checkVisibility(), `${price}-error`), 'nothing is wrong any more');
  });

  journey('Back, Forward and Reload', async (window) => {
    await open(window);
    await press(window, `a[href="#${first}"]`);
    await screen(window, 'answers');
    const price = `#${await addLine(window, application.items[0].kind)}-price`;
    await type(window, price, '10万');
    await press(window, '.to-result a');
    await screen(window, 'result');
    await focused(window, 'h1');
    await window.back();
    await screen(window, 'answers');
    assert.equal(await value(window, price), '100,000');
    await window.back();
    await until(window, () => run(window, () => Boolean(target('[data-screen="start"]'))), 'the start page');
    await window.forward();
    await screen(window, 'answers');
    assert.equal(await value(window, price), '100,000');
    await window.forward();
    await screen(window, 'result');
    // Nothing was kept: what is loaded again is empty, and the address still leads to its screen.
    await window.reload();
    await ready(window);
    await screen(window, 'result');
    await press(window, 'nav.screens a', '入力');
    await screen(window, 'answers');
    assert.equal(await run(window, () => document.querySelectorAll('ol.lines > li').length), 0);
  }, TELEPHONE);

  let file;
  journey('what is entered is saved as a file', async (window) => {
    await filled(window);
    await to(window, 'share');
    file = await window.download(() => press(window, 'button', SAVE));
    assert.match(file.name, new RegExp(`^介護補助-${first}-\\d{4}-\\d\\d-\\d\\d\\.json$`));
    const draft = JSON.parse(file.bytes.toString('utf8'));
    assert.equal(draft.schema, 'kaigo-hojo/draft/1');
    assert.deepEqual(draft.application.answers, application.answers);
    assert.deepEqual(draft.application.items.map(({ name }) => name), application.items.map(({ name }) => name));
  });

  journey('the file is opened elsewhere, and saved again it is the same', async (window) => {
    assert.ok(file, 'no file was saved before');
    await open(window, `#${all.at(-1)}/share`);
    await screen(window, 'share');
    await openFile(window, file.bytes);
    await says(window, FIGURE, amount);
    await to(window, 'share');
    const again = await window.download(() => press(window, 'button', SAVE));
    assert.deepEqual(JSON.parse(again.bytes), JSON.parse(file.bytes));
  });

  let link;
  journey('a share link goes out', async (window) => {
    await filled(window);
    await to(window, 'share');
    link = await until(window, () => value(window, '#share-link'), 'the link');
    assert.ok(link.startsWith(`${places.page}#s=`), link);
    assert.ok(await run(window, () => document.querySelector('.qr svg').getBoundingClientRect().width > 100), 'a code to photograph');
  });

  journey('a share link comes in, and is opened when one says so', async (window) => {
    assert.ok(link, 'no link was made before');
    await goto(window, link);
    await screen(window, 'shared');
    await press(window, 'button', 'この内容を開く');
    await screen(window, 'answers');
    await says(window, FIGURE, amount);
  }, TELEPHONE);

  journey('a draft is kept and is there when the page is opened again', async (window) => {
    await filled(window);
    await press(window, '.site-drafts a');
    await screen(window, 'drafts');
    assert.equal(await run(window, () => localStorage.length), 0, 'nothing is kept unasked');
    await press(window, '#keep');
    await until(window, () => run(window, () => localStorage.length === 1), 'it is kept');
    await window.reload();
    await ready(window);
    await press(window, '#drafts button', '開く');
    await screen(window, 'answers');
    await says(window, FIGURE, amount);
  });

  journey('the print view has the statement, and the button prints it', async (window) => {
    await filled(window);
    await to(window, 'print');
    await says(window, '[data-screen="print"] .figure', amount);
    const lines = await run(window, () => [...document.querySelectorAll('[data-screen="print"] .part')].map((part) => part.innerText));
    for (const { name } of application.items) {
      assert.ok(lines.some((part) => part.includes(name)), name);
    }
    // The dialogue of the system would wait for somebody.
    await run(window, () => {
      globalThis.printed = 0;
      globalThis.print = () => {
        globalThis.printed += 1;
      };
    });
    await press(window, 'button', '印刷する');
    assert.equal(await run(window, () => globalThis.printed), 1);
    if (!driver.cannot.pdf) {
      const count = pages(await window.pdf());
      // Screens and controls that are not for paper would make more.
      assert.ok(count >= 2 && count <= 5, `${count} pages`);
    }
  });

  journey('where the browser denies storage, that is said and everything else goes on', async (window) => {
    await goto(window, `${places.bare}#${first}`);
    assert.match(await run(window, () => {
      try {
        return `${localStorage.length}`;
      } catch (error) {
        return error.name;
      }
    }), /SecurityError/, 'it is denied');
    await enter(window, application);
    await says(window, FIGURE, amount);
    await press(window, '.site-drafts a');
    await screen(window, 'drafts');
    await press(window, '#keep');
    await until(window, () => run(window, () => [...document.querySelectorAll('[data-screen="drafts"] [role="status"]')].some((one) => one.textContent.includes('端末に保存できません'))), 'it is said');
    assert.equal(await run(window, () => document.querySelector('#keep').checked), false);
    await press(window, '#drafts button', '開く');
    await screen(window, 'answers');
    await says(window, FIGURE, amount);
  });

  journey('in a frame on another site the products are there and lead to the same figure', async (window) => {
    const products = application.items.map(({ id, answers, ...product }) => (answers ? { ...product, options: answers } : product));
    const asked = Object.entries({ programme: first, products: JSON.stringify(products) });
    const hash = asked.map(([key, given]) => `${key}=${encodeURIComponent(given)}`).join('&');
    const host = places.put('/shop.html', `<h1>製品の紹介</h1><iframe title="補助金の試算" width="100%" height="720"></iframe><script>
      const frame = document.querySelector('iframe');
      window.heights = [];
      addEventListener('message', ({ data, origin }) => {
        if (data.type === 'height' && origin === new URL(frame.src).origin) {
          window.heights.push(data.height);
          frame.style.height = data.height + 'px';
        }
      });
      frame.addEventListener('load', () => frame.contentWindow.postMessage({ kaigoHojo: 1, type: 'hello' }, new URL(frame.src).origin));
      frame.src = ${JSON.stringify(`${places.page}embed/#${hash}`)};
    </script>`);
    await window.goto(host);
    const heights = () => run(window, () => window.heights.length);
    await until(window, heights, 'the frame tells its height');
    await window.enter('document.querySelector("iframe")');
    await ready(window);
    await until(window, async () => (await run(window, () => document.querySelectorAll('ol.lines > li').length)) === products.length, 'the products are there');
    await press(window, '.summary-next .link');
    await until(window, () => run(window, () => document.activeElement.matches('input, select')), 'the way to the next question');
    if (!driver.cannot.move) {
      await inSight(window, 'input:focus, select:focus');
    }
    await answerAll(window, application.answers);
    await says(window, FIGURE, amount);
    // The frame is as high as its content, so that it can be taller than the window: the list of kinds is put where one looks.
    await press(window, '#add-line');
    await inSight(window, '#kinds-search');
    await press(window, 'dialog button', '閉じる');
    const [sideways, hidden] = await run(window, () => {
      const { scrollWidth, scrollHeight, clientWidth } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - innerHeight];
    });
    assert.equal(sideways, 0);
    assert.ok(Math.abs(hidden) <= 1, `${hidden} px of the frame are hidden`);
  });
}
