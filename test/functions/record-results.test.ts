import { describe, expect, test } from 'vitest';
import { recordResults } from '../../functions/record-results/handler.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { listIdOf } from '../../shared/domain/payout-list.ts';
import { answersKeyOf, questionsKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import { writeWorkbook } from '../../shared/lists/report/workbook.ts';
import {
  aDecision,
  aLate,
  aMovedDay,
  aPayout,
  aSheet,
  atPoint,
  carriedOver,
  inAugust,
  inJuly,
  noon,
} from '../support/build.ts';
import { paidBy } from '../support/facts.ts';
import {
  arrived,
  dayDone,
  type Given,
  header,
  listId,
  resultFile,
  row,
  sheetId,
} from '../support/result-file.ts';

const held = { periodId: inJuly, proofId: 'L' };
const handedBack: Payout = { ...aPayout(1), state: 'handedBack', decision: aDecision() };

describe('every row has its answer', () => {
  test.each<[string, string[], Given, string[]]>([
    ['recorded', [row(1, 'x'), row(2, 'ABSENT')], {}, ['recorded', 'recorded']],
    ['recorded with its amount', [row(1, '270.000')], {}, ['recorded']],
    ['already-recorded', [row(1, 'x'), row(1, 'x')], {}, ['recorded', 'already-recorded']],
    ['conflict', [row(1, 'x')], { payouts: [paidBy(aPayout(1), 'OTHER')] }, ['conflict']],
    ['amount-differs', [row(1, '200000')], {}, ['amount-differs']],
    [
      'conflict, of another amount',
      [row(1, '200000')],
      { payouts: [paidBy(aPayout(1), 'OTHER')] },
      ['conflict'],
    ],
    ['late, of another amount', [row(1, '200000')], { status: 'closing' }, ['late']],
    ['recorded, on another day', [row(1, 'x', 'self,01/08/2016')], {}, ['recorded']],
    ['handed-back', [row(1, 'x')], { payouts: [handedBack] }, ['handed-back']],
    ['withheld', [row(1, 'x')], { payouts: [{ ...handedBack, state: 'withheld' }] }, ['withheld']],
    ['held', [row(1, 'x'), row(1, 'ABSENT')], { payouts: [aPayout(1, { held })] }, ['held', 'recorded']],
    ['not-open, because it was cancelled', [row(1, 'x')], { status: 'cancelled' }, ['not-open']],
    ['unknown-payout', [row(9, 'x')], {}, ['unknown-payout']],
    ['not-open', [row(1, 'x')], { status: 'submitted' }, ['not-open']],
    ['late', [row(1, 'x')], { payouts: [carriedOver(aPayout(1))], status: 'closed' }, ['late']],
    ['nothing-said', [row(1, '')], {}, ['nothing-said']],
    [
      'recorded, in Vietnamese',
      [row(1, 'đã trả', 'chính chủ,'), row(2, 'vắng')],
      {},
      ['recorded', 'recorded'],
    ],
    ['unclear, before the period was opened', [row(1, 'x', 'self,19/07/2016')], {}, ['unclear']],
    ['unclear', [row(1, 'maybe'), `${sheetId},01834-WRONG,270000,x,,`], {}, ['unclear', 'unclear']],
  ])('%s', async (_name, rows, given, answers) => {
    const setup = resultFile(rows, given);
    await setup.run();
    expect(setup.answers()).toEqual(answers);
    const counted = Object.values(setup.results.all.get(listId)?.answers ?? {});
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    expect(setup.results.all.get(listId)).toMatchObject({ status: 'recorded', rows: rows.length });
  });

  test('in the order of the file, however many rows there are', async () => {
    const payouts = Array.from({ length: 40 }, (_, at) => aPayout(at));
    const rows = payouts.map((_, at) => row(39 - at, at % 2 === 0 ? 'x' : ''));
    const { run, answers } = resultFile(rows, { payouts });
    await run();
    expect(answers()).toEqual(rows.map((_, at) => (at % 2 === 0 ? 'recorded' : 'nothing-said')));
  });
});

describe('what waits for a person', () => {
  const questions = (setup: ReturnType<typeof resultFile>) =>
    setup.files
      .text(questionsKeyOf(inAugust))
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',').toSpliced(2, 1).slice(0, 4));

  test.each<[string, string, Given]>([
    ['late', 'late', { payouts: [carriedOver(aPayout(1))], status: 'closed' }],
    ['conflict', 'conflict', { payouts: [paidBy(aPayout(1), 'OTHER')] }],
    ['conflict with a decision', 'conflict', { payouts: [handedBack] }],
  ])('is listed: %s', async (_, kind, given) => {
    const setup = resultFile([row(1, 'x')], given);
    await setup.run();
    expect(questions(setup)).toEqual([[payoutNumber(aPayout(1)), kind, listId, '2']]);
  });

  test('is listed with what other files had brought', async () => {
    const payouts = [carriedOver(aPayout(1)), carriedOver(aPayout(2))];
    const setup = resultFile([row(1, 'x')], { payouts, status: 'closed' });
    await setup.contradictions.keepLate(aLate(2, { periodId: inAugust }));
    await setup.run();
    expect(questions(setup).map(([number]) => number)).toEqual([1, 2].map((n) => payoutNumber(aPayout(n))));
  });

  test('is not written where nothing waits', async () => {
    const setup = resultFile([row(1, 'x'), row(2, 'ABSENT')]);
    await setup.run();
    expect(setup.files.all.has(questionsKeyOf(inAugust))).toBe(false);
  });

  test('is written by a file that is read again, after one that died before', async () => {
    const setup = resultFile([row(1, 'x')], { payouts: [carriedOver(aPayout(1))], status: 'closed' });
    const { writeCsv } = setup.files;
    setup.files.writeCsv = () => Promise.reject(new Error('the function died'));
    await expect(setup.run()).rejects.toThrow('died');
    setup.files.writeCsv = writeCsv;
    await setup.run();
    expect(questions(setup)).toHaveLength(1);
  });
});

test('a payment says who was paid, when, by whom and from which row', async () => {
  const { run, payout, audit } = resultFile(['', row(1, 'x', 'proxy,02/08/2016')], { uploader: 'teller-7' });
  await run();
  expect(payout(1)).toMatchObject({
    state: 'paid',
    completion: {
      paidTo: 'proxy',
      paidOn: '2016-08-02',
      recordedAt: noon.toISOString(),
      recordedBy: 'teller-7',
      source: { listId, row: 3 },
    },
  });
  expect(audit.acts).toMatchObject([
    {
      act: 'record-results',
      actId: listId,
      actor: { id: 'teller-7', role: 'teller' },
      facts: { recorded: 1 },
    },
  ]);
});

test('an attempt leaves the payout assigned', async () => {
  const { run, payout } = resultFile([row(1, 'ABSENT')]);
  await run();
  expect(payout(1)).toMatchObject({
    state: 'assigned',
    attempts: [{ reason: 'ABSENT', attemptedOn: '2016-08-03' }],
  });
});

describe('a conflict', () => {
  test('is kept with its proof, and the first payment stays', async () => {
    const first = paidBy(aPayout(1), 'OTHER');
    const { run, payout, contradictions } = resultFile([row(1, 'x')], {
      payouts: [first],
      uploader: 'teller-7',
    });
    await run();
    expect(payout(1)).toEqual(first);
    expect([...contradictions.conflicts.values()]).toMatchObject([{ listId, row: 2, by: 'teller-7' }]);
  });

  test('inside one file: the first row counts', async () => {
    const { run, answers, payout } = resultFile([row(1, 'x', 'self,'), row(1, 'x', 'proxy,')]);
    await run();
    expect(answers()).toEqual(['recorded', 'conflict']);
    expect(payout(1)).toMatchObject({ completion: { paidTo: 'self' } });
  });

  test('with a teller who was faster', async () => {
    const { payouts, ...needs } = resultFile([row(1, 'x')]);
    const racing = {
      ...payouts,
      savePaid: (async (payout) => {
        await payouts.savePaid(paidBy(aPayout(1), 'FASTER'));
        return payouts.savePaid(payout);
      }) as typeof payouts.savePaid,
    };
    await recordResults({ ...needs, payouts: racing })(arrived);
    expect(needs.answers()).toEqual(['conflict']);
    expect(needs.contradictions.conflicts.size).toBe(1);
  });

  test.each([
    ['handed back', handedBack],
    ['withheld', { ...handedBack, state: 'withheld' as const }],
    ['held', aPayout(1, { held })],
  ])('with what was %s is kept where money was handed over, and nowhere else', async (_, payout) => {
    const { run, contradictions, payoutOf } = resultFile([row(1, 'x'), row(1, 'DIED')], {
      payouts: [payout],
    });
    await run();
    expect([...contradictions.conflicts.values()]).toMatchObject([{ row: 2 }]);
    expect(payoutOf(payout)?.state).toBe(payout.state);
  });
});

test('a long file, for which the commune is read whole, gives every row its answer', async () => {
  const many = Array.from({ length: 20 }, (_, at) => aPayout(at + 1));
  const { run, answers } = resultFile(
    many.map((_, at) => row(at + 1, at % 2 === 0 ? 'x' : 'ABSENT')),
    { payouts: many },
  );
  await run();
  expect(answers()).toEqual(many.map(() => 'recorded'));
});

describe('a file read again', () => {
  test('after it was recorded changes nothing', async () => {
    const { run, payouts, audit, files } = resultFile([row(1, 'x'), row(2, 'ABSENT')]);
    await run();
    const [stored, written] = [[...payouts.all], [...files.all]];
    await run();
    expect([...payouts.all]).toEqual(stored);
    expect([...files.all]).toEqual(written);
    expect(audit.acts).toHaveLength(1);
  });

  test('after it died half-way gives the same answers', async () => {
    const rows = [row(1, 'x'), row(2, 'ABSENT'), row(2, 'SICK_AT_HOME'), row(1, 'x'), row(1, 'x', 'proxy,')];
    const { results, ...needs } = resultFile(rows);
    const dying = recordResults({
      ...needs,
      results,
      files: { ...needs.files, writeCsv: () => Promise.reject(new Error('the function died')) },
    });
    await expect(dying(arrived)).rejects.toThrow('the function died');
    await recordResults({ ...needs, results })(arrived);
    expect(needs.answers()).toEqual(['recorded', 'recorded', 'recorded', 'already-recorded', 'conflict']);
  });

  test('under another name records nothing new', async () => {
    const { run, payouts, files, ...needs } = resultFile([row(1, 'x'), row(2, 'ABSENT')]);
    await run();
    const stored = [...payouts.all];
    const again = { ...arrived, sequencer: '0B' };
    await recordResults({ ...needs, payouts, files })(again);
    expect([...payouts.all]).toEqual(stored);
    expect(files.text(answersKeyOf(listIdOf(again))).match(/already-recorded/g)).toHaveLength(2);
  });
});

describe('a sheet whose days are blank, uploaded on two days', () => {
  const onTwoDays = async (rows: readonly string[], given: Given = {}) => {
    const { run, payouts, files, ...needs } = resultFile(rows, given);
    await run();
    const first = [...payouts.all.values()];
    const again = { ...arrived, sequencer: '0B' };
    const now = () => new Date('2016-08-04T05:00:00.000Z');
    await recordResults({ ...needs, payouts, files, now })(again);
    expect([...payouts.all.values()]).toEqual(first);
    expect(needs.contradictions.conflicts.size).toBe(0);
    const answers = files.text(answersKeyOf(listIdOf(again)));
    expect(answers.match(/already-recorded/g)).toHaveLength(rows.length);
    return first;
  };

  test('is recorded once, a payment and an attempt alike', async () => {
    const [paidOne, tried] = await onTwoDays([row(1, 'x', 'self,'), row(2, 'ABSENT', 'self,')]);
    expect(paidOne).toMatchObject({ state: 'paid', completion: { paidOn: '2016-08-03' } });
    expect(tried).toMatchObject({ state: 'assigned', attempts: [{ attemptedOn: '2016-08-03' }] });
  });

  test('is recorded once where it is a catch-up whose day has not come, as of the first day', async () => {
    const catchUp = aSheet('issued', { day: '2016-08-17', kind: 'catch-up' });
    const rows = [row(1, 'x', 'self,'), row(2, 'ABSENT', 'self,')];
    const [paidOne, tried] = await onTwoDays(
      rows.map((text) => text.replace(sheetId, catchUp.sheetId)),
      { sheets: [catchUp] },
    );
    expect(paidOne).toMatchObject({ state: 'paid', completion: { paidOn: '2016-08-03' } });
    expect(tried).toMatchObject({ state: 'assigned', attempts: [{ attemptedOn: '2016-08-03' }] });
  });
});

describe('a sheet whose day has not come', () => {
  const tomorrow = aSheet('issued', { day: '2016-08-04' });
  const onTomorrow = (text: string) => text.replace(sheetId, tomorrow.sheetId);
  const given = { sheets: [tomorrow], payouts: [aPayout(1, { place: atPoint('2016-08-04') })] };

  test('says of nobody that they were paid today, unless the day is written', async () => {
    const blank = resultFile([onTomorrow(row(1, 'x', 'self,'))], given);
    await blank.run();
    expect([blank.answers(), blank.payout(1)]).toEqual([['unclear'], given.payouts[0]]);
    const written = resultFile([onTomorrow(row(1, 'x'))], given);
    await written.run();
    expect([written.answers(), written.payout(1)?.state]).toEqual([['recorded'], 'paid']);
  });

  test('is looked at where the day is now', async () => {
    const { run, answers, movedDays, payout } = resultFile([row(1, 'x', 'self,')]);
    await movedDays.save(aMovedDay('2016-08-03', '2016-08-05'));
    await run();
    expect([answers(), payout(1)]).toEqual([['unclear'], aPayout(1)]);
  });
});

describe('a sheet', () => {
  test('ends with "day done", and its blanks are left assigned', async () => {
    const { run, sheets, payout } = resultFile([row(1, 'x'), row(2, ''), dayDone], { uploader: 'teller-7' });
    await run();
    expect(sheets.all.get(sheetId)).toMatchObject({ status: 'reported', settledBy: 'teller-7' });
    expect(payout(2)?.state).toBe('assigned');
  });

  test('ends by itself when every payout on it has its result', async () => {
    const { run, sheets } = resultFile([row(1, 'x'), row(2, 'ABSENT')]);
    await run();
    expect(sheets.all.get(sheetId)).toMatchObject({ status: 'reported' });
  });

  test('stays out while somebody on it has no result', async () => {
    const { run, sheets } = resultFile([row(1, 'x')]);
    await run();
    expect(sheets.all.get(sheetId)).toMatchObject({ status: 'issued' });
  });

  test('is not kept open by somebody of another day', async () => {
    const { run, sheets } = resultFile([row(1, 'x')], {
      payouts: [aPayout(1), aPayout(2, { place: atPoint('2016-08-05') })],
    });
    await run();
    expect(sheets.all.get(sheetId)).toMatchObject({ status: 'reported' });
  });

  test('that was signed off stays so', async () => {
    const { run, sheets } = resultFile([row(1, 'x'), dayDone], { sheets: [aSheet('signedOff')] });
    await run();
    expect(sheets.all.get(sheetId)).toMatchObject({ status: 'signedOff' });
  });
});

describe('a file that is refused', () => {
  test('for its period names it in the summary', async () => {
    const { run, periods, files, results } = resultFile([row(1, 'x')]);
    periods.all.clear();
    await run();
    expect(files.json(summaryKeyOf(listId))).toMatchObject({ refused: { rule: 'period-unknown' } });
    expect(results.all.size).toBe(0);
  });

  test.each([
    ['header-missing', 'name,money\nHoàng,270000\n'],
    ['column-missing', 'sheet,payout,amount,paid_to\n1,2,3,4\n'],
    ['file-empty', ''],
    ['not-a-list', '%PDF-1.4'],
  ])('for what it is, %s, is refused once and records nothing', async (rule, content) => {
    const { run, files, results, payout } = resultFile([row(1, 'x')]);
    files.all.set(arrived.key, content);
    await run();
    await run();
    expect(files.json(summaryKeyOf(listId))).toMatchObject({ refused: { rule } });
    expect(results.all.get(listId)?.status).toBe('refused');
    expect(payout(1)).toEqual(aPayout(1));
  });
});

describe('a sheet that comes back', () => {
  const cells = [header, row(1, 'x'), row(2, 'ABSENT')].map((line) => line.split(','));

  test('as a workbook is recorded alike', async () => {
    const [columns = [], ...rows] = cells;
    const content = await writeWorkbook([
      { name: 'Phiếu', columns: columns.map((name) => ({ header: name })), rows },
    ]);
    const key = `inbox/results/${inAugust}/phieu.xlsx`;
    const needs = resultFile([]);
    needs.files.all.set(key, content);
    await recordResults(needs)({ ...arrived, key });
    expect(needs.answers()).toEqual(['recorded', 'recorded']);
    expect(needs.payout(1)?.state).toBe('paid');
  });

  test('as a workbook of loose pages has one answer a row, page by page', async () => {
    const [columns = [], first = [], second = []] = cells;
    const page = (name: string, ...rows: string[][]) => ({
      name,
      columns: columns.map((title) => ({ header: title })),
      rows,
    });
    const content = await writeWorkbook([page('1', second), page('2', first, first), page('3', second)]);
    const key = `inbox/results/${inAugust}/phieu.xlsx`;
    const needs = resultFile([]);
    needs.files.all.set(key, content);
    await recordResults(needs)({ ...arrived, key });
    const told = needs
      .answersText()
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(told.map(([row, , answer]) => `${row} ${answer}`)).toEqual([
      'dòng / row kết quả / answer',
      '2 recorded',
      '2:2 recorded',
      '2:3 already-recorded',
      '3:2 already-recorded',
    ]);
  });

  test.each([
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['semicolons', (text: string) => text.replaceAll(',', ';')],
    ['tabs', (text: string) => text.replaceAll(',', '\t')],
  ])('in %s is recorded alike', async (_, saved) => {
    const { run, files, answers } = resultFile([]);
    files.all.set(arrived.key, saved(cells.map((line) => line.join(',')).join('\r\n')));
    await run();
    expect(answers()).toEqual(['recorded', 'recorded']);
  });
});
