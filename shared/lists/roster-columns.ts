import type { Dictionary } from './header.ts';

export const rosterColumns = {
  commune_code: ['Mã xã', 'Mã xã/phường'],
  file_number: ['Số sổ', 'Số sổ lĩnh tiền', 'Mã hồ sơ', 'Số hồ sơ'],
  full_name: ['Họ và tên', 'Họ tên'],
  born: ['Năm sinh', 'Ngày sinh', 'Ngày tháng năm sinh'],
  sex: ['Giới tính'],
  id_number: ['Số CCCD', 'Số CMND', 'Số ĐDCN', 'CCCD/CMND', 'Số CCCD/CMND'],
  hamlet: ['Thôn', 'Thôn, bản', 'Thôn/bản', 'Bản', 'Xóm', 'Tổ dân phố', 'Địa chỉ'],
  phone: ['Điện thoại', 'Số điện thoại', 'SĐT'],
  benefit_group: ['Nhóm đối tượng', 'Mã đối tượng', 'Loại đối tượng', 'Nhóm'],
  coefficient: ['Hệ số'],
  amount: ['Mức trợ cấp', 'Số tiền', 'Tiền trợ cấp tháng này'],
  arrears: ['Truy lĩnh', 'Tiền truy lĩnh'],
  collector_name: ['Người nhận thay', 'Người giám hộ'],
  collector_relation: ['Quan hệ'],
  collector_id_number: ['CCCD người nhận'],
  home_visit: ['Chi trả tại nhà', 'Trả tại nhà', 'Nhận tại nhà'],
  point_code: ['Mã điểm', 'Mã điểm chi trả', 'Điểm chi trả'],
  note: ['Ghi chú'],
} as const satisfies Dictionary<string>;

export type RosterField = keyof typeof rosterColumns;

export const rosterRequired: readonly RosterField[] = [
  'commune_code',
  'full_name',
  'born',
  'hamlet',
  'benefit_group',
  'coefficient',
  'amount',
];
