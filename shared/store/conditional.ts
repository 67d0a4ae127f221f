import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import { counted, getItem, type Item, type Table } from './table.ts';

/** `refused` comes with what stood there instead, read strongly: the caller names the lost race. */
export type Written = Readonly<{ written: true } | { written: false; found: Item | undefined }>;

export type Change = Readonly<{
  key: Key;
  set: Item;
  remove?: readonly string[];
  /** An expression over `#name` and `:value` placeholders of `where`. */
  condition: string;
  where: Item;
  /** Further `:value` placeholders, which name no field. */
  values?: Item;
}>;

/** Told apart from every other write to the same item; short, because it is read with the item ten times a month. */
const tokenBytes = 9;

/**
 * One conditional write. Each carries a token of its own: where the answer of a first try was lost and the
 * SDK's second try fails its condition, the token that is read back says that the first one had succeeded.
 */
const attempt = async (
  table: Table,
  key: Key,
  write: (token: string) => Promise<unknown>,
): Promise<Written> => {
  const token = randomBytes(tokenBytes).toString('base64url');
  try {
    await write(token);
    return { written: true };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const found = await getItem(table, key);
    return found?.['token'] === token ? { written: true } : { written: false, found };
  }
};

export const putIfAbsent = (table: Table, key: Key, item: Item): Promise<Written> =>
  attempt(table, key, (token) =>
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...item, ...key, token },
        ConditionExpression: 'attribute_not_exists(pk)',
        ...counted,
      }),
    ),
  );

/** Sets and removes fields where the condition holds; the item must exist. */
export const updateIf = (
  table: Table,
  { key, set, remove = [], condition, where, values = {} }: Change,
): Promise<Written> =>
  attempt(table, key, (token) => {
    const changes: Item = { ...set, token };
    const fields = Object.entries(changes).filter(([, value]) => value !== undefined);
    const names = [...fields.map(([name]) => name), ...remove, ...Object.keys(where)];
    const drops = remove.length > 0 ? ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}` : '';
    return table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: key,
        UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :set_${name}`).join(', ')}${drops}`,
        ConditionExpression: `attribute_exists(pk) AND ${condition}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(fields.map(([name, value]) => [`:set_${name}`, value])),
          ...Object.fromEntries(
            Object.entries({ ...where, ...values }).map(([name, value]) => [`:${name}`, value]),
          ),
        },
        ...counted,
      }),
    );
  });

/** An unconditional put, for items of which one writer is the only one and repeating it changes nothing. */
export const putItem = async (table: Table, key: Key, item: Item): Promise<void> => {
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, ...key }, ...counted }));
};
