// 未公開の制度定義: a built pack is dropped on the page and used, always with its mark. It is data from a stranger: it runs
// nothing, leads nowhere, is never stored and never takes the place of a published programme.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { choose as chooseFile, go, saved, since, typed } from './exchange.mjs';
import { answer, figure, fill, toResult } from './form.mjs';
import { axe, loaded, look, quiet, says, shot, sideways, start, until } from './harness.mjs';
import { application, drop, forged, opened, pack } from './packs.mjs';

const SAITAMA = 'saitama-ict-r5';
const MARK = '未公開の制度定義';

let browser;
let good;
before(async () => {
  [browser, good] = await Promise.all([start(), pack()]);
});
after(() => browser?.close());

const note = (page) => page.locator('#preview-note');

async function at(hash, options) {
  const visit = await browser.open(hash, options);
  await loaded(visit.page);
  return { ...visit, asked: visit.requests.length };
}

async function to(page, hash) {
  await page.evaluate((there) => {
    location.hash = there;
  }, hash);
}

/** The mark is above everything, in sight, and in the name of the page. */
async function marked(page, name) {
  assert.equal(await note(page).count(), 1, name);
  assert.ok(await note(page).isVisible(), name);
  assert.match(await page.title(), new RegExp(MARK), name);
  const first = await page.locator('main').evaluate((main) => main.firstElementChild.id);
  assert.equal(first, 'preview-note', name);
}

test('a pack is dropped anywhere on the screen, used to the end, and marked on every screen and on paper', async () => {
  const { page, problems, requests, asked, close } = await at('#preview');
  await look(page, 'preview-empty');
  await opened(page, good);
  const heading = page.locator('[data-screen="preview"] .card h3');
  await says(heading, /架空県 【未公開の制度定義】介護ロボット等導入費補助金（令和8年度）/);
  await page.waitForFunction(() => document.activeElement?.localName === 'h3');
  await look(page, 'preview-open');
  await page.getByRole('link', { name: 'この定義で試算する' }).click();
  await page.locator('[data-screen="answers"] h1').waitFor();
  await marked(page, 'answers');
  await fill(page, application);
  await says(figure(page), '550,000円');
  await look(page, 'preview-answers');
  await toResult(page);
  await marked(page, 'result');
  const text = await page.locator('main').innerText();
  assert.match(text, /550,000円/);
  assert.match(text, /660,000円/);
  assert.match(await page.locator('[data-screen="result"] h1').getAttribute('aria-describedby'), /preview-note/);
  await look(page, 'preview-result');
  for (const screen of ['check', 'quote', 'staff', 'share', 'import', 'rules', 'print']) {
    await to(page, `${(await page.evaluate(() => location.hash)).split('/')[0]}/${screen}`);
    await page.locator(`[data-screen="${screen}"]`).waitFor();
    await marked(page, screen);
  }
  await page.emulateMedia({ media: 'print' });
  await marked(page, 'paper');
  assert.match(await page.locator('[data-screen="print"]').innerText(), /550,000円/);
  assert.equal(await page.locator('.code').count(), 0, 'no link that leads to nothing');
  await shot(page, 'preview-paper');
  await page.emulateMedia({ media: 'screen' });
  // It is gone with its screens.
  await to(page, '');
  await page.locator('[data-screen="start"]').waitFor();
  assert.equal(await note(page).count(), 0);
  assert.ok(!(await page.locator('main').innerText()).includes('架空県'), 'it is not among the published ones');
  assert.deepEqual(since(requests, asked), []);
  assert.deepEqual(problems, []);
  await close();
});

test('with the keyboard and the file chooser', async () => {
  const { page, problems, close } = await at(`#${SAITAMA}/rules`, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  // Whoever listens from the start does not miss it.
  page.on('filechooser', () => {});
  await page.getByRole('link', { name: /^公開する前の定義を試す/ }).focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-screen="preview"] h1').waitFor();
  await page.waitForFunction(() => document.activeElement?.localName === 'h1');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'preview-file');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles({ name: 'kakuu.pack', mimeType: '', buffer: good });
  await page.waitForFunction(() => document.activeElement?.localName === 'h3');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('[data-screen="answers"] h1').waitFor();
  await page.waitForFunction(() => document.activeElement?.localName === 'h1');
  assert.equal(await sideways(page), 0);
  await look(page, 'preview-answers-360-dark');
  assert.deepEqual(problems, []);
  await close();
});

test('what is no pack is refused at the field with a code and what to do, and nothing changes', async () => {
  const { page, problems, requests, asked, close } = await at('#preview');
  const error = page.locator('#preview-file-error');
  const newer = Buffer.from(good);
  newer[7] += 1;
  const damaged = Buffer.from(good);
  damaged[damaged.length - 5] ^= 1;
  const files = [
    ['text.pack', 'これは文書です。', 'pack-foreign'],
    ['pack.toml', 'format = "kaigo-hojo/pack/1"', 'pack-foreign'],
    ['empty.pack', '', 'pack-foreign'],
    ['random.pack', randomBytes(20_000), 'pack-foreign'],
    ['newer.pack', newer, 'pack-foreign'],
    ['short.pack', good.subarray(0, good.length - 100), 'pack-damaged'],
    ['head.pack', good.subarray(0, 40), 'pack-damaged'],
    ['damaged.pack', damaged, 'pack-damaged'],
    ['random-body.pack', forged(good, () => randomBytes(20_000)), 'pack-damaged'],
    ['cut-body.pack', forged(good, (body) => body.subarray(0, 3_000)), 'pack-damaged'],
    ['ones.pack', forged(good, (body) => body.fill(0xff)), 'pack-damaged'],
    ['huge.pack', Buffer.concat([good, Buffer.alloc(600_000)]), 'pack-too-large'],
  ];
  for (const [name, contents, code] of files) {
    await chooseFile(page, 'preview-file', name, contents);
    await says(error, new RegExp(`^開けませんでした（${code}）。.+ください。$`));
  }
  await drop(page, 'h1', ['a.pack', good], ['b.pack', good]);
  await says(error, /^開けませんでした（pack-several）/);
  assert.equal(await page.locator('#preview-file').getAttribute('aria-describedby'), 'preview-file-error');
  assert.deepEqual(await axe(page), []);
  await shot(page, 'preview-refused');
  assert.equal(await page.locator('.card').count(), 0);
  // It can still be used.
  await opened(page, good);
  assert.ok(await error.isHidden());
  assert.deepEqual(since(requests, asked), []);
  assert.deepEqual(problems, []);
  await close();
});

const EVIL = '<img src=x onerror=alert(1)><script>alert(2)</script></script><style>*{display:none}</style><a href="javascript:alert(3)">';

test('the words of a stranger stay words: no markup, no link, no sign that turns others round, no endless line', async () => {
  const long = 'あ'.repeat(3_000) + 'w'.repeat(3_000);
  const quoted = (text) => JSON.stringify(text);
  const hostile = await pack((text) =>
    text
      .replace(/^name = .*$/m, `name = ${quoted(`\u202e${EVIL}${long}`)}`)
      .replace(/^title = .*$/m, `title = ${quoted(`\u2066${long}${EVIL}`)}`)
      .replace(/^prefecture = .*$/m, `prefecture = ${quoted(`</script>\u200b${EVIL}`)}`)
      .replace(/^(label|help|reason|advice|remedy|moot) = "(.*)"$/gm, (_, key, words) => `${key} = ${quoted(`javascript:alert(4)${EVIL}\u202e${words}`)}`)
      .replace(/^label = "(.*)"$/m, `label = ${quoted(long)}`));
  const { page, problems, requests, asked, close } = await at('#preview', { viewport: { width: 360, height: 740 } });
  let opening = 0;
  page.on('dialog', (dialog) => {
    opening += 1;
    dialog.dismiss();
  });
  page.on('popup', () => {
    opening += 1;
  });
  const address = await opened(page, hostile, `\u202e${EVIL}.pack`);
  for (const screen of ['', '/result', '/check', '/quote', '/staff', '/share', '/import', '/rules', '/print']) {
    await to(page, address + screen);
    await page.locator(`[data-screen="${screen.slice(1) || 'answers'}"]:not([hidden])`).waitFor();
    await marked(page, screen);
    const found = await page.evaluate(() => ({
      made: document.querySelectorAll('img, script:not([src]), iframe, object, embed, main style').length,
      links: [...document.links].filter(({ protocol, host }) => protocol !== location.protocol || host !== location.host).length,
      title: /[\u202a-\u202e\u2066-\u2069\u200b]/.test(document.title),
      noted: /[\u202a-\u202e\u2066-\u2069\u200b]/.test(document.getElementById('preview-note').textContent),
      early: document.title.indexOf('未公開の制度定義'),
    }));
    assert.deepEqual({ ...found, early: 0 }, { made: 0, links: 0, title: false, noted: false, early: 0 }, screen);
    assert.ok(found.early >= 0 && found.early < 25, `${screen}: the mark is at ${found.early} of the title`);
    assert.equal(await sideways(page), 0, screen);
    // Nothing lies over the mark.
    const clear = await note(page).evaluate((element) => {
      element.scrollIntoView();
      const { left, top, width, height } = element.getBoundingClientRect();
      const on = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 100));
      return element.contains(on);
    });
    assert.ok(clear, screen);
  }
  await to(page, address);
  await answer(page, 'capacity', 20);
  await page.locator('#add-line').click();
  await page.locator('[data-kind="wiring"]').click();
  await shot(page, 'preview-hostile');
  await to(page, '');
  await page.locator('[data-screen="start"]').waitFor();
  assert.equal(opening, 0);
  assert.deepEqual(since(requests, asked), []);
  assert.deepEqual(problems, []);
  await close();
});

test('a link in a pack leads nowhere', async () => {
  const domain = 'javascript.alert.pref.example.lg.jp';
  const bytes = await pack((text) => text.replace(/^name = /m, `domain = "${domain}"\nname = `));
  const link = `javascript:alert(1)//${'x'.repeat(domain.length - 21)}`;
  const hostile = forged(bytes, (body) => {
    const at = body.indexOf(domain);
    assert.ok(at > 0 && link.length === domain.length);
    body.write(link, at);
    return body;
  });
  const { page, problems, close } = await at('#preview');
  const address = await opened(page, hostile);
  for (const screen of ['', '/result', '/rules', '/print']) {
    await to(page, address + screen);
    await page.locator(`[data-screen="${screen.slice(1) || 'answers'}"]:not([hidden])`).waitFor();
    assert.ok(!(await page.content()).includes('alert(1)'), screen);
  }
  assert.deepEqual(problems, []);
  await close();
});

test('a pack with the id of a published programme stands beside it, and neither touches the other', async () => {
  const same = await pack((text) => text.replace('kakuu-robot-r8', SAITAMA));
  const { page, problems, close } = await typed(browser, SAITAMA, 'S7');
  await loaded(page);
  const before = await figure(page).innerText();
  const address = await opened(page, same);
  assert.notEqual(address, `#${SAITAMA}`);
  await to(page, address);
  await says(note(page), /公開されている「埼玉県.*」と同じ「saitama-ict-r5」ですが、別のものとして扱います/);
  await fill(page, application);
  await says(figure(page), '550,000円');
  // Nothing of it is a draft, in the list or in the browser.
  await to(page, '#drafts');
  await page.locator('[data-screen="drafts"] h1').waitFor();
  await page.locator('#keep').check();
  assert.equal(await page.locator('#drafts > li').count(), 1);
  await to(page, address);
  await answer(page, 'night-staff', true);
  // Longer than what is entered waits to be stored.
  await quiet(page);
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  await until(async () => (await kept()).includes(SAITAMA), 'the draft is stored');
  const stored = await kept();
  assert.ok(stored.includes(SAITAMA) && !stored.includes('preview-') && !stored.includes('monitoring-sensor'));
  await to(page, `#${SAITAMA}`);
  await page.locator('[data-screen="answers"] h1', { hasText: '埼玉県' }).waitFor();
  assert.equal(await note(page).count(), 0);
  assert.equal(await figure(page).innerText(), before);
  assert.deepEqual(problems, []);
  await close();
});

test('what is entered is saved as a file that says where it belongs; after a reload nothing is left', async () => {
  const { page, problems, close } = await at('#preview');
  const address = await opened(page, good);
  await to(page, address);
  await fill(page, application);
  await go(page, 'share');
  assert.equal(await page.locator('#share-link').count(), 0, 'a link would lead to a page without the pack');
  const { bytes } = await saved(page, 'ファイルに保存する');
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await loaded(page);
  await says(page.locator('main'), /このアドレスの制度は、この試算にはありません/);
  await to(page, `#${SAITAMA}/share`);
  await page.locator('#open-file').waitFor();
  await chooseFile(page, 'open-file', 'draft.json', bytes);
  await says(page.locator('main [role="alert"]'), /未公開の制度定義で入力したものです。先に「未公開の制度定義」の画面で、同じ定義のファイルを開いてください。/);
  assert.equal(await opened(page, good), address, 'the same pack has the same place');
  await to(page, `#${SAITAMA}/share`);
  await page.locator('#open-file').waitFor();
  await chooseFile(page, 'open-file', 'draft.json', bytes);
  await page.locator('[data-screen="answers"]:not([hidden]) h1', { hasText: '架空県' }).waitFor();
  await says(figure(page), '550,000円');
  // A corrected pack is another one; both stay.
  const corrected = await pack((text) => text.replace('介護ロボット等導入費補助金"', '直した補助金"'));
  assert.notEqual(await opened(page, corrected), address);
  assert.equal(await page.locator('[data-screen="preview"] .card').count(), 2);
  assert.deepEqual(problems, []);
  await close();
});

test('forged packs are refused or used, and the page goes on', async () => {
  const { page, requests, asked, close } = await at('#preview');
  let state = 5;
  const random = (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  const ends = {};
  for (let turn = 0; turn < 150; turn += 1) {
    const bytes = forged(good, (body) => {
      for (let change = 0; change <= random(3); change += 1) {
        const place = random(body.length);
        body[place] = random(2) ? [0, 1, 0x7f, 0x80, 0xff][random(5)] : body[place] ^ (1 << random(8));
      }
      return body;
    });
    await chooseFile(page, 'preview-file', `${turn}.pack`, bytes);
    const end = await page.waitForFunction((name) => {
      const error = document.getElementById('preview-file-error');
      const open = [...document.querySelectorAll('.card')].find((card) => card.textContent.includes(`ファイル：${name}`));
      return error?.textContent || open?.querySelector('.card-go a').hash;
    }, `${turn}.pack`);
    const told = await end.jsonValue();
    const kind = told.startsWith('#') ? 'open' : told.match(/（(.*?)）/)[1];
    ends[kind] = (ends[kind] ?? 0) + 1;
    if (kind === 'open') {
      for (const screen of ['', '/result', '/check', '/rules', '/print']) {
        await to(page, told + screen);
        await page.locator(`[data-screen="${screen.slice(1) || 'answers'}"]:not([hidden])`).waitFor();
      }
      await to(page, '#preview');
      await page.locator('#preview-file').waitFor();
    }
  }
  assert.ok(ends.open > 10 && ends['pack-damaged'] > 10, JSON.stringify(ends));
  await to(page, await opened(page, good));
  await fill(page, application);
  await says(figure(page), '550,000円');
  assert.deepEqual(since(requests, asked), []);
  await close();
});

test('a result of it is frozen as a case for the programme that it says it is', async () => {
  const { page, problems, close } = await at('#preview');
  await to(page, await opened(page, good));
  await fill(page, application);
  await toResult(page);
  await page.getByText('検証用の事例として保存する').click();
  const { bytes } = await saved(page, 'この結果を検証用の事例として保存');
  const [frozen] = JSON.parse(bytes);
  assert.equal(frozen.application.programme, 'kakuu-robot-r8');
  assert.equal(frozen.expect.amountYen, 550_000);
  assert.equal(frozen.expect.totalCostYen, 1_210_000);
  assert.deepEqual(problems, []);
  await close();
});
