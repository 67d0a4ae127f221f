import { z } from 'zod';
import { ApiError } from '../http/api.ts';
import { operation, type Operations } from '../http/operation.ts';
import { readJson } from '../json.ts';
import type { ExecutionRow } from './execution-rows.ts';
import type { Executions } from './executions.ts';

const LIST_MAX = 1000;

const Start = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().default('{}'),
});
const List = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  maxResults: z.number().max(LIST_MAX).default(LIST_MAX),
});
const Describe = z.object({ executionArn: z.string() });

const summary = ({ id, machine, name, status, started, stopped }: ExecutionRow) => ({
  executionArn: id,
  stateMachineArn: machine,
  name,
  status,
  startDate: started / 1000,
  ...(stopped !== null && { stopDate: stopped / 1000 }),
});

/** As much of Step Functions as anybody calls. */
export const executionOperations = (executions: Executions): Operations => ({
  'AWSStepFunctions.StartExecution': operation(Start, ({ stateMachineArn: machine, name, input }) => {
    const { id, started } = executions.start({ machine, name, input: readJson(input) });
    return { executionArn: id, startDate: started / 1000 };
  }),
  'AWSStepFunctions.ListExecutions': operation(List, ({ stateMachineArn, statusFilter, maxResults }) => {
    const newestFirst = executions.list().toReversed();
    const wanted = newestFirst.filter(
      ({ machine, status }) => machine === stateMachineArn && status === (statusFilter ?? status),
    );
    return { executions: wanted.slice(0, maxResults).map(summary) };
  }),
  'AWSStepFunctions.DescribeExecution': operation(Describe, ({ executionArn }) => {
    const row = executions.list().find(({ id }) => id === executionArn);
    if (!row) throw new ApiError('ExecutionDoesNotExist', `No execution ${executionArn}.`);
    const { input, output, error, cause } = row;
    return {
      ...summary(row),
      input,
      ...(output !== null && { output }),
      ...(error !== null && { error, cause }),
    };
  }),
});
