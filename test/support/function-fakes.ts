import type { CommuneCode, Commune, PayoutPoint } from '../../shared/domain/geography.ts';
import type { Period, PeriodId } from '../../shared/domain/payment-period.ts';
import type { List, ListCommune } from '../../shared/domain/payout-list.ts';
import type { PaidPayout, Payout } from '../../shared/domain/payout.ts';
import type { Late } from '../../shared/domain/late.ts';
import type { MovedDay } from '../../shared/domain/moved-day.ts';
import type { MovedDayStore } from '../../shared/store/moved-days.ts';
import type { NoteStore } from '../../shared/store/notes.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { Settlement } from '../../shared/domain/settlement.ts';
import type { Sheet } from '../../shared/domain/sheet.ts';
import type { FileStore } from '../../shared/gateways/files.ts';
import type { ReminderQueue } from '../../shared/gateways/reminder-queue.ts';
import type { OutgoingSms, Sending, Sms } from '../../shared/gateways/sms.ts';
import type { Workflow } from '../../shared/gateways/workflows.ts';
import type { Approval, ApprovalStore } from '../../shared/store/approvals.ts';
import type { Act, AuditStore } from '../../shared/store/audit.ts';
import type { Conflict, ContradictionStore } from '../../shared/store/contradictions.ts';
import type { DirectoryStore } from '../../shared/store/directory.ts';
import type { Claim, IdentityStore } from '../../shared/store/identities.ts';
import { LeaseHeld, type LeaseStore } from '../../shared/store/leases.ts';
import type { ListStore } from '../../shared/store/lists.ts';
import type { PayoutActStore } from '../../shared/store/payout-acts.ts';
import type { Outcome } from '../../shared/store/payout-items.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { PeriodCommune, PeriodCommuneStore } from '../../shared/store/period-communes.ts';
import type { PeriodStore } from '../../shared/store/periods.ts';
import type { Register, RegisterStore } from '../../shared/store/register.ts';
import type { ReminderStore } from '../../shared/store/reminders.ts';
import type { ResultFile, ResultStore } from '../../shared/store/results.ts';
import type { SettingsStore } from '../../shared/store/settings.ts';
import type { SettlementStore } from '../../shared/store/settlements.ts';
import type { SheetStore } from '../../shared/store/sheets.ts';
import { keyed } from './build.ts';

/**
 * The stores and gateways in memory, with the words that the real ones answer: what they promise is proven in
 * test/store against a real engine. Each shows what it holds, so that a story can look at its end.
 */

export const hashSecret = async () => keyed;

const given = <Found>(found: Found | undefined, what: string): Found => {
  if (found === undefined) throw new Error(`no ${what}`);
  return found;
};

/** Puts a fact in where none stands; the one that stands is the answer. */
const addTo = <Fact>(facts: Map<string, Fact>, key: string, fact: Fact): Fact => {
  const stands = facts.get(key) ?? fact;
  facts.set(key, stands);
  return stands;
};

export const fakePeriods = (...periods: Period[]) => {
  const all = new Map<string, Period>(periods.map((period) => [period.periodId, period]));
  return {
    all,
    find: async (periodId) => all.get(periodId),
    get: async (periodId) => given(all.get(periodId), 'period'),
    add: async (period) => addTo(all, period.periodId, period),
    move: async (periodId, from, to) => {
      const period = all.get(periodId);
      const isSubmission = [undefined, period?.submissionId].includes(from.submissionId);
      const isAsFrozen = [undefined, period?.isFrozen].includes(from.isFrozen);
      if (period?.status !== from.status || !isSubmission || !isAsFrozen) return 'superseded';
      all.set(periodId, { ...period, ...to });
      return 'moved';
    },
  } satisfies Partial<PeriodStore> & { all: unknown };
};

const isPayment = (stands: Payout, proofId: string): stands is PaidPayout =>
  stands.state === 'paid' && stands.completion.proofId === proofId;

const placeOf = ({ periodId, commune, recipientId }: Payout) => `${periodId} ${commune} ${recipientId}`;

export const fakePayouts = (...payouts: Payout[]) => {
  const all = new Map<string, Payout>(payouts.map((payout) => [placeOf(payout), payout]));
  const save = (payout: Payout, isStill: (stands: Payout) => boolean): Outcome => {
    const stands = all.get(placeOf(payout));
    if (!stands || !isStill(stands)) return { saved: false, found: stands };
    all.set(placeOf(payout), payout);
    return { saved: true };
  };
  return {
    all,
    find: async (periodId, commune, recipientId) => all.get(`${periodId} ${commune} ${recipientId}`),
    list: async (periodId, commune) =>
      [...all.values()].filter((one) => one.periodId === periodId && one.commune === commune),
    listSome: async (periodId, commune, recipientIds) =>
      recipientIds.flatMap((recipientId) => all.get(`${periodId} ${commune} ${recipientId}`) ?? []),
    savePlan: async ({ put, remove }, assertHeld) => {
      if (put.length + remove.length > 0) assertHeld();
      for (const payout of put) all.set(placeOf(payout), payout);
      for (const payout of remove) all.delete(placeOf(payout));
    },
    savePaid: async (payout) =>
      save(
        payout,
        ({ state, amount, held, proofs }) =>
          state === 'assigned' &&
          !held &&
          amount === payout.amount &&
          !proofs.includes(payout.completion.proofId) &&
          proofs.length === payout.proofs.length - 1,
      ),
    saveAttempt: async (payout, proofId) =>
      save(
        payout,
        ({ state, proofs }) =>
          state === 'assigned' && !proofs.includes(proofId) && proofs.length === payout.proofs.length - 1,
      ),
    saveCarriedOver: async (payout, at) =>
      save(
        { ...payout, state: 'carriedOver', carriedOverAt: at.toISOString() },
        ({ state, proofs }) => state === 'assigned' && proofs.length === payout.proofs.length,
      ),
    savePlace: async (payout) => save(payout, ({ state }) => state === 'assigned'),
    saveDecided: async (payout) =>
      save(payout, ({ state, amount, held }) => state === 'assigned' && !held && amount === payout.amount),
    saveRestored: async (payout) => {
      const { by, decision } = payout.restored;
      return save(
        payout,
        (stands) =>
          'decision' in stands &&
          stands.decision.by !== by &&
          stands.decision.at === decision.at &&
          stands.decision.reason !== 'PAID_LATE',
      );
    },
    saveReversalAsked: async (payout) =>
      save(payout, (stands) => isPayment(stands, payout.completion.proofId) && !stands.reversalAsked),
    dropReversalAsked: async (payout) =>
      save(
        { ...payout, reversalAsked: undefined },
        (stands) =>
          isPayment(stands, payout.completion.proofId) &&
          stands.reversalAsked?.by === payout.reversalAsked?.by,
      ),
    saveReversed: async (payout, proofId) => {
      const last = payout.reversals?.at(-1);
      return save(
        payout,
        (stands) =>
          isPayment(stands, proofId) &&
          (last?.confirmedBy === undefined || stands.reversalAsked?.by === last.askedBy),
      );
    },
    saveHeld: async (payout, held) =>
      save({ ...payout, held }, (stands) => stands.state === payout.state && !stands.held),
    liftHeld: async (payout, proofId) =>
      save(
        { ...payout, held: undefined },
        (stands) => stands.state === 'assigned' && stands.held?.proofId === proofId,
      ),
    passHeld: async (payout, proofId, next) =>
      save(
        { ...payout, held: next },
        (stands) => stands.state === 'assigned' && stands.held?.proofId === proofId,
      ),
    saveSettledLate: async (payout, proofId) =>
      save(payout, (stands) => stands.state === 'assigned' && stands.held?.proofId === proofId),
  } satisfies Partial<PayoutStore> & PayoutActStore & { all: unknown };
};

export const fakePeriodCommunes = (...communes: (PeriodCommune & { periodId: PeriodId })[]) => {
  const all = new Map<string, PeriodCommune>(
    communes.map(({ periodId, ...one }) => [`${periodId} ${one.commune}`, one]),
  );
  return {
    all,
    list: async (periodId) =>
      [...all].filter(([key]) => key.startsWith(`${periodId} `)).map(([, commune]) => commune),
    find: async (periodId, commune) => all.get(`${periodId} ${commune}`),
    savePlan: async (periodId, commune) => {
      all.set(`${periodId} ${commune.commune}`, commune);
    },
    mark: async (periodId, facts) => {
      const stands = all.get(`${periodId} ${facts.commune}`);
      if (!stands || stands.sealedAt) return 'superseded';
      all.set(`${periodId} ${facts.commune}`, { ...stands, ...facts });
      return 'marked';
    },
    reissue: async (periodId, commune) => {
      const stands = all.get(`${periodId} ${commune}`);
      if (stands && !stands.sealedAt)
        all.set(`${periodId} ${commune}`, { ...stands, daySheetsAt: undefined });
    },
    markPacked: async (periodId, commune, at) => {
      const stands = all.get(`${periodId} ${commune}`);
      if (stands?.sealedAt) all.set(`${periodId} ${commune}`, { ...stands, packedAt: at.toISOString() });
    },
  } satisfies Partial<PeriodCommuneStore> & { all: unknown };
};

export const fakeApprovals = (...approvals: (Approval & { periodId: PeriodId })[]) => {
  const all = new Map<string, Approval>(approvals.map(({ periodId, ...one }) => [periodId, one]));
  return {
    all,
    find: async (periodId) => all.get(periodId),
    get: async (periodId) => given(all.get(periodId), 'approval'),
    save: async (periodId, submission) => {
      all.set(periodId, submission);
    },
    approve: async (periodId, approval) => {
      const stands = all.get(periodId);
      const isSame = stands?.submissionId === approval.submissionId && stands.hash === approval.hash;
      const may = isSame && stands.submittedBy !== approval.approvedBy && !stands.approvedBy;
      if (!may) return { refused: stands };
      all.set(periodId, { ...stands, ...approval });
      return 'approved';
    },
  } satisfies Partial<ApprovalStore> & { all: unknown };
};

export const fakeSettlements = () => {
  const all = new Map<string, Settlement>();
  const change = (seen: Settlement, said: Partial<Settlement>, isStill: (stands: Settlement) => boolean) => {
    const stands = all.get(seen.periodId);
    if (!stands || !isStill(stands)) return undefined;
    const changed = { ...stands, ...said };
    all.set(seen.periodId, changed);
    return changed;
  };
  const isSame = (seen: Settlement) => (stands: Settlement) =>
    stands.status === 'unbalanced' && stands.settledAt === seen.settledAt;
  return {
    all,
    find: async (periodId) => all.get(periodId),
    add: async (settlement) => addTo(all, settlement.periodId, settlement),
    replace: async (seen, counted) => change(seen, { ...counted, adjustment: undefined }, isSame(seen)),
    askAdjustment: async (seen, adjustment) => change(seen, { adjustment }, isSame(seen)),
    confirmAdjustment: async (seen, adjustment) =>
      change(
        seen,
        { status: 'adjusted', adjustment },
        (stands) =>
          stands.status === 'unbalanced' &&
          stands.adjustment?.askedAt === adjustment.askedAt &&
          stands.adjustment.askedBy === adjustment.askedBy &&
          stands.adjustment.askedBy !== adjustment.confirmedBy,
      ),
    addReturned: async (seen, one) =>
      change(
        seen,
        { returned: [...seen.returned, one] },
        ({ status, returned }) => status === seen.status && returned.length === seen.returned.length,
      ),
  } satisfies Partial<SettlementStore> & { all: unknown };
};

export const fakeSheets = (...sheets: Sheet[]) => {
  const all = new Map<string, Sheet>(sheets.map((sheet) => [sheet.sheetId, sheet]));
  return {
    all,
    list: async (periodId, commune) =>
      [...all.values()].filter((one) => one.periodId === periodId && one.commune === commune),
    add: async (sheet) => {
      addTo(all, sheet.sheetId, sheet);
    },
    end: async ({ sheetId }, status, { by, at }) => {
      const sheet = all.get(sheetId);
      if (!sheet) return 'no-such-sheet';
      if (sheet.status !== 'issued') return 'ended-before';
      all.set(sheetId, { ...sheet, status, settledBy: by, settledAt: at.toISOString() });
      return 'ended';
    },
    reopen: async ({ sheetId }) => {
      const sheet = all.get(sheetId);
      if (sheet?.status === 'reported')
        all.set(sheetId, { ...sheet, status: 'issued', settledBy: undefined, settledAt: undefined });
    },
    brake: async ({ sheetId }, wave) => {
      const sheet = given(all.get(sheetId), 'sheet');
      all.set(sheetId, { ...sheet, wave: sheet.wave ?? wave });
    },
    decideWave: async ({ sheetId }, wave) => {
      const sheet = given(all.get(sheetId), 'sheet');
      if (sheet.wave?.status !== 'waiting') return 'not-waiting';
      all.set(sheetId, { ...sheet, wave });
      return 'decided';
    },
  } satisfies Partial<SheetStore> & { all: unknown };
};

const reminderKeyOf = ({ phoneKey, date }: Pick<Reminder, 'phoneKey' | 'date'>) => `${phoneKey} ${date}`;

export const fakeReminders = (...reminders: Reminder[]) => {
  const all = new Map<string, Reminder>(reminders.map((one) => [reminderKeyOf(one), one]));
  const written: Reminder[] = [];
  return {
    all,
    /** Those that were new when they were added. */
    written,
    list: async () => [...all.values()],
    find: async (message) => all.get(reminderKeyOf(message)),
    add: async (reminder) => {
      if (all.has(reminderKeyOf(reminder))) return 'taken';
      written.push(reminder);
      all.set(reminderKeyOf(reminder), reminder);
      return 'added';
    },
    move: async (message, from, to) => {
      const stands = all.get(reminderKeyOf(message));
      if (stands?.status !== from) return 'superseded';
      all.set(reminderKeyOf(message), { ...stands, ...to });
      return 'moved';
    },
  } satisfies Partial<ReminderStore> & { all: unknown; written: unknown };
};

export const fakeLists = (...lists: List[]) => {
  const all = new Map<string, List>(lists.map((list) => [list.listId, list]));
  const parts = new Map<string, ListCommune>();
  return {
    all,
    parts,
    find: async (id) => all.get(id),
    get: async (id) => given(all.get(id), 'list'),
    add: async (list) => addTo(all, list.listId, list),
    move: async (id, from, to) => {
      const list = all.get(id);
      if (list?.status !== from) return 'superseded';
      const said = Object.entries(to).filter(([, value]) => value !== undefined);
      all.set(id, { ...list, ...Object.fromEntries(said) });
      return 'moved';
    },
    listCommunes: async (id) =>
      [...parts].filter(([key]) => key.startsWith(id)).map(([, commune]) => commune),
    saveCommune: async (id, commune) => {
      parts.set(`${id} ${commune.commune}`, commune);
    },
    findCommune: async (id, commune) => parts.get(`${id} ${commune}`),
  } satisfies Partial<ListStore> & { all: unknown; parts: unknown };
};

export const fakeRegisters = (registers: Register[] = [], recipients: Recipient[] = []) => {
  const all = new Map<string, Register>(registers.map((register) => [register.commune, register]));
  const people = new Map<string, Recipient>();
  const save = (recipient: Recipient) =>
    people.set(`${recipient.commune} ${recipient.recipientId}`, recipient);
  recipients.forEach(save);
  return {
    all,
    people,
    get: async (_programme, commune) => all.get(commune) ?? { commune, version: 0, size: 0 },
    list: async (_programme, communes) => communes.flatMap((commune) => all.get(commune) ?? []),
    listRecipients: async (_programme, commune) =>
      [...people.values()].filter((recipient) => recipient.commune === commune),
    listSome: async (_programme, commune, ids) => ids.flatMap((id) => people.get(`${commune} ${id}`) ?? []),
    findRecipient: async (_programme, commune, id) => people.get(`${commune} ${id}`),
    saveRecipients: async (changed, assertHeld) => {
      assertHeld();
      changed.forEach(save);
    },
    saveRegister: async (_programme, register) => {
      all.set(register.commune, register);
    },
  } satisfies Partial<RegisterStore> & { all: unknown; people: unknown };
};

type Known = Readonly<{
  communes?: Commune[];
  points?: PayoutPoint[];
  periods?: PeriodId[];
  programmes?: Awaited<ReturnType<DirectoryStore['listProgrammes']>>;
  lists?: List[];
}>;

/** A directory of one province. */
export const fakeDirectory = (known: Known = {}) => {
  const communes = new Map((known.communes ?? []).map((one) => [one.code, one]));
  const points = new Map((known.points ?? []).map((one) => [one.pointId, one]));
  const periods = new Set(known.periods ?? []);
  const programmes = new Map(
    (known.programmes ?? []).map((one) => [`${one.programme} ${one.province}`, one]),
  );
  const lists = new Map((known.lists ?? []).map((one) => [one.listId, one]));
  return {
    periods,
    programmes,
    lists,
    listProgrammes: async () => [...programmes.values()],
    listCommunes: async () => [...communes.values()],
    listPoints: async () => [...points.values()],
    listPointsOf: async (_place, code) => [...points.values()].filter(({ commune }) => commune === code),
    listPeriods: async () => [...periods].toSorted(),
    listLists: async (_place, since) =>
      [...lists.values()].filter((one) => new Date(one.arrivedAt) >= since).map((one) => one.listId),
    saveProgramme: async (place) => {
      programmes.set(`${place.programme} ${place.province}`, place);
    },
    saveCommune: async (_place, commune) => {
      communes.set(commune.code, commune);
    },
    savePoint: async (_place, point) => {
      points.set(point.pointId, point);
    },
    savePeriod: async (periodId) => {
      periods.add(periodId);
    },
    saveList: async (_place, list) => {
      lists.set(list.listId, list);
    },
  } satisfies Partial<DirectoryStore> & Record<'periods' | 'programmes' | 'lists', unknown>;
};

export const fakeIdentities = (...claims: Claim[]) => {
  const all = new Map(claims.map((claim) => [claim.key, claim]));
  return {
    all,
    list: async (_programme, keys) => keys.flatMap((key) => all.get(key) ?? []),
    save: async (_programme, taken, assertHeld) => {
      if (taken.length > 0) assertHeld();
      for (const claim of taken) all.set(claim.key, claim);
    },
  } satisfies Partial<IdentityStore> & { all: unknown };
};

export const fakeSettings = (...versions: Settings[]) => {
  const all = [...versions];
  const find: SettingsStore['find'] = async (programme, on) =>
    all.filter((one) => one.programme === programme && one.from <= on).at(-1);
  return {
    all,
    find,
    get: async (programme, on) => given(await find(programme, on), 'settings'),
    save: async (version) => {
      all.push(version);
    },
  } satisfies Partial<SettingsStore> & { all: unknown };
};

export const fakeResults = (...files: ResultFile[]) => {
  const all = new Map(files.map((file) => [file.listId, file]));
  return {
    all,
    list: async () => [...all.values()],
    add: async (_periodId, file) => {
      const isMetAgain = all.has(file.listId);
      return { ...addTo(all, file.listId, file), isMetAgain };
    },
    finish: async (_periodId, file) => {
      all.set(file.listId, file);
    },
  } satisfies Partial<ResultStore> & { all: unknown };
};

export const fakeContradictions = () => {
  const lates = new Map<string, Late>();
  const conflicts = new Map<string, Conflict & { periodId: PeriodId; commune: CommuneCode }>();
  const keyOf = (about: Pick<Late, 'periodId' | 'commune' | 'recipientId'>, proofId: string) =>
    `${about.periodId} ${about.commune} ${about.recipientId} ${proofId}`;
  const isIn = (periodId: PeriodId, commune: CommuneCode) => (one: { periodId: string; commune: string }) =>
    one.periodId === periodId && one.commune === commune;
  return {
    lates,
    conflicts,
    keepConflict: async (about, said) => {
      addTo(conflicts, keyOf(about, said.proofId), { ...about, ...said });
    },
    listConflicts: async (periodId, commune) => [...conflicts.values()].filter(isIn(periodId, commune)),
    keepLate: async (late) => addTo(lates, keyOf(late, late.proofId), late),
    findLate: async (about, proofId) => lates.get(keyOf(about, proofId)),
    listLate: async (periodId, commune) => [...lates.values()].filter(isIn(periodId, commune)),
    decideLate: async (late, said) => {
      const stands = lates.get(keyOf(late, late.proofId));
      if (!stands || stands.decision) return stands;
      const decided = { ...stands, ...said };
      lates.set(keyOf(late, late.proofId), decided);
      return decided;
    },
  } satisfies Partial<ContradictionStore> & Record<'lates' | 'conflicts', unknown>;
};

export const fakeMovedDays = (...moved: MovedDay[]) => {
  const all = new Map(moved.map((one) => [`${one.pointId} ${one.day}`, one]));
  return {
    all,
    list: async (periodId) => [...all.values()].filter((one) => one.periodId === periodId),
    save: async (one) => {
      all.set(`${one.pointId} ${one.day}`, one);
    },
  } satisfies MovedDayStore & { all: unknown };
};

export const fakeNotes = () => {
  const all = new Map<string, string>();
  const keyOf = (about: { periodId: string; recipientId: string }, proofId: string) =>
    `${about.periodId} ${about.recipientId} ${proofId}`;
  return {
    all,
    find: async (_programme, about, proofId) => all.get(keyOf(about, proofId)),
    add: async (_programme, about, { proofId, text }) => {
      addTo(all, keyOf(about, proofId), text);
    },
  } satisfies NoteStore & { all: unknown };
};

export const fakeAudit = () => {
  const acts: Act[] = [];
  return {
    acts,
    record: async (act) => {
      acts.push(act);
    },
  } satisfies Partial<AuditStore> & { acts: unknown };
};

type Upload = Readonly<{ uploader?: string | undefined; commune?: string | undefined }>;

/** A bucket; `uploads` is the signed metadata of presigned uploads. */
export const fakeFiles = (
  files: Record<string, string | Uint8Array> = {},
  uploads: Record<string, Upload> = {},
) => {
  const all = new Map<string, string | Uint8Array>(Object.entries(files));
  const signed = new Map(Object.entries(uploads));
  const bytes = (key: string): Uint8Array => {
    const content = given(all.get(key), `file ${key}`);
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  const text = (key: string): string => new TextDecoder().decode(bytes(key));
  const json = (key: string): unknown => JSON.parse(text(key));
  const write = async (key: string, content: unknown) => {
    all.set(key, JSON.stringify(content));
  };
  return {
    all,
    signed,
    text,
    json,
    read: async (key) => bytes(key),
    async *open(key) {
      const content = bytes(key);
      for (let at = 0; at < content.length; at += 4_096) yield content.subarray(at, at + 4_096);
    },
    readJson: async (key) => json(key),
    write: async (key, content) => {
      all.set(key, content);
    },
    writeJson: write,
    writeReport: write,
    writeWorkbook: async (key, content) => {
      all.set(key, content);
    },
    writeCsv: async (key, content) => {
      all.set(key, content);
    },
    writeText: async (key, content) => {
      all.set(key, content);
    },
    uploadOf: async (key) => ({ uploader: signed.get(key)?.uploader, commune: signed.get(key)?.commune }),
    copy: async (from, to) => {
      all.set(to, given(all.get(from), `file ${from}`));
    },
    listKeys: async (prefix) => [...all.keys()].filter((key) => key.startsWith(prefix)),
  } satisfies Partial<FileStore> & Record<'all' | 'signed' | 'text' | 'json', unknown>;
};

/** A state machine of which every run is still running. */
export const fakeWorkflow = (...running: string[]) => {
  const runs = new Set(running);
  const inputs: unknown[] = [];
  const start: Workflow['start'] = async (name, input) => {
    if (runs.has(name)) return 'started-before';
    runs.add(name);
    inputs.push(input);
    return 'started';
  };
  return {
    runs,
    /** What each new run was given. */
    inputs,
    start,
    startUnlessRunning: async (subject, stamp, input) =>
      [...runs].some((name) => name.startsWith(`${subject}-`))
        ? 'running'
        : start(`${subject}-${stamp}`, input),
  } satisfies Workflow & Record<'runs' | 'inputs', unknown>;
};

export const fakeQueue = () => {
  const sent: unknown[] = [];
  return {
    sent,
    send: async (messages) => {
      sent.push(...messages);
    },
  } satisfies ReminderQueue & { sent: unknown };
};

export const fakeSms = (answer: Sending = 'sent') => {
  const sent: OutgoingSms[] = [];
  return {
    sent,
    send: async (sms) => {
      sent.push(sms);
      return answer;
    },
  } satisfies Sms & { sent: unknown };
};

/** Leases that are free, except for those that somebody else holds or has work under. */
export const fakeLeases = (...heldByOthers: string[]) => {
  const held = new Set(heldByOthers);
  const taken: string[] = [];
  return {
    taken,
    hold: async (scope, work) => {
      if (held.has(scope)) throw new LeaseHeld(scope);
      held.add(scope);
      taken.push(scope);
      try {
        return await work(() => undefined);
      } finally {
        held.delete(scope);
      }
    },
  } satisfies Partial<LeaseStore> & { taken: unknown };
};

export const aCommuneOf = (code: CommuneCode): Commune => ({
  code,
  name: `Xã ${code}`,
  district: 'Bạch Thông',
});
