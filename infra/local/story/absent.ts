import { censusOf } from '../sample/sample.ts';
import { communeRoster } from '../sample/roster.ts';
import type { SampleParameters } from '../sample/census.ts';
import type { Message } from './snapshot.ts';
import { workingDayAfter } from './dates.ts';
import type { Fate, OnSheet } from './fates.ts';
import type { SheetName, SheetRow } from './sheet-file.ts';

/** Somebody who was not paid on their day. */
export interface Absent {
  readonly sheet: SheetName;
  readonly row: SheetRow;
  readonly phone: string;
  readonly fate: Exclude<Fate, { kind: 'comes' }>;
  /** The day on which they come to the office, or are visited again, as it stands by now. */
  comesOn: string | undefined;
}

export const markOf = ({ name, born, hamlet }: OnSheet): string => `${name} ${born} ${hamlet}`;

/** Who has which phone, in the form in which messages are addressed; looked up commune by commune. */
export const phoneBook = (parameters: SampleParameters, months: readonly string[]) => {
  const pages = new Map<string, Map<string, string>>();
  const censuses = months.map((month) => censusOf(parameters, month));
  const readPage = (commune: string): Map<string, string> => {
    const page = new Map<string, string>();
    for (const census of censuses) {
      const at = census.communes.findIndex(({ code }) => code === commune);
      for (const row of communeRoster(census, at)) {
        const mark = markOf({ commune, name: row.full_name, born: row.born.slice(0, 4), hamlet: row.hamlet });
        page.set(mark, row.phone.replace(/^0/, '+84'));
      }
    }
    pages.set(commune, page);
    return page;
  };
  return {
    phoneOf: (person: OnSheet): string =>
      (pages.get(person.commune) ?? readPage(person.commune)).get(markOf(person)) ?? '',
  };
};

/** When somebody who missed their day comes if no message moves them: in the last days, or at a second home visit. */
export const comesLater = (
  fate: Absent['fate'],
  sheet: SheetName,
  catchUpDays: readonly string[],
): string | undefined => {
  if (fate.kind === 'never') return undefined;
  const last = catchUpDays.at(-1) ?? sheet.heldOn;
  if (sheet.kind === 'home') return workingDayAfter(sheet.heldOn, 3, last);
  return catchUpDays.at(-1 - fate.lastDays) ?? last;
};

/** Those who heed a message come within two days, or earlier if they meant to. */
export const heed = (message: Message, sentOn: string, absent: readonly Absent[], lastDay: string): void => {
  for (const one of absent) {
    const { fate, phone, comesOn } = one;
    if (phone !== message.to || fate.kind !== 'late' || !fate.heeds || one.sheet.kind === 'home') continue;
    const soon = workingDayAfter(sentOn, fate.dayAfterMessage, lastDay);
    if (comesOn === undefined || soon < comesOn) one.comesOn = soon;
  }
};
