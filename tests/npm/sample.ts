// What a developer writes, and what the compiler must not let through.

import {
  assess, KaigoHojoError, loadPack, programmes, questions, quote, schema,
  type Answer, type Application, type Assessment, type AssessmentItem, type Brief, type ErrorCode, type Item, type Options,
  type Programme, type Questionnaire, type Quote, type QuoteRow,
} from 'kaigo-hojo';

const told: unknown[] = [];
const item: Item = {
  id: 'i1', kind: 'care-software', unitPriceYen: 600_000, quantity: 1, tax: 'excluded', months: { inYear: 5 },
};
const unsure: Item = {
  id: 'i2', kindAmong: ['portable-terminal', 'communication-charge'], unitPriceYen: 3_000, quantity: 12, tax: 'excluded',
};
const answers: Record<string, Answer> = { 'staff-fte': '10.49', 'life-data': null };
const application: Application = { schema: 'kaigo-hojo/application/1', programme: 'saitama-ict-r5', answers, items: [item, unsure] };

const whole: Assessment = assess(application);
const dated: Assessment = assess(application, { date: '2026-11-21' });
const brief: Brief = assess(application, { only: 'amount', date: '2026-11-21' });
const either: Assessment | Brief = assess(application, {} as Options);

const yen: number | null = whole.amount === null ? null : whole.amount.yen;
const lines: string[] = dated.items.map((line: AssessmentItem) => `${line.id}: ${line.status} ${line.countedYen ?? '-'}`);
const remedy: string | undefined = dated.items[0]?.remedy;
if (brief.notComputable !== null) told.push(brief.notComputable.reason);

const open: Programme[] = programmes().filter((programme) => programme.status === 'open');
const form: Questionnaire = questions('saitama-ict-r5');
for (const { answer } of form.questions) {
  if (answer.type === 'choice') told.push(answer.choices.map(({ label }) => label));
  else if (answer.type === 'number') told.push(answer.min, answer.max, answer.unit);
}
const read: Quote = quote('saitama-ict-r5', 'タブレット\t1\t40,000', { tax: 'excluded' });
const names: string[] = read.rows.flatMap((row: QuoteRow) => row.lines ?? []).map((line) => line.name);
const titles: unknown[] = [schema().application['title'], schema().assessment['title']];
const id: string = loadPack(new Uint8Array());

try {
  assess(application);
} catch (error) {
  if (error instanceof KaigoHojoError) {
    const code: ErrorCode = error.code;
    if (error.code === 'out-of-range') told.push(code, error.path, error.message);
    // @ts-expect-error: there is no such code
    if (error.code === 'something-else') told.push(0);
  }
}

// @ts-expect-error: an application is needed
assess();
// @ts-expect-error: not undefined
assess(undefined);
// @ts-expect-error: no schema
assess({ programme: 'saitama-ict-r5' });
// @ts-expect-error: another document
assess({ schema: 'kaigo-hojo/application/2', programme: 'saitama-ict-r5' });
// @ts-expect-error: a misspelt key
assess({ ...application, item: [] });
// @ts-expect-error: a price as text
assess({ ...application, items: [{ ...item, unitPriceYen: '600000' }] });
// @ts-expect-error: a BigInt
assess({ ...application, items: [{ ...item, unitPriceYen: 600_000n }] });
// @ts-expect-error: a kind, and several that it may be
assess({ ...application, items: [{ ...item, kindAmong: ['lease', 'other'] }] });
// @ts-expect-error: no kind at all
assess({ ...application, items: [{ id: 'i1', unitPriceYen: 1, quantity: 1, tax: 'excluded' }] });
// @ts-expect-error: no such tax
assess({ ...application, items: [{ ...item, tax: 'none' }] });
// @ts-expect-error: another rate
assess({ ...application, items: [{ ...item, taxRatePercent: 5 }] });
// @ts-expect-error: a Map of answers
assess({ ...application, answers: new Map([['staff-fte', '1']]) });
// @ts-expect-error: a Date as an answer
assess({ ...application, answers: { 'staff-fte': new Date() } });
// @ts-expect-error: a Date as a date
assess(application, { date: new Date() });
// @ts-expect-error: no such option
assess(application, { only: 'lines' });
// @ts-expect-error: a brief result has no lines
assess(application, { only: 'amount' }).items;
// @ts-expect-error: an amount may be missing
whole.amount.yen;
// @ts-expect-error: no such status
whole.items[0].status === 'out';
// @ts-expect-error: text is no pack
loadPack('kh-pack1');
// @ts-expect-error: only the package makes its errors
new KaigoHojoError();

export { either, id, lines, names, open, remedy, titles, told, yen };
