import { changeSheet, type ReportedFile } from './change-sheet.ts';
import { changesSummary } from './changes-summary.ts';
import { type CommuneChanges, sortChanges } from './commune-changes.ts';
import { writeWorkbook } from './workbook.ts';

/** What the approver looks at first: who is new, stopped, changed or moved, and what that does to the money. */
export const changesWorkbook = (
  communes: readonly CommuneChanges[],
  file: ReportedFile,
): Promise<Uint8Array> => {
  const { added, stopped, amount, collector, other, moved } = sortChanges(communes);
  return writeWorkbook([
    changesSummary(communes),
    changeSheet('Tăng mới / New', added, file),
    changeSheet('Dừng / Stopped', stopped, file),
    changeSheet('Đổi số tiền / Changed amount', amount, file),
    // Shorter than the others would have it: Excel takes 31 characters.
    changeSheet('Đổi người nhận / Collector', collector, file),
    changeSheet('Đổi khác / Other changes', other, file),
    changeSheet('Chuyển xã / Moved', moved, file),
  ]);
};
