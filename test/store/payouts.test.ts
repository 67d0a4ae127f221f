import { describe, expect, test } from 'vitest';
import { CommuneCode } from '../../shared/domain/geography.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { aPayout, anId, carriedOver, inAugust, noon, yenHan } from '../support/build.ts';
import { nextDoor, paidBy, triedBy } from '../support/facts.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const payouts = payoutStore(table);
const held = () => undefined;

let last = 0;
/** A payout that is planned and stored, nobody else's. */
const planned = async () => {
  last += 1;
  const payout = aPayout(last);
  await payouts.savePlan({ put: [payout], remove: [] }, held);
  return payout;
};
const stored = (payout: { recipientId: ReturnType<typeof anId> }) =>
  payouts.find(inAugust, yenHan, payout.recipientId);

describe('a plan', () => {
  test('comes back as it was written, in order of recipient', async () => {
    const plan = [aPayout(900), aPayout(901, { commune: nextDoor }), aPayout(902, { commune: nextDoor })];
    await payouts.savePlan({ put: plan.toReversed(), remove: [] }, held);
    expect(await payouts.list(inAugust, nextDoor, 'to-decide')).toEqual(plan.slice(1));
    expect(await payouts.list(inAugust, nextDoor, 'to-look')).toEqual(plan.slice(1));
    expect(await stored(aPayout(900))).toEqual(aPayout(900));
  });

  test('some of it are found by their ids, and nobody else', async () => {
    const [one, other] = [await planned(), await planned()];
    await planned();
    const ids = [other.recipientId, one.recipientId, aPayout(999).recipientId];
    const found = await payouts.listSome(inAugust, yenHan, ids);
    expect(found.toSorted((a, b) => (a.recipientId < b.recipientId ? -1 : 1))).toEqual([one, other]);
  });

  test('removes who is not in it any more', async () => {
    const payout = await planned();
    await payouts.savePlan({ put: [], remove: [payout] }, held);
    expect(await stored(payout)).toBeUndefined();
  });

  test('holds no recipient, commune or period twice', async () => {
    const payout = await planned();
    const { input } = table.requests.findLast(({ command }) => command === 'BatchWriteItemCommand')!;
    expect(JSON.stringify(input)).not.toContain('recipientId');
    expect(JSON.stringify(input)).toContain(`PAYOUT#${payout.recipientId}`);
  });
});

describe('a payment', () => {
  test('is saved once and read back', async () => {
    const paid = paidBy(await planned(), 'P1');
    expect(await payouts.savePaid(paid)).toEqual({ saved: true });
    expect(await stored(paid)).toEqual(paid);
  });

  test('with the same proof again finds itself', async () => {
    const paid = paidBy(await planned(), 'P1');
    await payouts.savePaid(paid);
    expect(await payouts.savePaid(paid)).toEqual({ saved: false, found: paid });
  });

  test('raced against itself is saved once', async () => {
    const paid = paidBy(await planned(), 'P1');
    const outcomes = await Promise.all([
      payouts.savePaid(paid),
      payouts.savePaid(paid),
      payouts.savePaid(paid),
    ]);
    expect(outcomes.filter(({ saved }) => saved)).toHaveLength(1);
    expect(await stored(paid)).toEqual(paid);
  });

  test('raced against another proof: one is saved, the other finds the winner', async () => {
    const payout = await planned();
    const rivals = [paidBy(payout, 'P1'), paidBy(payout, 'P2')];
    const outcomes = await Promise.all(rivals.map((rival) => payouts.savePaid(rival)));
    const winner = rivals[outcomes.findIndex(({ saved }) => saved)];
    expect(outcomes.filter(({ saved }) => saved)).toHaveLength(1);
    expect(outcomes).toContainEqual({ saved: false, found: winner });
    expect(await stored(payout)).toEqual(winner);
  });

  test('raced against the close: it is either paid or carried over', async () => {
    for (let round = 0; round < 10; round += 1) {
      const payout = await planned();
      const [paid, closed] = await Promise.all([
        payouts.savePaid(paidBy(payout, 'P1')),
        payouts.saveCarriedOver(payout, noon),
      ]);
      expect([paid.saved, closed.saved].filter(Boolean)).toHaveLength(1);
      expect(await stored(payout)).toEqual(paid.saved ? paidBy(payout, 'P1') : carriedOver(payout));
    }
  });

  test('of another amount than is due now is not saved', async () => {
    const payout = await planned();
    const outcome = await payouts.savePaid({ ...paidBy(payout, 'P1'), amount: 1 });
    expect(outcome).toEqual({ saved: false, found: payout });
  });

  test('with a proof that the payout has seen is not saved', async () => {
    const tried = triedBy(await planned(), 'P1');
    await payouts.saveAttempt(tried, 'P1');
    expect(await payouts.savePaid(paidBy({ ...tried, proofs: [] }, 'P1'))).toEqual({
      saved: false,
      found: tried,
    });
  });

  test('of somebody without a payout is not saved', async () => {
    expect(await payouts.savePaid(paidBy(aPayout(999_999), 'P1'))).toEqual({
      saved: false,
      found: undefined,
    });
    expect(await stored(aPayout(999_999))).toBeUndefined();
  });
});

describe('an attempt', () => {
  test('is added to those before', async () => {
    const once = triedBy(await planned(), 'A1');
    const twice = triedBy(once, 'A2');
    expect(await payouts.saveAttempt(once, 'A1')).toEqual({ saved: true });
    expect(await payouts.saveAttempt(twice, 'A2')).toEqual({ saved: true });
    expect(await stored(once)).toEqual(twice);
  });

  test('raced against a payment never undoes it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const payout = await planned();
      const [paid, tried] = await Promise.all([
        payouts.savePaid(paidBy(payout, 'P1')),
        payouts.saveAttempt(triedBy(payout, 'A1'), 'A1'),
      ]);
      const now = await stored(payout);
      expect(paid.saved).toBe(now?.state === 'paid');
      expect(paid.saved || tried.saved).toBe(true);
    }
  });

  test('raced against another one forgets neither', async () => {
    const payout = await planned();
    const outcomes = await Promise.all([
      payouts.saveAttempt(triedBy(payout, 'A1'), 'A1'),
      payouts.saveAttempt(triedBy(payout, 'A2'), 'A2'),
    ]);
    expect(outcomes.filter(({ saved }) => saved)).toHaveLength(1);
    expect((await stored(payout))?.attempts).toHaveLength(1);
  });

  test('after the close is not saved', async () => {
    const payout = await planned();
    await payouts.saveCarriedOver(payout, noon);
    const outcome = await payouts.saveAttempt(triedBy(payout, 'A1'), 'A1');
    expect(outcome).toEqual({ saved: false, found: carriedOver(payout) });
  });
});

describe('a lost answer', () => {
  test.each([
    ['payment', (payout: ReturnType<typeof aPayout>) => payouts.savePaid(paidBy(payout, 'P1'))],
    ['attempt', (payout: ReturnType<typeof aPayout>) => payouts.saveAttempt(triedBy(payout, 'A1'), 'A1')],
    ['carry-over', (payout: ReturnType<typeof aPayout>) => payouts.saveCarriedOver(payout, noon)],
  ])('to a %s is a saved one', async (_name, save) => {
    const payout = await planned();
    table.loseNextAnswer('UpdateItemCommand');
    const before = table.requests.length;
    expect(await save(payout)).toEqual({ saved: true });
    // The second try failed its condition: what stands there was read back.
    expect(table.requests.slice(before).map(({ command }) => command)).toEqual([
      'UpdateItemCommand',
      'GetItemCommand',
    ]);
    expect(await stored(payout)).not.toEqual(payout);
  });
});

test('a payout that makes no sense throws when it is read', async () => {
  const commune = CommuneCode.parse('00009');
  const key = { pk: 'PERIOD#assistance.06.2016-08#COMMUNE#00009', sk: 'PAYOUT#0000000001' };
  await table.putRaw(key, { ...aPayout(1), state: 'paid' });
  await expect(payouts.list(inAugust, commune, 'to-look')).rejects.toThrow('completion');
  await expect(payouts.find(inAugust, commune, anId(1))).rejects.toThrow('completion');
});
