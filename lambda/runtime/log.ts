import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { allowedFields, type LogFields } from './log-fields';

/** The last step before a line is written, whoever logs: only fields of the allow-list come through. */
class AllowedFields extends LogFormatter {
  override formatAttributes(attributes: UnformattedAttributes, fields: LogAttributes): LogItem {
    const { logLevel: level, message, timestamp, serviceName: service, xRayTraceId } = attributes;
    return new LogItem({
      attributes: {
        level,
        message,
        timestamp: this.formatTimestamp(timestamp),
        service,
        ...(xRayTraceId === undefined ? {} : { xray_trace_id: xRayTraceId }),
        ...allowedFields(fields),
      },
    });
  }
}

export interface Log {
  /** message: a sentence of ours, the same every time. What varies goes into the fields. */
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Puts these fields into every line until the next event; that is: in place of those of the event before. */
  bind(fields: LogFields): void;
}

const logger = new Logger({ logFormatter: new AllowedFields() });

/** Structured log of a function. Its fields are those of the allow-list: never content, titles, names or tokens. */
export const log: Log = {
  warn: (message, fields = {}) => logger.warn(message, { ...fields }),
  error: (message, fields = {}) => logger.error(message, { ...fields }),
  bind: (fields) => {
    logger.resetKeys();
    logger.appendKeys({ ...fields });
  },
};
