import { GetAWSDefaultServiceQuotaCommand, GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import { type Aws } from './aws';
import { type Finding, look, ok, warn } from './finding';

/** What the configuration of a stage asks of its account. */
export interface Needs {
  /** Frames per second that the stage accepts. */
  readonly requestsPerSecond: number;
  /** The quota that the alarm on new connections measures against. */
  readonly connectionsPerSecond: number;
  /** Slices that are posted at once: as many function runs. */
  readonly fanOutConcurrency: number;
  /** Seconds between two pings of a client. */
  readonly heartbeatSeconds: number;
}

interface Quota {
  readonly subject: string;
  readonly ServiceCode: string;
  readonly QuotaCode: string;
  readonly isEnough: (value: number) => boolean;
  /** What asks for more, when it is not enough. */
  readonly need: string;
  readonly advice: string;
}

/** Beside the slices there are the requests themselves. */
const runsForRequests = 50;

function quotasFor({ requestsPerSecond, connectionsPerSecond, fanOutConcurrency }: Needs): Quota[] {
  const runs = fanOutConcurrency + runsForRequests;
  return [
    {
      subject: 'quota of requests per second',
      ServiceCode: 'apigateway',
      QuotaCode: 'L-8A5B8E43',
      isEnough: (value) => value >= requestsPerSecond,
      need: `throttleRate is ${requestsPerSecond}`,
      advice: 'Raise L-8A5B8E43, or lower throttleRate; posts to sockets count too.',
    },
    {
      subject: 'quota of new connections per second',
      ServiceCode: 'apigateway',
      QuotaCode: 'L-9ED1E49A',
      isEnough: (value) => value === connectionsPerSecond,
      need: `the alarm measures against ${connectionsPerSecond}`,
      advice: 'Deploy with -c parley:connectionsQuota= and the quota.',
    },
    {
      subject: 'quota of functions at once',
      ServiceCode: 'lambda',
      QuotaCode: 'L-B99A9384',
      isEnough: (value) => value >= runs,
      need: `fanOutConcurrency alone may use ${fanOutConcurrency}`,
      advice: `Raise L-B99A9384 to ${runs} at least.`,
    },
  ];
}

/** Whether the account may do as much as the stage is configured for. */
export async function checkQuotas({ quotas }: Aws, needs: Needs): Promise<Finding[]> {
  const findings = quotasFor(needs).map(({ subject, isEnough, need, advice, ...code }) =>
    look(subject, async () => {
      const value = await valueOf(quotas, code);
      if (value === undefined)
        return [
          warn(subject, 'Service Quotas does not tell it', `Look up ${code.QuotaCode} in the console.`),
        ];
      return [isEnough(value) ? ok(subject, String(value)) : warn(subject, `${value}; ${need}`, advice)];
    }),
  );
  return (await Promise.all(findings)).flat();
}

/** A quota that was never touched is, in some services, only among the defaults. */
async function valueOf(
  client: Aws['quotas'],
  code: { ServiceCode: string; QuotaCode: string },
): Promise<number | undefined> {
  try {
    return (await client.send(new GetServiceQuotaCommand(code))).Quota?.Value;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NoSuchResourceException') throw error;
    return (await client.send(new GetAWSDefaultServiceQuotaCommand(code))).Quota?.Value;
  }
}
