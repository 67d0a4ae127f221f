import { z } from 'zod';

export const Role = z.enum([
  'list-officer',
  'approver',
  'planner',
  'teller',
  'accountant',
  'auditor',
  'system-admin',
  'system',
]);
export type Role = z.infer<typeof Role>;

/** Who acts. One person has one role; `system` is a schedule or a state machine. */
export const Actor = z.object({ id: z.string().min(1).max(100), role: Role });
export type Actor = z.infer<typeof Actor>;

export const system: Actor = { id: 'chitra', role: 'system' };

export const mayAct = (actor: Actor, roles: readonly Role[]): boolean => roles.includes(actor.role);
