import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { approvePeriod } from '../../functions/approve-period/handler.ts';
import { changePayout } from '../../functions/change-payout/handler.ts';
import { closePayouts } from '../../functions/close-payouts/handler.ts';
import { completePayout } from '../../functions/complete-payout/handler.ts';
import { moveDay } from '../../functions/move-day/handler.ts';
import { queueReminders } from '../../functions/queue-reminders/handler.ts';
import { settlePeriod } from '../../functions/settle-period/handler.ts';
import { writePack } from '../../functions/write-pack/handler.ts';
import { writeSheets } from '../../functions/write-sheets/handler.ts';
import { isOverdue, reportedSheets } from '../../shared/domain/overdue.ts';
import { followingPeriod } from '../../shared/domain/payment-period.ts';
import type { PayoutAct } from '../../shared/domain/payout-acts.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { isCarriedOver } from '../../shared/domain/late-effects.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { comparisonKeyOf } from '../../shared/lists/files.ts';
import { logger } from '../../shared/runtime/logger.ts';
import {
  aBenefit,
  aCollector,
  aDay,
  aLine,
  aMonth,
  aPayout,
  aPointId,
  aRecipient,
  aSheet,
  atPoint,
  carriedOver,
  inAugust,
  inJuly,
  noon,
  yenHan,
} from '../support/build.ts';
import { here, nextDoor, person } from '../support/facts.ts';
import { aCommuneOf, fakeSettlements } from '../support/function-fakes.ts';
import { csvCells } from '../support/list-files.ts';
import {
  applyList,
  openMonth,
  payoutIn,
  planIn,
  prepare,
  preparedMonth,
  resultsSaid,
  type SmallMonth,
  submitBy,
} from '../support/small-month.ts';

/** The rows of domain.md 7.5 that concern a month, each at the doors where it is met. */

beforeEach(() => {
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(logger, level).mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const inSeptember = followingPeriod(inAugust);
const ofCommune = { periodId: inAugust, communes: [yenHan] };
const change = (month: SmallMonth, act: PayoutAct, actor = person('approver'), number = 1) =>
  changePayout(month)({ periodId: inAugust, payout: payoutNumber(aPayout(number)), act, actor });
const close = async (month: SmallMonth): Promise<void> => {
  await month.periods.move(inAugust, { status: 'open' }, { status: 'closing' });
  await closePayouts(month)(ofCommune);
  await month.periods.move(inAugust, { status: 'closing' }, { status: 'closed' });
};
const septemberOf = async (month: SmallMonth) => {
  await prepare(month, inSeptember);
  return planIn(month, inSeptember);
};
const dead = aRecipient(1, { status: 'stopped' });

describe('row 11: somebody who died is stopped', () => {
  test('before the plan is submitted: it is made again without them', async () => {
    const month = await preparedMonth();
    await applyList(month, dead);
    expect(await submitBy(month)).toEqual({ refused: 'register-changed', communes: [yenHan] });
    await prepare(month);
    expect(planIn(month).map(({ recipientId }) => recipientId)).toEqual([aPayout(2).recipientId]);
  });

  test('after it: the month of the death is still due, the next one is not', async () => {
    const month = await openMonth();
    await applyList(month, dead);
    const paidAnd = await resultsSaid(month, { 1: 'x,self,03/08/2016', 2: 'x,self,03/08/2016' });
    expect(paidAnd).toEqual(['recorded', 'recorded']);
    await close(month);
    const next = await septemberOf(month);
    expect(next.map(({ recipientId }) => recipientId)).toEqual([aPayout(2).recipientId]);
  });

  test('after it, and nobody came for the money: that month alone is carried over, until it is decided', async () => {
    const month = await openMonth();
    await applyList(month, dead);
    await close(month);
    const [owed] = (await septemberOf(month)).filter(({ recipientId }) => recipientId === dead.recipientId);
    expect(owed?.lines).toEqual([expect.objectContaining({ month: '2016-08', carriedFrom: inAugust })]);
    await month.periods.move(inSeptember, { status: 'prepared' }, { status: 'open' });
    const handBack = { kind: 'hand-back', reason: 'DIED', paper: '112/QĐ-UBND' } as const;
    const asked = { periodId: inSeptember, payout: payoutNumber(aPayout(1)), act: handBack };
    expect(await changePayout(month)({ ...asked, actor: person('approver') })).toEqual({
      done: 'handed-back',
    });
  });
});

test('row 12: an amount off the standard is paid as listed, and the approver sees the difference in đồng', async () => {
  const people = [aRecipient(1, { benefits: [aBenefit(300_000)] }), aRecipient(2)];
  const month = await preparedMonth({ people });
  expect(await submitBy(month)).toMatchObject({
    total: { amount: 570_000 },
    comparison: { offStandard: { count: 1, above: 30_000, below: 0 } },
  });
  expect(month.files.json(comparisonKeyOf(inAugust))).toMatchObject({
    comparison: { offStandard: { count: 1, above: 30_000, below: 0 } },
  });
});

describe('row 17: list or money late, or too little money', () => {
  const approving = (month: SmallMonth, received: number, at: string) =>
    approvePeriod({ ...month, now: () => new Date(at) })({
      periodId: inAugust,
      hash: month.approvals.all.get(inAugust)?.hash ?? '',
      received,
      voucher: 'UNC-1',
      actor: person('approver'),
    });

  test('a list after the 24th is planned and approved while the payout days are to come', async () => {
    const month = { ...(await preparedMonth()), now: () => new Date('2016-07-29T01:00:00.000Z') };
    await applyList(month, aRecipient(3));
    await prepare(month);
    expect(await submitBy(month)).toMatchObject({ done: 'submitted', total: { count: 3 } });
    expect(await approving(month, 810_000, '2016-07-29T02:00:00.000Z')).toMatchObject({ done: 'approved' });
  });

  test('less money than the list’s total opens nothing, and says what is missing', async () => {
    const month = await preparedMonth();
    await submitBy(month);
    const short = await approving(month, 500_000, '2016-07-29T02:00:00.000Z');
    expect(short).toEqual({ refused: 'money-short', missing: 40_000 });
    expect(month.periods.all.get(inAugust)?.status).toBe('submitted');
    expect(month.runPeriod.inputs).toEqual([]);
  });
});

describe('row 18: two devices, one of them offline, a clock that is wrong', () => {
  test('the first of two wins, the second is kept with its proof; ours is the time of recording', async () => {
    const month = await openMonth();
    expect(await resultsSaid(month, { 1: 'x,self,03/08/2016' }, { name: 'may1' })).toEqual(['recorded']);
    const first = payoutIn(month, 1);
    const later = { ...month, now: () => new Date('2016-08-05T03:00:00.000Z') };
    const offline = await resultsSaid(
      later,
      { 1: 'x,proxy,02/08/2016', 2: 'x,self,02/08/2016' },
      { name: 'may2' },
    );
    expect(offline).toEqual(['conflict', 'recorded']);
    expect(payoutIn(month, 1)).toEqual(first);
    const proofs = [...month.contradictions.conflicts.values()].map(({ proofId }) => proofId);
    expect(proofs).toHaveLength(1);
    expect(first?.proofs).not.toContain(proofs[0]);
    expect(payoutIn(month, 2)).toMatchObject({
      completion: { paidOn: '2016-08-02', recordedAt: '2016-08-05T03:00:00.000Z' },
    });
  });

  test('a day that has not come is unclear in a file, refused one by one, and pays nobody', async () => {
    const month = await openMonth();
    expect(await resultsSaid(month, { 1: 'x,self,03/08/2031' })).toEqual(['unclear']);
    const result = { outcome: 'paid', paidTo: 'self', on: aDay('2031-08-03') } as const;
    const said = { periodId: inAugust, payout: payoutNumber(aPayout(1)), result, actor: person('teller') };
    expect(await completePayout(month)(said)).toHaveProperty('refused');
    expect(payoutIn(month, 1)?.state).toBe('assigned');
  });
});

describe('row 19: a collector without paper, one whom nobody knows', () => {
  test('a proxy who may not collect leaves the payout due', async () => {
    const month = await openMonth();
    expect(await resultsSaid(month, { 1: 'PROXY_INVALID_OR_EXPIRED,,' })).toEqual(['recorded']);
    expect(payoutIn(month, 1)).toMatchObject({
      state: 'assigned',
      attempts: [{ reason: 'PROXY_INVALID_OR_EXPIRED' }],
    });
  });

  test('a payment to a proxy whom the list does not name is recorded, and its answer says so', async () => {
    const known = aRecipient(2, { collector: aCollector('C1') });
    const month = await openMonth({ people: [aRecipient(1), known] });
    await resultsSaid(month, { 1: 'x,proxy,03/08/2016', 2: 'x,proxy,03/08/2016' });
    const answers = [...month.files.all].find(([key]) => key.endsWith('answers.csv'));
    const toDo = csvCells(String(answers?.[1])).map((cells) => cells.at(-1));
    expect(toDo.map((text) => text?.includes('names no collector'))).toEqual([false, true, false]);
  });
});

test('row 20: who comes on another day to another counter is paid, and neither overdue nor missing on a sheet', async () => {
  const month = await openMonth();
  const elsewhere = aSheet('issued', { day: '2016-08-02', pointId: '01834-2' }).sheetId;
  const early = await resultsSaid(month, { 1: 'x,self,02/08/2016' }, { name: 'khac', sheet: elsewhere });
  expect(early).toEqual(['recorded']);
  expect(payoutIn(month, 1)).toMatchObject({
    state: 'paid',
    place: atPoint(),
    completion: { paidOn: '2016-08-02' },
  });
  expect(await resultsSaid(month, { 2: 'ABSENT,,' })).toEqual(['recorded']);
  const sheets = [...month.sheets.all.values()];
  expect(sheets).toMatchObject([{ status: 'reported' }]);
  const looked = { today: aDay('2016-08-04'), reported: reportedSheets(sheets), moved: new Map() };
  expect(planIn(month).map((payout) => isOverdue(payout, looked))).toEqual([false, true]);
});

test('row 21: of a point that is closed the whole day moves: paper anew, nobody overdue before, all told', async () => {
  const month = await openMonth();
  await writeSheets(month)({ ...ofCommune, which: 'days' });
  const moved = await moveDay(month)({
    periodId: inAugust,
    pointId: aPointId('01834-1'),
    day: aDay('2016-08-03'),
    to: aDay('2016-08-05'),
    reason: 'ROAD_OR_WEATHER',
    actor: person('planner'),
  });
  expect(moved).toEqual({ done: 'moved' });
  expect(month.communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ daySheetsAt: undefined });
  for (const number of [1, 2])
    await applyList(month, aRecipient(number, { phoneKey: `P${number}`, phone: `+8491234567${number}` }));
  await month.sheets.end(aSheet(), 'reported', { by: 'teller', at: noon });
  const morning = { ...month, now: () => new Date('2016-08-04T01:00:00.000Z') };
  await queueReminders(morning)({ ...ofCommune, wave: aDay('2016-08-04') });
  expect(month.reminders.written).toMatchObject([
    { notice: 'day-moved', day: '2016-08-05' },
    { notice: 'day-moved', day: '2016-08-05' },
  ]);
});

describe('row 22: a death that is learnt of after the cash was handed over', () => {
  test('no payment is touched and no line is negative: later plans owe nothing, recovering is the authority’s', async () => {
    const month = await openMonth();
    await resultsSaid(month, { 1: 'x,proxy,03/08/2016', 2: 'x,self,03/08/2016' });
    const payment = payoutIn(month, 1);
    await applyList(month, dead);
    for (const kind of ['hand-back', 'withhold'] as const)
      expect(await change(month, { kind, reason: 'DIED', paper: '112/QĐ-UBND' })).toEqual({
        refused: 'paid',
      });
    expect(payoutIn(month, 1)).toEqual(payment);
    await close(month);
    const next = await septemberOf(month);
    expect(next.map(({ recipientId }) => recipientId)).toEqual([aPayout(2).recipientId]);
    for (const { lines } of next) expect(lines.every(({ amount }) => amount > 0)).toBe(true);
  });

  test('money that was not handed over after all is undone by two, and then handed back by decision', async () => {
    const month = await openMonth();
    await resultsSaid(month, { 1: 'x,proxy,03/08/2016' });
    await change(month, { kind: 'ask-reversal', reason: 'NOT_HANDED_OVER' }, person('teller'));
    expect(await change(month, { kind: 'confirm-reversal' })).toEqual({ done: 'reversed' });
    const handBack = { kind: 'hand-back', reason: 'DIED', paper: '112/QĐ-UBND' } as const;
    expect(await change(month, handBack)).toEqual({ done: 'handed-back' });
    expect(standingOf(planIn(month)).handedBack).toEqual({ count: 1, amount: 270_000 });
  });
});

test('row 24: no benefit group is on any paper or message, and no amount is told to anybody but the counter', async () => {
  const group = '5(3)';
  const people = [1, 2].map((number) =>
    aRecipient(number, {
      benefits: [{ ...aBenefit(675_000), group, coefficient: 2.5 }],
      phoneKey: `P${number}`,
      phone: `+8491234567${number}`,
    }),
  );
  const month = await openMonth({ people });
  for (const which of ['days', 'catch-up'] as const) await writeSheets(month)({ ...ofCommune, which });
  await month.sheets.end(aSheet(), 'reported', { by: 'teller', at: noon });
  const morning = { ...month, now: () => new Date('2016-08-04T01:00:00.000Z') };
  await queueReminders(morning)({ ...ofCommune, wave: aDay('2016-08-04') });
  const texts = await Promise.all(
    [...month.files.all].map(async ([key, content]) => [key, await textOf(content)] as const),
  );
  const paper = texts.filter(([key]) => /^(sheets|call-lists)\//.test(key));
  expect(paper.length).toBeGreaterThan(6);
  for (const [key, text] of paper) {
    expect(`${key} ${text}`).not.toContain(group);
    if (/poster|loudspeaker|call-lists/.test(key)) expect(text).not.toMatch(/675\.?000/);
  }
});

/** All that stands in a file. */
const textOf = async (content: string | Uint8Array): Promise<string> => {
  if (typeof content === 'string') return content;
  const { sheets } = await readXlsx(content);
  return sheets.flatMap(({ rows }) => rows.flat().map(String)).join('\n');
};

describe('row 25: communes that merge in the middle of a month', () => {
  const july = aLine(270_000, { month: aMonth('2016-07'), source: { ...aLine().source, row: 7 } });
  const owed = carriedOver(aPayout(1, { periodId: inJuly, lines: [july] }));
  const merged = [aRecipient(1, { status: 'stopped' }), aRecipient(1, { commune: nextDoor }), aRecipient(2)];

  test('what the old commune owes keeps its origin; the month itself is due in the new one alone', async () => {
    const month = await preparedMonth({ owed: [owed], people: merged });
    const own = planIn(month).filter(({ recipientId }) => recipientId === owed.recipientId);
    expect(own.toSorted((a, b) => a.commune.localeCompare(b.commune))).toMatchObject([
      { commune: yenHan, lines: [{ ...july, carriedFrom: inJuly }] },
      { commune: nextDoor, lines: [{ month: '2016-08' }] },
    ]);
  });

  test('a result of the old commune’s sheet is of the old commune, and its close carries over under its code', async () => {
    const month = await openMonth({ owed: [owed], people: merged });
    expect(await resultsSaid(month, { 1: 'ABSENT,,' })).toEqual(['recorded']);
    await close(month);
    const carried = planIn(month).filter(isCarriedOver);
    expect(new Set(carried.map(({ commune }) => commune))).toEqual(new Set([yenHan]));
    expect(month.communes.all.get(`${inAugust} ${nextDoor}`)?.sealedAt).toBeUndefined();
  });
});

describe('row 26: no cell of what a month writes begins as a formula does', () => {
  const hostile = { name: '=HYPERLINK("http://x")', hamlet: '+Nà Làng' };
  const collector = { ...aCollector('C1'), name: '@SUM(A1)', relation: '-con' };
  const people = [
    aRecipient(1, { ...hostile, phoneKey: 'P1', phone: '+84912345671' }),
    aRecipient(2, { ...hostile, collector }),
    aRecipient(3, { ...hostile, hamlet: '\tNà', homeVisit: 'SICK' }),
  ];

  test('sheets, call lists, comparison, answers, pack, whatever people and places are called', async () => {
    const month = { ...(await openMonth({ people })), settlements: fakeSettlements() };
    await month.directory.saveCommune(here, {
      ...aCommuneOf(yenHan),
      name: '=1+1',
    });
    for (const which of ['days', 'catch-up'] as const) await writeSheets(month)({ ...ofCommune, which });
    await month.sheets.end(aSheet(), 'reported', { by: 'teller', at: noon });
    const morning = { ...month, now: () => new Date('2016-08-04T01:00:00.000Z') };
    await queueReminders(morning)({ ...ofCommune, wave: aDay('2016-08-04') });
    await resultsSaid(month, { 1: 'x,self,03/08/2016' });
    await resultsSaid(month, { 2: 'x,self,03/08/2016\n=1+1,=cmd|A1,,x,self,03/08/2016' }, { name: 'xau' });
    await close(month);
    await writePack(month)({ periodId: inAugust, communes: [yenHan] });
    await settlePeriod(month)({ periodId: inAugust });
    const written = [...month.files.all].filter(
      ([name]) => !name.startsWith('inbox/') && !name.startsWith('lists/'),
    );
    const names = written.map(([name]) => name).join(' ');
    for (const kind of [
      'poster.xlsx',
      'home.csv',
      'catch-up.csv',
      'call-lists',
      'comparison.xlsx',
      'pack.xlsx',
      'unpaid',
      'answers.csv',
    ])
      expect(names).toContain(kind);
    expect(written.map(([, content]) => String(content)).join('\n')).toContain(`'=cmd|A1`);
    let hostileCells = 0;
    for (const [name, content] of written) {
      for (const cell of await cellsOf(name, content)) {
        if (/^'[=+\-@\t]/.test(cell)) hostileCells += 1;
        expect(`${name}: ${cell}`).not.toMatch(/: [=+\-@\t\r]/);
      }
    }
    expect(hostileCells).toBeGreaterThan(10);
  });

  /** Cells with text; a formula of a workbook counts as one. */
  const cellsOf = async (name: string, content: string | Uint8Array): Promise<string[]> => {
    if (name.endsWith('.csv')) return csvCells(String(content)).flat();
    if (typeof content === 'string') return [];
    const { sheets } = await readXlsx(content, { readStyles: true });
    const formulas = sheets.flatMap(({ cells }) =>
      [...(cells?.values() ?? [])].map(({ formula }) => formula),
    );
    const texts = sheets.flatMap(({ rows }) => rows.flat().filter((cell) => typeof cell === 'string'));
    return [...texts, ...formulas.flatMap((formula) => (formula ? [`=${formula}`] : []))];
  };
});

describe('row 27: closed is closed, and one person alone undoes nothing', () => {
  const paidAndClosed = async () => {
    const month = await openMonth();
    await resultsSaid(month, { 1: 'x,self,03/08/2016' });
    await close(month);
    return month;
  };
  const acts: [PayoutAct, ReturnType<typeof person>][] = [
    [{ kind: 'undo', reason: 'TYPED_WRONG' }, person('teller', 'inbox')],
    [{ kind: 'ask-reversal', reason: 'NOT_HANDED_OVER' }, person('teller')],
    [{ kind: 'confirm-reversal' }, person('accountant')],
    [{ kind: 'hand-back', reason: 'DIED', paper: '1/QĐ' }, person('approver')],
    [{ kind: 'withhold', reason: 'UNDER_REVIEW', paper: '1/QĐ' }, person('approver')],
    [{ kind: 'place', place: atPoint('2016-08-05'), reason: 'ASKED' }, person('planner')],
  ];

  test.each(acts)('after the close $kind changes nothing', async (act, actor) => {
    const month = await paidAndClosed();
    const stands = planIn(month);
    for (const number of [1, 2])
      expect(await change(month, act, actor, number)).toEqual({ refused: 'sealed' });
    expect(planIn(month)).toEqual(stands);
    expect(month.audit.acts.filter((one) => one.act.startsWith('payout-'))).toEqual([]);
  });

  test('a request that was made before the close is not confirmed after it', async () => {
    const month = await openMonth();
    await resultsSaid(month, { 1: 'x,self,03/08/2016' });
    await change(month, { kind: 'ask-reversal', reason: 'NOT_HANDED_OVER' }, person('teller'));
    await close(month);
    expect(await change(month, { kind: 'confirm-reversal' })).toEqual({ refused: 'sealed' });
    expect(payoutIn(month, 1)?.state).toBe('paid');
  });

  test('who asked does not confirm, in whatever role; the reason and both names are kept', async () => {
    const month = await openMonth();
    await resultsSaid(month, { 1: 'x,self,03/08/2016' });
    await change(month, { kind: 'ask-reversal', reason: 'NOT_HANDED_OVER' }, person('accountant', 'lan'));
    const alone = await change(month, { kind: 'confirm-reversal' }, person('approver', 'lan'));
    expect(alone).toEqual({ refused: 'own-request' });
    expect(payoutIn(month, 1)?.state).toBe('paid');
    await change(month, { kind: 'confirm-reversal' }, person('approver', 'minh'));
    expect(payoutIn(month, 1)?.reversals).toMatchObject([
      { reason: 'NOT_HANDED_OVER', askedBy: 'lan', confirmedBy: 'minh' },
    ]);
  });
});
