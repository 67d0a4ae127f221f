import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { z } from 'zod';
import { programmeClock, realNowMs } from './clock.ts';
import { logger } from './logger.ts';

/** What one run knows of itself; `endsAtMs` is real time, `now` the programme's. */
export type Run = Readonly<{
  invocationId: string;
  endsAtMs: number;
  realNowMs: () => number;
  now: () => Date;
}>;

type Schemas<Env, Input> = Readonly<{ env: Env; input: Input }>;

/** Bad input is told by where it is wrong, never by what stood there: an error text ends up in histories and logs. */
class InvalidInput extends Error {
  override name = 'InvalidInput';
}

const parse = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(
    parsed.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join('; '),
  );
};

const runOf = (context: Context): Run => ({
  invocationId: context.awsRequestId,
  endsAtMs: realNowMs() + context.getRemainingTimeInMillis(),
  realNowMs,
  now: programmeClock(process.env),
});

/** The door of a function that is invoked directly: the environment is read once, the input every time. */
export const lambda = <Env extends z.ZodType, Input extends z.ZodType, Output>(
  schemas: Schemas<Env, Input>,
  wire: (env: z.output<Env>, run: Run) => (input: z.output<Input>) => Promise<Output>,
) => {
  let env: z.output<Env> | undefined;
  return middy()
    .use(injectLambdaContext(logger, { clearState: true }))
    .handler(async (event: unknown, context: Context): Promise<Output> => {
      env ??= parse(schemas.env, process.env);
      const output = await wire(env, runOf(context))(parse(schemas.input, event));
      logger.info('done', { output: countsOf(output) });
      return output;
    });
};

/** What of an answer goes into the log: words and numbers, no lists. */
const countsOf = (output: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(output ?? {}).filter(([, value]) => typeof value !== 'object'));

/** The door of a function fed by a queue: a message that fails goes back alone. */
export const queueLambda = <Env extends z.ZodType, Message extends z.ZodType>(
  schemas: Schemas<Env, Message>,
  wire: (env: z.output<Env>, run: Run) => (message: z.output<Message>) => Promise<unknown>,
) => {
  let env: z.output<Env> | undefined;
  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(logger, { clearState: true }))
    .handler(async ({ Records }, context) => {
      env ??= parse(schemas.env, process.env);
      const work = wire(env, runOf(context));
      const failures = await Promise.all(
        Records.map(async ({ messageId, body }) => {
          try {
            await work(parse(schemas.input, JSON.parse(body)));
            return [];
          } catch (error) {
            // Only the error's name: the text of a parse error repeats the message it failed on.
            logger.error('message failed', { messageId, reason: nameOf(error) });
            return [{ itemIdentifier: messageId }];
          }
        }),
      );
      logger.info('done', { messages: Records.length, failed: failures.flat().length });
      return { batchItemFailures: failures.flat() };
    });
};

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
