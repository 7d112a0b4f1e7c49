// The self-check before the application is sent. Dates and figures are worked out by hand from the ordinances.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import ICAL from 'ical.js';
import { at, entered, go } from './exchange.mjs';
import { addLine, answer, found, type } from './form.mjs';
import { axe, loaded, says, start } from './harness.mjs';
import { CASES, IDS } from '../programmes.mjs';

const SAITAMA = 'saitama-ict-r5';
const GUNMA = 'gunma-caretech-r8';
const KUMAMOTO = 'kumamoto-ict-r5';

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

const overview = (page) => page.locator('[data-screen="check"] .headline');
const requirement = (page, id) => page.locator(`[data-requirement="${id}"]`);
const active = (page) => page.evaluate(() => document.activeElement?.id ?? '');

// ---- Conditions ----

for (const [programme, id] of CASES) {
  test(`${programme}: every condition that asks is answered here, and its mark follows`, async () => {
    const { application } = await found(programme, id);
    const { page, problems, close } = await at(browser, 'check', programme, application);
    const questions = page.locator('[data-requirement]:has(.question)');
    const count = await questions.count();
    assert.ok(count >= 2, `${count} questions`);
    // The text asks for the service too; Kumamoto's case does not say it.
    const others = await page.locator('[data-requirement]:not(:has(.question)) .mark.waiting').count();
    assert.equal(others, programme === KUMAMOTO ? 1 : 0);
    await says(overview(page), new RegExp(`未確認の条件が${count + others}件あります`));
    for (let ix = 0; ix < count; ix += 1) {
      const item = questions.nth(ix);
      await says(item.locator('.mark'), '未確認');
      await item.getByText('はい', { exact: true }).click();
      await says(item.locator('.mark'), '満たす');
    }
    assert.equal((await overview(page).innerText()).includes('未確認の条件が'), others > 0);
    const last = questions.last();
    await last.getByText('いいえ', { exact: true }).click();
    await says(last.locator('.mark'), '満たさない');
    await says(overview(page), /満たさない条件が1件あります/);
    assert.ok(await last.locator('.remedy').isVisible(), 'what to do about it');
    await last.getByText('わからない', { exact: true }).click();
    await says(last.locator('.mark'), '未確認');
    await says(overview(page), new RegExp(`未確認の条件が${others + 1}件あります`));
    // What was answered stays, here and among the answers.
    await go(page, '');
    await go(page, 'check');
    assert.ok(await questions.first().getByRole('radio', { name: 'はい' }).isChecked());
    assert.ok(await last.getByRole('radio', { name: 'わからない' }).isChecked());
    assert.deepEqual(problems, []);
    await close();
  });
}

test('the verdict names exactly the answers that decide it, and leads to them', async () => {
  const { page, close } = await at(browser, 'check', SAITAMA);
  const verdict = overview(page).locator('.verdict + p');
  const named = () => verdict.locator('a').allInnerTexts();
  await says(verdict, /^これを決める、まだない回答：/);
  assert.deepEqual(await named(), [
    '事業所は埼玉県内にありますか',
    '介護保険法の指定または許可を受けていますか',
    '県からモデル事業所に選ばれていますか',
    '暴力団との関わりなど、第6条の(1)から(6)までのどれかに当てはまりますか',
  ]);
  await verdict.getByRole('link', { name: '県からモデル事業所に選ばれていますか' }).click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'model-office');
  await answer(page, 'model-office', true);
  await go(page, 'check');
  await page.waitForFunction(() => document.querySelectorAll('.verdict + p a').length === 3);
  assert.ok(!(await named()).includes('県からモデル事業所に選ばれていますか'));
  await go(page, '');
  await answer(page, 'antisocial-forces', true);
  await go(page, 'check');
  await says(verdict, /^これを決めた回答：暴力団/);
  assert.equal((await named()).length, 1);
  await close();
});

test('a condition without a question of its own leads to the answer, also to that of a line', async () => {
  const { page, close } = await at(browser, 'check', SAITAMA);
  // While there are no lines, it is the lines that are missing.
  await says(
    requirement(page, 'contract-after-decision'),
    /これに答えると決まります：追加で選定されたモデル事業所ですか、経費（見積書の明細）$/,
  );
  await go(page, '');
  const key = await addLine(page, 'care-software');
  await loaded(page);
  await page.locator(`#${key}-more > summary`).click();
  await answer(page, `${key}-contracted-before-decision`, true);
  await answer(page, 'additionally-selected', false);
  await go(page, 'check');
  await says(requirement(page, 'contract-after-decision').locator('.mark'), '満たさない');
  await requirement(page, 'contract-after-decision').getByRole('link', { name: /交付決定より前に契約しましたか/ }).click();
  await page.waitForFunction((name) => document.activeElement?.getAttribute('name') === name, `${key}-contracted-before-decision`);
  await close();
});

test('an answer given here leaves alone what stands in other fields, right or wrong', async () => {
  const { page, close } = await browser.open(`#${SAITAMA}`);
  await type(page, await page.locator('[name="staff-fte"]').getAttribute('id'), '十人');
  await page.locator('input[name="costs"][value="unknown"]').check();
  await loaded(page);
  await go(page, 'check');
  await says(overview(page), /入力の誤りが1件あります/);
  const item = requirement(page, 'promise-wages');
  await item.getByText('はい', { exact: true }).click();
  await says(item.locator('.mark'), '満たす');
  await go(page, '');
  assert.equal(await page.locator('[name="staff-fte"]').inputValue(), '十人');
  assert.ok(await page.locator('input[name="costs"][value="unknown"]').isChecked());
  await close();
});

// ---- Papers ----

test('papers are ticked and counted by stage; those that are not needed stand apart', async () => {
  const { page, close } = await at(browser, 'check', SAITAMA, (await found(SAITAMA, 'S7')).application);
  const stage = (name) => page.locator(`[data-stage="${name}"]`);
  // 第10条4: five papers and the application itself; 第15条3: five, the report itself and the plan of 第8条(1).
  await says(stage('交付申請のとき').locator('.count'), '6点中0点を用意しました。');
  await says(stage('実績報告のとき').locator('.count'), '7点中0点を用意しました。');
  assert.equal(await stage('変更や中止のとき').locator('input').count(), 0, 'nothing to prepare before there is a change');
  await says(overview(page), /交付申請のときの書類が、あと6点用意できていません/);
  await page.locator('#paper-ict-plan').check();
  await page.locator('#paper-staff-proof').check();
  await says(stage('交付申請のとき').locator('.count'), '6点中2点を用意しました。');
  await says(overview(page), /あと4点用意できていません/);
  await page.locator('#paper-ict-plan').uncheck();
  await says(stage('交付申請のとき').locator('.count'), '6点中1点を用意しました。');
  await go(page, 'result');
  await go(page, 'check');
  assert.ok(await page.locator('#paper-staff-proof').isChecked());
  await close();
});

test('without software or terminals no quote and no catalogue are needed, and it is said why', async () => {
  const { page, close } = await browser.open(`#${SAITAMA}`);
  const key = await addLine(page, 'network-equipment');
  await page.locator('input[name="quote-tax"][value="excluded"]').check();
  await type(page, `${key}-price`, '120000');
  await loaded(page);
  await go(page, 'check');
  const papers = page.locator('[data-stage="交付申請のとき"]');
  await says(papers.locator('.count'), '4点中0点を用意しました。');
  await says(papers.locator('li', { hasText: 'カタログ' }), /^不要/);
  assert.equal(await page.locator('#paper-catalogues').count(), 0);
  await close();
});

// ---- Dates ----

const due = (page, label) => page.locator('.deadlines tr', { hasText: label }).locator('td');

test('Saitama: the report is due 30 days after completion or on 31 March, whichever is earlier', async () => {
  const { page, close } = await at(browser, 'check', SAITAMA);
  const report = due(page, '実績報告書（様式第5号）');
  await says(report, '遅くとも令和6年3月31日（2024年） 事業完了日を入れると決まります 期限を過ぎています');
  // 15 January 2024 and 30 days: 16 days to the end of January, 14 more.
  for (const [text, echo, date] of [
    ['令和６年１月１５日', '＝ 令和6年1月15日（2024年）', '令和6年2月14日（2024年）'],
    ['R6.3.10', '＝ 令和6年3月10日（2024年）', '令和6年3月31日（2024年）'],
    ['２０２４／０３／０１', '＝ 令和6年3月1日（2024年）', '令和6年3月31日（2024年）'],
    ['2024-02-29', '＝ 令和6年2月29日（2024年）', '令和6年3月30日（2024年）'],
  ]) {
    await type(page, 'date-completion', text);
    await says(report, `${date.replace('（', ' （')} 期限を過ぎています`.replace(' （', '（'));
    assert.equal(await page.locator('#date-completion').inputValue(), text, 'not rewritten');
    assert.equal((await page.locator('#date-completion-echo').textContent()), echo.slice(2));
  }
  // 第18条: five years from the fiscal year after the completion.
  await says(due(page, '帳簿と証拠書類の保管'), '令和11年3月31日（2029年）');
  await says(due(page, '業務改善の効果の報告（1年目）'), /^令和6年度中 期限を過ぎています$/);
  await type(page, 'date-completion', '');
  await says(report, '遅くとも令和6年3月31日（2024年） 事業完了日を入れると決まります 期限を過ぎています');
  await close();
});

test('Gunma: 10 days or 15 February; the tax credit by 30 June of the fiscal year after next; nobody is late yet', async () => {
  const { page, close } = await at(browser, 'check', GUNMA);
  const report = due(page, '実績報告書（別記様式第5号）');
  await says(report, '遅くとも令和9年2月15日（2027年） 事業完了日を入れると決まります');
  for (const [text, date, tax] of [
    ['令和9年1月20日', '令和9年1月30日（2027年）', '令和10年6月30日（2028年）'],
    ['2027/2/10', '令和9年2月15日（2027年）', '令和10年6月30日（2028年）'],
    ['R9.4.1', '令和9年2月15日（2027年） 事業完了日より前の日です。入力した日付を確かめてください', '令和11年6月30日（2029年）'],
  ]) {
    await type(page, 'date-completion', text);
    await says(report, date);
    await says(due(page, '仕入控除税額の報告'), tax);
  }
  await close();
});

test('Saitama: a completion after the programme\'s year is an error at its field, and the report does not stand before it without a word', async () => {
  const { page, close } = await at(browser, 'check', SAITAMA);
  await type(page, 'date-decision', '2023-11-20');
  // 第15条2: 30 days after the completion would be 30 June; the last day of the year in which the grant is received is earlier.
  await type(page, 'date-completion', '2024-05-31');
  await says(page.locator('#date-completion-conflicts'), /事業完了日が令和6年3月31日より後です.*第15条2/);
  await says(due(page, '実績報告書（様式第5号）'), /令和6年3月31日（2024年）.*事業完了日より前の日です/);
  await says(overview(page), /日付の矛盾が1件あります/);
  assert.deepEqual(await axe(page), []);
  await type(page, 'date-completion', '2024-03-31');
  await page.waitForFunction(() => !document.querySelector('#date-completion-conflicts').textContent);
  await close();
});

for (const programme of IDS) {
  test(`${programme}: a contract before the decision is an error at its field, and counted`, async () => {
    const { page, close } = await at(browser, 'check', programme, programme === SAITAMA && { answers: { 'additionally-selected': false } });
    // A day within the year of each programme.
    const [decision, contract, right] = programme === GUNMA
      ? ['2026-07-10', '令和8年7月1日', '令和8年7月10日']
      : ['2023-11-10', '令和5年11月1日', '令和5年11月10日'];
    await type(page, 'date-decision', decision);
    await type(page, 'date-contract', contract);
    await says(page.locator('#date-contract-conflicts'), /契約日が交付決定日より前です/);
    assert.match(await page.locator('#date-contract').getAttribute('aria-describedby'), /date-contract-conflicts/);
    await says(overview(page), /日付の矛盾が1件あります/);
    assert.deepEqual(await axe(page), []);
    await overview(page).getByRole('button', { name: '「日付と期限」へ' }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'check-dates');
    await type(page, 'date-contract', right);
    await page.waitForFunction(() => !document.querySelector('#date-contract-conflicts').textContent);
    assert.ok(!(await overview(page).innerText()).includes('矛盾'));
    await close();
  });
}

test('a date that cannot be is an error at its field, stays there, and changes nothing', async () => {
  const { page, close } = await at(browser, 'check', GUNMA);
  await type(page, 'date-completion', '2027-01-20');
  await says(due(page, '実績報告書（別記様式第5号）'), '令和9年1月30日（2027年）');
  for (const [text, said] of [
    ['2027-02-30', /この日付は暦にありません。.*（例：令和8年7月1日、2026-07-01）/],
    ['令和元年4月30日', /この日付は暦にありません/],
    ['7月1日', /年・月・日を入力してください（例：令和8年7月1日、2026-07-01）/],
    ['あした', /日付として読めません/],
    ['1999-12-31', /2000年から2199年まで/],
  ]) {
    await type(page, 'date-completion', text);
    await says(page.locator('#date-completion-error'), said);
    assert.equal(await page.locator('#date-completion').inputValue(), text);
    assert.equal(await page.locator('#date-completion').getAttribute('aria-invalid'), 'true');
    await says(due(page, '実績報告書（別記様式第5号）'), /事業完了日を入れると決まります/);
  }
  assert.deepEqual(await axe(page), []);
  // It waits until it is corrected, whatever is looked at in between.
  await go(page, 'result');
  await go(page, 'check');
  assert.equal(await page.locator('#date-completion').inputValue(), '1999-12-31');
  await says(page.locator('#date-completion-error'), /2000年から/);
  await says(overview(page), /誤りのある欄が1件あります。 ?その欄へ/);
  await overview(page).getByRole('button', { name: 'その欄へ' }).click();
  assert.equal(await active(page), 'date-completion');
  await close();
});

test('what is typed counts when one goes Back out of the field', async () => {
  const { page, close } = await at(browser, 'result', SAITAMA);
  await go(page, 'check');
  await page.locator('#date-completion').pressSequentially('令和6年1月15日');
  await page.goBack();
  await page.locator('[data-screen="result"] h1').waitFor();
  assert.equal((await entered(page)).dates.completion, '2024-01-15');
  await go(page, 'check');
  await says(due(page, '実績報告書（様式第5号）'), /^令和6年2月14日（2024年）/);
  await close();
});

test('the deadlines are written into a calendar file', async () => {
  const { page, close } = await at(browser, 'check', GUNMA);
  await type(page, 'date-completion', '令和9年1月20日');
  await says(due(page, '実績報告書（別記様式第5号）'), '令和9年1月30日（2027年）');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'カレンダーに入れる（.ics）' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), `介護補助-期限-${GUNMA}.ics`);
  const text = await readFile(await download.path(), 'utf8');
  const root = new ICAL.Component(ICAL.parse(text));
  const days = root.getAllSubcomponents('vevent').map((event) => {
    const { summary, startDate } = new ICAL.Event(event);
    return [summary.slice(0, 8), startDate.toString()];
  });
  assert.deepEqual(days, [
    // The service is not answered: it may concern the office.
    ['「ケアプランデー', '2027-03-31'],
    ['実績報告書（別記', '2027-01-30'],
    ['仕入控除税額の報', '2028-06-30'],
    ['業務改善計画の効', '2028-03-31'],
    ['業務改善計画の効', '2029-03-31'],
    ['業務改善計画の効', '2030-03-31'],
    ['帳簿と証拠書類の', '2032-03-31'],
  ]);
  await says(page.locator('p[role="status"]', { hasText: '書き出しました' }), /7件の期限.*事業所名がないので、.*入れ替わります/);
  await close();
});

test('the calendar names the office, and a date that moves moves the same events', async () => {
  const { page, close } = await at(browser, 'check', GUNMA);
  const written = async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'カレンダーに入れる（.ics）' }).click(),
    ]);
    const root = new ICAL.Component(ICAL.parse(await readFile(await download.path(), 'utf8')));
    return root.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  };
  await page.getByLabel('事業所名（任意）').fill('本町デイサービス');
  await type(page, 'date-completion', '令和9年1月20日');
  await says(due(page, '実績報告書（別記様式第5号）'), '令和9年1月30日（2027年）');
  const before = await written();
  assert.ok(before.every(({ summary }) => summary.startsWith('本町デイサービス：')));
  assert.ok(!(await page.locator('p[role="status"]', { hasText: '書き出しました' }).innerText()).includes('入れ替わります'));
  await type(page, 'date-completion', '令和9年1月10日');
  await says(due(page, '実績報告書（別記様式第5号）'), '令和9年1月20日（2027年）');
  // SEQUENCE is the second of writing; nothing on the page tells when the next one has begun.
  await new Promise((later) => setTimeout(later, 1_100));
  const moved = await written();
  assert.deepEqual(moved.map(({ uid }) => uid), before.map(({ uid }) => uid));
  assert.ok(moved.every(({ sequence }, ix) => sequence > before[ix].sequence));
  await page.getByLabel('事業所名（任意）').fill('南町デイサービス');
  const other = await written();
  const uids = new Set([...before, ...other].map(({ uid }) => uid));
  assert.equal(uids.size, before.length + other.length);
  // It is the name of the draft.
  assert.equal((await entered(page)).name, '南町デイサービス');
  await close();
});

// ---- What was written on the form ----

const compared = (page, id) => page.locator(`[data-figure="${id}"]`);

test('figures on the form: they agree, differ with a cause, or differ without one', async () => {
  // 1,548,800 × 3/4 = 1,161,600, floored to 1,161,000.
  const { page, close } = await at(browser, 'check', SAITAMA, (await found(SAITAMA, 'S7')).application);
  await type(page, 'written-eligible-cost', '１５４万８，８００円');
  await says(compared(page, 'eligible-cost'), /^一致 試算と一致します/);
  await type(page, 'written-amount', '1161000');
  await says(compared(page, 'amount'), /^一致/);
  await type(page, 'written-rate', '４分の３');
  await says(compared(page, 'rate'), /^一致/);
  await type(page, 'written-staff', '18');
  await says(compared(page, 'staff-number'), /^一致/);
  assert.ok(!(await overview(page).innerText()).includes('書いた金額'));
  // The floor was forgotten.
  await type(page, 'written-amount', '1161600');
  await says(compared(page, 'amount'), /^不一致 .*1,161,000円 より 600円 多い額です/);
  await says(compared(page, 'amount').locator('.causes li'), /1,161,600円 になります/);
  await says(overview(page), /書いた金額のうち1件が、試算と一致しません/);
  assert.deepEqual(await axe(page), []);
  await type(page, 'written-amount', '123,457');
  await says(compared(page, 'amount'), /^不一致 .*よくある間違いでは説明できません/);
  assert.ok((await compared(page, 'amount').locator('.step').count()) > 2, 'the steps to compare');
  assert.equal(await compared(page, 'amount').locator('.causes').count(), 0);
  await type(page, 'written-rate', '三分の二');
  await says(page.locator('#written-rate-error'), /例：3\/4、0\.75、75%/);
  assert.equal(await page.locator('#written-rate').inputValue(), '三分の二');
  assert.equal(await compared(page, 'rate').innerText(), '');
  await close();
});

test('while the figure is a range it is said why it cannot be compared', async () => {
  const { page, close } = await at(browser, 'check', SAITAMA, { answers: { 'staff-fte': '18' } });
  await type(page, 'written-amount', '1161000');
  await says(compared(page, 'amount'), /^比べられません まだ答えていない質問があるため、比べられません。/);
  await close();
});

// ---- Everybody can use it ----

test('the keyboard alone answers, ticks, enters a date and gets the file', async () => {
  const { page, close } = await at(browser, 'check', KUMAMOTO);
  const until = async (reached) => {
    for (let count = 0; count < 120; count += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(reached)) {
        return;
      }
    }
    assert.fail('never reached');
  };
  await until(() => document.activeElement.name === 'promise-security-action');
  await page.keyboard.press('Space');
  await says(requirement(page, 'promise-security-action').locator('.mark'), '満たす');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'promise-security-action', 'the focus stays');
  await page.keyboard.press('ArrowDown');
  await says(requirement(page, 'promise-security-action').locator('.mark'), '満たさない');
  await until(() => document.activeElement.id === 'paper-ict-plan');
  await page.keyboard.press('Space');
  await says(page.locator('[data-stage="交付申請のとき"] .count'), /点中1点を用意しました/);
  assert.equal(await active(page), 'paper-ict-plan', 'the focus stays');
  await until(() => document.activeElement.id === 'date-completion');
  await page.keyboard.type('R6.1.10');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('#date-completion-echo').textContent(), '令和6年1月10日（2024年）');
  await until(() => document.activeElement.textContent === 'カレンダーに入れる（.ics）');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.match(download.suggestedFilename(), /\.ics$/);
  await close();
});

test('what is entered here is not lost by leaving without a word', async () => {
  const { page, close } = await at(browser, 'check', GUNMA);
  await type(page, 'date-completion', '2027-01-20');
  const asked = page.waitForEvent('dialog');
  const leaving = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.accept();
  await leaving;
  await close();
});
