import { App } from 'aws-cdk-lib';
import { Stage } from './config.ts';
import { synthesize } from './synthesize.ts';

// The only file that asks the surroundings anything: `cdk deploy -c stage=prod`, or dev when nothing is said.
const cli = new App({ autoSynth: false, outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out' });
const stage = Stage.parse(cli.node.tryGetContext('stage') ?? 'dev');

await synthesize(cli.outdir, { stage });
