import { z } from 'zod';
import { approver, ask, planner } from './people.ts';
import { itemsOf, type Stage, waitFor } from './stage.ts';

const Period = z.object({
  status: z.string(),
  calendar: z.object({
    payoutFrom: z.string(),
    payoutUntil: z.string(),
    catchUpUntil: z.string(),
    closeOn: z.string(),
  }),
});
export type Period = z.infer<typeof Period>;
const Approval = z.object({
  submissionId: z.string().optional(),
  hash: z.string(),
  total: z.object({ count: z.number(), amount: z.number() }),
});

export const findPeriod = async (stage: Stage, periodId: string): Promise<Period | undefined> => {
  const [item] = await itemsOf(stage, `PERIOD#${periodId}`, 'PERIOD');
  return item && Period.parse(item);
};

/** A period that its people work on; it opened by itself. */
export const getPeriod = async (stage: Stage, periodId: string): Promise<Period> => {
  const period = await findPeriod(stage, periodId);
  if (!period) throw new Error(`${periodId} did not open`);
  return period;
};

/** The planner puts the plan before the approver. */
export const submit = async (stage: Stage, periodId: string): Promise<void> => {
  const status = async () => (await findPeriod(stage, periodId))?.status;
  const isOver = async (...early: string[]) => !['', ...early].includes((await status()) ?? '');
  await waitFor(stage, `planning ${periodId}`, () => isOver('preparing'));
  if (await isOver('prepared')) return;
  await ask(stage, 'submit-period', { periodId, actor: planner });
  stage.tell(`${periodId} submitted by the planner`);
};

/** Somebody else approves it, with the money at hand. */
export const approve = async (stage: Stage, periodId: string): Promise<void> => {
  if ((await findPeriod(stage, periodId))?.status !== 'submitted') return;
  const [item] = await itemsOf(stage, `PERIOD#${periodId}`, 'APPROVAL');
  const { total, ...plan } = Approval.parse(item);
  const money = { received: total.amount, voucher: `KBNN-${periodId}` };
  await ask(stage, 'approve-period', { periodId, ...plan, ...money, actor: approver });
  const amount = total.amount.toLocaleString('en');
  stage.tell(
    `${periodId} approved by a second person: ${total.count.toLocaleString('en')} payouts, ${amount} đồng received`,
  );
};
