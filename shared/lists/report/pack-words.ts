import type { AttemptReason, DecisionReason, PaidTo, Payout } from '../../domain/payout.ts';

/** What the words of a payout are called in what people read. */
export const attemptWords: Readonly<Record<AttemptReason, string>> = {
  ABSENT: 'Vắng mặt / Absent',
  SICK_AT_HOME: 'Ốm tại nhà / Sick at home',
  AWAY: 'Đi xa / Away',
  NO_ID_PAPER: 'Không có giấy tờ / No id paper',
  PROXY_INVALID_OR_EXPIRED: 'Ủy quyền không hợp lệ / Proxy not valid',
  NAME_MISMATCH: 'Sai họ tên / Name differs',
  DIED: 'Đã chết / Died',
  MOVED: 'Chuyển nơi ở / Moved',
  REFUSED: 'Từ chối nhận / Refused',
  ROAD_OR_WEATHER: 'Đường sá, thời tiết / Road or weather',
  POINT_OUT_OF_CASH: 'Điểm chi trả hết tiền / Point out of cash',
  HOME_NOT_FOUND: 'Không tìm thấy nhà / Home not found',
  OTHER: 'Lý do khác / Other',
};

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

export const paidToWords: Readonly<Record<PaidTo, string>> = {
  self: 'Chính chủ / Self',
  guardian: 'Người giám hộ / Guardian',
  proxy: 'Người được ủy quyền / Proxy',
};

export const unpaidWords: Readonly<Record<Exclude<Payout['state'], 'paid'>, string>> = {
  assigned: 'Chưa kết thúc / Still open',
  carriedOver: 'Chuyển kỳ sau / Carried over',
  handedBack: 'Nộp trả / Handed back',
  withheld: 'Tạm giữ / Withheld',
};

export const reviewFlag = 'Đề nghị xem xét, hệ thống không tự dừng / For review, nothing stops by itself';
