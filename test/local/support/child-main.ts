import { join } from 'node:path';
import { openLocalCloud } from '../../../infra/local/local-cloud.ts';

const [, , folder = ''] = process.argv;
const cloud = await openLocalCloud({
  dataDir: join(folder, 'data'),
  assembly: join(folder, 'cdk.out'),
  port: 0,
  startAt: new Date('2016-06-01T00:00:00Z'),
});
console.log(cloud.endpoint);
