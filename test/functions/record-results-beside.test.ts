import { describe, expect, test } from 'vitest';
import { recordResults } from '../../functions/record-results/handler.ts';
import { listIdOf } from '../../shared/domain/payout-list.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import { LeaseHeld, planScope } from '../../shared/store/leases.ts';
import {
  aDay,
  aLine,
  aMovedDay,
  aPayout,
  aPeriod,
  aSheet,
  atPoint,
  carriedOver,
  inAugust,
  noon,
  yenHan,
} from '../support/build.ts';
import { nextDoor, paidBy, triedBy } from '../support/facts.ts';
import { fakeLeases } from '../support/function-fakes.ts';
import { csvCells } from '../support/list-files.ts';
import { arrived, dayDone, type Given, listId, resultFile, row, sheetId } from '../support/result-file.ts';

const inSeptember = PeriodId.parse('assistance.06.2016-09');
const inOctober = PeriodId.parse('assistance.06.2016-10');
const september = aPeriod({ periodId: inSeptember, status: 'open' });
/** What September owes, the lines of August included. */
const due = (given: Parameters<typeof aPayout>[1] = {}) =>
  aPayout(1, {
    periodId: inSeptember,
    lines: [aLine(), aLine(270_000, { carriedFrom: inAugust })],
    amount: 540_000,
    ...given,
  });
const tooLate = (given: Given = {}) =>
  resultFile([row(1, 'x')], {
    payouts: [carriedOver(aPayout(1)), due()],
    status: 'closed',
    next: september,
    ...given,
  });

describe('a late result', () => {
  test('is kept, and holds the next payout under the lease of its commune', async () => {
    const { run, contradictions, leases, payoutOf } = tooLate({ uploader: 'teller-7' });
    await run();
    const [late] = contradictions.lates.values();
    expect(late).toMatchObject({ periodId: inAugust, saysPaid: true, listId, row: 2, by: 'teller-7' });
    expect(leases.taken).toEqual([planScope(inSeptember, yenHan)]);
    expect(payoutOf(due(), inSeptember)).toEqual(
      due({ held: { periodId: inAugust, proofId: late?.proofId ?? '' } }),
    );
  });

  test.each([
    ['is opened', { next: aPeriod({ periodId: inSeptember, status: 'closing' }) }],
    ['has a payout', { payouts: [carriedOver(aPayout(1))] }],
    ['is there', { next: aPeriod({ periodId: inSeptember, status: 'cancelled' }) }],
  ] satisfies [string, Given][])('is kept whether or not a next month %s', async (_, given) => {
    const { run, contradictions, answers } = tooLate(given);
    await run();
    expect(contradictions.lates.size).toBe(1);
    expect(answers()).toEqual(['late']);
  });

  test('holds the month that inherited it, over one that was cancelled', async () => {
    const october = aPeriod({ periodId: inOctober, status: 'open', before: inAugust });
    const { periods, directory, ...needs } = tooLate({
      next: aPeriod({ periodId: inSeptember, status: 'cancelled' }),
      payouts: [carriedOver(aPayout(1)), due({ periodId: inOctober })],
    });
    await periods.add(october);
    await directory.savePeriod(inOctober);
    await recordResults({ ...needs, periods, directory })(arrived);
    expect(needs.payoutOf(due(), inOctober)).toHaveProperty('held.periodId', inAugust);
  });

  test('follows its money through a month that carried it over again', async () => {
    const october = aPeriod({ periodId: inOctober, status: 'open', before: inSeptember });
    const { periods, directory, ...needs } = tooLate({
      next: aPeriod({ periodId: inSeptember, status: 'closed' }),
      payouts: [carriedOver(aPayout(1)), carriedOver(due()), due({ periodId: inOctober })],
    });
    await periods.add(october);
    await directory.savePeriod(inOctober);
    await recordResults({ ...needs, periods, directory })(arrived);
    expect(needs.payoutOf(due(), inSeptember)).toMatchObject({
      state: 'carriedOver',
      held: { periodId: inAugust },
    });
    expect(needs.payoutOf(due(), inOctober)).toHaveProperty('held.periodId', inAugust);
  });

  test('holds nothing where it says that nobody was paid, or where the next payout is paid already', async () => {
    const absent = resultFile([row(1, 'ABSENT')], {
      payouts: [carriedOver(aPayout(1)), due()],
      status: 'closed',
      next: september,
    });
    await absent.run();
    expect(absent.payoutOf(due(), inSeptember)).toEqual(due());
    expect([...absent.contradictions.lates.values()]).toMatchObject([{ saysPaid: false }]);

    const paid = tooLate({ payouts: [carriedOver(aPayout(1)), paidBy(due(), 'P')] });
    await paid.run();
    expect(paid.payoutOf(due(), inSeptember)).toEqual(paidBy(due(), 'P'));
  });

  test('goes back to the queue while somebody else plans the next month, and is answered once he has', async () => {
    const busy = resultFile([row(2, 'x'), row(1, 'x')], {
      payouts: [carriedOver(aPayout(1)), aPayout(2), due()],
      next: september,
      heldByOthers: [planScope(inSeptember, yenHan)],
    });
    await expect(busy.run()).rejects.toBeInstanceOf(LeaseHeld);
    expect(busy.results.all.get(listId)?.status).toBe('reading');
    expect(busy.payout(2)?.state).toBe('paid');
    // Nobody is paid there meanwhile.
    expect(busy.payoutOf(due(), inSeptember)).toHaveProperty('held.periodId', inAugust);
    await recordResults({ ...busy, leases: fakeLeases() })(arrived);
    expect(busy.answers()).toEqual(['recorded', 'late']);
    expect(busy.payoutOf(due(), inSeptember)).toHaveProperty('held.periodId', inAugust);
  });

  test('is held with all others of its commune under one lease', async () => {
    const many = Array.from({ length: 20 }, (_, at) => aPayout(at + 1));
    const next = many.map(({ recipientId }) => due({ recipientId }));
    const { run, leases, payouts, answers } = resultFile(
      many.map((_, at) => row(at + 1, 'x')),
      { payouts: [...many.map(carriedOver), ...next], status: 'closed', next: september },
    );
    await run();
    expect(answers()).toEqual(many.map(() => 'late'));
    expect(leases.taken).toEqual([planScope(inSeptember, yenHan)]);
    const held = [...payouts.all.values()].filter(({ held: by }) => by !== undefined);
    expect(held.map(({ periodId }) => periodId)).toEqual(many.map(() => inSeptember));
  });

  test('said again after it was decided holds nobody any more', async () => {
    const { run, contradictions, ...needs } = tooLate();
    await run();
    const [late] = contradictions.lates.values();
    await contradictions.decideLate(late!, {
      decision: 'rejected',
      decidedBy: 'accountant-1',
      decidedAt: noon.toISOString(),
    });
    await needs.payouts.liftHeld(
      due({ held: { periodId: inAugust, proofId: late!.proofId } }),
      late!.proofId,
    );
    await recordResults({ ...needs, contradictions })({ ...arrived, sequencer: '0B' });
    expect(needs.payoutOf(due(), inSeptember)).not.toHaveProperty('held.periodId');
  });
});

describe('a result while the period is closing', () => {
  const closing = { status: 'closing', payouts: [aPayout(1), due()], next: september } satisfies Given;

  test('is late, and what it is about is carried over: never neither paid nor kept', async () => {
    const { run, answers, payout, contradictions, payoutOf } = resultFile([row(1, 'x')], closing);
    await run();
    expect(answers()).toEqual(['late']);
    expect(payout(1)).toEqual(carriedOver(aPayout(1)));
    expect(contradictions.lates.size).toBe(1);
    expect(payoutOf(due(), inSeptember)).toHaveProperty('held.periodId', inAugust);
  });

  test('finds a payment that was faster than the close: both are kept', async () => {
    const { payouts, ...needs } = resultFile([row(1, 'x')], closing);
    const saveCarriedOver: typeof payouts.saveCarriedOver = async (payout, at) => {
      await payouts.savePaid(paidBy(aPayout(1), 'FASTER'));
      return payouts.saveCarriedOver(payout, at);
    };
    await recordResults({ ...needs, payouts: { ...payouts, saveCarriedOver } })(arrived);
    expect(needs.answers()).toEqual(['conflict']);
    expect(needs.payout(1)?.state).toBe('paid');
    expect([needs.contradictions.lates.size, needs.contradictions.conflicts.size]).toEqual([0, 1]);
  });

  test('that was read as open is late where the close was faster', async () => {
    const { payouts, ...needs } = resultFile([row(1, 'x')], { payouts: [aPayout(1)] });
    const savePaid: typeof payouts.savePaid = async (payout) => {
      await payouts.saveCarriedOver(aPayout(1), noon);
      return payouts.savePaid(payout);
    };
    await recordResults({ ...needs, payouts: { ...payouts, savePaid } })(arrived);
    expect(needs.answers()).toEqual(['late']);
    expect([needs.payout(1)?.state, needs.contradictions.lates.size]).toEqual(['carriedOver', 1]);
  });
});

describe('what a teller wrote beside a result', () => {
  const noted = (number: number, result: string) =>
    row(number, result, 'self,03/08/2016,"đi cùng con gái, bà Lan"');

  test('goes to the registry, and nowhere else', async () => {
    const { run, notes, ...needs } = resultFile([noted(1, 'x'), noted(2, ''), row(2, 'ABSENT')]);
    await run();
    expect([...notes.all.values()]).toEqual(['đi cùng con gái, bà Lan']);
    const elsewhere = [
      ...needs.payouts.all.values(),
      ...needs.results.all.values(),
      needs.audit.acts,
      needs.answersText(),
    ];
    expect(JSON.stringify(elsewhere)).not.toContain('bà Lan');
  });

  test.each([
    ['a conflict', { payouts: [paidBy(aPayout(1), 'OTHER')] }],
    ['a late result', { payouts: [carriedOver(aPayout(1))], status: 'closed' }],
  ] satisfies [string, Given][])('is kept beside %s too', async (_, given) => {
    const { run, notes } = resultFile([noted(1, 'x')], given);
    await run();
    expect(notes.all.size).toBe(1);
  });

  test('is not kept where nothing is: somebody unknown, a month that is not open', async () => {
    const { run, notes } = resultFile([noted(1, 'x'), noted(9, 'x')], { status: 'submitted' });
    await run();
    expect(notes.all.size).toBe(0);
  });
});

describe('the next morning looks at a commune', () => {
  const stirredAt = async (rows: string[], given: Given = {}) => {
    const { run, communes } = resultFile(rows, given);
    await run();
    return communes.all.get(`${inAugust} ${yenHan}`)?.stirredAt;
  };

  test.each<[string, string[], Given, string | undefined]>([
    ['something was recorded', [row(1, 'x')], {}, noon.toISOString()],
    ['a day is done', [dayDone], {}, noon.toISOString()],
    ['nothing is said', [row(1, '')], {}, undefined],
    ['the month is not open', [row(1, 'x')], { status: 'submitted' }, undefined],
  ])('where %s', async (_, rows, given, expected) => {
    expect(await stirredAt(rows, given)).toBe(expected);
  });

  test('as of a moment after everything was written, so that no look in between misses it', async () => {
    let ticks = 0;
    const { communes, payouts, ...needs } = resultFile([row(1, 'x'), dayDone]);
    const now = () => new Date(noon.getTime() + (ticks += 1000));
    let writtenAt = 0;
    const savePaid: typeof payouts.savePaid = (payout) => {
      writtenAt = now().getTime();
      return payouts.savePaid(payout);
    };
    await recordResults({ ...needs, communes, payouts: { ...payouts, savePaid }, now })(arrived);
    const stirred = communes.all.get(`${inAugust} ${yenHan}`)?.stirredAt ?? '';
    expect(new Date(stirred).getTime()).toBeGreaterThan(writtenAt);
  });
});

describe('the same file again, promise 6', () => {
  test('writes nothing to a payout, a sheet, a commune or the registry', async () => {
    const file = resultFile([row(1, 'x', 'self,03/08/2016,ghi chú'), row(2, 'ABSENT'), dayDone]);
    await file.run();
    const { payouts, sheets, communes, notes } = file;
    const stored = [payouts, sheets, communes, notes].map(({ all }) => [...all]);
    const written = () => Promise.reject(new Error('written again'));
    await recordResults({
      ...file,
      payouts: { ...payouts, savePaid: written, saveAttempt: written },
      sheets: { ...sheets, end: written },
      communes: { ...communes, mark: written },
      notes: { ...notes, add: written },
    })({ ...arrived, sequencer: '0B' });
    expect([payouts, sheets, communes, notes].map(({ all }) => [...all])).toEqual(stored);
    expect(file.results.all.get(listIdOf({ ...arrived, sequencer: '0B' }))).toMatchObject({
      answers: { 'already-recorded': 2 },
    });
  });

  test('of a function that died after it had ended the sheet has the commune looked at all the same', async () => {
    const { communes, ...file } = resultFile([dayDone]);
    const mark = () => Promise.reject(new Error('the function died'));
    await expect(recordResults({ ...file, communes: { ...communes, mark } })(arrived)).rejects.toThrow(
      'died',
    );
    expect(file.sheets.all.get(sheetId)?.status).toBe('reported');
    await recordResults({ ...file, communes })(arrived);
    expect(communes.all.get(`${inAugust} ${yenHan}`)?.stirredAt).toBe(noon.toISOString());
  });
});

describe('a day that is called done', () => {
  test('before it has come stays open, and its row is unclear', async () => {
    const sheet = aSheet('issued', { day: '2016-08-04' });
    const { run, answersText, sheets, results } = resultFile([dayDone.replace(sheetId, sheet.sheetId)], {
      sheets: [sheet],
      payouts: [aPayout(1, { place: atPoint(sheet.day) })],
    });
    await run();
    expect(sheets.all.get(sheet.sheetId)?.status).toBe('issued');
    expect(csvCells(answersText())[1]?.slice(1, 3)).toEqual(['DAY-DONE', 'unclear']);
    expect(results.all.get(listId)).toMatchObject({ rows: 1, answers: { unclear: 1 } });
  });

  test('is over on the day that it was moved to', async () => {
    const sheet = aSheet('issued', { day: '2016-08-05' });
    const { run, sheets, movedDays } = resultFile([dayDone.replace(sheetId, sheet.sheetId)], {
      sheets: [sheet],
    });
    await movedDays.save(aMovedDay('2016-08-05', '2016-08-03'));
    await run();
    expect(sheets.all.get(sheet.sheetId)?.status).toBe('reported');
  });
});

test('a payment without a day of its own is of the day that the sheet was moved to', async () => {
  const { run, payout, movedDays } = resultFile([
    row(1, 'x', 'self,').replace(sheetId, '01834-1.2016-08-05'),
  ]);
  await movedDays.save(aMovedDay('2016-08-05', '2016-08-02'));
  await run();
  expect(payout(1)).toHaveProperty('completion.paidOn', aDay('2016-08-02'));
});

test('the answers say in two languages what is odd about a payment that was recorded', async () => {
  const { run, answersText } = resultFile([row(1, 'x', 'proxy,01/08/2016'), row(2, 'x')]);
  await run();
  const [, odd = [], plain] = csvCells(answersText());
  expect(odd[2]).toBe('recorded');
  expect(odd[4]).toMatch(/trước ngày hẹn.*người nhận thay/);
  expect(odd[5]).toMatch(/before the day planned.*no collector/);
  expect(plain?.slice(4)).toEqual(['', '']);
});

describe('what a file costs to read', () => {
  const readings = async (rows: readonly string[], given: Given = {}, size = 0) => {
    const file = resultFile(rows, given);
    const submitted = { hash: 'HASH', total: { count: size, amount: 1 }, carried: { count: 0, amount: 0 } };
    await file.communes.mark(inAugust, { commune: yenHan, submitted });
    const reads: string[] = [];
    const { payouts, sheets } = file;
    await recordResults({
      ...file,
      payouts: {
        ...payouts,
        find: (...about) => (reads.push('one'), payouts.find(...about)),
        list: (periodId, commune, reading) => (
          reads.push(`whole ${reading}`),
          payouts.list(periodId, commune)
        ),
        listSome: (periodId, commune, ids, reading) => (
          reads.push(`${ids.length} ${reading}`),
          payouts.listSome(periodId, commune, ids)
        ),
      },
      sheets: { ...sheets, list: (...about) => (reads.push('sheets'), sheets.list(...about)) },
    })(arrived);
    return { reads, sheet: file.sheets.all.get(sheetId)?.status };
  };
  const many = Array.from({ length: 20 }, (_, at) => aPayout(at + 1));
  const all = many.map((_, at) => row(at + 1, at === 0 ? 'ABSENT' : 'x'));

  test('a whole sheet with "day done": its commune once, at half the price, and which sheets there are', async () => {
    const { reads, sheet } = await readings([...all, dayDone], { payouts: many });
    expect(reads).toEqual(['whole to-look', 'sheets']);
    expect(sheet).toBe('reported');
  });

  test('a whole sheet without a word: the same', async () => {
    const { reads, sheet } = await readings(all, { payouts: many });
    expect(reads).toEqual(['whole to-look', 'sheets']);
    expect(sheet).toBe('reported');
  });

  test('a few rows with "day done": those few, at half the price', async () => {
    expect((await readings([row(1, 'x'), dayDone], { payouts: many })).reads).toEqual([
      '1 to-look',
      'sheets',
    ]);
  });

  test('a short sheet of a large commune: its people, not the whole commune', async () => {
    const { reads, sheet } = await readings([...all, dayDone], { payouts: many }, 200);
    expect(reads).toEqual(['20 to-look', 'sheets']);
    expect(sheet).toBe('reported');
  });

  test('a part of a sheet: once more, strongly, because another file may have brought the rest', async () => {
    const { reads, sheet } = await readings(all.slice(1), { payouts: many });
    expect(reads).toEqual(['whole to-look', 'sheets', 'whole to-decide']);
    expect(sheet).toBe('issued');
  });

  test('somebody who is not there is looked for once more, strongly', async () => {
    expect((await readings([row(99, 'x'), dayDone])).reads).toEqual(['1 to-look', 'one', 'sheets']);
  });
});

describe('what was read a moment too early', () => {
  /** The payouts as they were before the last writes. */
  const stale = async (rows: readonly string[], before: Payout[], now: Payout[]) => {
    const file = resultFile(rows, { payouts: now });
    const list: PayoutStore['list'] = async (periodId, commune, reading) =>
      reading === 'to-look' ? before : file.payouts.list(periodId, commune);
    const listSome = async () => before;
    await recordResults({ ...file, payouts: { ...file.payouts, list, listSome } })(arrived);
    return file;
  };

  test.each<[string, Payout[], Payout, string, string]>([
    ['a payout that was not there yet', [], aPayout(1), 'recorded', 'paid'],
    ['a payment that was undone since', [paidBy(aPayout(1), 'OTHER')], aPayout(1), 'recorded', 'paid'],
    [
      'one that waits no more',
      [aPayout(1, { held: { periodId: inAugust, proofId: 'L' } })],
      aPayout(1),
      'recorded',
      'paid',
    ],
    ['one that is due in part by now', [aPayout(1, { amount: 540_000 })], aPayout(1), 'recorded', 'paid'],
    ['one that is paid by now', [aPayout(1)], paidBy(aPayout(1), 'OTHER'), 'conflict', 'paid'],
    ['one that was tried by now', [aPayout(1)], triedBy(aPayout(1), 'A'), 'recorded', 'paid'],
  ])('decides nothing: %s', async (_, ...[before, now, answer, state]) => {
    const { answers, payout } = await stale([row(1, '270000')], before, [now]);
    expect(answers()).toEqual([answer]);
    expect(payout(1)?.state).toBe(state);
  });

  test('two halves of a sheet that come at the same time end it, whoever is last', async () => {
    const sheet = aSheet();
    const file = await stale([row(1, 'x')], [aPayout(1), aPayout(2)], [aPayout(1), paidBy(aPayout(2), 'P')]);
    expect(file.sheets.all.get(sheet.sheetId)?.status).toBe('reported');
  });
});

test('a file of two communes is recorded in both, and each is looked at', async () => {
  const other = aPayout(2, { commune: nextDoor, place: atPoint('2016-08-03', '01835-1') });
  const sheet = aSheet('issued', { pointId: '01835-1' });
  const file = resultFile([row(1, 'x'), `${sheet.sheetId},${payoutNumber(other)},270000,x,self,`], {
    payouts: [aPayout(1), other],
    sheets: [aSheet(), sheet],
  });
  await file.communes.savePlan(inAugust, { commune: nextDoor });
  await file.run();
  expect([...file.sheets.all.values()].map(({ status }) => status)).toEqual(['reported', 'reported']);
  expect([...file.communes.all.values()].map(({ stirredAt }) => stirredAt)).toEqual([
    noon.toISOString(),
    noon.toISOString(),
  ]);
});
