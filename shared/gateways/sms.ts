import {
  PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';

/** `id` stands for the message: the same again is the same message. */
export type OutgoingSms = Readonly<{ to: string; text: string; brand: string; id: string }>;

/** `refused`: the provider certainly did not take it. `uncertain`: no answer came, it may be on its way. */
export type Sending = 'sent' | 'refused' | 'uncertain';

/** Whoever carries messages: one attempt a call, for a second one could be a second message. */
export type Sms = Readonly<{ send(sms: OutgoingSms): Promise<Sending> }>;

let opened: PinpointSMSVoiceV2Client | undefined;

export const openSms = (
  client: PinpointSMSVoiceV2Client = (opened ??= new PinpointSMSVoiceV2Client({ maxAttempts: 1 })),
): Sms => ({
  async send({ to, text, brand }) {
    try {
      await client.send(
        new SendTextMessageCommand({
          DestinationPhoneNumber: to,
          MessageBody: text,
          OriginationIdentity: brand,
          MessageType: 'TRANSACTIONAL',
        }),
      );
      return 'sent';
    } catch (error) {
      const isRefusal = error instanceof PinpointSMSVoiceV2ServiceException && error.$fault === 'client';
      return isRefusal ? 'refused' : 'uncertain';
    }
  },
});
