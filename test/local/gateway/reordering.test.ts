import { removeTemporary } from '../temporary-assembly';
import { RunningGateway, type Event } from './running-gateway';

const routes = { one: { function: 'f', responds: true } };

describe('reorderingDelayMs', () => {
  const orderOf = async (seed: number): Promise<number[]> => {
    const seen: number[] = [];
    const f = (event: Event): unknown => {
      seen.push((JSON.parse(event['body'] as string) as { n: number }).n);
      return { statusCode: 200, body: 'done' };
    };
    const options = { reordering: { seed, maxDelayMs: 200 } };
    const gateway = await RunningGateway.start({ routes, functions: { f }, options });
    const client = await gateway.open();
    for (let n = 0; n < 6; n += 1) client.socket.send(JSON.stringify({ action: 'one', n }));
    for (let n = 0; n < 6; n += 1) await client.nextFrame();
    await client.close();
    await gateway.stop();
    return seen;
  };
  afterAll(removeTemporary);

  it('lets messages of a connection overtake each other, in the same way for the same seed', async () => {
    // Seeds whose delays lie 28 ms and more apart.
    expect([await orderOf(513), await orderOf(513), await orderOf(588)]).toEqual([
      [4, 5, 2, 1, 3, 0],
      [4, 5, 2, 1, 3, 0],
      [2, 4, 3, 1, 5, 0],
    ]);
  });
});
