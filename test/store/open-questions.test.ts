import { expect, test } from 'vitest';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { openQuestions } from '../../shared/store/open-questions.ts';
import { periodCommuneStore } from '../../shared/store/period-communes.ts';
import { aLate, anId, inAugust, inJuly, noon, yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const communes = periodCommuneStore(table);
const contradictions = contradictionStore(table);
const at = noon.toISOString();

test('what waits for a person in a period, of every commune, sealed or not, and of no other period', async () => {
  await communes.savePlan(inJuly, { commune: yenHan });
  await communes.mark(inJuly, { commune: yenHan, sealedAt: at });
  await communes.savePlan(inJuly, { commune: nextDoor });
  await communes.savePlan(inAugust, { commune: yenHan });
  const late = aLate(1);
  await contradictions.keepLate(late);
  const decided = await contradictions.keepLate(aLate(2, { proofId: 'D' }));
  await contradictions.decideLate(decided, { decision: 'rejected', decidedBy: 'accountant', decidedAt: at });
  await contradictions.keepLate(aLate(3, { periodId: inAugust }));
  const next = { periodId: inJuly, commune: nextDoor, recipientId: anId(4) };
  await contradictions.keepConflict(next, { proofId: 'C', by: 'teller-2', at });
  const { proofId, by } = late;
  expect(await openQuestions({ communes, contradictions }, inJuly)).toEqual(
    [
      { payout: payoutNumber(late), kind: 'late', by, at: late.at, proofId },
      { payout: payoutNumber(next), kind: 'conflict', by: 'teller-2', at, proofId: 'C' },
    ].toSorted((a, b) => (a.payout < b.payout ? -1 : 1)),
  );
});
