import fc from 'fast-check';
import type { Marks } from '../../shared/domain/identity.ts';
import type { StopRow } from '../../shared/domain/comparison.ts';
import { rowHashOf } from '../../shared/domain/identity.ts';
import type { ListedPerson, Recipient } from '../../shared/domain/recipient.ts';
import { amount } from './arbitrary.ts';
import { aBenefit, aPerson, aRecipient, source } from './build.ts';

/** So few names, births and numbers that rows often mean the same people, and often do not say clearly whom. */
const name = fc.constantFrom('Hoàng Thị Xuân', 'HOÀNG THỊ XUÂN', 'Lý Văn Thu', 'Triệu Thị Đông');
const born = fc.constantFrom('1936', '1936-05-01', '1936-06-02', '1940');
const fileNumber = fc.constantFrom(undefined, undefined, 'S-1', 'S-2', 'S-3', 'S-4');
const idNumber = fc.constantFrom(undefined, undefined, '001036000001', '001036000002', '001036000003');
const person = fc.record({ name, born, fileNumber, idNumber, amount });

/** Rows of one commune, in the order of the file; each has a benefit of its own, so that two may be one person's. */
export const anyRows = (max = 8): fc.Arbitrary<ListedPerson[]> =>
  fc.array(person, { maxLength: max }).map((all) =>
    all.map(({ amount: of, ...given }, at) =>
      aPerson({
        ...given,
        benefits: [{ ...aBenefit(of), group: `5.${String(at)}` }],
        source: { ...source, row: at + 2 },
      }),
    ),
  );

export const anyMarks: fc.Arbitrary<Marks> = person.map((given) => ({
  name: given.name,
  born: given.born,
  fileNumber: given.fileNumber ?? '',
  idNumber: given.idNumber ?? '',
}));

const stop = fc.record({ marks: anyMarks, reason: fc.constantFrom('DIED', 'MOVED_AWAY', 'OTHER') });

/** Rows that stop somebody; they come on a sheet of their own. */
export const anyStops: fc.Arbitrary<StopRow[]> = fc
  .array(stop, { maxLength: 4 })
  .map((all) => all.map((one, at) => ({ ...one, sheet: '2', row: at + 2 })));

/** A register as lists may leave it: nobody has the number of another. */
export const anyRegister: fc.Arbitrary<Recipient[]> = fc
  .uniqueArray(
    fc.record({
      person,
      status: fc.constantFrom('active', 'active', 'active', 'stopped'),
      stopReason: fc.constantFrom(undefined, 'DIED', 'MOVED_AWAY'),
    }),
    { maxLength: 8, comparator: (a, b) => haveOneNumber(a.person, b.person) },
  )
  .map((all) =>
    all.map(({ person: { amount: of, ...given }, status, stopReason }, at) => {
      const listed = aPerson({ ...given, benefits: [aBenefit(of)] });
      const stopped = { status, ...(stopReason && { stopReason }) };
      return aRecipient(at + 1, {
        ...listed,
        collector: undefined,
        rowHash: rowHashOf(listed),
        ...(status === 'stopped' && stopped),
      });
    }),
  );

const haveOneNumber = (
  one: Pick<ListedPerson, 'fileNumber' | 'idNumber'>,
  other: Pick<ListedPerson, 'fileNumber' | 'idNumber'>,
): boolean =>
  (one.fileNumber !== undefined && one.fileNumber === other.fileNumber) ||
  (one.idNumber !== undefined && one.idNumber === other.idNumber);

/** By hand, not by the rules: whether a row with these marks may be about that person, by any of them. */
export const mayMean = (
  marks: Marks,
  one: Pick<ListedPerson, 'fileNumber' | 'idNumber' | 'name' | 'born'>,
): boolean => {
  const isSameName = marks.name.toLowerCase() === one.name.toLowerCase();
  const isSameBirth = marks.born.startsWith(one.born) || one.born.startsWith(marks.born);
  return (
    (marks.fileNumber !== '' && marks.fileNumber === one.fileNumber) ||
    (marks.idNumber !== '' && marks.idNumber === one.idNumber) ||
    (isSameName && isSameBirth)
  );
};
