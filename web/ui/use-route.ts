import { useSyncExternalStore } from 'react';

const chatInHash = /^#\/chat\/([A-Za-z0-9_.-]{1,64})$/;

/** The open chat stands in the address, so that reloading and going back do what people expect. */
export function openChat(chatId: string | undefined): void {
  location.hash = chatId === undefined ? '#/' : `#/chat/${chatId}`;
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

export function useOpenChat(): string | undefined {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return chatInHash.exec(hash)?.[1];
}
