import {
  GetFunctionConfigurationCommand,
  type GetFunctionConfigurationCommandOutput,
} from '@aws-sdk/client-lambda';
import { GetPlatformApplicationAttributesCommand } from '@aws-sdk/client-sns';
import { type Aws } from './aws';
import { fail, type Finding, look, ok, warn } from './finding';

const daysOfNotice = 30;
const msPerDay = 86_400_000;

/** Whether a function can run; `applications` collects the platform applications that its environment names. */
export function checkFunction(
  { lambda }: Aws,
  [logicalId, FunctionName]: readonly [string, string],
  applications: Set<string>,
): Promise<Finding[]> {
  const subject = `function ${logicalId}`;
  return look(subject, async () => {
    const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    for (const arn of platformApplicationsOf(configuration)) applications.add(arn);
    const { State = 'unknown', StateReason = '', LastUpdateStatus = 'unknown' } = configuration;
    // Lambda puts what nobody has called for weeks to sleep, and wakes it at the next call.
    if (State !== 'Active' && State !== 'Inactive')
      return [
        fail(
          subject,
          `is ${State} ${StateReason}`.trim(),
          'Look at the function in Lambda, then deploy the Chat stack again.',
        ),
      ];
    if (LastUpdateStatus === 'Failed')
      return [fail(subject, 'its last update failed', 'Deploy the Chat stack again.')];
    return [ok(subject, State)];
  });
}

/** Push is configured by the ARNs that a function is told, under whatever name: they are found by their form. */
function platformApplicationsOf({ Environment }: GetFunctionConfigurationCommandOutput): string[] {
  return Object.values(Environment?.Variables ?? {}).flatMap(
    (value) => value.match(/arn:aws[\w-]*:sns:[\w-]+:\d{12}:app\/[\w.-]+\/[\w.-]+/g) ?? [],
  );
}

/** Whether phones can be reached: SNS turns an application off when Apple or Google refuse its credentials. */
export function checkPlatformApplication({ sns }: Aws, arn: string, now = Date.now()): Promise<Finding[]> {
  const subject = `platform application ${arn.split(':app/')[1] ?? arn}`;
  return look(subject, async () => {
    const { Attributes = {} } = await sns.send(
      new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn: arn }),
    );
    const { Enabled, AppleCertificateExpirationDate: expiry } = Attributes;
    const renew = 'Renew its credentials: aws sns set-platform-application-attributes.';
    if (Enabled !== 'true') return [fail(subject, 'is turned off', renew)];
    const daysLeft = expiry === undefined ? undefined : Math.floor((Date.parse(expiry) - now) / msPerDay);
    if (daysLeft === undefined) return [ok(subject, 'is on')];
    if (daysLeft < 0) return [fail(subject, 'its certificate has expired', renew)];
    return daysLeft < daysOfNotice
      ? [warn(subject, `its certificate expires in ${daysLeft} days`, renew)]
      : [ok(subject, `is on, its certificate is good for ${daysLeft} days`)];
  });
}
