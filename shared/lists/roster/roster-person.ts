import { complaint, type Complaint } from '../../domain/finding.ts';
import type { CommuneCode, PointId } from '../../domain/geography.ts';
import type { ListedPerson } from '../../domain/recipient.ts';
import { bornUnclear } from './born.ts';
import { bornDiffersFromId, readIdNumber, sexDiffersFromId, toldByIdNumber } from './id-number.ts';
import { readPhone } from './phone.ts';
import type { RosterCells, RowInHand } from './roster-cells.ts';
import { sexUnclear } from './roster-values.ts';
import { asIs } from '../table/row-reader.ts';

/** Who a row is about, as far as it can be read. */
export type Named = Readonly<{
  name: string | undefined;
  born: string | undefined;
  sex: ListedPerson['sex'];
  idNumber: string | undefined;
  fileNumber: string | undefined;
}>;

export const readNamed = (hand: RowInHand, read: RosterCells): Named => {
  const { reader, cells } = hand;
  const name = reader.demand('full_name', asIs);
  const { born, sex } = readBirth(hand, read);
  const idNumber = reader.accept('id_number', readIdNumber);
  const fileNumber = reader.accept('file_number', asIs);
  const told = idNumber === undefined ? undefined : toldByIdNumber(idNumber);
  if (told && sex !== undefined && told.sex !== sex)
    reader.complain('sex', sexDiffersFromId, cells.sex || cells.id_number);
  if (told && born !== undefined && told.year !== born.slice(0, 4))
    reader.complain('born', bornDiffersFromId(told.year), born);
  if (cells.id_number === '' && fileNumber === undefined) reader.complain('id_number', numbersMissing);
  return { name, born, sex, idNumber, fileNumber };
};

/** The year stands in one column, or in the one of two that tells the sex too; there an `x` tells only that. */
export const readBirth = ({ reader, cells }: RowInHand, read: RosterCells): Pick<Named, 'born' | 'sex'> => {
  const sex = reader.accept('sex', read.sex);
  const { born, born_male: male, born_female: female } = cells;
  if (male === '' && female === '') return { born: reader.demand('born', read.born), sex };
  if (male !== '' && female !== '') {
    reader.complain(
      born === '' ? 'born_male' : 'sex',
      born === '' ? bornUnclear : sexUnclear,
      `${male} ${female}`,
    );
    return { born: reader.accept('born', read.born), sex };
  }
  const column = male === '' ? 'born_female' : 'born_male';
  const sexOfColumn = male === '' ? 'female' : 'male';
  if (sex !== undefined && sex !== sexOfColumn) reader.complain('sex', sexUnclear);
  return {
    born: reader.accept(born === '' ? column : 'born', read.born),
    sex: sex === undefined || sex === sexOfColumn ? sexOfColumn : undefined,
  };
};

/** Where and how somebody is reached and paid. */
export const readContact = (
  { reader, cells, row }: RowInHand,
  commune: CommuneCode | undefined,
  read: RosterCells,
): Pick<ListedPerson, 'hamlet' | 'phone' | 'homeVisit' | 'pointId' | 'decisionNumber'> => {
  const { phone, warning } = cells.phone === '' ? {} : readPhone(cells.phone);
  if (warning) reader.complain('phone', warning);
  return {
    hamlet: cells.hamlet || row.above.hamlet,
    phone,
    homeVisit: reader.accept('home_visit', read.homeVisit),
    pointId: reader.accept('point_code', (text) => servedBy(read.point(text), commune)),
    decisionNumber: reader.accept('decision_number', asIs),
  };
};

const servedBy = (
  { point, commune: served }: Readonly<{ point?: PointId | undefined; commune?: CommuneCode | undefined }>,
  commune: CommuneCode | undefined,
): PointId | Complaint =>
  point !== undefined && commune !== undefined && served === commune ? point : pointElsewhere;

const pointElsewhere = complaint(
  'point-elsewhere',
  { vi: 'Điểm chi trả này không phục vụ xã của dòng này.', en: 'This point does not serve the commune.' },
  { vi: 'Sửa mã điểm hoặc để trống.', en: 'Mend the point code or leave it empty.' },
);
const numbersMissing = complaint(
  'numbers-missing',
  { vi: 'Không có số CCCD và số sổ.', en: 'There is neither an id number nor a file number.' },
  {
    vi: 'Bổ sung một trong hai số khi có; người trùng tên và năm sinh sẽ không phân biệt được.',
    en: 'Add one of them when it is known; namesakes of the same age cannot be told apart.',
  },
  'warning',
);
