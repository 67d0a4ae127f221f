import { packFiguresKeyOf, packFolderOf, packKeyOf, settlementKeyOf } from '../lists/files.ts';
import { type PackGiven, packOf } from '../lists/report/pack-figures.ts';
import { packWorkbook } from '../lists/report/pack-workbook.ts';
import type { FileStore } from './files.ts';

export type PackFiles = Pick<FileStore, 'listKeys' | 'writeReport' | 'writeWorkbook'>;

/** All that tells how a period ended, always written together and from the settlement as it stands. */
export const writePackFiles = async (files: PackFiles, told: Omit<PackGiven, 'keys'>): Promise<void> => {
  const { periodId } = told.settlement;
  const pack = packOf({ ...told, keys: await files.listKeys(packFolderOf(periodId)) });
  await files.writeReport(settlementKeyOf(periodId), told.settlement);
  await files.writeReport(packFiguresKeyOf(periodId), pack);
  await files.writeWorkbook(packKeyOf(periodId), await packWorkbook(pack));
};
