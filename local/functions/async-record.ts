import { parseJson } from '../json';
import { type FunctionTarget } from './function-targets';
import { type Outcome } from './invocation';

export type AsyncEnd = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';

/** An asynchronous event that is done, well or badly. */
export interface FinishedEvent {
  readonly target: FunctionTarget;
  readonly requestId: string;
  readonly event: string;
  readonly attempts: number;
  readonly end: AsyncEnd;
  /** Of the last attempt that the function saw. */
  readonly outcome: Outcome | undefined;
}

export interface QueueMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, { readonly DataType: string; readonly StringValue: string }>>;
}

/** What a destination gets. */
export const destinationRecord = (finished: FinishedEvent): QueueMessage => {
  const { target, outcome } = finished;
  const record = {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: finished.requestId,
      functionArn: `${target.plan.arn}:${target.qualifier}`,
      condition: finished.end,
      approximateInvokeCount: finished.attempts,
    },
    requestPayload: parseJson(finished.event),
    ...(outcome && {
      responseContext: {
        statusCode: outcome.rejection?.status ?? 200,
        executedVersion: target.version,
        ...(outcome.isError && !outcome.rejection && { functionError: 'Unhandled' }),
      },
      responsePayload: parseJson(outcome.payload),
    }),
  };
  return { body: JSON.stringify(record) };
};

const ERROR_MESSAGE_BYTES = 1024;

/** A dead-letter queue gets the event as it was, and what went wrong as attributes. */
export const deadLetter = ({ requestId, event, outcome }: FinishedEvent): QueueMessage => {
  const message = (outcome?.payload ?? '').slice(0, ERROR_MESSAGE_BYTES);
  return {
    body: event,
    attributes: {
      RequestID: { DataType: 'String', StringValue: requestId },
      ErrorCode: { DataType: 'Number', StringValue: String(outcome?.rejection?.status ?? 200) },
      ...(message !== '' && { ErrorMessage: { DataType: 'String', StringValue: message } }),
    },
  };
};
