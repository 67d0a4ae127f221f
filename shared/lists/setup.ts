import { z } from 'zod';
import { complaint, type Complaint, type Finding } from '../domain/finding.ts';
import { Commune, PayoutPoint, ProvinceCode } from '../domain/geography.ts';
import { Settings } from '../domain/settings.ts';

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

export type SettingsFile = Readonly<
  { settings: Settings } | { refused: Complaint; findings: readonly Finding[] }
>;

/** Reads one programme's settings, JSON; every wrong field is named. */
export const readSettings = (bytes: Uint8Array): SettingsFile => {
  const json = parsed(new TextDecoder().decode(bytes));
  if (json === undefined) return { refused: notJson, findings: [] };
  const settings = Settings.safeParse(json);
  if (settings.success) return { settings: settings.data };
  const findings = settings.error.issues.map(({ path, message }) => ({
    sheet: '',
    row: 0,
    column: path.join('.'),
    value: '',
    ...complaint('setting-wrong', { vi: `Thiết lập sai: ${message}`, en: message }, mendSettings),
  }));
  return { refused: settingsWrong(findings.length), findings };
};

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
