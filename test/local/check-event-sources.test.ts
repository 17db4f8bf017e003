import { checkEventSources } from '../../local/check-event-sources';
import { accessOf, document, queueArn, reader, role, toSend } from './iam/access-of';
import { removeTemporary } from './temporary-assembly';

describe('checkEventSources', () => {
  afterAll(removeTemporary);

  const withSource = (...actions: string[]) =>
    accessOf({
      Role: role({
        Policies: [{ PolicyName: 'Own', PolicyDocument: document({ ...toSend, Action: actions }) }],
      }),
      Source: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: queueArn, FunctionName: { Ref: 'Reader' } },
      },
    });

  it('is content with a role that may poll', () => {
    const { plan, access } = withSource('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
    expect(() => checkEventSources(plan, access)).not.toThrow();
  });

  it('names the mapping and what its function lacks', () => {
    const { plan, access } = withSource('sqs:ReceiveMessage');
    expect(() => checkEventSources(plan, access)).toThrow(
      'Source: the function execution role does not have permissions to call DeleteMessage, GetQueueAttributes on SQS',
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'dead-letter queue',
      {
        Reader: {
          ...reader,
          Properties: { ...reader.Properties, DeadLetterConfig: { TargetArn: queueArn } },
        },
      },
      'Reader',
    ],
    [
      'destination',
      {
        Config: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: {
            FunctionName: { Ref: 'Reader' },
            Qualifier: '$LATEST',
            DestinationConfig: { OnFailure: { Destination: queueArn } },
          },
        },
      },
      'Main-Reader',
    ],
  ])('names a %s that the function may not send to', (_, resources, name) => {
    const ofRole = (...statements: object[]) =>
      accessOf({
        ...resources,
        Role: role({ Policies: [{ PolicyName: 'Own', PolicyDocument: document(...statements) }] }),
      });
    const without = ofRole();
    expect(() => checkEventSources(without.plan, without.access)).toThrow(
      `${name}: the function execution role does not have permissions to call SendMessage on SQS; allow sqs:SendMessage on ` +
        'arn:aws:sqs:eu-west-1:000000000000:Main-Queue to the role of Reader',
    );
    const allowed = ofRole(toSend);
    expect(() => checkEventSources(allowed.plan, allowed.access)).not.toThrow();
  });
});
