import {
  EndpointDisabledException,
  InvalidParameterException,
  NotFoundException,
  PlatformApplicationDisabledException,
  PublishCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import type { Device, Notification, PushSender, SendOutcome } from '../domain/device';
import { pushPayload } from './push-payload';

/** How SNS words that an endpoint was deleted, besides NotFound. */
const noEndpoint = /No endpoint found/i;

/** Tells phones through the endpoints of SNS's platform applications. */
export class SnsPushSender implements PushSender {
  private readonly client = new SNSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });

  async send(
    { platform, endpointArn }: Pick<Device, 'platform' | 'endpointArn'>,
    notification: Notification,
  ): Promise<SendOutcome> {
    const { message, attributes } = pushPayload(platform, notification);
    try {
      await this.client.send(
        new PublishCommand({
          TargetArn: endpointArn,
          MessageStructure: 'json',
          Message: message,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, StringValue]) => [
              name,
              { DataType: 'String', StringValue },
            ]),
          ),
        }),
      );
      return 'sent';
    } catch (error) {
      return outcomeOf(error);
    }
  }
}

/** What is not known to be final may pass: throttling, SNS being down, a lost connection. */
function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof EndpointDisabledException) return 'disabled';
  if (error instanceof NotFoundException) return 'gone';
  if (error instanceof PlatformApplicationDisabledException) return 'refused';
  if (!(error instanceof InvalidParameterException)) throw error;
  return noEndpoint.test(error.message) ? 'gone' : 'refused';
}
