import * as v from 'valibot';
import { directChatId, groupChatId } from '../../lambda/domain/chat-id';
import { messageId } from '../../lambda/domain/message-id';
import {
  type Action,
  actions,
  chatEvent,
  errorCodes,
  errorFrame,
  event,
  gatewayFrame,
  isAction,
  type Message,
} from '../../protocol';
import {
  actionWords,
  chatEventWords,
  errorExamples,
  errorWords,
  eventExamples,
  exchanges,
  gatewayExample,
} from '../../protocol/documentation';
import { okSchema } from '../../scripts/protocol/contract';

const everyAction = Object.keys(actions).filter(isAction);

const examples = everyAction.flatMap((action) =>
  exchanges[action].map((exchange, index) => ({ action, name: `${action} ${index + 1}`, exchange })),
);

/** Everything in the examples that looks like an entry, with the chat that it belongs to. */
function entriesIn(value: unknown, chatId?: string): { chatId: string; entry: Message }[] {
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  const inside = (object['chatId'] ??
    (object['chat'] as { chatId?: string } | undefined)?.chatId ??
    chatId) as string | undefined;
  const own = 'senderId' in object ? [{ chatId: inside ?? '', entry: object as unknown as Message }] : [];
  return [...own, ...Object.values(object).flatMap((part) => entriesIn(part, inside))];
}

describe('exchanges', () => {
  it.each(examples)('has a request that the server accepts: $name', ({ action, exchange }) => {
    const frame = { action, requestId: 'r1', ...exchange.request };
    expect(v.safeParse(actions[action].request as v.GenericSchema, frame).issues).toBeUndefined();
  });

  it.each(examples)('has an answer with no field that the schema lacks: $name', ({ action, exchange }) => {
    const frame = { type: 'ok', requestId: 'r1', ...exchange.response };
    expect(v.parse(okSchema(action), frame)).toEqual(frame);
    expect(v.parse(actions[action].response as v.GenericSchema, exchange.response)).toEqual(
      exchange.response,
    );
  });

  it('has the ids that the server gives', () => {
    expect(exchanges.createChat[0].response.chat.chatId).toBe(directChatId('alice', 'bob'));
    const group = exchanges.createChat[1]!;
    const { clientMessageId } = group.request as { clientMessageId: string };
    expect(group.response.chat.chatId).toBe(groupChatId('alice', clientMessageId));
    const chatId = exchanges.sendMessage[0].response.chatId;
    const { seq, sentAt, messageId: acknowledged } = exchanges.sendMessage[0].response;
    expect(acknowledged).toBe(messageId(chatId, seq, Date.parse(sentAt)));
  });

  it('has entries with the message ids that the server gives', () => {
    const entries = everyAction.flatMap((action) =>
      exchanges[action].flatMap(({ request, response }) =>
        entriesIn(response, (request as { chatId?: string }).chatId),
      ),
    );
    expect(entries.length).toBeGreaterThan(5);
    for (const { chatId, entry } of entries) {
      expect(entry.messageId).toBe(messageId(chatId, entry.seq, Date.parse(entry.sentAt)));
    }
  });
});

describe('eventExamples', () => {
  it.each(Object.entries(eventExamples).flatMap(([type, all]) => all.map(({ frame }) => ({ type, frame }))))(
    'shows a $type event with no field that the schema lacks',
    ({ type, frame }) => {
      expect(v.parse(event, frame)).toEqual(frame);
      expect(frame.type).toBe(type);
      for (const { chatId, entry } of entriesIn(frame)) {
        expect(entry.messageId).toBe(messageId(chatId, entry.seq, Date.parse(entry.sentAt)));
      }
    },
  );
});

describe('chatEventWords', () => {
  it.each(Object.entries(chatEventWords))('shows a change of kind %s', (kind, { example }) => {
    expect(v.parse(chatEvent, example)).toEqual(example);
    expect(example.kind).toBe(kind);
  });
});

describe('errorExamples', () => {
  it.each(Object.values(errorExamples))('shows $code as the server sends it', (frame) => {
    expect(v.parse(errorFrame, frame)).toEqual(frame);
    expect(frame.retryable).toBe(errorCodes[frame.code].retryable);
    expect(frame.message).toMatch(/^unable to .+; .+/);
  });
});

describe('errorWords', () => {
  it.each(Object.entries(errorWords))('says in sentences what %s means', (_code, meaning) => {
    expect(meaning).toMatch(/^\S.+\.$/);
  });
});

describe('gatewayExample', () => {
  it('shows what API Gateway sends, which has no type', () => {
    expect(v.parse(gatewayFrame, gatewayExample)).toEqual(gatewayExample);
    expect(gatewayExample).not.toHaveProperty('type');
  });
});

describe('actionWords', () => {
  it('names too_large exactly where the schema has a limit in bytes', () => {
    const withBytes = everyAction.filter((action) => hasRule(actions[action].request, 'max_bytes'));
    const named = everyAction.filter((action) => 'too_large' in actionWords[action].errors);
    expect(named).toEqual(withBytes);
  });

  it('names stale_attempt exactly where a request has afterSeq of its own', () => {
    const named = everyAction.filter((action: Action) => 'stale_attempt' in actionWords[action].errors);
    expect(named).toEqual(everyAction.filter((action) => 'afterSeq' in actionWords[action].request));
  });
});

function hasRule(schema: unknown, type: string): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if ((schema as { type?: string }).type === type) return true;
  return Object.values(schema).some((part) => hasRule(part, type));
}
