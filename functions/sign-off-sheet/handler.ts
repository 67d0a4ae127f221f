import { z } from 'zod';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { communeOfSheet, SheetId } from '../../shared/domain/sheet.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type SheetStore, sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), AUDIT_TABLE: z.string().min(1) });
const Input = z.object({ periodId: PeriodId, sheetId: SheetId, actor: Actor });

type Needs = Readonly<{
  sheets: Pick<SheetStore, 'end'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/** The accountant signs off, by name, a sheet that will not come back. Safe to run again: it is ended once. */
export const signOffSheet =
  ({ sheets, audit, now }: Needs) =>
  async ({ periodId, sheetId, actor }: z.output<typeof Input>) => {
    if (!mayAct(actor, ['accountant'])) return { refused: 'not-an-accountant' };
    const at = now();
    const sheet = { periodId, commune: communeOfSheet(sheetId), sheetId };
    const ended = await sheets.end(sheet, 'signedOff', { by: actor.id, at });
    if (ended !== 'ended') return { refused: ended };
    await audit.record({ subject: `PERIOD#${periodId}`, act: 'sign-off-sheet', actId: sheetId, actor, at });
    return { done: 'signed-off' };
  };

export const handler = lambda({ env: Env, input: Input }, (env, { now }) =>
  signOffSheet({
    sheets: sheetStore(openTable(env.PAYOUTS_TABLE)),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  }),
);
