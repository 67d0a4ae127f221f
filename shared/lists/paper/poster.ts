import { type Announcement, isShared, type Move, papersToBring, type Slot } from './announcement.ts';
import { type Block, type Canvas, newCanvas, putRow, wrappedHeight } from './canvas.ts';
import type { Page } from './paper-workbook.ts';
import { communeText } from './sheet-frame.ts';
import { poster as styles, posterSize } from './styles.ts';
import { lowerFirst, sessionNames, weekdayOf, writtenDay, writtenMonth } from './written-days.ts';

const widths = [20, 13, 24, 36] as const;
const wholeWidth = widths.reduce((sum, width) => sum + width, 0);
const last = widths.length - 1;

/** One page in big letters for the wall of the commune's office, post office and houses of culture. */
export const poster = (said: Announcement): Page => {
  const canvas = newCanvas();
  const across = (value: string, style: Block['style']) => {
    putRow(
      canvas,
      [{ columns: [0, last], value, style }],
      wrappedHeight(value, wholeWidth, style.font?.size ?? posterSize),
    );
  };
  across(`BƯU ĐIỆN ${said.province.toUpperCase()}`, styles.office);
  across('THÔNG BÁO', styles.heading);
  across(`CHI TRẢ TRỢ CẤP XÃ HỘI\n${writtenMonth(said.month).toUpperCase()}`, styles.title);
  across(communeText(said.commune), styles.title);
  putSlots(canvas, said.slots);
  if (said.slots.some(isShared))
    across('(*) Một số người của thôn nhận ở buổi khác: hỏi trưởng thôn hoặc bưu điện.', styles.text);
  for (const { heading, text } of sectionsOf(said)) {
    across(heading, styles.section);
    across(text, styles.text);
  }
  across('KHÔNG PHẢI TRẢ\nBẤT KỲ KHOẢN PHÍ NÀO', styles.noFee);
  across(`Cần hỏi, xin gọi: ${said.hotline}`, styles.title);
  return { name: 'Thông báo', canvas, widths, orientation: 'portrait' };
};

const putSlots = (canvas: Canvas, slots: readonly Slot[]): void => {
  if (slots.length === 0) return;
  const headers = ['Ngày', 'Buổi', 'Nơi nhận', 'Thôn, bản, tổ'];
  putRow(
    canvas,
    headers.map((value, at) => ({ columns: [at, at], value, style: styles.header })),
    30,
  );
  for (const { day, session, point, hamlets } of slots) {
    const values = [
      `${weekdayOf(day)}\n${writtenDay(day)}`,
      sessionNames[session].slice(5),
      point,
      hamlets.map(({ name, isWhole }) => `${inOneLine(name)}${isWhole ? '' : '\u00a0(*)'}`).join(', '),
    ];
    const heights = values.map((value, at) => wrappedHeight(value, widths[at] ?? 1, posterSize));
    putRow(
      canvas,
      values.map((value, at) => ({
        columns: [at, at],
        value,
        style: at < 2 ? styles.centre : styles.cell,
      })),
      Math.max(...heights),
    );
  }
};

const moveText = ({ point, from, to }: Move): string =>
  `${point}: ngày ${writtenDay(from)} chuyển sang ${lowerFirst(weekdayOf(to))}, ngày ${writtenDay(to)}.`;

/** "Tổ 4" is not broken before its number. */
const inOneLine = (name: string): string => name.replaceAll(/ (?=\d)/g, '\u00a0');

const sectionsOf = ({ moves, homeDays, office, lastDay }: Announcement) => [
  ...(moves.length === 0 ? [] : [{ heading: 'Thay đổi ngày chi trả', text: moves.map(moveText).join('\n') }]),
  ...(homeDays.length === 0
    ? []
    : [
        {
          heading: 'Trả tại nhà',
          text: `Người được trả tại nhà: nhân viên bưu điện đến nhà ngày ${homeDays.map(writtenDay).join(', ')}.`,
        },
      ]),
  { heading: 'Khi đi mang theo', text: papersToBring.map((one) => `• ${one}`).join('\n') },
  {
    heading: 'Nếu chưa nhận được đúng ngày',
    text: `Đến ${office}, đến hết ${lowerFirst(weekdayOf(lastDay))}, ngày ${writtenDay(lastDay)}.`,
  },
];
