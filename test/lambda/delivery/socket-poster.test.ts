import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  LimitExceededException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { mockClient } from 'aws-sdk-client-mock';
import { GatewaySocketPoster } from '../../../lambda/delivery/socket-poster';
import { aSocket } from '../../support/chat-world';
import { ManualRuntime } from '../../support/memory-stores';

const gone = new GoneException({ message: 'gone', $metadata: {} });
const throttled = new LimitExceededException({ message: 'slow down', $metadata: {} });

describe('GatewaySocketPoster', () => {
  const api = mockClient(ApiGatewayManagementApiClient);
  const socket = aSocket({ userId: 'bob', connectionId: 'bob=' });
  const poster = new GatewaySocketPoster(new ManualRuntime());

  beforeEach(() => api.reset());

  it('posts the frame to the connection', async () => {
    api.on(PostToConnectionCommand).resolves({});
    expect(await poster.post(socket, '{}')).toBe('delivered');
    expect(api.commandCalls(PostToConnectionCommand)[0]?.args[0].input).toEqual({
      ConnectionId: 'bob=',
      Data: '{}',
    });
  });

  it('tells a socket that is gone from one that may take it later, and tries only once', async () => {
    api.on(PostToConnectionCommand).rejectsOnce(gone).rejects(throttled);
    expect(await poster.post(socket, '{}')).toBe('gone');
    expect(await poster.post(socket, '{}')).toBe('failed');
    expect(api.commandCalls(PostToConnectionCommand)).toHaveLength(2);
  });

  it('closes a socket, and one that is gone without error', async () => {
    api.on(DeleteConnectionCommand).rejectsOnce(gone).rejects(throttled);
    await expect(poster.close(socket)).resolves.toBeUndefined();
    await expect(poster.close(socket)).rejects.toBe(throttled);
  });
});
