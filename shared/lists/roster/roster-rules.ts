import type { Month } from '../../domain/calendar.ts';
import type { Finding } from '../../domain/finding.ts';
import type { CommuneCode, PointId } from '../../domain/geography.ts';
import type { Marks } from '../../domain/identity.ts';
import type { ListId } from '../../domain/payout-list.ts';
import type { ListedPerson, StopReason } from '../../domain/recipient.ts';
import type { BenefitGroups } from '../../domain/settings.ts';
import type { CommuneNames } from './commune-names.ts';
import type { RosterField } from './roster-columns.ts';
import type { KnownOfLayout, RosterKind } from './roster-layout.ts';
import type { Row } from '../table/table-part.ts';

/** What a list of recipients is read and checked by. */
export type RosterRules = KnownOfLayout &
  Readonly<{
    kind: RosterKind;
    listId: ListId;
    month: Month;
    /** Standard of the province in đồng, and the programme's coefficients and groups. */
    standard: number;
    coefficients: readonly number[];
    groups?: BenefitGroups | undefined;
    communes: CommuneNames;
    /** Which commune each point serves. */
    points: ReadonlyMap<PointId, CommuneCode>;
    /** Whether the system itself knows what the month before left unpaid. */
    hasEarlierPeriod: boolean;
  }>;

/** What one row comes to: somebody entitled, somebody to stop, or nothing that can be used. */
export type RosterRow = Readonly<{ row: Row<RosterField>; findings: readonly Finding[] }> &
  Readonly<
    | { outcome: 'entitled'; commune: CommuneCode; person: ListedPerson }
    | { outcome: 'stop'; commune: CommuneCode; reason: StopReason; marks: Marks }
    /** Marks as far as they could be read: whoever the row means counts as present. */
    | { outcome: 'rejected'; commune: CommuneCode | undefined; marks: Marks }
  >;
