const {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} = require('@aws-sdk/client-apigatewaymanagementapi');
const { SendMessageCommand, SQSClient } = require('@aws-sdk/client-sqs');

const queues = new SQSClient({});

/** Allows every route of the stage by a wildcard; ticket 0 is void. */
const authorize = async ({ headers, methodArn, queryStringParameters }) => ({
  principalId: queryStringParameters.name,
  policyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Action: 'execute-api:Invoke',
        Effect: headers['X-Ticket'] === '0' ? 'Deny' : 'Allow',
        Resource: methodArn.replace(/[^/]+$/, '*'),
      },
    ],
  },
  context: { ticket: Number(headers['X-Ticket']), isGuest: false, name: queryStringParameters.name },
});

const greet = async () => ({ statusCode: 200 });

const echo = async ({ body, requestContext }) => {
  const { topic, verb, ...rest } = JSON.parse(body);
  const { authorizer, routeKey } = requestContext;
  return { statusCode: 200, body: JSON.stringify({ topic, verb, rest, routeKey, authorizer }) };
};

const explain = async ({ requestContext }) => ({
  statusCode: 200,
  body: `say {"topic":"text","verb":"echo"}, not this (${requestContext.routeKey})`,
});

/** The address of @connections is that of the event, as in most examples. */
const ask = async ({ body, requestContext }) => {
  const { connectionId, domainName, stage } = requestContext;
  const endpoint = `https://${domainName}/${stage}`;
  const { group, job } = JSON.parse(body);
  await queues.send(
    new SendMessageCommand({
      QueueUrl: process.env.QUEUE_URL,
      MessageGroupId: group,
      MessageBody: JSON.stringify({ endpoint, to: connectionId, group, job }),
    }),
  );
  return { statusCode: 200, body: 'queued' };
};

const work = async ({ Records }) => {
  for (const { body } of Records) {
    const { endpoint, to, group, job } = JSON.parse(body);
    const sockets = new ApiGatewayManagementApiClient({ endpoint });
    await sockets.send(new PostToConnectionCommand({ ConnectionId: to, Data: `${group} ${job}` }));
  }
};

module.exports = { authorize, greet, echo, explain, ask, work };
