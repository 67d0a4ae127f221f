import type { Construct } from 'constructs';
import { KeptSecret, type KeptSecretProps } from './kept-secret.ts';

/** What messages to a provider other than AWS are signed with; the provider's own value is put in by hand. */
export class SmsSecret extends KeptSecret {
  constructor(scope: Construct, id: string, { config, key }: KeptSecretProps) {
    super(scope, id, {
      config,
      key,
      description: "Key of the signatures of messages to an SMS provider: replace it by the provider's own.",
      reason: 'The provider gives and changes it; a rotation of ours would silence every reminder.',
    });
  }
}
