import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PayoutFact } from '../../infra/local/story/facts.ts';
import type { PeriodBook } from '../../infra/local/story/period-books.ts';
import { dataFolder } from './support/folder.ts';
import { monthsOf, play, type Played, type Wanted } from './support/play.ts';

const sumOf = (payouts: readonly PayoutFact[]): number =>
  payouts.reduce((sum, { amount }) => sum + amount, 0);
const of = ({ payouts }: PeriodBook, state: string): PayoutFact[] =>
  payouts.filter((payout) => payout.state === state);
const idOf = ({ commune, recipientId }: PayoutFact): string => `${commune} ${recipientId}`;
const messagesTo = ({ reminders }: PeriodBook, { commune, recipientId }: PayoutFact) =>
  reminders.filter((one) => one.commune === commune && one.recipientIds.includes(recipientId));

/** Plays once for all tests of a block. */
const played = (wanted: Wanted): (() => Played) => {
  let end: Played | undefined;
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const dataDir = dataFolder(afterAll);
  beforeAll(async () => {
    end = await play(dataDir, wanted);
  });
  return () => {
    if (!end) throw new Error('nothing was played');
    return end;
  };
};

/** In every month, whatever happened: the money adds up, and what was carried over is in the next plan once. */
const addsUp = (story: () => Played): void => {
  it('keeps every promise', () => {
    expect(story().broken).toEqual([]);
  });
  it('adds up to the last đồng', () => {
    for (const { approved, paid, carriedOver, handedBack, withheld, settlement } of story().periods) {
      expect(settlement).toBe('balanced');
      expect(paid.amount + carriedOver.amount + handedBack.amount + withheld.amount).toBe(approved.amount);
    }
  });
  it('has each line that was carried over in the next month once', () => {
    const [june, july] = monthsOf(story());
    const carried = (lines: PayoutFact['lines']) =>
      lines.filter((line) => line.carriedFrom === june.periodId);
    const next = july.payouts.flatMap((payout) => {
      const lines = [...payout.lines, ...(payout.settledLate?.lines ?? [])];
      return carried(lines).map(({ benefit, amount }) => `${idOf(payout)} ${benefit} ${amount}`);
    });
    const owed = of(june, 'carriedOver').flatMap((payout) =>
      payout.lines.map(({ benefit, amount }) => `${idOf(payout)} ${benefit} ${amount}`),
    );
    expect(next.toSorted()).toEqual(owed.toSorted());
  });
  it('reminds nobody who was recorded before', () => {
    const tooLate = story().books.periods.flatMap(({ payouts, reminders }) => {
      const paidAt = new Map(payouts.map((one) => [idOf(one), one.completion?.recordedAt ?? '9999']));
      return reminders.filter(
        ({ commune, recipientIds, at, notice }) =>
          at !== undefined &&
          notice === undefined &&
          recipientIds.every((id) => (paidAt.get(`${commune} ${id}`) ?? '') < at),
      );
    });
    expect(tooLate).toEqual([]);
  });
};

describe('a month in which everybody comes', () => {
  const story = played({});
  addsUp(story);
  it('pays everybody on their day and reminds nobody', () => {
    for (const { approved, paid, missed, reminders, callList, late, conflicts } of story().periods) {
      expect(paid).toEqual(approved);
      expect({ missed, sent: reminders.sent, callList, late, conflicts }).toEqual({
        missed: 0,
        sent: 0,
        callList: 0,
        late: 0,
        conflicts: 0,
      });
    }
  });
  it('tells those whose collector changed, and whoever got a first payment', () => {
    const [, july] = monthsOf(story());
    const kinds = july.reminders.filter(({ status }) => status === 'sent').map(({ notice }) => notice);
    expect(kinds).toContain('new-collector');
    expect(kinds).toContain('first-payment');
  });
});

describe('a month with a flooded point', () => {
  const story = played({ missed: 0.07, happenings: ['flood'] });
  addsUp(story);
  it('pays the people of the point on the day to which it was moved, and tells them before', () => {
    const [june] = monthsOf(story());
    const [moved] = june.moved;
    expect(june.moved).toHaveLength(1);
    const there = june.payouts.filter(
      ({ place }) => place.pointId === moved?.pointId && place.day === moved.day,
    );
    const dayOf = ({ completion }: PayoutFact): string => completion?.paidOn ?? '';
    expect(there.filter((payout) => dayOf(payout) === moved?.to).length).toBeGreaterThan(there.length * 0.8);
    expect(there.filter((payout) => dayOf(payout) < (moved?.to ?? ''))).toEqual([]);
    const told = there.filter((payout) =>
      messagesTo(june, payout).some(({ notice, status }) => notice === 'day-moved' && status === 'sent'),
    );
    expect(told.length).toBeGreaterThan(there.length / 2);
  });
  it('takes nobody of the point for overdue before that day', () => {
    const [june] = monthsOf(story());
    const [moved] = june.moved;
    const there = june.payouts.filter(({ place }) => place.pointId === moved?.pointId);
    const reminders = there
      .flatMap((payout) => messagesTo(june, payout))
      .filter(({ notice }) => notice === undefined);
    expect(reminders.filter(({ date }) => date <= (moved?.to ?? ''))).toEqual([]);
  });
});

describe('months with a missing sheet', () => {
  const story = played({ missed: 0.07, happenings: ['missing-sheet'] });
  addsUp(story);
  it('chases the point, and texts none of its people before the sheet is back', () => {
    const { told } = story();
    expect(told.filter((line) => line.includes('its point was chased'))).toHaveLength(1);
    const [june] = monthsOf(story());
    const belated = told.join('\n').match(/sheet (\S+) comes back/)?.[1];
    const back = june.sheets.find(({ sheetId }) => sheetId === belated);
    expect(back?.status).toBe('reported');
    const there = june.payouts.filter(({ place }) => `${place.pointId}.${place.day}` === belated);
    const reminders = there
      .flatMap((payout) => messagesTo(june, payout))
      .filter(({ notice }) => notice === undefined);
    expect(there.length).toBeGreaterThan(20);
    expect(reminders.filter(({ at = '' }) => at < (back?.settledAt ?? ''))).toEqual([]);
  });
  it('closes the next month only when the accountant has signed off the lost sheet by name', () => {
    const [, july] = monthsOf(story());
    const lost = july.sheets.filter(({ status }) => status === 'signedOff');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.settledBy).toBe('accountant@backan.example');
    expect(july.sheets.filter(({ status }) => status === 'issued')).toEqual([]);
    expect((july.settlement?.settledAt ?? '') > (lost[0]?.settledAt ?? '')).toBe(true);
  });
});

describe('months with deaths after the approval', () => {
  const story = played({ people: 400, missed: 0.07, happenings: ['deaths'] });
  addsUp(story);
  it('hands the money back by decision, sends no message and carries nothing over', () => {
    const [june, july] = monthsOf(story());
    const dead = of(june, 'handedBack');
    expect(dead.length).toBeGreaterThan(0);
    for (const payout of dead) {
      expect(payout.attempts.map(({ reason }) => reason)).toContain('DIED');
      expect(payout.decision).toMatchObject({ reason: 'DIED', by: 'approver@backan.example' });
      expect(messagesTo(june, payout)).toEqual([]);
      expect(july.payouts.filter((next) => idOf(next) === idOf(payout))).toEqual([]);
    }
    expect(story().periods[0]?.handedBack).toEqual({ count: dead.length, amount: sumOf(dead) });
  });
});

describe('months with mistakes of tellers and a page that comes too late', () => {
  const story = played({ missed: 0.07, happenings: ['mistakes', 'late-result'] });
  addsUp(story);
  it('undoes what was typed wrongly and what went to the wrong person, and pays both once', () => {
    const [june] = monthsOf(story());
    const undone = june.payouts.filter(({ reversals }) => reversals.length > 0);
    expect(undone.map(({ state }) => state)).toEqual(['paid', 'paid']);
    expect(
      undone.flatMap(({ reversals }) => reversals.map(({ confirmedBy }) => confirmedBy)).toSorted(),
    ).toEqual(['accountant@backan.example', undefined]);
  });
  it('keeps the late result, settles what was carried over and pays the rest of the next payout', () => {
    const [june, july] = monthsOf(story());
    expect(june.late.map(({ decision }) => decision)).toEqual(['confirmed']);
    const [carried] = of(june, 'carriedOver');
    const next = july.payouts.find((payout) => carried && idOf(payout) === idOf(carried));
    expect(of(june, 'carriedOver')).toHaveLength(1);
    expect(next?.state).toBe('paid');
    expect(next?.settledLate?.lines.map(({ carriedFrom }) => carriedFrom)).toEqual([june.periodId]);
    expect(next?.lines.every(({ carriedFrom }) => carriedFrom === undefined)).toBe(true);
  });
  it('counts all of it as handed over in the end', () => {
    const { totals, periods } = story();
    const [june, july] = periods;
    expect(totals.paidShare).toBe(1);
    expect(totals.amount).toBe((june?.approved.amount ?? 0) + (july?.paid.amount ?? 0));
  });
});
