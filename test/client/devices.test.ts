import { aClient, anOpenChat } from '../support/a-client';

const sentBy = ({ server }: ReturnType<typeof aClient>, action: string) =>
  server.texts
    .map((text) => JSON.parse(text) as { action: string; requestId: string })
    .filter((request) => request.action === action)
    .map(({ action: _action, requestId: _requestId, ...fields }) => fields);

describe('Devices', () => {
  it('registers the phone under the id that its socket has, and takes it out again', async () => {
    const made = aClient({ deviceId: 'phone' });
    await made.client.connect();
    expect(await made.client.devices.register({ platform: 'FCM', token: 't1' })).toBe('on');
    expect(sentBy(made, 'registerDevice')).toEqual([{ deviceId: 'phone', platform: 'FCM', token: 't1' }]);
    await made.client.devices.unregister();
    expect(sentBy(made, 'unregisterDevice')).toEqual([{ deviceId: 'phone' }]);
  });

  it('refuses without an id of the device', async () => {
    const made = aClient();
    await made.client.connect();
    const { devices } = made.client;
    await expect(devices.register({ platform: 'FCM', token: 't1' })).rejects.toMatchObject({
      code: 'bad_request',
    });
    await expect(devices.unregister()).rejects.toMatchObject({ code: 'bad_request' });
    expect(sentBy(made, 'registerDevice')).toEqual([]);
  });
});

describe('Chat.mute', () => {
  it('mutes until a time, and no longer without one', async () => {
    const made = await anOpenChat();
    await made.chat.mute(new Date('2026-01-02T08:00:00Z'));
    await made.chat.mute();
    expect(sentBy(made, 'muteChat')).toEqual([
      { chatId: 'chat', until: '2026-01-02T08:00:00.000Z' },
      { chatId: 'chat' },
    ]);
  });
});
