import { z } from 'zod';
import { chanceOf } from '../../sample/chance.ts';
import { standard } from '../../sample/benefits.ts';
import { programme } from '../../sample/settings.ts';
import type { Counter } from '../counter.ts';
import { fateOf } from '../fates.ts';
import { payoutOf } from '../payout-item.ts';
import { approver, ask } from '../people.ts';
import { isDayDone, personOn, type SheetName, type SheetRow } from '../sheet-file.ts';
import { happens, payoutsTable, type Stage } from '../stage.ts';

/** A smaller commune's next roster would lose more than a list may without an approver's look. */
const peopleMin = 40;

/** Who of a point's day died after the approval, by payout number: one person in every other commune that is large enough. */
export const deadOn = (
  { stage, periodId }: Counter,
  sheet: SheetName,
  rows: readonly SheetRow[],
): string | undefined => {
  const { shares } = stage.script;
  const people = rows.filter((row) => !isDayDone(row));
  if (!happens(stage, 'deaths') || sheet.kind !== 'day' || people.length < peopleMin) return undefined;
  if (!chanceOf(shares.seed, 'death', periodId, sheet.sheetId).happens(0.5)) return undefined;
  const dead = people.find(
    (row) =>
      Number(row['Số tiền'].replaceAll(/\D/g, '')) === standard &&
      fateOf(personOn(row, sheet.commune), periodId, false, shares).kind === 'comes',
  );
  return dead?.['Số chi trả'];
};

/** The morning after a sheet told of a death, the approver hands the money back, by a decision on paper. */
export const handBackOfDead = async ({ stage, periodId, died }: Counter): Promise<void> => {
  if (!happens(stage, 'deaths')) return;
  for (const [at, payout] of [...died].entries()) {
    const { state } = await payoutOf(stage, periodId, payout);
    if (state !== 'assigned') continue;
    const act = { kind: 'hand-back', reason: 'DIED', paper: `${String(100 + at)}/QĐ-UBND` };
    await ask(stage, 'change-payout', { periodId, payout, act, actor: approver });
    stage.tell(`the recipient of payout ${payout} has died: the approver hands the money back`);
  }
};

const Decided = z.object({
  pk: z.string(),
  sk: z.string(),
  decision: z.object({ reason: z.string() }).optional(),
});
const Person = z.object({ fileNumber: z.string().optional() });

/** Commune and file number of those who died: the officer strikes them off the next roster. */
export const struckOff = async (stage: Stage): Promise<Set<string>> => {
  if (!happens(stage, 'deaths')) return new Set();
  const items = (await stage.tables.scan(payoutsTable(stage))).map((item) => Decided.parse(item));
  const dead = items.filter(({ sk, decision }) => sk.startsWith('PAYOUT#') && decision?.reason === 'DIED');
  const registry = stage.cloud.outputs['RegistryTableName'] ?? '';
  const marks = dead.map(async ({ pk, sk }) => {
    const commune = pk.split('#').at(-1) ?? '';
    const sought = sk.replace('PAYOUT#', 'RECIPIENT#');
    const [person] = await stage.tables.query(registry, `COMMUNE#${programme}#${commune}`, sought);
    return `${commune} ${Person.parse(person).fileNumber ?? ''}`;
  });
  return new Set(await Promise.all(marks));
};
