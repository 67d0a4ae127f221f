import { type BenefitKind, benefitKinds, isLawfulPair, kindOfGroup } from '../../domain/benefit-group.ts';
import { complaint, type Complaint, type Words } from '../../domain/finding.ts';
import { foldedKey } from '../../domain/folded-text.ts';
import type { CommuneCode } from '../../domain/geography.ts';
import type { Marks } from '../../domain/identity.ts';
import { fileNumberIn, type Mark, markIndex, markKinds, markOf, nameIn } from './mark-index.ts';
import { nameHash } from './name-hash.ts';
import { remembered } from './remembered.ts';
import type { RosterField } from './roster-columns.ts';

/** A row that names somebody: what it recognises them by, and the group of its benefit, if it has one. */
export type Naming = Readonly<{
  sheet: number;
  row: number;
  commune: CommuneCode;
  marks: Marks;
  group: string | undefined;
}>;

/** What an earlier row makes of a later one. */
export type SeenBefore = 'nobody' | 'lawful-second' | Readonly<{ column: RosterField; said: Complaint }>;

/**
 * Knows whom the rows of a file have named, in some 30 bytes a mark: id numbers in the whole file; in a commune file
 * numbers, and names with births where a row has no number. A row that is turned away is not remembered.
 */
export const seenPeople = (): ((naming: Naming) => SeenBefore) => {
  const index = markIndex(factsOfMark);
  const kindOf = remembered(kindOfGroup);

  const factsAt = (place: number): Facts => {
    const packed = index.fact(place, 2);
    return {
      row: index.fact(place, 0) >>> 0,
      name: index.fact(place, 1),
      commune: packed >>> communeShift,
      sheet: (packed >>> sheetShift) & sheetMax,
      isStop: (packed & stopBit) !== 0,
      kinds: packed & kindMask,
    };
  };
  const remember = (mark: Mark, { row, name, commune, sheet, isStop, kinds }: Facts): void => {
    const place = index.add(mark);
    const stop = isStop ? stopBit : 0;
    index.setFact(place, 0, row);
    index.setFact(place, 1, name);
    index.setFact(
      place,
      2,
      (commune << communeShift) | (Math.min(sheet, sheetMax) << sheetShift) | stop | kinds,
    );
  };

  return ({ sheet, row, commune, marks, group }) => {
    const kind = group === undefined ? 'other' : kindOf(group);
    const isStop = group === undefined;
    const now = {
      sheet,
      row,
      commune: Number(commune),
      name: nameHash(marks.name),
      isStop,
      kinds: bitOf[kind],
    };
    const keys = keysOf(now.commune, marks);
    const seen: Readonly<{ mark: Mark; earlier: Facts }>[] = [];
    let arrival: Mark | undefined;
    for (const { column, mark } of keys) {
      const place = index.find(mark);
      if (place === undefined) continue;
      const earlier = factsAt(place);
      // Who moves is stopped by one row and named by another, each in its commune.
      if (earlier.commune !== now.commune && earlier.isStop !== isStop) {
        if (isStop) arrival = mark;
        continue;
      }
      const isSame = earlier.commune === now.commune && earlier.name === now.name;
      const said = column === 'id_number' && !isSame ? idNumberTwice : personTwice;
      if (!isSame || !isLawfulBeside(earlier.kinds, kind))
        return { column, said: said(placeOf(earlier, sheet)) };
      seen.push({ mark, earlier });
    }
    for (const { mark } of keys) if (mark !== arrival) remember(mark, now);
    for (const { mark, earlier } of seen) remember(mark, { ...earlier, kinds: earlier.kinds | now.kinds });
    return seen.length > 0 ? 'lawful-second' : 'nobody';
  };
};

/** What is kept of the first row of a mark: its place, a hash of the name, and the kinds of benefit that came since. */
type Facts = Readonly<{
  sheet: number;
  row: number;
  commune: number;
  name: number;
  isStop: boolean;
  kinds: number;
}>;

/** Row, name, and in one number: commune (17 bits), sheet (10), whether it stops somebody (1) and kinds (4). */
const factsOfMark = 3;
const [communeShift, sheetShift] = [15, 5];
const [sheetMax, stopBit, kindMask] = [2 ** 10 - 1, 2 ** 4, 2 ** 4 - 1];
const bitOf = { 'single-parent': 1, 'beside-single-parent': 2, carer: 4, other: 8 } as const satisfies Record<
  BenefitKind,
  number
>;

const isLawfulBeside = (kinds: number, kind: BenefitKind): boolean =>
  benefitKinds.every((one) => (kinds & bitOf[one]) === 0 || isLawfulPair(one, kind));

type Key = Readonly<{ column: RosterField; mark: Mark }>;

const keysOf = (commune: number, { idNumber, fileNumber, name, born }: Marks): Key[] => {
  const keys: Key[] = [];
  if (idNumber !== '') keys.push({ column: 'id_number', mark: markOf(markKinds.idNumber, idNumber) });
  if (fileNumber !== '')
    keys.push({ column: 'file_number', mark: markOf(fileNumberIn(commune), foldedNumber(fileNumber)) });
  if (keys.length === 0)
    keys.push({ column: 'full_name', mark: markOf(nameIn(commune), `${foldedKey(name)} ${born}`) });
  return keys;
};

/** Most numbers have nothing in them that folding would change but their case. */
const foldedNumber = (fileNumber: string): string =>
  /^[!-~]*$/.test(fileNumber) ? fileNumber.toLowerCase() : foldedKey(fileNumber);

const placeOf = ({ sheet, row }: Facts, sheetNow: number): Words =>
  sheet === Math.min(sheetNow, sheetMax)
    ? { vi: `dòng ${String(row)}`, en: `row ${String(row)}` }
    : {
        vi: `trang tính ${String(sheet)}, dòng ${String(row)}`,
        en: `sheet ${String(sheet)}, row ${String(row)}`,
      };

const personTwice = (earlier: Words): Complaint =>
  complaint(
    'person-twice',
    {
      vi: `Người này đã có ở một dòng trước trong tệp (${earlier.vi}).`,
      en: `An earlier row of this file names the same person (${earlier.en}).`,
    },
    {
      vi: 'Chỉ giữ một dòng cho mỗi người, trừ hai chế độ được hưởng đồng thời theo quy định.',
      en: 'Keep one row a person, but for two benefits that the law grants beside each other.',
    },
  );
const idNumberTwice = (earlier: Words): Complaint =>
  complaint(
    'id-number-twice',
    {
      vi: `Số CCCD này đã được ghi cho một người khác hoặc ở xã khác (${earlier.vi}).`,
      en: `An earlier row gives this id number to another name or commune (${earlier.en}).`,
    },
    {
      vi: 'Kiểm tra số trên giấy tờ của cả hai người; nếu là một người thì chỉ giữ một dòng.',
      en: 'Check the papers of both; if they are one person, keep one of the rows.',
    },
  );
