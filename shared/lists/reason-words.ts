import { AttemptReason } from '../domain/payout.ts';
import { type Spelling, spellingReader } from './spellings.ts';

/**
 * Why somebody was not paid, in the one word that we print and in the words that tellers write. What may mean two
 * reasons (`không có nhà`, `đi viện`) is none of them: the row is asked about.
 */
export const reasonWords: Readonly<Record<AttemptReason, Spelling>> = {
  ABSENT: { vi: 'Vắng mặt', en: 'Absent', also: ['vắng', 'không đến', 'không tới', 'không có mặt'] },
  SICK_AT_HOME: {
    vi: 'Ốm tại nhà',
    en: 'Sick at home',
    also: ['ốm', 'bị ốm', 'đang ốm', 'ốm đau', 'ốm ở nhà'],
  },
  AWAY: { vi: 'Đi xa', en: 'Away', also: ['đi vắng', 'đi làm xa', 'đi làm ăn xa'] },
  NO_ID_PAPER: {
    vi: 'Không có giấy tờ',
    en: 'No id paper',
    also: [
      'thiếu giấy tờ',
      'quên giấy tờ',
      'mất giấy tờ',
      'không mang giấy tờ',
      'không có căn cước',
      'không có CMND',
      'không có CCCD',
    ],
  },
  PROXY_INVALID_OR_EXPIRED: {
    vi: 'Ủy quyền không hợp lệ',
    en: 'Proxy not valid',
    also: [
      'giấy ủy quyền không hợp lệ',
      'giấy ủy quyền hết hạn',
      'ủy quyền hết hạn',
      'hết hạn ủy quyền',
      'không có giấy ủy quyền',
      'thiếu giấy ủy quyền',
    ],
  },
  NAME_MISMATCH: {
    vi: 'Sai họ tên',
    en: 'Name differs',
    also: ['sai tên', 'nhầm tên', 'không khớp tên', 'tên không khớp', 'sai tên với giấy tờ'],
  },
  DIED: {
    vi: 'Đã chết',
    en: 'Died',
    also: ['chết', 'đã mất', 'báo đã mất', 'qua đời', 'đã qua đời', 'từ trần', 'đã từ trần'],
    accented: ['mất'],
  },
  MOVED: {
    vi: 'Chuyển nơi ở',
    en: 'Moved',
    also: [
      'chuyển đi',
      'đã chuyển đi',
      'báo đã chuyển đi',
      'chuyển đi nơi khác',
      'chuyển nhà',
      'chuyển chỗ ở',
    ],
  },
  REFUSED: {
    vi: 'Từ chối nhận',
    en: 'Refused',
    also: ['từ chối', 'không nhận', 'không chịu nhận', 'không muốn nhận'],
  },
  ROAD_OR_WEATHER: {
    vi: 'Đường sá, thời tiết',
    en: 'Road or weather',
    also: [
      'thời tiết',
      'thời tiết xấu',
      'mưa lũ',
      'mưa bão',
      'lũ lụt',
      'ngập lụt',
      'đường sạt lở',
      'sạt lở đường',
    ],
  },
  POINT_OUT_OF_CASH: {
    vi: 'Điểm chi trả hết tiền',
    en: 'Point out of cash',
    also: ['hết tiền', 'hết tiền mặt', 'không đủ tiền', 'không đủ tiền mặt'],
  },
  HOME_NOT_FOUND: {
    vi: 'Không tìm thấy nhà',
    en: 'Home not found',
    also: ['không tìm được nhà'],
  },
  OTHER: { vi: 'Lý do khác', en: 'Other', also: ['lí do khác', 'khác'] },
};

export const readReason = spellingReader(AttemptReason.options, reasonWords);
