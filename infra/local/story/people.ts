import { z } from 'zod';
import type { Stage } from './stage.ts';

/** The people of the story, each with their one role. */
export const planner = { id: 'planner@post.example', role: 'planner' };
export const approver = { id: 'approver@backan.example', role: 'approver' };
export const accountant = { id: 'accountant@backan.example', role: 'accountant' };
export const teller = { id: 'teller@post.example', role: 'teller' };

const Answer = z.object({
  done: z.string().optional(),
  answer: z.string().optional(),
  refused: z.string().optional(),
});

/** Asks a function for something; a story has nobody who could make sense of a no. */
export const ask = async (stage: Stage, what: string, payload: unknown): Promise<string> => {
  const { refused, done, answer } = Answer.parse(await stage.cloud.invoke(what, payload));
  if (refused !== undefined) throw new Error(`${what} was refused: ${refused}`);
  return done ?? answer ?? '';
};
