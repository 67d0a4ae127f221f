import { groupCode, isPerChild } from '../../domain/benefit-group.ts';
import type { Complaint } from '../../domain/finding.ts';
import { type CommuneCode, PointId } from '../../domain/geography.ts';
import { readAmount, readFigure } from '../amount.ts';
import { readBorn } from './born.ts';
import { readNote } from './gone-note.ts';
import { readAction } from './listed-action.ts';
import { remembered } from './remembered.ts';
import type { RosterRules } from './roster-rules.ts';
import type { RosterField } from './roster-columns.ts';
import { readChildren, readCoefficient, readHomeVisit, readSex } from './roster-values.ts';
import type { RowReader } from '../table/row-reader.ts';
import type { Row } from '../table/table-part.ts';

/** How the cells of one list are read: whatever repeats from row to row is read once. */
export type RosterCells = ReturnType<typeof rosterCells>;

export const rosterCells = ({ communes, month, coefficients, points }: RosterRules) => {
  const ofCode = (text: string): CommuneCode | Complaint => communes.ofCode(text);
  const ofName = (text: string): CommuneCode | Complaint => communes.ofName(text);
  const pointOf = (text: string): { point?: PointId | undefined; commune?: CommuneCode | undefined } => {
    const point = PointId.safeParse(text).data;
    return { point, commune: point && points.get(point) };
  };
  return {
    communeCode: remembered(ofCode),
    communeName: remembered(ofName),
    born: remembered((text) => readBorn(text, month)),
    sex: readSex,
    group: remembered((text) => {
      const code = groupCode(text);
      return { code, isPerChild: isPerChild(code) };
    }),
    coefficient: remembered((text) => readCoefficient(text, coefficients)),
    children: remembered(readChildren),
    amount: remembered(readAmount),
    figure: remembered(readFigure),
    homeVisit: remembered(readHomeVisit),
    point: remembered(pointOf),
    action: remembered(readAction),
    note: remembered(readNote),
  };
};

/** A row on its way through the checks. */
export type RowInHand = Readonly<{
  reader: RowReader<RosterField>;
  row: Row<RosterField>;
  cells: Row<RosterField>['cells'];
}>;
