import type { CommuneChanges } from './commune-changes.ts';
import type { Column, TableSheet } from './workbook.ts';

/** One line a commune and one for all, in which before + new + moved in + returned − stopped = after. */
export const changesSummary = (communes: readonly CommuneChanges[]): TableSheet => {
  const figuresOf = (one: CommuneChanges): number[] => figures.map(({ of }) => of(one));
  const total = figures.map(({ of }) => communes.reduce((sum, one) => sum + of(one), 0));
  return {
    name: 'Tổng hợp / Summary',
    columns,
    rows: communes.map((one) => [one.commune, one.communeName, ...figuresOf(one)]),
    foot: [['', 'Tổng cộng / Total', ...total]],
  };
};

const figures: readonly Readonly<{ header: string; of: (one: CommuneChanges) => number }>[] = [
  { header: 'Số người trước / People before', of: ({ counts }) => counts.sizeBefore },
  { header: 'Tăng mới / New', of: ({ people }) => people.added },
  { header: 'Chuyển đến / Moved in', of: ({ people }) => people.arrived },
  { header: 'Hưởng lại / Returned', of: ({ people }) => people.returned },
  { header: 'Dừng / Stopped', of: ({ people }) => people.stopped },
  { header: 'Thay đổi / Changed', of: ({ people }) => people.changed },
  { header: 'Số người sau / People after', of: ({ counts }) => counts.sizeAfter },
  { header: 'Tiền trước (đ) / Amount before', of: ({ counts }) => counts.amountBefore },
  { header: 'Tiền sau (đ) / Amount after', of: ({ counts }) => counts.amountAfter },
  {
    header: 'Chênh lệch (đ) / Difference',
    of: ({ counts }) => counts.amountAfter - counts.amountBefore,
  },
];

const columns: readonly Column[] = [
  { header: 'Mã xã / Code' },
  { header: 'Xã / Commune' },
  ...figures.map(({ header }) => ({ header, kind: 'number' }) as const),
];
