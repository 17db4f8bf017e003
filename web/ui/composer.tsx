import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { type Conversation } from '../model/conversation';
import { Icon } from './icon';

/** What a message may hold, in bytes of UTF-8. */
const limitBytes = 16 * 1024;

/** The keyboard is on the screen, where Enter is the only way to a second line, and the button sends. */
const isTouched = (): boolean => matchMedia('(pointer: coarse)').matches;

export function Composer({ conversation }: { conversation: Conversation }) {
  const { text, isTooLong, change, send } = useDraft(conversation);
  const field = useGrowing(text);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || isTouched()) return;
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

/** What is written and not sent; it waits while the user looks at another conversation. */
function useDraft(conversation: Conversation) {
  const { typing } = conversation.chat;
  const [text, setText] = useState(conversation.draft);
  const isTooLong = new TextEncoder().encode(text).length > limitBytes;
  const write = (value: string) => {
    conversation.draft = value;
    setText(value);
  };
  const change = (value: string) => {
    write(value);
    if (value.trim() === '') typing.stop();
    else typing.start();
  };
  const send = () => {
    if (text.trim() === '' || isTooLong) return;
    conversation.send(text.trim());
    write('');
  };
  return { text, isTooLong, change, send };
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
