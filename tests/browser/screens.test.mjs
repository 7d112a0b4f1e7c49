// Every screen in every dress: axe, 320 px without sideways scrolling, dark, forced colours, keyboard, zoom, print.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addLine, answer, fill, found, toResult, type } from './form.mjs';
import { DRESSES, look, sideways, start } from './harness.mjs';

let browser;
let application;
before(async () => {
  browser = await start();
  ({ application } = await found('gunma-caretech-r8', 'G16'));
});
after(() => browser?.close());

for (const [name, options] of Object.entries(DRESSES)) {
  test(`${name}: every screen passes axe and does not scroll sideways`, async () => {
    const { page, problems, close } = await browser.open('', options);
    const check = (screen) => look(page, `${screen}-${name}`);
    await check('start');
    await page.locator('a[href="#gunma-caretech-r8"]').click();
    await page.locator('[data-screen="answers"] h1').waitFor();
    await check('answers');
    await page.locator('#add-line').click();
    await check('kinds');
    await page.keyboard.press('Escape');
    await fill(page, application);
    await type(page, 'l1-price', '六十万');
    for (const details of ['#l1-more > summary', '#l1 .line-state > summary']) {
      await page.locator(details).click();
    }
    await check('filled');
    await type(page, 'l1-price', '231000');
    if (options.viewport.width < 400) {
      await page.locator('.summary .toggle').click();
      await check('bar-open');
      await page.locator('.summary .toggle').click();
    }
    await toResult(page);
    for (const details of await page.locator('[data-screen="result"] details > summary').all()) {
      await details.click();
    }
    await check('result');
    assert.deepEqual(problems, []);
    await close();
  });
}

test('at four times the size the bar at the foot leaves room and nothing scrolls sideways', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5', { viewport: { width: 320, height: 256 } });
  assert.equal(await sideways(page), 0);
  const height = await page.locator('.summary').evaluate((bar) => bar.getBoundingClientRect().height);
  assert.ok(height <= 96, `${height} px`);
  await close();
});

test('on a narrow screen the focus is never under the bar', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5', { viewport: { width: 360, height: 640 } });
  for (let count = 0; count < 60; count += 1) {
    await page.keyboard.press('Tab');
    const covered = await page.evaluate(() => {
      const { activeElement } = document;
      const bar = document.querySelector('.summary');
      if (bar.contains(activeElement) || activeElement === document.body) {
        return false;
      }
      return activeElement.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
    });
    assert.ok(!covered, await page.evaluate(() => document.activeElement.outerHTML));
  }
  await close();
});

test('the keyboard alone adds a line and fills it in', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  await page.locator('#add-line').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('複合機');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'l1-price');
  await page.keyboard.type('15万');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('#l1-price').inputValue(), '150,000');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'l1-quantity');
  await page.locator('#l1-delete').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.textContent === '元に戻す');
  await close();
});

test('a heading that takes the focus on the way to a screen shows no ring, a control does', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5/result');
  await page.waitForFunction(() => document.activeElement.matches('h1'));
  const ring = () => page.evaluate(() => {
    const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
    return [outlineStyle, boxShadow !== 'none'];
  });
  await page.keyboard.press('Shift+Tab');
  assert.deepEqual(await ring(), ['solid', true]);
  await page.evaluate(() => {
    location.hash = 'saitama-ict-r5/check';
  });
  await page.waitForFunction(() => document.activeElement.textContent === '提出前の自己点検');
  assert.deepEqual(await ring(), ['none', false]);
  await close();
});

test('every control is at least 24 px high and wide', async () => {
  const { page, close } = await browser.open('#gunma-caretech-r8', { viewport: { width: 360, height: 800 } });
  await addLine(page, application.items[0].kind);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, a, select, summary, label.radio, label.tick, input[type="text"]')]
      .filter((control) => control.checkVisibility() && !control.classList.contains('skip'))
      .map((control) => [control.outerHTML.slice(0, 80), control.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 24 || height < 24)
      .map(([html, { width, height }]) => `${html} ${width}×${height}`),
  );
  assert.deepEqual(small, []);
  await close();
});

test('a question that cannot matter any more is folded away with its reason, and can still be answered', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  const question = page.locator('.question', { has: page.locator('[name="past-grant-staff"]') });
  assert.ok(await question.locator('.moot').isHidden());
  await answer(page, 'past-grant', false);
  await question.locator('.moot').waitFor();
  assert.match(await question.locator('.moot').innerText(), /結果に影響しません/);
  assert.ok(await page.locator('[name="past-grant-staff"]').isHidden());
  await question.getByRole('button', { name: 'それでも答える' }).click();
  assert.ok(await page.locator('[name="past-grant-staff"]').isVisible());
  await close();
});

test('the amount is announced once it has settled', async () => {
  const { page, close } = await browser.open('#saitama-ict-r5');
  await answer(page, 'staff-fte', '18');
  const status = page.locator('p.unseen[role="status"]');
  await page.waitForFunction(() => /目安/.test(document.querySelector('p.unseen[role="status"]').textContent));
  assert.match(await status.textContent(), /補助額の目安（上限） 0円 〜 1,600,000円/);
  await close();
});
