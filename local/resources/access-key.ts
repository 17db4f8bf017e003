import { createHash } from 'node:crypto';
import { type Resource } from './resource';

/** Shaped like a temporary key of AWS, the same at every start. */
export const accessKeyFor = ({ stack, logicalId }: Resource): string => {
  const digest = createHash('sha256').update(`${stack.name}/${logicalId}`).digest('hex');
  return `ASIA${digest.slice(0, 16).toUpperCase()}`;
};
