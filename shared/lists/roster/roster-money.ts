import { complaint, type Complaint } from '../../domain/finding.ts';
import type { ListedPerson } from '../../domain/recipient.ts';
import { amountUnclear, isNothing } from '../amount.ts';
import type { RosterCells, RowInHand } from './roster-cells.ts';
import type { RosterField } from './roster-columns.ts';
import type { RosterRules } from './roster-rules.ts';

/** What a row says is owed; undefined where it does not say it well enough. */
export type Money = Pick<ListedPerson, 'benefits' | 'funeral' | 'openingCarryOver'>;

/** Reads the money of a row and checks that it adds up. What the list says is what is paid. */
export const readMoney = (hand: RowInHand, rules: RosterRules, read: RosterCells): Money | undefined => {
  const { reader, cells } = hand;
  const isFuneralOnly = isOwed(cells.funeral) && !isOwed(cells.amount) && !isOwed(cells.arrears);
  const optional = (field: RosterField): number | undefined =>
    isOwed(cells[field]) ? reader.accept(field, read.amount) : undefined;
  const figures: Figures = {
    amount: isFuneralOnly ? undefined : reader.demand('amount', read.amount),
    arrears: optional('arrears'),
    carried_over: optional('carried_over'),
    funeral: optional('funeral'),
  };
  const benefit = isFuneralOnly ? undefined : readBenefit(hand, figures, rules, read);
  complainOfFigures(reader, figures, rules);
  if (isOwed(cells.deduction)) reader.complain('deduction', deductionNotPaid);
  else checkTotal(hand, figures, read);
  if (!benefit && !isFuneralOnly) return undefined;
  const { month, hasEarlierPeriod } = rules;
  const owed = (amount: number | undefined) => (amount === undefined ? undefined : { month, amount });
  return {
    benefits: benefit ? [{ ...benefit, arrears: owed(figures.arrears) }] : [],
    funeral: owed(figures.funeral),
    openingCarryOver: hasEarlierPeriod ? undefined : owed(figures.carried_over),
  };
};

/** Most columns of money are empty in most rows, which is seen without a pattern. */
const isOwed = (text: string): boolean => text !== '' && !isNothing(text);

/** The parts of a row's total, as far as they can be read. */
type Figures = Readonly<Record<'amount' | 'arrears' | 'carried_over' | 'funeral', number | undefined>>;

const readBenefit = (
  { reader }: RowInHand,
  { amount }: Figures,
  { standard }: RosterRules,
  read: RosterCells,
) => {
  const group = reader.demand('benefit_group', read.group);
  const isForChildren = group?.isPerChild === true;
  const coefficient = reader.demand('coefficient', isForChildren ? read.children : read.coefficient);
  if (amount === undefined) return undefined;
  if (!isForChildren && amount > standardsMax * standard) reader.complain('amount', amountUnusual);
  if (coefficient === undefined || group === undefined) return undefined;
  const expected = Math.round(standard * coefficient);
  if (amount !== expected) reader.complain('amount', differsFromStandard(expected));
  return { group: group.code, coefficient, amount };
};

const complainOfFigures = (
  { complain }: RowInHand['reader'],
  { amount, arrears, carried_over, funeral }: Figures,
  { standard, hasEarlierPeriod }: RosterRules,
): void => {
  if (amount !== undefined && amount % wholeThousand !== 0) complain('amount', amountNotRound);
  if (arrears !== undefined && arrears % wholeThousand !== 0) complain('arrears', amountNotRound);
  if (amount !== undefined && arrears !== undefined && arrears > monthsOfArrearsMax * amount)
    complain('arrears', arrearsLong);
  const usualFuneral = funeralStandards * standard;
  if (funeral !== undefined && funeral !== usualFuneral) complain('funeral', funeralDiffers(usualFuneral));
  if (carried_over !== undefined && hasEarlierPeriod) complain('carried_over', carriedOverKnown);
};

/** A total that is written must be the sum of the row; where a part cannot be read there is nothing to compare. */
const checkTotal = ({ reader, cells }: RowInHand, figures: Figures, read: RosterCells): void => {
  if (cells.total === '') return;
  let sum = 0;
  for (const field of ['amount', 'arrears', 'carried_over', 'funeral'] as const) {
    const figure = figures[field];
    if (figure === undefined && isOwed(cells[field])) return;
    sum += figure ?? 0;
  }
  const total = isOwed(cells.total) ? read.figure(cells.total) : 0;
  if (typeof total !== 'number') reader.complain('total', amountUnclear);
  else if (total !== sum) reader.complain('total', totalDiffers(sum));
};

/** Amounts are whole thousands, no benefit has a higher coefficient, and longer arrears need a second look (domain 7.3). */
const wholeThousand = 1_000;
const standardsMax = 3;
const monthsOfArrearsMax = 12;
/** Decree 20/2021 art. 11. */
const funeralStandards = 20;

const theListDecides = {
  vi: 'Danh sách quyết định; người duyệt sẽ thấy chênh lệch này.',
  en: 'The list decides; the approver will see the difference.',
};
const differsFromStandard = (expected: number): Complaint =>
  complaint(
    'amount-differs-from-standard',
    {
      vi: `Số tiền khác mức chuẩn × hệ số (${String(expected)} đồng).`,
      en: `The amount differs from standard × coefficient (${String(expected)} đồng).`,
    },
    theListDecides,
    'warning',
  );
const amountNotRound = complaint(
  'amount-not-round',
  { vi: 'Số tiền không tròn nghìn đồng.', en: 'The amount is not a whole number of thousands.' },
  { vi: 'Kiểm tra lại số tiền.', en: 'Check the amount.' },
  'warning',
);
const amountUnusual = complaint(
  'amount-unusual',
  {
    vi: `Số tiền lớn hơn ${String(standardsMax)} lần mức chuẩn.`,
    en: `The amount is more than ${String(standardsMax)} times the standard.`,
  },
  { vi: 'Kiểm tra lại số tiền và hệ số.', en: 'Check the amount and the coefficient.' },
  'warning',
);
const arrearsLong = complaint(
  'arrears-long',
  {
    vi: `Tiền truy lĩnh nhiều hơn ${String(monthsOfArrearsMax)} tháng trợ cấp.`,
    en: `The arrears are more than ${String(monthsOfArrearsMax)} months of the benefit.`,
  },
  { vi: 'Kiểm tra quyết định truy lĩnh.', en: 'Check the decision on the arrears.' },
  'warning',
);
const funeralDiffers = (expected: number): Complaint =>
  complaint(
    'funeral-differs',
    {
      vi: `Mai táng phí khác ${String(funeralStandards)} lần mức chuẩn (${String(expected)} đồng).`,
      en: `The funeral support differs from ${String(funeralStandards)} times the standard (${String(expected)} đồng).`,
    },
    theListDecides,
    'warning',
  );
const carriedOverKnown = complaint(
  'carried-over-known',
  {
    vi: 'Số tiền chưa lĩnh kỳ trước đã có trong hệ thống; ô này bị bỏ qua.',
    en: 'What earlier periods left unpaid is known here; this cell was left out.',
  },
  { vi: 'Không cần làm gì.', en: 'Nothing to do.' },
  'warning',
);
const deductionNotPaid = complaint(
  'deduction-not-paid',
  {
    vi: 'Khoản thu hồi hoặc giảm trừ không được trừ vào tiền chi trả.',
    en: 'Nothing is deducted from a payout.',
  },
  {
    vi: 'Thu hồi theo quyết định riêng; xoá số ở cột này và ghi mức trợ cấp phải trả.',
    en: 'Recover it by a decision of its own; clear this cell and write the amount that is due.',
  },
);
const totalDiffers = (sum: number): Complaint =>
  complaint(
    'total-differs',
    {
      vi: `Tổng cộng khác tổng các khoản của dòng (${String(sum)} đồng).`,
      en: `The total differs from the sum of the row (${String(sum)} đồng).`,
    },
    { vi: 'Sửa số tiền hoặc tổng cộng rồi gửi lại.', en: 'Mend the amounts or the total and upload again.' },
  );
