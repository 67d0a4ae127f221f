import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Ground, OpenServices } from '../open-services.ts';
import { queueOperations } from '../sqs/queue-api.ts';
import { executionOperations } from '../step-functions/execution-api.ts';
import { answerJson, ApiError, readBody } from './api.ts';
import { operation, type Operations } from './operation.ts';

const Secret = z.object({ SecretId: z.string() });
const Sms = z.object({ DestinationPhoneNumber: z.string(), MessageBody: z.string().min(1) });

/** The services that are told apart by the `x-amz-target` header. */
export const makeTargetDoor = (services: OpenServices, { meter, weather }: Ground) => {
  const { tables, queues, executions, secrets, outbox } = services;
  const operations: Operations = {
    ...queueOperations(queues, meter),
    ...executionOperations(executions),
    'secretsmanager.GetSecretValue': operation(Secret, ({ SecretId }) => secrets.get(SecretId)),
    'PinpointSMSVoiceV2.SendTextMessage': operation(Sms, ({ DestinationPhoneNumber, MessageBody }) =>
      outbox.send(DestinationPhoneNumber, MessageBody),
    ),
  };
  return async (target: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (target.startsWith('DynamoDB_')) {
      const answer = await tables.call(target, body);
      if (weather.losesAnswer()) throw new ApiError('InternalServerError', 'The answer was lost.', 500);
      response.setHeader('x-amz-crc32', answer.crc);
      answerJson(response, answer.status, answer.body, 'application/x-amz-json-1.0');
      return;
    }
    const run = operations[target];
    if (!run) throw new ApiError('UnknownOperationException', `The local cloud does not know ${target}.`);
    answerJson(response, 200, JSON.stringify(run(body)), 'application/x-amz-json-1.1');
  };
};
