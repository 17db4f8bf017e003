import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from '../../local/runtime';
import type { Runtime } from '../../local/runtime-options';
import { engine, RawClient, synthesizeChat } from '../support/local-runtime';

describe('a restart that keeps its state', () => {
  const persistIn = mkdtempSync(join(tmpdir(), 'kept-chat-'));
  let assembly: string;
  let runtime: Runtime | undefined;
  const start = async (webPort = 0): Promise<Runtime> => {
    runtime = await startRuntime({ assembly, port: 0, webPort, dynamodb: engine, persistIn });
    return runtime;
  };
  beforeAll(async () => {
    assembly = await synthesizeChat();
  }, 120_000);
  afterEach(() => runtime?.stop());
  afterAll(() => rmSync(persistIn, { recursive: true, force: true }));

  it('has the chat, its messages and takes the tokens of before', async () => {
    const first = await start();
    const token = first.token('alice');
    const before = await RawClient.connect(first, 'alice', { token });
    const members = ['bob'];
    const created = await before.request('createChat', {
      type: 'GROUP',
      title: 'kept',
      clientMessageId: randomUUID(),
      members,
    });
    const { chatId } = created['chat'] as { chatId: string };
    const message = { chatId, afterSeq: 1, clientMessageId: randomUUID(), content: 'still here?' };
    const sent = await before.request('sendMessage', message);
    await first.stop();
    const second = await start(Number(new URL(first.webUrl).port));
    const after = await RawClient.connect(second, 'alice', { token });
    const page = await after.request('getMessages', { chatId });
    expect(JSON.stringify(page)).toContain(`"messageId":"${String(sent['messageId'])}"`);
    const next = await after.request('sendMessage', {
      ...message,
      afterSeq: sent['seq'],
      clientMessageId: randomUUID(),
    });
    expect(next['type']).toBe('ok');
  }, 60_000);
});
