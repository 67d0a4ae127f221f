import { z } from 'zod';
import { complaint, type Complaint, type Finding } from '../domain/finding.ts';
import { plainText } from '../domain/folded-text.ts';
import { Commune, CommuneCode, PayoutPoint, PointId, Session } from '../domain/geography.ts';
import { sheetText } from './file/list-file.ts';
import { asIs, rowReader } from './table/row-reader.ts';
import type { Dictionary, Layout, Row } from './table/table-part.ts';
import type { WholeTable } from './table/whole-table.ts';

const pointColumns = {
  commune_code: ['Mã xã', 'Mã xã/phường'],
  commune_name: ['Tên xã', 'Xã', 'Xã/phường'],
  district: ['Huyện', 'Quận/huyện'],
  former_codes: ['Mã xã cũ', 'Mã xã trước sáp nhập'],
  point_code: ['Mã điểm', 'Mã điểm chi trả'],
  point_name: ['Tên điểm', 'Tên điểm chi trả', 'Điểm chi trả'],
  days: ['Ngày chi trả', 'Ngày'],
  sessions: ['Buổi'],
  capacity: ['Sức chứa'],
  catch_up: ['Chi trả bổ sung', 'Chi trả vét', 'Trả bổ sung', 'Trả vét', 'Trả bù'],
} as const satisfies Dictionary<string>;
export type PointField = keyof typeof pointColumns;

export const pointLayout: Layout<PointField> = {
  dictionary: pointColumns,
  required: [['commune_code'], ['commune_name'], ['point_code'], ['days']],
  subject: ['commune_code', 'point_code'],
  identity: ['commune_code', 'point_code'],
  hasHeadings: false,
};

export type PointRules = Readonly<{ payoutDays: readonly [number, number] }>;
export type PointList = Readonly<{
  communes: readonly Commune[];
  points: readonly PayoutPoint[];
  rows: number;
  /** Warnings only. */
  findings: readonly Finding[];
}>;

/** Checks a point list whole or not at all: half a province's points would leave communes without one. */
export const readPoints = (
  { rows, findings: aboutColumns }: Pick<WholeTable<PointField>, 'rows' | 'findings'>,
  rules: PointRules,
): PointList | { refused: Complaint; findings: readonly Finding[] } => {
  const communes = new Map<CommuneCode, Commune>();
  const points = new Map<PointId, PayoutPoint>();
  const findings: Finding[] = [...aboutColumns];
  for (const line of rows) {
    const read = readPointRow(line, rules);
    findings.push(...read.findings);
    if (!read.point) continue;
    if (points.has(read.point.pointId)) findings.push(rowFinding(line, 'point_code', pointTwice));
    communes.set(read.commune.code, read.commune);
    points.set(read.point.pointId, read.point);
  }
  for (const commune of communes.keys()) {
    const offices = [...points.values()].filter(
      (point) => point.commune === commune && point.isCatchUpOffice,
    );
    const line = rows.find(({ cells }) => cells.commune_code.padStart(5, '0') === commune);
    if (offices.length !== 1 && line) findings.push(rowFinding(line, 'catch_up', officeNotOne));
  }
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { refused: pointsWrong(errors.length), findings };
  return { communes: [...communes.values()], points: [...points.values()], rows: rows.length, findings };
};

const readPointRow = (line: Row<PointField>, { payoutDays }: PointRules) => {
  const row = rowReader(line);
  const code = row.demand('commune_code', (text) => readCode(text));
  const name = row.demand('commune_name', asIs);
  const former = row.accept('former_codes', readFormer);
  const pointId = row.demand('point_code', (text) => readPointId(text, code));
  const days = row.demand('days', (text) => readDays(text, payoutDays));
  const sessions = row.accept('sessions', readSessions) ?? ['AM', 'PM'];
  const capacity = row.accept('capacity', readCapacity) ?? capacityDefault;
  const isCatchUpOffice = ['x', '1', 'co', 'yes'].includes(plainText(line.cells.catch_up).toLowerCase());
  if (row.hasErrors() || !code || !name || !pointId || !days) return { findings: row.findings };
  const pointName = line.cells.point_name || name;
  return {
    findings: row.findings,
    commune: Commune.parse({ code, name, district: line.cells.district, former }),
    point: PayoutPoint.parse({
      pointId,
      commune: code,
      name: pointName,
      days,
      sessions,
      capacity,
      isCatchUpOffice,
    }),
  };
};

/** Places of one session: three hours at the pace that was seen (100 an hour, Nghệ An 2016). */
const capacityDefault = 300;

const rowFinding = (
  { sheet, row, cells }: Row<PointField>,
  column: PointField,
  said: Complaint,
): Finding => ({
  sheet: sheetText(sheet),
  row,
  column,
  value: cells[column],
  ...said,
});

const readCode = (text: string): CommuneCode | Complaint => {
  const code = CommuneCode.safeParse(text.padStart(5, '0'));
  return code.success ? code.data : valueWrong('Mã xã gồm 5 chữ số.', 'A commune code has 5 digits.');
};

const readFormer = (text: string): CommuneCode[] | Complaint => {
  const codes = text.split(/[;,]/).map((word) => CommuneCode.safeParse(word.trim().padStart(5, '0')).data);
  const known = codes.filter((code) => code !== undefined);
  return known.length === codes.length
    ? known
    : valueWrong(
        'Mã xã cũ gồm 5 chữ số, cách nhau bằng dấu chấm phẩy.',
        'Old commune codes have 5 digits, with ; between.',
      );
};

const readPointId = (text: string, commune: CommuneCode | undefined): PointId | Complaint => {
  const point = PointId.safeParse(text);
  const isOwn = commune !== undefined && text.startsWith(`${commune}-`);
  return point.success && isOwn
    ? point.data
    : valueWrong('Mã điểm là mã xã, gạch nối, số: 01834-1.', 'A point is commune, dash, number: 01834-1.');
};

const readDays = (text: string, [from, until]: readonly [number, number]): number[] | Complaint => {
  const words = text.split(/[;,]/).map((word) => word.trim());
  const days = new Set(words.map((word) => (/^\d{1,2}$/.test(word) ? Number(word) : 0)));
  return [...days].every((day) => day >= from && day <= until)
    ? [...days].toSorted((a, b) => a - b)
    : valueWrong(`Ngày chi trả từ ${from} đến ${until}.`, `Payout days lie between ${from} and ${until}.`);
};

const readSessions = (text: string): Session[] | Complaint => {
  const inVietnamese: Readonly<Record<string, string>> = { S: 'AM', C: 'PM' };
  const words = text.split(/[;,]/).map((word) => word.trim().toUpperCase());
  const sessions = new Set(words.map((word) => inVietnamese[word] ?? word));
  const read = z.array(Session).safeParse([...sessions]);
  return read.success ? read.data : valueWrong('Buổi là AM, PM hoặc AM;PM.', 'Sessions are AM, PM or AM;PM.');
};

const readCapacity = (text: string): number | Complaint =>
  /^[1-9]\d{0,4}$/.test(text)
    ? Number(text)
    : valueWrong('Sức chứa là số người một buổi.', 'Capacity is people a session.');

const valueWrong = (vi: string, en: string): Complaint =>
  complaint(
    'value-wrong',
    { vi, en },
    { vi: 'Sửa ô này rồi gửi lại.', en: 'Mend this cell and upload again.' },
  );

const pointTwice = complaint(
  'point-twice',
  { vi: 'Điểm này đã có ở một dòng trước.', en: 'An earlier row names this point.' },
  { vi: 'Mỗi điểm một dòng.', en: 'Keep one row a point.' },
);
const officeNotOne = complaint(
  'catch-up-office-not-one',
  {
    vi: 'Mỗi xã cần đúng một điểm chi trả bổ sung.',
    en: 'A commune needs exactly one point that is its catch-up office.',
  },
  { vi: 'Đánh dấu x ở một điểm của xã.', en: 'Mark one point of the commune with x.' },
);
const pointsWrong = (count: number): Complaint =>
  complaint(
    'points-wrong',
    {
      vi: `Có ${String(count)} lỗi trong danh sách điểm.`,
      en: `The point list has ${String(count)} errors.`,
    },
    { vi: 'Sửa các lỗi rồi gửi lại cả tệp.', en: 'Mend them and upload the whole file again.' },
  );
