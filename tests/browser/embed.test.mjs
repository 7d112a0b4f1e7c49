// The page in a frame: what its address asks for, what it makes of mistakes in it, and what it shows.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addLine, figure, fill, found, type, yen } from './form.mjs';
import { framed, productsOf, PROGRAMME, TABLET, warnings } from './framed.mjs';
import { axe, fingers, loaded, look, ready, says, until } from './harness.mjs';
import { IDS, casesOf } from '../programmes.mjs';

let both;
before(async () => {
  both = await framed();
});
after(() => both?.close());

// ---- The address ----

test('products of the address are lines as if they had been typed', async () => {
  const { application, expect } = await found(PROGRAMME, 'S1');
  const { page, problems, requests, close } = await both.open({ products: productsOf(application) });
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
  await says(figure(page), yen(expect.amountYen));
  // They can be changed, taken out, and more can be added.
  await addLine(page, 'portable-terminal');
  await lines.nth(0).getByRole('button', { name: /^この行を削除/ }).click();
  assert.equal(await lines.count(), application.items.length);
  await loaded(page);
  assert.deepEqual(problems, []);
  assert.ok(requests.every((one) => one.startsWith(both.toolOrigin)), requests.join('\n'));
  assert.ok(requests.every((one) => !one.includes('#') && !/\/later-|whole/.test(one)), requests.join('\n'));
  await close();
});

test('options, months and what is attached to what come along', async () => {
  const products = [
    { kind: 'intercom', unitPriceYen: 500_000, tax: 'included', options: { listing: 'equivalent' } },
    { kind: 'incidental', unitPriceYen: 40_000, tax: 'exempt', options: { 'attached-to': ['i1'] } },
    { kind: 'other-care-tech', unitPriceYen: 9_000, tax: 'included', quantity: 2, months: { inYear: 5, total: 60 } },
  ];
  const { page, problems, close } = await both.open({ programme: 'gunma-caretech-r8', products });
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
  ['a word for tax in a list', [{ ...TABLET, tax: ['included'] }], /\[E-type\] products\[0\]\.tax:/],
  ['no tax', [{ ...TABLET, tax: undefined }], /\[E-missing\] products\[0\]\.tax:/],
  ['thirteen months', [{ ...TABLET, months: { inYear: 13 } }], /\[E-range\] products\[0\]\.months:/],
  ['fewer months in all', [{ ...TABLET, months: { inYear: 5, total: 4 } }], /\[E-range\] products\[0\]\.months:/],
  ['options as a list', [{ ...TABLET, options: [1] }], /\[E-type\] products\[0\]\.options:/],
  ['a nested option', [{ ...TABLET, options: { 'other-subsidy': {} } }], /\[E-option\] products\[0\]\.options\.other-subsidy:/],
  ['half a yen as an answer', [{ ...TABLET, options: { 'donation-yen': 1000.5 } }], /\[E-option\] products\[0\]\.options\.donation-yen:/],
  ['an unknown kind', [TABLET, { ...TABLET, kind: 'robot' }], /\[E-kind\] products\[1\]\.kind:/],
  ['an unknown option', [{ ...TABLET, options: { colour: 'red' } }], /\[E-option\] products\[0\]\.options\.colour:/],
  ['an answer that is none', [{ ...TABLET, options: { 'other-subsidy': 'yes' } }], /\[E-option\] products\[0\]\.options\.other-subsidy:/],
]) {
  test(`refused, with a word to the vendor and a form that works: ${what}`, async () => {
    const { page, problems, close } = await both.open({ products });
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
  const { page, problems, close } = await both.open({ ...asked, products: [TABLET] });
  assert.equal(await page.locator('ol.lines > li').count(), 1);
  const codes = warnings(problems).map((line) => /\[(E-\w+)\] (\w+)/.exec(line).slice(1).join(' '));
  assert.deepEqual(codes.sort(), [
    'E-parameter __proto__x', 'E-parameter colour', 'E-value accent', 'E-value density', 'E-value radius',
    'E-value result', 'E-value theme',
  ]);
  await close();
});

test('an unknown programme: the list, from which one can be chosen inside the frame', async () => {
  const { page, problems, requests, close } = await both.open({ programme: 'mars-r1', products: [TABLET], radius: '2' });
  assert.match(warnings(problems).join(), /\[E-programme\] programme: \"mars-r1\" is missing or unknown/);
  assert.ok(await page.getByText('このアドレスの制度は、この試算にはありません。下の一覧から選んでください。').isVisible());
  assert.equal(await page.locator('.card-go a').count(), IDS.length);
  await loaded(page);
  const before = requests.length;
  await look(page, 'embed-unknown');
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
  const { page, problems, close } = await both.open({ programme: undefined, theme: 'light' });
  assert.match(warnings(problems).join(), /\[E-programme\] programme: \"\" is missing/);
  assert.equal(await page.locator('.card-go a').count(), IDS.length);
  await close();
});

test('products and looks outlive a reload; another address replaces them', async () => {
  const { page, problems, close } = await both.open({ products: [TABLET], theme: 'dark', accent: '0a5c36' });
  assert.equal(new URL(page.url()).hash, `#${PROGRAMME}`, 'the products leave the address');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.locator('#l1-price').fill('7');
  await page.reload();
  await ready(page);
  await page.locator('#l1-price').waitFor();
  assert.equal(await page.locator('#l1-price').inputValue(), '60,000');
  assert.equal(await ground(), dark);
  await page.goto(both.address({ products: [TABLET, TABLET], theme: 'light' }));
  await page.locator('#l2-price').waitFor();
  assert.notEqual(await ground(), dark);
  assert.deepEqual(problems, []);
  await close();
});

// ---- What it shows ----

for (const programme of IDS) {
  test(`${programme}: what must be seen stands there, and nothing that leads nowhere`, async () => {
    const { page, problems, close } = await both.open({ programme });
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
    await visit.page.goto(both.address({ programme }));
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
      const { page, problems, close } = await both.open(
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
    const { page, close } = await both.open({ accent, theme });
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
  const dressed = async (asked, options) => {
    const { page, close } = await both.open({ products: [TABLET], ...asked }, options);
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
  const usual = await dressed({}, { colorScheme: 'light' });
  const night = await dressed({}, { colorScheme: 'dark' });
  assert.notEqual(usual.ground, night.ground, 'as the visitor’s system');
  const light = await dressed({ theme: 'light' }, { colorScheme: 'dark' });
  assert.deepEqual([light.ground, light.scheme], [usual.ground, 'light']);
  const dark = await dressed({ theme: 'dark', radius: '0' }, { colorScheme: 'light' });
  assert.deepEqual([dark.ground, dark.scheme, dark.corner], [night.ground, 'dark', '0px']);
  assert.equal((await dressed({ radius: '16' })).corner, '16px');
  const compact = await dressed({ density: 'compact' }, { colorScheme: 'light' });
  assert.ok(compact.height < usual.height * 0.95, `${compact.height} of ${usual.height}`);
});

for (const [width, colorScheme] of [[300, 'dark'], [640, 'light']]) {
  test(`${width} px, ${colorScheme}: nothing wider than the frame, nothing that axe finds`, async () => {
    for (const programme of IDS) {
      // Products have no answers about other lines: the first case has none.
      const { application } = await found(programme, casesOf(programme)[0]?.id);
      const asked = { programme, products: productsOf(application), accent: '0a5c36', result: 'lines' };
      const { page, problems, close } = await both.open(asked, { viewport: { width, height: 720 }, colorScheme });
      await page.locator('#l1-price').waitFor();
      await look(page, `embed-${programme}-${width}-${colorScheme}`);
      await fingers(page, '#frame');
      assert.deepEqual(problems, []);
      await close();
    }
  });
}

test('the visitor’s own keyboard gets everywhere, and the list of kinds opens where it is asked for', async () => {
  const { page, frame, close } = await both.embed({});
  await frame.locator('#add-line').focus();
  await page.keyboard.press('Enter');
  const dialog = frame.locator('dialog[open]');
  await dialog.waitFor();
  // In a frame as tall as its content the dialog is still in sight of the person, whose window is 900 px high; it is put
  // there when the browser draws next.
  const isInSight = ({ y, height }) => y >= -1 && y + height <= 901;
  await until(async () => isInSight(await dialog.boundingBox()), 'the dialog is in sight');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await frame.waitForFunction(() => document.activeElement.id === 'add-line');
  await page.keyboard.press('Tab');
  const reached = await frame.evaluate(() => document.activeElement.id);
  assert.equal(reached, 'whole');
  await close();
});
