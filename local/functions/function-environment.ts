import { type FunctionPlan } from '../resources/plan';
import { sdkFolder } from './sdk-folder';

/** SDK settings that would let something of this machine in, closed. */
const sealed = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Where the AWS endpoint answers, and which of a function's versions runs. */
export interface EnvironmentPlace {
  readonly awsUrl: string;
  readonly version: string;
  readonly logStream: string;
  /** Tells the AWS endpoint which environment calls, as the access key tells the function. */
  readonly session: string;
}

/** Lambda sets these, too, but lets a function's own setting win. */
const open = (plan: FunctionPlan): Record<string, string> => ({
  TZ: 'UTC',
  LANG: 'en_US.UTF-8',
  PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
  LD_LIBRARY_PATH: '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/task:/var/task/lib:/opt/lib',
  NODE_PATH: ['/opt/nodejs/node_modules', '/var/runtime/node_modules', plan.codeFolder, sdkFolder ?? []]
    .flat()
    .join(':'),
});

/** The whole environment of a function: what its template says, the variables Lambda reserves, nothing of the host. */
export const functionEnvironment = (
  plan: FunctionPlan,
  { awsUrl, version, logStream, session }: EnvironmentPlace,
): Record<string, string> => ({
  ...open(plan),
  ...plan.environment,
  ...sealed,
  AWS_REGION: plan.region,
  AWS_DEFAULT_REGION: plan.region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${plan.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: plan.name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.memoryMb),
  AWS_LAMBDA_FUNCTION_VERSION: version,
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: plan.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: logStream,
  AWS_ACCESS_KEY_ID: plan.accessKeyId,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: session,
  AWS_ENDPOINT_URL: awsUrl,
  // Nothing answers there: the runtime that would ask it is the runtime's own.
  AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
  LAMBDA_TASK_ROOT: plan.codeFolder,
  LAMBDA_RUNTIME_DIR: '/var/runtime',
  _HANDLER: plan.handler,
});
