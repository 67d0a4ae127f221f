import { complaint } from '../../domain/finding.ts';

/** Cut off or damaged on its way: what is left of it may read well and lack half the people. */
export const fileTruncated = complaint(
  'file-truncated',
  { vi: 'Tệp bị hỏng hoặc bị cắt cụt.', en: 'The file is damaged or cut off.' },
  {
    vi: 'Mở tệp gốc để kiểm tra, lưu lại và tải lên lần nữa. Không tải lên khi tệp đang được sao chép.',
    en: 'Open the original, see that it is whole, save it and upload it again. Do not upload it while it is being copied.',
  },
);
