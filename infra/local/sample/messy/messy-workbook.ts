import type { Census } from '../census.ts';
import { standard } from '../benefits.ts';
import { type PaperSheet, paperSheet } from '../paper/sheet.ts';
import { workbookBytes } from '../roster-workbook.ts';
import { contactPlantings } from './contact.ts';
import { type Fault, untouched } from './draft.ts';
import { columnsOf, draftDistricts, draftsOf, withAccounts, withFollowers } from './draft-districts.ts';
import { hiddenOldSheet, instructionSheet } from './extra-sheets.ts';
import { moneyPlantings } from './money.ts';
import { oddities } from './oddities.ts';
import { plant, warning } from './planting.ts';
import { plantSeveral } from './several.ts';
import { whoPlantings } from './who.ts';

export interface PlacedFault extends Fault {
  /** The sheet's name, and its row as a spreadsheet counts; 0 for the whole sheet. */
  readonly sheet: string;
  readonly row: number;
}

export interface MessyRoster {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly faults: readonly PlacedFault[];
  /** Rows of people without a planted fault. */
  readonly clean: number;
}

/** What should be found in a sheet as a whole. */
const sheetFaults = (sheets: readonly PaperSheet[], spoiltTotal: number): PlacedFault[] => {
  const faults: PlacedFault[] = [
    { sheet: instructionSheet.name, row: 0, ...warning('sheet-without-header', 'a sheet of instructions') },
    { sheet: hiddenOldSheet.name, row: 0, ...warning('sheet-hidden', 'an old list that was hidden') },
  ];
  for (const [at, { sheet, headerRow: row }] of sheets.entries())
    if (columnsOf(at) === withAccounts)
      faults.push({ sheet: sheet.name, row, ...warning('column-unknown', 'a column for bank accounts') });
  const spoilt = sheets[spoiltTotal];
  if (spoilt) {
    const fault = warning('file-total-differs', 'the printed total is too high');
    faults.push({ sheet: spoilt.sheet.name, row: spoilt.totalRow, ...fault });
  }
  return faults;
};

/** The month's roster as it should not be sent: every fault that a roster can show, one a row, and where it is. */
export const messyRoster = async (census: Census, month: string): Promise<MessyRoster> => {
  const { seed } = census.parameters;
  const districts = draftDistricts(census);
  const rows = untouched(districts.flatMap(draftsOf), seed);
  plantSeveral(rows);
  plant(rows, [...whoPlantings, ...moneyPlantings, ...contactPlantings, ...oddities]);

  const faults: PlacedFault[] = [];
  let people = 0;
  let spoilt = 0;
  const spoiltTotal = Math.min(3, districts.length - 1);
  const sheets = districts.map((district, at) =>
    paperSheet({ columns: columnsOf(at), month, seed }, withFollowers(district), {
      totalOff: at === spoiltTotal ? standard : 0,
      onPerson: (draft, row) => {
        people += 1;
        if (draft.faults.length > 0) spoilt += 1;
        for (const fault of draft.faults) faults.push({ sheet: district.name, row, ...fault });
      },
    }),
  );
  faults.push(...sheetFaults(sheets, spoiltTotal));
  const bytes = await workbookBytes(
    [{ sheet: instructionSheet }, ...sheets, { sheet: hiddenOldSheet }],
    month,
  );
  return { bytes, rows: people, faults, clean: people - spoilt };
};
