/** A percent-decoded part of a path; undefined when its encoding is broken. */
export const decodePathPart = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
};
