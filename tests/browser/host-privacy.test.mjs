// What a page around the estimate learns, and what it can make the frame and the loader do: a host that spies and forges, other
// frames beside it, a browser that denies storage, what vendors get wrong, what a CMS leaves of the code.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addLine, answer, figure, type, yen } from './form.mjs';
import { ready, says, until } from './harness.mjs';
import { hosting, PROGRAMME, usable } from './hosting.mjs';
import { carried, MARK, settled, told } from './sites.mjs';

let both;
let code;
let host;
let script;
before(async () => {
  both = await hosting();
  ({ code, host, script } = both);
});
after(() => both?.close());

const withResult = (result) => code.element.replace('programme=', `result="${result}" programme=`);

// ---- A host that spies ----

/** Runs in the host's page before anything else: keeps everything that comes by. */
const SPY = `
  globalThis.seen = [];
  globalThis.rounds = 0;
  const text = (value) => { try { return JSON.stringify(value) ?? String(value); } catch { return String(value); } };
  const keep = (what, value) => seen.push(what + ' ' + text(value));
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, run, ...more) {
    keep('listens', type);
    return add.call(this, type, run, ...more);
  };
  add.call(window, 'message', ({ data, origin }) => data === '${MARK}' || keep('message', { data, origin }), true);
  for (const type of ['input', 'change', 'keydown', 'keyup', 'pointerdown', 'click', 'focusin', 'copy', 'paste', 'beforeinput', 'submit']) {
    add.call(window, type, (event) => keep(type, { key: event.key, data: event.data, target: event.target?.outerHTML }), true);
  }
  for (const type of ['ready', 'step', 'result']) {
    add.call(window, 'kaigo-hojo:' + type, ({ detail }) => keep('event', detail), true);
  }
  const post = window.postMessage;
  window.postMessage = function (...all) { keep('own post', all); return post.apply(this, all); };
  for (const name of ['log', 'info', 'warn', 'error', 'debug']) {
    const own = console[name];
    console[name] = (...all) => { keep('console', all); own.apply(console, all); };
  }
  for (const name of ['fetch', 'open']) {
    const own = window[name];
    window[name] = function (...all) { keep(name, all); return own.apply(this, all); };
  }
  const beacon = navigator.sendBeacon;
  navigator.sendBeacon = function (...all) { keep('beacon', all); return beacon.apply(this, all); };
  new MutationObserver((all) => all.forEach((one) => keep('mutation', [one.type, one.attributeName, one.target.outerHTML]))).observe(
    document, { subtree: true, childList: true, attributes: true, characterData: true });
  new PerformanceObserver((all) => all.getEntries().forEach((one) => keep('timing', one))).observe(
    { entryTypes: ['resource', 'navigation', 'mark', 'measure', 'event', 'layout-shift', 'longtask', 'paint'] });
  setInterval(() => {
    const shadows = [...document.querySelectorAll('kaigo-hojo-estimate')].map(({ shadowRoot }) => shadowRoot);
    for (const one of shadows.flatMap((shadow) => [...shadow?.querySelectorAll('iframe') ?? []]).map((own) => own.contentWindow)) {
      for (const key of ['name', 'length', 'location', 'document', 'history', 'localStorage', 'parent', 'closed', 'origin']) {
        try { keep('frame ' + key, String(one[key]?.href ?? one[key]?.body?.innerHTML ?? one[key])); } catch (error) { keep('refused', key); }
      }
    }
    for (const one of [...document.querySelectorAll('kaigo-hojo-estimate')]) {
      keep('element', one.outerHTML + one.shadowRoot?.innerHTML);
      const own = one.shadowRoot?.querySelector('iframe');
      keep('src', [own?.src, own?.name, own?.title, own?.contentDocument]);
    }
    keep('clipboard', String(getSelection()));
    for (const store of ['localStorage', 'sessionStorage']) { keep(store, { ...globalThis[store] }); }
    keep('cookie', document.cookie);
    keep('history', [history.length, history.state, location.href]);
    rounds += 1;
  }, 100);`;

test('a host that spies learns heights and steps, and nothing that the visitor typed', async () => {
  const { page, context, requests, problems, close } = await host(withResult('lines'), {
    steps: ({ page: opened }) => opened.addInitScript(`if (top === window) {${SPY}}`),
  });
  const frame = await usable(page);
  await answer(frame, 'in-prefecture', true);
  await frame.locator('input[name="quote-tax"][value="excluded"]').check();
  const key = await addLine(frame, 'monitoring');
  // Figures and words that occur nowhere else.
  await type(frame, `${key}-name`, 'ヒミツセンサー七三九');
  await type(frame, `${key}-price`, '273911');
  await type(frame, `${key}-quantity`, '13');
  await answer(frame, 'capacity', 8473);
  await until(async () => /円/.test(await figure(frame).innerText()), 'the figure');
  // Until the host has been told of it, too, and has looked at everything again.
  await settled(frame);
  const looked = await page.evaluate('rounds');
  await page.waitForFunction((before) => globalThis.rounds > before + 1, looked);
  const shown = (await figure(frame).innerText()).match(/[\d,]+円/g) ?? [];
  assert.ok(shown.length > 0, 'an amount is there');
  const all = (await page.evaluate('seen')).join('\n');
  const secrets = ['ヒミツ', encodeURIComponent('ヒミツ'), '273911', '273,911', '8473', '8,473', ...shown.filter((text) => text !== '0円')];
  secrets.push(...shown.map((text) => text.replace(/\D/g, '')).filter((digits) => digits.length > 3));
  for (const secret of secrets) {
    assert.ok(!all.includes(secret), `the host saw ${secret}`);
    assert.ok(!requests.some((address) => address.includes(secret)), `${secret} is in a request`);
  }
  // The spy does see: what it is allowed to see is there.
  const messages = (await page.evaluate('seen'))
    .filter((line) => line.startsWith('message'))
    .map((line) => JSON.parse(line.slice('message '.length)));
  assert.ok(messages.every(({ origin }) => origin === both.toolOrigin));
  for (const { data } of messages) {
    const keys = Object.keys(data).toSorted().join(' ');
    assert.ok(['kaigoHojo type', 'height kaigoHojo type', 'kaigoHojo step type'].includes(keys), keys);
    assert.ok(data.step === undefined || ['start', 'answers', 'decided'].includes(data.step), data.step);
  }
  assert.deepEqual([...new Set(messages.map(({ data }) => data.type))].toSorted(), ['height', 'ready', 'step']);
  assert.match(all, /refused "location"/, 'the frame’s own things are closed to it');
  // Nothing was sent anywhere, and no page on the way got an address with more than the tool's own files.
  const strangers = requests.filter((address) => !address.startsWith(both.tool) && !address.startsWith(both.hostOrigin));
  assert.deepEqual(strangers, []);
  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual(problems, []);

  // Only the visitor's own press hands the result over, once each time.
  const results = async () => (await page.evaluate('seen')).filter((line) => line.startsWith('event') && line.includes('"result"'));
  assert.equal((await results()).length, 0);
  const button = frame.getByRole('button', { name: `この試算額と明細を ${both.hostOrigin} に渡す` });
  await button.click();
  await page.waitForFunction(() => globalThis.seen.some((line) => line.startsWith('event') && line.includes('"result"')));
  assert.equal((await results()).length, 1);
  const [line] = (await results()).map((one) => JSON.parse(one.slice('event '.length)).lines[0]);
  assert.deepEqual([line.name, line.unitPriceYen, line.quantity], ['ヒミツセンサー七三九', 273_911, 13]);
  await settled(frame);
  assert.equal((await results()).length, 1, 'not again by itself');
  await button.click();
  await until(async () => (await results()).length > 1, 'the second result');
  await settled(frame);
  assert.equal((await results()).length, 2);
  await close();
});

test('asked for the amount alone, the host gets no line; the guide’s code shows what came', async () => {
  const { page, problems, close } = await host(code.events + code.products);
  const heard = page.evaluate(
    () => new Promise((resolve) => addEventListener('kaigo-hojo:result', ({ detail }) => resolve(detail), { once: true })),
  );
  const frame = await usable(page);
  await frame.locator('ol.lines > li').nth(1).waitFor();
  await frame.getByRole('button', { name: `この試算額を ${both.hostOrigin} に渡す` }).click();
  const detail = await heard;
  assert.equal(detail.lines, undefined);
  assert.equal(detail.programme, PROGRAMME);
  assert.ok(Number.isInteger(detail.amount.yen ?? detail.amount.min), JSON.stringify(detail.amount));
  assert.match(await page.locator('#received').innerText(), /^[\d]+円(から)?$/);
  assert.deepEqual(problems, []);
  await close();
});

test('without result= there is no button, whatever a host says', async () => {
  const { page, close } = await host(code.element);
  const frame = await usable(page);
  await page.evaluate(() => {
    const inside = document.querySelector('kaigo-hojo-estimate').shadowRoot.querySelector('iframe').contentWindow;
    for (const type of ['result', 'hand-over', 'hello', 'click']) {
      inside.postMessage({ kaigoHojo: 1, type, result: 'lines' }, '*');
    }
  });
  await settled(frame);
  assert.equal(await frame.getByRole('button', { name: /渡す/ }).count(), 0);
  await close();
});

// ---- Forged messages ----

test('forged messages: from the host to the frame, from other frames to both, with a stranger’s origin', async () => {
  const stranger = both.put('/stranger.html', '<p>other</p>').replace('host.localhost', 'other.localhost');
  const { page, close } = await host(`${withResult('amount')}<iframe id="other" src="${stranger}"></iframe><script>
    const heard = [];
    for (const type of ['ready', 'step', 'result']) addEventListener('kaigo-hojo:' + type, ({ detail }) => heard.push(detail));
  </script>`);
  // The locator finds what stands in a shadow after the others.
  const frame = await usable(page, 1);
  const other = page.frames().find((one) => one.url().startsWith('http://other.'));
  await page.waitForFunction('heard.length >= 2');
  const height = () => page.locator('kaigo-hojo-estimate iframe').evaluate(({ offsetHeight }) => offsetHeight);
  await settled(frame);
  const before = [await height(), await page.evaluate('heard.length')];
  // Another frame tells the host what only the tool's frame may tell.
  await other.evaluate(() => {
    for (const message of [
      { kaigoHojo: 1, type: 'height', height: 5000 },
      { kaigoHojo: 1, type: 'result', amount: { yen: 1 } },
      { kaigoHojo: 1, type: 'ready' },
    ]) {
      parent.postMessage(message, '*');
    }
  });
  assert.equal(await other.evaluate(() => parent.frames.length), 1, 'it does not see the frame in the shadow');
  // The host tells the frame what it does not listen to.
  await page.evaluate(() => {
    for (const message of [
      null, 1, 'hello', [], { type: 'hello' }, { kaigoHojo: 2, type: 'hello' }, { kaigoHojo: '1', type: 'hello' },
      { kaigoHojo: 1, type: 'result' }, { kaigoHojo: 1, type: 'prefill', products: [] }, { kaigoHojo: 1 },
    ]) {
      document.querySelector('kaigo-hojo-estimate').frame.contentWindow.postMessage(message, '*');
      window.postMessage(message, '*');
    }
  });
  await told(other);
  await settled(frame);
  assert.deepEqual([await height(), await page.evaluate('heard.length')], before);
  await frame.getByRole('button', { name: `を ${both.hostOrigin} に渡す` }).waitFor();
  await close();

  // A plain iframe can be seen by other frames. One of them says hello: it is not the page around, and gets no word.
  const asked = code.iframe.replace('#programme=', '#result=lines&amp;programme=');
  const plain = await host(`${asked}<iframe src="${stranger}"></iframe>`);
  const own = await usable(plain.page, 0);
  const beside = plain.page.frames().find((one) => one.url().startsWith('http://other.'));
  await beside.evaluate(() => {
    globalThis.got = [];
    addEventListener('message', ({ data }) => globalThis.got.push(data));
    parent.frames[0].postMessage({ kaigoHojo: 1, type: 'hello' }, '*');
  });
  await carried(own, () => beside.evaluate((mark) => parent.frames[0].postMessage(mark, '*'), MARK));
  await settled(own);
  // Before this it would have got the answer.
  await carried(beside, () => own.evaluate((mark) => parent.frames[1].postMessage(mark, '*'), MARK));
  assert.deepEqual(await beside.evaluate('got'), [MARK]);
  assert.equal(await own.getByRole('button', { name: /渡す/ }).count(), 0);
  await plain.close();
});

test('a frame that says wild things does not get wild heights', async () => {
  const { page, close } = await host(code.element, {
    steps: ({ page: opened }) =>
      opened.route('**/embed/', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<script>addEventListener('message', ({ data, origin }) => {
            const say = (more) => parent.postMessage({ kaigoHojo: 1, ...more }, origin);
            if (data.type !== 'hello') return;
            say({ type: 'height', height: 500 });
            for (const height of [0, 99, 20001, -1, NaN, Infinity, null, '1e3px', {}, '600;position:fixed']) say({ type: 'height', height });
            say({ type: 'ready' });
          });</script>`,
        }),
      ),
  });
  await page.waitForFunction(() => document.querySelector('kaigo-hojo-estimate')?.ready);
  assert.equal(await page.locator('iframe').evaluate(({ style }) => style.height), '500px');
  await close();
});

test('who may write a link on a page cannot write a script with it', async () => {
  const attack = encodeURIComponent('globalThis.taken = 1');
  const link = `<a data-kaigo-hojo href="${both.tool}embed/#programme=${PROGRAMME}&onclick=${attack}&onfocus=${attack}&style=position:fixed&label=%22%3E%3Cimg%20src=x%20onerror=${attack}%3E">x</a>`;
  const elsewhere = `<a data-kaigo-hojo href="${both.hostOrigin}/evil.html#programme=${PROGRAMME}">y</a><a data-kaigo-hojo href="javascript:1#a=b">z</a><a data-kaigo-hojo>w</a>`;
  const { page, problems, close } = await host(link + elsewhere + script);
  await usable(page);
  const names = await page.locator('kaigo-hojo-estimate').evaluate((one) => one.getAttributeNames());
  assert.deepEqual(names.toSorted(), ['label', 'programme', 'style']);
  assert.equal(await page.locator('kaigo-hojo-estimate').getAttribute('style'), 'display: block !important;');
  assert.equal(await page.evaluate('globalThis.taken'), undefined);
  assert.equal(await page.locator('iframe').count(), 1, 'links to elsewhere stay links');
  assert.equal(problems.filter((problem) => problem.includes('[E-link]')).length, 3, problems.join('\n'));
  await close();
});

// ---- Storage ----

test('storage denied to the frame: it works, and nothing is lost of it', async () => {
  const { page, problems, close } = await host(code.products, {
    steps: ({ page: opened }) =>
      opened.addInitScript(() => {
        if (top === window) {
          return;
        }
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
          Object.defineProperty(globalThis, name, {
            get() {
              throw new DOMException('denied', 'SecurityError');
            },
          });
        }
        Object.defineProperty(document, 'cookie', {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      }),
  });
  const frame = await usable(page);
  await assert.rejects(frame.evaluate(() => localStorage.length), /denied/);
  await frame.locator('ol.lines > li').nth(1).waitFor();
  await says(figure(frame), /円/);
  assert.deepEqual(problems, []);
  await close();
});

// ---- Mistakes of vendors ----

const MISTAKES = [
  ['no JSON', '{"name":', '[E-json] products'],
  ['no list', '{"name":"a"}', '[E-type] products'],
  ['price as text', '[{"kind":"monitoring","unitPriceYen":"25万","tax":"excluded"}]', '[E-type] products[0].unitPriceYen'],
  ['an unknown kind', '[{"kind":"nothing","unitPriceYen":1,"tax":"excluded"}]', '[E-kind] products[0].kind'],
  ['an unknown key', '[{"kind":"monitoring","unitPriceYen":1,"tax":"excluded","price":1}]', '[E-key] products[0].price'],
  ['one line of two', '[{"kind":"monitoring","unitPriceYen":1,"tax":"excluded"},{"kind":"monitoring","unitPriceYen":-1,"tax":"excluded"}]', '[E-range] products[1].unitPriceYen'],
  ['51 of them', JSON.stringify(Array(51).fill({ kind: 'monitoring', unitPriceYen: 1, tax: 'excluded' })), '[E-many] products'],
  ['10,000 of them', JSON.stringify(Array(10_000).fill({ kind: 'monitoring', unitPriceYen: 1, tax: 'excluded' })), '[E-products] too long'],
];

test('products that are wrong: one line in the console says what, the visitor gets the empty form', async () => {
  for (const [name, json, said] of MISTAKES) {
    const body = code.products.replace(/(json">).*?(<\/script>)/s, `$1${json}$2`);
    const { page, problems, close } = await host(body);
    const frame = await usable(page);
    await until(() => problems.length > 0, name);
    await settled(frame);
    assert.equal(await frame.locator('ol.lines > li').count(), 0, name);
    assert.equal(problems.length, 1, `${name}: ${problems.join('\n')}`);
    assert.ok(problems[0].includes(`kaigo-hojo: ${said}`), `${name}: ${problems[0]}`);
    await addLine(frame, 'monitoring');
    await close();
  }
});

test('attributes that are wrong: named in the console, the frame works', async () => {
  const body = (attributes) => `<kaigo-hojo-estimate ${attributes}></kaigo-hojo-estimate>${script}`;
  for (const [attributes, said] of [
    [`programme="${PROGRAMME}" accent="green"`, ['[E-value] accent']],
    [`programme="${PROGRAMME}" theme="night" radius="17" density="tight" result="all"`, ['theme', 'radius', 'density', 'result'].map((name) => `[E-value] ${name}`)],
    [`programme="${PROGRAMME}" kind="monitoring" unit-price="25万円" tax="excluded" quantity="1"`, ['[E-type] products[0].unitPriceYen']],
    [`programme="${PROGRAMME}" height="tall"`, []],
  ]) {
    const { page, problems, close } = await host(body(attributes));
    const frame = await usable(page);
    await frame.locator('[data-screen="answers"] h1').waitFor();
    assert.equal(problems.length, said.length, problems.join('\n'));
    said.forEach((words, at) => assert.ok(problems[at].includes(words), problems[at]));
    await close();
  }
});

test('an unknown programme or none: the visitor may choose from the list', async () => {
  for (const attributes of ['programme="nowhere-r9"', '']) {
    const { page, problems, close } = await host(`<kaigo-hojo-estimate ${attributes}></kaigo-hojo-estimate>${script}`);
    const frame = await usable(page);
    assert.ok(problems.some((problem) => problem.includes('[E-programme]')), problems.join('\n'));
    await frame.locator(`a[href="#${PROGRAMME}"]`).click();
    await frame.locator('[data-screen="answers"] h1').waitFor();
    await close();
  }
});

test('after the last day of its rules, a programme is unconfirmed above any figure', async () => {
  const { page, close } = await host(code.products, {
    steps: ({ page: opened }) => opened.clock.setFixedTime(new Date('2028-06-01T12:00:00+09:00')),
  });
  const frame = await usable(page);
  await frame.locator('ol.lines > li').nth(1).waitFor();
  const text = await frame.locator('body').innerText();
  assert.ok(text.includes('未確認'), text.slice(0, 600));
  const [warning, amount] = await Promise.all(
    [frame.getByText('未確認').first(), figure(frame)].map((one) => one.evaluate((found) => found.getBoundingClientRect().top)),
  );
  assert.ok(warning < amount, `${warning} ${amount}`);
  await close();
});

// ---- What a CMS leaves ----
//
// No WordPress is here. What stands in for one is HTML as its versions since 5.0 leave it: everything for somebody with
// `unfiltered_html`; for others only listed elements, without the tags of the rest but with the text between them, and with
// attributes that begin with `data-`.

const LEFT = new Set(['a', 'p', 'br', 'h1', 'h2', 'div', 'ul', 'li', 'strong']);
const LEFT_ATTRIBUTES = /^(href|title|class|id|style|role|data-[a-z0-9-]+)$/;

/** What is left of HTML for an author without `unfiltered_html`; for snippets, not for HTML at large. */
const filtered = (html) =>
  html.replace(/<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/g, (_, end, name, attributes) => {
    if (!LEFT.has(name)) {
      return '';
    }
    const kept = [...attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].filter(([, one]) => LEFT_ATTRIBUTES.test(one));
    return `<${end}${name}${kept.map(([whole]) => ` ${whole}`).join('')}>`;
  });

test('stand-in for WordPress, an editor: everything is left, inside of what the theme puts around', async () => {
  for (const name of ['iframe', 'link', 'products', 'card']) {
    const { page, problems, close } = await host(`<div class="entry-content wp-block-post-content">\n<p>製品のご紹介</p>\n\n${code[name]}\n</div>`);
    if (name === 'card') {
      assert.ok(await page.getByRole('link').isVisible());
    } else {
      await usable(page);
    }
    assert.deepEqual(problems, [], name);
    await close();
  }
});

test('stand-in for WordPress, an author without unfiltered_html: the link card survives, the rest as the guide says', async () => {
  assert.equal(filtered(code.card), code.card, 'nothing of the card is filtered');
  assert.equal(filtered(code.iframe).trim(), '', 'an iframe is gone');
  const { page, close } = await host(`<div class="entry-content">${filtered(code.card)}</div>`);
  await page.getByRole('link').click();
  await ready(page);
  await page.locator('[data-screen="answers"] h1').waitFor();
  await close();

  // The element: its link is left, and the JSON as text.
  const rest = filtered(code.products);
  assert.doesNotMatch(rest, /kaigo-hojo-estimate|<script|<iframe/);
  assert.match(rest, /"unitPriceYen":250000/);
  const left = await host(rest);
  assert.ok(await left.page.getByRole('link', { name: /試算する/ }).isVisible());
  await left.close();

  // The link with its mark, on a site where an administrator has put the loader into the theme.
  const marked = await host(filtered(code.link) + script);
  await usable(marked.page);
  assert.deepEqual(marked.problems, []);
  await marked.close();
});
