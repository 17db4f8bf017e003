import { randomBytes } from 'node:crypto';

/** Eleven random bytes as base64url with its padding: 16 characters, as API Gateway's connection, request and message ids. */
export const gatewayId = (): string =>
  randomBytes(11).toString('base64').replaceAll('+', '-').replaceAll('/', '_');

export const isGatewayId = (id: string): boolean => /^[\w-]{15}=$/.test(id);
