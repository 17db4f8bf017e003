import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { createParleyClient, type ParleyClient } from '../../client';
import { line, WebChat } from '../support/browser';

/** `npm run screenshots`: the pictures of the web app in docs/images, taken of a conversation that is really held. */
const folder = join(__dirname, '../../docs/images');

const profiles = {
  alice: 'Alice Moreau',
  bob: 'Bob Okafor',
  cleo: 'Cleo Tanaka',
  dan: 'Dan Lindqvist',
  noor: 'נור כהן',
} as const;

type Name = keyof typeof profiles;
type Cast = Record<Name, ParleyClient>;

async function callUp(chat: WebChat): Promise<Cast> {
  const client = async (userId: Name) => {
    const options = { url: chat.runtime.socketUrl, webSocket: WebSocket };
    const one = createParleyClient({ ...options, token: () => Promise.resolve(chat.runtime.token(userId)) });
    await one.connect();
    await one.users.update({ displayName: profiles[userId] });
    return one;
  };
  const [alice, bob, cleo, dan, noor] = await Promise.all([
    client('alice'),
    client('bob'),
    client('cleo'),
    client('dan'),
    client('noor'),
  ]);
  return { alice, bob, cleo, dan, noor };
}

/** What was said before anyone looks. Returns the group. */
async function talk({ alice, bob, cleo, dan, noor }: Cast): Promise<string> {
  const say = async (client: ParleyClient, chatId: string, ...texts: string[]) => {
    const chat = await client.chats.open(chatId);
    for (const text of texts) await chat.messages.send(text);
  };
  const { chatId } = await alice.chats.createGroup({
    title: 'Weekend hike',
    members: ['bob', 'cleo', 'dan'],
  });
  await say(alice, chatId, 'Saturday looks dry. Shall we try the ridge again?');
  await say(bob, chatId, 'Yes! I still owe that ridge a finish.', 'Bringing soup for everyone');
  await say(cleo, chatId, 'In. The 7:40 train gets us there by nine: https://example.com/trains');
  await say(dan, chatId, 'I can drive up to four people.');
  await say(alice, chatId, 'Then we take the train up and Dan takes the tired ones home.');
  await say(cleo, chatId, 'Deal. Who has the map?');
  const direct = await noor.chats.createDirect('alice');
  await say(noor, direct.chatId, 'שלום! נתראה ביום ראשון?');
  const quiet = await dan.chats.createDirect('alice');
  await say(dan, quiet.chatId, 'Can you lend me the big rucksack?', 'Only until Monday.');
  return chatId;
}

async function open(page: Page, chat: WebChat, hash: string): Promise<void> {
  await page.goto(`${chat.runtime.webUrl}/${hash}`);
  await page.reload();
  await page.getByText('Weekend hike').first().waitFor();
}

async function picture(page: Page, name: string): Promise<void> {
  // The font, and what fades in.
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function take(chat: WebChat): Promise<void> {
  const cast = await callUp(chat);
  const chatId = await talk(cast);
  cast.alice.close();
  const wide = await chat.signIn('alice', { viewport: { width: 1200, height: 760 } });
  await open(wide, chat, `#/chat/${chatId}`);
  const group = await cast.bob.chats.open(chatId);
  await line(wide, 'Who has the map?').waitFor();
  await wide.getByLabel('Message', { exact: true }).fill('I do. See you all at nine');
  await wide.keyboard.press('Enter');
  await line(wide, 'I do.').locator('[data-state]:not([data-state="SENDING"])').waitFor();
  group.typing.start();
  await wide.getByRole('button', { name: 'Members and settings' }).click();
  await picture(wide, 'web-group');
  const dark = { viewport: { width: 390, height: 760 }, colorScheme: 'dark' } as const;
  const phone = await chat.signIn('alice', dark);
  await open(phone, chat, '');
  await picture(phone, 'web-phone-list');
  await phone.getByRole('link', { name: /Weekend hike/ }).click();
  await line(phone, 'I do.').waitFor();
  await picture(phone, 'web-phone-chat');
  for (const client of Object.values(cast)) client.close();
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const chat = await WebChat.start();
  try {
    await take(chat);
  } finally {
    await chat.stop();
  }
}

void main();
