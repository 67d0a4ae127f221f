import type { DecisionReason, Payout } from '../../domain/payout.ts';

/** What the words of a payout are called in what people read; reasons and receivers have theirs in sheets too. */
export const decisionWords: Readonly<Record<DecisionReason, string>> = {
  DIED: 'Đã chết / Died',
  MOVED_AWAY: 'Chuyển đi nơi khác / Moved away',
  REFUSED: 'Từ chối nhận / Refused',
  DUPLICATE: 'Trùng / Duplicate',
  YEAR_END: 'Hết năm ngân sách / Year end',
  PAID_LATE: 'Kỳ trước đã trả / Paid in an earlier period',
  UNDER_REVIEW: 'Đang xác minh / Under review',
  DETAINED: 'Bị tạm giữ, tạm giam / Detained',
  OTHER: 'Lý do khác / Other',
};

export const unpaidWords: Readonly<Record<Exclude<Payout['state'], 'paid'>, string>> = {
  assigned: 'Chưa kết thúc / Still open',
  carriedOver: 'Chuyển kỳ sau / Carried over',
  handedBack: 'Thôi chi theo quyết định / Ended by decision',
  withheld: 'Tạm giữ / Withheld',
};

export const reviewFlag = 'Đề nghị xem xét, hệ thống không tự dừng / For review, nothing stops by itself';
