import { z } from 'zod';
import { complaint, type Complaint, Finding } from '../domain/finding.ts';
import { Commune, PayoutPoint, ProvinceCode } from '../domain/geography.ts';
import { Settings } from '../domain/settings.ts';
import { isRosterField } from './roster/roster-columns.ts';

/** What a settings or points file sets up, as it is staged between reading and applying. */
export const StagedSetup = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settings'), settings: Settings }),
  z.object({
    kind: z.literal('points'),
    province: ProvinceCode,
    communes: z.array(Commune),
    points: z.array(PayoutPoint),
  }),
]);
export type StagedSetup = z.infer<typeof StagedSetup>;

/** What was doubtful in the file, which lies beside its setup. */
export const SetupFindings = z.object({ findings: z.array(Finding).default([]) });

export type SettingsFile = Readonly<
  { settings: Settings } | { refused: Complaint; findings: readonly Finding[] }
>;

/** Reads one programme's settings, JSON; every wrong field is named. */
export const readSettings = (bytes: Uint8Array): SettingsFile => {
  const json = parsed(new TextDecoder().decode(bytes));
  if (json === undefined) return { refused: notJson, findings: [] };
  const settings = Settings.safeParse(json);
  const findings = settings.success
    ? unknownFields(settings.data).map((field) => settingFinding(`headers.${field}`, columnUnknown))
    : settings.error.issues.map(({ path, message }) => settingFinding(path.join('.'), settingWrong(message)));
  if (settings.success && findings.length === 0) return { settings: settings.data };
  return { refused: settingsWrong(findings.length), findings };
};

/** Names for a column that no roster has would never be used, and nobody would know why. */
const unknownFields = ({ headers = {} }: Settings): string[] =>
  Object.keys(headers).filter((field) => !isRosterField(field));

const settingFinding = (column: string, said: Complaint): Finding => ({
  sheet: '',
  row: 0,
  column,
  value: '',
  ...said,
});

/** Undefined where the text is no JSON at all. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const mendSettings = {
  vi: 'Sửa mục này theo README rồi gửi lại.',
  en: 'Mend this field as the README says and upload again.',
};

const settingWrong = (message: string): Complaint =>
  complaint('setting-wrong', { vi: `Thiết lập sai: ${message}`, en: message }, mendSettings);

const columnUnknown = complaint(
  'setting-wrong',
  { vi: 'Danh sách không có cột này.', en: 'A roster has no such column.' },
  mendSettings,
);

const notJson = complaint(
  'not-json',
  { vi: 'Tệp thiết lập không phải JSON.', en: 'The settings file is not JSON.' },
  {
    vi: 'Kiểm tra dấu ngoặc và dấu phẩy; npm run sample viết một tệp mẫu.',
    en: 'Check brackets and commas; npm run sample writes an example.',
  },
);

const settingsWrong = (count: number): Complaint =>
  complaint(
    'settings-wrong',
    { vi: `Tệp thiết lập có ${count} lỗi.`, en: `Errors in the settings: ${count}.` },
    mendSettings,
  );
