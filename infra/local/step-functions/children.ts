import type { Journal } from '../journal.ts';
import { readJson, type Json } from '../json.ts';
import type { ExecutionRow, ExecutionRows } from './execution-rows.ts';
import { inPool } from './in-pool.ts';
import type { Children, ChildrenOutcome, Run, World } from './state-scope.ts';

export type Conducted = { readonly output: Json } | 'failed';

interface ChildrenOptions {
  readonly rows: ExecutionRows;
  readonly journal: Journal;
  readonly world: Omit<World, 'runChildren'>;
  readonly conduct: (row: ExecutionRow, children: Children) => Promise<Conducted>;
}

/** Runs the children of a distributed map: each an execution of its own, found again after a restart. */
export const childrenRunner = ({ rows, journal, world, conduct }: ChildrenOptions): World['runChildren'] => {
  const find = ({ id, machine }: Run, visit: string, { inputs }: Children): ExecutionRow[] => {
    const parent = `${id}|${visit}`;
    const found = rows.childrenOf(parent);
    if (found.length > 0) return found;
    return journal.together(() =>
      inputs.map((input, index) =>
        rows.add({ machine, parent, name: `${visit}-${index}`, input, status: 'PENDING' }),
      ),
    );
  };
  const runChild = async (row: ExecutionRow, children: Children): Promise<Conducted> => {
    if (row.status === 'SUCCEEDED') return { output: readJson(row.output ?? 'null') };
    if (row.status === 'FAILED') return 'failed';
    rows.setStatus(row.id, 'RUNNING');
    if (children.express && row.position === null) world.meter.add('expressRuns');
    return conduct(row, children);
  };

  return async (run, visit, children): Promise<ChildrenOutcome> => {
    const outputs: Json[] = [];
    let failures = 0;
    const found = find(run, visit, children);
    const work = inPool([...found.entries()], children.atOnceMax, async ([index, row]) => {
      if (failures > children.failuresMax) {
        rows.setStatus(row.id, 'ABORTED');
        return;
      }
      const result = await runChild(row, children);
      if (result === 'failed') failures += 1;
      else outputs[index] = result.output;
    });
    await world.clock.awaitOthers(work);
    return { outputs: Object.values(outputs), failures }; // without the gaps of those that failed
  };
};
