import { Stack } from 'aws-cdk-lib';
import { TableEncryptionV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type LogGroupProps } from 'aws-cdk-lib/aws-logs';
import { type TopicProps } from 'aws-cdk-lib/aws-sns';
import { QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Config } from '../config';
import { allow } from './binding';

export interface EncryptionProps {
  readonly config: Config;
}

/**
 * Under which key the tables, queues and logs are encrypted: one of our own, renewed every year, or those of AWS.
 *
 * When it fails: whoever disables our key stops the chat within minutes, and whoever deletes it loses every message,
 * backups included, once the 30 days are over in which that can be called back. In prod the key outlives its stack.
 * Cost: of our key, a monthly fee and its uses (see Config.encryption); with the keys of AWS, none.
 */
export class Encryption extends Construct {
  readonly ofTables: TableEncryptionV2;
  readonly ofQueues: Pick<QueueProps, 'encryption' | 'encryptionMasterKey'>;
  readonly ofLogs: Pick<LogGroupProps, 'encryptionKey'>;
  readonly ofTopics: Pick<TopicProps, 'masterKey'>;
  private readonly key: Key | undefined;

  constructor(scope: Construct, id: string, { config }: EncryptionProps) {
    super(scope, id);
    this.key = config.encryption === 'customer-managed' ? makeKey(this, config) : undefined;
    const { key } = this;
    this.ofTables = key ? TableEncryptionV2.customerManagedKey(key) : TableEncryptionV2.dynamoOwnedKey();
    this.ofQueues = key ? { encryptionMasterKey: key } : { encryption: QueueEncryption.SQS_MANAGED };
    this.ofLogs = key ? { encryptionKey: key } : {};
    this.ofTopics = key ? { masterKey: key } : {};
  }

  /**
   * The permission that a user of a table or queue needs on our key, through that service alone. A table asks for
   * Decrypt, of readers and writers alike: the service made its data key. A sender to a queue also makes data keys.
   */
  allow(service: 'dynamodb' | 'sqs', ...actions: ('Decrypt' | 'GenerateDataKey')[]): PolicyStatement[] {
    if (!this.key) return [];
    const statement = allow('kms', actions, [this.key.keyArn]);
    const { region } = Stack.of(this);
    statement.addCondition('StringEquals', { 'kms:ViaService': `${service}.${region}.amazonaws.com` });
    return [statement];
  }
}

function makeKey(scope: Construct, config: Config): Key {
  const key = new Key(scope, 'Key', {
    description: `Parley ${config.stage}: tables, queues and logs`,
    enableKeyRotation: true,
    removalPolicy: config.removalPolicy,
  });
  for (const use of usesByServices(Stack.of(scope)))
    key.addToResourcePolicy(new PolicyStatement({ ...use, resources: ['*'] }));
  return key;
}

/**
 * The services that use the key by themselves. Log groups are named by a wildcard, and the account stands for alarms
 * and topics: all of them belong to stacks that come after this one, and naming them here would close a circle.
 */
function usesByServices({ region, account }: Stack): PolicyStatementProps[] {
  const ours = { StringEquals: { 'aws:SourceAccount': account } };
  const dataKeys = ['kms:Decrypt', 'kms:GenerateDataKey*'];
  return [
    {
      principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:DescribeKey', ...dataKeys],
      conditions: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` },
      },
    },
    { principals: [new ServicePrincipal('cloudwatch.amazonaws.com')], actions: dataKeys, conditions: ours },
    { principals: [new ServicePrincipal('sns.amazonaws.com')], actions: dataKeys, conditions: ours },
  ];
}
