import type { CommuneCode } from '../../domain/geography.ts';
import type { Marks } from '../../domain/identity.ts';
import type { StopReason } from '../../domain/recipient.ts';
import { bareIdNumber, readIdNumber } from './id-number.ts';
import type { RosterCells, RowInHand } from './roster-cells.ts';
import { readBirth } from './roster-person.ts';
import type { RosterRow } from './roster-rules.ts';
import { asIs, isComplaint } from '../table/row-reader.ts';

/** A row of a corrections list that stops somebody needs no more than what tells whom: a number, or name and birth. */
export const stopRow = (
  hand: RowInHand,
  reason: StopReason,
  commune: CommuneCode | undefined,
  read: RosterCells,
): RosterRow => {
  const { reader, cells, row } = hand;
  const idNumber = reader.accept('id_number', readIdNumber);
  if (cells.file_number === '' && idNumber === undefined) {
    reader.demand('full_name', asIs);
    readBirth(hand, read);
  }
  if (reader.hasErrors() || !commune) return rejectedRow(hand, commune, read);
  return { row, findings: reader.findings, outcome: 'stop', commune, reason, marks: marksIn(hand, read) };
};

export const rejectedRow = (
  hand: RowInHand,
  commune: CommuneCode | undefined,
  read: RosterCells,
): RosterRow => ({
  row: hand.row,
  findings: hand.reader.findings,
  outcome: 'rejected',
  commune,
  marks: marksIn(hand, read),
});

/** What may tell whom a row means, also where it cannot be read as it should. */
const marksIn = ({ cells }: RowInHand, read: RosterCells): Marks => {
  const written = cells.born || cells.born_male || cells.born_female;
  const born = written === '' ? '' : read.born(written);
  return {
    fileNumber: cells.file_number,
    idNumber: bareIdNumber(cells.id_number),
    name: cells.full_name,
    born: isComplaint(born) ? written : born,
  };
};
