import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { type Conversation } from '../model/conversation';
import { Icon } from './icon';

/** What a message may hold, in bytes of UTF-8. */
const limitBytes = 16 * 1024;

/** What was written and not sent, by chat, as long as the page lives. */
const drafts = new Map<string, string>();

export function Composer({ conversation }: { conversation: Conversation }) {
  const { chatId, typing } = conversation.chat;
  const [text, setText] = useState(drafts.get(chatId) ?? '');
  const field = useGrowing(text);
  const isTooLong = new TextEncoder().encode(text).length > limitBytes;
  const change = (value: string) => {
    drafts.set(chatId, value);
    setText(value);
    if (value.trim() === '') typing.stop();
    else typing.start();
  };
  const send = () => {
    if (text.trim() === '' || isTooLong) return;
    conversation.send(text.trim());
    drafts.delete(chatId);
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form className="composer" onSubmit={(event) => (event.preventDefault(), send())}>
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        autoFocus={matchMedia('(hover: hover)').matches}
        placeholder="Write a message"
        aria-label="Message"
        aria-invalid={isTooLong}
        value={text}
        onKeyDown={onKeyDown}
        onChange={({ target }) => change(target.value)}
      />
      {isTooLong && <small role="alert">This is longer than a message can be.</small>}
      <button className="send" disabled={text.trim() === '' || isTooLong} aria-label="Send">
        <Icon name="send" />
      </button>
    </form>
  );
}

/** The field is as high as what is in it, up to what the style allows. */
function useGrowing(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  return field;
}
