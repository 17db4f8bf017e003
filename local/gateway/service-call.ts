export interface ServiceCall {
  readonly service: 'dynamodb' | 'sqs';
  readonly region: string;
  readonly operation: string;
  /** The input as JSON text. */
  readonly body: string;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly body: string;
}

export type CallService = (call: ServiceCall) => Promise<ServiceAnswer>;
