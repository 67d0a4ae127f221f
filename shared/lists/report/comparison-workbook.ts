import type { CommuneCode } from '../../domain/geography.ts';
import type { Tally } from '../../domain/payout.ts';
import { partsOf, type PeriodId } from '../../domain/payment-period.ts';
import type { PlanChange, PlanComparison } from '../../domain/plan-comparison.ts';
import { dayFirst, timeFirst } from '../written-date.ts';
import { comparisonTotals } from './comparison-totals.ts';
import type { SheetHead } from './sheet-head.ts';
import { type Cell, type Column, type TableSheet, writeWorkbook } from './workbook.ts';

export type ComparedCommune = Readonly<{
  commune: CommuneCode;
  name: string;
  total: Tally;
  comparison: PlanComparison;
}>;

/** Somebody in the comparison, as the sheets and the register know them. */
export type ComparedPerson = Readonly<
  Pick<PlanChange, 'kind' | 'before' | 'after'> & { number: string; name: string; hamlet: string }
>;

/** What the approver has before them, and names by its hash. */
export type SubmittedPlan = Readonly<{
  periodId: PeriodId;
  province: string;
  timeZone: string;
  hash: string;
  submittedBy: string;
  submittedAt: string;
}>;

export type ComparedPeriod = Readonly<{
  submitted: SubmittedPlan;
  /** What was approved for the month before, where there is one. */
  totalBefore: Tally | undefined;
  /** All communes together. */
  total: Tally;
  comparison: PlanComparison;
  /** In the order in which they are to be looked at. */
  communes: readonly ComparedCommune[];
  /** Absent where there is no month before: everybody is new then. */
  people?: Readonly<{ listed: readonly ComparedPerson[]; unlisted: number }> | undefined;
}>;

/** What the approver looks at first: what the plan is against the month before, in all, by commune and by name. */
export const comparisonWorkbook = ({ people, submitted, ...figures }: ComparedPeriod): Promise<Uint8Array> =>
  writeWorkbook([
    { ...comparisonTotals(figures), head: headOf(submitted) },
    communesSheet(figures),
    ...(people ? [peopleSheet(people.listed, people.unlisted)] : []),
  ]);

const headOf = ({ periodId, province, timeZone, ...plan }: SubmittedPlan): SheetHead => ({
  title: 'SO SÁNH VỚI THÁNG TRƯỚC / AGAINST THE MONTH BEFORE',
  lines: [
    ['Kỳ chi trả / Period', `Tháng ${dayFirst(partsOf(periodId).month)}`],
    ['Tỉnh / Province', province],
    ['Người trình / Submitted by', plan.submittedBy],
    ['Trình lúc / Submitted at', timeFirst(plan.submittedAt, timeZone)],
    ['Mã kế hoạch để duyệt / Plan hash to approve by', plan.hash],
  ],
});

const communesSheet = ({ total, comparison, communes }: Figures): TableSheet => {
  const figuresOf = (one: Pick<ComparedCommune, 'total' | 'comparison'>): Cell[] =>
    figures.map(({ of, mark }) => {
      const value = of(one.comparison, one.total);
      return mark && value > 0 ? { value, mark } : value;
    });
  return {
    name: 'Theo xã / By commune',
    columns: [
      { header: 'Mã xã / Code' },
      { header: 'Xã / Commune' },
      ...figures.map(({ header }) => ({ header, kind: 'number' }) as const),
    ],
    rows: communes.map((one) => [one.commune, one.name, ...figuresOf(one)]),
    foot: [['', 'Tổng cộng / Total', ...figuresOf({ total, comparison })]],
  };
};

type Figures = Pick<ComparedPeriod, 'total' | 'comparison' | 'communes'>;

type Figure = Readonly<{
  header: string;
  of: (comparison: PlanComparison, total: Tally) => number;
  mark?: 'wrong' | 'doubtful';
}>;

const figures: readonly Figure[] = [
  { header: 'Số người / People', of: (_, total) => total.count },
  { header: 'Tổng tiền (đ) / Amount', of: (_, total) => total.amount },
  { header: 'Mới / New', of: (one) => one.new.count },
  { header: 'Mới (đ) / New', of: (one) => one.new.amount },
  { header: 'Thôi hưởng / Stopped', of: (one) => one.stopped.count },
  { header: 'Thôi hưởng (đ) / Stopped', of: (one) => one.stopped.amount },
  { header: 'Đổi mức / Changed amount', of: (one) => one.changedAmount.count },
  { header: 'Mức trước (đ) / Before', of: (one) => one.changedAmount.before },
  { header: 'Mức sau (đ) / After', of: (one) => one.changedAmount.after },
  { header: 'Đổi người nhận / Changed collector', of: (one) => one.changedCollector.count },
  { header: 'Một lần / One-off', of: (one) => one.oneOff.count },
  { header: 'Một lần (đ) / One-off', of: (one) => one.oneOff.amount },
  { header: 'Kỳ trước chuyển sang / Carried over', of: (one) => one.carried.count },
  { header: 'Kỳ trước chuyển sang (đ) / Carried over', of: (one) => one.carried.amount },
  { header: 'Khác mức chuẩn / Off standard', of: (one) => one.offStandard.count, mark: 'doubtful' },
  { header: 'Cao hơn (đ) / Above', of: (one) => one.offStandard.above, mark: 'doubtful' },
  { header: 'Thấp hơn (đ) / Below', of: (one) => one.offStandard.below, mark: 'doubtful' },
  { header: 'Vượt sức chứa / Overfull', of: (one) => one.overfull, mark: 'wrong' },
];

const peopleSheet = (listed: readonly ComparedPerson[], unlisted: number): TableSheet => ({
  name: 'Từng người / People',
  columns: peopleColumns,
  rows: listed.map(({ number, name, hamlet, kind, before, after }) => [
    number,
    name,
    hamlet,
    kindWords[kind],
    before,
    after,
    after - before,
  ]),
  foot: unlisted > 0 ? [['', 'Còn lại, không liệt kê / Not listed', '', unlisted]] : [],
});

const peopleColumns: readonly Column[] = [
  { header: 'Số chi trả / Payout number' },
  { header: 'Họ và tên / Name' },
  { header: 'Thôn / Hamlet' },
  { header: 'Thay đổi / Change' },
  { header: 'Mức trước (đ) / Amount before', kind: 'number' },
  { header: 'Mức sau (đ) / Amount after', kind: 'number' },
  { header: 'Chênh lệch (đ) / Difference', kind: 'number' },
];

const kindWords: Readonly<Record<PlanChange['kind'], string>> = {
  new: 'Mới / New',
  stopped: 'Thôi hưởng / Stopped',
  amount: 'Đổi mức / Changed amount',
  collector: 'Đổi người nhận / Changed collector',
  oneOff: 'Một lần (truy lĩnh, mai táng) / One-off (arrears, funeral)',
  carried: 'Kỳ trước chuyển sang / Carried over',
};
