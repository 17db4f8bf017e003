import { Icon } from './icon';
import { openChat } from './use-route';

/** Where the list and a conversation do not fit beside each other, the way back to the list. */
export function BackButton() {
  return (
    <button
      className="icon-button only-narrow"
      onClick={() => openChat(undefined)}
      aria-label="Back to the list"
    >
      <Icon name="back" />
    </button>
  );
}
