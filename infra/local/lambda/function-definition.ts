import { join } from 'node:path';
import { z } from 'zod';
import type { NamedResource } from '../template/resources.ts';

const Properties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string().regex(/^[\w/-]+\.\w+$/),
  Runtime: z.string().startsWith('nodejs', 'is not a Node.js runtime'),
  MemorySize: z.number().default(128),
  Timeout: z.number().default(3),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
  Layers: z.never('are not known').optional(),
});

export interface FunctionDefinition {
  readonly logicalId: string;
  readonly name: string;
  /** Without its ending: CDK writes `.mjs` for modules and `.js` for CommonJS. */
  readonly file: string;
  readonly exportName: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly env: Readonly<Record<string, string>>;
}

export const readDefinition = (
  { logicalId, name, properties }: NamedResource,
  assetFolder: (objectKey: string) => string,
): FunctionDefinition => {
  const read = Properties.safeParse(properties);
  if (!read.success) {
    throw new Error(`The local cloud cannot run the function ${logicalId}: ${z.prettifyError(read.error)}`);
  }
  const { Code, Handler, MemorySize, Timeout, Environment } = read.data;
  const [file = '', exportName = ''] = Handler.split('.');
  return {
    logicalId,
    name,
    file: join(assetFolder(Code.S3Key), file),
    exportName,
    memoryMb: MemorySize,
    timeoutMs: Timeout * 1000,
    env: Environment?.Variables ?? {},
  };
};
