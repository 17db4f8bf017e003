import { cutText, pushPayload } from '../../../lambda/delivery/push-payload';

const notification = { chatId: 'c'.repeat(128), seq: 42, badge: 3 };

const inner = (platform: 'APNS' | 'APNS_SANDBOX' | 'FCM', fields: object = {}) => {
  const message = JSON.parse(pushPayload(platform, { ...notification, ...fields }).message) as Record<
    string,
    string
  >;
  return message[platform === 'FCM' ? 'GCM' : platform]!;
};

/** Each takes more bytes in JSON than it has characters. */
const texts = ['a', 'ü', '€', '😀', '\u0001', '"', '\ud800'].map((character) => character.repeat(8_000));

describe('pushPayload', () => {
  it.each(['APNS', 'APNS_SANDBOX'] as const)(
    'tells %s what to show, in which thread, and the badge',
    (name) => {
      expect(JSON.parse(inner(name))).toEqual({
        aps: {
          alert: { body: 'New message' },
          badge: 3,
          sound: 'default',
          'thread-id': notification.chatId,
          'mutable-content': 1,
        },
        chatId: notification.chatId,
        seq: 42,
      });
      const { attributes } = pushPayload(name, notification);
      expect(attributes).toMatchObject({
        'AWS.SNS.MOBILE.APNS.PUSH_TYPE': 'alert',
        [`AWS.SNS.MOBILE.${name}.TTL`]: '86400',
      });
      const collapseId = attributes['AWS.SNS.MOBILE.APNS.COLLAPSE_ID']!;
      expect(Buffer.byteLength(collapseId)).toBeLessThanOrEqual(64);
      const again = pushPayload(name, { ...notification, seq: 43 }).attributes;
      expect(again['AWS.SNS.MOBILE.APNS.COLLAPSE_ID']).toBe(collapseId);
      const elsewhere = pushPayload(name, { ...notification, chatId: 'd' }).attributes;
      expect(elsewhere['AWS.SNS.MOBILE.APNS.COLLAPSE_ID']).not.toBe(collapseId);
    },
  );

  it('gives FCM data of text alone, as its v1 message', () => {
    const { fcmV1Message } = JSON.parse(inner('FCM', { text: 'hi' })) as {
      fcmV1Message: { message: { data: Record<string, string>; android: object } };
    };
    expect(fcmV1Message.message).toEqual({
      data: {
        chatId: notification.chatId,
        seq: '42',
        badge: '3',
        collapseId: expect.stringMatching(/^[\w-]{22}$/) as string,
        text: 'hi',
      },
      android: { priority: 'high', ttl: '86400s' },
    });
  });

  it.each(['APNS', 'APNS_SANDBOX', 'FCM'] as const)('shows the text of a preview through %s', (platform) => {
    expect(inner(platform, { text: 'see you at 8' })).toContain('see you at 8');
  });

  it.each(['APNS', 'APNS_SANDBOX', 'FCM'] as const)(
    'stays below 4,096 bytes for %s, whatever the text',
    (name) => {
      for (const text of texts) {
        const payload = inner(name, { text });
        expect(Buffer.byteLength(payload)).toBeLessThan(4_096);
        expect(Buffer.byteLength(payload)).toBeGreaterThan(2_000);
      }
    },
  );
});

describe('cutText', () => {
  it('keeps a text that fits', () => {
    expect(cutText('grüße 😀', 12)).toBe('grüße 😀');
  });

  it('never cuts through a character', () => {
    for (let bytes = 0; bytes <= 12; bytes++) {
      const cut = cutText('grüße 😀', bytes);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
      expect(Buffer.from(cut).toString()).toBe(cut);
    }
    expect(cutText('😀😀', 7)).toBe('😀');
  });
});
