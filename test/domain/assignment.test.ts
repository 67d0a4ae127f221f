import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AssignmentRules,
  overfullOf,
  overfullSessions,
  planAssignments,
  type ToPlace,
} from '../../shared/domain/assignment.ts';
import { isWorkingDay } from '../../shared/domain/calendar.ts';
import type { Place } from '../../shared/domain/payout.ts';
import type { Recipient, RecipientId } from '../../shared/domain/recipient.ts';
import { numbers, shuffled } from '../support/arbitrary.ts';
import {
  aCollector,
  aDay,
  aMonth,
  anId,
  aPayout,
  aPoint,
  aPointId,
  aRecipient,
  atHome,
  atPoint,
  august,
} from '../support/build.ts';

const someone = (number: number, given: Partial<Recipient> = {}): ToPlace => ({
  recipientId: anId(number),
  recipient: aRecipient(number, given),
});
const rules = (given: Partial<AssignmentRules> = {}): AssignmentRules => ({
  window: inDays(),
  holidays: new Set<string>(),
  points: [aPoint()],
  ...given,
});
/** August, from a day on where it was approved too late. */
const inDays = (notBefore?: string, payoutUntil = '2016-08-10'): AssignmentRules['window'] => ({
  month: august,
  payoutUntil: aDay(payoutUntil),
  notBefore: notBefore === undefined ? undefined : aDay(notBefore),
});
const july = { month: aMonth('2016-07'), payoutUntil: aDay('2016-07-11') };
const lastMonth = (...places: [number, Place][]) => ({
  last: { window: july, places: new Map(places.map(([number, place]) => [anId(number), place])) },
});
/** `1 2016-08-03 AM`: point, day and session. */
const where = (place: Place | undefined): string =>
  place
    ? `${place.pointId.slice(6)} ${place.day} ${place.kind === 'point' ? place.session : place.reason}`
    : '';
const plan = (people: readonly ToPlace[], given: Partial<AssignmentRules> = {}) => {
  const places = planAssignments(people, rules(given));
  return people.map(({ recipientId }) => where(places.get(recipientId)));
};

describe('planAssignments', () => {
  test('fills sessions hamlet by hamlet, in the order of days', () => {
    const points = [aPoint('01834-1', { days: [5, 3], capacity: 2 })];
    const people = [
      someone(1, { hamlet: 'B' }),
      someone(2, { hamlet: 'A' }),
      someone(3, { hamlet: 'B' }),
      someone(4, { hamlet: 'A' }),
      someone(5, { hamlet: 'C' }),
    ];
    expect(plan(people, { points })).toEqual([
      '1 2016-08-03 PM',
      '1 2016-08-03 AM',
      '1 2016-08-03 PM',
      '1 2016-08-03 AM',
      '1 2016-08-05 AM',
    ]);
  });

  test('sends people to their usual point, though another one has room', () => {
    const points = [aPoint('01834-1'), aPoint('01834-2', { days: [8], capacity: 1 })];
    const own = { pointId: aPointId('01834-2') };
    expect(plan([someone(1), someone(2, own), someone(3, own)], { points })).toEqual([
      '1 2016-08-03 AM',
      '2 2016-08-08 AM',
      '2 2016-08-08 PM',
    ]);
  });

  test('sends people of a point that is no more to another one', () => {
    expect(plan([someone(1, { pointId: aPointId('01834-9') })])).toEqual(['1 2016-08-03 AM']);
  });

  test('places somebody who is in no register any more after the others', () => {
    const points = [aPoint('01834-1', { capacity: 1 })];
    expect(plan([{ recipientId: anId(1) }, someone(2, { hamlet: 'Z' })], { points })).toEqual([
      '1 2016-08-03 PM',
      '1 2016-08-03 AM',
    ]);
  });

  describe('last month', () => {
    const twoDays = { points: [aPoint('01834-1', { days: [3, 5] })] };
    const afternoon = { ...atPoint('2016-07-05'), session: 'PM' as const };

    test('keeps day and session', () => {
      expect(plan([someone(1)], { ...twoDays, ...lastMonth([1, afternoon]) })).toEqual(['1 2016-08-05 PM']);
    });

    test('keeps the listed day, from whichever working day it had moved to', () => {
      // 3 July 2016 was a Sunday: people came on Monday the 4th.
      const moved = lastMonth([1, atPoint('2016-07-04')]);
      expect(plan([someone(1)], { points: [aPoint('01834-1', { days: [1, 3] })], ...moved })).toEqual([
        '1 2016-08-03 AM',
      ]);
    });

    // 6 and 8 July 2016 were two days; in August both listed days fall on Monday the 8th.
    const met = { points: [aPoint('01834-1', { days: [6, 8] })] };
    test('keeps day and session where two listed days meet this month: the first of them', () => {
      const afternoonBefore = { ...atPoint('2016-07-06'), session: 'PM' as const };
      expect(plan([someone(1)], { ...met, ...lastMonth([1, afternoonBefore]) })).toEqual(['1 2016-08-08 PM']);
    });

    test('keeps day and session where two listed days meet this month: the other', () => {
      const other = { ...atPoint('2016-07-08'), session: 'PM' as const };
      expect(plan([someone(1)], { ...met, ...lastMonth([1, other]) })).toEqual(['1 2016-08-08 PM']);
    });

    test('goes before newcomers, while there is room', () => {
      const points = [aPoint('01834-1', { days: [3, 5], capacity: 1 })];
      const given = { points, ...lastMonth([2, atPoint('2016-07-04')], [3, atPoint('2016-07-04')]) };
      expect(plan([someone(1), someone(2), someone(3)], given)).toEqual([
        '1 2016-08-03 PM',
        '1 2016-08-03 AM',
        '1 2016-08-05 AM',
      ]);
    });

    test.each([
      ['the day is not offered any more', someone(1), atPoint('2016-07-12')],
      ['the point is not', someone(1), atPoint('2016-07-05', '01834-7')],
      ['it was a home visit', someone(1), atHome('2016-07-05')],
    ])('counts for nothing where %s', (_, person, last) => {
      expect(plan([person], { ...twoDays, ...lastMonth([1, last]) })).toEqual(['1 2016-08-03 AM']);
    });

    test('counts for nothing where the register names another point by now', () => {
      const points = [aPoint('01834-1'), aPoint('01834-2')];
      const moved = someone(1, { pointId: aPointId('01834-2') });
      expect(plan([moved], { points, ...lastMonth([1, atPoint('2016-07-04')]) })).toEqual([
        '2 2016-08-03 AM',
      ]);
    });
  });

  describe('collectors', () => {
    test('come once for all their people, though they live apart', () => {
      const points = [aPoint('01834-1', { capacity: 2 })];
      const collector = aCollector('C1');
      const people = [
        someone(1, { hamlet: 'A' }),
        someone(2, { hamlet: 'B', collector }),
        someone(3, { hamlet: 'Z', collector }),
      ];
      expect(plan(people, { points })).toEqual(['1 2016-08-03 AM', '1 2016-08-03 PM', '1 2016-08-03 PM']);
    });

    test('whose people were on different days have one day now, whoever stands first in the list', () => {
      const collector = aCollector('C1');
      const people = [someone(1, { collector }), someone(2, { collector })];
      const given = {
        points: [aPoint('01834-1', { days: [3, 5] })],
        ...lastMonth([1, atPoint('2016-07-04')], [2, atPoint('2016-07-05')]),
      };
      expect(new Set(plan(people, given)).size).toBe(1);
      expect(plan(people.toReversed(), given)).toEqual(plan(people, given));
    });
  });

  describe('home visits', () => {
    test('happen only where the register gives a reason', () => {
      const people = [someone(1, { homeVisit: 'VERY_OLD' }), someone(2)];
      expect(plan(people)).toEqual(['1 2016-08-03 VERY_OLD', '1 2016-08-03 AM']);
    });

    test('take no place at the counter', () => {
      const points = [aPoint('01834-1', { sessions: ['AM'], days: [3, 4], capacity: 1 })];
      const people = [someone(1, { homeVisit: 'SICK' }), someone(2), someone(3)];
      expect(plan(people, { points })).toEqual(['1 2016-08-03 SICK', '1 2016-08-03 AM', '1 2016-08-04 AM']);
    });

    test('are no reason for a collector’s other people to wait at home', () => {
      const collector = aCollector('C1');
      const people = [someone(1, { collector, homeVisit: 'SICK' }), someone(2, { collector })];
      const points = [aPoint('01834-1', { capacity: 1 }), aPoint('01834-2', { days: [4], capacity: 2 })];
      expect(plan(people, { points })).toEqual(['1 2016-08-03 SICK', '1 2016-08-03 AM']);
    });
  });

  describe('days off', () => {
    test.each([
      ['a Sunday', 7, new Set<string>(), '1 2016-08-08 AM'],
      ['a holiday', 3, new Set(['2016-08-03', '2016-08-04']), '1 2016-08-05 AM'],
    ])('%s moves to the next working day', (_, day, holidays, expected) => {
      expect(plan([someone(1)], { points: [aPoint('01834-1', { days: [day] })], holidays })).toEqual([
        expected,
      ]);
    });

    // 6 and 7 August 2016 were a weekend: people come on Monday the 8th.
    test.each([
      ['two days off', [6, 7, 9]],
      ['a day off and the working day itself', [7, 8, 9]],
      ['all of them', [6, 7, 8, 9]],
    ])('that fall on one working day give the counter its room once: %s', (_, days) => {
      const points = [aPoint('01834-1', { days, sessions: ['AM'], capacity: 1 })];
      expect(plan([someone(1), someone(2)], { points })).toEqual(['1 2016-08-08 AM', '1 2016-08-09 AM']);
    });

    test('leave two points that meet on one working day a room each', () => {
      const points = ['01834-1', '01834-2'].map((pointId, at) =>
        aPoint(pointId, { days: [6 + at], sessions: ['AM'], capacity: 1 }),
      );
      expect(plan([someone(1), someone(2)], { points })).toEqual(['1 2016-08-08 AM', '2 2016-08-08 AM']);
    });
  });

  describe('a month that was approved too late', () => {
    const points = [aPoint('01834-1', { days: [1, 3, 9], sessions: ['AM'], capacity: 1 })];
    const three = [1, 2, 3].map((number) => someone(number));

    test('moves the days that are over on to the first working days, in their order', () => {
      expect(plan(three, { points, window: inDays('2016-08-04') })).toEqual([
        '1 2016-08-04 AM',
        '1 2016-08-05 AM',
        '1 2016-08-09 AM',
      ]);
    });

    test('leaves days out on which nobody works', () => {
      // The 6th and the 7th are a weekend.
      expect(plan(three, { points, window: inDays('2016-08-05') }).slice(0, 2)).toEqual([
        '1 2016-08-05 AM',
        '1 2016-08-08 AM',
      ]);
      const holidays = new Set(['2016-08-05', '2016-08-08']);
      expect(plan(three, { points, holidays, window: inDays('2016-08-05') }).slice(0, 2)).toEqual([
        '1 2016-08-09 AM',
        '1 2016-08-10 AM',
      ]);
    });

    test('shares the last day of the window rather than leave it', () => {
      expect(plan(three, { points, window: inDays('2016-08-10') })).toEqual([
        '1 2016-08-10 AM',
        '1 2016-08-10 AM',
        '1 2016-08-10 AM',
      ]);
    });

    test('has days after the window where that is over too', () => {
      expect(plan(three, { points, window: inDays('2016-08-11') })).toEqual([
        '1 2016-08-11 AM',
        '1 2016-08-12 AM',
        '1 2016-08-15 AM',
      ]);
    });

    test('keeps people on their listed day, wherever it was moved, this month or the last', () => {
      const late = { ...july, notBefore: aDay('2016-07-05') };
      // The 1st of July had moved to the 5th, and the 3rd to the 6th.
      const places = new Map([[anId(1), atPoint('2016-07-06')]]);
      const people = [someone(1), someone(2)];
      const expected = ['1 2016-08-03 AM', '1 2016-08-01 AM'];
      expect(plan(people, { points, last: { window: late, places } })).toEqual(expected);
      expect(plan(people, { points, last: { window: late, places }, window: inDays('2016-08-04') })).toEqual([
        '1 2016-08-05 AM',
        '1 2016-08-04 AM',
      ]);
    });
  });

  describe('the planner’s own choice', () => {
    const chosen = (number: number, place: Place, given: Partial<Recipient> = {}): ToPlace => ({
      ...someone(number, given),
      chosen: place,
    });

    test('stands, also on a day that no list has', () => {
      expect(plan([chosen(1, atPoint('2016-08-09'))])).toEqual(['1 2016-08-09 AM']);
    });

    test('takes its seat before anybody else does, last month or not', () => {
      const points = [aPoint('01834-1', { capacity: 1 })];
      const given = { points, ...lastMonth([1, atPoint('2016-07-04')]) };
      expect(plan([someone(1), chosen(2, atPoint('2016-08-03'))], given)).toEqual([
        '1 2016-08-03 PM',
        '1 2016-08-03 AM',
      ]);
    });

    test('to be visited takes no seat', () => {
      const points = [aPoint('01834-1', { capacity: 1 })];
      expect(plan([someone(1), chosen(2, atHome('2016-08-03'))], { points })).toEqual([
        '1 2016-08-03 AM',
        '1 2016-08-03 SICK',
      ]);
    });

    test('to come to the counter stands against the register', () => {
      expect(plan([chosen(1, atPoint('2016-08-04'), { homeVisit: 'VERY_OLD' })])).toEqual([
        '1 2016-08-04 AM',
      ]);
    });

    test('of a day that is over, or off by now, moves on to the next payout day', () => {
      const people = [chosen(1, atPoint('2016-08-02')), chosen(2, atPoint('2016-08-09'))];
      const holidays = new Set(['2016-08-09']);
      expect(plan(people, { holidays, window: inDays('2016-08-04') })).toEqual([
        '1 2016-08-04 AM',
        '1 2016-08-10 AM',
      ]);
    });
  });

  test('sends whoever finds no room to the least full session', () => {
    const points = [
      aPoint('01834-1', { days: [3], sessions: ['AM'], capacity: 1 }),
      aPoint('01834-2', { days: [4], sessions: ['AM'], capacity: 2 }),
    ];
    const people = [1, 2, 3, 4].map((number) => someone(number));
    const collector = aCollector('C1');
    const pair = [someone(5, { collector, hamlet: 'A' }), someone(6, { collector, hamlet: 'A' })];
    const places = plan([...people, ...pair], { points });
    expect(places.slice(4)).toEqual(['2 2016-08-04 AM', '2 2016-08-04 AM']);
    expect(places.slice(0, 4)).toEqual([
      '1 2016-08-03 AM',
      '1 2016-08-03 AM',
      '2 2016-08-04 AM',
      '1 2016-08-03 AM',
    ]);
  });

  test('has no place to give where there is no point', () => {
    expect(planAssignments([someone(1)], rules({ points: [] })).size).toBe(0);
  });
});

describe('the promises of planAssignments', () => {
  const points = fc
    .uniqueArray(
      fc.record({
        number: fc.integer({ min: 1, max: 4 }),
        days: fc.uniqueArray(fc.constantFrom(1, 3, 5, 9), { minLength: 1 }),
        sessions: fc.constantFrom<('AM' | 'PM')[]>(['AM'], ['PM'], ['AM', 'PM']),
        capacity: fc.integer({ min: 1, max: 8 }),
      }),
      { selector: ({ number }) => number, minLength: 1, maxLength: 3 },
    )
    .map((all) => all.map(({ number, ...given }) => aPoint(`01834-${String(number)}`, given)));
  const optional = <One>(one: fc.Arbitrary<One>) => fc.option(one, { nil: undefined });
  const recipient = fc.record({
    hamlet: fc.constantFrom('A', 'B', 'C'),
    collector: optional(fc.constantFrom('C1', 'C2', 'C3').map(aCollector)),
    homeVisit: optional(fc.constant('SICK' as const)),
    pointId: optional(fc.constantFrom('01834-1', '01834-2', '01834-9').map(aPointId)),
  });
  const last = optional(
    fc.record({
      day: fc.constantFrom('2016-07-01', '2016-07-04', '2016-07-05'),
      number: fc.integer({ min: 1, max: 4 }),
    }),
  );
  const given = fc
    .tuple(
      numbers().chain((all) =>
        fc.tuple(
          ...all.map((number) =>
            fc.record({ number: fc.constant(number), recipient: optional(recipient), last }),
          ),
        ),
      ),
      points,
    )
    .map(([all, offered]) => ({
      people: all.map(({ number, recipient: one }) =>
        one ? someone(number, one) : { recipientId: anId(number) },
      ),
      rules: rules({
        points: offered,
        last: {
          window: july,
          places: new Map(
            all.flatMap(({ number, last: before }): [RecipientId, Place][] =>
              before ? [[anId(number), atPoint(before.day, `01834-${String(before.number)}`)]] : [],
            ),
          ),
        },
      }),
    }));

  test('everybody has exactly one place, one that is offered', () => {
    fc.assert(
      fc.property(given, (it) => {
        const places = planAssignments(it.people, it.rules);
        expect([...places.keys()].toSorted()).toEqual(
          it.people.map(({ recipientId }) => recipientId).toSorted(),
        );
        for (const { kind, pointId, day, ...rest } of places.values()) {
          const point = it.rules.points.find((one) => one.pointId === pointId);
          expect(point?.days.map((one) => aDay(`2016-08-0${String(one)}`))).toContain(day);
          if (kind === 'point') expect(point?.sessions).toContain('session' in rest && rest.session);
        }
      }),
    );
  });

  test('home visits are exactly those with a reason', () => {
    fc.assert(
      fc.property(given, (it) => {
        const places = planAssignments(it.people, it.rules);
        for (const { recipientId, recipient: one } of it.people)
          expect(places.get(recipientId)?.kind).toBe(one?.homeVisit ? 'home' : 'point');
      }),
    );
  });

  test('a collector comes once', () => {
    fc.assert(
      fc.property(given, (it) => {
        const places = planAssignments(it.people, it.rules);
        const counters = it.people.filter(({ recipient: one }) => one?.collector && !one.homeVisit);
        for (const group of Map.groupBy(counters, ({ recipient: one }) => one?.collector?.key).values())
          expect(new Set(group.map(({ recipientId }) => where(places.get(recipientId)))).size).toBe(1);
      }),
    );
  });

  test('no session is overfull while people could have gone alone to another of the same point', () => {
    const alone = given.map((it) => ({
      ...it,
      people: it.people.map(({ recipientId }) => ({ recipientId })),
    }));
    fc.assert(
      fc.property(alone, (it) => {
        const places = [...planAssignments(it.people, it.rules).values()].map(where);
        const load = (key: string) => places.filter((place) => place === key).length;
        const room = it.rules.points.flatMap(({ pointId, days, sessions, capacity }) =>
          days.flatMap((day) =>
            sessions.map(
              (session) => capacity - load(`${pointId.slice(6)} 2016-08-0${String(day)} ${session}`),
            ),
          ),
        );
        expect(room.some((left) => left > 0) && room.some((left) => left < 0)).toBe(false);
      }),
    );
  });

  test('no counter is overfull while there is room for everybody, wherever its days fall', () => {
    const counters = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 4, max: 9 }), { minLength: 1 }),
      capacity: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(counters, numbers(20), ({ days, capacity }, all) => {
        const offered = [aPoint('01834-1', { days, sessions: ['AM'], capacity })];
        // The 6th and the 7th are a weekend.
        const workingDays = new Set(days.map((day) => ([6, 7].includes(day) ? 8 : day)));
        const places = plan(
          all.map((number) => someone(number)),
          { points: offered },
        );
        const loads = [...Map.groupBy(places, (place) => place).values()].map(({ length }) => length);
        const isRoom = all.length <= workingDays.size * capacity;
        expect(loads.some((load) => load > capacity)).toBe(!isRoom);
      }),
    );
  });

  const late = fc.tuple(
    given,
    fc.integer({ min: 1, max: 20 }),
    fc.uniqueArray(fc.integer({ min: 1, max: 26 }), { maxLength: 3 }),
  );
  const lateRules = (it: AssignmentRules, from: number, off: readonly number[]): AssignmentRules => ({
    ...it,
    holidays: new Set(off.map((day) => `2016-08-${String(day).padStart(2, '0')}`)),
    window: inDays(`2016-08-${String(from).padStart(2, '0')}`),
  });

  test('nobody is planned before the first day that is left, nor on a day off', () => {
    fc.assert(
      fc.property(late, ([it, from, off]) => {
        const late = lateRules(it.rules, from, off);
        const places = [...planAssignments(it.people, late).values()];
        expect(places).toHaveLength(it.people.length);
        for (const { day } of places) {
          expect(day >= (late.window.notBefore ?? '')).toBe(true);
          expect(isWorkingDay(day, late.holidays)).toBe(true);
        }
      }),
    );
  });

  const someChosen = given.chain((it) =>
    fc
      .array(
        fc.option(
          fc.record({
            number: fc.constantFrom(...it.rules.points.map(({ pointId }) => pointId)),
            day: fc.constantFrom('2016-08-01', '2016-08-03', '2016-08-05', '2016-08-09'),
            isHome: fc.boolean(),
          }),
          { nil: undefined },
        ),
        { minLength: it.people.length, maxLength: it.people.length },
      )
      .map((choices) => ({
        ...it,
        people: it.people.map((one, at): ToPlace => {
          const choice = choices[at];
          if (!choice) return one;
          const { number, day, isHome } = choice;
          return { ...one, chosen: isHome ? atHome(day, number) : atPoint(day, number) };
        }),
      })),
  );

  test('whomever the planner placed stays there, and the others still have one place each', () => {
    fc.assert(
      fc.property(someChosen, (it) => {
        const places = planAssignments(it.people, it.rules);
        expect(places.size).toBe(it.people.length);
        for (const { recipientId, chosen } of it.people)
          if (chosen) expect(places.get(recipientId)).toEqual(chosen);
      }),
    );
  });

  test('people who come alone are too many in a session only where their point has no room left', () => {
    fc.assert(
      fc.property(someChosen, (it) => {
        const people = it.people.map(({ recipientId, chosen }): ToPlace => ({ recipientId, chosen }));
        const planned = planAssignments(people, it.rules);
        const payouts = [...planned.values()].map((place) => ({ place }));
        const loads = Map.groupBy([...planned.values()].map(where), (place) => place);
        const alone = people.flatMap(({ recipientId, chosen }) =>
          chosen ? [] : [where(planned.get(recipientId))],
        );
        expect(planned.size).toBe(people.length);
        for (const { pointId, day, session } of overfullSessions(payouts, it.rules.points)) {
          // The planner may choose a session that is full.
          if (!alone.includes(where({ kind: 'point', pointId, day, session }))) continue;
          const point = it.rules.points.find((one) => one.pointId === pointId);
          for (const listed of point?.days ?? [])
            for (const other of point?.sessions ?? []) {
              const seat = atPoint(`2016-08-0${String(listed)}`, pointId);
              const load = loads.get(where({ ...seat, session: other }))?.length ?? 0;
              expect(load).toBeGreaterThanOrEqual(point?.capacity ?? 0);
            }
        }
      }),
    );
  });

  test('last month’s day and session are kept by everybody for whom they have room', () => {
    const seats = fc.array(
      fc.record({ session: fc.constantFrom<('AM' | 'PM')[]>('AM', 'PM'), day: fc.constantFrom(4, 5) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(seats, fc.integer({ min: 1, max: 4 }), (all, capacity) => {
        const offered = [aPoint('01834-1', { days: [3, 5], capacity })];
        const places = all.map((seat, number): [number, Place] => [
          number,
          { ...atPoint(`2016-07-0${String(seat.day)}`), session: seat.session },
        ]);
        const people = all.map((_, number) => someone(number));
        const planned = plan(people, { points: offered, ...lastMonth(...places) });
        const wanted = all.map(({ day, session }) => `1 2016-08-0${day === 4 ? '3' : '5'} ${session}`);
        for (const seat of new Set(wanted)) {
          const kept = wanted.filter((one, at) => one === seat && planned[at] === seat);
          const askedFor = wanted.filter((one) => one === seat).length;
          expect(kept.length).toBeGreaterThanOrEqual(Math.min(askedFor, capacity));
        }
      }),
    );
  });

  test('the order of the lists does not change the plan', () => {
    const both = someChosen.chain((it) =>
      fc.tuple(fc.constant(it), shuffled(it.people), shuffled(it.rules.points)),
    );
    fc.assert(
      fc.property(both, ([it, people, offered]) => {
        const again = planAssignments(people, { ...it.rules, points: offered });
        expect(new Map([...again].toSorted())).toEqual(
          new Map([...planAssignments(it.people, it.rules)].toSorted()),
        );
      }),
    );
  });
});

describe('overfullSessions', () => {
  const points = [aPoint('01834-1', { capacity: 2 }), aPoint('01834-2', { capacity: 1 })];
  const inTheAfternoon = { ...atPoint(), session: 'PM' as const };
  const payouts = [
    ...[1, 2, 3, 4].map((number) => aPayout(number)),
    aPayout(5, { place: inTheAfternoon }),
    aPayout(6, { place: atHome() }),
    aPayout(7, { place: atPoint('2016-08-03', '01834-2') }),
    aPayout(8, { place: atPoint('2016-08-03', '01834-9') }),
  ];

  test('are named with how many are planned and how many there is room for; home visits need none', () => {
    expect(overfullSessions(payouts, points)).toEqual([
      { pointId: '01834-1', day: '2016-08-03', session: 'AM', planned: 4, capacity: 2 },
    ]);
  });

  test('count whoever is too many', () => {
    expect(overfullOf([...payouts, aPayout(9, { place: atPoint('2016-08-03', '01834-2') })], points)).toBe(3);
    expect(overfullOf([], points)).toBe(0);
  });
});
