import { LocalError } from '../local-error';

/** Where an emulator answers plain HTTP. */
export interface ServiceAddress {
  readonly host: string;
  readonly port: number;
}

/** The address in a URL that a person gave. */
export const addressIn = (url: string): ServiceAddress => {
  const { protocol, hostname, port } = URL.canParse(url) ? new URL(url) : new URL('about:blank');
  if (protocol !== 'http:')
    throw new LocalError(`The engine of DynamoDB must be dynalite, local or an http:// URL, not ${url}.`);
  return { host: hostname, port: Number(port || 80) };
};
