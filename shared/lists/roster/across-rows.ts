import { complaint, type Complaint, type Finding } from '../../domain/finding.ts';
import { foldedKey } from '../../domain/folded-text.ts';
import { marksOf } from '../../domain/identity.ts';
import type { ListedPerson } from '../../domain/recipient.ts';
import { collectorForMany, isGuardian, recipientsPerCollectorMax } from './collector.ts';
import { sheetText } from '../file/list-file.ts';
import { markKinds, markOf, nameIn, tally } from './mark-index.ts';
import { remembered } from './remembered.ts';
import type { RosterField } from './roster-columns.ts';
import type { RosterRow } from './roster-rules.ts';
import { seenPeople } from './seen-people.ts';

/** Checks each row against those before it in the file: who is named twice, and what too many people share. */
export const acrossRows = (): ((checked: RosterRow) => RosterRow) => {
  const seen = seenPeople();
  const phones = tally();
  const collectors = tally();
  const caresFor = remembered(isGuardian);

  const shared = (person: ListedPerson): [RosterField, Complaint][] => {
    const said: [RosterField, Complaint][] = [];
    const { commune, phone, collector } = person;
    if (phone !== undefined && phones(markOf(markKinds.phone, phone)) === peoplePerPhoneMax + 1)
      said.push(['phone', phoneShared]);
    if (collector && !caresFor(collector.relation)) {
      const { idNumber, name } = collector;
      const mark = idNumber
        ? markOf(markKinds.collector, idNumber)
        : markOf(nameIn(Number(commune)), foldedKey(name));
      if (collectors(mark) > recipientsPerCollectorMax) said.push(['collector_name', collectorForMany]);
    }
    return said;
  };

  return (checked) => {
    if (checked.outcome === 'rejected') return checked;
    const { row, commune } = checked;
    const { sheet, row: number } = row;
    const isStop = checked.outcome === 'stop';
    const marks = isStop ? checked.marks : marksOf(checked.person);
    const group = isStop ? undefined : checked.person.benefits[0]?.group;
    const before = seen({ sheet, row: number, commune, marks, group });
    if (typeof before === 'object') {
      const findings = [...checked.findings, findingOf(checked, before.column, before.said)];
      return { row, findings, outcome: 'rejected', commune, marks };
    }
    if (isStop || before === 'lawful-second') return checked;
    const said = shared(checked.person);
    if (said.length === 0) return checked;
    return { ...checked, findings: [...checked.findings, ...said.map((one) => findingOf(checked, ...one))] };
  };
};

const findingOf = ({ row }: RosterRow, column: RosterField, said: Complaint): Finding => ({
  sheet: sheetText(row.sheet),
  row: row.row,
  column,
  value: row.cells[column],
  ...said,
});

/** A child or a neighbour lends their phone to a few; more are a mistake or somebody's own number (domain rule 15). */
const peoplePerPhoneMax = 10;

const phoneShared = complaint(
  'phone-shared',
  {
    vi: `Hơn ${String(peoplePerPhoneMax)} người trong tệp ghi số điện thoại này.`,
    en: `More than ${String(peoplePerPhoneMax)} people of this file have this phone number.`,
  },
  { vi: 'Kiểm tra số này là của ai.', en: 'Check whose number it is.' },
  'warning',
);
