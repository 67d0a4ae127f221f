import { randomUUID } from 'node:crypto';
import { ApiError } from '../http/api.ts';
import type { Journal } from '../journal.ts';
import { readJson, sizeOf, type Json } from '../json.ts';
import type { NamedResource } from '../template/resources.ts';
import { conductor, type Machine } from './conductor.ts';
import { readMachine, type MachineDefinition } from './definition.ts';
import { executionArn, openExecutionRows, type ExecutionRow } from './execution-rows.ts';
import type { World } from './state-scope.ts';

const INPUT_MAX_BYTES = 262_144;
const NAME = /^[\w.+-]{1,80}$/;

export interface Executions {
  start(request: { machine: string; name?: string | undefined; input: Json }): ExecutionRow;
  list(): readonly ExecutionRow[];
  /** Goes on with whatever ran when the process ended. */
  resume(): void;
  labelOf(machine: string): string;
}

interface ExecutionsOptions {
  readonly resources: readonly NamedResource[];
  readonly journal: Journal;
  readonly world: Omit<World, 'runChildren'>;
  readonly stopped: () => boolean;
}

const definitionOf = ({ label, logicalId, properties }: NamedResource): MachineDefinition => {
  const { DefinitionString: text, DefinitionSubstitutions: substitutions } = properties;
  if (typeof text !== 'string' || substitutions !== undefined) {
    throw new Error(`The local cloud reads state machines from a DefinitionString: ${logicalId} has none.`);
  }
  return readMachine(label, readJson(text));
};

/** Step Functions, standard workflows: journaled after every state, so that a killed process goes on. */
export const openExecutions = ({ resources, journal, world, stopped }: ExecutionsOptions): Executions => {
  const machines = new Map<string, Machine>();
  for (const resource of resources) {
    const { arn, name, label } = resource;
    machines.set(arn, { arn, name, label, definition: definitionOf(resource) });
  }
  const rows = openExecutionRows(journal, () => world.clock.now().getTime());
  const conduct = conductor({ machines, rows, journal, world, stopped });
  const launch = (row: ExecutionRow): void => {
    conduct(row).catch((error: unknown) => {
      if (!stopped()) throw error;
    });
  };

  return {
    start: ({ machine, name = randomUUID(), input }) => {
      if (!machines.has(machine))
        throw new ApiError('StateMachineDoesNotExist', `No state machine ${machine}.`);
      if (!NAME.test(name)) throw new ApiError('InvalidName', `Invalid name: ${name}`);
      if (sizeOf(input) > INPUT_MAX_BYTES)
        throw new ApiError('InvalidExecutionInput', 'The input is too large.');
      const known = rows.get(executionArn(machine, name));
      if (known) {
        if (known.status === 'RUNNING' && known.input === JSON.stringify(input)) return known;
        throw new ApiError('ExecutionAlreadyExists', `Execution already exists: ${known.id}`);
      }
      const row = rows.add({ machine, parent: null, name, input, status: 'RUNNING' });
      // A turn later: its caller may be in the middle of a transaction.
      const release = world.clock.hold();
      setImmediate(() => {
        if (!stopped()) launch(row);
        release();
      });
      return row;
    },
    list: rows.roots,
    resume: () => {
      // Not those of a machine that the template no longer has.
      for (const row of rows.running()) if (machines.has(row.machine)) launch(row);
    },
    labelOf: (machine) => machines.get(machine)?.label ?? machine,
  };
};
