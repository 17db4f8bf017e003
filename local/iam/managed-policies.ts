import { parseStatement, type Statement } from './statement';

const allow = (...actions: string[]): object => ({ Effect: 'Allow', Action: actions, Resource: '*' });

const POLLING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const STREAM_READING = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];

/** What policies that AWS manages allow of the services that run here; the rest of them (logs, networks) means nothing. */
const policies: Readonly<Partial<Record<string, readonly object[]>>> = {
  'service-role/AWSLambdaBasicExecutionRole': [],
  'service-role/AWSLambdaVPCAccessExecutionRole': [],
  'service-role/AWSLambdaENIManagementAccess': [],
  'service-role/AWSLambdaSQSQueueExecutionRole': [allow(...POLLING)],
  'service-role/AWSLambdaDynamoDBExecutionRole': [allow(...STREAM_READING)],
  'service-role/AWSLambdaRole': [allow('lambda:InvokeFunction')],
  AWSXRayDaemonWriteAccess: [],
  AWSXrayWriteOnlyAccess: [],
  CloudWatchLambdaInsightsExecutionRolePolicy: [],
  CloudWatchLambdaApplicationSignalsExecutionRolePolicy: [],
  AmazonDynamoDBFullAccess: [allow('dynamodb:*')],
  AmazonSQSFullAccess: [allow('sqs:*')],
  AmazonSNSFullAccess: [allow('sns:*')],
  AWSLambda_FullAccess: [allow('lambda:*')],
  AmazonAPIGatewayInvokeFullAccess: [allow('execute-api:Invoke', 'execute-api:ManageConnections')],
  AdministratorAccess: [allow('*')],
};

const PREFIX = 'arn:aws:iam::aws:policy/';

const isStatement = (parsed: Statement | string): parsed is Statement => typeof parsed !== 'string';

/** The statements of a policy that AWS manages, or undefined when the runtime does not know it. */
export const managedStatements = (arn: string): Statement[] | undefined =>
  policies[arn.startsWith(PREFIX) ? arn.slice(PREFIX.length) : '']?.map(parseStatement).filter(isStatement);
