import type { Month } from '../domain/calendar.ts';
import { complaint, type Complaint, type Finding } from '../domain/finding.ts';
import { cleanText } from '../domain/folded-text.ts';
import { CommuneCode, PointId } from '../domain/geography.ts';
import type { ListId } from '../domain/payout-list.ts';
import type { ListedPerson } from '../domain/recipient.ts';
import { readAmount } from './amount.ts';
import type { Row } from './header.ts';
import type { RosterField } from './roster-columns.ts';
import { asIs, type RowReader, rowReader } from './row-reader.ts';
import {
  readBorn,
  readCoefficient,
  readHomeVisit,
  readIdNumber,
  readPhone,
  readSex,
} from './roster-values.ts';

export type RosterRules = Readonly<{
  listId: ListId;
  month: Month;
  /** Standard of the province in đồng, and the programme's coefficients. */
  standard: number;
  coefficients: readonly number[];
  communes: ReadonlySet<CommuneCode>;
  /** Which commune each point serves. */
  points: ReadonlyMap<PointId, CommuneCode>;
}>;

export type CheckedRow = Readonly<{ person?: ListedPerson; findings: readonly Finding[] }>;

/** Reads one row of a roster; with an error among its findings there is no person. */
export const checkRosterRow = (line: Row<RosterField>, rules: RosterRules): CheckedRow => {
  const row = rowReader(line);
  const commune = row.demand('commune_code', (text) => readCommune(text, rules.communes));
  const name = row.demand('full_name', asIs);
  const born = row.demand('born', (text) => readBorn(text, rules.month));
  const group = row.demand('benefit_group', asIs);
  const coefficient = row.demand('coefficient', (text) => readCoefficient(text, rules.coefficients));
  const amount = row.demand('amount', readAmount);
  const arrears = row.accept('arrears', readAmount);
  const rest = {
    sex: row.accept('sex', readSex),
    fileNumber: row.accept('file_number', asIs),
    idNumber: row.accept('id_number', readIdNumber),
    hamlet: cleanText(line.cells.hamlet),
    phone: row.accept('phone', readPhone),
    homeVisit: row.accept('home_visit', readHomeVisit),
    pointId: row.accept('point_code', (text) => readPoint(text, commune, rules.points)),
    collector: readCollector(row, line.cells.collector_relation),
    source: { listId: rules.listId, sheet: '', row: line.row },
  };
  const isWhole = commune && name && born && group && coefficient && amount;
  if (row.hasErrors() || !isWhole) return { findings: row.findings };

  const expected = Math.round(rules.standard * coefficient);
  if (amount !== expected) row.complain('amount', differsFromStandard(expected));
  const owed = arrears ? { month: rules.month, amount: arrears } : undefined;
  const benefits = [{ group, coefficient, amount, arrears: owed }];
  return { findings: row.findings, person: { commune, name, born, benefits, ...rest } };
};

const readCommune = (text: string, communes: ReadonlySet<CommuneCode>): CommuneCode | Complaint => {
  const code = CommuneCode.safeParse(text.padStart(5, '0'));
  return code.success && communes.has(code.data) ? code.data : communeUnknown;
};

const readPoint = (
  text: string,
  commune: CommuneCode | undefined,
  points: RosterRules['points'],
): PointId | Complaint => {
  const point = PointId.safeParse(text);
  return point.success && commune !== undefined && points.get(point.data) === commune
    ? point.data
    : pointElsewhere;
};

const readCollector = (row: RowReader<RosterField>, relation: string) => {
  const name = row.accept('collector_name', asIs);
  const idNumber = row.accept('collector_id_number', readIdNumber);
  return name === undefined ? undefined : { name, relation: cleanText(relation), idNumber };
};

const communeUnknown = complaint(
  'commune-unknown',
  { vi: 'Mã xã không có trong danh sách điểm chi trả.', en: 'No point list names this commune.' },
  {
    vi: 'Kiểm tra mã xã 5 chữ số, hoặc gửi danh sách điểm chi trả có xã này trước.',
    en: 'Check the 5-digit code, or upload a point list with this commune first.',
  },
);
const pointElsewhere = complaint(
  'point-elsewhere',
  { vi: 'Điểm chi trả này không phục vụ xã của dòng này.', en: 'This point does not serve the commune.' },
  { vi: 'Sửa mã điểm hoặc để trống.', en: 'Mend the point code or leave it empty.' },
);
const differsFromStandard = (expected: number): Complaint =>
  complaint(
    'amount-differs-from-standard',
    {
      vi: `Số tiền khác mức chuẩn × hệ số (${String(expected)} đồng).`,
      en: `The amount differs from standard × coefficient (${String(expected)} đồng).`,
    },
    {
      vi: 'Danh sách quyết định; người duyệt sẽ thấy chênh lệch này.',
      en: 'The list decides; the approver will see the difference.',
    },
    'warning',
  );
