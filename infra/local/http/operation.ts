import { z } from 'zod';
import { ApiError } from './api.ts';

/** By target, e.g. `AmazonSQS.SendMessage`: from the body of a call to what is answered. */
export type Operations = Readonly<Record<string, (body: string) => unknown>>;

/** One operation of a service: its input is parsed, its answer becomes JSON. */
export const operation =
  <T>(schema: z.ZodType<T>, answer: (input: T) => unknown) =>
  (body: string): unknown => {
    const input = schema.safeParse(JSON.parse(body));
    if (!input.success) throw new ApiError('ValidationException', z.prettifyError(input.error));
    return answer(input.data);
  };
