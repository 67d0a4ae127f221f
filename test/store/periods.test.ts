import { describe, expect, test } from 'vitest';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { type Approval, approvalStore } from '../../shared/store/approvals.ts';
import { periodCommuneStore } from '../../shared/store/period-communes.ts';
import { periodStore } from '../../shared/store/periods.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { aDay, aPayout, aPeriod, noon, yenHan } from '../support/build.ts';
import { nextDoor, paidBy } from '../support/facts.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const periods = periodStore(table);
const approvals = approvalStore(table);
const communes = periodCommuneStore(table);

let year = 2100;
const newId = () => PeriodId.parse(`assistance.06.${(year += 1)}-06`);
const aStored = async (given: Parameters<typeof aPeriod>[0] = {}) =>
  (await periods.add(aPeriod({ periodId: newId(), status: 'prepared', ...given }))).periodId;

describe('a period', () => {
  test('is opened once: the second finds the first', async () => {
    const first = aPeriod({ periodId: newId(), status: 'preparing' });
    const second = { ...first, openedAt: '2016-05-21T00:00:00.000Z' };
    expect(await periods.add(first)).toEqual(first);
    expect(await periods.add(second)).toEqual(first);
    expect(await periods.get(first.periodId)).toEqual(first);
  });

  test('opened by two at once is one', async () => {
    const first = aPeriod({ periodId: newId() });
    const rivals = [first, { ...first, openedAt: '2016-05-21T00:00:00.000Z' }];
    const [one, other] = await Promise.all(rivals.map((rival) => periods.add(rival)));
    expect(one).toEqual(other);
    expect(await periods.find(first.periodId)).toEqual(one);
  });

  test('that nobody opened is not there', async () => {
    expect(await periods.find(newId())).toBeUndefined();
    await expect(periods.get(PeriodId.parse('assistance.06.1999-01'))).rejects.toThrow('no period');
  });

  test('moves on only from where it was seen', async () => {
    const periodId = await aStored();
    expect(await periods.move(periodId, { status: 'preparing' }, { status: 'prepared' })).toBe('superseded');
    expect(await periods.move(periodId, { status: 'prepared' }, { isFrozen: true })).toBe('moved');
    expect(
      await periods.move(periodId, { status: 'prepared' }, { status: 'submitted', isFrozen: false }),
    ).toBe('moved');
    expect(await periods.get(periodId)).toMatchObject({ status: 'submitted', isFrozen: false });
  });

  test('moves on from one submission only, where one is named', async () => {
    const periodId = await aStored({ status: 'submitted', submissionId: 'SECOND' });
    const open = (submissionId?: string) =>
      periods.move(
        periodId,
        { status: 'submitted', ...(submissionId !== undefined && { submissionId }) },
        { status: 'open' },
      );
    expect(await open('FIRST')).toBe('superseded');
    expect(await periods.get(periodId)).toMatchObject({ status: 'submitted', submissionId: 'SECOND' });
    expect(await open('SECOND')).toBe('moved');
    expect(await open('SECOND')).toBe('superseded');
    expect(await periods.get(periodId)).toMatchObject({ status: 'open', submissionId: 'SECOND' });
  });

  test('that was never submitted does not move from a submission', async () => {
    const periodId = await aStored({ status: 'submitted' });
    const from = { status: 'submitted', submissionId: 'FIRST' } as const;
    expect(await periods.move(periodId, from, { status: 'open' })).toBe('superseded');
  });

  test('moves on only while it is as frozen as it was read', async () => {
    const periodId = await aStored();
    const read = await periods.get(periodId);
    await periods.move(periodId, { status: 'prepared' }, { isFrozen: true });
    expect(await periods.move(periodId, read, { status: 'cancelled' })).toBe('superseded');
    expect(await periods.get(periodId)).toMatchObject({ status: 'prepared', isFrozen: true });
    const frozen = await periods.get(periodId);
    expect(await periods.move(periodId, frozen, { status: 'preparing', isFrozen: false })).toBe('moved');
  });

  test('keeps after which one it comes, and its new days beside everything else', async () => {
    const before = newId();
    const periodId = await aStored({ status: 'submitted', submissionId: 'FIRST', before });
    const read = await periods.get(periodId);
    expect(read.before).toBe(before);
    const calendar = { ...read.calendar, payoutFrom: aDay('2016-08-03'), payoutUntil: aDay('2016-08-12') };
    const to = { status: 'preparing', calendar, notBefore: aDay('2016-08-03') } as const;
    expect(await periods.move(periodId, read, to)).toBe('moved');
    expect(await periods.get(periodId)).toEqual({ ...read, ...to });
    expect(await periods.move(periodId, read, to)).toBe('superseded');
  });

  test('approved, cancelled and given new days at once goes one way', async () => {
    for (let round = 0; round < 10; round += 1) {
      const periodId = await aStored({ status: 'submitted', submissionId: 'FIRST' });
      const read = await periods.get(periodId);
      const notBefore = aDay('2016-08-03');
      const moves = await Promise.all([
        periods.move(periodId, { status: 'submitted', submissionId: 'FIRST' }, { status: 'open' }),
        periods.move(periodId, read, { status: 'cancelled' }),
        periods.move(periodId, read, { status: 'preparing', notBefore }),
      ]);
      expect(moves.filter((move) => move === 'moved')).toHaveLength(1);
      const status = (['open', 'cancelled', 'preparing'] as const)[moves.indexOf('moved')];
      const stands = await periods.get(periodId);
      expect(stands.status).toBe(status);
      expect(stands.notBefore).toBe(status === 'preparing' ? notBefore : undefined);
    }
  });

  test('frozen and given new days at once is never both', async () => {
    for (let round = 0; round < 10; round += 1) {
      const periodId = await aStored();
      const read = await periods.get(periodId);
      const [frozen, moved] = await Promise.all([
        periods.move(periodId, { status: 'prepared' }, { isFrozen: true }),
        periods.move(periodId, read, { status: 'preparing', notBefore: aDay('2016-08-03') }),
      ]);
      expect([frozen, moved].toSorted()).toEqual(['moved', 'superseded']);
      const stands = await periods.get(periodId);
      expect(stands.isFrozen).toBe(frozen === 'moved');
      expect(stands.status).toBe(frozen === 'moved' ? 'prepared' : 'preparing');
    }
  });

  test('keeps which submission it is moved to', async () => {
    const periodId = await aStored({ isFrozen: true });
    const to = { status: 'submitted', isFrozen: false, submissionId: 'FIRST' } as const;
    expect(await periods.move(periodId, { status: 'prepared' }, to)).toBe('moved');
    expect(await periods.get(periodId)).toMatchObject(to);
  });

  test('approved and recalled at once goes one way', async () => {
    for (let round = 0; round < 10; round += 1) {
      const periodId = await aStored({ status: 'submitted' });
      const moves = await Promise.all([
        periods.move(periodId, { status: 'submitted' }, { status: 'open' }),
        periods.move(periodId, { status: 'submitted' }, { status: 'preparing' }),
      ]);
      expect(moves.toSorted()).toEqual(['moved', 'superseded']);
      expect((await periods.get(periodId)).status).toBe(moves[0] === 'moved' ? 'open' : 'preparing');
    }
  });

  test('whose move loses its answer has moved', async () => {
    const periodId = await aStored();
    table.loseNextAnswer('UpdateItemCommand');
    expect(await periods.move(periodId, { status: 'prepared' }, { status: 'submitted' })).toBe('moved');
  });

  test('whose opening loses its answer is the one that was opened', async () => {
    table.loseNextAnswer('PutItemCommand');
    const period = aPeriod({ periodId: newId() });
    expect(await periods.add(period)).toEqual(period);
  });

  test('that nobody opened moves nowhere', async () => {
    expect(await periods.move(newId(), { status: 'open' }, { status: 'closing' })).toBe('superseded');
  });
});

const submission: Approval = {
  submissionId: 'FIRST',
  hash: 'HASH',
  total: { count: 2, amount: 540_000 },
  submittedBy: 'planner',
  submittedAt: '2016-05-24T02:00:00.000Z',
};
const said = {
  submissionId: 'FIRST',
  hash: 'HASH',
  approvedBy: 'approver',
  approvedAt: '2016-05-24T03:00:00.000Z',
  received: 540_000,
  voucher: 'UNC-1',
};

describe('an approval', () => {
  const submitted = async () => {
    const periodId = newId();
    await approvals.save(periodId, submission);
    return periodId;
  };

  test('of what was submitted is kept beside it', async () => {
    const periodId = await submitted();
    expect(await approvals.approve(periodId, said)).toBe('approved');
    expect(await approvals.find(periodId)).toEqual({ ...submission, ...said });
  });

  test('by the one who submitted it is refused in the write', async () => {
    const periodId = await submitted();
    const own = await approvals.approve(periodId, { ...said, approvedBy: 'planner' });
    expect(own).toEqual({ refused: submission });
    expect(await approvals.find(periodId)).toEqual(submission);
  });

  test('of another plan is refused in the write', async () => {
    const periodId = await submitted();
    expect(await approvals.approve(periodId, { ...said, hash: 'OTHER' })).toEqual({ refused: submission });
  });

  test('of the same plan as it was submitted before is refused in the write', async () => {
    const periodId = await submitted();
    const again = { ...submission, submissionId: 'SECOND' };
    await approvals.save(periodId, again);
    expect(await approvals.approve(periodId, said)).toEqual({ refused: again });
    expect(await approvals.find(periodId)).toEqual(again);
    expect(await approvals.approve(periodId, { ...said, submissionId: 'SECOND' })).toBe('approved');
  });

  test('comes once: the second approver finds the first', async () => {
    const periodId = await submitted();
    await approvals.approve(periodId, said);
    const second = await approvals.approve(periodId, { ...said, approvedBy: 'another', received: 999_999 });
    expect(second).toEqual({ refused: { ...submission, ...said } });
    expect(await approvals.find(periodId)).toEqual({ ...submission, ...said });
  });

  test('raced by two approvers is given by one', async () => {
    const periodId = await submitted();
    const answers = await Promise.all([
      approvals.approve(periodId, said),
      approvals.approve(periodId, { ...said, approvedBy: 'another' }),
    ]);
    expect(answers.filter((answer) => answer === 'approved')).toHaveLength(1);
  });

  test('of the plan before a new submission is refused, and an old approval counts no more', async () => {
    const periodId = await submitted();
    await approvals.approve(periodId, said);
    const again = { ...submission, hash: 'NEW' };
    await approvals.save(periodId, again);
    expect(await approvals.find(periodId)).toEqual(again);
    expect(await approvals.approve(periodId, said)).toEqual({ refused: again });
  });

  test('of nothing is refused', async () => {
    expect(await approvals.approve(newId(), said)).toEqual({ refused: undefined });
  });

  test('whose answer was lost is given', async () => {
    const periodId = await submitted();
    table.loseNextAnswer('UpdateItemCommand');
    expect(await approvals.approve(periodId, said)).toBe('approved');
    table.loseNextAnswer('PutItemCommand');
    await approvals.save(periodId, submission);
    expect(await approvals.find(periodId)).toEqual(submission);
  });
});

describe('a commune of a period', () => {
  const tally = { count: 1, amount: 270_000 };
  const none = { count: 0, amount: 0 };
  const plan = {
    commune: yenHan,
    planned: { registerVersion: 3, hash: 'HASH', total: tally, carried: none },
  };
  const seal = { sealedAt: noon.toISOString(), standing: standingOf([paidBy(aPayout(1), 'P1')]) };

  test('gathers facts until it is sealed', async () => {
    const periodId = newId();
    await communes.savePlan(periodId, plan);
    const submitted = { hash: 'HASH', total: tally, carried: none };
    expect(await communes.mark(periodId, { commune: yenHan, submitted })).toBe('marked');
    expect(await communes.mark(periodId, { commune: yenHan, ...seal })).toBe('marked');
    const at = '2016-08-07T00:00:00.000Z';
    expect(await communes.mark(periodId, { commune: yenHan, daySheetsAt: at })).toBe('superseded');
    expect(await communes.find(periodId, yenHan)).toEqual({ ...plan, submitted, ...seal });
  });

  test('keeps that it was stirred while somebody looked at it', async () => {
    const periodId = newId();
    await communes.savePlan(periodId, plan);
    const [lookedAt, stirredAt] = ['2016-08-04T01:00:00.000Z', '2016-08-04T01:00:01.000Z'];
    await communes.mark(periodId, { commune: yenHan, stirredAt });
    const look = { lookedAt, sheetsOut: 1, callList: 7 };
    expect(await communes.mark(periodId, { commune: yenHan, ...look })).toBe('marked');
    expect(await communes.find(periodId, yenHan)).toEqual({ ...plan, stirredAt, ...look });
  });

  test('is sealed by one of two', async () => {
    const periodId = newId();
    await communes.savePlan(periodId, plan);
    const marks = [1, 2].map(() => communes.mark(periodId, { commune: yenHan, ...seal }));
    expect((await Promise.all(marks)).toSorted()).toEqual(['marked', 'superseded']);
  });

  test('that was sealed with a lost answer is sealed', async () => {
    const periodId = newId();
    await communes.savePlan(periodId, plan);
    table.loseNextAnswer('UpdateItemCommand');
    expect(await communes.mark(periodId, { commune: yenHan, ...seal })).toBe('marked');
  });

  test('that has no plan takes no facts', async () => {
    expect(await communes.mark(newId(), { commune: yenHan, ...seal })).toBe('superseded');
  });

  test('planned again forgets what was submitted of the plan before', async () => {
    const periodId = newId();
    await communes.savePlan(periodId, plan);
    await communes.mark(periodId, {
      commune: yenHan,
      submitted: { hash: 'HASH', total: tally, carried: none },
    });
    await communes.savePlan(periodId, plan);
    expect(await communes.find(periodId, yenHan)).toEqual(plan);
  });

  test('stands in the list of its own period only', async () => {
    const periodId = newId();
    await periods.add(aPeriod({ periodId }));
    await communes.savePlan(periodId, { ...plan, commune: nextDoor });
    await communes.savePlan(periodId, plan);
    await communes.savePlan(newId(), plan);
    expect((await communes.list(periodId)).map(({ commune }) => commune)).toEqual([yenHan, nextDoor]);
  });

  test('that makes no sense throws when it is read', async () => {
    const periodId = newId();
    await table.putRaw({ pk: `PERIOD#${periodId}`, sk: `COMMUNE#${yenHan}` }, { commune: 'Phùng Chí Kiên' });
    await expect(communes.list(periodId)).rejects.toThrow('commune');
    await expect(communes.find(periodId, yenHan)).rejects.toThrow('commune');
  });
});

test('every request asks what it cost', () => {
  expect(table.requests.filter(({ input }) => input['ReturnConsumedCapacity'] !== 'TOTAL')).toEqual([]);
});
