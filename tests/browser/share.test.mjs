// 保存・共有: what leaves the browser comes back as it was, by file and by link, and what is no draft changes nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { crc32 as sum, deflateRawSync } from 'node:zlib';
import { CASES, alert, application, choose, decoded, entered, filled, go, link, saved, since, to, typed, untouched } from './exchange.mjs';
import { type } from './form.mjs';
import { axe, loaded, quiet, ready, shot, start, until } from './harness.mjs';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

const heading = (page, screen) => page.locator(`[data-screen="${screen}"]:not([hidden]) h1`).waitFor();

/** A draft without what people wrote freely. */
function bare(draft) {
  const copy = structuredClone(draft);
  delete copy.name;
  copy.application.items?.forEach((item) => delete item.name);
  return copy;
}

/** Opens what the shared screen offers. */
async function accept(page) {
  await page.getByRole('button', { name: /^(この内容を|置き換えて)開く$/ }).click();
  await heading(page, 'answers');
}

const problemsOf = (problems) => problems.filter((problem) => !/ERR_ABORTED/.test(problem));

for (const [programme, id] of CASES) {
  test(`${programme}: by file and back, nothing is lost and nothing is sent`, async () => {
    const { page, requests, problems, close } = await typed(browser, programme, id);
    const count = requests.length;
    await go(page, 'share');
    const { name, bytes } = await saved(page, 'ファイルに保存する');
    assert.match(name, new RegExp(`^介護補助-${programme}-\\d{4}-\\d\\d-\\d\\d\\.json$`));
    const draft = JSON.parse(bytes.toString('utf8'));
    assert.equal(draft.schema, 'kaigo-hojo/draft/1');
    const given = await application(programme, id);
    assert.equal(draft.application.items.length, given.items.length);
    assert.deepEqual(since(requests, count), []);
    assert.deepEqual(problemsOf(problems), []);
    await close();

    const other = await browser.open('#gunma-caretech-r8/share');
    await loaded(other.page);
    const before = other.requests.length;
    await choose(other.page, 'open-file', name, bytes);
    await heading(other.page, 'answers');
    assert.equal(await other.page.evaluate(() => location.hash), `#${programme}`);
    assert.deepEqual(await entered(other.page), draft);
    assert.deepEqual(since(other.requests, before), []);
    assert.deepEqual(problemsOf(other.problems), []);
    await other.close();
  });

  test(`${programme}: by link and back, compressed and not, with names and without`, async () => {
    for (const compressed of [true, false]) {
      const { page, requests, close } = await filled(browser, programme, id);
      if (!compressed) {
        await page.evaluate(() => {
          delete globalThis.CompressionStream;
        });
      }
      const count = requests.length;
      const draft = await entered(page);
      await go(page, 'share');
      const short = await link(page);
      assert.match(short, compressed ? /#s=v1z\.[\w-]+$/ : /#s=v1\.[\w-]+$/);
      await page.locator('#share-names').check();
      await page.waitForFunction((before) => document.querySelector('#share-link')?.value !== before, short);
      const long = await link(page);
      assert.deepEqual(since(requests, count), []);
      await close();
      for (const [address, expected] of [[short, bare(draft)], [long, draft]]) {
        const other = await browser.open(address.slice(address.indexOf('#')));
        await heading(other.page, 'shared');
        await loaded(other.page);
        const before = other.requests.length;
        await accept(other.page);
        assert.deepEqual(await entered(other.page), expected);
        assert.deepEqual(since(other.requests, before), []);
        await other.close();
      }
    }
  });
}

test('everything that a draft can hold goes through a file and a link', async () => {
  const draft = {
    schema: 'kaigo-hojo/draft/1',
    name: '本町デイ',
    application: {
      schema: 'kaigo-hojo/application/1',
      programme: 'saitama-ict-r5',
      answers: { 'staff-fte': '10.5', 'past-grant': false, designated: null },
      items: [
        { id: 'i1', kind: 'care-software', name: '記録①髙', unitPriceYen: 0, quantity: 2, tax: 'excluded' },
        {
          id: 'i4',
          kind: 'lease',
          unitPriceYen: 1_000,
          quantity: 1,
          tax: 'included',
          taxRatePercent: 8,
          months: { inYear: 5, total: 60 },
          discountYen: 300,
        },
      ],
    },
    open: ['items[0].unitPriceYen'],
    dates: { decision: '2023-10-01', completion: '2024-02-20' },
    written: { eligibleCostYen: 1_234_000, amountYen: 925_000, staffNumber: 11, rate: '3/4' },
    ticks: ['ict-plan'],
    quote: { printedTotalYen: 2_000_000, printedTotalTax: 'included', discountYen: 100_000 },
    staff: { fullTimeHours: '40', rows: [{ role: 'home-helper', people: 3, weeklyHours: '12.5', byHead: true }] },
  };
  const { page, close } = await browser.open('#saitama-ict-r5/share');
  await loaded(page);
  await choose(page, 'open-file', 'x.json', JSON.stringify(draft));
  await heading(page, 'answers');
  const opened = await entered(page);
  // What is not said counts as the page writes it; the rest is as it was.
  opened.application.items.forEach((item) => {
    if (item.answers && Object.keys(item.answers).length === 0) {
      delete item.answers;
    }
  });
  assert.deepEqual(opened, draft);
  await go(page, 'share');
  await page.locator('#share-names').check();
  await page.getByText('下書きの名前「本町デイ」').waitFor();
  const inside = await page.locator('.made-link .plain-list').innerText();
  for (const part of ['日付 2件', '申請書に書いた金額など 4件', '用意した書類のチェック 1件', '職員の勤務時間の表 1行']) {
    assert.ok(inside.includes(part), `${part} in ${inside}`);
  }
  const address = await link(page);
  const before = await entered(page);
  await close();
  const other = await browser.open(address.slice(address.indexOf('#')));
  await accept(other.page);
  assert.deepEqual(await entered(other.page), before);
  await other.close();
});

test('on a slow connection a link is offered only once it can be taken', async () => {
  const { page, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  await go(page, 'share');
  const address = await link(page);
  const before = await entered(page);
  await close();
  const other = await browser.visit();
  // What the answers are drawn from comes last.
  const held = [];
  await other.page.route('**/packs/*', (route) => held.push(route));
  await other.page.goto(browser.address + address.slice(address.indexOf('#')));
  await ready(other.page);
  await other.page.evaluate(() => dispatchEvent(new Event('pointerdown')));
  const packs = await other.page.locator('meta[name="pack"]:not([content*="/"])').count();
  await until(() => held.length === packs, 'every pack is asked for');
  await quiet(other.page);
  assert.equal(await other.page.locator('[data-screen="shared"] .buttons').count(), 0);
  await Promise.all(held.map((route) => route.continue()));
  await accept(other.page);
  assert.equal((await entered(other.page)).application.items.length, before.application.items.length);
  await other.close();
});

test('a link says what it holds, is copied, and its code says the same', async () => {
  const { page, context, close } = await filled(browser, 'gunma-caretech-r8', 'G16');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await go(page, 'share');
  const address = await link(page);
  const inside = page.locator('.made-link .plain-list');
  assert.match(await inside.innerText(), /質問への回答 \d+件\s+見積書の明細 2行$/);
  assert.match(await page.locator('.made-link').innerText(), /明細の名称と下書きの名前は入りません。/);
  assert.match(await page.locator('#share-length').innerText(), new RegExp(`^${address.length}文字$`));
  await page.getByRole('button', { name: 'リンクをコピーする' }).click();
  await page.getByText('コピーしました。').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.equal(await decoded(browser, await page.locator('.qr').screenshot()), address, colorScheme);
  }
  await page.locator('#share-names').check();
  await page.getByText('明細の名称 2件').waitFor();
  await close();
});

test('where copying is refused, the text is chosen and the person is told', async () => {
  const { page, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await go(page, 'share');
  const address = await link(page);
  await page.getByRole('button', { name: 'リンクをコピーする' }).click();
  await page.getByText(/コピーできませんでした/).waitFor();
  const chosen = await page.locator('#share-link').evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
  assert.equal(chosen, address);
  await close();
});

test('many lines make no code, and the length is warned of', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5/import');
  await loaded(page);
  const rows = Array.from({ length: 120 }, (_, at) => `介護ソフト${at * 7919}\t${at * 104_729 + 1}\t${at % 9}\t税抜`);
  await page.locator('#paste').evaluate((field, text) => {
    field.value = text;
    field.dispatchEvent(new Event('input'));
  }, `品名\t単価\t数量\t税区分\n${rows.join('\n')}`);
  await page.getByRole('button', { name: '120行を追加する' }).click();
  await heading(page, 'answers');
  await go(page, 'share');
  assert.ok((await link(page)).length > 1_000);
  assert.equal(await page.locator('.qr').count(), 0);
  await page.getByText('リンクが長いため、二次元コードにできません。').waitFor();
  await page.locator('#share-names').check();
  await page.getByText(/途中で切れて開けなくなる/).waitFor();
  await close();
});

/** The bytes of a link with its sum, as text. */
function made(inside, compressed = false) {
  const check = Buffer.alloc(4);
  check.writeUInt32LE(sum(inside));
  const bytes = Buffer.concat([inside, check]);
  return compressed ? `v1z.${deflateRawSync(bytes).toString('base64url')}` : `v1.${bytes.toString('base64url')}`;
}

test('links that are none: each a sentence, and what is entered stays', async () => {
  const { page, problems, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  await go(page, 'share');
  const good = (await link(page)).split('#s=')[1];
  const changed = (at) => good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1);
  const damaged = /途中で切れているか、変わっています/;
  const bomb = `v1z.${deflateRawSync(Buffer.alloc(64 << 20)).toString('base64url')}`;
  for (const [text, said] of [
    [changed(6), damaged],
    [changed(Math.floor(good.length / 2)), damaged],
    [changed(good.length - 2), damaged],
    [good.slice(0, -3), damaged],
    [`${good}AA`, damaged],
    [good.replace('v1z.', 'v1.'), damaged],
    ['hello', damaged],
    ['%E3%81%82', damaged],
    ['v1.', damaged],
    [made(Buffer.from([9, 1, 2, 3])), /新しい版で作られています/],
    [good.replace('v1z', 'v2'), /新しい版で作られています/],
    [bomb, /大きすぎて読めません/],
    // A draft of a programme that there is not, and one whose answers there are not.
    [made(Buffer.concat([Buffer.from([1, 0, 4]), Buffer.from('nope'), Buffer.alloc(17)])), /この試算にない制度/],
  ]) {
    await untouched(page, async () => {
      const before = await page.evaluate(() => location.hash);
      await to(page, `#s=${text}`);
      await heading(page, 'shared');
      const sentence = await alert(page);
      assert.match(sentence, said, text.slice(0, 40));
      assert.match(sentence, /いまの入力はそのままです/);
      await to(page, before);
    });
  }
  // One link after another, on the same screen.
  await to(page, '#s=hello');
  await alert(page);
  await to(page, `#s=${good}`);
  await page.getByRole('button', { name: '置き換えて開く' }).waitFor();
  assert.deepEqual(problemsOf(problems), []);
  await close();
});

test('a link is whole with whatever somebody has written behind it, and with a sign that a program has changed', async () => {
  const { page, problems, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  await go(page, 'share');
  const good = (await link(page)).split('#s=')[1];
  const opens = page.getByRole('button', { name: '置き換えて開く' });
  for (const hash of ['。', ')', '）', '?utm_source=line', '&fbclid=x', '_', '__', '-', '%E3%80%82', ' です'].map((rest) => `#s=${good}${rest}`)
    .concat([`#s%3D${good}`, `#s%3d${good}`, `#s%3D${good}。`])) {
    await to(page, hash);
    await opens.waitFor();
    await to(page, '#saitama-ict-r5/share');
  }
  // Cut, and something behind it; or nothing that could be read.
  for (const hash of [`#s=${good.slice(0, -3)}。`, `#s%3D${good.slice(0, -3)}`, '#s%3D', '#s%', '#s%3Dhello']) {
    await to(page, hash);
    assert.match(await alert(page), /途中で切れているか、変わっています/, hash.slice(0, 40));
    await to(page, '#saitama-ict-r5/share');
  }
  assert.deepEqual(problemsOf(problems), []);
  await close();
});

test('a browser that cannot open a compressed link says so', async () => {
  const { page, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  await go(page, 'share');
  const good = (await link(page)).split('#s=')[1];
  await page.evaluate((hash) => {
    delete globalThis.DecompressionStream;
    location.hash = hash;
  }, `#s=${good}`);
  assert.match(await alert(page), /このブラウザーでは、この共有リンクを開けません/);
  await close();
});

test('a link asks before it replaces what is entered', async () => {
  const { page, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  await go(page, 'share');
  const address = await link(page);
  await go(page, '');
  await type(page, 'l1-price', '1');
  await untouched(page, async () => {
    await to(page, address.slice(address.indexOf('#')));
    await page.getByText('いまの入力は、この内容に置き換わります。').waitFor();
    assert.match(await page.locator('[data-screen="shared"]').innerText(), /補助額の目安（上限）\s*1,161,000円/);
    assert.deepEqual(await axe(page), []);
    await shot(page, 'shared-wide');
    await page.getByRole('link', { name: '開かずに戻る' }).click();
    await heading(page, 'answers');
  });
  await to(page, address.slice(address.indexOf('#')));
  await accept(page);
  assert.notEqual(await page.locator('#l1-price').inputValue(), '1');
  await close();
});

test('a file is asked about where something is entered, and opens its own programme', async () => {
  const first = await filled(browser, 'kumamoto-ict-r5', 'K5');
  await go(first.page, 'share');
  const { bytes } = await saved(first.page, 'ファイルに保存する');
  const draft = JSON.parse(bytes.toString('utf8'));
  await first.close();

  const { page, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  const own = await entered(page);
  await go(page, 'share');
  await choose(page, 'open-file', 'x.json', bytes);
  await heading(page, 'answers');
  assert.equal(await page.evaluate(() => location.hash), '#kumamoto-ict-r5');
  assert.deepEqual(await entered(page), draft);
  // Now there is something in it: the second time it asks.
  await go(page, 'share');
  await untouched(page, async () => {
    await go(page, 'share');
    await choose(page, 'open-file', 'x.json', bytes);
    await page.getByText('いまの入力は、この内容に置き換わります。').waitFor();
    await page.waitForFunction(() => document.activeElement.textContent === 'ファイルの内容');
    assert.deepEqual(await axe(page), []);
    await page.getByRole('link', { name: '開かずに戻る' }).click();
    await heading(page, 'answers');
  });
  await page.evaluate(() => {
    location.hash = 'saitama-ict-r5';
  });
  assert.deepEqual(await entered(page), own);
  await close();
});

test('an application is opened like a draft', async () => {
  const given = await application('gunma-caretech-r8', 'G16');
  const { page, close } = await browser.open('#gunma-caretech-r8/share');
  await loaded(page);
  await choose(page, 'open-file', 'a.json', JSON.stringify(given));
  await heading(page, 'answers');
  const { application: opened } = await entered(page);
  assert.deepEqual(opened.answers, given.answers);
  assert.equal(opened.items.length, given.items.length);
  await close();
});

test('files that are none: each a sentence with the place in words, and what is entered stays', async () => {
  const { page, problems, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  await go(page, 'share');
  const good = JSON.parse((await saved(page, 'ファイルに保存する')).bytes.toString('utf8'));
  const but = (change) => {
    const draft = structuredClone(good);
    change(draft);
    return JSON.stringify(draft, null, 2);
  };
  const text = JSON.stringify(good, null, 2);
  const foreign = /この試算で保存したファイルではないようです/;
  const question = Object.keys(good.application.answers)[0];
  for (const [contents, said] of [
    ['', foreign],
    ['hello', foreign],
    ['[1,2]', foreign],
    ['{"a":1}', foreign],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 254]), foreign],
    ['['.repeat(100_000), foreign],
    [text.slice(0, text.length / 2), /ファイルの\d+行目あたりが壊れています/],
    [but((draft) => { draft.schema = 'kaigo-hojo/draft/2'; }), /新しい版で保存されています/],
    [but((draft) => { draft.schema = 'other/1'; }), foreign],
    [but((draft) => { draft.application.items[1].quantity = -1; }), /明細の2行目の「数量」（application\.items\[1\]\.quantity）/],
    [but((draft) => { draft.application.items[0].colour = 'red'; }), /知らない項目です[^]*明細の1行目の「colour」/],
    [but((draft) => { draft.application.items[0].kind = 'tractor'; }), /この制度にない経費の種類です[^]*明細の1行目の「経費の種類」/],
    [but((draft) => { draft.application.answers[question] = { a: 1 }; }), /場所：「回答」の「[^」]+」（application\.answers\./],
    [but((draft) => { draft.dates = { decision: '2026-02-30' }; }), /暦にない日付です。[^]*「日付」の「交付決定日」/],
    [but((draft) => { draft.application.programme = 'tokyo'; }), /この試算にない制度のものです/],
    [Buffer.alloc(17 << 20, 'x'), /ファイルが大きすぎます/],
  ]) {
    await untouched(page, async () => {
      await go(page, 'share');
      await choose(page, 'open-file', 'x.json', contents);
      const sentence = await alert(page);
      assert.match(sentence, said, contents.slice(0, 60).toString());
      assert.match(sentence, /いまの入力はそのままです/);
    });
  }
  await go(page, 'share');
  await choose(page, 'open-file', 'x.json', but((draft) => { draft.application.items[1].quantity = -1; }));
  await alert(page);
  assert.deepEqual(await axe(page), []);
  await shot(page, 'share-refused');
  assert.deepEqual(problemsOf(problems), []);
  await close();
});

test('with the keyboard alone: save, make a link with names, copy it', async () => {
  const { page, close } = await filled(browser, 'saitama-ict-r5', 'S7');
  await go(page, 'share');
  await link(page);
  const onto = async (name) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      const here = await page.evaluate(() => document.activeElement.closest('label, button, a')?.textContent);
      if (here === name) {
        return;
      }
    }
    assert.fail(`${name} is not reached`);
  };
  await onto('ファイルに保存する');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.match(download.suggestedFilename(), /\.json$/);
  await onto('明細の名称と下書きの名前も入れる');
  await page.keyboard.press('Space');
  await page.getByText(/明細の名称 \d+件/).waitFor();
  await onto('リンクをコピーする');
  await page.keyboard.press('Enter');
  await page.getByText(/^コピー(しました|できませんでした)/).waitFor();
  await close();
});
