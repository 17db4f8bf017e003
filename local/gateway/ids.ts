import { randomText } from '../random-text';

/** Eleven random bytes as base64url with its padding: 16 characters, as API Gateway's connection, request and message ids. */
export const gatewayId = (): string => `${randomText(11, 'base64url')}=`;

export const isGatewayId = (id: string): boolean => /^[\w-]{15}=$/.test(id);
