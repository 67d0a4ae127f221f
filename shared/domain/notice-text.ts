import type { PlainDate } from './calendar.ts';
import { type MessageFacts, writtenMonth } from './reminder-text.ts';
import { dayAndMonth, type Frame, fittedText } from './sms-text.ts';

/** What a notice tells of; `paidOn` is absent where those who share a phone were paid on different days. */
export type Told = Readonly<
  | { notice: 'day-moved'; day: PlainDate; place: string }
  | { notice: 'home-day-moved'; day: PlainDate }
  | { notice: 'new-collector' }
  | { notice: 'paid-to-proxy'; paidOn?: PlainDate | undefined }
  | { notice: 'first-payment'; paidOn?: PlainDate | undefined }
>;

/**
 * Unaccented Vietnamese in one part: brand first, what happened, and whom to call if it is not right; no link, no
 * amount, no benefit group, and never who the collector is.
 */
export const noticeText = (facts: MessageFacts, told: Told): string =>
  fittedText(frameOf(facts, told), facts.names, told.notice === 'day-moved' ? told.place : '');

const frameOf = ({ periodId, rules: { brand, hotline } }: MessageFacts, told: Told): Frame => {
  const month = writtenMonth(periodId);
  switch (told.notice) {
    case 'day-moved':
      return (who, where) =>
        `${brand}: Ngay nhan tro cap thang ${month} cua ${who} doi sang ${dayAndMonth(told.day)} ` +
        `tai ${where}, mang CCCD. KHONG mat phi. Hoi: ${hotline}`;
    case 'home-day-moved':
      return (who) =>
        `${brand}: Buu dien doi ngay den nha tra tro cap thang ${month} cua ${who} ` +
        `sang ${dayAndMonth(told.day)}. KHONG mat phi. Hoi: ${hotline}`;
    case 'new-collector':
      return (who) =>
        `${brand}: Nguoi nhan thay tro cap thang ${month} cua ${who} da doi. ` +
        `Neu khong phai y ong/ba, goi ngay ${hotline}`;
    case 'paid-to-proxy':
      return (who) =>
        `${brand}: Tro cap thang ${month} cua ${who} da duoc nguoi nhan thay linh${onDay(told.paidOn)}. ` +
        `Neu khong dung, goi ngay ${hotline}`;
    case 'first-payment':
      return (who) =>
        `${brand}: Tro cap thang ${month} cua ${who} da duoc tra lan dau${onDay(told.paidOn)}. ` +
        `KHONG mat phi. Neu khong dung, goi ${hotline}`;
  }
};

const onDay = (day: PlainDate | undefined): string => (day ? ` ngay ${dayAndMonth(day)}` : '');
