import type { Arrival, CommuneDiff } from '../../domain/commune-diff.ts';
import type { Words } from '../../domain/finding.ts';
import type { ComparisonCounts } from '../../domain/payout-list.ts';
import { monthlyAmount, type Recipient, type StopReason } from '../../domain/recipient.ts';
import { amountOf, type ChangeKind, changeKinds, whatChanged } from './person-changes.ts';

/** What a list changes in one commune. */
export type CommuneChanges = Readonly<
  Pick<CommuneDiff, 'commune' | 'added' | 'arrivals' | 'changed' | 'stopped'> & {
    communeName: string;
    counts: Pick<ComparisonCounts, 'sizeBefore' | 'sizeAfter' | 'amountBefore' | 'amountAfter'>;
    /** Of all whom it changes, also where they are too many to be named. */
    people: PeopleCounts;
  }
>;

export type PeopleCounts = Readonly<Record<'added' | 'arrived' | 'returned' | 'stopped' | 'changed', number>>;

export const countPeople = ({
  added,
  arrivals,
  changed,
  stopped,
}: Pick<CommuneDiff, 'added' | 'arrivals' | 'changed' | 'stopped'>): PeopleCounts => {
  const returned = changed.filter(({ before }) => before.status === 'stopped').length;
  return {
    added: added.length,
    arrived: arrivals.length,
    returned,
    stopped: stopped.length,
    changed: changed.length - returned,
  };
};

/** One line about somebody; `who` as they are now, or were when they were stopped. */
export type Change = Readonly<{
  commune: string;
  from?: string;
  who: Recipient;
  before: number;
  after: number;
  collectorBefore?: Recipient['collector'];
  collectorAfter?: Recipient['collector'];
  reason: Words;
}>;

/** Each change under its heading; whose amount and collector both change stand under both. */
export type SortedChanges = Readonly<Record<'added' | 'stopped' | 'moved' | ChangeKind, readonly Change[]>>;

export const sortChanges = (communes: readonly CommuneChanges[]): SortedChanges => {
  const label = labeller(communes);
  const arrivals = communes.flatMap((one) => one.arrivals);
  const gone = new Map(communes.flatMap(({ stopped }) => stopped).map((one) => [placeOf(one), one]));
  const newHomes = new Map(arrivals.map(({ recipient, from }) => [placeOf(from), recipient.commune]));
  const changed = communes.flatMap((one) =>
    one.changed.map(({ before, after }) => ({
      kinds: changeKinds(before, after),
      change: changeOf(before, after, label),
    })),
  );
  const ofKind = (kind: ChangeKind): Change[] =>
    changed.filter(({ kinds }) => kinds.includes(kind)).map(({ change }) => change);
  return {
    added: communes.flatMap((one) => one.added.map((who) => additionOf(who, label))),
    stopped: communes.flatMap((one) =>
      one.stopped.map((who) => stopOf(who, label, newHomes.get(placeOf(who)))),
    ),
    amount: ofKind('amount'),
    collector: ofKind('collector'),
    other: ofKind('other'),
    moved: arrivals.map((arrival) => moveOf(arrival, gone.get(placeOf(arrival.from)), label)),
  };
};

/** The same person may have the same id in two communes. */
const placeOf = ({ commune, recipientId }: Arrival['from']): string => `${commune} ${recipientId}`;

type Labeller = (commune: string) => string;

const labeller = (communes: readonly CommuneChanges[]): Labeller => {
  const names = new Map<string, string>(communes.map(({ commune, communeName }) => [commune, communeName]));
  return (commune) => `${commune} ${names.get(commune) ?? ''}`.trim();
};

const additionOf = (who: Recipient, label: Labeller): Change => ({
  commune: label(who.commune),
  who,
  before: 0,
  after: monthlyAmount(who),
  collectorAfter: who.collector,
  reason: { vi: 'Mới có trong danh sách', en: 'New on the list' },
});

const changeOf = (before: Recipient, after: Recipient, label: Labeller): Change => ({
  commune: label(after.commune),
  who: after,
  before: amountOf(before),
  after: amountOf(after),
  collectorBefore: before.collector,
  collectorAfter: after.collector,
  reason: whatChanged(before, after),
});

/** Stops come with their status turned already: what they had until then is their amount before. */
const stopOf = (who: Recipient, label: Labeller, newHome: string | undefined): Change => ({
  commune: label(who.commune),
  who,
  before: monthlyAmount(who),
  after: 0,
  collectorBefore: who.collector,
  reason: newHome ? movedTo(label(newHome)) : stopReasons[who.stopReason ?? 'MISSING'],
});

const moveOf = ({ recipient, from }: Arrival, gone: Recipient | undefined, label: Labeller): Change => ({
  commune: label(recipient.commune),
  from: label(from.commune),
  who: recipient,
  before: gone ? monthlyAmount(gone) : 0,
  after: monthlyAmount(recipient),
  collectorBefore: gone?.collector,
  collectorAfter: recipient.collector,
  reason: gone
    ? { vi: 'Chuyển xã trong danh sách này', en: 'Moved within this list' }
    : { vi: 'Xã cũ đã dừng từ trước', en: 'Stopped there before this list' },
});

const movedTo = (commune: string): Words => ({
  vi: `Chuyển đến xã ${commune}`,
  en: `Moved to commune ${commune}`,
});

const stopReasons: Readonly<Record<StopReason | 'MISSING', Words>> = {
  DIED: { vi: 'Đã chết', en: 'Died' },
  MOVED_AWAY: { vi: 'Chuyển đi nơi khác', en: 'Moved away' },
  REFUSED: { vi: 'Từ chối nhận', en: 'Refused' },
  OTHER: { vi: 'Lý do khác', en: 'Another reason' },
  MISSING: { vi: 'Không còn trong danh sách', en: 'No longer on the list' },
};
