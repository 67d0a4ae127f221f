import { readCollector } from './collector.ts';
import { noteSaysGone, saysGone } from './gone-note.ts';
import { groupRules } from './group-rules.ts';
import { sheetText } from '../file/list-file.ts';
import { rosterCells, type RosterCells, type RowInHand } from './roster-cells.ts';
import type { RosterField } from './roster-columns.ts';
import { readMoney } from './roster-money.ts';
import { readContact, readNamed } from './roster-person.ts';
import type { RosterRow, RosterRules } from './roster-rules.ts';
import { readCommune } from './row-commune.ts';
import { isUnmended, notMended } from './row-mark.ts';
import { isComplaint, rowReader } from '../table/row-reader.ts';
import { rejectedRow, stopRow } from './stop-row.ts';
import type { Row } from '../table/table-part.ts';

/** Checks the rows of one list, each by itself. With an error among its findings a row is rejected. */
export const rosterRowChecker = (rules: RosterRules): ((row: Row<RosterField>) => RosterRow) => {
  const read = rosterCells(rules);
  const groupComplaint = groupRules(rules.groups, rules.month);
  return (row) => {
    const hand: RowInHand = { reader: rowReader(row), row, cells: row.cells };
    const { reader } = hand;
    const commune = readCommune(hand, rules, read);
    const action =
      rules.kind === 'roster' || row.cells.action === '' ? 'upsert' : read.action(row.cells.action);
    if (isComplaint(action)) {
      reader.complain('action', action);
      return rejectedRow(hand, commune, read);
    }
    if (action !== 'upsert') return stopRow(hand, action, commune, read);

    const { name, born, sex, fileNumber, idNumber } = readNamed(hand, read);
    const money = readMoney(hand, rules, read);
    const contact = readContact(hand, commune, read);
    const collector = readCollector(hand, { name, idNumber });
    const isFuneralOnly = money?.benefits.length === 0;
    if (!isFuneralOnly) complainOfGone(hand, read);
    for (const { group } of money?.benefits ?? []) {
      const against = born === undefined ? undefined : groupComplaint(group, born);
      if (against) reader.complain(against.column, against.said);
    }
    if (rules.kind === 'corrections' && isUnmended(row.cells)) reader.complain('original_row', notMended);
    if (reader.hasErrors() || !commune || !name || !born || !money) return rejectedRow(hand, commune, read);
    const source = { listId: rules.listId, sheet: sheetText(row.sheet), row: row.row };
    // Field by field: spreading three objects would cost a quarter of the whole check.
    const { hamlet, phone, homeVisit, pointId, decisionNumber } = contact;
    const { benefits, funeral, openingCarryOver } = money;
    const person = {
      commune,
      name,
      born,
      sex,
      fileNumber,
      idNumber,
      hamlet,
      phone,
      collector,
      benefits,
      funeral,
      openingCarryOver,
      decisionNumber,
      pointId,
      homeVisit,
      source,
    };
    return { row, findings: reader.findings, outcome: 'entitled', commune, person };
  };
};

/** Nobody is paid whose own row says that they are gone, unless a decision that is named takes that back. */
const complainOfGone = ({ reader, cells }: RowInHand, read: RosterCells): void => {
  const { note, action, decision_number: decision, full_name: name } = cells;
  if (note === '' && action === '') return;
  const { mentionsGone, saysBack } = read.note(note);
  if (saysBack && decision !== '') return;
  if (mentionsGone && saysGone(note, name)) reader.complain('note', noteSaysGone);
  const done = action === '' ? 'upsert' : read.action(action);
  if (!isComplaint(done) && done !== 'upsert') reader.complain('action', noteSaysGone);
};
