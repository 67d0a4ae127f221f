import {
  PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';

export type Sms = ReturnType<typeof openSms>;

/** `refused`: the provider certainly did not take it. `uncertain`: no answer came, it may be on its way. */
export type Sending = 'sent' | 'refused' | 'uncertain';

let opened: PinpointSMSVoiceV2Client | undefined;

/** One attempt a call: a second one could be a second message. */
export const openSms = (
  client: PinpointSMSVoiceV2Client = (opened ??= new PinpointSMSVoiceV2Client({ maxAttempts: 1 })),
) => ({
  async send(to: string, text: string, brand: string): Promise<Sending> {
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
