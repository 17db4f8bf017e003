import { type Lane, type Step } from '../../../web/inspector/model/decode-flow';
import { sequenceOf } from '../../../web/inspector/model/sequence';

describe('sequenceOf', () => {
  const gateway: Lane = { kind: 'gateway', name: 'API Gateway' };
  const client: Lane = { kind: 'client', name: 'client' };
  const send: Lane = { kind: 'function', name: 'Send' };
  const table: Lane = { kind: 'table', name: 'Messages' };

  const aStep = (given: Partial<Step>): Step => ({
    id: 1,
    kind: 'call',
    name: 'PutItem',
    from: send,
    to: table,
    atMs: 0,
    share: 1,
    ...given,
  });

  it('orders arrows by time and lanes from the client on', () => {
    const { lanes, arrows } = sequenceOf({
      steps: [
        aStep({ id: 3, atMs: 4, durationMs: 2.5, usage: { writeUnits: 1 } }),
        aStep({ id: 1, kind: 'frame', name: 'frame', from: client, to: gateway }),
        aStep({ id: 2, kind: 'invoke', name: 'Send', from: gateway, to: send, atMs: 1 }),
      ],
    });
    expect(lanes.map(({ name }) => name)).toEqual(['client', 'API Gateway', 'Send', 'Messages']);
    expect(arrows.map(({ id, from, to, label }) => [id, from, to, label])).toEqual([
      [1, 0, 1, 'frame'],
      [2, 1, 2, 'invoke'],
      [3, 2, 3, 'PutItem · 2.5 ms · 1 WRU'],
    ]);
  });

  it('says when something came long after what was before', () => {
    const { arrows } = sequenceOf({ steps: [aStep({}), aStep({ id: 2, atMs: 10_000 })] });
    expect(arrows.map(({ pauseMs }) => pauseMs)).toEqual([undefined, 10_000]);
  });

  it('says what failed, and which part of a batch is this flow’s', () => {
    const failed = aStep({ status: 400, error: 'ThrottlingException', share: 0.25 });
    const [arrow] = sequenceOf({ steps: [failed] }).arrows;
    expect(arrow).toMatchObject({ isFailed: true, label: 'PutItem · 25 % of it · ThrottlingException' });
  });

  it('puts the posts of a worker to many sockets on one arrow, those that failed on another', () => {
    const steps = Array.from({ length: 10 }, (_, index) =>
      aStep({
        id: index + 1,
        parentId: 7,
        kind: 'post',
        name: 'POST',
        to: { kind: 'socket', name: `user-${index}` },
        durationMs: index,
        status: index === 9 ? 410 : 200,
      }),
    );
    const { lanes, arrows } = sequenceOf({ steps });
    expect(lanes.map(({ name }) => name)).toEqual(['Send', "10 users' sockets"]);
    expect(arrows.map(({ label, isFailed }) => [label, isFailed])).toEqual([
      ['9 × POST · up to 8.0 ms', false],
      ['1 × POST · up to 9.0 ms', true],
    ]);
  });
});
