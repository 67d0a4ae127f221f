import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CommuneCode, Programme } from '../domain/geography.ts';
import type { PeriodId, PeriodParts } from '../domain/payment-period.ts';
import { leaseKey } from './keys.ts';
import { counted, type Table } from './table.ts';

/** Somebody else writes there now; state machines try again every minute, twenty times. */
export class LeaseHeld extends Error {
  override name = 'LeaseHeld';
}
/** The function has not enough time left to write safely; run again, it does what is missing. */
export class LeaseEnding extends Error {
  override name = 'LeaseEnding';
}

/** One running invocation: who holds the lease, and when (real time) the platform stops it. */
export type Holder = Readonly<{ invocationId: string; endsAtMs: number; realNowMs: () => number }>;

export type LeaseStore = ReturnType<typeof leaseStore>;

/** The holder outlives its invocation by this, so that nobody writes beside a dying one. */
const afterEndMs = 60_000;
/** Nothing is written in an invocation's last half minute. */
const beforeEndMs = 30_000;

export const registerScope = (programme: Programme, commune: CommuneCode) =>
  `REGISTER#${programme}#${commune}`;
export const planScope = (periodId: PeriodId, commune: CommuneCode) => `PLAN#${periodId}#${commune}`;
export const submissionScope = (periodId: PeriodId) => `SUBMISSION#${periodId}`;
/** Opening a period, or bringing a cancelled one back: of one province only one of them can be the last. */
export const openingScope = ({ programme, province }: Pick<PeriodParts, 'programme' | 'province'>) =>
  `OPENING#${programme}#${province}`;
export const identitiesScope = (programme: Programme) => `IDENTITIES#${programme}`;

export const leaseStore = ({ client, name: TableName }: Table, holder: Holder) => ({
  /**
   * Does bulk work alone in its scope; `assertHeld` throws when the lease is near its end. Real time, never
   * the programme's clock: a lease guards against processes, not days.
   */
  async hold<Result>(scope: string, work: (assertHeld: () => void) => Promise<Result>): Promise<Result> {
    const { invocationId, endsAtMs, realNowMs } = holder;
    const until = endsAtMs + afterEndMs;
    try {
      await client.send(
        new PutCommand({
          TableName,
          Item: { ...leaseKey(scope), holder: invocationId, until },
          ConditionExpression: 'attribute_not_exists(pk) OR holder = :me OR #until < :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':me': invocationId, ':now': realNowMs() },
          ...counted,
        }),
      );
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) throw new LeaseHeld(scope);
      throw error;
    }
    try {
      return await work(() => {
        if (realNowMs() > endsAtMs - beforeEndMs) throw new LeaseEnding(scope);
      });
    } finally {
      await giveBack({ client, name: TableName }, scope, invocationId);
    }
  },
});

/** Only one's own; a lease that is gone already (the first answer was lost) or another's by now is left as it is. */
const giveBack = async ({ client, name: TableName }: Table, scope: string, invocationId: string) => {
  const isMine = {
    ConditionExpression: 'holder = :me',
    ExpressionAttributeValues: { ':me': invocationId },
  };
  try {
    await client.send(new DeleteCommand({ TableName, Key: leaseKey(scope), ...isMine, ...counted }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
