import { expect, test } from 'vitest';
import { Actor, mayAct, Role, system } from '../../shared/domain/person.ts';

test('one person has one role, and may do what that role may', () => {
  for (const role of Role.options) {
    expect(mayAct({ id: 'p-1', role }, [role])).toBe(true);
    expect(
      mayAct(
        { id: 'p-1', role },
        Role.options.filter((other) => other !== role),
      ),
    ).toBe(false);
    expect(mayAct({ id: 'p-1', role }, [])).toBe(false);
  }
});

test.each([
  ['nobody', { id: '', role: 'approver' }],
  ['an unknown role', { id: 'p-1', role: 'chief' }],
  ['no role', { id: 'p-1' }],
])('%s is no actor', (_, actor) => {
  expect(Actor.safeParse(actor).success).toBe(false);
});

test('the system is an actor without business rights of its own', () => {
  expect(Actor.parse(system)).toEqual({ id: 'chitra', role: 'system' });
  expect(mayAct(system, ['approver', 'planner', 'accountant'])).toBe(false);
});
