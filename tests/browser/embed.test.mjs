// The page in a frame on another site: what its address asks for and what it makes of mistakes, how it looks, what it
// tells the page around, and what it never does.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { addLine, answer, figure, fill, type, yen } from './form.mjs';
import { axe, loaded, ready, shot } from './harness.mjs';
import { frameOf, sites } from './sites.mjs';

const PROGRAMME = 'saitama-ict-r5';
const PROGRAMMES = [PROGRAMME, 'kumamoto-ict-r5', 'gunma-caretech-r8'];

let both;
before(async () => {
  both = await sites();
});
after(() => both?.close());

async function found(programme, id) {
  const cases = JSON.parse(await readFile(new URL(`../cases/${programme}.json`, import.meta.url), 'utf8'));
  return cases.find((one) => one.id === id);
}

/** The lines of a case as a vendor's products. */
const productsOf = ({ items }) =>
  items.map(({ id, answers, ...product }) => (answers ? { ...product, options: answers } : product));

const TABLET = { name: 'タブレット', kind: 'portable-terminal', unitPriceYen: 60_000, tax: 'excluded', quantity: 5 };

/** The address of the frame; objects become JSON. */
function address(asked = {}) {
  const all = Object.entries({ programme: PROGRAMME, ...asked }).filter(([, value]) => value !== undefined);
  const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
  return `${both.tool}embed/#${all.map(([key, value]) => `${key}=${encodeURIComponent(text(value))}`).join('&')}`;
}

/** What the frame said to the vendor. */
const warnings = (problems) => problems.filter((line) => line.includes('kaigo-hojo:'));

/** The frame by itself, ready. */
async function open(asked, options = {}) {
  const visit = await both.visit({ viewport: { width: 640, height: 720 }, ...options });
  await visit.page.goto(address(asked));
  await ready(visit.page);
  return visit;
}

/** What a host page does that follows the height, says hello and keeps all it hears; `window.heard`. */
const LISTEN = `
  window.heard = [];
  const iframe = document.querySelector('iframe');
  window.hello = (to = new URL(iframe.src).origin) => iframe.contentWindow.postMessage({ kaigoHojo: 1, type: 'hello' }, to);
  addEventListener('message', ({ data, origin }) => {
    window.heard.push({ ...data, origin });
    if (data.type === 'height' && window.follows !== false) {
      iframe.style.height = data.height + 'px';
    }
  });
  iframe.addEventListener('load', () => { if (window.silent !== true) window.hello(); });
`;

/** The frame in a page of the other site, ready. */
async function embed(asked, { before = '', html = '', hello = true, ...options } = {}) {
  const src = address(asked).replaceAll('&', '&amp;');
  const script = hello ? `<script>${LISTEN}</script>` : '';
  const host = both.put('/shop.html', `${before}<iframe src="${src}" title="補助金の試算" width="100%" height="720"></iframe>${html}${script}`);
  const visit = await both.visit({ viewport: { width: 800, height: 900 }, ...options });
  await visit.page.goto(host);
  const frame = await frameOf(visit.page);
  await ready(frame);
  if (hello) {
    await visit.page.waitForFunction(() => window.heard.some(({ type }) => type === 'step'));
  }
  const heard = (wanted) =>
    visit.page.evaluate((wanted) => window.heard.filter(({ type }) => !wanted || type === wanted), wanted);
  return { ...visit, frame, heard };
}

/** Until nothing has been heard for a while. */
async function settled(page) {
  let before = -1;
  for (;;) {
    const now = await page.evaluate(() => window.heard.length);
    if (now === before) {
      return;
    }
    before = now;
    await page.waitForTimeout(400);
  }
}

// ---- The address ----

test('products of the address are lines as if they had been typed', async () => {
  const { application, expect } = await found(PROGRAMME, 'S1');
  const { page, problems, requests, close } = await open({ products: productsOf(application) });
  const lines = page.locator('ol.lines > li');
  assert.equal(await lines.count(), application.items.length);
  for (const [at, item] of application.items.entries()) {
    const line = lines.nth(at);
    assert.equal(await line.locator('input[id$="-name"]').inputValue(), item.name);
    assert.equal(await line.locator('input[id$="-price"]').inputValue(), item.unitPriceYen.toLocaleString('en-US'));
    assert.equal(await line.locator('input[id$="-quantity"]').inputValue(), String(item.quantity));
  }
  assert.ok(await page.locator('input[name="quote-tax"][value="excluded"]').isChecked());
  await fill(page, { answers: application.answers });
  assert.equal(await figure(page).textContent(), yen(expect.amountYen));
  // They can be changed, taken out, and more can be added.
  await addLine(page, 'portable-terminal');
  await lines.nth(0).getByRole('button', { name: /^この行を削除/ }).click();
  assert.equal(await lines.count(), application.items.length);
  await loaded(page);
  assert.deepEqual(problems, []);
  assert.ok(requests.every((one) => one.startsWith(both.toolOrigin)), requests.join('\n'));
  assert.ok(requests.every((one) => !one.includes('#') && !one.includes('later')), requests.join('\n'));
  await close();
});

test('options, months and what is attached to what come along', async () => {
  const products = [
    { kind: 'intercom', unitPriceYen: 500_000, tax: 'included', options: { listing: 'equivalent' } },
    { kind: 'incidental', unitPriceYen: 40_000, tax: 'exempt', options: { 'attached-to': ['i1'] } },
    { kind: 'other-care-tech', unitPriceYen: 9_000, tax: 'included', quantity: 2, months: { inYear: 5, total: 60 } },
  ];
  const { page, problems, close } = await open({ programme: 'gunma-caretech-r8', products });
  assert.equal(await page.locator('#l1-quantity').inputValue(), '1');
  await page.locator('#l1-more > summary').click();
  assert.ok(await page.locator('input[name="l1-listing"][value="equivalent"]').isChecked());
  assert.ok(await page.locator('#l2 input[data-line="l1"]').isChecked());
  assert.equal(await page.locator('#l3-in-year').inputValue(), '5');
  assert.equal(await page.locator('#l3-total').inputValue(), '60');
  assert.deepEqual(problems, []);
  await close();
});

const many = Array.from({ length: 10_000 }, () => TABLET);
for (const [what, products, said] of [
  ['what is not JSON', '[{', /\[E-json\] products:/],
  ['no list', TABLET, /\[E-type\] products:/],
  ['10,000 products', many, /\[E-many\] products: 10000 are more than 50/],
  ['a product that is no object', [TABLET, 7], /\[E-type\] products\[1\]:/],
  ['an unknown key', [TABLET, { ...TABLET, prize: 1 }], /\[E-key\] products\[1\]\.prize:/],
  ['a key that every object has', [{ ...TABLET, constructor: 1 }], /\[E-key\] products\[0\]\.constructor:/],
  ['a price as text', [{ ...TABLET, unitPriceYen: '60,000' }], /\[E-type\] products\[0\]\.unitPriceYen: \"60,000\" is of another type/],
  ['a price in sen', [{ ...TABLET, unitPriceYen: 60_000.5 }], /\[E-range\] products\[0\]\.unitPriceYen:/],
  ['a negative price', [{ ...TABLET, unitPriceYen: -1 }], /\[E-range\] products\[0\]\.unitPriceYen:/],
  ['a price beyond the limit', [{ ...TABLET, unitPriceYen: 1_000_000_001 }], /\[E-range\] products\[0\]\.unitPriceYen:/],
  ['a quantity beyond the limit', [{ ...TABLET, quantity: 100_001 }], /\[E-range\] products\[0\]\.quantity:/],
  ['a price of null', [{ ...TABLET, unitPriceYen: null }], /\[E-type\] products\[0\]\.unitPriceYen:/],
  ['another word for tax', [{ ...TABLET, tax: '税込' }], /\[E-type\] products\[0\]\.tax:/],
  ['no tax', [{ ...TABLET, tax: undefined }], /\[E-missing\] products\[0\]\.tax:/],
  ['thirteen months', [{ ...TABLET, months: { inYear: 13 } }], /\[E-range\] products\[0\]\.months:/],
  ['fewer months in all', [{ ...TABLET, months: { inYear: 5, total: 4 } }], /\[E-range\] products\[0\]\.months:/],
  ['options as a list', [{ ...TABLET, options: [1] }], /\[E-type\] products\[0\]\.options:/],
  ['a nested option', [{ ...TABLET, options: { 'other-subsidy': {} } }], /\[E-option\] products\[0\]\.options\.other-subsidy:/],
  ['an unknown kind', [TABLET, { ...TABLET, kind: 'robot' }], /\[E-kind\] products\[1\]\.kind:/],
  ['an unknown option', [{ ...TABLET, options: { colour: 'red' } }], /\[E-option\] products\[0\]\.options\.colour:/],
  ['an answer that is none', [{ ...TABLET, options: { 'other-subsidy': 'yes' } }], /\[E-option\] products\[0\]\.options\.other-subsidy:/],
]) {
  test(`refused, with a word to the vendor and a form that works: ${what}`, async () => {
    const { page, problems, close } = await open({ products });
    await page.locator('#add-line').waitFor();
    await page.waitForFunction(() => document.documentElement.hasAttribute('data-loaded'));
    const told = warnings(problems);
    assert.equal(told.length, 1, problems.join('\n'));
    assert.match(told[0], said);
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.equal(await page.locator('ol.lines > li').count(), 0);
    const key = await addLine(page, 'portable-terminal');
    await type(page, `${key}-price`, '1000');
    assert.equal(await page.locator('ol.lines > li').count(), 1);
    await close();
  });
}

test('other mistakes of the address are told and left out', async () => {
  const asked = { accent: 'green', theme: 'sepia', radius: '17', density: 'loose', result: 'all', colour: '1', __proto__x: '1' };
  const { page, problems, close } = await open({ ...asked, products: [TABLET] });
  assert.equal(await page.locator('ol.lines > li').count(), 1);
  const codes = warnings(problems).map((line) => /\[(E-\w+)\] (\w+)/.exec(line).slice(1).join(' '));
  assert.deepEqual(codes.sort(), [
    'E-parameter __proto__x', 'E-parameter colour', 'E-value accent', 'E-value density', 'E-value radius',
    'E-value result', 'E-value theme',
  ]);
  await close();
});

test('an unknown programme: the list, from which one can be chosen inside the frame', async () => {
  const { page, problems, requests, close } = await open({ programme: 'mars-r1', products: [TABLET], radius: '2' });
  assert.match(warnings(problems).join(), /\[E-programme\] programme: \"mars-r1\" is missing or unknown/);
  assert.ok(await page.getByText('このアドレスの制度は、この試算にはありません。下の一覧から選んでください。').isVisible());
  assert.equal(await page.locator('.card-go a').count(), PROGRAMMES.length);
  await loaded(page);
  const before = requests.length;
  await shot(page, 'embed-unknown');
  assert.deepEqual(await axe(page), []);
  await page.locator(`a[href="#${PROGRAMME}"]`).click();
  await page.locator('[data-screen="answers"] h1').waitFor();
  // The products were for another programme.
  assert.equal(await page.locator('ol.lines > li').count(), 0);
  assert.equal(requests.length, before);
  await page.reload();
  await page.locator('[data-screen="answers"] h1').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.style.getPropertyValue('--radius')), '2px');
  await close();
});

test('without a programme: the list', async () => {
  const { page, problems, close } = await open({ programme: undefined, theme: 'light' });
  assert.match(warnings(problems).join(), /\[E-programme\] programme: \"\" is missing/);
  assert.equal(await page.locator('.card-go a').count(), PROGRAMMES.length);
  await close();
});

test('products and looks outlive a reload; another address replaces them', async () => {
  const { page, problems, close } = await open({ products: [TABLET], theme: 'dark', accent: '0a5c36' });
  assert.equal(new URL(page.url()).hash, `#${PROGRAMME}`, 'the products leave the address');
  const look = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await look();
  await page.locator('#l1-price').fill('7');
  await page.reload();
  await ready(page);
  await page.locator('#l1-price').waitFor();
  assert.equal(await page.locator('#l1-price').inputValue(), '60,000');
  assert.equal(await look(), dark);
  await page.goto(address({ products: [TABLET, TABLET], theme: 'light' }));
  await page.locator('#l2-price').waitFor();
  assert.notEqual(await look(), dark);
  assert.deepEqual(problems, []);
  await close();
});

// ---- What it shows ----

for (const programme of PROGRAMMES) {
  test(`${programme}: what must be seen stands there, and nothing that leads nowhere`, async () => {
    const { page, problems, close } = await open({ programme });
    await loaded(page);
    const text = await page.locator('body').innerText();
    for (const words of ['令和', '条文の日付', '最後の確認', '県の確認は受けていません', '県の公式ページではありません。', '試算であり、交付を約束するものではありません。']) {
      assert.ok(text.includes(words), words);
    }
    const order = await page.evaluate(() => {
      const tops = ['h1', '.card-status', '.unofficial', '.summary .status', '.summary .figure', '.promise', '.question', '#frame'];
      return tops.map((one) => document.querySelector(one).getBoundingClientRect().top);
    });
    assert.deepEqual(order, order.toSorted((a, b) => a - b));
    const links = page.locator('a:visible');
    assert.deepEqual(await links.allTextContents(), ['くわしい試算・自己点検・保存（新しいタブで開きます）']);
    assert.ok(!(await page.getByText('に渡す').isVisible()));
    assert.deepEqual(problems, []);
    await close();
  });
}

test('after the last day of the rules 未確認 stands above the figure', async () => {
  const programme = 'gunma-caretech-r8';
  for (const [day, expired] of [['2027-03-31T12:00:00', false], ['2027-04-01T12:00:00', true]]) {
    const visit = await both.visit();
    await visit.page.clock.setFixedTime(new Date(day));
    await visit.page.goto(address({ programme }));
    await ready(visit.page);
    const mark = visit.page.locator('.screen-head .mark', { hasText: '未確認' });
    assert.equal(await mark.count(), expired ? 1 : 0, day);
    if (expired) {
      const [above, below] = await Promise.all([mark.boundingBox(), figure(visit.page).boundingBox()]);
      assert.ok(above.y + above.height <= below.y);
      assert.ok(await visit.page.getByText('その後の変更は確かめていません。').isVisible());
    }
    await visit.close();
  }
});

/** The colours of an element and of what is behind it. */
const colours = (locator) =>
  locator.evaluate((element) => {
    let behind = element;
    while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)' && behind.parentElement) {
      behind = behind.parentElement;
    }
    return [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor];
  });

// WCAG 2.2, "contrast ratio", worked anew here.
function contrast([one, other]) {
  const luminance = (colour) => {
    const parts = colour.match(/\d+(\.\d+)?/g).slice(0, 3).map((part) => Number(part) / 255);
    const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

for (const theme of ['light', 'dark']) {
  test(`an accent can be read whatever it is: ${theme}`, async () => {
    for (const accent of ['0a5c36', 'ffff00', '000000', 'ffffff', 'ff0000', '00ffff', '808080', '0000ff', 'FF69B4']) {
      // The visitor's own theme is the other one.
      const { page, problems, close } = await open(
        { accent, theme, products: [TABLET] },
        { colorScheme: theme === 'light' ? 'dark' : 'light' },
      );
      await page.locator('#add-line').waitFor();
      for (const part of ['#whole', '#add-line', '.line-more > summary', '.line-state .opens', '.missing .link']) {
        const ratio = contrast(await colours(page.locator(part).first()));
        assert.ok(ratio >= 4.5, `${accent} ${part}: ${ratio}`);
      }
      assert.deepEqual(await axe(page, { runOnly: ['color-contrast'] }), [], accent);
      assert.deepEqual(problems, []);
      await close();
    }
  });
}

test('an accent that can be read is not changed, and one that cannot keeps its hue', async () => {
  const key = async (accent, theme) => {
    const { page, close } = await open({ accent, theme });
    const [colour] = await colours(page.locator('#whole'));
    await close();
    return colour.match(/\d+/g).map(Number);
  };
  assert.deepEqual(await key('0a5c36', 'light'), [0x0a, 0x5c, 0x36]);
  const [red, green, blue] = await key('ffff00', 'light');
  assert.ok(red === green && blue === 0 && red > 80, `a dark yellow: ${[red, green, blue]}`);
  const [, , more] = await key('0000ff', 'dark');
  assert.equal(more, 255, 'a light blue');
});

test('theme, density and radius', async () => {
  const look = async (asked, options) => {
    const { page, close } = await open({ products: [TABLET], ...asked }, options);
    await page.locator('#l1-price').waitFor();
    const found = await page.evaluate(() => ({
      ground: getComputedStyle(document.body).backgroundColor,
      scheme: getComputedStyle(document.documentElement).colorScheme,
      corner: getComputedStyle(document.querySelector('#l1-price')).borderRadius,
      height: document.body.scrollHeight,
    }));
    await close();
    return found;
  };
  const usual = await look({}, { colorScheme: 'light' });
  const night = await look({}, { colorScheme: 'dark' });
  assert.notEqual(usual.ground, night.ground, 'as the visitor’s system');
  const light = await look({ theme: 'light' }, { colorScheme: 'dark' });
  assert.deepEqual([light.ground, light.scheme], [usual.ground, 'light']);
  const dark = await look({ theme: 'dark', radius: '0' }, { colorScheme: 'light' });
  assert.deepEqual([dark.ground, dark.scheme, dark.corner], [night.ground, 'dark', '0px']);
  assert.equal((await look({ radius: '16' })).corner, '16px');
  const compact = await look({ density: 'compact' }, { colorScheme: 'light' });
  assert.ok(compact.height < usual.height * 0.95, `${compact.height} of ${usual.height}`);
});

for (const width of [300, 360, 640]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${width} px, ${colorScheme}: nothing wider than the frame, nothing that axe finds`, async () => {
      for (const programme of PROGRAMMES) {
        const { application } = await found(programme, { [PROGRAMMES[0]]: 'S1', [PROGRAMMES[1]]: 'K1' }[programme] ?? 'G1');
        const asked = { programme, products: productsOf(application), accent: '0a5c36', result: 'lines' };
        const { page, problems, close } = await open(asked, { viewport: { width, height: 720 }, colorScheme });
        await page.locator('#l1-price').waitFor();
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), programme);
        assert.deepEqual(await axe(page), [], programme);
        await shot(page, `embed-${programme}-${width}-${colorScheme}`);
        assert.deepEqual(problems, []);
        await close();
      }
    });
  }
}

test('the visitor’s own keyboard gets everywhere, and the list of kinds opens where it is asked for', async () => {
  const { page, frame, close } = await embed({});
  await frame.locator('#add-line').focus();
  await page.keyboard.press('Enter');
  const dialog = frame.locator('dialog[open]');
  await dialog.waitFor();
  await page.waitForTimeout(100);
  // In a frame as tall as its content the dialog is still in sight of the person, whose window is 900 px high.
  const box = await dialog.boundingBox();
  assert.ok(box.y >= -1 && box.y + box.height <= 901, JSON.stringify(box));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await frame.evaluate(() => document.activeElement.id), 'add-line');
  await page.keyboard.press('Tab');
  const reached = await frame.evaluate(() => document.activeElement.id);
  assert.equal(reached, 'whole');
  await close();
});

// ---- The page around ----

test('height, ready and step, and nothing else, to the origin that said hello', async () => {
  const { page, frame, heard, problems, close } = await embed({ products: [TABLET] });
  await frame.locator('#l1-price').waitFor();
  await settled(page);
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
  await settled(page);
  assert.deepEqual((await heard()).map(({ type }) => type).sort(), ['height', 'ready', 'step']);
  assert.deepEqual(problems, []);
  await close();
});

test('the height follows the content, with one message for each change of it', async () => {
  const { page, frame, heard, close } = await embed({ products: [TABLET] });
  await frame.locator('#l1-price').waitFor();
  await settled(page);
  // Every height that the content has when the browser draws.
  await frame.evaluate(() => {
    window.drawn = [];
    new ResizeObserver(() => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      if (window.drawn.at(-1)?.height !== height) window.drawn.push({ height, at: performance.timeOrigin + performance.now() });
    }).observe(document.body);
  });
  await page.evaluate(() => {
    addEventListener('message', ({ data }) => { if (data.type === 'height') window.late = performance.timeOrigin + performance.now(); });
  });
  const change = async (what, act) => {
    await page.evaluate(() => window.heard.splice(0));
    await frame.evaluate(() => window.drawn.splice(0));
    await act();
    await settled(page);
    const told = (await heard('height')).map(({ height }) => height);
    const drawn = await frame.evaluate(() => window.drawn);
    assert.deepEqual(told, drawn.map(({ height }) => height), `${what}: what is told is what is drawn, each once`);
    if (told.length > 0) {
      const lag = (await page.evaluate(() => window.late)) - drawn.at(-1).at;
      assert.ok(lag < 100, `${what}: told after ${lag} ms`);
    }
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
  const { page, frame, problems, close } = await embed({ result: 'lines', products: [TABLET] }, { hello: false, html: `<script>
    window.heard = []; addEventListener('message', ({ data }) => window.heard.push(data));</script>` });
  await frame.locator('#l1-price').waitFor();
  await frame.locator('#l1-more > summary').click();
  await page.waitForTimeout(500);
  assert.deepEqual(await page.evaluate(() => window.heard), []);
  assert.ok(await frame.locator('#hand-over').isHidden(), 'there is nobody to hand it to');
  assert.ok(await frame.evaluate(() => document.documentElement.scrollHeight > innerHeight));
  assert.deepEqual(problems, []);
  await close();
});

test('messages that are no hello, or come from elsewhere, are ignored', async () => {
  const asked = { result: 'lines', products: [TABLET] };
  const { page, frame, heard, close } = await embed(asked, { before: '<script>window.silent = true</script>', hello: false, html: `
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
  await page.waitForTimeout(500);
  assert.deepEqual(await heard(), []);
  // Now a real one; then what is forged changes nothing.
  await page.evaluate(() => window.hello());
  await settled(page);
  const before = (await heard()).length;
  assert.ok(before >= 3);
  await page.evaluate((forged) => forged.forEach((message) => window.frames[0].postMessage(message, '*')), forged);
  await page.waitForTimeout(500);
  assert.equal((await heard()).length, before);
  assert.equal(await frame.locator('ol.lines > li').count(), 1);
  await close();
});

test('a page without an origin of its own is told nothing', async () => {
  const inner = `<iframe src="${address({ result: 'lines' }).replaceAll('&', '&amp;')}" title="a"></iframe><script>${LISTEN}</script>`;
  const html = `<iframe sandbox="allow-scripts" srcdoc="${inner.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`;
  const visit = await both.visit();
  await visit.page.goto(both.put('/opaque.html', html));
  await visit.page.waitForTimeout(1_500);
  const middle = visit.page.frames().find((frame) => frame.parentFrame() === visit.page.mainFrame());
  assert.deepEqual(await middle.evaluate(() => window.heard), []);
  await visit.close();
});

for (const [result, words] of [['amount', 'この試算額を'], ['lines', 'この試算額と明細を']]) {
  test(`the result goes to the host only at the press of the button that names it: ${result}`, async () => {
    const { application, expect } = await found(PROGRAMME, 'S1');
    const { page, frame, heard, problems, close } = await embed({ result, products: productsOf(application) });
    await frame.locator('#l1-price').waitFor();
    const button = frame.locator('#hand-over button');
    assert.equal(await button.textContent(), `${words} ${both.hostOrigin} に渡す`);
    // With answers missing: a range.
    await button.click();
    assert.equal(await frame.locator('#hand-over p').textContent(), '渡しました。');
    await page.waitForFunction(() => window.heard.some(({ type }) => type === 'result'));
    const [open] = await heard('result');
    const range = (await figure(frame).textContent()).match(/[\d,]+/g).map((part) => Number(part.replaceAll(',', '')));
    assert.deepEqual([open.amount.min, open.amount.max, typeof open.amount.tight], [...range, 'boolean']);
    await fill(frame, { answers: application.answers });
    assert.equal(await figure(frame).textContent(), yen(expect.amountYen));
    await page.waitForFunction(() => window.heard.some(({ step }) => step === 'decided'));
    await page.waitForTimeout(300);
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

test('what cannot be computed is handed over as that; the lines are those of the estimate on the screen', async () => {
  const { page, frame, heard, close } = await embed({ result: 'lines', products: [TABLET] });
  await frame.locator('#l1-price').waitFor();
  await answer(frame, 'staff-fte', '0');
  await answer(frame, 'staff-heads', '0');
  assert.equal(await figure(frame).textContent(), '計算できません');
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
  const { page, frame, requests, problems, close } = await embed({ products: [TABLET] }, { before: '<input id="search" autofocus>' });
  await frame.locator('#l1-price').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
  await loaded(frame);
  const before = requests.length;
  await type(frame, 'l1-price', '1,234,500');
  await answer(frame, 'end-to-end', 'true');
  await page.waitForTimeout(800);
  assert.equal(requests.length, before);
  assert.ok(requests.every((one) => !/1,?234,?500|%|later|whole/.test(one)), requests.join('\n'));
  const dialogs = [];
  page.on('dialog', (dialog) => dialogs.push(dialog.type()) && dialog.accept());
  await page.goto(both.put('/away.html', '<p>さようなら</p>'));
  assert.deepEqual(dialogs, []);
  assert.deepEqual(problems, []);
  await close();
});

test('the link to the whole tool takes along what was typed', async () => {
  const { page, context, frame, problems, close } = await embed({ products: [TABLET] });
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
  const { page, frame, problems, close } = await embed({ products: [TABLET] });
  await frame.locator('#l1-price').waitFor();
  const policy = await frame.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  assert.equal(await frame.locator('script:not([src]), style, [style*="url"]').count(), 0);
  const stored = await frame.evaluate(() => {
    try {
      return localStorage.length + sessionStorage.length;
    } catch {
      return 0;
    }
  });
  assert.equal(stored, 0);
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(problems, []);
  await close();
});
