import { writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import type { Census } from './census.ts';
import { usualColumns } from './paper/columns.ts';
import { cellsOf, districtsOf } from './paper/people.ts';
import { type PaperSheet, paperSheet } from './paper/sheet.ts';
import { defaultFont } from './paper/styles.ts';
import { roster, type RosterRow } from './roster.ts';

type Printed = Pick<PaperSheet, 'sheet'> & Partial<Pick<PaperSheet, 'printTitles'>>;

/** A workbook as the month's office saves it: at a fixed moment, for a clock would change the bytes. */
export const workbookBytes = (papers: readonly Printed[], month: string): Promise<Uint8Array> => {
  const saved = new Date(`${month}-01T02:00:00Z`);
  return writeXlsx({
    sheets: papers.map(({ sheet }) => sheet),
    namedRanges: papers.flatMap(({ printTitles }) => printTitles ?? []),
    defaultFont,
    properties: {
      title: 'Danh sách chi trả trợ cấp hàng tháng',
      creator: 'Phòng Lao động - Thương binh và Xã hội',
      created: saved,
      modified: saved,
    },
  });
};

/** The month's roster as districts print it, one sheet each: the same people and content as roster.csv. */
export const rosterWorkbook = (census: Census, month: string): Promise<Uint8Array> => {
  const papers = districtsOf(census, (row) => ({ cells: cellsOf(row) })).map((district) =>
    paperSheet({ columns: usualColumns, month, seed: census.parameters.seed }, district),
  );
  return workbookBytes(papers, month);
};

const plainHeaders: Readonly<Record<keyof RosterRow, string>> = {
  commune_code: 'Mã xã',
  file_number: 'Số sổ',
  full_name: 'Họ và tên',
  born: 'Ngày sinh',
  sex: 'Giới tính',
  id_number: 'Số CCCD/CMND',
  hamlet: 'Thôn/bản',
  phone: 'Điện thoại',
  benefit_group: 'Nhóm đối tượng',
  coefficient: 'Hệ số',
  amount: 'Mức trợ cấp',
  arrears: 'Truy lĩnh',
  collector_name: 'Người nhận thay',
  collector_relation: 'Quan hệ',
  collector_id_number: 'CCCD người nhận',
  home_visit: 'Trả tại nhà',
  point_code: 'Mã điểm',
  note: 'Ghi chú',
};

function* plainRows(census: Census) {
  yield Object.values(plainHeaders);
  for (const row of roster(census)) {
    const cells: RosterRow = row;
    yield Object.entries(cells).map(([key, text]: [string, string]) =>
      ['coefficient', 'amount', 'arrears'].includes(key) && text !== '' ? Number(text) : text,
    );
  }
}

/** The roster of a nation: a plain table, written as it comes and never held; a full sheet is followed by another. */
export const plainRosterWorkbook = (census: Census): ReadableStream<Uint8Array> =>
  writeXlsxStream(plainRows(census), { name: 'Danh sách' });
