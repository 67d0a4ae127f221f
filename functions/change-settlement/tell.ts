import { namesOf } from '../../shared/domain/geography.ts';
import { partsOf } from '../../shared/domain/payment-period.ts';
import type { Settlement } from '../../shared/domain/settlement.ts';
import { type PackFiles, writePackFiles } from '../../shared/gateways/pack-files.ts';
import type { DirectoryStore } from '../../shared/store/directory.ts';
import { recount, type RecountNeeds } from './recount.ts';

export type TellNeeds = RecountNeeds &
  Readonly<{ directory: Pick<DirectoryStore, 'listCommunes' | 'listPoints'>; files: PackFiles }>;

/** The pack tells the settlement as it is now. */
export const tell = async (needs: TellNeeds, settlement: Settlement): Promise<void> => {
  const { directory, files } = needs;
  const place = partsOf(settlement.periodId);
  const communes = await recount(needs, settlement.periodId);
  const names = namesOf(await directory.listCommunes(place), await directory.listPoints(place));
  await writePackFiles(files, { settlement, communes, names });
};
