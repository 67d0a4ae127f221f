import type { CellStyle } from 'hucre/xlsx';
import * as styles from './styles.ts';

/** What can stand in a cell of a person's row; `born` and `sex` are shown by more than one column. */
export const paperFields = [
  'commune_code',
  'point_code',
  'file_number',
  'full_name',
  'born',
  'sex',
  'id_number',
  'phone',
  'benefit_group',
  'coefficient',
  'amount',
  'arrears',
  'carried_months',
  'carried_over',
  'funeral',
  'deduction',
  'total',
  'collector_name',
  'collector_relation',
  'collector_id_number',
  'home_visit',
  'account_number',
  'note',
] as const;
export type PaperField = (typeof paperFields)[number];

/** What a row's total adds up; a deduction is taken off it. */
export const parts = ['amount', 'arrears', 'carried_over', 'funeral'] as const;

/** A column of the paper. Those with the same `over` stand beside each other under one heading. */
export interface PaperColumn {
  readonly shows: PaperField | 'ordinal' | 'born_male' | 'born_female' | 'signature';
  readonly header: string;
  readonly over?: string;
  readonly width: number;
  readonly style: CellStyle;
}

const bornHeading = 'Năm sinh';
const carriedHeading = 'Chưa trả tháng trước';
const collectorHeading = 'Người nhận thay';

export const columnOf = {
  ordinal: { shows: 'ordinal', header: 'STT', width: 5, style: styles.centre },
  commune_code: { shows: 'commune_code', header: 'Mã xã', width: 8, style: styles.textNumber },
  point_code: { shows: 'point_code', header: 'Mã điểm', width: 9, style: styles.textNumber },
  file_number: { shows: 'file_number', header: 'Số sổ', width: 13, style: styles.centre },
  full_name: { shows: 'full_name', header: 'Họ và tên', width: 22, style: styles.left },
  born_male: { shows: 'born_male', header: 'Nam', over: bornHeading, width: 10.5, style: styles.centre },
  born_female: { shows: 'born_female', header: 'Nữ', over: bornHeading, width: 10.5, style: styles.centre },
  born: { shows: 'born', header: 'Ngày sinh', width: 11, style: styles.centre },
  sex: { shows: 'sex', header: 'Giới tính', width: 7, style: styles.centre },
  id_number: { shows: 'id_number', header: 'Số CCCD/CMND', width: 14.5, style: styles.textNumber },
  phone: { shows: 'phone', header: 'Điện thoại', width: 12, style: styles.textNumber },
  benefit_group: { shows: 'benefit_group', header: 'Nhóm đối tượng', width: 7.5, style: styles.centre },
  coefficient: { shows: 'coefficient', header: 'Hệ số', width: 5.5, style: styles.coefficient },
  amount: { shows: 'amount', header: 'Mức trợ cấp', width: 13, style: styles.dong },
  arrears: { shows: 'arrears', header: 'Truy lĩnh', width: 10.5, style: styles.dong },
  carried_months: {
    shows: 'carried_months',
    header: 'Số tháng',
    over: carriedHeading,
    width: 6,
    style: styles.centre,
  },
  carried_over: {
    shows: 'carried_over',
    header: 'Số tiền',
    over: carriedHeading,
    width: 10.5,
    style: styles.dong,
  },
  funeral: { shows: 'funeral', header: 'Mai táng phí', width: 11, style: styles.dong },
  deduction: { shows: 'deduction', header: 'Khấu trừ', width: 10, style: styles.dong },
  total: { shows: 'total', header: 'Tổng cộng', width: 13, style: styles.dong },
  collector_name: {
    shows: 'collector_name',
    header: 'Họ tên',
    over: collectorHeading,
    width: 19,
    style: styles.left,
  },
  collector_relation: {
    shows: 'collector_relation',
    header: 'Quan hệ',
    over: collectorHeading,
    width: 9,
    style: styles.centre,
  },
  collector_id_number: {
    shows: 'collector_id_number',
    header: 'CCCD',
    over: collectorHeading,
    width: 14.5,
    style: styles.textNumber,
  },
  home_visit: { shows: 'home_visit', header: 'Trả tại nhà', width: 16, style: styles.left },
  account_number: { shows: 'account_number', header: 'Số tài khoản', width: 14, style: styles.textNumber },
  signature: { shows: 'signature', header: 'Ký nhận', width: 12, style: styles.centre },
  note: { shows: 'note', header: 'Ghi chú', width: 12, style: styles.left },
} as const satisfies Record<string, PaperColumn>;

/** The list as the district's labour office prints it. */
export const usualColumns: readonly PaperColumn[] = [
  columnOf.ordinal,
  columnOf.file_number,
  columnOf.full_name,
  columnOf.born_male,
  columnOf.born_female,
  columnOf.id_number,
  columnOf.phone,
  columnOf.benefit_group,
  columnOf.coefficient,
  columnOf.amount,
  columnOf.arrears,
  columnOf.carried_months,
  columnOf.carried_over,
  columnOf.total,
  columnOf.collector_name,
  columnOf.collector_relation,
  columnOf.collector_id_number,
  columnOf.home_visit,
  columnOf.signature,
  columnOf.note,
];
