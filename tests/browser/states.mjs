// Every screen of the page in every state that it can be in, one after the other: a tour on which somebody looks. The
// tests of the page's dress take it, and the record of the accessibility test. Not a test itself.

import { application, choose, filled, go, link, to as toAddress } from './exchange.mjs';
import { addLine, answer, type } from './form.mjs';
import { calm, loaded, ready } from './harness.mjs';
import { opened, pack } from './packs.mjs';

const SAITAMA = 'saitama-ict-r5';
const GUNMA = 'gunma-caretech-r8';

async function to(page, hash, screen) {
  await toAddress(page, hash);
  await page.locator(`[data-screen="${screen}"]:not([hidden]) h1, [data-screen="${screen}"]:not([hidden])`).first().waitFor();
}

async function unfold(page, screen) {
  // Opening one draws what may hold others.
  for (let rounds = 0; rounds < 2; rounds += 1) {
    await page.locator(`[data-screen="${screen}"]`).evaluate((place) => {
      const opened = [...place.querySelectorAll('details:not([open])')].map((details) => {
        details.open = true;
        return new Promise((done) => details.addEventListener('toggle', done, { once: true }));
      });
      return Promise.all(opened);
    });
    await calm(page);
  }
}

/** Presses a button by key: lines that come into sight for the first time may still move it away from the pointer. */
async function enter(button) {
  await calm(button.page());
  // Another key in between: Enter at once after Enter counts as one press.
  await button.press('Shift');
  await button.press('Enter');
}

/** Before anything is entered, and with mistakes. */
async function empty(browser, options, look) {
  const { page, problems, close } = await browser.open('', options);
  await loaded(page);
  await look('start', page);
  await to(page, '#nowhere', 'start');
  await look('start-unknown-address', page);
  await to(page, '#drafts', 'drafts');
  await look('drafts-empty', page);
  await page.getByRole('button', { name: '新しい下書きを始める' }).click();
  await page.locator('[data-screen="drafts"] .error:not([hidden])').waitFor();
  await look('drafts-error', page);
  await to(page, `#${GUNMA}`, 'answers');
  await look('answers-empty-draft-programme', page);
  await page.locator('#add-line').click();
  await look('kinds', page);
  await page.locator('#kinds-search').fill('ありえない言葉');
  await look('kinds-nothing-found', page);
  await page.keyboard.press('Escape');
  for (const screen of ['result', 'check', 'staff', 'quote', 'share', 'import', 'print']) {
    await go(page, screen);
    await look(`${screen}-empty`, page);
  }
  await to(page, `#${SAITAMA}`, 'answers');
  await look('answers-empty-closed-programme', page);
  await answer(page, 'staff-fte', '18');
  await look('answers-partly', page);
  await go(page, 'result');
  await look('result-partly', page);
  await go(page, '');
  await addLine(page, 'care-software');
  await type(page, 'l1-price', 'たくさん');
  await answer(page, 'staff-fte', '十人くらい');
  await look('answers-errors', page);
  await go(page, 'result');
  await look('result-errors', page);
  await go(page, 'print');
  await look('print-errors', page);
  await go(page, 'check');
  await type(page, 'date-contract', '令和5年13月1日');
  await type(page, 'date-decision', '令和5年8月1日');
  await type(page, 'date-delivery', '令和5年7月1日');
  await look('check-errors', page);
  await go(page, 'staff');
  await type(page, 'staff-full-time', '400');
  await look('staff-errors', page);
  await go(page, 'share');
  await choose(page, 'open-file', 'other.json', '{"a": 1}');
  await page.locator('main [role="alert"]').waitFor();
  await look('share-refused', page);
  await go(page, 'import');
  await page.locator('#paste').fill('a,"b');
  await page.locator('[data-screen="import"] .notice').first().waitFor();
  await look('import-refused', page);
  await close();
  return problems;
}

/** With everything entered. */
async function full(browser, options, look) {
  const { page, problems, close } = await filled(browser, GUNMA, 'G16', options);
  await unfold(page, 'answers');
  await look('answers-full', page);
  await enter(page.locator('#clear'));
  await page.getByRole('button', { name: 'やめる' }).waitFor();
  await look('answers-asking-to-clear', page);
  await enter(page.getByRole('button', { name: 'やめる' }));
  await enter(page.locator('#l2-delete'));
  await page.locator('#undo').waitFor();
  await look('answers-undo', page);
  await enter(page.getByRole('button', { name: '元に戻す' }));
  await page.locator('#l2-price').waitFor();
  if (options.viewport.width < 400) {
    await enter(page.locator('.summary .toggle'));
    await page.locator('.summary[data-open]').waitFor();
    await look('answers-bar-open', page);
    await enter(page.locator('.summary .toggle'));
    await page.locator('.summary:not([data-open])').waitFor();
  }
  for (const screen of ['result', 'rules', 'check', 'quote', 'share', 'print']) {
    await go(page, screen);
    if (screen === 'check') {
      await type(page, 'date-decision', '令和8年8月1日');
      await type(page, 'date-completion', '令和9年1月10日');
      await type(page, 'written-amount', '1348001');
      await page.locator('input[id^="paper-"]').first().check();
    }
    if (screen === 'quote') {
      await type(page, 'quote-total', '2000000');
      await type(page, 'quote-discount', '48000');
    }
    await unfold(page, screen);
    await look(`${screen}-full`, page);
  }
  await go(page, 'staff');
  await type(page, 'staff-full-time', '40');
  await page.locator('#staff-1-role').selectOption({ index: 1 });
  await type(page, 'staff-1-people', '12');
  await type(page, 'staff-1-hours', '20');
  await page.locator('[data-screen="staff"] table').waitFor();
  await look('staff-full', page);
  await go(page, 'import');
  await page.locator('#paste').fill('品名,単価,数量\n介護ソフト,600000,1\nなにか,1000,2\n,x,1\n');
  await look('import-asking-for-tax', page);
  await page.locator('input[name="import-tax"][value="excluded"]').check();
  await page.locator('.import-rows').first().waitFor();
  await look('import-table', page);
  await go(page, 'share');
  const address = await link(page);
  await to(page, new URL(address).hash, 'shared');
  await page.locator('[data-screen="shared"] .buttons').waitFor();
  await look('shared-link', page);
  await to(page, '#drafts', 'drafts');
  await page.locator('#keep').check();
  await page.locator('#drafts button', { hasText: '複製' }).click();
  await look('drafts-kept', page);
  await page.locator('#drafts button', { hasText: '削除' }).last().click();
  await page.locator('#clear-all').click();
  await look('drafts-asking-to-clear', page);
  await close();
  return problems;
}

/** What can come out besides an amount, and a line that nobody has said the kind of. */
async function others(browser, options, look) {
  const { page, close } = await browser.open(`#${SAITAMA}/share`, options);
  await loaded(page);
  const given = await application(SAITAMA, 'S7');
  const answered = (answers) => ({ ...given, answers: { ...given.answers, ...answers } });
  const [{ kind, ...first }, ...rest] = given.items;
  const guessed = { ...given, items: [{ ...first, kindAmong: [kind, 'communication-charge'] }, ...rest] };
  const states = {
    'not-computable': answered({ 'staff-fte': '0' }), 'not-eligible': answered({ 'in-prefecture': false }), guessed,
  };
  for (const [state, document] of Object.entries(states)) {
    await go(page, 'share');
    await choose(page, 'open-file', 'case.json', JSON.stringify(document));
    const replace = page.getByRole('button', { name: '置き換えて開く' });
    await page.locator('[data-screen="answers"]:not([hidden])').or(replace).first().waitFor();
    if (await replace.count()) {
      if (state === 'not-eligible') {
        await look('share-asking-to-replace', page);
      }
      await replace.click();
    }
    await page.locator('[data-screen="answers"]:not([hidden]) h1').waitFor();
    if (document === guessed) {
      await look(`answers-${state}`, page);
    }
    await go(page, 'result');
    await look(`result-${state}`, page);
  }
  await go(page, 'print');
  await look('print-guessed', page);
  await close();
  return [];
}

/** A browser that refuses to keep anything. */
const withoutStorage = () => {
  Object.defineProperty(globalThis, 'localStorage', {
    get() {
      throw new DOMException('denied', 'SecurityError');
    },
  });
};

/** Nobody can look from inside where scripts do not run: what is shown then is shown without them. */
const withoutScripts = async (route) => {
  const response = await route.fetch();
  const html = (await response.text()).replaceAll(/<script[^>]*><\/script>|<p id="(not-)?load.*?<\/p>/g, '');
  await route.fulfill({ response, body: html.replaceAll(/<(\/?)noscript>/g, '<$1div>') });
};

/** What is not there yet, or cannot be. */
async function lacking(browser, options, look) {
  const visit = async (name, { path = '', hash = '', prepare, until }) => {
    const { page, close } = await browser.visit(options);
    await prepare(page);
    await page.goto(`${browser.address}${path}${hash}`);
    await until(page);
    await look(name, page);
    await close();
  };
  const without = (path) => (page) => page.route(`${browser.address}${path}`, withoutScripts);
  const says = (words) => (page) => page.getByText(words).first().waitFor();
  await visit('loading', { prepare: (page) => page.route('**/*.wasm', () => {}), until: says('読み込んでいます…') });
  await visit('not-loaded-page', {
    prepare: (page) => page.route('**/*.wasm', (route) => route.abort()),
    until: (page) => page.locator('#not-loaded').waitFor(),
  });
  await visit('not-loaded-screen', {
    hash: `#${SAITAMA}/result`,
    prepare: (page) => page.route('**/parts/later-*', (route) => route.abort()),
    until: (page) => page.locator('main [role="alert"]').waitFor(),
  });
  await visit('without-webassembly', {
    prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly),
    until: (page) => page.locator('#not-loaded').waitFor(),
  });
  await visit('without-scripts', { prepare: without(''), until: says('JavaScript が必要です') });
  await visit('embed-without-scripts', { path: 'embed/', prepare: without('embed/'), until: says('JavaScript が必要です') });
  await visit('integrate-without-scripts', { path: 'integrate/', prepare: without('integrate/'), until: says('JavaScript が必要です') });
  await visit('drafts-denied', {
    hash: '#drafts',
    prepare: (page) => page.addInitScript(withoutStorage),
    until: async (page) => {
      await loaded(page);
      await page.locator('#keep').click();
      await says('端末に保存できません')(page);
    },
  });
  return [];
}

/** The pages beside the app: in a frame, for those who embed it, what becomes of what is entered, licences. */
async function beside(browser, options, look) {
  const { page, problems, close } = await browser.visit(options);
  const product = { name: '見守りセンサー', kind: 'monitoring', unitPriceYen: 250_000, tax: 'excluded', quantity: 2 };
  const embed = async (name, asked) => {
    const hash = Object.entries(asked).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
    await page.goto('about:blank');
    await page.goto(`${browser.address}embed/#${hash}`);
    await ready(page);
    await loaded(page);
    await look(name, page);
  };
  await embed('embed-list', {});
  await embed('embed-unknown-programme', { programme: 'mars-r1' });
  await embed('embed-closed-programme', { programme: SAITAMA });
  await embed('embed-products', { programme: GUNMA, products: JSON.stringify([product]), result: 'lines', accent: '0a5c36' });
  await page.goto(`${browser.address}integrate/#programme=${GUNMA}`);
  await page.locator('#iframe:not(:empty)').waitFor({ state: 'attached' });
  await look('integrate', page);
  await page.getByRole('button', { name: '製品の行を足す' }).click();
  await page.locator('#products [data-key="name"]').fill('センサー');
  await page.locator('#products [data-key="unitPriceYen"]').fill('25万');
  await page.getByLabel('高さ').fill('90');
  await look('integrate-errors', page);
  for (const [name, path] of [['privacy', 'privacy/index.html'], ['licences', 'licences/index.html']]) {
    await page.goto(`${browser.address}${path}`);
    await look(name, page);
  }
  await close();
  // A vendor's mistakes in an address are told to the vendor; and the preview is a frame of the page's own site.
  return problems.filter((problem) => !/kaigo-hojo:|allow-scripts and allow-same-origin/.test(problem));
}

/** A pack that is not published, from the screen that takes it to its result. */
async function previewed(browser, options, look) {
  const { page, problems, close } = await browser.open('', options);
  await loaded(page);
  await to(page, '#preview', 'preview');
  await look('preview-empty', page);
  await choose(page, 'preview-file', 'pack.toml', 'format = "kaigo-hojo/pack/1"');
  await page.locator('#preview-file-error:not([hidden])').waitFor();
  await look('preview-refused', page);
  const address = await opened(page, await pack());
  await look('preview-open', page);
  await to(page, address, 'answers');
  await look('preview-answers', page);
  for (const screen of ['result', 'rules', 'share', 'print']) {
    await go(page, screen);
    await unfold(page, screen);
    await look(`preview-${screen}`, page);
  }
  await close();
  return problems;
}

/** Leads through every state; `look(name, page)` is waited for. What the console said on the way comes back. */
export async function tour(browser, options, look) {
  const problems = [];
  for (const part of [empty, full, previewed, others, lacking, beside]) {
    problems.push(...(await part(browser, options, look)));
  }
  return problems;
}
