// The page in a frame and the page around it, two sites: what the frame tells, to whom and when, and what it never does.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addLine, answer, figure, fill, found, type, yen } from './form.mjs';
import { framed, LISTEN, productsOf, PROGRAMME, TABLET } from './framed.mjs';
import { loaded, ready, says } from './harness.mjs';
import { frameOf, settled } from './sites.mjs';

let both;
before(async () => {
  both = await framed({ windows: true });
});
after(() => both?.close());

test('height, ready and step, and nothing else, to the origin that said hello', async () => {
  const { page, frame, heard, problems, close } = await both.embed({ products: [TABLET] });
  await frame.locator('#l1-price').waitFor();
  await settled(frame);
  const all = await heard();
  assert.ok(all.every(({ origin, kaigoHojo }) => origin === both.toolOrigin && kaigoHojo === 1));
  assert.deepEqual([...new Set(all.map(({ type }) => type))].sort(), ['height', 'ready', 'step']);
  assert.equal(all[0].type, 'ready');
  assert.equal((await heard('ready')).length, 1);
  assert.deepEqual((await heard('step')).map(({ step }) => step), ['answers']);
  const content = await frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
  assert.equal((await heard('height')).at(-1).height, content);
  assert.ok(await frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight), 'nothing to scroll');
  // Hello once more, as after coming back: everything once more.
  await page.evaluate(() => window.heard.splice(0) && window.hello());
  await settled(frame);
  assert.deepEqual((await heard()).map(({ type }) => type).sort(), ['height', 'ready', 'step']);
  assert.deepEqual(problems, []);
  await close();
});

test('the height follows the content, with one message for each change of it', async () => {
  const { page, frame, heard, close } = await both.embed({ products: [TABLET] });
  await frame.locator('#l1-price').waitFor();
  await settled(frame);
  // Every height that the content has when the browser draws.
  await frame.evaluate(() => new Promise((begun) => {
    window.drawn = [];
    new ResizeObserver(() => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      if (window.drawn.at(-1) !== height) window.drawn.push(height);
      // The first height is that of before, and comes with the next frame.
      begun();
    }).observe(document.body);
  }));
  const change = async (what, act) => {
    await page.evaluate(() => window.heard.splice(0));
    await frame.evaluate(() => window.drawn.splice(0));
    await act();
    await settled(frame);
    const told = (await heard('height')).map(({ height }) => height);
    const drawn = await frame.evaluate(() => window.drawn);
    assert.deepEqual(told, drawn, `${what}: what is told is what is drawn, each once`);
    return told.length;
  };
  const grown = await change('opening', () => frame.locator('#l1-more > summary').click());
  assert.ok(grown >= 1 && grown <= 2, `the change and at most one correction: ${grown}`);
  await change('closing', () => frame.locator('#l1-more > summary').click());
  await change('a mistake', () => type(frame, 'l1-price', '千円'));
  await change('its end', () => type(frame, 'l1-price', '1000'));
  await change('a long word', () => type(frame, 'l1-name', 'あ'.repeat(200)));
  await change('another line', () => addLine(frame, 'portable-terminal'));
  for (const width of [320, 500, 780]) {
    const told = await change(`${width} px`, () => page.evaluate((width) => {
      document.querySelector('iframe').style.width = `${width}px`;
    }, width));
    assert.ok(told <= 2, `the change and at most one correction: ${told}`);
  }
  // Whatever height the host gives it, the content has its own.
  for (const height of [100, 720, 5_000]) {
    const told = await change(`${height} px high`, () => page.evaluate((height) => {
      window.follows = false;
      document.querySelector('iframe').style.height = `${height}px`;
    }, height));
    assert.equal(told, 0, `a frame of ${height} px`);
  }
  await close();
});

test('without a hello it is silent and scrolls', async () => {
  const before = '<script>window.silent = true</script>';
  const { frame, heard, problems, close } = await both.embed({ result: 'lines', products: [TABLET] }, { before, hello: false, html: `<script>${LISTEN}</script>` });
  await frame.locator('#l1-price').waitFor();
  await frame.locator('#l1-more > summary').click();
  await settled(frame);
  assert.deepEqual(await heard(), []);
  assert.ok(await frame.locator('#hand-over').isHidden(), 'there is nobody to hand it to');
  assert.ok(await frame.evaluate(() => document.documentElement.scrollHeight > innerHeight));
  assert.deepEqual(problems, []);
  await close();
});

test('messages that are no hello, or come from elsewhere, are ignored', async () => {
  const asked = { result: 'lines', products: [TABLET] };
  const { page, frame, heard, close } = await both.embed(asked, { before: '<script>window.silent = true</script>', hello: false, html: `
    <iframe id="other" srcdoc="<script>addEventListener('message', ({ data }) => parent.frames[0].postMessage(data, '*'))</script>"></iframe>
    <script>${LISTEN}</script>` });
  await frame.locator('#l1-price').waitFor();
  const forged = [
    'hello', null, 7, { type: 'hello' }, { kaigoHojo: 2, type: 'hello' }, { kaigoHojo: '1', type: 'hello' },
    { kaigoHojo: 1, type: 'result' }, { kaigoHojo: 1, type: 'ask' }, { kaigoHojo: 1 },
  ];
  await page.evaluate((forged) => {
    for (const message of forged) window.frames[0].postMessage(message, '*');
    // A real hello, but from a frame that is not the page around.
    window.frames[1].postMessage({ kaigoHojo: 1, type: 'hello' }, '*');
  }, forged);
  // From the frame itself.
  await frame.evaluate(() => window.postMessage({ kaigoHojo: 1, type: 'hello' }, '*'));
  await settled(frame);
  assert.deepEqual(await heard(), []);
  // Now a real one; then what is forged changes nothing.
  await page.evaluate(() => window.hello());
  await settled(frame);
  const before = (await heard()).length;
  assert.ok(before >= 3);
  await page.evaluate((forged) => forged.forEach((message) => window.frames[0].postMessage(message, '*')), forged);
  await settled(frame);
  assert.equal((await heard()).length, before);
  assert.equal(await frame.locator('ol.lines > li').count(), 1);
  await close();
});

/** A page with a frame that may run scripts but has no origin of its own. */
async function denied() {
  const visit = await both.visit();
  const address = both.address({}).replaceAll('&', '&amp;');
  await visit.page.goto(both.put('/denied.html', `<iframe sandbox="allow-scripts" src="${address}" title="a"></iframe>`));
  return { ...visit, frame: await frameOf(visit.page) };
}

test('without an origin of its own the frame is dressed where the server lets others read it', async () => {
  const { frame, close } = await denied();
  await ready(frame);
  const looks = await frame.evaluate(() => [
    getComputedStyle(document.documentElement).getPropertyValue('--key').trim() !== '',
    // What only the frame's own sheet hides.
    getComputedStyle(document.querySelector('header.site > :not(:first-child)')).display,
    getComputedStyle(document.querySelector('button.main')).cursor,
  ]);
  assert.deepEqual(looks, [true, 'none', 'pointer']);
  await close();
});

test('a page without an origin of its own is told nothing', async () => {
  const inner = `<iframe src="${both.address({ result: 'lines' }).replaceAll('&', '&amp;')}" title="a"></iframe><script>${LISTEN}; iframe.addEventListener('load', () => { window.greeted = true; });</script>`;
  const html = `<iframe sandbox="allow-scripts" srcdoc="${inner.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`;
  const visit = await both.visit();
  await visit.page.goto(both.put('/opaque.html', html));
  const middle = await (await visit.page.locator('iframe').elementHandle()).contentFrame();
  await middle.waitForFunction(() => window.greeted);
  const frame = await frameOf(middle);
  await ready(frame);
  await settled(frame);
  assert.deepEqual(await middle.evaluate(() => window.heard), []);
  await visit.close();
});

for (const [result, words] of [['amount', 'この試算額を'], ['lines', 'この試算額と明細を']]) {
  test(`the result goes to the host only at the press of the button that names it: ${result}`, async () => {
    const { application, expect } = await found(PROGRAMME, 'S1');
    const { page, frame, heard, problems, close } = await both.embed({ result, products: productsOf(application) });
    await frame.locator('#l1-price').waitFor();
    const button = frame.locator('#hand-over button');
    assert.equal(await button.textContent(), `${words} ${both.hostOrigin} に渡す`);
    // With answers missing: a range.
    await button.click();
    await frame.getByText('渡しました。').waitFor();
    await page.waitForFunction(() => window.heard.some(({ type }) => type === 'result'));
    const [open] = await heard('result');
    const range = (await figure(frame).textContent()).match(/[\d,]+/g).map((part) => Number(part.replaceAll(',', '')));
    assert.deepEqual([open.amount.min, open.amount.max, typeof open.amount.tight], [...range, 'boolean']);
    await fill(frame, { answers: application.answers });
    await says(figure(frame), yen(expect.amountYen));
    await page.waitForFunction(() => window.heard.some(({ step }) => step === 'decided'));
    await settled(frame);
    assert.equal((await heard('result')).length, 1, 'never of itself');
    await button.click();
    await button.click();
    await page.waitForFunction(() => window.heard.filter(({ type }) => type === 'result').length === 3);
    const [, one, two] = await heard('result');
    const lines = application.items.map(({ id, ...item }) => ({ ...item, countedYen: item.unitPriceYen * item.quantity }));
    const expected = {
      kaigoHojo: 1, type: 'result', origin: both.toolOrigin, programme: PROGRAMME,
      edition: { asOf: '2024-03-11', status: 'closed' }, amount: { yen: expect.amountYen },
      ...(result === 'lines' ? { lines } : {}),
    };
    assert.deepEqual(one, expected);
    assert.deepEqual(two, expected);
    assert.deepEqual(problems, []);
    await close();
  });
}

for (const [what, css] of [
  ['made unseen', 'iframe { opacity: 0.01 }'],
  ['covered', 'body::after { content: ""; position: fixed; inset: 0; background: white; pointer-events: none }'],
]) {
  test(`a frame that is ${what} hands nothing over`, async () => {
    const { page, frame, heard, close } = await both.embed({ result: 'lines', products: [TABLET] });
    const button = frame.locator('#hand-over button');
    await button.scrollIntoViewIfNeeded();
    await page.addStyleTag({ content: css });
    // The frame hears from its browser a moment later what is done to it outside.
    await button.evaluate((element) => {
      new IntersectionObserver(
        (entries) => { globalThis.isUnseen = !entries.at(-1).isVisible; },
        { trackVisibility: true, delay: 100 },
      ).observe(element);
    });
    await frame.waitForFunction(() => globalThis.isUnseen);
    await button.click();
    await frame.getByText('ボタンが隠れています。').waitFor();
    assert.deepEqual(await heard('result'), []);
    await close();
  });
}

test('what cannot be computed is handed over as that; the lines are those of the estimate on the screen', async () => {
  const { page, frame, heard, close } = await both.embed({ result: 'lines', products: [TABLET] });
  await frame.locator('#l1-price').waitFor();
  await answer(frame, 'staff-fte', '0');
  await answer(frame, 'staff-heads', '0');
  await says(figure(frame), '計算できません');
  // The last key and the button, without a pause between them; and a line that is not complete.
  await addLine(frame, 'intercom');
  await frame.locator('#l1-quantity').fill('3');
  await frame.locator('#hand-over button').click();
  await page.waitForFunction(() => window.heard.some(({ type }) => type === 'result'));
  const [{ amount, notComputable, lines }] = await heard('result');
  assert.deepEqual([amount, notComputable], [null, true]);
  assert.deepEqual(lines.map(({ kind, quantity }) => [kind, quantity]), [['portable-terminal', 3]]);
  await close();
});

test('the frame leaves the focus where it is, asks nothing when it is left, and fetches nothing after its load', async () => {
  const { page, frame, requests, problems, close } = await both.embed({ products: [TABLET] }, { before: '<input id="search" autofocus>' });
  await frame.locator('#l1-price').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
  await loaded(frame);
  const before = requests.length;
  await type(frame, 'l1-price', '1,234,500');
  await answer(frame, 'end-to-end', 'true');
  await settled(frame);
  assert.equal(requests.length, before);
  assert.ok(requests.every((one) => !/1,?234,?500|%|\/later-/.test(one)), requests.join('\n'));
  const dialogs = [];
  page.on('dialog', (dialog) => dialogs.push(dialog.type()) && dialog.accept());
  await page.goto(both.put('/away.html', '<p>さようなら</p>'));
  assert.deepEqual(dialogs, []);
  assert.deepEqual(problems, []);
  await close();
});

test('the link to the whole tool takes along what was typed', async () => {
  const { page, context, frame, problems, close } = await both.embed({ products: [TABLET] });
  await frame.locator('#l1-price').waitFor();
  await answer(frame, 'staff-fte', '10.5');
  await frame.locator('#l1-price').fill('61234');
  const [opened] = await Promise.all([context.waitForEvent('page'), frame.locator('#whole').click()]);
  await ready(opened);
  assert.equal(await opened.evaluate(() => window.opener), null);
  await opened.locator('[data-screen="shared"] h1').waitFor();
  await opened.getByRole('button', { name: /開く|試算する|使う/ }).first().click();
  await opened.locator('[data-screen="answers"] h1').waitFor();
  assert.equal(await opened.locator('#l1-price').inputValue(), '61,234');
  assert.equal(await opened.locator('#l1-name').inputValue(), TABLET.name);
  assert.equal(await opened.locator('[name="staff-fte"]').inputValue(), '10.5');
  assert.deepEqual(problems, []);
  await opened.close();
  await close();
  assert.ok(page);
});

test('the policy is that of the page, and the frame needs no storage', async () => {
  // As browsers do in frames of other sites.
  const denied = () => {
    const refuse = { get() { throw new DOMException('denied', 'SecurityError'); } };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(globalThis, name, refuse);
    }
    Object.defineProperty(Document.prototype, 'cookie', refuse);
  };
  const { page, frame, problems, close } = await both.embed({ products: [TABLET] }, { prepare: (page) => page.addInitScript(denied) });
  await frame.locator('#l1-price').waitFor();
  const policy = await frame.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  assert.equal(await frame.locator('script:not([src]), style, [style*="url"]').count(), 0);
  await type(frame, 'l1-price', '70000');
  await assert.rejects(frame.evaluate(() => localStorage.length), /denied/);
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(problems, []);
  await close();
});
