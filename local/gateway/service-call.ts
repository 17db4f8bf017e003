import { type Causes } from '../flows/cause';

export interface ServiceCall {
  readonly service: 'dynamodb' | 'sqs';
  readonly region: string;
  readonly operation: string;
  /** The input as JSON text. */
  readonly body: string;
  /** Tells in whose role the gateway calls. */
  readonly accessKeyId?: string | undefined;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly body: string;
}

export type CallService = (call: ServiceCall, causes?: Causes) => Promise<ServiceAnswer>;
