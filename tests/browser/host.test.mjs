// The estimate on somebody else's page: the ways in, what a page around can do to the frame by mistake, how the frame's height
// follows. Two sites in a real browser; what is pasted are the snippets of docs/embed/guide.ja.md.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { answer } from './form.mjs';
import { DIST, frames as drawn, listen, quiet, ready, stop, until } from './harness.mjs';
import { hosting, PROGRAMME, usable } from './hosting.mjs';
import { frameOf, settled } from './sites.mjs';
import { blocks } from './snippets.mjs';

const WORDS = '<h1>見守りセンサー</h1><p>お部屋の様子を知らせる製品です。</p>';
const AFTER = '<p id="after">お問い合わせはこちら。</p>';

let both;
let code;
let host;
let script;
before(async () => {
  both = await hosting();
  ({ code, host, script } = both);
});
after(() => both?.close());

const element = (inside = '', attributes = `programme="${PROGRAMME}"`) =>
  `<kaigo-hojo-estimate ${attributes}>${inside}</kaigo-hojo-estimate>`;

/** Waits until the host's element has the height of what is in its frame. */
async function fitting(page, frame, at = 0) {
  const content = () => frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
  const outside = () => page.locator('iframe').nth(at).evaluate(({ offsetHeight }) => offsetHeight);
  let heights;
  const isFitting = async () => {
    heights = [await content(), await outside()];
    return heights[0] === heights[1];
  };
  await until(isFitting, () => `the content is ${heights[0]} high, the frame ${heights[1]}`);
}

const bars = (frame) =>
  frame.evaluate(() => innerWidth - document.documentElement.clientWidth + (document.documentElement.scrollHeight > innerHeight));

// ---- The guides ----

test('both guides have the same snippets, with the digest of the newest loader; what is served has it too', async () => {
  const [vendors, developers] = await Promise.all([blocks(), blocks('guide.en.md')]);
  assert.deepEqual(developers, vendors);
  const list = await readFile(new URL('../../web/embed/loader/released.txt', import.meta.url), 'utf8');
  const released = list.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split(' '));
  const [newest, digest] = released.at(-1);
  for (const name of ['link', 'element', 'attributes', 'products']) {
    assert.ok(vendors[name].includes(`/loader/${newest}/kaigo-hojo.js" integrity="${digest}"`), name);
  }
  for (const [version, integrity] of released) {
    const bytes = await readFile(join(DIST, 'loader', version, 'kaigo-hojo.js'));
    assert.equal(`sha384-${createHash('sha384').update(bytes).digest('base64')}`, integrity, version);
    assert.ok(bytes.length <= 3072, `${version}: ${bytes.length} bytes`);
  }
});

// ---- The ways in ----

test('way 1: a plain iframe works without a script, keeps its height, and its content can be scrolled', async () => {
  const { page, problems, close } = await host(WORDS + code.iframe + AFTER);
  const frame = await usable(page);
  const box = await page.locator('iframe').boundingBox();
  assert.equal(box.height, 720);
  assert.equal(await page.locator('iframe').getAttribute('title'), '介護テクノロジー補助金の試算（群馬県 介護テクノロジー定着支援事業）');
  await frame.locator('#whole').scrollIntoViewIfNeeded();
  assert.ok((await frame.evaluate(() => scrollY)) > 0, 'it scrolls inside');
  assert.match(await frame.locator('body').innerText(), /交付を約束するものではありません/);
  assert.deepEqual(problems, []);
  await close();
});

test('way 2: a link becomes a frame that is as high as its content', async () => {
  const { page, problems, close } = await host(WORDS + code.link + AFTER);
  const frame = await usable(page);
  await fitting(page, frame);
  assert.equal(await bars(frame), 0, 'no scroll bars');
  const title = await page.locator('iframe').getAttribute('title');
  assert.equal(title, '介護テクノロジー補助金の試算（群馬県 介護テクノロジー定着支援事業（令和8年度）の補助額を試算する）');
  assert.equal(await page.locator('iframe').getAttribute('loading'), 'lazy');
  assert.equal(await page.getByRole('link').count(), 0, 'the link is behind the frame now');
  assert.deepEqual(problems, []);
  await close();
});

test('way 2: the element, with a product in attributes and with products as JSON', async () => {
  for (const [name, prices] of [['element', []], ['attributes', ['250,000']], ['products', ['250,000', '80,000']]]) {
    const { page, problems, close } = await host(WORDS + code[name] + AFTER);
    const frame = await usable(page);
    await frame.locator('[data-screen="answers"] h1').waitFor();
    await settled(frame);
    const inputs = await frame.locator('ol.lines input[id$="-price"]').evaluateAll((fields) => fields.map(({ value }) => value));
    assert.deepEqual(inputs.map((value) => value.replace(/[^\d,]/g, '')), prices, name);
    await fitting(page, frame);
    assert.deepEqual(problems, [], name);
    await close();
  }
});

test('way 3: the link card opens the whole page at the programme', async () => {
  const { page, problems, close } = await host(WORDS + code.card + AFTER);
  await page.getByRole('link').click();
  await ready(page);
  assert.equal(page.url(), `${both.tool}#${PROGRAMME}`);
  await page.locator('[data-screen="answers"] h1').waitFor();
  assert.deepEqual(problems, []);
  await close();
});

test('the frame is loaded when it comes near, not before', async () => {
  const { page, requests, close } = await host(`${WORDS}<div style="height:20000px"></div>${code.link}`);
  await page.locator('iframe').waitFor({ state: 'attached' });
  // Whether it is near is found out when the page is drawn.
  await page.waitForLoadState('load');
  await quiet(page);
  assert.ok(!requests.some((address) => address.includes('/embed/')), 'nothing of the frame');
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await usable(page);
  await close();
});

// ---- Without scripts ----

test('no script on the host: the link stays and leads to the estimate', async () => {
  for (const [name, screen] of [['link', 'embed/'], ['products', '']]) {
    const headers = { 'Content-Security-Policy': "script-src 'none'" };
    const { page, close } = await host(WORDS + code[name], { headers });
    assert.equal(await page.locator('iframe').count(), 0);
    await page.getByRole('link').click();
    await ready(page);
    assert.ok(page.url().startsWith(`${both.tool}${screen}#${PROGRAMME}`), page.url());
    await close();
  }
});

test('no script in the frame: it says so, and the link comes back below it', async () => {
  const { page, close } = await host(WORDS + code.element, {
    steps: async ({ page: opened }) => {
      await opened.clock.install();
      await opened.route('**/embed/**.js', (route) => route.abort());
      await opened.route('**/boot-*.js', (route) => route.abort());
    },
  });
  await frameOf(page);
  await page.waitForLoadState('load');
  assert.equal(await page.getByRole('link').count(), 0);
  await page.waitForFunction(() => document.querySelector('kaigo-hojo-estimate').frame);
  await page.clock.runFor(10_500);
  await page.getByRole('link', { name: /補助額を試算する/ }).waitFor();
  await close();

  const plain = await host(code.iframe.replace('allow-scripts ', ''));
  const frame = await frameOf(plain.page);
  assert.match(await frame.locator('body').innerText(), /JavaScript が必要です/);
  await plain.close();
});

// ---- SRI ----

test('a loader with other bytes, or without leave to read it, is refused: the link stays', async () => {
  const wrong = code.link.replace(/sha384-..../, 'sha384-AAAA');
  const bytes = await readFile(join(DIST, 'loader', '1.0.0', 'kaigo-hojo.js'), 'utf8');
  const served = (body, headers) => ({ page }) =>
    page.route('**/kaigo-hojo.js', (route) => route.fulfill({ contentType: 'text/javascript', body, headers }));
  const leave = { 'Access-Control-Allow-Origin': '*' };
  const right = await host(code.link, { steps: served(bytes, leave) });
  await usable(right.page);
  await right.close();
  const changed = served(`${bytes}\n`, leave);
  // The browser's debugger would add the header: this needs a server.
  const server = createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(bytes));
  await listen(server);
  const silent = `http://silent.localhost:${server.address().port}/loader/1.0.0/kaigo-hojo.js`;
  for (const [body, steps, said] of [
    [wrong, undefined, /integrity|digest/i],
    [code.link, changed, /integrity|digest/i],
    [code.link.replace(/http[^"]*kaigo-hojo\.js/, silent), undefined, /CORS/],
  ]) {
    const { page, problems, close } = await host(body, { steps });
    await page.waitForFunction(() => document.readyState === 'complete');
    assert.equal(await page.locator('iframe').count(), 0);
    assert.ok(await page.getByRole('link', { name: /補助額を試算する/ }).isVisible());
    assert.ok(problems.some((problem) => said.test(problem)), problems.join('\n'));
    await close();
  }
  await stop(server);
});

// ---- Rules of the host ----

const HOSTILE = `<style>
  * { all: unset !important }
  iframe, kaigo-hojo-estimate { display: none !important }
  iframe { height: 1px !important; width: 1px !important; opacity: 0 !important; pointer-events: none !important }
  body { visibility: hidden; pointer-events: none; font-size: 40px; color-scheme: dark }
</style>`;

test('rules that a host has for all elements and frames do not reach the frame of the loader', async () => {
  const { page, close } = await host(`${HOSTILE}${code.link}`);
  const frame = await usable(page);
  await fitting(page, frame);
  const box = await page.locator('iframe').boundingBox();
  assert.ok(box.width > 600 && box.height > 300, JSON.stringify(box));
  const style = await page.locator('iframe').evaluate((one) => {
    const { visibility, opacity, pointerEvents } = getComputedStyle(one);
    return { visibility, opacity, pointerEvents };
  });
  assert.deepEqual(style, { visibility: 'visible', opacity: '1', pointerEvents: 'auto' });
  await close();
});

test('what no frame can defend itself against: an element around it that is hidden, and rules for a plain iframe', async () => {
  const around = await host(`<div style="display:none">${code.element}</div>`);
  await around.page.locator('iframe').waitFor({ state: 'attached' });
  assert.ok(!(await around.page.locator('iframe').isVisible()));
  await around.close();
  const plain = await host(`<style>iframe { display: none !important }</style>${code.iframe}`);
  assert.ok(!(await plain.page.locator('iframe').isVisible()));
  await plain.close();
});

test('a host with a strict policy needs the two lines of the guide and nothing else', async () => {
  const headers = { 'Content-Security-Policy': `default-src 'none'; ${code.csp.trim()}` };
  for (const name of ['iframe', 'link', 'products', 'card']) {
    // A document without the icon that the tests' pages have: this policy has no images.
    const body = code[name].replace(/ style="[^"]*"/, '');
    const { page, problems, close } = await host(`<!DOCTYPE html><html lang="ja"><title>x</title>${body}</html>`, { headers });
    if (name !== 'card') {
      await usable(page);
    }
    assert.deepEqual(problems, [], name);
    await close();
  }
  // The rule of the guide's style sheet is what the attribute said.
  const { reserve } = await blocks();
  const { page, close } = await host(`<style>${reserve}</style>${code.link.replace(/ style="[^"]*"/, '').replace(/<script.*/s, '')}`);
  assert.equal((await page.getByRole('link').boundingBox()).height, 720);
  await close();
});

test('sandbox as documented: the estimate computes, and its link opens the whole page in a new tab', async () => {
  const { page, context, problems, close } = await host(code.iframe);
  const frame = await usable(page);
  await answer(frame, 'in-prefecture', true);
  const [opened] = await Promise.all([context.waitForEvent('page'), frame.locator('#whole').click()]);
  await ready(opened);
  assert.ok(opened.url().startsWith(both.tool) && !opened.url().includes('/embed/'), opened.url());
  assert.equal(await opened.evaluate(() => opener), null);
  assert.deepEqual(problems, []);
  await close();
});

// ---- Twice, removed, moved ----

test('two of them live side by side, each with its own programme, height and events', async () => {
  const watch = `<script>
    const heard = [];
    document.addEventListener('kaigo-hojo:ready', ({ target }) => heard.push(target.getAttribute('programme')));
  </script>`;
  const second = element('', 'programme="saitama-ict-r5" theme="dark"');
  const { page, problems, close } = await host(`${watch}${code.link}${second}${script}`);
  const frames = [await usable(page, 0), await usable(page, 1)];
  await fitting(page, frames[0], 0);
  // Browsers draw what is far out of sight at their leisure: a frame tells its height all the same.
  await fitting(page, frames[1], 1);
  const names = await Promise.all(frames.map((frame) => frame.locator('h1').first().innerText()));
  assert.notEqual(names[0], names[1]);
  await page.waitForFunction('heard.length === 2');
  assert.deepEqual((await page.evaluate('heard')).toSorted(), [PROGRAMME, 'saitama-ict-r5']);
  assert.equal(await page.locator('iframe').count(), 2, 'the second loader did nothing');
  assert.deepEqual(problems, []);
  await close();
});

test('removed and put back, moved to another place: it works again each time', async () => {
  const { page, problems, close } = await host(`<div id="one">${code.element}</div><div id="two"></div>`);
  await fitting(page, await usable(page));
  await page.evaluate(() => {
    globalThis.kept = document.querySelector('kaigo-hojo-estimate');
    globalThis.kept.remove();
  });
  assert.equal(await page.locator('iframe').count(), 0);
  await page.evaluate(() => document.getElementById('one').append(globalThis.kept));
  await fitting(page, await usable(page));
  await page.evaluate(() => document.getElementById('two').append(globalThis.kept));
  const frame = await usable(page);
  await fitting(page, frame);
  assert.equal(await page.locator('iframe').count(), 1);
  // moveBefore, where a browser has it, leaves the frame as it is.
  if (await page.evaluate(() => 'moveBefore' in document.body)) {
    await answer(frame, 'in-prefecture', true);
    await page.evaluate(() => document.getElementById('one').moveBefore(globalThis.kept, null));
    assert.ok(await frame.locator('input[name="in-prefecture"][value="true"]').isChecked());
    await fitting(page, frame);
  }
  assert.deepEqual(problems, []);
  await close();
});

test('put in by a script after the page was loaded, it works too', async () => {
  const { page, problems, close } = await host(script);
  await page.waitForFunction(() => customElements.get('kaigo-hojo-estimate'));
  await page.evaluate((programme) => {
    const made = document.createElement('kaigo-hojo-estimate');
    made.setAttribute('programme', programme);
    document.body.append(made);
  }, PROGRAMME);
  await fitting(page, await usable(page));
  assert.deepEqual(problems, []);
  await close();
});

// ---- Height and place ----

test('the height follows the content, with one correction for each change', async () => {
  const { page, close } = await host(WORDS + code.products + AFTER);
  const frame = await usable(page);
  await frame.locator('ol.lines > li').nth(1).waitFor();
  await settled(frame);
  await page.evaluate(() => {
    globalThis.changes = [];
    const { frame: own } = document.querySelector('kaigo-hojo-estimate');
    new ResizeObserver(() => globalThis.changes.push(own.offsetHeight)).observe(own);
  });
  // It begins with the height that there is.
  await page.waitForFunction(() => globalThis.changes.length === 1);
  for (const height of [400, 90, 333, 0]) {
    await page.evaluate(() => globalThis.changes.splice(0));
    await frame.evaluate((added) => {
      let block = document.getElementById('added');
      if (!block) {
        block = document.body.appendChild(document.createElement('div'));
        block.id = 'added';
      }
      block.style.height = `${added}px`;
    }, height);
    await page.waitForFunction(() => globalThis.changes.length > 0);
    await settled(frame);
    const changes = await page.evaluate('changes');
    assert.equal(changes.length, 1, `corrections: ${JSON.stringify(changes)}`);
    await fitting(page, frame);
  }
  // A change that a person makes: an answer that folds questions in or out.
  await page.evaluate(() => globalThis.changes.splice(0));
  await frame.locator('#add-line').click();
  await fitting(page, frame);
  await close();
});

/** How much the page around jumps, until the frame is ready and in all. */
async function shift(body, viewport) {
  const visit = await host(WORDS + body + AFTER.repeat(5), {
    options: { viewport },
    steps: async ({ page }) => {
      // A loader that is late: the page is painted without it.
      await page.route('**/kaigo-hojo.js', async (route) => {
        await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
        await drawn(page);
        await route.continue();
      });
      await page.addInitScript(() => {
        globalThis.shift = 0;
        globalThis.untilReady = undefined;
        const observer = new PerformanceObserver((list) => add(list.getEntries()));
        const add = (entries) => {
          for (const { value } of entries) {
            globalThis.shift += value;
          }
        };
        globalThis.shifts = () => add(observer.takeRecords());
        observer.observe({ type: 'layout-shift', buffered: true });
        addEventListener('kaigo-hojo:ready', () => {
          globalThis.shifts();
          globalThis.untilReady = globalThis.shift;
        });
      });
    },
  });
  await settled(await usable(visit.page));
  const [before, all] = await visit.page.evaluate(() => {
    globalThis.shifts();
    return [globalThis.untilReady ?? globalThis.shift, globalThis.shift];
  });
  await visit.close();
  return { before, all };
}

// High enough that what comes after the frame is in sight.
for (const [name, viewport] of [['a screen', { width: 1280, height: 1600 }], ['a telephone', { width: 360, height: 1600 }]]) {
  test(`until it is ready, the page around does not jump: on ${name}`, async () => {
    for (const way of ['iframe', 'link', 'element', 'products']) {
      const { before, all } = await shift(code[way], viewport);
      console.log(`layout shift, ${way}, ${name}: ${before.toFixed(4)} until ready, ${all.toFixed(4)} in all`);
      assert.ok(before <= 0.05, `${way}: ${before}`);
    }
    // Without the room that the snippets reserve it would: what is measured is there to be measured.
    const shifted = await shift(code.link.replace(/ style="[^"]*"/, ''), viewport);
    assert.ok(shifted.before > 0.05, `without room: ${shifted.before}`);
  });
}
