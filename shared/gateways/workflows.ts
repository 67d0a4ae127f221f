import {
  ExecutionAlreadyExists,
  paginateListExecutions,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

export type Workflow = ReturnType<typeof openWorkflow>;

let opened: SFNClient | undefined;

/** A state machine that may be started at any time: run again, it does what is missing. */
export const openWorkflow = (stateMachineArn: string, client: SFNClient = (opened ??= new SFNClient())) => {
  const start = async (name: string, input: unknown): Promise<'started' | 'started-before'> => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      return 'started';
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return 'started-before';
      throw error;
    }
  };
  return {
    /** Starts a run of that name; a name that was used before is left as it is. */
    start,

    /** Starts a run for the subject where none is running; `stamp` tells it from earlier ones. */
    async startUnlessRunning(
      subject: string,
      stamp: string,
      input: unknown,
    ): Promise<'started' | 'started-before' | 'running'> {
      const pages = paginateListExecutions({ client }, { stateMachineArn, statusFilter: 'RUNNING' });
      for await (const { executions = [] } of pages) {
        if (executions.some(({ name }) => name?.startsWith(`${subject}-`))) return 'running';
      }
      return start(`${subject}-${stamp}`, input);
    },
  };
};

/** What may stand in the name of a run: an instant without punctuation. */
export const stampOf = (at: Date): string => at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
