// The page that makes snippets: what it writes is pasted into a host's page and must work there, whatever was typed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, loaded, quiet, ready, shot } from './harness.mjs';
import { frameOf, sites } from './sites.mjs';
import { snippets } from './snippets.mjs';

const GUNMA = 'gunma-caretech-r8';
const SAITAMA = 'saitama-ict-r5';
const NASTY = `"><img src=x onerror=alert(1)>&amp; '</script><!-- 50% #&+ \\ 「見守り」`;

let both;
before(async () => {
  both = await sites();
});
after(() => both?.close());

/** The page that makes snippets, on the tool's site. */
async function opened(hash = '', options) {
  const visit = await both.visit(options);
  await visit.page.goto(`${both.tool}integrate/${hash}`);
  await visit.page.locator('#iframe:not(:empty)').waitFor({ state: 'attached' });
  return visit;
}

/** Without the browser's remark on the preview: only here are the frame and what is around it one site. */
const others = (problems) => problems.filter((problem) => !/allow-scripts and allow-same-origin/.test(problem));

const row = (page, at) => page.locator('#products > li').nth(at);
const entry = (page, at, key) => row(page, at).locator(`[data-key="${key}"]`);
const written = async (page) =>
  Object.fromEntries(
    await Promise.all(['iframe', 'link', 'element', 'card'].map(async (id) => [id, await page.locator(`#${id}`).textContent()])),
  );

async function addProduct(page, at, { name, kind, price, tax, quantity }) {
  await page.getByRole('button', { name: '製品の行を足す' }).click();
  await entry(page, at, 'name').fill(name);
  await entry(page, at, 'kind').selectOption(kind);
  await entry(page, at, 'unitPriceYen').fill(price);
  if (tax) {
    await entry(page, at, 'tax').selectOption(tax);
  }
  if (quantity) {
    await entry(page, at, 'quantity').fill(quantity);
  }
}

/** The lines in the frame of a host's page: name and unit price of each. */
async function lines(page, count) {
  const frame = await frameOf(page);
  await ready(frame);
  await frame.locator('ol.lines > li').nth(count - 1).waitFor();
  const values = (end) => frame.locator(`ol.lines input[id$="-${end}"]`).evaluateAll((all) => all.map(({ value }) => value));
  const [names, prices] = await Promise.all([values('name'), values('price')]);
  return names.map((name, at) => [name, Number(prices[at].replace(/\D/g, ''))]);
}

test('without a word typed, the code is that of the guide', async () => {
  const guide = await snippets(both.tool);
  const { page, problems, close } = await opened(`#programme=${GUNMA}`);
  const { iframe, link, element, card } = await written(page);
  assert.equal(`${iframe}\n`, guide.iframe);
  assert.equal(`${link}\n`, guide.link);
  assert.equal(`${element}\n`, guide.element);
  assert.equal(`${card}\n`, guide.card);
  assert.ok(guide.link.includes(await page.locator('#sri').textContent()));
  assert.equal(`${await page.locator('#csp').textContent()}\n`, guide.csp);
  assert.deepEqual(others(problems), []);
  await close();
});

test('whatever is typed, every code shows exactly that in the frame of a host, and nothing of it runs', async () => {
  const { page, problems, close } = await opened(`#programme=${GUNMA}`);
  await addProduct(page, 0, { name: NASTY, kind: 'monitoring', price: '２５０，０００円', tax: 'included', quantity: '3' });
  await addProduct(page, 1, { name: '設置', kind: 'incidental', price: '80000' });
  await row(page, 1).getByRole('checkbox').check();
  await page.getByLabel('強調の色').fill('#0A5C36');
  await page.getByText('暗い', { exact: true }).click();
  await page.getByText('つめる', { exact: true }).click();
  await page.getByLabel('角の丸み').fill('4');
  await page.getByText('金額と見積書の行').click();
  const codes = await written(page);
  for (const id of ['iframe', 'link', 'element']) {
    const visit = await both.visit();
    await visit.page.goto(both.put('/pasted.html', codes[id]));
    assert.deepEqual(await lines(visit.page, 2), [[NASTY, 250_000], ['設置', 80_000]], id);
    const frame = await frameOf(visit.page);
    const style = await frame.evaluate(() => ({
      theme: document.documentElement.style.colorScheme,
      radius: document.documentElement.style.getPropertyValue('--radius'),
      compact: document.documentElement.hasAttribute('data-compact'),
    }));
    assert.deepEqual(style, { theme: 'dark', radius: '4px', compact: true }, id);
    assert.ok(await frame.locator('ol.lines > li').nth(1).locator('input[data-line]').first().isChecked(), 'attached to the first');
    assert.deepEqual(visit.problems, [], id);
    await visit.close();
  }
  assert.ok(!codes.element.slice(0, codes.element.lastIndexOf('<script src')).includes('</script><!--'), 'the data end where they end');
  assert.deepEqual(others(problems), []);
  await close();
});

test('the preview is the real frame, made anew when something changes', async () => {
  const { page, problems, close } = await opened(`#programme=${SAITAMA}`);
  const preview = async () => {
    const frame = await frameOf(page);
    await ready(frame);
    return frame;
  };
  assert.match(await (await preview()).locator('h1').first().innerText(), /ICT/);
  await page.getByLabel('制度').selectOption(GUNMA);
  await page.waitForFunction(() => document.querySelector('kaigo-hojo-estimate')?.getAttribute('programme') === 'gunma-caretech-r8');
  await addProduct(page, 0, { name: 'センサー', kind: 'monitoring', price: '250000' });
  await page.waitForFunction(() => document.querySelector('kaigo-hojo-estimate')?.getAttribute('products')?.includes('センサー'));
  const frame = await preview();
  await frame.locator('ol.lines > li').waitFor();
  await page.waitForFunction(() => /約\d+ピクセル/.test(document.getElementById('measured').textContent));
  assert.deepEqual(others(problems), []);
  await close();
});

test('mistakes are named beside the field, and what is wrong is left out of the code', async () => {
  const { page, close } = await opened();
  await addProduct(page, 0, { name: 'センサー', kind: { index: 0 }, price: '25万' });
  assert.match(await row(page, 0).locator('.error').innerText(), /単価を、10億円までの数字で/);
  assert.equal(await entry(page, 0, 'unitPriceYen').getAttribute('aria-invalid'), 'true');
  await addProduct(page, 1, { name: 'ほか', kind: { index: 0 }, price: '1000', quantity: '1.5' });
  assert.match(await row(page, 1).locator('.error').innerText(), /数量を/);
  for (const [label, text, message] of [
    ['強調の色', '緑', /6桁の16進数/],
    ['角の丸み', '17', /0から16まで/],
    ['高さ', '90', /100から20000まで/],
    ['アドレス', 'javascript:alert(1)', /https:\/\//],
  ]) {
    await page.getByLabel(label).fill(text);
    const said = page.locator(`#${await page.getByLabel(label).getAttribute('id')}-error`);
    assert.match(await said.innerText(), message);
  }
  assert.ok(await page.locator('#lacking').isVisible());
  const { iframe } = await written(page);
  assert.doesNotMatch(iframe, /products|accent|radius|javascript/);
  assert.match(iframe, /height="720"/);
  for (const [label, text] of [['強調の色', ''], ['角の丸み', '１６'], ['高さ', '900'], ['アドレス', 'https://www.example.jp/kaigo/index.html']]) {
    await page.getByLabel(label).fill(text);
  }
  await entry(page, 0, 'unitPriceYen').fill('250,000');
  await entry(page, 1, 'quantity').fill('2');
  assert.ok(!(await page.locator('#lacking').isVisible()));
  const { element } = await written(page);
  assert.match(element, /radius="16" height="900"/);
  assert.match(element, /"unitPriceYen":250000/);
  assert.match(element, /src="https:\/\/www\.example\.jp\/kaigo\/loader\/1\.0\.0\/kaigo-hojo\.js"/);
  assert.equal(await page.locator('#csp').textContent(), 'script-src https://www.example.jp; frame-src https://www.example.jp');
  await close();
});

test('copying: to the clipboard, or selected where that is not allowed; both are said', async () => {
  const allowed = await opened('', { permissions: ['clipboard-read', 'clipboard-write'] });
  // The clipboard is for secure pages, which this test's site is because of its name.
  for (const [name, id] of [['iframe のコードをコピー', 'iframe'], ['リンクカードのコードをコピー', 'card']]) {
    await allowed.page.getByRole('button', { name }).click();
    await allowed.page.getByText('コピーしました。').waitFor();
    const { [id]: code } = await written(allowed.page);
    assert.equal(await allowed.page.evaluate(() => navigator.clipboard.readText()), code);
  }
  await allowed.close();
  const refused = await opened();
  await refused.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
  });
  await refused.page.getByRole('button', { name: 'リンクのコードをコピー', exact: true }).click();
  await refused.page.getByText('自動ではコピーできませんでした').waitFor();
  const { link } = await written(refused.page);
  assert.equal((await refused.page.evaluate(() => String(getSelection()))).trim(), link);
  await refused.close();
});

test('by keyboard alone: add a row, fill it, delete it; the focus is never lost', async () => {
  const { page, close } = await opened(`#programme=${GUNMA}`);
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
    }
  };
  await page.getByRole('button', { name: '製品の行を足す' }).focus();
  await press('Enter');
  await page.keyboard.type('センサー');
  await press('Tab', 'Tab');
  await page.keyboard.type('250000');
  await press('Tab', 'Tab');
  await page.keyboard.type('2');
  await press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '行 1 を削除');
  assert.match((await written(page)).element, /"name":"センサー".*"unitPriceYen":250000.*"quantity":2/);
  await press('Tab', 'Enter');
  await page.keyboard.type('設定');
  await entry(page, 1, 'kind').selectOption('incidental');
  await entry(page, 1, 'quantity').focus();
  await press('Tab', 'Space');
  assert.ok(await row(page, 1).getByRole('checkbox', { name: 'センサー' }).isChecked());
  assert.equal(await page.evaluate(() => document.activeElement.type), 'checkbox');
  await row(page, 1).getByRole('button').focus();
  await press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), 'name');
  await row(page, 0).getByRole('button').focus();
  await press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'add');
  await close();
});

test('at most fifty rows; a reload brings everything back', async () => {
  const { page, problems, close } = await opened(`#programme=${GUNMA}`);
  for (let at = 0; at < 50; at += 1) {
    await page.locator('#add').click();
  }
  assert.ok(await page.locator('#add').isDisabled());
  assert.ok(await page.locator('#limit').isVisible());
  await entry(page, 49, 'name').fill('最後');
  await entry(page, 49, 'unitPriceYen').fill('1000');
  await entry(page, 3, 'name').fill('設置');
  await entry(page, 3, 'kind').selectOption('incidental');
  await entry(page, 3, 'unitPriceYen').fill('500');
  await row(page, 3).getByRole('checkbox', { name: '最後' }).check();
  await page.getByLabel('角の丸み').fill('3');
  const before = await written(page);
  assert.match(before.element, /"options":\{"attached-to":\["i2"\]\}/);
  await page.reload();
  await page.locator('#iframe:not(:empty)').waitFor({ state: 'attached' });
  assert.deepEqual(await written(page), before);
  assert.deepEqual(others(problems), []);
  await close();
});

test('the page is tidy: strict policy, nothing fetched from elsewhere or later, no finding of axe, at 320 px and dark', async () => {
  const { page, requests, problems, close } = await opened(`#programme=${GUNMA}`);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  assert.match(policy, /default-src 'none'.*frame-src 'self'/);
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  await loaded(await frameOf(page));
  assert.deepEqual(requests.filter((address) => !address.startsWith(both.tool)), []);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'integrate');
  const before = requests.length;
  await page.getByLabel('高さ').fill('800');
  await quiet(page);
  assert.equal(requests.length, before, 'a height makes no new frame');
  assert.deepEqual(others(problems), []);
  await close();
  for (const [name, options] of [
    ['narrow', { viewport: { width: 320, height: 640 } }],
    ['dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
    ['forced', { viewport: { width: 1280, height: 720 }, forcedColors: 'active' }],
  ]) {
    const visit = await opened(`#programme=${GUNMA}`, options);
    await addProduct(visit.page, 0, { name: 'センサー', kind: 'monitoring', price: '25万' });
    await ready(await frameOf(visit.page));
    const wide = await visit.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name}: ${wide} px too wide`);
    assert.deepEqual(await axe(visit.page), [], name);
    await shot(visit.page, `integrate-${name}`);
    await visit.close();
  }
});

test('without JavaScript the page says so', async () => {
  const visit = await both.visit({ javaScriptEnabled: false });
  await visit.page.goto(`${both.tool}integrate/`);
  assert.match(await visit.page.locator('main').innerText(), /コードを作るには JavaScript が必要です/);
  await visit.close();
});
