/** Who reads or writes the protocol without its schemas uses the same patterns. */

/**
 * Users, chats and devices. `__proto__` is refused because an object keyed by user, as DynamoDB returns one, would lose it.
 */
export const idPattern = /^(?!__proto__$)[A-Za-z0-9_.-]{1,64}$/;

/** Where pictures and films are: `javascript:` and the like must not reach a link. */
export const mediaUrlPattern = /^https:\/\/[\x21-\x7e]+$/;

export const mediaTypePattern = /^(image|video)\/[a-z0-9.+-]{1,64}$/;
