import { AttributeType, TableV2, type TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { chatsTable, connectionsTable, messagesTable } from '../../lambda/contract/tables';
import { type Config } from '../config';
import { allow, Binding } from './binding';
import { type Encryption } from './encryption';
import { minute, sum, type Watch } from './watch';

/** What a function may do with a table. Scan is missing on purpose: nothing in Parley reads a whole table. */
export type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

export interface TablesProps {
  readonly config: Config;
  readonly encryption: Encryption;
}

/**
 * The three tables: Messages (the log of every chat), Chats (what is folded from it, and each user's list) and
 * Connections (who is reachable where).
 *
 * When it fails: DynamoDB throttles a hot chat or a burst, and the SDK tries again; without the tables nothing works.
 * Any second of the last 35 days can be restored. In prod the tables outlive their stack.
 * Cost: per request, no idle cost; one write per message, and storage for the retention time.
 */
export class Tables extends Construct {
  readonly watches: readonly Watch[];
  private readonly messages: TableV2;
  private readonly chats: TableV2;
  private readonly connections: TableV2;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TablesProps,
  ) {
    super(scope, id);
    const table = (name: string, keys: Keys) => new TableV2(this, name, tableProps(props, keys));
    this.messages = table('Messages', messagesTable);
    this.chats = table('Chats', chatsTable);
    this.connections = table('Connections', connectionsTable);
    this.watches = [watchTables([this.messages, this.chats, this.connections])];
  }

  /** With no action, the table's name alone. */
  bindMessages(...actions: TableAction[]): Binding<{ MESSAGES_TABLE: string }> {
    return new Binding({ MESSAGES_TABLE: this.messages.tableName }, this.allow(this.messages, actions));
  }

  bindChats(...actions: TableAction[]): Binding<{ CHATS_TABLE: string }> {
    return new Binding({ CHATS_TABLE: this.chats.tableName }, this.allow(this.chats, actions));
  }

  bindConnections(...actions: TableAction[]): Binding<{ CONNECTIONS_TABLE: string }> {
    return new Binding(
      { CONNECTIONS_TABLE: this.connections.tableName },
      this.allow(this.connections, actions),
    );
  }

  private allow(table: TableV2, actions: readonly TableAction[]): PolicyStatement[] {
    if (actions.length === 0) return [];
    const { encryption } = this.props;
    return [allow('dynamodb', actions, [table.tableArn]), ...encryption.allow('dynamodb', 'Decrypt')];
  }
}

interface Keys {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly timeToLive?: string;
}

function tableProps({ config, encryption }: TablesProps, keys: Keys): TablePropsV2 {
  const text = (name: string) => ({ name, type: AttributeType.STRING });
  return {
    partitionKey: text(keys.partitionKey),
    ...(keys.sortKey !== undefined && { sortKey: text(keys.sortKey) }),
    ...(keys.timeToLive !== undefined && { timeToLiveAttribute: keys.timeToLive }),
    encryption: encryption.ofTables,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: config.deletionProtection,
    removalPolicy: config.removalPolicy,
  };
}

/** DynamoDB counts a throttled request under its table, and not under its operation. */
function watchTables(tables: readonly TableV2[]): Watch {
  const throttled = (metricName: string) =>
    tables.map((table) => table.metric(metricName, { period: minute, statistic: 'Sum' }));
  return {
    name: 'table-throttles',
    meaning:
      'DynamoDB turns requests away: one chat or user is too hot, or load grows faster than a table does.',
    metric: sum([...throttled('ReadThrottleEvents'), ...throttled('WriteThrottleEvents')], 'throttled'),
    threshold: 10,
    minutes: 3,
  };
}
