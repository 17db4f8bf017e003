/** A JSON object whose fields are not known yet. */
export const decodeFields = (text: string) => JSON.parse(text) as Record<string, unknown>;

/** The field of an object, which has to be an object too. */
export const decodeObject = (value: unknown) => value as Record<string, unknown>;

/** A list of objects; of what is absent, none. */
export const decodeList = (value: unknown) => (value ?? []) as Record<string, unknown>[];
