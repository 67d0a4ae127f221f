import type { Item, Snapshot } from '../../../infra/local/story/snapshot.ts';

const fieldOf = (item: Item, field: string): string => {
  const value = item[field];
  return typeof value === 'string' ? value : '';
};

/**
 * How a story ended, in a form in which two runs can be compared: every deployment has its own secret, so
 * people are known by commune and file number; when something was recorded, and by which list, does not count.
 */
export const endingOf = ({ payouts, registry }: Snapshot): string[] => {
  const fileNumbers = new Map(
    registry
      .filter((item) => fieldOf(item, 'sk').startsWith('RECIPIENT#'))
      .map((item) => [
        `${fieldOf(item, 'commune')} ${fieldOf(item, 'recipientId')}`,
        fieldOf(item, 'fileNumber'),
      ]),
  );
  const lines = payouts.flatMap((item) => {
    const [, periodId = '', commune = ''] = /^PERIOD#(.+)#COMMUNE#(\d+)$/.exec(fieldOf(item, 'pk')) ?? [];
    const [, recipientId] = /^PAYOUT#(.+)$/.exec(fieldOf(item, 'sk')) ?? [];
    if (recipientId === undefined) return [];
    const owed = [item['lines']].flat().map((line) => {
      const { kind, benefit, month, amount, carriedFrom = '' } = line as Record<string, string>;
      return [kind, benefit, month, amount, carriedFrom].join(' ');
    });
    const who = fileNumbers.get(`${commune} ${recipientId}`) ?? 'unknown';
    const { kind, day, pointId, session = '' } = item['place'] as Record<string, string>;
    const where = [kind, pointId, day, session].join(' ');
    return [
      [periodId, commune, who, where, fieldOf(item, 'state'), item['amount'], ...owed.toSorted()].join(' | '),
    ];
  });
  const periods = payouts
    .filter(({ sk }) => sk === 'PERIOD' || sk === 'SETTLEMENT')
    .map((item) => [item['pk'], item['sk'], item['status'], JSON.stringify(item['paid'] ?? '')].join(' | '));
  return [...lines, ...periods].toSorted();
};
