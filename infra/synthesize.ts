import { App, Validations } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunctions } from './bundle.ts';
import { configs, type Stage } from './config.ts';
import { PayoutsStack } from './payouts-stack.ts';

export interface SynthesizeOptions {
  /** Without it the functions are empty: enough for looking at the template, and much faster. */
  readonly bundle?: boolean;
  /** Ask the rules of cdk-nag and CloudFormation, and throw at a finding. Without, a second and a half faster. */
  readonly rules?: boolean;
  readonly stage?: Stage;
}

/** Writes the cloud assembly (template and function bundles) to `outdir` and answers that folder. */
export const synthesize = async (
  outdir: string,
  { bundle = true, rules = true, stage = 'dev' }: SynthesizeOptions = {},
): Promise<string> => {
  const app = new App({
    outdir,
    autoSynth: false,
    analyticsReporting: false,
    builtinCloudFormationValidation: rules,
    // Set here, not in cdk.json: this also runs without the CDK's command line, in tests and the local cloud.
    context: { ...recommendedFlags, 'aws:cdk:bundling-stacks': bundle ? ['**'] : [] },
  });
  if (bundle) await bundleFunctions(app.outdir);

  new PayoutsStack(app, `Chitra-${stage}`, { config: configs[stage] });
  if (rules) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app.synth().directory;
};
