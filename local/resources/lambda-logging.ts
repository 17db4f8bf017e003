import * as v from 'valibot';

export const loggingConfig = v.optional(
  v.looseObject({
    LogGroup: v.optional(v.string()),
    LogFormat: v.optional(v.string(), 'Text'),
    ApplicationLogLevel: v.optional(v.string()),
  }),
  {},
);

type LoggingConfig = v.InferOutput<typeof loggingConfig>;

/** The variables from which a function's logger learns how Lambda wants its lines. */
export const loggingVariables = ({
  LogFormat: format,
  ApplicationLogLevel: level,
}: LoggingConfig): Record<string, string> => ({
  AWS_LAMBDA_LOG_FORMAT: format,
  ...(format === 'JSON' && { AWS_LAMBDA_LOG_LEVEL: level ?? 'INFO' }),
});
