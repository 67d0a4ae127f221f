import type { Tally } from '../../domain/payout.ts';
import type { PlanComparison } from '../../domain/plan-comparison.ts';
import type { Cell, Column, TableSheet } from './workbook.ts';

type Figures = Readonly<{ total: Tally; totalBefore: Tally | undefined; comparison: PlanComparison }>;

/** One line for each question of an approver; what is not as it should be is marked, in đồng and in people. */
export const comparisonTotals = ({ total, totalBefore, comparison }: Figures): TableSheet => {
  const { stopped, changedAmount, changedCollector, oneOff, carried, offStandard, overfull } = comparison;
  const doubtful = (value: number): Cell => (value > 0 ? { value, mark: 'doubtful' } : value);
  return {
    name: 'Tổng hợp / Summary',
    columns,
    rows: [
      ['Mới / New', comparison.new.count, 0, comparison.new.amount],
      ['Thôi hưởng / Stopped', stopped.count, stopped.amount, 0],
      ['Đổi mức / Changed amount', changedAmount.count, changedAmount.before, changedAmount.after],
      ['Đổi người nhận / Changed collector', changedCollector.count, '', changedCollector.amount],
      ['Một lần (truy lĩnh, mai táng) / One-off (arrears, funeral)', oneOff.count, '', oneOff.amount],
      ['Kỳ trước chuyển sang / Carried over', carried.count, '', carried.amount],
      [
        'Khác mức chuẩn × hệ số, cao hơn (đồng) / Above standard × coefficient',
        doubtful(offStandard.count),
        '',
        doubtful(offStandard.above),
      ],
      [
        'Khác mức chuẩn × hệ số, thấp hơn (đồng) / Below standard × coefficient',
        '',
        '',
        doubtful(offStandard.below),
      ],
      ['Vượt sức chứa / Overfull', overfull > 0 ? { value: overfull, mark: 'wrong' } : overfull, '', ''],
    ],
    foot: [
      ['Tổng kế hoạch / Plan in all', total.count, totalBefore?.amount ?? '', total.amount],
      ...(totalBefore ? [['Số người tháng trước / People the month before', totalBefore.count]] : []),
    ],
  };
};

const columns: readonly Column[] = [
  { header: 'Nội dung / What' },
  { header: 'Số người / People', kind: 'number' },
  { header: 'Tháng trước (đ) / Month before', kind: 'number' },
  { header: 'Tháng này (đ) / This month', kind: 'number' },
];
