import { readAssembly } from '../../../local/assembly/read-assembly';
import { AccessControl } from '../../../local/iam/access-control';
import { type Plan } from '../../../local/resources/plan';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { writeAssembly } from '../temporary-assembly';

export const reader = {
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'nodejs24.x', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
  Metadata: { 'aws:asset:path': 'asset.code' },
};
const queue = { Type: 'AWS::SQS::Queue' };
export const queueArn = { 'Fn::GetAtt': ['Queue', 'Arn'] };
export const toSend = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn };
export const document = (...Statement: object[]): object => ({ Version: '2012-10-17', Statement });
export const role = (Properties: object = {}): object => ({ Type: 'AWS::IAM::Role', Properties });
export const policy = (type: string, Properties: object): object => ({
  Type: `AWS::IAM::${type}`,
  Properties,
});
export const sending = {
  action: 'sqs:SendMessage',
  resource: 'arn:aws:sqs:eu-west-1:000000000000:Main-Queue',
};

interface Access {
  readonly plan: Plan;
  readonly access: AccessControl;
  /** What was logged. */
  readonly lines: readonly string[];
  readonly mayDo: (permission: typeof sending) => boolean;
  readonly maySend: () => boolean;
}

/** Access control over a function, its role and a queue, which the resources add to or replace. */
export function accessOf(resources: Record<string, unknown>): Access {
  const assembly = writeAssembly({
    Main: { Resources: { Reader: reader, Queue: queue, Role: role(), ...resources } },
  });
  const plan = planAssembly(readAssembly(assembly), {
    parameters: {},
    addresses: { awsUrl: 'http://127.0.0.1:99' },
  });
  const lines: string[] = [];
  const access = new AccessControl((line) => lines.push(line));
  access.load(plan);
  const mayDo = (permission: typeof sending): boolean =>
    access.authorize(plan.functions[0]!.accessKeyId, [permission]) === undefined;
  return { plan, access, lines, mayDo, maySend: () => mayDo(sending) };
}
