import type { WriteSheet } from 'hucre/xlsx';

/** What people put before the lists for each other: no header, no person. */
export const instructionSheet: WriteSheet = {
  name: 'Hướng dẫn',
  columns: [{ width: 6 }, { width: 90 }],
  rows: [
    ['HƯỚNG DẪN LẬP DANH SÁCH CHI TRẢ'],
    [],
    [1, 'Mỗi huyện, thành phố lập một trang tính; không đổi tên trang tính.'],
    [2, 'Ghi đủ số CCCD/CMND, định dạng văn bản để không mất số 0 ở đầu.'],
    [3, 'Người tăng, giảm trong tháng phải có quyết định kèm theo.'],
    [4, 'Gửi Bưu điện tỉnh trước ngày 25 hằng tháng.'],
  ],
};

/** A list of a month long past that was hidden instead of taken out; its people must not be paid again. */
export const hiddenOldSheet: WriteSheet = {
  name: 'Tháng 12 (cũ)',
  hidden: true,
  columns: [{ width: 6 }, { width: 13 }, { width: 22 }, { width: 11 }, { width: 13 }],
  rows: [
    ['STT', 'Số sổ', 'Họ và tên', 'Năm sinh', 'Mức trợ cấp'],
    [1, 'BTXH-90001', 'Nông Thị Mẫu', 1929, 180_000],
    [2, 'BTXH-90002', 'Hoàng Văn Mẫu', 1931, 180_000],
    [3, 'BTXH-90003', 'Triệu Thị Mẫu', 1927, 270_000],
  ],
};
