// The calendar file of the deadlines, as a parser that is not ours reads it. No browser: `hojo` writes the file.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ICAL from 'ical.js';
import { IDS } from '../programmes.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What `hojo calendar` makes of a draft. */
function calendar(draft, date = '2026-11-21') {
  const words = ['run', '--quiet', '--package', 'hojo', '--', 'calendar', '--date', date];
  const ran = spawnSync(process.env.CARGO ?? 'cargo', [...words, '--pack', 'tests/packs/invented', '-'], {
    cwd: ROOT,
    input: JSON.stringify({ schema: 'kaigo-hojo/draft/1', ...draft }),
  });
  assert.equal(ran.stderr.toString(), '');
  return { status: ran.status, text: ran.stdout.toString() };
}

const application = (programme, more) => ({ schema: 'kaigo-hojo/application/1', programme, ...more });

/** The events of a calendar file, after what every such file must be. */
function events(text, made = '2026-11-21') {
  assert.ok(text.endsWith('END:VCALENDAR\r\n'));
  assert.ok(!/[^\r]\n|\r[^\n]/.test(text), 'every line ends with CRLF');
  assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75), 'no line is wider than 75 octets');
  const root = new ICAL.Component(ICAL.parse(text));
  assert.equal(root.getFirstPropertyValue('version'), '2.0');
  assert.ok(root.getFirstPropertyValue('prodid'));
  const found = root.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    assert.ok(event.startDate.isDate && event.endDate.isDate, 'a whole day');
    assert.equal(event.duration.toSeconds(), 24 * 60 * 60, 'the end is the day after');
    assert.equal(component.getFirstPropertyValue('dtstamp').toString(), `${made}T00:00:00Z`);
    const { uid, summary, description, sequence } = event;
    assert.ok(Number.isSafeInteger(sequence) && sequence > 0);
    return { uid, summary, description, sequence, day: event.startDate.toString() };
  });
  assert.equal(new Set(found.map(({ uid }) => uid)).size, found.length, 'each has a UID of its own');
  return found;
}

// Worked by hand from tests/packs/invented/pack.toml.
const draft = {
  application: application('kakuu-robot-r8', {
    items: [{ id: 'i1', kind: 'wiring', unitPriceYen: 300_000, quantity: 1, tax: 'excluded' }],
  }),
  dates: { decision: '2026-07-01', completion: '2027-02-20', payment: '2027-03-10' },
};

test('the deadlines of a draft are read by another program', () => {
  const { status, text } = calendar(draft);
  assert.equal(status, 0);
  const name = '（介護ロボット等導入費補助金）';
  assert.deepEqual(
    events(text).map(({ day, summary, description }) => [day, summary, description]),
    [
      ['2026-08-30', `請求書の提出${name}`, '根拠：第8条2'],
      ['2027-02-28', `実績報告書（様式第5号）の提出${name}`, '根拠：第9条'],
      ['2028-03-31', `効果の報告（支払の翌年度）（令和9年度のうち。日の定めはありません）${name}`, '根拠：第10条2'],
      ['2027-09-30', `効果の報告の期日${name}`, '様式はまだ決まっていません。\n根拠：第10条2'],
      ['2032-03-31', `帳簿の保管（この日まで）${name}`, '根拠：第10条3'],
    ],
  );
  assert.equal(calendar(draft).text, text, 'the same deadlines give the same file');
});

test('a deadline that may not concern the applicant says so, and one without a day is left out', () => {
  const found = events(calendar({ application: application('kakuu-robot-r8'), dates: { decision: '2026-07-01' } }).text);
  assert.deepEqual(
    found.map(({ uid, summary }) => [uid, summary.includes('該当する場合')]),
    [
      ['kakuu-robot-r8.invoice@kaigo-hojo', true],
      ['kakuu-robot-r8.effects-by@kaigo-hojo', false],
    ],
  );
});

test('an office keeps its events when a date moves, and two offices have different ones', () => {
  const of = (name, completion, date) => {
    const dates = { ...draft.dates, completion };
    return events(calendar({ ...draft, name, dates }, date).text, date);
  };
  const before = of('本町デイサービス', '2027-02-01', '2026-11-21');
  const moved = of('本町デイサービス', '2027-01-20', '2026-11-22');
  const other = of('南町デイサービス', '2027-02-01', '2026-11-21');
  const uids = (found) => found.map(({ uid }) => uid);
  assert.deepEqual(uids(before), uids(moved));
  assert.ok(moved.every(({ sequence }, at) => sequence > before[at].sequence));
  // The report is due 20 days after the completion.
  const report = (found) => found.find(({ summary }) => summary.includes('実績報告書')).day;
  assert.deepEqual([before, moved].map(report), ['2027-02-21', '2027-02-09']);
  assert.equal(new Set([...uids(before), ...uids(other)]).size, 2 * before.length);
  assert.ok(before.every(({ summary }) => summary.startsWith('本町デイサービス：')));
  assert.ok(other.every(({ summary }) => summary.startsWith('南町デイサービス：')));
});

test('the built-in programmes give calendars', () => {
  for (const programme of IDS) {
    const { status, text } = calendar({ application: application(programme), dates: draft.dates });
    assert.equal(status, 0, programme);
    assert.ok(events(text).length > 0, programme);
  }
});
