import type { PlainDate } from '../domain/calendar.ts';
import type { Programme } from '../domain/geography.ts';
import { Settings } from '../domain/settings.ts';
import { putItem } from './conditional.ts';
import { settingsKey, settingsPk } from './keys.ts';
import { queryItems, type Table } from './table.ts';

export type SettingsStore = ReturnType<typeof settingsStore>;

export const settingsStore = (table: Table) => ({
  /** The version in force on that date, or undefined before the first one. */
  async find(programme: Programme, on: PlainDate): Promise<Settings | undefined> {
    const versions = await queryItems(table, { pk: settingsPk(programme) }, false);
    const inForce = versions.map((item) => SettingsItem.parse(item)).filter(({ from }) => from <= on);
    return inForce.at(-1);
  },

  async get(programme: Programme, on: PlainDate): Promise<Settings> {
    const settings = await this.find(programme, on);
    if (!settings) throw new Error(`no settings of ${programme} are in force on ${on}`);
    return settings;
  },

  /** One version, from its date on; the same date again replaces it. */
  save: (settings: Settings): Promise<void> =>
    putItem(table, settingsKey(settings.programme, settings.from), settings),
});

const SettingsItem = Settings.strip();
