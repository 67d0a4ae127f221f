import type { CommuneCode } from '../domain/geography.ts';
import { List, ListCommune, type ListId, type ListStatus } from '../domain/payout-list.ts';
import { putIfAbsent, updateIf, putItem } from './conditional.ts';
import { communePrefix, listCommuneKey, listKey, listPk } from './keys.ts';
import { getItem, queryItems, type Table } from './table.ts';

export type ListStore = ReturnType<typeof listStore>;

export const listStore = (table: Table) => ({
  async find(listId: ListId): Promise<List | undefined> {
    const item = await getItem(table, listKey(listId));
    return item && List.parse(item);
  },

  async get(listId: ListId): Promise<List> {
    const list = await this.find(listId);
    if (!list) throw new Error(`no list ${listId}`);
    return list;
  },

  /** The list as it was first read; a second reading of the same arrival finds it there. */
  async add(list: List): Promise<List> {
    const added = await putIfAbsent(table, listKey(list.listId), list);
    return added.written ? list : List.parse(added.found);
  },

  /** Moves a list on; `superseded` where it was decided otherwise meanwhile. */
  async move(listId: ListId, from: ListStatus, to: Partial<List>): Promise<'moved' | 'superseded'> {
    const moved = await updateIf(table, {
      key: listKey(listId),
      set: to,
      condition: '#status = :status',
      where: { status: from },
    });
    return moved.written ? 'moved' : 'superseded';
  },

  async listCommunes(listId: ListId): Promise<ListCommune[]> {
    const items = await queryItems(table, { pk: listPk(listId), skPrefix: communePrefix }, true);
    return items.map((item) => ListCommune.parse(item));
  },

  /** One writer at a time: the steps of a list's own state machine. */
  saveCommune: (listId: ListId, commune: ListCommune): Promise<void> =>
    putItem(table, listCommuneKey(listId, commune.commune), commune),

  async findCommune(listId: ListId, commune: CommuneCode): Promise<ListCommune | undefined> {
    const item = await getItem(table, listCommuneKey(listId, commune));
    return item && ListCommune.parse(item);
  },
});
