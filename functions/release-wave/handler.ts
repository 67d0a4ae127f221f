import { z } from 'zod';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { communeOfSheet, SheetId } from '../../shared/domain/sheet.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type SheetStore, sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), AUDIT_TABLE: z.string().min(1) });
const Input = z.object({
  periodId: PeriodId,
  sheetId: SheetId,
  decision: z.enum(['release', 'refuse']),
  actor: Actor,
});

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'find'>;
  communes: Pick<PeriodCommuneStore, 'mark'>;
  sheets: Pick<SheetStore, 'list' | 'decideWave'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

const statuses = { release: 'released', refuse: 'refused' } as const;

/**
 * The planner's word on reminders that wait because too many of a point's day are missing at once.
 * Safe to run again: a wave is decided once, and what the same planner said of it stands.
 */
export const releaseWave =
  (needs: Needs) =>
  async ({ periodId, sheetId, decision, actor }: z.output<typeof Input>) => {
    if (!mayAct(actor, ['planner'])) return { refused: 'not-a-planner' };
    const { communes, sheets, audit } = needs;
    if ((await needs.periods.find(periodId))?.status !== 'open') return { refused: 'not-open' };
    const commune = communeOfSheet(sheetId);
    const sheet = (await sheets.list(periodId, commune)).find((one) => one.sheetId === sheetId);
    if (!sheet) return { refused: 'no-such-sheet' };
    if (!sheet.wave) return { refused: 'not-waiting' };

    const at = needs.now();
    const status = statuses[decision];
    const wave = { ...sheet.wave, status, by: actor.id, at: at.toISOString() };
    const isSaid = sheet.wave.status === status && sheet.wave.by === actor.id;
    if (!isSaid && (await sheets.decideWave(sheet, wave)) === 'not-waiting')
      return { refused: 'not-waiting' };
    await communes.mark(periodId, { commune, stirredAt: needs.now().toISOString() });
    const saidAt = isSaid ? new Date(sheet.wave.at) : at;
    const { overdue, of } = wave;
    await audit.record({
      subject: `PERIOD#${periodId}`,
      act: `${decision}-wave`,
      actId: sheetId,
      actor,
      at: saidAt,
      facts: { overdue, of },
    });
    return { done: status };
  };

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return releaseWave({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    sheets: sheetStore(table),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
