import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Item } from './snapshot.ts';

/** Tables as an auditor reads them. The meter does not count it: nobody asks what it consumed. */
export interface CloudTables {
  scan(table: string): Promise<Item[]>;
  query(table: string, pk: string, skPrefix?: string): Promise<Item[]>;
}

export const openCloudTables = (endpoint: string): CloudTables => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }),
  );
  return {
    async scan(table) {
      const items: Item[] = [];
      for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) items.push(...Items);
      return items;
    },
    async query(table, pk, skPrefix = '') {
      const condition = skPrefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)';
      const values = { ':pk': pk, ...(skPrefix !== '' && { ':prefix': skPrefix }) };
      const range = { KeyConditionExpression: condition, ExpressionAttributeValues: values };
      const items: Item[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, { TableName: table, ...range }))
        items.push(...Items);
      return items;
    },
  };
};
