import { subprotocol, tokenSubprotocolPrefix } from '../../protocol';
import { schemaWords } from '../../protocol/documentation';
import { messagesOf } from './asyncapi-messages';
import { operationsOf } from './asyncapi-operations';
import type { Contract, NamedSchema } from './contract';
import { described } from './described';
import type { JsonSchema } from './json-schemas';

const about = `What this server receives and sends over its one WebSocket. Operations are named from the server's side: it \
receives requests and answers them, and it sends events by itself.

The schemas say what the server accepts and what this version of it sends. A client must ignore fields, events, kinds \
of entries and error codes that it does not know: they may be added within version 1. The answer of an action is told \
by its \`requestId\`, because a frame does not name the action that it answers.

[protocol.md](protocol.md) says the rest: connecting, order, retries, sync. Both are generated from \`protocol/\`.`;

/** The AsyncAPI 3 document of the protocol. */
export function asyncApiDocument(contract: Contract) {
  const messages = messagesOf(contract);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Parley',
      version: `${/\d+$/.exec(subprotocol)?.[0] ?? ''}.0.0`,
      description: about,
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    servers: servers(),
    channels: { socket: socketChannel(Object.keys(messages)) },
    operations: operationsOf(contract),
    components: {
      messages,
      schemas: Object.fromEntries(
        contract.schemas.map(({ exported, name, schema }) => [name, withWords(exported, schema)]),
      ),
      securitySchemes: securitySchemes(),
    },
  };
}

function servers() {
  const security = Object.keys(securitySchemes()).map((name) => ({
    $ref: `#/components/securitySchemes/${name}`,
  }));
  return {
    aws: {
      host: '{api}.execute-api.{region}.amazonaws.com',
      protocol: 'wss',
      description: 'A deployment. The stack puts out its address.',
      security,
      variables: {
        api: { description: 'The id of the API.', examples: ['a1b2c3d4e5'] },
        region: { description: 'The region of the deployment.', default: 'us-east-1' },
      },
    },
    local: {
      host: 'localhost:{port}',
      protocol: 'ws',
      description: '`npm start`. It gives a token for any user: see local-runtime.md.',
      security,
      variables: { port: { description: 'Option `--port`.', default: '3001' } },
    },
  };
}

function securitySchemes() {
  return {
    subprotocol: {
      type: 'httpApiKey',
      in: 'header',
      name: 'Sec-WebSocket-Protocol',
      description: `The token as a second subprotocol: \`${subprotocol}, ${tokenSubprotocolPrefix}<token>\`. The only way for web pages.`,
    },
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: `The token in the Authorization header, with the subprotocol \`${subprotocol}\`: for clients that can set headers.`,
    },
  };
}

function socketChannel(messageNames: readonly string[]) {
  return {
    address: '/{stage}',
    parameters: {
      stage: { description: 'The stage of the deployment.', enum: ['dev', 'prod', 'local'] },
    },
    title: 'The socket',
    description: 'One WebSocket carries everything, as JSON text frames.',
    messages: Object.fromEntries(
      messageNames.map((name) => [name, { $ref: `#/components/messages/${name}` }]),
    ),
    bindings: {
      ws: {
        method: 'GET',
        headers: {
          type: 'object',
          required: ['Sec-WebSocket-Protocol'],
          properties: {
            'Sec-WebSocket-Protocol': {
              type: 'string',
              description: `\`${subprotocol}\`, and the token if it is not in the Authorization header.`,
              examples: [`${subprotocol}, ${tokenSubprotocolPrefix}eyJhbGciOiJSUzI1NiJ9.e30.c2ln`],
            },
            Authorization: { type: 'string', description: '`Bearer <token>`' },
            Origin: { type: 'string', description: 'If present, one of the origins that the server allows.' },
          },
        },
        query: {
          type: 'object',
          properties: { device: { $ref: '#/components/schemas/Id' } },
        },
        bindingVersion: '0.1.0',
      },
    },
  };
}

function withWords(exported: NamedSchema['exported'], schema: JsonSchema): JsonSchema {
  const words = schemaWords[exported];
  const description = [words.means, schema.description].filter(Boolean).join(' ');
  return { ...described(schema, 'fields' in words ? words.fields : {}), description };
}
