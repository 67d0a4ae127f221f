import { complaint } from '../../domain/finding.ts';
import { foldedKey, plainText } from '../../domain/folded-text.ts';
import type { ListedPerson } from '../../domain/recipient.ts';
import { readIdNumber } from './id-number.ts';
import { nameHash } from './name-hash.ts';
import type { RowInHand } from './roster-cells.ts';
import { asIs } from '../table/row-reader.ts';

/** Who comes to the counter, where the list names somebody else than the recipient. */
export const readCollector = (
  { reader, cells }: RowInHand,
  recipient: Readonly<{ name: string | undefined; idNumber: string | undefined }>,
): ListedPerson['collector'] => {
  const { collector_name: name, collector_relation: relation, collector_id_number: written } = cells;
  if (name === '' && relation === '' && written === '') return undefined;
  const idNumber = reader.accept('collector_id_number', readIdNumber);
  if (reader.accept('collector_name', asIs) === undefined) {
    reader.complain(written === '' ? 'collector_relation' : 'collector_id_number', collectorNameMissing);
    return undefined;
  }
  const isSelf = isSpelling(name, recipient.name) && (idNumber ?? recipient.idNumber) === recipient.idNumber;
  return isSelf ? undefined : { name, relation, idNumber };
};

/** Lists name who signs even where it is the recipient. Length and hash, which tell nearly all apart, cost little. */
const isSpelling = (name: string, other: string | undefined): boolean =>
  name.length === other?.length && nameHash(name) === nameHash(other) && foldedKey(name) === foldedKey(other);

/** Guardians and the families of a household may collect for as many as they care for. */
export const isGuardian = (relation: string): boolean => {
  const words = ` ${plainText(relation)
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()} `;
  return guardians.some((guardian) => words.includes(` ${guardian} `));
};

const guardians = [
  ...['giam ho', 'ho gia dinh', 'chu ho', 'gia dinh', 'me', 'bo', 'cha', 'ma', 'nguoi nuoi duong'],
  ...['guardian', 'household', 'mother', 'father', 'parent'],
];

/** From here on a collector is one of those whom auditors look at. */
export const recipientsPerCollectorMax = 5;

const collectorNameMissing = complaint(
  'collector-name-missing',
  {
    vi: 'Thiếu họ tên người nhận thay; phần người nhận thay đã bỏ qua.',
    en: 'The collector has no name and was left out.',
  },
  {
    vi: 'Ghi họ tên người nhận thay, hoặc để trống cả các ô này.',
    en: 'Write the name, or leave these cells empty.',
  },
  'warning',
);
export const collectorForMany = complaint(
  'collector-for-many',
  {
    vi: `Người nhận thay này nhận cho hơn ${String(recipientsPerCollectorMax)} người.`,
    en: `This collector collects for more than ${String(recipientsPerCollectorMax)} people.`,
  },
  {
    vi: 'Kiểm tra giấy uỷ quyền; ghi "giám hộ" hoặc "hộ gia đình" vào cột Quan hệ nếu đúng là như vậy.',
    en: 'Check the authorisations; write "giám hộ" or "hộ gia đình" as the relation where that is so.',
  },
  'warning',
);
