const {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} = require('@aws-sdk/client-apigatewaymanagementapi');

const { CALLBACK_URL, GREETING, PAGES, REST_URL } = process.env;
const sockets = new ApiGatewayManagementApiClient({ endpoint: CALLBACK_URL });

const about = async () => ({ statusCode: 200, body: JSON.stringify({ GREETING, PAGES, REST_URL }) });

const thank = async ({ Records }) => {
  for (const { body, messageAttributes } of Records) {
    const Data = `thank you, ${JSON.parse(body).name}`;
    const ConnectionId = messageAttributes.to.stringValue;
    await sockets.send(new PostToConnectionCommand({ ConnectionId, Data }));
  }
};

/** Only the APIs that do not run call these. */
const list = async () => ({ statusCode: 200, body: '[]' });
const show = list;

module.exports = { about, thank, list, show };
