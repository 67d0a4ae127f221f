import type { Books } from '../books.ts';
import { monthOf, type PeriodBook } from '../period-books.ts';

/** Promise 1: one payout per period, commune and recipient; regular lines of a person in one commune only. */
export function* onePayout({ periods, recipients, claims }: Books): Generator<string> {
  const idNumbers = new Map<string, string>();
  for (const { commune, recipientId, idNumber } of recipients) {
    if (idNumber !== undefined) idNumbers.set(`${commune} ${recipientId}`, idNumber);
  }
  for (const period of periods) {
    yield* twice(period);
    yield* inSeveralCommunes(period, idNumbers);
  }
  yield* activeTwice(recipients);
  yield* unclaimed(recipients, claims);
}

function* twice({ periodId, payouts }: PeriodBook): Generator<string> {
  const seen = new Set<string>();
  for (const { commune, recipientId, lines, settledLate } of payouts) {
    const payout = `${periodId} ${commune} ${recipientId}`;
    if (seen.has(payout)) yield `${payout} is there twice`;
    seen.add(payout);
    const regular = [...lines, ...(settledLate?.lines ?? [])]
      .filter(({ kind }) => kind === 'regular')
      .map(({ benefit, month }) => `${benefit} ${month}`);
    if (new Set(regular).size < regular.length) yield `${payout} has the same regular line twice`;
  }
}

function* inSeveralCommunes(period: PeriodBook, idNumbers: ReadonlyMap<string, string>): Generator<string> {
  const communeOf = new Map<string, string>();
  for (const { commune, recipientId, lines } of period.payouts) {
    const isRegular = lines.some(({ kind, month }) => kind === 'regular' && month === monthOf(period));
    if (!isRegular) continue;
    const idNumber = idNumbers.get(`${commune} ${recipientId}`);
    for (const person of [recipientId, ...(idNumber === undefined ? [] : [`id ${idNumber}`])]) {
      const other = communeOf.get(person);
      if (other !== undefined && other !== commune)
        yield `${period.periodId}: recipient ${recipientId} has regular lines in ${other} and ${commune}`;
      communeOf.set(person, commune);
    }
  }
}

/** An active recipient belongs to one commune of a programme. */
function* activeTwice(recipients: Books['recipients']): Generator<string> {
  const holders = new Map<string, string>();
  for (const { status, programme, idNumber, commune, recipientId } of recipients) {
    if (status !== 'active' || idNumber === undefined) continue;
    const other = holders.get(`${programme} ${idNumber}`);
    if (other !== undefined)
      yield `${other} and ${commune} ${recipientId} are active with the same id number`;
    holders.set(`${programme} ${idNumber}`, `${commune} ${recipientId}`);
  }
}

/** Whoever is active with an id number holds it: else somebody in another commune could come with it. */
function* unclaimed(recipients: Books['recipients'], claims: Books['claims']): Generator<string> {
  const placeOf = ({ programme, commune, recipientId }: Books['claims'][number]): string =>
    `${programme} ${commune} ${recipientId}`;
  const holders = new Set(claims.map(placeOf));
  for (const recipient of recipients) {
    const { status, idNumber } = recipient;
    if (status === 'active' && idNumber !== undefined && !holders.has(placeOf(recipient)))
      yield `${placeOf(recipient)} is active with an id number that another holds, or nobody`;
  }
}
