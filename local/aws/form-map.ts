export type Fields = Readonly<Record<string, string>>;

/** `Attributes.entry.N.key` / `.value`, and the same with `MessageAttributes`, as the query protocol writes a map. */
export const mapIn = (fields: Fields, name: string, value: string): Fields => {
  const pattern = new RegExp(`^${name}\\.entry\\.(\\d+)\\.${value === 'value' ? 'key' : 'Name'}$`);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, mapKey]) => {
      const index = pattern.exec(key)?.[1];
      return index === undefined ? [] : [[mapKey, fields[`${name}.entry.${index}.${value}`] ?? ''] as const];
    }),
  );
};
