import type { Journal } from '../journal.ts';
import { readJson } from '../json.ts';
import { childrenRunner, type Conducted } from './children.ts';
import type { MachineDefinition, States } from './definition.ts';
import { Position, type ExecutionRow, type ExecutionRows } from './execution-rows.ts';
import { describeError } from './retry-and-catch.ts';
import { runStates, startOf } from './state-machine.ts';
import type { Run, World } from './state-scope.ts';

export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly label: string;
  readonly definition: MachineDefinition;
}

interface ConductorOptions {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly rows: ExecutionRows;
  readonly journal: Journal;
  readonly world: Omit<World, 'runChildren'>;
  readonly stopped: () => boolean;
}

const contextOf = (row: ExecutionRow, { arn, name }: Machine): Run['context'] => ({
  Execution: {
    Id: row.id,
    Input: readJson(row.input),
    Name: row.name,
    StartTime: new Date(row.started).toISOString(),
  },
  StateMachine: { Id: arn, Name: name },
});

/** Runs executions and the children of their maps to an end, whatever that is, and journals the way there. */
export const conductor = ({ machines, rows, journal, world, stopped }: ConductorOptions) => {
  const find = (arn: string): Machine => {
    const machine = machines.get(arn);
    if (!machine) throw new Error(`No state machine ${arn}.`);
    return machine;
  };
  const openRun = (row: ExecutionRow, of: { states: States; express: boolean }): Run => {
    const machine = find(row.machine);
    const { TimeoutSeconds: timeout } = machine.definition;
    return {
      id: row.id,
      machine: machine.arn,
      states: of.states,
      express: of.express,
      context: contextOf(row, machine),
      deadline: timeout === undefined || row.parent !== null ? Infinity : row.started + timeout * 1000,
      save: (position) => {
        rows.savePosition(row.id, position);
      },
    };
  };

  const begin = (run: Run, row: ExecutionRow): Position => {
    if (row.position !== null) return Position.parse(JSON.parse(row.position));
    const position = startOf(run, whole, readJson(row.input));
    run.save(position);
    return position;
  };
  const conduct = async (row: ExecutionRow, run: Run): Promise<Conducted> => {
    const release = world.clock.hold();
    try {
      const output = await runStates(run, whole, begin(run, row));
      rows.end(row.id, { status: 'SUCCEEDED', output: JSON.stringify(output) });
      return { output };
    } catch (error) {
      if (stopped()) throw error;
      const { Error: name, Cause: cause } = describeError(error);
      const late = world.clock.now().getTime() >= run.deadline;
      rows.end(row.id, { status: late ? 'TIMED_OUT' : 'FAILED', error: name, cause });
      return 'failed';
    } finally {
      release();
    }
  };
  const runChildren = childrenRunner({
    rows,
    journal,
    world,
    conduct: (row, children) => conduct(row, openRun(row, children)),
  });
  const whole: World = { ...world, runChildren };

  return (row: ExecutionRow): Promise<Conducted> =>
    conduct(row, openRun(row, { states: find(row.machine).definition, express: false }));
};
