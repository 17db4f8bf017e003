const {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} = require('@aws-sdk/client-apigatewaymanagementapi');
const {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} = require('@aws-sdk/client-dynamodb');

const { CALLBACK_URL, LISTENERS, NOTICES } = process.env;
const sockets = new ApiGatewayManagementApiClient({ endpoint: CALLBACK_URL });
const tables = new DynamoDBClient({});

const keyOf = ({ connectionId }) => ({ connectionId: { S: connectionId } });

const join = async ({ requestContext }) => {
  await tables.send(new PutItemCommand({ TableName: LISTENERS, Item: keyOf(requestContext) }));
  return { statusCode: 200 };
};

const leave = async ({ requestContext }) => {
  await tables.send(new DeleteItemCommand({ TableName: LISTENERS, Key: keyOf(requestContext) }));
  return { statusCode: 200 };
};

/** Called by a route, whose message is the body, and by schedules, whose notice is the event. */
const publish = async (event, { awsRequestId }) => {
  const { notice } = event.body ? JSON.parse(event.body) : event;
  await tables.send(
    new PutItemCommand({ TableName: NOTICES, Item: { id: { S: awsRequestId }, notice: { S: notice } } }),
  );
  return { statusCode: 200 };
};

const broadcast = async ({ Records }) => {
  const { Items } = await tables.send(new ScanCommand({ TableName: LISTENERS, ConsistentRead: true }));
  for (const { dynamodb } of Records)
    for (const { connectionId } of Items)
      await sockets.send(
        new PostToConnectionCommand({ ConnectionId: connectionId.S, Data: dynamodb.NewImage.notice.S }),
      );
};

module.exports = { join, leave, publish, broadcast };
