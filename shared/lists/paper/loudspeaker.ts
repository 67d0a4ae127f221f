import { type Announcement, isShared, papersToBring, type Slot } from './announcement.ts';
import { lowerFirst, placeInText, sessionNames, spokenDay, spokenMonth } from './written-days.ts';

/** What the commune reads over its loudspeakers: plain text, a sentence a line, dates as they are spoken. */
export const loudspeakerText = (said: Announcement): string => {
  const { commune, month, slots, homeDays, moves, office, lastDay, hotline } = said;
  const lines = [
    `Thông báo chi trả trợ cấp xã hội ${spokenMonth(month)}.`,
    `Kính thưa bà con ${placeInText(commune.name)}.`,
    ...moves.map(
      ({ point, from, to }) =>
        `Thay đổi ngày chi trả: tại ${point}, ${spokenDay(from)} chuyển sang ${spokenDay(to)}.`,
    ),
    ...slots.map(slotText),
    ...(slots.some(isShared)
      ? ['Thôn nào được đọc hai lần, bà con hỏi trưởng thôn hoặc bưu điện để biết buổi của mình.']
      : []),
    ...(homeDays.length === 0
      ? []
      : [`Người được trả tại nhà: nhân viên bưu điện đến nhà vào ${homeDays.map(spokenDay).join(', ')}.`]),
    `Khi đi mang theo: ${papersToBring.map(lowerFirst).join('; ')}.`,
    `Ai chưa nhận được thì đến ${office}, đến hết ${spokenDay(lastDay)}.`,
    'Bà con không phải trả bất kỳ khoản phí nào.',
    `Cần hỏi, xin gọi số ${hotline}.`,
    'Xin trân trọng cảm ơn bà con.',
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
};

const slotText = ({ day, session, point, hamlets }: Slot): string => {
  const who = hamlets.length === 0 ? 'bà con' : `bà con ${hamlets.map(({ name }) => name).join(', ')}`;
  return `${sessionNames[session]} ${spokenDay(day)}: ${who} nhận tiền tại ${point}.`;
};
