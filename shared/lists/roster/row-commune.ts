import type { CommuneCode } from '../../domain/geography.ts';
import type { RosterCells, RowInHand } from './roster-cells.ts';
import type { RosterRules } from './roster-rules.ts';
import { isComplaint, valueMissing } from '../table/row-reader.ts';

/** Whose row it is: its code, else its name, else the title or heading above it, else what was said at the upload. */
export const readCommune = (
  { reader, cells, row }: RowInHand,
  { givenCommune }: Pick<RosterRules, 'givenCommune'>,
  read: RosterCells,
): CommuneCode | undefined => {
  if (cells.commune_code !== '') return reader.accept('commune_code', read.communeCode);
  if (cells.commune_name !== '') return reader.accept('commune_name', read.communeName);
  const { commune: above } = row.above;
  const found = above === '' ? (givenCommune ?? valueMissing) : read.communeName(above);
  if (!isComplaint(found)) return found;
  reader.complain('commune_code', found, above);
  return undefined;
};
